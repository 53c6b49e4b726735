"""Tables of the office's own that a refresh set aside (decision 33): of which files, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dashboard.mart import Build, Mart

Problem = Mapping[str, Any]


def in_build(build: Build) -> list[Problem]:
    """What kept tables out of this build."""
    return _of_tables(build.manifest.get("notices", []))


def waiting(build: Build, mart: Mart) -> list[Problem]:
    """What keeps tables out of the build that waits at the gate, beside the live one alone, and is not
    said of that one already."""
    live = mart.live()
    run = mart.waiting(live) if build.build_id == live.build_id else None
    known = in_build(build)
    return [problem for problem in _of_tables((run or {}).get("problems", [])) if problem not in known]


def by_file(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    """The file as the refresh calls it → what is wrong with it."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(str(problem["file"]), []).append(problem)
    return found


def _of_tables(problems: Iterable[Problem]) -> list[Problem]:
    # what is set aside of no source is an analyst's view
    return [problem for problem in problems if problem["severity"] == "aside" and problem.get("source_id")]
