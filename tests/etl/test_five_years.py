"""Five years as data alone: each document of a later day is put beside the others, none is edited.

R6 comes in half, then whole and with R5 printed again; the scheme ends and another follows; 南空知 passes to
its settlement area (2025-03-26, as its members signed), 留萌南部 dissolves, 西興部村 merges into 興部町, and
a new region has a wide-area union for a party. What is over stays as it was, at every step, and what the
board says is true of the rows of the step.
"""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.mart import Mart as BoardMart
from etl import refresh
from etl.paths import Paths
from tests.conftest import Mart, copy_built, quiet
from tests.etl.five_years_cards import untrue_cards
from tests.etl.five_years_said import untrue_sentences
from tests.renewed import add_source

R6 = {
    "minamisorachi": 9_000,
    "shiribeshi": 400,
    "hidaka": 10_000,
    "rumoi_north": 500,
    "rumoi_south": 4_100,
    "engaru": 10_000,
    "nishimonbetsu": 10_000,
    "nemuro": 1_900,
}
# what a year that is over says: everything of it that a page shows
OVER = {
    "grants": """select region_id, fiscal_year, status, amount_yen, cap_yen, cap_use_pct, yen_per_resident
        from kpi.disbursement_by_year where fiscal_year < 2024""",
    "totals": """select fiscal_year, status, region_count, amount_yen, cap_yen, cap_use_pct
        from kpi.disbursement_total where fiscal_year < 2024""",
    "verdicts": """select region_id, rule_id, holds from kpi.scheme_check
        where scheme_id = 'kasokuka' and fiscal_year < 2024""",
    "projects": """select region_id, project_id, fiscal_year, state from kpi.project_timeline
        where fiscal_year < 2024""",
    "steps": """select region_id, step_id, fiscal_year, due_on, done_on from kpi.grant_step
        where fiscal_year < 2024""",
    "census": """select area_id, population_2020 from kpi.area_figures
        where area_level = 'region' and area_id not in ('rumoi_south', 'nishimonbetsu', 'tokachi_west')""",
}


def _grants(year: str, amounts: dict[str, int]) -> list[str]:
    return [f"{region},{year},交付額,{amount}" for region, amount in amounts.items()]


class Office:
    """A project and what its live build says."""

    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        self.build_ids: list[str] = []  # of each step, in their order
        self.step()

    def step(self) -> None:
        """A refresh; nothing may wait or be refused."""
        outcome = refresh.run(self.paths, quiet)
        found = [p.line(english=True) for p in outcome.problems if p.severity in ("error", "doubt")]
        held = [change.line(english=True) for change in outcome.changes if change.held]
        assert (found, held) == ([], [])
        assert outcome.manifest is not None
        if self.build_ids:
            self.close()
        self.build_ids.append(outcome.manifest["build_id"])
        self._mart = Mart(self.paths, self.build_ids[-1])

    def close(self) -> None:
        self._mart.close()

    def add(self, name: str, as_of: str, tables: dict[str, list[str]]) -> None:
        add_source(self.paths, name, name, as_of, tables)
        self.step()

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self._mart.rows(sql)

    def over(self) -> dict[str, list[tuple[Any, ...]]]:
        return {name: sorted(self.rows(sql), key=repr) for name, sql in OVER.items()}

    def one(self, sql: str) -> Any:
        [(value,)] = self.rows(sql)
        return value


