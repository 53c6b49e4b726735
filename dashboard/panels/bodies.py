"""会議体: what councils and study groups without an agreement work on; 事例: a rate that one quotes."""

from __future__ import annotations

from dashboard import claim
from dashboard import format as fmt
from dashboard.chart import Table
from dashboard.charts.kinds.ranked_bar import RankedBar
from dashboard.finding import column, counted, none, tally
from dashboard.nouns import BODIES, CATEGORIES, listed
from dashboard.panel import Column, Panel, Rows, Sentence
from dashboard.panels.origins import COURSE, THEMES
from dashboard.selects import select
from dashboard.text import Lang, T, word


def _themes(rows: Rows, lang: Lang) -> str:
    """How many themes each body has, and in how many working groups where there are any."""
    if not rows:
        return none(lang)
    told, name = [], column(lang, "name")
    for body in dict.fromkeys(row["region_id"] for row in rows):
        mine = [row for row in rows if row["region_id"] == body]
        groups = {row["group_name"] for row in mine} - {None}
        if lang == "ja":
            within = f"{len(groups)}部会に" if groups else ""
            told.append(f"{mine[0][name]}のテーマは{within}{len(mine)}")
        else:
            within = f" in {counted(len(groups), 'group')}" if groups else ""
            told.append(f"{mine[0][name]}: {counted(len(mine), 'theme')}{within}")
    return ("、" if lang == "ja" else "; ").join(told)


def _names(ja: str, en: str) -> Sentence:
    """What is shown, and of which bodies."""

    def sentence(rows: Rows, lang: Lang) -> str:
        names = listed(list(dict.fromkeys(row[column(lang, "name")] for row in rows)), BODIES, lang)
        if not rows:
            return none(lang)
        return f"{ja}（{names}）" if lang == "ja" else f"{en} ({names})"

    return sentence


themes = Panel(
    panel_id="council_themes",
    page="council",
    question=T("推進会議・研究会は何を検討しているか", "What do the council and the study group work on?"),
    subtitle=_names("部会とテーマ、重要検討項目、資料のとおり", "Working groups and themes, as printed"),
    sql=select("council/council_themes"),
    chart=Table(),
    columns=(
        Column("name{lang}", T("団体", "Body")),
        Column("group_name{lang}", T("部会", "Working group"), missing="not_marked"),
        Column("group_basis", T("部会の根拠", "Basis"), words="basis"),
        Column("theme", T("テーマ", "Theme")),
        Column("details", T("内訳", "Details"), missing="not_marked"),
    ),
    finding=_themes,
    scope="any",
    needs=("themes",),
    origin=(THEMES,),
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
    states = tally(rows, "state")
    parts = [(word(f"course.{state or 'none'}", lang), count) for state, count in states.items()]
    if lang == "ja":
        counts = "・".join(f"{name}{n}" for name, n in parts)
        return f"{listed(names, BODIES, lang)}の記載{len(rows)}件（{counts}）"
    counts = ", ".join(f"{n} {name}" for name, n in parts)
    return f"{listed(names, BODIES, lang)}: {counted(len(rows), 'entry', 'entries')} ({counts})"


events = Panel(
    panel_id="body_events",
    page="council",
    question=T(
        "協定のない会議・研究会は何をし、これから何をするか",
        "What did councils and study groups do, and what is to come?",
    ),
    subtitle=_names(
        "会議・研究会の経過・方針・見通し、時期は資料のとおり",
        "Course, policy and outlook of councils and study groups, periods as printed",
    ),
    sql=select("council/body_events"),
    chart=Table(),
    columns=(
        Column("name{lang}", T("団体", "Body")),
        Column("period", T("時期", "Period"), missing="unknown"),
        Column("state", T("区分", "State"), words="course"),
        Column("text", T("内容", "Entry")),
    ),
    finding=_events,
    scope="any",
    needs=("events",),
    origin=(COURSE,),
)


def _rates(rows: Rows, lang: Lang) -> str:
    ja = lang == "ja"
    return _UNOPPOSED(
        rows,
        "value_pct",
        claim.column_of(column(lang, "category")),
        lambda row: f"{fmt.number(row['value_pct'], 1, lang)}{'％' if ja else '%'}",
        "資料の引用" if ja else "as quoted in the document",
        lang,
    ) or none(lang)


_UNOPPOSED = claim.Superlative(
    T("議会の無投票当選者の割合", "Assembly members elected without a vote"),
    T("高い", "Assembly members most often elected without a vote"),
    CATEGORIES,
)


rates = Panel(
    panel_id="quoted_rates",
    page="cases",
    question=T("議員の無投票当選は、どの区分に多いか", "Where are most members elected without a vote?"),
    subtitle=T(
        "議会の無投票当選者の割合（％）、第32次地方制度調査会の答申の概要による",
        "Assembly members elected without a vote (%), as in the summary of the 32nd Local Government System "
        "Research Council's report",
    ),
    sql=select("cases/quoted_rates"),
    chart=RankedBar(
        label="category{lang}",
        value="value_pct",
        number_kind="decimal1",
        focus="focus",
    ),
    columns=(
        Column("category{lang}", T("区分", "Category")),
        Column("value_pct", T("割合", "Share"), "decimal1", T("％", "%")),
        Column("quoted_from", T("引用元", "Quoted from")),
    ),
    finding=_rates,
    scope="any",
    needs=("rates",),
    origin=(select("cases/quoted_rates_rows"),),
)
