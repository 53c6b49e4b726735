"""One language per page: no English word left on the Japanese page, no Japanese unmarked on the English.

Walks all text and all names of the page as the browser holds it, the toolkit's own parts included.
"""

from __future__ import annotations

import re
import tomllib
import urllib.request
from collections.abc import Iterator
from itertools import groupby, product
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from dashboard.mart import Mart
from dashboard.pages import PAGES
from dashboard.presentation.steps import steps
from dashboard.shell import title, toolkit_words
from dashboard.text import LANGUAGES, Lang, word
from tests.dashboard.chrome import Window, filled, serve, settled, walk
from tests.dashboard.screens import SCREENS, address
from tests.long import some

pytestmark = pytest.mark.chromium

_ALLOWED: dict[str, dict[str, list[str]]] = tomllib.loads(
    (Path(__file__).parent / "other_language.toml").read_text(encoding="utf-8")
)
_NAMES = sorted((w for k, ws in _ALLOWED["ja"].items() if k != "patterns" for w in ws), key=len, reverse=True)
# the Japanese page of comparison is read with its lists (below)
_SHORT = (("overview", "en"), ("data", "en"))
# from a letter to the last of a word: e-Stat, AI-OCR, sql/checks, disbursements.csv:12
_LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./:=²-]*[A-Za-z0-9²]")
# all 対象全体・region 連携地域: a code, and what it means
_EXPLAINED = re.compile("(?:^|[・：:。] ?)([a-z_]+) (?=[\u3005-\u30ff\u3400-\u9fff])")
_CODE = re.compile("[a-z][a-z0-9_]+")
_TWO_LETTERS = re.compile("[A-Za-z]{2}")
_JAPANESE = re.compile("[\u3005-\u30ff\u3400-\u9fff\uff01-\uff9f]")
# [text, lang in force, name of the attribute or "", place, what CSS selectors of the list it matches]
_WALK = """(selectors) => {
    const lang = (element) => element.closest("[lang]")?.getAttribute("lang");
    const skip = "script, style, noscript, code, [aria-hidden=true], [data-testid=stIconMaterial]";
    const place = (e) => `${e.tagName.toLowerCase()}.${e.getAttribute("class") || ""}`.slice(0, 60)
        + ` in ${e.closest("[data-testid]")?.dataset.testid}`;
    const names = ["placeholder", "aria-label", "title", "alt", "aria-description", "aria-roledescription",
        "aria-placeholder", "aria-valuetext", "label"];
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let at = walk.nextNode(); at; at = walk.nextNode()) {
        const element = at.nodeType === Node.TEXT_NODE ? at.parentElement : at;
        if (element.closest(skip)) continue;
        if (at.nodeType === Node.TEXT_NODE) found.push([at.data, lang(element), "", place(element), false]);
        else for (const name of names) if (element.hasAttribute(name)) found.push(
            [element.getAttribute(name), lang(element), name, place(element), element.matches(selectors)]);
    }
    return found.filter(([text]) => text.trim());
}"""


class Code(NamedTuple):
    """What may stand alone (names of columns and types, the documents' own words) or anywhere (ids)."""

    names: frozenset[str]
    ids: frozenset[str]
    listed: frozenset[
        str
    ]  # what データと出典 and 分析ビュー list: names in SQL, and codes that comments explain


def english_in(text: str) -> list[str]:
    """The English words of a Japanese text that the list does not allow."""
    for name in _NAMES:
        text = re.sub(f"(?<![A-Za-z_.]){re.escape(name)}(?![A-Za-z_])", " ", text)
    found = [word for word in _LATIN.findall(text) if _TWO_LETTERS.search(word)]
    return [w for w in found if not any(re.fullmatch(p, w) for p in _ALLOWED["ja"]["patterns"])]


