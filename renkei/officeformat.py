"""The format of an office's files: one number, which office.toml and each source.toml carry.

It rises when a file that loads today would be written otherwise tomorrow; what was of an older format loads
as it is (docs/upgrade.md). The steps from each to the next stand in etl/upgrade/steps.py.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from renkei.office import OLDER_SETTINGS

CURRENT = 3
KEY = "format"
# what a file without the number is of, and one that was written when settings stood in board.toml
UNWRITTEN, FIRST = 2, 1


def format_of(table: Mapping[str, Any]) -> int:
    """What the file says; UNWRITTEN where it says none, or nothing that `fault` lets pass."""
    number = table.get(KEY, UNWRITTEN)
    return number if type(number) is int and number >= FIRST else UNWRITTEN


def fault(table: Mapping[str, Any]) -> tuple[str, str] | None:
    """Why the file's number cannot be taken, in Japanese and English."""
    number = table.get(KEY, UNWRITTEN)
    if type(number) is not int or number < FIRST:
        return (
            f"書式の番号で書きます（今の製品は {CURRENT}）",
            f"must be the number of a format (this product's is {CURRENT})",
        )
    if number > CURRENT:
        return (
            f"書式 {number} は、この製品が読める {CURRENT} より新しいものです。製品を新しくします"
            "（git pull、pip install -U renkei-board）",
            f"format {number} is newer than this product reads ({CURRENT}): update the product "
            "(git pull, pip install -U renkei-board)",
        )
    return None


def files_of(folder: Path, settings: Path) -> list[Path]:
    """The files of an office that carry the number."""
    return [settings, *sorted((folder / "sources").glob("*/source.toml"))]


def formats_of(folder: Path, settings: Path) -> dict[Path, int]:
    """The format of each of them that can be read."""
    found = {}
    for file in files_of(folder, settings):
        try:
            table = tomllib.loads(file.read_text(encoding="utf-8-sig"))
        except (OSError, ValueError):
            continue  # whoever reads it for its contents says so
        found[file] = FIRST if file.name == OLDER_SETTINGS else format_of(table)
    return found
