"""任意の組み合わせ: its figures against independent sums, its rules and its findings."""

from __future__ import annotations

import re
from typing import Any

import pytest

from dashboard.mart import Build
from dashboard.panel import PanelData, prepare
from dashboard.panels import BY_PAGE, PANELS
from dashboard.render import html
from dashboard.render.alt import paragraph
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang
from tests.conftest import Mart
from tests.dashboard.test_panels_shown import _BROKEN, _JAPANESE

IWAKI, FUTABA = "072044", "075469"  # no projection; none and 0 in 2020
TOMIYA = "042161"  # in another prefecture
IWAMIZAWA, WAKKANAI, OBIHIRO, OTOFUKE = "012106", "012149", "012076", "016314"
OVERVIEW = {
    "member_count": "member_count",
    "population_2020": "population_2020",
    "area_km2": "area_km2",
    "density": "density",
    "population_2050": "population_2050",
    "population_index_2050": "population_index_2050",
    "aged_share_2050_pct": "aged_share_2050_pct",
    **{f"under_{n}_in_{y}": f"members_under_{n}_in_{y}" for n in (2000, 5000, 10000) for y in (2020, 2050)},
}
_PROJECTED = {indicator for indicator in OVERVIEW if "2050" in indicator}
_SERIES = "series = 'projection' and year = 2050 and age_group"


def _of(mart: Mart, region: str) -> tuple[str, ...]:
    found = mart.rows(
        "select municipality_code from region_member where region_id = ? and left_on is null", region
    )
    return tuple(sorted(code for (code,) in found))


def shown(build: Build, panel: str, members: tuple[str, ...], **more: Any) -> PanelData:
    return prepare(PANELS[f"coalition_{panel}"], State(members=members, **more), build)


def mine_of(build: Build, members: tuple[str, ...], **more: Any) -> dict[str, dict[str, Any]]:
    return {
        row["indicator_id"]: dict(row)
        for panel in ("figures", "small")
        for row in shown(build, panel, members, **more).rows
        if row["focus"]
    }


def _verdicts(build: Build, members: tuple[str, ...]) -> dict[str, bool | None]:
    return {row["rule_id"]: row["holds"] for row in shown(build, "rules", members).rows}


def test_the_members_of_a_region_give_the_figures_of_the_region(
    build: Build, mart: Mart, regions: list[str]
) -> None:
    for region in regions:
        [wanted] = mart.rows(
            f"select {', '.join(OVERVIEW.values())} from kpi.region_overview where region_id = ?", region
        )
        mine = mine_of(build, _of(mart, region))
        assert set(mine) == set(OVERVIEW)
        for indicator, value in zip(OVERVIEW, wanted, strict=True):
            assert mine[indicator]["value"] == pytest.approx(value, rel=1e-12), (region, indicator)
            # beside it the region itself: the same figure, the same place
            assert mine[indicator]["sharing"] >= 2
        for rule, holds in mart.rows(
            "select rule_id, holds from kpi.scheme_check where region_id = ? "
            "and rule_id = 'half_outside_national'",
            region,
        ):
            # 南空知 passed to a settlement area on 2025-03-26: after the grant's years, before the list ends
            now = False if region == "minamisorachi" else holds
            assert (holds, _verdicts(build, _of(mart, region))[rule]) == (True, now), region


def test_minamisorachi_has_the_population_its_document_prints(build: Build, mart: Mart) -> None:
    mine = mine_of(build, _of(mart, "minamisorachi"))
    assert (mine["population_2020"]["value"], mine["area_km2"]["value"]) == (152_486, pytest.approx(2562.25))


@pytest.mark.parametrize(
    "where", ["prefecture_code = '39'", "subprefecture = '十勝総合振興局'", "kana like 'あ%'"]
)
def test_sums_are_those_of_the_tables(build: Build, mart: Mart, where: str) -> None:
    codes = tuple(
        sorted(
            code
            for (code,) in mart.rows(f"select municipality_code from kpi.municipality_outlook where {where}")
        )
    )
    assert 10 < len(codes) <= 100
    listed = ", ".join(f"'{code}'" for code in codes)

    def total(select: str, table: str, condition: str) -> Any:
        return mart.scalar(
            f"select {select} from {table} where municipality_code in ({listed}) and {condition}"
        )

    mine = mine_of(build, codes)
    census = "series = 'census' and year = 2020 and age_group = 'total'"
    people = total("sum(population)", "population", census)
    later = total("sum(population)", "population", f"{_SERIES} = 'total'")
    aged = total("sum(population)", "population", f"{_SERIES} = '65+'")
    land = total("sum(area_km2)", "area", "as_of = date '2026-01-01'")
    assert mine["population_2020"]["value"] == people
    assert mine["density"]["value"] == pytest.approx(people / land)
    for year, condition in ((2020, census), (2050, f"{_SERIES} = 'total'")):
        for limit in (2000, 5000, 10000):
            small = total("count(*)", "population", f"{condition} and population < {limit}")
            shown = mine[f"under_{limit}_in_{year}"]
            assert shown["value"] == (small if shown["known"] == len(codes) else None)
    if mine["population_2050"]["known"] == len(codes):
        assert mine["population_index_2050"]["value"] == pytest.approx(100 * later / people)
        assert mine["aged_share_2050_pct"]["value"] == pytest.approx(100 * aged / later)


