"""Two years side by side: how far the population of each region falls between them.

The panel stands on 比較 (one region in focus among its peers) and on 人口 (all regions).
"""

from __future__ import annotations

from dashboard import claim
from dashboard import format as fmt
from dashboard.charts.kinds.slope import Slope
from dashboard.finding import column, counted, distinct, none
from dashboard.mart import Row
from dashboard.nouns import REGIONS
from dashboard.panel import Column, Panel, Rows
from dashboard.panels import home, origins, projected
from dashboard.parameters import Scope
from dashboard.selects import select
from dashboard.text import Lang, T, word

# which two years may be chosen
YEAR_PAIRS = select("population/year_pairs")


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
    year = _end(rows, row["year"], lang)
    if lang == "ja":
        tail = f"（{home.whole(row, lang)}は{told.replace('%', '％')}）" if known else ""
        return f"{row['name']}の{year}の人口は{first}年の{value}％{tail}"
    tail = f"; {home.whole(row, lang)}: {told}" if known else ""
    return f"{row['name_en']}: {value}% of its {first} population in {year}{tail}"


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
    every = [row for row in rows if row["year"] == year]
    said = _lowest(first)(
        every,
        "index",
        claim.column_of(name),
        lambda row: fmt.number(row["index"], 1, lang),
        f"{_end(rows, first, lang)}→{_end(rows, year, lang)}"
        if lang == "ja"
        else f"{_end(rows, first, lang)} to {_end(rows, year, lang)}",
        lang,
    )
    if lang == "ja":
        tail = f"。半分未満は{halved}地域" if halved else f"。増えるのは{grown}地域" if grown else ""
    else:
        tail = f"; below half: {halved}" if halved else f"; growing: {grown}" if grown else ""
    return said + tail


def _lowest(first: int) -> claim.Superlative:
    measure = T(f"人口指数（{first}年＝100）", f"Population index ({first} = 100)")
    return claim.Superlative(
        measure, T("低い", f"Lowest population index ({first} = 100)"), REGIONS, lowest=True
    )


def _end(rows: Rows, year: int, lang: Lang) -> str:
    """2050年推計: a year with what its figures are."""
    series = next(row["series"] for row in rows if row["year"] == year)
    told = word(f"series.{series}", lang)
    return f"{year}年（{told}）" if lang == "ja" else f"{year} ({told.lower()})"


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


def _panel(panel_id: str, page: str, scope: Scope, named: bool) -> Panel:
    return Panel(
        panel_id=panel_id,
        page=page,
        question=T("二つの年の間に、人口はどれだけ変わるか", "How far does the population change?"),
        subtitle=_subtitle,
        sql=select(f"{page}/{panel_id}"),
        chart=Slope(
            label="name{lang}",
            x="year",
            value="index",
            focus="focus",
            named=named,
            reference="prefecture_index",
            reference_label="prefecture{lang}",
            number_kind="decimal1",
        ),
        columns=_COLUMNS,
        remark=projected.DIFFERENCE,
        finding=_all if named else _focus,
        sources=origins.PLACES,
        scope=scope,
        needs=("members", "population"),
        origin=(select("origin/slope"),),
        notes=_NOTES,
    )


compared = _panel("compare_slope", "compare", "compared", named=False)
population = _panel("population_slope", "population", "all", named=True)
