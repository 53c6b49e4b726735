"""One search over what the board names: what holds the words is found, marked and linked to its row."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import expect

from dashboard.mart import Build
from dashboard.panel import prepare
from dashboard.panels import PANELS
from dashboard.render.hits import hits
from dashboard.search import _LETTERS, KINDS, Letters, hits_by_kind
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang
from tests.conftest import Mart
from tests.dashboard.chrome import Window, settled

# kind → the rows in which a name stands, by another way than the selects of the search
_NAMES = {
    "region": "select name, name_en from region",
    "municipality": "select name, name_en from municipality",
    "project": "select name, name_en from project",
    "case": "select title, title_en from cooperation_case",
    "theme": "select theme, theme from body_theme",
}


def _groups(build: Build, words: str, lang: Lang = "ja", region: str | None = None) -> dict[str, int]:
    return {
        group.kind.kind_id: group.count
        for group in hits_by_kind(State(lang=lang, search=words, region=region), build)
        if group.count
    }


@pytest.fixture(scope="module")
def letters(build: Build) -> Letters:
    [row] = build.choices(_LETTERS)
    return Letters(row["wide"], row["narrow"])


@pytest.mark.parametrize("kind", _NAMES)
def test_every_name_is_found_in_both_languages(build: Build, mart: Mart, kind: str) -> None:
    for row in mart.rows(_NAMES[kind])[:: 150 if kind == "municipality" else 1]:
        for name in filter(None, row):
            assert _groups(build, name[:60])[kind], name


@pytest.mark.parametrize(
    "written",
    [
        ("DX", "ＤＸ", "dx"),
        ("デジタル", "ﾃﾞｼﾞﾀﾙ", "でじたる"),
        ("かみかわ", "カミカワ", "ｶﾐｶﾜ"),
        ("R5", "Ｒ５", "r５"),
        ("研修 職員", "研修　職員"),
    ],
)
def test_width_kana_and_case_make_no_difference(build: Build, written: tuple[str, ...]) -> None:
    first, *others = (_groups(build, words) for words in written)
    assert first
    assert all(other == first for other in others)


def test_letters_are_those_of_a_compatible_normal_form(letters: Letters) -> None:
    """Every letter of the list but hiragana, which has one width, is the one that Unicode takes for it."""
    for wide, narrow in zip(letters.wide, letters.narrow, strict=True):
        normal = unicodedata.normalize("NFKC", wide)
        if "ぁ" <= wide <= "ゖ":
            assert narrow == chr(ord(wide) + 0x60)
        elif wide not in "〜−":
            assert narrow == normal, wide


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("words", ["ﾃﾞｼﾞﾀﾙ", "dx", "根室", "nurse", "研修 職員"])
def test_each_entry_has_the_words_marked(build: Build, letters: Letters, lang: Lang, words: str) -> None:
    groups = hits_by_kind(State(lang=lang, search=words), build)
    assert any(group.hits for group in groups)
    for group in groups:
        for hit in group.hits:
            marked = [text for part in (hit.title, hit.owner, *hit.lines) for text, mark in part if mark]
            assert marked, hit
            # two words may touch
            pattern = f"({'|'.join(map(re.escape, letters.words(words)))})+"
            assert all(re.fullmatch(pattern, letters.folded(text)) for text in marked)
    assert hits(groups, lang).count("<mark>") > 0


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("words", ["研修", "保健師", "情報", "dx", "北海道"])
def test_a_link_leads_to_a_panel_that_shows_the_very_row(build: Build, lang: Lang, words: str) -> None:
    for region in (None, "hidaka"):
        for group in hits_by_kind(State(lang=lang, search=words, region=region), build):
            for hit in group.hits:
                parts = urlsplit(hit.address)
                panel, _, name = unquote(parts.fragment).partition(":")
                state = State.from_address(parse_qs(parts.query))
                assert hit.refocused == (state.region != region)
                if panel in PANELS:
                    data = prepare(PANELS[panel], state, build)
                    assert name in {str(value) for row in data.rows for value in row.values()}, (hit, panel)


def test_what_a_reader_chose_stays_but_the_region_that_a_link_names(build: Build) -> None:
    chosen = State(lang="en", search="保健師", year=2023, peers=("soya",))
    [hit, *_] = next(group for group in hits_by_kind(chosen, build) if group.kind.kind_id == "shortage").hits
    assert State.from_address(parse_qs(urlsplit(hit.address).query)) == chosen


def test_decisions_are_found_where_the_page_lists_them(decided_build: Build) -> None:
    listed = {row["text"] for row in prepare(PANELS["decisions"], State(), decided_build).rows}
    assert listed
    for text in listed:
        group = next(
            g for g in hits_by_kind(State(search=text[:20]), decided_build) if g.kind.kind_id == "decision"
        )
        assert text in {"".join(piece for piece, _ in hit.title) for hit in group.hits}


def test_no_answer_of_a_survey_is_searched(surveyed_build: Build) -> None:
    """Suppressed or not: no select of a search reads a survey, by whatever view."""
    read = " ".join(kind.sql for kind in KINDS)
    views = {
        row["view_name"]: row["sql"]
        for row in surveyed_build.query("select view_name, sql from duckdb_views() where schema_name = 'kpi'")
    }
    reached = set(re.findall(r"kpi\.(\w+)", read))
    while more := {n for name in reached for n in re.findall(r"kpi\.(\w+)", views[name])} - reached:
        reached |= more
    assert reached
    assert not re.search(r"\bsurvey", read + " ".join(views[name] for name in reached))


def test_the_old_word_of_an_address_is_read_and_the_new_one_written() -> None:
    for key in ("q", "search"):
        state = State.from_address({key: ["研修"]})
        assert state.search == "研修"
        assert state.address("search") == "search?q=%E7%A0%94%E4%BF%AE"


@pytest.mark.chromium
def test_a_result_opens_its_row(window: Window, board: str) -> None:
    with window.tab() as page:
        page.goto(f"{board}/overview?year=2023")
        settled(page)
        box = page.get_by_role("searchbox", name="ボードの中を探す")
        box.fill("デジタル")
        box.press("Enter")
        page.wait_for_url("**/search?year=2023&q=*")
        settled(page)
        hit = page.locator('[data-kind="project"] a').first
        title = hit.inner_text()
        hit.click()
        entry = page.locator("details.rb-found")
        expect(entry.locator("summary > b")).to_have_text(title)
        expect(entry).to_be_in_viewport()
        expect(entry).to_have_attribute("open", "")
        assert "q=" in page.url
