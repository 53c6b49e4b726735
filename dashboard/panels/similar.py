"""似た地域: which areas of Japan are nearest in a few indicators?

Of the region in focus, and of municipalities that a reader put together. One declaration serves both: the
second asks the same selects over other members."""

from __future__ import annotations

from dataclasses import replace

from dashboard import claim
from dashboard import format as fmt
from dashboard.chart import Table
from dashboard.charts.cells import Grid
from dashboard.charts.kinds.scatter import Scatter
from dashboard.finding import column, counted
from dashboard.mart import Row
from dashboard.nouns import SET_AGAINST
from dashboard.panel import Column, Panel, Remark, Rows
from dashboard.panels import projected
from dashboard.parameters import Scope
from dashboard.selects import select
from dashboard.text import Lang, T, word

HINT = T(
    "注目する地域か市町村を選ぶと、人口・年齢・密度・見通し・財政力・職員の近い地域を全国から探す",
    "Choose a region or municipalities to find areas anywhere in Japan near in population, age, density, "
    "outlook, fiscal capacity and staff",
)
NOTHING = T("比べられる値がそろわない", "There are no figures to compare")
_NEAREST = claim.Superlative(T("距離", "Distance"), T("短い", "Nearest"), SET_AGAINST, lowest=True)
_NOT_ALIKE = T(
    "これらの指標での近さで、ほかの点まで似ているとは限らない",
    "near in these indicators, not necessarily alike in anything else",
)
_NOTES = (
    T(
        "距離：指標ごとの差を全国の市区町村の標準偏差で割り、重みを付けて二乗平均の平方根をとった値"
        "。1は標準偏差1つ分。人口・人口密度・一般行政職員は、少数の大きな値が違いを隠すため対数で比べる",
        "Distance: the differences in units of the standard deviation of all municipalities, "
        "weighted, as root "
        "mean square; 1 is one standard deviation. Population, density and staff are compared as logarithms, "
        "for a few large values would hide all other differences",
    ),
    T(
        "比べる相手：市町村一つなら全国の市区町村、複数ならボードに載る地域・構成がすべて確かな国の圏域・"
        "{bureau}の管内。構成が同じ地域は一つだけ、一方が他方に含まれる地域は除く。"
        "国の圏域の一覧は、全部そろわない都道府県がある",
        "Compared with: of one municipality all municipalities; of several the regions on this board, "
        "national areas of which every member is certain, and districts of a {bureau}. Areas with the same "
        "members count once, none that lies within the other. Of some prefectures the list of national areas "
        "is not complete",
    ),
    T(
        "使う指標の一つでも値のない相手は比べない（少ない指標では距離が短く出るため）。地域の財政力指数は市町村の"
        "値を標準財政規模で加重した平均",
        "An area without one of the indicators used is not compared (over fewer indicators it would seem "
        "nearer). The fiscal capacity of an area is the mean of its municipalities weighted by standard "
        "fiscal scale",
    ),
)


def _nearest(rows: Rows, lang: Lang) -> str:
    if not rows:
        return NOTHING(lang)
    row = rows[0]
    count = row["counting"]
    basis = f"{count}指標" if lang == "ja" else counted(count, "indicator")
    said = _NEAREST(
        rows,
        "distance",
        claim.column_of(column(lang, "name")),
        lambda near: fmt.number(near["distance"], 2, lang),
        basis,
        lang,
        whole=row["compared"],
    )
    subject = row[column(lang, "subject")]
    if lang == "ja":
        return f"{subject}との{said}。{_NOT_ALIKE(lang)}"
    said = said.replace(f"{_NEAREST.most.en}:", f"{_NEAREST.most.en} to {subject}:", 1)
    return f"{said}; {_NOT_ALIKE(lang)}"


def _basis(rows: Rows, lang: Lang) -> str:
    """The indicators, what counts how much, what is left out for want of a figure, the day of the areas."""
    if not rows:
        return ""
    row = rows[0]
    named, unknown, weighted = (row[column(lang, name)] for name in ("indicators", "unknown", "weighted"))
    left, day = row["areas"] - row["compared"], fmt.date(row["area_as_of"], lang)
    if lang == "ja":
        parts = [f"{named}による近い順の10件"]
        parts += [f"重みは{weighted}、ほかは1"] if weighted else ["重みはどれも1"]
        parts += [f"値のない{unknown}は使わない"] if unknown else []
        parts += [f"{row['areas']:,}件のうち値のそろわない{left}件は比べていない"] if left else []
        return "。".join([*parts, f"面積は{day}現在"])
    parts = [f"The ten nearest by {named}"]
    parts += [f"weights: {weighted}, others 1"] if weighted else ["every weight 1"]
    parts += [f"not used for want of a figure: {unknown}"] if unknown else []
    parts += [f"not compared for want of a figure: {left} of {row['areas']:,}"] if left else []
    return "; ".join([*parts, f"areas as of {day}"])


