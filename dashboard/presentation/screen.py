"""Draws the screen of a step: finding, chart or table, and the line with source, as-of and build."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from dashboard import absent, address, banners, choices, failure
from dashboard import format as fmt
from dashboard.boardname import board_name, imprint
from dashboard.card import prepare_card
from dashboard.charts.kinds.plot import Plot
from dashboard.charts.plotly import PROJECTOR, sent_figure
from dashboard.mart import OLDER, Build
from dashboard.pages import PAGE_BY_ID, offered
from dashboard.pages.page import Page, View
from dashboard.panel import PanelData, prepare
from dashboard.presentation import contents
from dashboard.presentation.figure import projected
from dashboard.presentation.steps import Step, at, opened, steps, way_out
from dashboard.render import conclusions, html
from dashboard.render.alt import paragraph
from dashboard.render.builds import made_on
from dashboard.render.language import passage
from dashboard.render.linklist import link_list
from dashboard.render.screen import CHART_CONFIG
from dashboard.render.uncaught import callback
from dashboard.scope import scope_of
from dashboard.selects import select
from dashboard.state import State
from dashboard.text import Lang, word

_LOG = logging.getLogger(__name__)
_FOLDER = Path(__file__).resolve().parent
_MOST_SOURCES, _MOST_NOTE = 2, 70
# columns of prose, and what the figures beside them say already
_NOT_ON_A_WALL = {
    "sources": ("licence{lang}", "note{lang}"),
    "accepted": ("source_row",),
    "compare_prefectures": ("prefectures", "known", "members"),
    "small_towns": ("size_2020", "size_2050"),
}
_DOCUMENTS = select("data/documents")


@cache
def _file(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def page_id(view: View) -> str:
    """Which page the screen belongs to; the title belongs to none."""
    step = at(view.state.step, view.build, view.state)
    return "title" if step.is_title else step.page.page_id


def show(view: View, live: Build) -> None:
    """The screen of the step in the address."""
    step = at(view.state.step, view.build, view.state)
    st.html(f"<style>{_file('present.css')}</style>")
    # the same text on every screen: the browser runs it once, before there is anything to step from
    st.html(f"<script>{_file('rows.js')}{_file('present.js')}</script>", unsafe_allow_javascript=True)
    with st.container(key="present"):
        # whatever a screen shows or fails to show: its foot leads on to the next
        sources = ""
        with _contained(view, step, "screen"):
            try:
                sources = _shown(view, step)
            except OLDER:
                _LOG.warning("build %s does not answer", view.build.build_id, exc_info=True)
                banners.lacking(view, step.page.page_id)
        _foot(view, live, step, sources)
        st.html(contents.listed(view, step))


def _shown(view: View, step: Step) -> str:
    """Heading and body; returns the line of sources for the foot."""
    if step.is_title:
        st.html(_title(view))
        with st.container(key="present_body"):
            st.html(_facts(view))
        return ""
    asked = replace(view.state, present=False)
    state = step.page.prepare_state(replace(view, state=asked))
    if step.panel is None:
        _say(step, replace(view, state=state), asked)
        return ""
    data = prepare(step.panel, state, view.build)
    st.html(_heading(data, step))
    unnamed = 0
    with st.container(key="present_body"), _contained(view, step, "chart"):
        unnamed = _draw(data, state, step.part)
    return _sources(data, unnamed)


def _say(step: Step, view: View, chosen: State) -> None:
    """What the page says before any chart: its answer, and the sentences that it opens with or its cards."""
    lang, page = view.state.lang, step.page
    st.html(
        f'<div class="rb-p-head" data-page="{escape(page.page_id)}">{_of_page(page, lang)}'
        f"{_finding(page.answered(view, chosen), lang)}"
        f'<p class="rb-p-subtitle">{passage(page.question(lang), lang)}</p></div>'
    )
    if step.part < step.parts:
        body = conclusions.sentences(page.concluded(view), lang, linked=False)
    else:
        shown = [prepare_card(card, view.state, view.build) for card in page.cards_of(view.build)]
        body = html.cards(shown) if shown else ""
    with st.container(key="present_body"):
        st.html(f'<div class="rb-p-fit">{body}</div>')


def _contained(view: View, step: Step, part: str) -> AbstractContextManager[None]:
    name = step.panel.panel_id if step.panel else "title" if step.is_title else step.page.page_id
    lang = view.state.lang

    def show_sentence(number: str) -> None:
        sentence = passage(failure.sentence(number, lang), lang)
        st.html(f'<div class="rb-p-fit"><p class="rb-failure" role="status">{sentence}</p></div>')

    return failure.contained(f"{part} of the presentation, {name}", show_sentence)


def _title(view: View) -> str:
    lang = view.state.lang
    return (
        f'<div class="rb-p-title">{html.logo()}<h1>{escape(board_name(lang))}</h1>'
        f"<p>{escape('　'.join(imprint(lang)) or word('app.subtitle', lang))}</p></div>"
    )


def _facts(view: View) -> str:
    """What the meeting looks at: region, as-of of the documents, build."""
    lang, state = view.state.lang, view.state
    region = word("app.all_regions", lang)
    if state.region:
        region = choices.region_name(view.build, state.region, lang)
    row = view.build.one(_DOCUMENTS)
    when = word("present.between", lang).format(
        first=fmt.date(row["first"], lang), last=fmt.date(row["last"], lang)
    )
    undated = word("present.undated", lang).format(count=row["undated"]) if row["undated"] else ""
    scope = scope_of(state.scope, view.build.whole, lang)
    facts = (
        *([(word("regions.label", lang), scope.name, "")] if scope else []),
        (word("present.region", lang), region, ""),
        (word("present.documents", lang), when, undated),
        (word("present.made", lang), made_on(view.build, lang), ""),
    )
    return f'{_pairs(facts, lang)}<p class="rb-p-keys">{escape(word("present.keys", lang))}</p>'


def _pairs(facts: Sequence[tuple[str, str, str]], lang: Lang) -> str:
    """Name and value below one another: the title's facts, or a table of a single row."""
    told = "".join(
        f"<dt>{passage(name, lang)}</dt><dd>{passage(value, lang)}"
        + (f'<span class="rb-p-more">{passage(more, lang)}</span>' if more else "")
        + "</dd>"
        for name, value, more in facts
    )
    return f'<dl class="rb-p-facts">{told}</dl>'


