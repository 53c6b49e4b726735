"""PanelData → Table: plain tables, grids with filled cells, registers and lists of links."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dashboard import format as fmt
from dashboard.charts.cells import paint_of_figure, planned, said
from dashboard.charts.encoding import key, lists
from dashboard.charts.look import FOCUS, INK, SECONDARY
from dashboard.mart import Row
from dashboard.pack.slides.table import Cell, Table, missing
from dashboard.panel import Citation, PanelData
from dashboard.render.arranged import arranged
from dashboard.text import Lang, word


def table_of(data: PanelData) -> Table:
    """The panel as the screen shows it where that is no chart; else the figures behind its chart."""
    with fmt.calendar(data.calendar):
        return TABLED.get(data.panel.chart.kind, plain)(data)


def plain(data: PanelData) -> Table:
    """The figures of a panel: headings and cells as under every chart. One row stands as name and value."""
    if len(data.rows) == 1 and len(data.headings) > 3:
        return _facts(data)
    aligns = ["r" if number else "l" for number in data.numeric]
    keys = [column.key(data.lang) for column in data.panel.columns]
    beside = [at for at, column in enumerate(data.panel.columns) if not column.below]
    rows: list[tuple[Cell, ...]] = []
    for row, cells in zip(data.rows, data.cells, strict=True):
        rows.append(
            tuple(
                missing(cells[at], aligns[at])
                if aligns[at] == "r" and row[keys[at]] is None
                else Cell(cells[at], aligns[at])
                for at in beside
            )
        )
        rows += _notes(data, cells, len(beside))
    return Table(tuple(Cell(data.headings[at], aligns[at]) for at in beside), tuple(rows))


def _notes(data: PanelData, cells: Sequence[str], count: int) -> list[tuple[Cell, ...]]:
    """The columns too long to stand beside the others, each with its name, in one line below the row."""
    stop, gap = ("：", "　") if data.lang == "ja" else (": ", "   ")
    told = [
        f"{data.headings[at]}{stop}{cells[at]}"
        for at, column in enumerate(data.panel.columns)
        if column.below and cells[at]
    ]
    note = Cell(gap.join(told), colour=SECONDARY, across=True)
    return [(note, *[Cell("")] * (count - 1))] if told else []


def _facts(data: PanelData) -> Table:
    pairs = zip(data.headings, data.cells[0], data.panel.columns, strict=True)
    rows = tuple(
        (
            Cell(name, bold=True),
            missing(text, "l") if data.rows[0][column.key(data.lang)] is None else Cell(text),
        )
        for name, text, column in pairs
    )
    return Table((Cell(word("pack.item", data.lang)), Cell(word("pack.contents", data.lang))), rows)


def cited(found: tuple[Citation, ...], lang: Lang) -> Table:
    """Every source of a pack."""
    names = (word("pack.document", lang), word("pack.publisher", lang), word("panel.as_of", lang))
    rows = tuple((Cell(item.title), Cell(item.publisher), Cell(item.as_of)) for item in found)
    return Table(tuple(Cell(name) for name in names), rows)


def _grid(data: PanelData) -> Table:
    """Rows × columns with words, states or shaded values in the cells."""
    laid = arranged(data)
    lead = (Cell(""),) * (2 if laid.grouped else 1)
    head = (*lead, *(Cell(_column(column, data), "ctr") for column in laid.columns))
    rows, before = [], None
    for line in laid.lines:
        named = Cell(line.name, bold=True, colour=FOCUS if line.focus else INK)
        names = (Cell(line.over, bold=True, above=line.over == before), named) if laid.grouped else (named,)
        before = line.over
        body = (
            _cell(line.cells[at], data, line.focus) if at in line.cells else Cell("") for at in laid.columns
        )
        rows.append((*names, *body))
    return Table(head, tuple(rows), len(lead))


def _column(column: Any, data: PanelData) -> str:
    encode = data.panel.chart.encode
    text = fmt.show(column, encode.get("column_kind", "text"), data.lang, "")
    if "unit" not in encode:
        return text
    unit, name = key(encode, "unit", data), key(encode, "column", data)
    told = next(row[unit] for row in data.rows if row[name] == column)
    return f"{text}\n{told}"


def _cell(row: Row, data: PanelData, focus: bool) -> Cell:
    found = said(row, data)
    if found is None:
        return _number(row, row[key(data.panel.chart.encode, "value", data)], data, focus)
    paint = found.paint
    return Cell(found.text, "ctr", paint.fill, paint.ink, paint.bold, paint.edge)


def _number(row: Row, value: Any, data: PanelData, focus: bool) -> Cell:
    encode, lang = data.panel.chart.encode, data.lang
    if "decimals" in encode:
        text = fmt.number(value, row[encode["decimals"]], lang)
    else:
        text = fmt.show(value, encode["kind"], lang, "")
    if "flag" in encode and row[key(encode, "flag", data)]:
        text += " ※"
    paint = paint_of_figure(row, data)
    if planned(row, data):
        return Cell(f"{text}\n{word('status.planned', lang)}", "r", paint.fill, paint.ink, edge=paint.edge)
    return Cell(text, "r", paint.fill, paint.ink if paint.fill or not focus else FOCUS, bold=focus)


def _register(data: PanelData) -> Table:
    """Each entry with its purpose and its lists, all of it: nothing folds open on paper."""
    encode, lang = data.panel.chart.encode, data.lang
    stop = "：" if lang == "ja" else ": "
    shown = {key(encode, "title", data), key(encode, "group", data), encode["lead"]}
    rest = [at for at, column in enumerate(data.panel.columns) if column.key(lang) not in shown]
    rows = []
    for row, cells in zip(data.rows, data.cells, strict=True):
        gap = "　" if lang == "ja" else "   "
        facts = gap.join(f"{data.headings[at]}{stop}{cells[at]}" for at in rest)
        text = [row[encode["lead"]] or "", facts]
        for kind, column in lists(data):
            text += [f"{word(f'kind.{kind}', lang)}{stop}{item}" for item in row[column] or ()]
        name = f"{row[key(encode, 'title', data)]}\n{row[key(encode, 'group', data)]}"
        rows.append((Cell(name, bold=True), Cell("\n".join(part for part in text if part))))
    head = (Cell(data.headings[1]), Cell(word("pack.contents", lang)))
    return Table(head, tuple(rows))


def _links(data: PanelData) -> Table:
    """Exceptions and where they are; the same words are said once."""
    encode, lang = data.panel.chart.encode, data.lang
    where: dict[str, list[str]] = {}
    for row in data.rows:
        when = row[encode["year"]]
        year = f" {fmt.fiscal_year(when, lang, short=True)}" if when is not None else ""
        where.setdefault(row[key(encode, "text", data)], []).append(f"{row[key(encode, 'name', data)]}{year}")
    comma = "、" if lang == "ja" else ", "
    rows = tuple((Cell(text), Cell(comma.join(names))) for text, names in where.items())
    return Table((Cell(word("pack.contents", lang)), Cell(word("pack.where", lang))), rows)


TABLED: dict[str, Callable[[PanelData], Table]] = {
    "grid": _grid,
    "register": _register,
    "link_list": _links,
    "table": plain,
}
