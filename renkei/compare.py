"""Value by value between two builds: new rows, revised figures, rows gone, structure. The only comparator.

`etl` (gate, manifest, `python -m etl diff`) and the page データと出典 show what it finds, so that nothing is
told by one that the other conceals (renkei.concealment).
"""

from __future__ import annotations

import filecmp
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from renkei import definitions
from renkei.change import Change
from renkei.concealment import (
    HELD_MARK,
    TABLES,
    UNSAID,
    UNTOLD,
    UNTOLD_MARK,
    VALUES,
    Concealment,
    gives_away,
    rows_gone,
)

# where a row comes from is told, not compared
PROVENANCE = ("source_id", "source_ref", "source_row", "as_printed", "note")

# of a number, what lies behind its twelfth digit
_LAST_BITS = 1e-12


@dataclass(frozen=True)
class Limits:
    """How many rows that came or went are told of a table, and how many revised values of a column."""

    rows: int
    revised: int


@dataclass
class Comparison:
    """`counts` are of the whole; `changes` of what the limits leave."""

    counts: dict[str, int] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)

    def add(self, other: Comparison) -> None:
        for kind, count in other.counts.items():
            self.counts[kind] = self.counts.get(kind, 0) + count
        self.changes += other.changes

    def add_changes(self, changes: Sequence[Change]) -> None:
        """Changes that no limit cuts."""
        for change in changes:
            self.counts[change.kind] = self.counts.get(change.kind, 0) + 1
        self.changes += changes


@dataclass(frozen=True)
class Side:
    """The tables of one of two builds: its Parquet files, or frames where they are in memory anyway.
    `names`: every table that it has, those that are not compared here too."""

    folder: Path | None
    frames: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    names: Collection[str] = ()

    def file(self, table: str) -> Path | None:
        file = self.folder / "parquet" / f"{table}.parquet" if self.folder else None
        return file if file is not None and file.exists() else None

    def table(self, table: str) -> pl.DataFrame | None:
        if table in self.frames:
            return self.frames[table]
        file = self.file(table)
        return None if file is None else pl.read_parquet(file)


def compare(
    old: Side,
    new: Side,
    keys: Mapping[str, Sequence[str]],
    settled: Mapping[str, pl.Expr] | None = None,
    limits: Limits | None = None,
) -> Comparison:
    """All differences of the tables in `keys`; not where a row comes from.

    `settled`: which published rows may not change in silence (Change.held).
    """
    settled, found = settled or {}, Comparison()
    concealment = _concealment(old, new, keys)
    for table, names in keys.items():
        if same(old.file(table), new.file(table)):
            found.changes += _unsaid(table, _marks(table, concealment))
            continue
        before, after = old.table(table), new.table(table)
        if after is None:
            continue
        if before is None:
            found.add_changes([_structure(table, "table", None, "", False)])
            continue
        if table in settled:
            before = before.with_columns(settled[table].alias("_held"))
        found.add(_table(table, list(names), before, after, table in settled, limits, concealment))
    known = {*keys, *new.names}
    for file in sorted((old.folder / "parquet").glob("*.parquet")) if old.folder else []:
        if file.stem not in known:
            found.add_changes([_structure(file.stem, "table", "", None, file.stem in settled)])
    return found


def builds(old: Path, new: Path, keys: Mapping[str, Sequence[str]], limits: Limits) -> Comparison:
    """Two builds that are kept, by the keys of the newer one, with the definitions of their views."""
    names = [file.stem for file in (new / "parquet").glob("*.parquet")]
    found = compare(Side(old), Side(new, names=names), keys, limits=limits)
    before, after = definitions.read(old), definitions.read(new)
    if before is not None and after is not None:
        found.add_changes(definitions.compare(before, after))
    return found


def same(old: Path | None, new: Path | None) -> bool:
    """Whether both are there with the same bytes: one file on disk (etl.build.reuse), or two alike."""
    if old is None or new is None or not (old.exists() and new.exists()):
        return False
    return old.samefile(new) or filecmp.cmp(old, new, shallow=False)


