"""Cards on people: regions, outlook, ageing, small members."""

from __future__ import annotations

from dashboard import format as fmt
from dashboard.card import Card, missing
from dashboard.finding import counted
from dashboard.mart import Row
from dashboard.panels import origins
from dashboard.panels.cards.common import PROJECTION, noun, pct, pick
from dashboard.panels.home import whole, within
from dashboard.selects import select
from dashboard.text import Lang, T


def _share(row: Row, lang: Lang) -> str:
    """How much of the prefectures the regions are in lives in them."""
    if row["share_pct"] is None:
        return pick(lang, "人口に占める割合は不明", "Share of the population not known")
    share = fmt.number(row["share_pct"], 1, lang)
    return pick(
        lang,
        f"{within(row, lang)}人口の{share}％（重なりは一度数える）",
        f"{share}% of the population of {within(row, lang)}, each counted once",
    )


reach = Card(
    "reach",
    T("連携する地域と市町村", "Regions and members"),
    select("cards/coverage"),
    lambda row, lang: (
        fmt.number(row["region_count"], 0, lang),
        pick(lang, f"地域・{row['member_count']}市町村", f"regions, {row['member_count']} members"),
    ),
    _share,
    T("資料（{as_of}）・令和2年国勢調査", "Document ({as_of}), census 2020"),
    (origins.MEMBERS,),
    ("regions",),
    scope="all",
    panel="index_rank",
)


PEOPLE = select("cards/people")


index = Card(
    "index_2050",
    T("2050年の人口指数（推計）", "Population index 2050 (projected)"),
    PEOPLE,
    lambda row, lang: (
        missing("unknown", lang)
        if row["population_index_2050"] is None
        else (fmt.number(row["population_index_2050"], 1, lang), pick(lang, "2020年＝100", "2020 = 100"))
    ),
    lambda row, lang: _people(row, lang) + _beside(row, "home_index", "", lang),
    *PROJECTION,
    panel="index_rank",
)


def _beside(row: Row, value: str, unit: str, lang: Lang) -> str:
    """The prefecture's own figure, by its name; 不明 where a municipality of it lacks the figure."""
    told = missing("unknown", lang)[0] if row[value] is None else f"{fmt.number(row[value], 1, lang)}{unit}"
    return pick(lang, f"{whole(row, lang)}は{told.replace('%', '％')}", f"{whole(row, lang)}: {told}")


def _people(row: Row, lang: Lang) -> str:
    """How many will live there, in how many members, in front of what it compares to."""
    if row["population_2050"] is None:
        return ""
    people, members = fmt.number(row["population_2050"], 0, lang), row["member_count"]
    return pick(
        lang, f"構成{members}市町村で{people}人、", f"{people} persons in {counted(members, 'member')}; "
    )


aged = Card(
    "aged_2050",
    T("2050年の65歳以上の割合（推計）", "Aged 65+ in 2050 (projected)"),
    PEOPLE,
    lambda row, lang: pct(row["aged_share_2050_pct"], lang),
    lambda row, lang: _beside(row, "home_aged", "%", lang),
    *PROJECTION,
    panel="index_rank",
)


def _under(size: str, ja: str, en: str) -> Card:
    name = f"members_under_{size}_in_2050"
    return Card(
        f"under_{size}",
        T(f"{ja}人未満の市町村（2050年推計）", f"Under {en} residents in 2050 (projected)"),
        PEOPLE,
        lambda row, lang: (
            missing("unknown", lang)
            if row[name] is None
            else (
                fmt.number(row[name], 0, lang),
                noun(row[name], lang, "市町村", "municipality", "municipalities"),
            )
        ),
        lambda row, lang: _of_whom(row, name, f"members_newly_under_{size}", lang),
        *PROJECTION,
        panel="small_towns",
    )


def _of_whom(row: Row, later: str, fresh: str, lang: Lang) -> str:
    """How many are under the size already, and how many come to be: the first are no change."""
    members = row["member_count"]
    of = pick(lang, f"構成{members}市町村のうち", f"Of {counted(members, 'member')}")
    if row[later] is None or row[fresh] is None:
        return of
    already = row[later] - row[fresh]
    ja = (f"{already}は2020年にすでに" if already else "", f"{row[fresh]}が新たに" if row[fresh] else "")
    en = (f"{already} already in 2020" if already else "", f"{row[fresh]} newly" if row[fresh] else "")
    told = pick(lang, "、".join(filter(None, ja)), ", ".join(filter(None, en)))
    return of + (pick(lang, f"、{told}", f", {told}") if told else "")


under_2000 = _under("2000", "2千", "2,000")
under_5000 = _under("5000", "5千", "5,000")
