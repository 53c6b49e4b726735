"""The figures of the Kamikawa, Nagasaki and Akita documents, written down here from the documents.

Also the articles of the grant's rules that are told in words (those with values: _casebook).

A second reader took figures, dates and names from the published texts, not from data/sources: a
figure that changes there fails here. Ids and the short labels of measures are the project's own.
"""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

import pytest

from tests.conftest import Mart

# fmt: off
# 上川 資料４: the lists under the three working groups (which list is whose is inferred, and noted)
THEMES = {
    "dx": ["自治体情報システムの標準化・共通化への対応", "デジタル人材の共有・育成",
           "デジタル技術を活用した業務の効率化"],
    "innovation": ["基礎的事務の共通化", "人材確保業務の広域連携", "市町村間の職員派遣・交流、合同研修",
                   "専門職の共同確保、共同活用"],
    "facility_management": ["公共施設の維持管理", "公共施設の広域利用、共同設置"],
}
# 長崎 無投票当選者割合 (quoted from the 32nd Local Government System Research Council), percent
RATES = {"都道府県": 26.9, "指定都市": 3.4, "市": 2.7, "町村": 23.3}
TIMELINE = [
    ("令和元年7月", "スクラムミーティング"), ("令和元年8月", "設置"), ("令和2年6月", "第1回研究会"),
    ("令和2年7月", "スクラムミーティング"), ("令和2年7月以降", "4項目"), ("令和2年9月", "第2回研究会"),
    ("令和3年2月頃", "第3回研究会"), ("以降", "具体化"),
]
PRIORITIES = ["人材確保・育成", "マイナンバーカード普及", "ICT活用・共同導入", "県と市町の協働・連携"]
# 秋田・山口: case, measure, period: year, value or words, unit
P, S, D, F = "road_patrol", "snow_clearing_swap", "disaster_dispatch", "cultural_facility"
PREF_ROADS, OWN_ROADS = "県が市町村道を除雪", "市町村が県道を除雪"
MEASURES: dict[tuple[str, str, str], tuple[int | None, float | str, str]] = {
    ("investment_trainees", "育成期間", ""): (None, 3, "年"),
    ("investment_trainees", "研修生の受入れ(毎年)", ""): (None, "毎年数名", "人"),
    ("e_bidding", "共同利用する市町", ""): (None, 16, "団体"),
    ("e_application", "全体申請件数", "令和4年度"): (2022, 135, "千件"),
    ("e_application", "うち県分の申請件数", "令和4年度"): (2022, 66, "千件"),
    ("chat_tool", "アカウント数", "令和5年度"): (2023, 5_734, "件"),
    ("chat_tool", "うち県所有アカウント数", "令和5年度"): (2023, 4_500, "件"),
    ("security_cloud", "参加する県", "令和5年度"): (2023, 7, "団体"),
    ("security_cloud", "参加する市町村", "令和5年度"): (2023, "域内全市町村等", "団体"),
    (P, "対象の市", "平成22年度"): (2010, 7, "団体"), (P, "対象の市", "令和4年度"): (2022, 10, "団体"),
    (P, "対象の町", "平成22年度"): (2010, 1, "団体"), (P, "対象の町", "令和4年度"): (2022, 4, "団体"),
    (P, "対象の村", "令和4年度"): (2022, 1, "団体"),
    (P, "対象路線数", "平成22年度"): (2010, 13, "路線"), (P, "対象路線数", "令和4年度"): (2022, 34, "路線"),
    (P, "対象延長", "平成22年度"): (2010, 64.6, "km"), (P, "対象延長", "令和4年度"): (2022, 140.9, "km"),
    (S, f"{PREF_ROADS}(路線数)", "平成17年度"): (2005, 15, "路線"),
    (S, f"{PREF_ROADS}(延長)", "平成17年度"): (2005, 17.1, "km"),
    (S, f"{OWN_ROADS}(路線数)", "平成17年度"): (2005, 13, "路線"),
    (S, f"{OWN_ROADS}(延長)", "平成17年度"): (2005, 15.0, "km"),
    (S, f"{PREF_ROADS}(路線数)", "令和4年度"): (2022, 62, "路線"),
    (S, f"{PREF_ROADS}(延長)", "令和4年度"): (2022, 88.7, "km"),
    (S, f"{OWN_ROADS}(路線数)", "令和4年度"): (2022, 54, "路線"),
    (S, f"{OWN_ROADS}(延長)", "令和4年度"): (2022, 81.3, "km"),
    ("joint_training", "能力開発研修の開講講座", ""): (None, 26, "科目"),
    (D, "相互応援協定に基づく派遣(延べ)", "令和5年7月20日から8月31日まで"): (2023, 2_101, "人"),
    (D, "災害復旧支援業務の派遣(延べ)", "令和5年8月12日から9月29日まで"): (2023, 46, "人"),
    (D, "災害救助法業務の県職員(1日当たり)", "令和5年10月2日から(継続中)"): (2023, "1~2", "人/日"),
    (D, "災害救助法業務の市町村職員(1日当たり)", "令和5年10月2日から(継続中)"): (2023, 2, "人/日"),
    (D, "応急給水業務の派遣(延べ)", "令和5年7月16日から26日まで"): (2023, 105, "人"),
    (D, "応急給水業務の派遣元", "令和5年7月16日から26日まで"): (2023, "秋田市ほか7市", "団体"),
    (F, "延床面積(計)", "集約化前"): (None, 23_588, "m2"),
    (F, "延床面積(計)", "集約化後"): (None, 22_653, "m2"),
    (F, "延床面積(県)", "集約化前"): (None, 9_304, "m2"),
    (F, "延床面積(市)", "集約化前"): (None, 14_284, "m2"),
    (F, "延床面積の増減", ""): (None, "約4%減少", ""),
}
PARTICIPANTS = {
    ("e_application", "令和5年度", "参加市町村"): "秋田市 能代市 男鹿市 由利本荘市 大仙市 北秋田市 にかほ市"
    " 仙北市 小坂町 上小阿仁村 藤里町 三種町 八峰町 五城目町 井川町 美郷町 羽後町 東成瀬村",
    ("chat_tool", "令和5年度", "参加市町村"): "能代市 鹿角市 潟上市 仙北市 小坂町 井川町 大潟村 美郷町 羽後町"
    " 東成瀬村",
    (D, "令和5年7月20日から8月31日まで", "派遣先"): "秋田市 五城目町",
    (D, "令和5年8月12日から9月29日まで", "派遣先"): "五城目町",
    (D, "令和5年10月2日から(継続中)", "派遣先"): "五城目町",
    (D, "令和5年7月16日から26日まで", "派遣先"): "男鹿市 八峰町 五城目町 井川町",
    (D, "令和5年7月16日から26日まで", "派遣元"): "秋田市",
    (F, "平成29~令和4年度", "共同整備"): "秋田市",
    ("welfare_delegation", "H17.10.1~", "受託団体"): "萩市",
    ("welfare_delegation", "H17.10.1~", "委託事務の対象団体"): "阿武町",
}
# prefecture and start as printed; a fiscal year alone is no day
CASES: dict[str, tuple[str, str, date | None]] = {
    "investment_trainees": ("05", "", None), "e_bidding": ("05", "", None),
    "e_application": ("05", "", None), "chat_tool": ("05", "", None), "security_cloud": ("05", "", None),
    P: ("05", "平成22年度", None), S: ("05", "平成17年度", None), "joint_training": ("05", "", None),
    D: ("05", "", None), F: ("05", "H29.1", date(2017, 1, 1)),
    "welfare_delegation": ("35", "H17.10.1", date(2005, 10, 1)),
}
EVENTS = {
    "investment_trainees": ["1年目", "2~3年目"], P: ["平成22年度"], S: ["平成17年度"],
    D: ["令和5年7月14日から", "令和5年7月20日から8月31日まで", "令和5年8月12日から9月29日まで",
        "令和5年10月2日から(継続中)", "令和5年7月16日から26日まで"],
    F: ["H25.4", "H29.1", "平成29~令和4年度", "令和4年6月"],
    "welfare_delegation": ["~平成17年2月", "平成17年3月~平成17年9月", "平成17年10月~", "H17.10.1~", "H24.3~"],
}
# 推進要綱 and 実施要綱: article of each rule without a value
PROMOTION = """council:2(1) council_group:2(1) plan_by_bureau:2(2) plan_review_yearly:2(2)②
plan_publication:2(2)③ adjacent_members:3(1) agreement_items:3(2)② agreement_execution:3(2)②オ
agreement_term:3(2)②カ agreement_publication:3(2)③ vision_items:3(3)② vision_review:3(3)②エ
vision_consultation:3(3)③ vision_hearing:3(3)④ vision_publication:3(3)⑤ copies_to_prefecture:3(4)
prefecture_advice:4 prefecture_cooperation:5(1)"""
GRANTING = """eligible_parties:2の1 soft_projects_only:4の1 in_plan_and_vision:4の1
excluded_other_subsidy:4の2(1) excluded_invested_bodies:4の2(2) excluded_regranting:4の2(3)
excluded_profit:4の2(4) excluded_loss_cover:4の2(5) excluded_governor:4の2(6) cost_wages:5の1
cost_travel:5の2 cost_loans:5の3 cost_funds:5の4 cost_maintenance:5の5 cost_food:5の6 cost_land:5の7
cost_governor:5の8 cost_limit:6 plan_submission:7 plan_review:8 application:9の1 application_forms:9の2
consumption_tax:9の3 change_procedure:11 report_duty:12の1 payment:13の1 advance_payment:13の2
advance_refusal:13の3 decision_after_start:14"""
# fmt: on


