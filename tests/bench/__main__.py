"""python -m tests.bench: a refresh from nothing, of one changed row and of nothing new against the floor.

Prints; judges nothing. Every run is a process of its own, the best of several counts. Processor seconds (with
those of its own processes) say the same on a busy machine; seconds need a quiet one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT, copy_project

CHANGED = Path("data/sources/hokkaido_casebook_2024/disbursements.csv")
FLOOR = Path(__file__).with_name("floor.py")
REFRESH, NOTHING_NEW, IMPORTS = 5, 10, 10


@dataclass(frozen=True)
class Run:
    seconds: float
    processor: float  # seconds of it and of the processes it started
    peak: float  # MiB


def timed(*arguments: str) -> Run:
    """One Python process. Raises CalledProcessError when it fails."""
    command = [sys.executable, *arguments]
    started = time.perf_counter()
    # with the modules compiled, as pip leaves the libraries and the first run leaves this program
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=quiet, stderr=quiet) as process:
        peak = processor = 0.0
        if hasattr(os, "wait4"):  # not on Windows
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            processor = usage.ru_utime + usage.ru_stime
            peak = usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
        else:
            process.wait()
        seconds = time.perf_counter() - started
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(seconds, processor, peak)


def change_row(root: Path, note: str) -> None:
    """Another note in one row of the grants: no figure changes, so nothing waits at the gate."""
    file = root / CHANGED
    lines = file.read_text(encoding="utf-8").split("\n")
    lines[2] = f"{lines[2].rsplit(',', 1)[0]},{note}"
    file.write_text("\n".join(lines), encoding="utf-8")


def against(label: str, runs: list[Run], floor: list[Run], limit: str) -> None:
    """The best of each in seconds and processor seconds, and as multiples of the floor's."""
    seconds, processor = min(r.seconds for r in runs), min(r.processor for r in runs)
    least, work = min(r.seconds for r in floor), min(r.processor for r in floor)
    print(f"{label:17}{seconds:6.2f} s {processor:6.2f} s of processor   best of {len(runs)}")
    if runs is not floor:
        print(f"  of the floor   {seconds / least:6.2f}   {processor / (work or 1):6.2f}   {limit}")


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        live = copy_project(folder / "live")
        timed("-m", "etl", "refresh", "--root", str(live.root))
        build_id = json.loads(live.current.read_text(encoding="utf-8"))["build_id"]
        floor: list[Run] = []
        fresh: list[Run] = []
        row: list[Run] = []
        for n in range(REFRESH):  # by turns, so that a busy moment of the machine meets all
            out = folder / f"floor{n}"
            floor.append(timed(str(FLOOR), str(live.root), str(live.builds / build_id), str(out)))
            fresh.append(
                timed("-m", "etl", "refresh", "--root", str(copy_project(folder / f"fresh{n}").root))
            )
            change_row(live.root, f"note {n}")
            row.append(timed("-m", "etl", "refresh", "--root", str(live.root)))
        nothing = [timed("-m", "etl", "refresh", "--root", str(live.root)) for _ in range(NOTHING_NEW)]
        imports = [timed("-c", "import polars, duckdb") for _ in range(IMPORTS)]
    against("floor", floor, floor, "")
    against("from nothing", fresh, floor, "at most 2.5")
    against("one row changed", row, floor, "at most 1.5")
    against("nothing new", nothing, floor, "")
    against("import polars, duckdb", imports, imports, "")
    seconds = min(r.seconds for r in nothing) / min(r.seconds for r in imports)
    print(f"  nothing new of it {seconds:5.2f}   at most 1.5")
    print(f"peak memory      {max(r.peak for r in fresh):6.0f} MiB   at most 500")


if __name__ == "__main__":
    main()
