"""The only module that opens DuckDB: follows current.json, read-only, closed to the outside.

Each build is a file of its own, so a reader never sees a half-written one. Results are cached by
(build, SQL, parameters): a new build shows at the next click, and no clock is involved.
"""

from __future__ import annotations

import itertools
import json
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from dashboard import closed
from dashboard.buildmarks import BuildMarks, build_marks, runs
from dashboard.figures import Figures
from dashboard.lacking import Lacking, lack_of, row_type
from dashboard.opened import Marks, Opened
from dashboard.results import Results
from renkei import whole
from renkei.whole import Damaged

_LOG = logging.getLogger(__name__)

Row = Mapping[str, Any]
X = TypeVar("X")
_NUMBERS = itertools.count(1)
_LONGEST_NAME = 80  # of a build: a longer one is no file's name anywhere
# one build's kept rows: about 100 MB at most, whatever the readers ask
_MOST_ROWS = 100_000
# of parts of a build that were looked at: so many are held in memory, each with at most so many kept rows
_MOST_PARTS, _ROWS_OF_PART = 6, 20_000


# what asking a build raises that was made before the board had a view or a column; any other error is a
# failure, of which nobody must hear that the data are old
OLDER = (Lacking,)


def _number(value: Any) -> Any:
    """The engine's decimals are figures as any other: what draws reckons with floats."""
    return float(value) if isinstance(value, Decimal) else value


# what asking a build raises where its file no longer is what was opened
_TORN = (duckdb.IOException, duckdb.FatalException, duckdb.InternalException, duckdb.SerializationException)


class NoMart(Exception):
    """There is no build to read. `damaged` is the one that would be read if it were whole."""

    def __init__(self, damaged: Damaged | None = None) -> None:
        super().__init__(str(damaged or "no build"))
        self.damaged = damaged


class Build:
    """One published build, opened read-only. Raises Damaged unless it is whole; duckdb.Error where the
    engine has no memory for it just now."""

    def __init__(self, folder: Path) -> None:
        self.build_id = folder.name
        self.folder = folder
        self.marks: Marks = ()
        self.manifest = whole.manifest_of(folder)
        self.torn = False
        try:
            self._connection = closed.opened(folder, self.manifest)
            self._figures = Figures(self._connection)
        except duckdb.OutOfMemoryException:
            raise  # no fault of the build
        except duckdb.Error as error:
            _LOG.error("build %s does not open", self.build_id, exc_info=True)
            raise Damaged(self.build_id, whole.DATABASE, "engine") from error
        # a query without rows is a result too, and takes its place
        self._rows = Results(_MOST_ROWS, lambda rows: len(rows) + 1)
        self._made = Results(_MOST_ROWS, lambda made: len(getattr(made, "rows", ())) + 1)
        # one question at a time: the engine has two threads and bounded memory for all readers together
        self._turn = threading.Lock()
        self._parts: OrderedDict[tuple[str, ...], _Part] = OrderedDict()

    @property
    def whole(self) -> Build:
        """The build with all of its regions."""
        return self

    def of(self, regions: Sequence[str]) -> Build:
        """The same build with these regions alone: every figure, rank and sum is theirs. Ids of its own."""
        key = tuple(regions)
        with self._turn:
            part = self._parts.pop(key, None) or _Part(self, self._connection, self._turn, key)
            self._parts[key] = part
            while len(self._parts) > _MOST_PARTS:
                self._parts.popitem(last=False)[1].forget()
        return part

    def query(self, sql: str, parameters: Mapping[str, Any] | None = None) -> tuple[Row, ...]:
        """Rows as mappings. Values are bound as $name; only names the SQL uses are passed on."""
        used = {k: v for k, v in (parameters or {}).items() if f"${k}" in sql}
        key = (sql, json.dumps(used, sort_keys=True, default=str))
        rows: tuple[Row, ...] = self._rows.get(key, lambda: self._ask(sql, used))
        return rows

    def choices(self, sql: str, parameters: Mapping[str, Any] | None = None) -> tuple[Row, ...]:
        """Rows that a reader can choose from; none where this build is older than what is asked."""
        try:
            return self.query(sql, parameters)
        except OLDER:
            return ()

    def made(self, key: Hashable, make: Callable[[], X]) -> X:
        """Something made of this build's rows alone (a panel in words, its chart), made once for all."""
        result: X = self._made.get(key, make)
        return result

    def _ask(self, sql: str, used: Mapping[str, Any]) -> tuple[Row, ...]:
        with self._turn:
            try:
                return self._answer(sql, self._figures.over_tables(sql), used)
            except _TORN:
                self.whole.torn = True  # looked into before the next click (Mart.build)
                raise
            except RuntimeError as error:
                # so the engine says that a signal came meanwhile: no fault of the question, the program ends
                if "interrupted" in str(error):
                    raise KeyboardInterrupt from error
                raise

    def _answer(self, sql: str, in_memory: str, used: Mapping[str, Any]) -> tuple[Row, ...]:
        """The rows of a question, asked in its form over the tables in memory."""
        cursor = self._connection.cursor()
        try:
            cursor.execute(f"set search_path = '{self._figures.searched}'")
            cursor.execute("begin transaction read only")
            result = cursor.execute(in_memory, used) if used else cursor.execute(in_memory)
            names = [column[0] for column in result.description or ()]
            row = row_type(sql)
            return tuple(row(zip(names, map(_number, values), strict=True)) for values in result.fetchall())
        except (duckdb.BinderException, duckdb.CatalogException) as error:
            cursor.execute("rollback")
            if (lacking := lack_of(error, sql, cursor)) is not None:
                raise lacking from error
            raise
        finally:
            cursor.close()

    def one(self, sql: str, parameters: Mapping[str, Any] | None = None) -> Row:
        """The single row of a query. Raises LookupError for none or several."""
        return single(self.query(sql, parameters))


