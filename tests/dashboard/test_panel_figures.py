"""Every figure in a panel's cells equals the mart's, read again by SQL of the test's own."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from unicodedata import east_asian_width

import pytest

from dashboard.charts.kinds import drawings
from dashboard.charts.plotly import make_figure
from dashboard.mart import Build
from dashboard.panel import PanelData, prepare
from dashboard.panels import PANELS
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang
from tests.conftest import Mart
from tests.dashboard import chart_read

_CAP = 10_000_000
_MEMBERS = "select region_id, municipality_code from region_member where left_on is null"


def _number(value: float | int, decimals: int, lang: Lang) -> str:
    """The test's own rounding and marks, so that it does not lean on dashboard.format."""
    rounded = Decimal(repr(abs(value))).quantize(Decimal(10) ** -decimals, ROUND_HALF_UP)
    sign = "" if value >= 0 or rounded == 0 else {"ja": "△", "en": "−"}[lang]
    return f"{sign}{rounded:,}"


def _show(build: Build, panel_id: str, lang: Lang, region: str | None = None) -> PanelData:
    return prepare(PANELS[panel_id], State(lang=lang, region=region), build)


def _column(data: PanelData, name: str) -> list[str]:
    names = [column.name for column in data.panel.columns]
    return [row[names.index(name)] for row in data.cells]


