"""python -m etl new 長野県: an office's own folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from etl.commands.common import PROBLEMS, wrong_use
from etl.paths import Paths
from renkei import japan
from renkei.office import PRODUCT


def register(app: typer.Typer) -> None:
    app.command("new")(new)


def new(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME...",
            help="都道府県、振興局の管内、または市町村 / a prefecture, a bureau's area or municipalities",
        ),
    ],
    to: Annotated[
        Path | None, typer.Option(help="作るフォルダ（既定は名前） / folder to make (default: the name)")
    ] = None,
    title: Annotated[str, typer.Option(help="ボードの題 / title of the board")] = "",
    contact: Annotated[str, typer.Option(help="問い合わせ先 / whom to ask")] = "",
    excel: Annotated[
        bool, typer.Option("--excel", help="表を Excel のブックで作る / the tables as workbooks")
    ] = False,
) -> None:
    """事務局のフォルダを作る / make an office's own folder, with what is known of its municipalities.

    Exit codes: 0 made, 1 a name is not known, 2 the folder is there already or cannot be written.
    """
    from etl.newoffice.places import TABLES, UnknownPlace, find, listed
    from etl.newoffice.write import usual_title, write
    from etl.problems import Problems
    from etl.shape import read_tables

    product = Paths(PRODUCT)
    today = japan.today()
    try:
        place = find(names, listed(read_tables(product, Problems(), TABLES), today))
    except UnknownPlace as error:
        typer.echo(error.ja, err=True)
        typer.echo(error.en, err=True)
        raise typer.Exit(PROBLEMS) from None
    folder = (to or Path(place.name)).resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise wrong_use(f"{folder} はもうあります", f"{folder} is there already")
    try:
        write(place, folder, product, today, title or usual_title(place), contact, excel)
    except OSError as error:
        raise wrong_use(f"書き込めません（{error}）", f"cannot write ({error})") from error
    count = place.municipalities.height
    typer.echo(f"作りました: {folder}（{place.name}、{count}市町村）")
    typer.echo(f"made: {folder} ({place.name_en}, {count} municipalities)")
    typer.echo(f"次に / next   python -m renkei --office {folder} run")
