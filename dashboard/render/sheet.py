"""The sheet of one region: A4 portrait, the same on screen and on paper. Draws PanelData only."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from dashboard.card import CardData
from dashboard.charts.kinds import drawings
from dashboard.charts.plotly import SHEET, SentFigure, sent_figure
from dashboard.panel import Citation, PanelData
from dashboard.render import html
from dashboard.render.language import passage
from dashboard.text import Lang, T, word

STYLE = Path(__file__).resolve().parent / "sheet.css"
# one script for the whole visit: the button has no handler of its own, the content policy of the
# toolkit's HTML takes it away
PRINT = """
if (!window.rbPrint) {
    window.rbPrint = true;
    document.addEventListener("click", (event) => {
        if (event.target.closest && event.target.closest(".rb-print")) window.print();
    });
}
"""


def print_button(lang: Lang) -> str:
    """A button of the page itself, reached by Tab and pressed by Enter or Space."""
    return f'<button type="button" class="rb-print">{escape(word("sheet.print", lang))}</button>'


def top(facts: PanelData, kind: str, title: str, cards: Sequence[CardData]) -> str:
    """What the sheet is, name, the region in one sentence, six figures."""
    lang = facts.lang
    scheme = facts.cells[0][0] if facts.cells else ""
    return (
        f'<div class="rb-sheet-top"><p class="rb-sheet-kind">{escape(kind)}'
        f" · {escape(scheme)}</p>"
        f'<h2 class="rb-sheet-name">{passage(title, lang)}</h2></div>'
        f"{html.cards(cards)}"
    )


def heading(data: PanelData) -> str:
    return _heading(data, data.title, data.subtitle)


def _heading(data: PanelData, title: str, subtitle: str = "") -> str:
    below = f'<p class="rb-subtitle">{passage(subtitle, data.lang)}</p>' if subtitle else ""
    return (
        f'<div class="rb-head rb-sheet-head" id="{escape(data.panel.panel_id)}">'
        f'<h3 class="rb-title">{passage(title, data.lang)}</h3>{below}</div>'
    )


def chart(data: PanelData) -> SentFigure:
    """The chart of the page it comes from, in the size of the sheet, without the region's name again."""
    return sent_figure(drawings(data), SHEET)


def absent(key: str, lang: Lang) -> str:
    """In the place of a chart: why there is none."""
    return f'<p class="rb-missing rb-sheet-absent">{escape(word(f"missing.{key}", lang))}</p>'


def bottom(parts: Sequence[PanelData], surveyed: Sequence[PanelData], quoted: Sequence[Citation]) -> str:
    """Left dates, fields, shortages and what a survey found, right the members; below them the sources."""
    facts, fields, shortages, members = parts
    lang = facts.lang
    left = f"{_dates(facts)}{_list(fields, 1)}{_list(shortages, 1)}"
    # survey and period stand with the sources: a paper's last lines have no room for a long subtitle
    left += "".join(_heading(data, data.title) for data in surveyed)
    right = f"{_heading(members, members.title, _plain(members))}{_members(members)}"
    return (
        f'<div class="rb-sheet-two"><div>{left}</div><div>{right}</div></div>'
        f'<div class="rb-sheet-foot">{_foot(members, quoted, lang)}</div>'
    )


def _dates(facts: PanelData) -> str:
    """Everything the facts hold as name and value but the scheme, which stands in the head.

    Their finding is the name of the whole sheet; the last of them, the background, is a sentence.
    """
    if not facts.cells:
        return heading(facts)
    told = list(zip(facts.headings, facts.cells[0], strict=True))
    pairs = "".join(
        f"<dt>{passage(name, facts.lang)}</dt><dd>{passage(cell, facts.lang)}</dd>"
        for name, cell in told[1:-1]
    )
    return (
        f'{_heading(facts, _plain(facts))}<dl class="rb-sheet-dates">{pairs}</dl>'
        f'<p class="rb-sheet-list">{passage(told[-1][1], facts.lang)}</p>'
    )


def _plain(data: PanelData) -> str:
    """The subtitle without what the panel adds to it: a sheet says that once, with the chart."""
    named = data.panel.subtitle
    return named(data.lang) if isinstance(named, T) else named(data.rows, data.lang)


def _list(data: PanelData, column: int) -> str:
    """The finding, and below it one column of the rows where the finding does not name them all."""
    comma = "、" if data.lang == "ja" else ", "
    names = list(dict.fromkeys(row[column] for row in data.cells))
    told = "" if all(name in data.title for name in names) else comma.join(names)
    body = f'<p class="rb-sheet-list">{passage(told, data.lang)}</p>' if told else ""
    return f"{_heading(data, data.title)}{body}"


def _members(data: PanelData) -> str:
    head = "".join(
        f'<th scope="col" class="{"rb-n" if number else ""}">{passage(name, data.lang)}</th>'
        for name, number in zip(data.headings, data.numeric, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f'<td class="{"rb-n" if number else ""}">{passage(cell, data.lang)}</td>'
            for cell, number in zip(row, data.numeric, strict=True)
        )
        + "</tr>"
        for row in data.cells
    )
    name = html.caption(data)
    # on a phone it is wider than the screen: whoever has no mouse scrolls it too
    return (
        f'<div class="rb-sheet-wide" tabindex="0" role="region" aria-label="{escape(name)}">'
        f'<table class="rb-sheet-members"><caption class="rb-hidden">{passage(name, data.lang)}'
        f"</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _foot(data: PanelData, quoted: Sequence[Citation], lang: Lang) -> str:
    """Every source once, with its as-of, and the build."""
    stop, comma = ("：", "／") if lang == "ja" else (": ", "; ")
    sources = comma.join(html.cited(item, lang) for item in quoted)
    notes = (" / ").join(data.remarks)
    return (
        f'<p class="rb-source">{escape(word("panel.source", lang))}{stop}{passage(sources, lang)}</p>'
        + (f'<p class="rb-source">{passage(notes, lang)}</p>' if notes else "")
        + f'<p class="rb-source">{escape(word("panel.build", lang))}{stop}{escape(data.build_id)}</p>'
    )