@pytest.fixture(scope="session")
def code(mart: Mart) -> Code:
    """From the mart: what is a name or stands in a document is no word of the board's."""
    columns = mart.rows(
        "select schema_name, table_name, column_name, data_type from duckdb_columns() where not internal "
        "order by schema_name, table_name"
    )
    names, ids = {c[2] for c in columns} | {c[3] for c in columns}, set()
    codes: set[str] = set()  # of the rows behind a figure of an analyst's view: 2020 census total
    for (schema, table), of_one in groupby(columns, lambda column: column[:2]):
        texts = [column for _, _, column, kind in of_one if kind == "VARCHAR"]
        lists = ", ".join(f'list(distinct "{column}")' for column in texts)
        [values] = mart.rows(f'select {lists} from {schema}."{table}"') if texts else [()]
        for column, found in zip(texts, values, strict=True):
            held = set(found or ()) - {None}
            names |= {text for text in held if _JAPANESE.search(text)}
            ids |= held if column.endswith("_id") else set()
            codes |= {text for text in held if _CODE.fullmatch(text)}
    comments = mart.rows("select comment from duckdb_columns() where not internal and comment is not null")
    listed = codes | {code for (text,) in comments for code in _EXPLAINED.findall(text)}
    for schema, table, column, _ in columns:
        listed |= {column, table, f"{schema}.{table}", f"{table}.{column}"}
    return Code(frozenset(names), frozenset(ids), frozenset(listed))


def wrong(page: Page, lang: Lang, code: Code) -> list[tuple[Any, ...]]:
    """What is in the other language without saying so."""
    found = []
    lists = urlsplit(page.url).path.strip("/") in ("data", "analyst")
    allowed = code.ids | code.listed if lists else code.ids
    for text, marked, attribute, place, exempt in page.evaluate(
        _WALK, ", ".join(_ALLOWED["en"]["attributes"])
    ):
        words = [w for w in english_in(text) if w not in allowed]
        # a document's words may stand behind their year: 2021年度：…
        quoted = text in code.names or text.partition("：")[2] in code.names
        if lang == "ja" and marked == "ja" and words and not quoted:
            found.append((words, attribute, place, text[:80]))
        if lang == "en" and marked == "en" and _JAPANESE.search(text) and not (attribute and exempt):
            found.append((text[:80], attribute, place))
        if lang == "en" and marked == "en" and "△" in text:
            found.append(("△ is the Japanese minus", text[:80], attribute, place))
    return found


@pytest.fixture
def page(window: Window) -> Iterator[Page]:
    with window.tab(still=True) as opened:
        yield opened


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CSVを保存", []),
        ("版：20261121T100817Z-945afd0c", []),
        ("disbursements.csv:12 の行（views.prefecture_outlook）", []),
        ("R4 88.7km、ICTの活用", []),
        ("Choose options", ["Choose", "options"]),
        ("地域をSelectする", ["Select"]),
    ],
)
def test_the_list_tells_names_from_words(text: str, expected: list[str]) -> None:
    assert english_in(text) == expected


@pytest.mark.parametrize(
    "which", some(product(SCREENS, LANGUAGES), lambda _, which: which in _SHORT), ids="-".join
)
def test_a_page_speaks_one_language(which: tuple[str, Lang], page: Page, board: str, code: Code) -> None:
    screen, lang = which
    page.goto(address(board, screen, lang))
    settled(page)
    expect(page.locator("html")).to_have_attribute("lang", lang)
    expect(page).to_have_title(title(SCREENS[screen][0], lang))
    assert wrong(page, lang, code) == []
    for fold in page.locator("details.rb-fold").all():
        fold.locator("summary").click()
        filled(fold)
        assert wrong(page, lang, code) == []
        page.keyboard.press("Escape")


