"""任意の組み合わせ: what would hold for municipalities of the reader's choice? A section of 比較."""

from __future__ import annotations

from dashboard import claim
from dashboard import format as fmt
from dashboard.chart import Table
from dashboard.charts.cells import Grid
from dashboard.finding import column, counted
from dashboard.mart import Row
from dashboard.nouns import COMPARED, REGIONS, listed
from dashboard.panel import Column, Panel, Rows, Sentence
from dashboard.panels import areas, origins, projected
from dashboard.panels.coalition_grant import grant
from dashboard.panels.coalition_rules import HINT, rules
from dashboard.panels.population_rank import SHRINKING
from dashboard.selects import select
from dashboard.text import Lang, T, filled, word

_PLACES = T("市町村", "municipalities")
_CHOSEN = (origins.CHOSEN_POPULATION, origins.CHOSEN_AREA)
_OF_REGIONS = (*origins.PEOPLE, origins.PROJECTION_AGED)
_PERSONS = T("人", "persons")
_SUMS = T(
    "市町村は一度だけ数え、率は合計を合計で割る。一つでも値のない市町村があれば不明",
    "Each municipality once, rates are sums over sums; unknown when one member lacks the figure",
)


def _mine(rows: Rows) -> dict[str, Row]:
    return {row["indicator_id"]: row for row in rows if row["focus"]}


def _value(row: Row, lang: Lang, unit: T | None = None) -> str:
    """The value, or 不明 with how many of how many are known."""
    if row["value"] is not None:
        return fmt.number(row["value"], row["decimals"], lang) + (unit(lang) if unit else "")
    unknown, known, members = word("missing.unknown", lang), row["known"], row["members"]
    if lang == "ja":
        return f"{unknown}（値があるのは{members}市町村のうち{known}）"
    return f"{unknown} (known for {known} of {members})"


_BESIDE = T(
    "人口・面積・密度・2050年の見通し。一番上が任意の組み合わせ、その下が今ある地域",
    "Population, area, density and outlook for 2050; the coalition first, then the regions",
)


def _dated(about: Sentence, edition: Sentence) -> Sentence:
    def sentence(rows: Rows, lang: Lang) -> str:
        parts = [about(rows, lang), edition(rows, lang)]
        return ("。" if lang == "ja" else "; ").join(part for part in parts if part)

    return sentence


def _figures(rows: Rows, lang: Lang) -> str:
    mine = _mine(rows)
    if not mine:
        return HINT(lang)
    row = mine["population_index_2050"]
    now, index = mine["population_2020"], _value(row, lang, T("％", "%"))
    then = _value(mine["population_2050"], lang)
    members, place = row["members"], ""
    if row["place"] is not None and row["placed"] > 1:
        period = "2050年推計" if lang == "ja" else "projection for 2050"
        told = claim.rank(row["place"], row["placed"], row["sharing"], period, lang, COMPARED)
        place = f"。指数は、{told}" if lang == "ja" else f"; index {told}"
    if lang == "ja":
        later = f"{then}人で2020年の{index}" if row["value"] is not None else then
        unit = "人" if now["value"] is not None else ""
        return (
            f"{row['name']}（{members}市町村）の人口は{_value(now, lang)}{unit}、2050年の推計は{later}{place}"
        )
    later = f"{then}, {index} of 2020" if row["value"] is not None else then
    who = f"{row['name_en']} ({counted(members, 'municipality', 'municipalities')})"
    return f"{who}: population {_value(now, lang)} in 2020; projected for 2050: {later}{place}"


def _small(rows: Rows, lang: Lang) -> str:
    mine = _mine(rows)
    if not mine:
        return HINT(lang)
    row = mine["member_count"]
    sizes = (
        (2000, T("2千人未満", "under 2,000")),
        (5000, T("5千人未満", "under 5,000")),
        (10000, T("1万人未満", "under 10,000")),
    )
    then = mine["under_2000_in_2050"]
    comma = "、" if lang == "ja" else "; "
    parts = []
    for limit, size in sizes:
        now, later = (_value(mine[f"under_{limit}_in_{year}"], lang) for year in (2020, 2050))
        if then["value"] is None:
            parts.append(f"{size(lang)}は{now}" if lang == "ja" else f"{size(lang)}: {now}")
        else:
            parts.append(
                f"{size(lang)}は{now}から{later}" if lang == "ja" else f"{size(lang)}: {now} to {later}"
            )
    told = comma.join(parts)
    if lang == "ja":
        who = f"{row['name']}の{row['members']}市町村のうち"
        if then["value"] is None:
            return f"{who}、2020年に{told}。2050年は{_value(then, lang)}"
        return f"{who}、2020年から2050年に{told}"
    who = f"{row['name_en']}, members by residents"
    if then["value"] is None:
        return f"{who} in 2020: {told}; 2050: {_value(then, lang)}"
    return f"{who}, 2020 to 2050: {told}"


def _overlap(rows: Rows, lang: Lang) -> str:
    if not rows:
        return HINT(lang)
    first, name = rows[0], column(lang, "name")
    who, members, inside = first[column(lang, "coalition")], first["members"], first["in_some"]
    regions = [row for row in rows if row["scheme"] is not None]
    told = listed([f"{row[name]} {row['shared']}" for row in regions], REGIONS, lang)
    if lang == "ja":
        if not regions:
            return f"{who}のどの市町村も、このボードに載る地域に入っていない"
        twice = f"。二つ以上の地域に入るのは{first['in_several']}" if first["in_several"] else ""
        return f"{who}の{members}市町村のうち{inside}が、このボードに載る地域に入っている（{told}）{twice}"
    if not regions:
        return f"{who}: no member belongs to a region on this board"
    twice = f"; {first['in_several']} in two or more" if first["in_several"] else ""
    return f"{who}: {inside} of {members} in a region on this board ({told}){twice}"


