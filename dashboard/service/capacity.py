"""How many sessions there is room for: a process has only so many open files, and a session takes four.

The limit that most systems start with (1,024) is far below what they allow when asked.
"""

from __future__ import annotations

import logging
import time
from pathlib import Path

_LOG = logging.getLogger(__name__)
FILES = 4  # the connection, and what the toolkit keeps for the session's thread
_RESERVE = 64  # builds, logs, packs, modules
_USUAL = 1024  # sessions where the system has no such limit
_AGAIN = 0.5  # seconds for which a count of open files is good


def raise_limit() -> int | None:
    """Ask for all the open files that the system allows; returns how many, None where it does not say."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return None
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    except (ValueError, OSError):  # macOS says "unlimited" and means less
        _LOG.info("the limit of open files stays at %s", soft)
        return soft
    return hard if hard != resource.RLIM_INFINITY else None


class Capacity:
    """Whether one more session fits. `sessions` overrides what the files allow, downwards only."""

    def __init__(self, files: int | None, half_open: int, sessions: int | None) -> None:
        self._files = None if files is None else files - half_open
        most = _USUAL if self._files is None else max(1, (self._files - _RESERVE) // FILES)
        self.sessions = min(most, sessions) if sessions else most
        self.open = 0
        self._counted: tuple[float, int] = (float("-inf"), 0)

    def full(self) -> bool:
        """Sessions that were left a moment ago hold their files for two minutes: both are looked at."""
        if self.open >= self.sessions:
            return True
        return self._files is not None and self._open_files() + FILES > self._files

    def _open_files(self) -> int:
        now = time.monotonic()
        if now - self._counted[0] > _AGAIN:
            try:
                count = sum(1 for _ in Path("/dev/fd").iterdir())
            except OSError:
                count = self.open * FILES
            self._counted = (now, count)
        return self._counted[1]
