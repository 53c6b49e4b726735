"""What a view costs: its seconds on a machine that has nothing else to do.

On a busy machine the clock runs on while others have the processor, and a view that holds would be set aside;
several threads spend more of the processor than the clock shows. So the smaller of the two counts. What waits
without work is ended all the same, after some times its limit by the clock.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from renkei.child import TIME_OVER

# by the clock, as a multiple of a limit: what waits, or has next to no processor, ends then
PATIENCE = 6.0
_LOOK_SECONDS = 0.02


class Cost:
    """Counts from when it is made, in this process alone."""

    def __init__(self) -> None:
        self._clock, self._processor = time.perf_counter(), time.process_time()

    @property
    def seconds(self) -> float:
        return min(self.waited, time.process_time() - self._processor)

    @property
    def waited(self) -> float:
        return time.perf_counter() - self._clock


@contextmanager
def at_most(seconds: float, over: Callable[[], None]) -> Iterator[None]:
    """Calls `over` when what runs within costs more, or takes PATIENCE times as long by the clock, and again
    until it ends: an interrupt between two questions is not heard."""
    cost, done = Cost(), threading.Event()

    def watch() -> None:
        while not done.wait(_LOOK_SECONDS):
            if cost.seconds >= seconds or cost.waited >= PATIENCE * seconds:
                over()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def end_process() -> None:
    """For a process of its own that hears no interrupt: whoever asked is told that its time was over."""
    os._exit(TIME_OVER)
