"""What the browser is sent of a chart: the library, which is not asked on a page, finds nothing to change."""

from __future__ import annotations

import json
from typing import Any

import plotly.graph_objects as go
import plotly.io as pio
import pytest

from dashboard.charts.kinds import KINDS, drawings
from dashboard.charts.plotly import COMPACT, PAGE, PROJECTOR, SHEET, Medium, sent_figure
from dashboard.mart import Build
from dashboard.panel import prepare
from dashboard.panels import PANELS
from dashboard.state import State


@pytest.mark.parametrize("medium", [PAGE, COMPACT, PROJECTOR, SHEET])
def test_the_library_would_send_the_same(medium: Medium, build: Build) -> None:
    drawn = 0
    for panel in PANELS.values():
        data = prepare(panel, State(lang="en", region="nemuro"), build)
        if data.rows and panel.chart.kind in KINDS:
            spec = sent_figure(drawings(data), medium).to_dict()
            assert _plain(pio.to_json(spec, validate=False)) == _plain(go.Figure(spec).to_json()), (
                panel.panel_id
            )
            drawn += 1
    assert drawn > 10


def _plain(text: str) -> Any:
    """Without what is empty, which says nothing to the browser."""

    def given(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: given(part) for name, part in value.items() if part not in ({}, [])}
        return [given(part) for part in value] if isinstance(value, list) else value

    return given(json.loads(text))
