"""A panel that fails anywhere is one panel that says so; the log has the cause under the same number."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import failure
from dashboard.card import Card, prepare_card
from dashboard.mart import Build, Mart, shared_mart
from dashboard.pages import PAGES
from dashboard.pages.page import View
from dashboard.panel import origins, prepare
from dashboard.panels import PANELS
from dashboard.presentation.steps import steps
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang, T, word
from tests.conftest import ROOT
from tests.dashboard.test_older_build import _hash
from tests.dashboard.undrawable import BROKEN, CAUSE, written

_SCRIPT = ROOT / "dashboard" / "entry" / "board.py"
NUMBER = {"ja": re.compile("番号 ([0-9]{6})"), "en": re.compile("number ([0-9]{6})")}


@pytest.fixture(scope="module")
def broken(mart_copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(mart_copy, tmp_path_factory.mktemp("broken") / "mart", BROKEN)


@pytest.fixture(autouse=True)
def _log_again() -> None:
    """Each test sees the cause logged as if it were the first."""
    failure._logged.clear()


def _open(mart: Path, page: str, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    monkeypatch.setenv("RENKEI_MART", str(mart))
    at = AppTest.from_file(str(_SCRIPT), default_timeout=60)
    for name, value in query.items():
        at.query_params[name] = value
    if page:
        at._page_hash = _hash(page)
    return at.run()


def _html(at: AppTest) -> str:
    return "\n".join(str(item.proto.body) for item in at.get("html"))


def no_python(text: str) -> None:
    """Nothing of the machine in what a reader gets."""
    for sign in ("Traceback", "Error:", "Exception", ".py", str(ROOT), "site-packages", 'File "'):
        assert sign not in text, sign


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_shows_what_can_be_shown(
    broken: Path, lang: Lang, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    shared_mart.cache_clear()  # as the first who asks: the causes are logged while the panels are made
    at = _open(broken, "analyst", monkeypatch, lang=lang)
    assert not at.exception
    told = _html(at)
    numbers = NUMBER[lang].findall(told)
    assert len(numbers) == 3
    assert 'id="view_d_good"' in told
    assert len(at.get("plotly_chart")) == 1
    no_python(told)
    for number in numbers:
        [record] = [r for r in caplog.records if r.getMessage().startswith(number) and r.exc_info]
        assert record.exc_info
    assert CAUSE in caplog.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_screen_of_a_presentation_leads_on(
    broken: Path, lang: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = shared_mart(broken).live()
    shown = [step for step in steps(build) if step.page.page_id == "analyst" and step.panel]
    assert len(shown) == len(BROKEN)
    for step in shown:
        at = _open(broken, "", monkeypatch, lang=lang, present="1", step=str(step.number))
        told = _html(at)
        assert not at.exception
        assert f'data-step="{step.number}"' in told
        assert step.panel is not None
        assert bool(NUMBER[lang].search(told)) == (step.panel.panel_id != "view_d_good")
        no_python(told)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_card_and_an_origin_that_fail_say_so(build: Build, lang: Lang) -> None:
    sql = f"select error('{CAUSE}')::integer as n"
    card = Card("broken", T("札", "Card"), sql, lambda row, lang: ("1", ""), lambda row, lang: "", T("", ""))
    shown = prepare_card(card, State(lang=lang), build)
    assert shown.figure == word("failure.figure", lang)
    assert NUMBER[lang].fullmatch(shown.compare)
    [origin] = origins((sql,), State(lang=lang), build)
    assert NUMBER[lang].search(origin.what)
    no_python(f"{shown}{origin}")


def test_a_failure_has_the_same_number_each_time_and_is_not_kept(broken: Path) -> None:
    from dashboard.analyst import panels

    build = shared_mart(broken).live()
    panel = panels(build)["a_not_answered"]
    first, again = (prepare(panel, State(), build) for _ in range(2))
    assert first.failed == again.failed is not None
    assert first is not again


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.page_id)
def test_a_page_whose_answer_fails_is_still_drawn(
    page: object, lang: Lang, build: Build, mart_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dashboard.pages.page import Page

    assert isinstance(page, Page)

    def fails(view: View) -> str:
        raise ZeroDivisionError(CAUSE)

    broken = replace(page, answer=fails)
    state = State(lang=lang)
    told = broken.answered(View(state, build, Mart(mart_copy)), state)
    assert NUMBER[lang].search(told)
    no_python(told)


def test_an_optional_panel_that_fails_is_not_left_out(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:

    from dashboard import panels

    name = next(name for name, panel in PANELS.items() if panel.optional)
    wrong = replace(PANELS[name], sql="select error('x')::integer as n")
    monkeypatch.setitem(panels.BY_PAGE, "analyst", (wrong,))
    assert panels.of("analyst", build, State()) == (wrong,)
