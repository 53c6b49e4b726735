"""交付金: is the money used, and what comes next?"""

from __future__ import annotations

from dashboard import claim
from dashboard import format as fmt
from dashboard.charts.cells import Grid
from dashboard.charts.kinds.small_bars import SmallBars
from dashboard.charts.kinds.small_lines import SmallLines
from dashboard.finding import (
    column,
    count,
    counted,
    distinct,
    list_schemes,
    none,
    out_of_scope,
    span,
    top,
)
from dashboard.mart import Row
from dashboard.nouns import GRANTS, REGION_SCHEMES, REGIONS, YEARS, listed
from dashboard.panel import Column, Panel, Rows
from dashboard.panels import origins, scheme_end
from dashboard.panels.grant_standing import grant_standing
from dashboard.panels.grant_year import COLUMNS as _GRANT_COLUMNS
from dashboard.panels.grant_year import count_inferred, grants_of_year
from dashboard.selects import select
from dashboard.text import Lang, T

_GRANT_SQL = select("disbursements/grants")


def _region_subtitle(rows: Rows, lang: Lang) -> str:
    years = span(rows, "fiscal_year", lang)
    regions = distinct(rows, "region_id")
    if not rows:
        return out_of_scope(lang)
    inferred = count_inferred(rows, lang)
    if lang == "ja":
        return f"交付額（千円）、{regions}地域、{years}{inferred}"
    return f"Grants (thousand yen), {counted(regions, 'region')}, {years}{inferred}"


def _by_region(rows: Rows, lang: Lang) -> str:
    """Among several regions the largest grant of a year; of one region its best years and what comes."""
    actual = [row for row in rows if row["status"] == "actual" and row["amount_yen"] is not None]
    if not actual:
        return out_of_scope(lang) if not rows else none(lang)
    name = column(lang, "name")
    alone = distinct(rows, "region_id") == 1
    several = distinct(rows, "scheme_id") > 1
    text = (_LARGEST_GRANT if not alone else _LARGEST_OF_SCHEMES if several else _LARGEST_YEAR)(
        actual,
        "amount_yen",
        (lambda row: _year_of(row, rows, lang)) if alone else claim.column_of(name),
        lambda row: fmt.amount(row["amount_yen"], lang),
        _years(actual, lang),
        lang,
        most=5 if alone else 3,
    )
    stop = "。" if lang == "ja" else "; "
    if alone:
        whose = rows[0][name] + ("の" if lang == "ja" else "'s ")
        text = ("、" if lang == "ja" else "; ").join([whose + text, *_ahead(rows, lang)])
    for row in actual:
        if row["amount_yen"] == 0:
            year = fmt.fiscal_year(row["fiscal_year"], lang)
            text += stop + (
                f"{row[name]}の{year}は0円" if lang == "ja" else f"{row[name]} received ¥0 in {year}"
            )
    return text


_LARGEST_GRANT = claim.Superlative(
    T("一年度の交付額", "Yearly grant"), T("多い", "Largest yearly grant"), GRANTS
)
_LARGEST_YEAR = claim.Superlative(T("交付額", "grant"), T("多い", "largest grant"), YEARS)
_LARGEST_OF_SCHEMES = claim.Superlative(_LARGEST_YEAR.measure, _LARGEST_YEAR.most, GRANTS)
_MOST_GRANTED = claim.Superlative(
    T("実績の累計", "Granted so far"), T("多い", "Most granted so far"), REGIONS
)

_MOST_GRANTED_BY_SCHEME = claim.Superlative(_MOST_GRANTED.measure, _MOST_GRANTED.most, REGION_SCHEMES)


def _years(rows: Rows, lang: Lang) -> str:
    """From the first to the last of the years that the rows are of, in short."""
    years = sorted({row["fiscal_year"] for row in rows})
    ends = [fmt.fiscal_year(year, lang, short=True) for year in dict.fromkeys((years[0], years[-1]))]
    told = ("～" if lang == "ja" else "-").join(ends)
    return f"{told}の実績" if lang == "ja" else f"actual, {told}"


def _year_of(row: Row, rows: Rows, lang: Lang) -> str:
    """The fiscal year in short, with the scheme where the rows are of several."""
    year = fmt.fiscal_year(row["fiscal_year"], lang, short=True)
    if distinct(rows, "scheme_id") < 2:
        return year
    scheme = row[column(lang, "scheme")]
    return f"{year}の{scheme}" if lang == "ja" else f"{year} of the {scheme}"


def _ahead(rows: Rows, lang: Lang) -> list[str]:
    """What the years without an actual figure hold: planned with its amount, undecided as its word."""
    told = []
    for row in rows:
        year = _year_of(row, rows, lang)
        if row["status"] == "undecided" or (row["status"] == "planned" and row["amount_yen"] is None):
            told.append(f"{year}は未定" if lang == "ja" else f"{year} undecided")
        elif row["status"] == "planned":
            amount = fmt.amount(row["amount_yen"], lang)
            told.append(f"{year}の見込は{amount}" if lang == "ja" else f"{amount} planned for {year}")
    return told


