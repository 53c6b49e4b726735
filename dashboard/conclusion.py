"""What matters now, in a few sentences: each with its figure, and the panel that shows this very figure.

Decided once: pages, slides, the offline page, the handout and the presentation write what `concluded` gives.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dashboard import failure
from dashboard import format as fmt
from dashboard.declared import Panel, Rows, Sentence
from dashboard.mart import OLDER, Build
from dashboard.parameters import parameters
from dashboard.state import State

_LOG = logging.getLogger(__name__)
MOST = 5


def _no_year(rows: Rows) -> int | None:
    return None


@dataclass(frozen=True)
class Conclusion:
    """`sentence` says what the rows of `sql` mean, nothing where they mean nothing; `panel` is where its link
    lands: what it shows for the same choices, and in the `year` where the sentence is of one."""

    conclusion_id: str
    sql: str
    sentence: Sentence
    panel: Panel
    year: Callable[[Rows], int | None] = _no_year


@dataclass(frozen=True)
class Concluded:
    """A sentence for one state; `page`, `anchor` and `state` are where its figure stands, as the answer to
    `question`."""

    conclusion_id: str
    text: str
    page: str
    anchor: str
    question: str
    state: State

    def address(self) -> str:
        """The relative address of its panel: the reader's own choices, none of them changed but the year."""
        return f"{self.state.address(self.page)}#{self.anchor}"


def concluded(declared: Sequence[Conclusion], state: State, build: Build) -> list[Concluded]:
    """Those that have something to say. Never raises: of one that fails, or that an older build cannot
    answer, the log says so, and its panel says so to the reader."""
    with fmt.calendar(state.calendar):
        found = [_said(one, state, build) for one in declared]
    return [item for item in found if item is not None]


def _said(one: Conclusion, state: State, build: Build) -> Concluded | None:
    try:
        rows = build.query(one.sql, parameters(state))
        text = one.sentence(rows, state.lang) if rows else ""
        year = one.year(rows) if rows else None
    except OLDER:
        _LOG.warning(
            "conclusion %s: build %s does not answer", one.conclusion_id, build.build_id, exc_info=True
        )
        return None
    except Exception as error:
        failure.note(f"conclusion {one.conclusion_id}, build {build.build_id}", error)
        return None
    if not text:
        return None
    panel, place = one.panel, reached(replace(state, year=year or state.year))
    return Concluded(one.conclusion_id, text, panel.page, panel.panel_id, panel.question(state.lang), place)


def reached(state: State) -> State:
    """Where a link leads: what the reader chose, on a page that is not presented, from its first part on."""
    return replace(state, present=False, step=1, begin=None, part=1, show=(), held=False)
