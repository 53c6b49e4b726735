"""A declared panel fitted to the rows it got: what it cannot draw true it does not draw.

Figures whose decimals nobody declared get as many as tell them apart; a chart of which two rows would be
drawn over each other becomes its table, and says so.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dashboard.chart import Chart, Figures, Table, in_language
from dashboard.declared import Panel, Rows
from dashboard.text import Lang, T, word

# the kind of a figure whose decimals follow from the figures beside it
MEASURED = "measured"
_DIGITS, _MOST = 3, 6


def fitted(panel: Panel, rows: Rows, lang: Lang) -> Panel:
    """The panel with the decimals its figures need, and with a chart that shows every row."""
    columns = tuple(
        replace(column, kind=kind_of(rows, [column.key(lang)])) if column.kind == MEASURED else column
        for column in panel.columns
    )
    panel = replace(panel, chart=measured(panel.chart, rows), columns=columns)
    double = overlapping(panel.chart, rows, lang)
    if double is None:
        return panel
    note = T(*(word("panel.overlapping", each).format(key=double) for each in ("ja", "en")))
    return replace(panel, chart=Table(), notes=(note, *panel.notes))


def overlapping(chart: Chart, rows: Rows, lang: Lang) -> str | None:
    """The key that two rows share, in the words of its cells; None where each row has one of its own."""
    columns = [
        in_language(name, lang) for field in chart.marks if (name := getattr(chart, field)) is not None
    ]
    if not columns:
        return None
    counts = Counter(tuple(row[column] for column in columns) for row in rows)
    return next((" × ".join(str(part) for part in key) for key, n in counts.items() if n > 1), None)


def measured(chart: Chart, rows: Rows) -> Chart:
    """The chart with one number of decimals for all that it draws."""
    if not isinstance(chart, Figures) or chart.number_kind != MEASURED:
        return chart
    return replace(chart, number_kind=kind_of(rows, chart.figures))


def kind_of(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """decimal1 … decimal6: three digits of the middle figure, one decimal at least."""
    sizes = sorted(
        abs(float(row[column])) for row in rows for column in columns if row[column] not in (None, 0)
    )
    sizes = [size for size in sizes if math.isfinite(size)]
    if not sizes:
        return "decimal1"
    before = math.floor(math.log10(sizes[len(sizes) // 2])) + 1
    return f"decimal{min(max(_DIGITS - before, 1), _MOST)}"
