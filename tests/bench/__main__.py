"""python -m tests.bench: a refresh against the floor, its memory, and "nothing new".

Prints; judges nothing. Every run is a process of its own, the best of several counts.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from etl.paths import Paths
from tests.conftest import ROOT, copy_project

FLOOR = Path(__file__).with_name("floor.py")
REFRESH, NOTHING_NEW, IMPORTS = 5, 10, 10


def timed(*arguments: str) -> tuple[float, float]:
    """Seconds and peak MiB of one Python process. Raises CalledProcessError when it fails."""
    command = [sys.executable, *arguments]
    started = time.perf_counter()
    # with the modules compiled, as pip leaves the libraries and the first run leaves this program
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=quiet, stderr=quiet) as process:
        peak = 0.0
        if hasattr(os, "wait4"):  # not on Windows
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            peak = usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
        else:
            process.wait()
        seconds = time.perf_counter() - started
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return seconds, peak


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        live = copy_project(folder / "live")
        timed("-m", "etl", "refresh", "--root", str(live.root))
        build_id = json.loads(live.current.read_text(encoding="utf-8"))["build_id"]
        floor, refresh, peak = [], [], 0.0
        for n in range(REFRESH):  # by turns, so that a busy moment of the machine meets both
            out = folder / f"floor{n}"
            floor.append(timed(str(FLOOR), str(live.root), str(live.builds / build_id), str(out))[0])
            fresh: Paths = copy_project(folder / f"fresh{n}")
            seconds, mebibytes = timed("-m", "etl", "refresh", "--root", str(fresh.root))
            refresh.append(seconds)
            peak = max(peak, mebibytes)
        nothing = [timed("-m", "etl", "refresh", "--root", str(live.root))[0] for _ in range(NOTHING_NEW)]
        imports = [timed("-c", "import polars, duckdb")[0] for _ in range(IMPORTS)]
    print(f"floor            {min(floor):6.2f} s   best of {REFRESH}")
    print(f"refresh          {min(refresh):6.2f} s   best of {REFRESH}")
    print(f"  ratio          {min(refresh) / min(floor):6.2f}     at most 4")
    print(f"  peak memory    {peak:6.0f} MiB at most 500")
    print(f"import polars, duckdb {min(imports):.3f} s best of {IMPORTS}")
    print(f"nothing new      {min(nothing):6.3f} s   best of {NOTHING_NEW}")
    print(f"  ratio          {min(nothing) / min(imports):6.2f}     at most 1.5")


if __name__ == "__main__":
    main()
