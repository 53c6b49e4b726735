"""The picture of the tables' relations in sql/README is that of their declarations."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.tables import PROVENANCE, TABLES

_ROOT = Path(__file__).parents[2]


def picture() -> str:
    """The relations as Mermaid's erDiagram: https://mermaid.js.org/syntax/entityRelationshipDiagram.html"""
    tables = {table.name: table for table in (*TABLES, *PROVENANCE.values())}
    lines = ["```mermaid", "erDiagram"]
    for table in tables.values():
        for column, (parent, key) in table.references.items():
            one = "|o" if table.schema.columns()[column].nullable else "||"
            several = "}|"  # the column alone is not the parent's key
            end = one if tables[parent].keys == [key] else several
            lines.append(f"    {parent} {end}--o{{ {table.name} : {column}")
    return "\n".join([*lines, "```"])


@pytest.mark.parametrize("readme", ["README.md", "README.ja.md"])
def test_readme_has_the_relations_that_are_declared(readme: str) -> None:
    text = (_ROOT / "sql" / readme).read_text(encoding="utf-8")
    assert picture() in text, f"sql/{readme} must hold:\n{picture()}"
