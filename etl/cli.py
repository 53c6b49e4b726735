"""python -m etl …: the clerk's and the analyst's commands. Heavy modules load only when needed."""

from __future__ import annotations

from typing import Annotated

import typer

from etl.build import fingerprint
from etl.commands import document, inspect, new, new_year, sql, survey, table
from etl.commands.common import WRONG_USE, Root, Samples, paths_of, say_error
from etl.commands.history import register as history_commands
from etl.commands.refresh import refresh as run_refresh
from etl.commands.status import status
from etl.commands.upgrade import upgrade
from etl.commands.watch import watch
from etl.commands.withdraw import withdraw
from renkei.onevalue import OneValue

app = typer.Typer(
    cls=OneValue,
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
    samples: Samples = False,
) -> None:
    """出典を読み、検査し、公開する / read the sources, check them, publish.

    With --samples the invented surveys too, into a mart of their own.

    Exit codes: 0 published or nothing new, 1 problems in the data, 2 wrong use or no room to work,
    3 a published or withdrawn figure would change, go or come back: waiting for --accept.
    """
    paths = paths_of(root, samples)
    if not paths.sources.is_dir():
        say_error(
            f"出典のフォルダがありません（{paths.sources}）",
            f"there is no folder of sources ({paths.sources})",
        )
        raise typer.Exit(WRONG_USE)
    if if_missing and fingerprint.live_manifest(paths) is not None:
        return
    raise typer.Exit(run_refresh(paths, accept))


app.command()(status)
app.command()(upgrade)
history_commands(app)
new_year.register(app)
new.register(app)
document.register(app)
inspect.register(app)
app.add_typer(sql.app, name="sql")
app.add_typer(survey.app, name="survey")
app.add_typer(table.app, name="table")
app.command()(watch)
app.command()(withdraw)
