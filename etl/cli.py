"""python -m etl …: the clerk's and the analyst's commands. Heavy modules load only when needed."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Annotated, Any

import typer

from etl import fingerprint
from etl.commands import inspect, new_year, sql, survey
from etl.commands.common import WRONG_USE, AsJson, Root, paths_of, say_error
from etl.commands.history import register as history_commands
from etl.commands.refresh import refresh as run_refresh
from etl.commands.watch import watch
from renkei.console import json_text

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="出典からマートを組み立てる / from the sources to the mart",
)


@app.callback()
def main() -> None:
    """Keeps `refresh` and `status` as commands of their own."""


@app.command()
def refresh(
    root: Root = None,
    if_missing: Annotated[
        bool, typer.Option(help="公開版があれば何もしない / do nothing when there is a live build")
    ] = False,
    accept: Annotated[
        str | None, typer.Option(help="確かめた差分の名前 / name of the difference you accept")
    ] = None,
    samples: Annotated[
        bool, typer.Option(help="見本データの調査を、別のマートに / sample surveys, into a mart of their own")
    ] = False,
) -> None:
    """出典を読み、検査し、公開する / read the sources, check them, publish.

    Exit codes: 0 published or nothing new, 1 problems in the data, 2 wrong use or no room to work,
    3 a published or withdrawn figure would change, go or come back: waiting for --accept.
    """
    paths = replace(paths_of(root), samples=samples)
    if not paths.sources.is_dir():
        say_error(
            f"出典のフォルダがありません（{paths.sources}）",
            f"there is no folder of sources ({paths.sources})",
        )
        raise typer.Exit(WRONG_USE)
    if if_missing and fingerprint.live_manifest(paths) is not None:
        return
    raise typer.Exit(run_refresh(paths, accept))


@app.command()
def status(
    root: Root = None,
    as_json: AsJson = False,
) -> None:
    """公開版と前回の結果 / the live build and how the last run ended."""
    paths = paths_of(root)
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
        typer.echo(json_text(told))
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
    if last and last["result"] == "waiting" and last.get("live_build_id") == live["build_id"]:
        count, name = len(last.get("waiting", [])), last.get("diff_id")
        typer.echo(f"承認待ち / waiting    {count} 件 {name}（make refresh で一覧 / listed by make refresh）")
    if last and last["result"] == "problems":
        count = len(last["problems"])
        typer.echo(f"前回の問題 / problems {count} 件（make refresh で一覧 / listed by make refresh）")


history_commands(app)
new_year.register(app)
inspect.register(app)
app.add_typer(sql.app, name="sql")
app.add_typer(survey.app, name="survey")
app.command()(watch)
