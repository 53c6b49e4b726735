"""Who may type SQL: board.toml decides, with the sign-in where it asks for one. Nobody unless it says so."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.paths import ROOT
from dashboard.sandbox.ask import Limits, available


@cache
def _settings(file: Path, changed: float) -> Mapping[str, Any]:
    found: Mapping[str, Any] = tomllib.loads(file.read_text(encoding="utf-8")).get("sql", {})
    return found


def settings() -> Mapping[str, Any]:
    """[sql] of board.toml: editor ("off", "signed_in", "everyone"), editors, seconds, memory_mb, rows."""
    file = Path(os.environ.get("RENKEI_SETTINGS") or ROOT / "board.toml")
    try:
        return _settings(file, file.stat().st_mtime)
    except (OSError, tomllib.TOMLDecodeError):
        return {}


def may_type(user: Mapping[str, Any]) -> bool:
    """`user` is the toolkit's st.user: is_logged_in and email where a sign-in is configured."""
    told = settings()
    if not available():
        return False
    if told.get("editor") == "everyone":
        return True
    if told.get("editor") != "signed_in" or not user.get("is_logged_in", False):
        return False
    editors = told.get("editors")
    return editors is None or user.get("email") in editors


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
    )
