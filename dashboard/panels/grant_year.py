"""交付金: who received, or is to receive, how much in the fiscal year in focus?"""

from __future__ import annotations

from dashboard import format as fmt
from dashboard.charts.kinds.ranked_bar import RankedBar
from dashboard.finding import column, counted, distinct, list_schemes, status_inferred, summed
from dashboard.nouns import REGIONS, listed
from dashboard.panel import Column, Panel, Rows
from dashboard.selects import select
from dashboard.text import Lang, T

YEN = T("千円", "thousand yen")
COLUMNS = (
    Column("name{lang}", T("地域", "Region")),
    Column("fiscal_year", T("年度", "Fiscal year"), "fiscal_year"),
    Column("status", T("区分", "Status"), words="status"),
    Column("amount_yen", T("交付額", "Grant"), "thousand_yen", missing="@why"),
    Column("cap_use_pct", T("上限に対する割合", "Use of the cap"), "decimal1", T("％", "%"), "@cap_missing"),
    Column(
        "cumulative_yen",
        T("累計（見込を含む）", "Cumulative, planned included"),
        "thousand_yen",
        missing="@why",
    ),
    Column(
        "yen_per_resident", T("住民一人当たり", "Per resident"), "count", T("円/人", "yen/person"), "@why"
    ),
)


def _absent(lang: Lang) -> str:
    """Not in the table of that year: a national scheme, not yet begun or already over."""
    if lang == "ja":
        return "この地域は、この年度の交付の表に載っていない"
    return "This region is not in the grant table of that year"


def _finding(rows: Rows, lang: Lang) -> str:
    """Actual and planned each with its sum, never added up; undecided by name."""
    if not rows:
        return _absent(lang)
    name, ja = column(lang, "name"), lang == "ja"
    year = fmt.fiscal_year(rows[0]["fiscal_year"], lang)
    parts, grants = [], [row for row in rows if not row["line"]]
    for status, told, told_en in (("actual", "交付", "granted to"), ("planned", "見込", "planned for")):
        # money of a name (line) is another's: shown, but in no sum
        known = [row for row in grants if row["status"] == status and row["amount_yen"] is not None]
        if known:
            amount = fmt.amount(known[0]["status_yen"], lang)
            who = known[0][name] if len(rows) == 1 else ""
            regions = distinct(known, "region_id")
            many = f"{regions}地域" if ja else counted(regions, "region")
            several = summed(distinct(known, "scheme_id"), lang, distinct(known, "payer"))
            if ja:
                parts.append(f"{told}は{who or many}で{amount}{several}")
            else:
                parts.append(f"{amount} {told_en} {who or many}{several}")
    waiting = [row[name] for row in rows if row["amount_yen"] is None]
    if waiting:
        parts.append(
            f"未定は{listed(waiting, REGIONS, lang)}"
            if ja
            else f"undecided for {listed(waiting, REGIONS, lang)}"
        )
    return f"{year}の{'、'.join(parts)}" if ja else f"{year}: {'; '.join(parts)}"


def count_inferred(rows: Rows, lang: Lang) -> str:
    return status_inferred(sum(row["status_basis"] == "inferred" for row in rows), len(rows), lang)


def _subtitle(rows: Rows, lang: Lang) -> str:
    if not rows:
        return _absent(lang)
    year, regions = fmt.fiscal_year(rows[0]["fiscal_year"], lang), distinct(rows, "region_id")
    # of one scheme the rules below tell the name
    schemes = list_schemes(rows, lang) if distinct(rows, "scheme_id") > 1 else ""
    inferred = count_inferred(rows, lang)
    if lang == "ja":
        of = f"。{schemes}" if schemes else ""
        return f"その年度の交付額（千円）、{regions}地域、{year}。塗りは実績、枠は見込{inferred}{of}"
    who, of = counted(regions, "region"), f". {schemes}" if schemes else ""
    return f"Grants of the year (thousand yen), {who}, {year}; solid actual, outlined planned{inferred}{of}"


grants_of_year = Panel(
    panel_id="grants_of_year",
    page="disbursements",
    question=T("その年度に、どの地域がいくら受けるか", "Who receives how much in the year?"),
    subtitle=_subtitle,
    sql=select("disbursements/grants_of_year"),
    chart=RankedBar(
        label="series{lang}",
        value="amount_yen",
        number_kind="thousand_yen",
        status="status",
        missing="@why",
        given=True,
        group="scheme",
    ),
    columns=COLUMNS,
    finding=_finding,
    origin=(select("origin/grants_of_year"),),
    notes=(
        T(
            "国の制度の圏域と、その年度の表に載らない地域は含まない。見込は資料の時点での額",
            "Regions that are not in that year's table are left out; planned as of the document's date",
        ),
    ),
    needs=("grants",),
)