def _concealment(old: Side, new: Side, keys: Mapping[str, Sequence[str]]) -> Concealment | None:
    """None where no survey differs."""
    mine = {name: keys[name] for name in TABLES if name in keys}
    if all(same(old.file(name), new.file(name)) for name in mine):
        return None
    before, after = (
        {name: frame for name in mine if (frame := side.table(name)) is not None} for side in (old, new)
    )
    usable = {
        name: columns
        for name, columns in mine.items()
        if name in before and name in after and set(columns) <= set(before[name].columns)
    }
    return Concealment(
        {name: before[name] for name in usable}, {name: after[name] for name in usable}, usable
    )


def _table(
    table: str,
    names: list[str],
    old: pl.DataFrame,
    new: pl.DataFrame,
    settled: bool,
    limits: Limits | None,
    concealment: Concealment | None,
) -> Comparison:
    keys = [key for key in names if key in old.columns and key in new.columns]
    found = Comparison()
    if keys != names and not (keys and _unique(keys, old, new)):
        # rows of the two builds cannot be told apart: of settled figures a person must say so
        found.add_changes([_structure(table, "key", ", ".join(keys), ", ".join(names), settled)])
        return found
    values = [c for c in new.columns if c not in keys and c not in PROVENANCE]
    found.add_changes(
        [
            _structure(table, column, None, str(new[column].dtype), False)
            for column in values
            if column not in old.columns
        ]
        + [
            _structure(table, column, str(old[column].dtype), None, settled)
            for column in old.columns
            if column not in new.columns and column not in (*PROVENANCE, "_held")
        ]
    )
    both = [column for column in values if column in old.columns]
    found.add(rows(table, keys, both, old, new, limits, _marks(table, concealment)))
    return found


def _marks(table: str, concealment: Concealment | None) -> pl.DataFrame | None:
    return concealment.marks(table) if concealment is not None and table in TABLES else None


def _unsaid(table: str, marks: pl.DataFrame | None, held: bool = False) -> list[Change]:
    """Instead of all that is not told: the same whether anything of it changed or not, and no change by
    count."""
    return [] if marks is None else [Change(table, "untold", "", None, None, UNSAID, None, held)]


def _unique(keys: list[str], *builds: pl.DataFrame) -> bool:
    """Whether the keys that both builds have name one row each: a key column that came is needed by none."""
    return not any(frame.select(keys).is_duplicated().any() for frame in builds)


def _structure(table: str, key: str, old: str | None, new: str | None, wait: bool) -> Change:
    """A table, key or column of a table that came or went."""
    return Change(table, "definition", key, None, old, new, None, wait)


def rows(
    table: str,
    keys: Sequence[str],
    values: Sequence[str],
    old: pl.DataFrame,
    new: pl.DataFrame,
    limits: Limits | None = None,
    marks: pl.DataFrame | None = None,
) -> Comparison:
    """Differences of two frames with the same `keys` and `values`; `_held` in `old` marks settled rows,
    `marks` rows that are told without their values."""
    if "_held" not in old.columns:
        old = old.with_columns(_held=pl.lit(False))
    retyped = [c for c in (*keys, *values) if old[c].dtype != new[c].dtype]
    if retyped:
        old, new = _alike(old, new, retyped)
    found = Comparison()
    for kind, one, other in (("new", new, old), ("gone", old, new)):
        only = one.join(other, on=list(keys), how="anti", nulls_equal=True)
        if only.height and kind == "gone" and table in TABLES:
            found.add_changes(_gone_unread(table, only, keys[0]))
        elif only.height:
            found.counts[kind] = only.height
            told = _first(_marked(only, keys, marks), keys, limits.rows if limits else None)
            found.changes += [_row(table, kind, row, keys, values) for row in told.iter_rows(named=True)]
    place = [c for c in ("source_row",) if c in new.columns]
    both = new.select(*keys, *values, *place).join(
        old.select(*keys, *values, "_held"), on=list(keys), nulls_equal=True, suffix="_old"
    )
    both = _marked(both, keys, marks)
    held = False
    for column in values:
        differs = both.filter(_differs(column, both.schema[column]))
        if gives_away(table, column):
            hidden = differs.filter(pl.col(UNTOLD_MARK))
            held = held or bool(hidden["_held"].any()) or bool(hidden[HELD_MARK].any())
            differs = differs.filter(~pl.col(UNTOLD_MARK))
        if differs.height:
            found.counts["revised"] = found.counts.get("revised", 0) + differs.height
            told = _first(differs, keys, limits.revised if limits else None)
            found.changes += [_revised(table, row, keys, column) for row in told.iter_rows(named=True)]
    found.changes += _unsaid(table, marks, held)
    return found


