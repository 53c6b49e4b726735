"""Where from, for an analyst's view: the transcribed rows of the tables its values stand on.

The tables follow from the columns' lineage, so nobody writes this query. Tables that only give names are
left out; where nothing else is known, every table with printed cells that the view reads is told. Of a
municipality, region, occupation or project that the view has by its key, only those in the rows shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.mart import Build

# more rows than a reader can look through: the rest is counted in the last line
_MOST = 200
_NAMES = ("name", "name_en", "title", "title_en", "sort_order")
_PLACE = ("source_id", "source_row")
# whose name stands for a key
_NAMED = {
    "municipality_code": ("municipality", "municipality_code"),
    "region_id": ("region", "region_id"),
    "occupation_id": ("occupation", "occupation_id"),
    "project_id": ("project", "project_id"),
    "scheme_id": ("scheme", "scheme_id"),
}


def selects(name: str, shown: str, view: Mapping[str, Any], build: Build) -> tuple[str, ...]:
    """The panel's `origin`, `shown` being its rows; none where no row behind the view can be told."""
    known = _columns(build)
    keys: Mapping[str, Sequence[str]] = build.manifest.get("keys", {})
    values = _values(view, keys)
    if not values:
        tables = build.manifest.get("behind", {}).get(f"views.{name}", {}).get("tables", [])
        values = {table: [] for table in tables if "as_printed" in known.get(table, ())}
    parts = [
        _part(table, read, known[table], keys, _keys_shown(view, known[table]))
        for table, read in sorted(values.items())
        if set(_PLACE) <= set(known.get(table, ()))
    ]
    if not parts:
        return ()
    sql = f"""
        with shown as ({shown}), told as ({" union all ".join(parts)}),
        placed as (
            select *, row_number() over (order by printed desc, table_name, source_row) as nth,
                count(*) over () as rows
            from told
        )
        select what, what_en, as_printed, source_id, source_ref, source_row, note
        from placed where nth <= {_MOST}
        union all
        select 'ほかに' || (rows - {_MOST}) || '行', (rows - {_MOST}) || ' more rows', null, null, null,
            null, null
        from placed where nth = {_MOST} and rows > {_MOST}
    """
    return (sql,)


def cited(shown: str, view: Mapping[str, Any], build: Build) -> tuple[str, ...]:
    """What the view cites, as the panel's `sources`: a select of them, or their ids.

    Of a table that has a key which tells the rows shown apart, the sources of those rows alone: a table of
    regions holds councils of other documents too. Where nothing is shown, every source of the tables.
    """
    named, known = tuple(view["sources"]), _columns(build)
    columns = view.get("lineage", {}).get("columns", {}).values()
    tables = sorted({place.rpartition(".")[0] for item in columns for place in item["tables"]} & set(known))
    narrowed = {table: _keys_shown(view, known[table]) for table in tables if "source_id" in known[table]}
    if not named or not any(narrowed.values()):
        return named
    rows = " union all ".join(
        f"select t.source_id from {table} as t where true {_within(keys)}" for table, keys in narrowed.items()
    )
    listed = ", ".join("'{}'".format(name.replace("'", "''")) for name in named)
    return (
        f"""
        with shown as ({shown})
        select source_id from ({rows}) where source_id in ({listed})
        union all
        select unnest([{listed}]) as source_id where not exists (select 1 from shown)
    """,
    )


def _columns(build: Build) -> dict[str, list[str]]:
    """table → its columns, of the tables that sources fill."""
    columns = build.choices(
        "select table_name, column_name from duckdb_columns() "
        "where schema_name = 'main' and database_name = 'cooperation' order by table_name, column_index"
    )
    known: dict[str, list[str]] = {}
    for row in columns:
        known.setdefault(row["table_name"], []).append(row["column_name"])
    return known


def _within(keys: Sequence[str]) -> str:
    """Rows of a table `t` that have keys of rows shown."""
    return " ".join(f"and t.{key} in (select shown.{key} from shown)" for key in keys)


def _values(view: Mapping[str, Any], keys: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """table → its columns that the view's values are made of, but for keys and names."""
    found: dict[str, set[str]] = {}
    for item in view.get("lineage", {}).get("columns", {}).values():
        for place in item["tables"]:
            table, _, column = place.rpartition(".")
            named = column in (*_NAMES, *keys.get(table, ())) or column.endswith(("_id", "_code"))
            if table and not named:
                found.setdefault(table, set()).add(column)
    named = {table for table, _ in _NAMED.values()} - {"project", "scheme"}
    return {table: sorted(read - {"*"}) for table, read in found.items() if table not in named}


def _keys_shown(view: Mapping[str, Any], has: Sequence[str]) -> list[str]:
    """The keys of a table by which the rows of the view are told apart too, made of nothing but such keys."""
    columns = view.get("lineage", {}).get("columns", {})
    return [
        key
        for key in _NAMED
        if key in has
        and key in columns
        and {place.rpartition(".")[2] for place in columns[key]["tables"]} == {key}
    ]


def _part(
    table: str,
    read: Sequence[str],
    has: Sequence[str],
    keys: Mapping[str, Sequence[str]],
    shown: Sequence[str],
) -> str:
    joins, ja, en = [], [], []
    for key in keys.get(table, ()):
        named, by = _NAMED.get(key, ("", ""))
        if named and named != table and named in keys:
            joins.append(f"left join {named} as named_{key} on t.{key} = named_{key}.{by}")
            ja.append(f"coalesce(named_{key}.name, t.{key})")
            en.append(f"coalesce(named_{key}.name_en, t.{key})")
        else:
            ja.append(f"t.{key}::varchar")
            en.append(f"t.{key}::varchar")
    printed = "as_printed" in has
    made = ", ".join(f"t.{column}::varchar" for column in read) or "null"
    cells = "t.as_printed" if printed else f"concat_ws('・', {made})"
    heading = "t.source_ref" if "source_ref" in has else "file.ref"
    if "source_ref" not in has:
        joins.append(
            "left join source_file as file on t.source_id = file.source_id "
            "and starts_with(t.source_row, file.source_id || '/' || file.path)"
        )
    return f"""
        select '{table}' as table_name, {printed} as printed,
            concat_ws(' ', {", ".join(ja) or "null"}) as what,
            concat_ws(' ', {", ".join(en) or "null"}) as what_en,
            {cells} as as_printed, t.source_id, {heading} as source_ref, t.source_row,
            {"t.note" if "note" in has else "null"} as note
        from {table} as t {" ".join(joins)}
        where {"t.as_printed is not null" if printed else "true"} {_within(shown)}
    """
