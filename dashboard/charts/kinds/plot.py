"""What every kind of chart is: columns to draw, and the Drawing that they become."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

from dashboard.chart import Figures
from dashboard.charts.model import Drawing
from dashboard.panel import PanelData


@dataclass(frozen=True, kw_only=True)
class Plot(Figures, ABC):
    """A chart of bars, lines or points."""

    @property
    @abstractmethod
    def categories(self) -> str:
        """The column whose values stand along the chart: names or years."""

    @abstractmethod
    def draw(self, data: PanelData) -> tuple[Drawing, ...]:
        """The charts of the panel's rows; there is one row at least."""


def heading(column: str, data: PanelData) -> str:
    """The name of what is drawn: its column's heading, else the subtitle."""
    pairs = zip(data.panel.columns, data.headings, strict=True)
    return next((heading for item, heading in pairs if item.key(data.lang) == column), data.subtitle)
