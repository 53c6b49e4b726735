"""Cards on the grant: granted, planned, use of the cap, last years."""

from __future__ import annotations

from dashboard import format as fmt
from dashboard.card import Card, missing
from dashboard.finding import counted
from dashboard.mart import Row
from dashboard.panels.cards.common import CASEBOOK, noun, oku, pct, pick
from dashboard.text import Lang, T

GRANT_TOTAL = """
    select (sum(amount_yen) filter (where status = 'actual'))::bigint as actual_yen,
        count(*) filter (where status = 'actual') as actual_rows,
        (sum(amount_yen) filter (where status = 'planned'))::bigint as planned_yen,
        count(*) filter (where status = 'planned') as planned_rows,
        count(*) filter (where status = 'undecided') as undecided_rows,
        max(fiscal_year) filter (where status = 'planned') as planned_year,
        max(fiscal_year) filter (where status = 'actual') as actual_year,
        (sum(amount_yen) filter (where status = 'actual' and fiscal_year = (
            select max(fiscal_year) from disbursement where status = 'actual')))::bigint as last_yen,
        (count(*) filter (where status = 'actual') * (select max(value) from scheme_rule
            where rule_id = 'cap_per_year'))::bigint as cap_yen,
        100.0 * sum(amount_yen) filter (where status = 'actual') / nullif(
            count(*) filter (where status = 'actual') * (select max(value) from scheme_rule
                where rule_id = 'cap_per_year'), 0) as cap_use_pct
    from disbursement
    where $region is null or region_id = $region
"""


def granted_compare(row: Row, lang: Lang) -> str:
    if row["actual_yen"] is None:
        return pick(lang, "この交付金の対象でない地域", "Not eligible for this grant")
    share = fmt.number(row["cap_use_pct"], 1, lang)
    cap, unit = fmt.yen_oku(row["cap_yen"], lang)
    return pick(lang, f"上限の合計{cap}{unit}の{share}％", f"{share}% of the caps ({cap} {unit})")


granted = Card(
    "granted",
    T("これまでの交付額（実績）", "Granted so far (actual)"),
    GRANT_TOTAL,
    lambda row, lang: oku(row, "actual_yen", lang, "out_of_scope"),
    granted_compare,
    *CASEBOOK,
)


def planned_compare(row: Row, lang: Lang) -> str:
    if row["planned_yen"] is None and not row["undecided_rows"]:
        return pick(lang, "この交付金の対象でない地域", "Not eligible for this grant")
    text = ""
    if row["last_yen"] is not None:
        last, unit = fmt.yen_oku(row["last_yen"], lang)
        year = fmt.fiscal_year(row["actual_year"], lang, short=True)
        text = pick(lang, f"{year}の実績は{last}{unit}", f"{year} actual: {last} {unit}")
    # a region alone has 未定 as its figure; only beside a figure is there anything to add
    if row["undecided_rows"] and row["planned_yen"] is not None:
        open_rows = row["undecided_rows"]
        text += pick(lang, f"、ほかに未定{open_rows}地域", f"; {counted(open_rows, 'region')} undecided")
    return text.lstrip("、; ")


planned = Card(
    "planned",
    T("最新年度の見込額", "Planned, latest year"),
    GRANT_TOTAL,
    lambda row, lang: oku(row, "planned_yen", lang, "undecided" if row["undecided_rows"] else "out_of_scope"),
    planned_compare,
    *CASEBOOK,
)


cap = Card(
    "cap",
    T("上限に対する割合", "Use of the cap"),
    GRANT_TOTAL,
    lambda row, lang: pct(row["cap_use_pct"], lang, "out_of_scope"),
    lambda row, lang: (
        pick(
            lang,
            f"実績{row['actual_rows']}地域・年度の合計",
            f"Over {counted(row['actual_rows'], 'region-year')} with a figure",
        )
        if row["actual_rows"]
        else pick(lang, "この交付金の対象でない地域", "Not eligible for this grant")
    ),
    *CASEBOOK,
)


last_year = Card(
    "last_year",
    T("最終年度に達した地域", "Regions in their last year"),
    """
    select count(*) filter (where years >= max_years) as reached, count(*) as regions,
        max(max_years)::bigint as max_years
    from (
        select region_id, count(*) as years,
            (select max(value) from scheme_rule where rule_id = 'max_years') as max_years
        from disbursement
        where $region is null or region_id = $region
        group by region_id
    )
    """,
    lambda row, lang: (
        (fmt.number(row["reached"], 0, lang), noun(row["reached"], lang, "地域", "region"))
        if row["regions"]
        else missing("out_of_scope", lang)
    ),
    lambda row, lang: (
        pick(
            lang,
            f"{row['regions']}地域のうち。支援は最大{row['max_years']}年度",
            f"Of {row['regions']}; support lasts at most {row['max_years']} years",
        )
        if row["regions"]
        else pick(lang, "この交付金の対象でない地域", "Not eligible for this grant")
    ),
    *CASEBOOK,
)
