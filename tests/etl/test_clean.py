"""What is peculiar to Japanese official tables: numbers, units and codes."""

from __future__ import annotations

import csv
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.clean import values
from tests.conftest import ROOT
from tests.etl.helpers import refused


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("8,100", 8100),
        ("１,７９５", 1795),
        ("１２３４", 1234),
        ("12，345，678", 12345678),
        ("3562.56", 3562.56),
        ("３５６２．５６", 3562.56),
        ("△1,234", -1234),
        ("▲ 12.5", -12.5),
        ("−3", -3),
        ("－3", -3),
        ("-3", -3),
        (" 600 ", 600),
        ("※600", 600),
        ("600*", 600),
    ],
)
def test_a_printed_number_is_its_value(text: str, value: float) -> None:
    assert values.number(text).value == value
    assert values.number(text).mark is None


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("-", "nil"),
        ("－", "nil"),
        ("…", "unknown"),
        ("x", "suppressed"),
        ("Ｘ", "suppressed"),
        ("***", "no_figure"),
        ("未定", "undecided"),
        ("未 定", "undecided"),
    ],
)
def test_a_mark_of_absence_is_never_a_number(text: str, mark: str) -> None:
    assert values.number(text) == values.Number(None, mark)
    for parse in (values.integer, values.decimal):
        assert refused(parse, text)


def test_flags_of_a_figure_are_told_apart() -> None:
    assert values.number("1,234p") == values.Number(1234, preliminary=True)
    assert values.number("1234ｒ") == values.Number(1234, revised=True)
    assert values.number("※1,234") == values.Number(1234, footnote=True)
    assert values.number("1234 *") == values.Number(1234, footnote=True)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "8,10O",
            "1,23",
            "12,34,567",
            ",123",
            "1234,567",
            "1.2.3",
            "--3",
            "3-",
            "10千円",
            "約600",
            "一",
        ),
        *("234①", "²", "234²", "⒈5", "½"),  # would turn into digits: 2341, 2, 2342, 1.5
        *("600 400", "600\n400", "12 34"),  # two figures in one cell
    ],
)
def test_what_cannot_be_read_without_doubt_is_refused(text: str) -> None:
    assert refused(values.number, text)


@given(st.integers(-(10**12), 10**12))
def test_every_whole_number_survives_commas_and_wide_digits(number: int) -> None:
    wide = str.maketrans("0123456789,-", "０１２３４５６７８９，△")
    assert values.integer(f"{number:,}") == number
    assert values.integer(f"{number:,}".translate(wide)) == number


def test_a_whole_number_has_no_decimals() -> None:
    assert values.integer("12.0") == 12
    assert refused(values.integer, "12.5")


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("金額（千円）", "千円"),
        ("金額(千円)", "千円"),
        ("金額（単位：千円）", "千円"),
        ("金額（千 円）", "千円"),
        ("人口【人】", "人"),
        ("面積（k㎡）", "km2"),
        ("地域名", None),
        ("金額（千円）計", None),
    ],
)
def test_the_unit_is_read_from_the_caption(header: str, unit: str | None) -> None:
    assert values.caption_unit(header) == unit


def test_a_scale_is_known_or_refused_never_guessed_as_one() -> None:
    printed = {"円": 1, "千円": 1000, "万円": 10_000, "百万円": 10**6, "億円": 10**8, "人": 1, "千人": 1000}
    assert {unit: values.scale(unit) for unit in printed} == printed
    for unit in ("ドル", "千万円", "令和6年度", ""):
        with pytest.raises(KeyError):
            values.scale(unit)


@cache
def codes() -> list[str]:
    path = ROOT / "data/sources/municipality_codes/municipalities.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [row["municipality_code"] for row in csv.DictReader(file)]


def test_every_listed_code_comes_back_and_never_as_another() -> None:
    assert len(codes()) == 1741
    assert {values.municipality_code(code) for code in codes()} == set(codes())
    for code in codes():
        for short in (code[:5], code.lstrip("0"), code[:5].lstrip("0")):
            try:
                assert values.municipality_code(short) == code
            except ValueError:  # five digits that may be read both ways: refused, not guessed
                assert len(short) == 5


def test_five_digits_that_may_be_two_codes_are_refused() -> None:
    assert values.municipality_code("01210") == values.municipality_code("1210") == "012106"
    assert refused(values.municipality_code, "12106")  # 岩見沢市 without its zero, or a ward of 千葉市


@given(st.data())
def test_one_changed_digit_is_refused(data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(codes()))
    place = data.draw(st.integers(0, 5))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != code[place]]))
    changed = code[:place] + digit + code[place + 1 :]
    total = sum(int(d) * w for d, w in zip(changed[:5], (6, 5, 4, 3, 2), strict=True))
    if code[5] == "1" and place < 5 and total % 11 in (0, 10):
        return  # remainders 0 and 10 share the check digit 1: the rule itself cannot see this one
    assert refused(values.municipality_code, changed)


@pytest.mark.parametrize(
    "text", ["", "999999", "480010", "0120B", "01210 6", "012107", "０１２１０７", "123"]
)
def test_what_is_no_municipality_code_is_refused(text: str) -> None:
    assert refused(values.municipality_code, text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("約12.7", 12.7),
        ("約95", 95),
        ("４百万超", 4_000_000),
        ("６千超", 6000),
        ("1.5億", 150_000_000),
        ("１,７９５", 1795),
        ("70程度", 70),
        ("8", 8),
    ],
)
def test_a_hedged_figure_is_the_printed_one_without_its_hedge(text: str, value: float) -> None:
    assert values.approximate(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["約", "数百", "1,2百", "10～20", "8人", "7②", ""])
def test_a_figure_in_words_is_refused(text: str) -> None:
    assert refused(values.approximate, text)
