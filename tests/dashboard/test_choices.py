"""What the reader chooses on a page: per resident, two years, a fiscal year, words to search for."""

from __future__ import annotations

import unicodedata

import pytest

from dashboard import format as fmt
from dashboard.mart import Build
from dashboard.panel import prepare
from dashboard.panels import PANELS
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang
from tests.conftest import Mart
from tests.dashboard.amounts import in_thousands


def test_the_switch_shows_grants_and_projects_per_resident(build: Build, mart: Mart) -> None:
    data = prepare(PANELS["compare_heat"], State(region="hidaka", per=True), build)
    column = next(n for n, c in enumerate(data.panel.columns) if c.name == "value")
    cells = {
        (row["region_id"], row["indicator_id"]): told[column]
        for row, told in zip(data.rows, data.cells, strict=True)
    }
    assert {i for _, i in cells}.isdisjoint({"yen_per_year", "project_count"})
    residents = dict(
        mart.rows(
            """select region_id, sum(population) from region_member join population using (municipality_code)
            where left_on is null and series = 'census' and year = 2020 and age_group = 'total' group by 1"""
        )
    )
    granted = mart.rows(
        """select region_id, fiscal_year, sum(amount_yen) from disbursement
        where status = 'actual' group by all"""
    )
    of_year = {(region, year): _members_of_year(mart, region, year) for region, year, _ in granted}
    for region in {region for region, _, _ in granted}:
        yen = sum(int(amount) for own, _, amount in granted if own == region)
        people = sum(sum(members.values()) for (own, _), members in of_year.items() if own == region)
        assert cells[region, "yen_per_resident_year"] == f"{yen / people + 1e-9:,.1f}", region
    for region, number in mart.rows("select region_id, count(*) from project group by 1"):
        expected = f"{10000 * number / int(residents[region]) + 1e-9:.2f}"
        assert cells[region, "projects_per_10000"] == expected, region
    whole = {row["indicator_id"]: row["prefecture_value"] for row in data.rows}
    # all regions that were granted: who is in two of them counts once a year
    once = 0
    for year in {year for _, year in of_year}:
        united: dict[str, int] = {}
        for (_, other), members in of_year.items():
            united |= members if other == year else {}
        once += sum(united.values())
    total = sum(int(amount) for _, _, amount in granted)
    assert whole["yen_per_resident_year"] == pytest.approx(total / once)
    [named] = {row["prefecture"] for row in data.rows if row["indicator_id"] == "yen_per_resident_year"}
    assert named == "北海道の交付地域"


def _members_of_year(mart: Mart, region: str, year: int) -> dict[str, int]:
    """Residents in 2020 of those who were members on a day of the fiscal year."""
    return dict(
        mart.rows(
            f"""select municipality_code, population
            from region_member join population using (municipality_code)
            where series = 'census' and year = 2020 and age_group = 'total' and region_id = ?
                and joined_on <= date '{year + 1}-03-31'
                and (left_on is null or left_on > date '{year}-04-01')""",
            region,
        )
    )


def _people(mart: Mart, region: str, year: int) -> int:
    series = "census" if year <= 2020 else "projection"
    return int(
        mart.scalar(
            """select sum(population) from region_member join population using (municipality_code)
            where left_on is null and age_group = 'total' and region_id = ? and series = ? and year = ?""",
            region,
            series,
            year,
        )
    )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("since", "until"), [(None, None), (1980, 2020), (1980, None), (2000, 2040), (2030, 2045), (None, 2025)]
)
def test_the_slope_is_drawn_between_the_two_years_chosen(
    build: Build, mart: Mart, regions: list[str], lang: Lang, since: int | None, until: int | None
) -> None:
    first, last = since or 2020, until or 2050
    index = {r: 100 * _people(mart, r, last) / _people(mart, r, first) for r in regions}
    data = prepare(PANELS["population_slope"], State(lang=lang, since=since, until=until), build)
    assert {row["year"] for row in data.rows} == {first, last}
    for row in data.rows:
        wanted = 100 if row["year"] == first else index[row["region_id"]]
        assert row["index"] == pytest.approx(wanted), row
        assert row["population"] == _people(mart, row["region_id"], row["year"])
    least = min(index, key=lambda region: index[region])
    name = mart.scalar(
        f"select {'name' if lang == 'ja' else 'name_en'} from region where region_id = ?", least
    )
    for part in (str(first), str(last), name, fmt.number(index[least], 1, lang)):
        assert part in data.title, (data.title, part)
    halved = sum(value < 50 for value in index.values())
    assert ("半分未満" in data.title or "below half" in data.title) == (halved > 0)
    assert str(first) in data.subtitle
    assert str(last) in data.subtitle
    focused = prepare(
        PANELS["compare_slope"], State(lang=lang, region="hidaka", since=since, until=until), build
    ).title
    assert fmt.number(index["hidaka"], 1, lang) in focused


