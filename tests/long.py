"""Which cases of a wide test run every time, which with the long ones (`make test-long`), which files start
first, and what stays on one worker."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).resolve().parent.parent


def some(cases: Iterable[Any], short: Callable[[int, Any], bool], *, rows: bool = False) -> list[Any]:
    """All cases as parameters; those for which `short` (place, case) is false are marked long.

    `rows`: each case is a tuple with a value for every parameter, not one value.
    """
    return [
        case if short(number, case) else pytest.param(*(case if rows else (case,)), marks=pytest.mark.long)
        for number, case in enumerate(cases)
    ]


# files that take longest, first: a worker that met one last would be busy when the other has nothing to do
HEAVY = (
    # with it all that open Chromium: one worker is busy with them, and makes the mart meanwhile
    "dashboard/test_chromium_presentation.py",
    "dashboard/test_signin.py",
    "dashboard/pack/test_handout.py",
    "dashboard/test_chromium.py",
    "dashboard/pack/test_page.py",
    "dashboard/test_language.py",
    "dashboard/test_keyboard.py",
    "dashboard/test_axe.py",
    "dashboard/pack/test_dialog.py",
    # small projects of their own
    "etl/test_history.py",
    "corpus/test_corpus.py",
    # with it all of packs
    "dashboard/pack/test_workbook.py",
    "dashboard/test_builds.py",
    "dashboard/test_offices.py",
    "dashboard/test_sandbox.py",
    "etl/test_reuse.py",
    "etl/test_doubts.py",
    "own/test_long_refresh.py",
    "dashboard/test_long_table.py",
    "test_data_readme.py",
    "dashboard/test_pages.py",
    "fault/test_kills.py",
)


def heavy_first(items: list[pytest.Item], root: Path) -> None:
    """The order of the files; within a file tests keep theirs."""
    places = {root / name: place for place, name in enumerate(HEAVY)}
    items.sort(key=lambda item: places.get(item.path, len(places)))


class ByFile(LoadScopeScheduling):
    """A file's tests run on one worker; files that open Chromium or ask the server all on the same, with one
    server and one Chromium, and those of packs, which read files that are made once.

    Told by the text of the file: the process that gives out the tests sees their names alone. (Groups by mark
    are none under pytest 9.2: the scheduler reads them from names that it may no longer change.)
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        if _needs_a_server(file):
            return "browsers"
        return "packs" if "/pack/" in file else file


@cache
def _needs_a_server(file: str) -> bool:
    text = (ROOT / file).read_text(encoding="utf-8")
    return "mark.chromium" in text or "board: str" in text
