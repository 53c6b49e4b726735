"""GSI: flags and values in pairs, no leading zeros, bureaus, counties, lakes and two villages 泊村."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.etl.official.making import (
    areas,
    by_prefecture,
    figures,
    frame_of,
    plain_csv,
    read,
    stopping,
    towns,
)

HEADER = [
    "行政コード",
    "都道府県",
    "振興局等、支庁",
    "市郡",
    "区町村",
    "平成27年・参考値の自治体",
    "平成27年・面積値(平方キロメートル)",
    "平成26年・参考値の自治体",
    "平成26年・面積値(平方キロメートル)",
]
# towns of 2015 that became cities under other codes
THEN = {"04": ("4423", "黒川郡", "富谷町", "49.18"), "40": ("40305", "筑紫郡", "那珂川町", "74.95")}


def table() -> list[list[str]]:
    known = areas()
    names = {t.code: t for t in towns()}
    rows: list[list[str]] = []
    nation = Decimal(0)
    for number, codes in by_prefecture(known).items():
        prefecture = names[codes[0]].prefecture
        total = sum(Decimal(known[c][0]) for c in codes)
        inner: list[list[str]] = []
        for code in codes:
            area, flag = known[code]
            name, star = names[code].name, "*" if flag == "1" else ""
            name = "篠山市" if code == "282219" else name  # as it was called then
            place = [name, " "] if name[-1] in "市区" else ["一つの郡", name]
            inner.append([code[:5].lstrip("0"), prefecture, " ", *place, star, area, star, "1"])
        if number in THEN:
            code, county, name, area = THEN[number]
            inner.append([code, prefecture, " ", county, name, "", area, "", area])
            total += Decimal(area)
        if number == "01":
            inner.append(["1300", prefecture, "石狩振興局", " ", " ", "", "3540.15", "", "1"])
            inner.append(["1380", prefecture, "後志総合振興局", "古宇郡", " ", "", "82.28", "", "1"])
            inner.append(["1101", prefecture, "石狩振興局", "札幌市", "中央区", "", "1121.26", "", "1"])
            inner.append(["1696", prefecture, "根室振興局", "国後郡", "泊村", "*", "535.35", "*", "1"])
            inner.append(["", prefecture, "根室振興局", "風蓮湖", " ", "", "59.01", "", "1"])
            total += Decimal("594.36")
        rows.append([f"{int(number)}000", prefecture, " ", " ", " ", "", str(total), "", "1"])
        rows.append([f"{int(number)}001", f"{prefecture}(市部)", " ", " ", " ", "*", "1", "*", "1"])
        rows += inner
        nation += total
    return [["全国面積 ", " ", " ", " ", " ", "", str(nation), "", "1"], *rows]


def write(folder: Path, rows: list[list[str]], header: list[str] = HEADER) -> Path:
    return plain_csv(folder / "mencho.csv", [header, *rows], "cp932")


def at(rows: list[list[str]], code: str) -> int:
    return next(i for i, row in enumerate(rows) if row[0] == code)


def test_the_areas_of_2015_equal_the_shipped_ones(tmp_path: Path) -> None:
    path = write(tmp_path, table())
    taken = figures(path, "municipality_code", "as_of", "reference_value")
    wanted = {(c, "2015-10-01", flag): float(area) for c, (area, flag) in areas().items()}
    assert {key: float(text) for key, text in taken.items()} == wanted
    assert len(taken) == 1739


def test_bureaus_counties_lakes_and_towns_of_then_are_told_apart(tmp_path: Path) -> None:
    rows = table()
    done, problems = read(write(tmp_path, rows))
    assert done is not None
    counts = dict(done.counts)
    assert counts == {
        "nation": 1,
        "prefecture": 47,
        "section": 49,
        "municipality": 1739,
        "ward": 1,
        "northern": 1,
        "uncoded": 1,
        "unknown": 2,
    }
    told = {p.value: p for p in problems if p.rule in ("code_unknown", "code_name")}
    assert set(told) == {"4423 富谷町", "40305 那珂川町", "篠山市"}
    assert {p.severity for p in told.values()} == {"notice"}
    assert "丹波篠山市（282219）" in told["篠山市"].expected


def test_the_two_villages_called_tomari_are_not_mixed_up(tmp_path: Path) -> None:
    frame = frame_of(write(tmp_path, table()))
    assert frame.filter(frame["municipality_code"] == "014036")["area_km2"].to_list() == ["82.28"]


def test_a_village_under_its_neighbours_code_is_an_error(tmp_path: Path) -> None:
    rows = table()
    rows[at(rows, "1403")][0] = "1404"
    found = [p for p in stopping(write(tmp_path, rows)) if p.rule == "code_name"]
    assert [(p.row, p.value, p.guess) for p in found] == [(at(rows, "1404") + 2, "泊村", "泊村（014036）")]


@pytest.mark.parametrize(
    ("column", "text", "rule", "header"),
    [
        (6, "8.228", "total_differs", HEADER[6]),
        (6, "82,28", "not_readable", HEADER[6]),
        (5, "※", "not_readable", HEADER[5]),
    ],
)
def test_a_wrong_cell_is_named(tmp_path: Path, column: int, text: str, rule: str, header: str) -> None:
    rows = table()
    rows[at(rows, "1403")][column] = text
    found = stopping(write(tmp_path, rows))
    where = at(rows, "1000" if rule == "total_differs" else "1403") + 2
    assert [(p.rule, p.row, p.column) for p in found] == [(rule, where, header)]


def test_a_county_under_a_municipalitys_code_is_an_error(tmp_path: Path) -> None:
    rows = table()
    row = rows[at(rows, "1403")]
    row[3:5] = ["一つの郡の計", " "]
    found = [p for p in stopping(write(tmp_path, rows)) if p.rule == "code_name"]
    assert [(p.row, p.value) for p in found] == [(at(rows, "1403") + 2, "一つの郡の計")]


def test_a_year_of_several_editions_asks_for_its_date(tmp_path: Path) -> None:
    header = [name.replace("平成27年", "令和6年").replace("平成26年", "令和5年") for name in HEADER]
    path = write(tmp_path, table(), header)
    found = stopping(path)
    assert [p.rule for p in found] == ["layout_differs"]
    assert "constants = { as_of" in found[0].expected
    frame = frame_of(path, constants={"as_of": "2024-04-01"})
    assert set(frame["as_of"]) == {"2024-04-01"}


PAIRS = [f"{day}{what}" for day in ("令和8年1月1日", "令和7年10月1日") for what in ("(k㎡)", "備考")]
TODAY = [
    ["全国都道府県市区町村別面積調", "", "", "", "R06.01.01_浜松市区再編以降", "", "", ""],
    ["", "【本データに関する説明事項】", "", "", "", "", "", ""],
    ["標準地域コード", "都道府県", "郡･支庁･振興局等", "市区町村", *PAIRS],
    ["全国面積", "", "", "", "200.16", "", "9", ""],
    ["01000", "北海道", "", "", "200.16", "", "9", ""],
    ["", "北海道(市部)", "", "", "100.00", "（参考値）", "9", ""],
    ["01100", "北海道", "石狩振興局", "札幌市", "100.00", "", "8", ""],
    ["01101", "北海道", "石狩振興局", "(札幌市)中央区", "100.00", "", "8", ""],
    ["01390", "北海道", "後志総合振興局", "", "82.27", "", "9", ""],
    ["01403", "北海道", "後志総合振興局", "泊村", "82.27", "", "7", ""],
    ["", "北海道", "十勝総合振興局", "然別湖", "3.59", "上士幌町及び鹿追町の面積に含まれない。", "9", ""],
    ["01696", "北海道", "根室振興局", "泊村", "10.3", "（参考値）", "9", ""],
    ["01601", "北海道", "日高振興局", "日高町", "4", "（参考値）風蓮湖を除く。", "6", ""],
]  # fmt: skip


def test_an_edition_of_today_has_days_side_by_side(tmp_path: Path) -> None:
    path = plain_csv(tmp_path / "menseki.csv", TODAY, "cp932")
    key = ("municipality_code", "as_of", "reference_value")
    assert figures(path, *key) == {
        ("011002", "2026-01-01", "0"): "100",
        ("014036", "2026-01-01", "0"): "82.27",
        ("016012", "2026-01-01", "1"): "4",
    }
    done, _ = read(path)
    assert done is not None
    assert dict(done.counts) == {
        "nation": 1, "prefecture": 1, "section": 2, "municipality": 3, "ward": 1, "uncoded": 1, "northern": 1
    }  # fmt: skip
    assert done.reading.left_out is not None
    assert "令和7年10月1日" in done.reading.left_out[0]
    found = stopping(path, constants={"as_of": "2020-10-01"})
    assert "2026-01-01、2025-10-01" in found[0].expected


def test_another_day_of_the_same_file_may_be_chosen(tmp_path: Path) -> None:
    rows = [[*row[:4], *row[6:], *row[4:6]] for row in TODAY]
    path = plain_csv(tmp_path / "menseki.csv", rows, "cp932")
    taken = figures(path, "municipality_code", "as_of", constants={"as_of": "2026-01-01"})
    assert taken["014036", "2026-01-01"] == "82.27"
