"""The office whose board this is: a folder of its own beside the product, or the one that the product ships.

An office's folder holds office.toml, sources/, surveys/, sql/, decisions/ and mart/; whatever is in it the
product never writes but mart/ and log/, and decisions/ where office.toml lets the board. The product
(PRODUCT) holds the code, the SQL and all of Japan's statistics.
"""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE, SETTINGS = "RENKEI_OFFICE", "office.toml"
# the folder of what its meetings decided
DECISIONS = "decisions"
# the settings of the office that the product ships, beside data/, of before: read where a checkout has it
OLDER_SETTINGS = "board.toml"
_HERE = Path(__file__).resolve().parent
# a checkout has them beside its packages, an installed package within itself
INSTALLED = not (_HERE.parent / "sql" / "kpi").is_dir()
PRODUCT = _HERE / "product" if INSTALLED else _HERE.parent


def chosen() -> Path | None:
    """The folder of the office that RENKEI_OFFICE names; None for the one that the product ships."""
    named = os.environ.get(VARIABLE)
    folder = Path(named).resolve() if named else None
    return None if folder == PRODUCT / "data" else folder


def settings_of(office: Path | None, product: Path = PRODUCT) -> Path:
    """The settings of an office, or of the one that `product` ships: data/ has the shape of any office."""
    if office is not None:
        return office / SETTINGS
    older = product / OLDER_SETTINGS
    return older if older.is_file() else product / "data" / SETTINGS


def product_of(folder: Path) -> Path | None:
    """The checkout whose data/ this folder is; None for an office's own folder."""
    return folder.parent if folder.name == "data" and (folder.parent / "sql" / "checks").is_dir() else None


def mart_folder() -> Path:
    """Where the chosen office's builds lie; RENKEI_MART names another place."""
    named = os.environ.get("RENKEI_MART")
    return Path(named) if named else (chosen() or PRODUCT / "data") / "mart"


def samples_mart() -> Path:
    """Where the chosen office's builds with sample surveys lie."""
    return (chosen() or PRODUCT / "data") / "samples" / "mart"


def decisions_folder(mart: Path) -> Path:
    """Where the decisions lie that a mart's builds are made of; invented ones beside those of samples."""
    return mart.parent / DECISIONS


def settings_file() -> Path:
    """The chosen office's settings; RENKEI_SETTINGS names another file."""
    named = os.environ.get("RENKEI_SETTINGS")
    return Path(named) if named else settings_of(chosen())


def home_of(mart: Path) -> tuple[Path, bool] | None:
    """What `python -m etl --root` takes for a mart's folder: an office's folder or a checkout, and whether
    its builds are those of samples; None where the folder is no mart of either."""
    mart = mart.resolve()
    folder = mart.parent.parent if mart.parent.name == "samples" else mart.parent
    samples = folder != mart.parent
    if mart.name != "mart":
        return None
    if folder.name == "data" and not (folder / SETTINGS).is_file():
        return folder.parent, samples
    if (folder / SETTINGS).is_file():
        return product_of(folder) or folder, samples
    return None
