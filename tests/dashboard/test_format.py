"""Values as people read them: 千円, fiscal years, minus, halves."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import format as fmt
from dashboard.text import Lang
from renkei.numberkinds import KINDS
from tests.dashboard.amounts import in_thousands


@pytest.mark.parametrize(
    ("value", "decimals", "ja", "en"),
    [
        (0, 0, "0", "0"),
        (1234.5, 1, "1,234.5", "1,234.5"),
        (-1.2, 1, "△1.2", "−1.2"),
        (-1234, 0, "△1,234", "−1,234"),
        (-0.04, 1, "0.0", "0.0"),  # what rounds to nothing has no sign
        (-0.05, 1, "△0.1", "−0.1"),
        (0.049, 1, "0.0", "0.0"),
    ],
)
def test_minus_is_a_triangle_in_japanese_and_a_minus_sign_in_english(
    value: float, decimals: int, ja: str, en: str
) -> None:
    assert fmt.number(value, decimals, "ja") == ja
    assert fmt.number(value, decimals, "en") == en


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (56.25, 1, "56.3"),  # Minami-Sorachi's use of the cap; to even would give 56.2
        (83.75, 1, "83.8"),
        (67.25, 1, "67.3"),
        (8150.5, 0, "8,151"),
        (2.5, 0, "3"),
        (0.125, 2, "0.13"),
        (1.005, 2, "1.01"),
        (1e-7, 1, "0.0"),
        (3533.1499999999996, 1, "3,533.2"),  # the areas of five municipalities added up: 3533.15
        (127_400_000, 0, "127,400,000"),
    ],
)
def test_halves_round_up_as_in_the_documents(value: float, decimals: int, text: str) -> None:
    assert fmt.number(value, decimals, "ja") == text
    assert fmt.number(-value, decimals, "ja") == (text if text == "0.0" else f"△{text}")


@given(st.floats(-1e12, 1e12), st.integers(0, 2))
def test_a_number_reads_back_within_half_of_its_last_digit(value: float, decimals: int) -> None:
    text = fmt.number(value, decimals, "en")
    back = float(text.replace(",", "").replace("−", "-"))
    # of a float 15 digits are meant (numberkinds.digits_of): they are rounded, not what lies behind them
    assert abs(back - value) <= 0.5 * 10**-decimals * (1 + 1e-9) + abs(value) * 5e-15
    assert "△" not in text
    assert "-" not in text


@pytest.mark.parametrize(
    ("value", "decimals", "ja", "en"),
    [
        (9, 0, "+9", "+9"),
        (-1, 0, "△1", "−1"),
        (0, 0, "±0", "±0"),
        (0.04, 1, "±0", "±0"),
        (-0.04, 1, "±0", "±0"),
        (1000.25, 1, "+1,000.3", "+1,000.3"),
    ],
)
def test_a_difference_always_has_its_sign(value: float, decimals: int, ja: str, en: str) -> None:
    assert fmt.signed(value, decimals, "ja") == ja
    assert fmt.signed(value, decimals, "en") == en


@pytest.mark.parametrize(
    ("year", "long", "short"),
    [
        (2024, "令和6年度（2024年度）", "R6"),
        (2020, "令和2年度（2020年度）", "R2"),
        (2019, "令和元年度（2019年度）", "R1"),
        (2018, "平成30年度（2018年度）", "H30"),
        (1989, "平成元年度（1989年度）", "H1"),
        (1988, "昭和63年度（1988年度）", "S63"),
        (1925, "1925年度", "1925年度"),
    ],
)
def test_fiscal_years_in_both_calendars(year: int, long: str, short: str) -> None:
    assert fmt.fiscal_year(year, "ja") == long
    assert fmt.fiscal_year(year, "ja", short=True) == short
    assert fmt.fiscal_year(year, "en") == fmt.fiscal_year(year, "en", short=True) == f"FY{year}"


@pytest.mark.parametrize(
    ("yen", "ja", "en"),
    [
        (127_400_000, ("1億2,740", "万円"), ("¥127.4", "million")),
        (1_900_000, ("190", "万円"), ("¥1.9", "million")),
        (400_000, ("40", "万円"), ("¥400,000", "")),
        (0, ("0", "円"), ("¥0", "")),
    ],
)
def test_a_known_amount_never_reads_as_zero_on_a_card(
    yen: int, ja: tuple[str, str], en: tuple[str, str]
) -> None:
    assert fmt.amount_in_two(yen, "ja") == ja
    assert fmt.amount_in_two(yen, "en") == en


@pytest.mark.parametrize(("yen", "text"), [(8_100_000, "8,100"), (400_000, "400"), (0, "0")])
def test_tables_are_in_thousand_yen_as_the_document_prints_them(yen: int, text: str) -> None:
    assert fmt.show(yen, "thousand_yen", "ja", "") == fmt.show(yen, "thousand_yen", "en", "") == text


@given(st.integers(-(10**14), 10**14))
def test_a_sentence_is_as_exact_as_a_table(yen: int) -> None:
    """Read back another way, an amount is that of the table in 千円, with its sign."""
    for kind, table in (("amount", "thousand_yen"), ("signed_amount", "signed_thousand_yen")):
        for lang, unit in (("ja", "千円"), ("en", " thousand yen")):
            text = fmt.show(yen, kind, lang, "")  # type: ignore[arg-type]
            assert in_thousands(text) == fmt.show(yen, table, lang, "") + unit  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("yen", "ja", "en"),
    [
        (100_000_000, "1億円", "¥100 million"),
        (8_155_000, "815万5千円", "¥8.155 million"),
        (-1_300_000, "△130万円", "−¥1.3 million"),
        (1_200_000_000_000, "1兆2,000億円", "¥1,200 billion"),
        (2_500, "3千円", "¥3,000"),
    ],
)
def test_an_amount_is_written_as_an_official_does(yen: int, ja: str, en: str) -> None:
    assert (fmt.amount(yen, "ja"), fmt.amount(yen, "en")) == (ja, en)


def test_dates() -> None:
    day = dt.date(2024, 3, 5)
    assert fmt.date(day, "ja") == "2024年3月5日"
    assert fmt.date(day, "en") == "5 March 2024"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_missing_is_its_word_and_never_a_number(kind: str) -> None:
    assert fmt.show(None, kind, "ja", "未定") == "未定"


@pytest.mark.parametrize(
    ("kind", "value", "ja", "en"),
    [
        ("count", 12345, "12,345", "12,345"),
        ("decimal1", 53.94, "53.9", "53.9"),
        ("decimal2", 1.005, "1.01", "1.01"),
        ("signed1", -1.25, "△1.3", "−1.3"),
        ("plain", 2020, "2020", "2020"),
        ("plain", 2.50, "2.5", "2.5"),
        ("year", 2050, "2050年", "2050"),
        ("fiscal_year_short", 2024, "R6", "FY2024"),
    ],
)
def test_kinds_of_columns(kind: str, value: float, ja: str, en: str) -> None:
    assert fmt.show(value, kind, "ja", "") == ja
    assert fmt.show(value, kind, "en", "") == en


@pytest.mark.parametrize(
    ("value", "text"),
    [(23588.0, "23,588"), (81.3, "81.3"), (4_000_000.0, "4,000,000"), (-935.0, "△935"), (0.0, "0")],
)
def test_a_plain_figure_keeps_the_digits_it_has(value: float, text: str) -> None:
    assert fmt.show(value, "plain", "ja", "") == text


@pytest.mark.parametrize(
    ("value", "unit", "lang", "shown"),
    [
        (1, "projects", "en", " project"),
        (2, "projects", "en", " projects"),
        (0, "persons", "en", " persons"),
        (1.0, "municipalities", "en", " municipality"),
        (1, "%", "en", "%"),
        (1, "人", "ja", "人"),
        # 53.9 and 2020年＝100 would read 53.92020
        (53.9, "2020年＝100", "ja", "（2020年＝100）"),
        (53.9, "2020 = 100", "en", " (2020 = 100)"),
    ],
)
def test_the_unit_behind_one_and_behind_many(value: float, unit: str, lang: Lang, shown: str) -> None:
    assert fmt.counted_unit(value, unit, lang) == shown
