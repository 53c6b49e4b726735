"""IPSS: years that stand twice, codes without zero, thirteen municipalities in one row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.etl.official.making import (
    ages_2050,
    by_prefecture,
    census,
    figures,
    frame_of,
    projection,
    read,
    stopping,
    towns,
    workbook,
)

YEARS = [2020, 2025, 2030, 2035, 2040, 2045, 2050]
KINDS = {"市": 2, "町": 3, "村": 3, "区": 0}


def sheet(group: str = "総人口（人）", title: str = "結果表1　総人口および指数") -> list[list[Any]]:
    """The whole nation; prefectures are sums, the coast of Fukushima is one row of kind 9."""
    if group == "総人口（人）":
        values = {(c, 2020): n for c, n in census().items()} | projection()
    else:
        age = {"0～14歳人口（人）": "0-14", "15～64歳人口（人）": "15-64", "65歳以上人口（人）": "65+"}[group]
        values = {(c, 2050): n for (c, a), n in ages_2050().items() if a == age}
    years = YEARS if group == "総人口（人）" else [2020, 2050]
    names = {t.code: t for t in towns()}
    rows: list[list[Any]] = [
        [title],
        ["指数は令和2（2020）年＝100"],
        [],
        ["コード", "市などの別", "都道府県", "市区町村", group, *[None] * (len(years) - 1), "指数"],
        [None, None, None, None, *[f"{y}年" for y in years], *[f"{y}年" for y in years]],
    ]

    def row(code: str, kind: Any, prefecture: str, name: str | None, codes: list[str]) -> list[Any]:
        counts: list[Any] = []
        for year in years:
            known = [values[c, year] for c in codes if (c, year) in values]
            counts.append(sum(known) if known else "－")
        return [int(code), kind, prefecture, name, *counts, *[100.0 for _ in years]]

    coast = [c for c in names if c.startswith("07") and (c, 2050) not in values]
    for prefecture, codes in by_prefecture(names).items():
        rows.append(row(f"{prefecture}000", "a", names[codes[0]].prefecture, None, codes))
        for code in codes:
            kind = 1 if code == "011002" else KINDS[names[code].name[-1]]
            rows.append(row(code[:5], kind, names[code].prefecture, names[code].name, [code]))
            if code == "011002":
                # a ward, half of the city, and another, the rest of it
                whole = rows[-1]
                for number, share in ((1101, 0), (1102, 1)):
                    part = [w // 2 + w % 2 * share if w != "－" else w for w in whole[4 : 4 + len(years)]]
                    rows.append([number, 0, "北海道", f"札幌市{number}区", *part, *[100.0] * len(years)])
        if prefecture == "07":
            rows.append([7999, 9, "福島県", "浜通り地域", *[0] * len(years), *[0.0] * len(years)])
    assert len(coast) == 13
    return rows


def test_the_totals_equal_the_shipped_projection(tmp_path: Path) -> None:
    taken = figures(workbook(tmp_path / "kekka.xlsx", {"Sheet1": sheet()}), "municipality_code", "year")
    assert {(code, int(year)): int(text) for (code, year), text in taken.items()} == projection()
    assert len(taken) == 10_368


def test_what_has_no_projection_is_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "kekka.xlsx", {"Sheet1": sheet()})
    done, problems = read(path)
    assert done is not None
    assert len(done.absent) == 13
    assert done.counts["block"] == 1
    assert done.counts["municipality"] == 1741  # special wards are municipalities, though of kind 0
    told = next(p for p in problems if p.rule == "official_file")
    assert "値のない団体 13" in told.expected
    assert "13 without a figure" in told.expected_en
    assert set(frame_of(path)["edition"]) == {"令和5（2023）年推計"}


@pytest.mark.parametrize(
    ("group", "age"),
    [("0～14歳人口（人）", "0-14"), ("15～64歳人口（人）", "15-64"), ("65歳以上人口（人）", "65+")],
)
def test_the_age_tables_equal_the_shipped_ones(tmp_path: Path, group: str, age: str) -> None:
    path = workbook(tmp_path / "kekka.xlsx", {"Sheet1": sheet(group, "結果表2")})
    taken = figures(path, "municipality_code", "age_group", "year")
    wanted = {(c, a): n for (c, a), n in ages_2050().items() if a == age}
    assert {(c, a): int(text) for (c, a, year), text in taken.items() if year == "2050"} == wanted
    assert {year for _, _, year in taken} == {"2050"}  # the base year is the census


def test_another_group_is_refused_with_what_is_there(tmp_path: Path) -> None:
    rows = sheet()
    rows[3][4] = "世帯数（世帯）"
    found = stopping(workbook(tmp_path / "kekka.xlsx", {"Sheet1": rows}))
    assert [(p.rule, p.sheet) for p in found] == [("layout_differs", "Sheet1")]
    assert "世帯数（世帯）" in found[0].expected
    assert "世帯数（世帯）" in found[0].expected_en


def test_persons_of_other_ages_are_classes_of_their_own(tmp_path: Path) -> None:
    rows = sheet()
    rows[3][4] = "75歳以上人口（人）"
    done, _ = read(workbook(tmp_path / "kekka.xlsx", {"Sheet1": rows}))
    assert done is not None
    assert done.reading.table == "population_age"
    assert done.raw.frame.select("age_group", "sex", "series").unique().rows() == [
        ("75+", "both", "projection")
    ]


def test_shares_of_table_3_are_indicators_and_add_up_to_nothing(tmp_path: Path) -> None:
    """結果表3-3: the same heads and rows, one block of years, percentages in full."""
    head = [["結果表3-3　年齢別人口割合　65歳以上人口"], [], []]
    years = ["2020年", "2025年", "2050年"]
    places = [
        ["1000", "a", "北海道", None],
        ["1100", "1", "北海道", "札幌市"],
        ["1101", "0", "北海道", "札幌市中央区"],
    ]
    shares = [[32.1, 33.7, 42.6], [27.8277283564618, 29.4157685935647, 39.3572898382684], [23.7, 25.1, 36.4]]
    rows = [
        *head,
        [
            "コード",
            "市などの別",
            "都道府県",
            "市区町村",
            "総人口に占める65歳以上人口の割合（％）",
            None,
            None,
        ],
        [None] * 4 + years,
        *[[*place, *share] for place, share in zip(places, shares, strict=True)],
        ["7000", "9", "福島県", "浜通り地域", 31.2, 40.1, 50.5],
    ]
    path = workbook(tmp_path / "kekka.xlsx", {"Sheet1": rows})
    assert figures(path, "municipality_code", "year", "indicator_id", "unit") == {
        ("011002", "2025", "projection_share_65+", "%"): "29.4157685935647",
        ("011002", "2050", "projection_share_65+", "%"): "39.3572898382684",
    }


def test_another_base_year_asks_for_its_edition(tmp_path: Path) -> None:
    rows = sheet()
    rows[4] = [None] * 4 + [f"{y + 5}年" for y in YEARS] * 2
    path = workbook(tmp_path / "kekka.xlsx", {"Sheet1": rows})
    found = stopping(path)
    assert [p.rule for p in found] == ["layout_differs"]
    assert "constants = { edition" in found[0].expected
    assert set(frame_of(path, constants={"edition": "令和10年推計"})["edition"]) == {"令和10年推計"}


def test_a_figure_that_breaks_its_prefecture_is_named_by_year(tmp_path: Path) -> None:
    rows = sheet()
    at = next(i for i, row in enumerate(rows) if row[:1] == [1210])
    rows[at][5] += 1000
    found = stopping(workbook(tmp_path / "kekka.xlsx", {"Sheet1": rows}))
    assert [(p.rule, p.row, p.column) for p in found] == [("total_differs", 6, "総人口（人） 2025年")]
