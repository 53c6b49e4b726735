"""The office takes builds back from readers: whole ones, or those whose survey answers are other ones.

A reader with two builds of a survey may subtract one from the other. The mark stands beside that of a
rollback in withdrawn.json and neither lifts the other: it keeps readers out, and says nothing against the
figures, so that none of them waits at the gate for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from etl.build import history
from etl.build.history import Refused, StoredBuild
from etl.build.publish import now
from etl.paths import Paths
from renkei.compare import same
from renkei.concealment import TABLES

FOR_SURVEYS = "調査の回答が公開版と違う / its survey answers are not those of the live build"


def openable(paths: Paths) -> list[StoredBuild]:
    """The builds that readers can open, the live one among them, newest first."""
    return [b for b in history.stored_builds(paths) if b.manifest and not history.marked(b)]


def other_answers(old: Path, new: Path) -> bool:
    """Whether a build holds survey answers, and others than the build in `new`."""
    files = [Path("parquet") / f"{name}.parquet" for name in TABLES]
    if not any(_rows(old / file) for file in files):
        return False
    return not all(same(old / file, new / file) for file in files)


def _rows(file: Path) -> int:
    return int(pl.scan_parquet(file).select(pl.len()).collect().item()) if file.exists() else 0


def for_surveys(paths: Paths) -> list[StoredBuild]:
    """The older builds that readers can open with other answers than the live one. Raises Refused."""
    builds = openable(paths)
    live = next((b for b in builds if b.live), None)
    if live is None:
        raise Refused("公開版がありません。", "there is no live build.")
    return [b for b in builds if not b.live and other_answers(b.folder, live.folder)]


def withdraw(builds: Sequence[StoredBuild], reason: str, surveys: bool = False) -> None:
    """Readers cannot open them from now on, by address, meeting or pack. `surveys`: for their answers alone:
    lists of changes go on telling their other figures. Raises Refused, OSError."""
    for build in builds:
        if build.live:
            raise Refused(
                f"{build.build_id} は公開版です。先に rollback で戻すか、新しい版を公開してください。",
                f"{build.build_id} is the live build: roll back first, or publish another.",
            )
    if not reason.strip():
        raise Refused("理由を書いてください（--reason）。", "give the reason (--reason).")
    for build in builds:
        told = {"reason": reason.strip(), "at": now()} | ({"surveys": True} if surveys else {})
        history.mark(build, {"office": told})


def lift(build: StoredBuild) -> None:
    """Readers can open it again, unless a rollback withdrew it too. Raises Refused, OSError."""
    if build.office is None:
        raise Refused(
            f"版 {build.build_id} は withdraw で取り下げられていません。",
            f"build {build.build_id} was not withdrawn by the office.",
        )
    history.mark(build, {"office": None})
