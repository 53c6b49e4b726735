"""One panel as a page of its own, for paper, as a picture, to hand on: opened from below the panel.

The offline page's own writer, its type and charts' library asked for from the board, which keeps them.
"""

from __future__ import annotations

import gzip
from dataclasses import replace
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import quote

from plotly import __version__ as plotly_version
from plotly.offline import get_plotlyjs

from dashboard import format as fmt
from dashboard.boardname import board_name
from dashboard.charts.kinds.plot import Plot
from dashboard.mart import Mart
from dashboard.pack import content, page, page_sheets
from dashboard.pack.content import Pack, Section
from dashboard.pack.page_figures import Figures
from dashboard.pack.settings import Settings
from dashboard.panel import PanelData
from dashboard.render import folds
from dashboard.state import State
from dashboard.text import Lang, word

_ASSETS = Path(__file__).resolve().parent / "assets"
_REACHED, _ALONE = _ASSETS / "reached.js", _ASSETS / "alone.js"
LIBRARY = f"/look/plotly.js?{plotly_version}"
_FACES = "".join(
    f'@font-face{{font-family:"Noto Sans JP";font-weight:{weight};'
    f'src:url("/fonts/NotoSansJP-{name}.woff2") format("woff2")}}\n'
    for name, weight in (("Regular", 400), ("Bold", 700))
)
# a chart that is higher stands upright on a sheet; so do tables of few columns
_HIGH, _MANY_COLUMNS = 560, 6
_SAYINGS = ("picture", "too_tall", "copied", "copy_by_hand", "link_copied", "own_machine", "failed")
# how high a sheet of A4 is within its margins, in CSS pixels; a little less, for what print rounds up
_ROOM = {"landscape": 670, "portrait": 995}


def document(panel_id: str, state: State, mart: Mart, base: str, reached: bool) -> str:
    """The page as HTML. `state` is settled for its build; `base`: the board's address, "" where others have
    none; `reached`: it is the one by which this reader came, not the office's. Raises PackError where there
    is no such panel."""
    settings = Settings(meeting="", date=None, wanted=(panel_id,), state=state, base=base)
    pack = content.make(settings, mart, state.lang)
    [section] = pack.sections
    [data] = section.panels
    figures = Figures()
    with fmt.calendar(state.calendar):
        doc = page_sheets.document(pack, figures, False, _tools(pack, section, data, reached))
    shape = _shape(data, figures)
    charts = f'{page.chart_data(figures)}<script src="{LIBRARY}"></script>\n'
    body = f"{doc}{charts}{_script(*page.SCRIPTS, _REACHED, _ALONE)}"
    root = f'class="rb-alone rb-{shape}" data-page="{_ROOM[shape]}"'
    return _page(data.title, pack.lang, page.style(pack, shape), body, root)


def room(page_id: str, name: str, state: State, base: str, reached: bool) -> str:
    """The QR code of a page of the board as large as a wall lets it be, with its address in words."""
    lang = state.lang
    address = base and f"{base}/{replace(state, present=False).address(page_id)}"
    code = page_sheets.place(address, name, lang)
    unreached = escape(word("alone.no_address", lang))
    body = (
        f'<main class="rb-room"><h1>{escape(name)}</h1>'
        f'<div class="rb-tools" data-base="{escape(base)}" {"data-reached " if reached else ""}>'
        f'<p class="rb-unreached"{" hidden" if base else ""}>{unreached}</p></div>'
        f"{code}</main>{_script(_REACHED)}"
    )
    return _page(f"{word('alone.room', lang)} {name}", lang, page.look(), body, 'class="rb-alone"')


def plain(text: str, lang: Lang) -> str:
    """A page that says why there is none."""
    return _page(
        board_name(lang), lang, page.look(), f'<main class="rb-room">{text}</main>', 'class="rb-alone"'
    )


def _page(title: str, lang: Lang, style: str, body: str, root: str) -> str:
    return (
        f'<!doctype html>\n<html lang="{lang}" {root}>\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_FACES}{style}\n</style>\n</head>\n"
        f"<body>\n{body}</body>\n</html>\n"
    )


def _script(*files: Path) -> str:
    text = "".join(file.read_text(encoding="utf-8") for file in files)
    return f"<script>{text}</script>\n"


@cache
def library() -> bytes:
    """plotly.js as the package brings it, gzipped."""
    return gzip.compress(get_plotlyjs().encode("utf-8"), 9, mtime=0)


def _shape(data: PanelData, figures: Figures) -> str:
    kind = data.panel.chart.kind
    if isinstance(data.panel.chart, Plot):
        upright = figures.highest > _HIGH
    else:
        upright = kind != "grid" and len(data.headings) <= _MANY_COLUMNS
    return "portrait" if upright else "landscape"


def _tools(pack: Pack, section: Section, data: PanelData, reached: bool) -> str:
    """What can be done with the panel, and a place for what came of it."""
    lang, panel_id = pack.lang, data.panel.panel_id
    drawn = isinstance(data.panel.chart, Plot) and bool(data.rows)
    names = ["print"] + (["png"] if data.rows else []) + (["svg"] if drawn else [])
    names += (["copy"] if data.rows else []) + ["link"]
    buttons = "".join(
        f'<button type="button" data-do="{name}">{escape(word(f"alone.{name}", lang))}</button>'
        for name in names
    )
    state = replace(section.state, build=pack.build_id, against=None, present=False)
    csv = f"/{folds.address(panel_id, 'csv', section.state, pack.build_id)}"
    links = [(csv, word("panel.download", lang))] if data.rows else []
    board = f"/{state.address(section.page_id)}#{quote(panel_id, safe='')}"
    links.append((board, word("alone.board", lang).format(board=board_name(lang))))
    said = _said(lang)
    return (
        f'<div class="rb-tools" data-file="{escape(panel_id)}" data-link="{escape(board)}" '
        f'data-base="{escape(pack.settings.base)}" {"data-reached " if reached else ""}{said}>'
        f"{buttons}{''.join(_link(*item) for item in links)}"
        f'<p class="rb-told" role="status"></p>'
        f'<p class="rb-unreached"{" hidden" if pack.settings.base else ""}>'
        f"{escape(word('alone.no_address', lang))}</p></div>"
    )


def _said(lang: Lang) -> str:
    """What alone.js says of what came of a click."""
    return " ".join(
        f'data-{name.replace("_", "-")}="{escape(word(f"alone.{name}", lang))}"' for name in _SAYINGS
    )


def _link(href: str, text: str) -> str:
    return f'<a class="rb-save" href="{escape(href)}">{escape(text)}</a>'
