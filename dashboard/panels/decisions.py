"""会議体: meetings, what they decided and what came of it (decisions/ of the office).

Like 手続き it asks which day it is: what is overdue, and which year is the past one, its sentences name.
"""

from __future__ import annotations

from dashboard import format as fmt
from dashboard.chart import Table
from dashboard.declared import Dates
from dashboard.finding import counted, distinct, tally
from dashboard.panel import Column, Panel, Rows
from dashboard.panels.bodies import events, themes
from dashboard.panels.origins import THEMES
from dashboard.selects import select
from dashboard.text import Lang, T, word

_ROWS = select("council/decisions_rows")
_MEETINGS = select("council/meetings_rows")


def _day(rows: Rows, lang: Lang) -> str:
    return fmt.date(rows[0]["today"], lang)


def _decisions(rows: Rows, lang: Lang) -> str:
    if not rows:
        return word("decide.no_recent", lang)
    states = tally(rows, "state")
    parts = [
        (word(f"decision_state.{name}", lang), states[name])
        for name in ("done", "open", "overdue", "dropped", "none")
        if states.get(name)
    ]
    if lang == "ja":
        told = "、".join(f"{name}{count}" for name, count in parts)
        return f"{_day(rows, lang)}現在、この1年の決定と、終わっていないものは{len(rows)}件（{told}）"
    told = ", ".join(f"{name}: {count}" for name, count in parts)
    return f"As of {_day(rows, lang)}: {counted(len(rows), 'record')} of the past year or still open ({told})"


decisions = Panel(
    panel_id="decisions",
    page="council",
    question=T("何を決め、その後どうなったか", "What was decided, and what came of it?"),
    subtitle=T(
        "この1年の決定・宿題・メモと、それより前で終わっていないもの。期日を過ぎたものが先",
        "Decisions, actions and notes of the past year, and older ones still open; overdue ones first",
    ),
    sql=select("council/decisions"),
    chart=Table(),
    columns=(
        Column("decided_on", T("日付", "Day"), "date"),
        Column("meeting", T("会議", "Meeting")),
        Column("kind", T("種類", "Kind"), words="decision_kind"),
        Column("text", T("内容", "What was decided"), "sentence"),
        Column("assignee", T("担当", "Who does it"), missing="not_marked"),
        Column("due_on", T("期日", "Due"), "date", missing="no_deadline"),
        Column("state", T("状態", "State"), words="decision_state"),
        Column("done_on", T("済んだ日", "Done on"), "date", missing="nobody"),
        Column("outcome", T("結果", "What came of it"), "sentence", missing="not_marked"),
    ),
    finding=_decisions,
    scope="any",
    needs=("decisions",),
    origin=(_ROWS,),
    saves=Dates(day="open_until", title="text", of="owner{lang}", detail="detail", entry="decision_id"),
)


def _meetings(rows: Rows, lang: Lang) -> str:
    past = [row for row in rows if not row["ahead"] and row["state"] in ("done", "unclear")]
    ahead = [row for row in rows if row["ahead"]]
    count = distinct(past, "meeting_id")
    if lang == "ja":
        told = f"{_day(rows, lang)}現在、この1年に開いた会議は{count}回"
        return f"{told}。次は{fmt.date(ahead[0]['held_on'], lang)}の{ahead[0]['meeting']}" if ahead else told
    told = f"As of {_day(rows, lang)}: {counted(count, 'meeting')} in the past year"
    if not ahead:
        return told
    return f"{told}; the next is on {fmt.date(ahead[0]['held_on'], lang)}"


meetings = Panel(
    panel_id="meetings",
    page="council",
    question=T("どの会議で、何を議題にするか", "Which meetings are there, and what is on their agenda?"),
    subtitle=T(
        "これからの会議と、この1年の会議。議題ごとに1行",
        "Meetings ahead and those of the past year; a row for each item",
    ),
    sql=select("council/meetings"),
    chart=Table(),
    columns=(
        Column("held_on", T("日付", "Day"), "date"),
        Column("meeting", T("会議", "Meeting")),
        Column("group_name{lang}", T("部会", "Working group"), missing="not_marked"),
        Column("place", T("場所", "Place"), missing="not_marked"),
        Column("state", T("状態", "State"), words="meeting_state"),
        Column("text", T("議題", "Item"), "sentence"),
        Column("theme", T("テーマ", "Theme"), missing="not_marked"),
        Column("presenter", T("説明者", "Presented by"), missing="not_marked"),
        Column("outcome", T("経過", "Outcome"), missing="not_marked"),
    ),
    finding=lambda rows, lang: _meetings(rows, lang) if rows else word("decide.no_recent", lang),
    scope="any",
    optional=True,
    origin=(_MEETINGS,),
)


def _course(rows: Rows, lang: Lang) -> str:
    discussed = sum(row["meetings"] > 0 for row in rows)
    still_open = sum(row["open_count"] > 0 for row in rows)
    overdue = sum(row["overdue_count"] > 0 for row in rows)
    if lang == "ja":
        told = f"{len(rows)}のテーマのうち、議題になったのは{discussed}、未了があるのは{still_open}"
        return f"{told}（うち期日を過ぎたもの{overdue}）" if overdue else told
    told = f"{counted(len(rows), 'theme')}: on an agenda {discussed}, with open actions {still_open}"
    return f"{told} ({overdue} of them overdue)" if overdue else told


course = Panel(
    panel_id="theme_course",
    page="council",
    question=T("テーマはどこまで進み、次に何をするか", "How far is each theme, and what is the next step?"),
    subtitle=T(
        "会議を登録した団体のテーマ。議題と決定に書いたテーマIDから",
        "Themes of the bodies whose meetings are entered, by the theme that items and decisions name",
    ),
    sql=select("council/theme_course"),
    chart=Table(),
    columns=(
        Column("group_name{lang}", T("部会", "Working group"), missing="not_marked"),
        Column("theme", T("テーマ", "Theme")),
        Column("meetings", T("議題になった会議", "Meetings"), "count", T("回", "meetings")),
        Column("last_on", T("最後の会議", "Last on"), "date", missing="nobody"),
        Column("done_count", T("済", "Done"), "count", T("件", "records")),
        Column("open_count", T("未了", "Open"), "count", T("件", "records")),
        Column("next_step", T("次にすること", "Next step"), "sentence", missing="not_marked"),
        Column("next_on", T("期日", "Due"), "date", missing="no_deadline"),
    ),
    finding=lambda rows, lang: _course(rows, lang) if rows else word("decide.no_recent", lang),
    scope="any",
    optional=True,
    origin=(THEMES, _MEETINGS, _ROWS),
)

# behind the themes, before what documents say of the bodies
PANELS = (themes, decisions, meetings, course, events)
