"""A damaged build that is made anew holds nothing new: the gate does not ask for its figures again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from etl.build import fingerprint, history
from etl.paths import Paths
from renkei import whole
from renkei.definitions import FILE as DEFINITIONS


def published_before(paths: Paths, new: Path) -> str | None:
    """The damaged build whose every table and definition `new` has again, byte for byte.

    Only one that was live after the build that is live now, and was not withdrawn: its figures had been
    published, and whoever had to accept them did. Its own record says what it was made of; where that
    is lost too, a person decides.
    """
    live = fingerprint.live_manifest(paths)
    if live is None:
        return None
    builds = {build.build_id: build for build in history.stored_builds(paths)}
    for damaged in fingerprint.damaged(paths):
        build = builds.get(damaged.build_id)
        told = _record(paths.builds / damaged.build_id)
        if build is None or build.back_to is not None or told is None:
            continue
        if str(told["created_at"]) > str(live["created_at"]) and _same(told["sha256"], new):
            return damaged.build_id
    return None


def _record(folder: Path) -> dict[str, Any] | None:
    """The manifest of a damaged build, where it can still be read."""
    try:
        told = json.loads((folder / whole.MANIFEST).read_text(encoding="utf-8"))
        good = told["build_id"] == folder.name and isinstance(told["sha256"], dict)
        return {**told, "created_at": told["created_at"]} if good else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _same(hashes: dict[str, str], new: Path) -> bool:
    """Whether Parquet files and definitions are those of the record, all of them."""
    names = [path.relative_to(new).as_posix() for path in (new / "parquet").glob("*.parquet")]
    recorded = {name for name in hashes if name.endswith(".parquet")}
    names.append(DEFINITIONS)
    return set(names) == recorded | {DEFINITIONS} and all(
        whole.file_sha256(new / name) == hashes.get(name) for name in names
    )
