"""What is wrong with what a pack was asked for: said in Japanese and English, all of it at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.text import Lang, T


@dataclass(frozen=True)
class Problem:
    """One setting that cannot be used: its name, its value, what was expected, the nearest guess."""

    setting: str
    value: str
    expected: T
    guess: str | None = None

    def line(self, lang: Lang, name: str | None = None) -> str:
        """One line of text; `name` where people know the setting by another one."""
        setting = name or self.setting
        if lang == "ja":
            what = f"{setting}「{self.value}」" if self.value else setting
            return f"{what}: {self.expected.ja}" + (f"（候補: {self.guess}）" if self.guess else "")
        what = f'{setting} "{self.value}"' if self.value else setting
        return f"{what}: {self.expected.en}" + (f' — did you mean "{self.guess}"?' if self.guess else "")


class PackError(Exception):
    """A pack that cannot be made as asked. Holds every problem that was found."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.line("en") for problem in problems))
        self.problems: Sequence[Problem] = problems
