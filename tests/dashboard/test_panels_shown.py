"""Every panel in every language, with every region in focus and with none."""

from __future__ import annotations

import re

import pytest

from dashboard.charts.kinds import KINDS, drawings
from dashboard.charts.plotly import make_figure
from dashboard.mart import Build
from dashboard.panel import PanelData, prepare
from dashboard.panels import BY_PAGE, PANELS, of
from dashboard.panels.surveyed import SOURCE
from dashboard.render import html
from dashboard.render.alt import paragraph
from dashboard.render.linklist import link_list
from dashboard.render.screen import PARTS
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang
from tests.conftest import Mart
from tests.dashboard.pack.figures import declared, key
from tests.surveyed import REGION

_JAPANESE = re.compile("[぀-ヿ㐀-鿿]")
_BROKEN = re.compile(r"\b(None|nan|NaN|NaT|inf|null)\b|FYNone|datetime\.|Decimal\(")
# columns whose cells stay Japanese in English: names of municipalities and the document's own words
_DOCUMENT_WORDS = {
    ("shortage_matrix", "wording"),
    ("field_matrix", "label_as_printed"),
    ("project_timeline", "activities"),
    ("register", "purpose"),
    ("formation", "background"),
    ("bodies", "lead"),
    ("bodies", "background"),
    ("case_words", "text_value"),
    ("guideline_rules", "as_printed"),
    ("survey_status", "target"),
    ("body_events", "period"),
    ("body_events", "text"),
    ("case_register", "started_as_printed"),
    ("council_themes", "theme"),
    ("council_themes", "details"),
    ("quoted_rates", "quoted_from"),
    ("region_facts", "lead_en"),  # only where the document tells it with years
    ("region_facts", "background"),
    ("shortage_list", "wording"),
    ("field_list", "label_as_printed"),
    ("scheme_rules", "article"),
    ("step_dates", "article"),
    ("step_plan", "article"),
    ("guideline_rules", "article"),
    ("body_roles", "actor"),
    ("body_roles", "kind"),
    ("body_roles", "text"),
    ("case_participants", "period"),
    ("case_participants", "role"),
    ("corrections", "place"),
    ("corrections", "printed"),
    ("corrections", "taken"),
    ("corrections", "reason_en"),  # quotes the printed words it is about
    ("sources", "note_en"),
}
# panels about the build itself: no transcribed row stands behind them
_NO_ORIGIN = {"sources", "corrections", "accepted", "dictionary", "still_missing"}
_NO_SOURCES = _NO_ORIGIN


@pytest.fixture(scope="module")
def shown(build: Build, surveyed_build: Build, regions: list[str]) -> list[PanelData]:
    """All panels × 2 languages × 12 choices of a region, prepared once; a survey's where it has any."""
    always = [
        prepare(panel, State(lang=lang, region=region), build)
        for panel in PANELS.values()
        for lang in LANGUAGES
        for region in (None, *regions)
        if not panel.optional
    ]
    return always + [
        prepare(panel, State(lang=lang, region=region), surveyed_build)
        for lang in LANGUAGES
        for region in (None, REGION)
        for panel in of("staffing", surveyed_build, State(lang=lang, region=region))
        if panel.optional
    ]


def test_all_panels_are_there_under_their_own_names(shown: list[PanelData]) -> None:
    assert len(PANELS) == sum(len(panels) for panels in BY_PAGE.values())
    assert all(panel.page == page for page, panels in BY_PAGE.items() for panel in panels)
    optional = [panel.page for panel in PANELS.values() if panel.optional]
    surveyed = optional.count("staffing")
    # steps of years that have records (test_procedures.py), prefectures (test_prefecture_rank.py), meetings
    # and the course of themes (test_decisions.py), areas near to those chosen (test_similar.py), the office's
    # own tables (tests/own/test_own_year.py)
    assert len(optional) == surveyed + 4 + 6 + 1
    assert len(shown) == (len(PANELS) - len(optional)) * 2 * 12 + surveyed * 2 * 2


def test_title_and_subtitle_are_told(shown: list[PanelData]) -> None:
    assert [d.panel.panel_id for d in shown if not d.title.strip() or not d.subtitle.strip()] == []


