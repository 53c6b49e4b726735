"""builds, diff, rollback, pin, unpin, prune: the builds that are kept.

Exit codes: 0 done (for diff: whether or not the builds differ), 2 wrong use: no such build, a name that is
taken, another run under way, no room to write.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer

from etl.build import history
from etl.build.history import StoredBuild
from etl.build.publish import now
from etl.commands.common import (
    DONE,
    AsJson,
    Root,
    Samples,
    alone,
    paths_of,
    record,
    unusable_settings,
    wrong_use,
)
from etl.paths import Paths
from renkei.console import json_text

Build = Annotated[
    str,
    typer.Argument(
        help="版: ID、その先頭、固定した会議の名前、live / a build: id, its beginning, its meeting, live"
    ),
]


def register(app: typer.Typer) -> None:
    """Put these commands beside the others."""
    for command in (builds, diff, rollback, pin, unpin, prune):
        app.command()(command)


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except history.Refused as refused:
        raise wrong_use(refused.ja, refused.en) from refused


@contextmanager
def change(paths: Paths, command: str) -> Iterator[dict[str, Any]]:
    """Under the lock, recorded in the log once it is done."""
    entry: dict[str, Any] = {"at": now(), "command": command, "result": "done", "exit_code": DONE}
    if not paths.builds.is_dir():
        raise wrong_use("版がまだありません。", "there is no build yet.")
    with _refusals(), alone(paths):
        yield entry
        record(paths, entry)


def _print(data: Any) -> None:
    typer.echo(json_text(data))


def builds(root: Root = None, samples: Samples = False, as_json: AsJson = False) -> None:
    """残している版の一覧 / the builds that are kept, newest first.

    Exit codes: 0; 2 wrong use.
    """
    found = history.stored_builds(paths_of(root, samples))
    if as_json:
        _print([history.as_dict(build) for build in found])
        return
    if not found:
        typer.echo("版はまだありません / there is no build yet (make refresh)")
        return
    headings = ("版 / build", "作成 / made (UTC)", "行 / rows", "変更 / changes", "状態 / state")
    cells = [_cells(build) for build in found]
    if sys.stdout.isatty():
        from etl.commands.report import table

        table(headings, cells)
    else:
        for row in cells:
            typer.echo("  ".join(cell for cell in row if cell))


def _cells(build: StoredBuild) -> tuple[str, ...]:
    told = history.as_dict(build)
    marks = {"new": "+", "revised": "~", "gone": "-", "definition": "def ", "disclosure": "秘匿 "}
    changes = " ".join(f"{marks[kind]}{count:,}" for kind, count in told["changes"].items())
    states = ["公開版 / live"] if build.live else []
    states += [f"固定 / pinned「{p.name}」" for p in build.pins]
    states += ["固定の記録が読めない / its pin cannot be read"] if build.unreadable_pins else []
    states += [f"取り下げ / withdrawn for {build.back_to}"] if build.back_to is not None else []
    states += (
        [f"取り下げ（担当） / withdrawn by the office: {build.office}"] if build.office is not None else []
    )
    states += [] if told["whole"] else ["不完全 / not whole"]
    made = build.created_at.replace("T", " ").removesuffix("+00:00")
    return build.build_id, made, f"{told['rows']:,}", changes, "、".join(states)


def diff(
    old: Build, new: Build, root: Root = None, samples: Samples = False, as_json: AsJson = False
) -> None:
    """二つの版を値ごとに比べる / compare two builds by value.

    Exit codes: 0 compared, whether or not they differ; 2 no such build.
    """
    paths = paths_of(root, samples)
    with _refusals():
        kept = history.stored_builds(paths)
        first, second = (history.whole_one(history.find(kept, name)) for name in (old, new))
    from etl.commands import report
    from etl.gate import gate

    found = gate.between(first.folder, second.folder)
    if as_json:
        each = {"counts": gate.counts(found), "rows": [change.as_dict() for change in found]}
        _print({"from": first.build_id, "to": second.build_id, **each})
        return
    typer.echo(f"{first.build_id} → {second.build_id}")
    if not found:
        typer.echo("違う値はありません / no value differs")
        return
    typer.echo(report.counts_in_words(found, False))
    typer.echo(report.counts_in_words(found, True))
    report.changes(found)


def rollback(
    build: Annotated[
        str | None, typer.Argument(help="戻る先。省くと一つ前 / where to; default: the one before")
    ] = None,
    root: Root = None,
    samples: Samples = False,
    as_json: AsJson = False,
) -> None:
    """前の版を公開版に戻す / make an earlier build live again, at once; nothing is removed.

    The builds made after it are withdrawn: what they brought is not published by a later refresh until a
    person accepts it by name. `rollback` to one of them takes that back.
    Exit codes: 0 done; 2 no such build, or no room to write.
    """
    paths = paths_of(root, samples)
    with change(paths, "rollback") as entry:
        kept = history.stored_builds(paths)
        before = next((b.build_id for b in kept if b.live), None)
        target = history.find(kept, build) if build else history.before(kept)
        withdrawn = history.rollback(paths, target)
        told = {"live_build_id": target.build_id, "was_live": before, "withdrawn": withdrawn}
        entry |= told
    if as_json:
        _print(told)
        return
    typer.echo(f"公開版を {target.build_id} にしました（これまで {before}）。")
    typer.echo(f"live again: {target.build_id} (was {before}).")
    for name in withdrawn:
        typer.echo(f"取り下げ / withdrawn: {name}")
    if withdrawn:
        typer.echo("同じ数値は、次の refresh で承認（ACCEPT）するまで公開されません。")
        typer.echo("the same figures stay away until a refresh is told to accept them (ACCEPT).")
        typer.echo(f"元に戻すには / to take it back: python -m etl rollback {before}")


def pin(
    build: Build,
    name: Annotated[str, typer.Option("--as", help="会議の名前 / name of the meeting")],
    root: Root = None,
    samples: Samples = False,
    as_json: AsJson = False,
) -> None:
    """版を会議に固定する / pin a build to a meeting: it is never pruned, and says so on every page.

    Exit codes: 0 done; 2 no such build, the name belongs to another one, or no room to write.
    """
    paths = paths_of(root, samples)
    with change(paths, "pin") as entry:
        found = history.find(history.stored_builds(paths), build)
        history.pin(paths, found, name)
        told = {"build_id": found.build_id, "pinned_as": name.strip(), "address": f"?build={found.build_id}"}
        entry |= told
    if as_json:
        _print(told)
        return
    typer.echo(f"版 {found.build_id} を「{name.strip()}」に固定しました。")
    typer.echo(f'pinned: {found.build_id} as "{name.strip()}".')
    typer.echo(f"アドレス / address: …/overview?build={found.build_id}")


def unpin(
    build: Build,
    name: Annotated[
        str | None, typer.Option("--as", help="この名前だけ外す / only this name; default: all")
    ] = None,
    root: Root = None,
    samples: Samples = False,
    as_json: AsJson = False,
) -> None:
    """固定を外す / take the name of a meeting away from a build.

    Exit codes: 0 done; 2 no such build, or it is not pinned.
    """
    paths = paths_of(root, samples)
    with change(paths, "unpin") as entry:
        found = history.find(history.stored_builds(paths), build)
        taken = [p.name for p in history.unpin(found, name)]
        told = {"build_id": found.build_id, "unpinned": taken}
        entry |= told
    if as_json:
        _print(told)
        return
    for one in taken or [""]:
        typer.echo(f"固定を外しました / unpinned: {found.build_id} {one}".rstrip())


def prune(
    keep: Annotated[
        int | None, typer.Option(min=0, help="残す数（office.toml keep_builds） / how many to keep")
    ] = None,
    dry_run: Annotated[bool, typer.Option(help="消さずに見るだけ / only say what would go")] = False,
    root: Root = None,
    samples: Samples = False,
    as_json: AsJson = False,
) -> None:
    """古い版を消す / remove old builds: never the live one, a pinned one, or one that is being read.

    Kept besides: the newest (office.toml, keep_builds) and those live within the grace time (grace_hours).
    Exit codes: 0 done, also when nothing goes; 2 office.toml cannot be used, or no room to write.
    """
    import datetime as dt

    from etl.build import prune as removal

    paths = paths_of(root, samples)
    try:
        settings = paths.settings().get("mart", {})
        count = int(settings.get("keep_builds", 10)) if keep is None else keep
        grace = dt.timedelta(hours=float(settings.get("grace_hours", 24)))
    except (ValueError, TypeError, AttributeError, OverflowError) as error:
        raise unusable_settings(paths, error) from error
    with change(paths, "prune") as entry:
        verdicts = removal.plan(paths, count, grace)
        gone = [v.build.build_id for v in verdicts if v.stays is None]
        if not dry_run:
            gone = removal.prune(paths, verdicts)
        stays = {v.build.build_id: v.stays for v in verdicts if v.stays}
        told = {"removed": gone, "kept": stays, "dry_run": dry_run}
        entry |= {"removed": gone, "dry_run": dry_run}
    if as_json:
        _print(told)
        return
    for name in gone:
        typer.echo(f"消す版 / would remove: {name}" if dry_run else f"消しました / removed: {name}")
    for name, why in stays.items():
        typer.echo(f"残す / kept: {name}  {' / '.join(removal.WHY[why])}")
