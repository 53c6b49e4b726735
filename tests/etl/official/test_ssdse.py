"""SSDSE-A: codes, years and names of indicators in three header rows, whichever an edition has."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.etl.official.making import figures, plain_csv, stopping

# the first columns of the editions of 2025 and 2023
TOTAL, RATIO = ("A1101", "2020", "総人口"), "実質公債費比率（市町村財政）"
STAFF, JAPANESE = ("D1202", "2023", "一般行政部門職員数（市区町村）"), ("A1102", "2020", "日本人人口")
EDITIONS = {
    "SSDSE-A-2025": [TOTAL, STAFF, ("D2211", "2021", RATIO)],
    "SSDSE-A-2023": [TOTAL, JAPANESE, ("D2211", "2020", RATIO)],
}
TOWNS = [["R01210", "北海道", "岩見沢市"], ["R01403", "北海道", "泊村"], ["R07546", "福島県", "双葉町"]]
VALUES = [["79306", "566", "8.1"], ["1569", "44", "-0.4"], ["0", "98", "***"]]


def sheet(edition: str) -> list[list[str]]:
    codes, years, names = (list(several) for several in zip(*EDITIONS[edition], strict=True))
    return [
        [edition, "Prefecture", "Municipality", *codes],
        ["", "", "年度", *years],
        ["地域コード", "都道府県", "市区町村", *names],
        *[[*town, *values] for town, values in zip(TOWNS, VALUES, strict=True)],
    ]


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_indicator_has_its_code_year_and_name(tmp_path: Path, edition: str) -> None:
    path = plain_csv(tmp_path / "ssdse.csv", sheet(edition), "cp932")
    taken = figures(path, "municipality_code", "indicator_id", "year", "name", "edition")
    wanted = {
        (code, f"ssdse_{indicator}", year, name, edition): value
        for code, values in zip(("012106", "014036", "075469"), VALUES, strict=True)
        for (indicator, year, name), value in zip(EDITIONS[edition], values, strict=True)
        if value != "***"
    }
    assert taken == wanted


@pytest.mark.parametrize(
    ("row", "column", "text", "rule"),
    [
        (1, 4, "", "layout_differs"),
        (0, 4, "総人口", "layout_differs"),
        (3, 3, "79,3O6", "not_readable"),
        (3, 3, "", "empty_cell"),
        (3, 2, "夕張市", "code_name"),
        (4, 0, "R01210", "code_name"),
    ],
)
def test_what_cannot_be_told_is_named(tmp_path: Path, row: int, column: int, text: str, rule: str) -> None:
    rows = sheet("SSDSE-A-2025")
    rows[row][column] = text
    found = stopping(plain_csv(tmp_path / "ssdse.csv", rows, "cp932"))
    assert rule in {p.rule for p in found}
