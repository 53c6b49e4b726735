"""全国地方公共団体コード: 6-digit codes, names and half-width kana; wards stand on a sheet of their own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from etl.official.areas import Kind
from etl.official.grid import Grid, plain
from etl.official.layout import Layout, Reading, Refused, body, pad

_HEADS = ("団体コード", "都道府県名", "市区町村名")
_KANA = re.compile(r"[ァ-ヺー・]+")


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
    kept = {code[0]: "団体コード", prefecture: "都道府県名", name: "市区町村名", kana: "市区町村名（カナ）"}
    return Reading(
        table="municipality",
        sheet=grid.sheet,
        header_row=at + 1,
        ref="都道府県・市区町村コード一覧",
        frame=body(grid, [kept.get(i, "") for i in range(width)], at + 1),
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
    )


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
    """ｻｯﾎﾟﾛｼ → さっぽろし. Raises ValueError for anything but kana."""
    kana = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    if not _KANA.fullmatch(kana):
        raise ValueError(text)
    return "".join(chr(ord(char) - 0x60) if "ァ" <= char <= "ヶ" else char for char in kana)


def _kind(row: Mapping[str, str | None]) -> Kind | None:
    """Every named row is a municipality: this list is what the other files are told by."""
    return "municipality" if row.get("市区町村名") else "prefecture" if row.get("都道府県名") else None


LAYOUT = Layout(
    "code_list",
    "全国地方公共団体コード",
    "National local government codes",
    recognise,
    read,
)
