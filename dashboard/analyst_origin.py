"""Where from, for an analyst's view: the transcribed rows of the tables its values stand on.

The tables follow from the columns' lineage, so nobody writes this query. Tables that only give names are
left out, and who is a member of what where the view has no such areas; where nothing else is known, every
table with printed cells that the view reads is told. Of a municipality, region, occupation or project that
the view has by its key, only those in the rows shown, and of all of them those of the sources it cites.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.mart import Build
from renkei import tablenames
from renkei.sqlheader import parse_header

# more rows than a reader can look through: the rest is counted in the last line
_MOST = 200
_NAMES = ("name", "name_en", "title", "title_en", "sort_order")
_PLACE = ("source_id", "source_row")
# one column of kpi.carried_figure holds them all: which of them a view reads, its header's sources tell
_FIGURES = ("area", "population", "population_age", "staff")
# the area that a row counts for, and since when: a value only where it is shown by itself
_AREAS = ("subprefecture", "since")
# whose name stands for a key
_NAMED = {
    "municipality_code": ("municipality", "municipality_code"),
    "region_id": ("region", "region_id"),
    "occupation_id": ("occupation", "occupation_id"),
    "project_id": ("project", "project_id"),
    "scheme_id": ("scheme", "scheme_id"),
}
_KEYS = (*_NAMED, "area_code")
# a key of areas → their municipalities, for tables of municipalities
_MEMBERS = {
    "region_id": "select region_id, municipality_code from region_member",
    "prefecture_code": "select prefecture_code, municipality_code from municipality",
}
# tell which regions there are and who is in them: cited, and no value
_REGIONS = ("region", "region_member")


def selects(name: str, shown: str, view: Mapping[str, Any], build: Build) -> tuple[str, ...]:
    """The panel's `origin`, `shown` being its rows; none where no row behind the view can be told."""
    known = _columns(build)
    keys: Mapping[str, Sequence[str]] = build.manifest.get("keys", {})
    parts = [
        _part(table, read, known[table], keys, _within(table, view, known[table], keys, build))
        for table, read in sorted(_behind(name, view, known, build).items())
    ]
    if not parts:
        return ()
    sql = f"""
        with shown as ({shown}), every as ({" union all ".join(parts)}),
        told as (select * from every where {_of_sources(view)}),
        placed as (
            -- few amounts before many residents
            select *, row_number() over (order by printed desc, of_table, table_name, source_row) as nth,
                count(*) over () as rows
            from (select *, count(*) over (partition by table_name) as of_table from told)
        )
        select what, what_en, as_printed, source_id, source_ref, source_row, note
        from placed where nth <= {_MOST}
        union all
        select 'ほかに' || (rows - {_MOST}) || '行', (rows - {_MOST}) || ' more rows', null, null, null,
            null, null
        from placed where nth = {_MOST} and rows > {_MOST}
    """
    return (sql,)


def cited(name: str, shown: str, view: Mapping[str, Any], build: Build) -> tuple[str, ...]:
    """What the view cites, as the panel's `sources`: a select of them, or their ids.

    The sources of the rows behind it alone: a table of regions holds councils of other documents too. Where
    nothing is shown, every source of the tables.
    """
    named, known = tuple(view["sources"]), _columns(build)
    keys: Mapping[str, Sequence[str]] = build.manifest.get("keys", {})
    tables = [*_behind(name, view, known, build)]
    if any(place.startswith("region.") for item in _lineage(view).values() for place in item["tables"]):
        tables += [table for table in _REGIONS if _within(table, view, known[table], keys, build)]
    if not named or not tables:
        return named
    rows = " union all ".join(
        f"select t.source_id from {table} as t where true {_within(table, view, known[table], keys, build)}"
        for table in dict.fromkeys(tables)
    )
    return (
        f"""
        with shown as ({shown})
        select source_id from ({rows}) where {_of_sources(view)}
        union all
        select unnest([{_listed(named)}]) as source_id where not exists (select 1 from shown)
    """,
    )


