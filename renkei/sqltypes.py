"""What a column of an SQL type is shown as: one table for the trial of a view and for the board.

A type without a form cannot be shown sensibly: the trial refuses it, with the mend.
"""

from __future__ import annotations

import re
from typing import Literal

Form = Literal["number", "whole", "text", "date", "moment", "time", "truth", "list"]
_WHOLE = frozenset(
    f"{sign}{size}" for sign in ("", "U") for size in ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")
)
_FORMS: dict[str, Form] = {
    **dict.fromkeys(_WHOLE, "whole"),
    **dict.fromkeys(("DOUBLE", "FLOAT"), "number"),
    **dict.fromkeys(("VARCHAR", "UUID", "BIT", '"NULL"'), "text"),
    **dict.fromkeys(("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"), "moment"),
    "TIMESTAMP WITH TIME ZONE": "moment",
    "DATE": "date",
    "TIME": "time",
    "BOOLEAN": "truth",
}
_LIST = re.compile(r"([A-Z]+)\[\d*\]")
# documents give times of this place, and so do views
ZONE = "Asia/Tokyo"


def form(sql_type: str) -> Form | None:
    """None: intervals, blobs, structs, maps, unions, lists of lists, times with a zone, JSON …"""
    if sql_type.startswith("DECIMAL(") and sql_type.endswith(")"):
        return "number"
    if sql_type.startswith("ENUM(") and sql_type.endswith(")"):
        return "text"
    listed = _LIST.fullmatch(sql_type)
    if listed:
        return "list" if _FORMS.get(listed[1]) in ("whole", "text") else None
    return _FORMS.get(sql_type)


def is_number(sql_type: str) -> bool:
    return form(sql_type) in ("number", "whole")


def written(column: str, sql_type: str) -> str | None:
    """SQL that gives the column as the board takes it; None where it is taken as it is."""
    name = '"' + column.replace('"', '""') + '"'
    text = f"{name}::varchar"
    kind = form(sql_type)
    if kind == "moment":
        here = f"timezone('{ZONE}', {name})" if sql_type.endswith("ZONE") else name
        return f"case when isfinite({name}) then strftime({here}, '%Y-%m-%d %H:%M') end"
    if kind == "date":  # infinity is no day, and neither is one that no calendar of the board has
        return f"case when {name} between date '0001-01-01' and date '9999-12-31' then {name} end"
    if kind == "time":
        return f"left({text}, 5)"
    if kind == "list":
        return f"array_to_string(list_transform({name}, lambda item: item::varchar), '、')"
    if sql_type in ("DOUBLE", "FLOAT"):
        return f"case when isfinite({name}) then {name} end"
    if kind is None or (kind == "text" and sql_type != "VARCHAR"):
        return text
    return None


def finite(sql_type: str) -> bool:
    """Whether every value of the type is a figure: infinity and NaN are none."""
    return sql_type not in ("DOUBLE", "FLOAT")