grants_by_region = Panel(
    panel_id="grants_by_region",
    page="disbursements",
    question=T("どの地域が、いつ、いくら交付を受けたか", "Who received how much, and when?"),
    subtitle=_region_subtitle,
    sql=_GRANT_SQL,
    chart=SmallBars(
        facet="series{lang}",
        year="fiscal_year",
        value="amount_yen",
        status="status",
        number_kind="thousand_yen",
        group="scheme",
    ),
    columns=_GRANT_COLUMNS,
    remark=scheme_end.END,
    finding=_by_region,
    needs=("grants",),
    origin=(origins.GRANTS,),
    notes=(
        T(
            "棒のない年度は、まだ交付の表に載っていない年度（0円とは別）",
            "A year without a bar is not in the grant table at all (which is not 0 yen)",
        ),
    ),
)


def _cumulative(rows: Rows, lang: Lang) -> str:
    name = column(lang, "series")
    last = {row[name]: row for row in rows if row["status"] == "actual"}
    best = top(last.values(), "cumulative_yen")
    if not best:
        return out_of_scope(lang) if not rows else none(lang)
    if len(last) == 1:
        names = listed([row[name] for row in best], REGIONS, lang)
        amount = fmt.amount(best[0]["cumulative_yen"], lang)
        until = fmt.fiscal_year(best[0]["fiscal_year"], lang, short=True)
        if best[0]["ceiling_yen"] is None:
            ceiling, ceiling_en = "地域ごとの上限のない制度", "a scheme without a cap per region"
        else:
            ceiling_en = fmt.amount(best[0]["ceiling_yen"], lang)
            ceiling, ceiling_en = f"上限の積み上げは{ceiling_en}", f"ceiling {ceiling_en}"
        if lang == "ja":
            return f"{names}の実績の累計は{until}までで{amount}（{ceiling}）"
        return f"{names}: {amount} paid by {until} ({ceiling_en})"
    # sums over as many years as each was paid for: how many, of the first and of the others
    paid = {row[name]: 0 for row in rows}
    for row in rows:
        paid[row[name]] += row["status"] == "actual" and row["amount_yen"] is not None

    def figure(row: Row) -> str:
        years = YEARS.count(paid[row[name]], lang)
        return (
            f"{fmt.amount(row['cumulative_yen'], lang)}、{years}の合計"
            if lang == "ja"
            else (f"{fmt.amount(row['cumulative_yen'], lang)} in {years}")
        )

    actual = [row for row in rows if row["status"] == "actual"]
    # a region that passed to another scheme has a total of each
    by_scheme = len({row["region_id"] for row in last.values()}) < len(last)
    said = (_MOST_GRANTED_BY_SCHEME if by_scheme else _MOST_GRANTED)(
        list(last.values()), "cumulative_yen", claim.column_of(name), figure, _years(actual, lang), lang
    )
    spans = sorted(paid[key] for key in last)
    if spans[0] == spans[-1]:
        return said
    whose, whose_en = ("地域と制度", "they") if by_scheme else ("地域", "regions")
    if lang == "ja":
        return f"{said}。実績の年度数は{whose}により{spans[0]}～{spans[-1]}"
    return f"{said}; {whose_en} have {spans[0]} to {spans[-1]} years with a figure"


def _cumulative_subtitle(rows: Rows, lang: Lang) -> str:
    shown = _region_subtitle(rows, lang)
    if not rows:
        return shown
    if lang == "ja":
        return f"累計の{shown}。見込は破線、点線は年度の上限の積み上げ"
    return f"Cumulative {shown[:1].lower()}{shown[1:]}; planned dashed, dotted: yearly caps added up"


cumulative = Panel(
    panel_id="cumulative",
    page="disbursements",
    question=T("累計は上限にどれだけ近いか", "How close is the total to its ceiling?"),
    subtitle=_cumulative_subtitle,
    sql=select("disbursements/cumulative"),
    chart=SmallLines(
        facet="series{lang}",
        x="fiscal_year",
        value="cumulative_yen",
        dash="status",
        dash_when="planned",
        ceiling="ceiling_yen",
        number_kind="thousand_yen",
        x_kind="fiscal_year_tick",
        group="scheme",
    ),
    columns=(
        *_GRANT_COLUMNS[:3],
        Column("cumulative_yen", T("累計", "Cumulative"), "thousand_yen", missing="@why"),
        Column("ceiling_yen", T("上限の積み上げ", "Ceiling"), "thousand_yen", missing="@ceiling_missing"),
    ),
    remark=scheme_end.END,
    finding=_cumulative,
    beside=(origins.RULES,),
    needs=("grants",),
    origin=(origins.GRANTS,),
)


