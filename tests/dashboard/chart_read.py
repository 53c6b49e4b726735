"""A chart as a reader finds it on the screen: the names along its axis, the words in their rows."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go


def names(figure: go.Figure, axis: str = "y") -> list[str]:
    """The categories of bars, pairs and dots, from top to bottom; of columns and lines from left to right."""
    found: list[str] = []
    for layout in (figure.select_yaxes if axis == "y" else figure.select_xaxes)():
        found += [str(text) for text in layout.ticktext or ()]
    return found


def words(figure: go.Figure) -> list[str]:
    """What stands in the row of each name: the figure, or the word for a missing one."""
    found: list[str] = []
    for layout in figure.select_yaxes():
        axis = str(layout.plotly_name).replace("axis", "")
        told: dict[Any, str] = {}
        for trace in figure.data:
            if (trace.yaxis or "y") == axis:
                for at, text in zip(trace.y, trace.text or (), strict=False):
                    told[at] = told.get(at, "") or text
        for note in figure.layout.annotations:
            if note.yref in (axis, None) and note.yref != "paper":
                told[note.y] = told.get(note.y, "") or note.text
        found += [told.get(at, "") for at in layout.tickvals]
    return found
