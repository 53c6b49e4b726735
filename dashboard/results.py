"""Results kept for the next reader: each computed once, the least used forgotten, never too many rows."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Any


class Results:
    """A cache for the threads of all readers. Whoever asks while another computes waits for that result.

    `weigh` says how much memory a result takes, in a unit of the owner's choice; the sum of what is
    kept stays within `most`, but for a single result that is heavier alone.
    """

    def __init__(self, most: int, weigh: Callable[[Any], int]) -> None:
        self._most = most
        self._weigh = weigh
        self._weight = 0
        self._lock = threading.Lock()
        self._results: OrderedDict[Hashable, tuple[Future[Any], int]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """The result kept under `key`, else what `make` gives. What `make` raises is not kept."""
        with self._lock:
            found = self._results.get(key)
            if found is not None:
                self._results.move_to_end(key)
            else:
                future: Future[Any] = Future()
                self._results[key] = (future, 0)
        if found is not None:
            return found[0].result()
        try:
            result = make()
        except BaseException as error:
            with self._lock:
                del self._results[key]
            future.set_exception(error)
            raise
        future.set_result(result)
        self._settle(key, future, self._weigh(result))
        return result

    def _settle(self, key: Hashable, future: Future[Any], weight: int) -> None:
        with self._lock:
            self._results[key] = (future, weight)
            self._weight += weight
            for other in list(self._results):
                if self._weight <= self._most:
                    break
                # what is still being computed weighs nothing yet and stays
                if other != key and self._results[other][0].done():
                    self._weight -= self._results.pop(other)[1]

    def __len__(self) -> int:
        return len(self._results)
