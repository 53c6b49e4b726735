"""A panel that a writer cannot write: said in its place, so that the rest of the pack is made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from dashboard.panel import PanelData
from dashboard.text import T


class Unmade(Exception):
    """A format that cannot be made here (no Chromium …), in words. Raised by a writer."""

    def __init__(self, reason: T) -> None:
        super().__init__(reason.en)
        self.reason = reason


class PanelFailure(Exception):
    """Names the panel that a writer stood at; the cause is its `__cause__`."""

    def __init__(self, data: PanelData) -> None:
        super().__init__(data.panel.panel_id)
        self.panel_id = data.panel.panel_id


@dataclass(frozen=True)
class Failed:
    """A panel that says in one file that it cannot be shown, with its number."""

    panel_id: str
    question: T
    number: str


@contextmanager
def writing(data: PanelData) -> Iterator[None]:
    """Around all that a writer does of one panel. What concerns the whole file (the disk, a format that
    cannot be made) passes as it is."""
    try:
        yield
    except (Unmade, PanelFailure, OSError):
        raise
    except Exception as error:
        if data.failed is not None:  # it says so already, and cannot even be said: the file's failure
            raise
        raise PanelFailure(data) from error
