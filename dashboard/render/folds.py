"""What a page leaves folded: its place on the page, and what stands in it once a reader opens it.

A page that held every table and its sources would send them to every reader at every click, and a widget
of the toolkit for each of them costs the server as much as a chart. So the page holds a name alone; what it
stands for is asked for by an address of its own (dashboard/parts.py) that names the build and the choices:
what opens belongs to the figures on screen, whatever was published since, whichever process answers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape
from urllib.parse import quote, urlencode

from dashboard import failure
from dashboard.charts.kinds.plot import Plot
from dashboard.conclusion import reached
from dashboard.panel import Origin, PanelData
from dashboard.render import html
from dashboard.render.language import passage
from dashboard.state import State
from dashboard.text import Lang, word


def failed(number: str, lang: Lang, what: str = "panel") -> str:
    """In the place of what failed: a sentence, and the number that stands in the log."""
    return notice(failure.sentence(number, lang, what), lang)


CARDS, SHEET, SETTINGS = "cards.", "sheet", "office_settings"  # parts that belong to no panel


def notice(text: str, lang: Lang) -> str:
    """In the place of a part that is not there: why."""
    return f'<p class="rb-failure" role="status">{passage(text, lang)}</p>'


def contained(data: PanelData, part: str, make: Callable[[], str]) -> str:
    """One part of a panel as HTML; where it fails, that it does, and the other parts stand."""
    parts: list[str] = []
    place = f"{part} of panel {data.panel.panel_id}"
    with failure.contained(place, lambda number: parts.append(failed(number, data.lang))):
        parts.append(make())
    return parts[0]


def address(name: str, what: str, state: State, build_id: str) -> str:
    """Where the browser asks for a part, relative to any page of the board."""
    fixed = replace(state, build=build_id, against=None, present=False)
    return f"part/{quote(name, safe='')}/{what}?{urlencode(fixed.query(), doseq=True)}"


def cards(page_id: str) -> str:
    """The name under which the cards of a page are asked for."""
    return f"{CARDS}{page_id}"


def fold(name: str, what: str, label: str, state: State, build_id: str, over: bool = False) -> str:
    """A name that folds open. With `over` it lies over the page, which keeps its height."""
    lang = state.lang
    loading = f'<p class="rb-source" role="status">{escape(word("fold.loading", lang))}</p>'
    return (
        f'<details class="rb-fold{" rb-over" if over else ""}" data-fold="{escape(f"{what}_{name}")}" '
        f'data-part="{escape(address(name, what, state, build_id))}" '
        f'data-sorry="{escape(word("fold.sorry", lang))}">'
        f"<summary>{escape(label)}</summary>"
        f'<div class="rb-fold-body">{loading}</div></details>'
    )


def alone(data: PanelData, state: State) -> str:
    """The link to the panel as a page of its own: paper, pictures, QR code (pack/panel_page.py)."""
    lang, panel_id = data.lang, data.panel.panel_id
    name = word("alone.chart" if isinstance(data.panel.chart, Plot) else "alone.table", lang)
    about = word("alone.opens", lang).format(name=name, question=data.panel.question(lang))
    fixed = replace(state, build=data.build_id, against=None, present=False)
    href = fixed.address(f"panel/{quote(panel_id, safe='')}")
    return (
        f'<a class="rb-save" data-alone="{escape(panel_id)}" target="_blank" rel="noopener" '
        f'aria-label="{escape(about)}" href="{escape(href)}">'
        f"{escape(name)}</a>"
    )


def room(page_id: str, state: State) -> str:
    """The link to the QR code of a page, for those who sit in the room (pack/panel_page.py)."""
    href = replace(state, present=False).address(f"room/{page_id}")
    return (
        f'<a class="rb-save" data-room target="_blank" rel="noopener" href="{escape(href)}">'
        f"{escape(word('alone.room', state.lang))}</a>"
    )


def proposal_link(state: State, build_id: str) -> str:
    """The link to the coalition as a proposal of one sheet (pack/proposal.py)."""
    href = replace(state, build=build_id, against=None, present=False).address("proposal")
    return (
        f'<a class="rb-save" data-proposal target="_blank" rel="noopener" href="{escape(href)}">'
        f"{escape(word('proposal.open', state.lang))}</a>"
    )


def save(data: PanelData, state: State) -> str:
    """The links that save the table as CSV, and due days for a calendar program."""
    links = _save(data, state, "csv", "panel.download")
    if data.panel.saves is not None and data.rows:
        links += _save(data, state, "ics", "panel.calendar")
    return links


def _save(data: PanelData, state: State, what: str, label: str) -> str:
    panel_id = data.panel.panel_id
    return (
        f'<a class="rb-save" data-save="{escape(panel_id)}" download="{escape(panel_id)}.{what}" '
        f'href="{escape(address(panel_id, what, state, data.build_id))}">'
        f"{escape(word(label, data.lang))}</a>"
    )


def below(data: PanelData, state: State) -> str:
    """Under a panel: its table, where its figures come from, and the table to save."""
    panel_id, lang, build_id = data.panel.panel_id, data.lang, data.build_id
    parts = []
    if data.panel.chart.kind != "table" and data.rows:
        parts.append(fold(panel_id, "table", word("panel.table", lang), state, build_id))
    if data.panel.origin:
        parts.append(fold(panel_id, "origin", word("panel.origin", lang), state, build_id))
    links = f"{save(data, state)}{alone(data, state)}{_full(data, state)}"
    return f'<div class="rb-below">{"".join(parts)}{links}</div>'


def _full(data: PanelData, state: State) -> str:
    """Where a chart fills the screen: the presentation of it alone."""
    if not isinstance(data.panel.chart, Plot) or not data.rows:
        return ""
    presented = replace(reached(state), present=True, step=2, show=(data.panel.panel_id,))
    href = escape(presented.address(""))
    return f'<a class="rb-full" href="{href}" target="_self">{escape(word("fold.full", data.lang))}</a>'


def details(data: PanelData, state: State) -> str:
    """The same behind one name, on a page that must fit one screen."""
    label = word("panel.details", data.lang)
    part = fold(data.panel.panel_id, "details", label, state, data.build_id, over=True)
    return f'<div class="rb-below">{part}{alone(data, state)}{_full(data, state)}</div>'


def table_part(data: PanelData) -> str:
    return contained(data, "table", lambda: html.data_table(data, tall=True, folded=True))


def origin_part(data: PanelData) -> str:
    return contained(data, "where from", lambda: html.origin_table(data))


def details_part(data: PanelData, state: State) -> str:
    """All that a compact panel leaves out: table, where from, the table to save, sources and notes."""
    where = ""
    if data.panel.origin:
        where = f'<h3 class="rb-title">{escape(word("panel.origin", data.lang))}</h3>{origin_part(data)}'
    saved = f'<div class="rb-below">{save(data, state)}</div>'
    return f"{table_part(data)}{where}{saved}{contained(data, 'footer', lambda: html.footer(data))}"


def sheet_tables(shown: Sequence[PanelData], state: State) -> str:
    """The figures of a region's sheet, part by part."""
    return "".join(
        f'{_name(data)}{table_part(data)}<div class="rb-below">{save(data, state)}{alone(data, state)}</div>'
        for data in shown
        if data.rows
    )


def sheet_origins(shown: Sequence[PanelData]) -> str:
    return "".join(f"{_name(data)}{origin_part(data)}" for data in shown)


def _name(data: PanelData) -> str:
    return f'<h2 class="rb-title">{passage(data.title, data.lang)}</h2>'


def card_origins(items: Sequence[tuple[str, Sequence[Origin]]], lang: Lang) -> str:
    """Where the figures of a page's cards come from, card by card."""
    return "".join(
        f'<h2 class="rb-title">{escape(name)}</h2>'
        + html.origins(rows, f"{word('panel.origin', lang)}: {name}", lang)
        for name, rows in items
    )
