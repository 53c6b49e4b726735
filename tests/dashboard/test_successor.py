"""The scheme that the board stood on has ended, and another follows: entered as data alone.

From fiscal 2025 a cap of 15 million yen for each region and 3 million more for each member, at most half
of the eligible costs, beside the ended grant. What is over stays as it was.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dashboard.card import prepare_card
from dashboard.charts import look
from dashboard.charts.kinds.plot import Plot
from dashboard.charts.kinds.ranked_bar import RankedBar
from dashboard.charts.model import Drawing
from dashboard.charts.plotly import make_figure
from dashboard.mart import Build
from dashboard.mart import Mart as BoardMart
from dashboard.panel import PanelData, prepare
from dashboard.panels import PANELS
from dashboard.state import State
from dashboard.text import Lang
from etl import refresh
from etl.paths import Paths
from etl.problems import Problem
from tests import renewed
from tests.conftest import Mart, copy_built, quiet
from tests.dashboard.cards import CARDS
from tests.etl.helpers import called

NAMES = ("地域連携推進交付金", "Partnership grant")
ENDED = ("広域連携加速化事業", "Prefectural grant")
MEMBERS = {"engaru": 3, "hidaka": 7}
# thousand yen: paid, and what it cost
GRANTS = {"engaru": (20_000, 40_000), "hidaka": (30_000, 70_000)}


def _enter(paths: Paths, **amounts: tuple[int, int]) -> None:
    """The files of the successor: a scheme, its rules, who passes to it, and the first grants."""
    grants = [f"{region},令和7年度,交付額,{paid},{cost}" for region, (paid, cost) in amounts.items()]
    renewed.add_source(
        paths,
        "successor_2025",
        "後継の制度の資料",
        "2026-04-30",
        {
            "scheme": [f"next_grant,{','.join(NAMES)},都道府県の制度,北海道,地域,令和7年度,令和11年度"],
            "scheme_rule": [
                "next_grant,cap_per_year,15000000,円,後継要綱 第５,一地域の上限,Cap of a region",
                "next_grant,cap_per_member,3000000,円,後継要綱 第６,構成市町村ごとに加わる,For each member",
                "next_grant,rate,0.5,比率,後継要綱 第７,対象経費の２分の１,Half of the eligible costs",
                "next_grant,max_years,5,年度,後継要綱 第３,５か年度まで,At most five fiscal years",
            ],
            "region_scheme": [f"{region},{NAMES[0]},令和7年度," for region in MEMBERS],
        }
        | ({"disbursement_cost": grants} if grants else {}),
    )


def _published(paths: Paths) -> Build:
    outcome = refresh.run(paths, quiet)
    assert outcome.result == "published", "\n".join(p.line(english=True) for p in outcome.problems)
    assert [change.line(english=True) for change in outcome.changes if change.held] == []
    return BoardMart(paths.mart).live()


@pytest.fixture(scope="module")
def after(mart: Mart, tmp_path_factory: pytest.TempPathFactory) -> Build:
    paths = copy_built(mart, tmp_path_factory.mktemp("successor") / "project")
    _enter(paths, **GRANTS)
    return _published(paths)


def _doubts(mart: Mart, folder: Path, **amounts: tuple[int, int]) -> list[Problem]:
    paths = copy_built(mart, folder / "project")
    _enter(paths, **amounts)
    return [p for p in refresh.run(paths, quiet).problems if p.severity in ("error", "doubt")]


@pytest.mark.parametrize("view", ["disbursement_by_year", "disbursement_total", "scheme_check"])
def test_no_row_of_a_year_that_is_over_changes(build: Build, after: Build, view: str) -> None:
    """But for the name of the chart's series, which now tells which scheme it is of."""
    where = "where scheme_id = 'kasokuka'" if view != "disbursement_total" else "where fiscal_year <= 2024"
    told = ("series", "series_en")
    before, now = (
        [
            {k: v for k, v in row.items() if k not in told}
            for row in one.query(f"select * from kpi.{view} {where}")
        ]
        for one in (build, after)
    )
    key = repr
    assert sorted(map(key, now)) == sorted(map(key, before))
    assert len(before) > 5


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("region", ["minamisorachi", "nemuro", "rumoi_south"])
def test_a_region_of_the_ended_scheme_is_told_the_same(
    build: Build, after: Build, region: str, lang: Lang
) -> None:
    state = State(lang=lang, region=region)
    for page in ("overview", "disbursements", "population", "staffing", "fields"):
        for card in CARDS[page]:
            assert prepare_card(card, state, after) == prepare_card(card, state, build), card.card_id
    for year in (2020, 2022, 2024, None):
        for panel in ("grants_by_year", "grants_by_region", "cumulative", "grant_table", "region_facts"):
            was, now = (
                prepare(PANELS[panel], State(lang=lang, region=region, year=year), one)
                for one in (build, after)
            )
            assert (now.title, now.subtitle, now.cells) == (was.title, was.subtitle, was.cells), panel


