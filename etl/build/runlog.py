"""data/mart/log.jsonl: one JSON line per run, for the board and for whoever looks after the timer."""

from __future__ import annotations

import json
import os
from typing import Any

from etl.paths import Paths
from renkei.disk import put_in_place

# a run every hour for a month and more
_MOST_LINES, _MOST_BYTES = 1000, 512 * 1024


def write(paths: Paths, entry: dict[str, Any]) -> None:
    """Add one line; a line that a kill tore is closed first. Raises OSError."""
    if not paths.mart.is_dir():
        return
    line = json.dumps(entry, ensure_ascii=False, sort_keys=True) + "\n"
    binary = getattr(os, "O_BINARY", 0)  # on Windows a line end would become two bytes
    handle = os.open(paths.log, os.O_RDWR | os.O_APPEND | os.O_CREAT | binary, 0o644)
    try:
        size = os.fstat(handle).st_size
        if size:
            os.lseek(handle, size - 1, os.SEEK_SET)
            if os.read(handle, 1) != b"\n":
                line = "\n" + line
        os.write(handle, line.encode("utf-8"))  # one call: two runs do not mix their lines
    finally:
        os.close(handle)


def bound(paths: Paths) -> None:
    """Keep the newest lines only. Under the lock; raises OSError."""
    if not paths.log.exists() or paths.log.stat().st_size <= _MOST_BYTES:
        return
    lines = paths.log.read_bytes().splitlines(keepends=True)[-_MOST_LINES:]
    while sum(map(len, lines)) > _MOST_BYTES // 2:
        lines = lines[len(lines) // 4 + 1 :]
    beside = paths.log.with_name(f".{paths.log.name}.{os.getpid()}")
    beside.write_bytes(b"".join(lines))
    put_in_place(beside, paths.log)


def last(paths: Paths, count: int) -> list[dict[str, Any]]:
    """The newest entries, newest first; a torn line is passed over."""
    try:
        lines = paths.log.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    found = []
    for line in reversed(lines):
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict):
            found.append(entry)
        if len(found) == count:
            break
    return found
