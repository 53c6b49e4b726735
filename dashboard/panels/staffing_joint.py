"""職員, from a survey: who already does things jointly or would, and how many sit the examinations."""

from __future__ import annotations

from dashboard import claim
from dashboard import format as fmt
from dashboard.chart import Table
from dashboard.charts.cells import Grid
from dashboard.charts.kinds.ranked_bar import RankedBar
from dashboard.finding import column, counted, distinct, none
from dashboard.mart import Row
from dashboard.nouns import JOINT_WORK, OCCUPATIONS, PLACES
from dashboard.panel import Column, Panel, Rows
from dashboard.panels.surveyed import (
    AREAS_ON,
    LEFT_OUT,
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


def _interest(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    known = {row["municipality_code"] for row in rows if row["state"]}
    doing = {row["municipality_code"] for row in rows if row["state"] == "doing"}
    willing = {row["municipality_code"] for row in rows if row["willing"]}
    if not known:
        return "共同の取組についての回答はない" if lang == "ja" else "No answers about joint work"
    if not willing:
        return (
            f"回答した{len(known)}市町村に、共同の取組を実施中、または関心があるとしたところはない"
            if lang == "ja"
            else f"None of the {len(known)} that answered does anything jointly or is interested"
        )
    if lang == "ja":
        all_of = "すべて" if len(willing) == len(known) else f"うち{len(willing)}"
        return (
            f"回答した{len(known)}市町村の{all_of}が、共同の取組を実施中か関心があるとした"
            f"（実施中のあるのは{len(doing)}）"
        )
    return (
        f"{len(willing)} of {counted(len(known), *TOWN)} that answered do something jointly or are "
        f"interested ({len(doing)} already {'does' if len(doing) == 1 else 'do'})"
    )


interest = Panel(
    panel_id="staffing_interest",
    page="staffing",
    question=T("何を共同で行いたいか", "What would they do jointly?"),
    subtitle=subtitle("市町村 × 共同の取組の回答", "Answers by municipality and joint work"),
    sql=select("staffing/staffing_interest"),
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
        Column("work{lang}", T("共同の取組", "Joint work")),
        Column("told{lang}", T("回答", "Answer"), missing="@missing_reason"),
        Column(
            "region_partners{lang}",
            T("同じ連携地域で実施中か関心がある", "Doing it or interested, same region"),
            missing="nobody",
        ),
        Column(
            "bureau_partners{lang}",
            T("同じ{bureau}で実施中か関心がある", "Doing it or interested, same {bureau}"),
            missing="nobody",
        ),
    ),
    finding=_interest,
    sources=SOURCE,
    origin=(select("staffing/cells_interest"),),
    notes=(
        T(
            "同じ連携地域の市町村は、同じ{bureau}の欄に重ねて載せない",
            "Those of the same region are not told again under the {bureau}",
        ),
        AREAS_ON,
    ),
    optional=True,
    presumes=SURVEYED,
)


def _partners(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    if max(row["willing_count"] for row in rows) == 0:
        return (
            "実施中か関心があるとした共同の取組はない"
            if lang == "ja"
            else "No joint work is done or of interest"
        )
    one = distinct(rows, "area_id") == 1
    name, place = column(lang, "work"), column(lang, "area")
    between = "{place}の{name}" if lang == "ja" else "{name} in {place}"
    return _WILLING(
        rows,
        "willing_count",
        lambda row: row[name] if one else between.format(name=row[name], place=row[place]),
        lambda row: PLACES.count(row["willing_count"], lang),
        rows[0][column(lang, "title")],
        lang,
    )


_WILLING = claim.Superlative(
    T("実施中か関心がある市町村", "Done or of interest"),
    T("多い", "Most often done or of interest"),
    JOINT_WORK,
)


partners = Panel(
    panel_id="staffing_joint",
    page="staffing",
    question=T("共同の取組に、誰が加われるか", "Who could join in joint work?"),
    subtitle=subtitle(
        "取組ごとの、実施中の市町村と関心があるとした市町村（{bureau}か連携地域の中）",
        "By joint work: who does it and who is interested, within a {bureau} or region",
    ),
    sql=select("staffing/staffing_joint"),
    chart=Table(tall=True),
    columns=(
        Column("named{lang}", T("共同の取組", "Joint work")),
        Column("doing_count", T("実施中", "Doing"), "count", TOWNS),
        Column("interested_count", T("関心がある", "Interested"), "count", TOWNS),
        share("取組", "Answers"),
        Column("doing{lang}", T("実施中の市町村", "Who does it"), missing="nobody"),
        Column("interested{lang}", T("関心があるとした市町村", "Who is interested"), missing="nobody"),
    ),
    finding=_partners,
    sources=SOURCE,
    origin=(select("staffing/cells_interest"),),
    notes=(AREAS_ON,),
    optional=True,
    presumes=SURVEYED,
)


def _sat(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    known = [row["ratio"] for row in rows if row["ratio"] is not None]
    if not known:
        return (
            "倍率を計算できる職種はない（理由は表に）"
            if lang == "ja"
            else "The ratio of no occupation can be told (the table says why)"
        )
    alone = known.count(min(known)) == 1

    def figure(row: Row) -> str:
        times, told = fmt.number(row["ratio"], 1, lang), answered([row], lang) if alone else ""
        if lang == "ja":
            people = f"、受験{row['sat']}人に合格{row['passed']}人" if alone else ""
            return f"{times}倍{people}{told}"
        people = f", {row['sat']} sat and {row['passed']} passed" if alone else ""
        return f"{times} sat for each that passed{people}{told}"

    return most_of(_FEWEST, rows, "ratio", figure, lang)


_FEWEST = claim.Superlative(
    T("採用試験の倍率", "Applicants for a place"),
    T("低い", "Fewest applicants for a place"),
    OCCUPATIONS,
    lowest=True,
)


examination = Panel(
    panel_id="staffing_examination",
    page="staffing",
    question=T("採用試験の倍率は何倍か", "How many sit the examination for each that passes?"),
    subtitle=subtitle("採用試験の倍率（受験者÷合格者、倍）", "Sat over passed (times)", True),
    sql=select("staffing/staffing_examination"),
    chart=RankedBar(
        label="named{lang}",
        value="ratio",
        number_kind="decimal1",
        missing="@ratio_missing",
        given=True,
    ),
    columns=(
        Column("occupation{lang}", T("職種", "Occupation")),
        Column("sat", T("受験者", "Sat"), "count", PERSONS, "@missing_reason"),
        Column("passed", T("合格者", "Passed"), "count", PERSONS, "@missing_reason"),
        Column("ratio", T("倍率", "Ratio"), "decimal1", T("倍", "times"), "@ratio_missing"),
        share("受験者と合格者", "Sat and passed"),
        Column("left_out", T("合計から除いた", "Left out of the totals"), "count", TOWNS),
        Column("applicants", T("応募者", "Applicants"), "count", PERSONS, "@applicants_missing"),
        Column("hired", T("採用者", "Hired"), "count", PERSONS, "@hired_missing"),
    ),
    finding=_sat,
    sources=SOURCE,
    origin=(select("staffing/cells_examination"),),
    notes=(
        T(
            "直近の年度の採用試験。受験者・合格者・倍率は、二つの両方に答えた市町村の合計から。"
            "応募者と採用者は、それぞれに答えた市町村の合計",
            "The latest fiscal year's examinations; sat, passed and ratio are over the municipalities that "
            "told both, applicants and hired over those that told each",
        ),
        T(
            "一人が複数の市町村の試験を受けることがあり、受験者は延べ人数",
            "One person may sit the examinations of several municipalities and is counted in each",
        ),
        SUPPRESSED,
        LEFT_OUT,
    ),
    optional=True,
    presumes=SURVEYED,
)

JOINT = (interest, partners)
