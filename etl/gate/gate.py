"""What differs from the live build, what of it must wait for a person, and how it is recorded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from etl.build import fingerprint, history
from etl.gate import surveygate
from etl.gate.compare import NO_KEYS, Keys, compare, own_keys, tables_of
from etl.longtables import comparison
from etl.paths import Paths
from etl.sqlviews import definitions
from renkei import concealment
from renkei import definitions as defined_by
from renkei.change import KINDS, Change
from renkei.compare import rows, same

_MOST_LISTED = 200


def changes(
    paths: Paths,
    new: Path,
    frames: Mapping[str, pl.DataFrame],
    views: dict[str, dict[str, str]],
    own: Keys = NO_KEYS,
) -> list[Change]:
    """Everything that differs from the live build. `new` is the folder of the unfinished build,
    `own` the keys of the office's own tables in it.

    What a withdrawn build had brought is held too: after a rollback the same figures would otherwise
    come back with the next refresh, by themselves.
    """
    live = fingerprint.live_manifest(paths)
    if live is None:
        return []
    folder = paths.builds / live["build_id"]
    found = _all(folder, new, frames, views, own)
    for build in history.withdrawn(paths):
        found = _held_again(found, folder, build.folder, new, frames, views, own)
    return found + surveygate.disclosures(paths, new)


def between(old: Path, new: Path) -> list[Change]:
    """Everything that differs between two builds that are kept."""
    return _all(old, new, tables_of(new), defined_by.read(new), own_keys(new))


def _all(
    old: Path,
    new: Path,
    frames: Mapping[str, pl.DataFrame],
    views: dict[str, dict[str, str]] | None,
    own: Keys,
) -> list[Change]:
    before = defined_by.read(old)
    defined = defined_by.compare(before, views) if before is not None and views is not None else []
    return (
        compare(frames, old, new, own)
        + comparison.compare(old, new, own)
        + defined
        + _moved(old, new, defined, views or {})
    )


def _moved(old: Path, new: Path, defined: list[Change], views: dict[str, dict[str, str]]) -> list[Change]:
    """The figures of views whose SQL changed, before and after."""
    asked = definitions.touched(defined, views) if defined else []
    if not asked:
        return []
    found = []
    if _other_answers(old, new):
        # sums of answers that another build sums otherwise: side by side they give hidden answers away
        surveyed = [view for view in asked if definitions.behind(view, views) & {*concealment.TABLES}]
        found = [_untold(view) for view in surveyed]
        asked = [view for view in asked if view not in surveyed]
    if not asked:
        return found
    before, after = definitions.figures(old, asked), definitions.figures(new, asked)
    for view in sorted({*before} & {*after}):
        keys = json.loads(views[view]["grain"])
        # where a row stands in its file is no figure of the view
        both = [c for c in after[view].columns if c in before[view].columns and c != "source_row"]
        if set(keys) <= set(both):
            values = [c for c in both if c not in keys]
            moved = rows(view, keys, values, before[view].drop("source_row", strict=False), after[view])
            found += [replace(c, row=_file(view)) for c in moved.changes]
    return found


def _other_answers(old: Path, new: Path) -> bool:
    files = (Path("parquet") / f"{name}.parquet" for name in concealment.TABLES)
    return any((old / file).exists() and not same(old / file, new / file) for file in files)


def _untold(view: str) -> Change:
    told = concealment.UNTOLD
    return Change(view, "definition", "figures", None, told, told, _file(view), False)


def _file(view: str) -> str:
    return f"sql/{view.replace('.', '/')}.sql"


def _held_again(
    several: list[Change],
    live: Path,
    withdrawn: Path,
    new: Path,
    frames: Mapping[str, pl.DataFrame],
    views: dict[str, dict[str, str]],
    own: Keys,
) -> list[Change]:
    """Changes that `withdrawn` brought as well are held, unless their value is another one now."""
    then = own_keys(withdrawn)
    brought = {_place(c) for c in compare(tables_of(withdrawn), live, withdrawn, then)}
    brought |= {_place(c) for c in comparison.compare(live, withdrawn, then)}
    brought |= {
        _place(c) for c in defined_by.compare(defined_by.read(live) or {}, defined_by.read(withdrawn) or {})
    }
    other = compare(frames, withdrawn, new, own) + comparison.compare(withdrawn, new, own)
    other += defined_by.compare(defined_by.read(withdrawn) or {}, views)
    # that something is not told says nothing of whether it is another thing now
    mended = {_place(c) for c in other if c.kind != "untold"}
    mended_rows = {(c.table, c.key) for c in other}
    return [
        replace(c, held=True, again=True)
        if _place(c) in brought
        and _place(c) not in mended
        and not (c.kind == "new" and (c.table, c.key) in mended_rows)
        else c
        for c in several
    ]


def _place(change: Change) -> tuple[str, str, str, str | None]:
    return change.table, change.kind, change.key, change.column


def summary(several: list[Change]) -> dict[str, Any]:
    """Counts of all changes and the first of them: a census of 1,741 rows would fill the manifest."""
    first = sorted(several, key=_rank)[:_MOST_LISTED]
    rows_told = [change.as_dict() for change in first]
    return {"counts": counts(several), "rows": rows_told, "concealment": concealment.REVISION}


def _rank(change: Change) -> tuple[bool, bool, bool, bool]:
    """What is untold has the same place whether the gate held it or not."""
    untold = change.kind == "untold"
    return untold, not change.held and not untold, change.kind != "revised", change.kind == "new"


def counts(several: list[Change]) -> dict[str, int]:
    """How many of each kind; a kind that does not occur is left out."""
    each = {kind: sum(change.kind == kind for change in several) for kind in KINDS if kind != "untold"}
    return {kind: count for kind, count in each.items() if count}
