"""Two rows of one name are two bars: drawn as one, the bar would be as long as both and tell one figure."""

from __future__ import annotations

from dataclasses import replace

from dashboard import analyst
from dashboard.charts.kinds import drawings
from dashboard.charts.plotly import make_figure
from dashboard.mart import Build
from dashboard.panel import prepare
from dashboard.state import State
from tests.dashboard import chart_read


def test_projects_of_one_name_are_told_apart_by_their_region(build: Build) -> None:
    data = prepare(analyst.panels(build)["idle_years"], State(lang="en"), build)
    name, region = "project_en", "region_en"
    twice = [row for row in data.rows if sum(other[name] == row[name] for other in data.rows) > 1]
    assert len(twice) == 2
    figure = make_figure(drawings(data))
    called = chart_read.names(figure)
    assert len(set(called)) == len(data.rows) == len(figure.data[0].x)
    (drawing,) = drawings(data)
    for row in twice:
        assert f"{row[name]} ({row[region]})" in called
        assert f"{row[name]} ({row[region]})" in drawing.categories


def test_names_without_a_region_are_two_bars_too(build: Build) -> None:
    data = prepare(analyst.panels(build)["idle_years"], State(lang="en"), build)
    rows = tuple({k: v for k, v in row.items() if k != "region_en"} for row in data.rows)
    called = chart_read.names(make_figure(drawings(replace(data, rows=rows))))
    assert len(set(called)) == len(rows)
