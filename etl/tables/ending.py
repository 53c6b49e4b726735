"""What a later document tells of members and regions that an earlier one lists: who left, what was dissolved.

The transcription of a document stays what it prints: an end is told by the document that tells it, in a file
of its own (raw tables `region_member_end` and `region_end`), and put to the row that it ends.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import polars as pl

from etl.read.typed import ROW
from etl.tables.columns import Raw
from etl.tables.days import ends_first

Read = Callable[[Raw], list[pl.Series]]


def ended(
    frame: pl.DataFrame, raws: Sequence[Raw], keys: Sequence[str], since: str, day: str, read: Read
) -> pl.DataFrame:
    """`frame` with `day` where a file tells it; `read` gives the keys of its rows, and that day; `since` is
    the column of the day from which the row holds.

    An end of nothing, one before the beginning, one told twice and one that differs from the row's own are
    problems of their cells.
    """
    if not raws:
        return frame
    rows_ended = {tuple(row[key] for key in keys): row for row in frame.iter_rows(named=True)}
    mine = {key: row[day] for key, row in rows_ended.items()}
    found: dict[tuple[object, ...], Mapping[str, object]] = {}
    for raw in raws:
        rows = pl.DataFrame([*read(raw), raw.frame[ROW], raw.place()[2]])
        for row in rows.iter_rows(named=True):
            key = tuple(row[name] for name in keys)
            if None in key or row[day] is None:
                continue
            if key not in mine:
                raw.wrong(
                    "unknown_row",
                    keys[-1],
                    row[ROW],
                    " ".join(str(part) for part in key),
                    "終わりを書く元の行がありません（地域か構成市町村として登録されたものだけ書けます）",
                    "there is no row that this ends: only registered regions and members can end",
                )
            elif (begun := rows_ended[key][since]) is not None and row[day] <= begun:
                raw.wrong("ends_first", day, row[ROW], str(row[day]), *ends_first(begun))
            elif key in found or (mine[key] is not None and mine[key] != row[day]):
                other = found[key]["source_row"] if key in found else mine[key]
                raw.wrong(
                    "ended_twice",
                    day,
                    row[ROW],
                    str(row[day]),
                    f"ほかにも終わりが書かれています（{other}）。一つだけにします",
                    f"another end is told ({other}): leave one",
                )
            else:
                found[key] = row
    if not found:
        return frame
    told = pl.DataFrame(
        [{**{k: row[k] for k in keys}, "_day": row[day], "_row": row["source_row"]} for row in found.values()]
    )
    said = pl.format("終わりの日は {} による", pl.col("_row"))
    return (
        frame.join(told, on=list(keys), how="left", maintain_order="left")
        .with_columns(
            pl.coalesce(day, "_day").alias(day),
            # who left and came back has two rows: the end is that of the one without a day
            pl.when(pl.col("_row").is_not_null() & (pl.col(day).is_null() | (pl.col(day) == pl.col("_day"))))
            .then(pl.concat_str([pl.col("note"), said], separator="。", ignore_nulls=True))
            .otherwise(pl.col("note"))
            .alias("note"),
        )
        .select(frame.columns)
    )
