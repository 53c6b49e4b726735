"""IPSS by five-year class: a sheet for each municipality, its own prefecture's sum before them.

The layout is built as public programs that read it describe it; nobody had a file to prove it on.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from etl.official.overlap import settle
from etl.problems import Problems
from etl.read.typed import ROW
from etl.tables import TABLES
from tests.etl.official.making import (
    by_prefecture,
    figures,
    frame_of,
    projection,
    read,
    stopping,
    towns,
    workbook,
)

YEARS = [2020, 2025, 2030, 2035, 2040, 2045, 2050]
AGES = [*(f"{low}～{low + 4}歳" for low in range(0, 95, 5)), "95歳～"]
CLASSES = [*(f"{low}-{low + 4}" for low in range(0, 95, 5)), "95+"]
TOYAMA = "16"
NAMES = {town.code: town for town in towns()}
CODES = by_prefecture(NAMES)[TOYAMA]
Sheets = dict[str, list[list[Any]]]
Change = Callable[[Sheets], None]


PROJECTED = projection()


@cache
def people(code: str, year: int) -> list[tuple[int, int]]:
    """Invented men and women of each class: what the projection has in all, in uneven parts."""
    total = PROJECTED.get((code, year), 10_000 + int(code))
    parts = [total * (3 + at % 5) // 110 for at in range(len(AGES) - 1)]
    parts.append(total - sum(parts))
    return [(part // 2 - at % 3, part - part // 2 + at % 3) for at, part in enumerate(parts)]


def sheet(code: str, name: str, codes: list[str]) -> list[list[Any]]:
    by_year = [
        [
            tuple(map(sum, zip(*pairs, strict=True)))
            for pairs in zip(*(people(c, y) for c in codes), strict=True)
        ]
        for y in YEARS
    ]
    years = [f"{year}年" for year in YEARS]
    width = len(YEARS)
    rows: list[list[Any]] = [
        ["男女・年齢（5歳）階級別の推計結果（2020年は国勢調査による実績値）"],
        [int(code), name],
        ["男女計", *[None] * (width + 1), "男", *[None] * (width + 1), "女", *[None] * width],
        [None, *years, None, None, *years, None, None, *years],
    ]

    def row(label: str, count: Callable[[list[Any]], tuple[int, int]]) -> list[Any]:
        pairs = [count(year) for year in by_year]
        men, women = [m for m, _ in pairs], [w for _, w in pairs]
        return [label, *map(sum, pairs), None, label, *men, None, label, *women]

    rows.append(row("総数", lambda year: (sum(m for m, _ in year), sum(w for _, w in year))))
    for at, label in enumerate(AGES):
        rows.append(row(label, lambda year, at=at: year[at]))  # type: ignore[misc]
    rows.append([])
    rows.append(
        row("（再掲）65歳以上", lambda year: (sum(m for m, _ in year[13:]), sum(w for _, w in year[13:])))
    )
    rows.append(["年齢別割合（65歳以上：％）", *[30.5] * width])
    return rows


def book(path: Path, change: Change | None = None) -> Path:
    sheets = {f"{TOYAMA}000_富山県": sheet("16000", "富山県", CODES)}
    for code in CODES:
        sheets[f"{int(code[:5])}_{NAMES[code].name}"] = sheet(code[:5], NAMES[code].name, [code])
    if change:
        change(sheets)
    return workbook(path / "16.xlsx", sheets)


def test_every_figure_of_every_sheet_is_read(tmp_path: Path) -> None:
    found = figures(book(tmp_path), "municipality_code", "year", "sex", "age_group")
    wanted = {}
    for code in CODES:
        for year in YEARS[1:]:
            men, women = zip(*people(code, year), strict=True)
            for sex, counts in (
                ("men", men), ("women", women), ("both", [m + w for m, w in zip(men, women, strict=True)])
            ):  # fmt: skip
                for age, count in [("total", sum(counts)), *zip(CLASSES, counts, strict=True)]:
                    wanted[code, str(year), sex, age] = str(count)
    assert found == wanted
    assert len(found) == len(CODES) * 6 * 3 * 21


def test_the_base_year_repeated_groups_and_shares_are_left_out_and_said(tmp_path: Path) -> None:
    done, problems = read(book(tmp_path))
    assert done is not None
    [notice] = [p for p in problems if p.rule == "official_file"]
    assert "再掲と割合の行は使いません" in notice.expected
    assert set(done.raw.frame["edition"]) == {"令和5（2023）年推計"}
    assert "2020" not in set(done.raw.frame["year"])
    # the row of its own sheet: the total stands in row 5, the oldest in row 25
    assert (done.raw.frame[ROW].min(), done.raw.frame[ROW].max()) == (5, 25)
    assert {place.rsplit(":", 1)[1] for place in done.raw.place()[2]} >= {"16201_富山市!5", "16201_富山市!25"}


def test_a_figure_that_differs_is_named_with_its_sheet_in_both_books(tmp_path: Path) -> None:
    """The same prefecture's workbook of two days: one class of one city is another."""
    later = tmp_path / "later"
    later.mkdir()

    def one_more(sheets: Sheets) -> None:
        for sheet_ in (next(iter(sheets)), "16201_富山市"):
            for row in (4, 5):  # the total and 0-4, both sexes and men, so that every sum holds
                for column in (2, 10):
                    sheets[sheet_][row][column] += 1

    raws = []
    for path in (book(tmp_path), book(later, one_more)):
        done, said = read(path)
        assert done is not None, [p.line(english=True) for p in said]
        raws.append(done.raw)
    [table] = [one for one in TABLES if one.name == "population_age"]
    problems = Problems()
    settle(table, table.shape({"population_age": raws}, {}), raws, problems, {})
    found = [p for p in problems if p.rule == "figures_differ"]
    assert {(p.sheet, p.row) for p in found} == {("16201_富山市", 5), ("16201_富山市", 6)}
    first = f"data/sources/{tmp_path.name}/16.xlsx"
    assert all(f"{first} シート「16201_富山市」の{p.row}行目の値は" in p.expected for p in found)
    assert all(f"{first} sheet 16201_富山市, row {p.row} has" in p.expected_en for p in found)


