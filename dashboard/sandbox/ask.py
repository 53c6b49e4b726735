"""Ask the sandbox: a process per query, ended when its time is over; the board waits for no other."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from dashboard import closed

_WORKER = Path(__file__).with_name("worker.py")
_AT_ONCE = threading.BoundedSemaphore(2)
_PATIENCE = 3.0
_ANSWER_BYTES = 16 * 2**20
# what ends a process that asks for more memory than it may have
_OUT_OF_MEMORY = (signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS, signal.SIGKILL)
_LOG = logging.getLogger(__name__)
Why = Literal[
    "not_allowed",
    "pivot",
    "wrong",
    "zone",
    "nested",
    "memory",
    "time",
    "size",
    "busy",
    "broken",
    "unavailable",
]


@dataclass(frozen=True)
class Limits:
    """What one query may cost (office.toml, [sql])."""

    seconds: float = 10.0
    memory_mb: int = 1536
    rows: int = 5000
    cells: int = 100_000  # a browser's tab does not survive 500 columns of 5,000 rows


@dataclass(frozen=True)
class Answer:
    """Rows of a query, or why there are none. `position` is an offset in bytes of the SQL."""

    columns: Sequence[tuple[str, str]] = ()
    rows: Sequence[Sequence[Any]] = ()
    more: bool = False
    seconds: float = 0.0
    refused: Why | None = None
    details: dict[str, Any] = field(default_factory=dict)


def available() -> bool:
    """The limits are those of POSIX: elsewhere there is no sandbox, and so no editor."""
    return os.name == "posix"


def ask(database: Path, sql: str, limits: Limits) -> Answer:
    """Never raises for what the query does. At most two run at once; a third waits, then is told so."""
    if not available():
        return Answer(refused="unavailable")
    if not _AT_ONCE.acquire(timeout=_PATIENCE):
        return Answer(refused="busy")
    try:
        return _ask(database, sql, limits)
    finally:
        _AT_ONCE.release()


def _ask(database: Path, sql: str, limits: Limits) -> Answer:
    job = {
        "sql": sql,
        "beside": _beside(database.parent),
        "database": database.name,
        "seconds": limits.seconds,
        "memory_mb": limits.memory_mb,
        "rows": limits.rows,
        "cells": limits.cells,
    }
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-I", str(_WORKER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=database.parent,
        env={"PYTHONIOENCODING": "utf-8", "LC_ALL": "C.UTF-8"},
        start_new_session=True,
        close_fds=True,
    )
    os.setpriority(os.PRIO_PROCESS, process.pid, 10)  # the board's readers come first
    timer = threading.Timer(limits.seconds, _end, (process,))
    timer.start()
    try:
        out = _talk(process, json.dumps(job).encode() + b"\n")
    finally:
        timer.cancel()
        _end(process)
        process.wait()
    spent = time.monotonic() - started
    if out is None:
        return Answer(refused="size", seconds=spent)
    try:
        told = json.loads(out)
    except ValueError:
        return Answer(refused=_why(process.returncode, spent, limits), seconds=spent)
    if "trace" in told:
        _LOG.error("the sandbox stopped at a query\n%s", told.pop("trace"))
    if "refused" in told:
        return Answer(refused=told.pop("refused"), details=told, seconds=spent)
    return Answer([(name, kind) for name, kind in told["columns"]], told["rows"], told["more"], spent)


def _beside(folder: Path) -> list[str]:
    """The long tables' files, which the engine may read besides its own."""
    try:
        return closed.beside(json.loads((folder / "manifest.json").read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return []


def _talk(process: subprocess.Popen[bytes], job: bytes) -> bytes | None:
    """What the worker writes; None when it is more than a page could show."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(job)
        process.stdin.close()
    except BrokenPipeError:
        pass  # ended already: there is nothing to read either
    out = process.stdout.read(_ANSWER_BYTES + 1)
    return None if len(out) > _ANSWER_BYTES else out


def _why(code: int, spent: float, limits: Limits) -> Why:
    """A worker that says nothing was ended: by its time, by the processor's limit, or for its memory."""
    if spent >= limits.seconds or -code == signal.SIGXCPU:
        return "time"
    if -code in _OUT_OF_MEMORY:
        return "memory"
    _LOG.error("the sandbox ended with code %s and said nothing", code)
    return "broken"


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.kill()
