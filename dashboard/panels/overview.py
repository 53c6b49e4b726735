"""概況: where do we stand, where must we look?"""

from __future__ import annotations

from dataclasses import replace

from dashboard import claim
from dashboard import format as fmt
from dashboard.charts.kinds.ranked_bar import RankedBar
from dashboard.charts.kinds.stacked_years import StackedYears
from dashboard.charts.registers import LinkList
from dashboard.finding import column, counted, none, out_of_scope, span, status_inferred, summed, top
from dashboard.mart import Row
from dashboard.nouns import REGIONS, listed
from dashboard.panel import Column, Panel, Remark, Rows
from dashboard.panels import origins, scheme_end
from dashboard.selects import select
from dashboard.text import Lang, T


def _by_year(rows: Rows, lang: Lang) -> str:
    actual = [row for row in rows if row["status"] == "actual" and row["amount_yen"] is not None]
    if not actual:
        return out_of_scope(lang) if not rows else none(lang)
    last = max(actual, key=lambda row: row["fiscal_year"])
    same = [row for row in rows if row["fiscal_year"] == last["fiscal_year"]]
    # a year that is paid for some regions alone: what is open is told of the others
    half = len(same) > 1
    parts = [
        _open_year(row, half and row["fiscal_year"] == last["fiscal_year"], lang)
        for row in rows
        if row["status"] in ("planned", "undecided")
    ]
    told = _one_region(actual, last, lang) if last["name"] else _of_regions(actual, last, lang)
    if lang == "ja":
        return "。".join(part for part in (told, "、".join(parts)) if part)
    return "; ".join([told, *parts])


def _one_region(actual: Rows, last: Row, lang: Lang) -> str:
    """The latest year of one region; above its own other years only where one scheme paid them all."""
    told = _year(last, lang)
    best = top(actual, "amount_yen")
    alike = len({row["scheme"] for row in actual}) == 1
    if alike and len(best) == 1 and best[0] is last and len(actual) > 1:
        return claim.record(told, len(actual), lang)
    return told


def _of_regions(actual: Rows, last: Row, lang: Lang) -> str:
    """Each year is of other regions: a sum is told with how many they are, and no year is above another."""
    first = min(actual, key=lambda row: row["fiscal_year"])
    told = _year(last, lang, of=True)
    if first is last:
        return told
    year, amount = (
        fmt.fiscal_year(first["fiscal_year"], lang, short=True),
        fmt.amount(first["amount_yen"], lang),
    )
    regions = first["region_count"]
    if lang == "ja":
        return f"{told}（{year}は{regions}地域で{amount}）"
    return f"{told} ({amount} in {year} for {counted(regions, 'region')})"


def _year(row: Row, lang: Lang, of: bool = False) -> str:
    """The amount of a year; `of`: with the number of regions."""
    year, amount = (
        fmt.fiscal_year(row["fiscal_year"], lang, short=True),
        fmt.amount(row["amount_yen"], lang),
    )
    regions = row["region_count"]
    if lang == "ja":
        return f"{year}の交付額は{f'{regions}地域で' if of else ''}{amount}"
    return f"{amount} in {year}" + (f" for {counted(regions, 'region')}" if of else "")


def _open_year(row: Row, others: bool, lang: Lang) -> str:
    """What is planned or undecided of a year; `others`: besides the regions that were paid."""
    year, regions = fmt.fiscal_year(row["fiscal_year"], lang, short=lang == "ja"), row["region_count"]
    alone = row["name"] is not None
    if row["status"] == "undecided" or row["amount_yen"] is None:
        if alone:
            return f"{year}は未定" if lang == "ja" else f"{year} undecided"
        return (
            f"{year}の未定は{regions}地域"
            if lang == "ja"
            else f"undecided for {year}: {counted(regions, 'region')}"
        )
    amount = fmt.amount(row["amount_yen"], lang)
    if lang == "ja":
        of = "" if alone else f"ほかの{regions}地域で" if others else f"{regions}地域で"
        return f"{year}の見込は{of}{amount}"
    of = "" if alone else f" for {counted(regions, 'other region' if others else 'region')}"
    return f"{amount} planned for {year}{of}"


