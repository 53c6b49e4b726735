"""住民基本台帳に基づく人口, by municipality, total of Japanese and foreign residents (1 January)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from etl.clean import dates
from etl.official.areas import Kind
from etl.official.filelayout import Layout, Measure, Reading, Refused, body, forward, pad
from etl.official.grid import Grid, plain

_DATE = re.compile(r"(?:令和|平成)(?:\d+|元)年\d+月\d+日")
_UNIT = re.compile(r"[(【].*[)】]|人|世帯|%|‰")
_NATION = ("合計", "全国")
_COLUMNS = ("団体コード", "都道府県名", "市区町村名")


def recognise(grid: Grid) -> bool:
    title = plain(grid.head(_first(grid) or 0))
    by_sex = grid.find("性別", within=15) is not None  # by age class: a layout of its own
    return "住民基本台帳" in title and "人口" in title and not by_sex and _area_columns(grid) is not None


def _area_columns(grid: Grid) -> list[int] | None:
    """Where 団体コード, 都道府県名 and 市区町村名 stand, in whichever of the header rows."""
    found: dict[str, int] = {}
    for row in grid.rows[:10]:
        for index, cell in enumerate(row):
            if plain(cell) in _COLUMNS:
                found.setdefault(plain(cell), index)
    return [found[name] for name in _COLUMNS] if len(found) == 3 else None


def _first(grid: Grid) -> int | None:
    """Index of the first data row: its code is 6 digits, or that of the nation: `-`, blank before 2020."""
    columns = _area_columns(grid)
    for index, row in enumerate(grid.rows[:15] if columns else []):
        code, prefecture = (plain(row[i]) if i < len(row) else "" for i in (columns or [])[:2])
        if re.fullmatch(r"\d{5,6}|[-－‐―]", code) or (not code and prefecture in _NATION):
            return index
    return None


def read(grid: Grid, given: Mapping[str, str]) -> Reading:
    first, areas = _first(grid), _area_columns(grid)
    assert first is not None
    assert areas is not None
    title = plain(grid.head(first))
    named = f"{title} {plain(grid.sheet or '')}"
    if "日本人住民" in named or "外国人住民" in named or "年齢" in title or "性別" in title:
        raise Refused(
            "人口の総計（日本人と外国人）の表ではありません",
            "this is not the table of all residents (Japanese and foreign)",
            1,
            value=grid.rows[0][0][:60] if grid.rows[0] else None,
        )
    date = _DATE.search(title)
    if date is None:
        raise Refused("表題に基準日（令和○年1月1日）がありません", "the title names no date", 1)
    as_of = dates.date(date.group())
    if (as_of.month, as_of.day) != (1, 1):
        raise Refused(
            "基準日が1月1日ではありません（住民基本台帳の系列は1月1日の値です）",
            "not of 1 January, as the register series is",
            1,
            value=date.group(),
        )
    width = max(len(row) for row in grid.rows[:first])
    paths = _paths(grid, first, width)
    totals = [
        i
        for i, path in enumerate(paths)
        if "人口" in path[:-1] and path[-1] in ("計", "合計", "総数") and i not in areas
    ]
    if len(totals) != 1:
        listed = "、".join("/".join(path) for path in paths)[:300]
        raise Refused(
            f"「人口」の「計」の列が{len(totals)}列あります（1列のはず）。見出し: {listed}",
            f"{len(totals)} columns read 人口/計 where one is expected. Headers: {listed}",
            first,
            "人口/計",
        )
    units = {plain(row[totals[0]]) for row in grid.rows[1:first] if len(row) > totals[0]}
    other = sorted(u for u in units if _UNIT.fullmatch(u) and u not in ("(人)", "【人】", "人"))
    if other:
        raise Refused("単位が（人）ではありません", "the unit is not （人）", first, "人口/計", other[0])
    header_of = dict(zip(areas, _COLUMNS, strict=True)) | {totals[0]: "人口/計"}
    return Reading(
        table="population",
        sheet=grid.sheet,
        header_row=first,
        ref=f"住民基本台帳に基づく人口 {date.group()} 人口/計",
        frame=body(grid, [header_of.get(i, "") for i in range(max(len(r) for r in grid.rows))], first),
        name=["市区町村名"],
        code="団体コード",
        prefecture="都道府県名",
        value="population",
        measures=[Measure("人口/計")],
        constants={
            "year": str(as_of.year),
            "series": "register",
            "edition": f"住民基本台帳（{date.group()}）",
            "age_group": "total",
            **given,
        },
        kinds=_kind,
    )


def _paths(grid: Grid, first: int, width: int) -> list[list[str]]:
    """For each column the texts above it, merged header cells carried to the right."""
    named = [["" if _UNIT.fullmatch(plain(cell)) else cell for cell in row] for row in grid.rows[1:first]]
    rows = [row for row in named if any(cell.strip() for cell in row)]
    levels = [[plain(cell) for cell in forward(pad(row, width))] for row in rows]
    lowest = [[plain(cell) for cell in pad(row, width)] for row in rows]
    paths = []
    for index in range(width):
        own = [row[index] for row in lowest if row[index]]
        # carried over: only levels above the column's own lowest label can be merged over it
        last = max((n for n, row in enumerate(lowest) if row[index]), default=0)
        above = [row[index] for row in levels[:last] if row[index]]
        path = list(dict.fromkeys([*above, *own[-1:]]))
        paths.append(path or [""])
    return paths


def _kind(row: Mapping[str, str | None]) -> Kind | None:
    if plain(row.get("都道府県名") or "") in _NATION:
        return "nation"
    name = plain(row.get("市区町村名") or "")
    return "prefecture" if name in ("-", "－", "") and row.get("都道府県名") else None


LAYOUT = Layout(
    "resident_register",
    "住民基本台帳に基づく人口（市区町村別、総計）",
    "Population of the resident register (by municipality, total)",
    recognise,
    read,
)
