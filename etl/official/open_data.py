"""自治体標準オープンデータセット and 推奨データセット, 地域・年齢別人口: districts of a town, or its total.

Cities publish the months below each other; one of them becomes a figure, and the reading says which.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import polars as pl

from etl.clean import dates
from etl.official.filelayout import Layout, Measure, Reading, Refused, body, column
from etl.official.grid import Grid, plain
from etl.read.typed import ROW

_CODES = ("全国地方公共団体コード", "都道府県コード又は市区町村コード")
_NAMES = ("地方公共団体名", "市区町村名")
_HEADS = ("調査年月日", "総人口")


def _header(grid: Grid) -> int | None:
    forms = [(code, name) for code in _CODES for name in _NAMES]
    return next((at for at in (grid.find(*form, *_HEADS) for form in forms) if at is not None), None)


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
    days: dict[str, dt.date] = {}
    for cell in frame[date].drop_nulls().unique():
        try:
            days[cell] = dates.date(cell)
        except ValueError:
            raise Refused("日付ではありません", "not a date", at + 2, date, cell) from None
    if not days or frame[date].null_count():
        raise Refused("調査年月日のない行があります", "there are rows without a date", at + 1, date)
    day, rest = _chosen(days, given, at + 1, date)
    whole = frame
    frame = frame.filter(pl.col(date).is_in([cell for cell, one in days.items() if one == day]))
    if "as_of" not in given and rest:
        _same_places(
            whole, frame, [*districts, column(header, lambda n: n in _CODES, at + 1, _CODES[0])], date
        )
    return Reading(
        table="population",
        sheet=grid.sheet,
        header_row=at + 1,
        ref=f"地域・年齢別人口 {day.isoformat()} {total}",
        frame=frame,
        name=[column(header, lambda name: name in _NAMES, at + 1, "・".join(_NAMES))],
        code=column(header, lambda name: name in _CODES, at + 1, _CODES[0]),
        value="population",
        measures=[Measure(total)],
        constants={
            "year": str(day.year),
            "series": "register",
            "edition": f"自治体標準オープンデータセット（{day.isoformat()}）",
            "age_group": "total",
            **given,
            "as_of": day.isoformat(),
        },
        left_out=(
            f"{day.isoformat()} の行を使います。{'、'.join(rest)} の行は使いません"
            '（別の日は [[file]] の constants = { as_of = "…" } で選べます）',
            f"the rows of {day.isoformat()} are used, those of {', '.join(rest)} are not "
            '(constants = { as_of = "…" } in [[file]] chooses another day)',
        )
        if rest
        else None,
        parts=districts[0] if districts else None,
    )


def _same_places(whole: pl.DataFrame, taken: pl.DataFrame, places: Sequence[str], date: str) -> None:
    """Raises Refused where other days have districts that the day taken lacks: its sum would be of a part."""
    lost = whole.join(taken, on=places, how="anti", nulls_equal=True)
    if lost.height:
        row = lost.row(0, named=True)
        raise Refused(
            "調査年月日によって地域がそろっていません。1回分ずつのファイルにするか、"
            'どの日を使うか [[file]] の constants = { as_of = "…" } に書きます',
            "the days do not have the same districts: keep one survey per file, or say which day counts: "
            'constants = { as_of = "…" } in [[file]]',
            row[ROW],
            date,
            row[date],
        )


def _chosen(
    days: Mapping[str, dt.date], given: Mapping[str, str], row: int, header: str
) -> tuple[dt.date, list[str]]:
    """The day asked for, else the latest 1 January, as the register's series is, else the latest."""
    there = sorted(set(days.values()), reverse=True)
    if "as_of" in given:
        try:
            day = dates.date(given["as_of"])
        except ValueError:
            day = None
        if day not in there:
            listed = "、".join(one.isoformat() for one in there)
            raise Refused(
                f"constants の as_of（{given['as_of']}）の行がありません（あるのは {listed}）",
                f"there is no row of as_of = {given['as_of']} in constants (there are {listed})",
                row,
                header,
            )
    else:
        day = next((one for one in there if (one.month, one.day) == (1, 1)), there[0])
    return day, [one.isoformat() for one in there if one != day]


LAYOUT = Layout(
    "open_data_population",
    "自治体標準オープンデータセット（地域・年齢別人口）",
    "Municipal standard open data set (population by district and age)",
    recognise,
    read,
)
