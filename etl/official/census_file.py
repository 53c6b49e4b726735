"""e-Stat, file download: census of 2015 and others (cp932, metadata rows, units in 【】).

Three columns have no header: code, flag and name, told apart by their cells. The flag `*` marks sums,
but county rows carry none and designated cities may, so that the code decides, not the flag.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from etl.clean.dates import fiscal_year
from etl.official.filelayout import Layout, Measure, Reading, Refused, body, column, pad
from etl.official.grid import Grid, plain

_CODE = re.compile(r"\d{4,6}|\d{4}[A-Z]")
_TOTAL = re.compile(r"(人口|総人口|人口総数|人口\(総数\)|総数)【人】")


def recognise(grid: Grid) -> bool:
    at = _header(grid)
    return at is not None and "国勢調査" in plain(grid.head(at))


def _header(grid: Grid) -> int | None:
    for index, row in enumerate(grid.rows[:30]):
        blank = len(row) > 3 and not any(cell.strip() for cell in row[:3])
        database = any(cell.strip().startswith("/") for cell in row)  # the other kind of download
        if blank and not database and any(plain(cell).endswith("【人】") for cell in row[3:]):
            return index
    return None


def read(grid: Grid, given: Mapping[str, str]) -> Reading:
    at = _header(grid)
    assert at is not None
    width = max(len(row) for row in grid.rows[at:])
    header = [cell.strip() for cell in pad(grid.rows[at], width)]
    total = column(header, lambda name: bool(_TOTAL.fullmatch(name)), at + 1, "人口【人】")
    code, name = _unnamed(grid, header, at)
    header[code], header[name] = "（コード）", "（地域名）"
    survey = re.search(r"((?:大正|昭和|平成|令和)(?:\d+|元)年)国勢調査([^\s　]*)", plain(grid.head(at)))
    if survey is None:
        raise Refused("どの年の国勢調査か分かりません", "the file does not say which census it is", at + 1)
    year = fiscal_year(survey.group(1))  # the census is of October, inside that fiscal year
    series = "census_preliminary" if "速報" in plain(grid.head(at)) else "census"
    edition = f"{survey.group(1)}国勢調査"
    return Reading(
        table="population",
        sheet=grid.sheet,
        header_row=at + 1,
        ref=f"{edition} {total}",
        frame=body(grid, header, at + 1),
        name=["（地域名）"],
        code="（コード）",
        value="population",
        measures=[Measure(total)],
        constants={
            "year": str(year),
            "series": series,
            "edition": edition,
            "age_group": "total",
            **given,
        },
    )


def _unnamed(grid: Grid, header: list[str], at: int) -> tuple[int, int]:
    """The columns of code and name among those without header. Raises Refused."""
    code: list[int] = []
    name: list[int] = []
    for index in [i for i, text in enumerate(header) if not text]:
        cells = [plain(row[index]) for row in grid.rows[at + 1 :] if len(row) > index and row[index].strip()]
        if cells and sum(bool(_CODE.fullmatch(cell)) for cell in cells) > 0.9 * len(cells):
            code.append(index)
        elif cells and any(cell.endswith(("市", "町", "村", "県")) for cell in cells):
            name.append(index)
    if len(code) != 1 or len(name) != 1:
        raise Refused(
            "見出しのない列から、コードと地域名の列が見分けられません",
            "the columns of code and name cannot be told among those without header",
            at + 1,
        )
    return code[0], name[0]


LAYOUT = Layout(
    "estat_file",
    "国勢調査（e-Stat ファイルのダウンロード）",
    "Population census (e-Stat file download)",
    recognise,
    read,
)