def _members(rows: Rows, lang: Lang) -> str:
    if not rows:
        return HINT(lang)
    said = SHRINKING(
        rows,
        "population_index_2050",
        claim.column_of(column(lang, "name")),
        lambda row: fmt.number(row["population_index_2050"], 1, lang),
        "2050年推計" if lang == "ja" else "projection for 2050",
        lang,
    )
    if not said:
        return "2050年の推計がある市町村はない" if lang == "ja" else "No member has a projection for 2050"
    return said


_LONG = (
    Column("name{lang}", T("地域", "Region")),
    Column("indicator{lang}", T("指標", "Indicator")),
    Column("value", T("値", "Value"), "decimals", None, "@why"),
    Column("unit{lang}", T("単位", "Unit")),
    Column("known", T("値のある構成市町村", "Members with a figure"), "count", _PLACES, "unknown"),
    Column("members", T("構成市町村", "Members"), "count", _PLACES),
)
_GRID = Grid(
    row="name{lang}",
    column="indicator{lang}",
    value="value",
    decimals="decimals",
    unit="unit{lang}",
    missing="@why",
    focus="focus",
)

figures = Panel(
    panel_id="coalition_figures",
    page="coalition",
    question=T("この組み合わせの規模と見通しは", "How large is this coalition, and what lies ahead?"),
    subtitle=_dated(lambda rows, lang: _BESIDE(lang), areas.edition_of_compared),
    sql=select("coalition/figures"),
    chart=_GRID,
    columns=_LONG,
    remark=projected.OF_COALITION,
    finding=_figures,
    origin=(*_CHOSEN, *_OF_REGIONS, origins.AREA),
    beside=(origins.MEMBERS,),
    scope="beside",
    notes=(_SUMS,),
)
small = Panel(
    panel_id="coalition_small",
    page="coalition",
    question=T("小さな市町村はいくつになるか", "How many small members will there be?"),
    subtitle=T(
        "人口が2千人・5千人・1万人に満たない構成市町村の数、2020年国勢調査と2050年推計",
        "Members under 2,000, 5,000 and 10,000 residents, census 2020 and projection 2050",
    ),
    sql=select("coalition/small"),
    chart=_GRID,
    columns=_LONG,
    remark=projected.OF_COALITION,
    finding=_small,
    origin=(select("coalition/small_rows"), *origins.PEOPLE),
    beside=(origins.MEMBERS,),
    scope="beside",
    notes=(_SUMS,),
)
overlap = Panel(
    panel_id="coalition_overlap",
    page="coalition",
    question=T("ボードに載る地域と重なるか", "Does it overlap with the regions on the board?"),
    subtitle=T(
        "ボードに載る地域に、選んだ市町村のどれが入っているか",
        "Which of the chosen municipalities belong to which region on the board",
    ),
    sql=select("coalition/overlap"),
    chart=Table(),
    columns=(
        Column("name{lang}", T("地域", "Region")),
        Column("shared", T("選んだ市町村", "Chosen members in it"), "count", _PLACES),
        Column(
            "region_members", T("地域の構成市町村", "Members of the region"), "count", _PLACES, "out_of_scope"
        ),
        Column("names{lang}", T("市町村名", "Municipalities")),
    ),
    finding=_overlap,
    scope="any",
    sources=(origins.CHOSEN_MEMBERS,),
    origin=(select("coalition/overlap_rows"),),
)


def _members_measure(rows: Rows, lang: Lang) -> str:
    """With the day of the districts where one of them is in a bureau's."""
    day = next((row["bureau_on"] for row in rows if row["bureau_on"]), None)
    if lang == "ja":
        told = "選んだ市町村の人口（2020年国勢調査）、2050年推計と面積"
        return told + (filled(f"。{{bureau}}は{fmt.date(day, lang)}の所管", lang) if day else "")
    told = "Chosen municipalities: population (census 2020), projection 2050, area"
    return told + (filled(f"; {{bureau}}: districts as of {fmt.date(day, lang)}", lang) if day else "")


members = Panel(
    panel_id="coalition_members",
    page="coalition",
    question=T("どの市町村からなるか", "Which municipalities is it made of?"),
    subtitle=_dated(_members_measure, areas.edition_of_members),
    sql=select("coalition/members"),
    chart=Table(),
    columns=(
        Column("name{lang}", T("市町村", "Municipality")),
        Column("kana", T("よみ", "Reading")),
        Column("place{lang}", T("都道府県・{bureau}", "Prefecture and {bureau}")),
        Column("population_2020", T("人口（2020年）", "Population 2020"), "count", _PERSONS, "unknown"),
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
            T("2020年＝100", "2020 = 100"),
            "unknown",
        ),
        Column(
            "aged_share_2050_pct",
            T("65歳以上（2050年推計）", "Aged 65+ in 2050 (projection)"),
            "decimal1",
            T("％", "%"),
            "unknown",
        ),
        Column("area_km2", T("面積", "Area"), "decimal2", T("km²", "km²"), "unknown"),
        Column("regions{lang}", T("ボードに載る地域", "Regions on the board")),
        Column("national{lang}", T("国の圏域", "National areas")),
    ),
    remark=projected.OF_COALITION,
    finding=_members,
    scope="any",
    origin=(
        *_CHOSEN,
        origins.CHOSEN_MEMBERSHIP,
        select("origin/chosen_bureaus"),
        select("origin/national_area"),
    ),
    beside=(origins.CHOSEN_MEMBERS, "@list_source"),
)

PANELS = (figures, small, grant, rules, overlap, members)
