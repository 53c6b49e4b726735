"""CSV or XLSX, typed by whomever → a frame of text cells that know their place.

Every cell stays text: a code such as 012106 keeps its zero until `clean` decides what it is.
Column `_row` counts as a spreadsheet does. The header is found by its words (header.py), notes and
totals are told from figures (datarows.py), units from captions (caption.py); what is doubtful is a problem.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass

import polars as pl

from etl.problems import Problems, Reporter
from etl.read.caption import captions, effective
from etl.read.datarows import DataRows, data_rows
from etl.read.discover import Source
from etl.read.entries import SourceFile
from etl.read.grid import FAULTS, Grid, Refused, Row
from etl.read.guards import cell_faults, hidden_faults, merge_faults
from etl.read.header import Head, Wanted
from etl.read.opening import open_table
from etl.read.textfile import decode
from etl.read.totals import figure

__all__ = ["ROW", "Cells", "decode", "read", "read_cells"]

ROW = "_row"
# its sheet, where one table stands on many
SHEET = "_sheet"
_MOST = 50  # problems of one rule in one file: the rest would say the same
_ERROR = re.compile(r"#(?:REF|VALUE|DIV/0|N/A|NAME|NUM|NULL|SPILL|CALC|FIELD|BLOCKED|ERROR)[!?]?|#{2,}")
_FORMULA = re.compile(r"[=＝][^\s=＝]|[@+\-][A-Za-z0-9+\-]*[A-Za-z]+[(|!]")
_DITTO = re.compile(r"〃+|″+|”|同上|々|同右|同左|\"")


@dataclass(frozen=True)
class Cells:
    """`frame`: the wanted headers as the mapping has them; `headers`: those whose unit is another here."""

    frame: pl.DataFrame
    headers: dict[str, str]
    header_row: int


def read(source: Source, file: SourceFile, problems: Problems) -> pl.DataFrame | None:
    """`read_cells` for callers that take no other unit than the mapping's."""
    cells = read_cells(source, file, problems)
    return None if cells is None else cells.frame


def read_cells(
    source: Source,
    file: SourceFile,
    problems: Problems,
    keys: Set[str] = frozenset(),
    names: Set[str] = frozenset(),
) -> Cells | None:
    """Text cells of one file, blank cells as null; blank rows, notes and true totals left out.

    `keys` are the columns that name a row, `names` headers beside the mapping's that say whose it is.
    Returns None and adds a problem when the file cannot be read as a table.
    """
    report = Reporter(problems, source.label(file.path), source.source_id, file.sheet, most=_MOST)
    wanted = Wanted(list(file.columns))
    try:
        grid, head = open_table(source.folder / file.path, file, wanted)
        report.sheet = grid.sheet or file.sheet
        return _cells(grid, head, file, wanted, keys, names, report, source.apart)
    except UnicodeDecodeError as error:
        report(
            "encoding",
            "文字コードが UTF-8 でも cp932（Shift_JIS）でもありません（UTF-8 で保存し直します）",
            "neither UTF-8 nor cp932 (Shift_JIS): save it as UTF-8",
            value=repr(error.object[error.start : error.start + 8]),
        )
    except Refused as refused:
        report(refused.rule, refused.ja, refused.en, row=refused.row, value=refused.value)
    except OSError as error:
        report("unreadable_file", f"ファイルが読めません（{error}）", f"the file cannot be read ({error})")
    return None


def _cells(
    grid: Grid,
    head: Head,
    file: SourceFile,
    wanted: Wanted,
    keys: Set[str],
    names: Set[str],
    report: Reporter,
    apart: bool,
) -> Cells | None:
    named = {header for header, column in file.columns.items() if column in keys}
    found = data_rows(grid, head, len(wanted.headers), named, report)
    crooked = _crooked(head, found) if grid.exact else []
    for row in crooked:
        ragged = _ragged(head, row)
        if not apart:
            raise ragged
        report(ragged.rule, ragged.ja, ragged.en, ragged.row)
    found.data = [row for row in found.data if row not in crooked] if crooked else found.data
    above = [row for row in grid.rows if row.number < head.first]
    complete = not head.missing(wanted.headers)
    headers: dict[str, str] = {}
    if complete:
        headers = effective(head.texts, captions([*above, *found.notes]), head.first, report)
        _above(above, head, named, file, report)
        _ending(grid, found, head, report)
    _faults(grid, head, found, named, names, report)
    below = any(row.filled() for row in grid.rows if row.number > head.last)
    if complete and not found.data and below:  # a heading alone is a form that nobody has filled in yet
        report("no_rows", "見出しの下に値の行がありません", "there is no row under the header", row=head.last)
    _left_out(found, report)
    columns = {**head.others, **head.columns}
    frame = pl.DataFrame(
        {name: [row.cell(i) or None for row in found.data] for name, i in columns.items()},
        schema=dict.fromkeys(columns, pl.String),
    )
    numbers = pl.Series(ROW, [row.number for row in found.data], dtype=pl.Int64)
    return Cells(frame.with_columns(numbers), headers, head.last)


