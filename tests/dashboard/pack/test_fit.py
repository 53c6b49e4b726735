"""Words of the slides stay in their boxes and cells, measured letter by letter, in the wider of two types:
the slides' own and the board's, which stands in for it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PIL import ImageFont
from pptx import Presentation

from dashboard.mart import shared_mart
from dashboard.pack import content
from dashboard.pack.native.measure import BOLD, em_of, ems
from dashboard.pack.slides import write
from dashboard.text import Lang
from tests.dashboard.chrome import ROOT
from tests.dashboard.pack.made import request
from tests.long import some

_FONTS = ROOT / "dashboard" / "fonts"
# a Latin word stays whole, Japanese breaks behind any letter
_TOKEN = re.compile(r"[^\u2e80-\uffef\s]+|\s|.", re.DOTALL)
_EMU, _SIZE = 12700, 100


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_FONTS / f"NotoSansJP-{'Bold' if bold else 'Regular'}.woff2"), _SIZE)


@cache
def _wide(text: str, bold: bool) -> float:
    """In ems."""
    named = sum(em_of(letter) for letter in text) if text.isascii() else 0.0
    return max(_font(bold).getlength(text) / _SIZE, named * (1.02 if bold else 1.0))


# widths in ems as the type's own file gives them: regular, bold
@pytest.mark.parametrize(
    ("text", "regular", "bold"),
    [
        ("Most wanted to be shared with neighbours or the region: Health guidance", 40.96, 41.84),
        ("General administration (municipalities, sum)", 24.54, 25.10),
        ("Building engineer (17/23) (suppressed (told of one side))", 32.30, 32.87),
        ("152,486", 4.73, 4.76),
    ],
)
def test_a_text_is_measured_as_wide_as_its_type_sets_it(text: str, regular: float, bold: float) -> None:
    assert regular <= ems(text) <= regular * 1.02
    assert bold <= ems(text) * BOLD <= bold * 1.07


def _lines(paragraph: Any, room: float) -> tuple[int, float]:
    """How many lines a paragraph takes in so many points, and their size."""
    runs = [
        (run.text, run.font.size.pt, bool(run.font.bold))
        for run in paragraph.runs
        if run.font.size is not None
    ]
    size = max((points for _, points, _ in runs), default=0.0)
    breaks = len(paragraph._p.xpath("./a:br"))
    if breaks:
        return sum(_folded([run], room) for run in runs), size
    return _folded(runs, room), size


def _folded(runs: list[tuple[str, float, bool]], room: float) -> int:
    count, used = 1, 0.0
    for text, points, bold in runs:
        for token in _TOKEN.findall(text):
            wide = _wide(token, bold) * points
            if used + wide > room and used and not token.isspace():
                count, used = count + 1, 0.0
            used += wide
    return count


def _tall(paragraphs: Any, room: float) -> float:
    found = [_lines(paragraph, room) for paragraph in paragraphs]
    return sum(count * size * 1.25 for count, size in found)


def _longest_word(paragraphs: Any) -> float:
    """In points, of Latin words that no program breaks where a reader would."""
    return max(
        (
            _wide(token, bool(run.font.bold)) * run.font.size.pt
            for paragraph in paragraphs
            for run in paragraph.runs
            for word in run.text.split()
            if not re.search("[_/=]", word)  # codes and addresses are
            for token in re.findall(r"[A-Za-z.,()]+", word)
        ),
        default=0.0,
    )


# one of each every time, the other two with the long tests
_CASES = some(
    [("ja", False), ("en", True), ("ja", True), ("en", False)],
    lambda number, case: number < 2,
    rows=True,
)


@pytest.mark.parametrize(("lang", "large"), _CASES)
def test_no_word_leaves_its_box(lang: Lang, large: bool, mart_copy: Path, tmp_path: Path) -> None:
    pages = ("overview", "compare", "disbursements", "staffing", "fields", "profile", "cases", "data")
    pack = content.make(request(lang, pages, large_print=large), shared_mart(mart_copy), lang)
    write(pack, tmp_path / "pack.pptx", lambda done, of: None)
    wrong, checked = misfits(tmp_path / "pack.pptx")
    assert checked > 200
    assert wrong == []


def misfits(path: Path) -> tuple[list[tuple[int, str, float, float]], int]:
    """Texts that leave their box or cell (slide, text, needed, had), and how many were looked at."""
    wrong, checked = [], 0
    for number, slide in enumerate(Presentation(str(path)).slides, 1):
        for shape in slide.shapes:
            if shape.has_text_frame and shape.text_frame.text.strip():
                checked += 1
                high = _tall(shape.text_frame.paragraphs, shape.width / _EMU)
                if high > shape.height / _EMU + 6:
                    wrong.append((number, shape.text_frame.text[:40], high, shape.height / _EMU))
            if shape.has_table:
                wrong += _cells(shape.table, number)
                checked += 1
    return wrong, checked


def _cells(table: Any, number: int) -> list[tuple[int, str, float, float]]:
    """Cells that are higher than their row: the table would grow into the footer."""
    wrong = []
    widths = [column.width for column in table.columns]
    for row in table.rows:
        for at, cell in enumerate(row.cells):
            if cell.is_spanned:
                continue
            room = sum(widths[at : at + cell.span_width]) - cell.margin_left - cell.margin_right
            high = _tall(cell.text_frame.paragraphs, room / _EMU)
            broken = _longest_word(cell.text_frame.paragraphs)
            if broken > room / _EMU + 0.5:
                wrong.append((number, cell.text[:40], broken, room / _EMU))
            rows = row.height / _EMU * (cell.span_height or 1)
            if high + (cell.margin_top + cell.margin_bottom) / _EMU > rows + 1:
                wrong.append((number, cell.text[:40], high, rows))
    return wrong


_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_WORDS = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_years_below_small_charts_stand_in_one_line_each(lang: Lang, mart_copy: Path, tmp_path: Path) -> None:
    pack = content.make(request(lang, ("disbursements",)), shared_mart(mart_copy), lang)
    write(pack, tmp_path / "pack.pptx", lambda done, of: None)
    checked = 0
    for slide in Presentation(str(tmp_path / "pack.pptx")).slides:
        for shape in slide.shapes:
            if not shape.has_chart:
                continue
            chart = shape.chart._chartSpace
            width, axis = chart.find(f".//{_CHART}layout//{_CHART}w"), chart.find(f".//{_CHART}catAx")
            names = [name.label for name in shape.chart.plots[0].categories]
            if width is None or chart.find(f".//{_CHART}lineChart") is None or axis is None:
                continue
            points = int(axis.find(f".//{_WORDS}defRPr").get("sz")) / 100
            room = float(width.get("val")) * shape.width / _EMU / (len(names) - 1)
            assert max(_wide(name, False) for name in names) * points <= room, (slide, names, points, room)
            checked += 1
    assert checked >= 8
