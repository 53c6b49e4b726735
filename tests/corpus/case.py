"""What a case of the corpus is, and how a run of the refresh answers it."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from etl import refresh
from etl.build import fingerprint
from etl.build.publish import replace_json
from etl.paths import Paths
from etl.problems import Problem
from etl.tables import TABLES
from tests.conftest import quiet
from tests.corpus.good import project

RIGHT, HELD = "right", "held"
_PROVENANCE = ("source_id", "source_ref", "source_row", "as_printed", "note")
_LEFT_BY_A_RUN = (".lock", "last_run.json")
LIMIT_SECONDS = 20  # no input may keep a clerk waiting, however large it says it is


@dataclass(frozen=True)
class Case:
    """`make` gives the bytes put in place of the good file `name`, called `to` where the end differs.

    `expect` is RIGHT, HELD (at the gate: the file lacks settled figures and cannot show it) or the
    rule of the problem; then `row` and `column` are the place it must name (None: the file as a whole).
    """

    group: str
    title: str
    name: str
    make: Callable[[], bytes]
    expect: str
    row: int | None = None
    column: str | None = None
    to: str = ""
    guess: str | None = None
    # what is put beside the good files, by its path within the sources; `name` is none then
    beside: Mapping[str, str | bytes] = field(default_factory=dict)
    adds: Mapping[str, int] = field(default_factory=dict)  # of what is right: rows that came, by table
    says: str = ""  # the rule of what is said of a file though it stops nothing
    file: str = ""  # the end of the name of the file that the problem names
    value: str | None = None

    @property
    def id(self) -> str:
        if not self.name:
            return f"{self.group}: {self.title}"
        return f"{self.group}: {self.title} ({self.name.removesuffix('.csv')}{self.to or '.csv'})"


@dataclass(frozen=True)
class Answer:
    """`verdict`: right, refused, held, or what must not be: wrong."""

    verdict: str
    why: str = ""
    problems: tuple[Problem, ...] = ()


class Bench:
    """The good project with its live build. A case breaks one file, is answered, and is taken back."""

    def __init__(self, root: Path) -> None:
        self.paths: Paths = project(root)
        outcome = refresh.run(self.paths, quiet)
        assert outcome.manifest is not None, [p.line(english=True) for p in outcome.problems]
        self._good = self._figures(outcome.manifest["build_id"])

    def _figures(self, build_id: str) -> dict[str, pl.DataFrame]:
        """Every table of a build without where its rows come from, in the order of its keys."""
        folder = self.paths.builds / build_id / "parquet"
        found = {}
        for table in TABLES:
            frame = pl.read_parquet(folder / f"{table.name}.parquet")
            # outcome_id is the row of the file, not something the document says
            frame = frame.drop(*_PROVENANCE, "outcome_id", strict=False)
            found[table.name] = frame
        return found

    def answer(self, case: Case) -> Answer:
        """Put the bad files in place, refresh, and compare with the good build value by value."""
        if not case.name:
            return self._with(case)
        path = self.paths.sources / case.name
        toml = path.parent / "source.toml"
        kept, mapping, made = path.read_bytes(), toml.read_bytes(), case.make()
        bad = path.with_suffix(case.to or path.suffix)
        path.unlink()
        try:
            bad.write_bytes(made)
            if bad != path:
                told = mapping.decode("utf-8").replace(f'"{path.name}"', f'"{bad.name}"')
                toml.write_bytes(told.encode("utf-8"))
            before = self._live()
            outcome = refresh.run(self.paths, quiet)
            return self._judged(outcome, before, case)
        finally:
            bad.unlink()
            path.write_bytes(kept)
            toml.write_bytes(mapping)

    def _with(self, case: Case) -> Answer:
        """Files that come besides."""
        put: list[Path] = []
        try:
            for inner, content in case.beside.items():
                path = self.paths.sources / inner
                path.parent.mkdir(parents=True, exist_ok=True)
                put.append(path)
                path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
            before = self._live()
            return self._judged(refresh.run(self.paths, quiet), before, case)
        finally:
            for path in put:
                path.unlink(missing_ok=True)
                for folder in path.parents:
                    if folder == self.paths.sources or any(folder.iterdir()):
                        break
                    folder.rmdir()

    def _live(self) -> dict[str, str]:
        """Every file of the mart with its size and time: a file that is written again differs."""
        return {
            path.relative_to(self.paths.mart).as_posix(): f"{path.stat().st_size} {path.stat().st_mtime_ns}"
            for path in self.paths.mart.rglob("*")
            if path.is_file() and path.name not in _LEFT_BY_A_RUN
        }

    def _judged(self, outcome: Any, before: dict[str, str], case: Case) -> Answer:
        if outcome.result == "published":
            build_id = outcome.manifest["build_id"]
            new = self._figures(build_id)
            off = [
                name
                for name, frame in self._good.items()
                if not (
                    _more(frame, new[name], case.adds[name]) if name in case.adds else _same(frame, new[name])
                )
            ]
            if case.adds or off:
                self._go_back(build_id)
            else:
                self._remove_older(build_id)
            if off:
                return Answer("wrong", f"published other values in {off}")
            return Answer("right", problems=tuple(outcome.problems))
        if outcome.result == "unchanged":  # what is not read changes no build
            return Answer("right", problems=tuple(outcome.problems))
        if self._live() != before:
            return Answer("wrong", "the live build has changed")
        if outcome.result == "waiting":
            gone = [c for c in outcome.changes if c.held]
            named = all(c.key and c.table for c in gone)
            return Answer("held" if gone and named else "wrong", f"{len(gone)} figures at the gate")
        return Answer("refused", problems=tuple(outcome.problems.stopping))

    def _remove_older(self, build_id: str) -> None:
        """A run looks through every build that is kept: the next case meets one, as the first did."""
        for folder in self.paths.builds.iterdir():
            if folder.name != build_id:
                shutil.rmtree(folder)

    def _go_back(self, build_id: str) -> None:
        """The next case meets the good build, not one with rows of this one."""
        (good,) = (folder.name for folder in self.paths.builds.iterdir() if folder.name != build_id)
        replace_json(self.paths.current, {"build_id": good})
        shutil.rmtree(self.paths.builds / build_id)

    def live_id(self) -> str:
        live = fingerprint.live_manifest(self.paths)
        assert live is not None
        return str(live["build_id"])


def _more(old: pl.DataFrame, new: pl.DataFrame, count: int) -> bool:
    """So many rows more, the others as they were."""
    mine = [column for column in old.columns if column != "sort_order"]
    left = Counter(map(repr, new.select(mine).rows())) - Counter(map(repr, old.select(mine).rows()))
    return new.height == old.height + count and left.total() == count


def _same(old: pl.DataFrame, new: pl.DataFrame) -> bool:
    """The same rows; their order may be another where the order of the file has no meaning."""
    return old.equals(new) or (
        old.height == new.height
        and sorted(map(repr, old.rows())) == sorted(map(repr, new.rows()))
        and old.columns == new.columns
    )