@pytest.mark.parametrize(
    ("lacking", "unknown"),
    [
        (IWAKI, _PROJECTED),
        (FUTABA, _PROJECTED),
    ],
)  # fmt: skip
def test_what_one_member_lacks_the_coalition_lacks(build: Build, lacking: str, unknown: set[str]) -> None:
    members = tuple(sorted((IWAMIZAWA, lacking)))
    mine = mine_of(build, members)
    assert {indicator for indicator, row in mine.items() if row["value"] is None} == unknown
    assert all(mine[indicator]["known"] == 1 and mine[indicator]["place"] is None for indicator in unknown)
    for indicator in set(OVERVIEW) - unknown:
        assert mine[indicator]["known"] == 2
    table = html.grid(shown(build, "figures", members))
    assert table.count(">不明</td>") == len(
        unknown & {r["indicator_id"] for r in shown(build, "figures", members).rows}
    )


def test_a_member_without_residents_counts_as_none(build: Build, mart: Mart) -> None:
    """双葉町's 0 of 2020 is a figure: it adds nobody, its area counts, and it is under each limit."""
    mine = mine_of(build, tuple(sorted((IWAMIZAWA, FUTABA))))
    people = mart.scalar(
        f"select population from population where municipality_code = '{IWAMIZAWA}' "
        "and series = 'census' and year = 2020 and age_group = 'total'"
    )
    assert mine["population_2020"]["value"] == people > 10000
    assert mine["density"]["value"] == pytest.approx(people / mine["area_km2"]["value"])
    assert [mine[f"under_{n}_in_2020"]["value"] for n in (2000, 5000, 10000)] == [1, 1, 1]


def test_a_gap_is_told_with_how_many_are_known(build: Build) -> None:
    members = (IWAMIZAWA, WAKKANAI, IWAKI)
    assert shown(build, "figures", members, coalition="試し").title == (
        "試し（3市町村）の人口は445,800人、2050年の推計は不明（値があるのは3市町村のうち2）"
    )
    assert shown(build, "figures", members, lang="en").title == (
        "This coalition (3 municipalities): population 445,800 in 2020; projected for 2050: "
        "unknown (known for 2 of 3)"
    )
    assert "2050年は不明（値があるのは3市町村のうち2）" in shown(build, "small", members).title
    assert "2市町村中、ほかに不明1" in shown(build, "members", members).title
    assert shown(build, "members", (IWAKI,)).title == "2050年の推計がある市町村はない"


def test_a_tie_with_a_region_is_told(build: Build, mart: Mart) -> None:
    members = _of(mart, "hidaka")
    title = shown(build, "figures", members, coalition="日高").title
    place = 1 + mart.scalar(
        "select count(*) from kpi.region_overview where population_index_2050 > "
        "(select population_index_2050 from kpi.region_overview where region_id = 'hidaka')"
    )
    assert title.endswith(f"指数は、並べた12件中{place}位（2050年推計、大きい順、同じ値2）")
    few = shown(build, "figures", (IWAMIZAWA,), region="hidaka", peers=("hidaka",))
    assert "並べた2件中1位（2050年推計、大きい順" in few.title
    assert {row["name"] for row in few.rows} == {"この組み合わせ", "日高連携地域"}


def test_a_name_of_a_region_does_not_pass_for_it(build: Build, mart: Mart) -> None:
    data = shown(build, "figures", _of(mart, "hidaka"), coalition="日高連携地域")
    assert len({row["name"] for row in data.rows}) == 12
    assert html.grid(data).count("日高連携地域（任意の組み合わせ）</th>") == 1


