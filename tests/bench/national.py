"""python -m tests.bench.national: a refresh with a national record of ten million rows.

The record is 1,741 municipalities × years × occupations × measures, with the real codes. Bare Polars
reads the same file, casts the same columns and writes Parquet; it checks nothing. Every run is a whole
process, by turns; the median counts, by wall clock and by CPU. Prints; judges nothing.
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
from pathlib import Path
from typing import NamedTuple

import polars as pl

from etl.paths import Paths
from tests.conftest import ROOT, copy_project
from tests.etl.helpers import CASEBOOK

ROWS = 10_000_000
RUNS = 5
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

[[file]]
path = "record.csv"
table = "staff_record"
ref = "全行"
[file.columns]
"code" = "municipality_code"
"year" = "year"
"occupation" = "occupation_id"
"measure" = "measure"
"headcount" = "headcount"
"""


class Run(NamedTuple):
    wall: float
    cpu: float
    peak: float


def record(paths: Paths, rows: int = ROWS) -> Path:
    """A source with the record, put into the project; returns its file."""
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


def measured(*arguments: str) -> Run:
    """One Python process. Raises CalledProcessError when it fails. Not on Windows (wait4)."""
    command = [sys.executable, *arguments]
    started = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - started
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    peak = usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    return Run(wall, usage.ru_utime + usage.ru_stime, peak)


def median(runs: list[Run]) -> Run:
    """Of the times; of the memory the most that any run took."""
    wall, cpu = (statistics.median(run[n] for run in runs) for n in range(2))
    return Run(wall, cpu, max(run.peak for run in runs))


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        paths = copy_project(folder / "project")
        short = copy_project(folder / "short")
        made = record(paths)
        refresh = ("-m", "etl", "refresh", "--root", str(paths.root))
        bare, whole, alone, again = [], [], [], []
        for _ in range(runs):  # by turns, so that a busy moment of the machine meets both
            bare.append(measured("-c", BARE, str(made), str(folder / "bare.parquet")))
            shutil.rmtree(paths.mart, ignore_errors=True)
            whole.append(measured(*refresh))
            shutil.rmtree(short.mart, ignore_errors=True)
            alone.append(measured("-m", "etl", "refresh", "--root", str(short.root)))
        live = json.loads(paths.current.read_text(encoding="utf-8"))["build_id"]
        manifest = json.loads((paths.builds / live / "manifest.json").read_text(encoding="utf-8"))
        toml = paths.sources / CASEBOOK / "source.toml"
        for _ in range(runs):
            toml.write_text(toml.read_text(encoding="utf-8") + "\n# touched\n", encoding="utf-8")
            again.append(measured(*refresh))
        size = made.stat().st_size
    floor, made_of = median(bare), median(whole)
    print(f"rows {manifest['rows']['staff_record']:,}, csv {size / 2**20:,.0f} MiB; medians of {runs}")
    print(f"{'':34} {'wall s':>8} {'CPU s':>8} {'peak MiB':>9}")
    for name, run in (
        ("bare Polars", floor),
        ("refresh with the record", made_of),
        ("refresh, another source changed", median(again)),
        ("refresh without the record", median(alone)),
    ):
        print(f"{name:34} {run.wall:8.2f} {run.cpu:8.2f} {run.peak:9.0f}")
    print(
        f"ratio: wall {made_of.wall / floor.wall:.2f}, CPU {made_of.cpu / floor.cpu:.2f} (at most 2.5);"
        f" memory {made_of.peak:,.0f} of 2,048 MiB"
    )


if __name__ == "__main__":
    main()
