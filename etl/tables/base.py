"""What every table has: its schema with labels, and where its rows come from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import dataframely as dy
import polars as pl

from etl.tables.columns import Raw

Raws = Mapping[str, list[Raw]]
Done = Mapping[str, pl.DataFrame]
Shape = Callable[[Raws, Done], pl.DataFrame]


def label(ja: str, en: str, unit: str | None = None) -> dict[str, Any]:
    """Column metadata: Japanese and English label, unit of a number."""
    return {"label": ja, "label_en": en, "unit": unit}


class Fact(dy.Schema):
    """Where a row comes from, down to the printed cell (mart.md, Tables)."""

    source_id = dy.String(nullable=False, metadata=label("出典ID", "Source ID"))
    source_ref = dy.String(nullable=False, metadata=label("資料の見出し", "Heading in the document"))
    source_row = dy.String(nullable=False, metadata=label("転記ファイルと行", "Transcribed file and row"))
    as_printed = dy.String(nullable=True, metadata=label("原文の表記", "As printed"))
    note = dy.String(nullable=True, metadata=label("注記", "Note"))


class Series(dy.Schema):
    """All-Japan series: the row is kept per row, the heading per file (table source_file)."""

    source_id = dy.String(nullable=False, metadata=label("出典ID", "Source ID"))
    source_row = dy.String(nullable=False, metadata=label("転記ファイルと行", "Transcribed file and row"))


@dataclass(frozen=True)
class Table:
    """A table of the mart. `inputs` are the raw tables (source.toml `table`) its shape reads."""

    name: str
    schema: type[dy.Schema]
    shape: Shape
    title: str
    title_en: str
    inputs: tuple[str, ...] = ()
    references: dict[str, tuple[str, str]] = field(default_factory=dict)
    # of a table whose key columns may be empty: its schema can name none as primary key
    own_keys: tuple[str, ...] = ()
    surveyed: bool = False  # surveys that are run add rows of their own (etl.survey)

    @property
    def columns(self) -> list[str]:
        """Own columns first, then where the row comes from."""
        tail = [c for c in (*Fact.column_names(),) if c in self.schema.column_names()]
        return [c for c in self.schema.column_names() if c not in tail] + tail

    @property
    def keys(self) -> list[str]:
        return list(self.own_keys) or self.schema.primary_key()


# ^(a|b)$, of which no alternative is more than one text: a sign escaped is that sign
_CODES = re.compile(r"\^\(((?:[\w-]|\\[^\w\s]|\|)+)\)\$")


def codes(column: dy.Column) -> list[str]:
    """The codes that a column may hold, in the order of its declaration; [] where it may hold others."""
    pattern = column.regex if isinstance(column, dy.String) else None
    match = _CODES.fullmatch(pattern or "")
    return re.sub(r"\\(\W)", r"\1", match[1]).split("|") if match else []


def stack(raws: list[Raw], schema: type[dy.Schema], one: Callable[[Raw], list[pl.Series]]) -> pl.DataFrame:
    """Shape each file by `one` (a list of named columns) and put the files under one another."""
    frames = [pl.DataFrame(one(raw)) for raw in raws]
    if not frames:
        return schema.create_empty()
    return pl.concat(frames, how="diagonal_relaxed")


def lit(raw: Raw, name: str, value: Any, dtype: Any) -> pl.Series:
    """A column that holds one value."""
    return pl.Series(name, [value] * len(raw), dtype=dtype)
