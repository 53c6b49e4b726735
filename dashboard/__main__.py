"""python -m dashboard: serve the board; python -m dashboard pack: make a council pack; python -m dashboard
doctor: what the board has and lacks; python -m dashboard trial: what the refresh asks, panel by panel."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from dashboard.doctor.command import doctor
from dashboard.pack.command import pack
from dashboard.paths import ROOT
from renkei.console import say_everything
from renkei.office import samples_mart
from renkei.onevalue import OneValue

cli = typer.Typer(cls=OneValue, add_completion=False, rich_markup_mode=None)
cli.command()(pack)
cli.command()(doctor)


@cli.callback(invoke_without_command=True)
def serve(
    context: typer.Context,
    port: Annotated[int | None, typer.Option(help="ポート / port (office.toml: 8501)")] = None,
    address: Annotated[str | None, typer.Option(help="待ち受けるアドレス / address to listen on")] = None,
    samples: Annotated[
        bool, typer.Option(help="見本データのマートを開く / open the mart of sample data")
    ] = False,
) -> None:
    """ボードを開く / serve the board at http://localhost:8501."""
    if context.invoked_subcommand is not None:
        return
    if samples:
        os.environ["RENKEI_MART"] = str(samples_mart())
    os.chdir(ROOT)  # the toolkit reads .streamlit/config.toml from the working folder
    from dashboard.server import run

    config: dict[str, object] = {"server.port": port} if port else {}
    if address:
        config["server.address"] = address
    run(config)


@cli.command(hidden=True)
def trial() -> None:
    """分析ビューの図を試す（更新が使う） / try the panels of views, for the refresh that starts this."""
    from dashboard.trial import serve as answer  # loads the pages and the writers

    answer()


if __name__ == "__main__":
    say_everything()
    cli(prog_name="python -m dashboard")
