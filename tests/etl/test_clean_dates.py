"""What is peculiar to Japanese official tables: fiscal years, dates and months."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.clean import dates
from tests.etl.helpers import refused


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("令和元年度", 2019),
        ("平成31年度", 2019),
        ("平成３１年度", 2019),
        ("令和 2年度", 2020),
        ("令和５年度", 2023),
        ("R5", 2023),
        ("Ｒ５年度", 2023),
        ("R.6", 2024),
        ("H27年度", 2015),
        ("昭和63年度", 1988),
        ("平成元年度", 1989),
        ("2024", 2024),
        ("２０２４年度", 2024),
        ("FY2024", 2024),
    ],
)
def test_a_fiscal_year_is_the_year_it_begins_in(text: str, year: int) -> None:
    assert dates.fiscal_year(text) == year


@pytest.mark.parametrize(
    "text",
    [
        *("", "5年度", "令和年度", "令和0年度", "R0", "平成32年度", "平成40年度", "昭和64年度", "大正16年度"),
        *("Q5", "2124", "24年度", "令和5年度～6年度", "R②", "2024-04-01"),
    ],
)
def test_what_names_no_fiscal_year_is_refused(text: str) -> None:
    assert refused(dates.fiscal_year, text)


@given(st.integers(1, 99))
def test_a_reiwa_fiscal_year_is_2018_and_its_number(number: int) -> None:
    if number <= 82:
        assert dates.fiscal_year(f"令和{number}年度") == dates.fiscal_year(f"R{number}") == 2018 + number
    else:
        assert refused(dates.fiscal_year, f"令和{number}年度")  # beyond what this program counts


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和５年 6 月１5 日", (2023, 6, 15)),
        ("令和 2年 10月 9日", (2020, 10, 9)),
        ("R5.4.21", (2023, 4, 21)),
        ("Ｒ7.2.25", (2025, 2, 25)),
        ("R.5.4.21", (2023, 4, 21)),
        ("令和元年5月1日", (2019, 5, 1)),
        ("平成31年4月30日", (2019, 4, 30)),
        ("平成元年1月8日", (1989, 1, 8)),
        ("昭和64年1月7日", (1989, 1, 7)),
        ("昭和元年12月25日", (1926, 12, 25)),
        ("大正15年12月24日", (1926, 12, 24)),
        ("明治45年7月29日", (1912, 7, 29)),
        ("令和6年2月29日", (2024, 2, 29)),
        ("2024-04-01", (2024, 4, 1)),
        ("2024/4/1", (2024, 4, 1)),
        ("２０２４年４月１日", (2024, 4, 1)),
        ("45017", (2023, 4, 1)),
    ],
)
def test_a_printed_date_is_that_day(text: str, day: tuple[int, int, int]) -> None:
    assert dates.date(text) == dt.date(*day)


@pytest.mark.parametrize(
    "text",
    [
        *("令和5年2月30日", "令和5年2月29日", "令和5年13月1日", "令和5年4月31日", "令和0年1月1日", "R5.0.1"),
        *("平成40年1月1日", "平成31年5月1日", "平成元年1月7日", "昭和64年1月8日", "令和元年4月30日"),
        *("大正16年1月1日", "昭和元年12月24日", "2024-02-30", "0203-04-01", "2204-04-01", "-2024-04-01"),
        *("平成31年3月", "令和5年度", "5.4.21", "2024年", "20240401", "123", "令和５年６月①日", ""),
    ],
)
def test_a_date_that_does_not_exist_is_refused(text: str) -> None:
    assert refused(dates.date, text)


@given(st.dates(dt.date(1989, 1, 8), dt.date(2099, 12, 31)))
def test_every_day_comes_back_from_its_era_date(day: dt.date) -> None:
    era, letter, first = ("平成", "H", 1988) if day < dt.date(2019, 5, 1) else ("令和", "R", 2018)
    year = day.year - first
    assert dates.date(f"{era}{year}年{day.month}月{day.day}日") == day
    if year < 100:
        assert dates.date(f"{letter}{year}.{day.month}.{day.day}") == day
    assert dates.date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("平成31年3月", "2019-03-01", "2019-03-31"),
        ("平成31年4月", "2019-04-01", "2019-04-30"),
        ("令和６年１１月", "2024-11-01", "2024-11-30"),
        ("R7.2", "2025-02-01", "2025-02-28"),
        ("令和6年12月", "2024-12-01", "2024-12-31"),
        ("昭和64年1月", "1989-01-01", "1989-01-31"),
        ("2024年2月", "2024-02-01", "2024-02-29"),
    ],
)
def test_a_month_runs_from_its_first_to_its_last_day(text: str, first: str, last: str) -> None:
    assert dates.month(text) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize(
    "text", ["平成31年5月", "昭和64年2月", "令和5年13月", "令和5年0月", "令和5年", "3月"]
)
def test_a_month_that_does_not_exist_is_refused(text: str) -> None:
    assert refused(dates.month, text)
