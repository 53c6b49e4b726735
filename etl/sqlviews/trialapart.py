"""The trial of views (viewtrial.py) in a process that can be ended: one view's fault stays that view's."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Protocol

import duckdb

from etl.build.database import DATABASE, Later
from etl.problems import Problem, Problems
from etl.sqlviews import trialprocess
from etl.sqlviews.apart import Apart, Ended
from etl.sqlviews.cost import PATIENCE
from etl.sqlviews.sqlfile import SqlFile
from etl.sqlviews.sqlorder import place_reading, places_read
from etl.sqlviews.textplace import problem
from etl.sqlviews.trialprocess import Answer
from etl.sqlviews.viewtrial import Limits
from renkei import tablenames

# beyond the limit of a view, for what is said of it
_GRACE = 5.0
# a header and a select are read in milliseconds
_READ_SECONDS = 15.0
_FOLDER = ".trial-"


class Tables(Protocol):
    """The tables that views are tried over."""

    @property
    def folder(self) -> Path | None:
        """Where the trial may write: what a killed run leaves there, the next sweeps."""

    def begin(self, process: Apart, folder: Path, memory: str) -> None:
        """Open the trial in a process that was just taken."""

    def need(self, process: Apart, places: set[str] | None) -> None:
        """Before a view is tried that reads these places, beside views that held (None: it may name
        anything). Where one of them is nowhere, all are there: that is said with the names there are."""


class CopiedTables:
    """Those of a copy of the database that `connection` has open, with the views that stand there."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        name, file = connection.execute(
            "select database_name, path from duckdb_databases() where database_name = current_database()"
        ).fetchone() or ("", None)
        self._connection, self._name = connection, name
        self._file = Path(file) if file else None
        # long tables lie beside the build, which is not beside a copy of its file (look_beside)
        (searched,) = connection.execute("select current_setting('file_search_path')").fetchone() or ("",)
        self._beside = Path(searched) if searched else self._file.parent if self._file else None

    @property
    def folder(self) -> Path | None:
        return self._file and self._file.parent

    def begin(self, process: Apart, folder: Path, memory: str) -> None:
        copy = folder / f"{self._name}.duckdb"
        if not copy.exists():
            self._copy(copy)
        process.call(trialprocess.begin, str(copy), str((self._beside or folder).resolve()), memory)

    def need(self, process: Apart, places: set[str] | None) -> None:
        process.call(trialprocess.stand, places)

    def _copy(self, target: Path) -> None:
        if self._file is None:  # in memory
            file = str(target).replace("'", "''")
            self._connection.execute(
                f"attach '{file}' as copied; copy from database \"{self._name}\" to copied"
            )
            self._connection.execute("detach copied")
        else:
            self._connection.execute("checkpoint")
            shutil.copyfile(self._file, target)


class ParquetTables:
    """Those of a build that is being made, each from its file when the first view asks for it: nothing waits
    for the database."""

    def __init__(self, parquet: Path, later: Later) -> None:
        self._parquet, self._later = parquet, later
        self._every = {tablenames.place(file.stem) for file in parquet.glob("*.parquet")}
        self._missing: set[str] = set()

    @property
    def folder(self) -> Path | None:
        return self._parquet.parent

    def begin(self, process: Apart, folder: Path, memory: str) -> None:
        process.call(trialprocess.begin_empty, str(folder), memory)
        self._missing = set(self._every)

    def need(self, process: Apart, places: set[str] | None) -> None:
        every = places is None or not places <= self._every
        wanted = {place for place in self._missing if every or place in (places or ())}
        if self._later.place in wanted:
            self._later.written.result()
        if wanted:
            files = [self._parquet / f"{tablenames.bare(name)}.parquet" for name in sorted(wanted)]
            process.call(trialprocess.add_tables, [str(file) for file in files])
            self._missing -= wanted


