"""What a cell of a grid says and how it looks: one table of states and verdicts for every writer.

Screen, offline page, slide and sheet write the same Paint each in its own terms.
"""

from __future__ import annotations

from dataclasses import dataclass

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
class Said:
    """Words of a cell and their paint."""

    text: str
    paint: Paint


def said(row: Row, data: PanelData) -> Said | None:
    """What stands in a cell that holds no figure; None where it holds one."""
    chart, lang = data.panel.chart, data.lang
    encode, value = chart.encode, row[key(chart.encode, "value", data)]
    if "state" in encode:
        state = str(row[encode["state"]])
        return Said(word(f"state.{state}", lang), STATES.get(state, MISSING))
    if "words" in encode:
        name = "none" if value is None else str(value).lower()
        return Said(word(f"{encode['words']}.{name}", lang), VERDICTS[encode["words"]][value])
    if "mark" in encode and row[encode["mark"]] is not None:
        if row[encode["mark"]]:
            return Said(str(value), MARKED)
        return Said(str(value) if "unmarked" in encode else "", PLAIN)
    if value is None:
        return Said(word(f"missing.{chart.why(row, 'unregistered')}", lang), MISSING)
    return None


def paint_of_figure(row: Row, data: PanelData) -> Paint:
    """Planned outlined; shaded by the place of the figure on its scale."""
    encode = data.panel.chart.encode
    if planned(row, data):
        return PLANNED
    if encode.get("shade") and row[encode["shade"]] is not None:
        return Paint(*shade(row[encode["shade"]]))
    return PLAIN


def planned(row: Row, data: PanelData) -> bool:
    encode = data.panel.chart.encode
    return "status" in encode and row[encode["status"]] == "planned"
