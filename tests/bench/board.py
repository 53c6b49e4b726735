"""python -m tests.bench.board: the board beside two bare Streamlit apps, in one run on this machine.

The apps are measured by turns, so that a busy moment of the machine meets all of them, and medians
count. Prints figures and ratios; ends with 1 where a limit is broken.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from statistics import median

from dashboard.charts.kinds import KINDS
from dashboard.pages import PAGES
from dashboard.panels import BY_PAGE
from tests.bench.clicks import READERS, Click, Crowd, alone, crowd
from tests.bench.servers import Server, served
from tests.bench.shown import Shown, chromium, opened
from tests.conftest import copy_project, quiet

OPENED, CROWDS = 9, 3
CHARTS = sum(panel.chart.kind in KINDS for panel in BY_PAGE["overview"])
# what counts as the first thing seen, and the charts that make the page complete
APPS = {"title": ("h1", 0), "charts": ("h1", CHARTS), "board": (".rb-card", CHARTS)}
FIRST, COMPLETE, CROWD = 1.5, 1.3, 2.5
# seconds that a reader looks at a page before the next click → how much longer than the bare page it may take
LOOKING = {0.0: 3.0, 1.0: 1.5}


class Limits:
    """Prints each ratio with its limit and remembers whether one was broken."""

    def __init__(self) -> None:
        self.broken = False

    def ratio(self, what: str, board: float, bare: float, most: float) -> None:
        ratio = board / bare
        self.held(what, f"{ratio:6.2f}     at most {most}", ratio <= most)

    def held(self, what: str, limit: str, holds: bool) -> None:
        self.broken |= not holds
        print(f"  {what:<22}{limit}{'' if holds else '   BROKEN'}", flush=True)


def main() -> int:
    limits = Limits()
    print(f"load of the machine at the start: {load()}", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        mart = _mart(Path(scratch))
        with served(tuple(APPS), mart, CHARTS) as servers:
            _pictures(servers, limits)
        for looking, most in LOOKING.items():
            with served(("charts", "board"), mart, CHARTS) as servers:
                _clicks(servers, limits, looking, most)
        with served(("charts", "board"), mart, CHARTS) as servers:
            _crowds(servers, limits)
    print(f"load of the machine at the end: {load()}")
    return int(limits.broken)


def _mart(folder: Path) -> Path:
    from etl import refresh

    paths = copy_project(folder / "project")
    refresh.run(paths, quiet)
    return paths.mart


def load() -> str:
    one, five, _ = os.getloadavg()
    cores = os.cpu_count()
    busy = "; other work runs here" if one > 1 else ""
    return f"{one:.1f} (five minutes: {five:.1f}) on {cores} cores{busy}"


def _pictures(servers: dict[str, Server], limits: Limits) -> None:
    seen: dict[str, list[tuple[Shown, Shown]]] = {name: [] for name in APPS}
    with chromium() as browser:
        for turn in range(OPENED + 1):
            for name, (first, charts) in APPS.items():
                told = opened(browser, servers[name].address, first, charts)
                if turn:  # the first one starts the browser and loads the servers' modules
                    seen[name].append(told)
    for n, reader in enumerate(("a new reader", "the same reader again")):
        told = {
            name: (median(x[n].first for x in items), median(x[n].complete for x in items))
            for name, items in seen.items()
        }
        print(f"opened by {reader}, ms, median of {OPENED}")
        print(f"  bare title            {told['title'][0]:6.0f}")
        print(f"  bare charts           {told['charts'][0]:6.0f}  complete {told['charts'][1]:6.0f}")
        print(f"  board's overview      {told['board'][0]:6.0f}  complete {told['board'][1]:6.0f}")
        limits.ratio("first card", told["board"][0], told["title"][0], FIRST)
        limits.ratio("complete overview", told["board"][1], told["charts"][1], COMPLETE)


def _clicks(servers: dict[str, Server], limits: Limits, looking: float, most: float) -> None:
    """By turns with the bare page, on servers that have answered no such click before."""
    bare: list[Click] = []
    pages: dict[str, Click] = {}
    for page in PAGES:
        bare.append(alone(servers["charts"], None, 0.0))
        pages[page.page_id] = alone(servers["board"], page.page_id, looking)
    wall, cpu = median(c.wall for c in bare), median(c.cpu for c in bare)
    print(
        f"server's time for a filter change after {looking:g} s of looking, ms: wall clock, processor"
        f" (bare charts: {len(bare)} turns)"
    )
    print(f"  {'bare charts':<22}{wall * 1000:6.0f} {cpu * 1000:6.0f}")
    for name, click in pages.items():
        print(
            f"  {name:<22}{click.wall * 1000:6.0f} {click.cpu * 1000:6.0f}"
            f"   × {click.wall / wall:4.2f} {click.cpu / cpu:4.2f}"
        )
    limits.ratio("wall, median page", median(c.wall for c in pages.values()), wall, most)
    ratio = median(c.cpu for c in pages.values()) / cpu
    print(f"  {'processor, median page':<22}{ratio:6.2f}")


def _crowds(servers: dict[str, Server], limits: Limits) -> None:
    bare: list[Crowd] = []
    board: list[Crowd] = []
    for _ in range(CROWDS):
        bare.append(crowd(servers["charts"], [None]))
        board.append(crowd(servers["board"], [page.page_id for page in PAGES]))
    print(
        f"{READERS} readers clicking at once, median of {CROWDS} rounds: 95th percentile, clicks per second"
    )
    for name, rounds in (("bare charts", bare), ("board, all pages", board)):
        memory = servers["charts" if rounds is bare else "board"].memory()
        print(
            f"  {name:<22}{median(r.p95 for r in rounds) * 1000:6.0f} ms"
            f" {median(r.per_second for r in rounds):6.1f} /s   memory {memory:5.0f} MiB"
        )
    bare_errors = [error for round_ in bare for error in round_.errors]
    errors = [error for round_ in board for error in round_.errors]
    for whose, told in (("bare charts", bare_errors), ("board", errors)):
        for error in told[:3]:
            print(f"    {whose}: {error}")
    limits.held("errors", f"{len(errors):6d}     none", not errors)
    limits.ratio("95th percentile", median(r.p95 for r in board), median(r.p95 for r in bare), CROWD)


if __name__ == "__main__":
    sys.exit(main())
