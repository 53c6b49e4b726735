"""The figures of the Hokkaido casebook, written down here from the document itself.

A second reader took figures, dates, names, marks and states from 道内の広域連携 事例集 (as of
2024-04-01), not from data/sources: a figure that changes there fails here. Ids, the spelling of
articles and the splitting of activities are the project's own and were checked against the document.
"""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

import pytest

from tests.conftest import Mart

# fmt: off
# 連携地域の概要: lead, agreement, amended, vision, amended, population, area, count (as printed)
REGIONS: dict[str, tuple[Any, ...]] = {
    "minamisorachi": ("岩見沢市", "2020-10-09", "", "2020-10-23", "", 152_486, 2562.25, 9),
    "shiribeshi": (
        "共和町（R5）", "2021-03-18", "2023-04-21", "2021-03-18", "2023-04-21", 70_629, 3562.56, 17),
    "hidaka": ("新ひだか町", "2021-01-07", "", "2021-01-07", "2023-06-15", 63_372, 4811.15, 7),
    "rumoi_north": ("遠別町", "2021-10-06", "", "2021-10-06", "", 16_034, 2151.13, 5),
    "rumoi_south": ("留萌市", "2024-03-25", "", "2024-03-25", "", 27_016, 1294.77, 3),
    "engaru": ("遠軽町", "2021-03-18", "", "2021-03-18", "", 32_386, 2243.18, 3),
    "nishimonbetsu": ("興部町", "2023-01-31", "", "2023-01-31", "", 11_301, 2074.4, 4),
    "nemuro": ("別海町、中標津町、羅臼町（R5）", "2022-03-30", "", "2022-03-30", "", 71_771, 3533.16, 5),
    "ishikari": ("札幌市", "2019-03-29", "", "2019-03-29", "", 2_604_945, 4514.89, 12),
    "soya": ("稚内市", "2011-01-20", "", "2011-05-20", "", 62_140, 4626.09, 10),
    "kushiro": ("釧路市", "2009-12-11", "", "2010-09-29", "", 222_613, 5997.48, 8),
}
NATIONAL = {"ishikari": "core_city_area", "soya": "settlement_area", "kushiro": "settlement_area"}
MEMBERS = {
    "minamisorachi": "岩見沢市 夕張市 美唄市 三笠市 南幌町 由仁町 長沼町 栗山町 月形町",
    "shiribeshi": "島牧村 寿都町 黒松内町 蘭越町 ニセコ町 真狩村 留寿都村 喜茂別町 京極町 共和町 岩内町 泊村"
    " 神恵内村 古平町 仁木町 余市町 赤井川村",
    "hidaka": "日高町 平取町 新冠町 浦河町 様似町 えりも町 新ひだか町",
    "rumoi_north": "苫前町 羽幌町 初山別村 遠別町 天塩町",
    "rumoi_south": "留萌市 増毛町 小平町",
    "engaru": "遠軽町 佐呂間町 湧別町",
    "nishimonbetsu": "興部町 雄武町 西興部村 滝上町",
    "nemuro": "根室市 別海町 中標津町 標津町 羅臼町",
    "ishikari": "札幌市 小樽市 岩見沢市 江別市 千歳市 恵庭市 北広島市 石狩市 当別町 新篠津村 南幌町 長沼町",
    "soya": "稚内市 猿払村 浜頓別町 中頓別町 枝幸町 豊富町 礼文町 利尻町 利尻富士町 幌延町",
    "kushiro": "釧路市 釧路町 厚岸町 浜中町 標茶町 弟子屈町 鶴居村 白糠町",
}
# 交付額（千円） R2 R3 R4 R5, 交付金活用見込額 R6; "-" = the table has no such year
GRANTS = {
    "minamisorachi": "10000 600 8000 3900 10000",
    "shiribeshi": "- 400 400 400 400",
    "hidaka": "8000 8000 8100 9400 10000",
    "rumoi_north": "- 300 400 600 900",
    "rumoi_south": "- - - 7000 未定",
    "engaru": "10000 10000 10000 10000 10000",
    "nishimonbetsu": "- - 10000 10000 10000",
    "nemuro": "- 400 0 1500 2000",
}
FIELDS = {
    "minamisorachi": "disaster transport digital", "shiribeshi": "human_resources exchange",
    "hidaka": "consolidation transport digital", "rumoi_north": "human_resources exchange",
    "rumoi_south": "environment digital human_resources", "engaru": "medical transport other",
    "nishimonbetsu": "medical welfare human_resources", "nemuro": "consolidation digital human_resources",
    "ishikari": "digital human_resources", "soya": "human_resources exchange",
    "kushiro": "human_resources exchange",
}
# first year printed; state per year: d done, p planned, r 検討中, u 未定, m 統合, n －; activities told
STATES = {"d": "done", "p": "planned", "r": "under_review", "u": "undecided", "m": "merged", "n": "none"}
WORKFORCE = "公務人材（専門人材）の確保・育成に係る調査・検討等"
PROJECTS: dict[str, tuple[str, str, int, str, str]] = {
    "minamisorachi_survey": ("minamisorachi", "圏域基礎調査（R2のみ実施）", 2020, "dnnnn", "30000"),
    "minamisorachi_disaster": ("minamisorachi", "地域防災体制の充実", 2020, "ndddp", "02222"),
    "minamisorachi_transport": ("minamisorachi", "地域公共交通の維持確保と利用促進", 2020, "ndddp", "04434"),
    "minamisorachi_ict": ("minamisorachi", "ICTインフラの研究・活用", 2020, "ndddp", "03234"),
    "shiribeshi_training": ("shiribeshi", "後志17町村新規採用職員研修", 2021, "dddp", "1111"),
    "hidaka_transport": ("hidaka", "地域公共交通利用促進事業", 2020, "ddddp", "14823"),
    "hidaka_admin_ict": ("hidaka", "行政サービスICT活用調査検討事業", 2020, "ndddp", "04233"),
    "hidaka_local_ict": ("hidaka", "地域ICT利活用促進事業", 2020, "ndddm", "01210"),
    "rumoi_north_training": ("rumoi_north", "行政職員研修事業・行政職員交流事業", 2021, "dddr", "2240"),
    "rumoi_south_climate": ("rumoi_south", "地球温暖化対策実行計画基礎調査事業", 2023, "du", "60"),
    "rumoi_south_waste": ("rumoi_south", "ごみ分別適正化事業", 2023, "du", "20"),
    "engaru_medical": ("engaru", "地域医療対策事業", 2020, "ddddr", "33240"),
    "nishimonbetsu_specialists": ("nishimonbetsu", "地域専門人材確保対策事業", 2022, "ddr", "330"),
    "nemuro_disaster": ("nemuro", "防災関連勉強会", 2021, "dddr", "1120"),
    "nemuro_hr": ("nemuro", "人事担当者研修会", 2023, "dr", "20"),
    "ishikari_engineers": ("ishikari", "民間企業と連携した研修・交流会", 2021, "dddr", "2330"),
    "soya_workforce": ("soya", WORKFORCE, 2020, "ndddr", "01110"),
    "kushiro_workforce": ("kushiro", WORKFORCE, 2020, "ndddr", "01110"),
}
PROJECT_COUNTS = {
    "minamisorachi": 4, "shiribeshi": 1, "hidaka": 3, "rumoi_north": 1, "rumoi_south": 2, "engaru": 1,
    "nishimonbetsu": 1, "nemuro": 2, "ishikari": 1, "soya": 1, "kushiro": 1,
}
# 【採用実績】 令和５年度 → 【成果目標】 令和６年度, 西紋別
RECRUITMENT = {"architect": (0, 2), "civil_engineer": (1, 3), "public_health_nurse": (4, 3)}
RECRUITMENT |= {"nurse": (2, 9), "childcare": (1, 10)}
SHORTAGES = {
    "engaru": "doctor_obgyn:産婦人科医師 doctor_orthopedics:整形外科医師 doctor_dialysis:透析医師"
    " midwife:助産師",
    "nishimonbetsu": "nurse:看護師 public_health_nurse:保健師 childcare:保育教諭等 architect:建築技師"
    " civil_engineer:土木技師",
    "hidaka": "digital:DX人材",
    "ishikari": "technical:技術職員",
    "soya": "civil_engineer:土木 architect:建築 social_worker:福祉 general_clerk:新規採用職員",
    "kushiro": "civil_engineer:土木 architect:建築 public_health_nurse:保健 social_worker:福祉"
    " general_clerk:一般的な公務人材",
}
# project, figure without its hedge, unit, the figure as printed
OUTCOMES = {
    ("minamisorachi_ict", 7, "割", "7割弱"), ("minamisorachi_ict", 95, "%", "約95%"),
    ("rumoi_south_waste", 1_795, "件", "1,795件"), ("rumoi_south_waste", 14_084, "世帯", "14,084世帯"),
    ("rumoi_south_waste", 12.7, "%", "約12.7%"),
    ("engaru_medical", 4_000_000, "回", "4百万超"), ("engaru_medical", 6_000, "回", "6千回超"),
    ("nishimonbetsu_specialists", 70, "km", "約70km"), ("nemuro_disaster", 8, "人", "8人"),
}
# rule: value, unit, article (推進要綱 and 実施要綱)
RULES: dict[str, tuple[float | str, str, str]] = {
    "cap_per_year": (10_000_000, "円", "実施要綱第6"), "amount_unit": (100_000, "円", "実施要綱第6"),
    "max_years": (5, "年度", "実施要綱第3"), "half_excluded": (0.5, "比率", "実施要綱第2の2"),
    "period_from": (2020, "年度", "概要事業年度・推進要綱第2(2)②"),
    "period_to": (2024, "年度", "概要事業年度・推進要綱第2(2)②"),
    "half_outside_national": (0.5, "比率", "推進要綱第3(1)"),
    "min_fields": (2, "分野", "推進要綱第3(2)②エ"), "min_members": (2, "市町村", "推進要綱第3(2)①"),
    "vision_period": (5, "年", "推進要綱第3(3)②エ"), "report_days": (30, "日", "実施要綱第12の3"),
    "change_cost": (20, "%", "実施要綱第10の1"), "change_content": (20, "%", "実施要綱第10の2"),
    "asset_threshold": (500_000, "円", "実施要綱第10の3"), "asset_years": (10, "年", "実施要綱第10の3"),
    "predecessor_from": (2015, "年度", "1広域連携加速化事業について"),
    "predecessor_to": (2019, "年度", "1広域連携加速化事業について"),
    "agreement_by_year_end": ("申請する年度の末日まで", "", "実施要綱第2の1"),
    "report_date": ("翌年度の4月10日", "", "実施要綱第12の3"),
    "guideline_in_force": ("令和2年(2020年)7月14日", "", "推進要綱附則第1"),
    "grant_guideline_in_force": ("令和2年(2020年)11月2日", "", "実施要綱附則"),
}
# fmt: on


