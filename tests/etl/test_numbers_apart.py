"""Numbers are never joined: two groups of digits are one number only by a thousands comma in its place."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from etl.clean import codes, dates, values
from etl.clean.guess import code_guess, digit_guess
from etl.official.areas import Registry, codes_of
from etl.problems import Problem
from etl.read.textfile import separator_of, text_grid, without_invisible
from etl.survey.answercells import Cell
from etl.survey.cellvalue import read_value
from etl.survey.definition import Question
from tests.etl.helpers import refused

_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
# what stands between two numbers where people put two into one cell, or what a paste leaves there
BETWEEN = [
    *("\n", "\r\n", "\r", "\t", " ", "  ", "\u3000", "\u00a0", "\u2009", "\u200a", "\u202f", "\v", "\f"),
    *("\u2028", "\u200b", "\u200d", "\u00ad", "\u2060", "\ufeff", "\ufe0f", "\n\n"),
    *(
        "、",
        "，",
        ",",
        "・",
        "･",
        ";",
        "；",
        ":",
        "/",
        "／",
        "-",
        "－",
        "−",
        "~",
        "～",
        "〜",
        "+",
        "＋",
        "'",
        "’",
    ),
    *("_", "と", "→", "(", "|", "..", "､", " , ", ", ", " .", "\u200b,\n"),
]
groups = st.integers(min_value=0, max_value=99_999).map(str)


_PRESENT = Question("present", "own", "現在の職員", "Staff present", "count", unit="人", headcount=True)
_CELL = Cell("職員", 8, 3, _PRESENT, "nurse", "保健師", "現在の職員")


def survey_value(text: str) -> tuple[object, list[tuple[str, str]]]:
    """What a return's cell is read as, and what is said of it."""
    said: list[tuple[str, str]] = []

    def collect(rule: str, ja: str, en: str, **place: object) -> None:
        said.append((ja, en))

    return read_value(_CELL, without_invisible(text).strip(), collect), said


def legal(text: str) -> bool:
    """One number with its thousands commas in place, or with decimals: by another way than the reader."""
    plain = text.translate(str.maketrans("０１２３４５６７８９，．", "0123456789,."))
    if re.fullmatch(r"\d+\.\d+", plain):
        return True
    head, *tail = plain.split(",")
    return re.fullmatch("[1-9][0-9]{0,2}", head) is not None and all(
        len(part) == 3 and part.isdigit() for part in tail
    )


@given(groups, st.sampled_from(BETWEEN), groups, st.booleans())
@example("12", "\n", "3", False)
@example("1", ",", "23", True)
@example("10", "\u200b", "000", False)
def test_two_groups_of_digits_are_refused_wherever_a_number_is_read(
    one: str, mark: str, two: str, wide: bool
) -> None:
    text = f"{one}{mark}{two}"
    text = text.translate(_WIDE) if wide else text
    if legal(text):
        assert values.integer(text) == int(one + two)
        return
    read = without_invisible(text).strip()
    for parse in (values.number, values.integer, values.decimal, values.percent, values.approximate):
        assert refused(parse, read), (parse.__name__, text)
    value, said = survey_value(text)
    assert value is None
    assert len(said) == 1
    assert digit_guess(read) in (None, f"{one},{two}")


@given(
    st.sampled_from(["012106", "01210", "1210", "122033"]), st.integers(1, 5), st.sampled_from(BETWEEN[:20])
)
def test_a_code_in_two_pieces_is_no_code(code: str, at: int, mark: str) -> None:
    if at >= len(code):
        return
    text = without_invisible(code[:at] + mark + code[at:])
    for form in (None, 5, 6):
        assert refused(lambda cell, form=form: codes.municipality_code(cell, form), text)
    assert code_guess(text) is None
    assert codes_of([text, "012106", "012033", "012041"], Registry({})).five.get(text) is None
    assert refused(codes.prefecture_code, f"0{mark}1" if mark.strip() else "0 1")


