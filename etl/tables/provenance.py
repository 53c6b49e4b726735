"""source, source_file, correction, accepted_doubt: what stands behind the figures.

These tables are made from source.toml itself, not from a source's files.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import dataframely as dy
import polars as pl

from etl.problems import Problem, Problems
from etl.read.discover import Source
from etl.read.entries import Accepted, Correction
from etl.tables.base import Raws, Table, label
from etl.tables.columns import Raw
from etl.tables.correct import several, useless


class SourceTable(dy.Schema):
    source_id = dy.String(primary_key=True, metadata=label("出典ID", "Source ID"))
    title = dy.String(nullable=False, metadata=label("資料名", "Title"))
    title_en = dy.String(nullable=False, metadata=label("資料名（英語）", "Title (English)"))
    publisher = dy.String(nullable=False, metadata=label("発行", "Publisher"))
    publisher_en = dy.String(nullable=False, metadata=label("発行（英語）", "Publisher (English)"))
    published_on = dy.Date(nullable=True, metadata=label("公表日", "Published on"))
    as_of = dy.Date(nullable=True, metadata=label("時点", "As of"))
    licence = dy.String(nullable=False, metadata=label("利用条件", "Licence or terms"))
    licence_en = dy.String(nullable=True, metadata=label("利用条件（英語）", "Licence (English)"))
    url = dy.String(nullable=True, metadata=label("掲載先", "Address"))
    note = dy.String(nullable=True, metadata=label("注記", "Note"))
    note_en = dy.String(nullable=True, metadata=label("注記（英語）", "Note (English)"))
    # national: statistics of all Japan; example: of other places; empty: this office's own
    share = dy.String(nullable=True, metadata=label("だれの資料か（空欄は自分）", "Whose it is (empty: own)"))


class SourceFileTable(dy.Schema):
    source_id = dy.String(primary_key=True, metadata=label("出典ID", "Source ID"))
    path = dy.String(primary_key=True, metadata=label("ファイル", "File"))
    table_name = dy.String(primary_key=True, metadata=label("表", "Table"))
    ref = dy.String(nullable=False, metadata=label("資料の頁・見出し", "Page or heading"))
    row_count = dy.Int64(nullable=False, metadata=label("行数", "Rows", "行"))


class CorrectionTable(dy.Schema):
    source_id = dy.String(primary_key=True, metadata=label("出典ID", "Source ID"))
    sort_order = dy.Int64(primary_key=True, metadata=label("並び順", "Order", "番目"))
    path = dy.String(nullable=True, metadata=label("ファイル", "File"))
    column_name = dy.String(nullable=True, metadata=label("列", "Column"))
    printed = dy.String(nullable=False, metadata=label("資料の表記", "As printed"))
    taken = dy.String(nullable=False, metadata=label("採った読み", "Taken as"))
    place = dy.String(nullable=False, metadata=label("箇所", "Where"))
    reason = dy.String(nullable=False, metadata=label("理由", "Reason"))
    reason_en = dy.String(nullable=False, metadata=label("理由（英語）", "Reason (English)"))
    beside = dy.List(
        dy.String(nullable=False), nullable=False, metadata=label("かかわる行", "Rows it stands beside")
    )


class AcceptedTable(dy.Schema):
    source_row = dy.String(primary_key=True, metadata=label("転記ファイルと行", "Transcribed file and row"))
    rule = dy.String(primary_key=True, metadata=label("規則", "Rule"))
    source_id = dy.String(nullable=False, metadata=label("出典ID", "Source ID"))
    row_key = dy.String(primary_key=True, metadata=label("行のキー", "Key of the row"))
    value = dy.String(nullable=False, metadata=label("値", "Value"))
    reason = dy.String(nullable=False, metadata=label("認めた理由", "Why it was accepted"))
    reason_en = dy.String(nullable=False, metadata=label("認めた理由（英語）", "Reason (English)"))


def sources(several: Sequence[Source], raws: Raws) -> pl.DataFrame:
    """The folders' documents, and those that a filled-in workbook of a later year brings with it."""
    names = SourceTable.column_names()
    told = [{"source_id": s.source_id} | s.citation for s in several]
    brought = {
        raw.file.cited_as(raw.source.source_id): _brought(raw, *document)
        for several in raws.values()
        for raw in several
        if (document := raw.file.brings()) is not None
    }
    rows = [{n: row.get(n) for n in names} for row in (*told, *brought.values())]
    return SourceTable.cast(
        pl.DataFrame(
            rows, schema_overrides={"as_of": pl.Date, "published_on": pl.Date}, infer_schema_length=None
        )
    )


