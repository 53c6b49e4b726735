"""職員, from a survey: who nearby has what is lacking, and with whom hard work could be shared."""

from __future__ import annotations

from dashboard.finding import column, counted, listed, none
from dashboard.panel import Chart, Column, Panel, Rows
from dashboard.panels.surveyed import (
    ABOUT,
    CHOSEN,
    PERSONS,
    SOURCE,
    TOWNS,
    origin,
    subtitle,
)
from dashboard.text import Lang, T


def _neighbour(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    near = sum(row["region_count"] + row["bureau_count"] > 0 for row in rows)
    if lang == "ja":
        return f"職員のいない市町村と職種の組{len(rows)}のうち、{near}は同じ連携地域か振興局に職員がいる"
    return (
        f"Of {counted(len(rows), 'pair')} of municipality and occupation without staff, {near} "
        f"{'has' if near == 1 else 'have'} it in the same region or bureau"
    )


neighbour = Panel(
    panel_id="staffing_neighbour",
    page="staffing",
    question=T("職員のいない市町村は、どこと共有できるか", "Who has none, and who nearby has it?"),
    subtitle=subtitle(
        "必要だが現員が0人の市町村と、その職種のいる近隣（現員の多い順に5つまで）",
        "Municipalities that need an occupation and have none, and neighbours that have it "
        "(up to 5, most staff first)",
    ),
    sql=f"""
        with {CHOSEN}
        select near.*, {ABOUT}
        from kpi.staffing_neighbour as near
        inner join chosen on near.survey_id = chosen.survey_id
        inner join kpi.survey_area as within
            on near.survey_id = within.survey_id and near.municipality_code = within.municipality_code
            and within.area_level = chosen.area_level and within.area_id = chosen.area_id
        where near.required is null or near.required > 0
        order by near.required desc nulls last, near.sort_order, near.municipality_code
    """,
    chart=Chart("table", {"tall": True}),
    columns=(
        Column("occupation{lang}", T("職種", "Occupation")),
        Column("municipality{lang}", T("現員0人の市町村", "Municipality with none")),
        Column("required", T("必要数", "Required"), "count", PERSONS, "@required_missing"),
        Column("region_partners{lang}", T("同じ連携地域で", "In the same region"), missing="nobody"),
        Column("bureau_partners{lang}", T("同じ振興局で", "In the same bureau"), missing="nobody"),
        Column("untold_count", T("分からない近隣", "Neighbours not shown"), "count", TOWNS),
    ),
    finding=_neighbour,
    sources=(SOURCE,),
    origin=origin("required", "present"),
    notes=(
        T(
            "分からない近隣は、現員が秘匿か未登録の市町村。必要数が0人の組は載せない",
            "Not shown: neighbours whose staff is suppressed or not registered; "
            "pairs that require nobody are left out",
        ),
        T(
            "同じ連携地域の市町村は、同じ振興局の欄に重ねて載せない",
            "Those of the same region are not told again under the bureau",
        ),
    ),
    optional=True,
)


def _needs(where: str, order: str) -> str:
    return f"""
        with {CHOSEN}
        select need.*, 'unregistered' as why, {ABOUT}
        from kpi.shared_need as need
        inner join chosen on need.survey_id = chosen.survey_id
        inner join kpi.survey_area as within
            on need.survey_id = within.survey_id and need.municipality_code = within.municipality_code
            and within.area_level = chosen.area_level and within.area_id = chosen.area_id
        where {where}
        order by {order}
    """


def _hard(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    works = {row["question_id"]: row[column(lang, "work")] for row in rows}
    counts = dict.fromkeys(works, 0)
    for row in rows:
        counts[row["question_id"]] += bool(row["hard"])
    known = {row["municipality_code"] for row in rows if row["hard"] is not None}
    most = max(counts.values())
    if not known:
        return "業務についての回答はない" if lang == "ja" else "No answers about work"
    if most == 0:
        return (
            f"回答した{len(known)}市町村に、単独では難しいとした業務はない"
            if lang == "ja"
            else f"None of the {len(known)} that answered finds any work hard to keep up alone"
        )
    names = listed([works[name] for name, count in counts.items() if count == most], lang)
    if lang == "ja":
        return f"単独では難しいとした市町村が最も多いのは{names}（回答した{len(known)}のうち{most}市町村）"
    return f"Hardest to keep up alone: {names} ({most} of {len(known)} that answered)"


hard = Panel(
    panel_id="staffing_hard_alone",
    page="staffing",
    question=T("単独では続けられない業務は何か", "Which work cannot be kept up alone?"),
    subtitle=subtitle("市町村 × 業務の回答", "Answers by municipality and work"),
    sql=_needs("true", "need.municipality_code, need.sort_order"),
    chart=Chart(
        "grid",
        {
            "row": "municipality{lang}",
            "column": "work{lang}",
            "value": "told{lang}",
            "mark": "hard",
            "unmarked": True,
            "missing": "@why",  # the table says whether a return or an answer is missing
            "empty": "",
            "wide": True,
        },
    ),
    columns=(
        Column("municipality{lang}", T("市町村", "Municipality")),
        Column("work{lang}", T("業務", "Work")),
        Column("told{lang}", T("回答", "Answer"), missing="@missing_reason"),
        Column("share_with{lang}", T("共有したい相手", "To be shared with"), missing="unanswered"),
    ),
    finding=_hard,
    sources=(SOURCE,),
    origin=origin("hard_alone_%", "share_with_%", like=True),
    optional=True,
)


def _partner(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    near = sum(row["region_hard_count"] + row["bureau_hard_count"] > 0 for row in rows)
    able = sum(row["able_count"] > 0 for row in rows)
    if lang == "ja":
        return (
            f"単独では難しい{len(rows)}件のうち、{near}件は近隣にも同じ業務を難しいとする市町村があり、"
            f"{able}件は続けられる近隣がある"
        )
    return (
        f"Of {counted(len(rows), 'case')} hard to keep up alone, {near} have a neighbour with the same need "
        f"and {able} a neighbour that can carry on"
    )


partner = Panel(
    panel_id="staffing_partner",
    page="staffing",
    question=T("単独では難しい業務を、誰と担えるか", "With whom could hard work be shared?"),
    subtitle=subtitle(
        "単独では難しいとした市町村と業務、同じ業務を難しいとする近隣、続けられる近隣（5つまで）",
        "Municipality and work found hard, neighbours with the same need, neighbours that can carry on "
        "(up to 5)",
    ),
    sql=_needs("need.hard", "need.sort_order, need.municipality_code"),
    chart=Chart("table", {"tall": True}),
    columns=(
        Column("work{lang}", T("業務", "Work")),
        Column("municipality{lang}", T("市町村", "Municipality")),
        Column("told{lang}", T("回答", "Answer")),
        Column("share_with{lang}", T("共有したい相手", "To be shared with"), missing="unanswered"),
        Column("region_hard{lang}", T("同じ連携地域で難しい", "Hard too, same region"), missing="nobody"),
        Column("bureau_hard{lang}", T("同じ振興局で難しい", "Hard too, same bureau"), missing="nobody"),
        Column("able{lang}", T("続けられる近隣", "Neighbours that can carry on"), missing="nobody"),
        Column("untold_count", T("回答のない近隣", "Neighbours without an answer"), "count", TOWNS),
    ),
    finding=_partner,
    sources=(SOURCE,),
    origin=origin("hard_alone_%", "share_with_%", like=True),
    notes=(
        T(
            "近隣は、同じ連携地域か同じ振興局の、調査の対象の市町村",
            "Neighbours: municipalities asked in the survey, of the same region or bureau",
        ),
    ),
    optional=True,
)


PANELS = (neighbour, hard, partner)
