"""The SQL file: a YAML header in one block comment, then one select (mart.md, The SQL file)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from etl import sqlheader
from etl.problems import Problem, Problems
from etl.textplace import problem


@dataclass(frozen=True)
class SqlFile:
    """One file of sql/kpi, sql/views or sql/checks.

    `start` is where the select begins in `text`; `marks` says where each key of the header stands.
    """

    schema: str
    name: str
    label: str
    header: dict[str, Any]
    select: str
    text: str = field(default="", repr=False)
    start: int = 0
    marks: Mapping[str, int] = field(default_factory=dict, repr=False)

    @property
    def qualified(self) -> str:
        return f"{self.schema}.{self.name}"

    @property
    def columns(self) -> dict[str, dict[str, Any]]:
        columns: dict[str, dict[str, Any]] = self.header.get("columns", {})
        return columns

    def offset(self, in_select: int) -> int:
        """Where a place in the select stands in the whole text."""
        lead = len(self.text[self.start :]) - len(self.text[self.start :].lstrip())
        return self.start + lead + in_select

    def wrong(
        self,
        rule: str,
        ja: str,
        en: str,
        column: str | None = None,
        value: str | None = None,
        guess: str | None = None,
        at: int | None = None,
    ) -> Problem:
        """An error in this file; `at` is an offset in its text, else where the header names `column`."""
        if at is None and column is not None:
            at = next((self.marks[k] for k in (f"columns.{column}", column) if k in self.marks), None)
        return problem(self.label, self.text, at, rule, ja, en, column, value, guess)


def load(folder: Path, schema: str, problems: Problems) -> list[SqlFile]:
    """All files of one folder, by name; one that cannot be used is a problem."""
    files: list[SqlFile] = []
    taken: dict[str, str] = {}
    for path in sorted(folder.glob("*.sql")):
        label = f"sql/{folder.name}/{path.name}"
        before = taken.setdefault(path.stem.lower(), label)
        if before != label:
            problems.add(
                problem(
                    label,
                    "",
                    None,
                    "sql_name",
                    f"同じ名前のファイルがあります（{before}）。大文字と小文字は区別しません",
                    f"another file has this name ({before}); upper and lower case are the same",
                    value=path.stem,
                )
            )
            continue
        file = read(path, schema, label, problems)
        if file is not None:
            files.append(file)
    return files


def read(path: Path, schema: str, label: str, problems: Problems) -> SqlFile | None:
    """One file; None after adding a problem for whatever keeps it from being used."""
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        told = error.object[: error.start].decode("utf-8", errors="replace")
        problems.add(
            problem(
                label,
                told,
                len(told),
                "sql_encoding",
                "UTF-8 で保存します（ほかの文字コードの字があります）",
                "save the file as UTF-8 (there are characters in another encoding)",
                value=repr(error.object[error.start : error.start + 4]),
            )
        )
        return None
    found = len(problems)
    if not sqlheader.NAME.fullmatch(path.stem) or path.stem in sqlheader.RESERVED:
        problems.add(
            problem(
                label,
                "",
                None,
                "sql_name",
                "ファイル名は英小文字で始め、英小文字・数字・_ だけにします（SQL の予約語は使えません）",
                "the file name starts with a lower-case letter and holds lower-case letters, digits and _ "
                "(and is no reserved word of SQL)",
                value=path.stem,
            )
        )
    parsed = sqlheader.parse(text, schema, label, problems)
    if parsed is None or len(problems) > found:
        return None
    return SqlFile(
        schema,
        path.stem,
        label,
        parsed.header,
        text[parsed.start :].strip(),
        text,
        parsed.start,
        parsed.marks,
    )
