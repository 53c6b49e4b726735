"""One panel as slide and sheet hold it, read back from the files."""

from __future__ import annotations

from dataclasses import dataclass
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


def read_outputs(mart: Path, lang: Lang, folder: Path) -> list[Outputs]:
    """Every panel that has rows and slides of its own."""
    pack = whole(mart, lang)
    deck.write(pack, folder / "a.pptx", lambda done, of: None)
    workbook.write(pack, folder / "a.xlsx")
    shown, book = slides.panels(folder / "a.pptx"), Book(folder / "a.xlsx")
    names = [name for _, name in workbook.sheet_names(pack)]
    return [
        Outputs(data, shown[section.page_id, data.panel.panel_id], book, book.sheets[name])
        for (section, data), name in zip(every_panel(pack), names, strict=True)
        if data.rows and (section.page_id, data.panel.panel_id) in shown
    ]
