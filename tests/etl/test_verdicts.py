"""A view that held in the live build is judged again when its select, its header, a table it reads, the rows
of a view it reads, a limit or the program changed, and at no other time."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from etl import refresh
from etl.build import database, fingerprint
from etl.paths import Paths
from etl.sqlviews import sqlorder
from etl.sqlviews.sqlfile import SqlFile
from etl.sqlviews.trialapart import TrialApart
from etl.sqlviews.verdicts import Verdicts
from tests.conftest import Mart, quiet
from tests.etl.helpers import add, casebook, swap
from tests.etl.test_drawing import GOOD
from tests.etl.test_reuse import parquet

NEW_ROW = "nishimonbetsu,令和5年度,midwife,採用実績,1,次の資料,\n"


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The views that are judged, in order; `clear` it before a run."""
    names: list[str] = []
    judge = TrialApart.judge

    def noted(self: TrialApart, file: SqlFile, *rest: Any) -> Any:
        names.append(file.qualified)
        return judge(self, file, *rest)

    monkeypatch.setattr(TrialApart, "judge", noted)
    return names


def published(paths: Paths) -> dict[str, Any]:
    outcome = refresh.run(paths, quiet)
    if outcome.result == "waiting":
        outcome = refresh.run(paths, quiet, accept=refresh.diff_id(outcome.changes))
    assert outcome.manifest is not None, [p.line(english=True) for p in outcome.problems]
    return outcome.manifest


def manifest_of(mart: Mart) -> dict[str, Any]:
    return json.loads((mart.folder / "manifest.json").read_text(encoding="utf-8"))


def rewritten(paths: Paths, **entries: Any) -> None:
    """The live build's manifest with other entries."""
    live = fingerprint.live_manifest(paths)
    assert live is not None
    (paths.builds / live["build_id"] / "manifest.json").write_text(
        json.dumps(live | entries), encoding="utf-8"
    )


def test_a_new_row_has_the_views_on_its_table_judged_and_their_verdicts_are_as_from_nothing(
    mart: Mart, live_project: Paths, judged: list[str]
) -> None:
    first = manifest_of(mart)
    behind = {view: set(found["tables"]) for view, found in first["behind"].items()}
    assert set(first["verdicts"]) == set(behind)  # every shipped view holds, and can be known again
    add(casebook(live_project, "recruitment.csv"), NEW_ROW)
    second = published(live_project)
    before, after = parquet(mart.paths), parquet(live_project)
    touched = {Path(name).stem for name in after if before[name] != after[name]}
    assert "recruitment" in touched
    assert set(judged) == _of_other_rows(mart.paths, live_project, touched)
    # some stand on the table, but read no other row
    assert set(judged) < {view for view, tables in behind.items() if tables & touched}
    assert 0 < len(judged) < len(behind) / 2
    assert {v for v in behind if first["verdicts"][v] != second["verdicts"][v]} == set(judged)

    # the same again, with nothing that is known
    judged.clear()
    rewritten(live_project, verdicts={})
    add(live_project.sql / "views" / "idle_years.sql", "\n")
    third = published(live_project)
    assert set(judged) == set(behind)
    assert third["verdicts"] == second["verdicts"]
    assert third["aside"] == second["aside"] == {}


def _of_other_rows(before: Paths, after: Paths, touched: set[str]) -> set[str]:
    """The views that read a table with other bytes, or a view with other rows in the second build."""
    files, rows = [], []
    for paths in (before, after):
        live = fingerprint.live_manifest(paths)
        assert live is not None
        folder = paths.builds / live["build_id"]
        files.append(json.loads((folder / "definitions.json").read_text(encoding="utf-8")))
        with database.reader(folder) as connection:
            answers = {view: connection.execute(f"from {view}").fetchall() for view in files[-1]}
        rows.append({view: sorted(map(repr, several)) for view, several in answers.items()})
    other = {view for view in rows[0] if rows[0][view] != rows[1][view]}
    other |= {f"main.{table}" for table in touched}
    return {view for view, told in files[1].items() if other & sqlorder.tables_read(told["select"])}


def test_a_view_below_that_changed_and_a_header_that_changed_have_those_above_judged(
    small_live: Paths, judged: list[str]
) -> None:
    timeline = small_live.sql / "kpi" / "project_timeline.sql"
    timeline.write_text(timeline.read_text(encoding="utf-8").rstrip() + "\n-- said\n", encoding="utf-8")
    published(small_live)
    assert {"kpi.project_timeline", "views.idle_years"} <= set(judged)
    assert "kpi.field_matrix" not in judged
    judged.clear()
    swap(small_live.sql / "views" / "idle_years.sql", "[1, null]", "[1, 6]")
    published(small_live)
    assert judged == ["views.idle_years"]

    # what no longer holds is told: the row of the view below broke the check of the one above
    swap(small_live.sql / "views" / "idle_years.sql", "[1, 6]", "[99, 100]")
    assert set(published(small_live)["aside"]) == {"idle_years"}
    judged.clear()
    add(small_live.sql / "kpi" / "still_missing.sql", "\n")
    assert set(published(small_live)["aside"]) == {"idle_years"}  # found anew, not remembered
    assert judged == ["views.idle_years"]


