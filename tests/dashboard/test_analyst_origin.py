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
    # areas are told apart by who is in which bureau's district too
    rows = mart.scalar("select (select count(*) from population) + (select count(*) from bureau_member)")
    assert len(data.origin) == 201
    assert data.origin[-1].what == f"ほかに{rows - 200}行"


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
