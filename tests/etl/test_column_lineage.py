"""Where a column comes from is told by the SQL; what the live build knows is not worked out again."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from etl.sqlviews import columnlineage
from etl.sqlviews.columnlineage import cited
from etl.sqlviews.sqlfile import SqlFile
from renkei.sqlheader import Header
from tests.conftest import ROOT, Mart
from tests.sql.conftest import views

FILES = {file.qualified: file for file in views()}


@pytest.fixture(scope="module")
def traced(mart: Mart) -> dict[str, Any]:
    manifest = json.loads((mart.folder / "manifest.json").read_text(encoding="utf-8"))
    return {name: view["lineage"] for name, view in manifest["views"].items()}


@pytest.mark.parametrize(
    ("view", "column", "reads", "tables", "sources"),
    [
        (
            "cap_use_by_year",
            "cap_use_pct",
            ["kpi.disbursement_by_year.cap_use_pct"],
            ["disbursement.amount_yen", "grant_rule.rule_id", "grant_rule.value"],
            ["hokkaido_casebook_2024"],
        ),
        (
            "staff_index",
            "headcount",
            ["kpi.staff_trend.headcount"],
            ["staff.headcount"],
            # both fill the table; the view's header names the one it reads
            ["staff_by_municipality", "staff_quota_survey"],
        ),
        (
            "fields_chosen",
            "region_count",
            ["kpi.field_matrix.marked"],
            ["region_policy_field.region_id"],
            ["hokkaido_casebook_2024"],
        ),
        # rows are counted: what tells a row of the view apart
        (
            "idle_years",
            "idle_years",
            ["kpi.project_timeline.*"],
            ["project_year.fiscal_year", "project_year.project_id"],
            ["hokkaido_casebook_2024"],
        ),
    ],
)
def test_column_is_traced_to_table_and_source(
    traced: dict[str, Any], view: str, column: str, reads: list[str], tables: list[str], sources: list[str]
) -> None:
    assert traced[view]["columns"][column] == {"reads": reads, "tables": tables, "sources": sources}


def test_a_view_cites_what_stands_behind_its_columns_or_what_its_header_names(
    mart: Mart, traced: dict[str, Any]
) -> None:
    shown = json.loads((mart.folder / "manifest.json").read_text(encoding="utf-8"))["views"]
    # kpi.staff_trend reads the censuses too, for a rate that this view does not show
    assert shown["staff_index"]["sources"] == ["staff_quota_survey"]
    for name in traced:
        named = FILES[f"views.{name}"].header.sources
        behind = {source for item in traced[name]["columns"].values() for source in item["sources"]}
        # what the header names, and of tables that none of those fills every source
        assert list(shown[name]["sources"][: len(named or ())]) == list(named or ()), name
        assert named or shown[name]["sources"] == sorted(behind), name
        # a header may leave out what only stands in the same table, never name what is not there
        assert set(shown[name]["sources"]) <= behind, name


def test_every_column_of_every_shipped_view_is_traced_to_columns_that_exist(
    mart: Mart, traced: dict[str, Any]
) -> None:
    known = set(
        mart.rows(
            "select case schema_name when 'main' then '' else schema_name || '.' end || table_name, "
            "column_name from duckdb_columns() where schema_name in ('main', 'kpi', 'views')"
        )
    )
    places = {place for place, _ in known}
    for name, view in traced.items():
        assert set(view["columns"]) == set(FILES[f"views.{name}"].columns)
        for item in view["columns"].values():
            assert item["tables"], name
            for place in [*item["reads"], *item["tables"]]:
                table, _, column = place.rpartition(".")
                assert (table, column) in known or (column == "*" and table in places), place


def test_column_is_traced_through_ctes_joins_and_unions() -> None:
    select = """
        with a as (select region_id, amount_yen * 2 as twice from disbursement)
        select a.region_id, a.twice + o.density as mixed, 1 as one from a
        inner join kpi.region_overview as o on a.region_id = o.region_id
        union all select region_id, null, 2 from region
    """
    file = SqlFile("views", "t", "t.sql", Header(grain=("region_id",)), select)
    tables = {"disbursement": ["region_id", "amount_yen"], "region": ["region_id"]}
    schema = columnlineage.schema_of(FILES.values(), tables)
    assert columnlineage.reads(file, schema) == {
        "region_id": ["main.disbursement.region_id", "main.region.region_id"],
        "mixed": ["kpi.region_overview.density", "main.disbursement.amount_yen"],
        "one": [],
    }


def test_what_the_live_build_knows_is_taken_over_and_a_changed_select_is_not(traced: dict[str, Any]) -> None:
    kept = {"key": traced["idle_years"]["key"], "columns": {"x": {"reads": ["a.b"], "tables": ["a.b"]}}}
    views_: dict[str, Any] = {"idle_years": {}, "fields_chosen": {}}
    columnlineage.add(views_, list(FILES.values()), {"idle_years": {"lineage": kept}}, {})
    assert list(views_["idle_years"]["lineage"]["columns"]) == ["x"]
    stale = {"fields_chosen": {"lineage": {**kept, "key": "of another select"}}}
    columnlineage.add(views_, list(FILES.values()), stale, {})
    assert "region_count" in views_["fields_chosen"]["lineage"]["columns"]


def _lineage(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "etl", "sql", "lineage", *words, "--root", str(root)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_command_tells_the_lineage_of_a_kpi_view(mart: Mart) -> None:
    done = _lineage(mart.paths.root, "kpi.disbursement_by_year", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["amount_yen"] == {
        "reads": ["disbursement.amount_yen"],
        "tables": ["disbursement.amount_yen"],
        "sources": ["hokkaido_casebook_2024"],
    }
    plain = _lineage(mart.paths.root, "idle_years")
    assert "  ← kpi.project_timeline.*" in plain.stdout.splitlines()
    wrong = _lineage(mart.paths.root, "kpi.disbursement_by_yer")
    assert wrong.returncode == 2
    assert "did you mean kpi.disbursement_by_year?" in wrong.stderr


def test_a_header_narrows_the_tables_that_its_sources_fill_and_no_other() -> None:
    filled = [{"own"}, {"census", "projection"}]
    assert cited(filled, Header(sources=("census",))) == ["census", "own"]
    assert cited(filled, Header()) == ["census", "own", "projection"]
    # another office's build does not hold what the header names
    assert cited(filled, Header(sources=("census", "casebook"))) == ["census", "own"]
    assert cited([{"own"}], Header(sources=("casebook",))) == ["own"]
