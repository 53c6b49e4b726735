"""The charts of the offline page: the screen's own figures, once per document, as data for plotly.js."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.encoding import key
from dashboard.charts.look import TEMPLATE
from dashboard.panel import PanelData
from dashboard.presentation.figure import enlarge
from dashboard.render.screen import FIGURES

# on paper a chart with its heading and sources fits one page; more bars than this go on in a second chart
_PAPER_HEIGHT, _PAPER_BARS = 470, 20
_LARGE_HEIGHT, _LARGE_BARS = 430, 10
# many names at the ends of lines, many small charts: larger type needs more of the page
_LARGE_FULL, _FULL_KINDS = 500, ("slope", "lines", "small_lines", "small_bars")


class Figures:
    """Collects charts by name, and long tables; `paper` and `large` make charts fit a sheet."""

    def __init__(self, paper: bool = False, large: bool = False) -> None:
        self._paper, self.large = paper, large
        self._held: dict[str, Any] = {}
        self._tables: dict[str, str] = {}

    def keep(self, name: str, table: str) -> str:
        """A table that lies packed with the charts, a tenth of its size; what stands in its place until the
        page has unpacked it. On paper the table itself."""
        if self._paper:
            return table
        self._tables[name] = table
        return f'<div data-table="{name}"></div>'

    def add(self, name: str, data: PanelData) -> list[tuple[str, int]]:
        """Names and heights of the charts that show a panel: one, on paper as many as it takes."""
        added = []
        for number, figure in enumerate(self._made(data)):
            told = json.loads(figure.to_json())
            told["layout"].pop("template", None)
            held = f"{name}-{number}" if number else name
            self._held[held] = told
            added.append((held, int(told["layout"]["height"])))
        return added

    def _made(self, data: PanelData) -> Iterator[go.Figure]:
        kind = data.panel.chart.kind
        draw = FIGURES[kind]
        if not self._paper:
            yield draw(data)
            return
        most = _LARGE_BARS if self.large else _PAPER_BARS
        parts = _split(data, most) if kind == "ranked_bar" else [data]
        scale, high = draw(data).layout.xaxis.range, _PAPER_HEIGHT
        if self.large:
            high = _LARGE_FULL if kind in _FULL_KINDS else _LARGE_HEIGHT
        for part in parts:
            figure = draw(part)
            height = min(high, figure.layout.height)
            if self.large:
                figure = enlarge(figure, kind)
                height = min(high, round(height * 1.4))
            figure.update_layout(height=height)
            if len(parts) > 1:
                # every part on the scale of the whole, or their bars could not be compared
                figure.update_xaxes(range=scale)
            yield figure

    def json(self) -> str:
        """All charts and tables as JSON."""
        held = {"charts": self._held, "tables": self._tables}
        return json.dumps(held, ensure_ascii=False, separators=(",", ":"))


def template() -> str:
    """The board's template, which every chart shares."""
    return safe(json.dumps(TEMPLATE.to_plotly_json(), ensure_ascii=False, separators=(",", ":")))


def safe(text: str) -> str:
    """No end tag and no comment can begin inside a script element."""
    return text.replace("<", "\\u003c")


def _split(data: PanelData, most: int) -> list[PanelData]:
    """A long ranking in parts of equal length, in its own order."""
    if len(data.rows) <= most:
        return [data]
    encode = data.panel.chart.encode
    rows = list(data.rows)
    if encode.get("order") != "given":
        value = key(encode, "value", data)
        rows.sort(key=lambda row: (row[value] is None, -(row[value] or 0)))
    count = -(-len(rows) // most)
    size = -(-len(rows) // count)
    return [replace(data, rows=tuple(rows[at : at + size])) for at in range(0, len(rows), size)]
