"""Panels alone, each a sheet of its own with the address and QR code that lead back to it on the board."""

from __future__ import annotations

from html import escape
from urllib.parse import unquote

from dashboard.pack.content import Pack
from dashboard.pack.failed import writing
from dashboard.pack.page_figures import Figures
from dashboard.pack.page_parts import appendix, frame, panel
from dashboard.render.language import passage
from dashboard.render.qrcode import qr_code
from dashboard.text import Lang, word


def document(pack: Pack, figures: Figures, paper: bool, tools: str = "") -> str:
    """Everything in one language: sheet after sheet, and behind them the figures where they were asked for.

    `tools`: what a reader can do with it, as HTML, before the first sheet.
    """
    lang = pack.lang
    sheets = []
    for number, section in enumerate(pack.sections):
        name = f'<h2 class="rb-kicker">{escape(section.title)}</h2>'
        for data in section.panels:
            anchor = f"{lang}-{number}-{data.panel.panel_id}"
            below = place(pack.address_of(section, data), data.title, lang)
            with writing(data):
                sheets.append(panel(data, section, anchor, figures, paper, name, below))
    figures_behind = appendix(pack) if paper and pack.values else ""
    head = f'<header><h1 class="rb-hidden">{passage(pack.title, lang)}</h1>{tools}</header>'
    return frame(pack, head, f'<div class="rb-sheets">{"".join(sheets)}</div>{figures_behind}')


def place(address: str, name: str, lang: Lang) -> str:
    """Where a panel stands on the board, in words and as a QR code; nothing where others have no address."""
    if not address:
        return ""
    told = f"{word('pack.address', lang)}{'：' if lang == 'ja' else ': '}{unquote(address)}"
    try:
        code = qr_code(address, word("alone.qr", lang).format(name=name))
    except ValueError:  # longer than the largest code holds
        code = ""
    return f'<div class="rb-place"><p class="rb-address">{escape(told)}</p>{code}</div>'
