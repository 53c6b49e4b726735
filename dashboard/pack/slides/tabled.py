"""PanelData → Table: plain tables, grids with filled cells, registers and lists of links."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dashboard import datatable
from dashboard import format as fmt
from dashboard.charts import cells
from dashboard.charts.look import FOCUS, INK, SECONDARY
from dashboard.charts.registers import entries, links
from dashboard.pack.slides.table import Cell, Table, missing
from dashboard.panel import Citation, PanelData
from dashboard.text import Lang, word


def table_of(data: PanelData) -> Table:
    """The panel as the screen shows it where that is no chart; else the figures behind its chart."""
    with fmt.calendar(data.calendar):
        return TABLED.get(data.panel.chart.kind, plain)(data)


def plain(data: PanelData) -> Table:
    """The figures of a panel: headings and cells as under every chart. One row stands as name and value."""
    if len(data.rows) == 1 and len(data.headings) > 3:
        return _facts(data)
    columns = data.table.columns
    aligns = ["r" if number else "l" for number in data.numeric]
    across = [at for at, column in enumerate(columns) if not column.below]
    rows: list[tuple[Cell, ...]] = []
    for row in data.table.rows:
        rows.append(
            tuple(
                missing(row[at].text, aligns[at])
                if columns[at].is_number and row[at].value is None
                else Cell(row[at].text, aligns[at])
                for at in across
            )
        )
        rows += _notes(data, row, len(across))
    return Table(tuple(Cell(data.headings[at], aligns[at]) for at in across), tuple(rows))


def _notes(data: PanelData, row: Sequence[datatable.Cell], count: int) -> list[tuple[Cell, ...]]:
    """The columns too long to stand beside the others, each with its name, in one line below the row."""
    stop, gap = ("：", "　") if data.lang == "ja" else (": ", "   ")
    below = [
        f"{heading}{stop}{cell.text}"
        for heading, cell, column in zip(data.headings, row, data.table.columns, strict=True)
        if column.below and cell.text
    ]
    note = Cell(gap.join(below), colour=SECONDARY, across=True)
    return [(note, *[Cell("")] * (count - 1))] if below else []


def _facts(data: PanelData) -> Table:
    rows = tuple(
        (Cell(name, bold=True), missing(cell.text, "l") if cell.value is None else Cell(cell.text))
        for name, cell in zip(data.headings, data.table.rows[0], strict=True)
    )
    return Table((Cell(word("pack.item", data.lang)), Cell(word("pack.contents", data.lang))), rows)


def cited(citations: tuple[Citation, ...], lang: Lang) -> Table:
    """Every source of a pack."""
    names = (word("pack.document", lang), word("pack.publisher", lang), word("panel.as_of", lang))
    rows = tuple((Cell(item.title), Cell(item.publisher), Cell(item.as_of)) for item in citations)
    return Table(tuple(Cell(name) for name in names), rows)


def _grid(data: PanelData) -> Table:
    """Rows × columns with words, states or shaded values in the cells."""
    shown = cells.grid(data)
    lead = (Cell(""),) * (2 if shown.grouped else 1)
    names = ("\n".join(filter(None, (heading.name, heading.unit))) for heading in shown.headings)
    rows, before = [], None
    for line in shown.lines:
        named = Cell(line.name, bold=True, colour=FOCUS if line.focus else INK)
        over = (Cell(line.over, bold=True, above=line.over == before),) if shown.grouped else ()
        before = line.over
        rows.append((*over, named, *(_cell(item, line.focus) for item in line.cells)))
    return Table((*lead, *(Cell(name, "ctr") for name in names)), tuple(rows), len(lead))


def _cell(item: cells.Cell, focus: bool) -> Cell:
    paint = item.paint
    if item.what == "absent":
        return Cell("")
    if item.what != "figure":
        return Cell(item.text, "ctr", paint.fill, paint.ink, paint.bold, paint.edge)
    text = f"{item.text} {item.sign}" if item.sign else item.text
    if item.note:
        return Cell(f"{text}\n{item.note}", "r", paint.fill, paint.ink, edge=paint.edge)
    return Cell(text, "r", paint.fill, paint.ink if paint.fill or not focus else FOCUS, bold=focus)


def _register(data: PanelData) -> Table:
    """Each entry with its purpose and its lists, all of it: nothing folds open on paper."""
    stop, gap = ("：", "　") if data.lang == "ja" else (": ", "   ")
    rows = []
    for entry in entries(data):
        facts = gap.join(f"{heading}{stop}{text}" for heading, text in entry.facts)
        lists = (f"{heading}{stop}{text}" for heading, texts in entry.lists for text in texts)
        body = "\n".join(part for part in (entry.lead, facts, *lists) if part)
        rows.append((Cell(f"{entry.title}\n{entry.group}", bold=True), Cell(body)))
    head = (Cell(data.headings[1]), Cell(word("pack.contents", data.lang)))
    return Table(head, tuple(rows))


def _links(data: PanelData) -> Table:
    """Exceptions and where they are."""
    comma = "、" if data.lang == "ja" else ", "
    rows = tuple(
        (Cell(text), Cell(comma.join(target.name for target in targets)))
        for text, targets in links(data).items()
    )
    return Table((Cell(word("pack.contents", data.lang)), Cell(word("pack.where", data.lang))), rows)


TABLED: dict[str, Callable[[PanelData], Table]] = {
    "grid": _grid,
    "register": _register,
    "link_list": _links,
    "table": plain,
}
