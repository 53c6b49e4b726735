"""比較: where the office's prefecture stands among those of the country, by their totals."""

from __future__ import annotations

from dashboard import claim
from dashboard import format as fmt
from dashboard.chart import Table
from dashboard.finding import column, none
from dashboard.nouns import PREFECTURES
from dashboard.panel import Column, Panel, Rows
from dashboard.panels import projected
from dashboard.selects import select
from dashboard.text import Lang, T, word

_PERIOD = T("2050年推計", "projection for 2050")


def _standing(rows: Rows, lang: Lang) -> str:
    """The index of each prefecture that the office is of, with its place."""
    index = [row for row in rows if row["indicator_id"] == "population_index_2050"]
    parts = []
    for row in index:
        name = row[column(lang, "prefecture")]
        if row["value"] is None:
            why = word("missing.members_unknown", lang)
            parts.append(f"{name}の人口指数は{why}" if lang == "ja" else f"{name}: population index {why}")
            continue
        value = fmt.number(row["value"], 1, lang)
        place = claim.rank(row["place"], row["prefectures"], row["sharing"], _PERIOD(lang), lang, PREFECTURES)
        parts.append(
            f"{name}の人口指数は{value}で{place}"
            if lang == "ja"
            else f"{name}: population index {value}, {place}"
        )
    return ("。" if lang == "ja" else "; ").join(parts) or none(lang)


def _subtitle(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    of = max(row["prefectures"] for row in rows)
    year = max((row["year"] for row in rows if row["year"]), default=None)
    if lang == "ja":
        told = f"{of}都道府県の合計。人口は2020年国勢調査と2050年推計"
        return told + (f"、職員は{year}年4月1日、その人口は同じ年の国勢調査" if year else "")
    told = f"Totals of {of} prefectures; population: census 2020 and projection 2050"
    return told + (f", staff: 1 April {year}, over the census of that year" if year else "")


prefectures = Panel(
    panel_id="compare_prefectures",
    page="compare",
    question=T(
        "この都道府県は、全国のなかでどこにいるか", "Where does this prefecture stand in the country?"
    ),
    subtitle=_subtitle,
    sql=select("compare/prefectures"),
    chart=Table(),
    columns=(
        Column("prefecture{lang}", T("都道府県", "Prefecture")),
        Column("indicator{lang}", T("指標", "Indicator")),
        Column("value", T("値", "Value"), "decimals", None, "@why"),
        Column("unit{lang}", T("単位", "Unit")),
        Column("place", T("順位（大きい順、位）", "Rank (highest first)"), "count", None, "unknown"),
        Column("prefectures", T("値のある都道府県", "Prefectures with a value"), "count"),
        Column("median", T("中央値", "Median"), "decimals"),
        Column("highest", T("最も大きい値", "Highest value"), "decimals"),
        Column("lowest", T("最も小さい値", "Lowest value"), "decimals"),
        Column(
            "known", T("値のある市区町村", "Municipalities with a figure"), "count", missing="by_prefecture"
        ),
        Column("members", T("市区町村", "Municipalities"), "count", missing="by_prefecture"),
    ),
    remark=projected.OF_PREFECTURES,
    finding=_standing,
    sources=(select("compare/prefectures_sources"),),
    optional=True,
    scope="any",
)
