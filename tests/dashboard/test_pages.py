"""Every page runs, in both languages, with and without a region in focus."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard import format as fmt
from dashboard.mart import Build
from dashboard.pages import PAGE_BY_ID, PAGES
from dashboard.text import LANGUAGES, Lang
from tests.conftest import Mart
from tests.dashboard.amounts import in_thousands
from tests.long import some

_SCRIPT = Path(__file__).resolve().parents[2] / "dashboard" / "entry" / "board.py"
_NAMES = [page.page_id for page in PAGES]


@pytest.fixture(autouse=True)
def _board(monkeypatch: pytest.MonkeyPatch, mart_copy: Path) -> None:
    monkeypatch.setenv("RENKEI_MART", str(mart_copy))


def _open(page: str, **query: str) -> AppTest:
    at = AppTest.from_file(str(_SCRIPT), default_timeout=120)
    for key, value in query.items():
        at.query_params[key] = value
    # the pages are callables, which AppTest.switch_page cannot name
    at._page_hash = calc_hash(page)
    at.run()
    return at


def _html(at: AppTest) -> str:
    return "\n".join(str(item.proto.body) for item in at.get("html"))


def _finding(at: AppTest, page: str) -> str:
    found = re.findall(rf'data-finding="{page}">([^<]*)<', _html(at))
    assert len(found) == 1, (page, found)
    return str(found[0])


def test_all_pages_of_the_issue_are_there() -> None:
    wanted = {"overview", "compare", "disbursements", "staffing", "population", "fields", "data"}
    assert wanted <= set(_NAMES)
    assert len(_NAMES) == len(set(_NAMES))


@pytest.mark.parametrize("region", some([None, "nemuro", "kushiro"], lambda n, _: n == 1))
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", _NAMES)
def test_a_page_answers_first_and_shows_its_cards(page: str, lang: Lang, region: str | None) -> None:
    at = _open(page, lang=lang, **({"region": region} if region else {}))
    assert [item.value for item in at.exception] == []
    assert [item.value for item in at.error] == []
    assert len(_finding(at, page)) > 5
    body = _html(at)
    assert PAGE_BY_ID[page].name(lang) in body
    cards = re.findall(r'<section class="rb-card".*?</section>', body, re.S)
    assert 3 <= len(cards) <= (6 if page == "profile" else 4)
    for card in cards:
        for part in ("rb-card-label", "rb-figure", "rb-compare", "rb-asof"):
            # a figure may be a link, which says first of what
            link = r'(<a [^>]*><span class="rb-hidden">[^<]+</span>)?'
            assert re.search(rf'class="{part}[^>]*>{link}[^<]', card), (part, card)
    # the answer and the cards stand before the first panel
    assert body.index("data-finding") < body.index("rb-card") < body.index("rb-head")
    assert f"document.documentElement.lang = '{lang}'" in body


@pytest.mark.parametrize("lang", some(LANGUAGES, lambda _, lang: lang == "ja"))
@pytest.mark.parametrize("region", [None, "nemuro", "rumoi_south", "kushiro"])
def test_the_overview_answers_with_the_grants_of_the_region(
    lang: Lang, region: str | None, mart: Mart
) -> None:
    of = f"and region_id = '{region}'" if region else ""
    yen, years = mart.rows(
        f"select sum(amount_yen), count(*) from disbursement where status = 'actual' {of}"
    )[0]
    points = mart.scalar(f"select count(*) from kpi.attention where true {of}")
    points += mart.scalar(
        f"""select count(*) from region where scheme_id = 'kasokuka' {of}
        and vision_on + interval 5 year < date '{os.environ["RENKEI_TODAY"]}'"""
    )
    said = _finding(_open("overview", lang=lang, **({"region": region} if region else {})), "overview")
    assert str(points) in said
    if yen is None:
        assert {"ja": "対象外", "en": "no grant"}[lang] in said
    else:
        assert fmt.number(int(yen) // 1000, 0, lang) in in_thousands(said)
        assert fmt.number(int(yen) / years / 100_000, 1, lang) in said


def test_a_page_has_a_heading_for_each_of_its_panels(build: Build) -> None:
    body = _html(_open("disbursements", lang="ja"))
    for panel_id in ("grants_by_region", "cumulative", "grant_table", "scheme_rules"):
        assert f'id="{panel_id}"' in body


@pytest.mark.parametrize(
    "query",
    [
        {"region": "no_such_region"},
        {"region": "kamikawa"},  # a council is no region of the board
        {"lang": "xx"},
        {"peers": "no_such_region"},
        {"year": "９９９９"},
        {"region": "'; drop table region; --"},
    ],
)
@pytest.mark.parametrize("page", ["overview", "compare"])
def test_a_broken_address_still_opens(page: str, query: dict[str, str]) -> None:
    at = _open(page, **query)
    assert [item.value for item in at.exception] == []
    assert _finding(at, page)


def test_a_build_that_is_gone_is_said_and_the_live_one_shown(build: Build) -> None:
    name = "20260101T000000Z-00000000"
    body = _html(_open("disbursements", build=name))
    assert f"（{name}）が見つかりません。公開中の版を示します" in body
    assert build.build_id in body


def test_without_a_mart_the_command_that_builds_one_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RENKEI_MART", str(tmp_path / "none"))
    at = AppTest.from_file(str(_SCRIPT), default_timeout=120)
    at.run()
    assert [item.value for item in at.exception] == []
    assert "make refresh" in at.error[0].value


def test_a_refresh_that_failed_is_said_on_every_page(
    mart_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "mart"
    folder.mkdir()
    (folder / "builds").symlink_to(mart_copy / "builds")
    (folder / "current.json").write_bytes((mart_copy / "current.json").read_bytes())
    (folder / "last_run.json").write_text('{"result": "problems", "problems": [{}, {}]}')
    monkeypatch.setenv("RENKEI_MART", str(folder))
    assert "2 件の問題" in _html(_open("fields"))
    assert "problems found: 2" in _html(_open("fields", lang="en"))


def test_the_data_page_tells_what_changed_since_the_build_before() -> None:
    body = _html(_open("data", lang="ja"))
    assert 'id="changes"' in body
    assert "比べる前の版はない" in body
