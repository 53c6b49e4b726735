"""全国地方公共団体コード: 6-digit codes, names and half-width kana; wards stand on a sheet of their own."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import polars as pl

from etl.clean.codes import NORTHERN
from etl.official.areas import Kind
from etl.official.filelayout import Layout, Reading, Refused, body, pad
from etl.official.grid import Grid, plain

_HEADS = ("団体コード", "都道府県名", "市区町村名")
_KANA = re.compile(r"[ァ-ヺー・]+")
_ANY_KANA = re.compile(r"[ァ-ヺぁ-ゖー・]+")


def _header(grid: Grid) -> int | None:
    for index, row in enumerate(grid.rows[:10]):
        cells = [plain(cell) for cell in row]
        starts = [sum(cell.startswith(head) for cell in cells) for head in _HEADS]
        # names stand twice, in characters and in kana: other tables have the same three headers once
        if starts[0] == 1 and starts[1] == starts[2] == 2:
            return index
    return None


def recognise(grid: Grid) -> bool:
    """Prefecture rows with an empty municipality tell the list from its sheet of wards."""
    at = _header(grid)
    if at is None:
        return False
    header = pad(grid.rows[at], max(len(row) for row in grid.rows))
    columns = [i for i, cell in enumerate(header) if plain(cell).startswith(_HEADS[2])]
    first = grid.rows[at + 1] if len(grid.rows) > at + 1 else []
    return bool(first) and not any(first[i].strip() for i in columns if i < len(first))


def read(grid: Grid, given: Mapping[str, str]) -> Reading:
    at = _header(grid)
    assert at is not None
    width = max(len(row) for row in grid.rows[at:])
    header = [plain(cell) for cell in pad(grid.rows[at], width)]
    code = [i for i, name in enumerate(header) if name.startswith(_HEADS[0])]
    prefecture = _written(grid, header, at, _HEADS[1], kana=False)
    name = _written(grid, header, at, _HEADS[2], kana=False)
    kana = _written(grid, header, at, _HEADS[2], kana=True)
    if len(code) != 1 or None in (prefecture, name, kana):
        raise Refused(
            "団体コード・都道府県名・市区町村名（漢字とカナ）の列が見分けられません",
            "the columns of code, prefecture and name (characters and kana) cannot be told",
            at + 1,
        )
    titles = {
        code[0]: "団体コード",
        prefecture: "都道府県名",
        name: "市区町村名",
        kana: "市区町村名（カナ）",
    }
    frame, mended = _mended(body(grid, [titles.get(i, "") for i in range(width)], at + 1))
    return Reading(
        table="municipality",
        sheet=grid.sheet,
        header_row=at + 1,
        ref="都道府県・市区町村コード一覧",
        frame=frame,
        name=["市区町村名"],
        code="団体コード",
        prefecture="都道府県名",
        texts={
            "prefecture": ("都道府県名", plain),
            "name": ("市区町村名", plain),
            "kana": ("市区町村名（カナ）", hiragana),
        },
        constants=dict(given),
        kinds=_kind,
        left_out=mended,
    )


@cache
def misprints() -> dict[tuple[str, str], tuple[str, str]]:
    """(code, column) → what the list prints and what is right (hiragana; the name as statistics have it).

    The list prints the readings of some towns with a large ﾕ or ﾖ (ﾊﾆﾕｳｼ): no rule tells them from ﾐﾖｼｼ.
    """
    with Path(__file__).with_name("misprints.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {(r["municipality_code"], r["column"]): (r["printed"], r["taken"]) for r in rows}


_COLUMN = {"kana": "市区町村名（カナ）", "name": "市区町村名"}


def _mended(frame: pl.DataFrame) -> tuple[pl.DataFrame, tuple[str, str] | None]:
    """Names that are known to be misprinted, as they are right, and a word about them.

    A list that prints such a name right, or in yet another way, is taken as it is.
    """
    names: list[str] = []
    cells = {column: frame[header].to_list() for column, header in _COLUMN.items()}
    for at, code in enumerate(frame["団体コード"]):
        for column, printed_cells in cells.items():
            printed, taken = misprints().get((plain(code or ""), column), ("", ""))
            if printed and printed_cells[at] and _as_stored(column, printed_cells[at]) == printed:
                printed_cells[at] = taken
                names.append(f"{printed}→{taken}")
    if not names:
        return frame, None
    frame = frame.with_columns(
        pl.Series(header, cells[column], dtype=pl.String) for column, header in _COLUMN.items()
    )
    listed = "、".join(names)
    return frame, (
        f"誤りと分かっている {len(names)} の表記を直して読みました（{listed}）",
        f"{len(names)} spellings known to be wrong were read as they should be ({listed})",
    )


def _as_stored(column: str, cell: str) -> str:
    try:
        return hiragana(cell) if column == "kana" else plain(cell)
    except ValueError:
        return ""


def _written(grid: Grid, header: list[str], at: int, head: str, kana: bool) -> int | None:
    """The column under `head` whose cells are (are not) kana: both may have the same header."""
    found = []
    for index in [i for i, cell in enumerate(header) if cell.startswith(head)]:
        cells = [plain(row[index]) for row in grid.rows[at + 1 :] if len(row) > index and row[index].strip()]
        in_kana = sum(bool(_KANA.fullmatch(cell)) for cell in cells)
        if cells and (in_kana > len(cells) / 2) == kana:
            found.append(index)
    return found[0] if len(found) == 1 else None


def hiragana(text: str) -> str:
    """ｻｯﾎﾟﾛｼ and さっぽろし → さっぽろし. Raises ValueError for anything but kana."""
    kana = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    if not _ANY_KANA.fullmatch(kana):
        raise ValueError(text)
    return "".join(chr(ord(char) - 0x60) if "ァ" <= char <= "ヶ" else char for char in kana)


def _kind(row: Mapping[str, str | None]) -> Kind | None:
    """Every named row is a municipality: this list is what the other files are told by.

    The northern villages are in the list and in no statistic; one of them has another village's name.
    """
    if plain(row.get("団体コード") or "") in NORTHERN:
        return "northern"
    return "municipality" if row.get("市区町村名") else "prefecture" if row.get("都道府県名") else None


LAYOUT = Layout(
    "code_list",
    "全国地方公共団体コード",
    "National local government codes",
    recognise,
    read,
)
