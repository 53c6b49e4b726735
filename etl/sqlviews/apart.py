"""Work on what an analyst wrote, in a process of its own: it can be ended, and takes nothing with it.

A select may never end, fill the memory or bring the engine down; a header may be built to do the same to
the parser. The engine's own interrupt is not heard inside one scalar call.
"""

from __future__ import annotations

import importlib
import pickle
from collections.abc import Callable
from typing import Any

from renkei.child import Child, Ended, serve

__all__ = ["Apart", "Ended"]

# the engine's own limit (views.py) and what the program itself takes
_MOST_BYTES = 4 * 2**30


class Apart(Child):
    """One process. What it raises is raised here; a call that does not end in time ends the process."""

    arguments = ("etl.sqlviews.apart",)

    def call(self, function: Callable[..., Any], *arguments: Any, seconds: float | None = None) -> Any:
        """`function` is one of a module of etl, by its name. Raises Ended, and what the function raises."""
        asked = pickle.dumps((function.__module__, function.__qualname__, arguments))
        held, answer = pickle.loads(self.ask(asked, seconds))
        if not held:
            raise answer
        return answer


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


if __name__ == "__main__":
    importlib.import_module("etl.sqlviews.trialprocess")  # before the first question
    serve(_answer, _MOST_BYTES)
