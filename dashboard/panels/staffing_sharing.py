"""職員, from a survey: who nearby has what is lacking, and with whom hard work could be shared."""

from __future__ import annotations

from dashboard import claim
from dashboard.chart import Table
from dashboard.charts.cells import Grid
from dashboard.finding import column, counted, distinct, none
from dashboard.nouns import PLACES, WORK
from dashboard.panel import Column, Panel, Rows
from dashboard.panels.surveyed import (
    AREAS_ON,
    PERSONS,
    SOURCE,
    SURVEYED,
    TOWNS,
    share,
    subtitle,
)
from dashboard.selects import select
from dashboard.text import Lang, T, filled


def _neighbour(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    near = sum(row["region_count"] + row["bureau_count"] > 0 for row in rows)
    unclear = sum(row["required"] is None for row in rows)
    if lang == "ja":
        of = f"（必要数が分からない{unclear}を含む）" if unclear else ""
        return (
            f"職員のいない市町村と職種の組{len(rows)}{of}のうち、{near}は同じ連携地域か"
            f"{filled('{bureau}', lang)}に職員がいる"
        )
    of = f" ({unclear} whose need is not shown)" if unclear else ""
    return (
        f"Of {counted(len(rows), 'pair')} of municipality and occupation without staff{of}, {near} "
        f"{'has' if near == 1 else 'have'} it in the same region or {filled('{bureau}', lang)}"
    )


neighbour = Panel(
    panel_id="staffing_neighbour",
    page="staffing",
    question=T("職員のいない市町村は、どこと共有できるか", "Who has none, and who nearby has it?"),
    subtitle=subtitle(
        "現員が0人の市町村（必要数が0人のものを除く）と、その職種のいる近隣（現員の多い順に5つまで）",
        "Municipalities that have none of an occupation (without those that need none), and neighbours that "
        "have it (up to 5, most staff first)",
    ),
    sql=select("staffing/staffing_neighbour"),
    chart=Table(tall=True),
    columns=(
        Column("occupation{lang}", T("職種", "Occupation")),
        Column("municipality{lang}", T("現員0人の市町村", "Municipality with none")),
        Column("required", T("必要数", "Required"), "count", PERSONS, "@required_missing"),
        Column("region_partners{lang}", T("同じ連携地域で", "In the same region"), missing="nobody"),
        Column("bureau_partners{lang}", T("同じ{bureau}で", "In the same {bureau}"), missing="nobody"),
        Column("untold_count", T("分からない近隣", "Neighbours not shown"), "count", TOWNS),
    ),
    finding=_neighbour,
    sources=SOURCE,
    origin=(select("staffing/cells_required_present"),),
    notes=(
        T(
            "分からない近隣は、現員が秘匿か未登録の市町村。必要数が0人の組は載せない",
            "Not shown: neighbours whose staff is suppressed or not registered; "
            "pairs that require nobody are left out",
        ),
        T(
            "同じ連携地域の市町村は、同じ{bureau}の欄に重ねて載せない",
            "Those of the same region are not told again under the {bureau}",
        ),
        AREAS_ON,
    ),
    optional=True,
    presumes=SURVEYED,
)


def _hard(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    works = {row["question_id"]: row[column(lang, "work")] for row in rows}
    counts = dict.fromkeys(works, 0)
    for row in rows:
        counts[row["question_id"]] += bool(row["hard"])
    known = {row["municipality_code"] for row in rows if row["hard"] is not None}
    if not known:
        return "業務についての回答はない" if lang == "ja" else "No answers about work"
    if not any(counts.values()):
        return (
            f"回答した{len(known)}市町村に、単独では難しいとした業務はない"
            if lang == "ja"
            else f"None of the {len(known)} that answered finds any work hard to keep up alone"
        )
    return _HARDEST(
        [{"name": works[name], "towns": count} for name, count in counts.items()],
        "towns",
        claim.column_of("name"),
        lambda row: (
            f"回答した{len(known)}のうち{row['towns']}市町村"
            if lang == "ja"
            else (f"{row['towns']} of {len(known)} that answered")
        ),
        rows[0][column(lang, "title")],
        lang,
    )


_HARDEST = claim.Superlative(
    T("単独では難しいとした市町村", "Hard to keep up alone"),
    T("多い", "Hardest to keep up alone"),
    WORK,
)
_SHARED = claim.Superlative(
    T("近隣や圏域との共有を望む市町村", "Wanted to be shared with neighbours or the region"),
    T("多い", "Most wanted to be shared with neighbours or the region"),
    WORK,
)


hard = Panel(
    panel_id="staffing_hard_alone",
    page="staffing",
    question=T("単独では続けられない業務は何か", "Which work cannot be kept up alone?"),
    subtitle=subtitle("市町村 × 業務の回答", "Answers by municipality and work"),
    sql=select("staffing/staffing_hard_alone"),
    chart=Grid(
        row="municipality{lang}",
        column="work{lang}",
        value="told{lang}",
        mark="marked",
        unmarked=True,
        missing="@why",  # the table says whether a return or an answer is missing
    ),
    columns=(
        Column("municipality{lang}", T("市町村", "Municipality")),
        Column("work{lang}", T("業務", "Work")),
        Column("told{lang}", T("回答", "Answer"), missing="@missing_reason"),
        Column("share_with{lang}", T("共有したい相手", "To be shared with"), missing="unanswered"),
    ),
    finding=_hard,
    sources=SOURCE,
    origin=(select("staffing/cells_hard_alone"),),
    optional=True,
    presumes=SURVEYED,
)


def _partner(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    if max(row["together_count"] for row in rows) == 0:
        return (
            "単独では難しい業務について、近隣や圏域との共有を望む市町村はない"
            if lang == "ja"
            else "No municipality wants to share hard work with neighbours or the region"
        )
    one = distinct(rows, "area_id") == 1
    name, place = column(lang, "work"), column(lang, "area")
    between = "{place}の{name}" if lang == "ja" else "{name} in {place}"
    return _SHARED(
        rows,
        "together_count",
        lambda row: row[name] if one else between.format(name=row[name], place=row[place]),
        lambda row: PLACES.count(row["together_count"], lang),
        rows[0][column(lang, "title")],
        lang,
    )


partner = Panel(
    panel_id="staffing_partner",
    page="staffing",
    question=T("単独では難しい業務を、誰と担えるか", "With whom could hard work be shared?"),
    subtitle=subtitle(
        "業務ごとの、単独では難しいとした市町村と続けられるとした市町村（{bureau}か連携地域の中）",
        "By work: who finds it hard alone and who can carry on, within a {bureau} or region",
    ),
    sql=select("staffing/staffing_partner"),
    chart=Table(tall=True),
    columns=(
        Column("named{lang}", T("業務", "Work")),
        Column("hard_count", T("難しい", "Hard alone"), "count", TOWNS),
        share("業務", "Answers"),
        Column("together_count", T("近隣・圏域と共有したい", "Want to share nearby"), "count", TOWNS),
        Column("hard{lang}", T("難しいとした市町村", "Who finds it hard")),
        Column("able{lang}", T("続けられるとした市町村", "Who can carry on"), missing="nobody"),
    ),
    finding=_partner,
    sources=SOURCE,
    origin=(select("staffing/cells_hard_alone"),),
    notes=(
        T(
            "共有したい相手は、単独では難しいとした市町村の回答。市町村ごとの相手は kpi.shared_need にある",
            "Whom to share with: as told by those that find it hard; by municipality in kpi.shared_need",
        ),
        AREAS_ON,
    ),
    optional=True,
    presumes=SURVEYED,
)


PANELS = (neighbour, hard, partner)
