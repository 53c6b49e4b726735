"""地域カルテ: the panels of the one-page sheet that no other page has."""

from __future__ import annotations

from dashboard import format as fmt
from dashboard.chart import Table
from dashboard.finding import column, counted, none
from dashboard.mart import Row
from dashboard.nouns import FIELDS, OCCUPATIONS, PLACES, listed
from dashboard.panel import Column, Panel, Rows
from dashboard.panels import areas, origins, projected
from dashboard.selects import select
from dashboard.text import Lang, T, word

_REGIONS = select("origin/regions")


def _facts(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    row = rows[0]
    ja = lang == "ja"
    unknown = word("missing.unknown", lang)
    people = unknown if row["population_2020"] is None else fmt.number(row["population_2020"], 0, lang)
    index = row["population_index_2050"]
    ahead = unknown if index is None else fmt.number(index, 1, lang)
    if row["unagreed"]:
        grant = "協定はない" if ja else "no agreement"
    elif row["grant_years"] is None:
        grant = "この交付金の対象外" if ja else "not eligible for the grant"
    elif row["cap_use_pct"] is None and row["disbursed_yen"] is not None:
        grant = "地域ごとの上限のない交付" if ja else "a grant without a cap per region"
    elif row["cap_use_pct"] is None:
        grant = "交付の実績はまだない" if ja else "nothing granted yet"
    else:
        share = fmt.number(row["cap_use_pct"], 1, lang)
        grant = f"交付は上限の{share}％" if ja else f"grants at {share}% of the cap"
    members = row["member_count"]
    if row["state"] == "dissolved":
        return _dissolved(row, people, grant, lang)
    if row["state"] == "to_come":
        day = fmt.date(row["valid_from"], lang)
        if ja:
            return f"{row['name']}は{day}に始まる地域（{members}市町村・{people}人）で、まだ数に入らない"
        who = counted(members or 0, "municipality", "municipalities")
        return f"{row['name_en']} ({who}, {people} residents) begins on {day} and is not counted yet"
    if ja:
        return f"{row['name']}（{members}市町村・{people}人）は2050年に2020年の{ahead}％となる推計、{grant}"
    who = counted(members, "municipality", "municipalities")
    return f"{row['name_en']} ({who}, {people} residents): projected at {ahead}% of 2020 by 2050, {grant}"


def _dissolved(row: Row, people: str, grant: str, lang: Lang) -> str:
    """What was paid stays; nothing is said of a year after its end."""
    day, members = fmt.date(row["valid_to"], lang), row["member_count"]
    if lang == "ja":
        return f"{row['name']}は{day}に解散した（最後の構成は{members}市町村・{people}人）。{grant}"
    who = counted(members or 0, "municipality", "municipalities")
    return f"{row['name_en']} was dissolved on {day} (last members: {who}, {people} residents); {grant}"


def _about(rows: Rows, lang: Lang) -> str:
    """Of which edition the area is, and what that of the edition before was where it differs."""
    edition = areas.edition_of_members(rows, lang)
    if not edition:
        return T("協定、ビジョン、事務局、経緯", "Agreement, vision, lead, origin")(lang)
    edition, row = edition[0].upper() + edition[1:], rows[0]
    if row["former_area_km2"] in (None, row["area_km2"]):
        return edition
    day, before = fmt.date(row["former_as_of"], lang), fmt.number(row["former_area_km2"], 2, lang)
    return f"{edition}。{day}の版では{before} km²" if lang == "ja" else f"{edition}; {before} km² on {day}"


facts = Panel(
    panel_id="region_facts",
    page="profile",
    question=T("どんな地域か", "What kind of region is it?"),
    subtitle=_about,
    sql=select("profile/region_facts"),
    chart=Table(),
    columns=(
        Column("scheme_name{lang}", T("制度", "Scheme")),
        Column("lead{lang}", T("事務局・中心市", "Lead"), missing="unknown"),
        Column("agreement_on", T("協定締結", "Agreement"), "date", missing="@agreement_missing"),
        Column("agreement_amended_on", T("協定変更", "Amended"), "date", missing="@amendment_missing"),
        Column("vision_on", T("ビジョン策定", "Vision"), "date", missing="@agreement_missing"),
        Column(
            "vision_amended_on", T("ビジョン改定", "Vision amended"), "date", missing="@amendment_missing"
        ),
        Column("area_km2", T("面積", "Area"), "decimal2", T("km²", "km²"), "unknown"),
        Column("density", T("人口密度", "Density"), "decimal1", T("人/km²", "persons/km²"), "unknown"),
        Column("background", T("形成の経緯", "Background"), missing="not_marked"),
    ),
    remark=projected.DIFFERENCE,
    finding=_facts,
    dated=(_REGIONS, origins.GRANTS, origins.PLACE_CENSUS),
    needs=("areas",),
    origin=(
        select("profile/region_facts_rows"),
        origins.GRANTED,
        *origins.PEOPLE,
        origins.AREA,
    ),
    sources=(_REGIONS, origins.GRANTED, *origins.PLACES, origins.PLACE_AREA),
)


def _shortage(rows: Rows, lang: Lang) -> str:
    if not rows:
        return (
            "資料に不足の記載はない（足りていることを意味しない）"
            if lang == "ja"
            else "No shortage is reported (which does not mean there is none)"
        )
    names = listed([row[column(lang, "occupation")] for row in rows], OCCUPATIONS, lang, most=5)
    return f"不足と記された職種は{names}" if lang == "ja" else f"Reported short: {names}"


shortage_list = Panel(
    panel_id="shortage_list",
    page="profile",
    question=T("どの職種が不足と記されているか", "Which occupations are reported short?"),
    subtitle=T("資料の語のとおり。人数ではない", "In the document's words, not headcounts"),
    sql=select("profile/shortage_list"),
    chart=Table(),
    columns=(
        Column("occupation{lang}", T("職種", "Occupation")),
        Column("wording", T("資料の語", "Wording of the document")),
        Column("occupation_basis", T("職種の根拠", "Basis"), words="basis"),
    ),
    finding=_shortage,
    needs=("regions", "shortages"),
    origin=(origins.SHORTAGES,),
)


def _fields(rows: Rows, lang: Lang) -> str:
    names = listed([row[column(lang, "field")] for row in rows], FIELDS, lang, most=4)
    if not rows:
        return none(lang)
    return f"連携する分野は{names}" if lang == "ja" else f"Fields: {names}"


field_list = Panel(
    panel_id="field_list",
    page="profile",
    question=T("どの分野で連携しているか", "In which fields does it cooperate?"),
    subtitle=T("連携する具体的事項（○）", "Policy fields marked in the document"),
    sql=select("profile/field_list"),
    chart=Table(),
    columns=(
        Column("pillar{lang}", T("柱", "Pillar")),
        Column("field{lang}", T("分野", "Field")),
        Column("label_as_printed", T("資料の表記", "Label as printed"), missing="not_marked"),
    ),
    finding=_fields,
    needs=("regions", "fields"),
    origin=(origins.FIELDS,),
)


def _members(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    known = [row for row in rows if row["population_index_2050"] is not None]
    if not known:
        return "2050年の推計がある構成市町村はない" if lang == "ja" else "No member has a projection for 2050"
    half = sum(row["population_index_2050"] < 50 for row in known)
    if lang == "ja":
        told = "2050年に2020年の半分未満となる推計"
        if half == len(rows):
            return f"構成{half}市町村のすべてが、{told}"
        fall = f"{half}市町村が、{told}" if half else f"、{told}のものはない"
        return f"構成{len(rows)}市町村のうち{fall}"
    of = counted(len(rows), "member")
    if not half:
        return f"No member of {len(rows)} is projected to fall below half of its 2020 population by 2050"
    whose, verb = ("its", "is") if half == 1 else ("their", "are")
    return f"{half} of {of} {verb} projected to fall below half of {whose} 2020 population by 2050"


_SHOWN = T(
    "人口（人）は国勢調査と推計、65歳以上は2050年（％）",
    "Population (census, projection), aged 65+ in 2050 (%)",
)


def _joined(rows: Rows, lang: Lang) -> str:
    """What is shown, and whose day of joining is printed: of the others it is the agreement's."""
    told = _SHOWN(lang)
    year = max((row["staff_year"] for row in rows if row["staff_year"] is not None), default=None)
    if year is not None:
        told += f"、職員は{year}年4月1日の一般行政" if lang == "ja" else f", general staff on 1 April {year}"
    inferred = sum(row["joined_basis"] == "inferred" for row in rows)
    printed = listed(
        [row[column(lang, "name")] for row in rows if row["joined_basis"] == "printed"], PLACES, lang, most=3
    )
    if not inferred:
        return told
    if lang == "ja":
        but = f"{printed}のほかは" if printed else ""
        return f"{told}。加入日は{but}推定（協定締結日）"
    but = f" but for {printed}" if printed else ""
    return f"{told}; joined:{but} inferred (day of the agreement)"


member_table = Panel(
    panel_id="member_table",
    page="profile",
    question=T("構成市町村はどこか", "Who are the members?"),
    subtitle=_joined,
    sql=select("profile/member_table"),
    chart=Table(),
    columns=(
        Column("name{lang}", T("市町村", "Municipality")),
        Column("population_2020", T("2020年", "2020"), "count", missing="unknown"),
        Column("population_2050", T("2050年推計", "Proj. 2050"), "count", missing="unknown"),
        Column("population_index_2050", T("指数（推計）", "Proj. index"), "decimal1", missing="unknown"),
        Column(
            "aged_share_2050_pct",
            T("65歳～（推計）", "Proj. 65+"),
            "decimal1",
            missing="unknown",
        ),
        Column("staff", T("職員", "Staff"), "count"),
        Column("joined_on", T("加入日", "Joined"), "date", missing="unknown"),
    ),
    remark=projected.DIFFERENCE,
    finding=_members,
    origin=(
        *origins.PEOPLE,
        origins.PROJECTION_AGED,
        origins.MEMBER_STAFF,
        select("profile/member_table_rows"),
    ),
    sources=(origins.MEMBERS, *origins.PLACES, origins.PLACE_STAFF),
    needs=("areas", "members"),
    notes=(
        T(
            "指数は2020年＝100。人口は現在の構成市町村、推計は政策の見通しでも目標でもない",
            "Index: 2020 = 100. Today's members; a projection is neither a forecast of policy nor a target",
        ),
    ),
)
