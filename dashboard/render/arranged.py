"""A panel's rows as rows × columns: what a grid on the screen, a slide and a sheet draw alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.encoding import key
from dashboard.mart import Row
from dashboard.panel import PanelData


@dataclass(frozen=True)
class Line:
    """One row of a grid: what stands over it ("" where rows are not grouped), its name, its cells."""

    over: str
    name: str
    focus: bool
    cells: Mapping[Any, Row]


@dataclass(frozen=True)
class Grid:
    """Columns by value, in order; a cell that is not in a line is "not listed"."""

    columns: Sequence[Any]
    grouped: bool
    lines: Sequence[Line]


def arranged(data: PanelData) -> Grid:
    encode = data.panel.chart.encode
    row_key, column_key = key(encode, "row", data), key(encode, "column", data)
    columns = list(dict.fromkeys(row[column_key] for row in data.rows))
    if "column_kind" in encode:
        columns.sort()
    group = key(encode, "row_group", data) if "row_group" in encode else None
    lines: dict[tuple[str, str], dict[Any, Row]] = {}
    for row in data.rows:
        place = (str(row[group]) if group else "", str(row[row_key]))
        lines.setdefault(place, {})[row[column_key]] = row
    return Grid(
        columns,
        group is not None,
        tuple(
            Line(over, name, data.panel.chart.in_focus(next(iter(cells.values()))), cells)
            for (over, name), cells in lines.items()
        ),
    )
