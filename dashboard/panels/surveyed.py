"""What the panels of a survey share: which survey and area is shown, how it is named, the rows behind it."""

from __future__ import annotations

from dashboard import claim
from dashboard import format as fmt
from dashboard.finding import column, counted, none
from dashboard.panel import Column, Rows, Sentence
from dashboard.selects import select
from dashboard.text import Lang, T, filled

PERSONS = T("人", "persons")
TOWN = ("municipality", "municipalities")
TOWNS = T("市町村", "municipalities")
SOURCE = ("@source_id",)  # the survey's own
# the one that is shown: without it there is nothing of a survey to show
SURVEYED = select("staffing/surveyed")
# those that may be chosen, the newest first
SURVEYS = select("staffing/surveys")
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


# who left a region, or passed to another bureau, after the survey changes nothing of it
AREAS_ON = T(
    "連携地域と{bureau}は、調査の最終日の構成と所管による",
    "Each region and {bureau} has the members and district of the survey's last day",
)


def subtitle(ja: str, en: str, ratios: bool = False) -> Sentence:
    """Measure and unit, then area with n/N, survey and period; `ratios`: names of the chart carry n/N too."""

    def sentence(rows: Rows, lang: Lang) -> str:
        if not rows:
            return none(lang)
        row = rows[0]
        first, last = (fmt.date(row[name], lang) for name in ("fielded_from", "fielded_to"))
        measured = filled(ja if lang == "ja" else en, lang)
        if lang == "ja":
            known = f"回答{row['returned']}/対象{row['area_asked']}市町村"
            known += "、職種ごとには括弧内" if ratios else ""
            return f"{measured}、{row['place']}（{known}）、{row['title']}（{first}～{last}）"
        known = f"{row['returned']} of {row['area_asked']} answered"
        known += "; by occupation in brackets" if ratios else ""
        return f"{measured}, {row['place_en']} ({known}), {row['title_en']} ({first} to {last})"

    return sentence


def share(ja: str, en: str, answered: str = "told") -> Column:
    """n/N beside a figure: the column that `ratio` makes."""
    return Column(answered, T(f"{ja}の回答/対象", f"{en}: answered of asked"), missing="no_answers")


def occupations(rows: Rows, lang: Lang) -> list[str]:
    return [row[column(lang, "occupation")] for row in rows]


def limited(limit: str, rows: Rows, value: str, lang: Lang) -> str:
    """What is said where some figures are not shown: it holds among those that are."""
    known = sum(row[value] is not None for row in rows)
    if known == len(rows):
        return limit
    return (
        f"示せる{known}職種のうち、{limit}"
        if lang == "ja"
        else f"{limit}, of {counted(known, 'occupation')} shown"
    )


def most_of(which: claim.Superlative, rows: Rows, value: str, figure: claim.Words, lang: Lang) -> str:
    """The occupations at the end of a measure, as of the survey shown."""
    name, title = column(lang, "occupation"), rows[0][column(lang, "title")]
    return which(rows, value, claim.column_of(name), figure, title, lang)


def answered(rows: Rows, lang: Lang) -> str:
    """n/N of a single row, for a finding."""
    if len(rows) != 1:
        return ""
    return f"、回答{rows[0]['told']}市町村" if lang == "ja" else f"; {rows[0]['told']} answered"
