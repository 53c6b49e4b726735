"""Cards: at most four, each with a figure, a comparison and an as-of, and each figure right."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from dashboard import format as fmt
from dashboard.card import CardData, prepare_card
from dashboard.mart import Build
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang
from tests.conftest import Mart
from tests.dashboard.amounts import in_thousands
from tests.dashboard.cards import CARDS

_BROKEN = re.compile(r"None(?! in the document)|nan|\(s\)|\{|\}")
_JAPANESE = re.compile("[぀-ヿ㐀-鿿]")
_OUT = {"ja": "対象外", "en": "not applicable"}


def _card(build: Build, page: str, card_id: str, lang: Lang = "ja", region: str | None = None) -> CardData:
    card = next(item for item in CARDS[page] if item.card_id == card_id)
    return prepare_card(card, State(lang=lang, region=region), build)


@pytest.mark.parametrize("page", sorted(CARDS))
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_card_has_a_figure_a_comparison_and_an_as_of(
    build: Build, regions: list[str], page: str, lang: Lang
) -> None:
    assert 3 <= len(CARDS[page]) <= (6 if page == "profile" else 4)
    for region in regions if page in ("compare", "profile") else (None, *regions):
        for card in CARDS[page]:
            shown = prepare_card(card, State(lang=lang, region=region), build)
            for text in (shown.label, shown.figure, shown.compare, shown.as_of):
                assert text.strip(), (card.card_id, region)
            whole = " ".join((shown.label, shown.figure, shown.unit, shown.compare, shown.as_of))
            assert not _BROKEN.search(whole), (card.card_id, region, whole)
            assert lang == "ja" or not _JAPANESE.search(whole), (card.card_id, region, whole)
            if lang == "en":
                assert not re.match(r"1 \w+s\b", f"{shown.figure} {shown.unit}"), shown
                assert not re.search(
                    r"(?<![\d,.-])1 (regions|members|occupations|projects|region-years)\b", whole
                ), whole


def _yen(lang: Lang, yen: int) -> str:
    return f"{yen // 1000:,}千円" if lang == "ja" else f"{yen // 1000:,} thousand yen"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_granted_so_far_is_the_sum_of_actual_years_only(
    build: Build, mart: Mart, regions: list[str], lang: Lang
) -> None:
    for region in (None, *regions):
        of = f"and region_id = '{region}'" if region else ""
        yen, years = mart.rows(
            f"select sum(amount_yen), count(*) from disbursement where status = 'actual' {of}"
        )[0]
        shown = _card(build, "disbursements", "granted", lang, region)
        use = _card(build, "disbursements", "cap", lang, region)
        if yen is None:
            assert (shown.figure, use.figure) == (_OUT[lang], _OUT[lang])
            assert "0" not in shown.compare + use.compare
            continue
        figure = f"{shown.figure}{shown.unit}" if lang == "ja" else f"{shown.figure} {shown.unit}".strip()
        assert in_thousands(figure) == _yen(lang, int(yen))
        assert _yen(lang, years * 10_000_000) in in_thousands(shown.compare)
        share = f"{int(yen) / years / 100_000 + 1e-9:.1f}"
        assert share in shown.compare
        assert use.figure == share
        assert str(years) in use.compare


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_planned_card_tells_planned_undecided_and_out_of_scope_apart(
    build: Build, mart: Mart, regions: list[str], lang: Lang
) -> None:
    last = mart.scalar("select max(fiscal_year) from disbursement where status = 'actual'")
    for region in (None, *regions):
        of = f"and region_id = '{region}'" if region else ""
        planned = mart.scalar(f"select sum(amount_yen) from disbursement where status = 'planned' {of}")
        before = mart.scalar(
            f"select sum(amount_yen) from disbursement where status = 'actual' and fiscal_year = {last} {of}"
        )
        rows = mart.scalar(f"select count(*) from disbursement where true {of}")
        shown = _card(build, "disbursements", "planned", lang, region)
        if not rows:
            assert shown.figure == _OUT[lang]
        elif planned is None:
            assert region == "rumoi_south"
            assert (shown.figure, shown.unit) == ({"ja": "未定", "en": "undecided"}[lang], "")
            assert "ほかに" not in shown.compare
            assert "; 1 region" not in shown.compare
        else:
            year = {"ja": "（R6）", "en": " (FY2024)"}[lang]
            figure = f"{shown.figure}{shown.unit}" if lang == "ja" else f"{shown.figure} {shown.unit}"
            assert in_thousands(figure) == _yen(lang, int(planned)) + year
        if rows:
            assert _yen(lang, int(before)) in in_thousands(shown.compare)
    everything = _card(build, "disbursements", "planned", lang)
    assert {"ja": "ほかに未定1地域", "en": "1 region undecided"}[lang] in everything.compare


def test_regions_in_their_last_year(build: Build, mart: Mart) -> None:
    five = mart.scalar(
        "select count(*) from (select 1 from disbursement group by region_id having count(*) >= 5)"
    )
    shown = _card(build, "disbursements", "last_year")
    assert (shown.figure, shown.unit) == (str(five), "地域")
    assert "8地域のうち" in shown.compare
    assert _card(build, "disbursements", "last_year", "en", "hidaka").unit == "region"
    assert _card(build, "disbursements", "last_year", "en").unit == "regions"


def test_municipalities_of_two_regions_are_counted_once(build: Build, mart: Mart) -> None:
    member = """select municipality_code from region_member join region using (region_id)
        where scheme <> 'council' and left_on is null"""
    members = mart.scalar(f"select count(distinct municipality_code) from ({member})")
    assert members < mart.scalar(f"select count(*) from ({member})")
    share = mart.scalar(
        f"""select 100.0 * sum(population) filter (municipality_code in ({member})) / sum(population)
        from population where series = 'census' and year = 2020 and age_group = 'total'
            and municipality_code like '01%'"""
    )
    shown = _card(build, "overview", "reach")
    assert shown.unit == f"地域・{members}市町村"
    assert shown.figure == "11"
    assert f"{share:.1f}％" in shown.compare
    assert "一度" in shown.compare


def test_shortages_count_regions(build: Build, mart: Mart) -> None:
    counts = mart.rows(
        """select name, count(*) as n from reported_shortage join occupation using (occupation_id)
        group by name, sort_order order by n desc, sort_order"""
    )
    most = counts[0][1]
    shown = _card(build, "overview", "short")
    assert shown.figure == "、".join(name for name, n in counts if n == most)
    assert shown.compare == f"11地域中{most}地域の記載（記載のある{len(counts)}職種中で最も多い）"
    named = "、".join(name for name, n in counts if n == most)
    assert _card(build, "staffing", "occupations").compare == (
        f"最も多くの地域が記すのは{named}（11地域中{most}地域、記載のある{len(counts)}職種中）"
    )
    alone = _card(build, "overview", "short", "ja", "ishikari")
    assert "1地域のうち1地域" not in alone.compare
    assert alone.compare.startswith("この地域の記載：")
    assert _card(build, "staffing", "occupations").figure == str(len(counts))
    silent = _card(build, "overview", "short", "ja", "nemuro")
    assert (silent.figure, silent.compare) == ("記載なし", "足りていることを意味しない")


def test_staff_rates_are_of_years_in_which_residents_were_counted(build: Build, mart: Mart) -> None:
    """Staff of 2024 over residents of 2020 stood beside 1998 over 1995, across a reclassification."""
    rates = mart.rows(
        """select staff.year, headcount, 10000.0 * headcount / people from staff
        join (select year, sum(population) as people from population where series = 'census'
            and age_group = 'total' and municipality_code like '01%' group by 1) using (year)
        where area_code = '01' and department = 'general_administration_municipalities'
            and staff.year >= 2001 order by 1"""
    )
    shown = _card(build, "staffing", "staff_rate")
    assert (shown.figure, shown.unit) == (f"{rates[-1][2]:.1f}", f"人（{rates[-1][0]}年）")
    assert f"{rates[0][0]}年は{rates[0][2]:.1f}人" in shown.compare
    assert (rates[0][0], rates[-1][0]) == (2005, 2020)
    first, last = mart.rows(
        """select year, headcount from staff where area_code = '01' and year in (2001,
            (select max(year) from staff)) and department = 'general_administration_municipalities'
        order by 1"""
    )
    index = _card(build, "staffing", "staff_index")
    assert index.figure == f"{100 * last[1] / first[1]:.1f}"
    assert index.unit == "2001年＝100"
    assert f"{last[1]:,}人" in index.compare
    assert "2001年に区分が変わり" in index.compare


def test_population_cards_compare_with_the_prefecture(build: Build, mart: Mart) -> None:
    def index(where: str) -> float:
        return float(mart.scalar(
            f"""select 100.0 * sum(population) filter (series = 'projection' and year = 2050)
                / sum(population) filter (series = 'census' and year = 2020)
            from population where age_group = 'total' and {where}"""
        ))  # fmt: skip

    mine = """municipality_code in (select municipality_code from region_member join region using (region_id)
        where scheme <> 'council' and left_on is null)"""
    shown = _card(build, "population", "index_2050")
    assert shown.figure == f"{index(mine):.1f}"
    home = index("municipality_code like '01%'")
    assert f"{home:.1f}" in shown.compare
    for size in (2000, 5000):
        small = mart.scalar(
            f"""select count(*) from population where series = 'projection' and year = 2050
            and age_group = 'total' and population < {size} and {mine}"""
        )
        shown = _card(build, "population", f"under_{size}")
        assert shown.figure == str(small)
        # those that are as small already do not become so
        already = mart.scalar(
            f"""select count(*) from population as now join population as later using (municipality_code)
            where now.series = 'census' and now.year = 2020 and now.age_group = 'total'
                and later.series = 'projection' and later.year = 2050 and later.age_group = 'total'
                and now.population < {size} and later.population < {size} and {mine}"""
        )
        assert f"{already}は2020年にすでに、{small - already}が新たに" in shown.compare
        assert "になる" not in shown.label
    assert (small, already) == (55, 40)


def test_cards_of_projects_and_recruitment(build: Build, mart: Mart) -> None:
    year, active = mart.rows(
        """select fiscal_year, count(*) from project_year where state = 'done'
        group by 1 order by 1 desc limit 1"""
    )[0]
    shown = _card(build, "fields", "active")
    assert (shown.figure, shown.unit) == (str(active), f"事業（R{year - 2018}）")
    idle = mart.scalar("select count(*) from project_year where state = 'none'")
    assert _card(build, "fields", "idle").figure == str(idle)
    used = mart.scalar("select count(distinct field_id) from region_policy_field")
    assert _card(build, "fields", "fields").figure == str(used)
    hired = dict(mart.rows("select fiscal_year, sum(headcount) from main.recruitment group by 1"))
    shown = _card(build, "staffing", "hired")
    assert (shown.figure, shown.unit) == (str(hired[2024]), "人（R6）")
    assert f"R5は{hired[2023]}人" in shown.compare
    assert "実績か目標か不明" in shown.compare
    assert _card(build, "staffing", "hired", "ja", "nemuro").figure == "記載なし"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_cards_carry_the_change_like_for_like(
    build: Build, mart: Mart, regions: list[str], lang: Lang
) -> None:
    """Of regions and projects that both years have, worked out row by row."""
    for region in (None, *regions):
        paid: dict[str, dict[int, int]] = defaultdict(dict)
        for name, year, yen in mart.rows(
            "select region_id, fiscal_year, amount_yen from disbursement where status = 'actual'"
        ):
            if region in (None, name):
                paid[name][year] = yen
        both = [years for years in paid.values() if {2022, 2023} <= years.keys()]
        said = in_thousands(_card(build, "disbursements", "granted", lang, region).compare)
        if both:
            by = sum(years[2023] - years[2022] for years in both) // 1000
            assert f"{fmt.signed(by, 0, lang)}{'千円' if lang == 'ja' else ' thousand yen'}" in said
            assert region or {"ja": f"{len(both)}地域で", "en": f"({len(both)} regions"}[lang] in said
        else:
            assert not re.search(r"[+△−±]", said), (region, said)
        states: dict[str, dict[int, str]] = defaultdict(dict)
        for name, of, year, state in mart.rows(
            "select project_id, region_id, fiscal_year, state "
            "from project_year join project using (project_id)"
        ):
            if region in (None, of):
                states[name][year] = state
        last = max((y for years in states.values() for y, s in years.items() if s == "done"), default=None)
        if last is None:
            continue
        told = [years for years in states.values() if {last - 1, last} <= years.keys()]
        counts = [sum(years[at] == "done" for years in told) for at in (last - 1, last)]
        said = _card(build, "fields", "active", lang, region).compare
        numbers = [
            int(n) for n in re.findall(r"(?<![RY\d])\d+", said.split({"ja": "。", "en": "; "}[lang])[-1])
        ]
        if told:
            assert numbers == [len(told), *counts], (region, said)