def test_a_table_below_that_changed_breaks_a_check_that_held(live_project: Paths) -> None:
    few = GOOD.replace("grain: [k]\n", "grain: [k]\nchecks:\n  - range: {v: [0, 46]}\n").replace(
        "select name as k, count(*) as v from region group by name order by k",
        "select 'x' as k, count(*) as v from recruitment",
    )
    rows = few.replace("[0, 46]", f"[0, {_count(live_project)}]")
    (live_project.sql / "views" / "few.sql").write_text(rows, encoding="utf-8")
    assert published(live_project)["aside"] == {}
    add(casebook(live_project, "recruitment.csv"), NEW_ROW)
    [told] = published(live_project)["aside"]["few"]
    assert (told["rule"], told["column"]) == ("sql_check", "v")


def _count(paths: Paths) -> int:
    live = fingerprint.live_manifest(paths)
    assert live is not None
    return live["rows"]["recruitment"]


MANY = """/*
title: 多い
title_en: Many
severity: error
scope: set
*/
select any_value(source_row) as source_row, 'x' as column_name, null as value, 'k' as row_key,
    '少なく' as expected, 'fewer' as expected_en
from recruitment
having count(*) > {most}
"""


def test_a_check_that_found_nothing_is_asked_again_where_its_rows_or_its_select_changed(
    small_live: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed: dict[str, bool] = {}
    held = Verdicts.held

    def noted(self: Verdicts, file: SqlFile, mark: str | None) -> bool:
        passed[file.qualified] = held(self, file, mark)
        return passed[file.qualified]

    monkeypatch.setattr(Verdicts, "held", noted)
    most = _count(small_live)
    check, file = small_live.sql / "checks" / "many.sql", casebook(small_live, "recruitment.csv")
    check.write_text(MANY.format(most=most), encoding="utf-8")
    first = published(small_live)
    checks = {path.stem for path in check.parent.glob("*.sql")}
    found = {name for name, told in first["checks"].items() if told["rows"]}
    assert {name.removeprefix("checks.") for name in first["check_verdicts"]} == checks - found
    assert passed["checks.grant_cap"]
    assert not passed["checks.many"]

    add(small_live.sql / "views" / "idle_years.sql", "\n")
    second = published(small_live)
    assert {name for name in checks if not passed[f"checks.{name}"]} == found  # what found something is asked
    assert (second["checks"], second["accepted"]) == (first["checks"], first["accepted"])

    before = file.read_bytes()
    add(file, NEW_ROW)
    assert [p.rule for p in refresh.run(small_live, quiet).problems.stopping] == ["many"]
    file.write_bytes(before)
    check.write_text(MANY.format(most=most - 1), encoding="utf-8")
    assert [p.rule for p in refresh.run(small_live, quiet).problems.stopping] == ["many"]


def test_a_limit_that_changed_and_the_clock_have_analysts_views_judged(
    live_project: Paths, judged: list[str]
) -> None:
    dated = GOOD.replace("count(*) as v", "year(current_date) as v")
    (live_project.sql / "views" / "dated.sql").write_text(dated, encoding="utf-8")
    first = published(live_project)
    assert judged == ["views.dated"]
    assert "views.dated" not in first["verdicts"]
    judged.clear()
    swap(live_project.settings_file, "rows = 5000                 # … or", "rows = 4000  # … or")
    add(live_project.sql / "views" / "idle_years.sql", "\n")
    second = published(live_project)
    assert set(judged) == {f"views.{name}" for name in second["views"]}


def test_nothing_is_taken_over_from_a_damaged_build(
    mart: Mart, live_project: Paths, judged: list[str]
) -> None:
    live = fingerprint.live_manifest(live_project)
    assert live is not None
    database = live_project.builds / live["build_id"] / "cooperation.duckdb"
    data = bytearray(database.read_bytes())
    data[len(data) // 2] ^= 0xFF
    database.write_bytes(data)
    manifest = published(live_project)
    assert set(judged) == set(manifest["behind"])
    assert manifest["verdicts"] == manifest_of(mart)["verdicts"]


def test_selects_are_parsed_by_several_threads_at_once() -> None:
    """A refresh judges views while it runs checks: one connection for both refused the second."""
    selects = [f"select {n} as n, " + " || ".join(["'x'"] * 60) + " as t from region" for n in range(400)]
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(sqlorder.tables_read, selects)) == {frozenset({"main.region"})}
