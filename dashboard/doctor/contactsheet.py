"""A contact sheet: every page in both languages as a picture, by a Chromium that is there anyway."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

from dashboard.mart import Mart
from dashboard.pack import content
from dashboard.pack import page as offline
from dashboard.pack.failed import Unmade
from dashboard.pack.handout import browse, chromium
from dashboard.pack.settings import Settings
from dashboard.pages import Page
from dashboard.state import State
from dashboard.text import T

_ACROSS, _WIDE, _TALL, _SCALE, _GAP, _LABEL = 4, 1100, 1500, 0.5, 20, 40
_NONE = T(
    "一覧の絵には Chromium 系のブラウザーが要る（RENKEI_CHROMIUM に場所を書く）",
    "a contact sheet needs a Chromium-based browser (name its place in RENKEI_CHROMIUM)",
)
_EMPTY = T("ブラウザーが絵を作らなかった", "the browser made no picture")


def write(mart: Mart, pages: Sequence[Page], today: dt.date, file: Path) -> None:
    """One PNG. Raises Unmade where there is no Chromium, or it makes no picture."""
    browser = chromium()
    if browser is None:
        raise Unmade(_NONE)
    with tempfile.TemporaryDirectory(prefix=".renkei-sheet-") as held:
        folder = Path(held)
        cells = []
        for lang in ("ja", "en"):
            for page in pages:
                settings = Settings(
                    meeting=page.name(lang),
                    date=today,
                    wanted=(page.page_id,),
                    languages=(lang,),
                    formats=("html",),
                    state=State(lang=lang),
                )
                name = f"{page.page_id}_{lang}.html"
                document = offline.document([content.make(settings, mart, lang)])
                (folder / name).write_text(document, encoding="utf-8")
                cells.append((name, f"{page.name(lang)} ({page.page_id}, {lang})"))
        sheet, made = folder / "sheet.html", folder / "sheet.png"
        sheet.write_text(_sheet(cells), encoding="utf-8")
        rows = -(-len(cells) // _ACROSS)
        size = (_ACROSS * (_cell(_WIDE) + _GAP) + _GAP, rows * (_cell(_TALL) + _LABEL + _GAP) + _GAP)
        browse(
            browser, sheet, folder / "profile", f"--screenshot={made}", f"--window-size={size[0]},{size[1]}"
        )
        if not made.is_file():
            raise Unmade(_EMPTY)
        file.write_bytes(made.read_bytes())


def _cell(side: int) -> int:
    return round(side * _SCALE)


def _sheet(cells: Sequence[tuple[str, str]]) -> str:
    frames = "".join(
        f"<figure><figcaption>{escape(label)}</figcaption><div><iframe src={name!r}></iframe></div></figure>"
        for name, label in cells
    )
    return (
        '<!doctype html><meta charset="utf-8"><style>'
        f"body{{margin:{_GAP}px 0 0 {_GAP}px;background:#d9d9d9;display:flex;flex-wrap:wrap}}"
        "figcaption{font:20px sans-serif}"
        f"figure{{margin:0 {_GAP}px {_GAP}px 0;width:{_cell(_WIDE)}px}}figcaption{{height:{_LABEL}px}}"
        f"div{{width:{_cell(_WIDE)}px;height:{_cell(_TALL)}px;overflow:hidden;background:#fff}}"
        f"iframe{{width:{_WIDE}px;height:{_TALL}px;border:0;transform:scale({_SCALE});transform-origin:0 0}}"
        f"</style>{frames}"
    )
