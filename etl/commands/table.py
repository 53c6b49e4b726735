"""python -m etl table new NAME FILE: a table of the office's own, its source.toml proposed."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from etl.commands.common import PROBLEMS, Root, paths_of, wrong_use
from etl.paths import Paths

app = typer.Typer(help="自分の表 / tables of your own", no_args_is_help=True, rich_markup_mode=None)
_CITED = ("title", "title_en", "publisher", "publisher_en", "licence")
# in which codes are looked up, with what they are made of
_LOOKED_UP = ("municipality_change", "municipality", "bureau_member", "scheme", "region")


@app.callback()
def main() -> None:
    """Keeps `new` a command of its own."""


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="表の名前（例 doctors） / name of the table")],
    file: Annotated[Path, typer.Argument(help="CSV、ブック、Parquet / a CSV, workbook or Parquet file")],
    sheet: Annotated[str | None, typer.Option(help="シート名 / name of the sheet")] = None,
    cite: Annotated[
        list[str] | None,
        typer.Option("--set", help="出典の項目（例 publisher=厚生労働省） / an entry of the citation"),
    ] = None,
    root: Root = None,
) -> None:
    """表を調べ、出典のフォルダと source.toml の案を作る / propose a table of your own from a file.

    Exit codes: 0 it loads as it is, 1 something is to be completed in source.toml, 2 wrong use.
    """
    from etl.commands.inspect import sources_and_registry
    from etl.inspection.owntable import propose
    from etl.inspection.propose import head
    from etl.inspection.sample import sampled
    from etl.inspection.survey import survey
    from etl.read.grid import Refused
    from etl.read.owntable import NAME

    paths = paths_of(root)
    folder = paths.sources / f"own_{name}"
    if not NAME.fullmatch(name):
        raise wrong_use(
            f"表の名前は英小文字・数字・_ で書きます（{name}）",
            f"a name has small letters, digits and _ ({name})",
        )
    if not file.is_file():
        raise wrong_use(f"ファイルがありません（{file}）", f"there is no such file ({file})")
    if folder.exists():
        raise wrong_use(f"{paths.short(folder)} はもうあります", f"{paths.short(folder)} is there already")
    said = dict(entry.split("=", 1) for entry in cite or [] if "=" in entry)
    if odd := [entry for entry in cite or [] if entry.split("=", 1)[0] not in _CITED or "=" not in entry]:
        raise wrong_use(
            f"--set は {'、'.join(_CITED)} です（{odd[0]}）", f"--set takes {', '.join(_CITED)} ({odd[0]})"
        )
    copied = _copied(file, folder)
    try:
        sheets, part = sampled(copied)
        grids = [grid for grid in sheets if sheet in (None, grid.sheet)]
        _, registry = sources_and_registry(paths)
        grid = max(grids, key=lambda one: len(one.rows), default=None)
        found = None if grid is None else survey(grid, registry)
    except Refused as reason:
        shutil.rmtree(folder)
        raise wrong_use(f"{file}: {reason.ja}", f"{file}: {reason.en}") from None
    if grid is None or found is None:
        shutil.rmtree(folder)
        raise wrong_use(
            f"{file}: 見出しの行が見つかりません", f"{file}: no row looks like a header above data"
        )
    lines = [*head(folder.name, said), "", *propose(name, copied.name, grid, found, said, part)]
    (folder / "source.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    typer.echo("\n".join(lines))
    typer.echo(f"\n書きました / wrote  {paths.short(folder)}/source.toml")
    if not _loads(paths, folder):
        raise typer.Exit(PROBLEMS)


def _copied(file: Path, folder: Path) -> Path:
    """The file in its folder. Raises wrong use."""
    try:
        folder.mkdir(parents=True)
        return Path(shutil.copyfile(file, folder / file.name))
    except OSError as error:
        raise wrong_use(f"書き込めません（{error}）", f"cannot write ({error})") from error


def _loads(paths: Paths, folder: Path) -> bool:
    """Read as `refresh` would; what is wrong, or is to be completed, is printed."""
    from etl import owntables
    from etl.problems import Problems
    from etl.read.discover import discover
    from etl.shape import read_tables

    problems = Problems()
    found = [source for source in discover(paths, problems) if source.folder == folder]
    own = owntables.read(found, read_tables(paths, Problems(), _LOOKED_UP), problems)
    label = f"data/sources/{folder.name}/"
    told = [p for p in problems.ordered() if p.file.startswith(label) and p.severity != "notice"]
    for problem in told:
        typer.echo(f"{problem.line(english=False)}\n  {problem.line(english=True)}")
    for name, frame in own.frames.items():
        rows = own.records[name].rows.places.height if name in own.records else frame.height
        typer.echo(f"このまま読めます / it loads as it is  {name}: {rows:,} 行 / rows")
    return bool(own.frames)
