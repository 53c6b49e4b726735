"""The one place that says how a file of each older format is written in the next.

A step changes the files of a format below its own and no others; what it cannot know it leaves. A step that
was published stays as it is: an office may come from any format to today's.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from etl.upgrade.files import Files
from renkei.office import OLDER_SETTINGS, SETTINGS

_SECTION = re.compile(r"(?m)^\[([a-z_]+)\]")


@dataclass(frozen=True)
class Step:
    """From the format before to `to`."""

    to: int
    change: Callable[[Files], None]


def _move_settings(files: Files) -> None:
    """board.toml of a checkout becomes data/office.toml; sections that only this has are kept."""
    earlier = files.read(OLDER_SETTINGS)
    if earlier is None or files.paths.office is not None:
        return
    name = f"data/{SETTINGS}"
    files.write(name, earlier.rstrip("\r\n") + "\n" + "".join(_lacking(files.read(name) or "", earlier)))
    files.remove(OLDER_SETTINGS)
    files.formats[name] = files.formats.pop(OLDER_SETTINGS)


def _lacking(text: str, earlier: str) -> Sequence[str]:
    """Sections of `text` of which `earlier` has nothing, with their comments."""
    there = tomllib.loads(earlier.removeprefix("\ufeff"))
    starts = [*_SECTION.finditer(text)]
    ends = [*(start.start() for start in starts[1:]), len(text)]
    return [
        "\n" + text[start.start() : end].rstrip() + "\n"
        for start, end in zip(starts, ends, strict=True)
        if start[1] not in there
    ]


def _carry_number(files: Files) -> None:
    """Nothing but the number, which every upgrade writes."""


STEPS = (Step(2, _move_settings), Step(3, _carry_number))