def flat(text: str | None) -> str:
    """Width and blanks differ from page to page of the document and mean nothing."""
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def grant_cells() -> dict[tuple[str, int], str]:
    cells = {(r, 2020 + i): c for r, row in GRANTS.items() for i, c in enumerate(row.split())}
    return {key: cell for key, cell in cells.items() if cell != "-"}


@pytest.mark.parametrize("region_id", REGIONS)
def test_region_overview_is_as_printed(mart: Mart, region_id: str) -> None:
    lead, *dates, population, area, count = REGIONS[region_id]
    [row] = mart.rows(
        """select lead, agreement_on, agreement_amended_on, vision_on, vision_amended_on,
                  published_population_2020, published_area_km2, published_member_count
           from region where region_id = ?""",
        region_id,
    )
    assert flat(row[0]) == flat(lead)
    assert row[1:5] == tuple(date.fromisoformat(d) if d else None for d in dates)
    assert row[5:] == (population, area, count)


def test_eight_grant_regions_and_three_under_national_schemes(mart: Mart) -> None:
    sql = "select region_id, scheme, lead_role from region where source_id = 'hokkaido_casebook_2024'"
    schemes = mart.rows(sql)
    assert {r: s for r, s, _ in schemes} == {r: NATIONAL.get(r, "grant") for r in REGIONS}
    roles = {r: "中心市" if r in NATIONAL else "事務局担当市町村" for r in REGIONS}
    assert {r: role for r, _, role in schemes} == roles


