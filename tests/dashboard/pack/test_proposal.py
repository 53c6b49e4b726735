"""What a coalition could propose, on one sheet: what its panels say, and room for what only members know."""

from __future__ import annotations

import re
import urllib.request
from html import unescape
from urllib.error import HTTPError

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from dashboard.mart import Build
from dashboard.pack import proposal
from dashboard.panel import prepare
from dashboard.panels import PANELS
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang, word
from tests.dashboard.chrome import Window, settled

_TWO = ("014231", "014249")
_SHOWN = ("figures", "small", "grant", "rules")


def _members(build: Build, count: int) -> tuple[str, ...]:
    rows = build.query("select municipality_code as code from municipality order by 1")
    return tuple(row["code"] for row in rows[:count])


def _text(html: str) -> str:
    body = re.sub("<(style|script).*?</\\1>", "", html[html.index("<body") :], flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub("<[^>]*>", "|", body)))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("count", [1, 2, proposal.MOST_ROWS, proposal.MOST_ROWS + 1, 100])
def test_the_sheet_says_what_its_panels_say(build: Build, lang: Lang, count: int) -> None:
    state = State(lang=lang, members=_members(build, count), build=build.build_id)
    draft = proposal.make(state, build)
    assert draft is not None
    text = _text(proposal.document(draft))
    panels = {name: prepare(PANELS[f"coalition_{name}"], state, build) for name in (*_SHOWN, "members")}
    for name in _SHOWN:
        assert panels[name].title in text, name
    name = "name" if lang == "ja" else "name_en"
    assert [row[name] for row in panels["members"].rows if row[name] not in text] == []
    cells = {cell for row in (*panels["grant"].cells, *panels["rules"].cells) for cell in row if cell}
    cells |= {
        row[2]
        for data, row in zip(panels["figures"].rows, panels["figures"].cells, strict=True)
        if data["focus"]
    }
    scheme = panels["rules"].cells[0][0]
    assert sorted(cell for cell in cells - {scheme} if cell not in text) == []
    for box in ("purpose", "projects", "cost", "next"):
        assert word(f"proposal.{box}", lang) in text


def test_a_coalition_without_a_name_bears_those_of_its_members(build: Build) -> None:
    draft = proposal.make(State(members=_TWO), build)
    assert draft is not None
    assert draft.name == "南幌町、奈井江町"
    named = proposal.make(State(members=_TWO, coalition="<b>水道</b>"), build)
    assert named is not None
    assert "<h1>&lt;b&gt;水道&lt;/b&gt;</h1>" in proposal.document(named)
    assert proposal.make(State(), build) is None


@pytest.mark.parametrize("query", ["", "?lang=en", "?members=999999"])
def test_without_municipalities_there_is_none_and_that_is_said(board: str, query: str) -> None:
    with pytest.raises(HTTPError) as none:
        urllib.request.urlopen(f"{board}/proposal{query}", timeout=20)
    assert none.value.code == 404
    assert word("fold.none", "en" if "en" in query else "ja") in none.value.read().decode()


@pytest.mark.chromium
@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_one_sheet_of_a4(window: Window, board: str, build: Build, lang: Lang) -> None:
    for count in (2, proposal.MOST_ROWS, 60):
        with window.tab() as page:
            page.goto(f"{board}/proposal?lang={lang}&members={','.join(_members(build, count))}")
            page.wait_for_selector("html[data-drawn]", state="attached")
            paper = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
            assert len(paper) == 1, count
            assert [round(side) for side in paper[0].get_size()] == [595, 842]
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            # nothing of the board's frame, whose tables sort by buttons, but the one that prints
            assert page.locator("button").all_inner_texts() == [word("sheet.print", lang)]


@pytest.mark.chromium
def test_it_is_opened_from_the_choice_of_the_coalition(window: Window, board: str) -> None:
    with window.tab() as page:
        page.goto(f"{board}/compare?lang=ja&members={','.join(_TWO)}")
        settled(page)
        with page.context.expect_page() as opened:
            page.locator("[data-proposal]").click()
        sheet: Page = opened.value
        expect(sheet.locator("h1")).to_have_text("南幌町、奈井江町")