@pytest.mark.parametrize("year", [None, 2020, 2021, 2022, 2023, 2024])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_grants_of_a_year_are_told_by_status_and_undecided_by_name(
    build: Build, mart: Mart, regions: list[str], lang: Lang, year: int | None
) -> None:
    name = "name" if lang == "ja" else "name_en"
    for region in (None, *regions):
        of = f"and region_id = '{region}'" if region else ""
        rows = mart.rows(
            f"select {name}, status, amount_yen from disbursement join region using (region_id) "
            f"where fiscal_year = {year or 2024} {of}"
        )
        said = prepare(PANELS["grants_of_year"], State(lang=lang, region=region, year=year), build)
        assert len(said.rows) == len(rows)
        if not rows:
            assert said.title in (
                "この地域は、この年度の交付の表に載っていない",
                "This region is not in the grant table of that year",
            )
            continue
        assert fmt.fiscal_year(year or 2024, lang) in said.title
        for status in ("actual", "planned"):
            known = [yen for _, kind, yen in rows if kind == status and yen is not None]
            word = {"actual": ("交付は", "granted"), "planned": ("見込は", "planned")}[status][lang == "en"]
            assert (word in said.title) == bool(known), (said.title, status)
            if known:
                assert fmt.number(sum(known) // 1000, 0, lang) in in_thousands(said.title)
        for who, _, yen in rows:
            if yen is None:
                assert said.title.endswith(who), said.title


@pytest.mark.parametrize("year", [2020, 2021, 2022, 2023, 2024])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_projects_are_told_for_the_year_in_focus(
    build: Build, mart: Mart, regions: list[str], lang: Lang, year: int
) -> None:
    for region in (None, *regions):
        of = f"and region_id = '{region}'" if region else ""
        states = dict(
            mart.rows(
                f"""select state, count(*) from project_year join project using (project_id)
                where fiscal_year = {year} {of} group by 1"""
            )
        )
        said = prepare(PANELS["project_timeline"], State(lang=lang, region=region, year=year), build).title
        assert fmt.fiscal_year(year, lang) in said
        if not states:
            assert said.endswith(("記載はない", "nothing is reported")), (region, said)
        elif "done" in states:
            for state, ja, en in (
                ("done", "実施した事業が", ""),
                ("none", "取組のない事業が", "carried out, "),
            ):
                assert (ja if lang == "ja" else en) + str(states.get(state, 0)) in said, (region, said)
        else:
            waiting = states.get("under_review", 0) + states.get("undecided", 0)
            assert str(states.get("planned", 0)) in said
            assert f"未定が{waiting}" in said or f"planned, {waiting} " in said, (region, said)


def _holds(mart: Mart, project: str, words: list[str]) -> bool:
    """Whether every word stands somewhere in what is told of a project, widths and cases aside."""
    [texts] = mart.rows(
        """select string_agg(t, ' ') from (
            select concat_ws(' ', p.name, p.name_en, r.name, r.name_en, p.purpose) as t
            from project as p join region as r using (region_id) where project_id = $1
            union all select text from project_outcome where project_id = $1
            union all select fiscal_year || '年度：' || array_to_string(activities, '、')
            from project_year where project_id = $1)""",
        project,
    )
    whole = unicodedata.normalize("NFKC", texts[0]).lower()
    return all(unicodedata.normalize("NFKC", word).lower() in whole for word in words)


@pytest.mark.parametrize(
    "search",
    ["研修", "ＤＸ", "dx 研修", "dx　研修", "地域公共交通", "zzz", "100%", "'; drop table project; --", "_"],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_search_finds_every_project_that_holds_all_words_and_no_other(
    build: Build, mart: Mart, lang: Lang, search: str
) -> None:
    data = prepare(PANELS["register"], State(lang=lang, search=search), build)
    every = [row[0] for row in mart.rows("select project_id from project")]
    wanted = {p for p in every if _holds(mart, p, search.split())}
    assert {row["project_id"] for row in data.rows} == wanted
    if wanted:
        assert search in data.title
        assert str(len(wanted)) in data.title
    else:
        assert data.title == {"ja": "この条件に当たる事業はない", "en": "No project matches"}[lang]
