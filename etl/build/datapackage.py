"""datapackage.json beside the Parquet: files, columns, keys, relations, codes, for programs that read them.

Terms of the Data Package standard, version 2 (https://datapackage.org/standard/table-schema/).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import dataframely as dy
import duckdb

from etl.build.dictionary import rows
from etl.tables import PROVENANCE, TABLES, Table
from etl.tables.base import codes
from renkei import tablenames
from renkei.whole import file_sha256

FILE = "datapackage.json"
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES = {"VARCHAR": "string", "BOOLEAN": "boolean", "DATE": "date", "TIMESTAMP": "datetime"}


def datapackage(
    connection: duckdb.DuckDBPyConnection,
    citations: Sequence[Mapping[str, Any]],
    parquet: Path,
    own: Sequence[Table],
) -> str:
    """The Parquet files of a build as a Data Package; `own`: the office's own tables. Raises OSError.

    No one licence covers all: each source has its own, as it states it.
    """
    declared = {table.name: table for table in (*TABLES, *PROVENANCE.values(), *own)}
    columns: dict[str, list[dict[str, Any]]] = {}
    for row in rows(connection):
        columns.setdefault(tablenames.bare(f"{row['schema_name']}.{row['table_name']}"), []).append(row)
    package = {
        "$schema": _PROFILE,
        "name": "renkei-board",
        "title": "広域連携ボード / Renkei Board",
        "sources": [_source(item) for item in citations],
        "resources": [
            _resource(declared[name], found, parquet) for name, found in columns.items() if name in declared
        ],
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _source(citation: Mapping[str, Any]) -> dict[str, Any]:
    """`licence` is a property of our own: the standard has licences of a package, not of its sources."""
    source = {"title": citation["title"], "path": citation.get("url"), "licence": citation.get("licence")}
    return {name: text for name, text in source.items() if text}


def _resource(table: Table, columns: Sequence[Mapping[str, Any]], parquet: Path) -> dict[str, Any]:
    file = parquet / f"{table.name}.parquet"
    return {
        "name": table.name,
        "path": file.name,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": file.stat().st_size,
        "hash": f"sha256:{file_sha256(file)}",
        "title": columns[0]["told"],
        "schema": _schema(table, columns),
    }


def _schema(table: Table, columns: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    declared = table.schema.columns()
    schema: dict[str, Any] = {
        "fields": [_field(row, declared[row["column_name"]]) for row in columns],
    }
    if any(declared[key].nullable for key in table.keys):
        schema["uniqueKeys"] = [table.keys]  # the standard's primary keys are never empty
    else:
        schema["primaryKey"] = table.keys
    if table.references:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": parent, "fields": [key]}}
            for column, (parent, key) in table.references.items()
        ]
    return schema


def _field(row: Mapping[str, Any], column: dy.Column) -> dict[str, Any]:
    metadata = column.metadata or {}
    field = {
        "name": row["column_name"],
        "type": _type(row["data_type"]),
        "title": metadata["label"],
        "title_en": metadata["label_en"],
        "description": row["column_told"],
    }
    if metadata.get("unit"):
        field["unit"] = metadata["unit"]
    constraints: dict[str, Any] = {} if column.nullable else {"required": True}
    if allowed := codes(column):
        constraints["enum"] = allowed
    return field | ({"constraints": constraints} if constraints else {})


def _type(sql_type: str) -> str:
    if sql_type.endswith("[]"):
        return "array"
    if sql_type in _TYPES:
        return _TYPES[sql_type]
    return "integer" if "INT" in sql_type else "number"