@pytest.mark.parametrize(("lang", "year"), [("ja", 2020), ("ja", 2023), ("en", 2024)])
def test_the_page_of_a_year_that_is_over_says_what_it_said(
    build: Build, after: Build, lang: Lang, year: int
) -> None:
    was, now = (prepare(PANELS["grants_of_year"], State(lang=lang, year=year), one) for one in (build, after))
    assert (now.title, now.subtitle) == (was.title, was.subtitle)
    told = [[row[c] for c in ("region_id", "amount_yen", "cap_use_pct", "status")] for row in was.rows]
    assert [
        [row[c] for c in ("region_id", "amount_yen", "cap_use_pct", "status")] for row in now.rows
    ] == told


def test_each_year_has_the_cap_of_its_own_scheme(after: Build) -> None:
    rows = after.query("select * from kpi.disbursement_by_year where region_id in ('engaru', 'hidaka')")
    caps = {(row["region_id"], row["fiscal_year"]): row["cap_yen"] for row in rows}
    for region, members in MEMBERS.items():
        assert {caps[region, year] for year in range(2020, 2025)} == {10_000_000}
        assert caps[region, 2025] == 15_000_000 + members * 3_000_000


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_board_says_which_scheme_is_which_and_when_it_ended(after: Build, lang: Lang) -> None:
    ended, following = (names[0 if lang == "ja" else 1] for names in (ENDED, NAMES))
    rules = prepare(PANELS["scheme_rules"], State(lang=lang), after).subtitle
    until, since = (
        ("～令和6年度（2024年度）", "令和7年度（2025年度）～") if lang == "ja" else ("-FY2024", "FY2025-")
    )
    assert ended in rules
    assert until in rules
    assert following in rules
    assert since in rules
    by_year = prepare(PANELS["grants_by_year"], State(lang=lang), after).subtitle
    assert ended in by_year
    assert following in by_year
    names = {row["series" if lang == "ja" else "series_en"] for row in _bars(after, lang, "engaru").rows}
    assert len(names) == 2
    assert any(following in name for name in names)


def _bars(after: Build, lang: Lang, region: str) -> PanelData:
    return prepare(PANELS["grants_by_region"], State(lang=lang, region=region), after)


def test_what_one_year_has_of_one_scheme_is_no_sum_and_no_record(after: Build) -> None:
    """Fiscal 2024 is planned by the ended scheme, 2025 was paid by its successor."""
    [planned] = {c.card_id: c for cards in CARDS.values() for c in cards if c.card_id == "planned"}.values()
    for region in (None, "engaru"):
        assert "制度の合計" not in prepare_card(planned, State(region=region), after).compare
        data = prepare(PANELS["grants_by_year"], State(region=region), after)
        assert "過去最多" not in data.title
        assert "制度の合計" not in data.subtitle


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_region_that_passed_has_both_schemes_each_with_its_days(after: Build, lang: Lang) -> None:
    ended, following = (names[0 if lang == "ja" else 1] for names in (ENDED, NAMES))
    [cells] = prepare(PANELS["region_facts"], State(lang=lang, region="engaru"), after).cells
    expected = (
        f"{ended}（～2025-03-31）、{following}（2025-04-01～）"
        if lang == "ja"
        else f"{ended} ( - 2025-03-31), {following} (2025-04-01 - )"
    )
    assert expected in cells[0]


