"""What a page left folded, by address: all that a page names is answered, with the page's own figures."""

from __future__ import annotations

import re
import shutil
import urllib.error
import urllib.request
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from starlette.responses import Response

from dashboard import failure
from dashboard.analyst import panels
from dashboard.mart import Mart
from dashboard.pages import PAGES
from dashboard.panel import PanelData, prepare
from dashboard.panels import PANELS
from dashboard.parts import answer
from dashboard.render import folds, html
from dashboard.render.calendarfile import calendar_bytes
from dashboard.render.csvfile import csv_bytes
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang, word
from etl.build import history
from etl.build.withdraw import withdraw
from etl.paths import Paths
from tests.dashboard.test_failure import NUMBER, _html, _open, no_python
from tests.dashboard.undrawable import BROKEN, CAUSE, written
from tests.long import some

_NAMED = re.compile(r'(?:data-part|data-save="[^"]*"[^>]* href)="([^"]+)"')
_ALONE = re.compile(r'data-alone="[^"]*"[^>]* href="([^"]+)"')
_STATES = [{}, {"region": "nemuro", "year": "2022"}, {"members": "012106,012220", "calendar": "western"}]


_FILES = {"csv": csv_bytes, "ics": calendar_bytes}


def _answered(mart: Mart, address: str) -> Response:
    place = urlsplit(address)
    _, name, what = place.path.split("/")
    return answer(mart, name, what, State.from_address(parse_qs(place.query)))


def _text(response: Response) -> str:
    return bytes(response.body).decode("utf-8")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("query", _STATES, ids=str)
def test_all_that_a_panel_names_is_answered_with_its_own_figures(
    lang: Lang, query: dict[str, str], mart_copy: Path
) -> None:
    mart = Mart(mart_copy)
    build = mart.live()
    state = State.from_address({"lang": [lang], **{key: [value] for key, value in query.items()}})
    count = 0
    for panel in (*PANELS.values(), *panels(build).values()):
        data = prepare(panel, state, build)
        named = folds.below(data, state) + folds.details(data, state)
        for address in map(unescape, _NAMED.findall(named)):
            response = _answered(mart, address)
            assert response.status_code == 200, address
            what = urlsplit(address).path.split("/")[-1]
            if what in _FILES:
                assert bytes(response.body) == _FILES[what](data), address
            else:
                assert _expected(data, what) in _text(response), address
            count += 1
        # below it, and beside the name that folds the rest: its own page on the build that is shown
        assert [urlsplit(unescape(place)).path for place in _ALONE.findall(named)] == [
            f"panel/{quote(panel.panel_id)}"
        ] * 2
        for place in _ALONE.findall(named):
            opened = State.from_address(parse_qs(urlsplit(unescape(place)).query))
            assert opened == replace(state, build=build.build_id)
    assert count > 3 * len(PANELS)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "page", some([page.page_id for page in PAGES], lambda _, page: page in ("overview", "profile"))
)
def test_all_that_a_page_names_is_answered(
    page: str, lang: Lang, mart_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = _html(_open(mart_copy, page, monkeypatch, lang=lang, region="nemuro"))
    addresses = [unescape(address) for address in _NAMED.findall(shown)]
    assert addresses
    assert len(addresses) == len(set(addresses))
    for address in addresses:
        response = _answered(Mart(mart_copy), address)
        assert response.status_code == 200, address
        assert "region=nemuro" in address
        content = _text(response)
        assert (
            "<table" in content or "<pre" in content or word("origin.none", lang) in content or "," in content
        )


def _expected(data: PanelData, what: str) -> str:
    if what == "origin":
        return html.origin_table(data)
    if what == "sql":
        return '<pre class="rb-code" '
    return html.data_table(data, tall=True, folded=True)


@pytest.fixture
def past_mart(past: Path, tmp_path: Path) -> Paths:
    shutil.copytree(past, tmp_path / "kept")
    return Paths(tmp_path / "kept")


def test_what_opens_belongs_to_the_build_on_screen(past_mart: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of the second build, opened before a third was published, and after the second was withdrawn."""
    mart = Mart(past_mart.mart)
    newest, second = (build.build_id for build in history.stored_builds(past_mart)[:2])
    saved = {
        name: bytes(_answered(mart, f"part/grants_by_region/csv?build={name}").body)
        for name in (newest, second)
    }
    assert saved[newest] != saved[second]
    for name, content in saved.items():
        build = mart.build(name)
        assert build is not None
        assert content == csv_bytes(prepare(PANELS["grants_by_region"], State(), build))
    withdraw([history.find(history.stored_builds(past_mart), second)], "誤り")
    mart = Mart(past_mart.mart)
    for what in ("csv", "table", "origin", "details"):
        gone = _answered(mart, f"part/grants_by_region/{what}?build={second}&lang=en")
        assert gone.status_code == 404
        assert word("fold.gone", "en") in unescape(_text(gone))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_part_that_fails_says_so_in_its_place(
    lang: Lang, mart_copy: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    failure._logged.clear()  # the cause is logged as if it were the first
    mart = Mart(written(mart_copy, tmp_path / "mart", BROKEN))
    for name in BROKEN:
        for what in ("table", "origin", "csv", "sql"):
            response = _answered(mart, f"part/view_{name}/{what}?lang={lang}")
            assert response.status_code in (200, 500)
            no_python(re.sub(r"<pre.*?</pre>", "", _text(response), flags=re.S))
    assert NUMBER[lang].search(_text(_answered(mart, f"part/view_a_not_answered/sql?lang={lang}"))) is None
    assert CAUSE in caplog.text


def test_a_build_of_any_name_is_one_that_is_not_there(mart_copy: Path) -> None:
    """As long as no file's name can be; a path; nothing at all."""
    for name in ("9" * 256, "9" * 5000, "../../etc", "x" * 80, "-"):
        gone = answer(Mart(mart_copy), "grants_by_region", "table", State(lang="en", build=name))
        assert gone.status_code == 404
        assert word("fold.gone", "en") in _text(gone)


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("grants_by_region", "sql"),
        ("grants_by_region", "settings"),
        ("view_<script>", "table"),
        ("cards.nowhere", "origin"),
        ("sheet", "csv"),
        ("../current.json", "table"),
    ],
)
def test_what_no_page_has_is_not_there(name: str, what: str, mart_copy: Path) -> None:
    response = answer(Mart(mart_copy), name, what, State(lang="en"))
    assert response.status_code == 404
    assert word("fold.none", "en") in _text(response)
    assert "<script>" not in _text(response)


@pytest.mark.chromium
def test_a_browser_that_opens_the_address_draws_nothing(board: str) -> None:
    """The real server: a part of a page is plain text, a table a file, and both close the page as all do."""
    with urllib.request.urlopen(f"{board}/part/grants_by_region/table?lang=en&region=nemuro") as told:
        assert told.headers["content-type"] == "text/plain; charset=utf-8"
        assert told.headers["x-content-type-options"] == "nosniff"
        assert told.read().startswith(b'<div class="rb-scroll')
    with urllib.request.urlopen(f"{board}/part/grants_by_region/csv") as saved:
        assert saved.headers["content-type"] == "text/csv; charset=utf-8"
        assert saved.headers["content-disposition"] == 'attachment; filename="grants_by_region.csv"'
    for place in ("table?build=../../etc", "nothing", "sql"):
        with pytest.raises(urllib.error.HTTPError) as gone:
            urllib.request.urlopen(f"{board}/part/grants_by_region/{place}")
        assert gone.value.code == 404
