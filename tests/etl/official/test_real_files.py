"""The published files themselves, where they lie beside the project (or RENKEI_OFFICIAL names their folder).

Every value that a reader takes is compared with a plain reading of the same file: csv, openpyxl or
calamine, the columns counted by hand, rows of municipalities told by the shipped code list.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import fastexcel
import openpyxl
import pytest

from etl.clean.values import check_digit
from tests.conftest import ROOT
from tests.etl.official.making import areas, figures, printed_census, read, towns

FOLDER = Path(os.environ.get("RENKEI_OFFICIAL") or ROOT.parent / "shared" / "official")
TOWNS = {town.code for town in towns()}
SEX = {"計": "both", "男": "men", "女": "women"}
Figures = dict[tuple[str, ...], Decimal]


def published(name: str) -> Path:
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"{name} is not there")
    return path


def six(five: str) -> str:
    return five.zfill(5) + check_digit(five.zfill(5))


def lines(name: str, encoding: str = "utf-8-sig") -> list[list[str]]:
    with published(name).open(encoding=encoding, newline="") as file:
        return list(csv.reader(file))


def cells(name: str) -> Iterator[tuple[Any, ...]]:
    book = openpyxl.load_workbook(published(name), read_only=True, data_only=True)
    yield from book[book.sheetnames[0]].iter_rows(values_only=True)


def old_cells(name: str) -> list[tuple[Any, ...]]:
    sheet = fastexcel.read_excel(published(name)).load_sheet(0, header_row=None, dtypes="string")
    return sheet.to_polars().rows()


def number(cell: Any) -> Decimal:
    return Decimal(str(cell).replace(",", ""))


def plain_census() -> Figures:
    rows = lines("estat_census_2020_table_2-7-1.csv")
    at = next(i for i, row in enumerate(rows) if "表章事項 コード" in row)
    head = rows[at]
    code, count = head.index("表章事項 コード") + 8, head.index("総数")
    found = {}
    for row in rows[at + 1 :]:
        if (
            row[code - 4] == row[code - 2] == "0"
            and row[code].isdigit()
            and six(row[code]) in TOWNS
            and row[count] != "-"
        ):
            found[six(row[code]), "2020"] = number(row[count])
    return found


def plain_ages_of_2026() -> Figures:
    rows = lines("estat_database_2026_download.csv")
    return {
        (six(row[9]), "2020", "both", str(age)): number(row[13 + age])
        for row in rows[16:]
        if len(row) > 10 and six(row[9]) in TOWNS
        for age in range(15)
    }


def plain_areas_2015() -> Figures:
    found = {}
    for row in lines("gsi_area_2015_cp932.csv", "cp932")[1:]:
        code = row[0].strip()
        if code.isdigit() and six(code) in TOWNS and not code.endswith("000"):
            found[six(code), "2015-10-01", "1" if row[5].strip() == "*" else "0"] = number(row[6])
    return found


def plain_areas_2026() -> Figures:
    return {
        (six(row[0]), "2026-01-01", "1" if "参考値" in row[5] else "0"): number(row[4])
        for row in lines("gsi_area_2026.csv", "cp932")[5:]
        if row[0].isdigit() and six(row[0]) in TOWNS
    }


def plain_projection() -> Figures:
    return {
        (six(str(row[0])), str(2020 + 5 * n), "total"): number(row[4 + n])
        for row in cells("ipss_2023_kekkahyo1.xlsx")
        if str(row[0]).isdigit() and six(str(row[0])) in TOWNS
        for n in range(1, 7)
    }


def plain_shares() -> Figures:
    return {
        (six(str(row[0])), str(2020 + 5 * n), "projection_share_65+"): number(row[4 + n])
        for row in cells("ipss_2023_kekkahyo3_3.xlsx")
        if str(row[0]).isdigit() and six(str(row[0])) in TOWNS
        for n in range(1, 7)
    }


def plain_register_2019() -> Figures:
    return {
        (row[0], "2019"): number(Decimal(row[5]).to_integral_value())
        for row in old_cells("resident_register_2019.xls")
        if row[0] in TOWNS
    }


def plain_register_2021() -> Figures:
    rows = cells("resident_register_2021.xlsx")
    return {(row[0], "2021"): number(row[5]) for row in rows if row[0] in TOWNS}


def plain_register_ages() -> Figures:
    groups = ["total", *[f"{n}-{n + 4}" for n in range(0, 100, 5)], "100+"]
    return {
        (row[0], "2025", SEX[row[3]], group): number(row[4 + n])
        for row in cells("resident_register_ages_2025.xlsx")
        if row[0] in TOWNS
        for n, group in enumerate(groups)
    }


def plain_ssdse() -> Figures:
    rows = lines("ssdse_a_2025_cp932.csv", "cp932")
    return {
        (six(row[0][1:]), rows[1][n], f"ssdse_{rows[0][n]}"): number(row[n])
        for row in rows[3:]
        for n in range(3, len(row))
    }


AGES = ("municipality_code", "year", "sex", "age_group")
AREA = ("municipality_code", "as_of", "reference_value")
INDICATOR = ("municipality_code", "year", "indicator_id")
TOTAL = ("municipality_code", "year")
FILES: list[tuple[str, tuple[str, ...], Callable[[], Figures], int]] = [
    ("estat_census_2020_table_2-7-1.csv", TOTAL, plain_census, 1740),
    ("estat_database_2026_download.csv", AGES, plain_ages_of_2026, 15),
    ("gsi_area_2015_cp932.csv", AREA, plain_areas_2015, 1739),
    ("gsi_area_2026.csv", AREA, plain_areas_2026, 1741),
    ("ipss_2023_kekkahyo1.xlsx", (*TOTAL, "age_group"), plain_projection, 1728 * 6),
    ("ipss_2023_kekkahyo3_3.xlsx", INDICATOR, plain_shares, 1728 * 6),
    ("resident_register_2019.xls", TOTAL, plain_register_2019, 1741),
    ("resident_register_2021.xlsx", TOTAL, plain_register_2021, 1741),
    ("resident_register_ages_2025.xlsx", AGES, plain_register_ages, 1741 * 3 * 22),
    ("ssdse_a_2025_cp932.csv", INDICATOR, plain_ssdse, 1741 * 125),
]


@pytest.mark.parametrize(("name", "keys", "plain", "count"), FILES, ids=[file[0] for file in FILES])
def test_every_value_equals_a_plain_reading(
    name: str, keys: tuple[str, ...], plain: Callable[[], Figures], count: int
) -> None:
    taken = {key: number(text) for key, text in figures(published(name), *keys).items()}
    wanted = plain()
    assert len(taken) == count
    assert taken.keys() == wanted.keys()
    # binary fractions of a workbook end otherwise in every program: the fifteenth digit says nothing
    assert [key for key, value in wanted.items() if abs(taken[key] - value) > abs(value) / 10**14] == []


def test_the_code_list_equals_a_plain_reading_but_for_its_misprints() -> None:
    path = published("municipality_codes_2024.xlsx")
    done, problems = read(path)
    assert done is not None
    assert [p.rule for p in problems] == ["official_file"]
    names = {town.code: town.name for town in towns()}  # the list prints 梼原町
    wanted = {(row[0], row[1], names[row[0]]) for row in cells(path.name) if row[2] and row[0] in TOWNS}
    printed = {row[0]: row[2] for row in cells(path.name) if row[2] and row[0] in TOWNS}
    assert [code for code, name in printed.items() if name != names[code]] == ["394050"]
    assert set(done.raw.frame.select("municipality_code", "prefecture", "name").rows()) == wanted
    shipped = {(town.code, town.kana) for town in towns()}
    assert set(done.raw.frame.select("municipality_code", "kana").rows()) == shipped


def test_the_census_download_equals_the_shipped_census_of_2020() -> None:
    path = published("estat_census_2020_table_2-7-1.csv")
    taken = figures(path, "municipality_code")
    assert {code: int(text) for code, text in taken.items()} == printed_census()
    done, problems = read(path)
    assert done is not None
    assert [p.rule for p in problems] == ["official_file"]
    assert done.counts == {
        "municipality": 1741,
        "former": 2121,
        "ward": 175,
        "prefecture": 47,
        "nation": 1,
        "section": 1,
    }
    assert list(done.absent) == ["双葉町"]  # 1,741 municipalities, of which one has a mark


def test_the_area_survey_equals_the_shipped_areas_of_2015() -> None:
    path = published("gsi_area_2015_cp932.csv")
    taken = figures(path, "municipality_code", "as_of", "reference_value")
    wanted = {(c, "2015-10-01", flag): float(area) for c, (area, flag) in areas().items()}
    assert {key: float(text) for key, text in taken.items()} == wanted
    _, problems = read(path)
    told = {p.value for p in problems if p.rule == "code_unknown"}
    assert told == {"4423 富谷町", "40305 那珂川町"}  # cities of today, under other codes
