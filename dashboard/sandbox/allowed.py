"""Who may type SQL: office.toml decides, with the sign-in where it asks for one. Nobody unless it says so."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.paths import settings_file
from dashboard.sandbox.ask import Limits, available


@cache
def _settings(file: Path, changed: float) -> Mapping[str, Any]:
    found: Mapping[str, Any] = tomllib.loads(file.read_text(encoding="utf-8")).get("sql", {})
    return found


def settings() -> Mapping[str, Any]:
    """[sql] of office.toml: editor ("off", "signed_in", "everyone"), editors, and what a query may cost."""
    file = settings_file()
    try:
        return _settings(file, file.stat().st_mtime)
    except (OSError, tomllib.TOMLDecodeError):
        return {}


class Refused(Enum):
    """Why nobody, or not this reader, may type SQL."""

    CLOSED = "closed"  # office.toml does not open it, or this machine cannot keep a query in bounds
    NOT_SET_UP = "not_set_up"  # a sign-in is asked for and none is configured
    ANONYMOUS = "anonymous"
    UNVERIFIED = "unverified"  # the sign-in's own word that the address was not proved
    NOT_LISTED = "not_listed"


def standing(user: Mapping[str, Any]) -> Refused | None:
    """None where this reader may type SQL; also CLOSED where no sign-in has a part in it.

    `user` is the toolkit's st.user: is_logged_in and the sign-in's claims where one is configured.
    """
    told = settings()
    if not available() or told.get("editor") != "signed_in":
        return Refused.CLOSED
    if "is_logged_in" not in user:
        return Refused.NOT_SET_UP
    if not user["is_logged_in"]:
        return Refused.ANONYMOUS
    editors = told.get("editors")
    if editors is None:
        return None
    # a list of addresses means nothing where anyone may claim one
    if user.get("email_verified") is False:
        return Refused.UNVERIFIED
    return None if user.get("email") in editors else Refused.NOT_LISTED


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
