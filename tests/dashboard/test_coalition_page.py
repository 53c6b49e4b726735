"""任意の組み合わせ on the page: choosing, naming, the address, and what is told when it cannot be taken."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from dashboard.panels import BY_PAGE
from dashboard.text import LANGUAGES, Lang, word
from tests.conftest import Mart
from tests.dashboard.test_chromium import Watched, watched
from tests.dashboard.test_pages import _html, _open

__all__ = ["watched"]
_TWO = "012106,012149"


@pytest.fixture(autouse=True)
def _mart(monkeypatch: pytest.MonkeyPatch, mart_copy: Path) -> None:
    monkeypatch.setenv("RENKEI_MART", str(mart_copy))


def _titles(at: AppTest) -> dict[str, str]:
    """Finding by panel, without the marks of Japanese words on the English page."""
    html = re.sub(r'<span lang="ja">|</span>', "", _html(at))
    return dict(re.findall(r'id="(coalition_\w+)"><h2 class="rb-title">([^<]*)<', html))


def _address(at: AppTest, key: str) -> str | None:
    value = at.query_params.get(key)
    return value[0] if isinstance(value, list) else value


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_chosen_shows_a_hint_and_no_panel(lang: Lang) -> None:
    at = _open("compare", lang=lang)
    assert [item.value for item in at.exception] == []
    assert word("coalition.title", lang) in _html(at)
    assert 'id="coalition_hint"' in _html(at)
    assert _titles(at) == {}
    assert at.multiselect(key="members").value == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_address_opens_its_coalition(lang: Lang) -> None:
    at = _open("compare", lang=lang, members=_TWO, coalition="<b>会</b>")
    assert [item.value for item in at.exception] == []
    titles = _titles(at)
    assert set(titles) == {panel.panel_id for panel in BY_PAGE["coalition"]}
    assert "&lt;b&gt;会&lt;/b&gt;" in titles["coalition_figures"]
    assert "<b>会" not in _html(at)
    assert at.multiselect(key="members").value == ["012106", "012149"]
    assert at.text_input(key="coalition").value == "<b>会</b>"
    assert (_address(at, "members"), _address(at, "coalition")) == (_TWO, "<b>会</b>")


def test_a_municipality_is_found_by_name_reading_bureau_and_prefecture(mart: Mart) -> None:
    options = _open("compare").multiselect(key="members").options
    assert len(options) == mart.scalar("select count(*) from municipality") == len(set(options))
    assert "岩見沢市（北海道・空知）いわみざわし" in options
    assert "いわき市（福島県）いわきし" in options


def test_choosing_and_naming_write_the_address() -> None:
    at = _open("compare")
    at.multiselect(key="members").set_value(["012149", "012106"]).run()
    assert _address(at, "members") == _TWO
    at.text_input(key="coalition").set_value(" 北の会 ").run()
    assert _address(at, "coalition") == "北の会"
    assert _titles(at)["coalition_figures"].startswith("北の会（2市町村）の人口は112,869人")
    at.radio(key="lang").set_value("en").run()
    assert _titles(at)["coalition_figures"].startswith("北の会 (2 municipalities): population 112,869")
    at.multiselect(key="members").set_value([]).run()
    assert _address(at, "members") is None
    assert 'id="coalition_hint"' in _html(at)


def test_start_from_a_region_then_add_and_take_away(mart: Mart) -> None:
    members = "select municipality_code from region_member where region_id = ? and left_on is null"
    hidaka = sorted(code for (code,) in mart.rows(members, "hidaka"))
    sorachi = sorted(
        code
        for (code,) in mart.rows(
            "select municipality_code from bureau_member where subprefecture = '空知総合振興局'"
        )
    )
    at = _open("compare", members=_TWO)
    assert at.button(key="coalition_start").disabled
    at.selectbox(key="group").set_value("region.hidaka").run()
    at.button(key="coalition_start").click().run()
    assert at.multiselect(key="members").value == hidaka
    at.selectbox(key="group").set_value("bureau.空知総合振興局").run()
    at.button(key="coalition_add").click().run()
    assert at.multiselect(key="members").value == sorted(hidaka + sorachi)
    assert _address(at, "members") == ",".join(sorted(hidaka + sorachi))
    at.selectbox(key="group").set_value("region.hidaka").run()
    at.button(key="coalition_remove").click().run()
    assert at.multiselect(key="members").value == sorachi
    at.button(key="coalition_clear").click().run()
    assert at.multiselect(key="members").value == []
    assert at.button(key="coalition_clear").disabled


def test_too_many_are_refused_as_a_whole_and_it_is_said() -> None:
    at = _open("compare", members=_TWO)
    at.selectbox(key="group").set_value("prefecture.01").run()
    at.button(key="coalition_add").click().run()
    assert at.multiselect(key="members").value == ["012106", "012149"]
    assert word("coalition.too_many", "ja").format(count=179, most=100) in _html(at)
    at.text_input(key="coalition").set_value("x").run()
    assert "変更していません" not in _html(at)


def test_codes_that_are_left_out_are_counted_until_the_choice_changes() -> None:
    at = _open("compare", members=f"{_TWO},999999,12,０１２１０６")
    assert _address(at, "members") == _TWO
    assert word("coalition.left_out", "ja").format(count=3) in _html(at)
    at.multiselect(key="members").set_value(["012106"]).run()
    assert "除きました" not in _html(at)


def test_the_choice_stays_while_another_page_is_read() -> None:
    at = _open("population", members=_TWO, coalition="北の会")
    assert (_address(at, "members"), _address(at, "coalition")) == (_TWO, "北の会")


@pytest.mark.chromium
def test_a_reader_finds_by_reading_and_the_address_brings_it_back(watched: Watched, board: str) -> None:
    page = watched.page
    page.goto(f"{board}/compare")
    box = page.locator(".st-key-members input").first
    box.wait_for(timeout=30_000)
    expect(page.locator("[data-testid=stStatusWidget]")).to_have_count(0, timeout=20_000)
    box.click()
    box.fill("いわみざ")
    page.get_by_role("option").filter(has_text="岩見沢市").click()
    title = page.locator("#coalition_figures .rb-title")
    expect(title).to_contain_text("79,306人", timeout=20_000)
    assert parse_qs(urlsplit(page.url).query)["members"] == ["012106"]
    with page.expect_download() as saved:
        page.locator(".st-key-coalition_save_rows button").click()
    assert saved.value.suggested_filename == "region_members.csv"
    lines = Path(saved.value.path()).read_text(encoding="utf-8").splitlines()
    assert lines[0] == "地域ID,市町村,加入日,脱退日,見出し,注記"
    assert lines[1].startswith("new_region,岩見沢市,,,")
    page.reload()
    expect(title).to_contain_text("79,306人", timeout=30_000)
    assert watched.outside == []
    assert watched.errors == []
