"""What the panels of a survey say, against figures worked out by hand from tests/surveyed.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.charts.kinds import drawings
from dashboard.charts.plotly import make_figure
from dashboard.mart import Build
from dashboard.mart import Mart as BoardMart
from dashboard.pages.page import View
from dashboard.pages.staffing import PAGE
from dashboard.panel import PanelData, prepare
from dashboard.panels import PANELS, of
from dashboard.panels.staffing import SURVEYED
from dashboard.presentation.steps import steps
from dashboard.render.html import grid
from dashboard.state import State
from dashboard.text import Lang, word
from tests import surveyed
from tests.surveyed import REGION

SAID: dict[tuple[str, str | None], tuple[str, str]] = {
    ("survey_response", None): (
        "職員調査2026に、対象6市町村のうち5が回答（83.3％）",
        "Staff survey 2026: 5 of 6 municipalities asked have answered (83.3%)",
    ),
    ("survey_response", REGION): (
        "職員調査2026に、南空知圏域の対象4市町村がすべて回答",
        "Staff survey 2026: all 4 municipalities asked have answered, Minami-Sorachi Area",
    ),
    # archivists 6 of 6, engineers 13 − 7 = 6, nurses 23 − 19 = 4
    ("staffing_gap", None): (
        "不足は3職種のうち2職種（土木技師、文書専門員）で6人（職員調査2026）",
        "Short, 2 of 3 occupations (Civil engineer and Archivist): 6 (Staff survey 2026)",
    ),
    # the nurses of the region are withheld
    ("staffing_gap", REGION): (
        "不足は2職種（土木技師、文書専門員）とも6人（職員調査2026、ほかに不明1）",
        "Short, both occupations (Civil engineer and Archivist): 6 (Staff survey 2026, 1 more unknown)",
    ),
    ("staffing_pairs", None): (
        "比べられる3職種のうち、現員が必要数に届かないのは3職種",
        "Present staff is below the requirement in 3 of 3 occupations",
    ),
    ("staffing_heat", None): (
        "不足を示せる5市町村のうち3に不足がある。不足が最も大きいのは夕張市の土木技師、夕張市の文書専門員、岩見沢市の文書専門員（3人、職員調査2026、12組中）",
        "Shortages in 3 of 5 municipalities shown; largest: Yubari City, Civil engineer, Yubari City, "
        "Archivist and Iwamizawa City, Archivist (3, Staff survey 2026, of 12 pairs)",
    ),
    ("staffing_leavers", None): (
        "5年以内の退職見込みが最も多いのは保健師（9人、現員の47.4％、回答5/6市町村、職員調査2026、3職種中）",
        "Most expected to leave within 5 years: Public health nurse (9, 47.4% of those present; "
        "5/6 answered, Staff survey 2026, of 3 occupations)",
    ),
    ("staffing_leavers", REGION): (
        "5年以内の退職見込みが最も多いのは土木技師（4人、現員の57.1％、回答3/4市町村、職員調査2026、2職種中、ほかに不明1）",
        "Most expected to leave within 5 years: Civil engineer (4, 57.1% of those present; 3/4 answered, "
        "Staff survey 2026, of 2 occupations, 1 more unknown)",
    ),
    # 127,648 residents of the five in 2020, 7 engineers
    ("staffing_workload", None): (
        "職員1人当たりの住民が最も多いのは土木技師（18,235人、回答5/6市町村、職員調査2026、2職種中）。文書専門員は職員がいない",
        "Most residents per staff: Civil engineer (18,235; 5/6 answered, Staff survey 2026, "
        "of 2 occupations); no staff at all: Archivist",
    ),
    ("staffing_none", None): (
        "現員が0人と示せる市町村が最も多いのは文書専門員（5市町村、回答5/6市町村、職員調査2026、2職種中、ほかに不明1）",
        "Most often shown to have none: Archivist (5 municipalities; 5/6 answered, Staff survey 2026, "
        "of 2 occupations, 1 more unknown)",
    ),
    # 12 sat and 3 passed at the four that told both; of engineers and archivists nobody passed
    ("staffing_examination", None): (
        "採用試験の倍率は、保健師で4.0倍、受験12人に合格3人、回答4/6市町村（職員調査2026、ほかに不明2）",
        "Applicants for a place, Public health nurse: 4.0 sat for each that passed, 12 sat and 3 passed; "
        "4/6 answered (Staff survey 2026, 2 more unknown)",
    ),
    # all five answered one of the two; 岩見沢市 does one, 夕張市 and 芦別市 want one, 美唄市 the other
    ("staffing_interest", None): (
        "回答した5市町村のうち4が、共同の取組を実施中か関心があるとした（実施中のあるのは1）",
        "4 of 5 municipalities that answered do something jointly or are interested (1 already does)",
    ),
    ("staffing_joint", None): (
        "実施中か関心がある市町村が最も多いのは共同調達（3市町村、職員調査2026、2取組中）",
        "Most often done or of interest: Joint procurement (3 municipalities, Staff survey 2026, "
        "of 2 kinds of joint work)",
    ),
    ("staffing_joint", REGION): (
        "実施中か関心がある市町村が最も多いのは共同調達（2市町村、職員調査2026、2取組中）",
        "Most often done or of interest: Joint procurement (2 municipalities, Staff survey 2026, "
        "of 2 kinds of joint work)",
    ),
    # 夕張市 and 美唄市 have no engineer and neighbours that do; two archivists' posts nobody could share
    ("staffing_neighbour", None): (
        "職員のいない市町村と職種の組4（必要数が分からない1を含む）のうち、2は同じ連携地域か振興局に職員がいる",
        "Of 4 pairs of municipality and occupation without staff (1 whose need is not shown), 2 have it in "
        "the same region or bureau",
    ),
    ("staffing_hard_alone", None): (
        "単独では難しいとした市町村が最も多いのは道路の維持管理（回答した5のうち4市町村、職員調査2026、2業務中）",
        "Hardest to keep up alone: Roads (4 of 5 that answered, Staff survey 2026, of 2 kinds of work)",
    ),
    ("staffing_partner", None): (
        "近隣や圏域との共有を望む市町村は、道路の維持管理で3市町村（職員調査2026）",
        "Wanted to be shared with neighbours or the region, Roads: 3 municipalities (Staff survey 2026)",
    ),
    # nurses 8 to 118 of 19; engineers 0 to 31 of 7; archivists 0 to 31 of 0
    ("staffing_outlook", None): (
        "採用が今のまま続くと、10年後はどの職種も増減を言えない（範囲が今の人数をまたぐ）",
        "In 10 years, if hiring stays as it is, no occupation is clearly up or down (the ranges span "
        "today's numbers)",
    ),
    ("staffing_change", None): (
        "現員の減少が最も大きいのは保健師（△1人、2024年の調査から2026年まで、2職種中）",
        "Largest fall in staff present: Public health nurse (−1, from the 2024 to the 2026 survey, "
        "of 2 occupations)",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("panel_id", "region"), SAID)
def test_the_finding_of_a_survey_is_true(panel_id: str, region: str | None, surveyed_build: Build) -> None:
    languages: tuple[Lang, Lang] = ("ja", "en")
    for lang, said in zip(languages, SAID[panel_id, region], strict=True):
        data = prepare(PANELS[panel_id], State(lang=lang, region=region), surveyed_build)
        assert data.title == word("sample.mark", lang) + said


def test_every_panel_of_a_survey_has_its_finding_here() -> None:
    assert {panel_id for panel_id, _ in SAID} == {panel.panel_id for panel in SURVEYED}


def _changed(mart: Path, target: Path, *statements: str) -> Build:
    """A surveyed mart, changed."""
    surveyed.written(mart, target, before=False, more=statements)
    return BoardMart(target).live()


def _said(build: Build, *names: str) -> list[str]:
    return [
        prepare(PANELS[f"staffing_{name}"], State(), build).title.removeprefix("【見本データ】")
        for name in names
    ]


def test_findings_where_everything_is_suppressed(mart_copy: Path, tmp_path: Path) -> None:
    build = _changed(
        mart_copy,
        tmp_path / "mart",
        "update survey_answer set value = null, missing_reason = 'suppressed' where value is not null",
        "update survey_total set value = null, missing_reason = 'suppressed'",
    )
    assert _said(build, "gap", "heat", "leavers", "workload", "none", "outlook") == [
        "不足を計算できる職種はない（理由は表に）",
        "不足を示せる市町村はない（秘匿か未登録）",
        "退職の見込みは示せない",
        "職員1人当たりの住民を示せる職種はない",
        "職員の有無を示せる職種はない",
        "職員数の見通しを示せる職種はない（理由は表に）",
    ]


def test_findings_where_nothing_is_short_and_nobody_leaves(mart_copy: Path, tmp_path: Path) -> None:
    both, flow = "question_id in ('required', 'present')", "question_id in ('leavers_5y', 'hired')"
    build = _changed(
        mart_copy,
        tmp_path / "mart",
        f"update survey_answer set value = 5, missing_reason = null where {both}",
        f"update survey_total set value = 5 * answered, hidden = 0, missing_reason = null where {both}",
        f"update survey_answer set value = 0, missing_reason = null where {flow}",
        f"update survey_total set value = 0, hidden = 0, missing_reason = null where {flow}",
        "update survey_answer set text = 'can_continue', missing_reason = null "
        "where question_id like 'hard%'",
    )
    assert _said(build, "gap", "pairs", "heat", "leavers", "none", "hard_alone") == [
        "不足のある職種はない（回答した市町村の合計、示せる3職種）",
        "比べられる3職種とも、現員は必要数に達している",
        "不足を示せる6市町村に、不足はない",
        "5年以内の退職の見込みはない（回答した市町村）",
        "現員が0人と回答した市町村はない",
        "回答した6市町村に、単独では難しいとした業務はない",
    ]


def test_a_panel_without_rows_is_left_out_of_page_and_meeting(build: Build, surveyed_build: Build) -> None:
    told = {panel.panel_id for panel in SURVEYED}

    def shown(of_build: Build, region: str | None) -> set[str]:
        return told & {panel.panel_id for panel in of("staffing", of_build, State(region=region))}

    assert shown(surveyed_build, None) == shown(surveyed_build, REGION) == told
    assert shown(surveyed_build, "hidaka") == shown(build, None) == set()
    for region, expected in ((None, told), ("hidaka", set())):
        stepped = {step.panel.panel_id for step in steps(surveyed_build, State(region=region)) if step.panel}
        assert stepped & told == expected


def test_a_survey_whose_answers_are_not_published_yet_shows_its_response_alone(
    mart_copy: Path, tmp_path: Path
) -> None:
    gone = f"where survey_id = '{surveyed.NOW}'"
    surveyed.written(
        mart_copy,
        tmp_path / "mart",
        more=(f"delete from survey_answer {gone}", f"delete from survey_total {gone}"),
    )
    build = BoardMart(tmp_path / "mart").live()
    assert prepare(PANELS["survey_response"], State(), build).title.startswith("【見本データ】職員調査2026に")
    # the figures are still those of the survey before
    subtitle = prepare(PANELS["staffing_none"], State(), build).subtitle
    assert "職員調査2024" in subtitle


def test_the_page_answers_from_the_survey_where_it_has_answers(build: Build, surveyed_build: Build) -> None:
    def answer(of_build: Build, region: str | None) -> str:
        return PAGE.answer(View(State(region=region), of_build, None))  # type: ignore[arg-type]

    assert "3職種のうち2" in answer(surveyed_build, None)
    assert answer(surveyed_build, "hidaka") == answer(build, "hidaka")
    assert answer(build, None) == prepare(PANELS["shortage_matrix"], State(), build).title


def test_without_a_survey_one_panel_tells_how_to_start_one(build: Build, surveyed_build: Build) -> None:
    data = prepare(PANELS["survey_status"], State(), build)
    assert "未登録" in data.title
    assert any("手引き" in note for note in data.notes)
    assert (
        prepare(PANELS["survey_status"], State(), surveyed_build).title == "【見本データ】回答137件を登録済み"
    )


@pytest.mark.parametrize("name", ["staffing_pairs", "staffing_outlook", "staffing_change"])
def test_ends_of_a_line_are_named_in_words(name: str, surveyed_build: Build) -> None:
    data: PanelData = prepare(PANELS[name], State(), surveyed_build)
    texts = [text for trace in make_figure(drawings(data)).data for text in trace.text or () if text]
    first, second = {"staffing_pairs": ("現員", "必要数"), "staffing_outlook": ("下限", "上限"),
                     "staffing_change": ("2024年", "2026年")}[name]  # fmt: skip
    assert any(text.startswith(first) for text in texts)
    assert any(text.startswith(second) for text in texts)


def test_an_unanswered_cell_of_the_matrix_is_its_word_and_never_zero(surveyed_build: Build) -> None:
    told = grid(prepare(PANELS["staffing_heat"], State(), surveyed_build))
    # 三笠市's and 芦別市's nurses; 美唄市's engineers; all three of 羅臼町
    assert told.count(">秘匿<") == 2
    assert told.count(">未登録<") == 1 + 3


def test_an_answer_that_is_neither_yes_nor_no_is_its_word(surveyed_build: Build) -> None:
    """Three do not know of staff exchange; 美唄市 said nothing of procurement, 羅臼町 of either."""
    told = grid(prepare(PANELS["staffing_interest"], State(), surveyed_build))
    assert told.count(">分からない<") == 3
    assert told.count(">未登録<") == 1 + 2
