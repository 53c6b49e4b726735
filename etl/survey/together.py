"""Which totals a survey tells of an occupation, and over whom, once small numbers are hidden.

Figures that are set beside each other (required and present) must be of the same municipalities: they are
also summed over those that answered all of a group of questions. One hidden cell outside such a group
would follow from the two totals. Rather than withhold the group's totals, one or two more municipalities
with a suppressed number are left out of the group, so that several cells stand outside and none is known.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from etl.survey.counterexample import Area
from etl.survey.sets import TOGETHER
from etl.survey.suppress import Hidden, suppress, worth

Counts = Mapping[str, Mapping[str, int]]  # question → municipality → answer
_TRIED, _LEFT_OUT = 6, 2  # municipalities tried, and left out at most, of one group and occupation


@dataclass
class GroupTotals:
    """`sums`: question → total → whose answers it adds up; `left_out`: by group, to keep others hidden."""

    sums: dict[str, dict[Area, frozenset[str]]]
    hidden: Hidden
    left_out: dict[str, frozenset[str]] = field(default_factory=dict)

    def value(self) -> int:
        """What is shown is worth: totals by their kind (a group's all or none), one for each cell."""
        shown = sum(
            worth(area)
            for question, sums in self.sums.items()
            for area, codes in sums.items()
            if codes
            and not any((mate, area) in self.hidden.totals for mate in TOGETHER.get(area[2], [question]))
        )
        return shown - len(self.hidden.cells)

    def is_complete(self, group: str) -> bool:
        """Whether the group is told of all that were asked."""
        return not any((question, ("all", "", group)) in self.hidden.totals for question in TOGETHER[group])


def suppress_groups(
    areas: Mapping[tuple[str, str], Collection[str]],
    counts: Counts,
    limits: Mapping[str, str],
    headcounts: Collection[str],
    minimum: int,
    highest: Mapping[str, int] | None = None,
) -> GroupTotals:
    """`areas`: (level, id) → those asked there; the rest as in `suppress`, of one occupation."""

    def totals_without(left_out: dict[str, frozenset[str]]) -> GroupTotals:
        sums = _sums(areas, counts, left_out)
        return GroupTotals(sums, suppress(counts, limits, headcounts, sums, minimum, highest), left_out)

    best = totals_without({})
    for group in TOGETHER:
        some = _candidates(best, group, counts)
        tries = (
            totals_without({**best.left_out, group: frozenset(codes)})
            for number in range(1, _LEFT_OUT + 1)
            for codes in combinations(some, number)
        )
        before = best.value()
        best = next((one for one in tries if one.is_complete(group) and one.value() > before), best)
    return best


def _sums(
    areas: Mapping[tuple[str, str], Collection[str]], counts: Counts, left_out: Mapping[str, Collection[str]]
) -> dict[str, dict[Area, frozenset[str]]]:
    sums: dict[str, dict[Area, frozenset[str]]] = {
        question: {(*area, ""): frozenset(answers.keys() & codes) for area, codes in areas.items()}
        for question, answers in counts.items()
    }
    for group, questions in TOGETHER.items():
        if all(question in counts for question in questions):
            all_told = frozenset.intersection(*(frozenset(counts[question]) for question in questions))
            all_told -= frozenset(left_out.get(group, ()))
            for question in questions:
                sums[question] |= {(*area, group): all_told & set(codes) for area, codes in areas.items()}
    return sums


def _candidates(best: GroupTotals, group: str, counts: Counts) -> list[str]:
    """Who might be left out: those with a suppressed number of a question whose total is withheld because
    others answered that question but not the whole group. Whether the number is a small one plays no
    part, so that who is left out tells nothing of it."""
    whole: Area = ("all", "", group)
    found: set[str] = set()
    for question in TOGETHER[group]:
        mine = best.sums.get(question, {}).get(whole)
        if mine and (question, whole) in best.hidden.totals and len(mine) < len(counts[question]):
            found |= {code for code in mine if (question, code) in best.hidden.cells}
    return sorted(found)[:_TRIED]
