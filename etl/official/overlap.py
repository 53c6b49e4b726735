"""The same figure in two files: an official file, or a later document that prints it again.

It confirms what is there, or contradicts it. A census of 2020 dropped beside a series that already holds
2020 must not count twice, nor a grant that next year's casebook prints again. Equal figures stay where they
were; a different one is an error that names both places.
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from etl.problems import Problems
from etl.tables.base import Table
from etl.tables.check import place, sheet_of
from etl.tables.columns import Raw

# what may be said otherwise of the same figure
_MAY_DIFFER = (
    *("source_id", "source_ref", "source_row", "as_printed", "note", "edition"),
    *("status_basis", "instructors"),  # a document that prints them again may say less of them
)
# figures of a year that later documents print again
_REPRINTED = ("disbursement", "recruitment", "project_year")
_SHOWN = 20


def settle(
    table: Table, frame: pl.DataFrame, raws: Iterable[Raw], problems: Problems, twice: dict[str, int]
) -> pl.DataFrame:
    """`frame` without the rows of official files, and of later documents, that another file has already.

    `twice` takes up how many of them each file ("source_id/path") has.
    """
    files = list(raws)
    official = [f"{raw.source.source_id}/{raw.file.path}" for raw in files if raw.file.layout]
    days = {raw.source.source_id: str(raw.source.citation.get("as_of") or "") for raw in files}
    reprinted = table.name in _REPRINTED and len(days) > 1
    if not official and not reprinted:
        return frame
    whose = pl.col("source_row").str.replace(r":[^:]*$", "")
    folder = whose.str.extract(r"^([^/]*)/")
    marked = (
        frame.with_columns(
            whose.alias("_file"),
            whose.is_in(official).alias("_official"),
            folder.alias("_folder"),
            folder.replace_strict(days, default="", return_dtype=pl.String).alias("_day"),
        )
        .with_row_index("_at")
        .sort("_official", "_day", "_at")
    )
    # files with a mapping first, the older document before the later, then official ones in their order
    first = (
        marked.group_by(table.keys, maintain_order=True)
        .agg(pl.all().first())
        .select(*table.keys, pl.exclude(*table.keys).name.suffix("_first"))
    )
    both = marked.join(first, on=table.keys, nulls_equal=True, maintain_order="left")
    again = pl.col("_folder") != pl.col("_folder_first") if reprinted else pl.lit(False)
    both = both.filter((pl.col("_official") | again) & (pl.col("_file") != pl.col("_file_first")))
    if not both.height:
        return frame
    values = [c for c in table.columns if c not in (*table.keys, *_MAY_DIFFER)]
    same = pl.all_horizontal(pl.col(c).eq_missing(pl.col(f"{c}_first")) for c in values)
    _differ(table, both.filter(~same), values, problems)
    twice.update(dict(both.group_by("_file").len().iter_rows()))
    for (mine, other), rows in both.filter(same).group_by("_file", "_file_first", maintain_order=True):
        problems.report(
            "same_figures",
            f"{rows.height:,} 件は data/sources/{other} と同じ値です。数えるのは一度だけです",
            f"{rows.height:,} figures are equal to those of data/sources/{other}; they count once",
            severity="notice",
            file=f"data/sources/{mine}",
            source_id=str(mine).split("/", 1)[0],
        )
    return frame.filter(~pl.Series(range(frame.height)).is_in(both["_at"].cast(pl.Int64).implode()))


def _book(source_row: str, sheet: str) -> str:
    """The file of a row, and its sheet where it has several."""
    name = sheet_of(source_row)
    return f"{place(source_row)[1]} " + (sheet.format(name) if name else "")


def _differ(table: Table, rows: pl.DataFrame, values: list[str], problems: Problems) -> None:
    for row in rows.head(_SHOWN).iter_rows(named=True):
        source_id, file, number = place(row["source_row"])
        former = row["source_row_first"]
        line = place(former)[2]
        column = next(c for c in values if row[c] != row[f"{c}_first"])
        cell, first = (row.get(name) for name in ("as_printed", "as_printed_first"))
        if cell is None or first is None or cell == first:  # no printed figure tells them apart
            cell, first = row[column], row[f"{column}_first"]
        problems.report(
            "figures_differ",
            f"{_book(former, 'シート「{}」の')}{line}行目の値は {first} です。どちらかの行を外します",
            f"{_book(former, 'sheet {}, ')}row {line} has {first}; one of the two rows must go",
            file=file,
            sheet=sheet_of(row["source_row"]),
            row=number,
            column=column,
            value=str(cell),
            key=" ".join(f"{k}={row[k]}" for k in table.keys),
            source_id=source_id,
        )
    if rows.height > _SHOWN:
        source_id, file, _ = place(rows["source_row"][0])
        problems.report(
            "figures_differ",
            f"ほか {rows.height - _SHOWN:,} 件も異なります",
            f"{rows.height - _SHOWN:,} more figures differ",
            file=file,
            source_id=source_id,
        )
