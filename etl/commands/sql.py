"""python -m etl sql …: the analyst's short loop, against the live build; nothing is published."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from etl.build import fingerprint
from etl.commands import lineage
from etl.commands.common import DONE, PROBLEMS, WRONG_USE, Root, no_live_build, paths_of, say_error
from etl.paths import Paths
from renkei import tablenames
from renkei.onevalue import OneValue

app = typer.Typer(
    cls=OneValue,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="分析者のビュー（sql/views）を書く・確かめる / write and check the analysts' views in sql/views",
)
app.command()(lineage.lineage)
_SHOWN = 20

SKELETON = """\
/*
# 題名。パネルの見出しに使う / title, used on the board
title: {name}
title_en: {name}
# この表が答える問い / the question this view answers
question: どの地域が…か
question_en: Which regions …?
# 1行を決める列。重複と空欄は許されない / columns that identify a row: unique, never null
grain: [region_id]
# 図: {kinds}
chart: {{kind: ranked_bar, value: member_count, label: name}}
# 画面の絞り込みのうち効かせるもの（任意）: region, peers, year / filters of the board that apply (optional)
# filters: [region]
# 検査（任意）: unique, not_null, accepted, range, relationship, sum / checks (optional)
# checks:
#   - range: {{member_count: [1, 200]}}
# 題名の後ろの文（任意）。行の値が入る / a sentence of your own (optional), filled from the rows
# finding: "{{first.name}}が{{first.member_count}}で、中央値は{{median.member_count}}"
# finding_en: "{{first.name}}: {{first.member_count}}; median {{median.member_count}}"
# 目立たせる行（任意）/ rows that stand out (optional)
# highlight: [日高連携地域]
# 注（任意）/ notes (optional)
# notes: [令和6年4月1日現在の構成市町村]
# すべての列に label と label_en、数には unit / every column needs labels, every number a unit
columns:
  region_id: {{label: 地域ID, label_en: Region ID}}
  name: {{label: 地域, label_en: Region}}
  name_en: {{label: 地域（英語）, label_en: Region (English)}}
  member_count: {{label: 構成市町村, label_en: Members, unit: 市町村, unit_en: municipalities}}
*/
select
    region_id,
    name,
    name_en,
    member_count
from kpi.region_overview
order by member_count desc
"""


def _refuse(ja: str, en: str) -> typer.Exit:
    say_error(ja, en)
    return typer.Exit(WRONG_USE)


def _live(paths: Paths) -> dict[str, Any]:
    live = fingerprint.live_manifest(paths)
    if live is None:
        raise _refuse(*no_live_build(paths))
    return live


def _database(paths: Paths) -> Path:
    return paths.builds / str(_live(paths)["build_id"]) / "cooperation.duckdb"


@contextmanager
def _copy(paths: Paths) -> Iterator[Any]:
    """A copy of the live build's file, open for writing: what is tried there is gone afterwards."""
    import duckdb

    from etl.build.database import look_beside

    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "cooperation.duckdb"
        shutil.copyfile(_database(paths), copy)
        with duckdb.connect(str(copy)) as connection:
            look_beside(connection, _database(paths).parent)
            yield connection


