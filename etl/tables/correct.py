"""[[correction]]: cells of the document that are wrong, read otherwise, with both readings kept."""

from __future__ import annotations

import polars as pl

from etl.problems import Problem, Problems
from etl.read.discover import Source
from etl.read.entries import Correction, SourceFile

CORRECTED = "_corrected"  # what was done to the row, in words
PRINTED = "_printed:"  # + header: the cells of a corrected column as the document prints them


def correct(frame: pl.DataFrame, source: Source, file: SourceFile, problems: Problems) -> pl.DataFrame:
    """Cells that a [[correction]] names, read as `taken`; what was printed and why stays with the row.

    Every correction is matched against the cells as printed, so that none depends on another.
    """
    printed = frame
    frame = frame.with_columns(pl.lit(None, dtype=pl.String).alias(CORRECTED))
    done: dict[str, pl.Series] = {}
    for item in source.corrections:
        if item.file != file.path or item.column is None:
            continue
        wanted = {**item.match, item.column: item.printed}
        hit = None
        if all(header in printed.columns for header in wanted):
            same = pl.all_horizontal(pl.col(header) == cell for header, cell in wanted.items())
            hit = printed.select(same.fill_null(False).alias(item.column)).to_series()
        if hit is None or not hit.any():
            problems.add(useless(item, source, file, "correction_unused"))
            continue
        if item.column in done and (done[item.column] & hit).any():
            problems.add(useless(item, source, file, "correction_twice"))
            continue
        done[item.column] = done[item.column] | hit if item.column in done else hit
        note = pl.lit(f"資料の表記「{item.printed}」を「{item.taken}」と読む（{item.reason}）")
        both = pl.concat_str([pl.col(CORRECTED), note], separator="。", ignore_nulls=True)
        frame = frame.with_columns(
            pl.when(hit).then(both).otherwise(pl.col(CORRECTED)).alias(CORRECTED),
            pl.when(hit).then(pl.lit(item.taken)).otherwise(pl.col(item.column)).alias(item.column),
        )
    return frame.with_columns(printed[header].alias(PRINTED + header) for header in done)


def several(cell: str) -> list[str]:
    """The cells that a correction without a column names at once."""
    return cell.split("｜")


_USELESS = {
    "correction_unused": (
        "source.toml の [[correction]] に当たるセルがありません",
        "no cell matches this [[correction]] of source.toml",
    ),
    "correction_twice": (
        "同じセルに [[correction]] が二つあります（match で分ける）",
        "two [[correction]] entries meet the same cell (tell them apart by match)",
    ),
}


def useless(item: Correction, source: Source, file: SourceFile, rule: str) -> Problem:
    expected, expected_en = _USELESS[rule]
    return Problem(
        "error",
        rule,
        expected,
        expected_en,
        file=source.label(file.path),
        column=item.column,
        value=item.printed,
        source_id=source.source_id,
    )
