"""Ids and the names people know them by, from the sources' own cells: what drop-down lists offer."""

from __future__ import annotations

from collections.abc import Mapping

from etl.clean import values
from etl.tables.columns import Raw

Names = dict[str, dict[str, str]]  # vocabulary → id → name

_FROM = {
    "region": ("region", "region_id", "name"),
    "occupation": ("occupation", "occupation_id", "name"),
    "project": ("project", "project_id", "name"),
}


def names(raws: Mapping[str, list[Raw]]) -> Names:
    """Every vocabulary. One whose file could not be read is short; that fault is told where it lies."""
    found: Names = {
        kind: {
            str(key): str(name)
            for raw in raws.get(table, [])
            if {key_column, name_column} <= set(raw.frame.columns)
            for key, name in raw.frame.select(key_column, name_column).drop_nulls().iter_rows()
        }
        for kind, (table, key_column, name_column) in _FROM.items()
    }
    found["municipality"], found["prefecture"] = {}, {}
    for raw in raws.get("municipality", []):
        wanted = ["municipality_code", "name", "prefecture"]
        if not set(wanted) <= set(raw.frame.columns):
            continue
        for printed, name, prefecture in raw.frame.select(wanted).drop_nulls().iter_rows():
            try:
                code = values.municipality_code(printed)
            except ValueError:
                continue
            found["municipality"][code] = name
            found["prefecture"][code[:2]] = prefecture
    return found
