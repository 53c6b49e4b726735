"""What a click costs the server, alone and with thirty readers at once."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from tests.bench.servers import Server
from tests.bench.session import Reader

READERS = 30
_CLICKS = 8


@dataclass(frozen=True)
class Click:
    """The median click of a page: from the click to the end of its run, and the processor's share."""

    wall: float
    cpu: float


@dataclass(frozen=True)
class Crowd:
    """All clicks of thirty readers at once."""

    p95: float
    per_second: float
    errors: tuple[str, ...]


def alone(server: Server, page: str | None, looking: float) -> Click:
    """One reader chooses each region in turn, then none: each choice is made for the first time.

    `looking`: how many seconds the reader looks at a page before the next click.
    """
    reader = Reader(server.port, page)
    walls, shares = [], []
    for choice in (*reader.choices, None):
        time.sleep(looking)
        before = server.cpu()
        walls.append(reader.click(choice))
        shares.append(server.cpu() - before)
    reader.close()
    return Click(median(walls), median(shares))


def crowd(server: Server, pages: Sequence[str | None]) -> Crowd:
    """Thirty readers, spread over the pages, each clicking again as soon as the answer is there."""
    readers = [Reader(server.port, pages[n % len(pages)]) for n in range(READERS)]
    start = threading.Barrier(READERS + 1)
    walls: list[float] = []
    errors: list[str] = []

    def clicking(number: int, reader: Reader) -> None:
        choices = [*reader.choices, None]
        start.wait()
        try:
            for n in range(_CLICKS):
                walls.append(reader.click(choices[(number + n) % len(choices)]))
        except (OSError, RuntimeError, http.client.HTTPException) as error:
            errors.append(f"{type(error).__name__}: {error}"[:200])  # this reader goes away

    threads = [threading.Thread(target=clicking, args=item) for item in enumerate(readers)]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    for reader in readers:
        reader.close()
    p95 = quantiles(walls, n=20)[-1] if len(walls) > 1 else float("inf")
    return Crowd(p95, len(walls) / took, tuple(errors))
