"""PanelData → what a register and a list of links say: the same entries, in the same words, everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard import format as fmt
from dashboard.charts.encoding import key, lists
from dashboard.panel import PanelData
from dashboard.text import T, word

_LEAD = T("内容", "Summary")


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
    encode, lang = data.panel.chart.encode, data.lang
    title, group, lead = key(encode, "title", data), key(encode, "group", data), encode["lead"]
    rest = [at for at, item in enumerate(data.panel.columns) if item.key(lang) not in (title, group, lead)]
    return tuple(
        Entry(
            row[title],
            row[group],
            row[lead] or "",
            tuple((data.headings[at], cells[at]) for at in rest),
            tuple((word(f"kind.{kind}", lang), row[name]) for kind, name in lists(data) if row[name]),
        )
        for row, cells in zip(data.rows, data.cells, strict=True)
    )


def folded(data: PanelData) -> list[tuple[str, str]]:
    """What a register holds beside its table: (column, heading) of its lead and its lists, texts all."""
    if data.panel.chart.kind != "register":
        return []
    lang, lead = data.lang, str(data.panel.chart.encode["lead"])
    in_table = {column.key(lang) for column in data.panel.columns}
    first = [] if lead in in_table else [(lead, _LEAD(lang))]
    return first + [(column, word(f"kind.{kind}", lang)) for kind, column in lists(data)]


@dataclass(frozen=True)
class Target:
    """Where a link leads: its words, and the panel of a page with a region in focus."""

    name: str
    page: str
    panel: str
    region: str | None


def links(data: PanelData) -> dict[str, list[Target]]:
    """Exceptions and where they are; the same words are said once."""
    encode, lang = data.panel.chart.encode, data.lang
    found: dict[str, list[Target]] = {}
    for row in data.rows:
        when = row[encode["year"]]
        year = f" {fmt.fiscal_year(when, lang, short=True)}" if when is not None else ""
        name = f"{row[key(encode, 'name', data)]}{year}"
        target = Target(name, row[encode["page"]], row["panel"], row[encode["region"]])
        found.setdefault(row[key(encode, "text", data)], []).append(target)
    return found