def _differs(column: str, kind: pl.DataType) -> pl.Expr:
    """Whether a value is another one. Sums of decimals differ in their last bits by the order in which they
    are added up: no document prints as many digits, and nobody revised them."""
    new, old = pl.col(column), pl.col(f"{column}_old")
    unlike = new.ne_missing(old)
    if not kind.is_float():
        return unlike
    same = (new - old).abs() <= _LAST_BITS * pl.max_horizontal(new.abs(), old.abs())
    return unlike & ~same.fill_null(False)


def _marked(frame: pl.DataFrame, keys: Sequence[str], marks: pl.DataFrame | None) -> pl.DataFrame:
    if marks is None:
        return frame.with_columns(pl.lit(False).alias(UNTOLD_MARK), pl.lit(False).alias(HELD_MARK))
    joined = frame.join(marks, on=list(keys), how="left", nulls_equal=True)
    return joined.with_columns(pl.col(UNTOLD_MARK, HELD_MARK).fill_null(False))


def _first(frame: pl.DataFrame, keys: Sequence[str], most: int | None) -> pl.DataFrame:
    return frame if most is None else frame.sort(list(keys)).head(most)


def _row(table: str, kind: str, row: Mapping[str, Any], keys: Sequence[str], values: Sequence[str]) -> Change:
    """A row that came or went, with its figures."""
    told = " ".join(f"{name}={_text(row[name])}" for name in values if row[name] is not None)
    told = UNTOLD if told and row[UNTOLD_MARK] else told
    old, new = (told, None) if kind == "gone" else (None, told)
    return Change(
        table, kind, _key(row, keys), None, old, new, row.get("source_row"), row.get("_held", False)
    )


def _gone_unread(table: str, gone: pl.DataFrame, survey: str) -> list[Change]:
    """Of each survey how many rows went."""
    each = gone.group_by(survey).agg(pl.len(), pl.col("_held").any()).sort(survey)
    return [
        Change(table, "gone", f"{survey}={name}", None, rows_gone(count), None, None, held)
        for name, count, held in each.iter_rows()
    ]


def _revised(table: str, row: Mapping[str, Any], keys: Sequence[str], column: str) -> Change:
    old, new = _text(row[f"{column}_old"]), _text(row[column])
    held = row["_held"]
    if column in VALUES:
        held = held or row[HELD_MARK]
        if row[UNTOLD_MARK]:
            old = new = UNTOLD
    return Change(table, "revised", _key(row, keys), column, old, new, row.get("source_row"), held)


def _alike(old: pl.DataFrame, new: pl.DataFrame, columns: Sequence[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A column of another type is still compared: numbers as numbers, anything else as text."""
    for column in columns:
        if old[column].dtype.is_numeric() and new[column].dtype.is_numeric():
            old, new = (frame.with_columns(pl.col(column).cast(pl.Float64)) for frame in (old, new))
        else:
            old, new = (
                frame.with_columns(
                    pl.Series(column, [_text(value) for value in frame[column].to_list()], dtype=pl.String)
                )
                for frame in (old, new)
            )
    return old, new


def _key(row: Mapping[str, Any], keys: Sequence[str]) -> str:
    return " ".join(f"{key}={row[key]}" for key in keys if row[key] is not None)


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        return "／".join(str(item) for item in value)
    return None if value is None else str(value)
