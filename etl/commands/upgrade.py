"""python -m etl upgrade: an office's files of an older format, said first and written on request."""

from __future__ import annotations

from typing import Annotated

import typer

from etl.commands.common import Root, alone, paths_of, say_error, unusable_settings, wrong_use


def upgrade(
    root: Root = None,
    write: Annotated[
        bool, typer.Option("--write", help="書き換える / rewrite the files, whole or not at all")
    ] = False,
) -> None:
    """事務局のファイルを今の書式にする / bring an office's files to the format of today.

    Without --write it says what would change. Exit codes: 0 said, written or nothing to do, 2 the office is
    newer than the product, a file cannot be read, or the folder cannot be written.
    """
    from etl.upgrade.plan import Refused, plan, said_of
    from etl.upgrade.put import put, take_back

    paths = paths_of(root)
    try:
        paths.settings()
    except ValueError as error:
        raise unusable_settings(paths, error) from error
    with alone(paths):
        if take_back(paths):
            say_error(
                "途中で止まった書き換えを、始める前に戻しました。",
                "an upgrade that was interrupted was taken back: every file is as it was before it.",
            )
        try:
            planned = plan(paths)
            if not planned.changes:
                typer.echo(f"この事務局の書式は今のもの（{planned.to}）です。変えるものはありません。")
                typer.echo(f"this office has the format of today ({planned.to}): nothing to change.")
                return
            typer.echo(f"書式 / format: {planned.oldest} → {planned.to}\n")
            for part in said_of(planned.oldest, planned.to):
                typer.echo(f"{part}\n")
            typer.echo("変わるファイル / files that change")
            for change in planned.changes:
                typer.echo(f"  {change.name}")
                for line in change.lines():
                    typer.echo(f"    {line}")
            if not write:
                typer.echo("\nまだ何も書いていません。書き換えるには renkei upgrade --write")
                typer.echo("nothing was written yet; renkei upgrade --write rewrites them")
                return
            copies = put(planned, paths)
        except Refused as error:
            raise wrong_use(error.ja, error.en) from error
    name = paths.short(copies)
    typer.echo(f"\n書き換えました。前のものは {name}/ にあります。")
    typer.echo(f"written; what was there before is in {name}/.")
