"""What a reader sees of a table, grid, register or list of links on each output, read back from it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import html as parser

from dashboard import format as fmt
from dashboard.charts.look import GROUND, MISSING_FILL
from dashboard.panel import PanelData
from dashboard.render.csvfile import csv_bytes
from dashboard.text import Lang
from tests.dashboard.colour import full
from tests.dashboard.pack.excel import shown
from tests.dashboard.pack.slides import PanelRead
from tests.dashboard.pack.xlsx import Book, Sheet

_M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HEAD = 4
Row = list[tuple[str, str]]  # heading and text of each cell that says anything


@dataclass(frozen=True)
class GridRead:
    """Names of rows (with what stands over them) and of columns in order; (row, column) → words, colour."""

    rows: list[str]
    columns: list[str]
    cells: dict[tuple[str, str], tuple[str, str]]


def bare(text: Any) -> str:
    """Words without white space: where a line is broken is each output's own."""
    return re.sub(r"[\s\u200b]+", "", str(text))


def _row(pairs: Iterator[tuple[str, str]]) -> Row:
    return [(bare(heading), bare(text)) for heading, text in pairs if bare(text)]


def _text(node: Any) -> str:
    return "".join(node.itertext())


# HTML: screen, projector, offline page, paper


def html_table(node: Any) -> list[Row]:
    """A plain table; what stands in a line below its row belongs to it."""
    headings = [_text(cell) for cell in node.xpath("./thead/tr/th")]
    found: list[Row] = []
    for line in node.xpath("./tbody/tr"):
        if line.get("class") == "rb-under":
            for part in line.xpath("./td/div"):
                name = _text(part.find("b"))
                found[-1] += _row(iter([(name, _text(part).removeprefix(name))]))
        else:
            found.append(_row(zip(headings, map(_text, line.xpath("./td")), strict=True)))
    return found


def html_grid(node: Any) -> GridRead:
    columns = [bare(_text(cell)) for cell in node.xpath("./thead/tr/th")]
    rows, cells, over = [], {}, ""
    for line in node.xpath("./tbody/tr"):
        groups = line.xpath('./th[@scope="rowgroup"]')
        over = bare(_text(groups[0])) if groups else over
        (own,) = line.xpath('./th[@scope="row"]')
        name = f"{over}/{bare(_text(own))}"
        rows.append(name)
        for column, cell in zip(columns, line.xpath("./td"), strict=True):
            fill = re.search(r"background:(#[0-9a-f]+)", cell.get("style") or "")
            missing = "rb-missing" in (cell.get("class") or "")
            colour = MISSING_FILL if missing else full(fill[1]) if fill else GROUND
            cells[name, column] = (bare(_text(cell)), colour.upper())
    return GridRead(rows, columns, cells)


def html_register(nodes: Sequence[Any]) -> list[list[str]]:
    """Of each entry: name and group, purpose, texts of its lists with their heading."""
    found = []
    for node in nodes:
        texts = [
            f"{_text(heading)}/{_text(item)}"
            for heading in node.xpath("./h3")
            for item in heading.getnext().xpath("./li")
        ]
        found.append([bare(part) for part in (_text(node.find("summary")), _text(node.find("p")), *texts)])
    return found


def html_links(node: Any) -> list[str]:
    return [bare(_text(item)) for item in node.xpath(".//li")]


def parts(text: str) -> Any:
    return parser.fromstring(f"<div>{text}</div>")


# slides


def slide_table(read: PanelRead, data: PanelData) -> list[Row]:
    """A single row stands as name and value; long columns in a line below their row, each with its name."""
    if len(data.rows) == 1 and len(data.headings) > 3:
        return [_row((row[0], row[1]) for table in read.tables for row in table[1:])]
    below = [
        heading for heading, column in zip(data.headings, data.panel.columns, strict=True) if column.below
    ]
    stop, gap = ("：", "　") if data.lang == "ja" else (": ", "   ")
    found: list[Row] = []
    for table in read.tables:
        for row in table[1:]:
            if below and any(row[0].startswith(f"{name}{stop}") for name in below) and not any(row[1:]):
                pattern = "|".join(re.escape(f"{name}{stop}") for name in below)
                pieces = re.split(f"(?:^|{gap})({pattern})", row[0])[1:]
                names = (name.removesuffix(stop) for name in pieces[::2])
                found[-1] += _row(zip(names, pieces[1::2], strict=True))
            else:
                found.append(_row(zip(table[0], row, strict=True)))
    return found


