"""python -m etl sql lineage NAME: where each column of a view comes from, in the terminal."""

from __future__ import annotations

from typing import Annotated

import typer

from etl.build import fingerprint
from etl.commands.common import AsJson, Root, no_live_build, paths_of, wrong_use
from renkei import tablenames
from renkei.console import json_text


def lineage(
    name: Annotated[str, typer.Argument(help="ビュー（例 kpi.coverage） / a view")],
    root: Root = None,
    as_json: AsJson = False,
) -> None:
    """列の由来（ビューの列 → 表の列 → 出典） / where columns come from: view, table, source.

    Exit codes: 0 told, 2 no such view or no build.
    """
    from etl.build.database import reader
    from etl.near import near
    from etl.problems import Problems
    from etl.sqlviews import columnlineage, projectsql, sqlfile, sqlorder
    from etl.sqlviews.trialapart import ReadApart

    paths = paths_of(root)
    live = fingerprint.live_manifest(paths)
    if live is None:
        raise wrong_use(*no_live_build(paths))
    problems = Problems()
    folders = projectsql.folders_of(paths)
    with ReadApart() as apart:
        loaded = [
            *sqlfile.load(folders, "kpi", problems),
            *sqlfile.load(folders, "views", problems, apart),
        ]
    files = {file.qualified: file for file in sqlorder.ordered(loaded, problems)}
    chosen = next((n for n in (name, f"views.{name}", f"kpi.{name}") if n in files), None)
    if chosen is None:
        guess = near(name, list(files)) or near(name, [n.split(".")[-1] for n in files])
        tail = (f"。候補: {guess}", f" — did you mean {guess}?") if guess else ("", "")
        raise wrong_use(f"この名前のビューはありません: {name}{tail[0]}", f"no view {name}{tail[1]}")
    with reader(paths.builds / str(live["build_id"])) as connection:
        tables: dict[str, list[str]] = {}
        for table, column in connection.execute(
            "select schema_name || '.' || table_name, column_name from duckdb_columns() "
            f"where schema_name in ('main', '{tablenames.OWN}') and not internal"
        ).fetchall():
            tables.setdefault(tablenames.bare(table), []).append(column)
        named = {
            table: {
                row[0]
                for row in connection.execute(
                    f"select distinct source_id from {table} where source_id is not null"
                ).fetchall()
            }
            for table, columns in tables.items()
            if "source_id" in columns
        }
    schema = columnlineage.schema_of(files.values(), tables)
    told = columnlineage.with_sources(columnlineage.column_lineage(chosen, files, schema), named)
    if as_json:
        typer.echo(json_text(told))
        return
    typer.echo(chosen)
    for column, item in told.items():
        typer.echo(f"{column}")
        if not item["reads"]:
            typer.echo("  ← 表の列を読まない値 / no column of a table")
            continue
        typer.echo(f"  ← {', '.join(item['reads'])}")
        if item["tables"] != item["reads"]:
            typer.echo(f"  ← {', '.join(item['tables'])}")
        typer.echo(f"  ← {', '.join(item['sources'])}")
