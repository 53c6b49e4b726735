"""Which documents stand behind rows, and of which days: told of cards and panels in this one way."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard import format as fmt
from dashboard.declared import Rows
from dashboard.mart import Build
from dashboard.parameters import parameters
from dashboard.state import State
from dashboard.text import Lang, word

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
    rows = {row["source_id"]: row for row in build.query("select * from source")}
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


def cited(sources: Sequence[str], rows: Rows, state: State, build: Build) -> list[str]:
    """The ids of the declared sources: @column, those that the rows name; a select, those it finds."""
    named: list[str] = []
    for source in sources:
        if source.startswith("@"):
            found = [row[source[1:]] for row in rows]
        elif source.startswith("select "):
            found = [row["source_id"] for row in build.query(source, parameters(state))]
        else:
            found = [source]
        named += [item for item in found if item]
    return list(dict.fromkeys(named))


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
