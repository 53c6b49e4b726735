"""What a chart is declared with is a class of its kind: no other field is taken, and each is read."""

from __future__ import annotations

import ast
import inspect
from dataclasses import fields
from typing import Any

import pytest

from dashboard.analyst_chart import chart_of
from dashboard.chart import Chart, Table
from dashboard.charts.cells import Grid
from dashboard.charts.kinds import KINDS
from dashboard.charts.kinds.ranked_bar import RankedBar
from dashboard.charts.kinds.small_bars import SmallBars
from dashboard.charts.kinds.stacked_years import StackedYears
from dashboard.charts.look import FOCUS, GROUND
from dashboard.charts.model import BY_STATUS, Ink
from dashboard.charts.registers import LinkList, Register
from dashboard.fitted import fitted
from dashboard.mart import Build
from dashboard.pack import workbook_sheet
from dashboard.panel import prepare
from dashboard.panels import PANELS
from dashboard.render import html, linklist
from dashboard.state import State
from dashboard.text import word
from etl.sqlviews import charts
from renkei.chartkeys import KEYS
from renkei.sqlheader import HeaderColumn

_EVERY: dict[str, type[Chart]] = {
    **KINDS,
    **{kind.kind: kind for kind in (Table, Grid, Register, LinkList)},
}
# where a field is read beside the module of its class
_READERS = {"table": html, "register": workbook_sheet, "link_list": linklist}
# read by fitted.py and analyst_finding.py
_SHARED = {"table": {"value", "label"}}


@pytest.mark.parametrize("kind", _EVERY)
def test_every_field_of_a_kind_is_read(kind: str) -> None:
    """`empty`, `wide` and `shade_max` were declared and did nothing."""
    modules = [inspect.getmodule(_EVERY[kind]), _READERS.get(kind)]
    read = {
        node.attr
        for module in modules
        if module is not None
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in ("self", "chart")
    }
    every = {item.name for item in fields(_EVERY[kind])} - _SHARED.get(kind, set())
    # a grid's and a chart's kind of figures is read for all of them: drawings(), measured()
    assert every - read - ({"number_kind"} if kind in KINDS else set()) == set()


@pytest.mark.parametrize("kind", sorted({panel.chart.kind for panel in PANELS.values()}))
def test_a_field_that_no_kind_has_is_refused(kind: str) -> None:
    chart = next(panel.chart for panel in PANELS.values() if panel.chart.kind == kind)
    declared: dict[str, Any] = {**vars(chart), "shade_max": "cap_yen"}
    with pytest.raises(TypeError, match="shade_max"):
        type(chart)(**declared)


def test_marks_are_fields_of_their_kind_and_those_that_the_refresh_proves() -> None:
    for kind, declared in _EVERY.items():
        assert set(declared.marks) <= {item.name for item in fields(declared)}
        assert kind not in charts.KINDS or declared.marks == KEYS.get(kind, ())


@pytest.mark.parametrize("kind", charts.KINDS)
def test_every_key_that_a_header_may_have_is_in_its_chart(kind: str) -> None:
    """The header stays text; what it says arrives in the declaration under the same name."""
    told = charts.KINDS[kind]
    header = {"kind": kind} | {key: f"c_{key}" for key in (*told.needs, *told.may)}
    types = {name: "INTEGER" for key, name in header.items() if key != "kind"}
    columns = {name: HeaderColumn(name, name, "人") for name in types}
    chart = chart_of(header, types, columns, ["c_label"])
    assert chart.kind == kind
    assert {key: getattr(chart, key) for key in header} == header


def test_fitting_a_panel_keeps_its_chart() -> None:
    for panel in PANELS.values():
        assert fitted(panel, (), "ja").chart == panel.chart


def test_planned_looks_the_same_in_every_chart(build: Build) -> None:
    """Outlined, wherever bars of actual and planned grants stand; hatched is what is missing."""
    looks: dict[str, set[Ink]] = {}
    for panel in PANELS.values():
        if not isinstance(panel.chart, RankedBar | SmallBars | StackedYears) or not panel.chart.status:
            continue
        data = prepare(panel, State(), build)
        at = [n for n, row in enumerate(data.rows) if row[panel.chart.status] == "planned"]
        for drawing in panel.chart.draw(data):
            for series in drawing.series:
                if isinstance(panel.chart, RankedBar):
                    looks.setdefault(panel.panel_id, set()).update(series.points[n] for n in at)
                elif series.name == word("status.planned", "ja"):
                    looks.setdefault(panel.panel_id, set()).add(series.ink)
    assert len(looks) >= 3
    assert {ink for inks in looks.values() for ink in inks} == {BY_STATUS["planned"]}
    assert (BY_STATUS["planned"].fill, BY_STATUS["planned"].line) == (GROUND, FOCUS)
