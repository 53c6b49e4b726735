"""What readers may know of a candidate that waits at the gate.

The changes of survey answers are not published, and of whom hidden answers would follow is for the office:
neither is counted. Nor is the name of a difference told that stands for them too: it is a hash, and whoever
guesses what it was made of can try.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Candidate:
    """`held`: how many changes a person must accept, without those of surveys; `surveyed`: whether there are
    such; `disclosing`: whether hidden answers would follow; `name`: of the difference, where it may be told.
    """

    held: int
    surveyed: bool
    disclosing: bool
    name: str | None


def candidate(run: Mapping[str, Any]) -> Candidate:
    """`run`: the last one, which ended waiting."""
    rows = run.get("waiting")
    rows = rows if isinstance(rows, list) else []
    mine = [row for row in rows if of_a_survey(row)]
    name = run.get("diff_id")
    return Candidate(
        len(rows) - len(mine),
        bool(mine),
        any(row["kind"] == "disclosure" for row in mine),
        name if isinstance(name, str) and not mine else None,
    )


def of_a_survey(row: Mapping[str, Any]) -> bool:
    """What nobody has published: an answer, a total, who answered."""
    return row["kind"] == "disclosure" or str(row["table"]).startswith("survey_")
