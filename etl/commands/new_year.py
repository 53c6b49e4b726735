"""python -m etl new-year YEAR: what a year needs, told and laid out as workbooks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from etl.commands.common import AsJson, Root, paths_of, short_path, wrong_use
from etl.commands.due import NAMED, ListOnly, Out, Overwrite, read_due, read_year, workbook_folder
from etl.paths import Paths
from renkei.console import json_text


def register(app: typer.Typer) -> None:
    app.command("new-year")(new_year)


def new_year(
    year: Annotated[str, typer.Argument(help="年度（2025、令和7年度、R7） / the year (2025, R7)")],
    out: Out = None,
    list_only: ListOnly = False,
    overwrite: Overwrite = False,
    as_json: AsJson = False,
    root: Root = None,
) -> None:
    """新しい年度に要るものを示し、記入用の様式を作る / tell what a year needs, lay out workbooks.

    A workbook that is already there is kept, unless --overwrite. Exit codes: 0 told (and laid out),
    1 the sources cannot be read in full, 2 wrong use or no room to write.
    """
    paths = paths_of(root)
    at = read_year(year)
    folder = workbook_folder(paths, out, at)
    try:
        report = _lay_out(paths, at, None if list_only else folder, overwrite)
    except OSError as error:
        raise wrong_use(f"書き込めません（{error}）", f"cannot write ({error})") from error
    if as_json:
        typer.echo(json_text(report))
    else:
        _print(report, paths, typer.echo)


def _lay_out(paths: Paths, year: int, folder: Path | None, overwrite: bool) -> dict[str, Any]:
    """Read the sources, lay out one workbook for each that lacks something, and say what is due."""
    from etl.newyear.duebook import lay_out
    from etl.newyear.expected import missed, respondent

    read = read_due(paths, year)
    due = read.rows
    due_by_source = []
    for source in dict.fromkeys(source.source_id for source, _ in due):
        rows = [row for item, row in due if item.source_id == source]
        owner = next(item for item, _ in due if item.source_id == source)
        path, laid_out = None, False
        if folder is not None:
            path = folder / f"{source}.xlsx"
            laid_out = overwrite or not path.exists()
            if laid_out:
                folder.mkdir(parents=True, exist_ok=True)
                lay_out(path, owner, year, rows, read.names, read.limits, schemes=read.schemes)
        due_by_source.append(
            {
                "source_id": source,
                "title": owner.citation["title"],
                "title_en": owner.citation["title_en"],
                "as_of": str(owner.citation["as_of"] or ""),
                "workbook": short_path(path, paths) if path else None,
                "laid_out": laid_out,
                "tables": [
                    _table(rows, table, at, respondent(owner, table), missed(owner, table))
                    for table, at in dict.fromkeys((row.table, row.year) for row in rows)
                ],
            }
        )
    return {"year": year, "sources": due_by_source}


def _table(rows: Sequence[Any], table: str, at: int, ask: tuple[str, str], is_missed: bool) -> dict[str, Any]:
    from etl.newyear.sheetlayout import LAYOUTS
    from etl.newyear.words import STATES

    mine = [row for row in rows if (row.table, row.year) == (table, at)]
    return {
        "table": table,
        "title": LAYOUTS[table].sheet,
        "title_en": LAYOUTS[table].sheet_en,
        "year": at,
        "fiscal": mine[0].fiscal,
        "ask": ask[0],
        "ask_en": ask[1],
        "optional": not is_missed,
        "expected": len(mine),
        **{state: sum(row.state == state for row in mine) for state in STATES},
        "open": [
            {
                "key": dict(row.keys),
                "label": row.label,
                "label_en": row.label_en,
                "state": row.state,
                "so_far": row.now or None,
                "note": row.note,
                "note_en": row.note_en,
            }
            for row in mine
            if row.open
        ],
    }


def _print(report: dict[str, Any], paths: Paths, echo: Callable[[str], None]) -> None:
    from etl.newyear.words import fiscal_year

    at = report["year"]
    echo(f"{fiscal_year(at)}（{at}）までに要るもの / what is due up to {at}")
    if not report["sources"]:
        echo("要るものはありません（登録ずみか、数値のない年）")
        echo("nothing is due (registered, or a year without figures)")
    for source in report["sources"]:
        echo(f"\n{source['source_id']}  {source['title']}（時点 / as of {source['as_of']}）")
        respondent = None
        for table in source["tables"]:
            if table["ask"] != respondent:
                respondent = table["ask"]
                echo(f"  聞く先 / ask: {respondent} / {table['ask_en']}")
            _print_table(table, echo)
        if source["workbook"]:
            note = (
                "" if source["laid_out"] else "（前に作ったものを残しました / kept, --overwrite で作り直し）"
            )
            echo(f"  様式 / workbook: {source['workbook']}{note}")
    if any(source["workbook"] for source in report["sources"]):
        place = paths.short(paths.sources)
        echo(f"\n記入した様式を {place}/<出典ID>/ に入れ、make refresh を実行します。")
        echo(f"Put each filled-in workbook into {place}/<source id>/ and run make refresh.")


def _print_table(table: dict[str, Any], echo: Callable[[str], None]) -> None:
    from etl.newyear.words import STATES, year_of

    counts = "、".join(f"{ja} / {en} {table[state]:,}" for state, (ja, en) in STATES.items() if table[state])
    at = year_of(table["year"], table["fiscal"])
    if table["optional"]:
        rows = f"{table['expected']:,}行 / rows"
        echo(
            f"  {table['title']} / {table['title_en']}  {at}: {rows}（書けるところだけ / where there is one）"
        )
        return
    echo(f"  {table['title']} / {table['title_en']}  {at}: {table['expected']:,}行 / rows（{counts}）")
    if len(table["open"]) <= NAMED:
        for row in table["open"]:
            so_far = f"（{row['so_far']}）" if row["so_far"] else ""
            echo(f"      {' / '.join(STATES[row['state']])}  {row['label']} / {row['label_en']}{so_far}")
    for note, note_en in dict.fromkeys((row["note"], row["note_en"]) for row in table["open"] if row["note"]):
        echo(f"      ※ {note}")
        echo(f"        {note_en}")
