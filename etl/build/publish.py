"""A finished build becomes the live one in one atomic step; until then nothing has changed.

Order: write everything into builds/.new-…, fsync, rename the folder, replace current.json.
A process killed at any instant leaves either the old pointer or the new one, never a mixture.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from pathlib import Path
from typing import Any

from etl.paths import Paths
from renkei import whole
from renkei.disk import flush, put_in_place

UNFINISHED = ".new-"
REMOVED = ".old-"  # a build on its way out (prune)


def sweep(paths: Paths) -> None:
    """Remove what a killed run left behind. Only under the lock."""
    for begun in (UNFINISHED, REMOVED):
        for folder in paths.builds.glob(f"{begun}*"):
            shutil.rmtree(folder)
    for folder in (paths.mart, *paths.builds.glob("[!.]*")):
        for beside in folder.glob(".*.json*.[0-9]*"):  # of replace_json and of the log
            beside.unlink()


def publish(paths: Paths, unfinished: Path, manifest: dict[str, Any]) -> None:
    """Put the manifest in, flush everything to disk, and make the build live. Raises OSError."""
    files = [p.relative_to(unfinished).as_posix() for p in unfinished.rglob("*") if p.is_file()]
    write_json(unfinished / whole.MANIFEST, manifest | whole.contents(unfinished, files))
    for path in sorted(unfinished.rglob("*")):
        flush(path)
    flush(unfinished)
    put_in_place(unfinished, paths.builds / manifest["build_id"])
    flush(paths.builds)
    replace_json(paths.current, {"build_id": manifest["build_id"]})


def now() -> str:
    """The clock as builds, pins and the log write it (UTC)."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def write_json(path: Path, data: Any) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def replace_json(path: Path, data: Any) -> None:
    """Write beside the file and put it in its place at once: readers see the old or the new."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    write_json(beside, data)
    flush(beside)
    put_in_place(beside, path)
    flush(path.parent)
