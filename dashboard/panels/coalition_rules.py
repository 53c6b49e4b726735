"""任意の組み合わせ: which rules of which grant would hold for the municipalities chosen?"""

from __future__ import annotations

from dashboard.chart import Table
from dashboard.finding import column, counted
from dashboard.panel import Column, Panel, Rows
from dashboard.panels import origins
from dashboard.selects import select
from dashboard.text import Lang, T

HINT = T(
    "市町村を選ぶと、人口・面積・見通し・交付金の規則を、今ある地域と並べて示す",
    "Choose municipalities to see population, area, outlook and the grant's rules beside the regions",
)


def _rules(rows: Rows, lang: Lang) -> str:
    """Of each scheme how many of its rules hold; by its name where there are several."""
    if not rows:
        return HINT(lang)
    schemes = list(dict.fromkeys(row["scheme_id"] for row in rows))
    parts = []
    for scheme in schemes:
        own = [row for row in rows if row["scheme_id"] == scheme]
        parts.append(_rules_of(own, len(schemes) > 1, lang))
    return ("。" if lang == "ja" else "; ").join(parts)


def _rules_of(rows: Rows, named: bool, lang: Lang) -> str:
    kept, broken, open_ = (sum(row["holds"] is value for row in rows) for value in (True, False, None))
    far, name = rows[0]["elsewhere"], rows[0][column(lang, "coalition")]
    home = rows[0][column(lang, "scheme_prefecture")]
    grant = rows[0][column(lang, "scheme")]
    if lang == "ja":
        told = [f"{kept}つを満たし"] if kept and broken else [f"{kept}つを満たす"] if kept else []
        told += [f"{broken}つを満たさない"] if broken else []
        of = f"{grant}の規則" if named else "交付金の規則"
        said = f"{name}は、{of}のうち{'、'.join(told) or '満たすとわかるものはない'}"
        said += f"（{open_}つは構成市町村だけではわからない）" if open_ else ""
        return said + (f"。{far}市町村は交付金の対象となる{home}の外" if far and home else "")
    of = f" of {grant}" if named else ""
    said = f"{name}: {counted(kept, 'rule')}{of} met, {broken} not met, {open_} cannot be judged"
    outside = counted(far, "municipality lies", "municipalities lie")
    return said + (f"; {outside} outside {home}, whose grant it is" if far and home else "")


def _rules_subtitle(rows: Rows, lang: Lang) -> str:
    names = list(dict.fromkeys(row[column(lang, "scheme")] for row in rows))
    if lang == "ja":
        of = "・".join(names) or "交付金"
        return f"{of}の規則のうち構成市町村に関わるもの。隣接・分野・日付はこの選択からはわからない"
    of = " and ".join(names) or "the grant"
    return f"Rules about members ({of}); adjacency, fields and dates cannot be judged from this choice"


rules = Panel(
    panel_id="coalition_rules",
    page="coalition",
    question=T("交付金の規則は成り立つか", "Would the grant's rules hold?"),
    subtitle=_rules_subtitle,
    sql=select("coalition/rules"),
    chart=Table(),
    columns=(
        Column("scheme{lang}", T("制度", "Scheme")),
        Column("rule{lang}", T("規則", "Rule")),
        Column("article", T("条", "Article")),
        Column("holds", T("判定", "Verdict"), words="rule"),
        Column("detail{lang}", T("判定の中身", "Detail"), "sentence"),
    ),
    finding=_rules,
    sources=(origins.RULES, origins.MEMBERS, "@list_source"),
    scope="any",
    needs=("rules",),
    origin=(
        select("origin/chosen_rules"),
        origins.CHOSEN_MEMBERSHIP,
        select("origin/national_area"),
    ),
    notes=(
        T(
            "国の圏域は、一覧がそろう都道府県について一覧の最後の日で判定する。ほかの市町村の参加は不明とし、"
            "どちらでも結論が同じときだけ判定する",
            "National areas are judged on the last day of the list, where it is complete; for other "
            "municipalities both answers are tried and a verdict given only where they agree",
        ),
    ),
)
