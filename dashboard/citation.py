"""Which documents stand behind rows, and of which days: told of cards and panels in this one way."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard import format as fmt
from dashboard.declared import Rows
from dashboard.mart import Build
from dashboard.parameters import Scope, parameters
from dashboard.selects import select
from dashboard.state import State
from dashboard.text import Lang, word

# the documents that tell of the region in focus
_DOCUMENTS = select("origin/documents")
_SOURCES = select("origin/source")
# what a line says of its day: （2024年4月1日）, (base 1 October 2020)
_BRACKETS = re.compile(r" ?[（(][^（()）]*\{days\}[^（()）]*[)）]")


@dataclass(frozen=True)
class Citation:
    """A source as it stands under a panel; `day` is its as-of, `as_of` what is said of it."""

    source_id: str
    title: str
    publisher: str
    as_of: str
    day: dt.date | None = None
    published: bool = False  # `as_of` is the day of publication, for it has no other


def citations(build: Build, source_ids: Sequence[str], lang: Lang) -> tuple[Citation, ...]:
    """Title, publisher and as-of of the named sources, in the given order, where the build holds them."""
    rows = {row["source_id"]: row for row in build.query(_SOURCES)}
    tail = "" if lang == "ja" else "_en"
    found = []
    for source_id in source_ids:
        row = rows.get(source_id)
        if row is None:
            continue
        when = row["as_of"] or row["published_on"]
        published = when is not None and not row["as_of"]
        told = fmt.date(when, lang) if when else word("missing.unknown", lang)
        if published:
            told = word("panel.published", lang).format(date=told)
        found.append(
            Citation(source_id, row[f"title{tail}"], row[f"publisher{tail}"], told, row["as_of"], published)
        )
    return tuple(found)


def cited(named: Sequence[str], rows: Rows, scope: Scope, state: State, build: Build) -> list[str]:
    """The ids of sources: @column, those that the rows shown name; a select, those of the rows it finds."""
    found: list[str] = []
    for name in named:
        if name.startswith("@"):
            found += [row[name[1:]] for row in rows if row[name[1:]]]
        elif " " in name:
            found += _sources(name, scope, state, build)
        else:
            found.append(name)
    return list(dict.fromkeys(found))


def _sources(sql: str, scope: Scope, state: State, build: Build) -> list[str]:
    bound = parameters(state, scope)
    found = _distinct(sql, bound, build)
    # that a region has no row is told by the document that tells of it and of the others
    if "$within" in sql and state.region and scope not in ("all", "any"):
        own = found if bound["within"] == [state.region] else _distinct(sql, parameters(state), build)
        if not own:
            of_all = _distinct(sql, parameters(state, "all"), build)
            found += [source for source in _distinct(_DOCUMENTS, bound, build) if source in of_all]
    return found


def _distinct(sql: str, bound: Mapping[str, Any], build: Build) -> list[str]:
    rows = build.query(f"select source_id from ({sql}) group by source_id order by source_id", bound)
    return [row["source_id"] for row in rows if row["source_id"]]


def dated(text: str, citations: Sequence[Citation], lang: Lang) -> str:
    """The text with the days of the documents, the oldest first: {as_of} as 2024年4月1日時点, {days} bare.

    That a document tells no day is said: its rows are not of the day of the others.
    """
    if "{as_of}" not in text and "{days}" not in text:
        return text
    days = sorted({item.day for item in citations if item.day})
    printed = list(dict.fromkeys(item.as_of for item in citations if item.published))
    undated = not citations or any(item.day is None and not item.published for item in citations)
    told = _span(days, lang)
    as_of = [word("panel.dated", lang).format(date=told)] if told else []
    as_of += printed
    if undated:
        as_of.append(word("panel.partly_undated" if as_of else "panel.of_no_day", lang))
    comma = "、" if lang == "ja" else ", "
    text = text.replace("{as_of}", comma.join(as_of))
    bare = [*([told] if told else []), *printed]
    if not bare:
        return _BRACKETS.sub(word("panel.undated", lang), text)
    if undated:
        bare.append(word("panel.partly_undated", lang))
    return text.replace("{days}", comma.join(bare))


def _span(days: Sequence[dt.date], lang: Lang) -> str:
    """One day; two by their names; of more the oldest and the newest."""
    ends = [fmt.date(day, lang) for day in dict.fromkeys((days[0], days[-1]))] if days else []
    if lang == "ja":
        return ("と" if len(days) == 2 else "～").join(ends)
    return (" and " if len(days) == 2 else " to ").join(ends)
