"""Work on what an analyst wrote, in a process of its own: it can be ended, and takes nothing with it.

A select may never end, fill the memory or bring the engine down; a header may be built to do the same to
the parser. The engine's own interrupt is not heard inside one scalar call.
"""

from __future__ import annotations

import atexit
import importlib
import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Literal

_ROOT = Path(__file__).resolve().parent.parent
# the engine's own limit (views.py) and what the program itself takes
_MOST_BYTES = 4 * 2**30
_LENGTH = 8


class Ended(Exception):
    """The process ended before it answered: its time was over, or what it was given brought it down."""

    def __init__(self, why: Literal["time", "crash"]) -> None:
        super().__init__(why)
        self.why: Literal["time", "crash"] = why


class Apart:
    """One process. What it raises is raised here; a call that does not end in time ends the process."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "etl.apart"],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        while (frame := _read(self._process.stdout)) is not None:
            self._answers.put(frame)
        self._answers.put(None)

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def call(self, function: Callable[..., Any], *arguments: Any, seconds: float | None = None) -> Any:
        """`function` is one of a module of etl, by its name. Raises Ended, and what the function raises."""
        asked = pickle.dumps((function.__module__, function.__qualname__, arguments))
        assert self._process.stdin is not None
        try:
            _write(self._process.stdin, asked)
            frame = self._answers.get(timeout=seconds)
        except queue.Empty:
            self.end()
            raise Ended("time") from None
        except OSError:
            frame = None
        if frame is None:
            self.end()
            raise Ended("crash")
        held, answer = pickle.loads(frame)
        if not held:
            raise answer
        return answer

    def end(self) -> None:
        self._process.kill()
        self._process.wait()


_spare: list[Apart] = []
_turn = threading.Lock()


def taken() -> Apart:
    """A process that is ready, else a new one: `etl watch` need not start one for every save."""
    with _turn:
        while _spare:
            found = _spare.pop()
            if found.alive:
                return found
    return Apart()


def given_back(process: Apart) -> None:
    if process.alive:
        with _turn:
            _spare.append(process)


@contextmanager
def borrowed() -> Iterator[Apart]:
    process = taken()
    try:
        yield process
    except BaseException:
        process.end()  # it may still be at work
        raise
    given_back(process)


@atexit.register
def _end_spare() -> None:
    for process in _spare:
        process.end()


def _read(stream: IO[bytes]) -> bytes | None:
    head = stream.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    length = int.from_bytes(head, "big")
    body = stream.read(length)
    return body if len(body) == length else None


def _write(stream: IO[bytes], body: bytes) -> None:
    stream.write(len(body).to_bytes(_LENGTH, "big") + body)
    stream.flush()


def _bounded() -> None:
    """No more memory than a trial may take; where the system cannot say so, the engine's limit alone."""
    try:
        import resource
    except ImportError:  # Windows
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = _MOST_BYTES if hard == resource.RLIM_INFINITY else min(_MOST_BYTES, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    except (ValueError, OSError):  # macOS knows the limit and refuses it
        return


def _not_alone() -> None:
    """Ends with the program that started it, also in the middle of a call that does not."""
    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _answer(frame: bytes) -> bytes:
    module, name, arguments = pickle.loads(frame)
    function = getattr(importlib.import_module(module), name)
    try:
        told = pickle.dumps((True, function(*arguments)))
    except Exception as error:
        try:
            told = pickle.dumps((False, error))
            pickle.loads(told)
        except Exception:  # some errors cannot be sent: their words can
            told = pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")))
    return told


def _serve() -> None:
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever prints must not stand between the answers
    _bounded()
    if os.name == "posix":
        threading.Thread(target=_not_alone, daemon=True).start()
    while (frame := _read(incoming)) is not None:
        _write(outgoing, _answer(frame))


if __name__ == "__main__":
    _serve()
