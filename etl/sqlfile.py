"""The SQL file: a YAML header in one block comment, then one select (mart.md, The SQL file)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from etl.problems import Problem, Problems

_HEADER = re.compile(r"\A\s*/\*\n(.*?)\*/\n?(.*)\Z", re.DOTALL)
# the same safe loader in C, ten times as fast, where PyYAML was built with it
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_VIEW_KEYS = ("title", "title_en", "question", "grain", "columns")
_CHECK_KEYS = ("title", "title_en", "severity", "scope")


@dataclass(frozen=True)
class SqlFile:
    """One file of sql/kpi, sql/views or sql/checks."""

    schema: str
    name: str
    label: str
    header: dict[str, Any]
    select: str

    @property
    def qualified(self) -> str:
        return f"{self.schema}.{self.name}"

    @property
    def columns(self) -> dict[str, dict[str, Any]]:
        columns: dict[str, dict[str, Any]] = self.header.get("columns", {})
        return columns

    def wrong(
        self, rule: str, ja: str, en: str, column: str | None = None, value: str | None = None
    ) -> Problem:
        return Problem("error", rule, ja, en, file=self.label, column=column, value=value)


def load(folder: Path, schema: str, problems: Problems) -> list[SqlFile]:
    """All files of one folder, by name; one whose header cannot be used is a problem."""
    files = []
    for path in sorted(folder.glob("*.sql")):
        label = f"sql/{folder.name}/{path.name}"
        match = _HEADER.match(path.read_text(encoding="utf-8"))
        try:
            header = yaml.load(match.group(1), Loader=_LOADER) if match else None
        except yaml.YAMLError as error:
            problems.add(
                Problem(
                    "error",
                    "sql_header",
                    f"見出しの YAML が読めません（{error}）",
                    f"the header is not valid YAML ({error})",
                    file=label,
                )
            )
            continue
        if match is None or not isinstance(header, dict):
            problems.add(
                Problem(
                    "error",
                    "sql_header",
                    "先頭に YAML の見出し（/* … */）が要ります",
                    "the file must open with a YAML header (/* … */)",
                    file=label,
                )
            )
            continue
        wanted = _CHECK_KEYS if schema == "checks" else _VIEW_KEYS
        missing = [key for key in wanted if not header.get(key)]
        for key in missing:
            problems.add(
                Problem(
                    "error",
                    "sql_header",
                    "見出しに必須の項目です",
                    "required in the header",
                    file=label,
                    column=key,
                )
            )
        if not missing:
            files.append(SqlFile(schema, path.stem, label, header, match.group(2).strip()))
    return files


def ordered(files: list[SqlFile], problems: Problems) -> list[SqlFile]:
    """Files after the views they read, taken from the SQL itself; a cycle is a problem."""
    by_name = {file.qualified: file for file in files}
    reads: dict[str, set[str]] = {}
    for file in files:
        try:
            reads[file.qualified] = {t for t in tables_read(file.select) if t in by_name}
        except ValueError as error:
            problems.add(
                file.wrong(
                    "sql_syntax", f"SQL が読めません（{error}）", f"the SQL cannot be parsed ({error})"
                )
            )
            reads[file.qualified] = set()
    done: list[str] = []
    while len(done) < len(files):
        ready = [n for n in sorted(by_name) if n not in done and reads[n] <= set(done)]
        if not ready:
            circle = "、".join(n for n in sorted(by_name) if n not in done)
            problems.add(
                Problem(
                    "error",
                    "sql_cycle",
                    f"ビューが互いに参照しています: {circle}",
                    f"these views read each other: {circle}",
                )
            )
            break
        done += ready
    return [by_name[name] for name in done]


@cache
def tables_read(select: str) -> frozenset[str]:
    """The tables and views a select names: 'kpi.coverage', 'main.region'. Raises ValueError."""
    import sqlglot
    from sqlglot import exp
    from sqlglot.errors import SqlglotError

    try:
        tree = sqlglot.parse_one(select, dialect="duckdb")
    except SqlglotError as error:
        raise ValueError(str(error)) from error
    local = {cte.alias for cte in tree.find_all(exp.CTE)}
    found = set()
    for table in tree.find_all(exp.Table):
        if not table.db and table.name in local:
            continue
        found.add(f"{table.db or 'main'}.{table.name}")
    return frozenset(found)
