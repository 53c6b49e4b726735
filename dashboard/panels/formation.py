"""分野と事業: what was difficult when regions were formed, and what helped? A council reads it first."""

from __future__ import annotations

from dashboard.charts.registers import Register
from dashboard.finding import column, counted, none
from dashboard.panel import Column, Panel, Rows
from dashboard.selects import select
from dashboard.text import Lang, T


def _formation(rows: Rows, lang: Lang) -> str:
    """How many entries of each kind, and in how many regions there was a difficulty."""
    if not rows:
        return none(lang)
    names = ("difficulties", "no_difficulties", "remedies", "contexts")
    difficulties, easy, remedies, contexts = (sum(row[name] for row in rows) for name in names)
    if lang == "ja":
        who = f"{rows[0]['name']}の形成" if len(rows) == 1 else f"{len(rows)}地域の形成"
        smooth = f"、困難がない・少ない旨{easy}件" if easy else ""
        course = f"、背景や経過{contexts}件" if contexts else ""
        return f"{who}に、困難{difficulties}件{smooth}、工夫{remedies}件{course}の記載"
    who = rows[0][column(lang, "name")] if len(rows) == 1 else counted(len(rows), "region")
    smooth = f", {easy} of little or no difficulty" if easy else ""
    course = f", {contexts} of background" if contexts else ""
    told = f"{counted(difficulties, 'difficulty', 'difficulties')}{smooth}"
    return f"How {who} came about: {told}, {counted(remedies, 'remedy', 'remedies')}{course}"


formation = Panel(
    panel_id="formation",
    page="fields",
    question=T(
        "地域の形成で何が困難で、何を工夫したか",
        "What was difficult in forming regions, and what helped?",
    ),
    subtitle=T(
        "連携地域形成についての振り返り。文は資料の要点で、原文ではない",
        "Looking back on how regions were formed: the gist of the document in Japanese, not its wording",
    ),
    sql=select("fields/formation"),
    chart=Register(
        title="name{lang}",
        group="scheme_name{lang}",
        lead="background",
        lists=(
            ("difficulty", "difficulty_texts"),
            ("no_difficulty", "no_difficulty_texts"),
            ("remedy", "remedy_texts"),
            ("context", "context_texts"),
        ),
        few=("no_difficulty", "context"),
    ),
    columns=(
        Column("name{lang}", T("地域", "Region")),
        Column("scheme_name{lang}", T("制度", "Scheme")),
        Column("background", T("形成の経緯", "How it came about"), missing="not_marked"),
        Column("difficulties", T("困難", "Difficulties"), "count", T("件", "items")),
        Column("remedies", T("工夫", "Remedies"), "count", T("件", "items")),
    ),
    finding=_formation,
    needs=("projects",),
    origin=(select("fields/formation_rows"),),
    notes=(
        T(
            "困難がない・少ない旨と、背景や経過だけの記載は、困難に数えない",
            "That little or nothing was difficult, or mere background, is not counted as a difficulty",
        ),
    ),
)
