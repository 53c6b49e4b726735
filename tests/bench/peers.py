"""python -m tests.bench.peers PYTHON: dbt build beside a refresh. PYTHON is that of dbt's environment.

The same tables, views and checks (tests/bench/dbtproject.py says what dbt is spared). Whole commands, by
turns; the median of the wall clock counts. Either both begin with nothing, or both with what they keep
from the run before: dbt its database and what it parsed, the refresh the live build, and one source has
a new row. Afterwards the rows of all views are compared. Prints; judges nothing.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import get_args

import duckdb

from etl.build.database import reader
from etl.build.fingerprint import live_manifest
from tests.bench import dbtproject
from tests.conftest import ROOT, copy_project
from tests.etl.helpers import casebook

RUNS = 3
CASES = ("from nothing", "one source changed")
NEW_ROW = "nishimonbetsu,令和5年度,midwife,採用実績,1,次の資料,\n"
REFRESH = "python -m etl refresh"
VERSIONS = "from importlib.metadata import version as v; print(*(v(n) for n in {!r}))"


def timed(command: list[str], folder: Path, log: Path) -> float:
    """Seconds of a whole command. Raises SystemExit with the end of what it said where it fails."""
    offline = {"DBT_SEND_ANONYMOUS_USAGE_STATS": "false", "DO_NOT_TRACK": "1"}
    with log.open("w", encoding="utf-8") as out:
        started = time.perf_counter()
        done = subprocess.run(
            command, cwd=folder, env=os.environ | offline, stdout=out, stderr=subprocess.STDOUT, check=False
        )
        seconds = time.perf_counter() - started
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{log.read_text(encoding='utf-8')[-2000:]}")
    return seconds


def differing(build: Path, database: Path) -> tuple[int, list[str]]:
    """How many views were compared, and those whose rows are not the same."""
    with reader(build) as ours:
        names = [
            f"{schema}.{name}"
            for schema, name in ours.execute(
                "select schema_name, view_name from duckdb_views() where schema_name in ('kpi', 'views')"
            ).fetchall()
        ]
        rows = {name: _rows(ours, name) for name in names}
    with duckdb.connect(str(database), read_only=True) as theirs:
        return len(names), [name for name in names if _rows(theirs, name) != rows[name]]


def _rows(connection: duckdb.DuckDBPyConnection, name: str) -> list[str]:
    def report(value: object) -> str:
        # sums of fractions depend on the order in which an engine adds them up
        return f"{value:.9g}" if isinstance(value, float) else str(value)

    return sorted(
        "|".join(map(report, row)) for row in connection.execute(f"select * from {name}").fetchall()
    )


def main() -> None:
    python = Path(sys.argv[1]).absolute()
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else RUNS
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        paths = copy_project(folder / "board")
        refresh = [sys.executable, "-m", "etl", "refresh", "--root", str(paths.root)]
        log = folder / "log"
        timed(refresh, ROOT, log)
        manifest = live_manifest(paths)
        assert manifest is not None
        live = shutil.copytree(paths.mart, folder / "mart")
        kept = live / "builds" / manifest["build_id"]
        projects = {tests: folder / tests.replace(" ", "_") for tests in get_args(dbtproject.Tests)}
        for tests, project in projects.items():
            dbtproject.write(project, paths, kept, tests)
        build = [str(python.with_name("dbt")), "--no-use-colors", "build", "--profiles-dir", "."]
        before = casebook(paths, "recruitment.csv").read_text(encoding="utf-8")
        spent: dict[tuple[str, str], list[float]] = {}
        said = {}
        for _ in range(runs):
            for case in CASES:
                again = case != CASES[0]
                shutil.rmtree(paths.mart)
                if again:
                    shutil.copytree(live, paths.mart)
                casebook(paths, "recruitment.csv").write_text(before + NEW_ROW * again, encoding="utf-8")
                spent.setdefault((case, REFRESH), []).append(timed(refresh, ROOT, log))
                for tests, project in projects.items():
                    if not again:
                        for made in ("target", "logs", "board.duckdb"):
                            shutil.rmtree(project / made, ignore_errors=True)
                            (project / made).unlink(missing_ok=True)
                    spent.setdefault((case, f"dbt build, one test {tests}"), []).append(
                        timed(build, project, log)
                    )
                    lines = log.read_text(encoding="utf-8").splitlines()
                    said[tests] = next(line for line in lines if "Finished running" in line)
        counted, differ = differing(kept, projects["per rule"] / "board.duckdb")
    _print(python, spent, said, runs)
    print(f"{counted} views compared by rows; differing: {', '.join(differ) or 'none'}")


def _print(python: Path, spent: dict[tuple[str, str], list[float]], said: dict[str, str], runs: int) -> None:
    for who, program, names in (
        ("refresh", sys.executable, ("duckdb", "polars")),
        ("dbt", str(python), ("dbt-core", "dbt-duckdb", "duckdb")),
    ):
        asked = [program, "-c", VERSIONS.format(names)]
        versions = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()
        print(who, *(f"{n} {v}" for n, v in zip(names, versions, strict=True)))
    for tests, line in said.items():
        print(f"one test {tests}: {line.split('Finished running ')[1].split(' in ')[0]}")
    middle = {name: statistics.median(seconds) for name, seconds in spent.items()}
    print(f"{'medians of ' + str(runs):50} {'wall s':>8} {'least':>8} {'most':>8} {'ratio':>6}")
    for (case, command), seconds in spent.items():
        ratio = middle[case, command] / middle[case, REFRESH]
        print(
            f"{case + ': ' + command:50} {middle[case, command]:8.2f} {min(seconds):8.2f}"
            f" {max(seconds):8.2f} {ratio:6.1f}"
        )


if __name__ == "__main__":
    main()
