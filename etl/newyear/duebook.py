"""The workbook that asks for what is due: one sheet per table, drop-down lists, limits, an explanation.

The same rows give the same bytes. Cells that are given are locked; the rest is open.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from etl.forms.rules import Rule, choose, holds, prompt, refuse, whole_number
from etl.forms.writer import BORDER, HEAD, FormBook, FormSheet, Lists
from etl.newyear.due import Due
from etl.newyear.explain import explain, width_of
from etl.newyear.names import Names
from etl.newyear.proposal import GRADES, DueKey, Proposal, Reason, key_of, written
from etl.newyear.sheetlayout import HEADER_ROW, Column, Layout
from etl.newyear.sheetmarker import PRINTED, PROPOSALS, PROPOSED, SCHEMES, layout_of, marker
from etl.newyear.words import year_of
from etl.read.discover import Source

_TOP = HEADER_ROW + 1
_FORMATS: dict[str, dict[str, Any]] = {
    "mark": {"font_size": 8, "font_color": "#767676"},
    "title": {"bold": True, "font_size": 14},
    "english": {"font_size": 9, "font_color": "#4D4D4D", "text_wrap": True, "valign": "top"},
    "head": {**HEAD, "border": 1},
    "given": {"bg_color": "#F2F2F2", **BORDER, "valign": "top"},
    "text": {"locked": False, "text_wrap": True, **BORDER, "valign": "top"},
    "number": {"locked": False, "num_format": "#,##0", **BORDER, "valign": "top"},
    "quoted": {"bg_color": "#F2F2F2", "text_wrap": True, **BORDER, "valign": "top", "font_size": 9},
    "proposed": {
        "locked": False,
        "text_wrap": True,
        **BORDER,
        "valign": "top",
        "italic": True,
        "bg_color": "#FFF8E1",
    },
    "mark_here": {"locked": False, **BORDER, "valign": "top", "align": "center", "bold": True},
    "wrap": {"text_wrap": True, "valign": "top"},
    "answer": {"locked": False, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#FFFFFF"},
    "bold": {"bold": True, "valign": "top", "text_wrap": True},
}


@dataclass(frozen=True)
class Searched:
    """What a document had of the rows: proposals, why there is none of the rest, and words about it."""

    proposals: Mapping[DueKey, Sequence[Proposal]]
    missing: Mapping[DueKey, Reason]
    about: Sequence[tuple[str, str, str]]


def lay_out(
    path: Path,
    source: Source,
    year: int,
    rows: Sequence[Due],
    names: Names,
    limits: Mapping[str, Mapping[str, float]],
    searched: Searched | None = None,
    schemes: Sequence[str] = (),
) -> None:
    """Write the workbook of one source. Raises OSError.

    `limits` gives by raw column the highest number of each region; `schemes` are the names to choose from
    where grants of several are told apart.
    """
    book = FormBook(f"{source.citation['title']} {year}", dt.date(year, 4, 1), _FORMATS)
    tables = list(dict.fromkeys(row.table for row in rows))
    explain(book.sheet("説明"), source, year, rows, searched.about if searched else ())
    words = {table: _words(table, searched, schemes) for table in tables}
    layouts = [layout_of(table, words[table], schemes) for table in tables]
    sheets = [(layout, book.sheet(layout.sheet)) for layout in layouts]
    lists = Lists(book)
    for layout, sheet in sheets:
        wanted = [row for row in rows if row.table == layout.table and row.open]
        lines = list(_lines(wanted, searched))
        mark = marker(source.source_id, layout.table, year, words[layout.table])
        _write(sheet, mark, layout, lines, names)
        _allow(sheet, layout, [line.row for line in lines], names, limits, lists, year)
    path.write_bytes(book.content())


def _words(table: str, searched: Searched | None, schemes: Sequence[str]) -> list[str]:
    """What the marker says of the columns that a sheet has besides those of every office."""
    said = {SCHEMES: bool(schemes) and table == "disbursement", PROPOSALS: searched is not None}
    return [word for word, holds_here in said.items() if holds_here]


@dataclass(frozen=True)
class _Line:
    """One row of a sheet: what is due, and one of the proposals for it, or why there is none."""

    row: Due
    proposal: Proposal | None = None
    why: Reason | None = None


def _lines(rows: Sequence[Due], searched: Searched | None) -> Iterator[_Line]:
    for row in rows:
        if searched is None:
            yield _Line(row)
            continue
        proposals = searched.proposals.get(key_of(row), ())
        yield from (_Line(row, proposal) for proposal in proposals)
        if not proposals:
            yield _Line(row, why=searched.missing.get(key_of(row)))


def _write(sheet: FormSheet, mark: str, layout: Layout, rows: Sequence[_Line], names: Names) -> None:
    sheet.write(1, 0, mark, "mark")
    sheet.write(2, 0, f"{layout.sheet} / {layout.sheet_en}", "title")
    sheet.height(HEADER_ROW - 1, 28)
    for at, column in enumerate(layout.columns):
        sheet.width(at, at, column.width)
        sheet.write(HEADER_ROW - 1, at, column.header_en, "english")
        sheet.write(HEADER_ROW, at, column.header, "head")
        if column.header == PROPOSED:
            sheet.hide_column(at)
    for number, line in enumerate(rows, start=_TOP):
        for at, column in enumerate(layout.columns):
            text = _given(line.row, column, layout, names)
            if text is not None:
                sheet.write(number, at, text, "given")
            elif column.kind == "quoted":
                sheet.write(number, at, _quoted(line, column, layout), "quoted")
            else:
                proposed = line.proposal.cell(column.column) if line.proposal else ""
                sheet.write(number, at, proposed or None, "proposed" if proposed else _open(column))
        if line.proposal or line.why:
            sheet.height(number, _height(line, layout))
    for number in range(_TOP + len(rows), _TOP + len(rows) + layout.free):
        for at, column in enumerate(layout.columns):
            locked = column.kind in ("now", "quoted") or (
                column.kind == "given" and column.column != "fiscal_year"
            )
            sheet.write(number, at, None, "given" if locked else _open(column))
    sheet.head(HEADER_ROW)
    sheet.lock()


def _open(column: Column) -> str:
    return {"number": "number", "mark": "mark_here"}.get(column.kind, "text")


def _height(line: _Line, layout: Layout) -> float:
    """Room for the longest cell of a row, as far as a spreadsheet lets a row grow."""
    most = 1
    for column in layout.columns:
        text = _quoted(line, column, layout) if column.kind == "quoted" and column.header != PROPOSED else ""
        text = text or (line.proposal.cell(column.column) if line.proposal else "")
        most = max(most, sum(1 + width_of(part) // max(column.width, 1) for part in text.split("\n")))
    return min(13.0 * most + 2, 400.0)


def _quoted(line: _Line, column: Column, layout: Layout) -> str:
    """What the document prints, where, and why it is taken for this row."""
    proposal = line.proposal
    if proposal is None:
        return " / ".join(line.why) if line.why and column.header == "根拠" else ""
    if column.header == PRINTED:
        return proposal.printed
    if column.header == PROPOSED:
        return written([proposal.cell(item.column) for item in layout.columns if item.is_answer])
    if column.header == "頁":
        return proposal.place
    reasons = [GRADES[proposal.grade], *proposal.reasons]
    return "。".join(ja for ja, _ in reasons) + "\n" + "; ".join(en for _, en in reasons)


def _given(row: Due, column: Column, layout: Layout, names: Names) -> str | None:
    """What the program fills in; None where a person is asked."""
    keys = dict(row.keys)
    if column.kind == "now":
        return row.now or "未登録"
    if column.kind == "shown":
        return row.label.split("｜")[column.part]
    if column.kind == "name" and column.of and column.list_of:
        return names[column.list_of].get(keys[column.of], "")
    if column.kind != "given" or column.column is None:
        return None
    if column.column in ("fiscal_year", "year"):
        return year_of(row.year, row.fiscal)
    meaning = layout.meanings.get(column.column, {})
    cell = keys[column.column]
    return next((word for word, key in meaning.items() if key == cell), cell)


def _allow(
    sheet: FormSheet,
    layout: Layout,
    rows: Sequence[Due],
    names: Names,
    limits: Mapping[str, Mapping[str, float]],
    lists: Lists,
    year: int,
) -> None:
    """Drop-down lists and limits, with what to write shown beside the cell."""
    free = _TOP + len(rows)
    last = free + layout.free - 1
    for at, column in enumerate(layout.columns):
        beside = prompt(column.header, column.hint)
        if column.kind in ("choice", "mark") and column.words:
            sheet.allow(_TOP, last, at, {**choose(column.words), **beside})
        elif column.kind == "number":
            for top, end, limit in _limited(rows, limits.get(column.column or "", {}), last):
                sheet.allow(
                    top, end, at, {**_number(column, limit, xl_rowcol_to_cell(top - 1, at)), **beside}
                )
        elif column.kind == "text" and beside:
            sheet.allow(_TOP, last, at, {"validate": "any", **beside})
        elif layout.free and column.kind == "name" and column.list_of:
            sheet.allow(
                free, last, at, choose(lists.range(column.header, list(names[column.list_of].values())))
            )
        elif layout.free and column.column == "fiscal_year":
            years = sorted({row.year for row in rows} | {year})
            sheet.allow(free, last, at, choose([year_of(item, True) for item in years]))


def _limited(
    rows: Sequence[Due], limits: Mapping[str, float], last: int
) -> Iterator[tuple[int, int, float | None]]:
    """First and last row with one limit, that of the row's own region; a free row has one where all agree."""
    agreed = next(iter(limits.values())) if len(set(limits.values())) == 1 else None
    own = [limits.get(row.region_id) if row.region_id else agreed for row in rows]
    own += [agreed] * (last - HEADER_ROW - len(own))
    top = _TOP
    for limit, several in groupby(own):
        end = top + len(list(several)) - 1
        yield top, end, limit
        top = end + 1


def _number(column: Column, limit: float | None, first: str) -> Rule:
    """A whole or decimal number within limits, or one of the column's words (未定)."""
    high = limit if limit is not None else column.high
    within = f"{column.low:,}～{high:,}" if high is not None else f"{column.low} 以上"
    message = f"数（{within}）" + "".join(f"か「{word}」" for word in column.words) + "で書きます"
    if not column.words:
        return {**whole_number(column.low, high), **refuse(message)}
    words = ",".join(f'{first}="{word}"' for word in column.words)
    upper = f",{first}<={high}" if high is not None else ""
    # a figure beyond the rule may be right: it is asked about, not refused
    return {**holds(f"OR({words},AND(ISNUMBER({first}),{first}>={column.low}{upper}))"), **refuse(message)}
