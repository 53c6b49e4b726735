"""The builds that are open: each opened once, and looked at again when its files were touched.

What is not whole counts as absent (renkei.whole). It is logged once, and read again when it was touched.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import duckdb

from renkei import whole
from renkei.whole import Damaged

_LOG = logging.getLogger(__name__)
# builds besides the live one that stay open: what is closed can be pruned and is opened again when asked
_MOST_OPEN = 4
Marks = tuple[tuple[int, int, int] | None, ...]


class Opening(Protocol):
    """An open build; `torn` once the engine could not read its file."""

    torn: bool
    marks: Marks


B = TypeVar("B", bound=Opening)


def marks(folder: Path) -> Marks:
    """What tells that the build was touched: four looks, whatever it holds. A file that is gone is None."""
    found: list[tuple[int, int, int] | None] = []
    for name in ("", "parquet", whole.MANIFEST, whole.DATABASE):
        try:
            stat = (folder / name).stat()
            found.append((stat.st_ino, stat.st_size, stat.st_mtime_ns))
        except OSError:
            found.append(None)
    return tuple(found)


class Opened(Generic[B]):
    """Open builds below `folder`, for the threads of all readers. `open_build` raises Damaged, or
    duckdb.Error where the engine has no memory for it just now."""

    def __init__(self, folder: Path, open_build: Callable[[Path], B]) -> None:
        self._folder = folder
        self._open_build = open_build
        self._open: OrderedDict[str, B] = OrderedDict()
        self._damaged: dict[str, tuple[Marks, Damaged]] = {}
        self._lock = threading.Lock()

    def get(self, build_id: str, keep: str | None) -> B | None:
        """The build, or None where there is none or it is not whole. `keep` stays open whatever is asked."""
        with self._lock:
            build = self._look(build_id)
            if build is None:
                self._open.pop(build_id, None)
                return None
            self._open[build_id] = build
            self._open.move_to_end(build_id)
            # forgotten, not closed: a page that is being drawn from it keeps it open until it is done
            for name in [n for n in self._open if n not in (build_id, keep)][:-_MOST_OPEN]:
                del self._open[name]
            return build

    def damage(self, build_id: str, keep: str | None) -> Damaged | None:
        """What is wrong with a build; None where it is whole or there is none."""
        self.get(build_id, keep)
        found = self._damaged.get(build_id)
        return found[1] if found else None

    def reread(self, build_id: str) -> None:
        """Read every byte again at the next question: what went bad on the disk has no new date."""
        with self._lock:
            whole.forget()
            self._damaged.pop(build_id, None)
            if build_id in self._open:
                self._open[build_id].marks = ()

    def _look(self, build_id: str) -> B | None:
        folder = self._folder / build_id
        now = marks(folder)
        build = self._open.get(build_id)
        if build is not None and build.marks == now and not build.torn:
            return build
        known = self._damaged.get(build_id)
        if known is not None and known[0] == now:
            return None
        try:
            if build is None or build.torn:
                build = self._open_build(folder)
            else:
                whole.manifest_of(folder)  # touched: still what was published?
            build.marks = now
        except Damaged as damaged:
            self._damaged.pop(build_id, None)
            if folder.is_dir():
                self._damaged[build_id] = (now, damaged)
                _LOG.error("build %s is damaged and not shown: %s", build_id, damaged.en)
            return None
        except duckdb.Error:
            _LOG.error("build %s cannot be opened just now", build_id, exc_info=True)
            return None
        if self._damaged.pop(build_id, None):
            _LOG.warning("build %s is whole again", build_id)
        return build
