"""All returns of a survey: who answered, whose return holds, what stands against the others."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Literal

from etl.problems import Problem
from etl.survey.answercells import layout
from etl.survey.definition import Definition
from etl.survey.returned import Point, Return, read_return
from etl.survey.scope import Scope, Target

State = Literal["held", "open", "none"]
ACCEPTABLE = frozenset({"above"})  # a rule whose breach may be right
_MANY = 80  # files; below it starting a second process costs more than it brings


@dataclass
class Answered:
    """One municipality: its return where it holds, the points against it where it does not."""

    target: Target
    state: State = "none"
    files: list[str] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    held: Return | None = None
    answered: int = 0


@dataclass
class Collected:
    """`strays`: files that belong to no municipality of the survey."""

    definition: Definition
    scope: Scope
    municipalities: list[Answered]
    strays: list[Return]
    cells: int  # asked of each

    def count(self, state: State) -> int:
        return sum(item.state == state for item in self.municipalities)


def files(folder: Path) -> list[Path]:
    """What was dropped into returns/, folders within it included."""
    return sorted(
        path
        for path in (folder / "returns").rglob("*")
        if path.is_file() and not path.name.startswith((".", "~$")) and path.name != "README.txt"
    )


def collect(definition: Definition, scope: Scope) -> Collected:
    """Reads every file; of many of them each core takes its part."""
    returns = _read(files(definition.folder), definition, scope)
    by_code: dict[str, list[Return]] = {target.code: [] for target in scope.targets}
    strays = []
    for found in returns:
        code = found.code if found.code in by_code else _named(found, scope)
        if code:
            by_code[code].append(found)
        else:
            strays.append(found)
    cells = len(layout(definition, scope).cells)
    several = [_one(target, by_code[target.code], definition) for target in scope.targets]
    return Collected(definition, scope, several, strays, cells)


def _named(one: Return, scope: Scope) -> str | None:
    """Of a file that does not say whose it is: the one municipality that its name tells, by code or name.

    It cannot be loaded; but who sent it is not told that nothing came.
    """
    if one.code is not None:  # it says whose it is: of nobody asked
        return None
    codes = [target.code for target in scope.targets if target.code in one.file]
    names = [target for target in scope.targets if target.name in one.file]
    # 上富良野町 holds the name of 富良野町: the longest counts
    longest = [t.code for t in names if not any(t.name in o.name for o in names if o is not t)]
    several = codes or longest
    return several[0] if len(several) == 1 else None


def _read(paths: Sequence[Path], definition: Definition, scope: Scope) -> list[Return]:
    if len(paths) < _MANY:
        return [read_return(path, definition, scope) for path in paths]
    cores = max(2, os.cpu_count() or 1)
    # spawned: a copy of a process that holds other threads may never start
    with ProcessPoolExecutor(cores, get_context("spawn")) as pool:
        size = -(-len(paths) // (cores * 4))
        parts = [paths[i : i + size] for i in range(0, len(paths), size)]
        told = pool.map(_part, parts, [definition] * len(parts), [scope] * len(parts))
        return [found for part in told for found in part]


def _part(paths: Sequence[Path], definition: Definition, scope: Scope) -> list[Return]:
    return [read_return(path, definition, scope) for path in paths]


def _one(target: Target, returns: list[Return], definition: Definition) -> Answered:
    found = Answered(target, files=[item.file for item in returns])
    if not returns:
        return found
    accepted = {
        (item.rule, item.question_id, item.occupation_id)
        for item in definition.accepted
        if item.code == target.code and item.rule in ACCEPTABLE
    }
    twice = _twice(returns, definition) if len(returns) > 1 else None
    told = returns[:1] if twice and not twice.stops else returns
    found.points = [
        point
        for item in told
        for point in item.points
        if (point.rule, point.question_id, point.occupation_id) not in accepted
    ]
    if twice:
        found.points.append(twice)
    found.state = "open" if any(point.stops for point in found.points) else "held"
    if found.state == "held":
        found.held = returns[0]
    found.answered = max(len(item.values) for item in returns)
    return found


def _twice(returns: list[Return], definition: Definition) -> Point:
    """The same answers twice do no harm; two that differ are for a person to choose from."""
    names = "、".join(item.file for item in returns)
    first = returns[0]
    label = f"{definition.label}/returns/{first.file}"
    same = all(item.values == first.values and item.readable == first.readable for item in returns[1:])
    if same and first.readable:
        return Point(
            Problem(
                "notice",
                "same_twice",
                f"同じ内容の調査票が{len(returns)}つあります（{names}）",
                f"the same return is there {len(returns)} times ({names})",
                file=label,
            )
        )
    return Point(
        Problem(
            "error",
            "two_returns",
            f"内容の違う調査票が{len(returns)}つ届いています（{names}）。正しいものを一つだけお知らせください",
            f"{len(returns)} returns that differ ({names}): keep the right one, take the others out",
            file=label,
        )
    )
