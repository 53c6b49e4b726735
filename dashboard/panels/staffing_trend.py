"""職員: staff by department over the years, of the prefectures that the regions are in."""

from __future__ import annotations

from dashboard import claim
from dashboard import format as fmt
from dashboard.charts.kinds.lines import Lines
from dashboard.finding import column, none
from dashboard.nouns import DEPARTMENTS
from dashboard.panel import Column, Panel, Rows
from dashboard.panels import home, origins
from dashboard.selects import select
from dashboard.text import Lang, T


def _trend(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    year = max(row["year"] for row in rows)
    last = [row for row in rows if row["year"] == year]
    since = last[0]["first_year"]
    edge = _SHARPEST(
        last,
        "index",
        claim.column_of(column(lang, "department_name")),
        lambda row: fmt.number(row["index"], 1, lang),
        f"{since}年＝100、{year}年" if lang == "ja" else f"{since} = 100, {year}",
        lang,
    )
    # the line drawn strong is the one that the title begins with
    strong = [row for row in last if row["department"] == _STRONG and row["index"] is not None]
    if not edge or len(strong) != 1:
        return edge or none(lang)
    name, index = strong[0][column(lang, "department_name")], fmt.number(strong[0]["index"], 1, lang)
    if lang == "ja":
        return f"{name}の指数は{index}（{since}年＝100、{year}年）。{edge}"
    return f"{name}: index {index} ({since} = 100, {year}). {edge}"


_STRONG = "general_administration_municipalities"
_SHARPEST = claim.Superlative(
    T("職員数の指数", "Staff index"), T("低い", "Lowest staff index"), DEPARTMENTS, lowest=True
)


def _trend_subtitle(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    first = min((row["first_year"] for row in rows if row["first_year"]), default=rows[0]["year"])
    last = max(row["year"] for row in rows)
    who = home.bodies(rows[0], lang)
    if lang == "ja":
        measure = f"部門別職員数の指数（{first}年＝100）、{who}、{first}～{last}年の各年4月1日"
        return "。".join(part for part in (measure, _excess(rows, lang)) if part)
    measure = f"Staff index by department ({first} = 100), {who}, 1 April {first}-{last}"
    return "; ".join(part for part in (measure, _excess(rows, lang)) if part)


def _excess(rows: Rows, lang: Lang) -> str:
    """By how much the prefectures' municipal figure is above the sum by municipality, of the newest year."""
    both = [row for row in rows if row["municipal_excess"] is not None]
    if not both:
        return ""
    year = max(row["year"] for row in both)
    more = fmt.number(sum(row["municipal_excess"] for row in both if row["year"] == year), 0, lang)
    if lang == "ja":
        return (
            f"一般行政（市町村分）は市町村別の値の合計より{more}人多い（{year}年。"
            "一部事務組合・広域連合を含むためと見られる、未確認）"
        )
    return (
        f"general administration (municipalities) is {more} above the sum by municipality ({year}; "
        "probably with associations, not confirmed)"
    )


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
        strong=(_STRONG,),
        series_id="department",
    ),
    columns=(
        Column("department_name{lang}", T("部門", "Department")),
        Column("year", T("年", "Year"), "year"),
        Column("headcount", T("職員数", "Staff"), "count", T("人", "persons")),
        Column(
            "index",
            T("指数", "Index"),
            "decimal1",
            T("2001年以後の最初の年＝100", "first year from 2001 on = 100"),
            "reclassified",
        ),
        Column(
            "per_10000_residents",
            T("人口1万人当たり", "Per 10,000 residents"),
            "decimal1",
            T("人", "persons"),
            "no_census",
        ),
        Column(
            "municipal_sum",
            T("市町村別の値の合計", "Sum by municipality"),
            "count",
            T("人", "persons"),
            "@sum_missing",
        ),
    ),
    finding=_trend,
    scope="prefecture",
    sources=(select("origin/staff"), select("origin/staff_census"), origins.PLACE_STAFF),
    needs=("home", "staff"),
    origin=(select("staffing/staff_trend_rows"),),
    notes=(
        T(
            "一般行政（市町村分）は都道府県ごとの公表値で、市町村別の値の合計より多い。一部事務組合・広域連合を含む"
            "ためと見られるが、確かめていない。市町村別の値は一般行政だけで、地域ごとの合計は比較とカルテに示す",
            "General administration (municipalities) is published per prefecture and higher than the sum by "
            "municipality, probably because associations count too (not confirmed). Figures by municipality "
            "are of general administration alone; sums by region stand on the comparison and the profile",
        ),
        T(
            "2001年に全国で一般行政（市町村）が減り公営企業等が同時に増えていて、区分の変更と見られる（推定）。"
            "それより前の年は続かないので、表に人数だけを示す",
            "In 2001 general administration (municipalities) fell all over Japan while public enterprises "
            "rose, by the look of it a reclassification (inferred): earlier years have headcounts alone",
        ),
        T(
            "人口1万人当たりは国勢調査の年だけ（同じ年の人口による）",
            "Per 10,000 residents in census years alone, over the census of that year",
        ),
        T(
            "市町村別・職種別の職員数は資料になく、登録していない",
            "Staff by municipality and occupation is in no document and not registered",
        ),
    ),
)
