"""Panel: a declaration. PanelData: what it becomes for a State. Renderers draw PanelData only.

source row → table → kpi view → PanelData → card, chart, table, slide — and back: `origin` holds
the transcribed rows behind the figures.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from dashboard import failure, nothing, sample
from dashboard import format as fmt
from dashboard.citation import Citation, citations, cited, dated
from dashboard.datatable import Table, table
from dashboard.decided import Decided, beside
from dashboard.declared import Column, Panel, Remark, Rows, Sentence
from dashboard.finding import counted, joined
from dashboard.fitted import fitted
from dashboard.focus import focus_line, year_line
from dashboard.manyrows import Cut, chosen
from dashboard.mart import OLDER, Build, Row
from dashboard.origin import Origin, origins
from dashboard.parameters import parameters
from dashboard.scope import said
from dashboard.state import State
from dashboard.text import Lang, T, word

__all__ = [
    "Citation",
    "Column",
    "Origin",
    "Panel",
    "PanelData",
    "Remark",
    "Rows",
    "Sentence",
    "citations",
    "cited",
    "joined",
    "origins",
    "parameters",
    "prepare",
]

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class PanelData:
    """A panel for one state of the board: the only thing renderers see. Shared by all readers."""

    panel: Panel
    lang: Lang
    calendar: fmt.Calendar
    build_id: str
    rows: tuple[Row, ...]
    title: str
    measured: str
    table: Table
    citations: tuple[Citation, ...]
    notes: tuple[str, ...]
    missing: tuple[str, ...]
    find_origin: Callable[[], tuple[Origin, ...]] = field(repr=False, compare=False)
    lacking: bool = False
    sample: bool = False  # rows of a survey with invented answers (見本データ)
    failed: str | None = None  # the number of the failure where the panel cannot be shown
    cut: Cut | None = None  # where the chart draws some of many rows
    decided: Decided = field(default_factory=Decided)  # what was decided about it
    # what a renderer drew of exactly these rows; a copy made by replace() starts with none
    figures: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def subtitle(self) -> str:
        """What is measured, of whom and when; and how much of it a chart of very many rows draws."""
        return joined((self.measured, self.cut.said if self.cut else ""), self.lang)

    @property
    def plotted(self) -> tuple[Row, ...]:
        """The rows of the chart: all but where they are too many for one."""
        return self.cut.rows if self.cut else self.rows

    @property
    def of_all(self) -> PanelData | None:
        """The grid beside a chart that draws some of many: all of them, with every year. None for the table's
        own columns, which every panel has below its chart."""
        chart = self.panel.chart
        named = (column.missing for column in self.panel.columns if column.name in chart.figures)
        grid = chart.grid_of_all(next(named, "unregistered")) if self.cut else None
        if grid is None:
            return None
        rows = tuple(chart.rows_of_all(self.rows))
        return replace(self, panel=replace(self.panel, chart=grid), rows=rows, cut=None)

    @property
    def remarks(self) -> tuple[str, ...]:
        """Its notes, and what was decided about it."""
        return (*self.notes, *self.decided.listed(self.lang))

    @property
    def origin(self) -> tuple[Origin, ...]:
        """The transcribed rows behind the figures: asked for only when a reader does."""
        return self.find_origin()

    @property
    def absence(self) -> str:
        """Why there are no rows where that is no answer to the panel's question; else nothing."""
        if self.failed is not None:
            return failure.sentence(self.failed, self.lang)
        return word("panel.lacking", self.lang).strip() if self.lacking else ""

    @property
    def headings(self) -> tuple[str, ...]:
        """Names of the table's columns, with their units."""
        return self.table.headings

    @property
    def cells(self) -> tuple[tuple[str, ...], ...]:
        """The table as people read it."""
        return self.table.texts

    @property
    def numeric(self) -> tuple[bool, ...]:
        """Which columns hold numbers (set right-aligned)."""
        return tuple(column.is_number for column in self.table.columns)


def prepare(panel: Panel, state: State, build: Build) -> PanelData:
    """Ask the build and put everything into words. Never raises.

    A meeting's build may be older than the board: what it cannot answer says so, and is logged. What fails
    otherwise is a panel that says so, with a number; it is not kept, since the next time may do better.
    """
    lang, calendar = state.lang, fmt.used_calendar(state.calendar, state.lang)
    remark = panel.remark.sql if panel.remark else ""
    asked = " ".join((panel.sql, *panel.origin, *panel.beside, *(panel.dated or ()), remark))
    bound = {
        name: value
        for name, value in parameters(state, panel.scope).items()
        # of a region without a row other documents are cited
        if f"${name}" in asked or (name == "region" and "$within" in asked)
    }
    if state.region:
        # its subtitle says what the region does, were it nothing: "the same" names none
        bound["chosen"] = True if panel.scope == "any" else state.region
    # what is overdue changes with the day
    decided = beside(panel, state, build)
    bound["decided"] = [*decided.lines, decided.count]
    if state.year:
        bound["year"] = state.year  # its subtitle says what the year does, were it nothing
    # a panel is what it is, not its name; while it is kept, so is the panel its data holds
    key = (id(panel), lang, calendar, state.scope, json.dumps(bound, sort_keys=True))
    try:
        with fmt.calendar(calendar):
            return build.made(key, lambda: replace(_answered(panel, state, build), decided=decided))
    except Exception as error:
        number = failure.note(f"panel {panel.panel_id}, build {build.build_id}", error)
        return failed(panel, lang, calendar, build.build_id, number)