def test_money_of_both_schemes_is_said_to_be_a_sum(after: Build) -> None:
    [granted] = {c.card_id: c for cards in CARDS.values() for c in cards if c.card_id == "granted"}.values()
    assert "2制度の合計" in prepare_card(granted, State(), after).compare
    assert "2制度の合計" in prepare_card(granted, State(region="engaru"), after).compare
    assert "合計）" not in prepare_card(granted, State(region="nemuro"), after).compare


def test_a_grant_of_the_new_year_is_judged_by_the_new_rules(mart: Mart, tmp_path: Path) -> None:
    """遠軽 may have 24 million yen, 日高 36 million, each half of what it costs."""
    found = _doubts(mart, tmp_path, engaru=(24_100, 60_000), hidaka=(36_000, 71_000))
    told = {p.rule: p for p in found}
    assert {(p.rule, p.key) for p in found if p.rule != "grant_neighbours"} == {
        ("grant_cap", "region_id=engaru fiscal_year=2025"),
        ("grant_rate", "region_id=hidaka fiscal_year=2025"),
    }
    assert "24,000 千円" in told["grant_cap"].expected
    assert "後継要綱 第５・後継要綱 第６" in told["grant_cap"].expected
    assert "後継要綱 第７" in told["grant_rate"].expected
    assert "後継要綱 第７" in told["grant_rate"].expected_en


def test_a_new_year_is_asked_of_who_is_under_a_scheme_then(mart: Mart, tmp_path: Path) -> None:
    """遠軽 has had its five years of the ended grant, and begins those of its successor."""
    import json

    paths = copy_built(mart, tmp_path / "project")
    _enter(paths)
    done = called(paths, "new-year", "2025", "--json")
    assert done.returncode == 0, done.stderr
    tables = [t for source in json.loads(done.stdout)["sources"] for t in source["tables"]]
    [grants] = [t for t in tables if (t["table"], t["year"]) == ("disbursement", 2025)]
    due = {row["key"]["region_id"]: row["note"] or "" for row in grants["open"]}
    assert {"engaru", "hidaka"} <= set(due)
    assert "minamisorachi" not in due
    assert NAMES[0] in due["engaru"]


def _inks(drawing: Drawing) -> set[str | None]:
    inks = [series.ink for series in drawing.series] + [
        ink for series in drawing.series for ink in series.points.values()
    ]
    return {colour for ink in inks for colour in (ink.fill, ink.line)}


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("panel", ["grants_by_region", "cumulative"])
def test_each_scheme_has_its_own_colour(build: Build, after: Build, panel: str, lang: Lang) -> None:
    """On every chart that of its row; where there are several its name stands beside it."""
    chart = PANELS[panel].chart
    assert isinstance(chart, Plot)
    of = {row["scheme_id"]: row["colour"] for row in after.query("select scheme_id, colour from scheme")}
    first, second = look.CATEGORICAL[:2]
    assert (of["kasokuka"], of["next_grant"]) == (first, second)
    for drawing in chart.draw(prepare(PANELS[panel], State(lang=lang), build)):
        assert second not in _inks(drawing)
    data = prepare(PANELS[panel], State(lang=lang), after)
    series = "series" if lang == "ja" else "series_en"
    scheme_of = {row[series]: row["scheme_id"] for row in data.rows}
    drawings = dict(zip(scheme_of, chart.draw(data), strict=True))
    for name, drawing in drawings.items():
        own, other = (first, second) if scheme_of[name] == "kasokuka" else (second, first)
        assert own in _inks(drawing), name
        assert other not in _inks(drawing), name
        told = (ENDED if scheme_of[name] == "kasokuka" else NAMES)[0 if lang == "ja" else 1]
        assert told in drawing.title, drawing.title
        assert dict(drawing.key)[told].fill == own
    assert {first, second} <= set(re.findall("#[0-9A-F]{6}", make_figure(list(drawings.values())).to_json()))