def _table(data: PanelData, keys: tuple[str, ...], name: str) -> dict[tuple[Any, ...], str]:
    """Cells of one column by the identity of their row."""
    found = {
        tuple(row[key] for key in keys): cell
        for row, cell in zip(data.rows, _column(data, name), strict=True)
    }
    assert len(found) == len(data.rows)
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("panel_id", ["grants_by_region", "grant_table"])
def test_grants_are_those_of_the_table(build: Build, mart: Mart, panel_id: str, lang: Lang) -> None:
    undecided = {"ja": "未定", "en": "undecided"}[lang]
    rows = mart.rows("select region_id, fiscal_year, amount_yen from disbursement")
    data = _show(build, panel_id, lang)
    keys = ("region_id", "fiscal_year")
    assert _table(data, keys, "amount_yen") == {
        (r, y): undecided if yen is None else f"{yen // 1000:,}" for r, y, yen in rows
    }
    assert _table(data, keys, "cap_use_pct") == {
        (r, y): undecided if yen is None else _number(100 * yen / _CAP, 1, lang) for r, y, yen in rows
    }
    # the residents of those who were members by the end of the fiscal year
    people = {
        (r, y): int(
            mart.scalar(
                """select sum(population) from region_member join population using (municipality_code)
                where region_id = ? and year(joined_on + interval 9 month) - 1 <= ?
                and series = 'census' and population.year = 2020 and age_group = 'total'""",
                r,
                y,
            )
        )
        for r, y, _ in rows
    }
    assert _table(data, keys, "yen_per_resident") == {
        (r, y): undecided if yen is None else _number(yen / people[r, y], 0, lang) for r, y, yen in rows
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_cumulative_grants_add_up_and_stop_at_the_undecided(build: Build, mart: Mart, lang: Lang) -> None:
    expected: dict[tuple[Any, ...], str] = {}
    ceiling: dict[tuple[Any, ...], str] = {}
    total: dict[str, int | None] = {}
    years: dict[str, int] = {}
    for r, y, yen in mart.rows("select region_id, fiscal_year, amount_yen from disbursement order by 2"):
        before = total.get(r, 0)
        total[r] = None if before is None or yen is None else before + yen
        years[r] = years.get(r, 0) + 1
        now = total[r]
        expected[r, y] = {"ja": "未定", "en": "undecided"}[lang] if now is None else f"{now // 1000:,}"
        ceiling[r, y] = f"{years[r] * 10_000:,}"
    data = _show(build, "cumulative", lang)
    assert _table(data, ("region_id", "fiscal_year"), "cumulative_yen") == expected
    assert _table(data, ("region_id", "fiscal_year"), "ceiling_yen") == ceiling


@pytest.mark.parametrize("lang", LANGUAGES)
def test_yearly_totals_keep_actual_planned_and_undecided_apart(build: Build, mart: Mart, lang: Lang) -> None:
    rows = mart.rows(
        """select fiscal_year, status, count(*), sum(amount_yen), count(amount_yen)
        from disbursement group by 1, 2"""
    )
    data = _show(build, "grants_by_year", lang)
    keys = ("fiscal_year", "status")
    undecided = {"ja": "未定", "en": "undecided"}[lang]
    assert _table(data, keys, "amount_yen") == {
        (y, s): undecided if yen is None else f"{int(yen) // 1000:,}" for y, s, _, yen, _ in rows
    }
    assert _table(data, keys, "region_count") == {(y, s): str(n) for y, s, n, _, _ in rows}
    assert _table(data, keys, "cap_use_pct") == {
        (y, s): undecided if yen is None else _number(100 * int(yen) / (known * _CAP), 1, lang)
        for y, s, _, yen, known in rows
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_use_of_the_cap_counts_the_years_with_a_figure(build: Build, mart: Mart, lang: Lang) -> None:
    rows = mart.rows(
        "select region_id, sum(amount_yen), count(*) from disbursement where status = 'actual' group by 1"
    )
    data = _show(build, "cap_use", lang)
    assert len(rows) == 8
    assert _table(data, ("region_id",), "disbursed_yen") == {
        (r,): f"{int(yen) // 1000:,}" for r, yen, _ in rows
    }
    assert _table(data, ("region_id",), "actual_years") == {(r,): str(n) for r, _, n in rows}
    assert _table(data, ("region_id",), "cap_use_pct") == {
        (r,): _number(100 * int(yen) / (n * _CAP), 1, lang) for r, yen, n in rows
    }
    assert _table(data, ("region_id",), "cap_use_pct")["minamisorachi",] == "56.3"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_population_and_index_are_sums_over_the_members(build: Build, mart: Mart, lang: Lang) -> None:
    rows = mart.rows(
        f"""select region_id, series, year, sum(population), count(*) as known,
            (select count(*) from ({_MEMBERS}) as m where m.region_id = o.region_id) as members
        from ({_MEMBERS}) as o join population using (municipality_code)
        where age_group = 'total' group by all"""
    )
    base = {r: int(p) for r, s, y, p, _, _ in rows if (s, y) == ("census", 2020)}
    data = _show(build, "population_outlook", lang)
    keys = ("region_id", "series", "year")
    whole = {(r, s, y): known == members for r, s, y, _, known, members in rows}
    unknown = {"ja": "不明", "en": "unknown"}[lang]
    assert {k: v for k, v in _table(data, keys, "population").items() if k in whole} == {
        (r, s, y): f"{int(p):,}" if whole[r, s, y] else unknown for r, s, y, p, _, _ in rows
    }
    assert {k: v for k, v in _table(data, keys, "index").items() if k in whole} == {
        (r, s, y): _number(100 * int(p) / base[r], 1, lang) if whole[r, s, y] else unknown
        for r, s, y, p, _, _ in rows
    }
    # a region without any figure of a series is unknown, not 0
    rest = [v for k, v in _table(data, keys, "population").items() if k not in whole]
    assert set(rest) <= {unknown}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_ranking_of_2050_holds_every_region_and_the_prefecture(
    build: Build, mart: Mart, lang: Lang
) -> None:
    per_member = """
        select region_id, municipality_code,
            sum(population) filter (series = 'census' and year = 2020 and age_group = 'total') as p20,
            sum(population) filter (series = 'projection' and year = 2050 and age_group = 'total') as p50,
            sum(population) filter (series = 'projection' and year = 2050 and age_group = '65+') as aged
        from (%s) join population using (municipality_code) group by all"""
    select = """select region_id, sum(p20), sum(p50), sum(aged), count(*) filter (p50 < 2000),
        count(*) filter (p50 < 5000) from (%s) group by 1"""
    home = (
        "select 'prefecture' as region_id, municipality_code from municipality where prefecture_code = '01'"
    )
    rows = mart.rows(select % (per_member % _MEMBERS)) + mart.rows(select % (per_member % home))
    data = _show(build, "index_rank", lang)
    out = {"ja": "対象外", "en": "not applicable"}[lang]
    shown = {name: _table(data, ("region_id",), name) for name in
             ("population_2020", "population_2050", "value", "aged_share_2050_pct",
              "members_under_2000_in_2050", "members_under_5000_in_2050")}  # fmt: skip
    councils = {row[0] for row in mart.rows("select region_id from region where scheme = 'council'")}
    rows = [row for row in rows if row[0] not in councils]
    assert len(rows) == len(data.rows) == 12
    for r, p20, p50, aged, under2, under5 in rows:
        assert shown["population_2020"][r,] == f"{int(p20):,}"
        assert shown["population_2050"][r,] == f"{int(p50):,}"
        assert shown["value"][r,] == _number(100 * int(p50) / int(p20), 1, lang)
        assert shown["aged_share_2050_pct"][r,] == _number(100 * int(aged) / int(p50), 1, lang)
        alone = r == "prefecture"
        assert shown["members_under_2000_in_2050"][r,] == (out if alone else str(under2))
        assert shown["members_under_5000_in_2050"][r,] == (out if alone else str(under5))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_lowest_members_are_shown_once_each(build: Build, mart: Mart, lang: Lang) -> None:
    rows = mart.rows(
        f"""select {"name" if lang == "ja" else "name_en"}, p20, p50 from (
            select municipality_code,
                sum(population) filter (series = 'census' and year = 2020) as p20,
                sum(population) filter (series = 'projection' and year = 2050) as p50
            from population where age_group = 'total'
                and municipality_code in (select municipality_code from ({_MEMBERS})
                    join region using (region_id) where scheme <> 'council')
            group by 1) join municipality using (municipality_code)
        order by p50 / p20 limit 20"""
    )
    data = _show(build, "members_ranked", lang)
    assert _column(data, "name{lang}") == [name for name, _, _ in rows]
    assert _column(data, "population_index_2050") == [
        _number(100 * int(p50) / int(p20), 1, lang) for _, p20, p50 in rows
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_fields_and_shortages_are_marked_where_the_document_marks_them(
    build: Build, mart: Mart, lang: Lang
) -> None:
    marked = set(mart.rows("select region_id, field_id from region_policy_field"))
    cells = _table(_show(build, "field_matrix", lang), ("region_id", "field_id"), "marked")
    assert len(cells) == 11 * 11
    assert {key for key, cell in cells.items() if cell == "○"} == marked
    assert {cell for key, cell in cells.items() if key not in marked} == {""}
    told = {
        (r, o): w for r, o, w in mart.rows("select region_id, occupation_id, wording from reported_shortage")
    }
    absent = {"ja": "記載なし", "en": "not reported"}[lang]
    words = _table(_show(build, "shortage_matrix", lang), ("region_id", "occupation_id"), "wording")
    assert {key: word for key, word in words.items() if word != absent} == told
    occupations = mart.scalar("select count(*) from occupation")
    assert len(words) == 11 * occupations


@pytest.mark.parametrize("lang", LANGUAGES)
def test_recruitment_staff_and_projects_are_as_registered(build: Build, mart: Mart, lang: Lang) -> None:
    hired = {
        (o, y): n
        for o, y, n in mart.rows("select occupation_id, fiscal_year, headcount from main.recruitment")
    }
    data = _show(build, "recruitment", lang)
    assert len(hired) == 2 * len(data.rows)
    for first, second, row in zip(
        _column(data, "first_headcount"), _column(data, "second_headcount"), data.rows, strict=True
    ):
        assert first == str(hired[row["occupation_id"], 2023])
        assert second == str(hired[row["occupation_id"], 2024])
    staff = {
        (d, y): n
        for d, y, n in mart.rows("select department, year, headcount from staff where area_code = '01'")
    }
    data = _show(build, "staff_trend", lang)
    assert _table(data, ("department", "year"), "headcount") == {key: f"{n:,}" for key, n in staff.items()}
    # the departments were cut anew in 2001: no index over that year
    before = {"ja": "区分変更前", "en": "before the reclassification"}[lang]
    assert _table(data, ("department", "year"), "index") == {
        (d, y): before if y < 2001 else _number(100 * n / staff[d, 2001], 1, lang)
        for (d, y), n in staff.items()
    }
    # a year under review, undecided or merged has no count of activities, which is not 0
    work = mart.rows(
        """select project_id, fiscal_year, len(activities) from project_year
        where state in ('done', 'planned', 'none')"""
    )
    absent = {"ja": "記載なし", "en": "not reported"}[lang]
    data = _show(build, "project_timeline", lang)
    counts = _table(data, ("project_id", "fiscal_year"), "activity_count")
    expected = {(p, y): str(n) for p, y, n in work}
    assert {key: cell for key, cell in counts.items() if cell != absent} == expected
    told = mart.rows(
        """select project_id, count(*) filter (certainty = 'achieved'),
            count(*) filter (certainty = 'expected'),
            count(*) filter (kind = 'difficulty' and certainty = 'stated')
        from project left join project_outcome using (project_id) group by 1"""
    )
    data = _show(build, "register", lang)
    for at, name in enumerate(("achieved", "expected", "difficulties"), start=1):
        assert _table(data, ("project_id",), name) == {(row[0],): str(row[at]) for row in told}


def test_compared_values_are_those_of_the_regions(build: Build, mart: Mart) -> None:
    data = _show(build, "compare_heat", "ja", "hidaka")
    cells = _table(data, ("region_id", "indicator_id"), "value")
    assert len(cells) == 11 * 10
    for indicator, sql in {
        "member_count": "select region_id, count(*) from region_member where left_on is null group by 1",
        "field_count": "select region_id, count(*) from region_policy_field group by 1",
        "project_count": "select region_id, count(*) from project group by 1",
        "disbursed_yen": "select region_id, (sum(amount_yen) / 1000)::bigint from disbursement "
        "where status = 'actual' group by 1",
    }.items():
        expected = {r: f"{n:,}" for r, n in mart.rows(sql)}
        shown = {r: cell for (r, i), cell in cells.items() if i == indicator}
        assert {r: cell for r, cell in shown.items() if cell != "対象外"} == {
            r: n for r, n in expected.items() if r in shown
        }, indicator
    assert {r for (r, i), cell in cells.items() if cell == "対象外"} == {"ishikari", "kushiro", "soya"}
    assert sum(cell == "対象外" for cell in cells.values()) == 6


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_names_beside_a_before_and_after_leave_room_for_its_words(build: Build, lang: Lang) -> None:
    for panel_id in ("case_length", "case_roads", "recruitment"):
        figure = make_figure(drawings(_show(build, panel_id, lang)))
        lines = [line for name in chart_read.names(figure) for line in name.split("<br>")]
        assert lines
        assert max(sum(2 if east_asian_width(c) in "WF" else 1 for c in line) for line in lines) <= 40, lines
