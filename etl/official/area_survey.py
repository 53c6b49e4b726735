"""国土地理院 全国都道府県市区町村別面積調: pairs of flag and value by year (cp932, no leading zeros)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from etl.clean.dates import fiscal_year
from etl.official.areas import Kind
from etl.official.filelayout import Layout, Measure, Reading, Refused, body, not_stated
from etl.official.grid import Grid, plain

_HEADS = ("行政コード", "都道府県", "市郡", "区町村")
_VALUE = re.compile(r"((?:昭和|平成|令和)(?:\d+|元)年)・面積値\(平方キロメートル\)")
_LAST_OF_OCTOBER = 2019  # later surveys came several times a year


def recognise(grid: Grid) -> bool:
    return grid.find(*_HEADS) is not None


def read(grid: Grid, given: Mapping[str, str]) -> Reading:
    at = grid.find(*_HEADS)
    assert at is not None
    header = [cell.strip() for cell in grid.rows[at]]
    years = {}
    for name in header:
        found = _VALUE.fullmatch(plain(name))
        if found:
            years[name] = (fiscal_year(found.group(1)), found.group(1))
    if not years:
        raise Refused(
            "「平成27年・面積値(平方キロメートル)」のような列がありません",
            "there is no column such as 「平成27年・面積値(平方キロメートル)」",
            at + 1,
        )
    value = max(years, key=lambda name: years[name])
    year, era = years[value]
    flags = [name for name in header if plain(name) == f"{era}・参考値の自治体"]
    if len(flags) != 1:
        raise Refused("参考値の列がありません", "the column of reference values is missing", at + 1, era)
    as_of = given.get("as_of") or (f"{year}-10-01" if year <= _LAST_OF_OCTOBER else None)
    if as_of is None:
        raise not_stated(
            "as_of",
            f"{year}-10-01",
            "どの月の版か書かれていません",
            "the edition's month is not told",
            at + 1,
        )
    bureau = next(name for name in header if plain(name).startswith("振興局"))
    earlier = sorted(stated for _, stated in years.values() if stated != era)
    return Reading(
        table="area",
        sheet=grid.sheet,
        header_row=at + 1,
        ref=f"全国都道府県市区町村別面積調 {value}",
        frame=body(grid, header, at + 1),
        name=["区町村", "市郡", bureau, "都道府県"],
        code="行政コード",
        prefecture="都道府県",
        value="area_km2",
        measures=[Measure(value)],
        texts={"reference_value": (flags[0], _flag)},
        constants={**given, "as_of": as_of},
        kinds=_kind,
        rounding=Decimal("0.005"),
        whole=False,
        left_out=(
            f"{'、'.join(earlier)}の列は使いません",
            f"the columns of {', '.join(earlier)} are not used",
        )
        if earlier
        else None,
    )


def _flag(cell: str) -> str:
    """* marks a reference value (boundary undecided). Raises ValueError for anything else."""
    if plain(cell) not in ("", "*"):
        raise ValueError(cell)
    return "1" if plain(cell) else "0"


def _kind(row: Mapping[str, str | None]) -> Kind | None:
    """A row that names no county, city or ward is about its bureau or prefecture."""
    code = plain(row["行政コード"] or "")
    return "section" if code and row["区町村"] is None and _ends_in_county(row["市郡"]) else None


def _ends_in_county(name: str | None) -> bool:
    return name is not None and plain(name).endswith("郡")


LAYOUT = Layout(
    "gsi_area",
    "全国都道府県市区町村別面積調（国土地理院）",
    "Areas of prefectures and municipalities (GSI)",
    recognise,
    read,
)
