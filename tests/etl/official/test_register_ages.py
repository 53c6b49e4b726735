"""住民基本台帳年齢階級別人口: three rows a town, classes that may fall short of their total."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.etl.official.making import figures, read, stopping, workbook

CLASSES = [*[f"{n}歳～{n + 4}歳" for n in range(0, 100, 5)], "100歳以上"]
# the header of the edition of 2025: ages over 人, and of those to 2014: 80歳以上 last, units in brackets
EDITIONS = [(CLASSES, "人"), ([*CLASSES[:16], "80歳以上"], "（人）")]


def sheet(classes: list[str] = CLASSES, unit: str = "人", day: str = "令和7年1月1日") -> list[list[Any]]:
    def rows(code: str, prefecture: str, name: str, men: int, withheld: int = 0) -> list[list[Any]]:
        """Every class has `men` men and twice as many women; `withheld` persons are in the total alone."""
        start, n = [code, prefecture, name], len(classes)
        return [
            [*start, "計", 3 * men * n + withheld, *[3 * men] * n],
            [*start, "男", men * n + withheld, *[men] * n],
            [*start, "女", 2 * men * n, *[2 * men] * n],
        ]

    return [
        [f"{day}住民基本台帳年齢階級別人口（市区町村別）（総計）"],
        [None, None, None, None, "総数", *classes],
        ["団体コード", "都道府県名", "市区町村名", "性別", *[unit] * (len(classes) + 1)],
        *rows("-", "合計", "-", 30, 7),
        *rows("010006", "北海道", "-", 30, 7),
        *rows("012106", "北海道", "岩見沢市", 20, 7),
        *rows("014036", "北海道", "古宇郡泊村", 10),
        *rows("016969", "北海道", "国後郡泊村", 0),
        ["注1：内訳は、非公表である"],
    ]


@pytest.mark.parametrize(("classes", "unit"), EDITIONS)
def test_every_class_and_sex_of_every_town(tmp_path: Path, classes: list[str], unit: str) -> None:
    path = workbook(tmp_path / "nenrei.xlsx", {"年齢別人口（市区町村別）【総計】": sheet(classes, unit)})
    taken = figures(path, "municipality_code", "sex", "age_group")
    assert len(taken) == 2 * 3 * (1 + len(classes))
    assert taken["012106", "both", "total"] == str(60 * len(classes) + 7)
    assert taken["012106", "women", "5-9"] == "40"
    last = "100+" if classes == CLASSES else "80+"
    assert taken["014036", "men", last] == "10"
    done, problems = read(path)
    assert done is not None
    assert done.reading.table == "population_age"
    assert done.reading.constants["as_of"] == "2025-01-01"
    assert done.counts["northern"] == 3
    told = next(p for p in problems if p.rule == "official_file")
    assert "総数: 全国" in told.expected
    assert "0歳~4歳: 全国" not in told.expected  # withheld: its sums say nothing


@pytest.mark.parametrize(
    ("row", "column", "value", "rule"),
    [
        (9, 4, 999, "total_differs"),  # the total of the town
        (9, 6, 99_999, "total_differs"),  # a class beyond its total
        (9, 5, "6O", "not_readable"),
        (9, 3, "不明", "not_readable"),
        (9, 0, "012105", "check_digit"),
        (9, 5, None, "empty_cell"),
    ],
)
def test_a_wrong_cell_is_named(tmp_path: Path, row: int, column: int, value: Any, rule: str) -> None:
    rows = sheet()
    rows[row][column] = value
    found = stopping(workbook(tmp_path / "nenrei.xlsx", {"総計": rows}))
    assert rule in {p.rule for p in found}, found


def test_the_table_of_foreign_residents_is_another(tmp_path: Path) -> None:
    rows = sheet()
    rows[0][0] = "令和7年1月1日住民基本台帳年齢階級別人口（市区町村別）（外国人住民）"
    found = stopping(workbook(tmp_path / "nenrei.xlsx", {"外国人住民": rows}))
    assert [p.rule for p in found] == ["layout_differs"]
