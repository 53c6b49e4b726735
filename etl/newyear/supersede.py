"""A later word on a row that was not settled: a plan becomes a grant, 未定 an amount.

A workbook of new-year, or a document of a later day, may replace a row: only one that is not settled, and the
row says so. Anything else that stands twice stays twice, and the check of keys names both places.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import polars as pl

from etl.newyear.filled import FormFile
from etl.tables.columns import Raw

# which rows may give way; what is not named here never does
_OPEN = {
    "disbursement": pl.col("status") != "actual",
    "project_year": pl.col("state").is_in(["planned", "under_review", "undecided"]),
    "recruitment": pl.col("measure") != "hired",
    "reported_shortage": pl.lit(True),
    "step_record": pl.col("done_on").is_null(),
}
# what the later row goes on from where it leaves it blank: a day that was set, when the step is done
_STAYS = {"step_record": "due_on"}


def _day(raw: Raw) -> dt.date:
    """As of when a file speaks: a workbook of new-year as of the first day of its fiscal year."""
    if isinstance(raw.file, FormFile):
        return dt.date(raw.file.year, 4, 1)
    told = raw.source.citation.get("as_of")
    return told if isinstance(told, dt.date) else dt.date.min


def supersede(table: str, keys: list[str], frame: pl.DataFrame, raws: Sequence[Raw]) -> pl.DataFrame:
    """`frame` without the open rows that a later file tells again; the later row notes the former."""
    days = {f"{raw.source.source_id}/{raw.file.path}": _day(raw) for raw in raws}
    if len(set(days.values())) < 2 or table not in _OPEN:
        return frame
    file = pl.col("source_row").str.replace(r":[^:]*$", "")
    dated = frame.with_columns(
        file.replace_strict(days, default=dt.date.min, return_dtype=pl.Date).alias("_day"),
        _OPEN[table].fill_null(False).alias("_open"),
    )
    last = dated.with_columns(pl.col("_day").max().over(keys).alias("_last"))
    former = last.filter((pl.col("_day") < pl.col("_last")) & pl.col("_open"))
    rest = last.filter(~((pl.col("_day") < pl.col("_last")) & pl.col("_open")))
    before = (
        former.sort("_day")
        .group_by(keys, maintain_order=True)
        .agg(
            pl.format(
                "前の登録{}（{}）に代わる",
                pl.format("「{}」", pl.col("as_printed")).fill_null(""),
                pl.col("source_row"),
            )
            .str.join("。")
            .alias("_before"),
            *([pl.col(_STAYS[table]).drop_nulls().last().alias("_stays")] if table in _STAYS else []),
        )
    )
    noted = rest.join(before, on=keys, how="left", maintain_order="left", nulls_equal=True).with_columns(
        pl.when((pl.col("_day") == pl.col("_last")) & pl.col("_before").is_not_null())
        .then(pl.concat_str([pl.col("note"), pl.col("_before")], separator="。", ignore_nulls=True))
        .otherwise(pl.col("note"))
        .alias("note")
    )
    if table in _STAYS:
        noted = noted.with_columns(pl.coalesce(_STAYS[table], "_stays").alias(_STAYS[table]))
    return noted.select(frame.columns)
