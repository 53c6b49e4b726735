"""Parts of a page that are HTML of our own: cards, tables, grids, lists. All text is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape
from typing import Any

from dashboard import format as fmt
from dashboard.card import CardData
from dashboard.charts.cells import PLAIN, Paint, paint_of_figure, planned, said
from dashboard.charts.encoding import key, lists
from dashboard.mart import Row
from dashboard.panel import Citation, Origin, PanelData
from dashboard.render.arranged import arranged
from dashboard.render.tongue import passage
from dashboard.state import State
from dashboard.text import Lang, word


def cards(items: Sequence[CardData], level: int = 2) -> str:
    """Cards of equal height in one row, wrapping on narrow screens. `level` is that of their headings."""
    parts = [
        f'<section class="rb-card" data-card="{escape(item.card_id)}">'
        f'<h{level} class="rb-card-label">{escape(item.label)}</h{level}>'
        f'<p class="rb-figure{" rb-words" if _wordy(item) else ""}">{escape(item.figure)}'
        f'<span class="rb-unit">{escape(item.unit)}</span></p>'
        f'<p class="rb-compare">{escape(item.compare)}</p>'
        f'<p class="rb-asof">{escape(item.as_of)}</p></section>'
        for item in items
    ]
    six = " rb-six" if len(items) == 6 else ""
    return f'<div class="rb-cards{six}">{"".join(parts)}</div>'


def _wordy(item: CardData) -> bool:
    return not any(ch.isdigit() for ch in item.figure) or len(item.figure) > 7


def heading(data: PanelData, compact: bool = False) -> str:
    """Finding as the title, measure, unit, area and period below it."""
    return (
        f'<div class="rb-head{" rb-compact" if compact else ""}" id="{escape(data.panel.panel_id)}">'
        f'<h2 class="rb-title">{passage(data.title, data.lang)}</h2>'
        f'<p class="rb-subtitle">{passage(data.subtitle, data.lang)}</p></div>'
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
    """Sources with as-of, what is missing, notes, build: the line under every panel."""
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
    return "".join(f'<p class="rb-source">{passage(part, lang)}</p>' for part in parts)


def table(
    headings: Sequence[str],
    cells: Iterable[Sequence[str]],
    numeric: Sequence[bool],
    caption: str,
    tall: bool = False,
    lang: Lang = "ja",
    below: Sequence[bool] | None = None,
) -> str:
    """A plain table: column headers in scope, numbers right-aligned. `lang` is the page's.

    Columns marked `below` stand in a line of their own under their row, each with its name.
    """
    rows = list(cells)
    kinds = [_kind_of([row[at] for row in rows], number) for at, number in enumerate(numeric)]
    # an empty mark on every cell would be a tenth of a large table
    marks = [f' class="{kind}"' if kind else "" for kind in kinds]
    under = [at for at, apart in enumerate(below or ()) if apart]
    across = [at for at in range(len(headings)) if at not in under]
    head = "".join(f'<th scope="col" class="{kinds[at]}">{passage(headings[at], lang)}</th>' for at in across)
    body = "".join(
        "<tr>"
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


def _under(told: Sequence[tuple[str, str]], columns: int, lang: Lang) -> str:
    if not told:
        return ""
    lines = "".join(
        f"<div><b>{passage(name, lang)}</b> {passage(text, lang)}</div>" for name, text in told if text
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
    below = [column.below for column in data.panel.columns]
    return table(data.headings, data.cells, data.numeric, name, tall, data.lang, below)


def origin_table(data: PanelData) -> str:
    """Where from: figure, as printed, document, heading, transcribed file and row, corrections, note."""
    return origins(data.origin, caption(data, word("panel.origin", data.lang)), data.lang)


_ORIGIN = ("what", "as_printed", "document", "place", "row", "corrections", "note")


def origins(found: Sequence[Origin], name: str, lang: Lang) -> str:
    """The same for any figure, a card's too. A column that is empty throughout is left out."""
    if not found:
        return f'<p class="rb-source">{escape(word("origin.none", lang))}</p>'
    kept = [k for k in _ORIGIN if k not in _ORIGIN[-2:] or any(getattr(o, k) for o in found)]
    rows = [[getattr(o, k) for k in kept] for o in found]
    return table([word(f"origin.{k}", lang) for k in kept], rows, [False] * len(kept), name, True, lang)


