"""The body of the offline page and the handout: sections, panels, tables, lists, as HTML."""

from __future__ import annotations

from html import escape

from dashboard import format as fmt
from dashboard.boardname import imprint
from dashboard.charts.kinds.plot import Plot
from dashboard.pack.content import Pack, Section
from dashboard.pack.failed import writing
from dashboard.pack.page_figures import Figures
from dashboard.panel import PanelData
from dashboard.render import conclusions, html
from dashboard.render.alt import paragraph
from dashboard.render.language import passage
from dashboard.render.linklist import link_list
from dashboard.render.screen import PARTS
from dashboard.text import T, word

_CONTENTS = T("目次", "Contents")
_SKIP = T("本文へ進む", "Skip to the content")
_SOURCES = T("出典", "Sources")
_NOTES = T("注記", "Notes")
# a table's name, another than that of the section it stands in
_LISTED = T("{name}の一覧", "List: {name}")
# a table of so few rows stands on one page
_WHOLE_ROWS = 6
_NO_ROWS = T("該当する行はない", "No row matches")
_SAME = T("行は「{title}」と同じ", 'The rows are those of "{title}"')
_APPENDIX = T("図の数値", "Figures of the charts")
_TITLE = T("資料", "Title")
_PUBLISHER = T("発行", "Publisher")
_PANEL = T("図表", "Panel")
_NOTE = T("注記", "Note")
_NO_CHARTS = T(
    "このブラウザーでは図と、図の数値の表が出ない（Chrome・Edge・Firefox・Safari の新しい版で出る）",
    "This browser shows neither the charts nor the tables of their figures "
    "(a recent Chrome, Edge, Firefox or Safari does)",
)


def document(pack: Pack, figures: Figures, paper: bool) -> str:
    """Everything in one language: head, contents, sections, sources, notes."""
    lang, valued = pack.lang, paper and pack.values
    parts = "".join(
        _section(pack, section, f"{lang}-{number}", figures, paper)
        for number, section in enumerate(pack.sections)
    )
    return frame(pack, _head(pack, valued), f"{parts}{_lists(pack)}{appendix(pack) if valued else ''}")


def frame(pack: Pack, head: str, body: str) -> str:
    """Around all that stands in one language: its name, a way past its head, a word where no chart comes."""
    lang = pack.lang
    return (
        f'<div class="rb-doc" lang="{lang}" data-title="{escape(pack.title)}">'
        f'<a class="rb-skip" href="#{lang}-main">{escape(_SKIP(lang))}</a>{head}'
        f'<main id="{lang}-main" tabindex="-1"><div role="alert" class="rb-no-charts" hidden>'
        f"{escape(_NO_CHARTS(lang))}</div>{body}</main></div>"
    )


def _head(pack: Pack, valued: bool) -> str:
    lang, settings = pack.lang, pack.settings
    number = f'<span class="rb-doc-number">{escape(settings.number)}</span>' if settings.number else ""
    facts = [pack.day, pack.region or "", f"{word('panel.build', lang)} {pack.build_id}"]
    facts.append(pack.sampled)
    places = "　".join(part for part in (pack.address, *imprint(lang)) if part)
    items = "".join(
        f'<li><a href="#{lang}-{number}">{escape(section.title)}</a> {passage(section.finding, lang)}</li>'
        for number, section in enumerate(pack.sections)
    )
    items += f'<li><a href="#{lang}-sources">{escape(_SOURCES(lang))}</a></li>'
    if valued:
        items += f'<li><a href="#{lang}-figures">{escape(_APPENDIX(lang))}</a></li>'
    return (
        f'<header class="rb-doc-head">{html.logo()}<h1 class="rb-doc-title">'
        f"{number}{passage(pack.meeting, lang)}</h1>"
        f'<p class="rb-doc-facts">{passage("　".join(part for part in facts if part), lang)}</p>'
        f'<p class="rb-doc-facts">{escape(places)}</p>'
        f'<nav class="rb-contents" aria-label="{escape(_CONTENTS(lang))} ({lang})">'
        f"<h2>{escape(_CONTENTS(lang))}</h2><ul>{items}</ul></nav></header>"
    )


def _section(pack: Pack, section: Section, anchor: str, figures: Figures, paper: bool) -> str:
    lang = pack.lang
    cards = html.cards(section.cards, level=3) if section.cards else ""
    panels = []
    for data in section.panels:
        with writing(data):
            panels.append(panel(data, section, f"{anchor}-{data.panel.panel_id}", figures, paper))
    return (
        f'<section class="rb-part" id="{anchor}" aria-labelledby="{anchor}-title">'
        f'<h2 id="{anchor}-title">{escape(section.title)} '
        f'<span class="rb-question">{passage(section.question, lang)}</span></h2>'
        f'<p class="rb-answer">{passage(section.finding, lang)}</p>'
        f"{conclusions.sentences(section.conclusions, lang, linked=False)}{cards}{''.join(panels)}</section>"
    )


def panel(
    data: PanelData,
    section: Section,
    anchor: str,
    figures: Figures,
    paper: bool,
    above: str = "",
    below: str = "",
) -> str:
    """Finding, chart and sources stay together. The table follows, on paper at the end of the handout.

    `above`, `below`: what else stands over its heading and under its sources, as HTML.
    """
    kind = data.panel.chart.kind
    with fmt.calendar(data.calendar):
        drawn = _panel_parts(data, section, anchor, figures, paper)
        footer = html.footer(data) + below
        table = "" if paper or not _has_table(data) else _table(data, section, anchor, figures)
    head = above + _panel_head(data)
    long = len(data.rows) > _WHOLE_ROWS and not (paper and data.panel.lookup)
    if kind == "register" or (kind == "table" and long):
        # may be longer than a page: only its head and its sources must not stand alone
        inner = f'{head}{"".join(drawn)}<div class="rb-foot">{footer}</div>'
    else:
        parts = [f"{_goes_on(data, at, len(drawn))}{part}" for at, part in enumerate(drawn)]
        parts[0] = f"{head}{parts[0]}"
        inner = "".join(f'<div class="rb-whole">{part}</div>' for part in parts)
        # in large print heading and chart fill a page: what is below may begin the next
        foot = f'<div class="rb-foot">{footer}</div>'
        inner = f"{inner}{foot}" if figures.large else f"{inner[: -len('</div>')]}{foot}</div>"
    return f'<article class="rb-panel" id="{anchor}">{inner}{table}</article>'


