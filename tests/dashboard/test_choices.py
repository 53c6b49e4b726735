"""What the reader chooses on a page: per resident, two years, a fiscal year, words to search for."""

from __future__ import annotations

import pytest

from dashboard import format as fmt
from dashboard.mart import Build
from dashboard.panel import prepare
from dashboard.panels import PANELS
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang
from tests.conftest import Mart


def test_the_switch_shows_grants_and_projects_per_resident(build: Build, mart: Mart) -> None:
    data = prepare(PANELS["compare_heat"], State(region="hidaka", per=True), build)
    column = next(n for n, c in enumerate(data.panel.columns) if c.name == "value")
    cells = {
        (row["region_id"], row["indicator_id"]): told[column]
        for row, told in zip(data.rows, data.cells, strict=True)
    }
    assert {i for _, i in cells}.isdisjoint({"disbursed_yen", "project_count"})
    residents = dict(
        mart.rows(
            """select region_id, sum(population) from region_member join population using (municipality_code)
            where left_on is null and series = 'census' and year = 2020 and age_group = 'total' group by 1"""
        )
    )
    granted = dict(
        mart.rows(
            "select region_id, sum(amount_yen) from disbursement where status = 'actual' group by region_id"
        )
    )
    for region, yen in granted.items():
        expected = f"{int(yen) / int(residents[region]) + 1e-9:,.0f}"
        assert cells[region, "yen_per_resident"] == expected, region
    for region, number in mart.rows("select region_id, count(*) from project group by 1"):
        expected = f"{10000 * number / int(residents[region]) + 1e-9:.2f}"
        assert cells[region, "projects_per_10000"] == expected, region
    whole = {row["indicator_id"]: row["prefecture_value"] for row in data.rows}
    once = mart.scalar(
        """select sum(population) from population where series = 'census' and year = 2020
            and age_group = 'total' and municipality_code in (select municipality_code from region_member
            where left_on is null and region_id in (select region_id from disbursement))"""
    )
    assert whole["yen_per_resident"] == pytest.approx(int(sum(granted.values())) / int(once))


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
                assert fmt.yen_thousand(sum(known), lang) in said.title
        for who, _, yen in rows:
            if yen is None:
                assert said.title.endswith(who), said.title
