"""The page 職員 for the survey of test_circle.py: every figure of its panels, worked out by hand."""

from __future__ import annotations

from typing import Any

from dashboard.mart import Mart
from dashboard.panel import PanelData, prepare
from dashboard.panels import of
from dashboard.panels.staffing import SURVEYED
from dashboard.state import State
from etl.paths import Paths

CIVIL, NURSE, DIET = "civil_engineer", "public_health_nurse", "dietitian"
ANSWERED = "21/23"
# panel → row (occupation, question or municipality) → its figures
EXPECTED: dict[str, dict[str, dict[str, Any]]] = {
    # 21 of 23 = 91.3 %
    "survey_response": {
        level: {"asked": 23, "returned": 21, "open_count": 0, "none_count": 2, "response_pct": 91.3}
        for level in ("all", "subprefecture")
    },
    # 60 + 20 × 6 less 50 + 20 × 5; 30 / 180; nurses 88 less 87, 1 / 88; dietitians 3 and 3
    "staffing_gap": {
        CIVIL: {
            "matched_required": 180, "matched_present": 150, "shortage": 30, "shortage_pct": 16.7,
            "vacancies": 10, "hidden": 0, "left_out": 0, "told": ANSWERED,
        },
        NURSE: {
            "matched_required": 88, "matched_present": 87, "shortage": 1, "shortage_pct": 1.1,
            "vacancies": 0, "left_out": 0, "told": ANSWERED,
        },
        DIET: {
            "matched_required": 3, "matched_present": 3, "shortage": 0, "shortage_pct": 0,
            "vacancies": 0, "hidden": 0, "left_out": 0, "told": ANSWERED,
        },
    },
    "staffing_pairs": {
        CIVIL: {"matched_present": 150, "matched_required": 180, "shortage": 30, "told": ANSWERED},
        NURSE: {"matched_present": 87, "matched_required": 88, "shortage": 1, "told": ANSWERED},
        DIET: {"matched_present": 3, "matched_required": 3, "shortage": 0, "told": ANSWERED},
    },
    # 12 in 旭川市 alone, 12 / 150
    "staffing_leavers": {
        CIVIL: {"leavers_5y": 12, "present": 150, "leavers_pct": 8.0, "told": ANSWERED},
        NURSE: {"leavers_5y": 0, "present": 87, "leavers_pct": 0, "told": ANSWERED},
        DIET: {"leavers_5y": 0, "present": 3, "leavers_pct": 0, "told": ANSWERED},
    },
    # everybody has engineers and nurses; 旭川市 alone has dietitians
    "staffing_none": {
        CIVIL: {"none_count": 0, "none_hidden": 0, "told": ANSWERED},
        # some nurses are hidden: none of them may be there
        NURSE: {"none_count": None, "none_missing": "suppressed", "told": ANSWERED},
        DIET: {"none_count": 20, "none_hidden": 0, "told": ANSWERED},
    },
    # nobody sat; 20 + 20 × 3 applied, 8 + 20 × 0 were hired
    "staffing_examination": {
        CIVIL: {"sat": 0, "passed": 0, "ratio": None, "ratio_missing": "none_passed", "applicants": 80,
                "hired": 8, "left_out": 0, "told": ANSWERED},
        NURSE: {"sat": 0, "passed": 0, "ratio": None, "ratio_missing": "none_passed", "applicants": 0,
                "hired": 0, "left_out": 0, "told": ANSWERED},
        DIET: {"sat": 0, "passed": 0, "ratio": None, "ratio_missing": "none_passed", "applicants": 0,
               "hired": 0, "left_out": 0, "told": ANSWERED},
    },
    # 旭川市 can go on alone, the 20 others cannot and all name neighbours
    "staffing_partner": {
        work: {"hard_count": 20, "together_count": 20, "able": "旭川市", "told": ANSWERED}
        for work in ("hard_alone_road", "hard_alone_water")
    },
    "staffing_joint": {
        "joint_procurement": {
            "doing_count": 1, "interested_count": 20, "not_interested_count": 0, "other_count": 0,
            "doing": "旭川市", "told": ANSWERED,
        },
        # all 21 do not know
        "shared_specialist": {
            "doing_count": 0, "interested_count": 0, "not_interested_count": 0, "other_count": 21,
            "doing": None, "interested": None, "told": ANSWERED,
        },
    },
    # 150 − 12 + 8 × 5 = 178: of 8 hired a year 13.5 to 80.4 come in five (40), of 12 leavers 3.9 to 24.5 go;
    # down √(26.5² + 12.5²), up √(40.4² + 8.1²). 150 − 24 + 80 = 206: 28.6 to 157.2 come, 9.4 to 45.3 go.
    # Of nobody hired and nobody leaving 0 to 16.2 (30.8) come and 0 to 4.5 (7.5) go. Outwards to whole
    # persons, not below nobody
    "staffing_outlook": {
        CIVIL: {"present": 150, "leavers_5y": 12, "hired": 8, "low_5": 148, "high_5": 220, "low_10": 150,
                "high_10": 285, "told": ANSWERED},
        NURSE: {"present": 87, "leavers_5y": 0, "hired": 0, "low_5": 82, "high_5": 104, "low_10": 79,
                "high_10": 118, "told": ANSWERED},
        DIET: {"present": 3, "leavers_5y": 0, "hired": 0, "low_5": 0, "high_5": 20, "low_10": 0,
               "high_10": 34, "told": ANSWERED},
    },
}  # fmt: skip
ASAHIKAWA, SILENT = "012041", ("014711", "014729")
# the residents of the 21 that answered
PEOPLE = """
    select sum(population)::bigint as people from population
    where age_group = 'total' and series = $series and year = $year
        and municipality_code in (select municipality_code from survey_return where state = 'held')
"""


