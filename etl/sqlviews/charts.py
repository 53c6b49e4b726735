"""The charts an analyst's header may ask for, and what each needs of the view's columns."""

from __future__ import annotations

from dataclasses import dataclass

from renkei import sqltypes

NUMBER, NAME, WHOLE = "number", "name", "whole number"
KIND_WORDS = {
    NUMBER: ("数", "a number"),
    NAME: ("文字か年度", "text or a year"),
    WHOLE: ("整数", "a whole number"),
}


@dataclass(frozen=True)
class ChartKind:
    """`needs`: column of the header's chart → what the SQL column must be; `may`: the same, if given."""

    needs: dict[str, str]
    may: dict[str, str]
    shows: str
    shows_en: str


KINDS: dict[str, ChartKind] = {
    # `label` of a table: what its rows are called in the finding
    "table": ChartKind({}, {"label": NAME}, "表", "a table"),
    "ranked_bar": ChartKind(
        {"value": NUMBER}, {"label": NAME}, "大きい順の横棒", "horizontal bars, largest first"
    ),
    "dumbbell": ChartKind(
        {"label": NAME, "first": NUMBER, "second": NUMBER, "first_year": WHOLE, "second_year": WHOLE},
        {},
        "二時点の比較",
        "two points in time",
    ),
    "lines": ChartKind(
        {"x": WHOLE, "value": NUMBER, "series": NAME}, {}, "年ごとの折れ線", "lines over years"
    ),
    "grid": ChartKind(
        {"row": NAME, "column": NAME, "value": NUMBER}, {}, "行 × 列の値", "values in rows and columns"
    ),
}


def is_a(sql_type: str, wanted: str) -> bool:
    """Whether a column of this SQL type can be drawn as that."""
    found = sqltypes.form(sql_type)
    if wanted == NUMBER:
        return found in ("number", "whole")
    if wanted == WHOLE:
        return found == "whole"
    return sql_type == "VARCHAR" or found == "whole"
