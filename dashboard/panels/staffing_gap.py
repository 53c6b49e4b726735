"""職員, from a survey: who answered; required, present and short by occupation and by municipality."""

from __future__ import annotations

from dashboard import claim
from dashboard import format as fmt
from dashboard.charts.cells import Grid
from dashboard.charts.kinds.dumbbell import Dumbbell
from dashboard.charts.kinds.ranked_bar import RankedBar
from dashboard.finding import column, counted, none
from dashboard.mart import Row
from dashboard.nouns import CELLS, OCCUPATIONS
from dashboard.panel import Column, Panel, Rows
from dashboard.panels import origins
from dashboard.panels.surveyed import (
    LEFT_OUT,
    NOT_ZERO,
    PERSONS,
    SOURCE,
    SUPPRESSED,
    SURVEYED,
    TOWN,
    TOWNS,
    answered,
    most_of,
    share,
    subtitle,
)
from dashboard.selects import select
from dashboard.text import Lang, T


def _gap(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    known = [row["shortage"] for row in rows if row["shortage"] is not None]
    if not known:
        return (
            "不足を計算できる職種はない（理由は表に）"
            if lang == "ja"
            else "The shortage of no occupation can be told (the table says why)"
        )
    if max(known) <= 0:
        if lang == "ja":
            return f"不足のある職種はない（回答した市町村の合計、示せる{len(known)}職種）"
        return (
            f"No shortage in any of {counted(len(known), 'occupation')} shown (totals of those that answered)"
        )
    alone = known.count(max(known)) == 1

    def figure(row: Row) -> str:
        people = fmt.number(row["shortage"], 0, lang)
        if not alone:
            return f"{people}人" if lang == "ja" else people
        pct, required = fmt.number(row["shortage_pct"], 1, lang), fmt.number(row["matched_required"], 0, lang)
        told = answered([row], lang)
        if lang == "ja":
            return f"必要数{required}人に{people}人、{pct}％{told}"
        return f"{people} of the {required} required, {pct}%{told}"

    return most_of(_MOST_SHORT, rows, "shortage", figure, lang)


_MOST_SHORT = claim.Superlative(T("不足", "Short"), T("大きい", "Most short"), OCCUPATIONS)
_SHORTEST = claim.Superlative(T("不足", "Short"), T("大きい", "largest"), CELLS)


gap = Panel(
    panel_id="staffing_gap",
    page="staffing",
    question=T(
        "どの職種が、何人足りないか（調査）", "Which occupations are short, and by how many (survey)?"
    ),
    subtitle=subtitle("不足（必要数−現員、人）", "Shortage (required less present, persons)", True),
    sql=select("staffing/staffing_gap"),
    chart=RankedBar(
        label="named{lang}",
        value="shortage",
        number_kind="count",
        missing="@missing_reason",
    ),
    columns=(
        Column("occupation{lang}", T("職種", "Occupation")),
        Column("matched_required", T("必要数", "Required"), "count", PERSONS, "@missing_reason"),
        Column("matched_present", T("現員", "Present"), "count", PERSONS, "@missing_reason"),
        share("必要数と現員", "Required and present"),
        Column("shortage", T("不足", "Shortage"), "count", PERSONS, "@missing_reason"),
        Column(
            "shortage_pct", T("不足率", "Shortage rate"), "decimal1", T("％", "%"), "@shortage_pct_missing"
        ),
        Column("vacancies", T("募集中", "Posts advertised"), "count", PERSONS, "@vacancies_missing"),
        Column("hidden", T("うち秘匿", "Of them suppressed"), "count", TOWNS),
        Column("left_out", T("合計から除いた", "Left out of the totals"), "count", TOWNS),
        Column(
            "reported_regions",
            T("不足と記す地域（資料、調査と別）", "Regions reporting it short (documents, not the survey)"),
            "count",
            T("地域", "regions"),
            "not_marked",
        ),
    ),
    finding=_gap,
    sources=SOURCE,
    beside=(origins.SHORTAGES,),
    origin=(select("staffing/cells_shortage"),),
    notes=(
        NOT_ZERO,
        SUPPRESSED,
        T(
            "必要数・現員・不足は、二つの両方に答えた市町村の合計",
            "Required, present and shortage are over the municipalities that told both",
        ),
        LEFT_OUT,
        T(
            "資料の不足は語による記載で、調査の人数と足し合わせない",
            "The documents' shortages are words and are not added to the survey's headcounts",
        ),
    ),
    optional=True,
    presumes=SURVEYED,
)


def _pairs(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    short = [row for row in rows if row["shortage"] > 0]
    if lang == "ja":
        if not short:
            return f"比べられる{len(rows)}職種とも、現員は必要数に達している"
        return f"比べられる{len(rows)}職種のうち、現員が必要数に届かないのは{len(short)}職種"
    if not short:
        return f"Present staff meets the requirement in all occupations compared ({len(rows)})"
    return f"Present staff is below the requirement in {len(short)} of {counted(len(rows), 'occupation')}"


pairs = Panel(
    panel_id="staffing_pairs",
    page="staffing",
    question=T("現員は必要数にどれだけ届いているか", "How near is present staff to what is required?"),
    subtitle=subtitle("現員と必要数（人）", "Present and required (persons)", True),
    sql=select("staffing/staffing_pairs"),
    chart=Dumbbell(
        label="named{lang}",
        first="matched_present",
        second="matched_required",
        first_year="first_name{lang}",
        second_year="second_name{lang}",
        unit=PERSONS,
        number_kind="count",
    ),
    columns=(
        Column("occupation{lang}", T("職種", "Occupation")),
        Column("matched_present", T("現員", "Present"), "count", PERSONS),
        Column("matched_required", T("必要数", "Required"), "count", PERSONS),
        Column("shortage", T("不足", "Shortage"), "count", PERSONS),
        share("二つ", "Both"),
    ),
    finding=_pairs,
    sources=SOURCE,
    origin=(select("staffing/cells_required_present"),),
    notes=(
        T(
            "必要数と現員の両方に答えた市町村の合計",
            "Totals over the municipalities that told both figures",
        ),
        T(
            "一般事務は人数の桁が違い、ほかの差が見えなくなるので、不足の図だけに示す",
            "General clerks are so many that other differences would vanish: they are in the shortages only",
        ),
    ),
    optional=True,
    presumes=SURVEYED,
)


def _heat(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    known = [row for row in rows if row["shortage"] is not None]
    towns = {row["area_id"] for row in known}
    short = {row["area_id"] for row in known if row["shortage"] > 0}
    if not known:
        return (
            "不足を示せる市町村はない（秘匿か未登録）"
            if lang == "ja"
            else "No shortage of a municipality can be shown (suppressed or not registered)"
        )
    if not short:
        return (
            f"不足を示せる{len(towns)}市町村に、不足はない"
            if lang == "ja"
            else f"No shortage in the {counted(len(towns), *TOWN)} that can be shown"
        )
    ja = lang == "ja"
    edge = _SHORTEST(
        known,
        "shortage",
        lambda row: (
            f"{row['area']}の{row['occupation']}" if ja else f"{row['area_en']}, {row['occupation_en']}"
        ),
        lambda row: f"{fmt.number(row['shortage'], 0, lang)}{'人' if ja else ''}",
        known[0][column(lang, "title")],
        lang,
    )
    if ja:
        return f"不足を示せる{len(towns)}市町村のうち{len(short)}に不足がある。{edge}"
    return f"Shortages in {len(short)} of {counted(len(towns), *TOWN)} shown; {edge}"


heat = Panel(
    panel_id="staffing_heat",
    page="staffing",
    question=T("どの市町村で、どの職種が足りないか", "Which municipality is short of which occupation?"),
    subtitle=subtitle(
        "市町村 × 職種の不足（必要数−現員、人。濃いほど多い）",
        "Shortage by municipality and occupation (required less present, persons; darker: more)",
    ),
    sql=select("staffing/staffing_heat"),
    chart=Grid(
        row="area{lang}",
        column="occupation{lang}",
        value="shortage",
        number_kind="count",
        shade="position",
        missing="@why",  # the table says which of the two it is
    ),
    columns=(
        Column("area{lang}", T("市町村", "Municipality")),
        Column("occupation{lang}", T("職種", "Occupation")),
        Column("required", T("必要数", "Required"), "count", PERSONS, "@required_missing"),
        Column("present", T("現員", "Present"), "count", PERSONS, "@present_missing"),
        Column("shortage", T("不足", "Shortage"), "count", PERSONS, "@missing_reason"),
        Column(
            "shortage_pct", T("不足率", "Shortage rate"), "decimal1", T("％", "%"), "@shortage_pct_missing"
        ),
    ),
    finding=_heat,
    sources=SOURCE,
    origin=(select("staffing/cells_required_present"),),
    notes=(NOT_ZERO, SUPPRESSED),
    optional=True,
    presumes=SURVEYED,
)

PANELS = (gap, pairs, heat)
