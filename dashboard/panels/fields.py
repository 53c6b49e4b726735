"""分野と事業: who works on what, and what came of it?"""

from __future__ import annotations

from dashboard import format as fmt
from dashboard.finding import column, counted, distinct, listed, none, span
from dashboard.panel import Chart, Column, Panel, Rows
from dashboard.panels import search
from dashboard.panels.overview import CASEBOOK
from dashboard.text import Lang, T


def _matrix(rows: Rows, lang: Lang) -> str:
    counts: dict[str, int] = {}
    for row in rows:
        key = row[column(lang, "field")]
        counts[key] = counts.get(key, 0) + bool(row["marked"])
    if not counts or not max(counts.values()):
        return none(lang)
    most = max(counts.values())
    names = listed([name for name, number in counts.items() if number == most], lang)
    unused = [name for name, number in counts.items() if number == 0]
    total = distinct(rows, "region_id")
    if total == 1:
        used = [name for name, number in counts.items() if number]
        who, which = rows[0][column(lang, "region")], listed(used, lang)
        if lang == "ja":
            return f"{who}は{len(counts)}分野のうち{len(used)}分野で連携する（{which}）"
        return f"{who} cooperates in {len(used)} of {counted(len(counts), 'field')}: {which}"
    if lang == "ja":
        tail = f"。どの地域も挙げていないのは{listed(unused, lang)}" if unused else ""
        return f"最も多くの地域が取り組むのは{names}（{total}地域中{most}地域）{tail}"
    tail = f"; marked by none: {listed(unused, lang)}" if unused else ""
    return f"Most widely chosen: {names} ({most} of {counted(total, 'region')}){tail}"


