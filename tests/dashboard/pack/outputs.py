"""One panel as slide and sheet hold it, read back from the files; those of every panel are made once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dashboard.pack import slides as deck
from dashboard.pack import workbook
from dashboard.panel import PanelData
from dashboard.text import Lang
from tests.dashboard.pack import slides
from tests.dashboard.pack.made import every_panel, whole
from tests.dashboard.pack.slides import PanelRead
from tests.dashboard.pack.xlsx import Book, Sheet


@dataclass(frozen=True)
class Outputs:
    """One panel as each output holds it."""

    data: PanelData
    slide: PanelRead
    book: Book
    sheet: Sheet


@cache
def book_file(mart: Path, lang: Lang) -> Path:
    """The workbook of every panel, beside the mart. Only to be read."""
    file = mart.parent / f"every_{lang}.xlsx"
    workbook.write(whole(mart, lang), file)
    return file


@cache
def read_book(mart: Path, lang: Lang) -> Book:
    return Book(book_file(mart, lang))


@cache
def read_slides(mart: Path, lang: Lang) -> Mapping[tuple[str, str], PanelRead]:
    file = mart.parent / f"every_{lang}.pptx"
    deck.write(whole(mart, lang), file, lambda done, of: None)
    return slides.panels(file)


@cache
def read_outputs(mart: Path, lang: Lang) -> list[Outputs]:
    """Every panel that has rows and slides of its own."""
    pack, shown, book = whole(mart, lang), read_slides(mart, lang), read_book(mart, lang)
    names = [name for _, name in workbook.sheet_names(pack)]
    return [
        Outputs(data, shown[section.page_id, data.panel.panel_id], book, book.sheets[name])
        for (section, data), name in zip(every_panel(pack), names, strict=True)
        if data.rows and (section.page_id, data.panel.panel_id) in shown
    ]
