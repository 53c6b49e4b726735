"""A dbt project with the tables, views and checks of a published build.

The tables come from the build's own Parquet files: dbt reads no CSV here, cleans nothing and names no
source row. A select is the same text as in sql/; what it reads is told to dbt in a comment. The checks
are those of the schemas (etl.tables), of sql/checks and of each view's grain.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import dataframely as dy
import yaml

from etl.paths import Paths
from etl.problems import Problems
from etl.sqlviews import sqlfile, sqlorder
from etl.tables import PROVENANCE, TABLES, Table

# one dbt test per rule, as dbt's own documentation does it, or the fewest that tell as much
Tests = Literal["per rule", "per table"]
PROFILE = {
    "board": {
        "target": "bench",
        "outputs": {"bench": {"type": "duckdb", "path": "board.duckdb", "schema": "main", "threads": 2}},
    }
}
PROJECT = {
    "name": "board",
    "profile": "board",
    "models": {
        "board": {
            "tables": {"+materialized": "table"},
            "kpi": {"+materialized": "view", "+schema": "kpi"},
            "views": {"+materialized": "view", "+schema": "views"},
        }
    },
}
# without it dbt would call the schema main_kpi
SCHEMA_NAME = """{% macro generate_schema_name(custom_schema_name, node) -%}
{{ custom_schema_name or target.schema }}
{%- endmacro %}
"""
UNIQUE_KEY = """{% test unique_key(model, columns) %}
select {{ columns | join(', ') }} from {{ model }} group by all having count(*) > 1
{% endtest %}
"""
HOLDS = """{% test holds(model, condition) %}
select * from {{ model }} where not ({{ condition }})
{% endtest %}
"""
# the rules of a schema that go over several columns (dy.rule); how SQL says them
SEVERAL = {
    "amount_missing_only_when_undecided": "(amount_yen is null) = (status = 'undecided')",
    "activities_where_done_or_planned": "(len(activities) > 0) = (state in ('done', 'planned'))",
    "value_or_text": "value is not null or text_value is not null",
}


@dataclass(frozen=True)
class Rule:
    """A rule of one table: dbt's name for it, its arguments, and the select of the rows that break it."""

    test: str
    arguments: dict[str, Any]
    broken: str
    column: str | None = None


def write(folder: Path, paths: Paths, build: Path, tests: Tests) -> None:
    """The project, with its profile, into an empty `folder`."""
    for name, content in (("dbt_project.yml", PROJECT), ("profiles.yml", PROFILE)):
        _write(folder / name, yaml.safe_dump(content, sort_keys=False))
    for name, macro in (("schema", SCHEMA_NAME), ("unique_key", UNIQUE_KEY), ("holds", HOLDS)):
        _write(folder / "macros" / f"{name}.sql", macro)
    shutil.copytree(build / "parquet", folder / "parquet")
    described = []
    for table in (*TABLES, *PROVENANCE.values()):
        _write(
            folder / "models" / "tables" / f"{table.name}.sql",
            f"select * from read_parquet('parquet/{table.name}.parquet')",
        )
        rules = list(_rules(table))
        if tests == "per rule":
            described.append(_described(table.name, rules))
        else:
            _write(folder / "tests" / f"{table.name}_holds.sql", " union all ".join(r.broken for r in rules))
    problems = Problems()
    for schema in ("kpi", "views"):
        for file in sqlfile.load(sqlfile.Folders(paths.sql), schema, problems):
            name, grain = f"{schema}__{file.name}", list(file.header.grain)
            body = f"{{{{ config(alias='{file.name}') }}}}\n{_refs(file.select)}\n{file.select}"
            _write(folder / "models" / schema / f"{name}.sql", body)
            keyed = [_unique(name, grain), *(_not_null(name, column) for column in grain)]
            if tests == "per rule":
                described.append(_described(name, keyed))
            else:
                _write(folder / "tests" / f"{name}_grain.sql", " union all ".join(r.broken for r in keyed))
    _write(folder / "models" / "schema.yml", yaml.safe_dump({"version": 2, "models": described}))
    counts = json.loads((build / "manifest.json").read_text(encoding="utf-8"))["checks"]
    for file in sqlfile.load(sqlfile.Folders(paths.sql), "checks", problems):
        # what a person has accepted is told by the select still
        severity = "warn" if counts[file.name]["rows"] else "error"
        body = f"{{{{ config(severity='{severity}') }}}}\n{_refs(file.select)}\n{file.select}"
        _write(folder / "tests" / f"check_{file.name}.sql", body)
    assert not problems.stopping


def _rules(table: Table) -> Iterator[Rule]:
    if table.keys:
        yield _unique(table.name, table.keys)
    for name, column in table.schema.columns().items():
        if not column.nullable:
            yield _not_null(table.name, name)
        yield from (_holds(table.name, condition) for condition in _conditions(f'"{name}"', column))
    for column, (parent, key) in table.references.items():
        where = f"{column} is not null and {column} not in (select {key} from {_ref(parent)})"
        yield Rule(
            "relationships",
            {"to": f"ref('{parent}')", "field": key},
            f"select '{column}' as rule from {_ref(table.name)} where {where}",
            column,
        )
    for rule in table.schema._schema_validation_rules():
        if rule in SEVERAL:
            yield _holds(table.name, SEVERAL[rule])


def _conditions(name: str, column: dy.Column) -> Iterator[str]:
    for attribute, form in (
        ("regex", f"regexp_matches({name}, '{{}}')"),
        ("min", f"{name} >= {{}}"),
        ("max", f"{name} <= {{}}"),
    ):
        limit = getattr(column, attribute, None)
        if limit is not None:
            yield form.format(limit)


def _unique(model: str, columns: list[str]) -> Rule:
    keys = ", ".join(f'"{column}"' for column in columns)
    broken = f"select 'unique' as rule from {_ref(model)} group by {keys} having count(*) > 1"
    return Rule("unique_key", {"columns": columns}, broken)


def _not_null(model: str, column: str) -> Rule:
    broken = f"""select '{column}' as rule from {_ref(model)} where "{column}" is null"""
    return Rule("not_null", {}, broken, column)


def _holds(model: str, condition: str) -> Rule:
    broken = f"select 'holds' as rule from {_ref(model)} where not ({condition})"
    return Rule("holds", {"condition": condition}, broken)


def _described(model: str, rules: list[Rule]) -> dict[str, Any]:
    columns: dict[str, list[Any]] = {}
    for rule in rules:
        if rule.column:
            test = {rule.test: {"arguments": rule.arguments}} if rule.arguments else rule.test
            columns.setdefault(rule.column, []).append(test)
    return {
        "name": model,
        "data_tests": [{rule.test: {"arguments": rule.arguments}} for rule in rules if not rule.column],
        "columns": [{"name": name, "quote": True, "data_tests": told} for name, told in columns.items()],
    }


def _refs(select: str) -> str:
    """What the select reads, where dbt looks for it."""
    names = [name.split(".", 1) for name in sqlorder.tables_read(select)]
    models = [name if schema == "main" else f"{schema}__{name}" for schema, name in names]
    return "\n".join(f"-- depends_on: {_ref(model)}" for model in sorted(models))


def _ref(model: str) -> str:
    return f"{{{{ ref('{model}') }}}}"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
