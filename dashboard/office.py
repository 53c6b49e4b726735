"""What the chosen office says of itself (renkei.officesettings), as its file says it now."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from pathlib import Path

from dashboard.paths import settings_file
from renkei.officesettings import OfficeSettings, Refused, read_file


@cache
def _read(file: Path, changed: float) -> tuple[OfficeSettings, list[Refused]]:
    return read_file(file)


def _now() -> tuple[OfficeSettings, list[Refused]]:
    """An edited file holds from the next click on."""
    file = settings_file()
    try:
        return _read(file, file.stat().st_mtime)
    except OSError:
        return OfficeSettings(), []


def office() -> OfficeSettings:
    return _now()[0]


def refused() -> list[Refused]:
    """What of it is not taken, and why; names that only a build knows are not looked up here."""
    return _now()[1]


def logo_file() -> Path | None:
    name = office().logo
    return settings_file().parent / name if name else None


def logo_data() -> str:
    """The logo as a data address, so that no page asks for a file; empty without one."""
    file = logo_file()
    if file is None or not file.is_file():
        return ""
    kind = "svg+xml" if file.suffix.lower() == ".svg" else "png"
    return f"data:image/{kind};base64,{b64encode(file.read_bytes()).decode('ascii')}"


def accent_rule() -> str:
    """One rule of CSS for the office's colour; empty where it has none of its own."""
    accent = office().accent
    return f":root{{--rb-accent:{accent}}}" if accent else ""
