"""職員: staff by department over the years, of the prefectures that the regions are in."""

from __future__ import annotations

from dashboard import claim
from dashboard import format as fmt
from dashboard.charts.kinds.lines import Lines
from dashboard.finding import column, none
from dashboard.panel import Column, Panel, Rows
from dashboard.panels import home
from dashboard.selects import select
from dashboard.text import Lang, T


def _trend(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    year = max(row["year"] for row in rows)
    last = [row for row in rows if row["year"] == year]
    return _SHARPEST(
        last,
        "index",
        claim.column_of(column(lang, "department_name")),
        lambda row: fmt.number(row["index"], 1, lang),
        f"{last[0]['first_year']}年＝100、{year}年"
        if lang == "ja"
        else f"{last[0]['first_year']} = 100, {year}",
        lang,
    ) or none(lang)


_SHARPEST = claim.Superlative(
    T("職員数の指数", "Staff index"), T("低い", "Lowest staff index"), claim.DEPARTMENTS, lowest=True
)


def _trend_subtitle(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    first, last = min(row["year"] for row in rows), max(row["year"] for row in rows)
    who = home.bodies(rows[0], lang)
    if lang == "ja":
        return f"部門別職員数の指数（各部門の最初の年＝100）、{who}、{first}～{last}年の各年4月1日"
    return f"Staff index by department (first year = 100), {who}, 1 April {first}-{last}"


staff_trend = Panel(
    panel_id="staff_trend",
    page="staffing",
    question=T("自治体の職員は、どの部門でどれだけ変わったか", "How did staff change by department?"),
    subtitle=_trend_subtitle,
    sql=select("staffing/staff_trend"),
    chart=Lines(
        x="year",
        value="index",
        series="department_name{lang}",
        number_kind="decimal1",
        base=100,
        strong=("general_administration_municipalities",),
        series_id="department",
    ),
    columns=(
        Column("department_name{lang}", T("部門", "Department")),
        Column("year", T("年", "Year"), "year"),
        Column("headcount", T("職員数", "Staff"), "count", T("人", "persons")),
        Column("index", T("指数", "Index"), "decimal1", T("最初の年＝100", "first year = 100")),
        Column(
            "per_10000_residents",
            T("人口1万人当たり", "Per 10,000 residents"),
            "decimal1",
            T("人", "persons"),
        ),
        Column("population_year", T("人口の年（国勢調査）", "Census year of the population"), "year"),
    ),
    finding=_trend,
    sources=(select("origin/staff"), select("origin/staff_census")),
    needs=("home", "staff"),
    origin=(select("staffing/staff_trend_rows"),),
    notes=(
        T(
            "一般行政（市町村）は都道府県内の市町村の合計で、一つの市町村の値ではない",
            "General administration (municipalities) is the sum over the prefecture's municipalities",
        ),
        T(
            "市町村別・職種別の職員数は資料になく、登録していない",
            "Staff by municipality or by occupation is in no document and not registered",
        ),
    ),
)