def _brought(raw: Raw, document: str | None, as_of: dt.date | None) -> dict[str, object]:
    file, of = raw.file, raw.source.citation
    return of | {
        "source_id": file.cited_as(raw.source.source_id),
        "title": document or f"新しい年度の様式 {file.path}（資料名の記入なし）",
        "title_en": f"Later figures, form {file.path}" + (f" ({document})" if document else ""),
        "as_of": as_of,
        "published_on": None,
        "url": None,
        "note": f"「{of['title']}」の様式で届いた数値",
        "note_en": f"Figures told on the form of: {of['title_en']}",
    }


def source_files(raws: Raws, twice: Mapping[str, int]) -> pl.DataFrame:
    """`twice`: by "source_id/path", the rows that another file has already and that do not count again."""
    rows = [
        {
            "source_id": raw.file.cited_as(raw.source.source_id),
            "path": raw.file.path,
            "table_name": name,
            "ref": raw.file.ref,
            "row_count": len(raw) - twice.get(f"{raw.source.source_id}/{raw.file.path}", 0),
        }
        for name, several in raws.items()
        for raw in several
    ]
    return pl.DataFrame(rows) if rows else SourceFileTable.create_empty()


def corrections(
    sources: Sequence[Source], frames: Mapping[str, pl.DataFrame], problems: Problems
) -> pl.DataFrame:
    """Of every correction both readings, and the rows of complete `frames` that it is about."""
    rows = [
        {
            "source_id": s.source_id,
            "sort_order": n,
            "path": c.file,
            "column_name": c.column,
            "printed": c.printed,
            "taken": c.taken,
            "place": c.where,
            "reason": c.reason,
            "reason_en": c.reason_en,
            "beside": _beside(s, c, frames, problems),
        }
        for s in sources
        for n, c in enumerate(s.corrections, start=1)
    ]
    empty = CorrectionTable.create_empty()
    return pl.DataFrame(rows, schema=empty.schema) if rows else empty


def _beside(
    source: Source, item: Correction, frames: Mapping[str, pl.DataFrame], problems: Problems
) -> list[str]:
    """What a correction changes stands in its row's own note; the others name the rows they are about.

    Each place once (a line may hold several rows) and in the file's order: a table that was taken over has
    its rows in another order than one that was made.
    """
    file = next((file for file in source.files if file.path == item.file), None)
    frame = frames.get(file.table) if file else None
    if file is None or frame is None or item.column is not None:
        return []
    named = {file.columns.get(header, header): several(cell) for header, cell in item.match.items()}
    if not set(named) <= set(frame.columns):
        rows = frame.clear()
    else:
        rows = frame.filter(
            pl.col("source_row").str.starts_with(f"{source.source_id}/{file.path}:"),
            *(pl.col(column).cast(pl.String).is_in(cells) for column, cells in named.items()),
        )
    if rows.is_empty():  # of a column that is read as something else, such as 令和5年度
        problems.add(useless(item, source, file, "correction_unused"))
    # all are of one file: the longer number is the greater
    return sorted(set(rows["source_row"]), key=lambda place: (len(place), place))


def accepted(doubts: Sequence[tuple[Problem, Accepted, str]]) -> pl.DataFrame:
    """(doubt, acceptance, source_row) of every doubt a person accepted."""
    rows = [
        {
            "source_row": row,
            "rule": p.rule,
            "source_id": p.source_id,
            "row_key": p.key,
            "value": a.value,
            "reason": a.reason,
            "reason_en": a.reason_en,
        }
        for p, a, row in doubts
    ]
    empty = AcceptedTable.create_empty()
    return pl.DataFrame(rows, schema=empty.schema) if rows else empty


def _made_elsewhere(raws: Raws, done: object) -> pl.DataFrame:
    raise LookupError("made from source.toml by the functions of this module")


TABLES = [
    Table("source", SourceTable, _made_elsewhere, "出典", "Sources"),
    Table("source_file", SourceFileTable, _made_elsewhere, "出典のファイル", "Files of the sources"),
    Table("correction", CorrectionTable, _made_elsewhere, "読み替え", "Corrections"),
    Table("accepted_doubt", AcceptedTable, _made_elsewhere, "認めた要確認値", "Accepted doubts"),
]
