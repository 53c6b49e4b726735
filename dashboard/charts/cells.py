"""PanelData → Grid: which rows and columns a grid has, what each cell says and how it looks.

Screen, projector, offline page, paper, slide and sheet write the same Grid, each in its own terms.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from dashboard import format as fmt
from dashboard.charts.encoding import key
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
from dashboard.mart import Row
from dashboard.panel import PanelData
from dashboard.text import word
from renkei.numberkinds import number_kind


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
# words of a truth value → value → paint. A rule that cannot be judged is neither kept nor broken
VERDICTS = {
    "rule": {True: MARKED, False: Paint(DIVERGING[4], bold=True), None: MISSING},
    "yes": {True: MARKED, False: PLAIN, None: PLAIN},
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
class Grid:
    headings: tuple[Heading, ...]
    grouped: bool
    lines: tuple[Line, ...]


def grid(data: PanelData) -> Grid:
    """The rows of a panel as rows × columns, each in the order in which it first comes; years by time."""
    encode = data.panel.chart.encode
    column_key = key(encode, "column", data)
    columns = list(dict.fromkeys(row[column_key] for row in data.rows))
    if "column_kind" in encode:
        columns.sort(key=lambda column: (column is None, column))
    grouped = "row_group" in encode
    lines: dict[tuple[str, str], dict[Any, Row]] = {}
    for row in data.rows:
        over = _name(row, key(encode, "row_group", data), data) if grouped else ""
        place = (over, _name(row, key(encode, "row", data), data))
        lines.setdefault(place, {})[row[column_key]] = row
    return Grid(
        tuple(_heading(column, column_key, data) for column in columns),
        grouped,
        tuple(
            Line(
                over,
                name,
                data.panel.chart.in_focus(next(iter(rows.values()))),
                tuple(cell(rows[at], data) if at in rows else ABSENT for at in columns),
            )
            for (over, name), rows in lines.items()
        ),
    )


def _name(row: Row, column: str, data: PanelData) -> str:
    """A name that is missing is the word that the table has for it."""
    if row[column] is not None:
        return str(row[column])
    own = (item.cell(row, data.lang) for item in data.panel.columns if item.key(data.lang) == column)
    return next(own, word("missing.unregistered", data.lang))


def _heading(column: Any, column_key: str, data: PanelData) -> Heading:
    encode = data.panel.chart.encode
    first = next(row for row in data.rows if row[column_key] == column)
    name = fmt.show(column, encode.get("column_kind", "text"), data.lang, _name(first, column_key, data))
    return Heading(name, (first[key(encode, "unit", data)] or "") if "unit" in encode else "")


def cell(row: Row, data: PanelData) -> Cell:
    """What one row of the panel is in its grid."""
    chart, lang = data.panel.chart, data.lang
    encode, value = chart.encode, row[key(chart.encode, "value", data)]
    if "state" in encode:
        state = str(row[encode["state"]])
        return Cell("state", word(f"state.{state}", lang), STATES.get(state, MISSING))
    if "words" in encode:
        name = "none" if value is None else str(value).lower()
        return Cell("verdict", word(f"{encode['words']}.{name}", lang), VERDICTS[encode["words"]][value])
    if "mark" in encode and row[encode["mark"]] is not None:
        if row[encode["mark"]]:
            return Cell("mark", str(value), MARKED)
        return Cell("mark", str(value) if "unmarked" in encode else "")
    if value is None:
        return Cell("missing", word(f"missing.{chart.why(row, 'unregistered')}", lang), MISSING)
    return _figure(row, value, data)


def _figure(row: Row, value: float, data: PanelData) -> Cell:
    """Planned outlined; shaded by the place of the figure on its scale."""
    encode, lang = data.panel.chart.encode, data.lang
    kind = str(encode.get("kind", "decimals"))
    places = int(row[encode["decimals"]]) if "decimals" in encode else number_kind(kind).places(value)
    planned = "status" in encode and row[encode["status"]] == "planned"
    shaded = row[encode["shade"]] if "shade" in encode else None
    return Cell(
        "figure",
        fmt.show(value, kind, lang, "", places),
        PLANNED if planned else PLAIN if shaded is None else Paint(*shade(shaded)),
        value,
        kind,
        places,
        "※" if "flag" in encode and row[key(encode, "flag", data)] else "",
        word("status.planned", lang) if planned else "",
    )
