"""職員: surveys and what they found, 未登録 where no answer is registered."""

from __future__ import annotations

from dashboard.finding import counted
from dashboard.panel import Chart, Column, Panel, Rows
from dashboard.text import Lang, T


def _survey(rows: Rows, lang: Lang) -> str:
    answers = sum(row["answers"] for row in rows)
    if answers:
        return f"回答{answers}件を登録済み" if lang == "ja" else f"{counted(answers, 'answer')} registered"
    return (
        "職種別の必要数・欠員は未登録（調査の数値は公表資料にない）"
        if lang == "ja"
        else "Required staff and vacancies are not registered (no survey figures are published)"
    )


status = Panel(
    panel_id="survey_status",
    page="staffing",
    question=T("調査で分かっていることは何か", "What do surveys tell?"),
    subtitle=T("登録した調査と回答の数", "Surveys and the answers registered"),
    sql="""
        select survey.survey_id, survey.title, survey.title_en, survey.fielded_from,
            survey.fielded_to, survey.target, survey.target_count,
            count(survey_answer.survey_id) as answers
        from survey
        left join survey_answer using (survey_id)
        group by all
        order by survey.survey_id
    """,
    chart=Chart("table"),
    columns=(
        Column("title{lang}", T("調査", "Survey")),
        Column("fielded_from", T("開始", "From"), "date"),
        Column("fielded_to", T("終了", "To"), "date"),
        Column("target", T("対象", "Target")),
        Column("target_count", T("対象数", "Number of targets"), "count", T("市町村", "municipalities")),
        Column("answers", T("登録した回答", "Answers registered"), "count", T("件", "answers")),
    ),
    finding=_survey,
    sources=("kamikawa_council_2025",),
    origin="""
        select title as what, title_en as what_en, as_printed, source_id, source_ref, source_row, note
        from survey
        order by survey_id
    """,
)
