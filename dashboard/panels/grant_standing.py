"""交付金: who is behind with the grant, and what ends: used, unused, latest and coming year, years left."""

from __future__ import annotations

from dashboard import claim
from dashboard import format as fmt
from dashboard.chart import Table
from dashboard.finding import counted, distinct, out_of_scope, status_inferred, summed
from dashboard.mart import Row
from dashboard.nouns import REGIONS
from dashboard.panel import Column, Panel, Rows
from dashboard.panels import origins, scheme_end
from dashboard.selects import select
from dashboard.text import Lang, T

_YEARS = T("年度", "years")


def _summed(rows: Rows, lang: Lang) -> str:
    return summed(distinct(rows, "scheme_id"), lang, distinct(rows, "payer"))


def _whose(row: Row, lang: Lang) -> str:
    return f"{row['name']}の" if lang == "ja" else f"{row['name_en']}: "


def unused(rows: Rows, lang: Lang) -> str:
    """What was not granted of the caps, and who received hardly any. Empty where a scheme has no cap."""
    paid = [row for row in rows if row["used_yen"] is not None]
    if not paid or not paid[0]["all_unused_yen"]:
        return ""
    left, caps = (fmt.amount(paid[0][name], lang) for name in ("all_unused_yen", "all_ceiling_yen"))
    share, regions = fmt.number(paid[0]["all_unused_pct"], 1, lang), distinct(paid, "region_id")
    alone = _whose(paid[0], lang) if distinct(rows, "region_id") == 1 else ""
    several = _summed(paid, lang)
    if lang == "ja":
        of = "" if alone else f"{regions}地域の"
        said = f"{alone}上限に満たない額は、{of}上限の合計{caps}のうち{left}（{share}％）{several}"
    else:
        of = "" if alone else f" ({counted(regions, 'region')})"
        said = f"{alone}{left} of the caps of {caps}{of} not received, {share}%{several}"
    low = [row for row in paid if row["hardly_used"]]
    return said if alone or not low else f"{said}{_hardly(low, regions, lang)}"


def _hardly(low: Rows, regions: int, lang: Lang) -> str:
    most = fmt.number(low[0]["hardly_used_most_pct"], 1, lang)
    of = claim.share(distinct(low, "region_id"), regions, REGIONS, lang)
    return f"。{of}は上限の{most}％以下" if lang == "ja" else f"; {of} received {most}% or less"


def ending(rows: Rows, lang: Lang) -> str:
    """How much of the coming year's grants goes to regions in their last year of support."""
    planned = [row for row in rows if row["planned"]]
    last = [row for row in planned if row["in_last_year"]]
    if not last:
        return ""
    year = fmt.fiscal_year(last[0]["next_year"], lang, short=True)
    whole, part = (fmt.amount(last[0][name], lang) for name in ("all_next_yen", "all_ending_yen"))
    if distinct(rows, "region_id") == 1:
        whose, nth = _whose(last[0], lang), last[0]["years"]
        if lang == "ja":
            return f"{whose}{year}の見込{part}は、支援の最終年度（{nth}年度目）の額"
        return f"{whose}{part} planned for {year}, the last year of support (year {nth})"
    regions, ends = distinct(planned, "region_id"), distinct(last, "region_id")
    several = _summed(planned, lang)
    if lang == "ja":
        of = f"{year}の見込{whole}（{regions}地域）{several}のうち{part}"
        return f"{of}は、支援の最終年度に達した{ends}地域の額"
    of = f"{part} of the {whole} planned for {year} ({counted(regions, 'region')}){several}"
    return f"{of} goes to {counted(ends, 'region')} in the last year of support"


def change(rows: Rows, lang: Lang) -> str:
    """The latest year beside the one before it, of the same regions in both."""
    both = [row for row in rows if row["comparable"]]
    if not both:
        return ""
    year = both[0]["last_year"]
    whens = tuple(fmt.fiscal_year(each, lang, short=True) for each in (year - 1, year))
    before, last = (fmt.amount(both[0][name], lang) for name in ("all_before_yen", "all_last_yen"))
    by = fmt.show(both[0]["all_change_yen"], "signed_amount", lang, "")
    regions = distinct(both, "region_id")
    several = _summed(both, lang)
    if distinct(rows, "region_id") == 1:
        whose = _whose(both[0], lang)
        if lang == "ja":
            return f"{whose}交付額は、{whens[0]}の{before}から{whens[1]}の{last}（{by}）{several}"
        return f"{whose}{before} in {whens[0]}, {last} in {whens[1]} ({by}){several}"
    if lang == "ja":
        same = f"{whens[0]}と{whens[1]}の両方の表に載る{regions}地域"
        return f"交付額は、{same}で{before}から{last}（{by}）{several}"
    same = f"the {counted(regions, 'region')} in the table of both {whens[0]} and {whens[1]}"
    return f"Grants of {same}: {before}, then {last} ({by}){several}"


