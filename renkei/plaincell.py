"""Text of a CSV that a spreadsheet program opens: no cell of it is taken for a formula."""

from __future__ import annotations

import re

# what a spreadsheet takes for a formula; +9 and −1.2 are figures, and a dash alone is a mark
_FORMULA = re.compile("[=＝@＠\t\r]|[+＋−－-].")
_NUMBER = re.compile(r"[+−-][0-9,]+(\.[0-9]+)?")


def plain(cell: str) -> str:
    """The cell with an apostrophe before what would be a formula, or is one that has such a mark."""
    return f"'{cell}" if _is_formula(cell) else cell


def as_written(cell: str) -> str:
    """The text that `plain` was given."""
    return cell[1:] if cell.startswith("'") and _is_formula(cell) else cell


def _is_formula(cell: str) -> bool:
    bare = cell.lstrip("'")
    return bool(_FORMULA.match(bare)) and not _NUMBER.fullmatch(bare)
