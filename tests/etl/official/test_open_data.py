"""自治体標準オープンデータセット: one municipality's districts, summed only where all are known."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.etl.official.making import census, figures, frame_of, plain_csv, read, stopping

HEADER = [
    "全国地方公共団体コード",
    "地域コード",
    "地方公共団体名",
    "調査年月日",
    "地域名",
    "総人口",
    "男性",
    "女性",
    "備考",
]
IWAMIZAWA = census()["012106"]


def rows(code: str = "012106", day: str = "2024-01-01") -> list[list[str]]:
    def row(number: str, district: str, count: int) -> list[str]:
        return [code, number, "北海道岩見沢市", day, district, str(count), "1", "1", ""]

    return [row("1", "1条東1丁目", 1200), row("2", "1条東2丁目", IWAMIZAWA - 1200)]


def write(folder: Path, body: list[list[str]], encoding: str = "utf-8-sig") -> Path:
    return plain_csv(folder / "population.csv", [HEADER, *body], encoding)


@pytest.mark.parametrize("code", ["012106", "12106", "01210", "1210"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_districts_add_up_to_their_municipality(tmp_path: Path, code: str, encoding: str) -> None:
    taken = figures(write(tmp_path, rows(code), encoding), "municipality_code")
    assert taken == {"012106": str(IWAMIZAWA)}


@pytest.mark.parametrize(
    ("day", "stored"),
    [("2024-01-01", "2024-01-01"), ("令和５年４月３０日", "2023-04-30"), ("R5.4.30", "2023-04-30")],
)
def test_its_day_is_kept(tmp_path: Path, day: str, stored: str) -> None:
    frame = frame_of(write(tmp_path, rows(day=day)))
    assert frame.select("year", "as_of", "series").rows() == [(stored[:4], stored, "register")]


def test_a_printed_total_is_taken_once_and_checked(tmp_path: Path) -> None:
    whole = [*rows()[0][:4], "合計", str(IWAMIZAWA), "1", "1", ""]
    assert figures(write(tmp_path, [*rows(), whole]), "municipality_code") == {"012106": str(IWAMIZAWA)}
    assert figures(write(tmp_path, [whole]), "municipality_code") == {"012106": str(IWAMIZAWA)}
    whole[5] = str(IWAMIZAWA + 1)
    found = stopping(write(tmp_path, [*rows(), whole]))
    assert [(p.rule, p.row, p.column) for p in found] == [("total_differs", 4, "総人口")]


@pytest.mark.parametrize(
    ("number", "column", "text", "rule", "header"),
    [
        (1, 5, "X", "empty_cell", "総人口"),
        (1, 5, "", "empty_cell", "総人口"),
        (1, 5, "12人", "not_readable", "総人口"),
        (1, 4, "1条東1丁目", "primary_key", "地域名"),
        (1, 3, "2023-01-01", "layout_differs", "調査年月日"),
        (1, 3, "", "layout_differs", "調査年月日"),
        (1, 0, "012105", "check_digit", "全国地方公共団体コード"),
        (1, 2, "北海道美唄市", "code_name", "地方公共団体名"),
    ],
)
def test_what_leaves_the_sum_unknown_is_refused(
    tmp_path: Path, number: int, column: int, text: str, rule: str, header: str
) -> None:
    body = rows()
    body[number][column] = text
    found = [p for p in stopping(write(tmp_path, body)) if p.rule == rule]
    assert found
    assert found[0].column == header


def months(header: list[str], place: list[str]) -> list[list[str]]:
    """One town three times, as cities publish it: 令和7年 1月, 2月 and 3月 below each other."""
    days = [("2025/1/1", "115632"), ("2025/2/1", "115610"), ("2025/3/1", "115626")]
    return [header, *[["132071", "", *place, day, "", count, "1", "1", "", ""] for day, count in days]]


TAIL = ["調査年月日", "地域名", "総人口", "男性", "女性", "世帯数", "備考"]
EDITIONS = [
    (
        ["都道府県コード又は市区町村コード", "地域コード", "都道府県名", "市区町村名", *TAIL],
        ["東京都", "昭島市"],
    ),
    (["都道府県コード又は市区町村コード", "地域コード", "地方公共団体名", *TAIL], ["東京都昭島市"]),
    (["全国地方公共団体コード", "地域コード", "地方公共団体名", *TAIL], ["昭島市"]),
]


@pytest.mark.parametrize(("header", "place"), EDITIONS)
def test_of_months_below_each_other_one_counts_and_is_named(
    tmp_path: Path, header: list[str], place: list[str]
) -> None:
    path = plain_csv(tmp_path / "jinko.csv", months(header, place))
    assert figures(path, "municipality_code", "as_of") == {("132071", "2025-01-01"): "115632"}
    done, _ = read(path)
    assert done is not None
    assert done.reading.left_out is not None
    for told in done.reading.left_out:
        assert "2025-01-01" in told
        assert "2025-03-01" in told
        assert "as_of" in told
    other = figures(path, "municipality_code", "as_of", constants={"as_of": "2025-03-01"})
    assert other == {("132071", "2025-03-01"): "115626"}
    found = stopping(path, constants={"as_of": "2024-12-01"})
    assert [(p.rule, p.column) for p in found] == [("layout_differs", "調査年月日")]
    assert "2025-02-01" in found[0].expected


def test_days_with_other_districts_are_never_taken_in_part(tmp_path: Path) -> None:
    body = rows()
    body[1][3] = "2023-01-01"
    found = stopping(write(tmp_path, body))
    assert [(p.rule, p.row, p.value) for p in found] == [("layout_differs", 3, "2023-01-01")]


def test_a_district_beside_its_parts_is_an_error_that_names_them(tmp_path: Path) -> None:
    def row(district: str, count: int) -> list[str]:
        return ["012106", "1", "岩見沢市", "2024-01-01", district, str(count), "1", "1", ""]

    parts = [row("昭和町一丁目", 20000), row("昭和町二丁目", 40000)]
    found = stopping(write(tmp_path, [row("昭和町", 60000), *parts, row("緑が丘", 19306)]))
    assert [(p.rule, p.row, p.value) for p in found] == [("rows_overlap", 2, "60000")]
    assert "昭和町一丁目、昭和町二丁目" in found[0].expected
    # 昭和町 may be a district of its own beside its 丁目
    apart = write(tmp_path, [row("昭和町", 306), *parts, row("緑が丘", 19000)])
    assert figures(apart, "municipality_code") == {"012106": str(79306)}
