"""The table of a panel as CSV."""

from __future__ import annotations

import csv
import io

from dashboard.panel import PanelData
from renkei.plaincell import plain


def csv_bytes(data: PanelData) -> bytes:
    """The table as CSV, UTF-8 with BOM so that Excel reads it; no cell is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([plain(cell) for cell in data.headings])
    writer.writerows([[plain(cell) for cell in row] for row in data.cells])
    return out.getvalue().encode("utf-8-sig")
