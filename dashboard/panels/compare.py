"""比較: how does a region differ from its peers? Ranks and medians are those among the peers chosen."""

from __future__ import annotations

from dashboard import claim
from dashboard import format as fmt
from dashboard.charts.cells import Grid
from dashboard.charts.kinds.dots import Dots
from dashboard.finding import column, counted, distinct, none
from dashboard.mart import Row
from dashboard.panel import Column, Panel, Rows, Sentence
from dashboard.panels import areas, origins, projected, slope
from dashboard.selects import select
from dashboard.text import Lang, T


def _subtitle(ja: str, en: str) -> Sentence:
    """Measure, area and period; the unit stands with each indicator."""

    def sentence(rows: Rows, lang: Lang) -> str:
        if not rows:
            return none(lang)
        regions = distinct(rows, "region_id")
        edition = areas.edition_of_regions(rows, lang)
        if lang == "ja":
            told = f"{ja}、{regions}地域、人口は2020年国勢調査と2050年推計、交付と取組は{{as_of}}"
            return f"{told}、{edition}" if edition else told
        told = (
            f"{en}, {counted(regions, 'region')}; population: census 2020 and projection 2050, "
            "grants and work {as_of}"
        )
        return f"{told}, {edition}" if edition else told

    return sentence


def _focus(rows: Rows) -> list[Row]:
    return [row for row in rows if row["focus"] and row["value"] is not None]


def _dots(rows: Rows, lang: Lang) -> str:
    mine = _focus(rows)
    name, indicator = column(lang, "name"), column(lang, "indicator")
    if not mine:
        return none(lang)
    silent = {row["indicator_id"] for row in rows if row["why"] == "not_marked"}
    # by value, not by rank: regions that share the lowest value are all lowest; what half share is no end
    apart = [row for row in mine if row["highest"] > row["lowest"] and not claim.is_common(row)]
    highest, lowest = (
        [
            claim.end(
                row[indicator], row["known"], row["sharing"], lang, reported=row["indicator_id"] in silent
            )
            for row in apart
            if row["value"] == row[end]
        ]
        for end in ("highest", "lowest")
    )
    if all((row["known"] or 0) < 2 for row in mine):
        alone = claim.rank(1, 1, 1, "", lang)
        return f"{mine[0][name]}に{alone}" if lang == "ja" else f"{mine[0][name]}: {alone}"
    return claim.at_ends(mine[0][name], highest, lowest, lang)


_AGED_BASES = T(
    "65歳以上の割合は、2020年が国勢調査の年齢別の表（年齢不詳を除く）、2050年が推計。推計の基準人口は年齢不詳を"
    "割り振ったもので、国勢調査の表とは基礎が違う",
    "Shares aged 65+: 2020 is the census table (age unknown left out), 2050 the projection, whose base has "
    "the unknown ages distributed: two bases",
)
_LOGARITHMIC = T(
    "中央値の10倍以上の地域がある指標は、位置（表では濃さ）を対数の目盛で示す。図では〔対数〕と記す",
    "Where a region has ten times the median or more, places (shades in the table) are on a logarithmic "
    "scale; the chart marks it [log]",
)
_WORK = (origins.GRANTED, origins.FIELDS, origins.PROJECTS, origins.SHORTAGES)
_SOURCES = (
    origins.MEMBERS,
    *_WORK,
    origins.RULES,
    *origins.PLACES,
    origins.PLACE_AREA,
)
_COLUMNS = (
    Column("indicator{lang}", T("指標", "Indicator")),
    Column("name{lang}", T("地域", "Region")),
    Column("value", T("値", "Value"), "decimals", None, "@why"),
    Column("unit{lang}", T("単位", "Unit")),
    Column("place", T("順位（大きい順、位）", "Rank (highest first)"), "count", None, "@why"),
    Column("known", T("値のある地域", "Regions with a value"), "count", T("地域", "regions")),
    Column("median", T("中央値", "Median"), "decimals"),
    Column(
        "distance_to_median", T("中央値との差", "Distance to the median"), "signed_decimals", None, "@why"
    ),
    Column("prefecture{lang}", T("比べる都道府県", "Prefecture")),
    Column(
        "prefecture_value", T("都道府県の値", "Value of the prefecture"), "decimals", None, "out_of_scope"
    ),
)