def _matrix_subtitle(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    regions, when = distinct(rows, "region_id"), fmt.date(rows[0]["as_of"], lang)
    if lang == "ja":
        return f"連携する具体的事項（○）、分野 × 地域、{regions}地域、{when}時点"
    return f"Policy fields marked in the document, {counted(regions, 'region')}, as of {when}"


field_matrix = Panel(
    panel_id="field_matrix",
    page="fields",
    question=T("どの地域が、どの分野で連携しているか", "Which regions cooperate in which fields?"),
    subtitle=_matrix_subtitle,
    sql="""
        select *, (select as_of from source where source_id = 'hokkaido_casebook_2024') as as_of
        from kpi.field_matrix
        where $region is null or region_id = $region
        order by sort_order, region_order
    """,
    chart=Chart(
        "grid",
        {
            "row": "field{lang}",
            "column": "region{lang}",
            "value": "marked",
            "words": "yes",
            "mark": "marked",
            "empty": "",
        },
    ),
    columns=(
        Column("field{lang}", T("分野", "Field")),
        Column("region{lang}", T("地域", "Region")),
        Column("marked", T("連携する", "Marked"), words="yes"),
        Column("label_as_printed", T("資料の表記", "Label as printed"), missing="not_marked"),
    ),
    finding=_matrix,
    sources=(CASEBOOK,),
    origin="""
        select region || ' ' || field as what, region_en || ', ' || field_en as what_en,
            label_as_printed as as_printed, source_id, source_ref, source_row, note
        from kpi.field_matrix
        where marked and ($region is null or region_id = $region)
        order by region_order, sort_order
    """,
)


def _timeline_subtitle(rows: Rows, lang: Lang) -> str:
    years = span(rows, "fiscal_year", lang)
    return f"事業 × 年度の状態、{years}" if lang == "ja" else f"Project by fiscal year, {years}"


def _timeline(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    year = rows[0]["told_year"]
    last = [row for row in rows if row["fiscal_year"] == year]
    if not last:
        when = fmt.fiscal_year(year, lang)
        return f"{when}の記載はない" if lang == "ja" else f"{when}: nothing is told"
    done = sum(row["state"] == "done" for row in last)
    planned = sum(row["state"] == "planned" for row in last)
    waiting = sum(row["state"] in ("under_review", "undecided") for row in last)
    when = fmt.fiscal_year(year, lang)
    if done:
        idle = sum(row["state"] == "none" for row in last)
        if lang == "ja":
            return f"{when}は、実施した事業が{done}、取組のない事業が{idle}"
        return f"{when}: {counted(done, 'project')} carried out, {idle} without activity"
    if lang == "ja":
        return f"{when}は、予定のある事業が{planned}、検討中・未定が{waiting}"
    return f"{when}: {counted(planned, 'project')} planned, {waiting} under review or undecided"


timeline = Panel(
    # not "timeline": the browser drops an id that is also a property of the document
    panel_id="project_timeline",
    page="fields",
    question=T("どの事業が、どの年度に動いたか", "Which project was active when?"),
    subtitle=_timeline_subtitle,
    sql="""
        select *, coalesce($year, max(fiscal_year) over ()) as told_year
        from kpi.project_timeline
        where $region is null or region_id = $region
        order by region_order, name, fiscal_year
    """,
    chart=Chart(
        "grid",
        {
            "row": "name{lang}",
            "row_group": "region{lang}",
            "column": "fiscal_year",
            "column_kind": "fiscal_year_short",
            "value": "state",
            "words": "state",
            "state": "state",
            "empty": "",
        },
    ),
    columns=(
        Column("region{lang}", T("地域", "Region")),
        Column("name{lang}", T("事業", "Project")),
        Column("fiscal_year", T("年度", "Fiscal year"), "fiscal_year"),
        Column("state", T("状態", "State"), words="state"),
        Column("activity_count", T("取組数", "Activities"), "count", T("件", "items"), "not_marked"),
        Column("activities", T("取組", "What was done"), missing="not_marked"),
    ),
    finding=_timeline,
    sources=(CASEBOOK,),
    origin="""
        select name || ' ' || fiscal_year || '年度' as what, name_en || ', FY' || fiscal_year as what_en,
            as_printed, source_id, source_ref, source_row, note
        from kpi.project_timeline
        where $region is null or region_id = $region
        order by region_order, name, fiscal_year
    """,
    notes=(
        T(
            "空欄は資料がその年度に触れていない。見込は資料の時点での予定",
            "A blank: the document does not mention that year; planned is as of the document's date",
        ),
    ),
)


def _register(rows: Rows, lang: Lang) -> str:
    if not rows:
        return "この条件に当たる事業はない" if lang == "ja" else "No project matches"
    outcomes = sum(row["outcomes"] for row in rows)
    difficulties = sum(row["difficulties"] for row in rows)
    # the reader's own words: said back, so that the list is not taken for all projects
    sought = rows[0]["sought"]
    if lang == "ja":
        which = f"「{sought}」を含む" if sought else ""
        return f"{which}{len(rows)}事業に、成果{outcomes}件・困難{difficulties}件の記載"
    told = f"{counted(outcomes, 'outcome')}, {counted(difficulties, 'difficulty', 'difficulties')}"
    which = f' with "{sought}"' if sought else ""
    return f"Told of {counted(len(rows), 'project')}{which}: {told}"


register = Panel(
    panel_id="register",
    page="fields",
    question=T("何のために、何をして、何が得られたか", "What for, what was done, what came of it?"),
    subtitle=T(
        "事業の台帳。文は資料の要点で、原文ではない",
        "Register of projects: the gist of the document in Japanese, not its wording",
    ),
    sql="""
        with told as (
            select project_id,
                list(text order by outcome_id) filter (where kind = 'outcome') as outcome_texts,
                list(text order by outcome_id) filter (where kind = 'difficulty') as difficulty_texts,
                list(text order by outcome_id) filter (where kind = 'remedy') as remedy_texts,
                count(*) filter (where kind = 'outcome') as outcomes,
                count(*) filter (where kind = 'difficulty') as difficulties
            from project_outcome
            where project_id is not null
            group by project_id
        ),
        done as (
            select project_id,
                list(fiscal_year || '年度：' || activities order by fiscal_year) as activity_texts,
                list('FY' || fiscal_year || ': ' || activities order by fiscal_year) as activity_texts_en
            from kpi.project_timeline
            where activities is not null and activities <> ''
            group by project_id
        )
        select project.project_id, project.name, project.name_en, region.name as region,
            region.name_en as region_en, project.purpose, told.outcome_texts,
            told.difficulty_texts, told.remedy_texts, done.activity_texts, done.activity_texts_en,
            $search as sought,
            coalesce(told.outcomes, 0) as outcomes, coalesce(told.difficulties, 0) as difficulties
        from project
        inner join region using (region_id)
        left join told using (project_id)
        left join done using (project_id)
        where ($region is null or project.region_id = $region)
            and """
    + search.found(
        "project.name",
        "project.name_en",
        "region.name",
        "region.name_en",
        "project.purpose",
        "array_to_string(done.activity_texts, ' ')",
        "array_to_string(told.outcome_texts, ' ')",
        "array_to_string(told.difficulty_texts, ' ')",
        "array_to_string(told.remedy_texts, ' ')",
    )
    + """
        order by region.sort_order, project.source_row
    """,
    chart=Chart(
        "register",
        {
            "title": "name{lang}",
            "group": "region{lang}",
            "lead": "purpose",
            "lists": (
                ("action", "activity_texts{lang}"),
                ("outcome", "outcome_texts"),
                ("difficulty", "difficulty_texts"),
                ("remedy", "remedy_texts"),
            ),
        },
    ),
    columns=(
        Column("region{lang}", T("地域", "Region")),
        Column("name{lang}", T("事業", "Project")),
        Column("purpose", T("目的", "Purpose")),
        Column("outcomes", T("成果", "Outcomes"), "count", T("件", "items")),
        Column("difficulties", T("困難", "Difficulties"), "count", T("件", "items")),
    ),
    finding=_register,
    sources=(CASEBOOK,),
    origin="""
        select project.name as what, project.name_en as what_en, project.as_printed,
            project.source_id, project.source_ref, project.source_row, project.note
        from project
        where $region is null or project.region_id = $region
        order by project.project_id
    """,
    notes=(
        T(
            "困難の欄には「困難はなかった」という記載も含まれる",
            "The column of difficulties also holds statements that there were none",
        ),
    ),
)

PANELS = (field_matrix, timeline, register)