def test_bars_of_one_chart_have_the_colours_of_their_schemes(after: Build) -> None:
    chart = PANELS["grants_of_year"].chart
    assert isinstance(chart, RankedBar)
    data = prepare(PANELS["grants_of_year"], State(year=2025), after)
    [alone] = chart.draw(data)
    assert {ink.fill for ink in alone.series[0].points.values()} == {look.CATEGORICAL[1]}
    assert alone.key == ()
    rows = [{**row, "scheme": ENDED[0], "scheme_colour": look.FOCUS} for row in data.rows[:1]]
    [both] = chart.draw(replace(data, rows=[*rows, *data.rows[1:]]))
    assert len(data.rows) == 2
    assert [both.series[0].points[at].fill for at in (0, 1)] == list(look.CATEGORICAL[:2])
    assert [name for name, _ in both.key] == [ENDED[0], NAMES[0]]
    assert ENDED[0] in both.names[0].text


_TOWNS = {"two": ("016632", "016641"), "far": ("016632", "202011"), "away": ("202011", "202029")}


def _offered(build: Build, members: tuple[str, ...], lang: Lang = "ja") -> tuple[dict[str, Any], str]:
    """The row of the successor, and the whole finding."""
    data = prepare(PANELS["coalition_grant"], State(lang=lang, members=members), build)
    assert data.failed is None
    return next(row for row in data.rows if row["scheme_id"] == "next_grant"), data.title


@pytest.mark.parametrize(
    ("day", "years"),
    [("2025-03-31", 5), ("2026-11-30", 4), ("2027-03-31", 4), ("2030-03-31", 1), ("2030-04-01", 0)],
)
def test_what_a_coalition_could_apply_for_is_its_cap_times_the_years_ahead(
    after: Build, monkeypatch: pytest.MonkeyPatch, day: str, years: int
) -> None:
    """R7 to R11, at most five: 15 million yen and 3 for each of two towns, counted from the day's year."""
    monkeypatch.setenv("RENKEI_TODAY", day)
    row, said = _offered(after, _TOWNS["two"])
    assert (row["region_yen"], row["years"], row["most_yen"]) == (21_000_000, years, years * 21_000_000)
    most = {1: "2,100万円", 4: "8,400万円", 5: "1億500万円"}.get(years)
    assert (f"合わせて{most}まで（" in said) is (years > 0)
    assert (f"{NAMES[0]}はR11で終わり" in said) is (years == 0)


def test_the_cap_of_a_coalition_is_that_of_a_region_of_the_same_members(after: Build) -> None:
    for region in MEMBERS:
        members = after.query(
            "select municipality_code as code from region_member where region_id = $region "
            "and left_on is null",
            {"region": region},
        )
        [cap] = after.query(
            "select max(value) as yen from grant_rule where region_id = $region "
            "and scheme_id = 'next_grant' and rule_id = 'cap_per_year'",
            {"region": region},
        )
        row, _ = _offered(after, tuple(member["code"] for member in members))
        assert row["region_yen"] == cap["yen"]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_nothing_is_offered_to_municipalities_of_another_prefecture(after: Build, lang: Lang) -> None:
    row, said = _offered(after, _TOWNS["away"], lang)
    assert row["elsewhere"] == 2
    assert "8,400" not in said
    assert {"ja": "すべて北海道の外", "en": "lies outside Hokkaido"}[lang] in said
    row, said = _offered(after, _TOWNS["far"], lang)
    assert {"ja": "1市町村は北海道の外", "en": "1 municipality lies outside Hokkaido"}[lang] in said