@pytest.mark.parametrize("region_id", MEMBERS)
def test_members_are_those_of_the_list_pages(mart: Mart, region_id: str) -> None:
    sql = """select name from region_member join municipality using (municipality_code)
             where region_id = ? and prefecture_code = '01' and left_on is null"""
    names = sorted(name for (name,) in mart.rows(sql, region_id))
    assert names == sorted(MEMBERS[region_id].split())
    assert len(names) == REGIONS[region_id][-1]


def test_three_municipalities_belong_to_two_regions(mart: Mart) -> None:
    sql = """select name, string_agg(region_id, ' ' order by region_id)
             from region_member join municipality using (municipality_code)
             group by municipality_code, name having count(*) > 1"""
    assert dict(mart.rows(sql)) == dict.fromkeys(("岩見沢市", "南幌町", "長沼町"), "ishikari minamisorachi")
    assert mart.rows("select count(*), count(distinct municipality_code) from region_member") == [(83, 80)]


def test_only_two_members_joined_later_than_the_agreement(mart: Mart) -> None:
    sql = """select m.name, joined_on from region_member join municipality m using (municipality_code)
             join region r using (region_id) where joined_on is distinct from agreement_on"""
    assert dict(mart.rows(sql)) == {"蘭越町": date(2022, 3, 18), "神恵内村": date(2023, 4, 21)}


