"""Views worked out once each, in memory, over one another's rows: judged there before they are made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.build.database import quoted
from etl.problems import Problem
from etl.sqlviews import sqlerror
from etl.sqlviews.cost import Cost, at_most
from etl.sqlviews.sqlfile import SqlFile
from etl.sqlviews.sqlorder import tables_read
from etl.sqlviews.viewchecks import Types, header_faults, row_faults
from renkei import tablenames

# no fault of the file: a view reads no files, so this is the disk
_DISK = (duckdb.IOException, duckdb.FatalException)
# bytes of a Parquet file
_LARGE = 8 * 2**20
_PROBE = "create or replace view probe as\n"


@dataclass(frozen=True)
class Limits:
    """What an analyst's view may cost (office.toml, [views]; seconds: cost.py). None: no limit (sql/kpi)."""

    seconds: float | None = None
    rows: int | None = None


class _Exceeds(Exception):
    """A view that costs more than it may; told with its plan, which nobody needs of the others."""

    def __init__(self, rule: str, ja: str, en: str) -> None:
        super().__init__(en)
        self.rule, self.ja, self.en = rule, ja, en


class Trial:
    """A database in memory beside the one of the build: its tables, and for every view that held its rows.

    A view that reads others finds their rows there, and does not work them out again. `at_once`: the views
    that the database has are there from the beginning, else those that `stand` names.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, at_once: bool = True) -> None:
        self._owner, self._connection = connection, connection.cursor()
        self._seconds: dict[str, float] = {}  # what each view took, without those it reads
        self._behind: dict[str, set[str]] = {}  # the views each one reads, directly or through others
        known = connection.execute(
            "select database_name, schema_name, table_name from duckdb_tables() "
            "where database_name = current_database() union all "
            "select database_name, schema_name, view_name from duckdb_views() "
            "where database_name = current_database() and not internal"
        ).fetchall()
        self._connection.execute(
            "attach ':memory:' as trial; use trial; create schema own; "
            "create schema kpi; create schema views; "
            "set errors_as_json = true"
        )
        self._others = {f"{schema}.{name}": f'"{base}"."{schema}"."{name}"' for base, schema, name in known}
        # the tables (a long one is a view) first: the views of the database find them here
        self._stand([place for place in self._others if tablenames.is_table(place)])
        if at_once:
            self.stand(None)

    def stand(self, places: set[str] | None) -> None:
        """The views of the database, not judged anew, that a view reads. All of them where it may name
        anything, or names what is nowhere: that is said with the names there are."""
        every = places is None or not places <= self._others.keys()
        self._stand([place for place in self._others if every or place in (places or ())])

    def _stand(self, places: list[str]) -> None:
        for place in places:
            if whole := self._others[place]:
                self._connection.execute(f"create view {whole.split('.', 1)[1]} as from {whole}")
                self._others[place] = ""

    def __enter__(self) -> Trial:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()
        self._owner.execute("detach trial")

    def add_table(self, file: Path) -> None:
        """A table of the build from its Parquet file. Raises duckdb.Error."""
        # the rows of a large one stay in their file: the memory is the views'
        kind = "table" if file.stat().st_size < _LARGE else "view"
        self._connection.execute(
            f"create {kind} {tablenames.place(file.stem)} as from read_parquet('{quoted(str(file))}')"
        )

    def judge(self, file: SqlFile, limits: Limits) -> list[Problem]:
        """What is wrong with the view. The rows of one that holds stay here."""
        if limits == Limits() and self._holds(file):
            return []
        try:
            return self._judge(file, limits)
        except _Exceeds as told:
            plan = self._connection.execute("explain from probe").fetchone() or ("", "")
            ja, en = f"{told.ja}。実行計画:\n{plan[1]}", f"{told.en}. Its plan:\n{plan[1]}"
            return [file.wrong(told.rule, ja, en, at=file.offset(0))]

    def make(self, file: SqlFile) -> None:
        """The rows of a view that is known to hold. Raises duckdb.Error."""
        self._connection.execute(f"{_PROBE}{file.select}")
        self._fill(file, "from probe")

    def rows(self, view: str) -> str:
        """One mark of the types and rows of a view that held; the order of rows is the engine's to choose."""
        types = self._connection.execute(f"describe {view}").fetchall()
        told = self._connection.execute(f"select count(*), sum(hash(v)::hugeint) from {view} as v").fetchone()
        return repr(([column[:2] for column in types], told))

    def export(self, view: str, target: str) -> None:
        """The rows of a view that held and the sources the board cites, as tables of a new database."""
        self._connection.execute(f"attach '{target.replace(chr(39), chr(39) * 2)}' as exported")
        try:
            self._connection.execute(
                "create schema exported.views; create table exported.source as from main.source; "
                f"create table exported.{view} as from {view}"
            )
        finally:
            self._connection.execute("detach exported")

    def drop(self, view: str) -> None:
        self._connection.execute(f"drop table {view}")

    def _holds(self, file: SqlFile) -> bool:
        """The short way for a view without limits: its rows are worked out at once. Where anything is wrong
        they are not kept, and `_judge` says what."""
        place = file.qualified
        try:
            self._fill(file, file.select)
            columns = self._connection.execute(f"describe {place}").fetchall()
            types: Types = {row[0]: row[1] for row in columns}
            if not list(header_faults(file, types)) and not list(row_faults(self._connection, file)):
                return True
        except _DISK:
            raise
        except duckdb.Error:
            pass
        self._connection.execute(f"drop table if exists {place}")
        return False

    def _judge(self, file: SqlFile, limits: Limits) -> list[Problem]:
        try:
            self._connection.execute(f"{_PROBE}{file.select}")
            types: Types = {row[0]: row[1] for row in self._connection.execute("describe probe").fetchall()}
            return list(header_faults(file, types)) or self._ask(file, limits)
        except duckdb.InterruptException as error:
            raise _slow(limits) from error
        except duckdb.OutOfMemoryException as error:
            raise _Exceeds("sql_memory", "作業メモリーに収まりません", "needs too much memory") from error
        except _DISK:
            raise
        except duckdb.Error as error:
            return [sqlerror.problem(file, error, _PROBE)]

    def _ask(self, file: SqlFile, limits: Limits) -> list[Problem]:
        """Work out every column of every row once: a cast that fails is seen here, not on the board."""
        before = sum(self._seconds[name] for name in self._through(file))
        with self._at_most(limits, before):
            self._fill(file, "from probe" if limits.rows is None else f"from probe limit {limits.rows + 1}")
            try:
                (count,) = self._connection.execute(f"select count(*) from {file.qualified}").fetchone() or (
                    0,
                )
                if limits.rows is not None and count > limits.rows:
                    raise _Exceeds(
                        "sql_rows",
                        f"結果が{limits.rows:,}行を超えます（office.toml [views] rows）",
                        f"returns more than {limits.rows:,} rows (office.toml [views] rows)",
                    )
                found = list(row_faults(self._connection, file))
            except BaseException:
                self._connection.execute(f"drop table {file.qualified}")
                raise
        if found:
            self._connection.execute(f"drop table {file.qualified}")
        return found

    def _fill(self, file: SqlFile, select: str) -> None:
        cost = Cost()
        self._connection.execute(f"create table {file.qualified} as\n{select}")
        self._seconds[file.qualified] = cost.seconds
        self._behind[file.qualified] = self._through(file)

    def _through(self, file: SqlFile) -> set[str]:
        """The views it reads, directly or through others."""
        behind = {name for name in _read_by(file) if name in self._behind}
        return behind.union(*(self._behind[name] for name in behind))

    @contextmanager
    def _at_most(self, limits: Limits, before: float) -> Iterator[None]:
        """Interrupts what costs more. `before` is what the views took that it reads:
        on the board they are worked out with it."""
        if limits.seconds is None:
            yield
            return
        if before >= limits.seconds:
            raise _slow(limits)
        with at_most(limits.seconds - before, self._connection.interrupt):
            yield


def _slow(limits: Limits) -> _Exceeds:
    return _Exceeds(
        "sql_slow",
        f"{limits.seconds:g}秒で終わりません（office.toml [views] seconds）",
        f"does not end within {limits.seconds:g} s (office.toml [views] seconds)",
    )


def _read_by(file: SqlFile) -> frozenset[str]:
    try:
        return tables_read(file.select)
    except ValueError:  # the engine understands more than sqlglot does
        return frozenset()
