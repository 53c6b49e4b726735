"""分野と事業: who works on what, and what came of it?"""

from __future__ import annotations

from collections.abc import Callable

from dashboard import claim
from dashboard import format as fmt
from dashboard.charts.cells import Grid
from dashboard.charts.registers import Register
from dashboard.finding import column, counted, distinct, none, span
from dashboard.nouns import FIELDS, REGIONS, listed
from dashboard.panel import Column, Panel, Rows
from dashboard.panels import origins
from dashboard.selects import select
from dashboard.text import Lang, T


def _reported(rows: Rows) -> Rows:
    """Of the regions whose fields a document tells."""
    return [row for row in rows if row["marked"] is not None]


def _matrix(rows: Rows, lang: Lang) -> str:
    counts: dict[str, int] = {}
    rows = _reported(rows)
    for row in rows:
        key = row[column(lang, "field")]
        counts[key] = counts.get(key, 0) + bool(row["marked"])
    if not counts or not max(counts.values()):
        return none(lang)
    unused = [name for name, number in counts.items() if number == 0]
    total = distinct(rows, "region_id")
    if total == 1:
        used = [name for name, number in counts.items() if number]
        who, which = rows[0][column(lang, "region")], listed(used, FIELDS, lang)
        if lang == "ja":
            return f"{who}は{len(counts)}分野のうち{len(used)}分野で連携する（{which}）"
        return f"{who} cooperates in {len(used)} of {counted(len(counts), 'field')}: {which}"
    said = _WIDEST(
        [{"name": name, "regions": number} for name, number in counts.items()],
        "regions",
        claim.column_of("name"),
        lambda row: claim.share(row["regions"], total, REGIONS, lang),
        "{as_of}",
        lang,
    )
    if lang == "ja":
        return f"{said}。どの地域も挙げていないのは{listed(unused, FIELDS, lang)}" if unused else said
    return f"{said}; marked by none: {listed(unused, FIELDS, lang)}" if unused else said


_WIDEST = claim.Superlative(
    T("取り組む地域", "Regions that chose it"), T("多い", "Most widely chosen"), FIELDS
)


