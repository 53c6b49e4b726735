"""Definition: what is asked, of whom, and by which limits a return is judged (read by reading.py)."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from etl.survey.publication import Publish, is_open

FILE = "survey.toml"
SETS = {
    "staffing": ("職種別の職員", "Staff by occupation"),
    "hard_alone": ("単独では難しい業務", "Work that is hard to keep up alone"),
    "joint_interest": ("共同の取組への関心", "Interest in doing things jointly"),
    "examination": ("採用試験", "Recruitment examinations"),
    "own": ("独自の設問", "Questions of this survey"),
}
SHARE = "share_with_"  # the partner question beside hard_alone_<work>
HARD = "hard_alone_"
_ID = re.compile(r"[a-z][a-z0-9_]{0,59}")
HIGHEST = 9999
Kind = Literal["count", "choice"]


@dataclass(frozen=True)
class Choice:
    choice_id: str
    text: str
    text_en: str


@dataclass(frozen=True)
class Question:
    """`not_above` names the question whose answer this one cannot exceed; `definition` is what two
    surveys must share before the question may be compared."""

    question_id: str
    question_set: str
    text: str
    text_en: str
    kind: Kind
    unit: str | None = None
    unit_en: str | None = None
    by_occupation: bool = False
    headcount: bool = False
    high: int = HIGHEST
    hint: str = ""
    not_above: str | None = None
    choices: tuple[Choice, ...] = ()
    definition: str = ""


@dataclass(frozen=True)
class Occupation:
    occupation_id: str
    name: str
    name_en: str
    group: str


@dataclass(frozen=True)
class Accepted:
    """A breach of a rule that a person has looked at and that is right."""

    code: str
    rule: str
    question_id: str
    occupation_id: str
    reason: str


@dataclass(frozen=True)
class Definition:
    """One survey. `ask` are ids of the table occupation, `added` occupations it does not have."""

    survey_id: str
    folder: Path
    title: str
    title_en: str
    publisher: str
    publisher_en: str
    contact: str
    fielded_from: dt.date
    fielded_to: dt.date
    series: str | None
    sample: bool
    publish: Publish  # until then only who answered is published (False: until it says otherwise)
    note: str | None
    bureaus: tuple[str, ...]
    regions: tuple[str, ...]
    codes: tuple[str, ...]
    without: tuple[str, ...]
    ask: tuple[str, ...]
    added: tuple[Occupation, ...]
    questions: tuple[Question, ...]
    accepted: tuple[Accepted, ...]

    @property
    def answers_from(self) -> dt.date | None:
        """The first day on which answers are published; None where none is set."""
        if isinstance(self.publish, bool):
            return self.fielded_from if self.publish else None
        return self.publish

    def published(self, on: dt.date) -> bool:
        """Whether answers are published on that day."""
        return is_open(self.publish, on)

    @property
    def label(self) -> str:
        return label(self.folder)

    @property
    def by_occupation(self) -> list[Question]:
        return [q for q in self.questions if q.by_occupation]

    @property
    def version(self) -> str:
        """Changes with whatever changes the form: questions, choices, occupations, their order."""
        told = [
            self.survey_id,
            self.ask,
            [o.occupation_id for o in self.added],
            [(q.question_id, q.kind, [c.text for c in q.choices], q.text) for q in self.questions],
        ]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:8]


def closed_words(definition: Definition) -> tuple[str, str]:
    """Of a survey whose answers are not published yet, in Japanese and English."""
    day = definition.answers_from
    if day is None:
        return (
            "回答は公開しません（publish = false）。回収の状況だけを公開します",
            "answers are not published (publish = false), only who answered",
        )
    return (
        f"回答は {day} から公開します。それまでは回収の状況だけを公開します",
        f"answers are published from {day}; until then only who answered",
    )


def label(folder: Path) -> str:
    """data/surveys/NAME or data/samples/surveys/NAME, as a person finds it."""
    kind = "samples/surveys" if folder.parent.parent.name == "samples" else "surveys"
    return f"data/{kind}/{folder.name}"


def usable(name: str) -> bool:
    """Whether a survey can be called so."""
    return bool(_ID.fullmatch(name))
