"""人口: each region's index of 2050 beside its prefecture's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard import claim
from dashboard import format as fmt
from dashboard.charts.kinds.ranked_bar import RankedBar
from dashboard.finding import column, none
from dashboard.mart import Row
from dashboard.nouns import PLACES, PREFECTURES, REGIONS, listed
from dashboard.panel import Column, Panel, Rows
from dashboard.panels import origins, projected
from dashboard.selects import select
from dashboard.text import Lang, T

_PERSONS = T("人", "persons")
_INDEX = T("2020年＝100", "2020 = 100")
NOTES = (
    T(
        "現在（構成を記した資料の時点）の構成市町村の合計。過去の年も今の構成市町村で数える",
        "Sum over today's members (as of the documents that name them), for past years too",
    ),
    T("推計は政策の見通しでも目標でもない", "A projection is neither a forecast of policy nor a target"),
)


def _index_rank(rows: Rows, lang: Lang) -> str:
    """Each region beside its own prefecture; the prefecture by the name of its row."""
    known = [row for row in rows if not row["is_prefecture"] and row["value"] is not None]
    if not known:
        if not rows:
            return none(lang)
        return "指数を示せる地域はない" if lang == "ja" else "No region's index can be shown"
    mine = [row for row in known if row["focus"]]
    text = _placed(mine[0], known, lang) if mine else ""
    homes = [row for row in rows if row["is_prefecture"] and row["value"] is not None]
    beside = [row for row in known if row["home_value"] is not None]
    if not homes or not beside:
        return text or _least(known, lang)
    below = sum(row["value"] < row["home_value"] for row in beside)
    told = [f"{row[column(lang, 'name')]}{'は' if mine else ''}" for row in homes] if lang == "ja" else []
    values = [fmt.number(row["value"], 1, lang) for row in homes]
    of = len(beside)
    if of == 1 and len(known) == 1:
        return _alone(known[0], zip(homes, values, strict=True), lang)
    if lang == "ja":
        pairs = "、".join(f"{name}{value}" for name, value in zip(told, values, strict=True))
        if mine:
            return f"{text}。{pairs}、それを下回る推計は{of}地域のうち{below}地域"
        whole = f"{told[0]}（{values[0]}）" if len(homes) == 1 else f"属する都道府県の全体（{pairs}）"
        return f"2050年推計の人口指数（2020年＝100）は、{of}地域のうち{below}地域で{whole}を下回る"
    pairs = ", ".join(f"{row['name_en']} {value}" for row, value in zip(homes, values, strict=True))
    if mine:
        return f"{text}; {pairs}; {below} of {of} regions are projected to be lower"
    told_en = f"Projected population index 2050 (2020 = 100): {below} of {of} regions are below"
    if len(homes) == 1:
        return f"{told_en} {homes[0]['name_en']} as a whole ({values[0]})"
    return f"{told_en} the prefecture they are in ({pairs})"


def _alone(row: Row, homes: Iterable[tuple[Row, str]], lang: Lang) -> str:
    """The only region that is compared, beside its prefecture: no place, no count of one."""
    own, name = fmt.number(row["value"], 1, lang), column(lang, "name")
    beside = listed(
        [f"{home[name]}{'は' if lang == 'ja' else ' '}{value}" for home, value in homes], PREFECTURES, lang
    )
    if lang == "ja":
        return f"{row[name]}の人口指数は{own}（2020年＝100、{_period(lang)}）。{beside}"
    return f"{row[name]}: population index {own} (2020 = 100, {_period(lang)}); {beside}"


def _placed(row: Row, rows: Sequence[Row], lang: Lang) -> str:
    own = fmt.number(row["value"], 1, lang)
    place = 1 + sum(other["value"] > row["value"] for other in rows)
    sharing = sum(other["value"] == row["value"] for other in rows)
    told = claim.rank(place, len(rows), sharing, _period(lang), lang)
    if lang == "ja":
        return f"{row['name']}の人口指数は{own}で{told}"
    return f"{row['name_en']}: population index {own}, {told}"


def _period(lang: Lang) -> str:
    return "2050年推計" if lang == "ja" else "projection for 2050"


def _least(rows: Sequence[Row], lang: Lang) -> str:
    """Where no prefecture's index is known: the lowest region alone."""
    said = _LOWEST(
        rows,
        "value",
        claim.column_of(column(lang, "name")),
        lambda row: fmt.number(row["value"], 1, lang),
        _period(lang),
        lang,
    )
    return f"{said}。都道府県全体の指数は不明" if lang == "ja" else f"{said}; the prefecture's is not known"


SHRINKING = claim.Superlative(
    T("推計人口の指数（2020年＝100）", "Projected population index (2020 = 100)"),
    T("低い", "Lowest projected population index (2020 = 100)"),
    PLACES,
    lowest=True,
)
_LOWEST = claim.Superlative(T("指数", "Index"), T("低い", "Lowest index"), REGIONS, lowest=True)


def _rank_subtitle(rows: Rows, lang: Lang) -> str:
    names = listed([row[column(lang, "name")] for row in rows if row["is_prefecture"]], PREFECTURES, lang)
    if lang == "ja":
        beside = f"と{names}（灰色）" if names else ""
        return f"人口指数（2020年＝100）、連携地域{beside}、2050年推計"
    beside = f" and {names} (grey)" if names else ""
    return f"Population index (2020 = 100), regions{beside}, projection for 2050"


def _towns(name: str, ja: str, en: str) -> Column:
    return Column(name, T(ja, en), "count", T("市町村", "municipalities"), "@members_missing")


index_rank = Panel(
    panel_id="index_rank",
    page="population",
    question=T("2050年の人口指数はどの地域で低いか", "Where is the 2050 index low?"),
    subtitle=_rank_subtitle,
    sql=select("population/index_rank"),
    chart=RankedBar(
        label="name{lang}",
        value="value",
        number_kind="decimal1",
        context="is_prefecture",
        focus="focus",
    ),
    columns=(
        Column("name{lang}", T("地域", "Region")),
        Column("population_2020", T("人口（2020年）", "Population 2020"), "count", _PERSONS),
        Column(
            "population_2050",
            T("人口（2050年推計）", "Population 2050 (projection)"),
            "count",
            _PERSONS,
            "unknown",
        ),
        Column("value", T("指数（2050年推計）", "Index 2050 (projection)"), "decimal1", _INDEX, "unknown"),
        Column(
            "aged_share_2050_pct",
            T("65歳以上（2050年推計）", "Aged 65+ 2050 (projection)"),
            "decimal1",
            T("％", "%"),
            "unknown",
        ),
        _towns(
            "members_under_2000_in_2050",
            "2千人未満の構成市町村（2050年推計）",
            "Members under 2,000 in 2050 (projection)",
        ),
        _towns("members_newly_under_2000", "うち2020年は2千人以上", "Of them 2,000 or more in 2020"),
        _towns(
            "members_under_5000_in_2050",
            "5千人未満の構成市町村（2050年推計）",
            "Members under 5,000 in 2050 (projection)",
        ),
        _towns("members_newly_under_5000", "うち2020年は5千人以上", "Of them 5,000 or more in 2020"),
    ),
    remark=projected.DIFFERENCE,
    finding=_index_rank,
    sources=origins.PLACES,
    scope="all",
    needs=("areas", "population"),
    origin=(origins.PLACE_PEOPLE, origins.PLACE_AGED),
    notes=NOTES,
)
