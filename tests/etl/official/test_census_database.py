"""e-Stat's database download: 1,741 municipalities out of everything else that stands in the table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.etl.official.making import (
    FORMER,
    FUTABA,
    WARDS,
    by_prefecture,
    census,
    figures,
    frame_of,
    printed_census,
    quoted,
    read,
    stopping,
    towns,
)

AREA = "全国，都道府県，市区町村（2000年市区町村含む）"
HEADER = [
    "表章事項 コード",
    "表章事項",
    "時間軸（年次） コード",
    "時間軸（年次）",
    "男女 コード",
    "男女",
    "国籍総数か日本人 コード",
    "国籍総数か日本人",
    f"{AREA} コード",
    AREA,
    "/年齢",
    "総数",
    "年齢「不詳」",
]
START = ["2020_01", "人口【人】", "2020000000", "2020年", "0", "総数", "0", "国籍総数"]
TOP: list[list[str]] = [
    ["統計名：", "令和２年国勢調査 人口等基本集計　（主な内容：男女・年齢・配偶関係，世帯の構成など）"],
    ["表番号：", "2-7-1"],
    ["表題：", "[総人口・総世帯数・男女・年齢・配偶関係] 男女，年齢（5歳階級），国籍総数か日本人別人口"],
    ["実施年月：", "2020年", "10月"],
    ["市区町村時点（年月日）：", "-"],
    [],
    ["***", "当該数値がないもの"],
    ["-", "当該数値がないもの"],
    [],
    ["", "", "", "", "", "", "", "", "", "", "/年齢 コード", "00", "22"],
    HEADER,
]
FIRST = len(TOP) + 1


def table(sex: str = "総数") -> list[list[str]]:
    """The whole nation as the download has it: sums, wards and towns of the past between the rows."""
    known = printed_census()
    names = {t.code: t for t in towns()}
    start = [*START[:4], "0", sex, *START[6:]]

    def row(code: str, name: str, count: int | None) -> list[str]:
        return [*start, code, name, "", "-" if count is None else f"{count:,}", "-"]

    rows = [row("00000", "全国", sum(known.values()))]
    for prefecture, codes in by_prefecture(names).items():
        total = sum(known.get(code, 0) for code in codes)
        rows.append(row(f"{prefecture}000", names[codes[0]].prefecture, total))
        if prefecture == "13":
            special = [c for c in codes if names[c].name.endswith("区")]
            rows.append(row("13100", "特別区部", sum(known[c] for c in special)))
        for code in codes:
            rows.append(row(code[:5], names[code].name, known.get(code)))
            inside = WARDS if code == "011002" else FORMER if code == "012025" else {}
            rows += [row(c, name, count) for c, (name, count) in inside.items()]
    return rows


def write(folder: Path, rows: list[list[str]], top: list[list[str]] | None = None) -> Path:
    return quoted(folder / "download.csv", [*(top or TOP), *rows])


def place(rows: list[list[str]], code: str) -> int:
    return next(i for i, row in enumerate(rows) if row[8] == code)


def test_the_census_of_2020_equals_the_shipped_one(tmp_path: Path) -> None:
    taken = figures(write(tmp_path, table()), "municipality_code")
    assert {code: int(text) for code, text in taken.items()} == printed_census()
    assert len(taken) == 1740
    # the town without a figure is the one in which nobody lived
    assert {code: n for code, n in census().items() if code not in taken} == {FUTABA: 0}


def test_what_is_not_a_municipality_is_named_and_not_counted(tmp_path: Path) -> None:
    done, problems = read(write(tmp_path, table()))
    assert done is not None
    assert dict(done.counts) == {
        "nation": 1,
        "prefecture": 47,
        "municipality": 1741,
        "ward": 10,
        "former": 5,
        "section": 1,
    }
    assert list(done.absent) == ["双葉町"]
    assert FUTABA not in done.raw.frame["municipality_code"]
    told = next(p for p in problems if p.rule == "official_file")
    assert "全国 126,146,099" in told.expected
    assert "nation 126,146,099" in told.expected_en


def test_every_row_keeps_its_place_year_and_series(tmp_path: Path) -> None:
    rows = table()
    frame = frame_of(write(tmp_path, rows))
    row = frame.filter(frame["municipality_code"] == "012106").to_dicts()[0]
    assert row["_row"] == FIRST + place(rows, "01210")
    assert (row["year"], row["series"], row["age_group"]) == ("2020", "census", "total")
    assert row["edition"] == "令和2年国勢調査 人口等基本集計"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp932"])
def test_a_download_that_was_saved_again_reads_alike(tmp_path: Path, encoding: str) -> None:
    path = quoted(tmp_path / "download.csv", [*TOP, *table()], encoding)
    taken = figures(path, "municipality_code")
    assert {code: int(text) for code, text in taken.items()} == printed_census()


def test_the_three_sexes_are_told_apart(tmp_path: Path) -> None:
    taken = figures(write(tmp_path, [*table(), *table("男"), *table("女")]), "municipality_code")
    assert {code: int(text) for code, text in taken.items()} == printed_census()


def test_a_preliminary_count_is_a_series_of_its_own(tmp_path: Path) -> None:
    top = [["統計名：", "令和７年国勢調査 人口速報集計"], *TOP[1:]]
    assert set(frame_of(write(tmp_path, table(), top))["series"]) == {"census_preliminary"}


Edit = Callable[[list[list[str]]], Any]


def _set(code: str, column: int, text: str) -> Edit:
    return lambda rows: rows[place(rows, code)].__setitem__(column, text)


@pytest.mark.parametrize(
    ("edit", "rule", "code", "column", "guess"),
    [
        (_set("01210", 11, "79,307"), "total_differs", "01000", "総数", None),
        (_set("01101", 11, "248,681"), "total_differs", "01100", "総数", None),
        (_set("00000", 11, "126,146,098"), "total_differs", "00000", "総数", None),
        (_set("01210", 11, "79,3O6"), "not_readable", "01210", "総数", None),
        (_set("01210", 11, "-79,306"), "min", "01210", "総数", None),
        (_set("01210", 11, "79306.5"), "not_readable", "01210", "総数", None),
        (_set("01210", 9, "美唄市"), "code_name", "01210", AREA, "美唄市（012157）"),
        (_set("01210", 8, "01299"), "code_unknown", "01299", f"{AREA} コード", "岩見沢市（012106）"),
        (_set("01210", 8, ""), "code_unknown", "", f"{AREA} コード", "岩見沢市（012106）"),
        (_set("01215", 8, "01210"), "primary_key", "01210", f"{AREA} コード", None),
        (lambda rows: rows.pop(place(rows, "01210")), "total_differs", "01000", "総数", None),
        (
            lambda rows: rows.append(list(rows[place(rows, "01210")])),
            "primary_key",
            None,
            f"{AREA} コード",
            None,
        ),
    ],
)
def test_what_is_mistyped_lost_or_doubled_is_named(
    tmp_path: Path, edit: Edit, rule: str, code: str | None, column: str, guess: str | None
) -> None:
    rows = table()
    edit(rows)
    found = [p for p in stopping(write(tmp_path, rows)) if p.rule == rule]
    assert found
    at = len(rows) - 1 if code is None else place(rows, code)
    if rule == "primary_key" and code is not None:
        at = max(i for i, row in enumerate(rows) if row[8] == code)
    assert (found[0].row, found[0].column) == (FIRST + at, column)
    assert found[0].guess == guess


def test_a_file_of_men_alone_is_not_the_population(tmp_path: Path) -> None:
    found = stopping(write(tmp_path, table("男")))
    assert [(p.rule, p.column) for p in found] == [("layout_differs", "男女")]


def test_another_subject_or_unit_is_refused(tmp_path: Path) -> None:
    for subject in ("世帯数【世帯】", "人口【千人】"):
        rows = [[row[0], subject, *row[2:]] for row in table()]
        found = stopping(write(tmp_path, rows))
        assert [(p.rule, p.column) for p in found] == [("layout_differs", "表章事項")]


def test_a_torn_row_is_refused_by_its_row(tmp_path: Path) -> None:
    rows = table()
    rows[place(rows, "01210")] = rows[place(rows, "01210")][:9]
    found = stopping(write(tmp_path, rows))
    assert [(p.rule, p.row) for p in found] == [("layout_differs", FIRST + place(rows, "01210"))]


def test_a_truncated_download_is_refused(tmp_path: Path) -> None:
    found = stopping(write(tmp_path, table()[:900]))
    assert {p.rule for p in found} == {"total_differs"}
    assert FIRST in {p.row for p in found}


def test_six_digits_are_read_as_well(tmp_path: Path) -> None:
    from etl.official.areas import six

    rows = [[*r[:8], six(r[8]) if r[8].isdigit() else r[8], *r[9:]] for r in table()]
    taken = figures(write(tmp_path, rows), "municipality_code")
    assert {code: int(text) for code, text in taken.items()} == printed_census()


def test_codes_whose_leading_zero_a_spreadsheet_dropped_come_back(tmp_path: Path) -> None:
    rows = [[*r[:8], r[8].lstrip("0") or "0", *r[9:]] if r[8].isdigit() else r for r in table()]
    rows[0][8] = "00000"
    taken = figures(write(tmp_path, rows), "municipality_code")
    assert {code: int(text) for code, text in taken.items()} == printed_census()


def today(areas: str, ages: list[str], subject: list[str]) -> list[list[str]]:
    """A download of 2026: auxiliary codes, and 表章事項 over the columns."""
    dimensions = ["時間軸（年次）", "国籍総数か日本人", "男女", areas]
    named = [x for name in dimensions for x in (f"{name} コード", f"{name} 補助コード", name)]
    blank = [""] * len(named)
    wide = [f"{n:03}" for n in range(len(ages))]
    above = [[*blank, "/表章事項", *subject]] if subject else []
    return [
        *TOP[:-2],
        *above,
        [*blank, "/年齢 コード", *wide],
        [*blank, "/年齢 補助コード", *["-"] * len(ages)],
        [*named, "/年齢", *ages],
    ]


def of_today(code: str, name: str, *counts: str, sex: str = "総数") -> list[str]:
    return ["2020000000", "", "2020年", "0", "", "国籍総数", "0", "", sex, code, "", name, "", *counts]


def test_auxiliary_codes_of_a_download_of_2026_say_nothing(tmp_path: Path) -> None:
    head = today("全国，都道府県，市区町村", ["総数", "0歳"], ["人口【人】"] * 2)
    counts = {
        "01000": ("北海道", "5,224,614"),
        "01202": ("函館市", "251,084"),
        "01203": ("小樽市", "111,299"),
    }
    path = write(tmp_path, [of_today(code, *told, "1") for code, told in counts.items()], head)
    # two towns were chosen of 179: their prefecture is no sum of them
    assert figures(path, "municipality_code") == {"012025": "251084", "012033": "111299"}


def test_single_years_without_a_total_are_classes_by_sex(tmp_path: Path) -> None:
    head = today("全国～人口50万以上の市", ["0歳", "1歳", "100歳以上", "不詳"], ["人口【人】"] * 4)
    rows = [of_today("12100", "千葉市", "5,953", "6,233", "-", "9", sex=sex) for sex in ("総数", "男", "女")]
    taken = figures(write(tmp_path, rows, head), "municipality_code", "year", "sex", "age_group")
    assert taken == {
        ("121002", "2020", sex, age): count
        for sex in ("both", "men", "women")
        for age, count in (("0", "5953"), ("1", "6233"))
    }


def test_households_over_the_columns_are_no_persons(tmp_path: Path) -> None:
    head = today("全国，都道府県，市区町村", ["総数", "0歳"], ["世帯数【世帯】"] * 2)
    found = stopping(write(tmp_path, [of_today("01202", "函館市", "121,793", "1")], head))
    assert [p.rule for p in found] == ["layout_differs"]
    assert "世帯数【世帯】" in found[0].expected
