"""python -m etl inspect FILE: which layout knows the file, or a mapping for source.toml."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from etl.commands.common import Root, paths_of, wrong_use
from etl.paths import Paths

if TYPE_CHECKING:
    from etl.official.areas import Registry
    from etl.official.grid import Grid
    from etl.read.discover import Source

COMPLETE, TO_COMPLETE = 0, 1
_SHOWN = 10


def register(app: typer.Typer) -> None:
    app.command("inspect")(inspect)


def inspect(
    file: Annotated[Path, typer.Argument(help="調べるファイル / the file to look at")],
    sheet: Annotated[str | None, typer.Option(help="シート名 / name of the sheet")] = None,
    root: Root = None,
) -> None:
    """ファイルの様式を調べ、source.toml の案を出す / tell a file's layout, propose its source.toml.

    Exit codes: 0 a known layout that reads without problem, 1 something is to be completed or mended,
    2 wrong use (no such file or sheet, not a table).
    """
    from etl.official.grid import open_file
    from etl.official.load import recognise
    from etl.read.grid import Refused

    paths = paths_of(root)
    if not file.is_file():
        raise wrong_use(f"ファイルがありません（{file}）", f"there is no such file ({file})")
    try:
        grids = open_file(file)
    except Refused as reason:
        row = "" if reason.row is None else f" {reason.row}"
        raise wrong_use(f"{file}{row}: {reason.ja}", f"{file}{row}: {reason.en}") from None
    names = [grid.sheet for grid in grids if grid.sheet is not None]
    if sheet is not None and sheet not in names:
        listed = "、".join(names) or "CSV"
        raise wrong_use(
            f"シート「{sheet}」がありません（{listed}）", f'there is no sheet "{sheet}" ({listed})'
        )
    grids = [grid for grid in grids if sheet in (None, grid.sheet)]
    typer.echo(f"ファイル / file        {file}（{grids[0].encoding if grids else ''}）")
    if names:
        typer.echo(f"シート / sheets        {'、'.join(names)}")
    if _form(grids, paths):
        raise typer.Exit(COMPLETE)
    sources, registry = sources_and_registry(paths)
    home = next((s for s in sources if s.folder.resolve() == file.resolve().parent), None)
    for named in [f for f in home.files if f.path == file.name] if home else ():
        told = f"table = {named.table}" if named.table else f"layout = {named.layout}"
        typer.echo(f"source.toml           [[file]] があります / there is a [[file]]: {told}")
    if recognise(grids):
        raise typer.Exit(_official(file, sheet, sources, registry))
    typer.echo("様式 / layout         知っている様式ではありません / none that is known")
    filled = [grid for grid in grids if any(cell.strip() for row in grid.rows for cell in row)]
    if not filled:
        raise wrong_use("表がありません（空のファイル）", "there is no table (the file is empty)")
    raise typer.Exit(_propose(file, max(filled, key=lambda grid: len(grid.rows)), paths, sources, registry))


def _form(grids: list[Grid], paths: Paths) -> bool:
    """Whether it is a form that the product laid out, which comes back to a place of its own: said where."""
    from etl.forms.marker import NEW_YEAR, SURVEY, read_marker

    kinds = (
        (NEW_YEAR, "記入用の様式 / workbook of new-year", paths.sources, "", "refresh"),
        (SURVEY, "調査票 / form of a survey", paths.surveys, "/returns", "survey status"),
    )
    for form, what, home, within, then in kinds:
        marks = [mark for grid in grids if (mark := read_marker(grid.cells.text(1, 0), form))]
        if marks:
            version, name, *words = marks[0]
            typer.echo(f"様式 / layout         {version}: {what}（{' '.join([name, *words[-1:]])}）")
            place = f"{paths.short(home)}/{name}{within}"
            typer.echo(
                f"このまま {place} に置けば python -m etl {then} が読みます（source.toml には書きません）"
            )
            typer.echo(f"put it as it is into {place}: python -m etl {then} reads it (not for source.toml)")
            return True
    return False


def sources_and_registry(paths: Paths) -> tuple[list[Source], Registry]:
    """The project's sources and its code list; their own problems are for `refresh` to tell."""
    from dataclasses import replace

    from etl.official.areas import Registry
    from etl.problems import Problems
    from etl.read.discover import discover
    from etl.shape import read_all

    quiet = Problems()
    sources = discover(paths, quiet) if paths.source_folders() else []
    lists = [
        replace(s, files=tuple(f for f in s.files if f.table == "municipality"), dropped=()) for s in sources
    ]
    raws, _ = read_all([s for s in lists if s.files], quiet)
    return sources, Registry.of(raws.get("municipality", []))


