"""A process that answers one question after the other, can be ended, and takes nothing with it.

etl runs in one what an analyst wrote, and in another what the board would draw of it.
"""

from __future__ import annotations

import atexit
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal, Self

_ROOT = Path(__file__).resolve().parent.parent
_LENGTH = 8
_STARTED_BY = "RENKEI_STARTED_BY"
# the code with which a process ends itself where its time is over
TIME_OVER = 75


class Ended(Exception):
    """The process ended before it answered: its time was over, or what it was given brought it down."""

    def __init__(self, why: Literal["time", "crash"]) -> None:
        super().__init__(why)
        self.why: Literal["time", "crash"] = why


class Child:
    """One process, `python -m` with `arguments`; it calls `serve`."""

    arguments: Sequence[str] = ()

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", *self.arguments],
            cwd=_ROOT,
            env={**os.environ, _STARTED_BY: str(os.getpid())},
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

    def ask(self, question: bytes, seconds: float | None = None) -> bytes:
        """The answer. Raises Ended; the process is gone then."""
        assert self._process.stdin is not None
        try:
            _write(self._process.stdin, question)
            frame = self._answers.get(timeout=seconds)
        except queue.Empty:
            self.end()
            raise Ended("time") from None
        except OSError:
            frame = None
        if frame is None:
            self.end()
            raise Ended("time" if self._process.returncode == TIME_OVER else "crash")
        return frame

    def end(self) -> None:
        self._process.kill()
        self._process.wait()

    @classmethod
    def taken(cls) -> Self:
        """A process that is ready, else a new one: `etl watch` need not start one for every save."""
        with _turn:
            spare = _spare.get(cls, [])
            while spare:
                found = spare.pop()
                if found.alive:
                    assert isinstance(found, cls)
                    return found
        return cls()

    @classmethod
    def prepare(cls) -> None:
        """One that somebody will take soon starts now, beside whatever is done until then."""
        cls().give_back()

    def give_back(self) -> None:
        if self.alive:
            with _turn:
                _spare.setdefault(type(self), []).append(self)

    @classmethod
    @contextmanager
    def borrowed(cls) -> Iterator[Self]:
        process = cls.taken()
        try:
            yield process
        except BaseException:
            process.end()  # it may still be at work
            raise
        process.give_back()


_spare: dict[type[Child], list[Child]] = {}
_turn = threading.Lock()


@atexit.register
def _end_spare() -> None:
    for spare in _spare.values():
        for process in spare:
            process.end()


def serve(answer: Callable[[bytes], bytes], most_bytes: int) -> None:
    """In the process itself: answers until nobody asks any more, in no more memory than `most_bytes`."""
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever prints must not stand between the answers
    _bound(most_bytes)
    if os.name == "posix":
        threading.Thread(target=_not_alone, daemon=True).start()
    while (frame := _read(incoming)) is not None:
        _write(outgoing, answer(frame))


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


def _bound(most_bytes: int) -> None:
    """Where the system cannot say so, the engine's limit alone."""
    try:
        import resource
    except ImportError:  # Windows
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = most_bytes if hard == resource.RLIM_INFINITY else min(most_bytes, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    except (ValueError, OSError):  # macOS knows the limit and refuses it
        return


def _not_alone() -> None:
    """Ends with the program that started it, also in the middle of a question that does not, and where that
    program went before this line was reached."""
    parent = int(os.environ.get(_STARTED_BY) or os.getppid())
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
