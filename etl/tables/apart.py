"""Rows that stand or fall alone: one that cannot be right is set aside and named, the others are taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import dataframely as dy
import polars as pl

from etl.near import near
from etl.problems import Problems
from etl.read.typed import ROW
from etl.tables.base import Done
from etl.tables.columns import Raw

# column → the table and its column that hold what it may name
References = Mapping[str, tuple[str, str]]


def stack_apart(
    raws: list[Raw],
    schema: type[dy.Schema],
    one: Callable[[Raw], list[pl.Series]],
    done: Done,
    references: References,
) -> pl.DataFrame:
    """As `stack`, without the rows of which something was said. What a reference names and nobody knows is
    said, and the row is taken: it may be of what has ended."""
    frames: list[pl.DataFrame] = []
    taken: set[tuple[object, ...]] = set()
    keys = schema.primary_key()
    for raw in raws:
        own = Problems()
        frame = pl.DataFrame(one(replace(raw, problems=own))).with_columns(raw.frame[ROW])
        wrong = {problem.row for problem in own}
        rows = []
        for key, row in zip(frame.select(keys).iter_rows(), frame[ROW], strict=True):
            if row not in wrong and key in taken:
                replace(raw, problems=own).wrong(
                    "primary_key",
                    keys[0],
                    row,
                    " ".join(map(str, key)),
                    "同じIDの行が先にあります",
                    "a row before has the same ID",
                )
                wrong.add(row)
            elif row not in wrong:
                taken.add(key)
                rows.append(row)
        frame = frame.filter(pl.col(ROW).is_in(rows))
        for column, (table, key_column) in references.items():
            _unknown(replace(raw, problems=own), frame, column, done[table][key_column])
        for problem in own:
            raw.problems.add(replace(problem, severity="aside"))
        frames.append(frame.drop(ROW))
    return pl.concat(frames, how="diagonal_relaxed") if frames else schema.create_empty()


def _unknown(raw: Raw, frame: pl.DataFrame, column: str, listed: pl.Series) -> None:
    names = [str(name) for name in listed.unique()]
    unknown = frame.filter(pl.col(column).is_not_null(), ~pl.col(column).is_in(names))
    for row, value in unknown.select(ROW, column).iter_rows():
        raw.wrong(
            "unknown_reference",
            column,
            row,
            value,
            "登録にない名です（行は読み、名のまま示します）",
            "names nothing that is registered: the row is taken and shows the name as it is",
            near(value, names),
        )
