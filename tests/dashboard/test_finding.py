"""Sentences from rows: ties, gaps, one row, none."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard import finding
from dashboard.nouns import OCCUPATIONS, listed


def _rows(*values: float | None) -> list[dict[str, Any]]:
    return [{"name": chr(97 + n), "value": value} for n, value in enumerate(values)]


@pytest.mark.parametrize(
    ("values", "highest", "lowest"),
    [
        ((1, 3, 2), "b", "a"),
        ((3, 3, 1), "ab", "c"),
        ((None, 2, None), "b", "b"),
        ((None, 0, -1), "b", "c"),
        ((0, 0), "ab", "ab"),
        ((None, None), "", ""),
        ((), "", ""),
    ],
)
def test_all_rows_at_the_edge_are_named_and_gaps_never(
    values: tuple[float | None, ...], highest: str, lowest: str
) -> None:
    assert "".join(r["name"] for r in finding.top(_rows(*values), "value")) == highest
    assert "".join(r["name"] for r in finding.top(_rows(*values), "value", lowest=True)) == lowest


@pytest.mark.parametrize(
    ("names", "ja", "en"),
    [
        ([], "", ""),
        (["A"], "A", "A"),
        (["A", "B"], "A、B", "A and B"),
        (["A", "B", "C"], "A、B、C", "A, B and C"),
        (["A", "B", "C", "D"], "A、B、Cほか1職種", "A, B, C and 1 more occupation"),
        (["A", "B", "C", "D", "E"], "A、B、Cほか2職種", "A, B, C and 2 more occupations"),
    ],
)
def test_a_long_list_says_how_many_of_what_there_are(names: list[str], ja: str, en: str) -> None:
    assert listed(names, OCCUPATIONS, "ja") == ja
    assert listed(names, OCCUPATIONS, "en") == en


@pytest.mark.parametrize(
    ("years", "ja", "en"),
    [
        ([2021, 2020, 2024], "令和2年度（2020年度）～令和6年度（2024年度）", "FY2020-FY2024"),
        ([2019], "令和元年度（2019年度）", "FY2019"),
        ([None, 2020], "令和2年度（2020年度）", "FY2020"),
    ],
)
def test_a_span_of_years(years: list[int | None], ja: str, en: str) -> None:
    assert finding.span([{"y": year} for year in years], "y", "ja") == ja
    assert finding.span([{"y": year} for year in years], "y", "en") == en


@pytest.mark.parametrize("rows", [[], [{"y": None}]])
def test_no_year_at_all_is_said(rows: list[dict[str, Any]]) -> None:
    assert finding.span(rows, "y", "ja") == finding.none("ja") != ""
    assert finding.span(rows, "y", "en") == finding.none("en") != ""


def test_counts_tell_false_from_unknown() -> None:
    rows = [{"holds": True}, {"holds": False}, {"holds": None}, {"holds": None}]
    assert finding.count(rows, holds=False) == 1
    assert finding.count(rows, holds=None) == 2
    assert finding.count([], holds=False) == 0


def test_different_values_are_counted_once() -> None:
    assert finding.distinct([{"r": "a"}, {"r": "a"}, {"r": "b"}], "r") == 2


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 regions"), (1, "1 region"), (2, "2 regions"), (1200, "1,200 regions")]
)
def test_english_nouns_follow_their_number(number: int, text: str) -> None:
    assert finding.counted(number, "region") == text
    assert finding.counted(2, "municipality", "municipalities") == "2 municipalities"


def test_a_name_has_a_column_per_language() -> None:
    assert (finding.column("ja", "name"), finding.column("en", "name")) == ("name", "name_en")
