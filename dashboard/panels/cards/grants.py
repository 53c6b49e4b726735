"""Cards on the grant: granted, planned, use of the cap, last years."""

from __future__ import annotations

from dashboard import format as fmt
from dashboard.card import Card, Change, missing
from dashboard.finding import counted, summed
from dashboard.mart import Row
from dashboard.panels.cards.common import GRANTED, GRANTS, LATEST_GRANTS, noun, pct, pick, yen
from dashboard.panels.grant_standing import changed, grant_standing
from dashboard.selects import select
from dashboard.text import Lang, T

GRANT_TOTAL = select("cards/grant_total")
_NOT_ELIGIBLE = T("この交付金の対象でない地域", "Not eligible for this grant")
_NO_CAP = T("地域ごとの上限のない制度があり、割合は出せない", "No share: a scheme without a cap per region")


def granted_compare(row: Row, lang: Lang) -> str:
    if row["actual_yen"] is None:
        return _NOT_ELIGIBLE(lang)
    if row["cap_use_pct"] is None:
        return _NO_CAP(lang) + summed(row["scheme_count"], lang, row["payer_count"])
    share = fmt.number(row["cap_use_pct"], 1, lang)
    cap = fmt.amount(row["cap_yen"], lang)
    told = pick(lang, f"上限の合計{cap}の{share}％", f"{share}% of the caps ({cap})")
    return told + summed(row["scheme_count"], lang, row["payer_count"])


granted = Card(
    "granted",
    T("これまでの交付額（実績）", "Granted so far (actual)"),
    GRANT_TOTAL,
    lambda row, lang: yen(row, "actual_yen", lang, "out_of_scope"),
    granted_compare,
    *GRANTED,
    panel="grant_standing",
    change=Change(grant_standing.sql, changed),
)


def planned_compare(row: Row, lang: Lang) -> str:
    if row["planned_year"] is None:
        return _NOT_ELIGIBLE(lang) if row["actual_yen"] is None else _paid(row, lang)
    text = _paid(row, lang) if row["actual_yen"] is not None else ""
    # a region alone has 未定 as its figure; only beside a figure is there anything to add
    if row["undecided_regions"] and row["planned_yen"] is not None:
        open_rows = row["undecided_regions"]
        text += pick(lang, f"、ほかに未定{open_rows}地域", f"; {counted(open_rows, 'region')} undecided")
    # each of the two figures is of one year: a sum over schemes only where that year has several
    several = max(row["actual_year_schemes"] or 0, row["planned_schemes"] or 0)
    # a build of before there was the column has the first alone
    payers = max(row["payer_count"] or 0, row.get("planned_payers") or 0)
    return text.lstrip("、; ") + summed(several, lang, payers)


def _paid(row: Row, lang: Lang) -> str:
    """What the latest year with an actual figure has; where others of that year are open, of how many."""
    last = fmt.amount(row["actual_year_yen"], lang)
    year = fmt.fiscal_year(row["actual_year"], lang, short=True)
    paid = row["actual_year_regions"]
    if not row["actual_year_open"]:
        return pick(lang, f"{year}の実績は{last}", f"{year} actual: {last}")
    return pick(
        lang,
        f"{year}の実績は{last}（{paid}地域、ほかは見込・未定）",
        f"{year} actual: {last} ({counted(paid, 'region')}, the others still open)",
    )


def _planned(row: Row, lang: Lang) -> tuple[str, str]:
    if row["planned_year"] is None:
        return missing("out_of_scope" if row["actual_yen"] is None else "nobody", lang)
    if row["planned_yen"] is None:
        return missing("undecided", lang)
    amount, unit = fmt.amount_in_two(row["planned_yen"], lang)
    year = fmt.fiscal_year(row["planned_year"], lang, short=True)
    return amount, pick(lang, f"{unit}（{year}）", f"{unit} ({year})".strip())


planned = Card(
    "planned",
    T("最新年度の見込額", "Planned, latest year"),
    GRANT_TOTAL,
    _planned,
    planned_compare,
    *LATEST_GRANTS,
    panel="grants_of_year",
)


def _cap_compare(row: Row, lang: Lang) -> str:
    if not row["actual_rows"]:
        return _NOT_ELIGIBLE(lang)
    if row["cap_use_pct"] is None:
        return _NO_CAP(lang)
    return pick(
        lang,
        f"実績{row['actual_rows']}地域・年度の合計",
        f"Over {counted(row['actual_rows'], 'region-year')} with a figure",
    ) + summed(row["scheme_count"], lang, row["payer_count"])


cap = Card(
    "cap",
    T("上限に対する割合", "Use of the cap"),
    GRANT_TOTAL,
    lambda row, lang: pct(row["cap_use_pct"], lang, "no_cap" if row["actual_rows"] else "out_of_scope"),
    _cap_compare,
    *GRANTED,
    panel="grant_standing",
)


def _last_compare(row: Row, lang: Lang) -> str:
    if not row["regions"]:
        return _NOT_ELIGIBLE(lang)
    if row["most"] is None:
        return pick(lang, "支援の年度数に限りのない制度", "The scheme sets no limit of years")
    low, high = row["least"], row["most"]
    ja, en = (
        (f"{low}年度", f"{low}") if low == high else (f"{low}～{high}年度（制度による）", f"{low}-{high}")
    )
    alone = row["regions"] == 1
    text = pick(
        lang,
        f"{'' if alone else str(row['regions']) + '地域のうち。'}支援は{ja}まで",
        f"{'Support' if alone else 'Of ' + str(row['regions']) + '; support'} lasts at most {en} years",
    )
    if row["ends"] is None:
        return text
    # years that are not used are not left where the scheme has ended
    year = fmt.fiscal_year(row["ends"], lang, short=True)
    return text + pick(lang, f"、制度は{year}まで", f", the scheme ends with {year}")


last_year = Card(
    "last_year",
    T("最終年度に達した地域", "Regions in their last year"),
    select("cards/last_year"),
    lambda row, lang: (
        (fmt.number(row["reached"], 0, lang), noun(row["reached"], lang, "地域", "region"))
        if row["regions"]
        else missing("out_of_scope", lang)
    ),
    _last_compare,
    *GRANTS,
    panel="grant_standing",
)
