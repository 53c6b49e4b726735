"""What is due of a yearly table, year by year, and how far it is there.

No clock is asked: the next year follows from the figures, so that the same input gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from etl.newyear.due import Due, Frames
from etl.newyear.duerows import grant_regions, projects, recruited, shortages
from etl.newyear.duerows_japan import departments, municipalities
from etl.newyear.duerows_steps import steps
from etl.read.entries import Yearly

Rows = Callable[[Frames, Sequence[int]], list[Due]]


@dataclass(frozen=True)
class Kind:
    """What a `rows` of [[yearly]] means: the rows of a year, and the first and last year with figures.

    `missed`: whether a row that is not there is missing. Of others there is a form, and no more.
    """

    rows: Rows
    span: Callable[[Frames], tuple[int, int] | None]
    missed: bool = True


def _years(
    table: str, column: str, where: pl.Expr | None = None
) -> Callable[[Frames], tuple[int, int] | None]:
    def span(frames: Frames) -> tuple[int, int] | None:
        frame = frames[table] if where is None else frames[table].filter(where)
        first: Any = frame[column].min()
        last: Any = frame[column].max()
        return None if last is None else (int(first), int(last))

    return span


ROWS: dict[str, Kind] = {
    "regions in their five years": Kind(grant_regions, _years("disbursement", "fiscal_year")),
    "projects under way": Kind(projects, _years("project_year", "fiscal_year")),
    "regions and occupations recruited": Kind(recruited, _years("recruitment", "fiscal_year")),
    "regions and occupations reported short": Kind(shortages, _years("reported_shortage", "fiscal_year")),
    "steps of the grant's year": Kind(steps, _years("disbursement", "fiscal_year"), missed=False),
    "prefectures and departments": Kind(
        departments, _years("staff", "year", pl.col("area_level") == "prefecture")
    ),
    "municipalities": Kind(municipalities, _years("population", "year", pl.col("series") == "census")),
}


def due(frames: Frames, entry: Yearly, year: int | None = None) -> list[Due]:
    """Every row due up to `year`, of the years in which one is open.

    Without a year: up to the last year that has figures; when most of its rows are there, the next one.
    """
    kind = ROWS[entry.rows]
    span = kind.span(frames)
    if span is None:
        return []
    first, latest = span
    if year is None:
        there = [row.state != "missing" for row in kind.rows(frames, [latest]) if row.year == latest]
        year = latest if sum(there) * 2 < len(there) else latest + entry.every
    if year < first or (year < latest and (latest - year) % entry.every):
        return []  # before there was anything, or between two surveys
    rows = kind.rows(frames, range(latest, year + 1, entry.every) if year > latest else [year])
    rows = _of_their_term(frames, rows)
    open_years = {row.year for row in rows if row.open}
    return [replace(row, table=entry.table) for row in rows if row.year in open_years]


def _of_their_term(frames: Frames, rows: list[Due]) -> list[Due]:
    """Without what a region would owe of fiscal years that begin when it is dissolved."""
    ends = dict(frames["region"].select("region_id", "valid_to").drop_nulls().iter_rows())
    return [row for row in rows if not _dissolved(ends.get(row.region_id), row.year)]


def _dissolved(end: dt.date | None, fiscal_year: int) -> bool:
    return end is not None and end <= dt.date(fiscal_year, 4, 1)