def _crooked(head: Head, data: DataRows) -> list[Row]:
    """A blank too many at the end counts too: in 10,000 without quotes the last cell has moved."""
    return [row for row in data.data if len(row.cells) != head.width]


def _ragged(head: Head, row: Row) -> Refused:
    got = len(row.cells)
    return Refused(
        "ragged_row",
        f"見出しは{head.width}列なのに{got}列あります（区切りや引用符を確認）",
        f"the header has {head.width} columns, this row {got} (check commas and quotes)",
        row.number,
    )


def _above(above: list[Row], head: Head, named: Set[str], file: SourceFile, report: Reporter) -> None:
    """Sorted with its header, a table has rows above it; a title fills no column that names a row."""
    keys = [head.columns[header] for header in named]
    for row in above if head.first != file.header_row else ():
        filled = [c for c in head.columns.values() if row.cell(c)]
        valued = any(figure(row.cell(c)) is not None for c in filled) or len(filled) > max(2, len(keys))
        if len(filled) > 1 and valued and all(row.cell(c) for c in keys):
            report(
                "row_above_header",
                "見出しより上に値の行があります",
                "a row of values stands above the header",
                row=row.number,
                value=" / ".join(cell for cell in row.cells if cell)[:80],
            )


def _ending(grid: Grid, data: DataRows, head: Head, report: Reporter) -> None:
    """A file cut off within a number still reads as a number: 1,234 of 1,234,567."""
    if grid.ended or not data.data or data.data[-1] is not grid.rows[-1]:
        return
    row = grid.rows[-1]
    report(
        "cut_off",
        "最後の行が改行で終わっていません（途中で切れていないか確かめ、行末で改行します）",
        "the last row has no line break: see that the file is not cut off, and add one",
        row=row.number,
        column=next((h for h, c in head.columns.items() if c == head.width - 1), None),
        value=row.cells[-1] or None,
    )


def _faults(
    grid: Grid, head: Head, data: DataRows, named: Set[str], names: Set[str], report: Reporter
) -> None:
    """Cells that are not what a person sees, and texts that are no values; columns of ids may be hidden."""
    places = {**{h: c for h, c in head.others.items() if h in names}, **head.columns}
    header_of = {column: header for header, column in places.items()}
    figures = {column for header, column in head.columns.items() if header not in named}
    rows = {row.number for row in data.data}
    hidden = hidden_faults(grid, rows, header_of, figures)
    marked = [*cell_faults(grid, rows, header_of), *merge_faults(grid, rows, figures), *data.shared]
    for fault in hidden:
        at, value = fault.row or head.last, fault.value[:80] or None
        report(fault.rule, *FAULTS[fault.rule], at, header_of[fault.column], value)
    rule_of = {(fault.row, fault.column): fault.rule for fault in reversed(marked)}
    cells = {cell for row in data.data for cell in row.cells}
    if not rule_of and not any(odd_cell(cell) for cell in cells if cell):
        return
    before: dict[str, str] = {}
    for row in data.data:
        for header, column in places.items():
            cell = row.cell(column)
            rule = rule_of.get((row.number, column)) or (odd_cell(cell) if cell else None)
            if rule:
                guess = before.get(header) if rule == "ditto" else None
                report(rule, *FAULTS[rule], row.number, header, cell[:80], guess)
            elif cell:
                before[header] = cell


def odd_cell(cell: str) -> str | None:
    """What is wrong with a text as such, as a key of FAULTS."""
    first = cell[0]
    if first == "#" and _ERROR.fullmatch(cell):
        return "error_cell"
    if first in "=＝@+-" and _FORMULA.match(cell):
        return "formula_text"
    if first in '〃″”同々"' and _DITTO.fullmatch(cell):
        return "ditto"
    return None


def _left_out(data: DataRows, report: Reporter) -> None:
    """Said once for a file, so that nobody wonders where a row went."""
    rows = [*((row.number, "注記", "a note") for row in data.notes), *data.left_out]
    if not rows:
        return
    ja = "、".join(f"{number}行（{why}）" for number, why, _ in sorted(rows)[:20])
    en = ", ".join(f"row {number} ({why})" for number, _, why in sorted(rows)[:20])
    report(
        "rows_left_out",
        f"値でない行を除きました: {ja}",
        f"left out, as no values: {en}",
        severity="notice",
        row=sorted(rows)[0][0],
    )
