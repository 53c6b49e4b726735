"""A pack pins the build it shows. Only `etl` writes the mart: its own command is asked to.

The two packages share no code, only the commands of `python -m etl` and the files it writes: so the lock,
the log of runs and the rules of pins stay in one place.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from dashboard.mart import Mart
from dashboard.pack.settings import Settings
from dashboard.paths import ROOT
from dashboard.text import T
from renkei.office import home_of

_PATIENCE = 120


@dataclass(frozen=True)
class Pinned:
    """The name a build is kept under; or why it has none."""

    name: str | None
    why: T | None = None


def pin(settings: Settings, build_id: str, mart: Mart, folder: Path) -> Pinned:
    """Keep the build as long as the meeting's name stands on it."""
    kept = mart.marks(build_id)
    names = names_for(settings, build_id)
    held = next((name for name in names if name in kept.pinned_as), None)
    if held is not None:
        return Pinned(held)
    taken = {name for manifest in mart.builds() for name in mart.marks(manifest["build_id"]).pinned_as}
    name = next((name for name in names if name not in taken), names[-1])
    place = home_of(folder)
    if place is None:
        return _not_pinned(build_id, T(f"{folder} は mart ではない", f"{folder} is not a mart"))
    root, samples = place
    try:
        done = subprocess.run(
            [sys.executable, "-m", "etl", "pin", build_id, f"--as={name}", "--root", str(root)]
            + ["--samples"] * samples,
            cwd=ROOT,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return _not_pinned(build_id, T(str(error), str(error)))
    if done.returncode == 0:
        return Pinned(name)
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    # the command says it in Japanese, then in English
    return _not_pinned(
        build_id, T(*lines[-2:]) if len(lines) > 1 else T(*lines * 2 or ("etl pin", "etl pin"))
    )


def names_for(settings: Settings, build_id: str) -> tuple[str, ...]:
    """A name belongs to one build: a meeting's pack on a newer build is named by date, then by build."""
    meeting = settings.meeting
    dated = f"{meeting} {settings.date.isoformat()}" if settings.date else meeting
    return tuple(dict.fromkeys((meeting, dated, f"{dated} {build_id}")))


def _not_pinned(build_id: str, why: T) -> Pinned:
    told = T(
        f"版 {build_id} を会議に固定できなかった（{why.ja}）。python -m etl pin で固定する",
        f"build {build_id} could not be pinned to the meeting ({why.en}); pin it with python -m etl pin",
    )
    return Pinned(None, told)