def test_no_cell_or_title_shows_a_value_of_the_machine(shown: list[PanelData]) -> None:
    for data in shown:
        texts = [data.title, data.subtitle, *data.headings, *data.notes, *data.missing]
        for text in [*texts, *(cell for row in data.cells for cell in row)]:
            # the dictionary and the register of corrections may speak of null
            if data.panel.page != "data":
                assert not _BROKEN.search(text), (data.panel.panel_id, text)


def test_english_speaks_english(shown: list[PanelData]) -> None:
    for data in (d for d in shown if d.lang == "en"):
        for text in (data.title, data.subtitle, *data.headings, *data.notes, *data.missing):
            assert not _JAPANESE.search(text), (data.panel.panel_id, text)
        assert not _JAPANESE.search(data.panel.question("en"))
        for citation in data.citations:
            assert not _JAPANESE.search(citation.publisher + citation.as_of)


def test_english_cells_are_english_but_for_the_words_of_the_documents(shown: list[PanelData]) -> None:
    japanese = {
        (data.panel.panel_id, column.key("en"))
        for data in shown
        for row in data.cells
        for column, cell in zip(data.panel.columns, row, strict=True)
        if data.lang == "en" and _JAPANESE.search(cell)
    }
    assert japanese == _DOCUMENT_WORDS


def test_origins_name_their_figure_in_the_language_shown(shown: list[PanelData], mart: Mart) -> None:
    names = {row[0] for row in mart.rows("select name from municipality")}
    for data in (d for d in shown if d.lang == "en"):
        for origin in data.origin:
            left = _JAPANESE.search(re.sub("^[^,]+, ", "", origin.what))
            assert not left or origin.what in names, (data.panel.panel_id, origin.what)


def test_every_panel_has_columns_and_sources_that_exist(shown: list[PanelData], mart: Mart) -> None:
    held = {row[0] for row in mart.rows("select source_id from source")}
    for data in shown:
        assert data.panel.columns
        assert len(data.headings) == len(set(data.headings)) == len(data.panel.columns)
        assert all(len(row) == len(data.headings) for row in data.cells)
        cited = [c.source_id for c in data.citations]
        # of the rows shown: those that name their source are among the cited
        named = {source for row in data.rows if (source := row.get("source_id"))}
        assert named <= set(cited) or data.panel.panel_id in _NO_SOURCES, data.panel.panel_id
        assert len(cited) == len(set(cited))
        assert set(cited) <= held
        # of what an office may not have, the surveys and decisions, there is nothing to cite either
        if data.rows or (data.panel.sources != SOURCE and data.panel.needs != ("decisions",)):
            assert bool(cited) == (data.panel.panel_id not in _NO_SOURCES), data.panel.panel_id


@pytest.mark.parametrize(
    ("panel_id", "cited"),
    [
        ("grants_by_year", ["hokkaido_casebook_2024"]),
        (
            "compare_heat",
            [
                "hokkaido_casebook_2024",
                "census_1980_2020",
                "ipss_projection_2023",
                "gsi_area_2026",
                "census_2025_preliminary",
            ],
        ),
        (
            "population_outlook",  # its table has ages
            ["census_1980_2020", "census_2025_preliminary", "ipss_projection_2023", "census_ages"],
        ),
        ("staff_trend", ["staff_quota_survey", "census_1980_2020", "staff_by_municipality"]),
        ("council_themes", ["kamikawa_council_2025", "nagasaki_study_group_2020"]),
        ("case_register", ["akita_cooperation_2023"]),
        ("shortage_matrix", ["hokkaido_casebook_2024"]),
    ],
)
@pytest.mark.parametrize("region", [None, "nemuro", "kushiro"])
def test_the_shipped_figures_are_cited_by_the_sources_they_came_from(
    build: Build, panel_id: str, cited: list[str], region: str | None
) -> None:
    data = prepare(PANELS[panel_id], State(region=region), build)
    assert [item.source_id for item in data.citations] == cited


