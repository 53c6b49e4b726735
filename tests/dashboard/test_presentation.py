"""Presentation mode without a browser: which screens there are, what each shows, what the address keeps."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import analyst
from dashboard.charts.kinds import KINDS, drawings
from dashboard.charts.plotly import PROJECTOR, make_figure
from dashboard.charts.plotly.template import TEMPLATE
from dashboard.mart import Build
from dashboard.pages import PAGES
from dashboard.panel import prepare
from dashboard.panels import PANELS, of
from dashboard.presentation.figure import projected
from dashboard.presentation.steps import at, left, opened, steps
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang, word
from tests.dashboard.pack.figures import declared
from tests.long import some

_SCRIPT = Path(__file__).resolve().parents[2] / "dashboard" / "entry" / "board.py"


@pytest.fixture(autouse=True)
def _board(monkeypatch: pytest.MonkeyPatch, mart_copy: Path) -> None:
    monkeypatch.setenv("RENKEI_MART", str(mart_copy))


def _open(**query: str) -> AppTest:
    at_ = AppTest.from_file(str(_SCRIPT), default_timeout=30)
    for key, value in {"present": "1", **query}.items():
        at_.query_params[key] = value
    return at_.run()


def _html(app: AppTest) -> str:
    return "\n".join(str(item.proto.body) for item in app.get("html"))


def _address(app: AppTest, key: str) -> str:
    """One value of the address, which the tester holds as text or as a list."""
    value = app.query_params[key]
    return value if isinstance(value, str) else value[-1]


def test_the_screens_are_a_title_and_the_panels_of_all_pages_in_menu_order(build: Build) -> None:
    found = steps(build)
    assert [step.number for step in found] == list(range(1, len(found) + 1))
    assert found[0].panel is None
    shown = [step.panel.panel_id for step in found[1:] if step.panel]
    all_panels = [
        panel.panel_id
        for page in PAGES
        for panel in (
            analyst.panels(build).values() if page.page_id == "analyst" else of(page.page_id, build, State())
        )
    ]
    assert shown == [name for name in all_panels if name in shown]
    left_out = {"register", "formation", "case_register", "dictionary", "corrections", "still_missing"}
    assert set(all_panels) - set(shown) == left_out


@pytest.mark.parametrize("page", [page.page_id for page in PAGES])
def test_present_opens_at_the_first_panel_of_the_page_and_keeps_what_was_chosen(
    page: str, build: Build
) -> None:
    state = State(lang="en", region="nemuro", peers=("hidaka",))
    told = urlsplit(opened(state, page, build).address(page))
    read = State.from_address(parse_qs(told.query))
    assert (read.lang, read.region, read.peers, read.build) == ("en", "nemuro", ("hidaka",), build.build_id)
    step = at(read.step, build)
    assert step.panel is not None
    assert step.page.page_id == page
    assert at(read.step - 1, build).page.page_id != page or at(read.step - 1, build).panel is None
    assert left(read) == State(lang="en", region="nemuro", peers=("hidaka",), build=build.build_id)


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
    total = len(steps(build))
    for step in steps(build):
        if step.number > 1:
            app.button(key=f"present_next_{step.number}").click().run()
        assert [item.value for item in app.exception] == []
        body = _html(app)
        assert f'data-step="{step.number}" data-steps="{total}"' in body
        assert _address(app, "step") == str(step.number)
        assert build.build_id in body
        if step.panel is None:
            assert word("app.title", lang) in body
        else:
            assert f'data-panel="{step.panel.panel_id}"' in body
            assert (
                len(re.findall(r"<h1[^>]*>[^<]{5,}</h1>", re.sub('<span lang="ja">|</span>', "", body))) == 1
            )
            # the line below names its documents, unless the panel is about the documents themselves
            assert not step.panel.sources or word("panel.source", lang) in body


def test_the_keys_lead_forward_back_and_to_the_start(build: Build) -> None:
    app = _open(step="7")
    for key, number in (("next", 8), ("next", 9), ("back", 8), ("start", 1), ("back", 1), ("next", 2)):
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
    app = AppTest.from_file(str(_SCRIPT), default_timeout=30)
    app.query_params["lang"] = lang
    body = _html(app.run())
    assert word("present.open", lang) in body
    assert f"build={build.build_id}&amp;present=1&amp;step=2" in body


@pytest.mark.parametrize("panel_id", [p.panel_id for p in PANELS.values() if p.chart.kind in KINDS])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_enlarged_chart_draws_the_same_values(panel_id: str, lang: Lang, build: Build) -> None:
    data = prepare(PANELS[panel_id], State(lang=lang, region="hidaka"), build)
    if not data.rows:
        return
    page = make_figure(drawings(data))
    shown, left_out = projected(data)
    sizes = TEMPLATE.layout.font.size
    wall = make_figure(shown, PROJECTOR)
    assert left_out == 0
    assert [(tuple(t.x), tuple(t.y)) for t in page.data] == [(tuple(t.x), tuple(t.y)) for t in wall.data]
    assert _printed(wall) == _printed(page)
    assert wall.layout.height is None
    assert wall.layout.font.size > page.layout.font.size
    assert TEMPLATE.layout.font.size == sizes  # the board's own template is untouched


def _printed(figure: go.Figure) -> set[str]:
    """Every value that stands on the chart as text, a break read as a space."""
    texts = {str(note.text) for note in figure.layout.annotations}
    for trace in figure.data:
        texts |= {str(text) for text in (trace.text or ()) if text}
    return {text.replace("<br>", " ") for text in texts}


def test_a_long_ranking_is_shown_whole_and_what_has_no_room_is_counted(build: Build) -> None:
    panel = analyst.panels(build)["municipal_staff_rate"]
    data = prepare(panel, State(), build)
    [shown], left_out = projected(data)
    assert (len(shown.categories), left_out) == (len(data.rows), 0)
    rows = data.rows * 3
    [shown], left_out = projected(replace(data, rows=rows))
    assert left_out > 0
    assert len(shown.categories) + left_out == len(rows)
    value = declared(data)["value"]
    known = sorted((row[value] for row in rows if row[value] is not None), reverse=True)
    assert list(shown.series[0].values) == known[: len(shown.categories)]  # its finding names the highest


def test_an_undecided_year_stands_at_its_place_in_english_too(build: Build) -> None:
    # "2024" on an axis of categories is read as the 2,024th place
    for panel_id in ("grants_by_year", "grants_by_region"):
        panel = PANELS[panel_id]
        drawn = make_figure(drawings(prepare(panel, State(lang="en"), build)))
        [note] = [n for n in drawn.layout.annotations if word("status.undecided", "en") in n.text]
        assert round(note.x) == 4  # fiscal 2024 is the fifth year
