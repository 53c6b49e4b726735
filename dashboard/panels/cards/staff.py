"""Cards on staffing: shortages in words, recruitment, staff numbers."""

from __future__ import annotations

from dashboard import claim
from dashboard import format as fmt
from dashboard.card import Card, Change, missing
from dashboard.finding import column, counted
from dashboard.mart import Row
from dashboard.nouns import OCCUPATIONS, OCCUPATIONS_NAMED, REGIONS, listed
from dashboard.panel import Rows
from dashboard.panels.cards.common import RECRUITED, STAFF, noun, pick
from dashboard.panels.cards.common import SHORT as OF_SHORTAGES
from dashboard.panels.home import named
from dashboard.selects import select
from dashboard.text import Lang, T

SHORT = select("cards/shortages")


def _named(row: Row, lang: Lang, names_too: bool) -> str:
    """By how many regions; of one region alone, what it names."""
    names, occupations = row[column(lang, "names")], row["occupations"]
    if row["regions"] == 1:
        which = listed(names, OCCUPATIONS, lang, most=2)
        return pick(lang, f"この地域の記載：{which}", f"This region names {which}")
    shown = names if names_too else []
    return claim.most_often(shown, row["most"], row["regions"], REGIONS, OCCUPATIONS_NAMED, occupations, lang)


short = Card(
    "short",
    T("不足と記された職種", "Reported short"),
    SHORT,
    lambda row, lang: (
        (listed(row[column(lang, "names")], OCCUPATIONS, lang, most=2), "")
        if row["names"]
        else missing("not_marked", lang)
    ),
    lambda row, lang: (
        _named(row, lang, False)
        if row["names"]
        else pick(lang, "足りていることを意味しない", "Which does not mean there are enough")
    ),
    *OF_SHORTAGES,
    panel="shortage_matrix",
)


occupations = Card(
    "occupations",
    T("不足と記された職種", "Occupations reported short"),
    SHORT,
    lambda row, lang: (
        fmt.number(row["occupations"], 0, lang),
        noun(row["occupations"], lang, "職種", "occupation"),
    ),
    lambda row, lang: (
        _named(row, lang, True) if row["names"] else pick(lang, "資料に記載なし", "None in the document")
    ),
    *OF_SHORTAGES,
    panel="shortage_matrix",
)


def hired_compare(row: Row, lang: Lang) -> str:
    if not row["occupations"]:
        return pick(lang, "資料に記載なし", "None in the document")
    first = fmt.number(row["first"], 0, lang)
    tail = pick(lang, "。後の年度は実績か目標か不明", "; later year: result or target unclear")
    year = fmt.fiscal_year(row["first_year"], lang, short=True)
    of = pick(lang, f"{row['regions']}地域の記載。", f"Reported by {counted(row['regions'], 'region')}; ")
    return of + pick(lang, f"{year}は{first}人", f"{year}: {first}") + (tail if row["unclear"] else "")


hired = Card(
    "hired",
    T("専門職の採用（記載のある地域）", "Specialists recruited (where reported)"),
    select("cards/recruited"),
    lambda row, lang: (
        (
            fmt.number(row["second"], 0, lang),
            pick(
                lang,
                f"人（{fmt.fiscal_year(row['second_year'], lang, short=True)}）",
                f"persons ({fmt.fiscal_year(row['second_year'], lang)})",
            ),
        )
        if row["second"] is not None
        else missing("one_period" if row["occupations"] else "not_marked", lang)
    ),
    hired_compare,
    *RECRUITED,
)


TREND = select("cards/staff_trend")


def _index_compare(row: Row, lang: Lang) -> str:
    if row["headcount"] is None:
        return pick(lang, "職員数のない都道府県がある", "A prefecture without the figure")
    staff = fmt.number(row["headcount"], 0, lang)
    name = named(row, lang)
    since = row["first_year"]
    return pick(
        lang,
        f"{name}計{staff}人（{row['year']}年。{since}年に区分が変わり、それより前とは比べない）",
        f"{name}: {staff} in {row['year']} (reclassified in {since}: not compared with earlier years)",
    )


def _changed(rows: Rows, lang: Lang) -> str:
    row, by = rows[0], fmt.signed(rows[0]["change"], 0, lang)
    return pick(lang, f"{row['before_year']}年より{by}人", f"{by} on {row['before_year']}")


staff_index = Card(
    "staff_index",
    T("市町村の一般行政職員（指数）", "Municipal administration staff (index)"),
    TREND,
    lambda row, lang: (
        missing("unknown", lang)
        if row["index"] is None
        else (
            fmt.number(row["index"], 1, lang),
            pick(lang, f"{row['first_year']}年＝100", f"{row['first_year']} = 100"),
        )
    ),
    _index_compare,
    *STAFF,
    scope="prefecture",
    change=Change(select("cards/staff_change"), _changed),
)


def _rate_compare(row: Row, lang: Lang) -> str:
    if row["first_rate"] is None:
        return pick(lang, "人口のない市町村がある", "A municipality without its population")
    rate, name = fmt.number(row["first_rate"], 1, lang), named(row, lang)
    if row["first_rate_year"] == row["rate_year"]:
        return pick(lang, f"{name}計、人口は同じ年の国勢調査", f"{name}; residents: census of the same year")
    return pick(
        lang,
        f"{name}計、{row['first_rate_year']}年は{rate}人（人口はそれぞれ同じ年の国勢調査）",
        f"{name}; {row['first_rate_year']}: {rate} (census of the same year each)",
    )


staff_rate = Card(
    "staff_rate",
    T("人口1万人当たりの市町村の一般行政職員", "Municipal administration staff per 10,000 residents"),
    TREND,
    lambda row, lang: (
        missing("unknown", lang)
        if row["per_10000_residents"] is None
        else (
            fmt.number(row["per_10000_residents"], 1, lang),
            pick(lang, f"人（{row['rate_year']}年）", f"persons ({row['rate_year']})"),
        )
    ),
    _rate_compare,
    # of the year that the figure names: the survey's own day is that of its newest year
    T("定員管理調査・国勢調査（各年）", "Staff survey and census (each year)"),
    *STAFF[1:],
    scope="prefecture",
)
