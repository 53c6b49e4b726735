"""python -m tests.bench.official: seconds to read each published file that lies beside the project, and
an invented workbook of 北海道 with a sheet for each of its municipalities (180).

As `refresh` reads it: opened, recognised, every row told, sums checked. The best of three runs, on the clock
and of the processor (what it takes where nothing else runs), and how often that is what the bare library
takes to read the same cells as text; ends with 1 where it is more than LIMIT.
"""

from __future__ import annotations

import csv
import sys
import tempfile
import time
from pathlib import Path

import fastexcel

from etl.read import book
from tests.etl.official.making import by_prefecture, read, workbook
from tests.etl.official.test_projection_ages import NAMES, sheet
from tests.etl.official.test_real_files import FOLDER

LIMIT = 2.0  # seconds
ROUNDS = 3


def seconds(path: Path) -> tuple[float, float, int]:
    """The quickest of some readings, on the clock and of the processor, and the rows it gave."""
    clock, processor, rows = [], [], 0
    for _ in range(ROUNDS):
        book._open.cache_clear()
        start, busy = time.perf_counter(), time.process_time()
        done, _problems = read(path)
        clock.append(time.perf_counter() - start)
        processor.append(time.process_time() - busy)
        rows = done.raw.frame.height if done else 0
    return min(clock), min(processor), rows


def bare_seconds(path: Path) -> float:
    """Every cell as text by fastexcel (calamine), or by the csv of the standard library."""
    took = []
    for _ in range(ROUNDS):
        busy = time.process_time()
        if path.suffix == ".csv":
            with path.open(encoding="utf-8", errors="replace", newline="") as file:
                list(csv.reader(file))
        else:
            reader = fastexcel.read_excel(path)
            for name in reader.sheet_names:
                reader.load_sheet(name, header_row=None, dtypes="string").to_polars()
        took.append(time.process_time() - busy)
    return min(took)


def hokkaido(folder: Path) -> Path:
    """The largest workbook of the projections by prefecture, after the layout that is known of them."""
    codes = by_prefecture(NAMES)["01"]
    sheets = {"1000_北海道": sheet("1000", "北海道", codes)}
    sheets |= {f"{int(c[:5])}_{NAMES[c].name}": sheet(str(int(c[:5])), NAMES[c].name, [c]) for c in codes}
    return workbook(folder / "01_invented.xlsx", sheets)


def main() -> int:
    slow = 0
    with tempfile.TemporaryDirectory() as folder:
        files = [*(sorted(FOLDER.iterdir()) if FOLDER.is_dir() else []), hokkaido(Path(folder))]
        for path in files:
            clock, busy, rows = seconds(path)
            ratio = busy / bare_seconds(path)
            slow += busy > LIMIT
            late = "  too slow" if busy > LIMIT else ""
            print(
                f"{clock:6.2f} s  processor {busy:5.2f} s ({ratio:4.1f} of bare)  {rows:>9,} rows  "
                f"{path.name}{late}"
            )
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
