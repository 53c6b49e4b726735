"""The rows of a dumbbell: which, in what order, under what name. Decided once for every output."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.encoding import key
from dashboard.charts.labels import bracketed
from dashboard.charts.named import names
from dashboard.mart import Row
from dashboard.panel import PanelData
from dashboard.text import word


def pairs(data: PanelData) -> Sequence[tuple[Row, str]]:
    """Every row with its name; one that lacks a figure says why behind it, and draws what it has."""
    encode = data.panel.chart.encode
    called = names(data.rows, key(encode, "label", data), data)
    return [(row, _named(row, name, data)) for row, name in zip(data.rows, called, strict=True)]


def _named(row: Row, name: str, data: PanelData) -> str:
    encode = data.panel.chart.encode
    lacking = next((encode[end] for end in ("first", "second") if row[encode[end]] is None), None)
    if lacking is None:
        return name
    why = next(
        (c.cell(row, data.lang) for c in data.panel.columns if c.key(data.lang) == lacking),
        word("missing.unregistered", data.lang),
    )
    return name + bracketed(why, data.lang)
