"""The table `expected_row`: every row that is due, in the build, for the board's list of what is missing."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from etl.near import near
from etl.newyear.due import Due, Frames
from etl.newyear.sheetlayout import LAYOUTS
from etl.newyear.yearly import ROWS, due
from etl.problems import Problems
from etl.read.discover import Source
from etl.tables.expected import ExpectedRow


def respondent(source: Source, table: str) -> tuple[str, str]:
    """Whom to ask for a yearly table: the one [[yearly]] names, else the publisher."""
    entry = next(item for item in source.yearly if item.table == table)
    publisher, publisher_en = source.citation["publisher"], source.citation["publisher_en"]
    return entry.ask or publisher, entry.ask_en or entry.ask or publisher_en


def missed(source: Source, table: str) -> bool:
    """Whether a row of a yearly table that is not there counts as missing."""
    return ROWS[next(item for item in source.yearly if item.table == table).rows].missed


def all_due(
    sources: Sequence[Source], frames: Frames, year: int | None = None, forms: bool = True
) -> list[tuple[Source, Due]]:
    """What is due of every source that declares something yearly, in the order of the declarations; with
    `forms` also what there is only a form for."""
    return [
        (source, row)
        for source in sources
        for entry in source.yearly
        if entry.rows in ROWS and entry.table in LAYOUTS and (forms or ROWS[entry.rows].missed)
        for row in due(frames, entry, year)
    ]


def expected(sources: Sequence[Source], frames: Frames) -> pl.DataFrame:
    """The table, from complete tables; no year is asked for, so the next one is."""
    rows = []
    for source, row in all_due(sources, frames, forms=False):
        layout = LAYOUTS[row.table]
        ask, ask_en = respondent(source, row.table)
        rows.append(
            {
                "source_id": source.source_id,
                "table_name": row.table,
                "year": row.year,
                "row_key": row.row_key,
                "title": layout.sheet,
                "title_en": layout.sheet_en,
                "fiscal": row.fiscal,
                "row_label": row.label,
                "row_label_en": row.label_en,
                "region_id": row.region_id,
                "state": row.state,
                "ask": ask,
                "ask_en": ask_en,
                "note": row.note,
                "note_en": row.note_en,
            }
        )
    empty = ExpectedRow.create_empty()
    return pl.DataFrame(rows, schema=empty.schema) if rows else empty


def check_declarations(sources: Sequence[Source], problems: Problems) -> None:
    """[[yearly]] must name a table that can be laid out and rows that are known."""
    for source in sources:
        for entry in source.yearly:
            for column, value, allowed in (
                ("table", entry.table, sorted(LAYOUTS)),
                ("rows", entry.rows, sorted(ROWS)),
            ):
                if value not in allowed:
                    problems.report(
                        "source_toml",
                        "次のどれかで書きます: " + "、".join(allowed),
                        "must be one of: " + ", ".join(allowed),
                        file=source.label("source.toml"),
                        column=f"[[yearly]] {column}",
                        value=value,
                        guess=near(value, allowed),
                        source_id=source.source_id,
                    )