class TrialApart:
    """Like Trial, over `tables`."""

    def __init__(self, tables: Tables, memory: str) -> None:
        self._tables, self._memory = tables, memory
        self._folder = Path(tempfile.mkdtemp(prefix=_FOLDER, dir=tables.folder))
        self._process: Apart | None = None
        self._stand: dict[str, SqlFile] = {}  # the views that held
        self._there: set[str] = set()  # those whose rows the process has

    def __enter__(self) -> TrialApart:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            try:
                self._process.call(trialprocess.end, seconds=_GRACE)
                self._process.give_back()
            except Ended:
                pass  # it is gone, and with it what it held
        shutil.rmtree(self._folder, ignore_errors=True)

    def judge(self, file: SqlFile, limits: Limits) -> list[Problem]:
        """What is wrong with the view. Raises duckdb.IOException where the disk refuses."""
        try:
            process = self._ready(file)
            found = self._judged(process, file, limits)
        except Ended as ended:
            self._process = None
            return [_ended(file, ended, limits)]
        if not found:
            self._stand[file.qualified] = file
            self._there.add(file.qualified)
        return found

    def assume(self, file: SqlFile) -> None:
        """A view that is known to hold: its rows are worked out only where something asks for them."""
        self._stand[file.qualified] = file

    def rows(self, file: SqlFile) -> str:
        """One mark of the rows of a view that held: another one where they differ."""
        return str(self._ready(file).call(trialprocess.rows, file.qualified))

    def export(self, file: SqlFile) -> Path:
        """A folder with the rows of a view that held, in a database as a build has one. `remove` it."""
        folder = Path(tempfile.mkdtemp(prefix="rows-", dir=self._folder))
        process = self._ready(file)
        self._tables.need(process, {"main.source"})
        process.call(trialprocess.export, file.qualified, str(folder / DATABASE))
        return folder

    def remove(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)

    def drop(self, file: SqlFile) -> None:
        """A view that held, and is not to stand."""
        del self._stand[file.qualified]
        if file.qualified in self._there:
            self._there.remove(file.qualified)
            if self._process is not None:
                self._process.call(trialprocess.drop, file.qualified)

    def _judged(self, process: Apart, file: SqlFile, limits: Limits) -> list[Problem]:
        # it ends itself when it costs too much; this is for one that cannot
        seconds = None if limits.seconds is None else PATIENCE * (limits.seconds + 2 * _GRACE)
        try:
            found: list[Problem] = process.call(trialprocess.judge, file, limits, _GRACE, seconds=seconds)
            return found
        except (Ended, duckdb.Error):
            raise  # an error is the disk's: a fault of the view comes as a problem
        except MemoryError:
            return [_too_much(file)]
        except Exception as error:
            why = f"{type(error).__name__}: {error}"[:200]
            ja, en = f"この SQL は試せません（{why}）", f"this SQL cannot be tried ({why})"
            return [file.wrong("sql_error", ja, en, at=file.offset(0))]

    def _ready(self, file: SqlFile) -> Apart:
        """A process that has the tables and the rows of the views that this one reads."""
        if self._process is None or not self._process.alive:
            self._process = Apart.taken()
            self._there.clear()
            self._tables.begin(self._process, self._folder, self._memory)
        own = [file.qualified] if file.qualified in self._stand else []
        for name in (*self._behind(file), *own):
            if name not in self._there:
                self._need(self._process, self._stand[name])
                self._process.call(trialprocess.make, self._stand[name])
                self._there.add(name)
        self._need(self._process, file)
        return self._process

    def _need(self, process: Apart, file: SqlFile) -> None:
        places = _places(file)
        self._tables.need(process, None if places is None else places - self._stand.keys())

    def _behind(self, file: SqlFile) -> list[str]:
        """The views that held and that this one or its checks read, directly or through others, in order."""
        found: set[str] = set()
        todo = [file]
        while todo:
            names = _places(todo.pop()) or set()
            new = {name for name in names if name in self._stand and name not in found}
            found |= new
            todo += [self._stand[name] for name in new]
        return [name for name in self._stand if name in found]


def _places(file: SqlFile) -> set[str] | None:
    try:
        return set(places_read(file))
    except ValueError:  # the engine understands more than the parser does, or tells the place better
        return None


class ReadApart:
    """sqlfile.read in a process that can be ended: a file that brings the reading down is a problem of its
    own. What its select reads comes with it (sqlorder.reading)."""

    def __init__(self) -> None:
        self._process: Apart | None = None

    def __enter__(self) -> ReadApart:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.give_back()

    def __call__(self, path: Path, schema: str, label: str, problems: Problems) -> SqlFile | None:
        try:
            if self._process is None:
                self._process = Apart.taken()
                self._process.call(trialprocess.end)  # loads what it needs: a file's time begins behind it
            answer: Answer = self._process.call(
                trialprocess.read, str(path.resolve()), schema, label, seconds=_READ_SECONDS
            )
        except Ended as ended:
            self._process = None
            answer = None, None, [_unreadable(label, ended)]
        file, parsed, found = answer
        for fault in found:
            problems.add(fault)
        if file is not None and parsed is not None:
            place_reading(file.select, parsed)
        return file


def _unreadable(label: str, ended: Ended) -> Problem:
    slow = ended.why == "time"
    ja = "読むのに時間がかかりすぎます" if slow else "読む途中で処理が止まります"
    en = "takes too long to read" if slow else "brings the reading down"
    return problem(
        label,
        "",
        0,
        "sql_size",
        f"このファイルは{ja}。入れ子を浅くし、with で分けるか、短くします",
        f"this file {en}; nest it less, split it by `with`, or make it shorter",
    )


def _ended(file: SqlFile, ended: Ended, limits: Limits) -> Problem:
    if ended.why == "crash":
        return _too_much(file)
    return file.wrong(
        "sql_slow",
        f"{limits.seconds:g}秒で終わらず、途中で止めました（office.toml [views] seconds）。"
        "行を先に絞るか、関数に渡す文字や並びを短くします",
        f"did not end within {limits.seconds:g} s and was stopped (office.toml [views] seconds); narrow the "
        "rows first, or give functions shorter texts and lists",
        at=file.offset(0),
    )


def _too_much(file: SqlFile) -> Problem:
    return file.wrong(
        "sql_memory",
        "作業メモリーに収まらず、処理が止まりました。行を先に絞るか、関数に渡す文字や並びを短くします",
        "needs more memory than there is, and the trial ended; narrow the rows first, or give functions "
        "shorter texts and lists",
        at=file.offset(0),
    )
