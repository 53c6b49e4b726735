"""python -m tests.bench.readers [--readers 200] [--sessions 500]: many readers at once.

The same clicks on the board and on bare pages of the same elements (as many charts, texts, buttons, of the
same sizes as the board's page), by turns in one run, each reader a websocket session of its own; then
sessions that only stay open. Prints; ends with 1 where a limit is broken. 127.0.0.1 only; Linux only.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from websockets.exceptions import WebSocketException

from dashboard.pages import PAGES
from tests.bench.board import CHARTS, Limits, _mart, load
from tests.bench.servers import Server, served
from tests.bench.stream import Failed, Stream

CLICKS, ROUNDS = 3, 2
RATIO = 2.0
_NAMES = {"charts": "bare, as many charts", "alike": "bare, same elements", "board": "board, all pages"}
_SERVER = {"charts": "alike"}  # one bare server shows both
# the board's kinds of elements → what the bare page draws as many of
_ALIKE = {
    "add_block": "block",
    "html": "html",
    "code": "html",
    "plotly_chart": "chart",
    "button": "button",
    "radio": "button",
    "download_button": "download",
    "selectbox": "select",
    "multiselect": "select",
}
_USUAL, _MOST = 1024, 65_536  # open files a process gets unless it asks; as many as these runs need
_AT_ONCE = 20  # sessions that are being opened at the same time
_TROUBLE = (OSError, WebSocketException, TimeoutError, Failed)


@dataclass(frozen=True)
class Round:
    """All clicks of all readers on one server."""

    walls: tuple[float, ...]
    cpu: float  # seconds of the server's processor per click
    took: float
    errors: tuple[str, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--readers", type=int, default=200)
    asked.add_argument("--sessions", type=int, default=500)
    asked.add_argument("--rounds", type=int, default=ROUNDS)
    told = asked.parse_args(arguments)
    # the bare servers do not ask for more files: with the usual limit they would end before the others
    most = _soft_limit(_MOST)
    limits = Limits()
    print(f"load of the machine at the start: {load()}", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        mart = _mart(Path(scratch))
        alike = Path(scratch) / "alike.json"
        os.environ["RENKEI_BENCH_ALIKE"] = str(alike)
        # the bare servers would run out of files at 253 sessions, those left a moment ago among them
        _soft_limit(most)
        with served(("alike", "board"), mart, CHARTS) as servers:
            alike.write_text(json.dumps(asyncio.run(_charts(servers["board"]))), encoding="utf-8")
            _crowds(servers, limits, told.readers, told.rounds)
        _soft_limit(_USUAL)  # of the server, which starts with the limit most systems give
        with served(("board",), mart, CHARTS) as servers:
            _soft_limit(most)  # of this process, which has a file open for each reader
            asyncio.run(_stay(servers["board"], limits, told.sessions))
    print(f"load of the machine at the end: {load()}")
    return int(limits.broken)


def _soft_limit(files: int) -> int:
    """Sets how many files this process, and what it starts, may open; returns the most it may ask for."""
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(files, most) if most > 0 else files, most))
    return most if most > 0 else 65_536


def _crowds(servers: dict[str, Server], limits: Limits, readers: int, rounds: int) -> None:
    own = [page.page_id for page in PAGES]
    shown = {
        "charts": [(None, f"as={name}&only=chart") for name in own],
        "alike": [(None, f"as={name}") for name in own],
        "board": [(name, "") for name in own],
    }
    told: dict[str, list[Round]] = {name: [] for name in shown}
    for turn in range(rounds + 1):  # by turns, so that a busy moment of the machine meets all
        for name, pages in shown.items():
            each = asyncio.run(_crowd(servers[_SERVER.get(name, name)], pages, readers))
            if turn:  # the first one loads modules, and makes what is made once for all readers
                told[name].append(each)
            else:
                print(f"  first round, {name}: {each.cpu * 1000:.1f} ms of processor a click", flush=True)
    print(f"{readers} readers, {CLICKS} clicks each without a pause, {rounds} rounds: ms")
    print(f"  {'':<20}{'median':>8}{'95 %':>8}{'processor':>11}{'clicks/s':>10}{'MiB':>7}")
    figures = {}
    for name, several in told.items():
        walls = [wall for each in several for wall in each.walls] or [float("inf")] * 2
        p95 = quantiles(walls, n=20)[-1]
        cpu = median(each.cpu for each in several)
        rate = len(walls) / sum(each.took for each in several)
        figures[name] = (median(walls), p95, cpu)
        print(
            f"  {_NAMES[name]:<20}{median(walls) * 1000:8.0f}"
            f"{p95 * 1000:8.0f}{cpu * 1000:11.1f}{rate:10.1f}{servers[_SERVER.get(name, name)].memory():7.0f}"
        )
    for bare in ("alike", "charts"):
        print(f"  the board beside: {_NAMES[bare]}")
        for place, what in enumerate(("median", "95th percentile", "processor")):
            limits.ratio(what, figures["board"][place], figures[bare][place], RATIO)
    _no_errors(limits, [error for several in told.values() for each in several for error in each.errors])


async def _charts(server: Server) -> dict[str, dict[str, list[int]]]:
    """What each page of the board draws: the bytes of its elements, by the kinds of the bare page."""
    found = {}
    for page in PAGES:
        reader = await Stream.open(server.port, page.page_id)
        sizes: dict[str, list[int]] = {kind: [] for kind in _ALIKE.values()}
        for kind, several in reader.charts.items():
            if kind in _ALIKE:
                sizes[_ALIKE[kind]] += several
        found[page.page_id] = sizes
        await reader.close()
    return found


async def _crowd(server: Server, pages: Sequence[tuple[str | None, str]], readers: int) -> Round:
    """Opens all sessions, then each clicks again as soon as the answer is there."""
    walls: list[float] = []
    errors: list[str] = []
    opened = await _open(server, [pages[n % len(pages)] for n in range(readers)], errors)

    async def clicking(number: int, reader: Stream) -> None:
        choices = [*reader.choices, None]
        for n in range(CLICKS):
            walls.append(await reader.click(choices[(number + n) % len(choices)]))

    before, started = server.cpu(), time.perf_counter()
    await _all([_trying(clicking(*item), errors) for item in enumerate(opened)])
    took, cpu = time.perf_counter() - started, server.cpu() - before
    await _all([reader.close() for reader in opened])
    return Round(tuple(walls), cpu / max(1, len(walls)), took, tuple(errors))


async def _stay(server: Server, limits: Limits, sessions: int) -> None:
    """Sessions that stay open and all click once more: none may fail, at what cost in memory and files."""
    errors: list[str] = []
    files, memory = server.files(), server.memory()
    opened = await _open(server, [(PAGES[n % len(PAGES)].page_id, "") for n in range(sessions)], errors)
    held, grown = server.files(), server.memory()
    walls: list[float] = []

    async def once(number: int, reader: Stream) -> None:
        walls.append(await reader.click(reader.choices[number % len(reader.choices)]))

    await _all([_trying(once(*item), errors) for item in enumerate(opened)])
    print(f"{sessions} sessions open at once: {len(opened)} opened, {len(walls)} clicks answered")
    print(f"  files  {files} before, {held} open: {(held - files) / max(1, len(opened)):.2f} a session")
    print(f"  memory {memory:.0f} MiB before, {grown:.0f} open, {server.memory():.0f} after the clicks")
    _no_errors(limits, errors)
    await _all([reader.close() for reader in opened])


async def _open(server: Server, pages: Sequence[tuple[str | None, str]], errors: list[str]) -> list[Stream]:
    turn = asyncio.Semaphore(_AT_ONCE)
    opened: list[Stream] = []

    async def one(page: str | None, query: str) -> None:
        async with turn:
            opened.append(await Stream.open(server.port, page, query))

    await _all([_trying(one(*page), errors) for page in pages])
    return opened


async def _trying(work: Awaitable[None], errors: list[str]) -> None:
    try:
        await work
    except _TROUBLE as error:
        errors.append(f"{type(error).__name__}: {error}"[:200])


async def _all(work: Sequence[Awaitable[None]]) -> None:
    await asyncio.gather(*work)


def _no_errors(limits: Limits, errors: Sequence[str]) -> None:
    for error in list(dict.fromkeys(errors))[:3]:
        print(f"    {error}")
    limits.held("errors", f"{len(errors):6d}     none", not errors)


if __name__ == "__main__":
    sys.exit(main())
