"""全国地方公共団体コード: half-width kana, prefecture rows, wards on a sheet of their own."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest

from etl.official.areas import six
from etl.official.code_list import hiragana
from tests.etl.official.making import WARDS, frame_of, stopping, towns, workbook

HEADER = [
    "団体コード",
    "都道府県名\n（漢字）",
    "市区町村名\n（漢字）",
    "都道府県名\n（カナ）",
    "市区町村名\n（カナ）",
    None,
    None,
]
# half-width kana: a voiced sound is two characters
_HALF = {unicodedata.normalize("NFKC", chr(c)): chr(c) for c in range(0xFF66, 0xFF9E)}


def half_width(kana: str) -> str:
    """さっぽろし → ｻｯﾎﾟﾛｼ."""
    out = []
    for char in kana:
        wide = chr(ord(char) + 0x60) if "ぁ" <= char <= "ゖ" else char
        for part in unicodedata.normalize("NFD", wide):
            out.append({"\u3099": "ﾞ", "\u309a": "ﾟ"}.get(part) or _HALF[part])
    return "".join(out)


def sheets(header: list[Any] = HEADER) -> dict[str, list[list[Any]]]:
    rows: list[list[Any]] = [header]
    wards: list[list[Any]] = [header]
    for town in towns():
        if town.code[:2] not in {str(r[0])[:2] for r in rows[1:]}:
            rows.append([six(f"{town.code[:2]}000"), town.prefecture, None, "ﾎｯｶｲﾄﾞｳ", None, None, None])
        rows.append([town.code, town.prefecture, town.name, "ﾎｯｶｲﾄﾞｳ", half_width(town.kana), None, None])
        if town.code == "011002":
            wards += [[six(c), "北海道", n, "ﾎｯｶｲﾄﾞｳ", "ｻｯﾎﾟﾛｼ", None, None] for c, (n, _) in WARDS.items()]
    return {"R6.1.1現在の団体": rows, "R6.1.1政令指定都市": wards}


@pytest.mark.parametrize(
    "header",
    [HEADER, ["団体コード", "都道府県名", "市区町村名", "都道府県名", "市区町村名", None, None]],
)
def test_the_list_equals_the_shipped_one(tmp_path: Path, header: list[Any]) -> None:
    path = workbook(tmp_path / "000925835.xlsx", sheets(header))
    taken = frame_of(path).select("municipality_code", "prefecture", "name", "kana").rows()
    assert taken == [(t.code, t.prefecture, t.name, t.kana) for t in towns()]


def test_a_wrong_check_digit_is_named(tmp_path: Path) -> None:
    book = sheets()
    rows = book["R6.1.1現在の団体"]
    at = next(i for i, row in enumerate(rows) if row[0] == "012106")
    rows[at][0] = "012105"
    found = stopping(workbook(tmp_path / "list.xlsx", book))
    assert [(p.rule, p.row, p.value, p.guess) for p in found] == [("check_digit", at + 1, "012105", "012106")]


@pytest.mark.parametrize(
    ("half", "kana"), [("ｻｯﾎﾟﾛｼ", "さっぽろし"), ("ｶﾞﾏｺﾞｵﾘｼ", "がまごおりし"), ("ﾆｾｺﾁｮｳ", "にせこちょう")]
)
def test_half_width_kana_become_hiragana(half: str, kana: str) -> None:
    assert hiragana(half) == kana
    assert half_width(kana) == half
