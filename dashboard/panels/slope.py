"""Two years side by side: how far the population of each region falls between them.

The panel stands on 比較 (one region in focus among its peers) and on 人口 (all regions).
"""

from __future__ import annotations

from dashboard import format as fmt
from dashboard.finding import column, counted, distinct, listed, none, top
from dashboard.mart import Row
from dashboard.panel import Chart, Column, Panel, Rows
from dashboard.panels import cited, home
from dashboard.text import Lang, T, word

SLOPE = (2020, 2050)
# which two years may be chosen
YEAR_PAIRS = "select distinct from_year, to_year from kpi.population_change order by 1, 2"

# the prefecture of the region in focus; of all regions the one they are in, where it is one
_CHANGE = f"""
    select change.*, change.area_id = $region as focus, beside.index as prefecture_index,
        beside.name as prefecture, beside.name_en as prefecture_en
    from kpi.population_change as change
    left join kpi.population_change as beside
        on beside.is_prefecture and beside.from_year = change.from_year
            and beside.to_year = change.to_year and beside.area_id = coalesce(
                (select region.prefecture_code from region where region_id = $region),
                (select min(prefecture_code) from kpi.home_prefecture having count(*) = 1))
    where not change.is_prefecture and change.from_year = coalesce($since, {SLOPE[0]})
        and change.to_year = coalesce($until, {SLOPE[1]})
"""
# one row per region and end of its line
_ENDS = """
    select area_id as region_id, name, name_en, from_series as series, from_year as year,
        from_population as population, 100.0 as index, focus, prefecture_index, prefecture, prefecture_en,
        index as last_index
    from ({change})
    union all
    select area_id, name, name_en, to_series, to_year, to_population, index, focus, prefecture_index,
        prefecture, prefecture_en, index
    from ({change})
    order by last_index desc nulls last, name, year
"""
_ORIGIN = """
    select municipality.name || ' 人口 ' || population.year || '年' as what,
        municipality.name_en || ', population ' || population.year as what_en,
        population.population::varchar as as_printed, population.source_id,
        min(source_file.ref) as source_ref, population.source_row, null as note
    from region_member
    inner join municipality using (municipality_code)
    inner join population using (municipality_code)
    inner join source_file
        on population.source_id = source_file.source_id
            and split_part(split_part(population.source_row, '/', 2), ':', 1) = source_file.path
    where population.age_group = 'total' and region_member.left_on is null
        and population.series in ('census', 'projection')
        and population.year in (coalesce($since, 2020), coalesce($until, 2050))
        and ({of})
    group by all
    order by what, population.source_row
"""


def _subtitle(rows: Rows, lang: Lang) -> str:
    """Measure, unit, area and the two years with what each is."""
    if not rows:
        return none(lang)
    ends = {row["year"]: word(f"series.{row['series']}", lang) for row in rows}
    first, last = min(ends), max(ends)
    regions = distinct(rows, "region_id")
    if lang == "ja":
        return (
            f"人口指数（{first}年＝100）、{regions}地域（現在の構成市町村）、"
            f"{first}年は{ends[first]}、{last}年は{ends[last]}"
        )
    return (
        f"Population index ({first} = 100), {counted(regions, 'region')} (today's members), "
        f"{first}: {ends[first].lower()}, {last}: {ends[last].lower()}"
    )


def _last(rows: Rows) -> list[Row]:
    last = max((row["year"] for row in rows), default=0)
    return [row for row in rows if row["year"] == last and row["index"] is not None]


def _first_year(rows: Rows) -> int:
    return int(min(row["year"] for row in rows))


def _focus(rows: Rows, lang: Lang) -> str:
    mine = [row for row in _last(rows) if row["focus"]]
    if not mine:
        return none(lang)
    row, first = mine[0], _first_year(rows)
    value = fmt.number(row["index"], 1, lang)
    beside = row["prefecture_index"]
    told = word("missing.unknown", lang) if beside is None else f"{fmt.number(beside, 1, lang)}%"
    # a council across a border, or of a prefecture that the build does not tell: no prefecture beside it
    known = row["prefecture"] is not None
    if lang == "ja":
        tail = f"（{home.whole(row, lang)}は{told.replace('%', '％')}）" if known else ""
        return f"{row['name']}は{row['year']}年に{first}年の{value}％{tail}"
    tail = f" ({home.whole(row, lang)} {told})" if known else ""
    return f"{row['name_en']}: {value}% of {first} in {row['year']}{tail}"


def _all(rows: Rows, lang: Lang) -> str:
    last = _last(rows)
    if not last:
        return none(lang)
    if len(last) == 1 or any(row["focus"] for row in last):
        return _focus([{**row, "focus": True} for row in rows] if len(last) == 1 else rows, lang)
    first, year = _first_year(rows), last[0]["year"]
    name = column(lang, "name")
    halved = sum(row["index"] < 50 for row in last)
    grown = sum(row["index"] > 100 for row in last)
    low = top(last, "index", lowest=True)
    who = listed([row[name] for row in low], lang)
    value = fmt.number(low[0]["index"], 1, lang)
    falls = low[0]["index"] < 100
    if lang == "ja":
        tail = f"、{halved}地域が半分未満" if halved else f"、{grown}地域は増える" if grown else ""
        verb = "最も減るのは" if falls else "最も増えないのは"
        return f"{first}年から{year}年に{verb}{who}（{first}年の{value}％）{tail}"
    tail = f"; below half: {halved}" if halved else f"; growing: {grown}" if grown else ""
    verb = "falls most" if falls else "grows least"
    return f"{first} to {year}: {who} {verb} (to {value}% of {first}){tail}"


_COLUMNS = (
    Column("name{lang}", T("地域", "Region")),
    Column("series", T("系列", "Series"), words="series"),
    Column("year", T("年", "Year"), "year"),
    Column("population", T("人口", "Population"), "count", T("人", "persons"), "unknown"),
    Column("index", T("指数", "Index"), "decimal1", T("前の年＝100", "earlier year = 100"), "unknown"),
)
_NOTES = (
    T(
        "現在の構成市町村の合計で、過去の年も今の構成市町村で数える。国勢調査と推計は定義が違う",
        "Sums over today's members for every year; census and projection differ in definition",
    ),
)


def _panel(panel_id: str, page: str, named: bool) -> Panel:
    where = "len($peers) = 0 or list_contains($peers, change.area_id) or change.area_id = $region"
    change = _CHANGE if named else f"{_CHANGE} and ({where})"
    of = "true" if named else where.replace("change.area_id", "region_member.region_id")
    return Panel(
        panel_id=panel_id,
        page=page,
        question=T("二つの年の間に、人口はどれだけ変わるか", "How far does the population change?"),
        subtitle=_subtitle,
        sql=_ENDS.format(change=change),
        chart=Chart(
            "slope",
            {
                "label": "name{lang}",
                "x": "year",
                "value": "index",
                "focus": "focus",
                "named": named,
                "reference": "prefecture_index",
                "reference_label": "prefecture{lang}",
                "kind": "decimal1",
            },
        ),
        columns=_COLUMNS,
        finding=_all if named else _focus,
        sources=(cited.compared(cited.CENSUS), cited.compared(cited.PROJECTION)),
        needs=("members", "population"),
        origin=_ORIGIN.format(of=of),
        notes=_NOTES,
    )


compared = _panel("compare_slope", "compare", named=False)
population = _panel("population_slope", "population", named=True)
