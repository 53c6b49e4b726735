"""Parts of a page that are HTML of our own: cards, tables, grids, lists. All text is escaped here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape

from dashboard.card import CardData
from dashboard.chart import Table
from dashboard.charts import cells
from dashboard.charts.registers import entries
from dashboard.manyrows import MOST
from dashboard.office import logo_data
from dashboard.panel import Citation, Origin, PanelData
from dashboard.render.language import passage
from dashboard.text import Lang, word


def logo() -> str:
    """The office's own; the name of the board stands beside it in words."""
    data = logo_data()
    return f'<img class="rb-logo" src="{data}" alt="">' if data else ""


def cards(items: Sequence[CardData], level: int = 2, address: Callable[[str], str] | None = None) -> str:
    """Cards of equal height in one row, wrapping on narrow screens. `level` is that of their headings;
    `address` that of a panel, where figures can be clicked."""
    parts = [
        f'<section class="rb-card" data-card="{escape(item.card_id)}">'
        f'<h{level} class="rb-card-label">{escape(item.label)}</h{level}>'
        f'<p class="rb-figure{" rb-words" if _wordy(item) else ""}">{_figure(item, address)}'
        f'<span class="rb-unit">{escape(item.unit)}</span></p>'
        f'<p class="rb-compare">{escape(item.compare)}</p>'
        f'<p class="rb-asof">{escape(item.as_of)}</p></section>'
        for item in items
    ]
    six = " rb-six" if len(items) == 6 else ""
    return f'<div class="rb-cards{six}">{"".join(parts)}</div>'


def _figure(item: CardData, address: Callable[[str], str] | None) -> str:
    if address is None or not item.panel:
        return escape(item.figure)
    # a figure alone would not say what it opens
    name = f'<span class="rb-hidden">{escape(item.label)} </span>'
    return f'<a href="{escape(address(item.panel))}" target="_self">{name}{escape(item.figure)}</a>'


def _wordy(item: CardData) -> bool:
    return not any(ch.isdigit() for ch in item.figure) or len(item.figure) > 7


def heading(data: PanelData, compact: bool = False) -> str:
    """Finding as the title, measure, unit, area and period below it."""
    return (
        f'<div class="rb-head{" rb-compact" if compact else ""}" id="{escape(data.panel.panel_id)}">'
        f'<h2 class="rb-title">{passage(data.title, data.lang)}</h2>'
        # a small chart says by itself what it leaves out
        f'<p class="rb-subtitle">{passage(data.measured if compact else data.subtitle, data.lang)}</p></div>'
    )


def cited(item: Citation, lang: Lang) -> str:
    """Publisher, title and as-of; the date is not said twice where the title holds it."""
    if lang == "ja":
        return f"{item.publisher}「{item.title}」（{word('panel.as_of', lang)} {item.as_of}）"
    unknown = item.as_of == word("missing.unknown", lang)
    when = "" if item.as_of in item.title else f" (as of {item.as_of})"
    when = " (date unknown)" if unknown else when
    return f"{item.publisher}, {item.title}{when}"


def footer(data: PanelData) -> str:
    """What was decided about it; sources with as-of, what is missing, notes, build: under every panel."""
    lang = data.lang
    stop = "：" if lang == "ja" else ": "
    sources = ("／" if lang == "ja" else "; ").join(cited(item, lang) for item in data.citations)
    parts = [f"{word('panel.source', lang)}{stop}{sources}"] if sources else []
    if data.missing:
        parts.append(
            f"{word('panel.missing', lang)}{stop}{('、' if lang == 'ja' else ', ').join(data.missing)}"
        )
    if data.notes:
        parts.append(f"{word('panel.notes', lang)}{stop}{' / '.join(data.notes)}")
    parts.append(f"{word('panel.build', lang)}{stop}{data.build_id}")
    decided = data.decided.listed(lang)
    return "".join(
        f'<p class="{kind}">{passage(line, lang)}</p>'
        for kind, lines in (("rb-decided", decided), ("rb-source", parts))
        for line in lines
    )


