"""The table of a panel as CSV."""

from __future__ import annotations

import csv
import io
import re

from dashboard.panel import PanelData

# what a spreadsheet takes for a formula; +9 and −1.2 are figures, and a dash alone is a mark
_FORMULA = re.compile("[=＝@＠\t\r]|[+＋−－-].")
_NUMBER = re.compile(r"[+−-][0-9,]+(\.[0-9]+)?")


def csv_bytes(data: PanelData) -> bytes:
    """The table as CSV, UTF-8 with BOM so that Excel reads it; no cell is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_safe(cell) for cell in data.headings])
    writer.writerows([[_safe(cell) for cell in row] for row in data.cells])
    return out.getvalue().encode("utf-8-sig")


def _safe(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell
