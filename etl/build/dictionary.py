"""The data dictionary of a build: one HTML file."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import duckdb

from etl.tables import PROVENANCE, TABLES
from etl.tables.base import codes
from renkei import tablenames

_SCHEMAS = (
    ("main", "表", "Tables"),
    (tablenames.OWN, "この事務局の表", "The office's own tables"),
    ("kpi", "ボードの数値（ビュー）", "Views behind the board"),
    ("views", "分析者のビュー", "Analysts' views"),
)
_DECLARED = {table.name: table for table in (*TABLES, *PROVENANCE.values())}
_STYLE = """
body { font-family: "Noto Sans JP", "BIZ UDPGothic", "Yu Gothic", Meiryo, sans-serif; color: #333333;
  max-width: 72rem; margin: 0 auto; padding: 1.5rem; line-height: 1.7; }
table { border-collapse: collapse; width: 100%; margin-bottom: 2rem; }
th, td { border: 1px solid #949494; padding: .3rem .6rem; text-align: left; vertical-align: top; }
thead th { background: #F2F2F2; } code { white-space: nowrap; } a { color: #00118F; }
@media print { h2 { break-before: page; } h3, tr { break-inside: avoid; } }
"""


def rows(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Every column of every table and view: schema, name, comment, column, type, column comment."""
    cursor = connection.execute(
        f"""
        select c.schema_name, c.table_name, coalesce(t.comment, v.comment, '') as told, c.column_name,
            c.data_type, coalesce(c.comment, '') as column_told
        from duckdb_columns() as c
        left join duckdb_tables() as t using (database_name, schema_name, table_name)
        left join duckdb_views() as v
            on c.database_name = v.database_name and c.schema_name = v.schema_name
                and c.table_name = v.view_name
        where c.schema_name in ({tablenames.LISTED}) and not c.internal
            and c.database_name = current_database()
        order by c.schema_name, c.table_name, c.column_index
        """
    )
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def page(database: Path, manifest: dict[str, Any]) -> str:
    """The dictionary as one HTML page, in both languages, without any request."""
    with duckdb.connect(str(database), read_only=True) as connection:
        found = rows(connection)
    parts = [
        '<!doctype html><html lang="ja"><meta charset="utf-8">',
        f"<title>データ辞書 / Data dictionary</title><style>{_STYLE}</style>",
        "<h1>広域連携ボード データ辞書 / Renkei Board data dictionary</h1>",
        f"<p>版 / build {escape(str(manifest['build_id']))}</p>",
    ]
    for schema, ja, en in _SCHEMAS:
        tables = dict.fromkeys(row["table_name"] for row in found if row["schema_name"] == schema)
        if not tables:
            continue
        parts.append(f"<h2>{ja} / {en}</h2>")
        for table in tables:
            own = [r for r in found if (r["schema_name"], r["table_name"]) == (schema, table)]
            name = tablenames.bare(f"{schema}.{table}")
            parts.append(f'<h3 id="{name}"><code>{escape(name)}</code></h3><p>{escape(own[0]["told"])}</p>')
            parts.append(
                "<table><thead><tr><th>列 / column</th><th>型 / type</th><th>意味 / meaning</th></tr></thead>"
                "<tbody>"
            )
            parts += [
                f"<tr><td><code>{escape(r['column_name'])}</code></td><td>{escape(r['data_type'])}</td>"
                f"<td>{escape(r['column_told'])}{_codes(name, r['column_name'])}</td></tr>"
                for r in own
            ]
            parts.append("</tbody></table>")
    return "\n".join(parts)


def _codes(table: str, column: str) -> str:
    """The codes that the column may hold, each as a query writes it; nothing where it holds others too."""
    declared = _DECLARED.get(table)
    allowed = codes(declared.schema.columns()[column]) if declared else []
    return "".join(f" <code>{escape(code)}</code>" for code in allowed)