def _narrow(data: PanelData) -> PanelData:
    """A table without the columns that nobody reads on a wall."""
    ids = {column.name for column in data.table.columns if column.name.endswith("_id")}
    return replace(data, table=data.table.without({*_NOT_ON_A_WALL.get(data.panel.panel_id, ()), *ids}))


def _of_page(page: Page, lang: Lang) -> str:
    return f'<p class="rb-p-page">{escape(page.name(lang))}</p>'


def _finding(text: str, lang: Lang) -> str:
    long = " rb-p-long" if len(text) > (40 if lang == "ja" else 80) else ""
    return f'<h1 class="rb-p-finding{long}">{passage(text, lang)}</h1>'


def _heading(data: PanelData, step: Step) -> str:
    return (
        f'<div class="rb-p-head" data-panel="{escape(data.panel.panel_id)}">'
        f"{_of_page(step.page, data.lang)}{_finding(data.title, data.lang)}"
        f'<p class="rb-p-subtitle">{passage(data.subtitle, data.lang)}</p></div>'
    )


def _draw(data: PanelData, state: State, part: int) -> int:
    """The chart or table; returns how many lines have no room for their names. The browser turns a table
    over, screen by screen (present.js)."""
    panel = data.panel
    if not data.rows:
        # it cannot be shown, and says so; the place stays, so that nothing jumps
        st.html('<div class="rb-p-fit"></div>')
        return 0
    if isinstance(panel.chart, Plot):
        shown, unnamed = projected(data, part)
        st.plotly_chart(
            sent_figure(shown, PROJECTOR),
            theme=None,
            config={**CHART_CONFIG, "staticPlot": True},
            width="stretch",
            height="stretch",
            key=f"present_{panel.panel_id}",
            alt=paragraph(data),
        )
        return unnamed
    if panel.chart.kind == "link_list":
        body = link_list(data, state, linked=False)
    elif panel.chart.kind == "grid":
        body = html.grid(data)
    elif len(data.rows) == 1:
        facts = [(name, cell, "") for name, cell in zip(data.headings, data.cells[0], strict=True)]
        body = _pairs(facts, data.lang)
    else:
        body = html.data_table(_narrow(data))
    rows = escape(word("present.rows", data.lang))
    st.html(f'<div class="rb-p-fit" data-rows="{rows}">{body}<p class="rb-p-cut" hidden></p></div>')
    return 0


