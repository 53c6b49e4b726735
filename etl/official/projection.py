"""IPSS, regional population projections: 結果表1 (totals), 2-1 … (age groups), 3-1 … (their shares).

Persons of the three groups go into `population`, of other groups into `population_age`, shares into
`indicator_value`.

The years repeat: once under the population, once under the index. 市などの別: a prefecture, 0 ward
(Tokyo's 23 too), 1 designated city, 2 city, 3 town or village, 9 thirteen municipalities in one row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from etl.official.areas import Kind
from etl.official.filelayout import Layout, Measure, Reading, Refused, body, forward, not_stated, pad
from etl.official.grid import Grid, plain

_HEADS = ("コード", "市などの別", "都道府県", "市区町村")
# the headers of each table, as regular expressions, and what they say of a figure
_GROUPS: dict[str, dict[str, dict[str, str]]] = {
    "population": {
        r"総人口\(人\)": {"age_group": "total"},
        r"0~14歳(人口)?\(人\)": {"age_group": "0-14"},
        r"15~64歳(人口)?\(人\)": {"age_group": "15-64"},
        r"65歳以上(人口)?\(人\)": {"age_group": "65+"},
    },
    "population_age": {
        r"65~74歳(人口)?\(人\)": {"age_group": "65-74"},
        r"75歳以上(人口)?\(人\)": {"age_group": "75+"},
    },
    "indicator_value": {
        rf"(総人口に占める)?{age}(人口)?の?割合\(%\)": {
            "indicator_id": f"projection_share_{name}",
            "unit": "%",
        }
        for age, name in (
            ("0~14歳", "0-14"),
            ("15~64歳", "15-64"),
            ("65歳以上", "65+"),
            ("65~74歳", "65-74"),
            ("75歳以上", "75+"),
        )
    },
}
_FIXED = {
    "population": {"series": "projection"},
    "population_age": {"series": "projection", "sex": "both"},
    "indicator_value": {},
}
# the base year, which is the census and no projection, tells the edition
EDITIONS = {2020: "令和5（2023）年推計", 2015: "平成30（2018）年推計"}


def recognise(grid: Grid) -> bool:
    return grid.find(*_HEADS) is not None


def read(grid: Grid, given: Mapping[str, str]) -> Reading:
    at = grid.find(*_HEADS)
    assert at is not None
    width = max(len(row) for row in grid.rows[at:])
    groups = forward(pad(grid.rows[at], width))
    table, forms = _table(groups)
    years = [plain(cell) for cell in pad(grid.rows[at + 1], width)]
    header, measures = [], []
    for index, group in enumerate(groups):
        year = re.fullmatch(r"((?:19|20)\d\d)(?:年|\.0)?", years[index])
        header.append(f"{group} {year.group(1)}年" if year else ("" if years[index] else group))
        told = next((told for form, told in forms.items() if re.fullmatch(form, plain(group))), None)
        if year and told:
            named = {"name": plain(group).split("(")[0]} if table == "indicator_value" else {}
            measures.append(Measure(header[-1], {"year": year.group(1), **told, **named}))
    header = [name if header.count(name) == 1 else "" for name in header]
    measures = [measure for measure in measures if measure.header in header]
    if not measures:
        listed = "、".join(dict.fromkeys(g for g in groups[4:] if g))
        raise Refused(
            f"総人口・年齢区分の人口・その割合の列がありません（あるのは {listed}）",
            f"no column of the total, of an age group or of its share (there are {listed})",
            at + 1,
        )
    base = min(int(measure.constants["year"]) for measure in measures)
    edition = given.get("edition") or EDITIONS.get(base)
    if edition is None:
        raise not_stated(
            "edition",
            "令和○年推計",
            f"{base}年を基準とする推計の版が分かりません",
            f"the edition based on {base} is not known",
            at + 2,
        )
    return Reading(
        table=table,
        sheet=grid.sheet,
        header_row=at + 2,
        ref=re.sub(r"\s+", " ", grid.head(at)).strip()[:80] or "結果表",
        frame=body(grid, header, at + 2),
        name=["市区町村"],
        code="コード",
        prefecture="都道府県",
        value="value" if table == "indicator_value" else "population",
        measures=[m for m in measures if int(m.constants["year"]) > base],
        constants={**_FIXED[table], **given, "edition": edition},
        kinds=_kind,
        rounding=Decimal("0.5"),
        whole=table != "indicator_value",
        adds=table != "indicator_value",
        left_out=(
            f"基準の{base}年（国勢調査）と指数の列は使いません",
            f"the base year {base} (the census) and the indices are not used",
        ),
    )


def _table(groups: Sequence[str]) -> tuple[str, dict[str, dict[str, str]]]:
    """The table whose headers stand here. Without any, that of the totals: what is missing is told there."""
    for table, forms in _GROUPS.items():
        if any(re.fullmatch(form, plain(group)) for form in forms for group in groups):
            return table, forms
    return "population", _GROUPS["population"]


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
