"""A view is only built when it runs, is labelled in full, and its grain holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from etl import refresh
from etl.build.comments import comment
from etl.paths import Paths
from etl.problems import Problem, Problems
from etl.sqlviews import sqlfile, sqlorder
from etl.sqlviews.views import Views
from tests.conftest import ROOT

Run = Callable[[Paths], refresh.Outcome]
VIEW = """/*
title: 試し
title_en: Trial
question: 何か
grain: [a]
columns:
  a: {label: 甲, label_en: A, unit: 件}
  b: {label: 乙, label_en: B}
*/
"""


def built(folder: Path, **views: str) -> list[Problem]:
    """Problems of creating these views over one table t (a, b) = (1, x), (1, y), (null, z)."""
    (folder / "kpi").mkdir()
    for name, text in views.items():
        (folder / "kpi" / f"{name}.sql").write_text(text, encoding="utf-8")
    problems = Problems()
    files = sqlorder.ordered(sqlfile.load(sqlfile.Folders(folder), "kpi", problems), problems)
    with duckdb.connect() as connection:
        connection.execute("create table t as from (values (1, 'x'), (1, 'y'), (null, 'z')) as v (a, b)")
        connection.execute("create schema kpi")
        Views(files=files).create(connection, problems)
    return list(problems)


@pytest.mark.parametrize(
    ("text", "rule", "column"),
    [
        (VIEW + "select a, b from t where b = 'x'", None, None),
        (VIEW + "select a, b from t where a = 1", "sql_grain", '"a"'),
        (VIEW + "select a, b from t where b <> 'x'", "sql_grain", '"a"'),
        (VIEW.replace("[a]", "[a, c]") + "select a, b from t where b = 'x'", "sql_grain", "c"),
        (VIEW + "select a from t where b = 'x'", "sql_label", "b"),
        (VIEW + "select a, b, 'w' as c from t where b = 'x'", "sql_label", "c"),
        (VIEW.replace(", label_en: B", "") + "select a, b from t where b = 'x'", "sql_label", "b"),
        (VIEW.replace(", unit: 件", "") + "select a, b from t where b = 'x'", "sql_unit", "a"),
        (VIEW + "select a, nope as b from t", "sql_error", None),
        (VIEW + "select 1 // 0 as a, error('x') as b", "sql_error", None),
        (VIEW + "select a, b from", "sql_syntax", None),
        ("select 1 as a", "sql_header", None),
        (VIEW.replace("grain: [a]", "grain: [") + "select 1 as a", "sql_header", None),
        (VIEW.replace("title: 試し\n", "") + "select 1 as a", "sql_header", "title"),
        (VIEW + "select a, b from kpi.v", "sql_cycle", None),
    ],
)
def test_a_view_that_breaks_its_contract_is_named(
    tmp_path: Path, text: str, rule: str | None, column: str | None
) -> None:
    problems = built(tmp_path, v=text)
    if rule is None:
        assert problems == []
        return
    assert rule in {p.rule for p in problems}
    problem = next(p for p in problems if p.rule == rule)
    assert (problem.severity, problem.column) == ("error", column)
    assert problem.file.endswith("v.sql") or rule == "sql_cycle"
    assert problem.expected != problem.expected_en


def test_a_view_comes_after_those_it_reads_whatever_their_names(tmp_path: Path) -> None:
    first = VIEW + "select a, b from kpi.z where b = 'x'"
    assert built(tmp_path, a=first, z=VIEW + "select a, b from t where b = 'x'") == []


def test_one_broken_view_does_not_hide_the_next(tmp_path: Path) -> None:
    broken = VIEW + "select a, nope as b from t"
    problems = built(tmp_path, a=broken, b=VIEW + "select a, b from t where a = 1", c=broken)
    assert [(p.rule, Path(p.file).name) for p in problems] == [
        ("sql_error", "a.sql"),
        ("sql_grain", "b.sql"),
        ("sql_error", "c.sql"),
    ]


def test_a_broken_view_or_check_keeps_a_build_from_being_published(project: Paths, run_refresh: Run) -> None:
    (project.sql / "kpi" / "zz.sql").write_text(
        VIEW + "select 1 as a, 'x' as b from region", encoding="utf-8"
    )
    (project.sql / "checks" / "zz.sql").write_text(
        "/*\ntitle: 試し\ntitle_en: Trial\nseverity: error\nscope: row\n*/\nselect 1 as source_row",
        encoding="utf-8",
    )
    outcome = run_refresh(project)
    assert outcome.result == "problems"
    assert {(p.rule, p.file) for p in outcome.problems} == {
        ("sql_columns", "sql/checks/zz.sql"),
        ("sql_grain", "sql/kpi/zz.sql"),
    }
    assert not project.current.exists()


@pytest.mark.parametrize(
    ("label", "label_en"), [("地域（全体: 空）", "Area (empty: all)"), ("率 [%]", "a / b")]
)
def test_a_name_with_the_marks_of_a_comment_stays_whole(label: str, label_en: str) -> None:
    """As データと出典 reads it: names, unit and note apart."""
    text = comment(label, label_en, {"unit": "人", "note": "注", "note_en": "Note"})
    described = (ROOT / "sql" / "panels" / "shared" / "described_column.sql").read_text(encoding="utf-8")
    pattern = re.search("comment, '(.*)'", described)
    assert pattern is not None
    read = re.fullmatch(pattern[1], text)
    assert read is not None
    assert [part.replace("\u00a0", " ") for part in read.groups()] == [
        label,
        label_en,
        "人 / people",
        "注 / Note",
    ]
