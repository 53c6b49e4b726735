"""A sheet of no known layout, looked at closely: header row, columns, units, codes, marks, totals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from etl.clean import dates, values
from etl.official.areas import Registry, bare, codes_of, six
from etl.official.filelayout import pad
from etl.official.grid import Grid, plain

_TOTAL = re.compile(r"(合計|総計|総数|小計|計|全国|全道|全県|道計|県計)")
_UNIT = re.compile(r"単位[:：]?\s*([^）)】\s]+)")
_MOST = 0.6  # of a column's filled cells, before the column is called one of codes, names or numbers


@dataclass(frozen=True)
class Column:
    """One column of an unknown table. `kind` is code, name, number, date or text."""

    header: str
    kind: str
    filled: int
    unit: str | None = None
    digits: int | None = None
    listed: int = 0
    unlisted: Sequence[tuple[int, str, str | None]] = ()  # row, cell, the nearest guess
    marks: dict[str, int] = field(default_factory=dict)
    odd: Sequence[tuple[int, str]] = ()  # row, cell of a column of numbers that is none
    example: str = ""


@dataclass(frozen=True)
class Survey:
    """`header_row` counts as a spreadsheet does. `totals` are rows that look like sums."""

    sheet: str | None
    encoding: str
    rows: int
    header_row: int
    columns: list[Column]
    blank_headers: int
    double_headers: list[str]
    caption_unit: str | None
    totals: list[tuple[int, str]]


def survey(grid: Grid, registry: Registry) -> Survey | None:
    """None where no row looks like a header above data."""
    at = header_index(grid.rows)
    if at is None:
        return None
    width = max(len(row) for row in grid.rows[at:])
    header = [cell.strip() for cell in pad(grid.rows[at], width)]
    body = [
        (number, pad(row, width))
        for number, row in enumerate(grid.rows[at + 1 :], start=at + 2)
        if any(cell.strip() for cell in row)
    ]
    totals = []
    called = {bare(name) for _, name in registry.names.values()}
    for number, row in body:
        words = [plain(cell) for cell in row if cell.strip() and not _is_number(cell)]
        label = words[0] if words else ""
        # a prefecture's name beside a municipality's says where it lies
        town = any(bare(word) in called for word in words if word not in registry.prefectures)
        if any(_TOTAL.fullmatch(word) for word in words[:2]) or (label in registry.prefectures and not town):
            totals.append((number, label))
    summed = {number for number, _ in totals}
    columns = [
        _column(
            name, [(n, row[i].strip()) for n, row in body if row[i].strip() and n not in summed], registry
        )
        for i, name in enumerate(header)
        if name and header.count(name) == 1
    ]
    unit = _UNIT.search(grid.head(at))
    return Survey(
        grid.sheet,
        grid.encoding,
        len(body),
        at + 1,
        columns,
        sum(not name and any(row[i].strip() for _, row in body) for i, name in enumerate(header)),
        sorted({name for name in header if name and header.count(name) > 1}),
        values.narrow(unit.group(1)) if unit else None,
        totals,
    )


def header_index(rows: Sequence[Sequence[str]]) -> int | None:
    """The first row near the top that is nearly as wide as the table and holds words, not figures."""
    top = rows[:40]
    widths = Counter(sum(bool(cell.strip()) for cell in row) for row in rows[:400])
    wide = max((w for w, n in widths.items() if n >= 2 or len(rows) < 4), default=0)
    for index, row in enumerate(top):
        filled = [cell for cell in row if cell.strip()]
        words = [cell for cell in filled if not _is_number(cell)]
        if len(filled) >= max(2, 0.6 * wide) and len(words) > 0.6 * len(filled):
            return index
    return None


def _is_number(cell: str) -> bool:
    try:
        return values.number(cell).value is not None
    except ValueError:
        return False


def _column(header: str, cells: list[tuple[int, str]], registry: Registry) -> Column:
    example = cells[0][1] if cells else ""
    filled = len(cells)
    for kind in (_codes, _names, _numbers, _dates):
        found = kind(header, cells, registry, filled, example) if filled else None
        if found:
            return found
    return Column(header, "text", filled, example=example)


def _codes(
    header: str, cells: list[tuple[int, str]], registry: Registry, filled: int, example: str
) -> Column | None:
    try:
        codes = codes_of([cell for _, cell in cells], registry)
    except ValueError:
        return None
    listed = [cell for _, cell in cells if codes.five.get(cell) in registry.names and cell not in codes.wrong]
    if len(listed) < _MOST * filled and not (len(listed) > 0.1 * filled and "コード" in plain(header)):
        return None
    lost = [
        (n, c, six(codes.five[c]) if c in codes.wrong else None)
        for n, c in cells
        if codes.five.get(c) not in registry.names or c in codes.wrong
    ]
    return Column(
        header,
        "code",
        filled,
        digits=codes.length,
        listed=len(listed),
        unlisted=lost,
        example=example,
    )


def _names(
    header: str, cells: list[tuple[int, str]], registry: Registry, filled: int, example: str
) -> Column | None:
    called = {bare(name) for _, name in registry.names.values()}
    listed = [cell for _, cell in cells if bare(cell) in called or registry.named(cell)]
    if len(listed) < _MOST * filled:
        return None
    lost = [
        (n, c, _nearest(c, registry)) for n, c in cells if bare(c) not in called and not registry.named(c)
    ]
    return Column(header, "name", filled, listed=len(listed), unlisted=lost, example=example)


def _nearest(cell: str, registry: Registry) -> str | None:
    """新冠村 → 新冠町（016047）: for a message only."""
    stem = bare(cell)[:-1]
    same = [code for code, (_, name) in registry.names.items() if stem and bare(name)[:-1] == stem]
    return registry.shown(same[0]) if len(same) == 1 else None


def _numbers(
    header: str, cells: list[tuple[int, str]], registry: Registry, filled: int, example: str
) -> Column | None:
    marks: Counter[str] = Counter()
    odd: list[tuple[int, str]] = []
    good = 0
    for number, cell in cells:
        try:
            value = values.number(cell)
        except ValueError:
            odd.append((number, cell))
            continue
        if value.value is None:
            marks[cell] += 1
        else:
            good += 1
    if not good or good + sum(marks.values()) < _MOST * filled:
        return None
    unit = values.caption_unit(header)
    return Column(header, "number", filled, unit=unit, marks=dict(marks), odd=odd, example=example)


def _dates(
    header: str, cells: list[tuple[int, str]], registry: Registry, filled: int, example: str
) -> Column | None:
    good = 0
    for _, cell in cells:
        for parse in (dates.date, dates.fiscal_year, dates.month):
            try:
                parse(cell)
            except ValueError:
                continue
            good += 1
            break
    return Column(header, "date", filled, example=example) if good >= _MOST * filled else None