@pytest.mark.parametrize(
    ("parse", "text"),
    [
        (dates.year, "20 24"),
        (dates.year, "20\n24"),
        (dates.fiscal_year, "令和1 2年度"),
        (dates.fiscal_year, "R1\n2"),
        (dates.date, "令和6年1\n2月1日"),
        (dates.date, "2024-1 2-03"),
        (dates.month, "令和6年1 1月"),
        (values.percent, "1 2%"),
        (values.percent, "26.\n9 8%"),
        (values.number, "⑫"),
        (values.number, "1⃣2⃣"),
        (values.number, "1.2.3"),
        (values.number, "1,23"),
        (values.number, "12,3456"),
        (values.number, "1,234,56"),
    ],
)
def test_no_year_date_or_share_is_put_together(parse: object, text: str) -> None:
    assert refused(parse, text)  # type: ignore[arg-type]


def test_spaces_that_part_no_digits_are_nothing() -> None:
    assert dates.date("令和５年 6 月１5 日").isoformat() == "2023-06-15"
    assert dates.fiscal_year("令和 6 年度") == 2024
    assert values.integer(" 1,234 ") == 1234
    assert values.integer("△ 5") == -5


def test_a_csv_keeps_the_place_where_a_mark_without_width_stood() -> None:
    out = io.StringIO()
    csv.writer(out).writerows([["a", "b"], ["12\u200b3", "10,\u200b000"], ["札\u200b幌", "5\u00ad人"]])
    grid = text_grid(out.getvalue(), separator_of(out.getvalue(), len, 2))
    assert [row.cells for row in grid.rows[1:]] == [["12 3", "10,000"], ["札幌", "5人"]]


@pytest.mark.parametrize(
    "text", ["12\n3", "12 3", "１２　３", "12、3", "12\u200b3", "⑫", "1²", "1,23", "12-3"]
)
def test_a_survey_s_cell_with_two_numbers_is_asked_about_in_plain_words(text: str) -> None:
    value, said = survey_value(text)
    assert value is None
    assert len(said) == 1
    if text not in ("⑫",):
        assert "一つの数" in said[0][0] or "数だけ" in said[0][0]
        assert "number" in said[0][1]


@pytest.mark.parametrize(
    ("text", "twice"),
    [
        *(
            (text, False)
            for text in ("9,8OO", "8,10O", "1O,000", "9,OOO", "10,000千円", "（1,234）", "約1,234.5")
        ),
        *((text, False) for text in ("1,234人", "２,O００", "3人程度", "1,234,567円", "〇", "OO")),
        *((text, True) for text in ("12\n3", "9 8OO", "1,23", "12,3456", "1,234,56", "1.2.3", "12、3")),
        *((text, True) for text in ("9,800 10,OOO", "1,000～2,000", "8OO・9OO", "9,800円（うち500円）")),
    ],
)
def test_two_numbers_are_said_only_of_cells_that_hold_two(text: str, twice: bool) -> None:
    """A comma in its place parts no numbers, nor does a letter that stands for a digit."""
    assert values.two_figures(text) is twice
    assert refused(values.number, text)
    _, said = survey_value(text)
    assert ["数が二つ" in ja for ja, _ in said] == [twice]
    assert ["two numbers" in en for _, en in said] == [twice]


@pytest.mark.parametrize("text", ["1٢", "٣", "1२人", "１٢", "0121٠6", "01210٢", "٠١٢١٠", "5", "²", "1②"])
def test_no_guess_proposes_what_stands_in_the_cell(text: str) -> None:
    """A person is asked to write something else; a digit of another alphabet looks like no other."""
    guesses: list[object] = [digit_guess(text), code_guess(text)]
    read_value(_CELL, text, lambda *_, guess=None, **__: guesses.append(guess))
    assert all(guess is None or re.fullmatch("[0-9,.△-]+", str(guess)) for guess in guesses), guesses
    told = Problem("error", "not_a_number", "数", "a number", value=text, guess=text)
    assert told.guess is None
    assert "did you mean" not in told.line(english=True)
