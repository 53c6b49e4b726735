"""The gate: new figures go through, settled ones that change or go wait for a person's word."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from etl import refresh
from etl.gate.compare import diff_id, held
from etl.paths import Paths
from renkei import compare as comparator
from tests.conftest import quiet

_GRANTS = "hokkaido_casebook_2024/disbursements.csv"


def _edit(project: Paths, file: str, old: str, new: str) -> None:
    path = project.sources / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (old, text.count(old))
    path.write_text(text.replace(old, new), encoding="utf-8")


def _live(project: Paths) -> str:
    return str(json.loads(project.current.read_text(encoding="utf-8"))["build_id"])


@pytest.fixture
def published(small_live: Paths) -> Paths:
    return small_live


def test_a_revised_actual_grant_waits_and_goes_live_only_under_its_own_name(published: Paths) -> None:
    before = _live(published)
    _edit(published, _GRANTS, 'hidaka,令和 4年度,交付額,"8,100"', 'hidaka,令和 4年度,交付額,"8,200"')
    first = refresh.run(published, quiet)
    assert first.result == "waiting"
    assert [(c.kind, c.key, c.column, c.old, c.new) for c in held(first.changes)] == [
        (
            "revised",
            "region_id=hidaka fiscal_year=2022 scheme_id=kasokuka",
            "amount_yen",
            "8100000",
            "8200000",
        )
    ]
    assert held(first.changes)[0].row == f"{_GRANTS}:13"
    assert _live(published) == before
    assert not list(published.builds.glob(".new-*"))
    assert refresh.run(published, quiet, accept="0123456789").result == "waiting"
    assert _live(published) == before
    accepted = refresh.run(published, quiet, accept=diff_id(first.changes))
    assert accepted.result == "published"
    assert accepted.manifest is not None
    assert accepted.manifest["changes"]["counts"] == {"revised": 1}
    assert _live(published) == accepted.manifest["build_id"] != before


@pytest.mark.long
def test_another_change_has_another_name(published: Paths) -> None:
    _edit(published, _GRANTS, 'hidaka,令和 4年度,交付額,"8,100"', 'hidaka,令和 4年度,交付額,"8,200"')
    name = diff_id(refresh.run(published, quiet).changes)
    _edit(published, _GRANTS, 'hidaka,令和 4年度,交付額,"8,200"', 'hidaka,令和 4年度,交付額,"8,300"')
    assert refresh.run(published, quiet, accept=name).result == "waiting"


def test_a_settled_figure_that_is_gone_waits(published: Paths) -> None:
    path = published.sources / _GRANTS
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("hidaka,令和 4年度")]
    assert len(kept) == len(lines) - 1
    path.write_text("".join(kept), encoding="utf-8")
    outcome = refresh.run(published, quiet)
    assert outcome.result == "waiting"
    assert [(c.kind, c.key) for c in held(outcome.changes)] == [
        ("gone", "region_id=hidaka fiscal_year=2022 scheme_id=kasokuka")
    ]


def test_a_planned_grant_may_become_actual_without_a_word(published: Paths) -> None:
    _edit(
        published,
        _GRANTS,
        "shiribeshi,令和 6年度,交付金活用見込額,400",
        "shiribeshi,令和 6年度,交付額,500",
    )
    outcome = refresh.run(published, quiet)
    assert outcome.result == "published"
    assert {(c.column, c.old, c.new) for c in outcome.changes} == {
        ("status", "planned", "actual"),
        ("amount_yen", "400000", "500000"),
    }


def test_new_figures_publish_by_themselves(published: Paths) -> None:
    path: Path = published.sources / "hokkaido_casebook_2024" / "recruitment.csv"
    with path.open("a", encoding="utf-8") as file:
        file.write("nishimonbetsu,令和5年度,midwife,採用実績,1,次の資料,\n")
    outcome = refresh.run(published, quiet)
    assert outcome.result == "published"
    assert [(c.table, c.kind) for c in outcome.changes] == [("recruitment", "new")]
    assert "fiscal_year=2023 occupation_id=midwife" in outcome.changes[0].key


def test_where_a_row_comes_from_is_no_change_of_a_figure(published: Paths) -> None:
    path = published.sources / _GRANTS
    head, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([head, *reversed(rows)]), encoding="utf-8")
    outcome = refresh.run(published, quiet)
    assert outcome.result == "published"
    assert outcome.changes == []


def test_the_last_bits_of_a_sum_are_no_revision() -> None:
    """The same areas added up in another order; what an edition revised by a hundredth stays a revision."""
    areas = [0.1, 0.2, 0.3, 1408.04, 536.11, 987.67]
    forth, back = sum(areas), sum(reversed(areas))
    assert forth != back
    old = pl.DataFrame({"area_id": ["sum", "revised", "lost"], "area_km2": [forth, 12.35, 0.1]})
    new = pl.DataFrame({"area_id": ["sum", "revised", "lost"], "area_km2": [back, 12.34, None]})
    found = comparator.rows("area", ["area_id"], ["area_km2"], old, new).changes
    assert [(c.key, c.by) for c in found] == [("area_id=revised", "-0.01"), ("area_id=lost", None)]
