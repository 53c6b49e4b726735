"""When garbage is collected: what is loaded at the start never is, the rest at intervals and not in a click.

The toolkit would look through everything after each click (runner.postScriptGC, off: service/toolkit.py).
"""

from __future__ import annotations

import asyncio
import gc
import logging
import time

_LOG = logging.getLogger(__name__)
_YOUNG = 20_000  # new objects before the youngest are looked at: a click makes some thousands
_EVERY = 30.0  # seconds; what a session leaves behind waits this long at most
_never = 1_000_000


def settle() -> None:
    """After the warm-up: what is there now is left out of every later look."""
    gc.collect()
    gc.freeze()
    # the oldest are looked at by `collect` alone
    gc.set_threshold(_YOUNG, 20, _never)


async def collect() -> None:
    """Look through everything now and then, as long as the server runs."""
    while True:
        await asyncio.sleep(_EVERY)
        began = time.perf_counter()
        found = await asyncio.to_thread(gc.collect)
        _LOG.debug("garbage: %d objects in %.3f s", found, time.perf_counter() - began)
