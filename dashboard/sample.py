"""見本データ: whether a panel shows invented answers of a survey, and the mark it then carries.

The mark stands in the title, which every renderer draws, and in a column of the table, which every file
of rows holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dashboard.declared import Column, Panel
from dashboard.mart import Build, Row
from dashboard.selects import select
from dashboard.text import Lang, T, word

# tables that hold what was answered
_ANSWERS = {"survey_answer", "survey_total", "survey_return"}
_LABEL = T("見本データ", "Sample data")


def held(build: Build) -> bool:
    """Whether a survey of this build is invented."""
    return bool(build.choices(select("choice/sample_surveys")))


def mark(panel: Panel, rows: tuple[Row, ...], build: Build) -> tuple[Panel, tuple[Row, ...], bool]:
    """The panel with a column that marks its invented rows, its rows, and whether any is invented.

    Rows say it themselves (column `sample`). Where they do not, as in an analyst's view, all are marked
    if their SQL reads answers in a build that holds an invented survey.
    """
    if not rows:
        return panel, rows, False
    name = "sample"
    # a column of that name that is no mark is somebody's own, and keeps its values
    marked = name in rows[0] and all(row[name] is None or isinstance(row[name], bool) for row in rows)
    if not marked:
        if not (reads(panel.sql, build) and held(build)):
            return panel, rows, False
        while name in rows[0]:
            name += "_"
        rows = tuple({**row, name: True} for row in rows)
    if not any(row[name] for row in rows):
        return panel, rows, False
    if any(column.name == name for column in panel.columns):
        return panel, rows, True
    return replace(panel, columns=(*panel.columns, Column(name, _LABEL, words="sample"))), rows, True


def reads(sql: str, build: Build) -> bool:
    """Whether the SQL names a table of answers, or a view that stands on one."""
    behind: Mapping[str, Any] = build.manifest.get("behind", {})
    views = {name.rpartition(".")[2] for name, item in behind.items() if _ANSWERS & set(item["tables"])}
    return bool((views | _ANSWERS) & set(re.findall(r"\w+", sql)))


def marked(title: str, lang: Lang) -> str:
    """The title with the mark before it."""
    return f"{word('sample.mark', lang)}{title}"