def _reason(rows: Rows, lang: Lang) -> str:
    """Of the first neighbour, the indicators that differ least and most."""
    apart = [row for row in rows if row["place"] == 1 and row["apart"] is not None]
    mine = [row for row in rows if row["focus"]]
    if not apart or not mine:
        return NOTHING(lang)
    first = [row for row in apart if row["area_id"] == apart[0]["area_id"]]
    ends = [edge(first, key=lambda row: row["apart"]) for edge in (min, max)]
    indicator, name = column(lang, "indicator"), column(lang, "name")
    far, near = mine[0][name], first[0][name]
    told = [(row[indicator], fmt.number(row["apart"], 2, lang)) for row in ends]
    if lang == "ja":
        parts = [f"{what}の差は標準偏差の{gap}個分" for what, gap in dict(told).items()]
        return f"{far}と1位の{near}とでは、{'、'.join(parts)}"
    parts = [f"{what} {gap} SD" for what, gap in dict(told).items()]
    return f"{far} and the first, {near}, differ by: {', '.join(parts)}"


def _measured(rows: Rows, lang: Lang) -> str:
    if not rows:
        return ""
    day = fmt.date(rows[0]["area_as_of"], lang)
    if lang == "ja":
        return f"近い10件の指標の値。濃い色ほど差が大きい（標準偏差2つ分以上は同じ色）。面積は{day}現在"
    return (
        f"Indicators of the ten nearest; darker: larger difference (2 SD and more alike); areas as of {day}"
    )


def _figure(row: Row, axis: str, value: float, lang: Lang) -> str:
    """A figure of an axis with its unit; of a share of known ages 38.9％."""
    unit = {"％": "％", "%": "%"}.get(row[column(lang, f"{axis}_unit")][:1], "")
    return fmt.number(value, row[f"{axis}_decimals"], lang) + unit


def _between(rows: Rows, lang: Lang) -> str:
    """Where the one in focus stands, and from where to where its neighbours do."""
    mine = [row for row in rows if row["role"] == "focus"]
    near = [row for row in rows if row["role"] == "near"]
    if not mine or not near:
        return NOTHING(lang)
    row, parts = mine[0], []
    for axis in ("x", "y"):
        value, held = row[f"{axis}_value"], [other[f"{axis}_value"] for other in near]
        held = [one for one in held if one is not None]
        told = word("missing.unknown", lang) if value is None else _figure(row, axis, value, lang)
        ends = [_figure(row, axis, edge(held), lang) for edge in (min, max)] if held else []
        name = row[column(lang, f"{axis}_indicator")]
        if lang == "ja":
            parts.append(f"{name}が{told}" + (f"（近い{len(near)}件は{'～'.join(ends)}）" if ends else ""))
        else:
            parts.append(
                f"{name} {told}" + (f" (the {len(near)} nearest {' to '.join(ends)})" if ends else "")
            )
    who = row[column(lang, "name")]
    return f"{who}は、{'、'.join(parts)}" if lang == "ja" else f"{who}: {', '.join(parts)}"


def _set_against(rows: Rows, lang: Lang) -> str:
    if not rows:
        return ""
    row, others = rows[0], sum(one["role"] == "other" for one in rows)
    x, y = (row[column(lang, f"{axis}_indicator")] for axis in ("x", "y"))
    day = fmt.date(row["area_as_of"], lang)
    logs = [row[column(lang, f"{axis}_indicator")] for axis in ("x", "y") if row[f"{axis}_logarithmic"]]
    if lang == "ja":
        told = f"{x}と{y}。◆は近い順の番号、灰色は比べたほかの{others:,}件"
        told += f"。{'・'.join(logs)}は対数目盛" if logs else ""
        return f"{told}。面積は{day}現在"
    told = f"{x} and {y}; ◆ numbered, the nearest first; grey: {others:,} others compared"
    told += f"; {' and '.join(logs)} on a logarithmic scale" if logs else ""
    return f"{told}; areas as of {day}"


