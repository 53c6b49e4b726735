"""e-Stat, database download: census tables such as 2-7-1 (UTF-8 with BOM, every cell quoted).

Key/value rows, a legend of marks, a row of column codes, then the header: pairs of 「… コード」 and
label for each dimension, and after a cell 「/年齢」 one column for each of its categories.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import polars as pl

from etl.clean import values
from etl.official.ages import age_class, sex
from etl.official.filelayout import Layout, Measure, Reading, Refused, body, column
from etl.official.grid import Grid, plain

_CODE = "コード"
# what each dimension calls all of it; a file that holds only 男 must not pass for everybody
_ALL = {"総数", "国籍総数", "総数(国籍)", "計", "男女計"}


def recognise(grid: Grid) -> bool:
    return _header(grid) is not None and "国勢調査" in plain(_stated(grid).get("統計名", ""))


def _header(grid: Grid) -> int | None:
    """The row of labels: pairs of 「… コード」 and label, then 「/年齢」 before the columns' own labels."""
    for index, row in enumerate(grid.rows[:40]):
        named = {plain(cell) for cell in row if cell.strip()}
        if any(name.startswith("/") for name in named) and any(name + _CODE in named for name in named):
            return index
    return None


def _stated(grid: Grid) -> dict[str, str]:
    """統計名, 表番号, 表題 … above the table."""
    return {
        plain(row[0]).rstrip(":"): row[1].strip() for row in grid.rows[:30] if len(row) > 1 and row[0].strip()
    }


def read(grid: Grid, given: Mapping[str, str]) -> Reading:
    at = _header(grid)
    assert at is not None
    stated = _stated(grid)
    header = [cell.strip() for cell in grid.rows[at]]
    axis = next(i for i, name in enumerate(header) if name.startswith("/"))
    # beside its code a label may have an auxiliary one (補助コード), which says nothing of its own
    codes = {plain(name): name for name in header[:axis]}
    labels = [name for name in header[:axis] if plain(name) + _CODE in codes]
    wanted = _columns(grid, header, axis, at)
    header = [name if i <= axis or i in wanted else "" for i, name in enumerate(header)]
    totals = [name for name in header[axis + 1 :] if plain(name) in ("総数", "総数(年齢)")]
    ages = [Measure(name, {"age_group": age}) for name in header[axis + 1 :] if (age := age_class(name))]
    if len(totals) != 1 and (totals or len(ages) < 2):
        column(header[axis:], lambda name: name == "総数", at + 1, "総数")  # says which headers stand here
    frame = body(grid, header, at + 1)
    area = _area(frame, labels, codes, at + 1)
    times = [name for name in labels if plain(name).startswith("時間軸")]
    sexes = [name for name in labels if plain(name).startswith("男女")] if not totals else []
    for name in labels:
        if name != area and name not in times and name not in sexes:
            frame = _only(frame, name, at + 1)
    edition = re.sub(r"\(主な内容.*", "", plain(stated["統計名"]))
    edition = edition.replace("国勢調査", "国勢調査 ").strip()
    printed = totals[0] if totals else "年齢（各歳・階級）"
    texts: dict[str, tuple[str, Callable[[str], str]]] = {
        "year": (column(times, bool, at + 1, "時間軸（年次）"), _year)
    }
    constants = {"series": "census_preliminary" if "速報" in stated["統計名"] else "census"}
    if totals:
        constants["age_group"] = "total"
    elif sexes:
        texts["sex"] = (column(sexes, bool, at + 1, "男女"), sex)
    else:
        constants["sex"] = "both"
    return Reading(
        table="population" if totals else "population_age",
        sheet=grid.sheet,
        header_row=at + 1,
        ref=f"{edition} 表{stated.get('表番号', '')} {printed}".strip(),
        frame=frame,
        name=[area],
        code=codes[plain(area) + _CODE],
        value="population",
        measures=[Measure(totals[0])] if totals else ages,
        texts=texts,
        constants={**constants, "edition": edition, **given},
        by=("year", "sex"),
        chosen=True,
        legend={
            row[0].strip(): row[1].strip()
            for row in grid.rows[:at]
            if len(row) == 2 and plain(row[0]) in ("***", "-", "x", "X", "…")
        },
        left_out=(
            "年齢別の列は使いません（年齢「不詳」を含まず、足しても総数になりません）",
            "the columns by age are not used (without 年齢「不詳」 they do not add up to the total)",
        )
        if totals
        else None,
    )


def _columns(grid: Grid, header: list[str], axis: int, at: int) -> set[int]:
    """The columns about everybody, where rows above the labels part them: 人口【人】, 国籍総数, …"""
    found = set(range(axis + 1, len(header)))
    for row in grid.rows[:at]:
        name = plain(row[axis]) if len(row) > axis else ""
        if not name.startswith("/") or name.endswith(_CODE):
            continue
        cells = {i: plain(row[i]) for i in sorted(found) if i < len(row)}
        if name == "/表章事項":
            wanted = {i for i, cell in cells.items() if cell.split("【")[0] == "人口"}
            units = {values.caption_unit(cells[i]) for i in wanted}
            if units - {"人"}:
                raise Refused("単位が【人】ではありません", "the unit is not 【人】", at + 1, name)
        else:
            wanted = {i for i, cell in cells.items() if cell in _ALL}
        if not wanted:
            listed = "、".join(sorted(set(cells.values())))[:200]
            raise Refused(
                f"総数の列が見分けられません（あるのは {listed}）",
                f"the columns of the total cannot be told (there are {listed})",
                at + 1,
                name,
            )
        found = wanted
    return found


def _area(frame: pl.DataFrame, labels: list[str], codes: dict[str, str], row: int) -> str:
    """The dimension whose codes are those of areas: 01000, 0120B."""
    found = []
    for name in labels:
        cells = frame[codes[plain(name) + _CODE]].drop_nulls()
        if len(cells) and cells.str.contains(r"^\d{4}[A-Z]$|^\d{4,6}(\.0)?$").mean() > 0.5:  # type: ignore[operator]
            found.append(name)
    return column(found or labels, lambda name: name in map(plain, found), row, "全国，都道府県，市区町村")


def _only(frame: pl.DataFrame, name: str, row: int) -> pl.DataFrame:
    """The rows about everybody: of 男女 its 総数, of 表章事項 the population in persons."""
    labels = frame[name].drop_nulls().unique().to_list()
    subject = plain(name) == "表章事項"
    if subject:
        wanted = [label for label in labels if plain(label).split("【")[0] == "人口"]
    else:
        wanted = [label for label in labels if plain(label) in _ALL]
    if len(wanted) != 1:
        listed = "、".join(sorted(labels))[:200]
        raise Refused(
            f"総数の行が見分けられません（あるのは {listed}）",
            f"the rows of the total cannot be told (there are {listed})",
            row,
            name,
        )
    if subject and values.caption_unit(wanted[0]) != "人":
        raise Refused("単位が【人】ではありません", "the unit is not 【人】", row, name, wanted[0])
    return frame.filter((pl.col(name) == wanted[0]) | pl.col(name).is_null())


def _year(cell: str) -> str:
    """2020年 → 2020. Raises ValueError."""
    found = re.fullmatch(r"((?:19|20)\d\d)年?", plain(cell))
    if found is None:
        raise ValueError(cell)
    return found.group(1)


LAYOUT = Layout(
    "estat_database",
    "国勢調査（e-Stat データベースのダウンロード）",
    "Population census (e-Stat database download)",
    recognise,
    read,
)
