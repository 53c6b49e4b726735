"""手続き: what is due by when under the grant's guidelines, and is it done?

The one page that asks which day it is: a deadline is ahead or has passed on the day of reading, which every
sentence names.
"""

from __future__ import annotations

from dashboard import format as fmt
from dashboard.chart import Table
from dashboard.charts.cells import Grid
from dashboard.declared import Dates
from dashboard.finding import column, counted, distinct, out_of_scope, tally
from dashboard.nouns import REGIONS, listed
from dashboard.panel import Column, Panel, Rows
from dashboard.panels.overview import attention_list
from dashboard.selects import select
from dashboard.text import Lang, T

_STEPS = select("procedures/steps_rows")
_RECORDS = T(
    "済んだ日と指定された期日は、手続きの記録（step_records.csv）から。記録のない年度の手続きは、済んだとも残っているとも言わない",
    "Days done and days set come from the records of steps (step_records.csv); of a year without records "
    "no step is called done or left undone",
)
_PERIOD = T(
    "ビジョンの期間は要綱に「おおむね５年間」とあり、満了日は策定日から５年とした推定。更新を手続きの記録に書くと、その日から数え直す。"
    "策定の後の改定で期間が改まったかは資料になく、満了したかを判定しない",
    "The guideline gives a vision about five years: its end, five years from adoption, is an inference; "
    "a renewal that is recorded begins the period anew. No document says whether an amendment does: "
    "such an end is not judged",
)


def _as_of(rows: Rows, lang: Lang) -> str:
    return fmt.date(rows[0]["today"], lang)


def _each(rows: Rows, lang: Lang) -> str:
    """How many of each step: 実績報告2、見直し1."""
    counts = tally(rows, column(lang, "step"))
    if lang == "ja":
        return "、".join(f"{step}{count}" for step, count in counts.items())
    return ", ".join(f"{step}: {count}" for step, count in counts.items())


def _inferred(rows: Rows, lang: Lang) -> str:
    """Of how many the due day is no printed one."""
    count = sum(row["due_basis"] == "inferred" for row in rows)
    if not count:
        return ""
    return f"、期日は推定{count}" if lang == "ja" else f"; day inferred for {count}"


def _first(ahead: Rows, lang: Lang) -> str:
    """The next day, and whose it is."""
    day = fmt.date(ahead[0]["due_on"], lang)
    same = [row for row in ahead if row["due_on"] == ahead[0]["due_on"]]
    who = listed(list(dict.fromkeys(row[column(lang, "name")] for row in same)), REGIONS, lang)
    inferred = _inferred(same, lang)
    return f"次の期日は{day}（{who}{inferred}）" if lang == "ja" else f"next due {day} ({who}{inferred})"


def _dates(rows: Rows, lang: Lang) -> str:
    if not rows:
        return "期日を待つ手続きはない" if lang == "ja" else "No step waits for its day"
    today = _as_of(rows, lang)
    overdue = [row for row in rows if row["state"] == "overdue"]
    ahead = [row for row in rows if row["state"] == "ahead"]
    unclear = [row for row in rows if row["state"] == "unclear"]
    told = []
    if overdue and lang == "ja":
        which = f"{_each(overdue, lang)}{_inferred(overdue, lang)}"
        told.append(f"期日を過ぎ済んだ記録のないものが{len(overdue)}件（{which}）")
    elif overdue:
        told.append(
            f"{len(overdue)} past due without a record ({_each(overdue, lang)}{_inferred(overdue, lang)})"
        )
    if unclear:
        who = listed([row[column(lang, "name")] for row in unclear], REGIONS, lang)
        told.append(
            f"期日を過ぎたか判定できないものが{len(unclear)}件（{who}、起算の後に改定）"
            if lang == "ja"
            else f"{len(unclear)} cannot be determined ({who}: amended since)"
        )
    if ahead:
        told.append(_first(ahead, lang))
    if lang == "ja":
        return f"{today}現在、{'。'.join(told)}"
    return f"As of {today}: {'; '.join(told)}"


step_dates = Panel(
    panel_id="step_dates",
    page="procedures",
    question=T("次の期日はいつか、過ぎたものはあるか", "What is due next, and what has passed its day?"),
    subtitle=T(
        "期日のある手続きで、済んだ日の記録がないもの",
        "Steps with a due day and no record that they are done",
    ),
    sql=select("procedures/step_dates"),
    chart=Table(),
    columns=(
        Column("due_on", T("期日", "Due"), "date"),
        Column("due_basis", T("期日の根拠", "Basis of the day"), words="basis"),
        Column("name{lang}", T("地域", "Region")),
        Column("step{lang}", T("手続き", "Step")),
        Column("state", T("状態", "State"), words="state"),
        Column("amended_on", T("起算の後の改定", "Amended since"), "date", missing="nobody"),
        Column("article", T("条", "Article")),
    ),
    finding=_dates,
    needs=("steps",),
    origin=(select("procedures/step_dates_rows"),),
    saves=Dates(day="due_on", title="step{lang}", of="name{lang}", detail="detail{lang}", entry="entry_id"),
    notes=(_PERIOD, _RECORDS),
)


