"""Screen, projector, paper and offline page show of every chart what the slide shows.

The slide's chart is read from the XML of its file, the others from the figures that a browser is given; they
are compared with one another.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import Any

import plotly.graph_objects as go
import pytest
from lxml import etree

from dashboard import analyst
from dashboard.charts.fit import cut
from dashboard.charts.kinds import KINDS, drawings
from dashboard.charts.plotly import PROJECTOR, make_figure
from dashboard.mart import Build
from dashboard.pack.native.cells import Block
from dashboard.pack.native.chart import NativeChart
from dashboard.pack.native.frame import Frame
from dashboard.pack.native.type import Type
from dashboard.pack.page_figures import Figures
from dashboard.pack.slides.chartbook import SHEET
from dashboard.panel import PanelData, prepare
from dashboard.panels import PANELS
from dashboard.presentation.figure import projected, screens
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang
from tests.dashboard import chart_read
from tests.dashboard.pack import native

_ACROSS = ("ranked_bar", "dumbbell", "dots")
_FRAME = Frame(0.1, 0.1, 0.8, 0.8)


@pytest.fixture(scope="module", params=LANGUAGES)
def charts(request: pytest.FixtureRequest, surveyed_build: Build) -> list[PanelData]:
    """Every chart there is, those of surveys and of analysts too, for all regions and with one in focus."""
    lang: Lang = request.param
    panels = (*PANELS.values(), *analyst.panels(surveyed_build).values())
    found = [
        prepare(panel, State(lang=lang, region=region), surveyed_build)
        for panel in panels
        for region in (None, "nemuro")
    ]
    held = [data for data in found if data.rows and data.panel.chart.kind in KINDS]
    assert {data.panel.chart.kind for data in held} == set(KINDS)
    return held


def _slide(data: PanelData) -> list[native.Chart]:
    parts = [
        part for chart in drawings(data) for part in (cut(chart, 20) if chart.kind == "bar" else [chart])
    ]
    xml = [
        NativeChart(Block(part, SHEET), Type(data.lang), 11, _FRAME, 11, len(parts) == 1).xml()
        for part in parts
    ]
    return native.charts([etree.fromstring(text.encode()) for text in xml])


def _letters(text: str) -> str:
    """What is said, however it is broken and bracketed."""
    return re.sub(r"<br>|[\s\u200b（）()]", "", text)


def _figure_in(text: str, name: str) -> tuple[float, int]:
    """The figure that a label tells, and its decimals; not its series' name or the year before it."""
    found = re.findall(r"[△−+±]?[0-9][0-9,]*(?:\.[0-9]+)?", text.removeprefix(name).split("<br>")[-1])
    assert found, text
    number = found[-1].replace(",", "").replace("△", "-").replace("−", "-").replace("±", "")
    return float(number), len(number.partition(".")[2])


@dataclass
class Comparison:
    """How many things were compared, and which of them differ."""

    count: int = 0
    differs: list[Any] | None = None

    def same(self, equal: bool, *where: Any) -> None:
        self.count += 1
        self.differs = self.differs or []
        if not equal:
            self.differs.append(where)


def _compare(data: PanelData, comparison: Comparison) -> None:
    kind, place = data.panel.chart.kind, data.panel.panel_id
    screen, slide = chart_read.charts(make_figure(drawings(data)), kind in _ACROSS), _slide(data)
    comparison.same(len(screen) == len(slide), place, len(screen), len(slide))
    for one, other in zip(screen, slide, strict=False):
        comparison.same([*one.series] == [*other.series], place, [*one.series], [*other.series])
        if one.title:
            # the slide says behind the name of a region which of its years are undecided
            beside = _letters(other.title).removeprefix(_letters(one.title))
            years = [_letters(one.names[round(at)]) for at in one.words] if kind == "small_bars" else []
            words = {_letters(text) for text in one.words.values()} if years else set()
            comparison.same(beside == "".join([*years, *words]), place, other.title, one.title, one.words)
        elif kind in (*_ACROSS, "stacked_years"):
            _compare_names(data, one, other, comparison)
        for name in one.series.keys() & other.series.keys():
            _compare_points(data, name, one.series[name], other.series[name], comparison)


def _compare_names(
    data: PanelData, one: chart_read.Chart, other: native.Chart, comparison: Comparison
) -> None:
    """The names in their order, and behind them why there is no figure; below dots stands their unit."""
    theirs = [_letters(category) for category, *_ in next(iter(other.series.values()))]
    own = [_letters(name + one.words.get(at, "")) for at, name in enumerate(one.names)]
    comparison.same(len(theirs) == len(own), data.panel.panel_id, theirs, own)
    for first, second in zip(theirs, own, strict=False):
        same = first.startswith(second) if data.panel.chart.kind == "dots" else first == second
        comparison.same(same, data.panel.panel_id, first, second)