@pytest.mark.parametrize(
    ("members", "holds"),
    [
        ((IWAMIZAWA, WAKKANAI), False),  # both in a national area
        ((IWAMIZAWA, IWAKI), None),  # いわき市 is in no document here
        ((OBIHIRO, OTOFUKE), None),  # 音更町 is in Obihiro's area by inference alone
        (("015148", "015628"), False),  # 枝幸町 and 西興部村: in settlement areas that no casebook lists
        (("014061", "014087"), False),  # 古平町 and 余市町: Otaru's area
        (("015555", "015598"), True),  # 遠軽町 and 湧別町: in none of Hokkaido's areas
        (("131016", "131024"), None),  # Tokyo: no list of its areas here
        ((IWAMIZAWA, WAKKANAI, IWAKI), False),  # whatever いわき市 does
        (("012092", IWAMIZAWA), False),  # 夕張市 too, since 2025-03-26
        (("015555", "015598", IWAKI), True),  # whatever いわき市 does
    ],
)  # fmt: skip
def test_the_national_rule_is_told_only_where_it_is_known(
    build: Build, members: tuple[str, ...], holds: bool | None
) -> None:
    assert _verdicts(build, tuple(sorted(members)))["half_outside_national"] is holds


def test_rules_that_members_cannot_decide_stay_open(build: Build) -> None:
    verdicts = _verdicts(build, (IWAMIZAWA,))
    assert verdicts.pop("min_members") is False
    assert verdicts.pop("half_outside_national") is False
    assert verdicts.pop("period_to") is False  # over since fiscal 2024, whoever they are
    assert set(verdicts) == {"adjacent_members", "min_fields", "agreement_by_year_end"}
    assert set(verdicts.values()) == {None}
    assert shown(build, "rules", (IWAMIZAWA, IWAKI)).title.endswith("1市町村は交付金の対象となる北海道の外")


def test_overlap_names_each_region_and_those_in_none(build: Build, mart: Mart) -> None:
    members = tuple(sorted((*_of(mart, "minamisorachi"), IWAKI)))
    data = shown(build, "overlap", members)
    assert [(row["name"], row["shared"]) for row in data.rows] == [
        ("南空知圏域", 9),
        ("石狩地域", 3),
        ("ボードに載るどの地域にも入っていない", 1),
    ]
    assert "10市町村のうち9が、このボードに載る地域に入っている（南空知圏域 9、石狩地域 3）" in data.title
    assert data.title.endswith("二つ以上の地域に入るのは3")
    assert shown(build, "overlap", (IWAKI,)).title.endswith(
        "どの市町村も、このボードに載る地域に入っていない"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_chosen_says_what_a_choice_would_show(build: Build, lang: Lang) -> None:
    for panel in BY_PAGE["coalition"]:
        data = prepare(panel, State(lang=lang), build)
        assert data.rows == ()
        assert data.title.startswith({"ja": "市町村を選ぶと", "en": "Choose municipalities"}[lang])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "members", [(IWAMIZAWA,), (IWAMIZAWA, IWAKI), (FUTABA,), (IWAMIZAWA, WAKKANAI, OBIHIRO)]
)
def test_every_panel_is_whole(build: Build, mart: Mart, lang: Lang, members: tuple[str, ...]) -> None:
    names = {row[0] for row in mart.rows("select name from municipality")}
    for panel in BY_PAGE["coalition"]:
        data = prepare(panel, State(lang=lang, members=members, coalition="Test"), build)
        assert data.rows
        assert len(data.headings) == len(set(data.headings))
        # a municipality of no region has no row of membership, one without figures none of population
        nothing = {"coalition_overlap"} | ({"coalition_small"} if members == (FUTABA,) else set())
        assert data.origin or panel.panel_id in nothing
        for origin in data.origin:
            assert origin.document
            assert origin.place
            assert re.fullmatch(r"[\w]+/[\w.]+:\d+", origin.row)
        texts = [
            data.title,
            data.subtitle,
            *data.headings,
            *data.notes,
            *(c for row in data.cells for c in row),
        ]
        assert not [text for text in texts if _BROKEN.search(text)]
        assert data.title in paragraph(data)
        if lang == "en":
            for text in (data.title, data.subtitle, *data.headings, *data.notes):
                left = re.findall("[぀-ヿ㐀-鿿]+", text)
                assert set(left) <= names, (panel.panel_id, text)
            told = {
                column.name
                for row in data.cells
                for column, cell in zip(panel.columns, row, strict=True)
                if _JAPANESE.search(cell)
            }
            assert told <= {"name", "kana", "place", "names", "article", "national{lang}"}
