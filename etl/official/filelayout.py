"""What a layout is: how it is recognised, and what it says of the sheet it reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import polars as pl

from etl.official.areas import Kind
from etl.official.grid import Grid, plain
from etl.read.typed import ROW


class Refused(Exception):
    """A sheet of this layout that deviates where it matters: said, not guessed."""

    def __init__(
        self, ja: str, en: str, row: int | None = None, column: str | None = None, value: str | None = None
    ) -> None:
        super().__init__(en)
        self.ja, self.en, self.row, self.column, self.value = ja, en, row, column, value


@dataclass(frozen=True)
class Measure:
    """One printed column of figures and what holds of all its cells (year, age_group, …)."""

    header: str
    constants: Mapping[str, str] = field(default_factory=dict)
    withheld: bool = False  # a part may keep some of it to itself: parts may fall short of their total


@dataclass(frozen=True)
class Reading:
    """One sheet, its body as text under unique headers, and what the headers mean.

    `key` is the mart's column for the area; `value` that of the figures. Without measures each
    municipality becomes one row of `texts` alone (the code list).
    """

    table: str
    sheet: str | None
    header_row: int
    ref: str
    frame: pl.DataFrame
    name: Sequence[str]
    code: str | None = None
    prefecture: str | None = None
    key: str = "municipality_code"
    value: str | None = None
    measures: Sequence[Measure] = ()
    texts: Mapping[str, tuple[str, Callable[[str], str]]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    kinds: Callable[[Mapping[str, str | None]], Kind | None] = lambda _: None
    legend: Mapping[str, str] = field(default_factory=dict)
    rounding: Decimal = Decimal(0)
    whole: bool = True  # the figures are counts: decimals and negative ones are faults
    chosen: bool = False  # whoever downloads it chooses the areas: few of many are no rows lost
    adds: bool = True  # parts add up to their total; shares do not
    by: Sequence[str] = ("year",)  # the texts that part the rows into tables of their own
    sums: Mapping[str, Sequence[str]] = field(default_factory=dict)  # header → headers that add up to it
    classes: tuple[str, Sequence[str]] | None = None  # header, and those that may not exceed it together
    left_out: tuple[str, str] | None = None
    parts: str | None = None  # the column of districts, where one municipality has several rows


@dataclass(frozen=True)
class Layout:
    """`recognise` looks at the first rows only; `read` may raise Refused. `by_sheet`: all sheets that it
    recognises are parts of one table."""

    name: str
    title: str
    title_en: str
    recognise: Callable[[Grid], bool]
    read: Callable[[Grid, Mapping[str, str]], Reading]
    by_sheet: bool = False


def body(grid: Grid, header: Sequence[str], first: int) -> pl.DataFrame:
    """Rows from index `first` on under `header`: stripped text, blanks null, blank rows dropped.

    A blank header drops its column. Raises Refused for a row of another width and for a header
    that stands twice.
    """
    named = [name for name in header if name]
    twice = {name for name in named if named.count(name) > 1}
    if twice:
        names = "、".join(sorted(twice))
        raise Refused(f"同じ見出しが二つあります（{names}）", f"a header stands twice ({names})", first)
    rows = grid.rows[first:]
    for number, row in enumerate(rows, start=first + 1):
        if len(row) > len(header) and any(cell.strip() for cell in row[len(header) :]):
            raise Refused(
                f"見出しは{len(header)}列なのに{len(row)}列あります",
                f"the header has {len(header)} columns, this row {len(row)}",
                number,
            )
        # one cell alone is a footnote; a torn row would shift or lose a figure
        if 1 < len(row) < len(header) and sum(bool(cell.strip()) for cell in row) > 1:
            raise Refused(
                f"見出しは{len(header)}列なのに{len(row)}列しかありません",
                f"the header has {len(header)} columns, this row only {len(row)}",
                number,
            )
    named_at = [i for i, name in enumerate(header) if name]
    grid.columns.update({header[i]: i for i in named_at})  # what the guards look at
    filled = [
        (number, [(row[i].strip() or None) if i < len(row) else None for i in named_at])
        for number, row in enumerate(rows, start=first + 1)
    ]
    filled = [(number, cells) for number, cells in filled if any(cells)]
    columns: dict[str, list[Any]] = {
        header[i]: [cells[n] for _, cells in filled] for n, i in enumerate(named_at)
    }
    return pl.DataFrame(
        {**columns, ROW: [number for number, _ in filled]},
        schema={**dict.fromkeys(columns, pl.String), ROW: pl.Int64},
    )


def column(header: Sequence[str], wanted: Callable[[str], bool], row: int, title: str) -> str:
    """The one header that `wanted` (given it as `plain`) says yes to. Raises Refused for none or several."""
    found = [name for name in header if name and wanted(plain(name))]
    if len(found) == 1:
        return found[0]
    listed = "、".join(name for name in header if name)[:300]
    ja = "がありません" if not found else f"が{len(found)}列あります（{'、'.join(found)}）"
    en = "is missing" if not found else f"stands {len(found)} times ({', '.join(found)})"
    raise Refused(
        f"「{title}」の列{ja}。source.toml に [file.columns] を書きます。見出し: {listed}",
        f"the column {title} {en}; write [file.columns] into source.toml. Headers: {listed}",
        row,
        title,
    )


def not_stated(name: str, example: str, ja: str, en: str, row: int) -> Refused:
    """What the file does not say and a person must: to be raised."""
    entry = f'constants = {{ {name} = "{example}" }}'
    return Refused(
        f"{ja}。source.toml の [[file]] に {entry} を書きます",
        f"{en}; write {entry} into [[file]] of source.toml",
        row,
    )


def forward(cells: Sequence[str]) -> list[str]:
    """A merged header row: its text stands in the first cell only."""
    found: list[str] = []
    for cell in cells:
        found.append(cell.strip() or (found[-1] if found else ""))
    return found


def pad(row: Sequence[str], width: int) -> list[str]:
    return [*row, *[""] * (width - len(row))]
