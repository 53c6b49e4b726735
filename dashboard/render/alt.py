"""The text alternative of a chart: its question, its finding and its figures in one paragraph."""

from __future__ import annotations

from dashboard.panel import PanelData

_MOST = 80


def paragraph(data: PanelData) -> str:
    """Every row of the table as text, up to 80; the rest is in the table below the chart."""
    comma, after, stop = ("、", "；", "。") if data.lang == "ja" else (", ", "; ", ". ")
    rows = [comma.join(cell for cell in row if cell) for row in data.cells[:_MOST]]
    left = len(data.cells) - len(rows)
    text = f"{data.panel.question(data.lang)} {data.title}{stop}{data.subtitle}{stop}{after.join(rows)}"
    if left > 0:
        text += f"{stop}ほか{left}行は表に" if data.lang == "ja" else f"{stop}{left} more rows in the table"
    return text
