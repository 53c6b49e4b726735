"""Card: one figure with what it compares to and its as-of. Declared beside the panels."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from dashboard import failure, nothing
from dashboard import format as fmt
from dashboard.citation import citations, cited, dated
from dashboard.declared import Sentence
from dashboard.finding import joined
from dashboard.focus import year_line
from dashboard.mart import OLDER, Build, Row, single
from dashboard.parameters import Scope, parameters
from dashboard.state import State
from dashboard.text import Lang, T, word

_LOG = logging.getLogger(__name__)

# (figure, unit): the unit stands smaller behind the figure; a missing figure is its word.
Figure = Callable[[Row, Lang], tuple[str, str]]


@dataclass(frozen=True)
class Change:
    """What a figure was the year before, like for like: `sentence` says it of the rows of `sql`, with its
    basis, and is empty where nothing can be compared. Of an older build that lacks them nothing is said."""

    sql: str
    sentence: Sentence


@dataclass(frozen=True)
class Card:
    """`sql` returns exactly one row for every state, or one in which `of` holds; `figure` and `compare` put
    it into words.

    `as_of` may hold {as_of} or {days}: of the sources of the rows that `dated` finds (sql/panels/origin), of
    the regions of its `scope`, which is what the region in focus does to it (parameters.py): of all regions
    it says so, `any` is about none.
    `needs`: what must be entered before there is a figure (nothing.py). `of`: column and value of its row,
    where cards share a select. `panel`: the id of the panel that its figure opens.
    """

    card_id: str
    label: T
    sql: str
    figure: Figure
    compare: Callable[[Row, Lang], str]
    as_of: T
    dated: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    of: Mapping[str, str] = field(default_factory=dict)
    scope: Scope = "focus"
    panel: str = ""
    yearly: bool = False  # follows the fiscal year chosen
    change: Change | None = None


@dataclass(frozen=True)
class CardData:
    """A card for one state, in words."""

    card_id: str
    label: str
    figure: str
    unit: str
    compare: str
    as_of: str
    panel: str = ""


def prepare_card(card: Card, state: State, build: Build) -> CardData:
    """The card in words. Never raises: one that fails says so, with a number."""
    try:
        return _prepared(card, state, build)
    except OLDER:
        told = word("missing.lacking", state.lang)
        _LOG.warning("card %s: build %s does not answer", card.card_id, build.build_id, exc_info=True)
        return CardData(card.card_id, card.label(state.lang), told, "", "", "")
    except Exception as error:
        number = failure.note(f"card {card.card_id}, build {build.build_id}", error)
        told = word("failure.figure", state.lang)
        return CardData(
            card.card_id, card.label(state.lang), told, "", failure.sentence(number, state.lang, "card"), ""
        )


def _prepared(card: Card, state: State, build: Build) -> CardData:
    lacks = nothing.first(card.needs, build)
    if lacks:
        # what other regions have is registered, only not of these
        scope = lacks == "scope"
        told, _ = missing("out_of_scope" if scope else "unregistered", state.lang)
        short, source = nothing.short(lacks, state.lang), word("nothing.source", state.lang)
        return CardData(card.card_id, card.label(state.lang), told, "", short, "" if scope else source)
    rows = build.query(card.sql, parameters(state))
    if card.of:
        rows = tuple(row for row in rows if all(row[column] == value for column, value in card.of.items()))
    row = single(rows)
    with fmt.calendar(state.calendar):
        figure, unit = card.figure(row, state.lang)
        compare = joined((card.compare(row, state.lang), _changed(card, state, build)), state.lang)
    as_of = card.as_of(state.lang)
    if card.dated:
        found = citations(build, cited(card.dated, (row,), card.scope, state, build), state.lang)
        as_of = dated(as_of, found, state.lang)
    # beside cards of the region in focus
    every = word("scope.card_all", state.lang) if card.scope == "all" and state.region else ""
    said = [part for part in (as_of, every, year_line(card.yearly, state)) if part]
    as_of = ("・" if state.lang == "ja" else ", ").join(said)
    return CardData(card.card_id, card.label(state.lang), figure, unit, compare, as_of, card.panel)


def _changed(card: Card, state: State, build: Build) -> str:
    if card.change is None:
        return ""
    try:
        rows = build.query(card.change.sql, parameters(state))
    except OLDER:
        return ""
    return card.change.sentence(rows, state.lang) if rows else ""


def missing(key: str, lang: Lang) -> tuple[str, str]:
    """The word that stands where a figure is missing."""
    return word(f"missing.{key}", lang), ""
