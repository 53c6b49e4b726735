"""The builds that are kept: which is live, pinned to a meeting or withdrawn; going back to one.

What is said of a build after it was made lies in its own folder (pinned.json, withdrawn.json): each is
replaced at once, goes with the build, and the loss of one touches no other. Changes only under the lock.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.build import fingerprint
from etl.build.publish import now, replace_json
from etl.paths import Paths
from renkei.disk import flush

_PINNED, _WITHDRAWN = "pinned.json", "withdrawn.json"
_SHORTEST = 4


class Refused(Exception):
    """What was asked cannot be done; said in Japanese and English."""

    def __init__(self, ja: str, en: str) -> None:
        super().__init__(en)
        self.ja, self.en = ja, en


@dataclass(frozen=True)
class Pin:
    """A meeting a build was shown at, and when it was said so (UTC)."""

    name: str
    at: str


@dataclass(frozen=True)
class StoredBuild:
    """A folder below builds/. `manifest` is None where it is not whole; `back_to` is the build that
    was made live instead of this one, `office` why the office withdrew it from readers."""

    build_id: str
    folder: Path
    manifest: dict[str, Any] | None
    live: bool
    pins: tuple[Pin, ...]
    back_to: str | None
    withdrawn_at: str = ""
    unreadable_pins: bool = False
    office: str | None = None

    @property
    def created_at(self) -> str:
        return str(self.manifest["created_at"]) if self.manifest else ""

    @property
    def order(self) -> tuple[str, str]:
        """Later builds have a greater one, even when the clock of the machine jumped back."""
        return self.created_at, self.build_id


def stored_builds(paths: Paths) -> list[StoredBuild]:
    """All builds, newest first; those that are not whole stand last."""
    live = fingerprint.live_manifest(paths)
    live_id = live["build_id"] if live else None
    folders = [p for p in paths.builds.glob("[!.]*") if p.is_dir()]
    return sorted((_stored_build(folder, live_id) for folder in folders), key=lambda b: b.order, reverse=True)


def _stored_build(folder: Path, live_id: str | None) -> StoredBuild:
    pins, readable = _pins(folder)
    mark = _read(folder / _WITHDRAWN)
    live = folder.name == live_id
    marked = isinstance(mark, dict) and not live
    office = mark.get("office") if marked else None
    by_office = str(office.get("reason", "")) if isinstance(office, dict) else None
    rolled = marked and ("back_to" in mark or by_office is None)
    return StoredBuild(
        folder.name,
        folder,
        fingerprint.whole(folder),
        live,
        pins,
        str(mark.get("back_to", "")) if rolled else None,
        str(mark.get("at", "")) if rolled else "",
        not readable,
        by_office,
    )


def marked(build: StoredBuild) -> bool:
    """Whether readers cannot open it; a mark that cannot be read is a mark."""
    return not build.live and (build.folder / _WITHDRAWN).exists()


def mark(build: StoredBuild, changes: dict[str, Any]) -> None:
    """Set parts of what is said of a build's withdrawal, or take them away (None); the others stay."""
    before = _read(build.folder / _WITHDRAWN)
    told = (before if isinstance(before, dict) else {}) | changes
    told = {key: value for key, value in told.items() if value is not None}
    if told:
        replace_json(build.folder / _WITHDRAWN, told)
    elif (build.folder / _WITHDRAWN).exists():
        (build.folder / _WITHDRAWN).unlink()
        flush(build.folder)


def keep_marks(paths: Paths, removed: Sequence[StoredBuild], stay: Sequence[StoredBuild]) -> None:
    """The marks of withdrawn builds outlast them where a build that stays has a list of changes since one of
    them: what they showed is repeated by none."""
    before = _read(paths.pruned_marks)
    told = dict(before) if isinstance(before, dict) else {}
    told |= {build.build_id: _read(build.folder / _WITHDRAWN) or {} for build in removed if marked(build)}
    named = {build.manifest.get("previous_build_id") for build in stay if build.manifest}
    told = {name: mark for name, mark in told.items() if name in named}
    if told or paths.pruned_marks.exists():
        replace_json(paths.pruned_marks, told)


def _pins(folder: Path) -> tuple[tuple[Pin, ...], bool]:
    """The pins, and whether they could be read: what cannot be read may be a pin."""
    path = folder / _PINNED
    if not path.exists():
        return (), True
    told = _read(path)
    try:
        return tuple(Pin(str(pin["as"]), str(pin["at"])) for pin in told["pins"]), True
    except (KeyError, TypeError):
        return (), False


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def find(builds: list[StoredBuild], name: str) -> StoredBuild:
    """A build by its id, the beginning of it, the meeting it is pinned as, or `live`. Raises Refused."""
    found = [b for b in builds if b.build_id == name or (name == "live" and b.live)]
    found = found or [b for b in builds if any(pin.name == name for pin in b.pins)]
    if not found and len(name) >= _SHORTEST:
        found = [b for b in builds if b.build_id.startswith(name)]
    if len(found) == 1:
        return found[0]
    if found:
        ids = "、".join(b.build_id for b in found)
        raise Refused(
            f"「{name}」に当たる版が複数あります（{ids}）", f'"{name}" names several builds ({ids})'
        )
    raise Refused(
        f"「{name}」という版はありません。一覧は python -m etl builds です。",
        f'there is no build "{name}"; python -m etl builds lists them.',
    )


def whole_one(build: StoredBuild) -> StoredBuild:
    """The build itself. Raises Refused when its files are not all there."""
    if build.manifest is None:
        raise Refused(
            f"版 {build.build_id} のファイルが揃っていません。",
            f"build {build.build_id} is not whole: a file is missing or cut off.",
        )
    return build