def equals_the_hand_calculation(paths: Paths) -> None:
    """Every panel of the survey, every row, every figure."""
    build = Mart(paths.mart).live()
    shown = {panel.panel_id for panel in of("staffing", build, State())}
    found = {p.panel_id: prepare(p, State(), build) for p in SURVEYED if p.panel_id in shown}
    # all who have none of an occupation need none; there is no survey before
    assert {p.panel_id for p in SURVEYED} - shown == {"staffing_neighbour", "staffing_change"}
    for panel_id, rows in EXPECTED.items():
        _rows(found[panel_id], rows)
    _by_municipality(found)
    _by_answer(found)
    people = {
        key: build.query(PEOPLE, {"series": key[0], "year": key[1]})[0]["people"]
        for key in (("census", 2020), ("projection", 2025), ("projection", 2035))
    }
    staff = {CIVIL: 150, NURSE: 87, DIET: 3}
    ranges = {CIVIL: (150, 285), NURSE: (79, 118), DIET: (0, 34)}
    for row in found["staffing_workload"].rows:
        assert row["residents"] == people["census", 2020]
        assert row["residents_per_staff"] == people["census", 2020] / staff[row["occupation_id"]]
    for row in found["staffing_outlook"].rows:
        low, high = ranges[row["occupation_id"]]
        year = row["population_year"]
        assert (year, row["population"]) == (2025, people["projection", 2025])
        assert (row["later_population_year"], row["population_10"]) == (2035, people["projection", 2035])
        assert row["residents_per_staff"] == people["projection", 2025] / staff[row["occupation_id"]]
        assert row["residents_low_10"] == people["projection", 2035] / high
        assert row["residents_high_10"] == (people["projection", 2035] / low if low else None)


def _rows(data: PanelData, expected: dict[str, dict[str, Any]]) -> None:
    key = next(k for k in ("occupation_id", "question_id", "area_level") if k in data.rows[0])
    if data.panel.panel_id == "survey_response":
        key = "area_level"
    told = {row[key]: row for row in data.rows}
    assert told.keys() == expected.keys(), data.panel.panel_id
    for name, figures in expected.items():
        for column, value in figures.items():
            found = told[name][column]
            found = round(found, 1) if isinstance(found, float) else found
            assert found == value, (data.panel.panel_id, name, column, found)


def _by_municipality(panels: dict[str, PanelData]) -> None:
    rows = {(row["area_id"], row["occupation_id"]): row for row in panels["staffing_heat"].rows}
    assert len(rows) == 23 * 3
    for (code, occupation), row in rows.items():
        if code in SILENT:
            assert (row["shortage"], row["missing_reason"]) == (None, "no_return")
        elif occupation == CIVIL:
            assert row["shortage"] == (10 if code == ASAHIKAWA else 1)
        elif occupation == DIET:
            assert row["shortage"] == 0
    # 占冠村's 2 nurses present and 音威子府村's 1 of 1 are hidden, and their shortage with them
    for code in ("014630", "014702"):
        assert (rows[code, NURSE]["shortage"], rows[code, NURSE]["missing_reason"]) == (None, "suppressed")


def _by_answer(panels: dict[str, PanelData]) -> None:
    for panel, answered, other in (
        ("staffing_hard_alone", "単独で続けられる", "5年以内に難しい"),
        ("staffing_interest", "実施中", "関心がある"),
    ):
        data = panels[panel]
        assert len(data.rows) == 23 * 2
        for row in data.rows:
            if row["question_id"] == "shared_specialist":  # nobody knows
                assert row["told"] == (None if row["municipality_code"] in SILENT else "分からない")
                continue
            code = row["municipality_code"]
            silent = code in SILENT
            assert row["told"] == (None if silent else answered if code == ASAHIKAWA else other)
            assert row["missing_reason"] == ("no_return" if silent else None)
            if panel == "staffing_hard_alone":
                assert row["share_with"] == (None if silent else "近隣市町村")
            else:  # everybody else of the bureau that answered does it or is interested
                assert row["bureau_count"] + row["region_count"] == (21 if silent else 20)
