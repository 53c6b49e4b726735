"""事例: what have others achieved together?"""

from __future__ import annotations

from dashboard import format as fmt
from dashboard.finding import column, listed, none, top
from dashboard.panel import Chart, Column, Panel, Rows
from dashboard.text import Lang, T

AKITA = "akita_cooperation_2023"
KAMIKAWA = "kamikawa_council_2025"
NAGASAKI = "nagasaki_study_group_2020"
_ORIGIN = """
    select cooperation_case.title || ' ' || case_measure.measure || ' ' || case_measure.period as what,
        cooperation_case.title_en || ', ' || case_measure.measure_en as what_en,
        case_measure.as_printed, case_measure.source_id, case_measure.source_ref,
        case_measure.source_row, case_measure.note
    from case_measure
    inner join cooperation_case using (case_id)
    order by case_measure.source_row
"""


_UNITS = {"km": "km", "路線": "roads"}


def _change(rows: Rows, lang: Lang) -> str:
    best = top(rows, "change_pct")
    if not best:
        return none(lang)
    row = best[0]
    title, measure = row[column(lang, "title")], row[column(lang, "measure")]
    first, last = fmt.plain(row["first_value"], lang), fmt.plain(row["last_value"], lang)
    if lang == "ja":
        return f"最も伸びたのは{title}の{measure}（{first}→{last}{row['unit']}）"
    return f"Largest increase: {measure} ({first} to {last} {_UNITS[row['unit']]})"


def _before_after(panel_id: str, unit: str, ja: str, en: str) -> Panel:
    """A dumbbell for the measures of one unit: two units never stand in one chart."""
    return Panel(
        panel_id=panel_id,
        page="cases",
        question=T(f"連携の前後で、{ja}はどう変わったか", f"How did {en} change?"),
        subtitle=T(f"前後の値（{unit}）、資料のとおり", f"Before and after ({_UNITS[unit]}), as printed"),
        sql=f"""
            select *, measure || '（' || title || '）' as name, measure_en as name_en
            from kpi.case_change
            where unit = '{unit}' and last_value is not null
            order by change_pct desc, case_id, measure
        """,
        chart=Chart(
            "dumbbell",
            {
                "label": "name{lang}",
                "first": "first_value",
                "second": "last_value",
                "first_year": "first_year",
                "second_year": "last_year",
                "unit": T(unit, _UNITS[unit]),
                "kind": "plain",
            },
        ),
        columns=(
            Column("title{lang}", T("事例", "Case")),
            Column("measure{lang}", T("指標", "Measure")),
            Column("first_year", T("前の年度", "First year"), "fiscal_year", missing="unknown"),
            Column("first_value", T("前の値", "Before"), "plain", T(unit, _UNITS[unit])),
            Column("last_year", T("後の年度", "Last year"), "fiscal_year", missing="unknown"),
            Column("last_value", T("後の値", "After"), "plain", T(unit, _UNITS[unit])),
            Column("change_pct", T("増減率", "Change"), "signed1", T("％", "%")),
        ),
        finding=_change,
        sources=(AKITA,),
        origin=_ORIGIN,
        notes=(
            T(
                "効果の大きさは資料の値で、ほかの要因を除いたものではない",
                "The figures are the document's; other causes are not taken out",
            ),
        ),
    )


length = _before_after("case_length", "km", "延長", "road length")
roads = _before_after("case_roads", "路線", "路線数", "the number of roads")


def _all_measures(rows: Rows, lang: Lang) -> str:
    both = sum(row["last_value"] is not None for row in rows)
    if lang == "ja":
        return f"数値のある指標は{len(rows)}、うち前後を比べられるものは{both}"
    return f"{len(rows)} measures have a figure; {both} can be compared before and after"