def _matrix_subtitle(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    regions = distinct(_reported(rows), "region_id")
    without = distinct(rows, "region_id") - regions
    if lang == "ja":
        rest = f"、ほかに資料に記載のない{without}地域" if without else ""
        return f"連携する具体的事項（○）、分野 × 地域、{regions}地域{rest}、{{as_of}}"
    rest = f", not in a document for {counted(without, 'more region')}" if without else ""
    return f"Policy fields marked in the document, {counted(regions, 'region')}{rest}, {{as_of}}"


field_matrix = Panel(
    panel_id="field_matrix",
    page="fields",
    question=T("どの地域が、どの分野で連携しているか", "Which regions cooperate in which fields?"),
    subtitle=_matrix_subtitle,
    sql=select("fields/field_matrix"),
    chart=Grid(
        row="field{lang}",
        column="region{lang}",
        value="marked",
        words="yes",
    ),
    columns=(
        Column("field{lang}", T("分野", "Field")),
        Column("region{lang}", T("地域", "Region")),
        Column("marked", T("連携する", "Marked"), words="yes"),
        Column("label_as_printed", T("資料の表記", "Label as printed"), missing="not_marked"),
    ),
    finding=_matrix,
    beside=(select("origin/policy_fields"),),
    dated=(origins.FIELDS,),
    needs=("regions", "fields"),
    origin=(origins.FIELDS,),
)


def _timeline_subtitle(rows: Rows, lang: Lang) -> str:
    years = span(rows, "fiscal_year", lang)
    return f"事業 × 年度の状態、{years}" if lang == "ja" else f"Project by fiscal year, {years}"


def _timeline(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    year = rows[0]["told_year"]
    last = [row for row in rows if row["fiscal_year"] == year]
    if not last:
        when = fmt.fiscal_year(year, lang)
        return f"{when}の記載はない" if lang == "ja" else f"{when}: nothing is reported"
    done = sum(row["state"] == "done" for row in last)
    planned = sum(row["state"] == "planned" for row in last)
    waiting = sum(row["state"] in ("under_review", "undecided") for row in last)
    when = fmt.fiscal_year(year, lang)
    if done:
        idle = sum(row["state"] == "none" for row in last)
        if lang == "ja":
            return f"{when}は、実施した事業が{done}、取組のない事業が{idle}"
        return f"{when}: {counted(done, 'project')} carried out, {idle} without activity"
    if lang == "ja":
        return f"{when}は、予定のある事業が{planned}、検討中・未定が{waiting}"
    return f"{when}: {counted(planned, 'project')} planned, {waiting} under review or undecided"


timeline = Panel(
    # not "timeline": the browser drops an id that is also a property of the document
    panel_id="project_timeline",
    page="fields",
    question=T("どの事業が、どの年度に動いたか", "Which project was active when?"),
    subtitle=_timeline_subtitle,
    sql=select("fields/project_timeline"),
    chart=Grid(
        row="name{lang}",
        row_group="region{lang}",
        column="fiscal_year",
        column_kind="fiscal_year_short",
        value="state",
        state="state",
    ),
    columns=(
        Column("region{lang}", T("地域", "Region")),
        Column("name{lang}", T("事業", "Project")),
        Column("fiscal_year", T("年度", "Fiscal year"), "fiscal_year"),
        Column("state", T("状態", "State"), words="state"),
        Column("activity_count", T("取組数", "Activities"), "count", T("件", "items"), "not_marked"),
        Column("activities", T("取組", "What was done"), missing="not_marked"),
    ),
    finding=_timeline,
    needs=("projects",),
    origin=(origins.WORK,),
    notes=(
        T(
            "空欄は資料がその年度に触れていない。予定は資料の時点でのもの",
            "A blank: the document does not mention that year; planned is as of the document's date",
        ),
    ),
)


def _register(rows: Rows, lang: Lang) -> str:
    if not rows:
        return "この条件に当たる事業はない" if lang == "ja" else "No project matches"
    # the reader's own words: said back, so that the list is not taken for all projects
    sought = rows[0]["sought"]
    ja = lang == "ja"
    parts = [
        told(number)
        for name, told in _COUNTED.items()
        if (number := sum(row[name] for row in rows)) or name in ("achieved", "difficulties")
    ]
    if ja:
        which = f"「{sought}」を含む" if sought else ""
        return f"{which}{len(rows)}事業に、{'、'.join(part(lang) for part in parts)}の記載"
    which = f' with "{sought}"' if sought else ""
    told_en = ", ".join(part(lang) for part in parts)
    return f"{counted(len(rows), 'project')}{which}: {told_en}"


_TEXTS = (
    *("achieved", "expected", "not_achieved", "unsorted"),
    *("difficulty", "no_difficulty", "remedy", "context"),
)
_COUNTED: dict[str, Callable[[int], T]] = {
    "achieved": lambda n: T(f"得られた成果{n}件", f"{counted(n, 'outcome')} achieved"),
    "expected": lambda n: T(f"見込まれる成果{n}件", f"{n} expected"),
    "not_achieved": lambda n: T(f"得られていないこと{n}件", f"{n} not achieved"),
    "unsorted": lambda n: T(f"区別のない成果{n}件", f"{n} not said to be either"),
    "difficulties": lambda n: T(f"困難{n}件", counted(n, "difficulty", "difficulties")),
}


register = Panel(
    panel_id="register",
    page="fields",
    question=T("何のために、何をして、何が得られたか", "What for, what was done, what came of it?"),
    subtitle=T(
        "事業の台帳。文は資料の要点で、原文ではない",
        "Register of projects: the gist of the document in Japanese, not its wording",
    ),
    sql=select("fields/register"),
    chart=Register(
        title="name{lang}",
        group="region{lang}",
        lead="purpose",
        lists=(
            ("action", "activity_texts{lang}"),
            ("carrier", "carrier_texts"),
            ("instructors", "instructor_texts{lang}"),
            ("roles", "role_texts"),
            *((name, f"{name}_texts") for name in _TEXTS),
        ),
        few=("carrier", "instructors", "roles", "not_achieved", "unsorted", "no_difficulty", "context"),
    ),
    columns=(
        Column("region{lang}", T("地域", "Region")),
        Column("name{lang}", T("事業", "Project")),
        Column("purpose", T("目的", "Purpose")),
        Column("achieved", T("得られた成果", "Achieved"), "count", T("件", "items")),
        Column("expected", T("見込まれる成果", "Expected"), "count", T("件", "items")),
        Column("difficulties", T("困難", "Difficulties"), "count", T("件", "items")),
    ),
    finding=_register,
    needs=("projects",),
    origin=(origins.PROJECTS, select("fields/outcome_rows"), origins.WORK),
    notes=(
        T(
            "資料の欄は「得られた成果又は見込まれる成果」と一つで、どちらかは文による。困難がない・少ない旨と、"
            "背景や経過だけの記載は、成果にも困難にも数えない",
            "The document has one box for outcomes achieved or expected: which of the two, its words tell. "
            "That little or nothing was difficult, or mere background, is neither outcome nor difficulty",
        ),
    ),
)