def pin(paths: Paths, build: StoredBuild, name: str) -> None:
    """Name the meeting a build belongs to. A name belongs to one build only. Raises Refused, OSError."""
    name = name.strip()
    if not name or name == "live":
        raise Refused("会議の名前を書いてください（--as）。", "give the name of the meeting (--as).")
    whole_one(build)
    if build.unreadable_pins:
        raise Refused(
            f"版 {build.build_id} の {_PINNED} が読めません。消してからもう一度実行してください。",
            f"{_PINNED} of build {build.build_id} cannot be read; remove it and try again.",
        )
    for other in stored_builds(paths):
        if any(p.name == name for p in other.pins):
            if other.build_id == build.build_id:
                return
            raise Refused(
                f"「{name}」は版 {other.build_id} に付いています。先に外してください（unpin）。",
                f'"{name}" is the name of build {other.build_id}; unpin that one first.',
            )
    _write_pins(build, (*build.pins, Pin(name, now())))


def unpin(build: StoredBuild, name: str | None) -> tuple[Pin, ...]:
    """Take one name away, or all; returns what was taken. Raises Refused where there is none."""
    taken = tuple(p for p in build.pins if name is None or p.name == name)
    if not taken and not build.unreadable_pins:
        raise Refused(
            f"版 {build.build_id} にその会議の名前は付いていません。",
            f"build {build.build_id} is not pinned{f' as {name}' if name else ''}.",
        )
    _write_pins(build, tuple(p for p in build.pins if p not in taken))
    return taken


def _write_pins(build: StoredBuild, pins: tuple[Pin, ...]) -> None:
    if pins:
        replace_json(build.folder / _PINNED, {"pins": [{"as": p.name, "at": p.at} for p in pins]})
    else:
        (build.folder / _PINNED).unlink(missing_ok=True)
        flush(build.folder)


def before(builds: list[StoredBuild]) -> StoredBuild:
    """What `rollback` goes back to when nothing is named: the build before the live one. Raises Refused."""
    live = next((b for b in builds if b.live), None)
    past = [b for b in builds if live and b.manifest and b.order < live.order and not marked(b)]
    named = live.manifest["previous_build_id"] if live and live.manifest else None
    for build in past:
        if build.build_id == named:
            return build
    if past:
        return past[0]
    raise Refused("戻る先の版がありません。", "there is no build before the live one to go back to.")


def rollback(paths: Paths, target: StoredBuild) -> list[str]:
    """Make `target` live again; returns the builds that are withdrawn by it, all those made after it.

    The marks come first: they mean nothing until the pointer names `target`. From then on nothing a
    withdrawn build brought is published again without a person's word (gate.py). Raises Refused, OSError.
    """
    whole_one(target)
    if target.office is not None:
        raise Refused(
            f"版 {target.build_id} は取り下げられています（{target.office}）。withdraw --lift で戻せます。",
            f"build {target.build_id} was withdrawn ({target.office}); withdraw --lift opens it again.",
        )
    builds = stored_builds(paths)
    later = [b for b in builds if b.manifest and b.order > target.order]
    for build in later:
        mark(build, {"at": now(), "back_to": target.build_id})
    replace_json(paths.current, {"build_id": target.build_id})
    for build in builds:
        if build not in later:
            mark(build, {"at": None, "back_to": None})
    return [b.build_id for b in later]


def withdrawn(paths: Paths) -> list[StoredBuild]:
    """The builds that the live one was made live instead of: their figures are not to come back unseen.

    The marks of an earlier rollback end by themselves when another build has gone live since.
    """
    builds = stored_builds(paths)
    live = next((b.build_id for b in builds if b.live), None)
    return [b for b in builds if b.manifest and live is not None and b.back_to == live]


def recover(paths: Paths) -> str | None:
    """Where the pointer is torn, missing or names a broken build: point to the newest whole one.

    Never to a withdrawn one. Returns the build's id, or None where there was nothing to mend or
    nothing to mend it with. Without it the next run would have nothing to compare with.
    """
    if fingerprint.live_manifest(paths) is not None:
        return None
    whole = [b for b in stored_builds(paths) if b.manifest and not (b.folder / _WITHDRAWN).exists()]
    if not whole:
        return None
    replace_json(paths.current, {"build_id": whole[0].build_id})
    return whole[0].build_id


def next_moment(paths: Paths) -> tuple[dt.datetime, bool]:
    """When the next build is made, and whether the clock had to be helped: a second after the newest
    build where it stands before it, so that ids stay in the order in which builds were made."""
    clock = dt.datetime.now(dt.UTC).replace(microsecond=0)
    moments = [_moment(p.name) for p in paths.builds.glob("[!.]*")]
    newest = max((m for m in moments if m), default=None)
    if newest is None or clock > newest:
        return clock, False
    return newest + dt.timedelta(seconds=1), newest - clock > dt.timedelta(minutes=1)


def _moment(build_id: str) -> dt.datetime | None:
    try:
        return dt.datetime.strptime(build_id[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC)
    except ValueError:
        return None


def as_dict(build: StoredBuild) -> dict[str, Any]:
    """A build as `builds --json` prints it."""
    manifest = build.manifest or {}
    return {
        "build_id": build.build_id,
        "created_at": manifest.get("created_at"),
        "whole": build.manifest is not None,
        "live": build.live,
        "pinned_as": [{"as": p.name, "at": p.at} for p in build.pins],
        "withdrawn_for": build.back_to,
        "withdrawn_by_office": build.office,
        "previous_build_id": manifest.get("previous_build_id"),
        "rows": sum(manifest.get("rows", {}).values()),
        "changes": manifest.get("changes", {}).get("counts", {}),
        "bytes": sum(p.stat().st_size for p in build.folder.rglob("*") if p.is_file()),
    }
