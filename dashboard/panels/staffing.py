"""職員: which occupations are short, and where?"""

from __future__ import annotations

from dashboard import claim
from dashboard import format as fmt
from dashboard.charts.cells import Grid
from dashboard.charts.kinds.dumbbell import Dumbbell
from dashboard.finding import column, counted, distinct, none
from dashboard.nouns import OCCUPATIONS, OCCUPATIONS_NAMED, REGIONS, listed
from dashboard.panel import Column, Panel, Rows
from dashboard.panels import (
    origins,
    staffing_future,
    staffing_gap,
    staffing_joint,
    staffing_load,
    staffing_sharing,
    survey,
)
from dashboard.panels.staffing_trend import staff_trend
from dashboard.selects import select
from dashboard.text import Lang, T


def _shortage(rows: Rows, lang: Lang) -> str:
    counts: dict[str, int] = {}
    for row in rows:
        if row["reported"]:
            key = row[column(lang, "occupation")]
            counts[key] = counts.get(key, 0) + 1
    if not counts:
        return (
            "資料に不足の記載はない（足りていることを意味しない）"
            if lang == "ja"
            else "No shortage is reported (which does not mean there is none)"
        )
    total = distinct(rows, "region_id")
    if total == 1:
        who, which = rows[0][column(lang, "region")], listed(list(counts), OCCUPATIONS, lang)
        return (
            f"{who}が不足と記すのは{len(counts)}職種（{which}）"
            if lang == "ja"
            else f"{who} reports {counted(len(counts), 'occupation')} short: {which}"
        )
    return OFTEN_SHORT(
        [{"name": name, "regions": number} for name, number in counts.items()],
        "regions",
        claim.column_of("name"),
        lambda row: claim.share(row["regions"], total, REGIONS, lang),
        "{as_of}",
        lang,
    )


OFTEN_SHORT = claim.Superlative(
    T("不足と記す地域", "Regions that report it short"),
    T("多い", "Most often reported short"),
    OCCUPATIONS_NAMED,
)


def _matrix_subtitle(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    regions = distinct(rows, "region_id")
    if lang == "ja":
        return f"不足と記された職種（資料の語、人数ではない）、{regions}地域、{{as_of}}"
    who = counted(regions, "region")
    return (
        f"Occupations reported short (no headcounts; the document's words are in the table), {who}, {{as_of}}"
    )


shortage_matrix = Panel(
    panel_id="shortage_matrix",
    page="staffing",
    question=T(
        "どの地域で、どの職種が不足と記されているか", "Which occupations are reported short, and where?"
    ),
    subtitle=_matrix_subtitle,
    sql=select("staffing/shortage_matrix"),
    chart=Grid(
        row="occupation{lang}",
        column="region{lang}",
        value="mark{lang}",
        mark="reported",
    ),
    columns=(
        Column("region{lang}", T("地域", "Region")),
        Column("occupation{lang}", T("職種", "Occupation")),
        Column("wording", T("資料の語", "Wording of the document"), missing="@why"),
    ),
    finding=_shortage,
    needs=("regions", "shortages"),
    origin=(origins.SHORTAGES,),
    notes=(
        T(
            "資料の言葉による不足で、人数ではない。記載がないことは足りていることを意味しない",
            "Shortages as reported in words, not headcounts; no mention does not mean there are enough",
        ),
    ),
)


def _recruitment(rows: Rows, lang: Lang) -> str:
    if not rows:
        return "この地域の採用の記載はない" if lang == "ja" else "No recruitment is reported for this region"
    years = {row[name] for row in rows for name in ("first_year", "second_year") if row[name]}
    whens = [fmt.fiscal_year(year, lang, short=True) for year in sorted(years)]
    said = _LARGEST_DIFFERENCE(
        rows,
        "change",
        claim.column_of(column(lang, "occupation")),
        lambda row: f"{fmt.signed(row['change'], 0, lang)}{'人' if lang == 'ja' else ''}",
        ("→" if lang == "ja" else " to ").join(whens),
        lang,
    )
    if not said:
        return none(lang)
    unclear = any(row["second_measure"] == "unclear" for row in rows)
    if lang == "ja":
        tail = "。後の年度が実績か目標かは資料では判別できない" if unclear else ""
        return f"{said}{tail}"
    tail = "; whether the later year is a result or a target is unclear" if unclear else ""
    return f"{said}{tail}"


_LARGEST_DIFFERENCE = claim.Superlative(
    T("前の年度からの差", "Difference between the years"),
    T("大きい", "Largest difference between the years"),
    OCCUPATIONS,
)


def _recruitment_subtitle(rows: Rows, lang: Lang) -> str:
    names = listed(list(dict.fromkeys(row[column(lang, "region")] for row in rows)), REGIONS, lang)
    years = sorted({row[name] for row in rows for name in ("first_year", "second_year") if row[name]})
    when = [fmt.fiscal_year(year, lang) for year in years]
    if not rows:
        return "採用（人）" if lang == "ja" else "Recruitment (persons)"
    if lang == "ja":
        return f"採用（人）、{names}の構成市町村の合計、{'と'.join(when)}の列のとおり"
    return f"Recruitment (persons), {names}, all members together, columns {' and '.join(when)} as printed"


recruitment = Panel(
    panel_id="recruitment",
    page="staffing",
    question=T("採用は前の年度と比べてどう変わったか", "How did recruitment change?"),
    subtitle=_recruitment_subtitle,
    sql=select("staffing/recruitment"),
    chart=Dumbbell(
        label="occupation{lang}",
        first="first_headcount",
        second="second_headcount",
        first_year="first_year",
        second_year="second_year",
        unit=T("人", "persons"),
        number_kind="count",
    ),
    columns=(
        Column("occupation{lang}", T("職種", "Occupation")),
        Column("first_year", T("前の年度", "Earlier year"), "fiscal_year"),
        Column("first_headcount", T("人数", "Headcount"), "count", T("人", "persons")),
        Column("second_year", T("後の年度", "Later year"), "fiscal_year"),
        Column(
            "second_headcount",
            T("後の年度の人数", "Headcount in the later year"),
            "count",
            T("人", "persons"),
        ),
        Column("change", T("差", "Difference"), "signed0", T("人", "persons")),
    ),
    finding=_recruitment,
    needs=("recruitment",),
    origin=(origins.RECRUITED,),
    notes=(
        T(
            "実績か目標か資料で判別できない列は、そのまま示し、判別できないと添える（行の注記に理由）",
            "Where the document does not say whether a column is a result or a target, it is shown "
            "as printed and marked",
        ),
    ),
)


SURVEYED = (
    survey.response,
    *staffing_gap.PANELS,
    *staffing_load.PANELS,
    staffing_joint.examination,
    *staffing_sharing.PANELS,
    *staffing_joint.JOINT,
    *staffing_future.PANELS,
)
PANELS = (*SURVEYED, shortage_matrix, recruitment, staff_trend, survey.status)