measures = Panel(
    panel_id="case_measures",
    page="cases",
    question=T("事例の数値は何を伝えるか", "What figures do the cases tell?"),
    subtitle=T("事例 × 指標、前後の値と増減", "Case and measure, before and after"),
    sql="select * from kpi.case_change order by case_id, measure",
    chart=Chart("table", {"value": "last_value"}),
    columns=(
        Column("title{lang}", T("事例", "Case")),
        Column("measure{lang}", T("指標", "Measure")),
        Column("unit", T("単位", "Unit"), missing="unknown"),
        Column("first_period", T("前の時期", "First period"), missing="unknown"),
        Column("first_value", T("前の値", "Before"), "plain"),
        Column("last_period", T("後の時期", "Last period"), missing="one_period"),
        Column("last_value", T("後の値", "After"), "plain", missing="one_period"),
        Column("change_pct", T("増減率", "Change"), "signed1", T("％", "%"), "one_period"),
    ),
    finding=_all_measures,
    sources=(AKITA,),
    origin=_ORIGIN,
)


def _cases(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    kinds = listed(list(dict.fromkeys(row["kind"] for row in rows)), lang, most=4)
    return f"{len(rows)}の事例（{kinds}）" if lang == "ja" else f"{len(rows)} cases"


case_register = Panel(
    panel_id="case_register",
    page="cases",
    question=T("ほかの県では何を一緒にしているか", "What do other prefectures do together?"),
    subtitle=T(
        "事例の台帳。文は資料の要点で、原文ではない",
        "Register of cases: the gist of the documents in Japanese, not their wording",
    ),
    sql="""
        with told as (
            select case_id,
                list(text order by sort_order) filter (where kind = '課題') as issues,
                list(text order by sort_order) filter (where kind = '取組') as actions,
                list(text order by sort_order) filter (where kind = '効果') as effects
            from case_effect group by case_id
        ),
        events as (
            select case_id, list(period || ' ' || text order by sort_order) as events
            from case_event group by case_id
        )
        select cooperation_case.*, municipality.prefecture, told.issues, told.actions, told.effects,
            events.events
        from cooperation_case
        inner join (select distinct prefecture_code, prefecture from municipality) as municipality
            using (prefecture_code)
        left join told using (case_id)
        left join events using (case_id)
        order by cooperation_case.source_row
    """,
    chart=Chart(
        "register",
        {
            "title": "title{lang}",
            "group": "prefecture",
            "lead": "summary",
            "lists": (("issue", "issues"), ("action", "actions"), ("effect", "effects"), ("event", "events")),
        },
    ),
    columns=(
        Column("prefecture", T("都道府県", "Prefecture")),
        Column("title{lang}", T("事例", "Case")),
        Column("kind", T("種類", "Kind")),
        Column("partners", T("関係団体", "Partners")),
        Column("started_as_printed", T("開始（原文）", "Start as printed"), missing="unknown"),
    ),
    finding=_cases,
    sources=(AKITA,),
    origin="""
        select title as what, title_en as what_en, as_printed, source_id, source_ref, source_row, note
        from cooperation_case order by source_row
    """,
)


def _themes(rows: Rows, lang: Lang) -> str:
    groups = list(dict.fromkeys(row[column(lang, "group_name")] for row in rows))
    if lang == "ja":
        return f"上川の推進会議は{len(groups)}部会で{len(rows)}のテーマを検討する"
    return f"Kamikawa's council works on {len(rows)} themes in {len(groups)} groups"


themes = Panel(
    panel_id="council_themes",
    page="cases",
    question=T("上川の推進会議は何を検討しているか", "What does Kamikawa's council work on?"),
    subtitle=T(
        "上川管内地域連携・協創推進会議の部会とテーマ", "Working groups and themes of the Kamikawa council"
    ),
    sql="""
        select working_group.name as group_name, working_group.name_en as group_name_en, body_theme.theme,
            array_to_string(body_theme.details, '、') as details, body_theme.note
        from body_theme
        inner join working_group using (region_id, group_id)
        order by working_group.sort_order, body_theme.sort_order
    """,
    chart=Chart("table"),
    columns=(
        Column("group_name{lang}", T("部会", "Working group")),
        Column("theme", T("テーマ", "Theme")),
        Column("details", T("内訳", "Details"), missing="not_marked"),
    ),
    finding=_themes,
    sources=(KAMIKAWA,),
    origin="""
        select body_theme.theme as what,
            region.name_en || ', theme ' || body_theme.sort_order as what_en, body_theme.as_printed,
            body_theme.source_id, body_theme.source_ref, body_theme.source_row, body_theme.note
        from body_theme inner join region using (region_id)
        where body_theme.group_id is not null
        order by body_theme.region_id, body_theme.sort_order
    """,
    notes=(
        T(
            "部会とテーマの対応は内容からの推定を含む（各行の注記）",
            "Which theme belongs to which group is partly inferred from content (see the notes)",
        ),
    ),
)


def _events(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    names = list(dict.fromkeys(row[column(lang, "name")] for row in rows))
    return (
        f"{listed(names, lang)}の経過、{len(rows)}件"
        if lang == "ja"
        else f"Course of {listed(names, lang)}: {len(rows)} entries"
    )


events = Panel(
    panel_id="body_events",
    page="cases",
    question=T("協定のない会議・研究会はどう進んだか", "How did councils and study groups proceed?"),
    subtitle=T(
        "上川の推進会議と長崎の研究会の経過、時期は資料のとおり",
        "Kamikawa's council and Nagasaki's study group, periods as printed",
    ),
    sql="""
        select region.name, region.name_en, body_event.period, body_event.text
        from body_event inner join region using (region_id)
        order by region.region_id, body_event.sort_order
    """,
    chart=Chart("table"),
    columns=(
        Column("name{lang}", T("団体", "Body")),
        Column("period", T("時期", "Period"), missing="unknown"),
        Column("text", T("出来事", "Event")),
    ),
    finding=_events,
    sources=(KAMIKAWA, NAGASAKI),
    origin="""
        select body_event.text as what,
            region.name_en || ', entry ' || body_event.sort_order as what_en, body_event.as_printed,
            body_event.source_id, body_event.source_ref, body_event.source_row, body_event.note
        from body_event inner join region using (region_id)
        order by body_event.region_id, body_event.sort_order
    """,
)


def _rates(rows: Rows, lang: Lang) -> str:
    best = top(rows, "value_pct")
    if not best:
        return none(lang)
    value = fmt.number(best[0]["value_pct"], 1, lang)
    names = listed([row[column(lang, "category")] for row in best], lang)
    return (
        f"無投票当選者の割合が最も高いのは{names}（{value}％）"
        if lang == "ja"
        else f"Elected without a vote most often: {names} ({value}%)"
    )


rates = Panel(
    panel_id="quoted_rates",
    page="cases",
    question=T("議会のなり手はどこで足りないか", "Where are candidates short?"),
    subtitle=T(
        "無投票当選者の割合（％）、第32次地方制度調査会の答申の概要による",
        "Share elected without a vote (%), from the 32nd council's report summary",
    ),
    sql="select *, false as focus from quoted_rate order by value_pct desc",
    chart=Chart(
        "ranked_bar",
        {
            "label": "category{lang}",
            "value": "value_pct",
            "kind": "decimal1",
            "unit": T("％", "%"),
            "focus": "focus",
        },
    ),
    columns=(
        Column("category{lang}", T("区分", "Category")),
        Column("value_pct", T("割合", "Share"), "decimal1", T("％", "%")),
        Column("quoted_from", T("引用元", "Quoted from")),
    ),
    finding=_rates,
    sources=(NAGASAKI,),
    origin="""
        select name || ' ' || category as what, name_en || ', ' || category_en as what_en, as_printed,
            source_id, source_ref, source_row, note
        from quoted_rate order by source_row
    """,
)

PANELS = (length, roads, measures, case_register, themes, events, rates)
