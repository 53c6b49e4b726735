"""python -m etl document FILE: what a document has of what is due, laid out as proposals to be marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from etl.commands.common import PROBLEMS, AsJson, Root, paths_of, say_error, short_path, stop_at, wrong_use
from etl.commands.due import NAMED, DueNow, ListOnly, Out, Overwrite, read_due, read_year, workbook_folder
from etl.paths import Paths
from renkei.console import json_text

if TYPE_CHECKING:
    from etl.document.find import Search
    from etl.document.pages import Document
    from etl.newyear.due import Due


def register(app: typer.Typer) -> None:
    app.command("document")(document)


def document(
    file: Annotated[Path, typer.Argument(help="事例集などの PDF か文字のファイル / a PDF or a text file")],
    year: Annotated[
        str | None, typer.Option(help="年度（2025、R7）。省くと次の年度まで / up to this year [the next one]")
    ] = None,
    words: Annotated[
        Path | None,
        typer.Option(
            help="この資料の言葉（TOML、項目は etl/document/wording.toml）/ what this document calls things"
        ),
    ] = None,
    out: Out = None,
    list_only: ListOnly = False,
    overwrite: Overwrite = False,
    as_json: AsJson = False,
    root: Root = None,
) -> None:
    """資料から要る数値をさがし、提案を並べた様式を作る / find what is due in a document, lay out proposals.

    Nothing is entered: a person marks each proposal that is right, and the workbook comes back as that of
    new-year does. Exit codes: 0 proposals (laid out), 1 the document or the sources cannot be read, or
    nothing that is due was found, 2 wrong use or no room to write.
    """
    from etl.document.find import search
    from etl.document.pages import read_document
    from etl.document.wording import read_wording
    from etl.problems import Problems
    from etl.read.grid import Refused

    paths = paths_of(root)
    problems = Problems()
    try:
        wording = read_wording(paths.folder, words, problems)
    except OSError as error:
        raise wrong_use(f"{words} が読めません（{error}）", f"{words} cannot be read ({error})") from error
    stop_at(problems)
    try:
        read = read_document(file)
    except Refused as refused:
        at = f"（{refused.value}）" if refused.value else ""
        say_error(f"{file.name}: {refused.ja}{at}", f"{file.name}: {refused.en}{at}")
        raise typer.Exit(PROBLEMS) from None
    except OSError as error:
        raise wrong_use(f"{file} が読めません（{error}）", f"{file} cannot be read ({error})") from error
    due = read_due(paths, read_year(year) if year else None, forms=False)
    open_rows = [row for _, row in due.rows if row.open]
    result = search(read, open_rows, due.frames, wording)
    folder = workbook_folder(paths, out, due.year)
    try:
        report = _lay_out(
            paths, file, wording.files, read, due, result, None if list_only else folder, overwrite
        )
    except OSError as error:
        raise wrong_use(f"書き込めません（{error}）", f"cannot write ({error})") from error
    if as_json:
        typer.echo(json_text(report))
    else:
        _print(report, paths, typer.echo)
    if not result.proposals:
        raise typer.Exit(PROBLEMS)


def _lay_out(
    paths: Paths,
    file: Path,
    words: Sequence[str],
    read: Document,
    due: DueNow,
    result: Search,
    folder: Path | None,
    overwrite: bool,
) -> dict[str, Any]:
    """One workbook for each source of which the document has something, with the tables that it has."""
    from etl.newyear.duebook import Searched, lay_out
    from etl.newyear.proposal import key_of

    sources = []
    for owner in {source.source_id: source for source, _ in due.rows}.values():
        rows = [row for source, row in due.rows if source is owner and row.open]
        tables = dict.fromkeys(row.table for row in rows)
        has = {table for table, _ in result.proposals if table in tables}
        mine = [row for row in rows if row.table in has]
        path, laid_out = None, False
        if folder is not None and any(key_of(row) in result.proposals for row in mine):
            path = folder / f"{owner.source_id}_{file.stem}.xlsx"
            laid_out = overwrite or not path.exists()
            if laid_out:
                folder.mkdir(parents=True, exist_ok=True)
                searched = Searched(result.proposals, result.missing, _about(file, read, result))
                lay_out(path, owner, due.year, mine, due.names, due.limits, searched, due.schemes)
        sources.append(
            {
                "source_id": owner.source_id,
                "title": owner.citation["title"],
                "title_en": owner.citation["title_en"],
                "workbook": short_path(path, paths) if path else None,
                "laid_out": laid_out,
                "tables": [_table([row for row in rows if row.table == table], result) for table in tables],
            }
        )
    return {
        "document": file.name,
        "words": [short_path(Path(path), paths) for path in words],
        "pages": read.pages,
        "pages_without_text": list(read.without_text),
        "fonts_lacking": list(read.fonts_lacking),
        "as_of": str(result.day or "") or None,
        "year": due.year,
        "sources": sources,
    }


def _about(file: Path, read: Document, result: Search) -> list[tuple[str, str, str]]:
    """Lines for the sheet 説明."""
    lines = [
        ("さがした資料 / searched", file.name, f"{file.name} ({read.pages} pages)"),
        (
            "提案 / proposals",
            "斜体の値（黄色の欄）は資料から拾った提案です。印字と頁を見比べ、正しい行の「採否」に ○ を"
            "書きます。○ のない提案は読み込まれません。",
            "Values in italics (yellow cells) are proposals. Compare them with what is printed, and write ○ "
            "into 採否 where they are right. A proposal without ○ is not read.",
        ),
        (
            "取組 / activities",
            "取組は資料の文のままです。要点だけに短く直します。",
            "Activities are the document's own sentences: shorten them to the facts.",
        ),
    ]
    if result.day is None:
        ja, en = (
            "資料に「…現在」の日がないので、実績か予定かは空欄です",
            "no day is printed: whether done or planned is blank",
        )
        lines.append(("時点 / as of", ja, en))
    if read.without_text:
        pages = "、".join(map(str, read.without_text))
        lines.append(("見ていない頁 / not read", f"{pages}頁（文字がない）", f"pages {pages} have no text"))
    if read.fonts_lacking:
        lines.append(("字体 / fonts", *_lacking(file.name, read.fonts_lacking)))
    return lines


def _lacking(name: str, fonts: Sequence[str]) -> tuple[str, str]:
    listed = "、".join(fonts[:NAMED]) + (f"（ほか {len(fonts) - NAMED}）" if len(fonts) > NAMED else "")
    return (
        f"要確認：{name} は字体（{listed}）を含みません。数字が抜けて読まれることがあります。提案の値も、"
        "見つからない値も、原本と一字ずつ見比べます（字体を埋め込んだ PDF なら確かです）",
        f"to check: {name} does not hold its fonts ({listed}): digits may be missing in what was read. "
        "Compare every value with the document, digit by digit (a PDF with embedded fonts is read surely)",
    )


def _table(rows: Sequence[Due], result: Search) -> dict[str, Any]:
    from etl.newyear.proposal import key_of
    from etl.newyear.sheetlayout import LAYOUTS

    layout = LAYOUTS[rows[0].table]
    with_some = [row for row in rows if key_of(row) in result.proposals]
    return {
        "table": layout.table,
        "title": layout.sheet,
        "title_en": layout.sheet_en,
        "due": len(rows),
        "proposed": len(with_some),
        "several": sum(len(result.proposals[key_of(row)]) > 1 for row in with_some),
        "rows": [
            {
                "key": dict(row.keys),
                "label": row.label,
                "label_en": row.label_en,
                "year": row.year,
                "proposals": [
                    {
                        **dict(proposal.answers),
                        "printed": proposal.printed,
                        "place": proposal.place,
                        "heading": proposal.heading,
                        "grade": proposal.grade,
                    }
                    for proposal in result.proposals[key_of(row)]
                ],
            }
            for row in with_some
        ],
        "not_found": [
            {
                "key": dict(row.keys),
                "label": row.label,
                "label_en": row.label_en,
                "year": row.year,
                "why": result.missing[key_of(row)][0],
                "why_en": result.missing[key_of(row)][1],
            }
            for row in rows
            if key_of(row) in result.missing
        ],
    }


def _print(report: dict[str, Any], paths: Paths, echo: Callable[[str], None]) -> None:
    pages = report["pages_without_text"]
    echo(f"{report['document']}（{report['pages']}頁、時点 {report['as_of'] or '印字なし'}）")
    echo(f"{report['document']} ({report['pages']} pages, as of {report['as_of'] or 'no day printed'})")
    if report["words"]:
        echo(f"  資料の言葉 / words of documents: {'、'.join(report['words'])}")
    if pages:
        numbers = "、".join(map(str, pages))
        echo(f"  文字がなく見ていない頁 / pages without text, not read: {numbers}")
    if report["fonts_lacking"]:
        for line in _lacking(report["document"], report["fonts_lacking"]):
            echo(f"  {line}")
    for source in report["sources"]:
        echo(f"\n{source['source_id']}  {source['title']} / {source['title_en']}")
        for table in source["tables"]:
            _print_table(table, echo)
        if source["workbook"]:
            note = (
                "" if source["laid_out"] else "（前に作ったものを残しました / kept, --overwrite で作り直し）"
            )
            echo(f"  様式 / workbook: {source['workbook']}{note}")
    if any(source["workbook"] for source in report["sources"]):
        place = paths.short(paths.sources)
        echo(f"\n様式の印字と値を見比べ、正しい行の「採否」に ○ を書いて {place}/<出典ID>/ に入れます。")
        echo(f"Compare, write ○ into 採否 where it is right, put the file into {place}/<source id>/.")
    elif not any(table["proposed"] for source in report["sources"] for table in source["tables"]):
        echo(
            "\nこの資料には、要る数値が一つも見つかりません（別の種類の資料か、画像の頁）。様式は作りません。"
        )
        echo(
            "Nothing that is due was found (another kind of document, or pictures): no workbook is laid out."
        )


def _print_table(table: dict[str, Any], echo: Callable[[str], None]) -> None:
    several = table["several"]
    twice = f"、値が二つ以上 / several values {several:,}" if several else ""
    echo(
        f"  {table['title']} / {table['title_en']}  要る / due {table['due']:,}: "
        f"提案 / proposed {table['proposed']:,}{twice}、見つからない / not found {len(table['not_found']):,}"
    )
    for ja, en, rows in _by_reason(table["not_found"]) if table["proposed"] else ():
        echo(f"      {ja} / {en}（{len(rows):,}）")
        for row in rows if len(rows) <= NAMED else ():
            echo(f"        {row['year']}  {row['label']} / {row['label_en']}")


def _by_reason(rows: Sequence[dict[str, Any]]) -> list[tuple[str, str, list[dict[str, Any]]]]:
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault((row["why"], row["why_en"]), []).append(row)
    return [(ja, en, same) for (ja, en), same in found.items()]