NIIKAPPU = """select {} from region_member join municipality using (municipality_code)
              where region_id = 'hidaka' and name = '新冠町'"""


def test_the_town_printed_as_a_village_is_read_as_a_town_and_says_so(mart: Mart) -> None:
    assert "新冠村" in mart.scalar(NIIKAPPU.format("region_member.note"))
    assert mart.scalar("select taken from correction where printed = '新冠村'") == "新冠町"


def test_a_corrected_cell_keeps_what_the_document_prints(mart: Mart) -> None:
    assert mart.scalar(NIIKAPPU.format("as_printed")) == "新冠村"


@pytest.mark.parametrize("region_id", REGIONS)
def test_census_2020_of_the_members_adds_up_to_the_printed_population(mart: Mart, region_id: str) -> None:
    sql = """select sum(population), count(*) from region_member join population using (municipality_code)
             where region_id = ? and series = 'census' and year = 2020 and age_group = 'total'"""
    people, _, count = REGIONS[region_id][-3:]
    assert mart.rows(sql, region_id) == [(people, count)]


def test_grants_by_region_and_year_and_no_other_rows(mart: Mart) -> None:
    expected: dict[tuple[str, int], tuple[str, int | None]] = {("rumoi_south", 2024): ("undecided", None)}
    for (region, year), cell in grant_cells().items():
        if cell != "未定":
            expected[region, year] = ("planned" if year == 2024 else "actual", int(cell) * 1000)
    rows = mart.rows("select region_id, fiscal_year, status, amount_yen from disbursement")
    assert {(r, y): (s, a) for r, y, s, a in rows} == expected
    assert len(rows) == 32


def test_zero_undecided_and_absent_are_three_things(mart: Mart) -> None:
    sql = "select region_id, fiscal_year, status, amount_yen, as_printed from disbursement"
    assert mart.rows(f"{sql} where amount_yen = 0") == [("nemuro", 2022, "actual", 0, "0")]
    undecided = mart.rows(f"{sql} where amount_yen is null or status = 'undecided'")
    assert undecided == [("rumoi_south", 2024, "undecided", None, "未定")]
    absent = {"shiribeshi": [2020], "rumoi_north": [2020], "rumoi_south": [2020, 2021, 2022]}
    absent |= {"nishimonbetsu": [2020, 2021], "nemuro": [2020]}
    absent |= {region: list(range(2020, 2025)) for region in (*NATIONAL, "kamikawa", "nagasaki")}
    there = set(mart.rows("select region_id, fiscal_year from disbursement"))
    assert not there & {(region, year) for region, years in absent.items() for year in years}


def test_grant_totals_by_year(mart: Mart) -> None:
    sql = "select fiscal_year, status, sum(amount_yen) / 1000, count(*) from disbursement group by all"
    paid = {(2020, "actual", 28_000, 3), (2021, "actual", 19_700, 6)}
    paid |= {(2022, "actual", 36_900, 7), (2023, "actual", 42_800, 8)}
    assert set(mart.rows(sql)) == paid | {(2024, "planned", 43_300, 7), (2024, "undecided", None, 1)}


