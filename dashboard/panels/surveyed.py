"""What the panels of a survey share: which survey and area is shown, how it is named, the rows behind it."""

from __future__ import annotations

from dashboard import format as fmt
from dashboard.finding import column, counted, none
from dashboard.panel import Column, Rows, Sentence
from dashboard.text import Lang, T

PERSONS = T("人", "persons")
TOWN = ("municipality", "municipalities")
TOWNS = T("市町村", "municipalities")
SOURCE = "@source_id"  # the survey's own
# the survey chosen, or the newest, with published returns for the region in focus, else for all asked
CHOSEN = """
    chosen as (
        select response.survey_id, response.title, response.title_en, response.fielded_from,
            response.fielded_to, response.area_level, response.area_id, response.area, response.area_en,
            response.asked as area_asked, response.returned, survey.source_id
        from kpi.survey_response as response
        inner join survey using (survey_id)
        where response.returned > 0 and exists (
            select 1 from survey_answer as told where told.survey_id = response.survey_id
        ) and ($survey is null or response.survey_id = $survey) and (
            ($region is null and response.area_level = 'all')
            or (response.area_level = 'region' and response.area_id = $region)
        )
        order by response.fielded_from desc, response.survey_id
        limit 1
    )
"""
# those that may be chosen, the newest first
SURVEYS = """
    select response.survey_id, response.title, response.title_en, response.fielded_from, response.fielded_to
    from kpi.survey_response as response
    where response.returned > 0 and exists (
        select 1 from survey_answer as told where told.survey_id = response.survey_id
    ) and (
        ($region is null and response.area_level = 'all')
        or (response.area_level = 'region' and response.area_id = $region)
    )
    order by response.fielded_from desc, response.survey_id
"""
ABOUT = """chosen.title, chosen.title_en, chosen.fielded_from, chosen.fielded_to, chosen.area as place,
    chosen.area_en as place_en, chosen.area_asked, chosen.returned, chosen.source_id"""
SUPPRESSED = T(
    "秘匿は、下限に満たない人数と、それを逆算させないために伏せた人数。合計には含まれる",
    "Suppressed: headcounts below the minimum, and others hidden so that they cannot be worked out; "
    "totals include them",
)
NOT_ZERO = T(
    "回答のない市町村は未登録で、0人ではない。合計は回答した市町村だけの合計で、回答/対象を添える",
    "No answer is not zero; totals are over the municipalities that answered, told beside them (n/N)",
)
LEFT_OUT = T(
    "一方だけ答えた市町村から秘匿の人数が逆算されるときは、ほかの市町村も合計から除く。回答には数えない",
    "Where a suppressed number of those that told one side alone would follow, others are left out of the "
    "totals as well; they are not counted as answered",
)


def gaps(
    columns: str,
    where: str = "true",
    order: str = "gap.sort_order",
    level: str = "area",
    view: str = "staffing_gap",
) -> str:
    """Rows of kpi.staffing_gap (or another view by occupation) for the survey and area chosen; `level`
    "area", or "municipality" for those within it."""
    if level == "area":
        joined = "gap.area_level = chosen.area_level and gap.area_id = chosen.area_id"
    else:
        joined = """gap.area_level = 'municipality' and gap.area_id in (
            select within.municipality_code from kpi.survey_area as within
            where within.survey_id = chosen.survey_id and within.area_level = chosen.area_level
                and within.area_id = chosen.area_id)"""
    return f"""
        with {CHOSEN}
        select gap.*, {columns}, {ABOUT}
        from kpi.{view} as gap
        inner join chosen on gap.survey_id = chosen.survey_id and {joined}
        where {where}
        order by {order}
    """


def origin(*questions: str, like: bool = False, of: str = "") -> str:
    """The cells of the returns behind a panel as they were written; suppressed ones are empty. Of the
    `questions`, or of the set `of`."""
    named = " or ".join(
        f"answer.question_id {'like' if like else '='} '{question}'" for question in questions
    )
    named = f"question.question_set = '{of}'" if of else named
    return f"""
        with {CHOSEN}
        select concat_ws(' ', within.municipality, occupation.name, question.text) as what,
            concat_ws(', ', within.municipality_en, occupation.name_en, question.text_en) as what_en,
            answer.as_printed, answer.source_id, answer.source_ref, answer.source_row, answer.note
        from survey_answer as answer
        inner join chosen using (survey_id)
        inner join kpi.survey_area as within
            on answer.survey_id = within.survey_id
            and answer.municipality_code = within.municipality_code
            and within.area_level = chosen.area_level and within.area_id = chosen.area_id
        inner join survey_question as question
            on answer.survey_id = question.survey_id and answer.question_id = question.question_id
        left join survey_occupation as occupation
            on answer.survey_id = occupation.survey_id and answer.occupation_id = occupation.occupation_id
        where {named}
        order by question.sort_order, occupation.sort_order, answer.municipality_code
    """