def failed(panel: Panel, lang: Lang, calendar: fmt.Calendar, build_id: str, number: str) -> PanelData:
    """The panel that says that it cannot be shown, for every writer: no rows, and no wrong word for none."""
    stop = "：" if lang == "ja" else ": "
    told = f"{panel.question(lang)}{stop}{failure.sentence(number, lang)}"
    return replace(_empty(panel, lang, calendar, build_id, told), failed=number)


def _answered(panel: Panel, state: State, build: Build) -> PanelData:
    try:
        return _prepared(panel, state, build)
    except OLDER:
        _LOG.warning("panel %s: build %s does not answer", panel.panel_id, build.build_id, exc_info=True)
        told = f"{panel.question(state.lang)}{word('panel.lacking', state.lang)}"
        calendar = fmt.used_calendar(state.calendar, state.lang)
        return replace(_empty(panel, state.lang, calendar, build.build_id, told), lacking=True)


def _empty(panel: Panel, lang: Lang, calendar: fmt.Calendar, build_id: str, title: str) -> PanelData:
    return PanelData(
        panel=panel,
        lang=lang,
        calendar=calendar,
        build_id=build_id,
        rows=(),
        title=title,
        measured="",
        table=Table(panel.columns, lang),
        citations=(),
        notes=(),
        missing=(),
        find_origin=tuple,
    )


def _prepared(panel: Panel, state: State, build: Build) -> PanelData:
    lang = state.lang
    shown, rows, invented = sample.mark(panel, build.query(panel.sql, parameters(state)), build)
    shown = fitted(shown, rows, lang)
    lacks = None if rows else nothing.first(panel.needs, build)
    remark, stands_on = "", _stands_on(panel)
    if panel.remark and rows and panel.remark.wanted(rows):
        more = build.query(panel.remark.sql, parameters(state, panel.scope))
        remark = panel.remark.sentence(more, lang)
        stands_on += panel.remark.sources if remark else ()
    quoted = citations(build, cited(stands_on, rows, panel.scope, state, build), lang)
    title = (
        nothing.title(lacks, lang, panel.question(lang))
        if lacks
        else dated(panel.finding(rows, lang), quoted, lang)
    )
    cells = table(shown.columns, rows, lang)
    return PanelData(
        panel=shown,
        lang=lang,
        calendar=fmt.used_calendar(state.calendar, lang),
        build_id=build.build_id,
        rows=rows,
        title=sample.marked(title, lang) if invented else title,
        measured=nothing.entry(lacks, lang)
        if lacks
        else joined(
            (
                _subtitle(panel, rows, state, build),
                remark,
                focus_line(panel.scope, rows, state, build),
                year_line("$year" in panel.sql, state) if rows else "",
                _of_scope(panel, rows, state, build),
            ),
            lang,
        ),
        table=cells,
        citations=quoted,
        notes=tuple(note(lang) for note in shown.notes),
        missing=_missing(shown, cells),
        # where nothing is shown, nothing is behind it
        find_origin=lambda: origins(panel.origin, state, build, panel.scope) if rows else (),
        sample=invented,
        failed=panel.failed,
        cut=chosen(shown.chart, rows, state.region, lang),
    )


def _of_scope(panel: Panel, rows: Rows, state: State, build: Build) -> str:
    """Which regions it is about; nothing where they change nothing: lists of sources, cases, words are those
    of the whole build, and must not read as if they were of some regions."""
    if build is build.whole or tuple(build.whole.query(panel.sql, parameters(state))) == tuple(rows):
        return ""
    return said(state.scope, build, state.lang)


def _subtitle(panel: Panel, rows: Rows, state: State, build: Build) -> str:
    lang, told = state.lang, panel.subtitle
    text = told(lang) if isinstance(told, T) else told(rows, lang)
    named = _stands_on(panel) if panel.dated is None else panel.dated
    return dated(text, citations(build, cited(named, rows, panel.scope, state, build), lang), lang)


def _stands_on(panel: Panel) -> tuple[str, ...]:
    """What is cited: the rows behind the figures, or what names their sources, and what else there is."""
    return (*(panel.sources or panel.origin), *panel.beside)


def _missing(panel: Panel, shown: Table) -> tuple[str, ...]:
    """未定 1, 対象外 3 …: how many rows lack a number, counted once by its word."""
    counts: dict[str, int] = {}
    figures = panel.chart.figures
    numbers = [at for at, column in enumerate(shown.columns) if column.is_number]
    if len(figures) == 1:
        numbers = [at for at in numbers if shown.columns[at].name == figures[0]] or numbers
    for row in shown.rows:
        for name in {row[at].text for at in numbers if row[at].value is None}:
            counts[name] = counts.get(name, 0) + 1
    if shown.lang == "ja":
        return tuple(f"{name} {count}行" for name, count in counts.items())
    return tuple(f"{name}: {counted(count, 'row')}" for name, count in counts.items())