@pytest.mark.parametrize("lang", some(LANGUAGES, lambda _, lang: lang == "ja"))
def test_lists_fields_and_the_menu_speak_one_language(lang: Lang, page: Page, board: str, code: Code) -> None:
    page.goto(address(board, "coalition", lang))
    settled(page)
    bad = wrong(page, lang, code)
    for kind in ("stSelectbox", "stMultiSelect"):
        for field in page.locator(f"[data-testid={kind}] input").all():
            field.click()
            page.wait_for_timeout(200)
            bad += wrong(page, lang, code)
            field.type("zzz")
            expect(page.get_by_text(toolkit_words()[lang]["No results"]).first).to_be_visible()
            bad += wrong(page, lang, code)
            page.keyboard.press("Escape")
            page.wait_for_timeout(100)
    page.locator("[data-testid=stTextInput] input").fill("あ")
    page.wait_for_timeout(200)
    bad += wrong(page, lang, code)
    # what appears only under the pointer
    page.locator("[data-testid=stSidebar]").hover()
    page.get_by_role("button", name=toolkit_words()[lang]["Collapse sidebar"]).click()
    expect(page.get_by_role("button", name=toolkit_words()[lang]["Expand sidebar"])).to_be_visible()
    bad += wrong(page, lang, code)
    assert bad == []


def test_the_language_changes_by_a_click_and_back(page: Page, board: str, code: Code) -> None:
    page.goto(address(board, "population", "ja"))
    settled(page)
    turns: tuple[tuple[Lang, str], ...] = (("en", "English"), ("ja", "日本語"))
    for lang, name in turns:
        page.get_by_test_id("stRadioOption").filter(has_text=name).click()
        expect(page.locator("html")).to_have_attribute("lang", lang, timeout=30_000)
        expect(page).to_have_title(title("population", lang))
        # the line under the last panel comes last
        expect(page.locator(".rb-source").last).to_contain_text(word("panel.build", lang), timeout=30_000)
        settled(page)
        assert wrong(page, lang, code) == []


@pytest.mark.long
@pytest.mark.parametrize("lang", LANGUAGES)
def test_presented_screens_speak_one_language(
    lang: Lang, page: Page, board: str, mart_copy: Path, code: Code
) -> None:
    page.goto(f"{board}/?present=1&lang={lang}")
    bad = []
    found, seen = steps(Mart(mart_copy).live()), set()
    for number in walk(page):
        step = found[number - 1]
        seen.add(step)
        bad += [(number, *item) for item in wrong(page, lang, code)]
        expect(page).to_have_title(title("title" if step.is_title else step.page.page_id, lang))
    assert seen == set(found)
    assert bad == []


@pytest.mark.parametrize("lang", some(LANGUAGES, lambda _, lang: lang == "en"))
def test_an_unknown_page_is_told_in_the_language(lang: Lang, page: Page, board: str, code: Code) -> None:
    page.goto(f"{board}/nosuchpage?lang={lang}")
    expect(page.get_by_role("dialog")).to_contain_text(toolkit_words()[lang]["Page not found"])
    settled(page)
    assert wrong(page, lang, code) == []


@pytest.mark.parametrize("lang", some(LANGUAGES, lambda _, lang: lang == "ja"))
def test_a_lost_server_is_told_in_the_language(
    lang: Lang, page: Page, mart_copy: Path, tmp_path: Path, code: Code
) -> None:
    with serve(mart_copy, tmp_path / "log.txt") as gone:
        page.goto(f"{gone}/overview?lang={lang}")
        settled(page)
    expect(page.get_by_role("dialog")).to_contain_text(
        toolkit_words()[lang]["Connection error"], timeout=60_000
    )
    assert wrong(page, lang, code) == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", ["", *(page.page_id for page in PAGES), "nosuchpage"])
def test_the_page_comes_in_its_language_before_any_script(path: str, lang: Lang, board: str) -> None:
    with urllib.request.urlopen(f"{board}/{path}?lang={lang}") as answer:
        html = answer.read().decode("utf-8")
    assert f'<html lang="{lang}">' in html
    assert f"<title>{title(path, lang)}</title>" in html
    [without_script] = re.findall("<noscript>(.*?)</noscript>", html, re.DOTALL)
    assert without_script == f"<p>{word('app.no_script', lang)}</p>"
