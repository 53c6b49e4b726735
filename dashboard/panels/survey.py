"""職員: surveys and what they found, 未登録 where no answer is registered."""

from __future__ import annotations

from dashboard import format as fmt
from dashboard.chart import Table
from dashboard.charts.kinds.ranked_bar import RankedBar
from dashboard.finding import counted, none
from dashboard.panel import Column, Panel, Rows
from dashboard.panels.surveyed import SOURCE, TOWN, TOWNS
from dashboard.selects import select
from dashboard.text import Lang, T


def _survey(rows: Rows, lang: Lang) -> str:
    answers = sum(row["answers"] for row in rows)
    if answers:
        return f"回答{answers:,}件を登録済み" if lang == "ja" else f"{counted(answers, 'answer')} registered"
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
    sql=select("staffing/survey_status"),
    chart=Table(),
    columns=(
        Column("title{lang}", T("調査", "Survey")),
        Column("fielded_from", T("開始", "From"), "date"),
        Column("fielded_to", T("終了", "To"), "date"),
        Column("target", T("対象", "Target")),
        Column("target_count", T("対象数", "Number of targets"), "count", T("市町村", "municipalities")),
        Column("answers", T("登録した回答", "Answers registered"), "count", T("件", "answers")),
    ),
    finding=_survey,
    scope="any",
    sources=SOURCE,
    origin=(select("staffing/survey_status_rows"),),
    notes=(
        T(
            "調査の始め方は手引き「調査」にある。回答を登録すると、"
            "必要数・現員・不足・退職見込み・共有できる相手がこの頁に出る",
            "The guide on surveys tells how to start one. Once returns are "
            "registered, this page shows required, present and short staff, leavers and whom to share with",
        ),
    ),
)


def _response(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    row = next((row for row in rows if row["focus"]), rows[0])
    pct = fmt.number(row["response_pct"], 1, lang)
    asked, returned = row["asked"], row["returned"]
    part = row["level_order"] > 1
    if lang == "ja":
        who = f"{row['title']}に、{row['area'] + 'の' if part else ''}対象{asked}市町村"
        return f"{who}がすべて回答" if returned == asked else f"{who}のうち{returned}が回答（{pct}％）"
    where = f", {row['area_en']}" if part else ""
    if returned == asked:
        return f"{row['title_en']}: all {counted(asked, *TOWN)} asked have answered{where}"
    return f"{row['title_en']}: {returned} of {counted(asked, *TOWN)} asked have answered ({pct}%){where}"


def _response_subtitle(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    first, last = (fmt.date(rows[0][name], lang) for name in ("fielded_from", "fielded_to"))
    if lang == "ja":
        return f"回答率（登録した回答÷対象、％）、地域別、{first}～{last}{_closed(rows, lang)}"
    told = f"Response rate (returns registered over municipalities asked, %), by area, {first} to {last}"
    return told + _closed(rows, lang)


def _closed(rows: Rows, lang: Lang) -> str:
    """Of a survey whose answers are not in the build: from which day they are published."""
    if not rows[0]["closed"]:
        return ""
    if rows[0]["answers_from"] is None:
        return "。回答の内容は公開していない" if lang == "ja" else ". Answers are not published"
    day = fmt.date(rows[0]["answers_from"], lang)
    return f"。回答の内容は{day}から公開する" if lang == "ja" else f". Answers are published from {day}"


response = Panel(
    panel_id="survey_response",
    page="staffing",
    question=T("調査に、どれだけの市町村が答えたか", "How many municipalities answered the survey?"),
    subtitle=_response_subtitle,
    # while a survey is out its response is shown too, before the first return holds
    sql=select("staffing/survey_response"),
    chart=RankedBar(
        label="named{lang}",
        value="response_pct",
        number_kind="decimal1",
        given=True,
        focus="focus",
    ),
    columns=(
        Column("area{lang}", T("地域", "Area")),
        Column("asked", T("対象", "Asked"), "count", TOWNS),
        Column("returned", T("登録した回答", "Returns registered"), "count", TOWNS),
        Column("open_count", T("確認中", "To be mended"), "count", TOWNS),
        Column("none_count", T("未提出", "No return"), "count", TOWNS),
        Column("response_pct", T("回答率", "Response rate"), "decimal1", T("％", "%")),
    ),
    finding=_response,
    scope="all",
    sources=SOURCE,
    origin=(select("staffing/survey_response_rows"),),
    notes=(
        T(
            "確認中は、届いたが直すところがあり、まだ登録していない回答",
            "To be mended: returns that arrived and cannot be registered yet",
        ),
    ),
    optional=True,
)
