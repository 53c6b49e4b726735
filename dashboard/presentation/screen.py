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
from dashboard.charts.kinds.plot import Plot
from dashboard.charts.plotly import PROJECTOR, make_figure
from dashboard.mart import OLDER, Build
from dashboard.pages import PAGE_BY_ID, offered
from dashboard.pages.page import View
from dashboard.panel import PanelData, prepare
from dashboard.presentation.figure import projected
from dashboard.presentation.steps import Step, at, left, opened, steps
from dashboard.render import html
from dashboard.render.alt import paragraph
from dashboard.render.language import passage
from dashboard.render.screen import CHART_CONFIG
from dashboard.render.uncaught import callback
from dashboard.scope import scope_of
from dashboard.selects import select
from dashboard.state import State
from dashboard.text import Lang, word

_LOG = logging.getLogger(__name__)
_FOLDER = Path(__file__).resolve().parent
_MOST_SOURCES = 2
_PROSE = {"sources": ("licence{lang}", "note{lang}"), "accepted": ("source_row",)}
_DOCUMENTS = select("data/documents")


@cache
def _file(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def page_id(view: View) -> str:
    """Which page the screen belongs to; the title belongs to none."""
    step = at(view.state.step, view.build, view.state)
    return step.page.page_id if step.panel else "title"


def show(view: View, live: Build) -> None:
    """The screen of the step in the address."""
    step = at(view.state.step, view.build, view.state)
    st.html(f"<style>{_file('present.css')}</style>")
    # the same text on every screen: the browser runs it once, before there is anything to step from
    st.html(f"<script>{_file('present.js')}</script>", unsafe_allow_javascript=True)
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


def _shown(view: View, step: Step) -> str:
    """Heading and body; returns the line of sources for the foot."""
    if step.panel is None:
        st.html(_title(view))
        with st.container(key="present_body"):
            st.html(_facts(view))
        return ""
    state = step.page.prepare_state(replace(view, state=replace(view.state, present=False)))
    data = prepare(step.panel, state, view.build)
    st.html(_heading(data, step))
    left_out = 0
    with st.container(key="present_body"), _contained(view, step, "chart"):
        left_out = _draw(data, state)
    return _sources(data, left_out)


def _contained(view: View, step: Step, part: str) -> AbstractContextManager[None]:
    name = step.panel.panel_id if step.panel else "title"
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
        (word("present.made", lang), view.build.build_id, ""),
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
    """A table without its columns of prose, which nobody reads on a wall."""
    return replace(data, table=data.table.without(_PROSE.get(data.panel.panel_id, ())))


def _heading(data: PanelData, step: Step) -> str:
    long = " rb-p-long" if len(data.title) > (40 if data.lang == "ja" else 80) else ""
    return (
        f'<div class="rb-p-head" data-panel="{escape(data.panel.panel_id)}">'
        f'<p class="rb-p-page">{escape(step.page.name(data.lang))}</p>'
        f'<h1 class="rb-p-finding{long}">{passage(data.title, data.lang)}</h1>'
        f'<p class="rb-p-subtitle">{passage(data.subtitle, data.lang)}</p></div>'
    )


def _draw(data: PanelData, state: State) -> int:
    """The chart or table; returns how many rows a chart leaves out (a table is cut by the browser)."""
    panel = data.panel
    if not data.rows:
        # the finding says that there is nothing; the place stays, so that nothing jumps
        st.html('<div class="rb-p-fit"></div>')
        return 0
    if isinstance(panel.chart, Plot):
        shown, left_out = projected(data)
        st.plotly_chart(
            make_figure(shown, PROJECTOR),
            theme=None,
            config={**CHART_CONFIG, "staticPlot": True},
            width="stretch",
            height="stretch",
            key=f"present_{panel.panel_id}",
            alt=paragraph(data),
        )
        return left_out
    if panel.chart.kind == "link_list":
        body = html.link_list(data, state, linked=False)
    elif panel.chart.kind == "grid":
        body = html.grid(data)
    elif len(data.rows) == 1:
        facts = [(name, cell, "") for name, cell in zip(data.headings, data.cells[0], strict=True)]
        body = _pairs(facts, data.lang)
    else:
        body = html.data_table(_narrow(data))
    more = escape(word("present.more", data.lang))
    st.html(f'<div class="rb-p-fit" data-more="{more}">{body}<p class="rb-p-cut" hidden></p></div>')
    return 0


def _sources(data: PanelData, left_out: int) -> str:
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
        parts.append(f"{word('panel.notes', lang)}{stop}{' / '.join(data.notes)}")
    more = word("present.more", lang).format(count=left_out)
    line = f'<p class="rb-p-cut">{escape(more)}</p>' if left_out else ""
    return line + f'<p class="rb-p-source">{passage(gap.join(parts), lang)}</p>'


def _foot(view: View, live: Build, step: Step, sources: str) -> None:
    state, lang, total = view.state, view.state.lang, len(steps(view.build, view.state))
    # said without a banner: a refresh in the middle of a meeting must not move the screen
    old = "" if view.build.whole is live else word("present.old_build", lang)
    place = f"{word('panel.build', lang)} {view.build.build_id}{old} {banners.meetings(view)}".rstrip()
    told = ""
    if state.build and state.build != view.build.build_id:
        gone = escape(absent.not_opened(view.mart, state.build, lang))
        told = f'<p class="rb-p-notice" role="status">{gone}</p>'
    with st.container(key="present_foot"):
        st.html(
            f'<div class="rb-p-foot" data-step="{step.number}" data-steps="{total}">{told}{sources}'
            f'<p class="rb-p-place"><span>{passage(place, lang)}</span>'
            f'<b aria-label="{escape(word("present.steps", lang).format(number=step.number, total=total))}">'
            f"{step.number}/{total}</b></p></div>"
        )
        with st.container(key="present_keys", horizontal=True, gap="small"):
            for name, target in (("start", 1), ("back", step.number - 1), ("next", step.number + 1)):
                target = min(max(target, 1), total)
                # the screen it leads to is part of its name: a click asked again, because its answer
                # was slow, leads to the same screen and never one further
                st.button(
                    word(f"present.{name}", lang),
                    key=f"present_{name}_{target}",
                    on_click=callback(_go),
                    args=(target,),
                )
            href = left(view.state).address(step.page.page_id)
            st.html(
                f'<a class="rb-p-leave" href="{escape(href)}" target="_self">'
                f"{escape(word('present.leave', lang))}</a>"
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
