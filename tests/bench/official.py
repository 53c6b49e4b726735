"""python -m tests.bench.official: seconds to read each published file that lies beside the project.

As `refresh` reads it: opened, recognised, every row told, sums checked. The best of three runs, on the clock
and of the processor (what it takes where nothing else runs); ends with 1 where that is more than LIMIT.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from etl.read import book
from tests.etl.official.making import read
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


def main() -> int:
    slow = 0
    for path in sorted(FOLDER.iterdir()) if FOLDER.is_dir() else []:
        clock, busy, rows = seconds(path)
        slow += busy > LIMIT
        late = "  too slow" if busy > LIMIT else ""
        print(f"{clock:6.2f} s  processor {busy:5.2f} s  {rows:>9,} rows  {path.name}{late}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