def _sources(data: PanelData, unnamed: int) -> str:
    """Source with as-of, what is missing, notes; sources beyond two are counted."""
    lang = data.lang
    stop, comma, gap = ("：", "／", "　") if lang == "ja" else (": ", "; ", " · ")
    cited = [html.cited(item, lang) for item in data.citations[:_MOST_SOURCES]]
    if len(data.citations) > _MOST_SOURCES:
        cited.append(word("present.more_sources", lang).format(count=len(data.citations) - _MOST_SOURCES))
    parts = [f"{word('panel.source', lang)}{stop}{comma.join(cited)}"] if cited else []
    if data.missing:
        parts.append(
            f"{word('panel.missing', lang)}{stop}{('、' if lang == 'ja' else ', ').join(data.missing)}"
        )
    if data.notes:
        told = " / ".join(data.notes)
        # whole or not at all: a wall has no room for a page's small print
        much = len(told) > (_MOST_NOTE if lang == "ja" else 2 * _MOST_NOTE)
        parts.append(
            word("present.notes", lang).format(count=len(data.notes))
            if much
            else f"{word('panel.notes', lang)}{stop}{told}"
        )
    more = word("present.unnamed", lang).format(count=unnamed)
    line = f'<p class="rb-p-cut">{escape(more)}</p>' if unnamed else ""
    lines = [text for text in (data.decided.line(lang, _MOST_NOTE), gap.join(parts)) if text]
    return line + "".join(f'<p class="rb-p-source">{passage(text, lang)}</p>' for text in lines)


def _foot(view: View, live: Build, step: Step, sources: str) -> None:
    state, lang, total = view.state, view.state.lang, len(steps(view.build, view.state))
    # said without a banner: a refresh in the middle of a meeting must not move the screen
    old = "" if view.build.whole is live else word("present.old_build", lang)
    place = word("present.data", lang).format(date=made_on(view.build, lang)) + old
    said = [banners.not_had(view)] if state.not_had else []
    if state.build and state.build != view.build.build_id:
        said.append(absent.not_opened(view.mart, state.build, lang))
    told = "".join(f'<p class="rb-p-notice" role="status">{passage(text, lang)}</p>' for text in said)
    with st.container(key="present_foot"):
        st.html(
            f'<div class="rb-p-foot" data-step="{step.number}" data-steps="{total}">{told}{sources}'
            f'<p class="rb-p-place"><span>{passage(place, lang)}</span>'
            f'<span class="rb-p-typed" role="status"></span>'
            f'<b aria-label="{escape(word("present.steps", lang).format(number=step.number, total=total))}">'
            f"{step.number}/{total}</b></p></div>"
        )
        with st.container(key="present_keys", horizontal=True, gap="small"):
            turns = (("start", 1), ("back", step.number - 1), ("next", step.number + 1), ("end", total))
            for name, target in turns:
                target = min(max(target, 1), total)
                # the screen it leads to is part of its name: a click asked again, because its answer
                # was slow, leads to the same screen and never one further
                st.button(
                    word(f"present.{name}", lang),
                    key=f"present_{name}_{target}",
                    on_click=callback(_go),
                    args=(target,),
                )
            href = way_out(view.state, step)
            more = "".join(
                f'<button type="button" data-also="{key}">{escape(word(f"present.{name}", lang))}</button>'
                for key, name in (("c", "contents"), ("b", "blank"))
            )
            st.html(
                f'<span class="rb-p-also">{more}<a class="rb-p-leave" href="{escape(href)}" target="_self">'
                f"{escape(word('present.leave', lang))}</a></span>"
            )


def _go(number: int) -> None:
    """Before the next run: the address of another screen."""
    address.write(replace(address.written(), step=number))


def link(state: State, page_id: str, build: Build) -> None:
    """In the menu of a page: present it from its first panel on."""
    known = page_id if page_id in PAGE_BY_ID else offered()[0].page_id
    href = opened(state, known, build).address(known)
    st.sidebar.html(
        f'<a class="rb-present-link" href="{escape(href)}" target="_self">'
        f"{escape(word('present.open', state.lang))}</a>"
    )
