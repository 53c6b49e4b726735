"""人口: what will each region have to carry?"""

from __future__ import annotations

from dashboard import claim
from dashboard import format as fmt
from dashboard.charts.kinds.ranked_bar import RankedBar
from dashboard.charts.kinds.small_lines import SmallLines
from dashboard.finding import column, counted, distinct, none
from dashboard.nouns import REGIONS
from dashboard.panel import Column, Panel, Rows
from dashboard.panels import origins, projected, slope
from dashboard.panels.population_rank import NOTES as _NOTES
from dashboard.panels.population_rank import SHRINKING, index_rank
from dashboard.panels.population_small import small_towns
from dashboard.selects import select
from dashboard.text import Lang, T

_PERSONS = T("人", "persons")
_INDEX = T("2020年＝100", "2020 = 100")


def _outlook_subtitle(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    first = min(row["year"] for row in rows)
    last = max(row["year"] for row in rows)
    regions = distinct(rows, "region_id")
    if lang == "ja":
        return (
            f"人口指数（2020年＝100）、{regions}地域、{first}～{last}年。実線は国勢調査、点は速報、破線は推計"
        )
    return (
        f"Population index (2020 = 100), {counted(regions, 'region')}, {first}-{last}; solid census, "
        "dot preliminary, dashed projection"
    )


def _outlook(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    year = max((row["year"] for row in rows if row["series"] == "projection"), default=None)
    if year is None:
        return "将来推計は登録されていない" if lang == "ja" else "No projection is registered"
    last = [r for r in rows if r["year"] == year and r["series"] == "projection"]
    known = [row for row in last if row["index"] is not None]
    if not known:
        if lang == "ja":
            return f"{year}年の推計を示せる地域はない（推計のない構成市町村がある）"
        return f"No projection for {year} can be shown (members without one)"
    name = column(lang, "name")
    if len(last) == 1:
        worst, value = last[0][name], fmt.number(last[0]["index"], 1, lang)
        people = fmt.number(last[0]["population"], 0, lang)
        return (
            f"{worst}の人口は{year}年に{people}人（2020年の{value}％）になる推計"
            if lang == "ja"
            else f"{worst}: projected population of {people} in {year}, {value}% of 2020"
        )
    period = f"{year}年推計" if lang == "ja" else f"projection for {year}"
    return claim.both_ends(
        _LOWEST,
        _HIGHEST,
        last,
        "index",
        claim.column_of(name),
        lambda row: fmt.number(row["index"], 1, lang),
        period,
        lang,
    )


_LOWEST = claim.Superlative(
    T("推計人口の指数（2020年＝100）", "Projected population index (2020 = 100)"),
    T("低い", "Lowest projected population index (2020 = 100)"),
    REGIONS,
    lowest=True,
)
_HIGHEST = claim.Superlative(_LOWEST.measure, T("高い", "highest"), REGIONS)


population_outlook = Panel(
    panel_id="population_outlook",
    page="population",
    question=T("各地域の人口は、どう変わるか", "How will each region's population change?"),
    subtitle=_outlook_subtitle,
    sql=select("population/population_outlook"),
    chart=SmallLines(
        facet="name{lang}",
        x="year",
        value="index",
        dash="series",
        dash_when="projection",
        dot_when="census_preliminary",
        number_kind="decimal1",
        x_kind="plain",
        base=100,
        boundary=2020,
        boundary_label=T("推計", "projected"),
    ),
    columns=(
        Column("name{lang}", T("地域", "Region")),
        Column("series", T("系列", "Series"), words="series"),
        Column("year", T("年", "Year"), "year"),
        Column("population", T("人口", "Population"), "count", _PERSONS, "unknown"),
        Column("index", T("指数", "Index"), "decimal1", _INDEX, "unknown"),
        Column(
            "known_members",
            T("値のある構成市町村", "Members with a figure"),
            "count",
            T("市町村", "municipalities"),
        ),
        Column("members", T("構成市町村", "Members"), "count", T("市町村", "municipalities")),
        Column(
            "population_then",
            T("人口（当時の構成市町村）", "Population (members then)"),
            "count",
            _PERSONS,
            "@then_missing",
        ),
        Column("under_15", T("15歳未満", "Under 15"), "count", _PERSONS),
        Column("age_15_64", T("15～64歳", "Aged 15-64"), "count", _PERSONS),
        Column("aged", T("65歳以上", "Aged 65+"), "count", _PERSONS),
        Column("age_75_plus", T("うち75歳以上", "Of them 75+"), "count", _PERSONS),
        Column("aged_share_pct", T("65歳以上の割合", "Share aged 65+"), "decimal1", T("％", "%")),
    ),
    remark=projected.DIFFERENCE,
    finding=_outlook,
    origin=(select("origin/population_course"), select("origin/ages_course")),
    sources=(select("origin/place_population"), select("origin/place_course_ages")),
    needs=("members", "population"),
    notes=(
        *_NOTES,
        T(
            "国勢調査・速報・推計は定義が違うため、線をつなげない",
            "Census, preliminary count and projection differ in definition: lines are not joined",
        ),
        T(
            "当時の構成市町村による人口は表にある。対象外は、その日に地域がなかったか、これから来る日",
            "The table also has the population of the members at the time; not applicable: no such region on "
            "that day, or a day to come",
        ),
        T(
            "年齢別の人口も表にある。国勢調査の割合は年齢のわかる人口に対するもので、年齢不詳を割り振る推計とは"
            "基礎が違う。75歳以上は国勢調査だけを登録している",
            "The table also has the ages: census shares are of those whose age is known, a projection "
            "distributes unknown ages, so the two stand on different bases. Ages 75+ are registered of "
            "censuses alone",
        ),
    ),
)


def _members(rows: Rows, lang: Lang) -> str:
    return SHRINKING(
        rows,
        "population_index_2050",
        claim.column_of(column(lang, "name")),
        lambda row: fmt.number(row["population_index_2050"], 1, lang),
        "2050年推計" if lang == "ja" else "projection for 2050",
        lang,
        whole=rows[0]["known"] if rows else None,
    ) or none(lang)


members_ranked = Panel(
    panel_id="members_ranked",
    page="population",
    question=T("どの構成市町村が、どれだけ小さくなるか", "Which members shrink most?"),
    subtitle=T(
        "構成市町村の2050年推計の人口指数（2020年＝100）、低い順に20まで（重なりは一度）",
        "Members by projected index 2050 (2020 = 100), lowest first, up to 20, each once",
    ),
    sql=select("population/members_ranked"),
    chart=RankedBar(
        label="name{lang}",
        value="population_index_2050",
        number_kind="decimal1",
        focus="focus",
        given=True,
    ),
    columns=(
        Column("name{lang}", T("市町村", "Municipality")),
        Column("population_2020", T("人口（2020年）", "Population 2020"), "count", _PERSONS),
        Column(
            "population_2050",
            T("人口（2050年推計）", "Population 2050 (projection)"),
            "count",
            _PERSONS,
            "unknown",
        ),
        Column(
            "population_index_2050",
            T("指数（2050年推計）", "Index 2050 (projection)"),
            "decimal1",
            _INDEX,
            "unknown",
        ),
        Column(
            "aged_share_2050_pct",
            T("65歳以上（2050年推計）", "Aged 65+ 2050 (projection)"),
            "decimal1",
            T("％", "%"),
            "unknown",
        ),
    ),
    remark=projected.DIFFERENCE,
    finding=_members,
    origin=(*origins.PEOPLE, origins.PROJECTION_AGED),
    sources=origins.PLACES,
    needs=("members", "population"),
    notes=_NOTES[1:],
)

PANELS = (population_outlook, slope.population, index_rank, members_ranked, small_towns)