def table(
    headings: Sequence[str],
    texts: Iterable[Sequence[str]],
    numeric: Sequence[bool],
    caption: str,
    tall: bool = False,
    lang: Lang = "ja",
    below: Sequence[bool] | None = None,
) -> str:
    """A plain table: column headers in scope, numbers right-aligned. `lang` is the page's.

    Columns marked `below` stand in a line of their own under their row, each with its name.
    """
    rows = list(texts)
    kinds = [_kind_of([row[at] for row in rows], number) for at, number in enumerate(numeric)]
    # an empty mark on every cell would be a tenth of a large table
    marks = [f' class="{kind}"' if kind else "" for kind in kinds]
    under = [at for at, apart in enumerate(below or ()) if apart]
    across = [at for at in range(len(headings)) if at not in under]
    head = "".join(f'<th scope="col" class="{kinds[at]}">{passage(headings[at], lang)}</th>' for at in across)
    # not `tr:has(+ .rb-under)` in the stylesheet: with it each text that a chart measures restyles the page
    row_tag = '<tr class="rb-over">' if under else "<tr>"
    body = "".join(
        row_tag
        + "".join(f"<td{marks[at]}>{passage(row[at], lang)}</td>" for at in across)
        + "</tr>"
        + _under([(headings[at], row[at]) for at in under], len(across), lang)
        for row in rows
    )
    return (
        f'<div class="rb-scroll{" rb-tall" if tall else ""}" tabindex="0" role="region" '
        f'aria-label="{escape(caption)}"><table class="rb-table"><caption class="rb-hidden">'
        f"{passage(caption, lang)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _under(items: Sequence[tuple[str, str]], columns: int, lang: Lang) -> str:
    if not items:
        return ""
    lines = "".join(
        f"<div><b>{passage(name, lang)}</b> {passage(text, lang)}</div>" for name, text in items if text
    )
    return f'<tr class="rb-under"><td colspan="{columns}">{lines}</td></tr>'


def _kind_of(column: Sequence[str], number: bool) -> str:
    """Numbers to the right; a column of sentences gets room, so that no cell becomes a tower of words."""
    if number:
        return "rb-n"
    longest = max((len(cell) for cell in column), default=0)
    return "rb-long" if longest > 60 else "rb-mid" if longest > 16 else "rb-short" if 4 < longest < 7 else ""


def caption(data: PanelData, name: str = "") -> str:
    """Names a region of the page. Two of one panel need different names: what folds open says its own."""
    if data.lang == "ja":
        return f"{name}{'：' if name else ''}{data.title}（{data.subtitle}）"
    return f"{name}{': ' if name else ''}{data.title} ({data.subtitle})"


def data_table(data: PanelData, tall: bool = False, folded: bool = False) -> str:
    """The figures of a panel as a table; `folded` where it opens from a button."""
    name = caption(data, word("panel.table", data.lang) if folded else "")
    return rows_table(data, name, tall)


def plain_table(data: PanelData) -> str:
    """The table of a panel that has no chart."""
    return data_table(data, tall=is_tall(data))


def is_tall(data: PanelData) -> bool:
    """Whether its table scrolls within a place of its own: it is declared to, or has very many rows."""
    chart = data.panel.chart
    return len(data.rows) > MOST or (isinstance(chart, Table) and chart.tall)


def rows_table(data: PanelData, name: str, tall: bool = False, below: bool = True) -> str:
    """The table of a panel under a name of its own; without `below` every column stands beside the others."""
    under = [column.below for column in data.table.columns] if below else None
    return table(data.headings, data.cells, data.numeric, name, tall, data.lang, under)


def origin_table(data: PanelData) -> str:
    """Where from: figure, as printed, document, heading, transcribed file and row, corrections, note."""
    return origins(data.origin, caption(data, word("panel.origin", data.lang)), data.lang)


_ORIGIN = ("what", "as_printed", "document", "place", "row", "corrections", "note")


def origins(items: Sequence[Origin], name: str, lang: Lang) -> str:
    """The same for any figure, a card's too. A column that is empty throughout is left out."""
    if not items:
        return f'<p class="rb-source">{escape(word("origin.none", lang))}</p>'
    kept = [k for k in _ORIGIN if k not in _ORIGIN[-2:] or any(getattr(o, k) for o in items)]
    rows = [[getattr(o, k) for k in kept] for o in items]
    return table([word(f"origin.{k}", lang) for k in kept], rows, [False] * len(kept), name, True, lang)


# a cell that says whether something is so
_MARKED = ("mark", "verdict", "absent")


def grid(data: PanelData) -> str:
    """Rows × columns with words, states or shaded values in the cells. A blank says "not listed"."""
    shown, lang = cells.grid(data), data.lang
    head = "<td></td>" * (2 if shown.grouped else 1) + "".join(
        f'<th scope="col">{passage(heading.name, lang)}{_unit_below(heading.unit)}</th>'
        for heading in shown.headings
    )
    body, before = [], None
    for line in shown.lines:
        mark = ' class="rb-focus"' if line.focus else ""
        lead = ""
        if shown.grouped and line.over != before:
            span = sum(other.over == line.over for other in shown.lines)
            over = passage(line.over, lang)
            lead = f'<th scope="rowgroup" rowspan="{span}" class="rb-group">{over}</th>'
            before = line.over
        tds = "".join(
            _cell(cell, lang, heading.name) for cell, heading in zip(line.cells, shown.headings, strict=True)
        )
        body.append(f'<tr{mark}>{lead}<th scope="row">{passage(line.name, lang)}</th>{tds}</tr>')
    name = caption(data)
    # where a cell is marked or not, a phone lists what is
    marks = " data-marks" if all(c.what in _MARKED for line in shown.lines for c in line.cells) else ""
    # its names stay in sight where there are more rows than a screen has
    tall = " rb-tall" if len(shown.lines) > MOST else ""
    return (
        f'<div class="rb-scroll{tall}" tabindex="0" role="region" aria-label="{escape(name)}">'
        f'<table class="rb-grid"{marks}><caption class="rb-hidden">{passage(name, lang)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def _unit_below(unit: str) -> str:
    return f'<br><span class="rb-small">{escape(unit)}</span>' if unit else ""


def _cell(cell: cells.Cell, lang: Lang, of: str) -> str:
    paint = cell.paint
    if cell.what == "figure":
        text = escape(f"{cell.text} {cell.sign}" if cell.sign else cell.text)
        below = f'<span class="rb-small">{escape(cell.note)}</span>' if cell.note else ""
        return f'<td class="rb-n"{_painted(paint)}>{text}{below}</td>'
    name = "rb-missing" if paint.hatched else "rb-state" if paint != cells.PLAIN else "rb-absent"
    column = f' data-of="{escape(of)}"' if cell.what in _MARKED and paint != cells.PLAIN else ""
    return f'<td class="{name}"{column}{_painted(paint)}>{passage(cell.text, lang)}</td>'


def _painted(paint: cells.Paint) -> str:
    """The paint of a cell as its style; what is hatched has it from its class."""
    if paint == cells.PLAIN or paint.hatched:
        return ""
    told = [f"color:{paint.ink}"]
    if paint.fill:
        told.append(f"background:{paint.fill}")
    if paint.edge:
        told.append(f"box-shadow:inset 0 0 0 2px {paint.edge}")
    if paint.bold:
        told.append("font-weight:700")
    return f' style="{";".join(told).lower()}"'


def register(data: PanelData) -> str:
    """Each row folds open to its purpose and its lists of outcomes, difficulties and remedies."""
    parts = []
    for entry in entries(data):
        folded = "".join(
            f"<h3>{escape(heading)}</h3><ul>"
            + "".join(f"<li>{passage(text, data.lang)}</li>" for text in texts)
            + "</ul>"
            for heading, texts in entry.lists
        )
        parts.append(
            f'<details class="rb-item"><summary><b>{passage(entry.title, data.lang)}</b> '
            f'<span class="rb-small">{passage(entry.group, data.lang)}</span></summary>'
            f"<p>{passage(entry.lead, data.lang)}</p>{folded}</details>"
        )
    body = "".join(parts)
    if len(parts) <= MOST:
        return body
    name = escape(caption(data))
    return f'<div class="rb-scroll rb-tall" tabindex="0" role="region" aria-label="{name}">{body}</div>'
