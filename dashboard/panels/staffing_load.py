"""職員, from a survey: who will leave, how much falls on one person, who has none."""

from __future__ import annotations

from dashboard import format as fmt
from dashboard.charts.kinds.ranked_bar import RankedBar
from dashboard.finding import counted, listed, none, top
from dashboard.panel import Column, Panel, Rows
from dashboard.panels.surveyed import (
    NOT_ZERO,
    PERSONS,
    SOURCE,
    SUPPRESSED,
    TOWNS,
    answered,
    limited,
    occupations,
    share,
    subtitle,
)
from dashboard.selects import select
from dashboard.text import Lang, T


def _leavers(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    best = top(rows, "leavers_5y")
    if not best:
        return "退職の見込みは示せない" if lang == "ja" else "No expected leavers can be shown"
    return limited(_most_leavers(best, lang), rows, "leavers_5y", lang)


def _most_leavers(best: Rows, lang: Lang) -> str:
    number = best[0]["leavers_5y"]
    if number == 0:
        return (
            "5年以内の退職の見込みはない（回答した市町村）"
            if lang == "ja"
            else "No one is expected to leave within 5 years (municipalities that answered)"
        )
    names, people = listed(occupations(best, lang), lang), fmt.number(number, 0, lang)
    pct, told = best[0]["leavers_pct"] if len(best) == 1 else None, answered(best, lang)
    if lang == "ja":
        of = f"、現員の{fmt.number(pct, 1, lang)}％" if pct is not None else ""
        each = "それぞれ" if len(best) > 1 else ""
        return f"5年以内の退職見込みが最も多いのは{names}（{each}{people}人{of}{told}）"
    of = f", {fmt.number(pct, 1, lang)}% of those present" if pct is not None else ""
    each = " each" if len(best) > 1 else ""
    return f"Most expected to leave within 5 years: {names} ({people}{each}{of}{told})"


leavers = Panel(
    panel_id="staffing_leavers",
    page="staffing",
    question=T("5年以内に、どの職種で何人が退職するか", "How many will leave within 5 years, by occupation?"),
    subtitle=subtitle("5年以内の退職見込み（人）", "Leavers expected within 5 years (persons)", True),
    sql=select("staffing/staffing_leavers"),
    chart=RankedBar(
        label="named{lang}",
        value="leavers_5y",
        number_kind="count",
        missing="@leavers_missing",
    ),
    columns=(
        Column("occupation{lang}", T("職種", "Occupation")),
        Column("leavers_5y", T("退職見込み", "Leavers"), "count", PERSONS, "@leavers_missing"),
        share("退職見込み", "Leavers"),
        Column("present", T("現員", "Present"), "count", PERSONS, "@present_missing"),
        Column(
            "leavers_pct",
            T("現員に対する割合", "Share of those present"),
            "decimal1",
            T("％", "%"),
            "@leavers_pct_missing",
        ),
    ),
    finding=_leavers,
    sources=SOURCE,
    origin=(select("staffing/cells_leavers"),),
    notes=(NOT_ZERO, SUPPRESSED),
    optional=True,
)


def _workload(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    best = top(rows, "residents_per_staff")
    empty = [row for row in rows if row["residents_per_staff_missing"] == "no_staff"]
    nobody_ja = f"。{listed(occupations(empty, lang), lang)}は職員がいない" if empty else ""
    nobody_en = f"; no staff at all: {listed(occupations(empty, lang), lang)}" if empty else ""
    if not best:
        known = "職員1人当たりの住民を示せる職種はない" if lang == "ja" else "No occupation can be shown"
        return f"{known}{nobody_ja if lang == 'ja' else nobody_en}"
    names = listed(occupations(best, lang), lang)
    people, told = fmt.number(best[0]["residents_per_staff"], 0, lang), answered(best, lang)
    staffed = [row for row in rows if row not in empty]
    said = (
        f"職員1人当たりの住民が最も多いのは{names}（{people}人{told}）"
        if lang == "ja"
        else f"Most residents per staff: {names} ({people}{told})"
    )
    said = limited(said, staffed, "residents_per_staff", lang)
    return f"{said}{nobody_ja if lang == 'ja' else nobody_en}"


workload = Panel(
    panel_id="staffing_workload",
    page="staffing",
    question=T("1人に、どれだけの住民がかかるか", "How many residents fall on one person?"),
    subtitle=subtitle("職員1人当たりの住民（人）", "Residents per staff (persons)", True),
    sql=select("staffing/staffing_workload"),
    chart=RankedBar(
        label="named{lang}",
        value="residents_per_staff",
        number_kind="count",
        missing="@residents_per_staff_missing",
    ),
    columns=(
        Column("occupation{lang}", T("職種", "Occupation")),
        Column(
            "residents_per_staff",
            T("職員1人当たりの住民", "Residents per staff"),
            "count",
            PERSONS,
            "@residents_per_staff_missing",
        ),
        Column("present", T("現員", "Present"), "count", PERSONS, "@present_missing"),
        Column("residents", T("回答した市町村の人口", "Residents of those that answered"), "count", PERSONS),
        share("現員", "Present"),
    ),
    finding=_workload,
    sources=SOURCE,
    beside=(select("origin/answered_census"),),
    origin=(select("staffing/cells_present"),),
    notes=(
        T(
            "現員に答えた市町村の人口（2020年国勢調査）÷その現員。職員のいない市町村の住民も数える",
            "Residents (census 2020) of the municipalities that told their staff, over that staff; "
            "residents where there is none are counted too",
        ),
        T(
            "職種により仕事の相手が異なるので、職種の間の大小は業務量の差ではない",
            "Occupations serve different people: compare places and years, not occupations",
        ),
    ),
    optional=True,
)


def _nobody(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    best = top(rows, "none_count")
    if not best:
        return "職員の有無を示せる職種はない" if lang == "ja" else "No occupation can be shown"
    if best[0]["none_count"] == 0:
        return "現員が0人と回答した市町村はない" if lang == "ja" else "No municipality told that it has none"
    names, told = listed(occupations(best, lang), lang), answered(best, lang)
    number, least = best[0]["none_count"], any(row["none_hidden"] for row in best)
    if lang == "ja":
        least_ja = "少なくとも" if least else ""
        return f"現員が0人と示せる市町村が最も多いのは{names}（{least_ja}{number}市町村{told}）"
    towns = counted(number, "municipality", "municipalities")
    return f"Most often shown to have none: {names} ({'at least ' if least else ''}{towns}{told})"


nobody = Panel(
    panel_id="staffing_none",
    page="staffing",
    question=T("職員が一人もいない市町村は、どの職種で多いか", "Of which occupation do most have none?"),
    subtitle=subtitle(
        "現員が0人と示せる市町村の数（秘匿は数えない）",
        "Municipalities shown to have no staff present (suppressed ones are not counted)",
        True,
    ),
    sql=select("staffing/staffing_none"),
    chart=RankedBar(
        label="named{lang}",
        value="none_count",
        number_kind="count",
        missing="@none_missing",
    ),
    columns=(
        Column("occupation{lang}", T("職種", "Occupation")),
        Column("none_count", T("現員が0人と示せる", "Shown to have none"), "count", TOWNS, "@none_missing"),
        share("現員", "Present"),
        Column("none_hidden", T("秘匿（0人かもしれない）", "Suppressed (may be 0)"), "count", TOWNS),
    ),
    finding=_nobody,
    sources=SOURCE,
    origin=(select("staffing/cells_present"),),
    notes=(
        T(
            "秘匿した市町村は、いるともいないとも数えない。秘匿があれば、0人の市町村は少なくともこの数",
            "Suppressed ones count neither way: where there are any, at least so many have none",
        ),
    ),
    optional=True,
)

PANELS = (leavers, workload, nobody)
