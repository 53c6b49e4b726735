"""python -m tests.bench.pack: the whole council pack, alone, and ten at once while others read the board.

Prints figures and limits; ends with 1 where a limit is broken. The readers' clicks and the ten packs go
through one running board.
"""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from dashboard.pages import PAGES
from tests.bench.board import Limits, load
from tests.bench.servers import Server, served
from tests.bench.session import Reader
from tests.conftest import ROOT, copy_project, quiet

SECONDS, MEBIBYTES = 20.0, 400.0
TURNS, PACKS = 3, 10
# a reader's click waits no longer than this, whatever is being made
PATIENCE = 5.0
FORMATS = ("pptx", "xlsx", "html")


def main() -> int:
    limits = Limits()
    print(f"load of the machine at the start: {load()}", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        mart = _mart(Path(scratch))
        _alone(mart, Path(scratch), limits)
        with served(("board",), mart, 0) as servers:
            _ten(servers["board"], limits)
    print(f"load of the machine at the end: {load()}")
    return int(limits.broken)


def _mart(folder: Path) -> Path:
    from etl import refresh

    paths = copy_project(folder / "project")
    refresh.run(paths, quiet)
    return paths.mart


def _alone(mart: Path, folder: Path, limits: Limits) -> None:
    """All pages, every format but the PDF; each time in a process of its own, from the command line."""
    walls, shares, peaks, first = [], [], [], []
    for turn in range(TURNS):
        wall, share, peak, shown = _made(mart, folder / f"out{turn}")
        walls.append(wall)
        shares.append(share)
        peaks.append(peak)
        first.append(shown)
    print(f"the whole pack ({', '.join(FORMATS)}), median of {TURNS}")
    limits.held("seconds", f"{median(walls):6.1f}     at most {SECONDS:.0f}", median(walls) <= SECONDS)
    print(f"  processor             {median(shares):6.1f} s")
    limits.held("peak memory", f"{max(peaks):6.0f} MiB at most {MEBIBYTES:.0f}", max(peaks) <= MEBIBYTES)
    limits.held("first sign of life", f"{median(first):6.2f} s   at most 1", median(first) <= 1)


def _made(mart: Path, out: Path) -> tuple[float, float, float, float]:
    """Seconds, seconds of the processor, peak MiB, seconds to the first line of progress."""
    command = [sys.executable, "-m", "dashboard", "pack", "--meeting", "測定", "--date", "2026-02-10"]
    command += ["--pages", ",".join(page.page_id for page in PAGES), "--format", ",".join(FORMATS)]
    started = time.perf_counter()
    with subprocess.Popen(
        [*command, "--out", str(out)],
        cwd=ROOT,
        env={**os.environ, "RENKEI_MART": str(mart)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stderr is not None
        process.stderr.readline()
        shown = time.perf_counter() - started
        told = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - started
    if process.returncode:
        raise RuntimeError(told.decode(errors="replace"))
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, shown


class Maker(threading.Thread):
    """A reader who makes a pack from the dialog and waits for it."""

    def __init__(self, port: int, number: int, start: threading.Barrier) -> None:
        super().__init__(daemon=True)
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        self._start = start
        self.seconds: float | None = None
        self.trouble = ""
        told = self._ask({"page": "overview"})
        self._session = json.loads(told)["session_id"]
        self._ask({"session_id": self._session, "trigger": {"key": "pack_open"}})
        chosen = {"pack_meeting": f"測定{number}", "pack_date": "2026-02-10"}
        self._ask({"session_id": self._session, "widget_state": chosen})
        # a server ends what is idle while the others arrive: the press of the button connects anew
        self._connection.close()

    def run(self) -> None:
        self._start.wait()
        began = time.perf_counter()
        try:
            told = self._ask({"session_id": self._session, "trigger": {"key": "pack_make"}})
            if b"pack_zip" in told:
                self.seconds = time.perf_counter() - began
            else:
                self.trouble = told[-300:].decode(errors="replace")
        except (OSError, RuntimeError, http.client.HTTPException) as error:
            self.trouble = f"{type(error).__name__}: {error}"[:300]

    def _ask(self, request: dict[str, Any]) -> bytes:
        body = json.dumps(request)
        self._connection.request(
            "POST", "/_stcore/agent/interact", body, {"Content-Type": "application/json"}
        )
        answer = self._connection.getresponse()
        told = answer.read()
        if answer.status == 202:  # not done yet: waits on, without starting it over
            return self._ask({"session_id": self._session})
        if answer.status != 200:
            raise RuntimeError(f"{answer.status}: {told[:300].decode(errors='replace')}")
        return told


def _ten(server: Server, limits: Limits) -> None:
    """Ten dialogs pressed at the same moment; a reader goes on clicking until the last is done."""
    reader = Reader(server.port, "disbursements")
    choices = [*reader.choices, None]
    calm = [reader.click(choices[n % len(choices)]) for n in range(2 * len(choices))]
    start = threading.Barrier(PACKS + 1)
    makers = [Maker(server.port, number, start) for number in range(PACKS)]
    before = server.memory()
    reader.close()  # idle while the makers arrived: the next click connects anew
    for maker in makers:
        maker.start()
    start.wait()
    busy: list[float] = []
    peak = before
    while any(maker.is_alive() for maker in makers):
        busy.append(reader.click(choices[len(busy) % len(choices)]))
        peak = max(peak, server.memory())
        time.sleep(0.2)
    reader.close()
    made = [maker.seconds for maker in makers if maker.seconds is not None]
    print(f"{PACKS} packs of one page at once, a reader clicking meanwhile")
    for maker in makers:
        if maker.trouble:
            print(f"    {maker.trouble}")
    limits.held("packs made", f"{len(made):6d}     all {PACKS}", len(made) == PACKS)
    print(f"  first, last pack      {min(made, default=0):6.1f} s {max(made, default=0):6.1f} s")
    print(f"  a click before        {1000 * median(calm):6.0f} ms")
    p95 = quantiles(busy, n=20)[-1] if len(busy) > 1 else float("inf")
    print(f"  a click meanwhile     {1000 * median(busy):6.0f} ms, 95th percentile {1000 * p95:.0f}")
    limits.held("slowest click", f"{max(busy):6.2f} s   at most {PATIENCE:.0f}", max(busy) <= PATIENCE)
    print(f"  the board's memory    {before:6.0f} MiB before, {peak:.0f} at most")


if __name__ == "__main__":
    sys.exit(main())
