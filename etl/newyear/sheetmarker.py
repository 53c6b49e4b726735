"""A sheet's marker, and the columns that its last words say it has besides those of every office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from etl.forms.marker import write_marker
from etl.newyear.sheetlayout import LAYOUTS, VERSION, Column, Layout
from etl.newyear.words import AMOUNT_UNIT

SCHEMES = "schemes"  # a word of a marker: the sheet of grants tells schemes, lines and recipients apart
_OF_A_SCHEME = (
    Column("制度", "Scheme", "choice", "scheme_id", width=22).with_hint(
        "空欄はその年度に地域が入っている制度", "empty: the scheme that the region was under that year"
    ),
    Column("お金の名", "Line", "text", "line", width=18).with_hint(
        "特別交付税措置、自己財源など。空欄は制度の交付",
        "tax measures, own money …; empty: the scheme's grant",
    ),
    Column("受け手", "Recipient", "text", "recipient", width=14).with_hint(
        "受け取る市町村の名。空欄は地域", "the municipality that receives it; empty: the region"
    ),
    Column(
        f"対象経費（{AMOUNT_UNIT}）", "Eligible costs", "number", "cost", low=0, high=99_999_999, width=14
    ).with_hint("分かるときだけ", "where it is known"),
)
GRANT_ROWS = 20  # free rows for what a region has beside its grant

PROPOSALS = "proposals"  # the last word of a marker whose sheet bears proposals of a document
TAKE, TAKEN = "採否", "○"
PRINTED, PROPOSED = "資料の印字", "提案"
_BESIDE = (
    Column(TAKE, "Take it", "mark", words=(TAKEN,), width=7).with_hint(
        "提案の値を使う行に ○。○ のない提案は読み込まれない。値は直してよい",
        "○ where the proposed values are right (you may correct them); without it nothing is entered",
    ),
    Column(PRINTED, "As the document prints it", "quoted", width=44),
    Column("頁", "Page", "quoted", width=8),
    Column("根拠", "Evidence", "quoted", width=40),
    Column(PROPOSED, "Proposed", "quoted", width=0),
)


def _with_proposals(layout: Layout) -> Layout:
    """The sheet with what a document prints beside each row, behind the column of what is there so far."""
    at = next(i for i, column in enumerate(layout.columns) if column.kind == "now") + 1
    return replace(layout, columns=(*layout.columns[:at], *_BESIDE, *layout.columns[at:]))


def layout_of(table: str, words: Sequence[str], schemes: Sequence[str] = ()) -> Layout:
    """The sheet of a table, with the columns that the last words of its marker name."""
    layout = LAYOUTS[table]
    if SCHEMES in words and table == "disbursement":
        at = layout.columns.index(layout.of("source_ref"))
        scheme, *rest = _OF_A_SCHEME
        more = (replace(scheme, words=tuple(schemes)), *rest)
        layout = replace(layout, columns=(*layout.columns[:at], *more, *layout.columns[at:]), free=GRANT_ROWS)
    return _with_proposals(layout) if PROPOSALS in words else layout


def marker(source_id: str, table: str, year: int, words: Sequence[str] = ()) -> str:
    """What stands in A1 of a sheet: `renkei-new-year/1 hokkaido_casebook_2024 disbursement 2025`."""
    return write_marker(VERSION, source_id, table, year, *words)