@app.command()
def check(
    files: Annotated[list[Path] | None, typer.Argument(help="調べるファイル / files to check")] = None,
    root: Root = None,
) -> None:
    """SQL ファイルを公開版に当てて確かめる（公開はしない） / check SQL files against the live build.

    Exit codes: 0 good, 1 something is wrong with a file, 2 wrong use.
    """
    from etl.problems import Problems
    from etl.sqlviews.drawing import Drawing
    from etl.sqlviews.sqlfile import Folders
    from etl.sqlviews.views import Views, limits
    from etl.sqlviews.viewtrial import Limits

    paths = paths_of(root)
    problems = Problems()
    chosen = [path.resolve() for path in files or sorted(paths.views.glob("*.sql"))]
    for path in chosen:
        if not path.is_file():
            raise _refuse(f"ファイルがありません: {path.name}", f"there is no such file: {path.name}")
    with tempfile.TemporaryDirectory() as folder, _copy(paths) as connection:
        for schema in ("kpi", "views"):
            (Path(folder) / schema).mkdir()
        for path in chosen:
            schema = "kpi" if path.parent.name == "kpi" else "views"
            shutil.copyfile(path, Path(folder) / schema / path.name)
            connection.execute(f'drop view if exists {schema}."{path.stem}"')
        drawing = Drawing(every=bool(files))
        views = Views(limits=limits(paths.settings()) if chosen else Limits(), drawing=drawing)
        started = time.perf_counter()
        views.load(Folders(Path(folder)), problems)
        with drawing:
            views.create(connection, problems)
        spent = time.perf_counter() - started
        for problem in problems.ordered():
            typer.echo(problem.line(english=False))
            typer.echo("  " + problem.line(english=True))
            if problem.excerpt:
                typer.echo(problem.excerpt)
        for file in views.files:
            rows = connection.execute(f"select count(*) from {file.qualified}").fetchone()[0]
            count = len(file.columns)
            typer.echo(f"{file.label}: {rows:,} 行 × {count} 列 / {rows:,} rows × {count} columns")
    typer.echo(f"{len(chosen)} ファイル、{spent:.2f} 秒 / {len(chosen)} files, {spent:.2f} s")
    raise typer.Exit(PROBLEMS if len(problems) else DONE)


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="ビューの名前（英小文字） / name of the view")],
    root: Root = None,
) -> None:
    """sql/views にひな形を書く / write a commented skeleton into sql/views."""
    from etl.sqlviews import charts
    from etl.sqlviews.sqlheader import NAME, RESERVED

    path = paths_of(root).views / f"{name}.sql"
    if not NAME.fullmatch(name) or name in RESERVED:
        raise _refuse(
            f"名前は英小文字で始め、英小文字・数字・_ だけにします: {name}",
            f"a name starts with a lower-case letter and holds lower-case letters, digits and _: {name}",
        )
    kinds = " / ".join(
        f"{kind}({', '.join([*told.needs, *told.may])}) {told.shows}"
        if told.needs
        else f"{kind} {told.shows}"
        for kind, told in charts.KINDS.items()
    )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(SKELETON.format(name=name, kinds=kinds))
    except FileExistsError:
        raise _refuse(
            f"同じ名前のファイルがあります: sql/views/{name}.sql", f"sql/views/{name}.sql exists"
        ) from None
    except OSError as error:
        raise _refuse(
            f"sql/views に書けません（{error.strerror}）", f"sql/views cannot be written ({error.strerror})"
        ) from None
    typer.echo(f"書きました / wrote  sql/views/{name}.sql")
    typer.echo(f"確かめる / check   python -m etl sql check sql/views/{name}.sql")


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="表かビュー（例 kpi.coverage） / a table or view")],
    rows: Annotated[int, typer.Option(min=1, max=1000, help="行数 / rows")] = _SHOWN,
    root: Root = None,
) -> None:
    """公開版の表・ビューの先頭を表示する / the first rows of a table or view of the live build."""
    import duckdb
    from rich.console import Console
    from rich.table import Table

    from etl.build.database import reader
    from etl.near import near

    with reader(_database(paths_of(root)).parent) as connection:
        known = [
            row[0]
            for row in connection.execute(
                "select case table_schema when 'main' then '' else table_schema || '.' end || table_name "
                f"from information_schema.tables where table_schema in ({tablenames.LISTED})"
            ).fetchall()
        ]
        places = (name, *(f"{schema}.{name}" for schema in ("views", "kpi", tablenames.OWN)))
        chosen = next((place for place in places if place in known), None)
        if chosen is None:
            guess = near(name, known) or near(name, [n.split(".")[-1] for n in known])
            tail = (f"。候補: {guess}", f" — did you mean {guess}?") if guess else ("", "")
            raise _refuse(
                f"この名前の表もビューもありません: {name}{tail[0]}", f"no table or view {name}{tail[1]}"
            )
        quoted = ".".join(f'"{part}"' for part in chosen.split("."))
        try:
            # as the engine writes them: not every value of it is one of Python
            cursor = connection.execute(
                f"select columns(*)::varchar from (select * from {quoted} limit {rows + 1})"
            )
        except duckdb.Error as error:
            why = str(error).splitlines()[0]
            raise _refuse(f"{chosen} は読めません（{why}）", f"{chosen} cannot be read ({why})") from None
        names = [column[0] for column in cursor.description or ()]
        found = cursor.fetchall()
    table = Table(title=chosen)
    for column in names:
        table.add_column(column)
    for row in found[:rows]:
        table.add_row(*["—" if cell is None else cell for cell in row])
    Console().print(table)
    if len(found) > rows:
        typer.echo(f"先頭の {rows} 行 / the first {rows} rows")


@app.command()
def docs(
    out: Annotated[Path | None, typer.Option(help="書き出すファイル / file to write")] = None,
    root: Root = None,
) -> None:
    """データ辞書を1枚の HTML に書く / write the data dictionary as one HTML file."""
    from etl.build.dictionary import page

    paths = paths_of(root)
    target = out or paths.mart / "dictionary.html"
    target.write_text(page(_database(paths), _live(paths)), encoding="utf-8")
    typer.echo(f"書きました / wrote  {target.name}")


@app.command("format")
def format_(
    files: Annotated[list[Path] | None, typer.Argument(help="整えるファイル / files to format")] = None,
    root: Root = None,
) -> None:
    """SQL の書き方を整える（sqlfluff） / format SQL files with sqlfluff."""
    paths = paths_of(root)
    chosen = [str(path) for path in files or sorted(paths.views.glob("*.sql"))]
    try:
        done = subprocess.run([sys.executable, "-m", "sqlfluff", "fix", *chosen], cwd=paths.root, check=False)
    except OSError as error:
        raise _refuse(f"sqlfluff が動きません（{error}）", f"sqlfluff does not run ({error})") from error
    raise typer.Exit(done.returncode)
