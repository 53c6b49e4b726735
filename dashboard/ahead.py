"""What the next click may ask is worked out while nobody asks: a page for the other regions of the menu.

A page that was asked for once is answered at once ever after (Build.query, Build.made). So one thread asks
first, for all readers, and only when no run has been going on for a while: no click waits for it longer than
for one panel.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, partial

from streamlit import runtime

from dashboard import choices
from dashboard import format as fmt
from dashboard.card import prepare_card
from dashboard.pages.page import Page, View
from dashboard.panel import Panel, prepare
from dashboard.render.screen import draw_ahead
from dashboard.selection import shown_on

_LOG = logging.getLogger(__name__)
_REST_S = 0.3  # without a run before it begins: who clicks quickly is not disturbed
_MOST = 24  # regions: of more, nobody tries one after the other


class Ahead:
    """One thread of a server. `wait` is how long no run has been going on before it asks something."""

    def __init__(self, wait: float = _REST_S) -> None:
        self._wait = wait
        self._changed = threading.Condition()
        self._runs, self._ended = 0, time.monotonic()
        self._wanted: list[tuple[Page, View]] = []
        self._thread: threading.Thread | None = None

    @contextmanager
    def run(self) -> Iterator[None]:
        """A run of a reader: meanwhile nothing is asked ahead."""
        with self._changed:
            self._runs += 1
        try:
            yield
        finally:
            with self._changed:
                self._runs -= 1
                self._ended = time.monotonic()
                self._changed.notify_all()

    def want(self, page: Page, view: View) -> None:
        """The page for the regions that are not chosen; what was shown last comes first."""
        with self._changed:
            self._wanted = [(page, view), *self._wanted[:3]]
            self._changed.notify_all()
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="ahead", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        while True:
            with self._changed:
                while not self._wanted:
                    self._changed.wait()
                page, view = self._wanted.pop(0)
            try:
                for part in parts(page, view):
                    self._rest()
                    part()
            except Exception:  # the reader who asks hears of it
                _LOG.debug("page %s was not made ahead", page.page_id, exc_info=True)

    def _rest(self) -> None:
        """Until no run has been going on for a while."""
        with self._changed:
            while self._runs or (left := self._ended + self._wait - time.monotonic()) > 0:
                self._changed.wait(None if self._runs else left)


def parts(page: Page, view: View) -> Iterator[Callable[[], object]]:
    """What a page is made of for each of the other regions, one piece at a time."""
    names = [name for name in choices.region_names(view.build, view.state.lang) if name != view.state.region]
    if len(names) > _MOST:
        return
    for name in (*names, *([None] if view.state.region else [])):
        chosen = replace(view.state, region=name)
        state = page.prepare_state(replace(view, state=chosen))
        there = replace(view, state=state)
        yield partial(_in_calendar, there, partial(page.answered, there, chosen))
        yield partial(_in_calendar, there, partial(page.concluded, there))
        for card in page.cards_of(view.build):
            yield partial(prepare_card, card, state, view.build)
        yield partial(shown_on, page, state, view.build)
        for panel in shown_on(page, state, view.build):
            yield partial(_draw, panel, there)


def _draw(panel: Panel, view: View) -> None:
    with fmt.calendar(view.state.calendar):
        draw_ahead(prepare(panel, view.state, view.build))


def _in_calendar(view: View, make: Callable[[], object]) -> None:
    with fmt.calendar(view.state.calendar):
        make()


@cache
def shared() -> Ahead:
    """The one of this server."""
    return Ahead()


def want(page: Page, view: View) -> None:
    """After a page was shown; nothing where no server runs."""
    if runtime.exists() and not page.apart:
        shared().want(page, view)
