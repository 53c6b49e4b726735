"""The limits between answers that a survey's form states, as whoever reads the survey knows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import polars as pl


@dataclass(frozen=True)
class Limits:
    """`not_above`: question → the question it cannot exceed; `highest`: question → what no answer exceeds."""

    not_above: Mapping[str, str] = field(default_factory=dict)
    highest: Mapping[str, int] = field(default_factory=dict)

    def linked(self, questions: set[str]) -> list[set[str]]:
        """Questions that are tied to each other."""
        groups = [{question} for question in sorted(questions)]
        for low, high in self.not_above.items():
            mine = [group for group in groups if group & {low, high}]
            groups = [group for group in groups if group not in mine]
            groups += [set().union(*mine)] if mine else []
        return groups


def printed(builds: Iterable[pl.DataFrame]) -> dict[str, Limits]:
    """Of each survey what the questions of any of the builds say, in the order of time: whoever kept the form
    of a question that went knows its limits too. A build of an older form does not say them."""
    above: dict[str, dict[str, str]] = {}
    highest: dict[str, dict[str, int]] = {}
    for frame in builds:
        if not {"survey_id", "question_id", "not_above", "high"} <= set(frame.columns):
            continue
        for survey, question, limit, high in frame.select(
            "survey_id", "question_id", "not_above", "high"
        ).iter_rows():
            mine = above.setdefault(survey, {})
            mine.pop(question, None)
            if limit is not None:
                mine[question] = limit
            if high is not None:
                highest.setdefault(survey, {})[question] = high
    return {survey: Limits(mine, highest.get(survey, {})) for survey, mine in above.items()}