def changed(rows: Rows, lang: Lang) -> str:
    """The same in short, for a card."""
    both = [row for row in rows if row["comparable"]]
    if not both:
        return ""
    year, by = both[0]["last_year"], fmt.show(both[0]["all_change_yen"], "signed_amount", lang, "")
    before, last = (fmt.fiscal_year(each, lang, short=True) for each in (year - 1, year))
    regions = distinct(both, "region_id")
    alone = distinct(rows, "region_id") == 1
    if lang == "ja":
        return f"{before}から{last}へ、{'' if alone else f'両方の表に載る{regions}地域で'}{by}"
    of = "" if alone else f" ({counted(regions, 'region')} in the table of both)"
    return f"{before} to {last}: {by}{of}"


def _finding(rows: Rows, lang: Lang) -> str:
    if not rows:
        return out_of_scope(lang)
    said = [text for text in (unused(rows, lang), ending(rows, lang)) if text]
    if said:
        return ("。" if lang == "ja" else "; ").join(said)
    regions = distinct(rows, "region_id")
    if lang == "ja":
        return f"{rows[0]['name'] if regions == 1 else f'{regions}地域'}の交付額と、残りの年度"
    who = rows[0]["name_en"] if regions == 1 else counted(regions, "region")
    return f"Grants and years left of {who}"


def _subtitle(rows: Rows, lang: Lang) -> str:
    if not rows:
        return out_of_scope(lang)
    regions = distinct(rows, "region_id")
    inferred = status_inferred(rows[0]["inferred_count"], rows[0]["row_count"], lang)
    measured = (
        f"交付額（千円）、{regions}地域{inferred}"
        if lang == "ja"
        else f"Grants (thousand yen), {counted(regions, 'region')}{inferred}"
    )
    return ("。" if lang == "ja" else "; ").join(text for text in (measured, change(rows, lang)) if text)


grant_standing = Panel(
    panel_id="grant_standing",
    page="disbursements",
    question=T(
        "どの地域の交付が上限に届かず、あと何年受けられるか",
        "Whose grants stay below the cap, and who has years left?",
    ),
    subtitle=_subtitle,
    sql=select("disbursements/grant_standing"),
    chart=Table(value="cap_use_pct", label="series{lang}"),
    columns=(
        Column("series{lang}", T("地域", "Region")),
        Column("used_yen", T("交付額（実績の累計）", "Granted so far"), "thousand_yen"),
        Column(
            "unused_yen",
            T("上限に満たない額", "Not received of the caps"),
            "thousand_yen",
            missing="@cap_missing",
        ),
        Column(
            "cap_use_pct", T("上限に対する割合", "Use of the cap"), "decimal1", T("％", "%"), "@cap_missing"
        ),
        Column("last_year", T("最新の実績", "Latest actual year"), "fiscal_year_short"),
        Column("last_yen", T("最新の実績の額", "Its amount"), "thousand_yen"),
        Column(
            "change_yen",
            T("前の年度からの増減", "Change on the year before"),
            "signed_thousand_yen",
            missing="no_year_before",
        ),
        Column("next_year", T("見込の年度", "Planned year"), "fiscal_year_short", missing="nobody"),
        Column("next_yen", T("見込の額", "Planned"), "thousand_yen", missing="@next_missing"),
        Column("years", T("支援の年度数", "Years of support"), "count", _YEARS),
        Column("years_left", T("残りの年度数", "Years left"), "count", _YEARS, "@years_missing"),
    ),
    remark=scheme_end.END,
    finding=_finding,
    needs=("grants",),
    origin=(origins.GRANTS,),
    beside=(origins.RULES,),
    notes=(
        T(
            "上限に満たない額は、実績のある年度の上限の合計から交付額を引いた額。使うべきだった額ではない",
            "Not received of the caps: the caps of the years with a figure less what was granted; not an "
            "amount that should have been spent",
        ),
        T(
            "残りの年度数は、支援の最長までと、制度の最後の年度までの少ない方。見込の年度も使った年度に数える",
            "Years left: the lesser of those up to the most years of support and up to the scheme's last "
            "year; a planned year counts as used",
        ),
    ),
)
