"""What every page has: a question, its answer in one sentence, cards first, then panels."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from html import escape

import streamlit as st

from dashboard import choices, failure, nothing
from dashboard.card import Card, prepare_card
from dashboard.conclusion import MOST, Concluded
from dashboard.desk import beside
from dashboard.mart import OLDER, Build, Mart
from dashboard.panel import PanelData, prepare
from dashboard.panels import PANELS, of
from dashboard.panels.cards.where import WHERE
from dashboard.render import conclusions, folds
from dashboard.render.delay import cards_first
from dashboard.render.language import passage
from dashboard.render.screen import draw, draw_cards, say_failed
from dashboard.scope import said
from dashboard.state import State
from dashboard.text import T, word


@dataclass(frozen=True)
class View:
    """What a page is drawn from: the reader's state, the build, and the mart for its history."""

    state: State
    build: Build
    mart: Mart


@dataclass(frozen=True)
class Page:
    """One question. `answer` puts its answer into one sentence, from the data.

    `prepare_state` settles what the page needs chosen and draws nothing; `controls` draws widgets.
    """

    page_id: str
    name: T
    question: T
    answer: Callable[[View], str]
    body: Callable[[View, dict[str, PanelData]], None]
    prepare_state: Callable[[View], State] = lambda view: view.state
    controls: Callable[[View], None] = lambda view: None
    place: int = 1000  # in the menu, from the top
    cards: tuple[Card, ...] = ()
    instead: tuple[Card, ...] = ()  # of an office without regions that have an agreement
    own_cards: bool = False  # the body draws the cards itself
    apart: bool = False  # of no panels: at its address alone, in no menu, meeting or pack
    of_one_region: bool = False  # about nothing else: where none is chosen, it takes one
    concludes: Callable[[View], Sequence[Concluded]] = lambda view: ()  # what it opens with, by weight

    def cards_of(self, build: Build) -> tuple[Card, ...]:
        """The cards of this build: what an office has no rows for gives way to what it has."""
        return self.instead if self.instead and nothing.without_regions(build) else self.cards

    def show(self, view: View) -> None:
        """Heading and cards go out before any chart is prepared (ui.md, toolkit).

        A part that fails says so in its place; the others are drawn.
        """
        with self._contained(view, "state"):
            self._show(view, self.prepare_state(view))

    def _contained(self, view: View, part: str) -> AbstractContextManager[None]:
        lang = view.state.lang
        place = f"{part} of page {self.page_id}"
        return failure.contained(place, lambda n: say_failed(n, lang, "page"), passing=OLDER)

    def _show(self, before: View, state: State) -> None:
        view = View(state, before.build, before.mart)
        st.html(self._top(view, before.state))
        with self._contained(view, "controls"):
            self.controls(before)
        cards = self.cards_of(view.build)
        if cards and not self.own_cards:
            draw_cards([prepare_card(card, state, view.build) for card in cards], state)
        with self._contained(view, "written since"):
            beside.show(state, view.build, view.mart.live(), self.page_id)
        sent = time.monotonic()
        build = view.build
        prepared = {panel.panel_id: prepare(panel, state, build) for panel in of(self.page_id, build, state)}
        cards_first(sent)
        with self._contained(view, "body"):
            self.body(view, prepared)

    def _top(self, view: View, chosen: State) -> str:
        """Its name and question, where the figures of its cards come from, and the answer."""
        lang = view.state.lang
        name, question = escape(self.name(lang)), escape(self.question(lang))
        where = ""
        if any(card.card_id in WHERE for card in self.cards_of(view.build)):
            named = folds.cards(self.page_id)
            where = folds.fold(
                named, "origin", word("origin.cards", lang), view.state, view.build.build_id, over=True
            )
        scope = said(view.state.scope, view.build, lang)
        about = f'<p class="rb-scope">{passage(scope, lang)}</p>' if scope else ""
        return (
            f'<div class="rb-top"><h1 class="rb-page">{name} <span class="rb-question">{question}</span></h1>'
            f"{where}{folds.room(self.page_id, chosen)}</div>{about}"
            f'<p class="rb-answer" data-finding="{self.page_id}">'
            f"{passage(self.answered(view, chosen), lang)}</p>"
            f"{conclusions.sentences(self.concluded(view), lang)}"
        )

    def concluded(self, view: View) -> tuple[Concluded, ...]:
        """The sentences that it opens with, for what was chosen."""
        return tuple(self.concludes(view))[:MOST]

    def answered(self, view: View, chosen: State) -> str:
        """The answer in one sentence; where it fails, that it does, with a number; of an older build that
        does not have it, that it does not.

        `chosen`: what the reader chose. A region that the page took because none was chosen is said.
        """
        try:
            return self.answer(view) + _taken(view, chosen)
        except OLDER:  # the page opens: what it shows besides may be there
            return word("panel.lacking", view.state.lang).strip()
        except Exception as error:
            return failure.sentence(failure.note(f"answer of page {self.page_id}", error), view.state.lang)


def _taken(view: View, chosen: State) -> str:
    lang, region = view.state.lang, view.state.region
    if chosen.region or region is None:
        return ""
    said = word("address.no_region", lang).format(name=choices.region_name(view.build, region, lang))
    return f"（{said}）" if lang == "ja" else f" ({said})"


def finding_of(panel_id: str) -> Callable[[View], str]:
    """The finding of one panel answers the page's question."""
    return lambda view: prepare(PANELS[panel_id], view.state, view.build).title


def stacked(view: View, prepared: dict[str, PanelData]) -> None:
    """The usual body: one panel below the other."""
    for data in prepared.values():
        draw(data, view.state)
