"""The rows of a panel as a table of cells: text, figure, kind, why missing. Writers only write it.

A cell holds the figure as the mart does. Its column says in which unit people read it (千円), how it is
written and where it stands (declared.Column); programs read the figure itself, in the mart's unit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from dashboard.declared import Column
from dashboard.mart import Row
from dashboard.text import Lang, T


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` is what people read, also of what is missing: then `value` is None. Of a figure `places` are its
    decimals."""

    text: str
    value: int | float | dt.date | str | None
    places: int = 0

    @property
    def figure(self) -> int | float | None:
        return self.value if isinstance(self.value, int | float) else None


@dataclass(frozen=True)
class Table:
    """Columns as they are declared, and the cells of each row in their order."""

    columns: tuple[Column, ...]
    lang: Lang
    rows: tuple[tuple[Cell, ...], ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """Names with their units."""
        return tuple(column.heading(self.lang) for column in self.columns)

    @cached_property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(cell.text for cell in row) for row in self.rows)

    def without(self, names: Collection[str]) -> Table:
        """The table without some of its columns."""
        left = [at for at, column in enumerate(self.columns) if column.name not in names]
        rows = tuple(tuple(row[at] for at in left) for row in self.rows)
        return Table(tuple(self.columns[at] for at in left), self.lang, rows)


def table(columns: Sequence[Column], rows: Sequence[Row], lang: Lang) -> Table:
    return Table(
        tuple(columns), lang, tuple(tuple(cell(column, row, lang) for column in columns) for row in rows)
    )


def of_texts(headings: Sequence[str], rows: Sequence[Sequence[str]], lang: Lang) -> Table:
    """A table of words alone."""
    columns = tuple(Column(heading, T(heading, heading)) for heading in headings)
    return Table(columns, lang, tuple(tuple(Cell(text, text) for text in row) for row in rows))


def cell(column: Column, row: Row, lang: Lang) -> Cell:
    raw, text = row[column.key(lang)], column.cell(row, lang)
    if raw is None or (column.is_date and isinstance(raw, dt.date)):
        return Cell(text, raw)
    value = plain_number(raw)
    if not column.is_number or not isinstance(value, int | float):
        return Cell(text, text)
    return Cell(text, value, column.number_kind.places(value, row))


def plain_number(value: Any) -> Any:
    """The engine's decimals as numbers; everything else as it is. A truth value is no number."""
    if isinstance(value, bool):
        return str(value).lower()
    return float(value) if isinstance(value, Decimal) else value
