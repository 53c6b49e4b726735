"""python -m tests.bench.national: a refresh with an office's own table of ten million rows.

The table is 1,741 municipalities × years × occupations × measures, with the real codes. Bare Polars reads
the same file, casts the same columns and writes Parquet; it checks nothing. Every run is a whole process, by
turns; the median counts, by wall clock and by CPU. Memory is of the process and its children together, as
the system shares it out among them (PSS), looked at ten times a second. Prints; judges nothing.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from etl.paths import Paths
from tests.conftest import ROOT, copy_project
from tests.etl.helpers import CASEBOOK

ROWS = 10_000_000
RUNS = 3
NAME = "staff_record"
TABLE = "a live mart, and the table comes to it"
OTHER = "another source changed"
MEASURES = 10
BARE = """
import sys
import polars as pl
frame = pl.read_csv(sys.argv[1], infer_schema=False)
frame.with_columns(pl.col("year", "headcount").cast(pl.Int64)).write_parquet(sys.argv[2])
"""
SOURCE = """id = "national_record"
title = "専門職の全国記録（試験用）"
title_en = "National record of specialist staff (made by the bench)"
publisher = "試験"
publisher_en = "Bench"
licence = "試験用"

as_of = 2024-12-31

[table.staff_record]
path = "record.csv"
title = "専門職の全国記録"
title_en = "National record of specialist staff"
key = ["municipality_code", "year", "occupation", "measure"]
[table.staff_record.columns]
municipality_code = { header = "code", type = "municipality_code", label = "団体コード", label_en = "Code" }
year = { header = "year", type = "year", label = "年", label_en = "Year" }
occupation = { header = "occupation", type = "text", label = "職種", label_en = "Occupation" }
measure = { header = "measure", type = "text", label = "区分", label_en = "Measure" }
headcount = { header = "headcount", type = "integer", unit = "人", label = "人数", label_en = "Headcount" }
"""


class Run(NamedTuple):
    wall: float
    cpu: float
    peak: float


def record(paths: Paths, rows: int = ROWS) -> Path:
    """A source with the table, put into the project; returns its file."""
    codes = pl.read_csv(next((paths.sources / "municipality_codes").glob("*.csv")), infer_schema=False)
    code = next(c for c in codes.columns if codes[c].str.contains(r"^\d{6}$").all())
    occupations = pl.read_csv(paths.sources / "board_classification" / "occupations.csv", infer_schema=False)
    names = occupations[occupations.columns[0]]
    years = -(-rows // (codes.height * len(names) * MEASURES))
    columns = [
        codes.select(pl.col(code).alias("code")).sort("code"),
        pl.DataFrame({"year": range(2025 - years, 2025)}),
        pl.DataFrame({"occupation": names.sort()}),
        pl.DataFrame({"measure": [f"measure_{n:02d}" for n in range(MEASURES)]}),
    ]
    frame = columns[0]
    for column in columns[1:]:
        frame = frame.join(column, how="cross", maintain_order="left_right")
    # spread like headcounts without a generator of chance: the same file every time
    spread = pl.int_range(pl.len(), dtype=pl.Int64) * 7_919 % 10_007 % 900
    folder = paths.sources / "national_record"
    folder.mkdir()
    (folder / "source.toml").write_text(SOURCE, encoding="utf-8")
    frame.with_columns(spread.alias("headcount")).write_csv(folder / "record.csv")
    return folder / "record.csv"


def measured(*arguments: str, ends: int = 0) -> Run:
    """One Python process. Raises CalledProcessError when it ends otherwise. Linux alone (/proc)."""
    command = [sys.executable, *arguments]
    started, peak = time.perf_counter(), 0.0
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            peak = max(peak, sum(map(_pss, _family(process.pid))))
            time.sleep(0.1)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - started
    if process.returncode != ends:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(wall, usage.ru_utime + usage.ru_stime, peak)


def _family(pid: int) -> list[int]:
    """A process and all that came of it."""
    found = [pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            with suppress(OSError):
                found += map(int, task.read_text(encoding="utf-8").split())
    return found


def _pss(pid: int) -> float:
    """MiB; 0 of one that has ended meanwhile."""
    with suppress(OSError, StopIteration):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
        return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 2**10
    return 0.0


def median(runs: list[Run]) -> Run:
    """Of the times; of the memory the most that any run took."""
    wall, cpu = (statistics.median(run[n] for run in runs) for n in range(2))
    return Run(wall, cpu, max(run.peak for run in runs))


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    told: dict[str, list[Run]] = {}

    def note(name: str, run: Run) -> None:
        told.setdefault(name, []).append(run)

    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        paths, short = copy_project(folder / "project"), copy_project(folder / "short")
        made = record(paths)
        refresh, without = (("-m", "etl", "refresh", "--root", str(p.root)) for p in (paths, short))
        toml = paths.sources / CASEBOOK / "source.toml"
        for _ in range(runs):  # by turns, so that a busy moment of the machine meets all
            note("bare Polars", measured("-c", BARE, str(made), str(folder / "bare.parquet")))
            shutil.rmtree(short.mart, ignore_errors=True)
            note("all but the table, from nothing", measured(*without))
            shutil.rmtree(paths.mart, ignore_errors=True)
            note("all with the table, from nothing", measured(*refresh))
            shutil.rmtree(paths.mart)
            shutil.copytree(short.mart, paths.mart)
            note(TABLE, measured(*refresh))
            toml.write_text(toml.read_text(encoding="utf-8") + "\n# touched\n", encoding="utf-8")
            note(OTHER, measured(*refresh))
            note("nothing changed", measured(*refresh))
            _turn(made)
            note("one figure changed (waits at the gate)", measured(*refresh, ends=3))
            _turn(made)
        manifest = _manifest(paths)
        size = made.stat().st_size
    floor, whole = median(told["bare Polars"]), median(told[TABLE])
    print(f"rows {manifest['rows'][f'own.{NAME}']:,}, csv {size / 2**20:,.0f} MiB; medians of {runs}")
    print(f"{'':42} {'wall s':>8} {'CPU s':>8} {'peak MiB':>9}")
    for name, several in told.items():
        run = median(several)
        print(f"{name:42} {run.wall:8.2f} {run.cpu:8.2f} {run.peak:9.0f}")
    rest = median(told[OTHER])  # what any refresh takes that has something new
    for what, run in (
        ("the whole refresh", whole),
        ("what the table adds to one", Run(whole.wall - rest.wall, whole.cpu - rest.cpu, whole.peak)),
    ):
        print(
            f"{what} beside bare Polars: wall {run.wall / floor.wall:.2f}, CPU {run.cpu / floor.cpu:.2f};"
            f" memory {run.peak:,.0f} of 2,048 MiB"
        )


def _manifest(paths: Paths) -> dict[str, Any]:
    live = json.loads(paths.current.read_text(encoding="utf-8"))["build_id"]
    found: dict[str, Any] = json.loads((paths.builds / live / "manifest.json").read_text(encoding="utf-8"))
    return found


def _turn(file: Path) -> None:
    """The last digit of the last figure becomes its neighbour; a second time, what it was."""
    with file.open("r+b") as stream:
        stream.seek(-2, os.SEEK_END)
        digit = stream.read(1)[0] ^ 1
        stream.seek(-2, os.SEEK_END)
        stream.write(bytes([digit]))


if __name__ == "__main__":
    main()
