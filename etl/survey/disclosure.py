"""Which hidden answers a candidate build gives away to a reader who has the builds before it as well.

An answer is given away where fewer values are left to it than one build alone would leave it: the survey's
minimum (of which suppress.py makes sure). One value: it is known. What is left is found by readers.py, from
the published tables alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from etl.survey.definition import HIGHEST
from etl.survey.limits import Limits, printed
from etl.survey.published import Cell as Answer
from etl.survey.published import Frames, Published, Subject, published
from etl.survey.readers import Readers, Version
from etl.survey.system import Undecided

QUESTION = "survey_question"
Cell = tuple[str, str, str, str]  # survey, question, occupation, municipality
Values = dict[Cell, frozenset[int]]


@dataclass
class Disclosed:
    """`new`: hidden cells that the candidate gives away → the values left to them; `before`: those that it
    hides though they follow from the older builds without it; `undecided`: cells of which the solver did not
    find out in its time; `hidden`: all that the candidate or an older build hides of what they both ask;
    `unclear`: totals of builds of an older form that could not be used."""

    new: Values = field(default_factory=dict)
    before: Values = field(default_factory=dict)
    undecided: set[Cell] = field(default_factory=set)
    hidden: set[Cell] = field(default_factory=set)
    unclear: int = 0

    @property
    def exact(self) -> dict[Cell, int]:
        """Those of `new` of which one value is left."""
        return {cell: min(values) for cell, values in self.new.items() if len(values) == 1}


def disclosed_cells(older: Iterable[Frames], candidate: Frames) -> Disclosed:
    """`older`: in the order of time."""
    several = [*older, candidate]
    builds = [published(frames) for frames in several]
    limits = printed(frames[QUESTION] for frames in several if QUESTION in frames)
    found = Disclosed(unclear=sum(build.unclear for build in builds))
    for subject in builds[-1].published:
        mine = limits.get(subject[0], Limits())
        subjects = [build.published[subject] for build in builds if subject in build.published]
        questions = {question for one in subjects for question, _ in (*one.shown, *one.hidden)}
        for group in mine.linked(questions):
            _Judgement(subject, [one.of(group) for one in subjects], mine, found).run()
    return found


class _Judgement:
    """Of one occupation and linked questions; the candidate is the last of the builds."""

    def __init__(
        self, subject: Subject, builds: list[Published], limits: Limits, disclosed: Disclosed
    ) -> None:
        self.subject, self.limits, self.disclosed = subject, limits, disclosed
        *older, self.candidate = builds
        self.older: list[Published] = []
        for one in older:  # those that show anything, and another thing than the one before
            if (one.shown or one.hidden) and (not self.older or one != self.older[-1]):
                self.older.append(one)

    def run(self) -> None:
        hidden = {answer for one in (*self.older, self.candidate) for answer in one.hidden}
        self.disclosed.hidden |= {self._cell(answer) for answer in hidden}
        if not self.older or not (self.candidate.shown or self.candidate.hidden):
            return
        same = self.candidate == self.older[-1]  # and gives nothing away
        try:
            readers = Readers([*self.older, *([] if same else [self.candidate])], self.limits)
            left = self._left(readers)
            self._report(left, readers if same or not left else Readers(self.older, self.limits))
        except Undecided:
            self.disclosed.undecided |= {self._cell(answer) for answer in hidden}

    def _left(self, readers: Readers) -> dict[Version, frozenset[int]]:
        """Versions of cells that fewer values are left to than are needed → these values."""
        found = {}
        for at, answer in readers.versions():
            needed = self._needed(answer)
            try:
                values = readers.values((at, answer), needed)
            except Undecided:
                self.disclosed.undecided.add(self._cell(answer))
                continue
            if len(values) < needed and values != {self.candidate.shown.get(answer)}:
                found[at, answer] = frozenset(values)
        return found

    def _report(self, left: Mapping[Version, frozenset[int]], before: Readers) -> None:
        """Fewest values first: of several versions the one of which most is known counts."""
        for (at, answer), values in sorted(left.items(), key=lambda item: (len(item[1]), item[0])):
            cell = self._cell(answer)
            known = before.values_left(min(at, len(self.older) - 1), answer, self._needed(answer))
            if known != values:
                self.disclosed.new.setdefault(cell, values)
            elif answer in self.candidate.hidden:
                self.disclosed.before.setdefault(cell, values)
        for cell in self.disclosed.new:
            self.disclosed.before.pop(cell, None)

    def _needed(self, answer: Answer) -> int:
        """How many values must be left: the minimum of the newest build that hides it, or all there are where
        an answer cannot have as many."""
        minimum = next(b.minimum for b in (self.candidate, *reversed(self.older)) if answer in b.hidden)
        return min(minimum, self.limits.highest.get(answer[0], HIGHEST) + 1)

    def _cell(self, answer: Answer) -> Cell:
        return self.subject[0], answer[0], self.subject[1], answer[1]
