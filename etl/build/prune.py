"""Old builds go away when a person says so: never the live one, a pinned one, or one that is being read."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass

import duckdb

from etl.build import history
from etl.build.database import DATABASE
from etl.build.history import StoredBuild
from etl.build.publish import REMOVED
from etl.paths import Paths
from renkei.disk import flush, put_in_place


@dataclass(frozen=True)
class Verdict:
    """What happens to a build. `stays` is why it stays, None when it goes; see WHY."""

    build: StoredBuild
    stays: str | None


WHY = {
    "live": ("公開版", "live"),
    "pinned": ("会議に固定", "pinned"),
    "unreadable_pin": ("固定の記録が読めない", "its pin cannot be read"),
    "withdrawn": ("取り下げた数値の控え", "record of withdrawn figures"),
    "newest": ("新しい版", "among the newest"),
    "recent": ("猶予時間の内", "within the grace time"),
    "in_use": ("閲覧中", "being read"),
}


def plan(paths: Paths, keep: int, grace: dt.timedelta) -> list[Verdict]:
    """Which builds stay and why: live, pinned, withdrawn, the `keep` newest besides, and those that
    were live within `grace`, for somebody may still have one open. Builds that the office withdrew from
    readers go, unless pinned or the record of a rollback. Nothing is touched."""
    builds = history.stored_builds(paths)
    held = {b.build_id for b in history.withdrawn(paths)}
    left, verdicts, newer = keep, [], None
    now = dt.datetime.now(dt.UTC)
    for build in builds:
        why = None
        if build.live:
            why = "live"
        elif build.pins:
            why = "pinned"
        elif build.unreadable_pins:
            why = "unreadable_pin"
        elif build.build_id in held:
            why = "withdrawn"
        elif build.office is not None:  # no reader can open it: no grace, no place among the newest
            why = "in_use" if in_use(build) else None
        elif build.manifest and left > 0:
            why, left = "newest", left - 1
        elif now - _last_live(build, newer) < grace:
            why = "recent"
        elif in_use(build):
            why = "in_use"
        verdicts.append(Verdict(build, why))
        newer = build if build.manifest else newer
    return verdicts


def prune(paths: Paths, verdicts: list[Verdict]) -> list[str]:
    """Remove what the plan lets go. A folder is renamed first: nobody sees a half-removed build, and
    what a kill leaves of it the next run sweeps. Raises OSError."""
    gone = []
    removed = [verdict.build for verdict in verdicts if verdict.stays is None]
    if removed:
        history.keep_marks(paths, removed, [v.build for v in verdicts if v.stays is not None])
    for verdict in verdicts:
        if verdict.stays is None:
            build = verdict.build
            out = paths.builds / f"{REMOVED}{build.build_id}"
            put_in_place(build.folder, out)
            flush(paths.builds)
            shutil.rmtree(out)
            gone.append(build.build_id)
    return gone


def in_use(build: StoredBuild) -> bool:
    """Whether a process (a board, an analyst's client) has the build's database open: the engine holds
    a lock on what it reads, so that a writer is refused."""
    file = build.folder / DATABASE
    if not file.exists():
        return False
    try:
        duckdb.connect(str(file)).close()
    except duckdb.ConnectionException:
        return True  # open in this very process
    except duckdb.Error as error:
        return "lock" in str(error).lower() or "process" in str(error).lower()
    return False


def _last_live(build: StoredBuild, newer: StoredBuild | None) -> dt.datetime:
    """When the build stopped being the live one, as far as can be told."""
    told = [text for text in (build.withdrawn_at, newer.created_at if newer else "") if text]
    try:
        return max(dt.datetime.fromisoformat(text) for text in told)
    except (ValueError, TypeError):
        return dt.datetime.fromtimestamp(build.folder.stat().st_mtime, dt.UTC)
