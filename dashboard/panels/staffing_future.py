"""職員, from surveys: the outlook if hiring stays as it is, and what changed since the survey before."""

from __future__ import annotations

from dashboard import claim
from dashboard import format as fmt
from dashboard.charts.kinds.dumbbell import Dumbbell
from dashboard.finding import column, counted, none
from dashboard.mart import Row
from dashboard.nouns import OCCUPATIONS, listed
from dashboard.panel import Column, Panel, Rows
from dashboard.panels.surveyed import (
    LEFT_OUT,
    PERSONS,
    SOURCE,
    SUPPRESSED,
    SURVEYED,
    limited,
    occupations,
    share,
    subtitle,
)
from dashboard.selects import select
from dashboard.text import Lang, T


def _outlook(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    known = [row for row in rows if row["low_10"] is not None]
    if not known:
        return (
            "職員数の見通しを示せる職種はない（理由は表に）"
            if lang == "ja"
            else "No outlook can be given for any occupation (the table says why)"
        )
    fewer = occupations([row for row in known if row["high_10"] < row["present"]], lang)
    more = occupations([row for row in known if row["low_10"] > row["present"]], lang)
    if lang == "ja":
        parts = [f"{listed(fewer, OCCUPATIONS, lang)}が減る見込み"] if fewer else []
        parts += [f"{listed(more, OCCUPATIONS, lang)}が増える見込み"] if more else []
        unclear = "どの職種も増減を言えない（範囲が今の人数をまたぐ）"
        told = f"採用が今のまま続くと、10年後は{'、'.join(parts) if parts else unclear}"
    else:
        parts = [f"fewer: {listed(fewer, OCCUPATIONS, lang)}"] if fewer else []
        parts += [f"more: {listed(more, OCCUPATIONS, lang)}"] if more else []
        unclear = "no occupation is clearly up or down (the ranges span today's numbers)"
        told = f"In 10 years, if hiring stays as it is, {'; '.join(parts) if parts else unclear}"
    return limited(told, rows, "low_10", lang)


_RANGE = T(
    "方法: 中心は、現員から5年以内の退職見込みを引き、年間の採用の5年分を足した数（10年後は同じ出入りが"
    "もう5年続くとする）。採用と退職がそれぞれ一定の率で互いに無関係に起こるとみて、その率を1年分の採用・"
    "5年分の退職から見積もる不確かさと、これからの年の偶然の上下とを合わせた範囲を取り、整数に広げた。"
    "率が年ごとに動けば外に出ることが増えるので、どれだけの割合で収まるかは示さない。",
    "Method: the middle is present staff, less the leavers expected in 5 years, plus 5 years of hiring at "
    "the present rate (in 10 years: the same once more). Taking hires and leavers to come independently at "
    "steady rates, the range joins the uncertainty of a rate known from one year's hires and five years' "
    "leavers with the chance of the years ahead, widened to whole persons. How often it holds is not given: "
    "rates that move from year to year lead outside it more often.",
)
_LIMITS = T(
    "限界: 採用は1年分の数、退職は見込みであり、範囲は広い。採用のしかた、異動、中途退職、業務量の変化は"
    "見込まず、それらが変われば範囲の外になりうる。現員・退職見込み・採用のすべてに答えた市町村の合計",
    "Limits: hiring is one year's number and leavers are expected ones, so the range is wide. Changes of "
    "hiring, transfers, early leaving or workload are not foreseen and may lead outside it. Totals over the "
    "municipalities that told present, leavers and hired",
)

outlook = Panel(
    panel_id="staffing_outlook",
    page="staffing",
    question=T(
        "採用が今のまま続けば、職員は5年後・10年後に何人か",
        "How many staff in 5 and 10 years if hiring stays as it is?",
    ),
    subtitle=subtitle(
        "10年後の職員数の範囲（下限と上限、人。推計）",
        "Range of staff in 10 years (low and high, projected)",
        True,
    ),
    sql=select("staffing/staffing_outlook"),
    chart=Dumbbell(
        label="named{lang}",
        first="low_10",
        second="high_10",
        first_year="first_name{lang}",
        second_year="second_name{lang}",
        unit=PERSONS,
        number_kind="count",
    ),
    columns=(
        Column("occupation{lang}", T("職種", "Occupation")),
        Column("present", T("現員", "Present"), "count", PERSONS, "@missing_reason"),
        Column(
            "leavers_5y", T("退職見込み（5年）", "Leavers (5 years)"), "count", PERSONS, "@missing_reason"
        ),
        Column("hired", T("採用（年間）", "Hired (per year)"), "count", PERSONS, "@missing_reason"),
        share("三つ", "All three"),
        Column("low_5", T("5年後の下限", "In 5 years, low"), "count", PERSONS, "@missing_reason"),
        Column("high_5", T("5年後の上限", "In 5 years, high"), "count", PERSONS, "@missing_reason"),
        Column("low_10", T("10年後の下限", "In 10 years, low"), "count", PERSONS, "@missing_reason"),
        Column("high_10", T("10年後の上限", "In 10 years, high"), "count", PERSONS, "@missing_reason"),
        Column("population_year", T("今の人口の年", "Year of the population now"), "year"),
        Column(
            "population",
            T("今の人口（推計）", "Population now (projected)"),
            "count",
            PERSONS,
            "@people_missing",
        ),
        Column("later_population_year", T("10年後の人口の年", "Year of the later population"), "year"),
        Column(
            "population_10",
            T("10年後の人口（推計）", "Population in 10 years (projected)"),
            "count",
            PERSONS,
            "@people_missing",
        ),
        Column(
            "residents_per_staff",
            T("1人当たり住民（今）", "Residents per staff now"),
            "count",
            PERSONS,
            "@ratio_missing",
        ),
        Column(
            "residents_low_10",
            T("1人当たり住民（10年後の下限）", "Residents per staff in 10 years, low"),
            "count",
            PERSONS,
            "@ratio_missing",
        ),
        Column(
            "residents_high_10",
            T("1人当たり住民（10年後の上限）", "Residents per staff in 10 years, high"),
            "count",
            PERSONS,
            "@high_missing",
        ),
    ),
    finding=_outlook,
    sources=SOURCE,
    beside=(select("origin/answered_projection"),),
    origin=(select("staffing/cells_outlook"),),
    notes=(_RANGE, _LIMITS, SUPPRESSED, LEFT_OUT),
    optional=True,
    presumes=SURVEYED,
)


def _change(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    year, known, whole = rows[0]["first_year"], len(rows), rows[0]["listed"]
    limit_ja = f"比べられる{known}職種（{whole}職種中）のうち、" if known < whole else ""
    limit_en = f", of {known} that can be compared among {whole}" if known < whole else ""
    name = claim.column_of(column(lang, "occupation"))
    when = f"{year}年の調査から{rows[0]['second_year']}年まで"
    if lang != "ja":
        when = f"from the {year} to the {rows[0]['second_year']} survey"

    def figure(row: Row) -> str:
        return f"{fmt.signed(row['change'], 0, lang)}{'人' if lang == 'ja' else ''}"

    for edge in (_FELL, _ROSE):
        change = (min if edge.lowest else max)(row["change"] for row in rows)
        if (change < 0) == edge.lowest and change != 0:
            said = edge(rows, "change", name, figure, when, lang)
            return f"{limit_ja}{said}" if lang == "ja" else f"{said}{limit_en}"
    if lang == "ja":
        return f"{year}年の調査から、比べられる{len(rows)}職種の現員は変わらない"
    return (
        f"Staff present is unchanged since the {year} survey in {counted(len(rows), 'occupation')} compared"
    )


_FELL = claim.Superlative(
    T("現員の減少", "Change in staff present"),
    T("大きい", "Largest fall in staff present"),
    OCCUPATIONS,
    lowest=True,
)
_ROSE = claim.Superlative(
    T("現員の増加", "Change in staff present"),
    T("大きい", "Largest rise in staff present"),
    OCCUPATIONS,
)
change = Panel(
    panel_id="staffing_change",
    page="staffing",
    question=T("現員は、前の調査からどう変わったか", "How did staff change since the survey before?"),
    subtitle=subtitle(
        "前の調査と今の調査の現員（人）", "Staff present, the survey before and this one (persons)", True
    ),
    sql=select("staffing/staffing_change"),
    chart=Dumbbell(
        label="named{lang}",
        first="first_value",
        second="second_value",
        first_year="first_name{lang}",
        second_year="second_name{lang}",
        unit=PERSONS,
        number_kind="count",
    ),
    columns=(
        Column("occupation{lang}", T("職種", "Occupation")),
        Column("first_name{lang}", T("前の調査", "Survey before")),
        Column("first_value", T("前の調査の現員", "Present, before"), "count", PERSONS),
        Column("second_name{lang}", T("今の調査", "This survey")),
        Column("second_value", T("今の現員", "Present, now"), "count", PERSONS),
        Column("change", T("増減", "Change"), "signed0", PERSONS),
        share("現員", "Present"),
    ),
    finding=_change,
    sources=SOURCE,
    origin=(select("staffing/cells_present"),),
    notes=(
        T(
            "同じ系列の二つの調査で、設問の定義が同じものだけ。両方に答えた市町村の合計。一方の合計が秘匿の職種や、"
            "片方だけの回答が秘匿の職種は比べられない",
            "Only where two surveys of one series asked by the same definition; totals over the "
            "municipalities that answered both; not where a total, or an answer to one alone, is suppressed",
        ),
    ),
    optional=True,
    presumes=SURVEYED,
)

PANELS = (outlook, change)
