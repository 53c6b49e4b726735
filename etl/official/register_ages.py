"""住民基本台帳年齢階級別人口, three rows for each municipality (計, 男, 女), one column an age class."""

from __future__ import annotations

import re
from collections.abc import Mapping

from etl.clean import dates
from etl.official.ages import age_class, sex
from etl.official.areas import Kind
from etl.official.filelayout import Layout, Measure, Reading, Refused, body
from etl.official.grid import Grid, plain

_COLUMNS = ("団体コード", "都道府県名", "市区町村名", "性別")
_DATE = re.compile(r"(?:令和|平成)(?:\d+|元)年\d+月\d+日")


def recognise(grid: Grid) -> bool:
    at = grid.find(*_COLUMNS, within=15)
    return at is not None and "住民基本台帳" in plain(grid.head(at))


def read(grid: Grid, given: Mapping[str, str]) -> Reading:
    at = grid.find(*_COLUMNS, within=15)
    assert at is not None
    title = plain(grid.head(at))
    named = f"{title} {plain(grid.sheet or '')}"
    if "日本人住民" in named or "外国人住民" in named:
        raise Refused(
            "人口の総計（日本人と外国人）の表ではありません",
            "this is not the table of all residents (Japanese and foreign)",
            1,
            value=grid.rows[0][0][:60],
        )
    date = _DATE.search(title)
    if date is None:
        raise Refused("表題に基準日（令和○年1月1日）がありません", "the title names no date", 1)
    as_of = dates.date(date.group())
    width = max(len(row) for row in grid.rows[: at + 1])
    header, measures = [""] * width, []
    for index in range(width):
        own = [plain(row[index]) for row in grid.rows[1 : at + 1] if len(row) > index and row[index].strip()]
        if any(cell in _COLUMNS for cell in own):
            header[index] = next(cell for cell in own if cell in _COLUMNS)
            continue
        age = next((age_class(cell) for cell in own if age_class(cell)), None)
        if age is None or any(cell in ("世帯", "%", "千人") for cell in own):
            continue
        header[index] = next(cell for cell in own if age_class(cell))
        measures.append(Measure(header[index], {"age_group": age}, withheld=age != "total"))
    if len(measures) < 2 or measures[0].constants["age_group"] != "total":
        listed = "、".join(plain(cell) for row in grid.rows[1 : at + 1] for cell in row if cell.strip())[:200]
        raise Refused(
            f"総数と年齢階級の列が見分けられません（見出し: {listed}）",
            f"the columns of the total and the age classes cannot be told (headers: {listed})",
            at + 1,
        )
    return Reading(
        table="population_age",
        sheet=grid.sheet,
        header_row=at + 1,
        ref=f"住民基本台帳年齢階級別人口 {date.group()}",
        frame=body(grid, header, at + 1),
        name=["市区町村名"],
        code="団体コード",
        prefecture="都道府県名",
        value="population",
        measures=measures,
        texts={"sex": ("性別", sex)},
        constants={
            "year": str(as_of.year),
            "as_of": as_of.isoformat(),
            "series": "register",
            "edition": f"住民基本台帳年齢階級別人口（{date.group()}）",
            **given,
        },
        kinds=_kind,
        by=["sex"],
        classes=(measures[0].header, [measure.header for measure in measures[1:]]),
        left_out=(
            "外国人の少ない市区町村では年齢の内訳に外国人が含まれず、階級を足しても総数になりません",
            "where few foreigners live their ages are withheld: the classes need not add up to the total",
        ),
    )


def _kind(row: Mapping[str, str | None]) -> Kind | None:
    if plain(row.get("都道府県名") or "") in ("合計", "全国"):
        return "nation"
    name = plain(row.get("市区町村名") or "")
    return "prefecture" if name in ("-", "－", "") and row.get("都道府県名") else None


LAYOUT = Layout(
    "resident_register_ages",
    "住民基本台帳年齢階級別人口（市区町村別、総計）",
    "Population of the resident register by age class (by municipality, total)",
    recognise,
    read,
)