def test_grant_totals_by_region_are_of_paid_grants_only(mart: Mart) -> None:
    sql = "select region_id, sum(amount_yen) / 1000 from disbursement where status = 'actual' group by 1"
    totals = {"minamisorachi": 22_500, "shiribeshi": 1_200, "hidaka": 33_500, "rumoi_north": 1_300}
    totals |= {"rumoi_south": 7_000, "engaru": 40_000, "nishimonbetsu": 20_000, "nemuro": 1_900}
    assert dict(mart.rows(sql)) == totals
    assert mart.scalar("select sum(amount_yen) from disbursement where status = 'actual'") == 127_400_000


def test_field_marks_by_region(mart: Mart) -> None:
    rows = mart.rows("select region_id, field_id, label_as_printed from region_policy_field")
    assert {(r, f) for r, f, _ in rows} == {(r, f) for r, fs in FIELDS.items() for f in fs.split()}
    assert len(rows) == 28
    assert [flat(label) for r, f, label in rows if f == "other"] == ["その他(産業振興)"]


@pytest.mark.parametrize("project_id", PROJECTS)
def test_project_states_and_activities_by_year(mart: Mart, project_id: str) -> None:
    region, name, first, states, counts = PROJECTS[project_id]
    [found] = mart.rows("select region_id, name from project where project_id = ?", project_id)
    assert (found[0], flat(found[1])) == (region, flat(name))
    sql = "select fiscal_year, state, len(activities) from project_year where project_id = ? order by 1"
    expected = [(first + i, STATES[s], int(counts[i])) for i, s in enumerate(states)]
    assert mart.rows(sql, project_id) == expected


def test_eighteen_projects(mart: Mart) -> None:
    assert dict(mart.rows("select region_id, count(*) from project group by 1")) == PROJECT_COUNTS
    assert mart.scalar("select count(*) from project_year") == 75


def test_recruitment_results_and_what_stands_under_targets(mart: Mart) -> None:
    rows = mart.rows("select region_id, occupation_id, fiscal_year, measure, headcount from recruitment")
    hired = {("nishimonbetsu", o, 2023, "hired", first) for o, (first, _) in RECRUITMENT.items()}
    second = {("nishimonbetsu", o, 2024, "unclear", last) for o, (_, last) in RECRUITMENT.items()}
    assert set(rows) == hired | second


def test_shortages_are_the_words_of_the_document(mart: Mart) -> None:
    rows = mart.rows("select region_id, occupation_id || ':' || wording from reported_shortage")
    assert set(rows) == {(r, pair) for r, pairs in SHORTAGES.items() for pair in pairs.split()}
    assert len(rows) == 20


def test_outcome_figures(mart: Mart) -> None:
    rows = mart.rows("select project_id, value, unit, figure from project_outcome where value >= 0")
    assert {(p, v, flat(u), flat(a)) for p, v, u, a in rows} == OUTCOMES
    assert len(rows) == 9


# One box (連携により得られた成果又は見込まれる成果), read sentence by sentence. Expected ones say 期待できる,
# 見込まれる, 期待される, 図られる, …ことになる or 検証を実施する; the rest tells what was done.
EXPECTED = {
    "minamisorachi_disaster": 1, "minamisorachi_transport": 1, "minamisorachi_ict": 2,
    "rumoi_south_climate": 1, "rumoi_south_waste": 1, "ishikari_engineers": 2, "soya_workforce": 2,
    "kushiro_workforce": 2,
}  # fmt: skip


TRAINERS = {
    ("shiribeshi_training", year, "一般社団法人日本経営協会") for year in range(2021, 2025)
} | {
    ("rumoi_north_training", 2021, "一般社団法人日本経営協会"),
    ("rumoi_north_training", 2022, "一般社団法人日本経営協会"),
    ("rumoi_north_training", 2023, "一般社団法人日本経営協会等テーマに合わせて選定"),
    ("nemuro_disaster", 2021, "一般社団法人日本気象予報士会等"),
    ("nemuro_disaster", 2022, "西郷中町町内会連合会等"),
    ("nemuro_disaster", 2023, "Ridgelinez株式会社"), ("nemuro_disaster", 2023, "山本浄化興業株式会社"),
    ("nemuro_hr", 2023, "株式会社ぎょうせい"),
}  # fmt: skip