def _compare_points(
    data: PanelData,
    name: str,
    own: dict[float, tuple[float, str]],
    points: list[native.Point],
    comparison: Comparison,
) -> None:
    theirs = [(category, value, label) for category, value, _, label in points if value is not None]
    comparison.same(len(theirs) == len(own), data.panel.panel_id, name, len(theirs), len(own))
    for (category, value, label), (held, text) in zip(theirs, own.values(), strict=False):
        told = (data.panel.panel_id, name, category, (value, label), (held, text))
        comparison.same(held == pytest.approx(value, rel=1e-12), *told)
        comparison.same(bool(label) == bool(text), *told)
        # a dot is a place on a scale, a mark of a scatter says which neighbour it is
        if text and data.panel.chart.kind not in ("dots", "scatter"):
            shown, decimals = _figure_in(text, name)
            comparison.same(abs(shown - float(value or 0)) <= 0.501 * 10**-decimals, *told)


def test_the_screen_says_of_every_chart_what_the_slide_says(charts: list[PanelData]) -> None:
    """Rows and their order, values, which have a label, the label's figure, words for what is missing."""
    found = Comparison()
    for data in charts:
        _compare(data, found)
    assert found.differs == []
    assert found.count > 4000


def _said(figures: list[go.Figure], across: bool) -> list[Any]:
    """Titles, names, values and words, of a chart that goes on over several as of one."""
    told: dict[str, Any] = {"titles": [], "names": [], "points": [], "words": []}
    for figure in figures:
        for chart in chart_read.charts(figure, across):
            told["titles"].append(chart.title)
            told["names"] += chart.names
            for name, points in chart.series.items():
                told["points"] += [(name, value, _letters(text)) for value, text in points.values()]
            told["words"] += list(chart.words.values())
    return [told["points"], told["words"], *([told["names"]] if across else [told["titles"]])]


def test_projector_offline_page_and_paper_say_what_the_screen_says(charts: list[PanelData]) -> None:
    compared = 0
    for data in charts:
        across = data.panel.chart.kind in _ACROSS
        page = _said([make_figure(drawings(data))], across)
        parts = [projected(data, part) for part in range(1, len(screens(data)) + 1)]
        others = {
            "paper": Figures(paper=True),
            "offline": Figures(),
            "large": Figures(paper=True, large=True),
        }
        told = {name: [place for place, _ in figures.add("a", data)] for name, figures in others.items()}
        read = {
            name: [go.Figure(json.loads(figures.json())["charts"][place]) for place in told[name]]
            for name, figures in others.items()
        }
        assert [unnamed for _, unnamed in parts] == [0] * len(parts), data.panel.panel_id
        walls = [make_figure(shown, PROJECTOR) for shown, _ in parts]
        for name, figures in {**read, "projector": walls}.items():
            assert _said(figures, across) == page, (data.panel.panel_id, name)
            compared += len(page[0]) + len(page[1]) + len(page[2])
    assert compared > 4000


def test_the_last_figure_of_a_line_has_its_label_where_a_later_year_is_undecided(
    charts: list[PanelData],
) -> None:
    """留萌南部３市町 has 7,000 thousand yen for fiscal 2023, and nothing is decided since."""
    labelled = {}
    for data in (one for one in charts if one.panel.panel_id == "cumulative"):
        for chart in chart_read.charts(make_figure(drawings(data)), across=False):
            texts = [
                (at, text) for points in chart.series.values() for at, (_, text) in points.items() if text
            ]
            assert len(texts) == 1, chart.title
            labelled[chart.title] = texts[0]
    assert [one for one in labelled.values() if one[0] == 2023] == [(2023, "7,000")]
    assert len(labelled) == 8


def test_a_planned_year_without_an_amount_leaves_the_label_to_the_year_before(
    charts: list[PanelData],
) -> None:
    data = next(one for one in charts if one.panel.panel_id == "cumulative" and len(drawings(one)) == 1)
    known = [row for row in data.rows if row["status"] == "actual" and row["cumulative_yen"] is not None]
    rows = tuple({**row, "cumulative_yen": None} if row["status"] == "planned" else row for row in data.rows)
    assert len(rows) > len(known) > 1
    cut_short = replace(data, rows=rows)
    [screen] = chart_read.charts(make_figure(drawings(cut_short)), across=False)
    said = [(at, text) for points in screen.series.values() for at, (_, text) in points.items() if text]
    assert said == [(known[-1]["fiscal_year"], f"{known[-1]['cumulative_yen'] // 1000:,}")]
    [slide] = _slide(cut_short)
    labels = [value for points in slide.series.values() for _, value, _, label in points if label]
    assert labels == [known[-1]["cumulative_yen"] / 1000]
