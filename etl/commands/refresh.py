"""refresh: one run from files to a live build, its report, its line in the log."""

from __future__ import annotations

import gc
import json
import sys
import time
from typing import Any

import typer

from etl.build import fingerprint, runlog
from etl.build.publish import now, replace_json
from etl.commands.common import DONE, PROBLEMS, WAITING, WRONG_USE, alone, record
from etl.paths import Paths

_CODES = {"published": DONE, "problems": PROBLEMS, "waiting": WAITING}


def refresh(paths: Paths, accept: str | None) -> int:
    """The exit code: 0 published or nothing new, 1 problems, 2 no room or no lock, 3 waiting."""
    started = time.monotonic()
    entry: dict[str, Any] = {"at": now(), "command": "refresh", "result": "refused", "exit_code": WRONG_USE}
    try:
        if _settled(paths):
            _nothing_new(paths, entry, accept)
        else:
            with alone(paths):
                _locked(paths, accept, started, entry)
    finally:
        record(paths, entry | {"seconds": round(time.monotonic() - started, 3)})
    return int(entry["exit_code"])


def _settled(paths: Paths) -> bool:
    """Whether there is nothing to do, not even a word of the last run to take back."""
    return _same_input(paths) and _last_result(paths) not in ("problems", "waiting")


def _same_input(paths: Paths) -> bool:
    now = fingerprint.input_hash(paths)
    live = fingerprint.live_manifest(paths)
    return live is not None and live["input_hash"] == now


def _last_result(paths: Paths) -> str | None:
    try:
        return str(json.loads(paths.last_run.read_text(encoding="utf-8"))["result"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def unused_acceptance(accept: str | None, waits: str | None) -> None:
    """A name after --accept that is none of a difference that waits: said, or it would seem to have held."""
    if accept is None:
        return
    if waits:
        typer.echo(f"--accept {accept} という名前の差はありません。待っているのは {waits} です")
        typer.echo(f"no difference is called {accept}: the one that waits is {waits}")
    else:
        typer.echo(f"--accept {accept} という名前の差はありません。認めるのを待っている差はありません")
        typer.echo(f"no difference is called {accept}: none waits to be accepted")


def _nothing_new(paths: Paths, entry: dict[str, Any], accept: str | None) -> None:
    name = _live_id(paths)
    unused_acceptance(accept, None)
    typer.echo(f"新しいものはありません（公開版 {name}）")
    typer.echo(f"nothing new (live build {name})")
    entry |= {"result": "nothing_new", "exit_code": DONE, "live_build_id": name}


def _live_id(paths: Paths) -> str | None:
    live = fingerprint.live_manifest(paths)
    return str(live["build_id"]) if live else None


def _locked(paths: Paths, accept: str | None, started: float, entry: dict[str, Any]) -> None:
    _preloaded()
    from etl import refresh as steps
    from etl.build import history
    from etl.commands import report
    from etl.commands.progress import progress
    from etl.gate import gate
    from etl.gate.compare import diff_id

    runlog.bound(paths)
    damaged = fingerprint.live_damage(paths)
    if damaged:
        entry["damaged"] = damaged.as_dict()
        report.damaged(damaged)
    mended = history.recover(paths)
    if mended:
        report.recovered(mended, damaged)
    if _same_input(paths):  # another refresh may have published the same while this one waited
        _nothing_new(paths, entry, accept)
        replace_json(paths.last_run, _last_run(paths, "nothing_new"))
        return
    with progress(started) as say:
        outcome = steps.run(paths, say, accept)
    waiting = outcome.result == "waiting"
    told = _last_run(paths, outcome.result) | {
        "build_id": outcome.manifest["build_id"] if outcome.manifest else None,
        "problems": [p.as_dict() for p in outcome.problems.ordered()],
        "waiting": [change.as_dict() for change in outcome.changes if change.held] if waiting else [],
        "changes": gate.summary(outcome.changes),
        "diff_id": diff_id(outcome.changes) if waiting else None,
    }
    replace_json(paths.last_run, told)
    entry |= {
        "result": outcome.result,
        "exit_code": _CODES[outcome.result],
        "build_id": told["build_id"],
        "live_build_id": told["live_build_id"],
        "problems": len(outcome.problems.stopping),
        "notices": len(outcome.problems) - len(outcome.problems.stopping),
        "changes": gate.counts(outcome.changes),
        "diff_id": told["diff_id"],
        "accepted": accept if outcome.manifest else None,
        "recovered": mended,
    }
    if waiting or not outcome.changes or not any(change.held for change in outcome.changes):
        unused_acceptance(accept, told["diff_id"])
    report.outcome(outcome)


def _preloaded() -> None:
    """What stays until the process ends is left out of every look for circles, the last one too. Before
    the engine is loaded: its classes say so aloud when they are not let go."""
    if "duckdb" not in sys.modules:
        import dataframely  # noqa: F401  and with it polars and numpy

        gc.freeze()


def _last_run(paths: Paths, result: str) -> dict[str, Any]:
    """`live_build_id` tells the board whether the word still holds: after a rollback it does not."""
    return {"result": result, "at": now(), "live_build_id": _live_id(paths), "problems": [], "waiting": []}
