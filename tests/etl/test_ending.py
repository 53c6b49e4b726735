"""A later document ends a member or a region without a change to what an earlier one lists."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from etl import refresh
from etl.paths import Paths
from tests.conftest import Mart
from tests.small import copy_small

TOML = """id = "notice_2026"
title = "届出"
title_en = "Notice"
publisher = "北海道"
publisher_en = "Hokkaido Government"
as_of = 2026-04-01
licence = "自作"
licence_en = "own"

[[file]]
path = "region_ends.csv"
table = "region_end"
ref = "解散"
columns = { "地域ID" = "region_id", "解散日" = "valid_to" }

[[file]]
path = "member_ends.csv"
table = "region_member_end"
ref = "脱退"
columns = { "地域ID" = "region_id", "市町村" = "municipality", "脱退日" = "left_on" }
"""
CHANGES = """
[[file]]
path = "changes.csv"
table = "municipality_change"
ref = "廃置分合"
[file.columns]
"前の団体コード" = "old_code"
"前の名称" = "old_name"
"よみ" = "old_kana"
"後の団体コード" = "new_code"
"変更日" = "changed_on"
"種類" = "kind"
"""


def notice(paths: Paths, regions: list[tuple[str, str]], members: list[tuple[str, str, str]]) -> Path:
    folder = paths.sources / "notice_2026"
    folder.mkdir(exist_ok=True)
    (folder / "source.toml").write_text(TOML, encoding="utf-8")
    for name, head, rows in (
        ("region_ends.csv", ("地域ID", "解散日"), regions),
        ("member_ends.csv", ("地域ID", "市町村", "脱退日"), members),
    ):
        with (folder / name).open("w", encoding="utf-8", newline="") as handle:
            csv.writer(handle).writerows([head, *rows])
    return folder


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    return copy_small(tmp_path_factory.mktemp("ending"))


def test_ends_of_a_later_document_are_put_to_the_rows_they_end(
    office: Paths, run_refresh: Callable[[Paths], refresh.Outcome]
) -> None:
    notice(office, [("rumoi_south", "令和8年3月31日")], [("nemuro", "羅臼町", "令和7年3月31日")])
    # 西興部村 is in the code list no more: the change says how it was read
    folder = office.sources / "notice_2026"
    with (folder / "source.toml").open("a", encoding="utf-8") as toml:
        toml.write(CHANGES)
    (folder / "changes.csv").write_text(
        "前の団体コード,前の名称,よみ,後の団体コード,変更日,種類\n"
        "015628,西興部村,ニシオコッペムラ,015610,令和8年4月1日,編入合併\n",
        encoding="utf-8",
    )
    codes = office.sources / "municipality_codes" / "municipalities.csv"
    listed = codes.read_text(encoding="utf-8")
    village = next(line for line in listed.splitlines() if line.startswith("015628"))
    codes.write_text(listed.replace(village + "\n", ""), encoding="utf-8")
    outcome = run_refresh(office)
    codes.write_text(listed, encoding="utf-8")
    assert outcome.manifest is not None, [p.line(english=True) for p in outcome.problems]
    built = Mart(office, outcome.manifest["build_id"])
    assert built.rows("select region_id, valid_to::varchar, note from region where valid_to is not null") == [
        (
            "rumoi_south",
            "2026-03-31",
            "交付金は令和５年度から、協定は同年度末。終わりの日は notice_2026/region_ends.csv:2 による",
        )
    ]
    assert built.rows(
        "select municipality_code, left_on::varchar, source_id from region_member where left_on is not null"
    ) == [("016942", "2025-03-31", "hokkaido_casebook_2024")]
    assert str(built.scalar("select day from kpi.board_day")) == "2026-04-01"
    assert built.rows(
        "select name, name_en, kana, kind, valid_to::varchar, source_row from municipality "
        "where municipality_code = '015628'"
    ) == [
        (
            "西興部村",
            "Nishiokoppe Village",
            "ニシオコッペムラ",
            "village",
            "2026-04-01",
            "notice_2026/changes.csv:2",
        )
    ]
    assert built.rows("select count(*) from kpi.area_member where area_id = 'nishimonbetsu' and present") == [
        (3,)
    ]
    # what is due of fiscal years after the end is asked of nobody; of those before it still is
    asked = dict(
        built.rows("select region_id, max(year) from expected_row where region_id is not null group by 1")
    )
    assert "rumoi_south" in asked
    assert asked["nemuro"] >= asked["rumoi_south"]
    built.close()


@pytest.mark.parametrize(
    ("regions", "members", "rule", "value"),
    [
        (
            [("rumoi_south", "令和8年3月31日"), ("rumoi_south", "令和9年3月31日")],
            [],
            "ended_twice",
            "2027-03-31",
        ),
        ([("rumoi", "令和8年3月31日")], [], "unknown_row", "rumoi"),
        ([], [("nemuro", "札幌市", "令和7年3月31日")], "unknown_row", "nemuro 011002"),
        ([], [("nemuro", "羅臼", "令和7年3月31日")], "unknown_municipality", "羅臼"),
    ],
)
def test_an_end_of_nothing_or_told_twice_names_its_cell(
    office: Paths,
    run_refresh: Callable[[Paths], refresh.Outcome],
    regions: list[tuple[str, str]],
    members: list[tuple[str, str, str]],
    rule: str,
    value: str,
) -> None:
    notice(office, regions, members)
    outcome = run_refresh(office)
    wrong = [p for p in outcome.problems if p.rule == rule]
    assert [p.value for p in wrong] == [value], [p.line(english=True) for p in outcome.problems]
    assert wrong[0].expected
    assert wrong[0].expected_en
    assert wrong[0].row