def test_who_gave_trainings_and_who_carried_projects_out(mart: Mart) -> None:
    named = mart.rows("select project_id, fiscal_year, unnest(instructors) from project_year")
    assert {(project, year, flat(name)) for project, year, name in named} == TRAINERS
    carried = dict(mart.rows("select project_id, carried_out_by from project"))
    assert len(carried) == 18
    assert all(carried.values())
    # the prefecture and eight municipalities, of the twelve of the area
    assert flat(carried["ishikari_engineers"]) == (
        "道、札幌市、江別市、千歳市、恵庭市、北広島市、石狩市、当別町、新篠津村"
    )
    assert flat(carried["hidaka_transport"]).startswith("日高広域連携推進協議会(日高町・")


def test_what_is_printed_and_what_is_inferred(mart: Mart) -> None:
    told = "select {0}, count(*) from {1} where {0} is not null group by 1"
    # two days of joining stand in the document; the others are the days of the agreements
    assert dict(mart.rows(told.format("joined_basis", "region_member"))) == {"printed": 2, "inferred": 81}
    # two captions in one line without a border
    assert dict(mart.rows(told.format("status_basis", "disbursement"))) == {"inferred": 32}
    assert dict(mart.rows(told.format("occupation_basis", "reported_shortage"))) == {
        "printed": 12, "inferred": 8,
    }  # fmt: skip
    assert dict(mart.rows(told.format("group_basis", "body_theme"))) == {"inferred": 9}
    # the year's end for a yearly review, five years for "about five years"
    assert dict(mart.rows(told.format("deadline_basis", "scheme_step"))) == {"printed": 3, "inferred": 2}
    # 「7市1町」 as numbers of municipalities, accounts without a unit, floor area without a time
    assert dict(mart.rows(told.format("basis", "case_measure"))) == {"printed": 25, "inferred": 13}
    states = mart.rows("select region_id, state, count(*) from body_event group by all order by all")
    assert states == [
        ("kamikawa", "done", 3), ("kamikawa", "outlook", 1), ("kamikawa", "unclear", 1),
        ("nagasaki", "done", 2), ("nagasaki", "policy", 6),
    ]  # fmt: skip


def test_expected_outcomes_are_not_achieved_ones(mart: Mart) -> None:
    told = "select {} from project_outcome where kind = '{}' group by all"
    assert dict(mart.rows(told.format("certainty, count(*)", "outcome"))) == {
        "achieved": 40, "expected": 12, "not_achieved": 1, "context": 3,
    }  # fmt: skip
    by_project = mart.rows(told.format("project_id, count(*)", "outcome' and certainty = 'expected"))
    assert dict(by_project) == EXPECTED
    nothing_yet = mart.rows(
        "select region_id from project_outcome where kind = 'outcome' group by 1 "
        "having count(*) filter (certainty = 'achieved') = 0 order by 1"
    )
    assert nothing_yet == [("ishikari",), ("kushiro",), ("soya",)]


def test_a_box_that_says_nothing_was_difficult_is_no_difficulty(mart: Mart) -> None:
    rows = mart.rows("select certainty, region_id, text from project_outcome where kind = 'difficulty'")
    counts = {kind: sum(row[0] == kind for row in rows) for kind in ("stated", "none", "context")}
    assert counts == {"stated": 26, "none": 11, "context": 6}
    # 特になし, and an easy start: 留萌南部 names no difficulty at all
    assert {kind for kind, region, _ in rows if region == "rumoi_south"} == {"none"}
    assert [kind for kind, _, text in rows if "死亡者数" in text] == ["context"]


def test_rule_values_and_articles(mart: Mart) -> None:
    rows = mart.rows("select rule_id, value, value_text, unit, article from scheme_rule")
    found = {r: (v if v is not None else flat(t), flat(u), flat(a)) for r, v, t, u, a in rows}
    assert {r: found[r] for r in RULES} == {r: (v, u, flat(a)) for r, (v, u, a) in RULES.items()}
    assert {r for r, v, *_ in rows if v is not None} <= RULES.keys()
