"""The chart of an analyst's header, text in its file, becomes a declaration of its kind: here alone.

What a header may say of each kind stands in etl/sqlviews/charts.py, which refuses every other key by name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.chart import Chart, Table
from dashboard.charts.cells import Grid
from dashboard.charts.kinds.dumbbell import Dumbbell
from dashboard.charts.kinds.lines import Lines
from dashboard.charts.kinds.ranked_bar import RankedBar
from dashboard.fitted import MEASURED
from dashboard.text import T
from renkei import sqltypes
from renkei.sqlheader import HeaderColumn


def chart_of(
    header: Mapping[str, str],
    types: Mapping[str, str],
    columns: Mapping[str, HeaderColumn],
    grain: Sequence[str] = (),
    highlight: Sequence[str] = (),
) -> Chart:
    """The chart that a header names, of a view with columns of these SQL types; a table where it names none,
    or a figure that the view has not. `highlight`: names of rows or series that stand out."""

    def name(key: str) -> str:
        """name → name{lang} where the view has name_en too."""
        return _in_language(header[key], types)

    def number_kind(key: str) -> str:
        return kind_of(header[key], types[header[key]], columns[header[key]])

    # what tells two rows of one name apart: their region where the view has one, else its grain
    apart = tuple(
        _in_language(key, types) for key in (["region"] if types.get("region") == "VARCHAR" else grain)
    )
    kind, value = header.get("kind"), header.get("value", header.get("first", ""))
    if value in types and kind == "ranked_bar":
        return RankedBar(
            label=name("label") if "label" in header else next(iter(types)),
            value=name("value"),
            number_kind=number_kind("value"),
            missing=None if sqltypes.finite(types[value]) else f"@{why_missing(value)}",
            given=True,
            apart=apart,
            strong=tuple(highlight),
            strong_of=header.get("label", next(iter(types))),
        )
    if value in types and kind == "dumbbell":
        return Dumbbell(
            label=name("label"),
            first=name("first"),
            second=name("second"),
            first_year=name("first_year"),
            second_year=name("second_year"),
            number_kind=number_kind("first"),
            unit=unit_of(columns[value]),
            apart=apart,
        )
    if value in types and kind == "lines":
        return Lines(
            x=name("x"),
            x_kind=number_kind("x").replace("count", "plain"),
            value=name("value"),
            series=name("series"),
            series_id=header["series"],
            number_kind=number_kind("value"),
            strong=tuple(highlight),
        )
    if value in types and kind == "grid":
        return Grid(
            row=name("row"),
            column=name("column"),
            column_kind="fiscal_year_short" if number_kind("column").startswith("fiscal_year") else None,
            value=name("value"),
            number_kind=number_kind("value"),
            missing="unknown" if sqltypes.finite(types[value]) else f"@{why_missing(value)}",
        )
    return Table(label=name("label") if header.get("label") in types else None)


def _in_language(name: str, types: Mapping[str, str]) -> str:
    return f"{name}{{lang}}" if f"{name}_en" in types else name


def why_missing(column: str) -> str:
    """The column that says why a figure is missing. No view has one of such a name."""
    return f"why {column} is missing"


def kind_of(column: str, sql_type: str, header: HeaderColumn) -> str:
    """The number kind of a column: its header's, else by type and name."""
    if header.kind:
        return header.kind
    form = sqltypes.form(sql_type)
    if form == "number":
        return MEASURED
    if form == "whole":
        if column.endswith("fiscal_year"):
            return "fiscal_year"
        return "year" if column == "year" or column.endswith("_year") else "count"
    # a moment comes as text, its day told as the language writes days
    return {"date": "date", "moment": "sentence"}.get(form or "", "text")


def unit_of(header: HeaderColumn) -> T | None:
    return T(header.unit, header.unit_en or header.unit) if header.unit else None
