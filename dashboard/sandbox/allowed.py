"""Who may type SQL: office.toml decides, with the sign-in where it asks for one. Nobody unless it says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.editors import Refused, section, signed_in
from dashboard.sandbox.ask import Limits, available


def settings() -> Mapping[str, Any]:
    """[sql] of office.toml: editor ("off", "signed_in", "everyone"), editors, and what a query may cost."""
    return section("sql")


def standing(user: Mapping[str, Any]) -> Refused | None:
    """None where this reader may type SQL; also CLOSED where no sign-in has a part in it."""
    told = settings()
    if not available() or told.get("editor") != "signed_in":
        return Refused.CLOSED
    return signed_in(told, user)


def may_type(user: Mapping[str, Any]) -> bool:
    """Whether the editor is shown, and a query run, for this reader."""
    if settings().get("editor") == "everyone":
        return available()
    return standing(user) is None


def limits() -> Limits:
    """What a query may cost; a value that is no number falls back to the default."""
    told, usual = settings(), Limits()

    def number(name: str, default: float) -> float:
        value = told.get(name, default)
        return value if isinstance(value, (int, float)) and value > 0 else default

    return Limits(
        number("seconds", usual.seconds),
        int(number("memory_mb", usual.memory_mb)),
        int(number("rows", usual.rows)),
        int(number("cells", usual.cells)),
    )
