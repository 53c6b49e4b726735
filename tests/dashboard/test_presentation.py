"""Presentation mode without a browser: which screens there are, what each shows, what the address keeps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import analyst
from dashboard.charts.kinds import KINDS, drawings
from dashboard.charts.model import Drawing
from dashboard.charts.plotly import PROJECTOR, make_figure
from dashboard.charts.plotly.template import TEMPLATE
from dashboard.mart import Build
from dashboard.pages import PAGES
from dashboard.pages.page import View
from dashboard.panel import PanelData, prepare
from dashboard.panels import PANELS, of
from dashboard.presentation.figure import _small, projected, screens
from dashboard.presentation.steps import Step, agenda, at, begun, left, opened, steps
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang, word
from tests.dashboard.pack.figures import declared
from tests.long import some

_SCRIPT = Path(__file__).resolve().parents[2] / "dashboard" / "entry" / "board.py"


@pytest.fixture(autouse=True)
def _board(monkeypatch: pytest.MonkeyPatch, mart_copy: Path) -> None:
    monkeypatch.setenv("RENKEI_MART", str(mart_copy))


def _open(**query: str) -> AppTest:
    at_ = AppTest.from_file(str(_SCRIPT), default_timeout=120)
    for key, value in {"present": "1", **query}.items():
        at_.query_params[key] = value
    return at_.run()


def _html(app: AppTest) -> str:
    return "\n".join(str(item.proto.body) for item in app.get("html"))


def _address(app: AppTest, key: str) -> str:
    """One value of the address, which the tester holds as text or as a list."""
    value = app.query_params[key]
    return value if isinstance(value, str) else value[-1]


def _shown(step: Step, state: State, build: Build) -> PanelData:
    """The panel of a screen as the page it stands on prepares it."""
    assert step.panel is not None
    return prepare(step.panel, step.page.prepare_state(View(state, build, None)), build)  # type: ignore[arg-type]


def test_the_screens_are_a_title_and_of_each_page_what_it_says_and_its_panels(build: Build) -> None:
    found = steps(build)
    assert [step.number for step in found] == list(range(1, len(found) + 1))
    assert [step.is_title for step in found] == [True] + [False] * (len(found) - 1)
    # no region is in focus, and no municipality is chosen
    pages = [page.page_id for page in PAGES if page.page_id not in ("profile", "similar")]
    assert list(dict.fromkeys(step.page.page_id for step in found[1:])) == pages
    for page in pages:
        own = [step for step in found[1:] if step.page.page_id == page]
        said = 2 if page == "overview" else 1  # its sentences, then its cards
        assert [step.panel is None for step in own] == [True] * said + [False] * (len(own) - said)
    shown = [step.panel.panel_id for step in found if step.panel]
    all_panels = [
        panel.panel_id
        for page in pages
        for panel in (analyst.panels(build).values() if page == "analyst" else of(page, build, State()))
    ]
    assert list(dict.fromkeys(shown)) == [name for name in all_panels if name in shown]
    reference = {"guideline_rules", "dictionary", "accepted", "corrections", "still_missing"}
    reference.add("attention_list")  # the whole of what 概況 shows
    empty = {"decisions"}  # no meeting's have been entered
    assert set(all_panels) - set(shown) == reference | empty | {"register", "formation", "case_register"}


@pytest.mark.parametrize("region", ["", "kushiro", "nemuro", "minamisorachi"])
def test_a_panel_without_content_for_the_choice_has_no_screen(region: str, build: Build) -> None:
    state = State(region=region or None)
    found = steps(build, state)
    assert all(_shown(step, state, build).rows for step in found if step.panel)
    assert (region != "") == ("profile" in {step.page.page_id for step in found})
    shown = {step.panel.panel_id for step in found if step.panel}
    empty = {
        panel.panel_id
        for page in PAGES
        for panel in of(page.page_id, build, state)
        if page.page_id != "profile" and not prepare(panel, state, build).rows
    } - {"decisions"}  # none has been entered
    assert not shown & empty
    # 釧路 and 南空知 have other empty ones than all regions: the test is about something
    assert bool(empty) == bool(region)


def test_an_agenda_in_the_address_is_what_is_stepped_through(build: Build) -> None:
    wanted = ("recruitment", "population", "guideline_rules", "view_idle_years", "profile")
    state = State.from_address(parse_qs(urlsplit(agenda(State(lang="en"), wanted).address("overview")).query))
    assert (state.present, state.step, state.show, state.build) == (True, 1, wanted, None)
    found = steps(build, state)
    order = [step.panel.panel_id if step.panel else step.page.page_id for step in found[1:]]
    assert order[:2] == ["recruitment", "population"]
    whole = [step.panel for step in found if step.page.page_id == "population" and step.panel]
    assert set(whole) == set(of("population", build, state))
    # what is asked for by name is shown, though nobody reads it on a wall
    assert order.index("guideline_rules") < order.index("view_idle_years") < order.index("profile")
    # a page that is asked for stands there with the region that it takes, and says so
    assert "region_facts" in order


def test_a_panel_that_has_rows_once_a_region_is_chosen_is_shown_alone(build: Build) -> None:
    state = State(region="nemuro", show=("similar_scatter",))
    assert [step.panel.panel_id for step in steps(build, state) if step.panel] == ["similar_scatter"]
    app = _open(show="similar_scatter", step="2", region="nemuro")
    assert 'data-panel="similar_scatter"' in _html(app)
    assert word("address.show", "ja") not in _html(app)


def test_what_an_agenda_asks_in_vain_is_said_and_not_repeated() -> None:
    app = _open(show="recruitment,<b>zzz</b>,population", step="2")
    body = _html(app)
    assert word("address.show", "ja") in body
    assert "zzz" not in body
    assert _address(app, "show") == "recruitment,population"


@pytest.mark.parametrize("page", [page.page_id for page in PAGES])
def test_present_opens_at_what_the_page_says_and_leaving_is_on_the_live_build_again(
    page: str, build: Build
) -> None:
    state = State(lang="en", region="nemuro", peers=("hidaka",))
    told = urlsplit(opened(state, page, build).address(page))
    read = begun(State.from_address(parse_qs(told.query)), build)
    assert (read.lang, read.region, read.peers, read.build) == ("en", "nemuro", ("hidaka",), build.build_id)
    step = at(read.step, build, read)
    assert (step.page.page_id, step.panel) == (page, None)
    before = at(read.step - 1, build, read)
    assert before.is_title or before.page.page_id != page
    assert left(read) == state
    # a build that the reader chose is kept
    chosen = replace(state, build=build.build_id)
    assert left(opened(chosen, page, build)) == chosen


@pytest.mark.parametrize("number", [-1, 0, 9999])
def test_a_screen_that_does_not_exist_is_the_nearest(number: int, build: Build) -> None:
    assert at(number, build) in (steps(build)[0], steps(build)[-1])


# each region and each language every time
_SHOWN: list[tuple[Lang, str]] = [("ja", "kushiro"), ("en", "nemuro"), ("ja", "")]


@pytest.mark.parametrize(
    "which",
    some(product(LANGUAGES, ["", "nemuro", "kushiro"]), lambda _, which: which in _SHOWN),
    ids="-".join,
)
def test_every_screen_shows_the_finding_of_its_panel(which: tuple[Lang, str], build: Build) -> None:
    lang, region = which
    app = _open(lang=lang, **({"region": region} if region else {}))
    found = steps(build, State(lang=lang, region=region or None))
    total = len(found)
    for step in found:
        if step.number > 1:
            app.button(key=f"present_next_{step.number}").click().run()
        assert [item.value for item in app.exception] == []
        body = _html(app)
        assert f'data-step="{step.number}" data-steps="{total}"' in body
        assert _address(app, "step") == str(step.number)
        # nothing internal: no build, no meeting's name, no view, no command
        for internal in (build.build_id, "views.", "kpi.", "python -m"):
            assert internal not in body, (step.number, internal)
        if step.is_title:
            assert word("app.title", lang) in body
        elif step.panel is None:
            assert f'data-page="{step.page.page_id}"' in body
            cards = step.page.cards_of(build)
            last = step.part == step.parts  # before them the sentences of the page
            assert [f'data-card="{card.card_id}"' in body for card in cards] == [last] * len(cards)
            assert ("<li data-conclusion=" in body) != last
        else:
            assert f'data-panel="{step.panel.panel_id}"' in body
            assert (
                len(re.findall(r"<h1[^>]*>[^<]{5,}</h1>", re.sub('<span lang="ja">|</span>', "", body))) == 1
            )
            # the line below names its documents, unless the panel is about the documents themselves
            assert not step.panel.sources or word("panel.source", lang) in body


def test_the_keys_lead_forward_back_and_to_the_start(build: Build) -> None:
    app = _open(step="7")
    last = len(steps(build))
    pressed = (("next", 8), ("next", 9), ("back", 8), ("start", 1), ("back", 1), ("next", 2), ("end", last))
    for key, number in pressed:
        app.button(key=f"present_{key}_{number}").click().run()
        assert _address(app, "step") == str(number)
    assert f'data-step="{len(steps(build))}"' in _html(_open(step="9999"))


def test_opening_writes_the_build_into_the_address(build: Build) -> None:
    assert _address(_open(), "build") == build.build_id


def test_a_build_that_is_gone_is_said_on_the_screen() -> None:
    assert "（20260101T000000Z-00000000）が見つかりません" in _html(
        _open(build="20260101T000000Z-00000000", step="2")
    )


def test_no_menu_and_no_choice_is_drawn() -> None:
    app = _open(step="5")
    assert len(app.sidebar) == 0
    assert len(app.multiselect) + len(app.selectbox) == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_way_in_is_on_every_page(lang: Lang, build: Build) -> None:
    app = AppTest.from_file(str(_SCRIPT), default_timeout=120)
    app.query_params["lang"] = lang
    body = _html(app.run())
    assert word("present.open", lang) in body
    assert f"build={build.build_id}&amp;present=1&amp;begin=overview" in body


@pytest.mark.parametrize("panel_id", [p.panel_id for p in PANELS.values() if p.chart.kind in KINDS])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_enlarged_chart_draws_the_same_values(panel_id: str, lang: Lang, build: Build) -> None:
    data = prepare(PANELS[panel_id], State(lang=lang, region="hidaka"), build)
    if not data.rows:
        return
    page = make_figure(drawings(data))
    sizes = TEMPLATE.layout.font.size
    walls, drawn = [], Counter[tuple[object, ...]]()
    for part in range(1, len(screens(data)) + 1):
        shown, unnamed = projected(data, part)
        assert unnamed == 0
        drawn += _figures(shown)
        walls.append(make_figure(shown, PROJECTOR))
    assert drawn == _figures(drawings(data))
    assert set().union(*map(_printed, walls)) == _printed(page)
    for wall in walls:
        assert wall.layout.height is None
        assert wall.layout.font.size > page.layout.font.size
    assert TEMPLATE.layout.font.size == sizes  # the board's own template is untouched


def _figures(charts: Sequence[Drawing]) -> Counter[tuple[object, ...]]:
    """Every figure of charts, with where it belongs."""
    return Counter(
        (chart.facet, series.name, category, value)
        for chart in charts
        for series in chart.series
        for category, value in zip(chart.categories, series.values, strict=True)
    )


def _printed(figure: go.Figure) -> set[str]:
    """Every value that stands on the chart as text, a break read as a space."""
    texts = {str(note.text) for note in figure.layout.annotations}
    for trace in figure.data:
        texts |= {str(text) for text in (trace.text or ()) if text}
    return {text.replace("<br>", " ") for text in texts}


@pytest.mark.parametrize("name", ["municipal_staff_rate", "prefecture_outlook"])
def test_a_long_ranking_takes_several_screens_on_one_scale_and_loses_nothing(name: str, build: Build) -> None:
    panel = analyst.panels(build)[name]
    data = prepare(panel, State(), build)
    data = replace(data, rows=data.rows * 3)
    parts = [projected(data, part)[0] for part in range(1, len(screens(data)) + 1)]
    assert len(parts) > 3
    value = declared(data)["value"]
    held = [row[value] for row in data.rows if row[value] is not None]
    assert [v for [part] in parts for v in part.series[0].values if v is not None] == held
    assert {part.extent for [part] in parts} == {(min(0, *held), max(held))}
    # and each has its number in the row of screens
    found = [step for step in steps(build) if step.panel is panel]
    assert [(step.part, step.parts) for step in found] == [(1, 2), (2, 2)]


def test_small_charts_of_many_regions_go_on_over_screens_of_one_scale(build: Build) -> None:
    data = prepare(PANELS["population_outlook"], State(), build)
    [charts] = screens(data)
    many = [replace(chart, facet=f"{chart.facet} {n}") for n in range(3) for chart in charts]
    parts = _small(many)
    assert [len(part) for part in parts] == [11, 11, 11]
    assert _figures([chart for part in parts for chart in part]) == _figures(many)
    for part in parts:
        figure = make_figure(part, PROJECTOR)
        assert figure.layout.yaxis.range == make_figure(charts, PROJECTOR).layout.yaxis.range


def test_an_undecided_year_stands_at_its_place_in_english_too(build: Build) -> None:
    # "2024" on an axis of categories is read as the 2,024th place
    for panel_id in ("grants_by_year", "grants_by_region"):
        panel = PANELS[panel_id]
        drawn = make_figure(drawings(prepare(panel, State(lang="en"), build)))
        [note] = [n for n in drawn.layout.annotations if word("status.undecided", "en") in n.text]
        assert round(note.x) == 4  # fiscal 2024 is the fifth year