def _official(file: Path, sheet: str | None, sources: list[Source], registry: Registry) -> int:
    """Read the file as `refresh` would and tell what came of it."""
    from dataclasses import replace

    from etl.inspection.propose import head
    from etl.official.areas import WORDS
    from etl.official.load import examine
    from etl.official.readingrows import figures_kind
    from etl.problems import Problems
    from etl.read.entries import SourceFile

    folder = file.resolve().parent
    home = next((s for s in sources if s.folder.resolve() == folder), None)
    home = home or _elsewhere(file)
    named = next((f for f in home.files if f.path == file.name), None)
    entry = named if named and not named.table else SourceFile(file.name, "", "", {}, layout="auto")
    problems = Problems()
    done = examine(home, replace(entry, sheet=sheet or entry.sheet), registry, problems)
    if done is not None:
        reading = done.reading
        kind = figures_kind(reading)
        typer.echo(f"様式 / layout         {done.layout.name}: {done.layout.title} / {done.layout.title_en}")
        typer.echo(f"表 / table            {reading.table}")
        typer.echo(
            f"見出しの行 / header   {reading.header_row}" + (f"（{reading.sheet}）" if reading.sheet else "")
        )
        typer.echo(f"コードの列 / code     {reading.code or reading.name[0]}")
        for measure in reading.measures:
            told = " ".join(f"{k}={v}" for k, v in measure.constants.items())
            typer.echo(f"値の列 / figures      {measure.header} → {reading.value} {told}".rstrip())
        told = " ".join(f"{k}={v}" for k, v in reading.constants.items())
        typer.echo(f"定数 / constants      {told}")
        for name, count in done.counts.items():
            used = "使う / used" if name == kind else "使わない / not used"
            typer.echo(f"行 / rows             {count:>6,} {WORDS[name][0]} / {WORDS[name][1]}: {used}")
        for ja, _ in done.held:
            typer.echo(f"合計と一致 / sums     {ja}")
    for problem in problems.ordered():
        typer.echo(problem.line(english=False))
        typer.echo("  " + problem.line(english=True))
    if done is None or problems.stopping:
        return TO_COMPLETE
    typer.echo("")
    typer.echo("# このまま出典のフォルダに置けば読みます。source.toml に書くなら次のとおり")
    typer.echo("# it is read as it is in a source's folder; to name it in source.toml:")
    if not (file.resolve().parent / "source.toml").exists():
        titles = {"title": done.layout.title, "title_en": done.layout.title_en}
        typer.echo("\n".join([*head(file.resolve().parent.name, titles), ""]))
    typer.echo(f'[[file]]\npath = "{file.name}"\nlayout = "{done.layout.name}"')
    return COMPLETE


def _elsewhere(file: Path) -> Source:
    """A file that lies in no source yet: its problems name it as the command was given it."""
    from etl.read.discover import Source

    class Elsewhere(Source):
        def label(self, path: str) -> str:
            return str(file)

    return Elsewhere(file.resolve().parent.name, file.resolve().parent, {}, (), (), ())


def _propose(file: Path, grid: Grid, paths: Paths, sources: list[Source], registry: Registry) -> int:
    from etl.inspection.propose import head, mapping
    from etl.inspection.survey import survey

    told = survey(grid, registry)
    if told is None:
        typer.echo("見出しの行が見つかりません。1行目から 見出し・データ の順にします")
        typer.echo("no row looks like a header above data")
        return TO_COMPLETE
    where = f"（シート {told.sheet}）" if told.sheet else ""
    typer.echo(f"見出しの行 / header   {told.header_row}{where}")
    typer.echo(f"データの行 / rows     {told.rows:,}")
    if told.caption_unit:
        typer.echo(f"表題の単位 / unit     {told.caption_unit}")
    for number, label in told.totals[:_SHOWN]:
        typer.echo(f"合計の行 / total      {number}: {label}")
    if len(told.totals) > _SHOWN:
        typer.echo(f"                      … {len(told.totals):,}")
    if told.blank_headers:
        typer.echo(f"見出しのない列 / columns without header  {told.blank_headers}")
    if told.double_headers:
        typer.echo(f"重なる見出し / headers twice             {'、'.join(told.double_headers)}")
    for column in told.columns:
        for number, cell, guess in list(column.unlisted)[:_SHOWN]:
            near = f" → {guess}?" if guess else ""
            typer.echo(f"コード表にない / not in the code list   {number} {column.header}: {cell}{near}")
        if len(column.unlisted) > _SHOWN:
            typer.echo(f"                                        … {len(column.unlisted):,}")
        for number, cell in list(column.odd)[:_SHOWN]:
            typer.echo(f"数ではない / not a number               {number} {column.header}: {cell}")
    typer.echo("\n# 空欄を埋めて source.toml に書きます / complete this and put it into source.toml")
    if not (file.resolve().parent / "source.toml").exists():
        typer.echo("\n".join([*head(file.resolve().parent.name), ""]))
    typer.echo("\n".join(mapping(file, told, sources)))
    return TO_COMPLETE