def _cell(name: str, row: int, column: int, value: Any) -> Change:
    def change(sheets: Sheets) -> None:
        sheets[name][row - 1][column] = value

    return change


def _swapped(sheets: Sheets) -> None:
    rows = sheets["16201_富山市"]
    rows[9][2], rows[10][2] = rows[10][2] + 5_000, rows[9][2]


def _lost(sheets: Sheets) -> None:
    del sheets["16202_高岡市"]


@pytest.mark.parametrize(
    ("change", "rule", "sheet_name", "row"),
    [
        (_swapped, "layout_differs", "16201_富山市", 5),
        (_cell("16202_高岡市", 2, 0, 16201), "layout_differs", "16202_高岡市", 2),
        (_lost, "total_differs", "16000_富山県", 5),
        (_cell("16204_魚津市", 12, 3, "x12"), "not_readable", "16204_魚津市", 12),
        (_cell("16204_魚津市", 12, 3, None), "empty_cell", "16204_魚津市", 12),
        (_cell("16204_魚津市", 9, 0, "10～14歳"), "layout_differs", "16204_魚津市", None),
    ],
)
def test_what_does_not_fit_is_told_at_its_sheet_and_row(
    tmp_path: Path, change: Change, rule: str, sheet_name: str, row: int | None
) -> None:
    found = stopping(book(tmp_path, change))
    assert (rule, sheet_name) in {(p.rule, p.sheet) for p in found}, [p.line(english=True) for p in found]
    assert row in {p.row for p in found if (p.rule, p.sheet) == (rule, sheet_name)}


def test_men_and_women_are_taken_where_the_words_say_so_and_nowhere_else(tmp_path: Path) -> None:
    def no_words(sheets: Sheets) -> None:
        for rows in sheets.values():
            rows[2] = [None]

    [problem] = stopping(book(tmp_path, no_words))
    assert problem.rule == "layout_differs"
    assert "男女計・男・女" in problem.expected

    (tmp_path / "both").mkdir()

    def both_alone(sheets: Sheets) -> None:
        for rows in sheets.values():
            rows[2] = ["男女計"]

    assert set(frame_of(book(tmp_path / "both", both_alone))["sex"]) == {"both"}


def test_sheets_of_different_years_are_refused(tmp_path: Path) -> None:
    def one_year_less(sheets: Sheets) -> None:
        for row in sheets["16202_高岡市"][3:]:
            if len(row) > 8:
                del row[7]

    found = stopping(book(tmp_path, one_year_less))
    assert found
    assert {p.rule for p in found} <= {"layout_differs"}