def _by_year_subtitle(rows: Rows, lang: Lang) -> str:
    if not rows:
        return out_of_scope(lang)
    years, name = span(rows, "fiscal_year", lang), rows[0][column(lang, "name")]
    several = summed(max(row["schemes"] for row in rows), lang, max(row["payers"] for row in rows))
    whose = _schemes_by_year(rows, lang)
    inferred, total = (sum(row[name] for row in rows) for name in ("inferred_count", "row_count"))
    whose += status_inferred(inferred, total, lang)
    if lang == "ja":
        return f"{'交付額' if name else '交付金の地域の合計'}{several}（千円）、{years}{whose}"
    return f"{'Grants' if name else 'Sum over the grant regions'}{several} (thousand yen), {years}{whose}"


def _schemes_by_year(rows: Rows, lang: Lang) -> str:
    """Which years are of which scheme, where they are not all of the same."""
    by_scheme: dict[str, list[Row]] = {}
    for row in rows:
        by_scheme.setdefault(row[column(lang, "scheme")], []).append(row)
    if len(by_scheme) < 2:
        return ""
    years = {name: span(own, "fiscal_year", lang) for name, own in by_scheme.items()}
    if lang == "ja":
        return "。" + "、".join(f"{name}は{when}" for name, when in years.items())
    return "; " + ", ".join(f"{name} {when}" for name, when in years.items())


grants_by_year = Panel(
    panel_id="grants_by_year",
    page="overview",
    question=T("年度ごとに、いくら交付されたか", "How much was granted each year?"),
    subtitle=_by_year_subtitle,
    sql=select("overview/grants_by_year"),
    chart=StackedYears(
        year="fiscal_year",
        status="status",
        value="amount_yen",
        count="region_count",
        number_kind="thousand_yen",
    ),
    columns=(
        Column("fiscal_year", T("年度", "Fiscal year"), "fiscal_year"),
        Column("status", T("区分", "Status"), words="status"),
        Column("amount_yen", T("交付額", "Grants"), "thousand_yen", missing="@why"),
        Column("region_count", T("地域", "Regions"), "count", T("地域", "regions")),
        Column(
            "cap_use_pct", T("上限に対する割合", "Use of the cap"), "decimal1", T("％", "%"), "@cap_missing"
        ),
    ),
    remark=scheme_end.END,
    finding=_by_year,
    origin=(origins.GRANTS,),
    notes=(
        T(
            "見込は資料の時点での額。実績と見込は足し合わせない。一部の地域だけ実績のある年度は、両方を並べる",
            "Planned amounts are as of the document's date and not added to actual ones; a year paid for "
            "some regions only shows both",
        ),
        T(
            "未定の地域は金額に入らない。0円の年度は実績として数える",
            "Undecided regions are not in the amounts; a year of 0 yen counts as actual",
        ),
    ),
    needs=("grants",),
)


def _cap_use(rows: Rows, lang: Lang) -> str:
    full = [row for row in rows if row["cap_use_pct"] is not None and row["cap_use_pct"] >= 100]
    name = column(lang, "name")
    mine = [row for row in rows if row["focus"] and row["cap_use_pct"] is not None]
    if mine:
        row, share = mine[0], fmt.number(mine[0]["cap_use_pct"], 1, lang)
        place = claim.rank(row["place"], row["known"], row["sharing"], _cap_years(rows, lang), lang)
        if lang == "ja":
            return f"{row[name]}への交付は上限の{share}％で、{place}"
        return f"{row[name]} received {share}% of the cap, {place}"
    known = [row for row in rows if row["cap_use_pct"] is not None]
    if full:
        names = listed([row[name] for row in full], REGIONS, lang)
        some = len(known) < len(rows)  # a new region has no grant yet, a scheme may have no cap
        if lang == "ja":
            of = f"{'割合のある' if some else ''}{len(known)}地域"
            return f"上限まで交付を受けたのは{of}のうち{len(full)}地域（{names}）"
        of = counted(len(known), "region") + (" with a share" if some else "")
        return f"{len(full)} of {of} received the full cap ({names})"
    return _CLOSEST(
        rows,
        "cap_use_pct",
        claim.column_of(name),
        lambda row: f"{fmt.number(row['cap_use_pct'], 1, lang)}{'％' if lang == 'ja' else '%'}",
        _cap_years(rows, lang),
        lang,
    ) or none(lang)


