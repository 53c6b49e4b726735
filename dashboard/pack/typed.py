"""The cells of a panel as values: numbers stay numbers, what is missing stays its word.

Two readings of one cell: as the table shows it (千円 where the table says 千円), for workbooks that
people read, and as the mart holds it (whole yen), for files that programs read. Both carry their unit.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dashboard.charts.encoding import lists
from dashboard.mart import Row
from dashboard.panel import Column, PanelData
from dashboard.text import Lang, T, word
from renkei.numberkinds import number_kind

YEARS = frozenset({"fiscal_year", "fiscal_year_short", "fiscal_year_tick"})
_LEAD = T("内容", "Summary")
_TEXT = frozenset({"text", "sentence"})


@dataclass(frozen=True)
class Cell:
    """`value` is a number, a date, a text or None; `text` is what people read, also of what is missing.

    `decimals` is how many digits the screen shows of a number, `signed` whether it shows a plus.
    """

    value: int | float | dt.date | str | None
    text: str
    decimals: int = 0
    signed: bool = False
    year: bool = False

    @property
    def is_number(self) -> bool:
        return isinstance(self.value, int | float)


def shown(column: Column, row: Row, lang: Lang) -> Cell:
    """The cell as its table shows it: in the unit of the heading; a fiscal year is a label."""
    raw, text = row[column.key(lang)], column.cell(row, lang)
    if raw is None and column.words is None:
        return Cell(None, text)
    if column.words is not None or column.kind in _TEXT or column.kind in YEARS:
        return Cell(text, text)
    if isinstance(raw, dt.date):
        return Cell(raw, text)
    value = plain_number(raw)
    if not isinstance(value, int | float):
        return Cell(text, text)
    decimals, signed = digits(column, row, value)
    return Cell(in_unit(column.kind, value), text, decimals, signed, column.kind == "year")


def held(column: Column, row: Row, lang: Lang) -> Cell:
    """The cell as the mart holds it: whole yen, the year the fiscal year begins in."""
    raw, text = row[column.key(lang)], column.cell(row, lang)
    if raw is None:
        return Cell(None, text)
    if column.words is not None or column.kind in _TEXT:
        return Cell(text, text)
    value = raw if isinstance(raw, dt.date) else plain_number(raw)
    if not isinstance(value, int | float | dt.date):
        return Cell(text, text)
    decimals, signed = (0, False) if isinstance(value, dt.date) else digits(column, row, value)
    return Cell(value, text, decimals, signed)


def in_unit(kind: str, value: float) -> int | float:
    """A number in the unit its table names: 千円 is the one unit the mart does not hold."""
    return number_kind(kind).in_unit(value)


def plain_number(value: Any) -> Any:
    """The engine's decimals as numbers; everything else as it is. A truth value is no number."""
    if isinstance(value, bool):
        return str(value).lower()
    return float(value) if isinstance(value, Decimal) else value


def digits(column: Column, row: Row, value: float) -> tuple[int, bool]:
    """How many decimals the screen shows of a number, and whether with its sign."""
    return column.number_kind.places(value, row), column.number_kind.signed


def extras(data: PanelData) -> list[tuple[str, str]]:
    """What a register folds away: (column, heading) of its lead and its lists, texts all of them."""
    encode = data.panel.chart.encode
    if data.panel.chart.kind != "register":
        return []
    shown_already = {column.key(data.lang) for column in data.panel.columns}
    lead = str(encode["lead"])
    folded = [] if lead in shown_already else [(lead, _LEAD(data.lang))]
    return folded + [(column, word(f"kind.{kind}", data.lang)) for kind, column in lists(data)]
