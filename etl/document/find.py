"""For every row that is due the places where a document has it, the best evidence first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from etl.document.grants import grants
from etl.document.pages import Document, Line
from etl.document.people import occupations, recruited, shortages
from etl.document.projects import project_years
from etl.document.sections import Place, Vocabulary, places, plain
from etl.document.wording import Wording
from etl.document.words import as_of, row_of
from etl.newyear.due import Due, Frames
from etl.newyear.proposal import GRADES, DueKey, Proposal, Reason, key_of

# these come as published files, which are read whole and exact: no document is searched for them
_FILE = ("資料からはさがさない（公表されたファイルを入れる）", "not searched for: drop in the published file")
NOT_SOUGHT = {"staff": _FILE, "population": _FILE}


@dataclass(frozen=True)
class Search:
    """`proposals` by what is due; `missing` says of the rest why there is none."""

    day: dt.date | None
    proposals: dict[DueKey, list[Proposal]]
    missing: dict[DueKey, Reason]


def search(document: Document, due: Sequence[Due], frames: Frames, wording: Wording) -> Search:
    vocabulary = Vocabulary.of(frames)
    where = places(document.lines, vocabulary, wording)
    day = as_of(document.lines, wording)
    wanted = {key_of(row): row for row in due}
    found: dict[DueKey, list[Proposal]] = {}
    for key, proposal in _all(document.lines, where, vocabulary, wording, day, due, frames):
        if key in wanted:
            found.setdefault(key, []).append(proposal)
    found = {key: _ranked(proposals) for key, proposals in found.items()}
    # a name in two lines has the figures of its row in between
    text = "".join(plain(row_of(line, wording)[0]) for line in document.lines)
    missing = {key: _why(row, text, day) for key, row in wanted.items() if key not in found}
    return Search(day, found, missing)


def _all(
    lines: Sequence[Line],
    where: Sequence[Place],
    vocabulary: Vocabulary,
    wording: Wording,
    day: dt.date | None,
    due: Sequence[Due],
    frames: Frames,
) -> Iterator[tuple[DueKey, Proposal]]:
    for region, year, proposal in grants(lines, where, vocabulary, wording, day):
        yield ("disbursement", (("region_id", region), ("fiscal_year", str(year)))), proposal
    for project, year, proposal in project_years(lines, where, wording, day):
        yield ("project_year", (("project_id", project), ("fiscal_year", str(year)))), proposal
    words = occupations(frames)
    for region, occupation, year, proposal in recruited(lines, where, words, wording):
        keys = {"region_id": region, "fiscal_year": str(year), "occupation_id": occupation}
        yield ("recruitment", (*keys.items(), ("measure", "採用実績"))), proposal
    wordings: dict[tuple[str, str], list[str]] = {}
    for row in due:
        # a shortage holds for the fiscal year in which its document stands
        if row.table == "reported_shortage" and (day is None or fiscal_year_of(day) == row.year):
            keys = dict(row.keys)
            wordings.setdefault((keys["region_id"], keys["occupation_id"]), []).append(
                row.now.split(" ", 1)[-1]
            )
    for region, occupation, proposal in shortages(lines, where, wording, wordings):
        yield ("reported_shortage", (("region_id", region), ("occupation_id", occupation))), proposal


def _ranked(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Equal ones once, naming all their places; of several values each says that there are others."""
    by_answer: dict[tuple[tuple[str, str], ...], list[Proposal]] = {}
    for proposal in proposals:
        by_answer.setdefault(proposal.answers, []).append(proposal)
    order = list(GRADES)
    once = []
    for same in by_answer.values():
        best = min(same, key=lambda item: order.index(item.grade))
        others = sorted({item.place for item in same} - {best.place})
        also = ((f"{'、'.join(others)}にも同じ値", f"the same on {', '.join(others)}"),) if others else ()
        once.append(replace(best, reasons=(*best.reasons, *also)))
    if len(once) > 1:
        said = (
            f"資料に値が{len(once)}つある：一つだけ選ぶ",
            f"{len(once)} values in the document: choose one",
        )
        once = [replace(item, reasons=(said, *item.reasons)) for item in once]
    return sorted(once, key=lambda item: order.index(item.grade))


def fiscal_year_of(day: dt.date) -> int:
    return day.year - (day.month < 4)


def _why(row: Due, text: str, day: dt.date | None) -> Reason:
    """Why a document has no proposal for a row."""
    if row.table in NOT_SOUGHT:
        return NOT_SOUGHT[row.table]
    if row.table == "reported_shortage" and day is not None and fiscal_year_of(day) != row.year:
        return f"資料の時点（{day}）は別の年度", f"the document's day ({day}) lies in another fiscal year"
    if any(plain(name) not in text for name in row.label.split("｜")):
        return "この名が資料にない", "the document does not have this name"
    return (
        "名はあるが、この年度の値が確かな形では見つからない",
        "the name is there, but no certain value for this year",
    )
