"""見本データ: whether a panel shows invented answers of a survey, and the mark it then carries.

The mark stands in the title, which every renderer draws, and in a column of the table, which every file
of rows holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dashboard.declared import Column, Panel, Rows
from dashboard.mart import Build
from dashboard.text import Lang, T, word

# tables that hold what was answered
_ANSWERS = {"survey_answer", "survey_total", "survey_return"}
_COLUMN = Column("sample", T("見本データ", "Sample data"), words="sample")


def held(build: Build) -> bool:
    """Whether a survey of this build is invented."""
    return bool(build.choices("select 1 from survey where sample"))


def among(rows: Rows, sql: str, build: Build) -> bool:
    """Whether any of the rows is invented: they say so themselves (column `sample`), or their SQL reads
    answers in a build that holds an invented survey."""
    if rows and "sample" in rows[0]:
        return any(row["sample"] for row in rows)
    return bool(rows) and reads(sql, build) and held(build)


def reads(sql: str, build: Build) -> bool:
    """Whether the SQL names a table of answers, or a view that stands on one."""
    behind: Mapping[str, Any] = build.manifest.get("behind", {})
    views = {name.rpartition(".")[2] for name, item in behind.items() if _ANSWERS & set(item["tables"])}
    return bool((views | _ANSWERS) & set(re.findall(r"\w+", sql)))


def told(title: str, lang: Lang) -> str:
    """The title with the mark before it."""
    return f"{word('sample.mark', lang)}{title}"


def marked(panel: Panel, rows: Rows) -> Panel:
    """The panel with a column that marks its invented rows, where they can be told apart."""
    if "sample" not in rows[0] or any(column.name == "sample" for column in panel.columns):
        return panel
    return replace(panel, columns=(*panel.columns, _COLUMN))
