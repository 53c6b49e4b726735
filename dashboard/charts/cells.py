"""PanelData → CellGrid: which rows and columns a grid has, what each cell says and how it looks.

Screen, projector, offline page, paper, slide and sheet write the same CellGrid, each in its own terms.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal

from dashboard import format as fmt
from dashboard.chart import Figures, in_language, missing_reason
from dashboard.charts.look import (
    DIVERGING,
    FOCUS,
    GROUND,
    INK,
    MISSING_FILL,
    SECONDARY,
    SEQUENTIAL,
    TEXT,
    shade,
)
from dashboard.manyrows import MOST
from dashboard.mart import Row
from dashboard.panel import PanelData
from dashboard.text import Lang, word
from renkei.chartkeys import KEYS
from renkei.numberkinds import number_kind


@dataclass(frozen=True, kw_only=True)
class Grid(Figures):
    """Rows × columns, one row of the panel a cell.

    What a cell is, the first of these that is named says: the `state` of a project, `words` for a truth
    value, a `mark` (`unmarked`: cells without it have their words too), else its figure. `shade`: the place
    of a figure on its scale, from 0 to 1; `relative`: it is its place among all.
    `flag`: where a sign stands behind it. `decimals`: how many it has.
    """

    kind: ClassVar[str] = "grid"
    marks: ClassVar[tuple[str, ...]] = KEYS["grid"]

    row: str
    column: str
    value: str
    number_kind: str = "decimals"
    row_group: str | None = None
    column_kind: str | None = None
    decimals: str | None = None
    unit: str | None = None
    missing: str | None = None
    focus: str | None = None
    shade: str | None = None
    status: str | None = None
    flag: str | None = None
    words: Literal["rule", "yes"] | None = None
    state: str | None = None
    mark: str | None = None
    unmarked: bool = False
    relative: bool = False

    @property
    def figures(self) -> tuple[str, ...]:
        return (self.value,)


@dataclass(frozen=True)
class Paint:
    """Fill, ink and edge of a cell. `hatched`: where the medium can, lines over the fill (not known)."""

    fill: str | None = None
    ink: str = INK
    edge: str | None = None
    hatched: bool = False
    bold: bool = False


PLAIN = Paint()
MISSING = Paint(MISSING_FILL, TEXT, hatched=True)
PLANNED = Paint(GROUND, INK, edge=FOCUS)
MARKED = Paint(SEQUENTIAL[1])
# the state of a project in a year; one that has no entry is not known yet
STATES = {
    "done": Paint(FOCUS, GROUND),
    "planned": PLANNED,
    "under_review": MISSING,
    "undecided": MISSING,
    "merged": Paint(SEQUENTIAL[0]),
    "none": Paint(GROUND, SECONDARY),
}
# the state of a step of the grant's year
STEP_STATES = {
    "finished": Paint(FOCUS, GROUND),
    "ahead": PLANNED,
    "overdue": Paint(DIVERGING[4], bold=True),
    "open": Paint(GROUND),
}
# words of a truth value → value → paint. A rule that cannot be judged is neither kept nor broken
VERDICTS = {
    "rule": {True: MARKED, False: Paint(DIVERGING[4], bold=True), None: MISSING},
    "yes": {True: MARKED, False: PLAIN, None: MISSING},
}


@dataclass(frozen=True)
class Cell:
    """What a cell is, its words (of a figure the figure as text) and its paint.

    A figure is `value` as the mart holds it, of a number kind and with so many decimals; `sign` (※) stands
    behind it, `note` (見込) below it.
    """

    what: Literal["state", "verdict", "mark", "missing", "figure", "absent"]
    text: str = ""
    paint: Paint = PLAIN
    value: float | int | None = None
    kind: str = "count"
    places: int = 0
    sign: str = ""
    note: str = ""


# not listed: neither zero nor undecided
ABSENT = Cell("absent")


@dataclass(frozen=True)
class Heading:
    """The name of a column, and the unit of its figures ("" for none)."""

    name: str
    unit: str = ""


@dataclass(frozen=True)
class Line:
    """One row: what stands over it ("" where rows are not grouped), its name, its cells in the columns'
    order."""

    over: str
    name: str
    focus: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class CellGrid:
    headings: tuple[Heading, ...]
    grouped: bool
    lines: tuple[Line, ...]


def grid(data: PanelData) -> CellGrid:
    """The rows of a panel as rows × columns, each in the order in which it first comes; years by time.

    Names of which there are too many for columns stand in rows, what was in the rows in columns.
    """
    chart, lang = _chart(data), data.lang
    if not (chart.row_group or chart.unit or chart.column_kind):
        across = {row[in_language(chart.column, lang)] for row in data.rows}
        down = {row[in_language(chart.row, lang)] for row in data.rows}
        if len(across) > MOST and len(down) < len(across):
            chart = replace(chart, row=chart.column, column=chart.row)
            data = replace(data, panel=replace(data.panel, chart=chart))
    column_key, row_key = in_language(chart.column, lang), in_language(chart.row, lang)
    columns = list(dict.fromkeys(row[column_key] for row in data.rows))
    if chart.column_kind is not None:
        columns.sort(key=lambda column: (column is None, column))
    lines: dict[tuple[str, str], dict[Any, Row]] = {}
    for row in data.rows:
        over = _name(row, in_language(chart.row_group, lang), data) if chart.row_group else ""
        lines.setdefault((over, _name(row, row_key, data)), {})[row[column_key]] = row
    value = in_language(chart.value, lang)
    # by place, not by size: one giant would leave all others pale
    extent = sorted(row[value] for row in data.rows if row[value] is not None) if chart.relative else None
    return CellGrid(
        tuple(_heading(column, column_key, data) for column in columns),
        chart.row_group is not None,
        tuple(
            Line(
                over,
                name,
                chart.focus is not None and bool(next(iter(rows.values()))[chart.focus]),
                tuple(cell(rows[at], data, extent) if at in rows else ABSENT for at in columns),
            )
            for (over, name), rows in lines.items()
        ),
    )


def _chart(data: PanelData) -> Grid:
    chart = data.panel.chart
    if not isinstance(chart, Grid):
        raise TypeError(f"panel {data.panel.panel_id} is a {chart.kind}, no grid")
    return chart


def _name(row: Row, column: str, data: PanelData) -> str:
    """A name that is missing is the word that the table has for it."""
    if row[column] is not None:
        return str(row[column])
    own = (item.cell(row, data.lang) for item in data.panel.columns if item.key(data.lang) == column)
    return next(own, word("missing.unregistered", data.lang))


def _heading(column: Any, column_key: str, data: PanelData) -> Heading:
    chart, lang = _chart(data), data.lang
    first = next(row for row in data.rows if row[column_key] == column)
    name = fmt.show(column, chart.column_kind or "text", lang, _name(first, column_key, data))
    return Heading(name, (first[in_language(chart.unit, lang)] or "") if chart.unit else "")


def cell(row: Row, data: PanelData, extent: Sequence[float] | None = None) -> Cell:
    """What one row of the panel is in its grid. `extent`: figures are shaded by their place among these."""
    chart, lang = _chart(data), data.lang
    value = row[in_language(chart.value, lang)]
    if chart.state is not None:
        state = str(row[chart.state])
        return Cell("state", word(f"state.{state}", lang), {**STATES, **STEP_STATES}.get(state, MISSING))
    if chart.words is not None:
        name = "none" if value is None else str(value).lower()
        return Cell("verdict", word(f"{chart.words}.{name}", lang), VERDICTS[chart.words][value])
    if chart.mark is not None and row[chart.mark] is not None:
        if row[chart.mark]:
            return Cell("mark", str(value), MARKED)
        return Cell("mark", str(value) if chart.unmarked else "")
    if value is None:
        return Cell(
            "missing", word(f"missing.{missing_reason(chart.missing, row, 'unregistered')}", lang), MISSING
        )
    return _figure(chart, row, value, extent, lang)


def _figure(chart: Grid, row: Row, value: float, extent: Sequence[float] | None, lang: Lang) -> Cell:
    """Planned outlined; shaded by the place of the figure on its scale."""
    kind = chart.number_kind
    places = int(row[chart.decimals]) if chart.decimals else number_kind(kind).places(value)
    planned = chart.status is not None and row[chart.status] == "planned"
    shaded = row[chart.shade] if chart.shade else None
    if extent is not None:
        shaded = bisect_left(extent, value) / (len(extent) - 1) if extent[0] < extent[-1] else None
    return Cell(
        "figure",
        fmt.show(value, kind, lang, "", places),
        PLANNED if planned else PLAIN if shaded is None else Paint(*shade(shaded)),
        value,
        kind,
        places,
        "※" if chart.flag and row[in_language(chart.flag, lang)] else "",
        word("status.planned", lang) if planned else "",
    )
