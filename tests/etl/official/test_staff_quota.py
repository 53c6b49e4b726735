"""定員管理 table 1: whose staff it is decides what a department means."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from etl.official.staff_quota import DEPARTMENTS
from tests.etl.official.making import figures, frame_of, read, staff, stopping, towns, workbook

TITLE = "第１表　都道府県の部門別職員数（令和６年４月１日現在）"


def padded(name: str) -> str:
    return "　".join(name)


def line(name: str, counts: list[int]) -> list[Any]:
    """Nine figures of five: 一般管理, 福祉関係, 教育, 警察, 消防; the enterprises have none."""
    general, welfare, education, police, fire = counts
    office = general + welfare
    ordinary = office + education + police + fire
    return [None, padded(name), general, welfare, office, education, police, fire, ordinary, 0, ordinary]


def sheet(title: str = TITLE) -> list[list[Any]]:
    prefectures = {t.code[:2]: t.prefecture for t in towns()}
    office = staff(2024, "general_administration_prefecture")
    police = staff(2024, "police")
    counts = {
        c: [office[c] - office[c] // 5, office[c] // 5, 1000 + int(c), police[c], 0] for c in prefectures
    }
    rows: list[list[Any]] = [
        [title],
        [None, None, "（単位：人）"],
        [None, "区　分", *DEPARTMENTS],
        line("合計", [sum(several) for several in zip(*counts.values(), strict=True)]),
    ]
    return rows + [line(prefectures[c], several) for c, several in counts.items()]


def write(folder: Path, rows: list[list[Any]]) -> Path:
    return workbook(folder / "teiin.xlsx", {"第1表": rows})


def test_a_prefectures_own_staff_gives_what_the_board_means_by_it(tmp_path: Path) -> None:
    taken = figures(write(tmp_path, sheet()), "area_code", "department")
    for department in ("general_administration_prefecture", "police"):
        here = {c: int(n) for (c, d), n in taken.items() if d == department}
        assert here == staff(2024, department)
    # its teachers and firefighters are not those within the prefecture
    assert {d for _, d in taken} == {"general_administration_prefecture", "police"}
    frame = frame_of(tmp_path / "teiin.xlsx")
    assert set(frame["year"]) == {"2024"}
    assert set(frame["area_level"]) == {"prefecture"}


def test_designated_cities_are_municipalities(tmp_path: Path) -> None:
    rows = [
        ["第１表　政令指定都市の部門別職員数（令和６年４月１日現在）"],
        [None, "団体名", *DEPARTMENTS],
        line("合計", [5000, 2000, 9000, 0, 3000]),
        line("札幌市", [4000, 1500, 8000, 0, 1700]),
        line("静岡市", [1000, 500, 1000, 0, 1300]),
    ]
    taken = figures(write(tmp_path, rows), "area_code", "department")
    assert taken["011002", "general_administration_municipalities"] == "5500"
    assert taken["221007", "fire"] == "1300"
    assert "police" not in {d for _, d in taken}


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("第１表　部門別職員数（令和６年４月１日現在）", "scope"),
        ("第１表　都道府県・市区町村の部門別職員数（令和６年４月１日現在）", "scope"),
        ("第１表　都道府県の部門別職員数", "year"),
        ("第１表　都道府県の部門別職員数（令和５年・令和６年）", "year"),
    ],
)
def test_what_the_title_does_not_say_is_asked_for(tmp_path: Path, title: str, told: str) -> None:
    path = write(tmp_path, sheet(title))
    found = stopping(path)
    assert [p.rule for p in found] == ["layout_differs"]
    assert f"constants = {{ {told} = " in found[0].expected
    assert f"constants = {{ {told} = " in found[0].expected_en
    answer = {"scope": {"scope": "prefecture"}, "year": {"year": "2024"}}[told]
    assert len(figures(path, "area_code", "department", constants=answer)) == 94


def test_a_table_of_changes_is_not_a_table_of_staff(tmp_path: Path) -> None:
    found = stopping(write(tmp_path, sheet(TITLE.replace("職員数", "職員数の増減"))))
    assert [p.rule for p in found] == ["layout_differs"]
    rows = sheet()
    rows[5][4] = "▲12"
    assert "min" in {p.rule for p in stopping(write(tmp_path, rows))}


def test_its_own_sums_are_checked_down_and_across(tmp_path: Path) -> None:
    rows = sheet()
    rows[4][4] += 1
    found = {(p.rule, p.row, p.column) for p in stopping(write(tmp_path, rows))}
    assert found == {("total_differs", 4, "一般行政計"), ("total_differs", 5, "一般行政計")} | {
        ("total_differs", 5, "普通会計計")
    }


def test_two_names_in_each_others_place_show_by_the_order(tmp_path: Path) -> None:
    rows = sheet()
    rows[6][1], rows[7][1] = rows[7][1], rows[6][1]
    found = stopping(write(tmp_path, rows))
    assert [(p.rule, p.row, p.value) for p in found] == [("order_differs", 8, rows[7][1])]


def test_an_unknown_name_is_an_error(tmp_path: Path) -> None:
    rows = sheet()
    rows[5][1] = "青　森　懸"
    found = [p for p in stopping(write(tmp_path, rows)) if p.rule == "code_unknown"]
    assert [(p.row, p.severity) for p in found] == [(6, "error")]
    _, problems = read(tmp_path / "teiin.xlsx")
    assert problems


def test_a_department_over_three_columns(tmp_path: Path) -> None:
    rows = [
        ["第１表　団体別・部門別職員数（都道府県）　令和7年4月1日現在"],
        [*[None] * 9, "（単位：人）"],
        ["団体名", "一般行政部門", None, None, *DEPARTMENTS[3:]],
        [None, *DEPARTMENTS[:3], *[None] * 6],
        ["北　海　道", 8000, 4600, 12600, 22000, 11700, 0, 46300, 900, 47200],
        ["青　森　県", 3000, 700, 3700, 10000, 2600, 0, 16300, 800, 17100],
    ]
    path = workbook(tmp_path / "teiin.xlsx", {"第1表": rows}, [(2, 1, 2, 3)])
    assert figures(path, "area_code", "department", "year") == {
        ("01", "general_administration_prefecture", "2025"): "12600",
        ("01", "police", "2025"): "11700",
        ("02", "general_administration_prefecture", "2025"): "3700",
        ("02", "police", "2025"): "2600",
    }
    rows[4][3] = 12601
    found = stopping(workbook(tmp_path / "teiin.xlsx", {"第1表": rows}))
    assert {(p.rule, p.row) for p in found} == {("total_differs", 5)}
