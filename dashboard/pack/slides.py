"""A pack as slides: python-pptx, native charts."""

from __future__ import annotations

from pathlib import Path

from dashboard.pack.content import Pack, Told


def write(pack: Pack, path: Path, told: Told) -> None:
    """One finding and one chart per slide."""
    raise NotImplementedError
