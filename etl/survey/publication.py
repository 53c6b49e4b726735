"""From which day a survey's answers are published. Days are Japan's, whatever the machine's clock shows.

While returns come in, the step from one build to the next tells what the latest return added: answers are
published together, from the day after the deadline, unless survey.toml says otherwise (`publish`).
"""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

Publish = bool | dt.date


def by_default(deadline: dt.date) -> dt.date:
    """What `publish` is where survey.toml has none."""
    return deadline + dt.timedelta(days=1)


def is_open(publish: Publish, on: dt.date) -> bool:
    """Whether answers are published on a day: always, never, or from a day on."""
    return publish if isinstance(publish, bool) else publish <= on


def opened(toml: Path, on: dt.date) -> bool:
    """The same of a definition as it lies there; one that cannot be read publishes nothing, and whoever
    reads it to the end says why."""
    try:
        data = tomllib.loads(toml.read_text(encoding="utf-8-sig"))
        publish = data["publish"] if "publish" in data else by_default(data["fielded_to"])
        return is_open(publish, on)
    except (OSError, ValueError, KeyError, TypeError, OverflowError):
        return False