@pytest.fixture(scope="module")
def office(mart: Mart, tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(copy_built(mart, tmp_path_factory.mktemp("five") / "office"))


def test_five_years_as_data_alone(office: Office) -> None:
    play(office)
    office.close()  # the board opens a build its own way
    board = BoardMart(office.paths.mart)
    wrong = []
    for step, build_id in enumerate(office.build_ids):
        build = board.build(build_id)
        assert build is not None
        wrong += [f"step {step}: {untrue}" for untrue in (*untrue_sentences(build), *untrue_cards(build))]
    assert not wrong, "\n".join(wrong)


def play(office: Office) -> None:
    before = office.over()
    assert all(before.values())
    _r6_half_then_whole(office)
    assert office.over() == before
    _a_successor(office)
    assert office.over() == before
    _regions_and_towns_pass(office)
    assert office.over() == before
    _a_new_region_with_a_union(office)
    assert office.over() == before


def _r6_half_then_whole(office: Office) -> None:
    half = {name: R6[name] for name in ("hidaka", "engaru")}
    office.add("grants_2024", "2025-01-15", {"disbursement": _grants("令和6年度", half)})
    by_status = dict(
        office.rows("select status, amount_yen from kpi.disbursement_total where fiscal_year = 2024")
    )
    assert by_status["actual"] == 20_000_000
    assert by_status["planned"] > 0
    # the casebook of the next year prints both years, one of them again
    r5 = office.rows(
        "select region_id, amount_yen // 1000 from disbursement where fiscal_year = 2023 order by 1"
    )
    office.add(
        "casebook_2025",
        "2025-04-01",
        {"disbursement": [*_grants("令和5年度", dict(r5)), *_grants("令和6年度", R6)]},
    )
    assert office.rows(
        "select status, region_count, amount_yen from kpi.disbursement_total where fiscal_year = 2024"
    ) == [("actual", 8, sum(R6.values()) * 1000)]


def _a_successor(office: Office) -> None:
    name = "地域連携推進交付金"
    office.add(
        "successor",
        "2026-04-30",
        {
            "scheme": [
                f"next_grant,{name},Partnership grant,都道府県の制度,北海道,地域,令和7年度,令和11年度"
            ],
            "scheme_rule": [
                "next_grant,cap_per_year,15000000,円,後継要綱 第５,一地域の上限,Cap of a region",
                "next_grant,cap_per_member,3000000,円,後継要綱 第６,構成市町村ごとに加わる,For each member",
                "next_grant,rate,0.5,比率,後継要綱 第７,対象経費の２分の１,Half of the eligible costs",
            ],
            "region_scheme": [f"engaru,{name},令和7年度,", "minamisorachi,定住自立圏,令和7年3月26日,"],
            "disbursement_cost": ["engaru,令和7年度,交付額,18000,40000"],
            "step_record": ["engaru,令和6年度,completion,,令和7年2月20日"],
        },
    )
    [(cap, used)] = office.rows(
        "select cap_yen, cap_use_pct from kpi.disbursement_by_year where fiscal_year = 2025"
    )
    assert (cap, used) == (15_000_000 + 3 * 3_000_000, 75.0)
    # the report was due thirty days after its completion; the vision of Minami-Sorachi ends under no grant
    due = office.one(
        """select due_on::varchar from kpi.grant_step
        where region_id = 'engaru' and fiscal_year = 2024 and step_id = 'report'"""
    )
    assert due == "2025-03-22"
    assert not office.rows(
        "select 1 from kpi.grant_step where region_id = 'minamisorachi' and step_id = 'vision_renewal'"
    )
    # what it was paid while it was under the grant stays its own
    assert (
        office.one(
            """select count(*) from kpi.disbursement_by_year
            where region_id = 'minamisorachi' and status = 'actual'"""
        )
        == 5
    )


def _regions_and_towns_pass(office: Office) -> None:
    assert office.one("select count(*) from kpi.region_overview where region_id = 'rumoi_south'") == 1
    codes = office.paths.sources / "municipality_codes" / "municipalities.csv"
    listed = codes.read_text(encoding="utf-8").splitlines(keepends=True)
    left = [line for line in listed if not line.startswith("015628")]
    assert len(left) == len(listed) - 1
    codes.write_text("".join(left), encoding="utf-8")  # the list of the year names the village no more
    office.add(
        "notices_2026",
        "2026-10-01",
        {
            "region_end": ["rumoi_south,令和8年3月31日"],
            "municipality_change": ["015628,西興部村,ニシオコッペムラ,015610,令和8年10月1日,編入合併"],
        },
    )
    present = dict(
        office.rows(
            """select area_id, count(*) from kpi.area_member
            where area_level = 'region' and present group by area_id"""
        )
    )
    assert present["nishimonbetsu"] == 3
    assert "rumoi_south" not in present
    assert office.one("select valid_to::varchar from region where region_id = 'rumoi_south'") == "2026-03-31"
    # nobody is asked for what comes after the end
    assert not office.rows("select 1 from expected_row where region_id = 'rumoi_south' and year > 2026")


def _a_new_region_with_a_union(office: Office) -> None:
    towns = ("芽室町", "清水町", "新得町")
    office.add(
        "new_region",
        "2026-11-01",
        {
            "region": [
                "tokachi_west,十勝西部地域,West Tokachi,地域連携推進交付金,Grant,next_grant,北海道,"
                "令和8年10月15日,令和8年10月15日"
            ],
            "region_member": [f"tokachi_west,{town}" for town in towns],
            "party": ["tokachi_union,十勝西部広域連合,West Tokachi Union,広域連合"],
            "party_member": [f"tokachi_union,{town},北海道" for town in towns],
            "agreement": [
                "tokachi_fire,事務の委託,消防の委託,Fire service,消防,tokachi_west,令和8年10月15日"
            ],
            "agreement_party": [
                "tokachi_fire,tokachi_union,,受託団体",
                *(f"tokachi_fire,{town},北海道,委託団体" for town in towns),
            ],
        },
    )
    [parties] = office.rows("select parties from kpi.agreement_register where agreement_id = 'tokachi_fire'")
    assert "十勝西部広域連合（受託団体）" in parties[0]
    assert office.one("select member_count from kpi.region_overview where region_id = 'tokachi_west'") == 3
