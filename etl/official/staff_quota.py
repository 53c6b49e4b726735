"""地方公共団体定員管理調査, table 1: a padded name and nine departments, no code.

What a department counts depends on who is counted. Of a prefecture's own staff, general administration
and police mean what the board's departments mean; education, fire and enterprises do not, since the
board's count the municipalities within the prefecture too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from etl.clean.dates import fiscal_year
from etl.official.areas import Kind
from etl.official.filelayout import Layout, Measure, Reading, Refused, body, not_stated, pad
from etl.official.grid import Grid, plain

DEPARTMENTS = (
    "一般管理",
    "福祉関係",
    "一般行政計",
    "教育",
    "警察",
    "消防",
    "普通会計計",
    "公営企業等会計",
    "合計",
)
# sums that the table itself prints: 一般行政計 = 一般管理 + 福祉関係, …
SUMS = {
    "一般行政計": ("一般管理", "福祉関係"),
    "普通会計計": ("一般行政計", "教育", "警察", "消防"),
    "合計": ("普通会計計", "公営企業等会計"),
}
PREFECTURE = {"一般行政計": "general_administration_prefecture", "警察": "police"}
MUNICIPALITY = {
    "一般行政計": "general_administration_municipalities",
    "教育": "education",
    "消防": "fire",
    "公営企業等会計": "public_enterprises",
}
_YEAR = re.compile(r"((?:平成|令和)(?:\d+|元)年|20\d\d年)")
_NAME = "団体"


def recognise(grid: Grid) -> bool:
    return _header(grid) is not None


def _header(grid: Grid) -> tuple[int, list[str]] | None:
    """Index of the last header row, and the headers: of two rows the lower one, where it has a word.

    一般行政部門 may stand over 一般管理, 福祉関係 and 一般行政計, the other departments beside it.
    """
    for index, row in enumerate(grid.rows[:30]):
        above = [plain(cell) for cell in row]
        if set(above) >= set(DEPARTMENTS):
            return index, above
        below = [plain(cell) for cell in grid.rows[index + 1]] if index + 1 < len(grid.rows) else []
        width = max(len(above), len(below))
        both = [low or high for low, high in zip(pad(below, width), pad(above, width), strict=True)]
        if set(both) >= set(DEPARTMENTS) and any(name in below for name in DEPARTMENTS):
            return index + 1, both
    return None


def read(grid: Grid, given: Mapping[str, str]) -> Reading:
    found = _header(grid)
    assert found is not None
    at, header = found
    header = pad(header, max(len(row) for row in grid.rows[at:]))
    first = header.index(DEPARTMENTS[0])
    names = _names(grid, at, first)
    header = [name if name in DEPARTMENTS else "" for name in header]
    header[names] = _NAME
    title = plain(grid.head(at))
    if "増減" in title:
        raise Refused("職員数ではなく増減の表です", "this is a table of changes, not of staff", at + 1)
    years = set(_YEAR.findall(title))
    year = given.get("year") or (
        str(fiscal_year(years.pop().replace("年", "年度"))) if len(years) == 1 else None
    )
    if year is None:
        raise not_stated(
            "year", "2025", "表題から年が一つに決まりません", "the title does not name one year", at + 1
        )
    frame = body(grid, header, at + 1)
    level = _level(frame[_NAME].to_list(), given, title, at)
    used = PREFECTURE if level == "prefecture" else MUNICIPALITY
    rest = "、".join(n for n in DEPARTMENTS if n not in used)
    return Reading(
        table="staff",
        sheet=grid.sheet,
        header_row=at + 1,
        ref=f"地方公共団体定員管理調査 第1表 {year}年4月1日",
        frame=frame,
        name=[_NAME],
        key="area_code",
        value="headcount",
        measures=[Measure(name, {"department": department}) for name, department in used.items()],
        constants={**{k: v for k, v in given.items() if k != "scope"}, "area_level": level, "year": year},
        kinds=_kind,
        sums=SUMS,
        left_out=(
            f"{rest}は使いません（都道府県の表では、板の部門は域内の市町村を含むため）",
            f"{rest} are not used (the board's departments of a prefecture count its municipalities too)",
        ),
    )


def _names(grid: Grid, at: int, first: int) -> int:
    """The column left of the departments that holds the names. Raises Refused."""
    found = [
        i
        for i in range(first)
        if sum(len(row) > i and bool(re.search(r"[市町村都道府県区]", row[i])) for row in grid.rows[at + 1 :])
        > 1
    ]
    if len(found) != 1:
        raise Refused("団体名の列が見分けられません", "the column of names cannot be told", at + 1)
    return found[0]


def _level(names: list[str | None], given: Mapping[str, str], title: str, at: int) -> str:
    """Whose staff it is: prefectures' own, or single municipalities'. Raises Refused when not told."""
    printed = [plain(name) for name in names if name and plain(name) != "合計"]
    if printed and sum(name.endswith(("市", "町", "村", "区")) for name in printed) > len(printed) / 2:
        return "municipality"
    scope = given.get("scope")
    own = "都道府県" in title and not re.search(r"市町村|市区町村|全地方公共団体", title)
    if scope == "prefecture" or (scope is None and own):
        return "prefecture"
    raise not_stated(
        "scope",
        "prefecture",
        "都道府県の職員だけの表か、域内の市町村を含む表か、表題から分かりません。都道府県の職員だけなら",
        "the title does not say whether municipalities' staff is included; if prefectures' own staff only",
        at + 1,
    )


def _kind(row: Mapping[str, str | None]) -> Kind | None:
    name = plain(row[_NAME] or "")
    return "nation" if name == "合計" else None


LAYOUT = Layout(
    "staff_quota",
    "地方公共団体定員管理調査 第1表",
    "Survey of local government staff numbers, table 1",
    recognise,
    read,
)
