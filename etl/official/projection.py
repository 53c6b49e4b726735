"""IPSS, regional population projections: 結果表1 (totals) and 結果表2-1 … 2-3 (three age groups).

The years repeat: once under the population, once under the index. 市などの別: a prefecture, 0 ward
(Tokyo's 23 too), 1 designated city, 2 city, 3 town or village, 9 thirteen municipalities in one row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from etl.official.areas import Kind
from etl.official.filelayout import Layout, Measure, Reading, Refused, body, forward, not_stated, pad
from etl.official.grid import Grid, plain

_HEADS = ("コード", "市などの別", "都道府県", "市区町村")
_GROUPS = {
    r"総人口\(人\)": "total",
    r"0~14歳(人口)?\(人\)": "0-14",
    r"15~64歳(人口)?\(人\)": "15-64",
    r"65歳以上(人口)?\(人\)": "65+",
}
# the base year, which is the census and no projection, tells the edition
_EDITIONS = {2020: "令和5（2023）年推計", 2015: "平成30（2018）年推計"}


def recognise(grid: Grid) -> bool:
    return grid.find(*_HEADS) is not None


def read(grid: Grid, given: Mapping[str, str]) -> Reading:
    at = grid.find(*_HEADS)
    assert at is not None
    width = max(len(row) for row in grid.rows[at:])
    groups = forward(pad(grid.rows[at], width))
    years = [plain(cell) for cell in pad(grid.rows[at + 1], width)]
    header, measures, ages = [], [], set()
    for index, group in enumerate(groups):
        year = re.fullmatch(r"((?:19|20)\d\d)(?:年|\.0)?", years[index])
        header.append(f"{group} {year.group(1)}年" if year else ("" if years[index] else group))
        age = next((group_id for form, group_id in _GROUPS.items() if re.fullmatch(form, plain(group))), None)
        if year and age:
            ages.add(age)
            measures.append(Measure(header[-1], {"year": year.group(1), "age_group": age}))
    header = [name if header.count(name) == 1 else "" for name in header]
    measures = [measure for measure in measures if measure.header in header]
    if not measures:
        listed = "、".join(dict.fromkeys(g for g in groups[4:] if g))
        raise Refused(
            f"総人口または年齢3区分の列がありません（あるのは {listed}）",
            f"no column of the total or of the three age groups (there are {listed})",
            at + 1,
        )
    base = min(int(measure.constants["year"]) for measure in measures)
    edition = given.get("edition") or _EDITIONS.get(base)
    if edition is None:
        raise not_stated(
            "edition",
            "令和○年推計",
            f"{base}年を基準とする推計の版が分かりません",
            f"the edition based on {base} is not known",
            at + 2,
        )
    return Reading(
        table="population",
        sheet=grid.sheet,
        header_row=at + 2,
        ref=re.sub(r"\s+", " ", grid.head(at)).strip()[:80] or "結果表",
        frame=body(grid, header, at + 2),
        name=["市区町村"],
        code="コード",
        prefecture="都道府県",
        value="population",
        measures=[m for m in measures if int(m.constants["year"]) > base],
        constants={"series": "projection", **given, "edition": edition},
        kinds=_kind,
        rounding=Decimal("0.5"),
        left_out=(
            f"基準の{base}年（国勢調査）と指数の列は使いません",
            f"the base year {base} (the census) and the indices are not used",
        ),
    )


def _kind(row: Mapping[str, str | None]) -> Kind | None:
    word = plain(row.get("市などの別") or "").removesuffix(".0")
    return "prefecture" if word == "a" else "block" if word == "9" else None


LAYOUT = Layout(
    "ipss_projection",
    "日本の地域別将来推計人口 結果表（社人研）",
    "Regional population projections, result tables (IPSS)",
    recognise,
    read,
)
