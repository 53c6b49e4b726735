"""Parties that are no municipalities, and what they have agreed on, as the documents print it."""

from __future__ import annotations

from tests.conftest import Mart
from tests.sql.conftest import Board


def test_what_the_documents_print_of_parties(mart: Mart) -> None:
    assert mart.rows("select party_id, name, kind from party order by 1") == [
        ("akita_egov_council", "秋田県電子自治体共同運営協議会", "association"),
        ("hidaka_council", "日高広域連携推進協議会", "association"),
        ("rumoi_south_sanitation", "留萌南部衛生組合", "association"),
        ("yamaguchi", "山口県", "prefecture"),
    ]
    # the seven towns printed after the council's name are the members of the region; so are the three
    for party, region, count in (
        ("hidaka_council", "hidaka", 7),
        ("rumoi_south_sanitation", "rumoi_south", 3),
    ):
        members = mart.rows("select member_id from party_member where party_id = ? order by 1", party)
        assert members == mart.rows(
            "select municipality_code from region_member where region_id = ? order by 1", region
        )
        assert len(members) == count


def test_register_has_delegations_and_the_agreements_of_regions(mart: Mart) -> None:
    assert mart.rows(
        "select kind_name, name, subject, parties, parties_en, valid_from::varchar, valid_to, cost_yen, "
        "state from kpi.agreement_register where kind <> 'region_agreement'"
    ) == [
        (
            "事務の委託",
            "生活保護業務の委託に関する協定書",
            "阿武町の生活保護業務",
            "山口県（委託団体）、萩市（受託団体）、阿武町（委託事務の対象団体）",
            "Yamaguchi Prefecture (delegating), Hagi City (entrusted), Abu Town (concerned)",
            "2005-10-01",
            None,
            None,
            "present",
        )
    ]
    assert mart.rows(
        "select region_id, valid_from from kpi.agreement_register where kind = 'region_agreement' order by 1"
    ) == mart.rows("select region_id, agreement_on from region where agreement_on is not null order by 1")


def test_a_wide_area_union_is_a_party_of_an_agreement_that_ends(board: Board) -> None:
    place = "'x' as source_id, 'x' as source_ref, 'x:2' as source_row"
    board.change(
        "insert into party by name select 'union_x' as party_id, '架空広域連合' as name, "
        f"'Union X' as name_en, 'wide_area_union' as kind, {place}",
        "insert into agreement by name select 'joint_x' as agreement_id, 'joint_body' as kind, "
        "'架空の協定' as name, 'Joint office' as name_en, date '2020-04-01' as valid_from, "
        "date '2024-04-01' as valid_to, "
        f"5000000 as cost_yen, '5年ごと' as renewal, {place}",
        "insert into agreement_party by name select 'joint_x' as agreement_id, party as party_id, n as "
        f"sort_order, {place} from (values ('union_x', 1), ('016942', 2)) as t (party, n)",
    )
    assert board.row(
        "select kind_name, parties, state, cost_yen, renewal from kpi.agreement_register "
        "where agreement_id = 'joint_x'"
    ) == ("機関等の共同設置", "架空広域連合、羅臼町", "ended", 5_000_000, "5年ごと")
