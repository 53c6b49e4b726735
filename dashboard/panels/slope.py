"""Two years side by side: how far the population of each region falls between them.

The panel stands on 比較 (one region in focus among its peers) and on 人口 (all regions).
"""

from __future__ import annotations

from dashboard import format as fmt
from dashboard.charts.kinds.slope import Slope
from dashboard.finding import column, counted, distinct, listed, none, top
from dashboard.mart import Row
from dashboard.panel import Column, Panel, Rows
from dashboard.panels import home, origins
from dashboard.parameters import Scope
from dashboard.selects import select
from dashboard.text import Lang, T, word

SLOPE = (2020, 2050)
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
        finding=_all if named else _focus,
        sources=origins.PLACES,
        scope=scope,
        needs=("members", "population"),
        origin=(select("origin/slope"),),
        notes=_NOTES,
    )


compared = _panel("compare_slope", "compare", "compared", named=False)
population = _panel("population_slope", "population", "all", named=True)
