"""Where from: the transcribed rows behind figures, as the documents print them."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard import correction, failure
from dashboard import format as fmt
from dashboard.citation import citations
from dashboard.declared import Rows
from dashboard.mart import OLDER, Build, Row
from dashboard.parameters import Scope, parameters
from dashboard.state import State
from dashboard.text import Lang, word

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Origin:
    """One transcribed row behind a panel, as the document prints it."""

    what: str
    as_printed: str
    document: str
    place: str
    row: str
    corrections: str
    note: str


def _ids(rows: Rows) -> list[str]:
    return sorted({row["source_id"] for row in rows if row["source_id"]})


def origins(selects: Sequence[str], state: State, build: Build, scope: Scope = "focus") -> tuple[Origin, ...]:
    """The transcribed rows that where-from selects find, with the corrections that concern them."""
    lang = state.lang
    try:
        # one row once: a municipality may stand in a coalition and in a region beside it
        every = (origin for sql in selects for origin in _origins(sql, scope, state, build))
        return tuple(dict.fromkeys(every))
    except OLDER:
        _LOG.warning("where from: build %s does not answer", build.build_id, exc_info=True)
        return (Origin(word("panel.lacking", lang), "", "", "", "", "", ""),)
    except Exception as error:
        number = failure.note(f"where from, build {build.build_id}", error)
        return (Origin(failure.sentence(number, lang, "origin"), "", "", "", "", "", ""),)


def _origins(sql: str, scope: Scope, state: State, build: Build) -> tuple[Origin, ...]:
    lang = state.lang
    rows = build.query(sql, parameters(state, scope))
    titles = {item.source_id: item.title for item in citations(build, _ids(rows), lang)}
    mended = correction.correction_notes(build, lang)
    with fmt.calendar(state.calendar):
        return tuple(_origin(row, titles, mended, lang) for row in rows)


def _absence(row: Row, lang: Lang) -> str:
    """Why a cell shows nothing, where its select says so: suppressed, left blank, no return."""
    reason = row.get("missing_reason")
    return word(f"missing.{reason}", lang) if reason else ""


def _origin(row: Row, titles: Mapping[str, str], mended: Mapping[str, str], lang: Lang) -> Origin:
    tail = "" if lang == "ja" else "_en"
    what = row.get(f"what{tail}") or row["what"]
    return Origin(
        fmt.in_calendar(what, lang),
        row["as_printed"] or _absence(row, lang),
        titles.get(row["source_id"], ""),
        row["source_ref"] or "",
        row["source_row"] or "",
        mended.get(row["source_row"] or "", ""),
        row["note"] or "",
    )
