"""Each finding of the shipped analysts' views, derived again from the transcribed tables."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from typing import Any

import pytest

from dashboard import analyst
from dashboard.analyst_finding import finding
from dashboard.chart import Chart, Table
from dashboard.charts.cells import Grid
from dashboard.charts.kinds.dumbbell import Dumbbell
from dashboard.charts.kinds.lines import Lines
from dashboard.charts.kinds.ranked_bar import RankedBar
from dashboard.mart import Mart as Board
from dashboard.panel import prepare
from dashboard.state import State
from dashboard.text import T
from tests.conftest import ROOT, Mart

FILES = sorted((ROOT / "sql" / "views").glob("*.sql"))


@pytest.fixture(scope="module")
def said(mart: Mart, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str]]:
    # a copy: the board opens a file with settings of its own, which one process may do only once
    copy = tmp_path_factory.mktemp("questions") / "mart"
    shutil.copytree(mart.paths.mart, copy)
    build = Board(copy).live()
    return {
        name: (prepare(panel, State(lang="ja"), build).title, prepare(panel, State(lang="en"), build).title)
        for name, panel in analyst.panels(build).items()
    }


def _short(said: dict[str, tuple[str, str]], name: str) -> tuple[str, str]:
    """The findings without the title."""
    ja, en = said[name]
    return ja.split("：", 1)[1], en.split(": ", 1)[1]


def _names(mart: Mart, ids: list[str]) -> tuple[list[str], list[str]]:
    rows = {row[0]: row[1:] for row in mart.rows("select region_id, name, name_en from region")}
    return [rows[i][0] for i in ids], [rows[i][1] for i in ids]


def test_every_file_is_a_panel_with_a_finding_in_both_languages(said: dict[str, tuple[str, str]]) -> None:
    assert sorted(said) == [file.stem for file in FILES]
    for ja, en in said.values():
        assert ja.count("：") >= 1
        assert en.count(": ") >= 1


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_file_is_short(file: Any) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) < 40


def test_at_least_five_files_check_themselves() -> None:
    checked = [file for file in FILES if "\nchecks:\n" in file.read_text(encoding="utf-8")]
    assert len(checked) >= 5


def test_grant_change_is_read_off_the_grant_table(mart: Mart, said: dict[str, tuple[str, str]]) -> None:
    # per resident of one census, of those who were members in the year
    amounts: dict[str, list[float]] = {}
    for region, amount in mart.rows(
        """select g.region_id, any_value(amount_yen) / sum(population)
        from disbursement as g join region_member as m on g.region_id = m.region_id
            and m.joined_on < make_date(g.fiscal_year + 1, 4, 1)
        join population as p on m.municipality_code = p.municipality_code
            and series = 'census' and year = 2020 and age_group = 'total'
        where status = 'actual' group by g.region_id, g.fiscal_year order by g.fiscal_year"""
    ):
        amounts.setdefault(region, []).append(amount)
    moved = {region: years[-1] - years[0] for region, years in amounts.items() if len(years) > 1}
    assert {region for region, change in moved.items() if change < 0} == {"minamisorachi", "shiribeshi"}
    ja, en = _short(said, "grant_change_shortages")
    assert ja.startswith("減 2（南空知圏域、後志17町村連携地域）、増 3（")
    assert en.startswith("down in 2 (Minami-Sorachi Area and Shiribeshi (17)); up in 3 (")
    up, same = sum(c > 0 for c in moved.values()), sum(c == 0 for c in moved.values())
    assert (up, same) == (3, 2)
    assert f"同じ {same}（" in ja
    assert f"unchanged in {same} (" in en
    # of the two that fell neither reports an occupation short
    fell = "select count(*) from reported_shortage where region_id in ('minamisorachi', 'shiribeshi')"
    assert mart.scalar(fell) == 0


def test_projects_under_review_with_money_planned(mart: Mart, said: dict[str, tuple[str, str]]) -> None:
    planned = {
        (region, year): amount
        for region, year, amount in mart.rows(
            "select region_id, fiscal_year, amount_yen from disbursement where status = 'planned'"
        )
    }
    rows = mart.rows(
        "select p.region_id, p.name, y.fiscal_year, p.name_en from project_year y join project p "
        "using (project_id) where y.state = 'under_review'"
    )
    found = [row for row in rows if planned.get((row[0], row[2]), 0) > 0]
    assert len(rows) == 8
    assert len(found) == 5
    ja, en = _short(said, "review_but_planned")
    assert ja.startswith("5行（")
    assert en.startswith("5 rows (")
    named = re.sub("ほか[0-9]+.*", "", ja[3:]).rstrip("）").split("、")
    assert len(named) > 1
    assert all(name in {row[1] for row in found} for name in named)
    assert mart.rows("select region_id, planned_yen from views.review_but_planned order by all") == sorted(
        (row[0], planned[(row[0], row[2])]) for row in found
    )


def test_most_chosen_field(mart: Mart, said: dict[str, tuple[str, str]]) -> None:
    counts = Counter(row[0] for row in mart.rows("select field_id from region_policy_field"))
    (best, number), second = counts.most_common(2)[0], counts.most_common(2)[1]
    assert number > second[1]
    ((name, name_en),) = mart.rows("select name, name_en from policy_field where field_id = ?", best)
    fields = mart.scalar("select count(*) from policy_field")
    assert _short(said, "fields_chosen") == (
        f"値が最も大きいのは{name}（{number}地域、{fields}行中）",
        f"highest: {name_en} ({number} regions, of {fields} rows)",
    )
    none = mart.rows("select field_id from views.fields_chosen where region_count = 0")
    assert {row[0] for row in none} == {
        row[0] for row in mart.rows("select field_id from policy_field") if row[0] not in counts
    }


def test_years_in_which_the_cap_was_used_up(mart: Mart, said: dict[str, tuple[str, str]]) -> None:
    amounts = [row[0] for row in mart.rows("select amount_yen from disbursement where status = 'actual'")]
    full = amounts.count(10_000_000)
    ja, en = _short(said, "cap_use_by_year")
    assert (len(amounts), full) == (24, 7)
    assert ja.startswith("値が最も大きいのは")
    assert ja.endswith(f"ほか{full - 3}行（100.0％、{len(amounts)}行中）")
    assert en.startswith("highest: ")
    assert en.endswith(f" and {full - 3} more rows (100.0%, of {len(amounts)} rows)")


def test_departments_that_lost_and_gained_most(mart: Mart, said: dict[str, tuple[str, str]]) -> None:
    staff: dict[str, dict[int, int]] = {}
    for department, year, headcount in mart.rows(
        "select department, year, sum(headcount) from staff "
        "where left(area_code, 2) = '01' and area_level = 'prefecture' group by all"
    ):
        staff.setdefault(department, {})[year] = headcount
    ja, en = _short(said, "staff_index")
    index = {name: 100 * y[max(y)] / y[2001] for name, y in staff.items()}
    last = max(max(y) for y in staff.values())
    best, worst = max(index, key=index.__getitem__), min(index, key=index.__getitem__)
    assert (best, worst) == ("police", "general_administration_prefecture")
    of = len(index)
    assert f"増加が最も大きいのは警察（100.0→{index[best]:.1f}、2001年→{last}年、{of}系列中）" in ja
    assert f"一般行政（道府県）（100.0→{index[worst]:.1f}、2001年→{last}年、{of}系列中）" in ja
    assert f"largest rise: Police (100.0 to {index[best]:.1f}, 2001 to {last}, of {of} series)" in en


def test_region_with_most_small_members(mart: Mart, said: dict[str, tuple[str, str]]) -> None:
    counts = Counter(
        row[0]
        for row in mart.rows(
            "select m.region_id from region_member m join region r using (region_id) "
            "join population p using (municipality_code) where m.left_on is null and r.scheme <> 'council' "
            "and p.series = 'projection' and p.year = 2050 and p.age_group = 'total' and p.population < 2000"
        )
    )
    (best, number), (_, second) = counts.most_common(2)
    assert number > second
    (ja,), (en,) = _names(mart, [best])
    of = mart.scalar("select count(*) from views.small_members_2050")
    assert _short(said, "small_members_2050") == (
        f"値が最も大きいのは{ja}（{number}市町村、{of}行中）",
        f"highest: {en} ({number} municipalities, of {of} rows)",
    )


def test_occupations_that_regions_share(mart: Mart, said: dict[str, tuple[str, str]]) -> None:
    counts = Counter(row[0] for row in mart.rows("select occupation_id from reported_shortage"))
    most = max(counts.values())
    assert sorted(name for name, n in counts.items() if n == most) == ["architect", "civil_engineer"]
    of = sum(n > 1 for n in counts.values())
    assert _short(said, "occupations_in_common") == (
        f"値が最も大きいのは土木技師、建築技師（{most}地域、{of}行中）",
        f"highest: Civil engineer and Building engineer ({most} regions, of {of} rows)",
    )
    assert mart.scalar("select count(*) from views.occupations_in_common") == sum(
        n > 1 for n in counts.values()
    )


def test_project_with_most_idle_years(mart: Mart, said: dict[str, tuple[str, str]]) -> None:
    counts = Counter(row[0] for row in mart.rows("select project_id from project_year where state = 'none'"))
    (best, number), (_, second) = counts.most_common(2)
    assert number > second
    assert mart.scalar("select count(*) from views.idle_years") == len(counts)
    ((name, name_en),) = mart.rows("select name, name_en from project where project_id = ?", best)
    ja, en = _short(said, "idle_years")
    assert ja == f"値が最も大きいのは{name}（{number}年度、{len(counts)}行中）"
    assert en == f"highest: {name_en} ({number} fiscal years, of {len(counts)} rows)"


def test_outcomes_and_difficulties_are_counted(mart: Mart, said: dict[str, tuple[str, str]]) -> None:
    told = mart.rows("select region_id, kind, certainty from project_outcome")
    counts = Counter(row for row in told if row[2] not in ("none", "context"))
    (((region, *kind), number), (_, second)) = counts.most_common(2)
    assert (kind, number > second) == (["outcome", "achieved"], True)
    (ja,), (en,) = _names(mart, [region])
    assert _short(said, "outcomes_told") == (
        f"値が最も大きいのは{ja} 得られた成果（{number}件、{len(counts)}行中）",
        f"highest: {en} Achieved ({number} items, of {len(counts)} rows)",
    )


def test_members_of_two_regions(mart: Mart, said: dict[str, tuple[str, str]]) -> None:
    counts = Counter(
        row[0]
        for row in mart.rows(
            "select m.municipality_code from region_member m join region r using (region_id) "
            "where m.left_on is null and r.scheme <> 'council'"
        )
    )
    double = sorted(code for code, n in counts.items() if n > 1)
    ja, en = (
        [mart.scalar(f"select {name} from municipality where municipality_code = ?", code) for code in double]
        for name in ("name", "name_en")
    )
    assert _short(said, "members_in_two_regions") == (
        f"3行（{'、'.join(ja)}）",
        f"3 rows ({en[0]}, {en[1]} and {en[2]})",
    )


def test_grant_per_resident_is_compared_by_year(mart: Mart, said: dict[str, tuple[str, str]]) -> None:
    """Sums of one year and of four are not alike; the residents of a year are those of its members."""
    rates: dict[str, float] = {}
    for (region,) in mart.rows("select distinct region_id from disbursement where status = 'actual'"):
        paid = mart.rows(
            "select fiscal_year, amount_yen from disbursement where status = 'actual' and region_id = ?",
            region,
        )
        residents = 0
        for year, _ in paid:
            residents += mart.scalar(
                "select sum(population)::bigint from population where series = 'census' and year = 2020 "
                "and age_group = 'total' and municipality_code in (select municipality_code "
                f"from region_member where region_id = ? and joined_on <= date '{year + 1}-03-31' "
                f"and (left_on is null or left_on > date '{year}-04-01'))",
                region,
            )
        rates[region] = sum(yen for _, yen in paid) / residents
    of_overview = dict(
        mart.rows(
            "select region_id, yen_per_resident_year from kpi.region_overview "
            "where yen_per_resident_year is not null"
        )
    )
    assert of_overview == pytest.approx(rates)
    best = max(rates, key=rates.__getitem__)
    (ja,), (en,) = _names(mart, [best])
    assert _short(said, "grant_per_resident") == (
        f"値が最も大きいのは{ja}（{rates[best]:,.1f}円/人・年度、{len(rates)}行中）",
        f"highest: {en} ({rates[best]:,.1f} yen/person and year, of {len(rates)} rows)",
    )
    # the document's sums put it fourth, behind three that were paid for two years or four
    place = sorted(rates, key=rates.__getitem__, reverse=True).index("rumoi_south") + 1
    assert place == 3


UNIT = T("件", "items")
BAR = RankedBar(label="name", value="n", number_kind="count")
PAIR = Dumbbell(
    label="name", first="a", second="b", first_year="y", second_year="z", unit=UNIT, number_kind="count"
)
LINES = Lines(x="year", x_kind="year", value="n", series="name", series_id="name", number_kind="count")
GRID = Grid(row="name", column="year", value="n", number_kind="count")


def _bars(*values: int | None) -> list[dict[str, Any]]:
    return [{"name": name, "n": n} for name, n in zip("ABCDE", values, strict=False)]


@pytest.mark.parametrize(
    ("chart", "rows", "ja", "en"),
    [
        (BAR, [], "この条件に当たる値はない", "No figures for this selection"),
        (BAR, _bars(3, 2), "値が最も大きいのはA（3件、2行中）", "highest: A (3 items, of 2 rows)"),
        (
            BAR,
            _bars(1, 2, None),
            "値が最も小さいのはA（1件、2行中、ほかに不明1）",
            "lowest: A (1 items, of 2 rows, 1 more unknown)",
        ),
        (BAR, _bars(3, 3, 1), "値は3行のうち2行（A、B）で3件", "Value, 2 of 3 rows (A and B): 3 items"),
        (BAR, _bars(2, 2), "値の分かる2件はどれも2件", "all 2 with a figure stand at 2 items"),
        (BAR, _bars(None, 4), "B（4件）", "B (4 items)"),
        (BAR, _bars(None), "1行とも値が分からない", "no figure is known (1 row)"),
        (
            PAIR,
            [{"name": "A", "a": 1, "b": 0}, {"name": "B", "a": 1, "b": None}],
            "減 1（A）、不明 1",
            "down in 1 (A); 1 unknown",
        ),
        (
            LINES,
            [{"name": "A", "year": 2024, "n": 2}, {"name": "A", "year": 2020, "n": 5}],
            "減少は、Aで5→2、2020年→2024年",
            "Fall, A: 5 to 2, 2020 to 2024",
        ),
        (LINES, [{"name": "A", "year": 2024, "n": 2}], "1行", "1 row"),
        (
            LINES,
            [{"name": "A", "year": y, "n": 2} for y in (2020, 2024)],
            "どれも変わらない",
            "none has changed",
        ),
        (
            GRID,
            [{"name": "A", "year": 2020, "n": 2}, {"name": "B", "year": 2020, "n": None}],
            "値は、A 2020で2件（ほかに不明1）",
            "Value, A 2020: 2 items (1 more unknown)",
        ),
        (Table(), _bars(1, 2), "2行", "2 rows"),
    ],
)
def test_finding_stays_true_in_the_odd_cases(
    chart: Chart, rows: list[dict[str, Any]], ja: str, en: str
) -> None:
    say = finding(T("題", "Title"), chart, None if chart.kind == "table" else UNIT)
    assert say(rows, "ja") == f"題：{ja}"
    assert say(rows, "en") == f"Title: {en}"
