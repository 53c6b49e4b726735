"""python -m etl …: the clerk's and the analyst's commands. Heavy modules load only when needed."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Annotated, Any

import typer

from etl import fingerprint, sqlcli
from etl.paths import Paths, project_paths

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="出典からマートを組み立てる / from the sources to the mart",
)
app.add_typer(sqlcli.app, name="sql")
Root = Annotated[Path | None, typer.Option(help="board.toml のあるフォルダ / folder that holds board.toml")]
PUBLISHED, PROBLEMS, WRONG_USE, WAITING = 0, 1, 2, 3


@app.callback()
def main() -> None:
    """Keeps `refresh` and `status` as commands of their own."""


def _paths(root: Path | None) -> Paths:
    return Paths(root.resolve()) if root else project_paths()


def _err(ja: str, en: str) -> None:
    typer.echo(ja, err=True)
    typer.echo(en, err=True)


@app.command()
def refresh(
    root: Root = None,
    if_missing: Annotated[
        bool, typer.Option(help="公開版があれば何もしない / do nothing when there is a live build")
    ] = False,
    accept: Annotated[
        str | None, typer.Option(help="確かめた差分の名前 / name of the difference you accept")
    ] = None,
) -> None:
    """出典を読み、検査し、公開する / read the sources, check them, publish.

    Exit codes: 0 published or nothing new, 1 problems in the data, 2 wrong use or no room to work,
    3 a published figure would change or go: waiting for --accept.
    """
    paths = _paths(root)
    if not paths.sources.is_dir():
        _err(
            f"出典のフォルダがありません（{paths.sources}）",
            f"there is no folder of sources ({paths.sources})",
        )
        raise typer.Exit(WRONG_USE)
    if if_missing and fingerprint.live_manifest(paths) is not None:
        return
    raise typer.Exit(PUBLISHED if _nothing_new(paths) else _refresh(paths, accept))


def _nothing_new(paths: Paths) -> bool:
    live = fingerprint.live_manifest(paths)
    if live is None or live["input_hash"] != fingerprint.input_hash(paths):
        return False
    typer.echo(f"新しいものはありません（公開版 {live['build_id']}）")
    typer.echo(f"nothing new (live build {live['build_id']})")
    return True


def _refresh(paths: Paths, accept: str | None) -> int:
    from filelock import FileLock, Timeout

    started = time.monotonic()
    try:
        seconds = float(paths.settings().get("refresh", {}).get("lock_timeout_seconds", 30))
    except (ValueError, TypeError, AttributeError) as error:
        _err(f"board.toml が読めません（{error}）", f"board.toml cannot be used ({error})")
        return WRONG_USE
    try:
        paths.mart.mkdir(parents=True, exist_ok=True)
        with FileLock(str(paths.mart / ".lock"), timeout=seconds):
            # another refresh may have published the same while this one waited
            return PUBLISHED if _nothing_new(paths) else _run(paths, started, accept)
    except Timeout:
        _err(
            "ほかの refresh が動いています。終わってからもう一度実行してください。",
            "another refresh is running; try again when it has ended.",
        )
        return WRONG_USE
    except OSError as error:
        _err(
            f"書き込めません（{error}）。公開版はそのままです。",
            f"cannot write ({error}). The live build is untouched.",
        )
        return WRONG_USE


def _run(paths: Paths, started: float, accept: str | None) -> int:
    from etl import refresh as steps
    from etl.publish import replace_json

    def say(ja: str, en: str) -> None:
        typer.echo(f"{time.monotonic() - started:6.2f} s  {ja} / {en}", err=True)

    outcome = steps.run(paths, say, accept)
    replace_json(
        paths.last_run,
        {
            "result": outcome.result,
            "build_id": outcome.manifest["build_id"] if outcome.manifest else None,
            "problems": [p.as_dict() for p in outcome.problems.ordered()],
            "waiting": [change.as_dict() for change in outcome.changes if change.held]
            if outcome.result == "waiting"
            else [],
        },
    )
    _report(outcome)
    return {"published": PUBLISHED, "waiting": WAITING}.get(outcome.result, PROBLEMS)


def _report(outcome: Any) -> None:
    ordered = outcome.problems.ordered()
    for problem in ordered:
        typer.echo(problem.line(english=False))
        typer.echo("  " + problem.line(english=True))
        if problem.excerpt:
            typer.echo(problem.excerpt)
    doubts = [p for p in ordered if p.severity == "doubt"]
    if doubts:
        typer.echo("")
        typer.echo("値が正しければ、出典の source.toml に次を書き足し、理由を入れてください。")
        typer.echo("If a value is right, add this to its source.toml and give the reason:")
        for problem in doubts:
            typer.echo(f"\n# data/sources/{problem.source_id}/source.toml")
            typer.echo(problem.acceptance())
    if outcome.result == "published":
        total = sum(outcome.manifest["rows"].values())
        name = outcome.manifest["build_id"]
        typer.echo(f"公開しました: {name}（{total:,} 行、認めた要確認値 {outcome.accepted} 件）")
        typer.echo(f"published: {name} ({total:,} rows, {outcome.accepted} accepted doubts)")
        _report_changes(outcome.changes)
    elif outcome.result == "waiting":
        _report_gate(outcome.changes)
    else:
        count = len(outcome.problems.stopping)
        typer.echo(f"\n{count} 件を直すまで公開しません。公開版はそのままです。")
        typer.echo(f"{count} problems stand in the way. The live build is untouched.")


def _report_changes(changes: list[Any]) -> None:
    if not changes:
        return
    counts = {kind: sum(c.kind == kind for c in changes) for kind in ("new", "revised", "gone")}
    typer.echo("前の版との違い: 新規 {new:,}、改定 {revised:,}、消滅 {gone:,}".format(**counts))
    typer.echo("since the build before: {new:,} new, {revised:,} revised, {gone:,} gone".format(**counts))
    for change in [c for c in changes if c.kind != "new"][:20]:
        typer.echo("  " + change.line(english=False))


def _report_gate(changes: list[Any]) -> None:
    from etl.compare import diff_id, held

    waiting = held(changes)
    for change in waiting:
        typer.echo(change.line(english=False))
        typer.echo("  " + change.line(english=True))
    name = diff_id(changes)
    typer.echo(f"\n公開済みの数値 {len(waiting)} 件が変わるか消えます。公開版はそのままです。")
    typer.echo(f"{len(waiting)} published figures would change or go. The live build is untouched.")
    typer.echo("確かめて正しければ / when you have looked and it is right:")
    typer.echo(f"  make refresh ACCEPT={name}    (python -m etl refresh --accept {name})")


@app.command()
def status(
    root: Root = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON で出す / print JSON")] = False,
) -> None:
    """公開版と前回の結果 / the live build and how the last run ended."""
    paths = _paths(root)
    live = fingerprint.live_manifest(paths)
    try:
        last: dict[str, Any] | None = json.loads(paths.last_run.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        last = None
    new = live is None or live["input_hash"] != fingerprint.input_hash(paths)
    told = {
        "build_id": live["build_id"] if live else None,
        "created_at": live["created_at"] if live else None,
        "rows": live["rows"] if live else {},
        "sources": len(live["sources"]) if live else 0,
        "input_changed": new,
        "last_run": last,
    }
    if as_json:
        json.dump(told, sys.stdout, ensure_ascii=False, indent=1)
        typer.echo("")
        return
    if live is None:
        typer.echo("公開版はまだありません。make refresh で作ります。")
        typer.echo("there is no live build yet; make refresh makes one.")
        return
    typer.echo(f"公開版 / live build   {live['build_id']}")
    typer.echo(f"作成 / made           {live['created_at']}")
    typer.echo(f"出典 / sources        {len(live['sources'])}")
    typer.echo(f"行 / rows             {sum(live['rows'].values()):,}")
    changed = "あり / yes（make refresh）" if new else "なし / no"
    typer.echo(f"未反映の変更 / new    {changed}")
    if last and last["result"] == "waiting":
        count = len(last.get("waiting", []))
        typer.echo(f"承認待ち / waiting    {count} 件（make refresh で一覧 / listed by make refresh）")
    if last and last["result"] == "problems":
        count = len(last["problems"])
        typer.echo(f"前回の問題 / problems {count} 件（make refresh で一覧 / listed by make refresh）")
