"""What is worked out before it is asked for: a page for the other regions, and only while nobody asks."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dashboard import ahead
from dashboard.ahead import Ahead, parts
from dashboard.mart import Build, shared_mart
from dashboard.pages import PAGE_BY_ID, PAGES, Page
from dashboard.pages.page import View
from dashboard.state import State
from tests.dashboard.test_pages import _html, _open

# what a page asks beside its panels: coalitions, surveys, peers to choose from
BESIDE = {"compare": 6, "similar": 1, "staffing": 1}


@pytest.mark.parametrize("page_id", [page.page_id for page in PAGES])
def test_the_next_region_of_a_page_asks_nothing_more(
    page_id: str, mart_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RENKEI_MART", str(mart_copy))
    mart = shared_mart(mart_copy)
    _open(page_id)
    for part in parts(PAGE_BY_ID[page_id], View(State(), mart.live(), mart)):
        part()
    asked: list[str] = []
    answer = Build._answer

    def counted(self: Build, sql: str, in_memory: str, used: Any) -> Any:
        asked.append(sql)
        return answer(self, sql, in_memory, used)

    monkeypatch.setattr(Build, "_answer", counted)
    at = _open(page_id, region="soya")
    assert not at.exception
    assert 'data-finding="' in _html(at)
    assert len(asked) <= BESIDE.get(page_id, 0), asked


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], None]]:
    """The pieces of the page that is wanted next, in place of a page's own."""
    pieces: list[Callable[[], None]] = []
    monkeypatch.setattr(ahead, "parts", lambda page, view: iter(pieces))
    return pieces


PAGE: Page = PAGES[0]
VIEW = View(State(), None, None)  # type: ignore[arg-type]


def test_nothing_is_asked_while_a_reader_s_run_goes_on(steps: list[Callable[[], None]]) -> None:
    one = Ahead(wait=0.0)
    first, second = threading.Event(), threading.Event()
    steps += [first.set, second.set]
    with one.run():
        one.want(PAGE, VIEW)
        assert not first.wait(0.05)
    assert first.wait(10)
    assert second.wait(10)


def test_a_page_that_cannot_be_made_ahead_leaves_the_next_one_be(steps: list[Callable[[], None]]) -> None:
    one = Ahead(wait=0.0)
    failed, later = threading.Event(), threading.Event()

    def fail() -> None:
        failed.set()
        raise ZeroDivisionError

    steps.append(fail)
    one.want(PAGE, VIEW)
    assert failed.wait(10)
    steps[:] = [later.set]
    one.want(PAGE, VIEW)
    assert later.wait(10)
