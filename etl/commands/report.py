"""What a run and a comparison print: tables on a terminal, plain lines in a file or a log."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

import typer

from etl.gate.compare import diff_id, held
from etl.gate.gate import counts
from etl.refresh import Outcome
from renkei.change import KINDS, Change
from renkei.whole import Damaged

_HEADINGS = (
    "種類 / kind",
    "表 / table",
    "キー / key",
    "列 / column",
    "旧 / old",
    "新 / new",
    "差 / by",
    "出典の行 / source row",
)
_NAMED = 6  # tables named one by one
# lines printed of each kind, besides what is held; `diff --json` has everything
_MOST = {"disclosure": 40, "revised": 200, "gone": 200, "definition": 40, "new": 20, "untold": 40}


def _made(manifest: Mapping[str, Any]) -> None:
    """Which tables were made again, where some were not."""
    kept = len(manifest["reused"])
    if not kept:
        return
    made = sorted(set(manifest["tables"]) - set(manifest["reused"]))
    first, more = made[:_NAMED], len(made) > _NAMED
    ja = f"{len(made)}（{'、'.join(first)}{' ほか' if more else ''}）" if made else "なし"
    en = f"{len(made)} ({', '.join(first)}{' …' if more else ''})" if made else "none"
    typer.echo(f"作り直した表: {ja}、前の版のままの表: {kept}")
    typer.echo(f"tables made again: {en}; as they were: {kept}")


def outcome(ended: Outcome) -> None:
    """Problems, then how the run ended and what changed."""
    ordered = ended.problems.ordered()
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
            base = "sources" if problem.file.startswith("sources/") else "data/sources"  # Paths.label
            typer.echo(f"\n# {base}/{problem.source_id}/source.toml")
            typer.echo(problem.acceptance())
    if ended.manifest is not None:
        total = sum(ended.manifest["rows"].values())
        name = ended.manifest["build_id"]
        typer.echo(f"公開しました: {name}（{total:,} 行、認めた要確認値 {ended.accepted} 件）")
        typer.echo(f"published: {name} ({total:,} rows, {ended.accepted} accepted doubts)")
        _made(ended.manifest)
        if ended.changes:
            typer.echo(f"前の版との違い: {counts_in_words(ended.changes, False)}")
            typer.echo(f"since the build before: {counts_in_words(ended.changes, True)}")
            changes(ended.changes)
    elif ended.result == "waiting":
        _gate(ended.changes)
    else:
        count = len(ended.problems.stopping)
        typer.echo(f"\n{count} 件を直すまで公開しません。公開版はそのままです。")
        typer.echo(f"{count} problems stand in the way. The live build is untouched.")


def damaged(damage: Damaged) -> None:
    """The live build is not whole."""
    typer.echo(f"公開版 {damage.build_id} は壊れています: {damage.ja}。作り直します。")
    typer.echo(f"the live build {damage.build_id} is damaged: {damage.en}; it is made anew.")


def recovered(build_id: str, instead_of: Damaged | None) -> None:
    """`instead_of` is the damaged build that current.json named; None where it named none."""
    if instead_of:
        typer.echo(f"作り直すまでのあいだ、最後の完全な版 {build_id} を公開版にします。")
        typer.echo(f"until that is done the newest whole build is live: {build_id}.")
        return
    typer.echo(f"公開版の目印（current.json）が壊れていたため、最後の完全な版 {build_id} に直しました。")
    typer.echo(f"current.json was torn or missing; it names the newest whole build again: {build_id}.")


def _gate(several: list[Change]) -> None:
    waiting = held(several)
    changes(waiting)
    name = diff_id(several)
    again = sum(change.again for change in waiting)
    towns = sum(change.kind == "disclosure" for change in waiting)
    settled = len(waiting) - again - towns
    typer.echo("")
    if settled:
        typer.echo(f"公開済みの数値を変えるか消す変更が {settled} 件あります。公開版はそのままです。")
        typer.echo(
            f"{settled} changes would revise or remove published figures. The live build is untouched."
        )
    if towns:
        typer.echo(
            f"秘匿した回答が、公開中の版との差から分かる市町村 {towns} 件。ほかの回答が揃うまで待つか、"
        )
        typer.echo("承認してすぐに python -m etl withdraw --surveys で古い版を閲覧者から取り下げてください。")
        typer.echo(
            f"suppressed answers of {towns} municipalities would follow from builds that are open: wait for"
        )
        typer.echo("more returns, or accept and at once withdraw the older: python -m etl withdraw --surveys")
    if again:
        typer.echo(f"取り下げた版にあった変更 {again} 件がまた公開されます。公開版はそのままです。")
        typer.echo(
            f"{again} changes of a withdrawn build (rollback) would come back. The live build is untouched."
        )
    typer.echo("確かめて正しければ / when you have looked and it is right:")
    typer.echo(f"  make refresh ACCEPT={name}    (python -m etl refresh --accept {name})")


def counts_in_words(several: Sequence[Change], english: bool) -> str:
    """3 new, 1 revised, 0 gone; definitions only where some changed."""
    each = counts(list(several))
    kinds = [k for k in KINDS if k in each or k not in ("definition", "disclosure", "untold")]
    if english:
        return ", ".join(f"{each.get(kind, 0):,} {KINDS[kind][1]}" for kind in kinds)
    return "、".join(f"{KINDS[kind][0]} {each.get(kind, 0):,}" for kind in kinds)


def changes(several: Sequence[Change]) -> None:
    """What is held in full; of the others the first of each kind, the rest counted by table."""
    told, rest = [], []
    for kind, most in _MOST.items():
        mine = sorted((c for c in several if c.kind == kind), key=lambda c: not c.held)
        most = max(most, sum(c.held for c in mine))
        told += mine[:most]
        rest += mine[most:]
    if sys.stdout.isatty():
        table(_HEADINGS, [change.cells(english=False) for change in told])
    else:
        for change in told:
            typer.echo("  " + change.line(english=False))
            typer.echo("    " + change.line(english=True))
    for kind, name in dict.fromkeys((c.kind, c.table) for c in rest):
        count = sum(c.table == name and c.kind == kind for c in rest)
        typer.echo(f"  ほかに {KINDS[kind][0]} / more {KINDS[kind][1]}: {name} {count:,}")


def table(headings: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    """A table as wide as the terminal."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for heading in headings:
        drawn.add_column(heading, overflow="fold")
    for row in cells:
        drawn.add_row(*(Text(cell) for cell in row))
    Console().print(drawn)
