"""A query as the complete file an analyst drops into sql/views (mart.md, The SQL file)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from dashboard.mart import Build
from renkei.tablenames import LISTED

_COMMENT = re.compile(r"(?P<ja>.*?) / (?P<en>.*?)(?: \[(?P<unit>[^\]]*)\])?(?:: (?P<note>.*))?", re.DOTALL)
_NUMBERS = (
    "TINYINT",
    "SMALLINT",
    "INTEGER",
    "BIGINT",
    "UINTEGER",
    "UBIGINT",
    "HUGEINT",
    "DOUBLE",
    "FLOAT",
    "DECIMAL",
)
_UNKNOWN_UNIT = "単位を書く"


def described_columns(build: Build) -> Mapping[str, str]:
    """Column → a comment of it, where all tables and views that have it give it the same unit."""
    rows = build.query(
        f"""
        select column_name, min(comment) as told
        from duckdb_columns()
        where schema_name in ({LISTED}) and comment is not null
        group by column_name
        having count(distinct regexp_extract(comment, '\\[([^\\]]*)\\]', 1)) = 1
        """
    )
    return {row["column_name"]: row["told"] for row in rows}


def is_number(kind: str) -> bool:
    return kind.startswith(_NUMBERS)


def view_file(
    sql: str,
    columns: Sequence[tuple[str, str]],
    grain: Sequence[str],
    title: str,
    chart: Mapping[str, str],
    described: Mapping[str, str],
) -> str:
    """The whole file. A label or unit that the dictionary does not know is left for a person to write."""
    lines = [
        "/*",
        f"title: {_yaml(title)}",
        f"title_en: {_yaml(title)}",
        f"question: {_yaml(title)}",
        f"grain: [{', '.join(_yaml(name) for name in grain)}]",
        "chart: {" + ", ".join(f"{key}: {_yaml(value)}" for key, value in chart.items()) + "}",
        "columns:",
    ]
    for name, kind in columns:
        match = _COMMENT.fullmatch(described.get(name, ""))
        told = {"label": match["ja"] if match else name, "label_en": match["en"] if match else name}
        if is_number(kind):
            told |= _both("unit", (match["unit"] if match else None) or _UNKNOWN_UNIT)
        if match and match["note"]:
            told |= _both("note", match["note"])
        lines.append(f"  {_yaml(name)}: {{{', '.join(f'{k}: {_yaml(v)}' for k, v in told.items())}}}")
    # a comment end within a text would close the header
    head = "\n".join(lines).replace("*/", "* /")
    return f"{head}\n*/\n{sql.strip().rstrip(';').rstrip()}\n"


def _both(name: str, text: str) -> dict[str, str]:
    """円 / yen as a comment tells it → unit and unit_en."""
    ja, _, en = text.partition(" / ")
    return {name: ja, f"{name}_en": en} if en else {name: ja}


def _yaml(text: str) -> str:
    """Plain where YAML takes it for the same text, else in quotes (JSON's escapes are YAML's too)."""
    return text if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", text) else json.dumps(text, ensure_ascii=False)