@pytest.mark.parametrize(
    ("region", "population"), [(None, True), ("rumoi_north", True), ("nemuro", False), ("kushiro", False)]
)
def test_points_to_look_into_cite_what_they_follow_from(
    build: Build, region: str | None, population: bool
) -> None:
    """Census and projection stood under points of regions of which none is about population."""
    cited = {item.source_id for item in prepare(PANELS["attention"], State(region=region), build).citations}
    people = {"census_1980_2020", "ipss_projection_2023"} if population else set()
    assert cited == {"hokkaido_casebook_2024"} | people


def test_every_panel_leads_back_to_transcribed_rows(shown: list[PanelData]) -> None:
    for data in shown:
        panel = data.panel.panel_id
        assert (not data.panel.origin) == (panel in _NO_ORIGIN), panel
        figures = [row for row in data.rows if row.get("reported", True) and row.get("marked", True)]
        if data.panel.origin and figures:
            assert data.origin, (panel, "figures without an origin")
        for origin in data.origin:
            assert origin.what, panel
            assert origin.document, panel
            assert origin.place, panel
            assert re.fullmatch(r"[\w]+/[\w.]+:\d+", origin.row), (panel, origin.row)


def test_only_what_the_document_prints_stands_as_printed(build: Build, mart: Mart) -> None:
    printed = dict(mart.rows("select source_row, coalesce(as_printed, '') from project_year"))
    data = prepare(PANELS["project_timeline"], State(), build)
    assert {origin.row: origin.as_printed for origin in data.origin} == printed


def test_the_text_alternative_holds_the_figures(shown: list[PanelData]) -> None:
    for data in shown:
        text = paragraph(data)
        comma = "、" if data.lang == "ja" else ", "
        assert data.title in text
        assert data.panel.question(data.lang) in text
        for row in data.cells[:80]:
            assert comma.join(cell for cell in row if cell) in text


def test_every_chart_kind_is_drawn_without_a_figure_lost(shown: list[PanelData]) -> None:
    for data in shown:
        kind = data.panel.chart.kind
        if kind in KINDS:
            if data.rows:
                assert make_figure(drawings(data)).data
        elif kind == "link_list":
            assert link_list(data, State()).count("<a href=") == len(data.rows)
        else:
            assert PARTS[kind](data)


def test_no_two_figures_share_a_cell_of_a_matrix(shown: list[PanelData]) -> None:
    for data in (d for d in shown if d.panel.chart.kind == "grid"):
        encode = declared(data)
        keys = [
            tuple(row[key(data, name)] for name in ("row_group", "row", "column") if name in encode)
            for row in data.rows
        ]
        assert len(keys) == len(set(keys)), data.panel.panel_id


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("peers", [("hidaka",), ("hidaka", "rumoi_south"), ("ishikari", "kushiro", "soya")])
def test_a_comparison_of_few_is_still_drawn(build: Build, lang: Lang, peers: tuple[str, ...]) -> None:
    for panel in BY_PAGE["compare"]:
        if panel.panel_id == "compare_prefectures":  # of prefectures, whatever regions are compared
            continue
        data = prepare(panel, State(lang=lang, region="hidaka", peers=peers), build)
        assert {row["region_id"] for row in data.rows} == {"hidaka", *peers}
        assert data.title


def test_where_all_compared_are_equal_the_value_is_still_shown(build: Build) -> None:
    data = prepare(PANELS["compare_dots"], State(region="hidaka", peers=("hidaka",)), build)
    assert {row["position"] for row in data.rows} == {0.5}
    figure = make_figure(drawings(data))
    assert not [a.text for a in figure.layout.annotations if a.text == "対象外"]
    assert data.title == "日高連携地域に比べられる相手はない"  # it alone


def test_undecided_planned_and_absent_years_stay_apart(build: Build) -> None:
    rows = {
        (r["region_id"], r["fiscal_year"]): r for r in prepare(PANELS["grant_table"], State(), build).rows
    }
    assert rows["rumoi_south", 2024]["amount_yen"] is None
    assert rows["nemuro", 2022]["amount_yen"] == 0
    assert ("rumoi_south", 2022) not in rows
    assert not any(region in {"ishikari", "kushiro", "soya"} for region, _ in rows)
    table = html.grid(prepare(PANELS["grant_table"], State(), build))
    assert table.count(">未定</td>") == 1
    assert table.count("box-shadow:inset 0 0 0 2px #0017c1") == 7
    assert table.count("rb-absent") == 8 * 5 - 32
