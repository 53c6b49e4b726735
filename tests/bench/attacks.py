"""python -m tests.bench.attacks: the board's answers while the sandbox is attacked.

One reader clicks through every page and region, first alone, then while every attack of the tests runs, two
at once as the editor lets them. Both are clicks whose rows the board has in its cache: what was not asked
before takes three times as long, and as a measure for alone would hide that. Prints both medians and what
succeeded; ends with 1 where a limit is broken.
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import median

from dashboard.pages import PAGES
from dashboard.sandbox.ask import Limits, ask
from tests.bench.board import _mart, load
from tests.bench.servers import Server, served
from tests.bench.session import Reader
from tests.dashboard.attacks import ATTACKS

_LIMITS = Limits(seconds=2.5, memory_mb=1536, rows=5000)
_MOST = 2.0


def main() -> int:
    print(f"load of the machine at the start: {load()}", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        mart = _mart(Path(scratch))
        database = next(mart.glob("builds/*/cooperation.duckdb"))
        with served(("board",), mart, 0) as servers:
            clicks = _Clicks(servers["board"])
            clicks.turn(clicks.all)  # what is asked for the first time
            alone = clicks.turn(clicks.all)
            attacks = _Attacks(database)
            attacks.start()
            under: list[float] = []
            while attacks.running():
                under += clicks.turn(1)
            took = attacks.join()
    ratio = median(under) / median(alone)
    print(f"attacks                   {len(ATTACKS)} in {took:.0f} s, two at once")
    print(f"  succeeded               {len(attacks.succeeded)}     none {' '.join(attacks.succeeded)}")
    print(f"  refused                 {attacks.report()}")
    print(f"a click alone, median     {median(alone) * 1000:.0f} ms of {len(alone)}")
    print(f"a click under attack      {median(under) * 1000:.0f} ms of {len(under)}")
    print(f"  ratio                   {ratio:.2f}     at most {_MOST}{'' if ratio <= _MOST else '   BROKEN'}")
    return int(ratio > _MOST or bool(attacks.succeeded))


class _Clicks:
    """One reader per page, asked by turns for another region."""

    def __init__(self, server: Server) -> None:
        self._readers = [Reader(server.port, page.page_id) for page in PAGES]
        self._turn = 0

    @property
    def all(self) -> int:
        """Every page with every choice, once."""
        return sum(len(reader.choices) + 1 for reader in self._readers)

    def turn(self, count: int) -> list[float]:
        seconds = []
        for _ in range(count):
            reader = self._readers[self._turn % len(self._readers)]
            choices = [*reader.choices, None]
            seconds.append(reader.click(choices[self._turn // len(self._readers) % len(choices)]))
            self._turn += 1
        return seconds


class _Attacks:
    """All attacks, two at once; what was answered with rows succeeded."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._left = list(ATTACKS.items())
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._run, daemon=True) for _ in range(2)]
        self._began = 0.0
        self.succeeded: list[str] = []
        self._refused: dict[str, int] = {}

    def start(self) -> None:
        self._began = time.monotonic()
        for thread in self._threads:
            thread.start()

    def running(self) -> bool:
        return any(thread.is_alive() for thread in self._threads)

    def join(self) -> float:
        for thread in self._threads:
            thread.join()
        return time.monotonic() - self._began

    def report(self) -> str:
        return ", ".join(f"{why} {count}" for why, count in sorted(self._refused.items()))

    def _run(self) -> None:
        while True:
            with self._lock:
                if not self._left:
                    return
                name, (sql, _) = self._left.pop()
            answer = ask(self._database, sql, _LIMITS)
            with self._lock:
                if answer.refused is None or answer.rows:
                    self.succeeded.append(name)
                self._refused[str(answer.refused)] = self._refused.get(str(answer.refused), 0) + 1


if __name__ == "__main__":
    sys.exit(main())
