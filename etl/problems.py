"""What is wrong with the input, said once, in Japanese and English, naming the place.

An error cannot be right. A doubt may be: it stops the run until `[[accepted]]` in the source's
source.toml names the row, the rule and the reason. What is set aside (an analyst's view that fails) and
a notice do not stop anything.
Problems are collected over a whole run, never raised one at a time.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

Severity = Literal["error", "doubt", "aside", "notice"]

_WORD = {
    "error": ("誤り", "error"),
    "doubt": ("要確認", "doubt"),
    "aside": ("保留", "set aside"),
    "notice": ("お知らせ", "notice"),
}


@dataclass(frozen=True)
class Problem:
    """One problem at one place. `row` counts as a spreadsheet does: the header is row 1.

    In a text such as SQL `row` is the line and `char` the place in it, both from 1; `excerpt` shows
    that line with a caret under the place.
    """

    severity: Severity
    rule: str
    expected: str
    expected_en: str
    file: str = ""
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    guess: str | None = None
    key: str | None = None
    source_id: str | None = None
    char: int | None = None
    excerpt: str | None = None

    def __post_init__(self) -> None:
        if self.guess == self.value:  # nobody is asked to write what stands there
            object.__setattr__(self, "guess", None)

    @property
    def stops(self) -> bool:
        """Whether it keeps a build from being published."""
        return self.severity in ("error", "doubt")

    def place(self, english: bool) -> str:
        """The place in words, as far as it is known."""
        parts = [self.file] if self.file else []
        names = (
            ("sheet", "row", "character", "column", "value")
            if english
            else ("シート", "行", "文字目", "列", "値")
        )
        items = (self.sheet, self.row, self.char, self.column, self.value)
        for name, item in zip(names, items, strict=True):
            if item is not None:
                parts.append(f'{name} "{item}"' if english else f"{name}「{item}」")
        return ", ".join(parts) if english else " ".join(parts)

    def line(self, english: bool) -> str:
        """One line: severity, place, what was expected, the nearest guess."""
        word = _WORD[self.severity][1 if english else 0]
        place = self.place(english)
        expected = self.expected_en if english else self.expected
        text = f"{word}: {place}: {expected}" if place else f"{word}: {expected}"
        if self.guess:
            text += f' — did you mean "{self.guess}"?' if english else f"。候補:「{self.guess}」"
        return f"{text} [{self.rule}]"

    def acceptance(self) -> str:
        """The lines to put into source.toml when a person has looked and the value is right."""
        return "\n".join(
            [
                "[[accepted]]",
                f'rule = "{self.rule}"',
                f"key = {_toml(self.key)}",
                f"value = {_toml(self.value)}",
                'reason = ""      # なぜ正しいか',
                'reason_en = ""',
            ]
        )

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def _toml(text: str | None) -> str:
    """A TOML basic string: JSON writes the same escapes."""
    return json.dumps(text or "", ensure_ascii=False)


@dataclass
class Problems:
    """The collector handed through a run."""

    items: list[Problem] = field(default_factory=list)

    def add(self, problem: Problem) -> None:
        self.items.append(problem)

    def report(
        self,
        rule: str,
        expected: str,
        expected_en: str,
        *,
        severity: Severity = "error",
        file: str = "",
        sheet: str | None = None,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
        guess: str | None = None,
        key: str | None = None,
        source_id: str | None = None,
    ) -> None:
        """Add one, with its place as far as it is known."""
        place = (file, sheet, row, column, value, guess, key, source_id)
        self.items.append(Problem(severity, rule, expected, expected_en, *place))

    def relabel(self, label: Callable[[str], str]) -> None:
        """Name each file as `label` does."""
        self.items = [replace(p, file=label(p.file)) if p.file else p for p in self.items]

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def stopping(self) -> list[Problem]:
        """Errors and doubts: what keeps a build from being published."""
        return [p for p in self.items if p.stops]

    def ordered(self) -> list[Problem]:
        """Errors first, then by place, so that one file is mended in one go."""
        rank = {"error": 0, "doubt": 1, "aside": 2, "notice": 3}
        return sorted(self.items, key=lambda p: (rank[p.severity], p.file, p.sheet or "", p.row or 0))


@dataclass
class Reporter:
    """Problems of one file: where it lies, and its sheet, stand in each; of one rule `most` are reported."""

    problems: Problems
    file: str
    source_id: str | None = None
    sheet: str | None = None
    most: int | None = None
    _counts: Counter[str] = field(default_factory=Counter)

    def __call__(
        self,
        rule: str,
        expected: str,
        expected_en: str,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
        guess: str | None = None,
        severity: Severity = "error",
        sheet: str | None = None,
    ) -> None:
        self._counts[rule] += 1
        if self.most is None or self._counts[rule] <= self.most:
            self.problems.report(
                rule,
                expected,
                expected_en,
                severity=severity,
                file=self.file,
                sheet=sheet or self.sheet,
                row=row,
                column=column,
                value=value,
                guess=guess,
                source_id=self.source_id,
            )
