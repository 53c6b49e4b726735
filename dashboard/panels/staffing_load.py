"""職員, from a survey: who will leave, how much falls on one person, who has none."""

from __future__ import annotations

from dashboard import claim
from dashboard import format as fmt
from dashboard.charts.kinds.ranked_bar import RankedBar
from dashboard.finding import none
from dashboard.mart import Row
from dashboard.nouns import OCCUPATIONS, PLACES, listed
from dashboard.panel import Column, Panel, Rows
from dashboard.panels.surveyed import (
    NOT_ZERO,
    PERSONS,
    SOURCE,
    SUPPRESSED,
    SURVEYED,
    TOWNS,
    answered,
    most_of,
    occupations,
    share,
    subtitle,
)
from dashboard.selects import select
from dashboard.text import Lang, T


def _leavers(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    known = [row["leavers_5y"] for row in rows if row["leavers_5y"] is not None]
    if not known:
        return "退職の見込みは示せない" if lang == "ja" else "No expected leavers can be shown"
    if max(known) == 0:
        return (
            "5年以内の退職の見込みはない（回答した市町村）"
            if lang == "ja"
            else "No one is expected to leave within 5 years (municipalities that answered)"
        )
    alone = known.count(max(known)) == 1

    def figure(row: Row) -> str:
        people, pct = fmt.number(row["leavers_5y"], 0, lang), row["leavers_pct"] if alone else None
        told = answered([row], lang) if alone else ""
        if lang == "ja":
            of = f"、現員の{fmt.number(pct, 1, lang)}％" if pct is not None else ""
            return f"{people}人{of}{told}"
        of = f", {fmt.number(pct, 1, lang)}% of those present" if pct is not None else ""
        return f"{people}{of}{told}"

    return most_of(_MOST_LEAVERS, rows, "leavers_5y", figure, lang)


_MOST_LEAVERS = claim.Superlative(
    T("5年以内の退職見込み", "Expected to leave within 5 years"),
    T("多い", "Most expected to leave within 5 years"),
    OCCUPATIONS,
)
_MOST_RESIDENTS = claim.Superlative(
    T("職員1人当たりの住民", "Residents per staff"), T("多い", "Most residents per staff"), OCCUPATIONS
)
_MOST_NONE = claim.Superlative(
    T("現員が0人と示せる市町村", "Shown to have none"),
    T("多い", "Most often shown to have none"),
    OCCUPATIONS,
)


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
    presumes=SURVEYED,
)


def _workload(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    empty = [row for row in rows if row["residents_per_staff_missing"] == "no_staff"]
    nobody_ja = f"。{listed(occupations(empty, lang), OCCUPATIONS, lang)}は職員がいない" if empty else ""
    nobody_en = f"; no staff at all: {listed(occupations(empty, lang), OCCUPATIONS, lang)}" if empty else ""
    staffed = [row for row in rows if row not in empty]

    def figure(row: Row) -> str:
        people = fmt.number(row["residents_per_staff"], 0, lang)
        return f"{people}{'人' if lang == 'ja' else ''}{answered([row], lang)}"

    said = most_of(_MOST_RESIDENTS, staffed, "residents_per_staff", figure, lang) if staffed else ""
    if not said:
        said = "職員1人当たりの住民を示せる職種はない" if lang == "ja" else "No occupation can be shown"
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
    presumes=SURVEYED,
)


def _nobody(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    known = [row["none_count"] for row in rows if row["none_count"] is not None]
    if not known:
        return "職員の有無を示せる職種はない" if lang == "ja" else "No occupation can be shown"
    if max(known) == 0:
        return "現員が0人と回答した市町村はない" if lang == "ja" else "No municipality told that it has none"
    best = [row for row in rows if row["none_count"] == max(known)]
    least, told = any(row["none_hidden"] for row in best), answered(best, lang)

    def figure(row: Row) -> str:
        towns = PLACES.count(row["none_count"], lang)
        if lang == "ja":
            return f"{'少なくとも' if least else ''}{towns}{told}"
        return f"{'at least ' if least else ''}{towns}{told}"

    return most_of(_MOST_NONE, rows, "none_count", figure, lang)


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
    presumes=SURVEYED,
)

PANELS = (leavers, workload, nobody)
