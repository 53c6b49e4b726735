"""Each key of [office], [words] and [show]: its effect on screen, slide, sheet, handout; what is refused."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from pptx import Presentation

from dashboard import choices, office, parts
from dashboard.boardname import board_name
from dashboard.mart import Build, shared_mart
from dashboard.officecheck import refused, sentence
from dashboard.pack import page, slides, workbook
from dashboard.pages import PAGES, offered
from dashboard.panel import prepare
from dashboard.panels import PANELS, home
from dashboard.presentation.steps import steps
from dashboard.state import State
from dashboard.text import T, filled
from renkei.colours import contrast
from renkei.officesettings import KEYS
from tests.dashboard.pack.made import some
from tests.offices import sweep

Write = Callable[[str], Path]
# one pixel
_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """The text of office.toml in a folder of its own, with a logo beside it."""
    file = tmp_path / "office.toml"
    monkeypatch.setenv("RENKEI_SETTINGS", str(file))
    (tmp_path / "logo.png").write_bytes(_PNG)

    def write(text: str) -> Path:
        file.write_text(text, encoding="utf-8")
        office._read.cache_clear()
        return file

    write("")
    return write


def test_title_publisher_contact_logo_and_accent_stand_wherever_the_board_is_shown(
    settings: Write, mart_copy: Path, tmp_path: Path
) -> None:
    settings(
        '[office]\ntitle = "千曲ボード"\ntitle_en = "Chikuma Board"\npublisher = "千曲協議会"\n'
        'publisher_en = "Chikuma Council"\ncontact = "企画課 026"\naccent = "#7A1FA2"\n'
    )
    with sweep.board_of(mart_copy):
        shown = sweep.page("data", "ja").text
        english = sweep.page("data", "en").text
    assert all(text in shown for text in ("千曲ボード", "千曲協議会", "企画課 026"))
    assert all(text in english for text in ("Chikuma Board", "Chikuma Council", "企画課 026"))
    pack = some(mart_copy, "ja", "overview")
    slides.write(pack, tmp_path / "a.pptx", lambda done, of: None)
    first, *others = Presentation(str(tmp_path / "a.pptx")).slides
    told = "\n".join(shape.text_frame.text for shape in first.shapes if shape.has_text_frame)
    assert all(text in told for text in ("千曲ボード", "千曲協議会", "企画課 026"))
    assert [shape.shape_type for shape in first.shapes if shape.shape_type == 13] == [13]  # the logo
    assert any("7A1FA2" in slide.part.blob.decode("utf-8") for slide in others)
    workbook.write(pack, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert sheet["A1"].font.color.rgb == "FF7A1FA2"
    assert "千曲協議会" in str(sheet["A4"].value)
    for paper in (False, True):
        text = page.document([pack], paper=paper)
        assert ":root{--rb-accent:#7a1fa2}" in text
        assert "千曲協議会" in text
        assert base64.b64encode(_PNG).decode() in text


def test_without_settings_the_board_is_the_products(settings: Write, mart_copy: Path, tmp_path: Path) -> None:
    (tmp_path / "logo.png").unlink()
    settings("")
    assert (office.accent_rule(), office.logo_data()) == ("", "")
    assert (board_name("ja"), offered()) == ("広域連携ボード", PAGES)
    text = page.document([some(mart_copy, "ja", "overview")])
    assert "--rb-accent:" not in text
    assert '<img class="rb-logo"' not in text


@pytest.mark.parametrize(
    ("line", "ja", "en"),
    [
        ('accent = "#ffd43d"', "1.4", "below 4.5"),
        ('accent = "#949494"', "3.03", "below 4.5"),
        ('accent = "blue"', "六桁", "six digits"),
        ('logo = "seal.png"', "このファイルがありません", "no such file"),
        ('logo = "../logo.png"', "このファイルがありません", "no such file"),
        ('logo = "seal.gif"', "PNG か SVG", "PNG or SVG"),
        ("title = 3", "引用符", "in quotes"),
        ("prefectures = 3", "並び", "a list"),
    ],
)
def test_a_bad_value_is_refused_and_the_default_stands(settings: Write, line: str, ja: str, en: str) -> None:
    settings(f"[office]\n{line}\n")
    [wrong] = office.refused()
    assert wrong.place == f"[office] {line.partition(' = ')[0]}"
    assert ja in wrong.ja
    assert en in wrong.en
    assert "office.toml" in sentence(wrong, "ja")
    assert office.office().accent == ""


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)  # the grey that just passes
    assert contrast("#777777", "#ffffff") < 4.5


def test_words_are_the_offices(settings: Write) -> None:
    text = T("同じ{bureau}で", "In the same {bureau}")
    assert (text("ja"), text("en")) == ("同じ出先機関で", "In the same local bureau")
    settings('[words]\nbureau = "地域振興局"\nbureau_en = "regional office"\n')
    assert (text("ja"), text("en")) == ("同じ地域振興局で", "In the same regional office")
    settings('[words]\nbureau = "県民局"\n')
    assert filled("{bureau}", "en") == "県民局"
    assert not [c for c in PANELS["staffing_joint"].columns if "振興局" in c.label("ja")]


def test_the_whole_is_called_as_the_office_calls_it(settings: Write, build: Build) -> None:
    row = {"prefecture": "長野県", "prefecture_en": "Nagano"}
    assert home.within(row, "ja") == "県内"
    settings('[words]\nwithin = "圏域内"\n')
    assert home.within(row, "ja") == "圏域内"


def test_pages_are_those_that_the_office_shows_in_its_order(
    settings: Write, mart_copy: Path, build: Build
) -> None:
    settings('[show]\npages = ["人口", "overview", "data", "popurasion"]\n')
    assert [item.page_id for item in offered()] == ["population", "overview", "data"]
    assert [(item.key, item.value, item.guess) for item in refused(build)] == [
        ("pages", "popurasion", "population")
    ]
    order = list(dict.fromkeys(step.page.page_id for step in steps(build)))
    assert order == ["population", "overview", "data"]
    with sweep.board_of(mart_copy):
        assert sweep.page("data", "ja").wrong == ()
        assert sweep.page("cases", "en").wrong == ()  # it still answers at its address


def test_region_comparison_and_years_begin_as_the_office_says(
    settings: Write, mart_copy: Path, build: Build
) -> None:
    ids = list(choices.region_names(build, "ja"))
    settings(f'[show]\nregion = "{ids[3]}"\ncompared = ["{ids[1]}", "{ids[2]}"]\nyears = [2020, 2040]\n')
    assert refused(build) == []
    assert choices.settled(State(), build).region == ids[3]
    assert choices.settled(State(region=ids[0]), build).region == ids[0]
    state = choices.compared(choices.settled(State(), build), build)
    assert state.peers == (ids[1], ids[2])
    rows = prepare(PANELS["compare_slope"], state, build).rows
    assert {row["region_id"] for row in rows} == {ids[1], ids[2], ids[3]}
    assert {row["year"] for row in rows} == {2020, 2040}
    assert choices.compared(State(peers=(ids[5],)), build).peers == (ids[5],)
    with sweep.board_of(mart_copy):
        assert sweep.page("compare", "ja").wrong == ()


def test_names_that_the_build_has_not_are_refused_with_the_nearest(settings: Write, build: Build) -> None:
    first = next(iter(choices.region_names(build, "ja")))
    settings(
        f'[office]\nprefectures = ["長野懸"]\n[show]\nregion = "{first}x"\ncompared = ["{first}"]\n'
        "years = [2021, 2033]\n"
    )
    assert [(item.key, item.guess) for item in refused(build)] == [
        ("prefectures", "長野県"),
        ("region", first),
        ("years", None),
    ]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_board_shows_what_is_set_and_how_to_change_it(
    settings: Write, mart_copy: Path, lang: str
) -> None:
    settings('[office]\ncontact = "企画課"\naccent = "#ffd43d"\n')
    with sweep.board_of(mart_copy):
        shown = sweep.page("data", lang)
    assert shown.wrong == ()
    assert "#ffd43d" in shown.text
    assert ("既定のまま" if lang == "ja" else "The default stands") in shown.text
    answered = parts.answer(shared_mart(mart_copy), "office_settings", "table", State(lang=lang))
    told = sweep.text(bytes(answered.body).decode("utf-8"))
    assert "企画課" in told
    assert all(f"[{section}] {key} = " in told for section, keys in KEYS.items() for key in keys)
    assert "#ffd43d" in told


def test_the_prefecture_beside_the_others_is_the_one_that_the_office_is_of(
    settings: Write, build: Build
) -> None:
    def shown() -> set[str]:
        return {row["prefecture"] for row in prepare(PANELS["compare_prefectures"], State(), build).rows}

    home = {row["prefecture"] for row in build.query("select prefecture from kpi.home_prefecture")}
    assert shown() == home
    settings('[office]\nprefectures = ["長野県", "群馬県"]\n')
    assert shown() == {"長野県", "群馬県"}
    told = prepare(PANELS["compare_prefectures"], State(), build).title
    assert "長野県の人口指数は77.2で46都道府県中" in told
    settings("[office]\nprefectures = []\n")
    assert shown() == set()
