"""The limits between answers that a survey's form states, as whoever reads the survey knows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


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
