"""From an analyst's figure to the printed cell: the rows behind each shipped view, found by its lineage."""

from __future__ import annotations

import re

import pytest

from dashboard.analyst import panels
from dashboard.mart import Build
from dashboard.panel import prepare
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang
from tests.conftest import Mart


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_shipped_view_leads_to_transcribed_rows(build: Build, lang: Lang) -> None:
    found = panels(build)
    assert len(found) >= 13
    for panel in found.values():
        data = prepare(panel, State(lang=lang), build)
        told = data.origin
        assert 0 < len(told) <= 201, panel.panel_id
        for origin in told[:200]:
            assert origin.document, (panel.panel_id, origin)
            assert origin.place, (panel.panel_id, origin)
            assert re.search("[.](csv|xlsx)", origin.row), (panel.panel_id, origin)
            assert origin.as_printed, (panel.panel_id, origin)
            assert lang == "ja" or not re.search("[\u3041-\u30ff\u4e00-\u9fff]", origin.what), origin


def test_the_use_of_the_cap_leads_to_the_amounts_as_printed(build: Build, mart: Mart) -> None:
    data = prepare(panels(build)["cap_use_by_year"], State(), build)
    printed = mart.rows(
        """select region.name || ' ' || fiscal_year || ' ' || scheme.name, d.as_printed, d.source_row
        from disbursement as d join region using (region_id)
        join scheme on d.scheme_id = scheme.scheme_id"""
    )
    told = {(origin.what, origin.as_printed, origin.row) for origin in data.origin}
    assert {(what, cell, row) for what, cell, row in printed} <= told


def test_what_is_left_out_is_counted(build: Build, mart: Mart) -> None:
    data = prepare(panels(build)["prefecture_outlook"], State(), build)
    rows = mart.scalar(
        "select count(*) from population where source_id in ('census_1980_2020', 'ipss_projection_2023')"
    )
    assert len(data.origin) == 201
    assert data.origin[-1].what == f"ほかに{rows - 200}行"


def _files(build: Build, name: str) -> tuple[list[str], set[str]]:
    """The sources that a view cites, and the files of the rows behind it."""
    data = prepare(panels(build)[name], State(), build)
    files = {origin.row.rpartition("/")[2].rpartition(":")[0] for origin in data.origin if origin.document}
    return sorted(item.source_id for item in data.citations), files


@pytest.mark.parametrize(
    ("name", "sources", "files"),
    [
        # 179 rows of who is in which bureau's district stood behind prefectures, and the casebook was cited
        ("prefecture_outlook", ["census_1980_2020", "ipss_projection_2023"], {"population_census.csv"}),
        (
            "municipal_staff_rate",
            ["census_1980_2020", "staff_quota_survey"],
            {"staff_by_prefecture.csv"},  # 282 rows, of which 200 stand there
        ),
        # the staff of municipalities, which this view does not add up
        ("staff_index", ["staff_quota_survey"], {"staff_by_prefecture.csv"}),
        # bureaus, and the councils of two other documents
        (
            "members_in_two_regions",
            ["census_1980_2020", "hokkaido_casebook_2024"],
            {"population_census.csv"},
        ),
        (
            "occupations_in_common",
            ["board_classification", "hokkaido_casebook_2024"],
            {"reported_shortages.csv", "occupations.csv"},
        ),
    ],
)
def test_a_view_cites_and_lists_what_its_figures_stand_on(
    build: Build, name: str, sources: list[str], files: set[str]
) -> None:
    assert _files(build, name) == (sources, files)


def test_a_table_of_municipalities_is_told_of_the_members_shown(build: Build, mart: Mart) -> None:
    """Behind the small members of eleven regions stood the first towns of all Japan."""
    data = prepare(panels(build)["small_members_2050"], State(), build)
    behind = mart.rows(
        "select source_row from population where municipality_code in (select municipality_code from "
        "region_member) and source_id in ('census_1980_2020', 'ipss_projection_2023')"
    )
    assert {origin.row for origin in data.origin[:200]} <= {row for (row,) in behind}
    assert data.origin[-1].what == f"ほかに{len(behind) - 200}行"


def test_a_view_of_a_region_leads_to_the_rows_of_its_projects(build: Build, mart: Mart) -> None:
    """Those of every project of every region stood there."""
    panel = panels(build)["idle_years"]
    region = prepare(panel, State(), build).rows[0]["region_id"]
    data = prepare(panel, State(region=region), build)
    shown = {row["project_id"] for row in data.rows}
    behind = mart.rows("select source_row, project_id from project_year where as_printed is not null")
    rows = {origin.row for origin in data.origin}
    assert {row for row, project in behind if project in shown} <= rows
    assert not {row for row, project in behind if project not in shown} & rows
    assert len({project for _, project in behind}) > len(shown) > 0


def test_a_view_cites_the_documents_of_the_regions_that_it_shows(build: Build, mart: Mart) -> None:
    """Every grant cited another prefecture's study group: its row stands in the same table of regions."""
    document = {
        str(region): source for region, source in mart.rows("select region_id, source_id from region")
    }
    views = [p for p in panels(build).values() if any(column.name == "region_id" for column in p.columns)]
    assert len(views) >= 6
    for panel in views:
        data = prepare(panel, State(), build)
        own = {document[str(row["region_id"])] for row in data.rows}
        cited = {item.source_id for item in data.citations}
        assert cited & set(document.values()) == own, panel.panel_id


def test_a_view_without_rows_cites_where_it_looked(build: Build) -> None:
    data = prepare(panels(build)["review_but_planned"], State(region="soya"), build)
    assert len(data.rows) == 0
    assert "hokkaido_casebook_2024" in {item.source_id for item in data.citations}
