"""The sentence of an analyst's header with the figures of the rows in its places (renkei/sentences.py)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from statistics import median

from dashboard import format as fmt
from dashboard.chart import Chart
from dashboard.declared import Column
from dashboard.fitted import MEASURED, kind_of
from dashboard.panel import Rows
from dashboard.text import Lang, T, word
from renkei.numberkinds import number_kind
from renkei.sentences import ENDS, Part, parts

_OF_NUMBERS: Mapping[str, Callable[[list[float]], float]] = {
    "highest": max,
    "lowest": min,
    "median": median,
    "sum": sum,
}


def filled(sentence: str, rows: Rows, chart: Chart, columns: Mapping[str, Column], lang: Lang) -> str:
    """`columns`: those of the view, by the name that the header gives them."""
    return "".join(part.words + _figure(part, rows, chart, columns, lang) for part in parts(sentence))


def _figure(part: Part, rows: Rows, chart: Chart, columns: Mapping[str, Column], lang: Lang) -> str:
    if not part.take:
        return ""
    if part.take == "rows":
        return f"{len(rows):,}"
    column = columns[part.column]
    if part.take in ENDS:
        told = [_said(row[column.key(lang)], column, rows, lang) for row in _at_end(rows, chart, part.take)]
        return ("、" if lang == "ja" else ", ").join(dict.fromkeys(told))
    name = column.key(lang)
    values = [row[name] for row in rows if row[name] is not None]
    if not values:
        return word("missing.unknown", lang)
    return _said(_OF_NUMBERS[part.take](values), column, rows, lang)


def _at_end(rows: Rows, chart: Chart, end: str) -> Rows:
    """The row at one end of the view's order, with all that share its figure there: none is named alone."""
    ordered = list(rows) if end == "first" else list(rows)[::-1]
    if not chart.figures:
        return tuple(ordered[:1])
    known = [row for row in ordered if row[chart.figures[0]] is not None]
    return tuple(row for row in known if row[chart.figures[0]] == known[0][chart.figures[0]])


def _said(value: object, column: Column, rows: Rows, lang: Lang) -> str:
    if value is None:
        return word("missing.unknown", lang)
    kind = kind_of(rows, [column.key(lang)]) if column.kind == MEASURED else column.kind
    if isinstance(value, float) and not value.is_integer() and number_kind(kind).decimals == 0:
        kind = "decimal1"  # the middle of whole numbers need not be one
    return with_unit(fmt.show(value, kind, lang, ""), column.unit if column.is_number else None, kind, lang)


def with_unit(figure: str, unit: T | None, kind: str, lang: Lang) -> str:
    """A figure in a sentence. 76.5 (1998 = 100) is no unit that follows one; subtitle and table say it."""
    if unit is None or kind in ("year", "fiscal_year") or "=" in unit(lang) or "＝" in unit(lang):
        return figure
    return f"{figure}{unit(lang)}" if lang == "ja" or unit(lang) == "%" else f"{figure} {unit(lang)}"
