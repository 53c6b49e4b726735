"""Who may write: a section of office.toml decides, with the sign-in where it asks for one."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.paths import settings_file


@cache
def _read(file: Path, changed: float) -> Mapping[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8-sig"))


def section(name: str) -> Mapping[str, Any]:
    """[name] of office.toml as the file says it now; an empty one where it cannot be read."""
    file = settings_file()
    try:
        found = _read(file, file.stat().st_mtime).get(name, {})
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, Mapping) else {}


class Refused(Enum):
    """Why nobody, or not this reader, may write."""

    CLOSED = "closed"  # office.toml does not open it, or this machine cannot
    NOT_SET_UP = "not_set_up"  # a sign-in is asked for and none is configured
    ANONYMOUS = "anonymous"
    UNVERIFIED = "unverified"  # the sign-in's own word that the address was not proved
    NOT_LISTED = "not_listed"


def signed_in(rules: Mapping[str, Any], user: Mapping[str, Any]) -> Refused | None:
    """None where this reader is one of the section's `editors`; without that list, whoever can sign in.

    `user` is the toolkit's st.user: is_logged_in and the sign-in's claims where one is configured.
    """
    if "is_logged_in" not in user:
        return Refused.NOT_SET_UP
    if not user["is_logged_in"]:
        return Refused.ANONYMOUS
    editors = rules.get("editors")
    if editors is None:
        return None
    # a list of addresses means nothing where anyone may claim one
    if user.get("email_verified") is False:
        return Refused.UNVERIFIED
    return None if isinstance(editors, list) and user.get("email") in editors else Refused.NOT_LISTED