dots = Panel(
    panel_id="compare_dots",
    page="compare",
    question=T("注目する地域は、ほかの地域とどこが違うか", "Where does the region in focus stand apart?"),
    subtitle=_subtitle(
        "各指標の最小から最大の間の位置（青は注目する地域、灰色は比べる相手、黒い線は中央値）",
        "Place between lowest and highest (blue: in focus, grey: peers, bar: median)",
    ),
    sql=select("compare/dots"),
    chart=Dots(
        row="scale{lang}",
        label="name{lang}",
        position="position",
        median="median_position",
        value="value",
        unit="unit{lang}",
        decimals="decimals",
        focus="focus",
        missing="@why",
    ),
    columns=_COLUMNS,
    remark=projected.DIFFERENCE,
    finding=_dots,
    sources=(*_SOURCES, origins.PLACE_STAFF, origins.PLACE_AGES),
    scope="compared",
    dated=_WORK,
    needs=("areas",),
    origin=(
        *_WORK,
        origins.PLACE_PEOPLE,
        origins.PLACE_AGED,
        origins.AREA_OF_PLACES,
        origins.STAFF_OF_PLACES,
        origins.AGES_OF_PLACES,
    ),
    notes=(
        T(
            "大きいことが良いとは限らない。順位は丸める前の値の大きい順で、同じ値は同じ順位",
            "Larger is not better by itself; ranks go from the largest, by values before rounding; "
            "equal values share a rank",
        ),
        _AGED_BASES,
        _LOGARITHMIC,
    ),
)


def _heat(rows: Rows, lang: Lang) -> str:
    mine = [row for row in _focus(rows) if row["indicator_id"] == "population_index_2050"]
    if not mine:
        return none(lang)
    row = mine[0]
    value = fmt.number(row["value"], 1, lang)
    median = fmt.number(row["median"], 1, lang)
    gap = fmt.signed(row["distance_to_median"], 1, lang)
    period = "2050年推計" if lang == "ja" else "projection for 2050"
    if row["known"] < 2:
        alone = claim.rank(row["place"], row["known"], row["sharing"], period, lang)
        if lang == "ja":
            return f"{row['name']}の人口指数は{value}（{period}）。{alone}"
        return f"{row['name_en']}: population index {value} ({period}), {alone}"
    place = claim.rank(row["place"], row["known"], row["sharing"], period, lang)
    if lang == "ja":
        return f"{row['name']}の人口指数は{value}で{place}、中央値{median}との差{gap}"
    return f"{row['name_en']}: population index {value}, {place}, {gap} from the median of {median}"


heat = Panel(
    panel_id="compare_heat",
    page="compare",
    question=T("地域ごとの指標を並べるとどうか", "All regions, all indicators"),
    subtitle=_subtitle(
        "地域 × 指標の値（濃い色ほど比べる相手の中で大きい）",
        "Value by region and indicator (darker: larger among those compared)",
    ),
    sql=select("compare/table"),
    chart=Grid(
        row="name{lang}",
        column="indicator{lang}",
        value="value",
        decimals="decimals",
        unit="unit{lang}",
        shade="position",
        missing="@why",
        focus="focus",
    ),
    columns=_COLUMNS,
    remark=projected.DIFFERENCE,
    finding=_heat,
    sources=_SOURCES,
    scope="compared",
    dated=_WORK,
    needs=("areas",),
    origin=(*_WORK, origins.PLACE_PEOPLE, origins.PLACE_AGED, origins.AREA_OF_PLACES),
    notes=(_LOGARITHMIC,),
)


PANELS = (dots, heat, slope.compared)
