"""status: the live build, what is new since, how the last run ended, and which builds are damaged."""

from __future__ import annotations

import json
from typing import Any

import typer

from etl.build import fingerprint, history
from etl.commands.common import AsJson, Root, Samples, no_live_build, paths_of
from etl.problems import Problem
from renkei.console import json_text


def status(
    root: Root = None,
    samples: Samples = False,
    as_json: AsJson = False,
) -> None:
    """公開版と前回の結果 / the live build and how the last run ended."""
    paths = paths_of(root, samples)
    live = fingerprint.live_manifest(paths)
    try:
        last: dict[str, Any] | None = json.loads(paths.last_run.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        last = None
    damaged = fingerprint.damaged(paths)
    new = live is None or live["input_hash"] != fingerprint.input_hash(paths)
    told = {
        "build_id": live["build_id"] if live else None,
        "created_at": live["created_at"] if live else None,
        "rows": live["rows"] if live else {},
        "sources": len(live["sources"]) if live else 0,
        "input_changed": new,
        "damaged": [found.as_dict() for found in damaged],
        "last_run": last,
    }
    if as_json:
        typer.echo(json_text(told))
        return
    if live is None:
        for line in no_live_build(paths):
            typer.echo(line)
    withdrawn = {build.build_id for build in history.stored_builds(paths) if build.back_to is not None}
    for found in damaged:
        if found.build_id != fingerprint.live_id(paths):  # that one has been told
            typer.echo(f"壊れた版 / damaged     {found.build_id}: {found.ja} / {found.en}")
    if live is None:
        return
    if new and any(d.build_id > live["build_id"] and d.build_id not in withdrawn for d in damaged):
        typer.echo("公開版より新しい版が壊れています。make refresh で作り直します。")
        typer.echo("a build newer than the live one is damaged; make refresh makes it anew.")
    typer.echo(f"公開版 / live build   {live['build_id']}")
    typer.echo(f"作成 / made           {live['created_at']}")
    typer.echo(f"出典 / sources        {len(live['sources'])}")
    typer.echo(f"行 / rows             {sum(live['rows'].values()):,}")
    for problem in (Problem(**notice) for notice in live.get("notices", []) if notice["severity"] == "aside"):
        typer.echo(f"{problem.line(english=False)}\n  {problem.line(english=True)}")
    changed = "あり / yes（make refresh）" if new else "なし / no"
    typer.echo(f"未反映の変更 / new    {changed}")
    if last and last["result"] == "waiting" and last.get("live_build_id") == live["build_id"]:
        count, name = len(last.get("waiting", [])), last.get("diff_id")
        typer.echo(f"承認待ち / waiting    {count} 件 {name}（make refresh で一覧 / listed by make refresh）")
    if last and last["result"] == "problems":
        count = len(last["problems"])
        typer.echo(f"前回の問題 / problems {count} 件（make refresh で一覧 / listed by make refresh）")
