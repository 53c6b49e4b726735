"""PanelData → what a register and a list of links say: the same entries, in the same words, everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from dashboard import format as fmt
from dashboard.chart import Chart, in_language
from dashboard.panel import PanelData
from dashboard.text import Lang, T, word

_LEAD = T("内容", "Summary")


@dataclass(frozen=True, kw_only=True)
class Register(Chart):
    """Entries that fold open. `lists`: what each list is (i18n [kind]) and its column; `few`: those that few
    rows have, which share a column of the sheet."""

    kind: ClassVar[str] = "register"

    title: str
    group: str
    lead: str
    lists: tuple[tuple[str, str], ...]
    few: tuple[str, ...] = ()

    def list_columns(self, lang: Lang) -> list[tuple[str, str]]:
        return [(kind, in_language(column, lang)) for kind, column in self.lists]


@dataclass(frozen=True, kw_only=True)
class LinkList(Chart):
    """Sentences (`text`), and behind each where it holds: a name and a year, which lead to the panel that the
    column `panel` names. `whole`: the panel where all stand, for a page with room for the first ones."""

    kind: ClassVar[str] = "link_list"

    text: str
    name: str
    year: str
    page: str
    region: str
    whole: str = ""


@dataclass(frozen=True)
class Entry:
    """One entry: name, what it belongs to, its purpose, its other columns and its lists that hold anything,
    each with its heading."""

    title: str
    group: str
    lead: str
    facts: tuple[tuple[str, str], ...]
    lists: tuple[tuple[str, Sequence[str]], ...]


def entries(data: PanelData) -> tuple[Entry, ...]:
    chart, lang = register(data), data.lang
    title, group = in_language(chart.title, lang), in_language(chart.group, lang)
    lead, lists = in_language(chart.lead, lang), chart.list_columns(lang)
    rest = [at for at, item in enumerate(data.panel.columns) if item.key(lang) not in (title, group, lead)]
    return tuple(
        Entry(
            row[title],
            row[group],
            row[lead] or "",
            tuple((data.headings[at], cells[at]) for at in rest),
            tuple((word(f"kind.{kind}", lang), row[name]) for kind, name in lists if row[name]),
        )
        for row, cells in zip(data.rows, data.cells, strict=True)
    )


def register(data: PanelData) -> Register:
    chart = data.panel.chart
    if not isinstance(chart, Register):
        raise TypeError(f"panel {data.panel.panel_id} is a {chart.kind}, no register")
    return chart


def folded(data: PanelData) -> list[tuple[str, str]]:
    """What a register holds beside its table: (column, heading) of its lead and its lists, texts all."""
    chart, lang = data.panel.chart, data.lang
    if not isinstance(chart, Register):
        return []
    in_table = {column.key(lang) for column in data.panel.columns}
    lead = in_language(chart.lead, lang)
    first = [] if lead in in_table else [(lead, _LEAD(lang))]
    return first + [(column, word(f"kind.{kind}", lang)) for kind, column in chart.list_columns(lang)]


@dataclass(frozen=True)
class Target:
    """Where a link leads: its words, the panel of a page, and the region it is about."""

    name: str
    page: str
    panel: str
    region: str | None


def links(data: PanelData) -> dict[str, list[Target]]:
    """Exceptions and where they are; the same words are said once."""
    chart, lang = data.panel.chart, data.lang
    if not isinstance(chart, LinkList):
        raise TypeError(f"panel {data.panel.panel_id} is a {chart.kind}, no list of links")
    targets: dict[str, list[Target]] = {}
    for row in data.rows:
        when = row[chart.year]
        year = f" {fmt.fiscal_year(when, lang, short=True)}" if when is not None else ""
        name = f"{row[in_language(chart.name, lang)]}{year}"
        target = Target(name, row[chart.page], row["panel"], row[chart.region])
        text = fmt.in_calendar(row[in_language(chart.text, lang)], lang)
        targets.setdefault(text, []).append(target)
    return targets


def first_links(data: PanelData, most: int) -> tuple[dict[str, list[Target]], int]:
    """As many of them, in whole groups, as `most` targets are; and how many are left out."""
    every, shown, count = links(data), dict[str, list[Target]](), 0
    for text, targets in every.items():
        if shown and count + len(targets) > most:
            break
        shown[text], count = targets, count + len(targets)
    return shown, sum(map(len, every.values())) - count