_CLOSEST = claim.Superlative(
    T("上限に対する割合", "Use of the cap"), T("高い", "Highest use of the cap"), REGIONS
)


def _cap_years(rows: Rows, lang: Lang) -> str:
    first, last = (fmt.fiscal_year(rows[0][name], lang, short=True) for name in ("first_year", "last_year"))
    return f"{first}～{last}の実績" if lang == "ja" else f"actual, {first}-{last}"


def _cap_subtitle(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    years = _cap_years(rows, lang)
    if lang == "ja":
        return f"実績 ÷（1年度の上限 × 実績の年度数）（％）、{len(rows)}地域、{years}"
    return f"Actual ÷ (yearly cap × years with a figure) (%), {counted(len(rows), 'region')}, {years}"


def _cap_basis(rows: Rows, lang: Lang) -> str:
    """That a cap by year is a reading."""
    if not rows:
        return ""
    return "上限を年度ごととするのは推定" if lang == "ja" else "that the cap is one of each year is inferred"


cap_use = Panel(
    panel_id="cap_use",
    page="disbursements",
    question=T("どの地域が、上限のどれだけの交付を受けたか", "Who received how much of the cap?"),
    subtitle=_cap_subtitle,
    sql=select("overview/cap_use"),
    chart=RankedBar(
        label="name{lang}",
        value="cap_use_pct",
        number_kind="decimal1",
        missing="@cap_missing",
        limit=100,
        limit_label=T("上限", "Cap"),
        focus="focus",
    ),
    columns=(
        Column("name{lang}", T("地域", "Region")),
        Column(
            "cap_use_pct", T("上限に対する割合", "Use of the cap"), "decimal1", T("％", "%"), "@cap_missing"
        ),
        Column(
            "disbursed_yen",
            T("交付額（実績累計）", "Granted so far"),
            "thousand_yen",
        ),
        Column("actual_years", T("実績の年度数", "Years with a figure"), "count", T("年度", "years")),
    ),
    remark=Remark(select("overview/cap_basis"), _cap_basis),
    finding=_cap_use,
    origin=(origins.GRANTED,),
    beside=(origins.RULES,),
    scope="all",
    notes=(
        T(
            "国の制度の圏域はこの交付金の対象外のため含まない",
            "Areas under national schemes get no grant of this scheme and are left out",
        ),
    ),
    needs=("grants", "caps"),
)


def _attention(rows: Rows, lang: Lang) -> str:
    if not rows:
        return "規則とデータから見て、確かめる点はない" if lang == "ja" else "Nothing to look into"
    return f"確かめる点は{len(rows)}件" if lang == "ja" else f"To look into: {counted(len(rows), 'point')}"


attention = Panel(
    panel_id="attention",
    page="overview",
    question=T("規則とデータから見て、どこを確かめるべきか", "Where must we look?"),
    subtitle=T("規則・データから機械的に挙げたもの", "Raised by rules and data, not by opinion"),
    sql=select("overview/attention"),
    chart=LinkList(
        text="title{lang}",
        name="name{lang}",
        year="fiscal_year",
        page="page",
        region="region_id",
        whole="attention_list",
    ),
    columns=(
        Column("name{lang}", T("地域", "Region")),
        Column("title{lang}", T("内容", "What"), "sentence"),
    ),
    finding=_attention,
    origin=(select("overview/attention_rows"),),
    beside=(origins.RULES,),
    needs=("regions",),
)

# all of them, where a page of one screen has room for the first
attention_list = replace(attention, panel_id="attention_list", page="procedures", lookup=True)
