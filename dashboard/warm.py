"""What is made ready before the first reader comes."""

from __future__ import annotations

from contextlib import suppress

import duckdb

import dashboard.app  # noqa: F401  # loads the pages, the charts and with them Plotly
from dashboard.charts.kinds import KINDS, drawings
from dashboard.mart import Build, NoMart, shared_mart
from dashboard.panel import prepare
from dashboard.panels import PANELS
from dashboard.paths import mart_folder
from dashboard.state import State


def warm() -> None:
    """Open the live build and draw a chart of every kind."""
    # a build made for another version of the board must not keep it from starting: its pages tell the error
    with suppress(NoMart, duckdb.Error, LookupError):
        _draw(shared_mart(mart_folder()).live())


def _draw(build: Build) -> None:
    kinds = set(KINDS)  # Plotly loads the classes of a chart when it is first drawn
    for panel in PANELS.values():
        data = prepare(panel, State(), build)
        if data.rows and panel.chart.kind in kinds:
            kinds.remove(panel.chart.kind)
            drawings(data)