def _plan(rows: Rows, lang: Lang) -> str:
    if not rows:
        return out_of_scope(lang)
    bound = sum(row["deadline"] is not None for row in rows)
    inferred = sum(row["deadline_basis"] == "inferred" for row in rows)
    if lang == "ja":
        told = f"手続きは{len(rows)}、うち期日のあるものは{bound}"
        return f"{told}（期日は推定{inferred}）" if inferred else told
    told = f"{counted(len(rows), 'step')}, {bound} with a due day"
    return f"{told} (inferred for {inferred})" if inferred else told


plan = Panel(
    panel_id="step_plan",
    page="procedures",
    question=T("どの手続きが、いつまでにあるか", "Which steps are there, and by when?"),
    subtitle=T("要綱の順。期日は要綱の定めによる", "In the order of the guidelines, deadlines as they say"),
    sql=select("procedures/step_plan"),
    chart=Table(),
    columns=(
        Column("step{lang}", T("手続き", "Step")),
        Column("recurs", T("いつ", "When"), words="recurs"),
        Column("deadline{lang}", T("期日", "Due"), missing="no_deadline"),
        Column("deadline_basis", T("期日の根拠", "Basis of the day"), words="basis"),
        Column("article", T("条", "Article")),
    ),
    finding=_plan,
    scope="scheme",
    needs=("steps",),
    origin=(_STEPS,),
    notes=(
        T(
            "ビジョンの見直しは「毎年度」とあり、期日は印字されていない。年度の末日とするのは推定",
            "The review of the vision is due every fiscal year without a day: its last day is an inference",
        ),
    ),
)


def _steps(rows: Rows, lang: Lang) -> str:
    if not rows:
        return "手続きの記録はない" if lang == "ja" else "No step is recorded"
    year, today = fmt.fiscal_year(rows[0]["fiscal_year"], lang), _as_of(rows, lang)
    done = sum(row["state"] == "finished" for row in rows)
    overdue = sum(row["state"] == "overdue" for row in rows)
    regions = distinct(rows, "region_id")
    if lang == "ja":
        told = f"{year}は、記録のある{regions}地域の手続き{len(rows)}件のうち済みが{done}件"
        return f"{told}、期日を過ぎ記録のないものが{overdue}件（{today}現在）"
    told = f"{year}: of {counted(len(rows), 'step')} in {counted(regions, 'region')} with records {done} done"
    return f"{told}, {overdue} past due without a record (as of {today})"


def _steps_subtitle(rows: Rows, lang: Lang) -> str:
    year = fmt.fiscal_year(rows[0]["fiscal_year"], lang) if rows else ""
    what = "手続き × 記録のある地域" if lang == "ja" else "step by region with records"
    return ("、" if lang == "ja" else ", ").join(part for part in (year, what) if part)


steps = Panel(
    panel_id="grant_steps",
    page="procedures",
    question=T("年度の手続きは、どこまで済んだか", "How far are the steps of the year?"),
    subtitle=_steps_subtitle,
    sql=select("procedures/steps"),
    chart=Grid(row="step{lang}", column="name{lang}", value="state", state="state"),
    columns=(
        Column("step{lang}", T("手続き", "Step")),
        Column("name{lang}", T("地域", "Region")),
        Column("state", T("状態", "State"), words="state"),
        Column("due_on", T("期日", "Due"), "date", missing="@due_missing"),
        Column("done_on", T("済んだ日", "Done"), "date", missing="no_record"),
        Column("article", T("条", "Article")),
    ),
    finding=_steps,
    optional=True,
    origin=(_STEPS,),
    notes=(_RECORDS,),
)


def _rules(rows: Rows, lang: Lang) -> str:
    if not rows:
        return out_of_scope(lang)
    schemes = distinct(rows, "scheme_id")
    if lang == "ja":
        return f"制度の定めは{len(rows)}項目" + (f"（{schemes}制度）" if schemes > 1 else "")
    return f"{counted(len(rows), 'provision')} of the scheme" + (
        f" ({counted(schemes, 'scheme')})" if schemes > 1 else ""
    )


rules = Panel(
    panel_id="guideline_rules",
    page="procedures",
    question=T("要綱などには何と定められているか", "What do the guidelines and the outline say?"),
    subtitle=T(
        "条ごとの要点と、資料の表記（抜き書き）",
        "The gist of each article, and words of the document from it",
    ),
    sql=select("procedures/rules"),
    chart=Table(),
    columns=(
        Column("article", T("条", "Article")),
        Column("rule{lang}", T("内容", "Rule"), missing="not_marked"),
        Column("as_printed", T("資料の表記", "As printed"), missing="not_marked"),
        Column("rule_basis", T("根拠", "Basis"), words="basis"),
        Column("term{lang}", T("いつ", "When"), "sentence", missing="whole_term"),
    ),
    finding=_rules,
    scope="scheme",
    needs=("rules",),
    origin=(select("procedures/rules_rows"),),
    lookup=True,
)

PANELS = (step_dates, attention_list, plan, steps, rules)
