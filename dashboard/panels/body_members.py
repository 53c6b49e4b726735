"""会議体: who is in a council or study group, who does what, and who takes part in others' cases."""

from __future__ import annotations

from dashboard.chart import Table
from dashboard.finding import column, counted, distinct, none, tally
from dashboard.panel import Column, Panel, Rows
from dashboard.panels.origins import BODIES
from dashboard.selects import select
from dashboard.text import Lang, T


def _roles(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    bodies = tally(rows, column(lang, "name"))
    if lang == "ja":
        return f"構成・役割などの記載は、{'、'.join(f'{name}が{count}件' for name, count in bodies.items())}"
    return "; ".join(f"{name}: {counted(count, 'entry', 'entries')}" for name, count in bodies.items())


roles = Panel(
    panel_id="body_roles",
    page="council",
    question=T("会議・研究会では、誰が何をするか", "Who does what in councils and study groups?"),
    subtitle=T("構成・役割・運営・支援、資料のとおり", "Members, roles, running and support, as printed"),
    sql=select("council/body_roles"),
    chart=Table(),
    columns=(
        Column("name{lang}", T("団体", "Body")),
        Column("actor", T("主体", "Actor")),
        Column("kind", T("種類", "Kind")),
        Column("text", T("内容", "Entry")),
    ),
    finding=_roles,
    scope="any",
    needs=("roles",),
    lookup=True,
    origin=(select("council/body_roles_rows"),),
)


def _bodies(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    kinds = tally(rows, column(lang, "scheme_name"))
    if lang == "ja":
        return (
            f"協定のない会議・研究会は{len(rows)}（{'、'.join(f'{kind}{n}' for kind, n in kinds.items())}）"
        )
    parts = ", ".join(f"{kind}: {n}" for kind, n in kinds.items())
    return f"{counted(len(rows), 'body', 'bodies')} without an agreement ({parts})"


bodies = Panel(
    panel_id="bodies",
    page="council",
    question=T("どんな会議・研究会があるか", "What councils and study groups are there?"),
    subtitle=T(
        "種類、事務局、構成の数、設置の経緯", "Kind, secretariat, number of members, how it came about"
    ),
    sql=select("council/bodies"),
    chart=Table(),
    columns=(
        Column("name{lang}", T("団体", "Body")),
        Column("scheme_name{lang}", T("種類", "Kind")),
        Column("prefecture{lang}", T("都道府県", "Prefecture")),
        Column("lead", T("事務局", "Secretariat"), missing="not_marked"),
        Column(
            "published_member_count",
            T("構成（資料）", "Members as published"),
            "count",
            T("市町村", "municipalities"),
            "not_marked",
        ),
        Column("background", T("設置の経緯", "How it came about"), missing="not_marked"),
    ),
    finding=_bodies,
    scope="any",
    needs=("roles",),
    lookup=True,
    origin=(BODIES,),
)


def _members(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    if lang == "ja":
        return "、".join(
            f"{row['name']}は{row['members']}市町村{'' if row['named'] else '（推定）'}" for row in rows
        )
    return "; ".join(
        f"{row['name_en']}: {counted(row['members'], 'municipality', 'municipalities')}"
        f"{'' if row['named'] else ' (inferred)'}"
        for row in rows
    )


_UNNAMED = T(
    "資料は「各市町村長」とし、名の印字がない団体は、事務局の{bureau}の管内の市町村（推定）",
    "Where the document says mayors but names none: the municipalities of the {bureau}'s area (inferred)",
)


def _named(rows: Rows, lang: Lang) -> str:
    if not rows or all(row["named"] for row in rows):
        return "構成市町村" if lang == "ja" else "Members"
    return _UNNAMED(lang)


members = Panel(
    panel_id="body_members",
    page="council",
    question=T("会議・研究会の構成市町村はどこか", "Which municipalities are in a council or study group?"),
    subtitle=_named,
    sql=select("council/body_members"),
    chart=Table(),
    columns=(
        Column("name{lang}", T("団体", "Body")),
        Column("members", T("構成", "Members"), "count", T("市町村", "municipalities")),
        Column("municipalities{lang}", T("構成市町村", "Who they are")),
    ),
    finding=_members,
    scope="any",
    needs=("roles",),
    origin=(select("council/body_members_rows"),),
    beside=(select("origin/bureaus"),),
)


def _participants(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    cases, names = distinct(rows, "case_id"), sum(row["participants"] for row in rows)
    if lang == "ja":
        return f"{cases}事例に、延べ{names}市町村の名（事例・時期・役割ごとに数える）"
    return (
        f"Municipalities named in {counted(cases, 'case')}: {names} in all, counted once per case, "
        "period and role"
    )


participants = Panel(
    panel_id="case_participants",
    page="cases",
    question=T(
        "ほかの県の事例に、どの市町村がどの役割で載るか",
        "Which municipalities do others' cases name?",
    ),
    subtitle=T("役割ごとの市町村、時期は資料のとおり", "Municipalities by role, period as printed"),
    sql=select("cases/case_participants"),
    chart=Table(),
    columns=(
        Column("title{lang}", T("事例", "Case")),
        Column("prefecture{lang}", T("都道府県", "Prefecture")),
        Column("period", T("時期", "Period"), missing="unknown"),
        Column("role", T("役割", "Role"), missing="not_marked"),
        Column("participants", T("市町村数", "Municipalities"), "count", T("市町村", "municipalities")),
        Column("municipalities{lang}", T("市町村", "Which")),
    ),
    finding=_participants,
    scope="any",
    needs=("cases", "participants"),
    origin=(select("cases/case_participants_rows"),),
)
