"""e-Stat, database download: census tables such as 2-7-1 (UTF-8 with BOM, every cell quoted).

Key/value rows, a legend of marks, a row of column codes, then the header: pairs of 「… コード」 and
label for each dimension, and after a cell 「/年齢」 one column for each of its categories.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import polars as pl

from etl.clean import values
from etl.official.filelayout import Layout, Measure, Reading, Refused, body, column
from etl.official.grid import Grid, plain

_CODE = "コード"
# what each dimension calls all of it; a file that holds only 男 must not pass for everybody
_ALL = {"総数", "国籍総数", "総数(国籍)", "計", "男女計"}


def recognise(grid: Grid) -> bool:
    return _header(grid) is not None and "国勢調査" in plain(_stated(grid).get("統計名", ""))


def _header(grid: Grid) -> int | None:
    return grid.find("表章事項コード", "表章事項")


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
    axis = next((i for i, name in enumerate(header) if name.startswith("/")), None)
    if axis is None:
        raise Refused(
            "「/年齢」のような列見出しがありません",
            "there is no column heading such as 「/年齢」",
            at + 1,
        )
    labels = [header[i] for i in range(1, axis) if plain(header[i - 1]) == plain(header[i]) + _CODE]
    area = column(labels, lambda name: "市区町村" in name, at + 1, "全国，都道府県，市区町村")
    code = header[header.index(area) - 1]
    total = column(header[axis:], lambda name: name == "総数", at + 1, "総数")
    frame = body(grid, header, at + 1)
    times = [name for name in labels if plain(name).startswith("時間軸")]
    for name in labels:
        if name != area and name not in times:
            frame = _only(frame, name, at + 1)
    edition = re.sub(r"\(主な内容.*", "", plain(stated["統計名"]))
    edition = edition.replace("国勢調査", "国勢調査 ").strip()
    return Reading(
        table="population",
        sheet=grid.sheet,
        header_row=at + 1,
        ref=f"{edition} 表{stated.get('表番号', '')} {total}".strip(),
        frame=frame,
        name=[area],
        code=code,
        value="population",
        measures=[Measure(total)],
        texts={"year": (column(times, bool, at + 1, "時間軸（年次）"), _year)},
        constants={
            "series": "census_preliminary" if "速報" in stated["統計名"] else "census",
            "edition": edition,
            "age_group": "total",
            **given,
        },
        legend={
            row[0].strip(): row[1].strip()
            for row in grid.rows[:at]
            if len(row) == 2 and plain(row[0]) in ("***", "-", "x", "X", "…")
        },
        left_out=(
            "年齢別の列は使いません（年齢「不詳」を含まず、足しても総数になりません）",
            "the columns by age are not used (without 年齢「不詳」 they do not add up to the total)",
        ),
    )


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