def flat(text: str | None) -> str:
    """Width and blanks differ from page to page of the documents and mean nothing."""
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def listed(rows: list[tuple[Any, ...]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, value in rows:
        found.setdefault(key, []).append(flat(value))
    return found


@pytest.mark.parametrize(
    ("region_id", "name", "prefecture", "lead", "count"),
    [
        ("kamikawa", "上川管内地域連携・協創推進会議", "01", "上川総合振興局", None),
        (
            "nagasaki",
            "人口減少社会に適応した行政サービスの提供のあり方研究会",
            "42",
            "県、市長会、町村会",
            21,
        ),
    ],
)
def test_bodies_have_neither_agreement_nor_people_nor_named_members(
    mart: Mart, region_id: str, name: str, prefecture: str, lead: str, count: int | None
) -> None:
    sql = """select name, scheme, prefecture_code, lead, published_member_count, agreement_on, vision_on,
                    published_population_2020, published_area_km2
             from region where region_id = ?"""
    assert mart.rows(sql, region_id) == [(name, "council", prefecture, lead, count, None, None, None, None)]
    for table in ("region_member", "disbursement", "region_policy_field", "project", "reported_shortage"):
        assert mart.scalar(f"select count(*) from {table} where region_id = ?", region_id) == 0


def test_kamikawa_has_three_working_groups(mart: Mart) -> None:
    rows = mart.rows("select region_id, name from working_group order by sort_order")
    names = ["DX推進部会", "イノベーション推進部会", "ファシリティマネジメント推進部会"]
    assert listed(rows) == {"kamikawa": names}


def test_kamikawa_themes_by_working_group_say_that_the_group_is_inferred(mart: Mart) -> None:
    sql = "from body_theme where region_id = 'kamikawa'"
    assert listed(mart.rows(f"select group_id, theme {sql} order by sort_order")) == THEMES
    assert all("推定" in note for (note,) in mart.rows(f"select note {sql}"))


def test_kamikawa_working_groups_meet_about_twice_a_month(mart: Mart) -> None:
    texts = mart.rows("select text from body_role where region_id = 'kamikawa' order by sort_order")
    told = {flat(text) for (text,) in texts}
    assert {"月2回程度、WEBで開催", "検討状況等の推進管理", "各市町村長"} <= told


def test_kamikawa_survey_ran_in_november_and_december_2024_and_has_no_answers(mart: Mart) -> None:
    sql = "select survey_id, fielded_from, fielded_to, target, target_count from survey"
    period = (date(2024, 11, 1), date(2024, 12, 31))
    assert mart.rows(sql) == [("kamikawa_2024", *period, "上川管内市町村", None)]
    assert mart.scalar("select count(*) from survey_question") == 2
    assert mart.scalar("select count(*) from survey_answer") == 0


def test_kamikawa_events_have_a_time_only_where_one_is_printed(mart: Mart) -> None:
    sql = "select period from body_event where region_id = 'kamikawa' order by sort_order"
    assert [flat(p) for (p,) in mart.rows(sql)] == ["令和6年11月~12月", "R7.2.25", "", "", ""]
    published = "select published_on from source where source_id = 'kamikawa_council_2025'"
    assert mart.scalar(published) == date(2025, 2, 25)


def test_nagasaki_quotes_four_rates_of_members_elected_unopposed(mart: Mart) -> None:
    rows = mart.rows("select category, value_pct, name from quoted_rate")
    assert {category: value for category, value, _ in rows} == RATES
    assert {name for *_, name in rows} == {"無投票当選者割合"}
    assert len(rows) == 4


def test_nagasaki_timeline_in_order(mart: Mart) -> None:
    sql = "select period, text from body_event where region_id = 'nagasaki' order by sort_order"
    rows = [(flat(period), flat(text)) for period, text in mart.rows(sql)]
    assert [period for period, _ in rows] == [period for period, _ in TIMELINE]
    assert all(word in text for (_, text), (_, word) in zip(rows, TIMELINE, strict=True))


def test_nagasaki_priorities_and_meetings(mart: Mart) -> None:
    sql = "select region_id, theme from body_theme where region_id = 'nagasaki' order by sort_order"
    assert listed(mart.rows(sql)) == {"nagasaki": PRIORITIES}
    told = {flat(t) for (t,) in mart.rows("select text from body_role where region_id = 'nagasaki'")}
    assert {"令和元年度に4回開催", "21市町の職員と県職員", "長崎大学山口准教授"} <= told


def test_cases_prefecture_and_start(mart: Mart) -> None:
    rows = mart.rows("select case_id, prefecture_code, started_as_printed, started_on from cooperation_case")
    assert {case: (home, flat(start), day) for case, home, start, day in rows} == CASES


@pytest.mark.parametrize("key", MEASURES, ids=lambda key: "-".join((key[0], *key[1:])))
def test_case_measure_is_as_printed(mart: Mart, key: tuple[str, str, str]) -> None:
    rows = mart.rows(
        "select measure, period, year, value, text_value, unit from case_measure where case_id = ?", key[0]
    )
    found = [row[2:] for row in rows if (flat(row[0]), flat(row[1])) == key[1:]]
    year, told, unit = MEASURES[key]
    value, words = (None, told) if isinstance(told, str) else (told, "")
    assert [(y, v, flat(t), flat(u)) for y, v, t, u in found] == [(year, value, words, unit)]


def test_there_are_no_other_case_measures(mart: Mart) -> None:
    rows = mart.rows("select case_id, measure, period from case_measure")
    assert {(case, flat(measure), flat(period)) for case, measure, period in rows} == set(MEASURES)
    assert len(rows) == 38


def test_floor_areas_before_stand_before_those_after(mart: Mart) -> None:
    sql = """select value from case_measure where case_id = 'cultural_facility'
             and measure = '延床面積（計）' order by sort_order"""
    assert mart.rows(sql) == [(23_588.0,), (22_653.0,)]


def test_case_participants_by_role_and_period(mart: Mart) -> None:
    sql = """select case_id, period, role, m.name, m.prefecture_code
             from case_participant join municipality m using (municipality_code)"""
    rows = mart.rows(sql)
    found: dict[tuple[str, str, str], set[str]] = {}
    for case, period, role, name, prefecture in rows:
        found.setdefault((case, flat(period), role), set()).add(name)
        assert prefecture == CASES[case][0]
    assert found == {key: set(names.split()) for key, names in PARTICIPANTS.items()}
    assert len(rows) == 40


def test_counts_of_named_participants(mart: Mart) -> None:
    sql = "select case_id, count(*) from case_participant where role = '参加市町村' group by 1"
    assert dict(mart.rows(sql)) == {"e_application": 18, "chat_tool": 10}


def test_case_events_in_the_order_told(mart: Mart) -> None:
    assert listed(mart.rows("select case_id, period from case_event order by case_id, sort_order")) == EVENTS


def test_days_on_which_a_dispatch_ended(mart: Mart) -> None:
    sql = """select m.name, p.note from case_participant p join municipality m using (municipality_code)
             where period like '令和5年7月20日%' order by 1"""
    assert mart.rows(sql) == [("五城目町", "8月22日まで"), ("秋田市", "8月31日まで")]


def test_rules_in_words_name_their_article(mart: Mart) -> None:
    sql = "select rule_id, article, value_text from scheme_rule where value_text is not null"
    rows = {rule: (flat(article), flat(words)) for rule, article, words in mart.rows(sql)}
    for guideline, pairs in (("推進要綱", PROMOTION), ("実施要綱", GRANTING)):
        for rule, article in (pair.split(":") for pair in pairs.split()):
            assert rows[rule][0] == f"{guideline}第{flat(article)}", rule
    assert rows["change_procedure"][1] == "第21号様式を提出"
    assert mart.scalar("select count(*) from scheme_rule") == 70
