"""住民基本台帳: merged headers, names with county and island, `***` for wards, notes at the bottom."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from etl.official.areas import six
from tests.etl.official.making import (
    WARDS,
    by_prefecture,
    census,
    figures,
    frame_of,
    read,
    stopping,
    towns,
    workbook,
)

TITLE = (
    "令和6年1月1日住民基本台帳人口・世帯数、令和5年（1月1日から同年12月31日まで）"
    "人口動態（市区町村別）（総計）"
)
SHEET = "人口、世帯数、人口動態（市区町村別）【総計】"
HEADER: list[list[Any]] = [
    [TITLE],
    ["団体コード", "都道府県名", "市区町村名", "令和6年", None, None, None, "令和5年", None],
    [None, None, None, "2024年", None, None, None, "2023年", None],
    [None, None, None, "人口", None, None, "世帯数", "転入者数", None],
    [None, None, None, "男", "女", "計", None, "国内", "計"],
    [None, None, None, "（人）", "（人）", "（人）", "（世帯）", "（人）", "（人）"],
]
MERGED = [(1, 0, 4, 0), (1, 1, 4, 1), (1, 2, 4, 2), (1, 3, 1, 6), (1, 7, 1, 8), (2, 3, 2, 6), (2, 7, 2, 8)]
MERGED += [(3, 3, 3, 5), (3, 6, 4, 6), (3, 7, 3, 8)]
FIRST = len(HEADER) + 1
# names as this table writes them: county, island, old shapes, a mark
NAMES = {
    "014036": "古宇郡泊村",
    "133817": "三宅島三宅村",
    "134210": "小笠原諸島小笠原村",
    "133078": "西多摩郡桧原村",
    "075469": "双葉郡双葉町*",
}
NORTHERN = {"01695": "色丹郡色丹村", "01696": "国後郡泊村"}


def sheet() -> list[list[Any]]:
    """Figures of the census stand in for the register's: what is tested is which cell is taken."""
    known = census()
    names = {t.code: t for t in towns()}

    def row(code: str, prefecture: str, name: str, count: int) -> list[Any]:
        return [code, prefecture, name, count // 2, count - count // 2, count, count // 2, 10, 30]

    rows = [*HEADER, row("-", "合計", "-", sum(known.values()))]
    for number, codes in by_prefecture(names).items():
        prefecture = names[codes[0]].prefecture
        rows.append(row(six(f"{number}000"), prefecture, "-", sum(known.get(c, 0) for c in codes)))
        for code in codes:
            rows.append(row(code, prefecture, NAMES.get(code, names[code].name), known.get(code, 0)))
            if code == "011002":
                rows += [row(six(c), prefecture, n, count) for c, (n, count) in WARDS.items()]
            if code == "221309":
                # wards that were reorganised: no figure
                rows.append([six("22131"), prefecture, "浜松市中区", *["***"] * 6])
        if number == "01":
            rows += [row(six(c), prefecture, n, 0) for c, n in NORTHERN.items()]
    return [
        *rows,
        [],
        ["（注）1 双葉町については、住民票の記載による。"],
        ["　　　2 ***は該当する数値がない。"],
    ]


def write(folder: Path, rows: list[list[Any]], name: str = SHEET) -> Path:
    return workbook(folder / "000959256.xlsx", {name: rows}, MERGED)


def test_the_total_of_men_and_women_is_taken(tmp_path: Path) -> None:
    taken = figures(write(tmp_path, sheet()), "municipality_code")
    assert {c: int(text) for c, text in taken.items()} == {**dict.fromkeys(taken, 0), **census()}
    assert len(taken) == 1741


def test_its_date_series_and_place_are_kept(tmp_path: Path) -> None:
    rows = sheet()
    done, _ = read(write(tmp_path, rows))
    assert done is not None
    assert (done.reading.sheet, done.reading.constants["series"]) == (SHEET, "register")
    frame = frame_of(tmp_path / "000959256.xlsx")
    row = frame.filter(frame["municipality_code"] == "012106").to_dicts()[0]
    assert row["_row"] == 1 + next(i for i, r in enumerate(rows) if r[:1] == ["012106"])
    assert (row["year"], row["edition"]) == ("2024", "住民基本台帳（令和6年1月1日）")
    assert done.counts["note"] == 2
    assert done.counts["northern"] == 2
    assert done.counts["ward"] == 11


def test_names_with_county_island_old_shapes_and_marks_are_the_same_places(tmp_path: Path) -> None:
    _, problems = read(write(tmp_path, sheet()))
    assert [p.line(english=True) for p in problems if p.rule != "official_file"] == []


def test_codes_that_lost_their_zero_come_back(tmp_path: Path) -> None:
    rows = [[int(r[0]), *r[1:]] if r and isinstance(r[0], str) and r[0].isdigit() else r for r in sheet()]
    assert len(figures(write(tmp_path, rows), "municipality_code")) == 1741


@pytest.mark.parametrize(
    ("title", "told"),
    [
        (TITLE.replace("1月1日住民", "3月31日住民", 1), "1 January"),
        (
            TITLE.replace("令和6年1月1日", "", 1).replace("令和5年（1月1日から同年12月31日まで）", ""),
            "no date",
        ),
        (TITLE.replace("（総計）", "（日本人住民）"), "all residents"),
        ("令和6年1月1日住民基本台帳年齢階級別人口（市区町村別）（総計）", "all residents"),
    ],
)
def test_another_table_of_the_register_is_refused(tmp_path: Path, title: str, told: str) -> None:
    rows = sheet()
    rows[0] = [title]
    found = stopping(write(tmp_path, rows))
    assert [(p.rule, p.row) for p in found] == [("layout_differs", 1)]
    assert told in found[0].expected_en


def test_without_one_column_of_the_total_it_lists_the_headers(tmp_path: Path) -> None:
    rows = sheet()
    rows[4] = [None, None, None, "男", "女", "平均", None, "国内", "計"]
    found = stopping(write(tmp_path, rows))
    assert [(p.rule, p.column) for p in found] == [("layout_differs", "人口/計")]
    assert "人口" in found[0].expected
    assert "人口" in found[0].expected_en


def test_a_unit_of_thousands_is_refused(tmp_path: Path) -> None:
    rows = sheet()
    rows[5] = [None, None, None, *["（千人）"] * 6]
    found = stopping(write(tmp_path, rows))
    assert [(p.rule, p.column, p.value) for p in found] == [("layout_differs", "人口/計", "(千人)")]


Edit = Callable[[list[Any]], Any]


@pytest.mark.parametrize(
    ("edit", "rule", "guess"),
    [
        (lambda row: row.__setitem__(0, "012105"), "check_digit", "012106"),
        (lambda row: row.__setitem__(2, "美唄市"), "code_name", "美唄市（012157）"),
        (lambda row: row.__setitem__(5, "79,3O6"), "not_readable", None),
    ],
)
def test_a_wrong_cell_is_named_by_sheet_row_and_value(
    tmp_path: Path, edit: Edit, rule: str, guess: str | None
) -> None:
    rows = sheet()
    at = next(i for i, r in enumerate(rows) if r[:1] == ["012106"])
    edit(rows[at])
    found = stopping(write(tmp_path, rows))
    assert [(p.rule, p.sheet, p.row, p.guess) for p in found] == [(rule, SHEET, at + 1, guess)]


def test_two_sheets_of_the_layout_ask_which(tmp_path: Path) -> None:
    path = workbook(tmp_path / "two.xlsx", {"a": sheet(), "b": sheet()})
    assert [p.rule for p in stopping(path)] == ["unknown_layout"]
    assert len(figures(path, "municipality_code", sheet="b")) == 1741


def test_units_without_brackets_and_a_sum_of_islands_are_as_published(tmp_path: Path) -> None:
    """Editions since 2021: 人 and 世帯 stand bare under the headings; 島しょ sums towns that follow."""
    rows = sheet()
    rows[5] = [None, None, None, "人", "人", "人", "世帯", "人", "人"]
    islands = [r for r in rows if r and str(r[0])[:4] in ("1336", "1338", "1340", "1342")]
    at = next(i for i, r in enumerate(rows) if r and r[0] == "133612")
    sums = [sum(int(r[c]) for r in islands) for c in range(3, 9)]
    rows.insert(at, ["133604", "東京都", "島しょ", *sums])
    path = write(tmp_path, rows)
    taken = figures(path, "municipality_code")
    assert {c: int(text) for c, text in taken.items()} == {**dict.fromkeys(taken, 0), **census()}
    done, _ = read(path)
    assert done is not None
    assert done.counts["section"] == 1


def test_thousands_without_brackets_are_another_unit(tmp_path: Path) -> None:
    rows = sheet()
    rows[5] = [None, None, None, "千人", "千人", "千人", "世帯", "千人", "千人"]
    assert [p.rule for p in stopping(write(tmp_path, rows))] == ["layout_differs"]
