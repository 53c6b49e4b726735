"""任意の組み合わせ: what could be applied for, at most, and for how many fiscal years?"""

from __future__ import annotations

from dashboard import format as fmt
from dashboard.chart import Table
from dashboard.finding import column, counted
from dashboard.mart import Row
from dashboard.panel import Column, Panel, Rows
from dashboard.panels import origins
from dashboard.panels.coalition_rules import HINT
from dashboard.selects import select
from dashboard.text import Lang, T

_YEARS = T("年度", "fiscal years")
_THOUSAND = T("千円", "thousand yen")


def _offer(row: Row, lang: Lang) -> str:
    """The terms of a scheme as its rules have them: so much a year, so many years."""
    if row["region_yen"] is None:
        rate = fmt.number(row["rate_pct"], 0, lang)
        each = f"対象経費の{rate}％まで" if lang == "ja" else f"up to {rate}% of the eligible costs"
    else:
        amount = fmt.amount(row["region_yen"], lang)
        each = f"1年度{amount}まで" if lang == "ja" else f"up to {amount} a year"
    if row["max_years"] is None:
        return each
    if lang == "ja":
        return f"{each}、{row['max_years']}年度まで"
    return f"{each} for up to {counted(row['max_years'], 'year')}"


def _said(row: Row, lang: Lang) -> str:
    """One scheme: over, out of reach, or the most that could be applied for."""
    scheme, who = row[column(lang, "scheme")], row[column(lang, "coalition")]
    year = fmt.fiscal_year(row["this_year"], lang, short=True)
    if row["to_year"] is not None and row["to_year"] < row["this_year"]:
        end = fmt.fiscal_year(row["to_year"], lang, short=True)
        if lang == "ja":
            return (
                f"{scheme}は{end}で終わり、{year}からの申請はできない。終わるまでの規則は{_offer(row, lang)}"
            )
        return f"{scheme} ended with {end}: no application from {year} on; its rules were {_offer(row, lang)}"
    if row["elsewhere"] == row["members"]:
        home = row[column(lang, "scheme_prefecture")]
        if lang == "ja":
            return f"{who}はすべて{home}の外にあり、{scheme}の対象にならない"
        return f"{who} lies outside {home}: {scheme} is not for it"
    if row["broken"]:
        if lang == "ja":
            return f"{who}は{scheme}の規則のうち{row['broken']}つを満たさず、このままでは対象にならない"
        rules = counted(row["broken"], "rule")
        return f"{who} does not meet {rules} of {scheme}: as it stands nothing can be applied for"
    return _most(row, lang) + _open(row, lang)


def _most(row: Row, lang: Lang) -> str:
    """So many years and so much in all; where no rule says it, the terms alone."""
    scheme, start = row[column(lang, "scheme")], fmt.fiscal_year(row["from_year"], lang, short=True)
    offer = _offer(row, lang)
    if row["most_yen"] is None:
        if lang == "ja":
            return f"{scheme}は{start}から申請でき、{offer}（年度の数か上限の定めがなく、合計はわからない）"
        return f"{scheme}: from {start}, {offer} (no number of years or no cap is set, so no sum is known)"
    total = fmt.amount(row["most_yen"], lang)
    if lang == "ja":
        return f"{scheme}で申請できるのは、{start}からなら{row['years']}年度、合わせて{total}まで（{offer}）"
    return f"{scheme}: from {start}, {counted(row['years'], 'fiscal year')}, {total} in all ({offer})"


def _open(row: Row, lang: Lang) -> str:
    """What must be cleared before: members outside the prefecture, rules that members do not decide."""
    said = []
    far, home, unknown = row["elsewhere"], row[column(lang, "scheme_prefecture")], row["open_rules"]
    if far and home:
        said.append(
            f"{far}市町村は{home}の外"
            if lang == "ja"
            else f"{counted(far, 'municipality lies', 'municipalities lie')} outside {home}"
        )
    if unknown:
        said.append(
            f"{unknown}つの規則は構成市町村だけではわからない"
            if lang == "ja"
            else f"{counted(unknown, 'rule')} cannot be judged from the members"
        )
    return "".join(("。" if lang == "ja" else "; ") + text for text in said)


def _finding(rows: Rows, lang: Lang) -> str:
    if not rows:
        return HINT(lang)
    return ("。" if lang == "ja" else "; ").join(_said(row, lang) for row in rows)


grant = Panel(
    panel_id="coalition_grant",
    page="coalition",
    question=T("どの交付金をいくらまで、何年度申請できるか", "What could be applied for, and for how long?"),
    subtitle=T(
        "規則のうえでの上限。採択や交付の額を約束するものではない。制度ごとに示し、合計しない",
        "The most that the rules allow, no promise that it is granted; by scheme, never summed",
    ),
    sql=select("coalition/grant"),
    chart=Table(),
    columns=(
        Column("scheme{lang}", T("制度", "Scheme")),
        Column("payer{lang}", T("支払う者", "Payer")),
        Column("region_yen", T("1年度の上限", "Cap a year"), "thousand_yen", _THOUSAND, "no_rule"),
        Column("rate_pct", T("交付率", "Rate"), "count", T("％", "%"), "no_rule"),
        Column("max_years", T("支援の最長", "Most years"), "count", _YEARS, "no_rule"),
        Column("to_year", T("最後の年度", "Last fiscal year"), "fiscal_year", None, "no_rule"),
        Column("years", T("これから申請できる年度数", "Years from now on"), "count", _YEARS, "unknown"),
        Column("most_yen", T("その合計の上限", "At most in all"), "thousand_yen", _THOUSAND, "unknown"),
        Column("broken", T("満たさない規則", "Rules not met"), "count"),
        Column("open_rules", T("判定できない規則", "Rules that cannot be judged"), "count"),
    ),
    finding=_finding,
    sources=(origins.RULES,),
    scope="any",
    needs=("rules",),
    origin=(select("origin/chosen_offers"), select("origin/chosen_rules"), origins.CHOSEN_MEMBERSHIP),
    notes=(
        T(
            "今年度は、見ている日の年度。1年度の上限には、構成市町村ごとに加わる分を含む",
            "Counted from the fiscal year of the day of reading; the cap has what is added for each member",
        ),
    ),
)