def _panel_head(data: PanelData) -> str:
    return (
        f'<div class="rb-head"><h3 class="rb-title">{passage(data.title, data.lang)}</h3>'
        f'<p class="rb-subtitle">{passage(data.subtitle, data.lang)}</p></div>'
    )


def _goes_on(data: PanelData, at: int, count: int) -> str:
    """Which part of a long chart this is, and of which."""
    if count == 1:
        return ""
    title = passage(data.title, data.lang) if at else ""
    return f'<p class="rb-part-of">{title} ({at + 1}/{count})</p>'


def _has_table(data: PanelData) -> bool:
    return data.panel.chart.kind != "table" and bool(data.rows)


def _panel_parts(data: PanelData, section: Section, anchor: str, figures: Figures, paper: bool) -> list[str]:
    """The panel's chart, in as many parts as it takes, or its grid, list or table."""
    kind = data.panel.chart.kind
    if not data.rows:
        why = "" if data.absence else _NO_ROWS(data.lang)  # its heading says why
        return [f'<p class="rb-source">{escape(why)}</p>']
    if paper and data.panel.lookup:
        told = word("pack.lookup", data.lang).format(count=len(data.rows))
        return [f'<p class="rb-source">{escape(told)}</p>']
    if isinstance(data.panel.chart, Plot):
        # all of which the chart draws a few: on paper among the figures of the charts
        grids = [html.grid(data.of_all)] if data.of_all and not paper else []
        return [
            f'<div class="rb-chart" role="img" data-figure="{name}" style="height:{height}px" '
            f'aria-label="{escape(paragraph(data))}"></div>'
            for name, height in figures.add(anchor, data)
        ] + grids
    if kind == "link_list":
        return [link_list(data, section.state, linked=False)]
    if kind == "table":
        table = _plain_table(data, section)
        return [figures.keep(anchor, table) if data.panel.lookup else table]
    part = PARTS[kind](data)
    return [part.replace("<details ", "<details open ") if paper else part]


def _caption(data: PanelData, section: Section, name: str) -> str:
    """Two regions of a page need two names: the same panel may stand in two sections."""
    return html.caption(data, f"{section.title} {name}".strip())


def _plain_table(data: PanelData, section: Section) -> str:
    return html.rows_table(data, _caption(data, section, ""), html.is_tall(data))


def _table(data: PanelData, section: Section, anchor: str, figures: Figures) -> str:
    """The same figures as a table."""
    name = word("panel.table", data.lang)
    return (
        f'<details class="rb-fold"><summary>{escape(name)}'
        f'<span class="rb-hidden"> {passage(data.title, data.lang)}</span></summary>'
        f"{figures.keep(anchor, _figures_table(data, section))}</details>"
    )


def _figures_table(data: PanelData, section: Section) -> str:
    name = _caption(data, section, word("panel.table", data.lang))
    return html.rows_table(data, name, below=False)


def appendix(pack: Pack) -> str:
    """On paper: the figures of all charts as tables, behind everything else."""
    lang = pack.lang
    parts = []
    printed: dict[tuple[tuple[str, ...], frozenset[tuple[str, ...]]], str] = {}
    for section in pack.sections:
        for data in section.panels:
            if _has_table(data):
                rows = (data.headings, frozenset(data.cells))
                before = printed.setdefault(rows, data.title)
                with writing(data), fmt.calendar(data.calendar):
                    same = f'<p class="rb-source">{passage(_SAME(lang).format(title=before), lang)}</p>'
                    told = _figures_table(data, section) if before is data.title else same
                parts.append(f'<article class="rb-panel">{_panel_head(data)}{told}</article>')
    if not parts:
        return ""
    return (
        f'<section class="rb-lists rb-dense" id="{lang}-figures" aria-labelledby="{lang}-figures-title">'
        f'<h2 id="{lang}-figures-title">{escape(_APPENDIX(lang))}</h2>{"".join(parts)}</section>'
    )


def _lists(pack: Pack) -> str:
    """Sources and notes of the whole pack, each once."""
    lang = pack.lang
    heads = [_PUBLISHER(lang), _TITLE(lang), word("panel.as_of", lang)]
    cited = [(item.publisher, item.title, item.as_of) for item in pack.citations]
    parts = [
        f'<section class="rb-lists" id="{lang}-sources" aria-labelledby="{lang}-sources-title">'
        f'<h2 id="{lang}-sources-title">{escape(_SOURCES(lang))}</h2>',
        html.table(heads, cited, [False] * 3, _LISTED(lang).format(name=_SOURCES(lang)), lang=lang),
    ]
    if pack.notes:
        parts.append(f"<h2>{escape(_NOTES(lang))}</h2>")
        heads = [_PANEL(lang), _NOTE(lang)]
        parts.append(
            html.table(
                heads,
                [tuple(note) for note in pack.notes],
                [False] * 2,
                _LISTED(lang).format(name=_NOTES(lang)),
                lang=lang,
            )
        )
    return f"{''.join(parts)}</section>"
