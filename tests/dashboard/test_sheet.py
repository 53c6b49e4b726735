"""地域カルテ: one A4 page per region, printed by Chromium, with the region's own figures on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard import format as fmt
from dashboard.text import LANGUAGES, Lang
from tests.conftest import Mart
from tests.dashboard.chrome import serve
from tests.dashboard.pdf import Pdf, plain
from tests.dashboard.test_chromium import Watched, watched
from tests.long import some
from tests.surveyed import REGION

pytestmark = pytest.mark.chromium
__all__ = ["watched"]  # a fixture: a page with the errors it told

# every part of the sheet ends within it: nothing is cut off by the edge of the paper
_CUT = """
(() => {
    const sheet = document.querySelector(".st-key-sheet"), edge = sheet.getBoundingClientRect();
    const out = [...sheet.querySelectorAll("p, h2, h3, td, th, dd, svg.main-svg")].filter((part) => {
        const box = part.getBoundingClientRect();
        const shown = box.width > 1 && !part.closest(".rb-hidden");
        const beside = box.right > edge.right + 1 || box.left < edge.left - 1;
        return shown && (beside || box.bottom > edge.bottom + 1);
    });
    return [sheet.scrollHeight - sheet.clientHeight, out.map((part) => part.textContent.slice(0, 40))];
})()
"""


def _open(page: Page, board: str, region: str, lang: Lang) -> None:
    page.goto(f"{board}/profile?lang={lang}&region={region}")
    page.wait_for_selector(".rb-sheet-foot", timeout=60_000)
    expect(page.locator("[data-testid=stStatusWidget]")).to_have_count(0, timeout=60_000)


# whose sheet is the fullest, and one with next to nothing on it
_FULLEST = """
(select region_id from region_member where left_on is null
    group by region_id order by count(*) desc, region_id limit 1)
union (select region_id from reported_shortage group by region_id order by count(*) desc, region_id limit 1)
union (select region_id from region left join region_member using (region_id) where scheme <> 'council'
    group by region_id order by count(municipality_code), region_id limit 1)
order by region_id
"""


@pytest.mark.parametrize("lang", some(LANGUAGES, lambda _, lang: lang == "ja"))
@pytest.mark.parametrize("every", some([False, True], lambda _, every: not every), ids=["fullest", "every"])
def test_a_region_is_printed_on_one_page_of_a4_with_its_figures(
    lang: Lang, every: bool, watched: Watched, board: str, mart: Mart, regions: list[str]
) -> None:
    page, name = watched.page, "name" if lang == "ja" else "name_en"
    shown = regions if every else [region for (region,) in mart.rows(_FULLEST) if region in regions]
    assert len(shown) >= 2
    for region in shown:
        _open(page, board, region, lang)
        drawn = mart.scalar("select count(distinct region_id) from disbursement where region_id = ?", region)
        expect(page.locator(".st-key-sheet .js-plotly-plot")).to_have_count(1 + drawn, timeout=30_000)
        page.emulate_media(media="print")
        assert page.evaluate(_CUT) == [0, []], (region, lang)
        page.emulate_media(media="null")  # type: ignore[arg-type]
        printed = Pdf(page.pdf(prefer_css_page_size=True))
        assert (len(printed.pages), printed.size) == (1, [595, 842]), (region, lang)
        text = plain(printed.text())
        told = [mart.scalar(f"select {name} from region where region_id = ?", region)]
        for municipality, people, joined in mart.rows(
            f"""select municipality.{name}, population, joined_on from region_member
            join municipality using (municipality_code) join population using (municipality_code)
            where region_id = ? and left_on is null
            and series = 'census' and year = 2020 and age_group = 'total'""",
            region,
        ):
            told += [municipality, f"{people:,}", fmt.date(joined, lang) if joined else ""]
        for row in mart.rows(
            """select agreement_on, vision_on, agreement_amended_on, vision_amended_on
            from region where region_id = ?""",
            region,
        ):
            told += [fmt.date(day, lang) for day in row if day]
        for (yen,) in mart.rows("select amount_yen from disbursement where region_id = ?", region):
            told.append({"ja": "未定", "en": "undecided"}[lang] if yen is None else f"{yen // 1000:,}")
        for (occupation,) in mart.rows(
            f"select {name} from reported_shortage join occupation using (occupation_id) where region_id = ?",
            region,
        ):
            told.append(occupation)
        told.append(mart.build_id)
        missing = [part for part in told if plain(part) not in text]
        assert missing == [], (region, lang, missing)
        # nothing of the screen around it
        assert plain({"ja": "注目する地域", "en": "Region in focus"}[lang]) not in text
    assert watched.errors == []


def test_a_sheet_with_a_survey_stays_whole(watched: Watched, surveyed_copy: Path, tmp_path: Path) -> None:
    page = watched.page
    with serve(surveyed_copy, tmp_path / "log.txt") as board:
        for lang in LANGUAGES:
            _open(page, board, REGION, lang)
            # two charts, and the shortage that the survey found
            expect(page.locator(".st-key-sheet .js-plotly-plot")).to_have_count(2, timeout=30_000)
            expect(page.locator(".st-key-sheet #staffing_gap")).to_have_count(1)
            page.emulate_media(media="print")
            assert page.evaluate(_CUT) == [0, []], lang
            page.emulate_media(media="null")  # type: ignore[arg-type]
    assert watched.errors == []


def test_the_sheet_is_printed_by_keyboard(watched: Watched, board: str) -> None:
    page = watched.page
    page.add_init_script("window.print = () => { window.printed = (window.printed || 0) + 1; }")
    _open(page, board, "hidaka", "ja")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "rb-print":
            break
    else:
        pytest.fail("the print button is not reached by Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    assert page.evaluate("window.printed") == 2