_SD = T("標準偏差", "SD")
_POINTS = (
    Column("name{lang}", T("地域", "Area")),
    Column("place", T("順位（近い順）", "Rank (nearest first)"), "count", None, "out_of_scope"),
    Column("distance", T("距離", "Distance"), "decimal2", None, "out_of_scope"),
    Column("x_indicator{lang}", T("横軸", "Horizontal axis")),
    Column("x_value", T("横軸の値", "Value of the horizontal axis"), "measured", None, "unknown"),
    Column("x_unit{lang}", T("横軸の単位", "Unit of the horizontal axis")),
    Column("y_indicator{lang}", T("縦軸", "Vertical axis")),
    Column("y_value", T("縦軸の値", "Value of the vertical axis"), "measured", None, "unknown"),
    Column("y_unit{lang}", T("縦軸の単位", "Unit of the vertical axis")),
)
_LIST = (
    Column("place", T("順位（近い順）", "Rank (nearest first)"), "count"),
    Column("name{lang}", T("地域", "Area")),
    Column("kind{lang}", T("種類", "Kind")),
    Column("prefectures{lang}", T("都道府県", "Prefecture")),
    Column("members", T("市町村", "Members"), "count"),
    Column("distance", T("距離", "Distance"), "decimal2"),
    Column("nearest{lang}", T("差の小さい指標", "Differs least in")),
    Column("nearest_steps", T("その差", "by"), "decimal2", _SD),
    Column("farthest{lang}", T("差の大きい指標", "Differs most in")),
    Column("farthest_steps", T("その差", "by"), "decimal2", _SD),
    Column("shared", T("重なる市町村", "Members in common"), "count"),
)
_MEASURES = (
    Column("name{lang}", T("地域", "Area")),
    Column("indicator{lang}", T("指標", "Indicator")),
    Column("value", T("値", "Value"), "decimals", None, "@why"),
    Column("unit{lang}", T("単位", "Unit")),
    Column("difference", T("差", "Difference"), "signed_decimals", None, "@why_alike"),
    Column("apart", T("差の大きさ", "Size of the difference"), "decimal2", _SD, "@why_apart"),
)


def _panels(
    prefix: str, over: tuple[tuple[str, str], ...], scope: Scope, remark: Remark
) -> tuple[Panel, ...]:
    """The panels of one subject; `over`: what stands in the selects in place of the region in focus."""
    origin = (select("similar/rows", *over),)
    beside = (select("similar/sources", *over),)
    near = Panel(
        panel_id=f"{prefix}_list",
        page="similar",
        question=T("全国のどの地域が近いか", "Which areas of Japan are near?"),
        subtitle=_basis,
        sql=select("similar/list", *over),
        chart=Table(),
        columns=_LIST,
        remark=remark,
        finding=_nearest,
        origin=origin,
        beside=beside,
        scope=scope,
        optional=True,
        notes=_NOTES,
    )
    measures = Panel(
        panel_id=f"{prefix}_measures",
        page="similar",
        question=T("どの指標が近く、どの指標が離れているか", "In which indicators are they near?"),
        subtitle=_measured,
        sql=select("similar/measures", *over),
        chart=Grid(
            row="name{lang}",
            column="indicator{lang}",
            value="value",
            decimals="decimals",
            unit="unit{lang}",
            shade="shade",
            missing="@why",
            focus="focus",
        ),
        columns=_MEASURES,
        remark=remark,
        finding=_reason,
        origin=origin,
        beside=beside,
        scope=scope,
        optional=True,
    )
    scatter = Panel(
        panel_id=f"{prefix}_scatter",
        page="similar",
        question=T("二つの指標で見ると、どこにいるか", "Where does it stand between two indicators?"),
        subtitle=_set_against,
        sql=select("similar/scatter", *over),
        chart=Scatter(label="name{lang}", role="role", place="place"),
        columns=_POINTS,
        remark=remark,
        finding=_between,
        origin=origin,
        beside=beside,
        scope=scope,
        optional=True,
    )
    return near, measures, scatter


CHOSEN = (("region_gap", "chosen_gap"), ("region_town", "chosen_member"))
OF_REGION = _panels("similar", (), "near", projected.DIFFERENCE)
_NAMED = select("coalition/projection_difference", ("chosen_name", "chosen_subject"))
OF_CHOSEN = _panels("similar_chosen", CHOSEN, "any", replace(projected.OF_COALITION, sql=_NAMED))
PANELS = (*OF_REGION, *OF_CHOSEN)
