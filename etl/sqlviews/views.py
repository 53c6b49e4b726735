"""All views of a build. An error in sql/kpi stops the run; one in sql/views sets that file aside:
its last good version stays, with a note, and the rest is published."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import duckdb

from etl.build.database import Later
from etl.problems import Problem, Problems
from etl.sqlviews import lineage, sqlfile, sqlorder, viewbuild
from etl.sqlviews.drawing import Drawing
from etl.sqlviews.sqlfile import SqlFile
from etl.sqlviews.trialapart import CopiedTables, ParquetTables, ReadApart, TrialApart
from etl.sqlviews.verdicts import Verdicts
from etl.sqlviews.viewtrial import Limits
from renkei.sqlheader import parse_header

_FOLDER = "sql/views/"
_MEMORY = "2GB"


@dataclass
class Views:
    """The views of one run. `before` are the analysts' views of the live build (manifest["views"])."""

    before: Mapping[str, Any] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    files: list[SqlFile] = field(default_factory=list)
    aside: dict[str, list[Problem]] = field(default_factory=dict)
    drawing: Drawing | None = None  # None: the panels are not tried
    verdicts: Verdicts = field(default_factory=Verdicts)
    _below: set[str] = field(default_factory=set)  # what views read

    def load(self, sql: sqlfile.Folders, problems: Problems) -> None:
        """Read kpi and views and put them in order; fills `files` and `aside`."""
        own, theirs = Problems(), Problems()
        with ReadApart() as reads:
            kpi = sqlfile.load(sql, "kpi", own, reads)
            good = sqlfile.load(sql, "views", theirs, reads)
        self._set_aside(theirs)
        while True:
            found = Problems()
            chosen = [file for file in good if file.name not in self.aside]
            kept = [file for name in self.aside if (file := self._last_good(name)) is not None]
            self.files = sqlorder.ordered([*kpi, *chosen, *kept], found)
            wrong = [p for p in found if p.file.startswith(_FOLDER)]
            known = len(self.aside)
            self._set_aside(wrong)
            if len(self.aside) == known:
                break
        for problem in (*own, *(p for p in found if not p.file.startswith(_FOLDER))):
            problems.add(problem)

    def create(self, connection: duckdb.DuckDBPyConnection, problems: Problems) -> None:
        """Judge every view over the tables of the database and make those that hold there."""
        with TrialApart(CopiedTables(connection), _MEMORY) as trial:
            self._judge(trial, self.files, problems, lambda _: None)
        viewbuild.make(connection, self.files)

    def judge(
        self, parquet: Path, later: Later, problems: Problems, stands: Callable[[SqlFile], None]
    ) -> None:
        """Judge every view over the tables of a build that is being made. `stands` takes each that holds,
        after those it reads; at the end they are `files`."""
        self.verdicts.read_tables(parquet, later)
        waiting = lineage.readers_of(later.place, self.files)
        files = sorted(self.files, key=lambda file: file.qualified in waiting)
        with TrialApart(ParquetTables(parquet, later), _MEMORY) as trial:
            self._judge(trial, files, problems, stands)

    def _judge(
        self,
        trial: TrialApart,
        files: Sequence[SqlFile],
        problems: Problems,
        stands: Callable[[SqlFile], None],
    ) -> None:
        for file in files:
            with suppress(ValueError):  # the trial tells the place better
                self._below.update(sqlorder.places_read(file))
        good: list[SqlFile] = []
        for file in files:
            limits = self.limits if file.schema == "views" else Limits()
            found = self._judged(file, limits, trial)
            if not found:
                good.append(file)
            elif file.schema != "views":
                for problem in found:
                    problems.add(problem)
            elif file.name not in self.aside:
                self._set_aside(found)
                last = self._last_good(file.name)
                if last is not None and not self._judged(last, limits, trial):
                    good.append(last)
            if good and good[-1].qualified == file.qualified:
                stands(good[-1])
        self.files = good
        if self.drawing is not None and (untried := self.drawing.notice()) is not None:
            problems.add(untried)
        for told in self.aside.values():
            for problem in told:
                problems.add(replace(problem, severity="aside"))

    def _judged(self, file: SqlFile, limits: Limits, trial: TrialApart) -> list[Problem]:
        """What is wrong with the view in the database, else with its panel on the board."""
        mark = self.verdicts.mark(file, limits)
        found: list[Problem] = []
        if self.verdicts.held(file, mark):
            trial.assume(file)
        else:
            found = trial.judge(file, limits)
        if not found and self.drawing is not None and file.schema == "views":
            found = self.drawing.judge(file, trial, mark)
            if found:
                trial.drop(file)
        if not found:
            below = file.qualified in self._below
            self.verdicts.remember(file, mark, (lambda: trial.rows(file)) if below else None)
        return found

    def manifest(self, sources: Mapping[str, list[str]]) -> dict[str, Any]:
        """What the board needs to make a panel of each view: it reads no SQL file itself."""
        return {
            file.name: {
                "header": file.header.as_dict(),
                "select": file.select,
                "sources": list(file.header.sources) or sources[file.qualified],
                "aside": file.name in self.aside,
            }
            for file in self.files
            if file.schema == "views"
        }

    def _set_aside(self, problems: Problems | list[Problem]) -> None:
        for problem in problems:
            name = Path(problem.file).stem
            self.aside.setdefault(name, []).append(problem)

    def _last_good(self, name: str) -> SqlFile | None:
        told = self.before.get(name)
        if told is None:
            return None
        return SqlFile("views", name, f"{_FOLDER}{name}.sql", parse_header(told["header"]), told["select"])


def limits(settings: Mapping[str, Any]) -> Limits:
    """[views] of office.toml: seconds, rows. Raises ValueError, TypeError for what is no number."""
    told = settings.get("views", {})
    return Limits(float(told.get("seconds", 5)), int(told.get("rows", 5000)))
