"""The charts of the offline page: the screen's own figures, once per document, as data for plotly.js."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.fit import cut
from dashboard.charts.kinds import drawings
from dashboard.charts.plotly import LARGE, PAPER, make_figure
from dashboard.charts.plotly.template import TEMPLATE
from dashboard.panel import PanelData

# more bars than this go on in a second chart on paper
_PAPER_BARS, _LARGE_BARS = 20, 10


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
        for number, figure in enumerate(self._pictures(data)):
            told = json.loads(figure.to_json())
            told["layout"].pop("template", None)
            held = f"{name}-{number}" if number else name
            self._held[held] = told
            added.append((held, int(told["layout"]["height"])))
        return added

    @property
    def highest(self) -> int:
        """Of all charts, in pixels; 0 without any."""
        return max((int(told["layout"]["height"]) for told in self._held.values()), default=0)

    def _pictures(self, data: PanelData) -> Iterator[go.Figure]:
        charts = drawings(data)
        if not self._paper:
            yield make_figure(charts)
            return
        medium, most = (LARGE, _LARGE_BARS) if self.large else (PAPER, _PAPER_BARS)
        parts = [(part,) for part in cut(charts[0], most)] if charts[0].kind == "bar" else [charts]
        for part in parts:
            yield make_figure(part, medium)

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