def subtitle(ja: str, en: str, ratios: bool = False) -> Sentence:
    """Measure and unit, then area with n/N, survey and period; `ratios`: names of the chart carry n/N too."""

    def told(rows: Rows, lang: Lang) -> str:
        if not rows:
            return none(lang)
        row = rows[0]
        first, last = (fmt.date(row[name], lang) for name in ("fielded_from", "fielded_to"))
        if lang == "ja":
            known = f"回答{row['returned']}/対象{row['area_asked']}市町村"
            known += "、職種ごとには括弧内" if ratios else ""
            return f"{ja}、{row['place']}（{known}）、{row['title']}（{first}～{last}）"
        known = f"{row['returned']} of {row['area_asked']} answered"
        known += "; by occupation in brackets" if ratios else ""
        return f"{en}, {row['place_en']} ({known}), {row['title_en']} ({first} to {last})"

    return told


def share(ja: str, en: str, answered: str = "told") -> Column:
    """n/N beside a figure: the column that `ratio` makes."""
    return Column(answered, T(f"{ja}の回答/対象", f"{en}: answered of asked"), missing="no_answers")


def ratio(answered: str, row: str = "gap") -> str:
    """SQL: n/N as text, alone and behind the name of the occupation for a chart."""
    told = f"{row}.{answered} || '/' || {row}.asked"
    return f"""{told} as told, {row}.occupation || '（' || {told} || '）' as named,
        {row}.occupation_en || ' (' || {told} || ')' as named_en"""


def matrix(view: str, mark: str) -> str:
    """SQL: a row for each municipality asked within the area chosen and each work; `marked` where `mark`
    holds, null only where there is no answer."""
    return f"""
        with {CHOSEN}
        select told.*, 'unregistered' as why, {ABOUT},
            coalesce(told.{mark}, case when told.state is not null then false end) as marked
        from kpi.{view} as told
        inner join chosen on told.survey_id = chosen.survey_id
        inner join kpi.survey_area as within
            on told.survey_id = within.survey_id and told.municipality_code = within.municipality_code
            and within.area_level = chosen.area_level and within.area_id = chosen.area_id
        order by told.municipality_code, told.sort_order
    """


def by_work(view: str, where: str, order: str) -> str:
    """SQL: works and who stands where, within the region in focus, else within each bureau (neighbours
    are those of a bureau; where none is known, all that were asked)."""
    several = "(select count(distinct area_id) from shown) > 1"
    return f"""
        with {CHOSEN},
        shown as (
            select work.*, work.answered || '/' || work.asked as told, {ABOUT}
            from kpi.{view} as work
            inner join chosen on work.survey_id = chosen.survey_id
            where {where} and case
                when chosen.area_level = 'region'
                    then work.area_level = 'region' and work.area_id = chosen.area_id
                when exists (
                    select 1 from kpi.survey_area as place
                    where place.survey_id = chosen.survey_id and place.area_level = 'subprefecture'
                ) then work.area_level = 'subprefecture'
                else work.area_level = 'all' end
        )
        select *,
            case when {several} then work || '（' || area || '）' else work end as named,
            case when {several} then work_en || ' (' || area_en || ')' else work_en end as named_en
        from shown
        order by {order}, sort_order, area_id
    """


def occupations(rows: Rows, lang: Lang) -> list[str]:
    return [row[column(lang, "occupation")] for row in rows]


def limited(told: str, rows: Rows, value: str, lang: Lang) -> str:
    """A superlative where some figures are not shown: it holds among those that are."""
    known = sum(row[value] is not None for row in rows)
    if known == len(rows):
        return told
    return (
        f"示せる{known}職種のうち、{told}"
        if lang == "ja"
        else f"{told}, of {counted(known, 'occupation')} shown"
    )


def answered(rows: Rows, lang: Lang) -> str:
    """n/N of a single row, for a finding."""
    if len(rows) != 1:
        return ""
    return f"、回答{rows[0]['told']}市町村" if lang == "ja" else f"; {rows[0]['told']} answered"