def grid(data: PanelData) -> str:
    """Rows × columns with words, states or shaded values in the cells. A blank says "not listed"."""
    laid = arranged(data)
    head = "<td></td>" * (2 if laid.grouped else 1) + "".join(
        f'<th scope="col">{passage(_column_name(column, data), data.lang)}{_column_unit(column, data)}</th>'
        for column in laid.columns
    )
    body, before = [], None
    for line in laid.lines:
        mark = ' class="rb-focus"' if line.focus else ""
        lead = ""
        if laid.grouped and line.over != before:
            span = sum(other.over == line.over for other in laid.lines)
            over = passage(line.over, data.lang)
            lead = f'<th scope="rowgroup" rowspan="{span}" class="rb-group">{over}</th>'
            before = line.over
        tds = "".join(
            _cell(line.cells[column], data) if column in line.cells else '<td class="rb-absent"></td>'
            for column in laid.columns
        )
        body.append(f'<tr{mark}>{lead}<th scope="row">{passage(line.name, data.lang)}</th>{tds}</tr>')
    name = caption(data)
    return (
        f'<div class="rb-scroll" tabindex="0" role="region" aria-label="{escape(name)}">'
        f'<table class="rb-grid"><caption class="rb-hidden">{passage(name, data.lang)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def _column_name(column: Any, data: PanelData) -> str:
    kind = data.panel.chart.encode.get("column_kind", "text")
    return fmt.show(column, kind, data.lang, "")


def _column_unit(column: Any, data: PanelData) -> str:
    encode = data.panel.chart.encode
    if "unit" not in encode:
        return ""
    unit, name = key(encode, "unit", data), key(encode, "column", data)
    told = next(row[unit] for row in data.rows if row[name] == column)
    return f'<br><span class="rb-small">{escape(told)}</span>'


def _cell(row: Row, data: PanelData) -> str:
    found = said(row, data)
    if found is None:
        return _number(row, row[key(data.panel.chart.encode, "value", data)], data)
    name = "rb-missing" if found.paint.hatched else "rb-state" if found.paint != PLAIN else "rb-absent"
    return f'<td class="{name}"{_painted(found.paint)}>{passage(found.text, data.lang)}</td>'


def _painted(paint: Paint) -> str:
    """The paint of a cell as its style; what is hatched has it from its class."""
    if paint == PLAIN or paint.hatched:
        return ""
    told = [f"color:{paint.ink}"]
    if paint.fill:
        told.append(f"background:{paint.fill}")
    if paint.edge:
        told.append(f"box-shadow:inset 0 0 0 2px {paint.edge}")
    if paint.bold:
        told.append("font-weight:700")
    return f' style="{";".join(told).lower()}"'


def _number(row: Row, value: Any, data: PanelData) -> str:
    encode, lang = data.panel.chart.encode, data.lang
    if "decimals" in encode:
        text = fmt.number(value, row[encode["decimals"]], lang)
    else:
        text = fmt.show(value, encode["kind"], lang, "")
    if "flag" in encode and row[key(encode, "flag", data)]:
        text += " ※"
    tail = (
        f'<span class="rb-small">{escape(word("status.planned", lang))}</span>' if planned(row, data) else ""
    )
    return f'<td class="rb-n"{_painted(paint_of_figure(row, data))}>{escape(text)}{tail}</td>'


def link_list(data: PanelData, state: State, linked: bool = True) -> str:
    """Exceptions as links to the page and panel that show them; the same words are said once.

    Not `linked`, they are names alone: a screen of a meeting has nothing to click.
    """
    encode = data.panel.chart.encode
    links: dict[str, list[str]] = {}
    for row in data.rows:
        when = row[encode["year"]]
        year = f" {fmt.fiscal_year(when, data.lang, short=True)}" if when is not None else ""
        place = replace(state, region=row[encode["region"]], peers=(), year=None, present=False, step=1)
        href = f"{place.address(row[encode['page']])}#{row['panel']}"
        name = passage(f"{row[key(encode, 'name', data)]}{year}", data.lang)
        links.setdefault(row[key(encode, "text", data)], []).append(
            f'<a href="{escape(href)}" target="_self">{name}</a>' if linked else name
        )
    stop, comma = ("：", "、") if data.lang == "ja" else (": ", ", ")
    items = "".join(
        f"<li>{passage(text, data.lang)}{stop}{comma.join(where)}</li>" for text, where in links.items()
    )
    return (
        f'<div class="rb-list" tabindex="0" role="region" aria-label="{escape(data.title)}">'
        f'<ul class="rb-links">{items}</ul></div>'
    )


def register(data: PanelData) -> str:
    """Each row folds open to its purpose and its lists of outcomes, difficulties and remedies."""
    encode = data.panel.chart.encode
    parts = []
    for row in data.rows:
        folded = "".join(
            f"<h3>{escape(word(f'kind.{kind}', data.lang))}</h3><ul>"
            + "".join(f"<li>{passage(text, data.lang)}</li>" for text in row[column])
            + "</ul>"
            for kind, column in lists(data)
            if row[column]
        )
        parts.append(
            f'<details class="rb-item"><summary><b>{passage(row[key(encode, "title", data)], data.lang)}</b> '
            f'<span class="rb-small">{passage(row[key(encode, "group", data)], data.lang)}</span></summary>'
            f"<p>{passage(row[encode['lead']], data.lang)}</p>{folded}</details>"
        )
    return "".join(parts)
