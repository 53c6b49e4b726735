"""e-Stat's file download: three columns without header, `*` on sums, none on counties."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.etl.official.making import (
    FUTABA,
    by_prefecture,
    census,
    figures,
    frame_of,
    plain_csv,
    read,
    stopping,
    towns,
)

TOP = [
    ["", "", "", "平成27年国勢調査"],
    ["", "", "", "人口等基本集計（男女・年齢・配偶関係，世帯の構成，住居の状態など）"],
    ["", "", "", "第1表"],
    ["", "", "", "人口，人口増減（平成22年～27年），面積，人口密度，世帯数及び世帯数増減"],
    ["", "", "", "－全国，都道府県，市区町村"],
    ["", "", "", "平成27年10月1日"],
    [],
    ["", "", "", "001", "002", "003"],
]
HEADER = ["", "", "", "人口【人】", "平成22年組替人口【人】", "面積【k㎡】"]


def table() -> list[list[str]]:
    known = census(2015)
    before = census(2010)
    names = {t.code: t for t in towns()}

    def row(code: str, flag: str, name: str, codes: list[str]) -> list[str]:
        return [
            code,
            flag,
            name,
            str(sum(known[c] for c in codes)),
            str(sum(before[c] for c in codes)),
            "-",
        ]

    rows = [row("00000", "*", "全国", list(known))]
    for prefecture, codes in by_prefecture(names).items():
        rows.append(row(f"{prefecture}000", "*", names[codes[0]].prefecture, codes))
        rows += [row(c[:5], "", names[c].name, [c]) for c in codes if names[c].name[-1] in "市区"]
        small = [c for c in codes if names[c].name[-1] in "町村"]
        if small:
            # a county carries no flag, though it is a sum
            rows.append(row(f"{prefecture}300", "", "一つの郡", small))
        rows += [row(c[:5], "", names[c].name, [c]) for c in small]
    return rows


def write(folder: Path, rows: list[list[str]], header: list[str] = HEADER) -> Path:
    return plain_csv(folder / "00101.csv", [*TOP, header, *rows], "cp932")


def test_the_census_of_2015_equals_the_shipped_one(tmp_path: Path) -> None:
    taken = figures(write(tmp_path, table()), "municipality_code")
    assert {code: int(text) for code, text in taken.items()} == census(2015)
    assert taken[FUTABA] == "0"
    frame = frame_of(tmp_path / "00101.csv")
    assert set(frame["year"]) == {"2015"}
    assert set(frame["edition"]) == {"平成27年国勢調査"}


def test_a_county_is_a_sum_although_no_flag_says_so(tmp_path: Path) -> None:
    done, _ = read(write(tmp_path, table()))
    assert done is not None
    assert done.counts["municipality"] == 1741
    assert done.counts["section"] == sum(row[2] == "一つの郡" for row in table())


@pytest.mark.parametrize(
    ("header", "column"),
    [
        (["", "", "", "男【人】", "女【人】", "面積【k㎡】"], "人口【人】"),
        (["", "", "", "人口【人】", "総人口【人】", "面積【k㎡】"], "人口【人】"),
    ],
)
def test_without_exactly_one_column_of_the_population_it_asks_for_a_mapping(
    tmp_path: Path, header: list[str], column: str
) -> None:
    found = stopping(write(tmp_path, table(), header))
    assert [(p.rule, p.row, p.column) for p in found] == [("layout_differs", len(TOP) + 1, column)]
    assert "[file.columns]" in found[0].expected


def test_a_changed_figure_breaks_its_prefecture(tmp_path: Path) -> None:
    rows = table()
    at = next(i for i, row in enumerate(rows) if row[0] == "01210")
    rows[at][3] = str(int(rows[at][3]) + 1000)
    found = stopping(write(tmp_path, rows))
    assert [(p.rule, p.row) for p in found] == [("total_differs", len(TOP) + 1 + 2)]
