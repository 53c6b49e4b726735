"""統計センター SSDSE-A: more than a hundred indicators of every municipality in one table.

Three header rows: indicator codes, the fiscal year of each, names; codes of areas as R01100. Which
indicators an edition has changes from year to year: every column whose code, year and name are told is
taken, and lands in `indicator_value` under the code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from etl.official.filelayout import Layout, Measure, Reading, Refused, body, pad
from etl.official.grid import Grid, plain

_TITLE = re.compile(r"SSDSE-A-\d{4}[A-Z]?\d?")
_HEADS = ("地域コード", "都道府県", "市区町村")


def recognise(grid: Grid) -> bool:
    return (
        bool(grid.rows and grid.rows[0] and _TITLE.fullmatch(plain(grid.rows[0][0])))
        and grid.find(*_HEADS, within=6) is not None
    )


def read(grid: Grid, given: Mapping[str, str]) -> Reading:
    at = grid.find(*_HEADS, within=6)
    assert at is not None
    width = max(len(row) for row in grid.rows)
    names = [cell.strip() for cell in pad(grid.rows[at], width)]
    codes = [plain(cell) for cell in pad(grid.rows[0], width)]
    years = [plain(cell) for cell in pad(grid.rows[at - 1], width)]
    header = list(names)
    measures = []
    for index in range(len(_HEADS), width):
        if not names[index]:
            continue
        year = re.fullmatch(r"((?:19|20)\d\d)(?:年度?|\.0)?", years[index])
        if not re.fullmatch(r"[A-Z]\d{3,6}", codes[index]) or year is None:
            raise Refused(
                "項目の符号か年度が読めません",
                "the code or the year of an indicator cannot be read",
                at,
                names[index],
                f"{codes[index]} {years[index]}",
            )
        header[index] = f"{codes[index]} {names[index]}"
        measures.append(
            Measure(
                header[index],
                {"indicator_id": f"ssdse_{codes[index]}", "year": year[1], "name": names[index]},
            )
        )
    edition = plain(grid.rows[0][0])
    frame = body(grid, header, at + 1)
    frame = frame.with_columns(frame[_HEADS[0]].str.strip_prefix("R"))
    return Reading(
        table="indicator_value",
        sheet=grid.sheet,
        header_row=at + 1,
        ref=f"{edition} 市区町村",
        frame=frame,
        name=["市区町村"],
        code=_HEADS[0],
        prefecture="都道府県",
        value="value",
        measures=measures,
        constants={"edition": edition, **given},
        whole=False,
        adds=False,
    )


LAYOUT = Layout(
    "ssdse_a",
    "SSDSE-A 市区町村（統計センター）",
    "SSDSE-A, indicators of municipalities (NSTAC)",
    recognise,
    read,
)