def _listed(names: Sequence[str]) -> str:
    return ", ".join("'{}'".format(name.replace("'", "''")) for name in names)


def _of_sources(view: Mapping[str, Any]) -> str:
    return f"source_id in ({_listed(view['sources'])})" if view["sources"] else "true"


def _lineage(view: Mapping[str, Any]) -> Mapping[str, Mapping[str, Sequence[str]]]:
    columns: Mapping[str, Mapping[str, Sequence[str]]] = view.get("lineage", {}).get("columns", {})
    return columns


def _behind(
    name: str, view: Mapping[str, Any], columns: Mapping[str, Sequence[str]], build: Build
) -> dict[str, list[str]]:
    """table → its columns that are told, of the tables whose rows have a place."""
    values = _values(view, build.manifest.get("keys", {}))
    if not values:
        tables = build.manifest.get("behind", {}).get(f"views.{name}", {}).get("tables", [])
        values = {
            table: [] for table in tables if table not in _REGIONS and "as_printed" in columns.get(table, ())
        }
    return {table: read for table, read in values.items() if set(_PLACE) <= set(columns.get(table, ()))}


def _columns(build: Build) -> dict[str, list[str]]:
    """table → its columns, of the tables that sources fill."""
    columns = build.choices(
        "select schema_name || '.' || table_name as place, column_name from duckdb_columns() "
        f"where schema_name in ('main', '{tablenames.OWN}') and database_name = 'cooperation' "
        "order by place, column_index"
    )
    known: dict[str, list[str]] = {}
    for row in columns:
        known.setdefault(tablenames.bare(row["place"]), []).append(row["column_name"])
    return known


def _within(
    table: str, view: Mapping[str, Any], has: Sequence[str], keys: Mapping[str, Sequence[str]], build: Build
) -> str:
    """Which rows of a table `t`: those of keys that the view has too, made of nothing but keys; of figures
    of municipalities those of the sources that its header names, where it names any of theirs."""
    shown = [key for key in (*_KEYS, "prefecture_code") if _is_key(key, view, keys)]
    told = [f"and t.{key} in (select shown.{key} from shown)" for key in shown if key in has]
    if "municipality_code" in has and not told:
        told = [
            f"and t.municipality_code in (select municipality_code from ({_MEMBERS[key]}) "
            f"where {key} in (select shown.{key} from shown))"
            for key in shown
            if key in _MEMBERS
        ]
    if table in _FIGURES:
        every = " union ".join(f"select source_id from {name}" for name in _FIGURES)
        fill = {row["source_id"] for row in build.query(every)}
        wanted = [name for name in parse_header(view["header"]).sources if name in fill]
        told += [f"and t.source_id in ({_listed(wanted)})"] if wanted else []
    return " ".join(told)


def _is_key(key: str, view: Mapping[str, Any], keys: Mapping[str, Sequence[str]]) -> bool:
    places = [place.rpartition(".") for place in _lineage(view).get(key, {}).get("tables", ())]
    return any(column == key for *_, column in places) and all(
        column == key or column in keys.get(table, ()) for table, _, column in places
    )


def _values(view: Mapping[str, Any], keys: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """table → its columns that the view's values are made of, but for keys and names."""
    found: dict[str, set[str]] = {}
    for item in _lineage(view).values():
        for place in item["tables"]:
            table, _, column = place.rpartition(".")
            named = column in (*_NAMES, *keys.get(table, ())) or column.endswith(("_id", "_code"))
            named |= column in _AREAS and len(item["tables"]) > 1
            if table and not named:
                found.setdefault(table, set()).add(column)
    only_named = {table for table, _ in _NAMED.values()} - {"project", "scheme"}
    return {table: sorted(read - {"*"}) for table, read in found.items() if table not in only_named}


def _part(
    table: str,
    read: Sequence[str],
    has: Sequence[str],
    keys: Mapping[str, Sequence[str]],
    within: str,
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
        where {"t.as_printed is not null" if printed else "true"} {within}
    """