def slide_grid(read: PanelRead, grouped: bool) -> GridRead:
    lead = 2 if grouped else 1
    rows: dict[str, None] = {}
    columns: dict[str, None] = {}
    cells = {}
    for table, fills in zip(read.tables, read.fills, strict=True):
        heads, over = [bare(text) for text in table[0][lead:]], ""
        columns |= dict.fromkeys(heads)
        for texts, colours in zip(table[1:], fills[1:], strict=True):
            over = bare(texts[0]) or over if grouped else ""
            name = f"{over}/{bare(texts[lead - 1])}"
            rows[name] = None
            for column, text, colour in zip(heads, texts[lead:], colours[lead:], strict=True):
                cells[name, column] = (bare(text), (colour or GROUND).upper())
    return GridRead(list(rows), list(columns), cells)


# sheets


class SheetReader:
    """The cells of a workbook as a program shows them: a figure by its number format."""

    def __init__(self, book: Book, lang: Lang) -> None:
        self._lang = lang
        root = book.xml("xl/styles.xml")
        codes = {item.get("numFmtId"): item.get("formatCode") or "" for item in root.iter(f"{_M}numFmt")}
        self._formats = [codes.get(item.get("numFmtId"), "") for item in root.iterfind(f"{_M}cellXfs/{_M}xf")]

    def texts(self, sheet: Sheet) -> dict[tuple[int, int], str]:
        from tests.dashboard.pack.xlsx import place_of

        styles = {
            place_of(cell.get("r") or ""): int(cell.get("s") or 0) for cell in sheet.root.iter(f"{_M}c")
        }
        return {
            place: value if isinstance(value, str) else self._shown(value, self._formats[styles[place]])
            for place, value in sheet.cells.items()
        }

    def _shown(self, value: float, code: str) -> str:
        if "yyyy" in code:
            return fmt.date(dt.date(1899, 12, 30) + dt.timedelta(days=value), self._lang)
        exact = int(value) if value == int(value) else value
        return shown(exact, code) if code else str(exact)


def sheet_table(texts: dict[tuple[int, int], str], data: PanelData, wide: int) -> list[Row]:
    headings = [texts.get((HEAD - 1, at), "") for at in range(wide)]
    return [
        _row(zip(headings, (texts.get((HEAD + down, at), "") for at in range(wide)), strict=True))
        for down in range(len(data.rows))
    ]


def sheet_grid(texts: dict[tuple[int, int], str], sheet: Sheet, data: PanelData, grouped: bool) -> GridRead:
    lead = 2 if grouped else 1
    left = len(data.headings) + 1 + lead
    columns: list[str] = []
    while head := texts.get((HEAD - 1, left + len(columns))):
        columns.append(bare(re.sub(r"\n[（(](.*)[）)]$", r"\1", head)))
    rows, cells, down = [], {}, HEAD
    while name := texts.get((down, left - 1)):
        row = f"{bare(texts.get((down, left - 2), '')) if grouped else ''}/{bare(name)}"
        rows.append(row)
        for at, column in enumerate(columns):
            place = (down, left + at)
            cells[row, column] = (bare(texts.get(place, "")), (sheet.fills.get(place) or GROUND).upper())
        down += 1
    return GridRead(rows, columns, cells)


# files


def csv_table(data: PanelData) -> list[Row]:
    """A mark before what a spreadsheet would take for a formula is the file's own."""
    rows = list(csv.reader(io.StringIO(csv_bytes(data).decode("utf-8-sig"))))
    plain = [[re.sub("^'(?=[=＝@＠+＋−－-])", "", text) for text in row] for row in rows]
    return [_row(zip(plain[0], row, strict=True)) for row in plain[1:]]
