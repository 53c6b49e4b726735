"""A plan onto the disk: all of it or nothing, with what was there before in a folder beside.

The old texts and the new ones are written first, in folders of their own. While files take their places a
mark says so: a run that is killed then is taken back by the next one.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from etl.paths import Paths
from etl.upgrade.files import Change
from etl.upgrade.plan import Plan, Refused
from renkei.disk import flush, put_in_place


def put(plan: Plan, paths: Paths) -> Path:
    """The folder that has the texts of before. Raises OSError or Refused: nothing has changed then."""
    root, mark = _root(paths), paths.begun_upgrade
    after, copies = mark.with_name("after"), _free(paths.folder / f"before_format_{plan.to}")
    shutil.rmtree(mark.parent, ignore_errors=True)  # of a run that was killed before it changed anything
    try:
        for change in plan.changes:
            for folder, content in ((copies, change.before), (after, change.after)):
                if content is not None:
                    _write(folder / change.name, content)
            if _content(root / change.name) != change.before:
                raise Refused(
                    change.name, "書き換えの間に変わりました", "was changed while the upgrade was prepared"
                )
        added = [change.name for change in plan.changes if change.before is None]
        _write(mark, json.dumps({"copies": copies.name, "added": added}).encode())
        _replace(plan.changes, root, after)
        mark.unlink()
    except BaseException:
        if not take_back(paths):
            shutil.rmtree(copies, ignore_errors=True)
        raise
    shutil.rmtree(mark.parent)
    flush(paths.folder)
    return copies


def take_back(paths: Paths) -> bool:
    """Where an upgrade was interrupted every file is as it was before it. Raises OSError."""
    root, mark = _root(paths), paths.begun_upgrade
    interrupted = mark.is_file()
    if interrupted:
        begun = json.loads(mark.read_bytes())
        copies = paths.folder / begun["copies"]
        for file in sorted(path for path in copies.rglob("*") if path.is_file()):
            _place(file, root / file.relative_to(copies))
        for name in begun["added"]:
            (root / name).unlink(missing_ok=True)
        mark.unlink()
        shutil.rmtree(copies)
    shutil.rmtree(mark.parent, ignore_errors=True)
    return interrupted


def _root(paths: Paths) -> Path:
    """From it on files are named (etl.upgrade.files)."""
    return paths.office or paths.root


def _replace(changes: Sequence[Change], root: Path, after: Path) -> None:
    for change in changes:
        if change.after is None:
            (root / change.name).unlink()
        else:
            _place(after / change.name, root / change.name)
        flush((root / change.name).parent)


def _place(file: Path, target: Path) -> None:
    """A copy of `file` takes the target's place at once, with the target's permissions."""
    beside = target.with_name(f".{target.name}.upgrade")
    shutil.copyfile(file, beside)
    if target.exists():
        shutil.copymode(target, beside)
    flush(beside)
    put_in_place(beside, target)


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    flush(file)
    flush(file.parent)


def _content(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


def _free(folder: Path) -> Path:
    """The name, or the first after it that nothing has."""
    names = [folder, *(folder.with_name(f"{folder.name}_{n}") for n in range(2, 1000))]
    return next(name for name in names if not name.exists())