def _table_finding(rows: Rows, lang: Lang) -> str:
    if not rows:
        return out_of_scope(lang)
    open_rows = [row for row in rows if row["status"] == "undecided"]
    name = column(lang, "name")
    if open_rows:
        who = listed(
            [f"{row[name]} {fmt.fiscal_year(row['fiscal_year'], lang)}" for row in open_rows], GRANTS, lang
        )
        return f"金額が未定なのは{who}" if lang == "ja" else f"Undecided: {who}"
    return "金額の未定な年度はない" if lang == "ja" else "No year is undecided"


grant_table = Panel(
    panel_id="grant_table",
    page="disbursements",
    question=T("地域・年度ごとの交付額と区分", "Grants and their status, region by year"),
    subtitle=_region_subtitle,
    sql=_GRANT_SQL,
    chart=Grid(
        row="series{lang}",
        column="fiscal_year",
        value="amount_yen",
        column_kind="fiscal_year_short",
        number_kind="thousand_yen",
        status="status",
        missing="@why",
        flag="flag{lang}",
        shade="cap_share",
    ),
    columns=(
        *_GRANT_COLUMNS,
        Column("flag{lang}", T("要確認とした理由", "Why it is flagged"), missing="not_flagged"),
    ),
    remark=scheme_end.END,
    finding=_table_finding,
    needs=("grants",),
    origin=(origins.GRANTS,),
    notes=(
        T(
            "空欄は、その年度の交付の表に載っていない（0円とも未定とも違う）",
            "A blank: not in the grant table of that year (neither 0 yen nor undecided)",
        ),
        T(
            "色の濃さは、実績の1年度の上限に対する割合（地域ごとの上限のない制度は塗らない）",
            "The shade is the share of the yearly cap that was paid (none without a cap per region)",
        ),
        T(
            "※は規則や前後の値から見て確かめ、理由を付けて認めた値",
            "※ marks a doubtful value that a person accepted with a reason",
        ),
    ),
)


def _rules(rows: Rows, lang: Lang) -> str:
    if not rows:
        return out_of_scope(lang)
    met, broken, unknown = (count(rows, holds=verdict) for verdict in (True, False, None))
    regions = distinct(rows, "region_id")
    who = rows[0][column(lang, "name")] if regions == 1 else f"{regions}地域"
    if lang == "ja":
        if met == len(rows):
            return f"{who}は、当てた規則{met}件をすべて満たす"
        verdicts = f"満たすもの{met}、満たさないもの{broken}、判定できないもの{unknown}"
        return f"{who}に当てた規則{len(rows)}件のうち、{verdicts}"
    who = who if regions == 1 else f"{regions} regions"
    if met == len(rows):
        return f"All {met} rules applied to {who} hold"
    verdicts = f"{met} hold, {broken} do not, {unknown} cannot be judged"
    return f"Of {len(rows)} rules applied to {who}, {verdicts}"


def _rules_subtitle(rows: Rows, lang: Lang) -> str:
    told = T("各地域の制度の規則をデータに当てた結果", "Rules of each region's scheme, applied to the data")
    schemes = list_schemes(rows, lang)
    return told(lang) + (f"。{schemes}" if lang == "ja" else f". {schemes}") if schemes else told(lang)


scheme_rules = Panel(
    panel_id="scheme_rules",
    page="disbursements",
    question=T("どの規則が、どの地域で満たされているか", "Which rules hold for whom?"),
    subtitle=_rules_subtitle,
    sql=select("disbursements/scheme_rules"),
    chart=Grid(row="named{lang}", column="name{lang}", value="holds", words="rule"),
    columns=(
        Column("name{lang}", T("地域", "Region")),
        Column("rule{lang}", T("規則", "Rule")),
        Column("article", T("条", "Article")),
        Column("holds", T("判定", "Result"), words="rule"),
        Column("detail{lang}", T("判定の中身", "Detail"), "sentence"),
    ),
    finding=_rules,
    needs=("regions", "rules"),
    origin=(select("disbursements/scheme_rules_rows"),),
    beside=(
        origins.RULES,
        select("origin/regions"),
        origins.MEMBERS,
        origins.FIELDS,
        origins.GRANTS,
        "@list_source",
    ),
    notes=(
        T(
            "国の制度への参加は、表の最後の年度の交付申請の日（手続きの記録になければ年度の初日）で判定する。"
            "国の圏域の一覧がそろわない都道府県や日の市町村は、載っていなければ不明とし、結論が変わりうるときは"
            "判定しない",
            "Membership in national areas is judged on the day of the application of the last fiscal year in "
            "the table (1 April where no record of steps has it). Where the list of areas is not complete, "
            "who is not in it is not known: no verdict where that could change it",
        ),
    ),
)

PANELS = (grants_of_year, grant_standing, grants_by_region, cumulative, grant_table, scheme_rules)
