"""The office whose board this is: a folder of its own beside the product, or the one that the product ships.

An office's folder holds office.toml, sources/, surveys/, sql/ and mart/; whatever is in it the product never
writes but mart/ and log/. The product (PRODUCT) holds the code, the SQL and all of Japan's statistics.
"""

from __future__ import annotations

import os
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

VARIABLE, SETTINGS = "RENKEI_OFFICE", "office.toml"
_HERE = Path(__file__).resolve().parent
# a checkout has them beside its packages, an installed package within itself
INSTALLED = not (_HERE.parent / "sql" / "kpi").is_dir()
PRODUCT = _HERE / "product" if INSTALLED else _HERE.parent


def chosen() -> Path | None:
    """The folder of the office that RENKEI_OFFICE names; None for the one that the product ships."""
    named = os.environ.get(VARIABLE)
    return Path(named).resolve() if named else None


def mart_folder() -> Path:
    """Where the chosen office's builds lie; RENKEI_MART names another place."""
    named = os.environ.get("RENKEI_MART")
    return Path(named) if named else (chosen() or PRODUCT / "data") / "mart"


def samples_mart() -> Path:
    """Where the chosen office's builds with sample surveys lie."""
    return (chosen() or PRODUCT / "data") / "samples" / "mart"


def settings_file() -> Path:
    """The chosen office's settings; RENKEI_SETTINGS names another file."""
    named, office = os.environ.get("RENKEI_SETTINGS"), chosen()
    if named:
        return Path(named)
    return office / SETTINGS if office else PRODUCT / "board.toml"


def home_of(mart: Path) -> tuple[Path, bool] | None:
    """What `python -m etl --root` takes for a mart's folder: an office's folder or a checkout, and whether
    its builds are those of samples; None where the folder is no mart of either."""
    mart = mart.resolve()
    folder = mart.parent.parent if mart.parent.name == "samples" else mart.parent
    samples = folder != mart.parent
    if mart.name != "mart":
        return None
    if (folder / SETTINGS).is_file():
        return folder, samples
    return (folder.parent, samples) if folder.name == "data" else None


@dataclass(frozen=True)
class Identity:
    """[office] of the settings: how the office calls its board. An empty text: as the product has it."""

    title: str = ""
    title_en: str = ""
    contact: str = ""

    def named(self, language: str) -> str:
        return self.title_en or self.title if language == "en" else self.title


def identity(settings: Mapping[str, Any]) -> Identity:
    """Of the whole settings; what is no text of one line counts as not set."""
    section = settings.get("office", {})
    section = section if isinstance(section, Mapping) else {}
    return Identity(**{name: _line(section.get(name)) for name in Identity.__dataclass_fields__})


def identity_of(file: Path) -> Identity:
    """Of a settings file; one that cannot be read sets nothing."""
    try:
        return identity(tomllib.loads(file.read_text(encoding="utf-8-sig")))
    except (OSError, ValueError):
        return Identity()


def _line(value: object) -> str:
    text = unicodedata.normalize("NFC", value) if isinstance(value, str) else ""
    return re.sub(r"[\x00-\x1f\x7f]+", " ", text).strip()
