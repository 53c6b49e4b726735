"""国土地理院 面積調 of today: several editions in one file, a pair of area and remark for each day.

The remark says 「（参考値）」 where a boundary is undecided. Code with its zero, wards as 「(札幌市)中央区」,
no code for land and lakes that belong to no municipality.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from etl.clean import dates
from etl.official.areas import Kind
from etl.official.filelayout import Layout, Measure, Reading, Refused, body, column
from etl.official.grid import Grid, plain

_HEADS = ("標準地域コード", "都道府県", "市区町村")
_VALUE = re.compile(r"((?:平成|令和)(?:\d+|元)年\d+月\d+日)\((?:k㎡|km2|平方キロメートル)\)")
_NATION = "全国面積"


def recognise(grid: Grid) -> bool:
    return grid.find(*_HEADS) is not None


def read(grid: Grid, given: Mapping[str, str]) -> Reading:
    at = grid.find(*_HEADS)
    assert at is not None
    header = [cell.strip() for cell in grid.rows[at]]
    days = {}
    for name in header:
        found = _VALUE.fullmatch(plain(name))
        if found:
            days[dates.date(found.group(1)).isoformat()] = (name, found.group(1))
    chosen = given.get("as_of") or max(days, default="")
    if chosen not in days:
        listed = "、".join(sorted(days, reverse=True))
        raise Refused(
            f"「令和8年1月1日(k㎡)」のような列に {chosen} がありません（あるのは {listed or 'なし'}）",
            f"no column such as 「令和8年1月1日(k㎡)」 {chosen} (there are {listed or 'none'})",
            at + 1,
        )
    value, era = days[chosen]
    remarks = [name for name in header if plain(name) == f"{era}備考"]
    if len(remarks) != 1:
        raise Refused("備考（参考値）の列がありません", "the column of remarks is missing", at + 1, era)
    section = column(header, lambda name: name.startswith("郡"), at + 1, "郡･支庁･振興局等")
    rest = [stated for day, (_, stated) in sorted(days.items(), reverse=True) if day != chosen]
    return Reading(
        table="area",
        sheet=grid.sheet,
        header_row=at + 1,
        ref=f"全国都道府県市区町村別面積調 {value}",
        frame=body(grid, header, at + 1),
        name=["市区町村", section, "都道府県"],
        code="標準地域コード",
        prefecture="都道府県",
        value="area_km2",
        measures=[Measure(value)],
        texts={"reference_value": (remarks[0], _flag)},
        constants={**given, "as_of": chosen},
        kinds=_kind(section),
        rounding=Decimal("0.005"),
        whole=False,
        left_out=(
            f"{era}の面積を使います。{'、'.join(rest)}の列は使いません"
            '（別の日は constants = { as_of = "…" } で選べます）',
            f"the areas of {chosen} are used; the columns of {', '.join(rest)} are not "
            '(constants = { as_of = "…" } chooses another day)',
        )
        if rest
        else None,
    )


def _flag(cell: str) -> str:
    return "1" if "参考値" in plain(cell) else "0"


def _kind(section: str) -> Callable[[Mapping[str, str | None]], Kind | None]:
    """A row that names no municipality is about its county, bureau, 市部 or 郡部."""

    def kind(row: Mapping[str, str | None]) -> Kind | None:
        code, prefecture = plain(row["標準地域コード"] or ""), plain(row["都道府県"] or "")
        if code == _NATION:
            return "nation"
        if prefecture.endswith(")"):  # 北海道(市部)
            return "section"
        if row["市区町村"] is None and row[section] is not None:
            return "section"
        return None

    return kind


LAYOUT = Layout(
    "gsi_area_days",
    "全国都道府県市区町村別面積調（国土地理院、令和の版）",
    "Areas of prefectures and municipalities (GSI, several days in a file)",
    recognise,
    read,
)
