"""A pack for a reader of the board: made in a process of its own, few at once, so that nobody waits for it.

The process is the command line's (command.py): what the board makes and what a clerk makes is the same.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import logging
import os
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dashboard.pack import settings as kept
from dashboard.pack.settings import Settings
from dashboard.paths import ROOT
from dashboard.text import T

# half of the machine, at the least one: the others stay in line
_AT_ONCE = threading.BoundedSemaphore(max((os.cpu_count() or 2) // 2, 1))
_WAITING = T(
    "ほかの会議資料を作っています。順番を待っています", "other packs are being made; waiting in line"
)
_STARTING = T("始める", "starting")
_BROKEN = T("途中で止まりました。もう一度作ってください", "it ended before it was done; make it once more")
_LOOK = 0.5
_NO_DAY = dt.date(1980, 1, 1)  # the first that an archive can hold
_LOG = logging.getLogger(__name__)

# (what is being done, share from 0 to 1)
Say = Callable[[T, float], None]


@dataclass(frozen=True)
class Result:
    """The files in one archive, or None; and what was said of what could not be made."""

    archive: bytes | None
    problems: tuple[T, ...]


def make(settings: Settings, say: Say, again: str) -> Result:
    """Waits for a place, then for the files. Ended, with all it wrote, when `say` raises.

    `again` goes with the files: the settings for next year's.
    """
    while not _AT_ONCE.acquire(timeout=_LOOK):
        say(_WAITING, 0.0)
    try:
        with tempfile.TemporaryDirectory(prefix="renkei-pack-") as folder:
            return _write_pack(settings, Path(folder), say, again)
    finally:
        _AT_ONCE.release()


def _write_pack(settings: Settings, folder: Path, say: Say, again: str) -> Result:
    asked, out = folder / "council.toml", folder / "out"
    asked.write_text(kept.text(settings), encoding="utf-8")
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "dashboard",
            "pack",
            "--json-lines",
            "--no-pin",  # whoever reads the board writes nothing that others see
            "--settings",
            str(asked),
            "--out",
            str(out),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        if os.name == "posix":
            os.setpriority(os.PRIO_PROCESS, process.pid, 10)  # the board's readers come first
        say(_STARTING, 0.0)
        problems = _followed(process, say)
        process.wait()
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()
    files = sorted(out.rglob("*")) if out.is_dir() else []
    if (process.returncode not in (0, 1) or not files) and not problems:
        problems.append(_BROKEN)
    return Result(_zipped(settings, out, files, again) if files else None, tuple(problems))


def _followed(process: subprocess.Popen[str], say: Say) -> list[T]:
    """Hands on each step; returns the problems. Other lines are for the board's log: a library's warnings,
    and the cause of what failed."""
    assert process.stderr is not None
    problems = []
    for line in process.stderr:
        try:
            told = json.loads(line)
            text = T(told["ja"], told["en"])
        except (ValueError, TypeError, KeyError):
            _LOG.warning("pack: %s", line.rstrip())
            continue
        if told.get("problem"):
            problems.append(text)
        else:
            say(text, told["done"] / told["of"])
    return problems


def _zipped(settings: Settings, out: Path, files: list[Path], again: str) -> bytes:
    """One download, with the settings, so that next year's is one command."""
    archive = io.BytesIO()
    day = settings.date or _NO_DAY
    stamp = (day.year, day.month, day.day, 0, 0, 0)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as held:
        for file in files:
            if file.is_file():
                entry = zipfile.ZipInfo(file.relative_to(out).as_posix(), stamp)
                entry.compress_type = zipfile.ZIP_DEFLATED
                held.writestr(entry, file.read_bytes())
        held.writestr(zipfile.ZipInfo("council.toml", stamp), again)
    return archive.getvalue()
