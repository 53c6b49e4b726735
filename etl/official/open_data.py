"""自治体標準オープンデータセット, 地域・年齢別人口: one municipality's districts, or its total."""

from __future__ import annotations

from collections.abc import Mapping

from etl.clean import dates
from etl.official.filelayout import Layout, Measure, Reading, Refused, body, column
from etl.official.grid import Grid, plain

_CODES = ("全国地方公共団体コード", "都道府県コード又は市区町村コード")
_HEADS = ("地方公共団体名", "調査年月日", "総人口")


def _header(grid: Grid) -> int | None:
    return next((at for at in (grid.find(code, *_HEADS) for code in _CODES) if at is not None), None)


def recognise(grid: Grid) -> bool:
    return _header(grid) is not None


def read(grid: Grid, given: Mapping[str, str]) -> Reading:
    at = _header(grid)
    assert at is not None
    header = [cell.strip() for cell in grid.rows[at]]
    total = column(header, lambda name: name == "総人口", at + 1, "総人口")
    date = column(header, lambda name: name == "調査年月日", at + 1, "調査年月日")
    districts = [name for name in header if plain(name) == "地域名"]
    frame = body(grid, header, at + 1)
    days = set()
    for cell in frame[date].drop_nulls().unique():
        try:
            days.add(dates.date(cell))
        except ValueError:
            raise Refused("日付ではありません", "not a date", at + 2, date, cell) from None
    if len(days) != 1 or frame[date].null_count():
        raise Refused(
            f"調査年月日が一つではありません（{len(days)}とおり）。1回分ずつのファイルにします",
            f"{len(days)} dates where one is expected; keep one survey per file",
            at + 1,
            date,
        )
    day = days.pop()
    return Reading(
        table="population",
        sheet=grid.sheet,
        header_row=at + 1,
        ref=f"地域・年齢別人口 {day.isoformat()} {total}",
        frame=frame,
        name=[column(header, lambda name: name == "地方公共団体名", at + 1, "地方公共団体名")],
        code=column(header, lambda name: name in _CODES, at + 1, _CODES[0]),
        value="population",
        measures=[Measure(total)],
        constants={
            "year": str(day.year),
            "as_of": day.isoformat(),
            "series": "register",
            "edition": f"自治体標準オープンデータセット（{day.isoformat()}）",
            "age_group": "total",
            **given,
        },
        parts=districts[0] if districts else None,
    )


LAYOUT = Layout(
    "open_data_population",
    "自治体標準オープンデータセット（地域・年齢別人口）",
    "Municipal standard open data set (population by district and age)",
    recognise,
    read,
)