def single(rows: Sequence[Row]) -> Row:
    """The only one of them. Raises LookupError for none or several."""
    if len(rows) != 1:
        raise LookupError(f"{len(rows)} rows where one was expected")
    return rows[0]


class _Part(Build):
    """Some regions of a build, over its connection: what is worked out for them is kept apart."""

    def __init__(
        self,
        base: Build,
        connection: duckdb.DuckDBPyConnection,
        turn: threading.Lock,
        regions: tuple[str, ...],
    ) -> None:
        self.build_id, self.folder, self.manifest, self.marks = base.build_id, base.folder, base.manifest, ()
        self.torn = False
        self._base, self._connection, self._turn = base, connection, turn
        self._figures = Figures(connection, f"part_{next(_NUMBERS)}", regions)
        self._rows = Results(_ROWS_OF_PART, lambda rows: len(rows) + 1)
        self._made = Results(_ROWS_OF_PART, lambda made: len(getattr(made, "rows", ())) + 1)

    @property
    def whole(self) -> Build:
        return self._base

    def of(self, regions: Sequence[str]) -> Build:
        return self._base.of(regions)

    def forget(self) -> None:
        """Gives the memory back; whoever still asks has it worked out again."""
        self._figures.forget()


class Mart:
    """All builds below data/mart. Keeps the last good one when the pointer cannot be read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened = Opened(folder / "builds", Build)
        self._last_good: str | None = None
        self.pointer_lost = False

    def live(self) -> Build:
        """The live build, or the last one that was whole. Raises NoMart when there is none.

        `pointer_lost` tells afterwards that current.json names no build; where the one it names is
        damaged, `damaged` of its name tells how.
        """
        build, name = None, self._pointed()
        if name is not None:
            build = self.build(name)
        self.pointer_lost = build is None and (name is None or self.damaged(name) is None)
        if build is None and self._last_good:
            build = self.build(self._last_good)
        if build is None:
            build = self._newest()
        if build is None:
            raise NoMart(self.damage())
        self._last_good = build.build_id
        return build

    def damage(self) -> Damaged | None:
        """Why the newest build is not shown: the one that current.json names, or one made since then;
        None where all is well."""
        name = self._pointed()
        found = self.damaged(name) if name is not None else None
        if found is not None:
            return found
        for folder in sorted((self._folder / "builds").glob("[!.]*"), reverse=True):
            if name is not None and folder.name <= name:
                break
            if folder.is_dir() and not self.withdrawn(folder.name):
                found = self.damaged(folder.name)
                if found is not None:
                    return found
        return None

    def damaged(self, build_id: str) -> Damaged | None:
        """What is wrong with a build; None where it is whole or there is none of this name."""
        return self._opened.damage(build_id, self._last_good) if is_build_name(build_id) else None

    def reread(self) -> None:
        """Read every byte of the live build again at the next question."""
        name = self._pointed()
        if name is not None:
            self._opened.reread(name)

    def build(self, build_id: str) -> Build | None:
        """A build by its name, or None where it does not exist, is not whole or was withdrawn. The one way to
        a build: pages, presentation, comparison, editor and packs all come through here."""
        if not is_build_name(build_id) or self.withdrawn(build_id):
            return None
        return self._opened.get(build_id, self._last_good)

    def withdrawn(self, build_id: str) -> bool:
        """Whether the office took a build back: a number slipped in, or it gives hidden ones away. What is
        live is not withdrawn, whatever was said of it before."""
        return is_build_name(build_id) and self.marks(build_id).withdrawn and build_id != self._pointed()

    def _pointed(self) -> str | None:
        """The build that current.json names, whole or not."""
        try:
            name = json.loads((self._folder / "current.json").read_text(encoding="utf-8"))["build_id"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return name if isinstance(name, str) and is_build_name(name) else None

    def last_run(self) -> dict[str, Any] | None:
        """How the last refresh ended, or None where none is recorded."""
        try:
            told: dict[str, Any] = json.loads((self._folder / "last_run.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return told

    def waiting(self, live: Build) -> dict[str, Any] | None:
        """The candidate that waits at the gate, as the last run told it; None where it was about
        another live build, so that its old values are no longer those on screen."""
        last = self.last_run()
        if last is None or last.get("result") != "waiting":
            return None
        return last if last.get("live_build_id", live.build_id) == live.build_id else None

    def builds(self) -> Sequence[dict[str, Any]]:
        """The manifests of all whole builds, newest first."""
        found = []
        for folder in (self._folder / "builds").glob("[!.]*"):
            try:
                told = whole.manifest_of(folder)
                found.append({"created_at": told["created_at"], **told})
            except (Damaged, KeyError):
                continue  # a build being written or broken is not offered
        return sorted(found, key=lambda m: (str(m["created_at"]), str(m["build_id"])), reverse=True)

    def marks(self, build_id: str) -> BuildMarks:
        """What was said of a build after it was made, read anew each time."""
        return build_marks(self._folder / "builds" / build_id)

    def runs(self, count: int) -> list[dict[str, Any]]:
        """The last runs of the refresh and what was done to its builds, newest first."""
        return runs(self._folder / "log.jsonl", count)

    def _newest(self) -> Build | None:
        """The newest whole build that was not withdrawn."""
        for manifest in self.builds():
            build = self.build(str(manifest["build_id"]))
            if build is not None:
                return build
        return None


@cache
def shared_mart(folder: Path) -> Mart:
    """One Mart per process and folder: connections and results serve all sessions."""
    return Mart(folder)


def is_build_name(build_id: str) -> bool:
    """Whether a text, as it comes from an address, can be the name of a build: no path, no sentence."""
    return len(build_id) <= _LONGEST_NAME and build_id.replace("-", "").isalnum() and build_id.isascii()
