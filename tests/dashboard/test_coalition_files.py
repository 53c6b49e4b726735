"""任意の組み合わせ, saved: the rows an analyst adds to a source, and the figures."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.mart import Build
from dashboard.render import coalitionfiles as rows
from etl import refresh
from etl.paths import Paths
from tests.conftest import ROOT, Mart, copy_project
from tests.dashboard.test_coalition import IWAKI, IWAMIZAWA, OVERVIEW, TOMIYA, WAKKANAI, mine_of, shown


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("Sorachi 3", "sorachi_3"), ("空知の会", "new_region"), (None, "new_region"), ("hidaka", "hidaka_2"),
        ("3 towns", "new_region"), ("'; drop table region; --", "drop_table_region")],
)  # fmt: skip
def test_the_id_of_the_rows_is_a_new_one(name: str | None, wanted: str, regions: list[str]) -> None:
    assert rows.region_id(name, regions) == wanted


def test_the_header_is_that_of_the_sources() -> None:
    source = ROOT / "data" / "sources" / "hokkaido_casebook_2024" / "region_members.csv"
    assert source.read_text(encoding="utf-8").splitlines()[0] == ",".join(rows.HEADER)


def test_the_rows_added_to_a_source_give_the_same_figures(
    build: Build, tmp_path: Path, run_refresh: Callable[[Paths], refresh.Outcome]
) -> None:
    """What an analyst does: a region, the saved rows, a refresh. One member lies in another prefecture."""
    members = (IWAMIZAWA, WAKKANAI, TOMIYA)
    data = shown(build, "members", members, coalition="Far apart")
    saved = rows.member_rows(data, "far_apart").decode()
    assert {line.split(",")[1] for line in saved.splitlines()[1:]} == {
        "北海道岩見沢市",
        "北海道稚内市",
        "宮城県富谷市",
    }
    project = copy_project(tmp_path / "project")
    folder = project.sources / "hokkaido_casebook_2024"
    with (folder / "region_members.csv").open("a", encoding="utf-8") as out:
        out.write("".join(saved.splitlines(keepends=True)[1:]))
    regions = folder / "regions.csv"
    header, first = list(csv.reader(io.StringIO(regions.read_text(encoding="utf-8"))))[:2]
    row = dict.fromkeys(header, "") | {
        "地域ID": "far_apart",
        "地域名": "遠い三市",
        "英語名": "Far apart",
        "制度": "定住自立圏",
        "都道府県": "北海道",
        "見出し": first[header.index("見出し")],
    }
    with regions.open("a", encoding="utf-8", newline="") as out:
        csv.DictWriter(out, header, lineterminator="\n").writerow(row)
    outcome = run_refresh(project)
    assert outcome.manifest is not None, [p.line(english=True) for p in outcome.problems]
    built = Mart(project, outcome.manifest["build_id"])
    [found] = built.rows(
        f"select {', '.join(OVERVIEW.values())} from kpi.region_overview where region_id = 'far_apart'"
    )
    built.close()
    mine = mine_of(build, members)
    for indicator, value in zip(OVERVIEW, found, strict=True):
        assert mine[indicator]["value"] == (value if value is None else pytest.approx(value)), indicator


def test_members_of_one_prefecture_stand_under_their_own_names(build: Build) -> None:
    saved = rows.member_rows(shown(build, "members", (IWAMIZAWA, WAKKANAI)), "x").decode()
    assert [line.split(",")[1] for line in saved.splitlines()] == ["市町村", "岩見沢市", "稚内市"]


def test_the_figures_are_saved_with_the_coalition_first(build: Build) -> None:
    parts = [shown(build, name, (IWAMIZAWA, IWAKI), coalition="=1+1") for name in ("figures", "small")]
    saved = list(csv.reader(io.StringIO(rows.figures(*parts).decode("utf-8-sig"))))
    assert len(saved) == 1 + 13 * 12
    assert {row[0] for row in saved[1:14]} == {"'=1+1"}
    assert [row[2] for row in saved if row[0] == "'=1+1" and row[1] == "人口（2050年推計）"] == ["不明"]
