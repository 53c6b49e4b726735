"""withdraw: builds that readers shall not open any more.

Exit codes: 0 done, also where there was nothing to withdraw; 2 wrong use: no such build, the live one, no
reason, no room to write.
"""

from __future__ import annotations

from typing import Annotated

import typer

from etl.build import history
from etl.commands.common import AsJson, Root, Samples, paths_of, wrong_use
from etl.commands.history import change
from renkei.console import json_text


def withdraw(
    builds: Annotated[
        list[str] | None,
        typer.Argument(help="版: ID、その先頭、会議の名前 / builds: id, its beginning, its meeting"),
    ] = None,
    reason: Annotated[str, typer.Option(help="理由（一覧と記録に残る） / why; kept in list and log")] = "",
    surveys: Annotated[
        bool,
        typer.Option(
            "--surveys",
            help="調査の回答が公開版と違う古い版すべて / every older build with other survey answers",
        ),
    ] = False,
    lift: Annotated[
        str | None, typer.Option(help="取り下げをやめる版 / a build to be opened to readers again")
    ] = None,
    root: Root = None,
    samples: Samples = False,
    as_json: AsJson = False,
) -> None:
    """古い版を閲覧者から取り下げる / withdraw builds from readers: by address, meeting or pack.

    Pinned builds too. Nothing is removed (prune may), and no figure waits at the gate for it.
    Exit codes: 0 done; 2 no such build, the live one, no reason, or no room to write.
    """
    from etl.build import withdraw as withdrawal

    paths = paths_of(root, samples)
    if sum(map(bool, (builds, surveys, lift))) != 1:
        raise wrong_use(
            "版の名前、--surveys、--lift のどれか一つを書いてください。",
            "name builds, or --surveys, or --lift: one of them.",
        )
    with change(paths, "withdraw") as entry:
        kept = history.stored_builds(paths)
        told: dict[str, object]
        if lift:
            found = [history.find(kept, lift)]
            withdrawal.lift(found[0])
            told = {"lifted": found[0].build_id}
        else:
            found = (
                withdrawal.for_surveys(paths) if surveys else [history.find(kept, b) for b in builds or ()]
            )
            why = reason or (withdrawal.FOR_SURVEYS if surveys else "")
            withdrawal.withdraw(found, why, surveys)
            told = {"withdrawn": [b.build_id for b in found], "reason": why}
        entry |= told
    if as_json:
        typer.echo(json_text(told))
        return
    if lift:
        typer.echo(f"取り下げをやめました / opens again: {found[0].build_id}")
        if found[0].back_to is not None:
            typer.echo("rollback による取り下げは残っています / a rollback withdrew it too: it stays closed")
        return
    for build in found:
        pins = "".join(f"「{pin.name}」" for pin in build.pins)
        typer.echo(f"取り下げ / withdrawn: {build.build_id} {pins}".rstrip())
    if not found:
        typer.echo("取り下げる版はありません / there is no build to withdraw")
