"""Just enough of an .xlsx to read what a program sees in it: typed cells, formulas, charts, print set-up."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from xml.etree import ElementTree

_M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_REF = re.compile(r"^'?(.*?)'?!\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?$")


@dataclass
class Series:
    name: str
    across: str
    values: str


@dataclass
class Sheet:
    name: str
    root: ElementTree.Element
    cells: dict[tuple[int, int], float | str] = field(default_factory=dict)
    charts: list[ElementTree.Element] = field(default_factory=list)
    alts: list[str] = field(default_factory=list)  # what a screen reader says of the charts
    fills: dict[tuple[int, int], str] = field(default_factory=dict)

    @property
    def series(self) -> list[Series]:
        return [
            Series(*(one.findtext(f"{_C}{part}//{_C}f") or "" for part in parts))
            for chart in self.charts
            for one in chart.iter(f"{_C}ser")
            for parts in [
                ("tx", "xVal", "yVal") if one.find(f"{_C}xVal") is not None else ("tx", "cat", "val")
            ]
        ]

    def row(self, number: int) -> list[float | str | None]:
        found = {at: value for (row, at), value in self.cells.items() if row == number}
        return [found.get(at) for at in range(max(found, default=-1) + 1)]


class Book:
    """An opened workbook. Rows and columns count from 0."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path)
        self.names = self._zip.namelist()
        book = self.xml("xl/workbook.xml")
        targets = self._targets("xl/_rels/workbook.xml.rels")
        self.defined = {
            (item.get("name"), item.get("localSheetId")): item.text or ""
            for item in book.iter(f"{_M}definedName")
        }
        self.sheets = {
            item.get("name") or "": self._sheet(
                item.get("name") or "", f"xl/{targets[item.get(f'{_R}id') or '']}"
            )
            for item in book.iter(f"{_M}sheet")
        }

    def xml(self, name: str) -> ElementTree.Element:
        return ElementTree.fromstring(self._zip.read(name))

    def text(self, name: str) -> str:
        return self._zip.read(name).decode("utf-8")

    @cached_property
    def _shared(self) -> list[str]:
        root = self.xml("xl/sharedStrings.xml")
        return ["".join(part.text or "" for part in item.iter(f"{_M}t")) for item in root]

    @cached_property
    def _fills(self) -> list[str | None]:
        """Format → the colour behind a cell's text: of a pattern the ground, not the lines."""
        root = self.xml("xl/styles.xml")
        colours: list[str | None] = []
        for pattern in root.iterfind(f"{_M}fills/{_M}fill/{_M}patternFill"):
            part = "fgColor" if pattern.get("patternType") == "solid" else "bgColor"
            found = pattern.find(f"{_M}{part}")
            colours.append(f"#{(found.get('rgb') or '')[2:]}" if found is not None else None)
        return [
            colours[int(item.get("fillId") or 0)] if item.get("applyFill") or item.get("fillId") else None
            for item in root.iterfind(f"{_M}cellXfs/{_M}xf")
        ]

    def _targets(self, name: str) -> dict[str, str]:
        if name not in self.names:
            return {}
        return {item.get("Id") or "": item.get("Target") or "" for item in self.xml(name)}

    def _sheet(self, name: str, place: str) -> Sheet:
        sheet = Sheet(name, self.xml(place))
        for cell in sheet.root.iter(f"{_M}c"):
            fill = self._fills[int(cell.get("s") or 0)]
            if fill:
                sheet.fills[place_of(cell.get("r") or "")] = fill
            told = cell.findtext(f"{_M}v")
            if told is not None:
                value = self._shared[int(told)] if cell.get("t") == "s" else float(told)
                sheet.cells[place_of(cell.get("r") or "")] = value
        for drawing in self._targets(place.replace("worksheets/", "worksheets/_rels/") + ".rels").values():
            if "drawing" in drawing:
                drawn = drawing.split("/")[-1]
                frames = self.xml(f"xl/drawings/{drawn}").iterfind(".//{*}graphicFrame//{*}cNvPr")
                sheet.alts += [frame.get("descr") or "" for frame in frames]
                for chart in self._targets(f"xl/drawings/_rels/{drawn}.rels").values():
                    sheet.charts.append(self.xml(f"xl/charts/{chart.split('/')[-1]}"))
        return sheet

    def range(self, reference: str) -> list[float | str | None]:
        """The cells a chart names, row by row; an empty cell is None."""
        found = _REF.match(reference)
        assert found, reference
        name, left, top, right, bottom = found.groups()
        cells = self.sheets[name.replace("''", "'")].cells
        rows = range(int(top) - 1, int(bottom or top))
        columns = range(_letters(left), _letters(right or left) + 1)
        return [cells.get((row, at)) for row in rows for at in columns]


def place_of(reference: str) -> tuple[int, int]:
    found = re.fullmatch(r"([A-Z]+)(\d+)", reference)
    assert found, reference
    return int(found[2]) - 1, _letters(found[1])


def _letters(text: str) -> int:
    at = 0
    for letter in text:
        at = at * 26 + ord(letter) - 64
    return at - 1
