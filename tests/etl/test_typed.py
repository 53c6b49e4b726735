"""What people write otherwise: names with counties and old letters, codes without zeros, number formats."""

from __future__ import annotations

import csv
from collections import Counter

import polars as pl
import pytest

from etl.clean import codes, dates, values
from etl.clean.glyphs import same_letters
from etl.clean.guess import code_guess, count_guess, digit_guess, former_codes, town_guess
from etl.clean.names import Municipalities, counties
from etl.read.header import stem
from etl.read.numberformat import kind, number_text
from etl.read.totals import is_total_word
from tests.conftest import ROOT
from tests.etl.helpers import refused
from tests.etl.official.making import towns as listed_towns


@pytest.fixture(scope="module")
def towns() -> Municipalities:
    path = ROOT / "data/sources/municipality_codes/municipalities.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    frame = pl.DataFrame(rows).with_columns(prefecture_code=pl.col("municipality_code").str.slice(0, 2))
    return Municipalities.of(frame)


@pytest.mark.parametrize(
    ("name", "prefecture", "code"),
    [
        ("雨竜郡沼田町", "01", "014389"),
        ("北海道 雨竜郡 沼田町", "01", "014389"),
        ("桧山郡上ノ国町", "01", "013625"),
        ("上の国町", "01", None),
        ("檜原村", "13", "133078"),
        ("桧原村", "13", "133078"),
        ("鹽竈市", "04", "042030"),
        ("塩竃市", "04", "042030"),
        ("塩釜市", "04", None),  # another letter, however often it is written
        ("龍ヶ崎市", "08", "082082"),
        ("龍ケ崎市", "08", "082082"),
        ("諌早市", "42", "422045"),
        ("空知郡沼田町", "01", None),
        ("国後郡泊村", "01", None),
        ("古宇郡泊村", "01", "014036"),
        ("新冠村", "01", None),
    ],
)
def test_a_name_is_found_where_it_can_be_only_one(
    towns: Municipalities, name: str, prefecture: str, code: str | None
) -> None:
    if code is None:
        with pytest.raises(KeyError):
            towns.code(name, prefecture)
    else:
        assert towns.code(name, prefecture) == code


def test_what_is_doubtful_has_a_proposal(towns: Municipalities) -> None:
    assert towns.guess("新冠村", "01") == "新冠町（016047）"
    assert towns.guess("空知郡沼田町", "01") == "雨竜郡沼田町（014389）"
    assert towns.guess("塩釜市", "04") == "塩竈市（042030）"
    assert towns.guess("札幌市中央区", "01") == "札幌市（011002）"


def test_no_two_names_of_a_prefecture_are_one_by_their_letters(towns: Municipalities) -> None:
    folded = Counter((prefecture, same_letters(name)) for prefecture, name in towns.codes)
    assert max(folded.values()) == 1


def test_every_county_is_of_a_listed_town_or_village(towns: Municipalities) -> None:
    listed = {code: name for (_, name), code in towns.codes.items()}
    assert {listed[code][-1] for code in counties()} == {"町", "村"}
    alone = [name for code, name in listed.items() if name[-1] in "町村" and code not in counties()]
    assert len(alone) == 9  # Tokyo's islands


def test_the_form_of_a_column_tells_what_one_code_cannot() -> None:
    assert codes.form(["12106", "12025", "12033", "12041"]) == 6  # 岩見沢市, 函館市, … without their zeros
    assert codes.form(["12106", "01202"]) == codes.form(["12106", "1202"]) == 5
    assert codes.form(["12106"]) is None
    assert codes.form(["12106", "12025", "12033", "12042"]) is None  # one does not fit: a typing error?
    assert codes.municipality_code("12106", 6) == "012106"
    assert codes.municipality_code("12106", 5) == "121061"
    assert refused(lambda cell: codes.municipality_code(cell, None), "12106")


@pytest.mark.parametrize(("text", "value"), [("2020", 2020), ("令和２年", 2020), ("R2", 2020), ("H27", 2015)])
def test_a_year_in_either_count(text: str, value: int) -> None:
    assert dates.year(text) == value


@pytest.mark.parametrize("text", ["20", "2", "平成32年", "昭和64年度", "2020-10-01", "令和"])
def test_what_is_no_year_is_refused(text: str) -> None:
    assert refused(dates.year, text)


@pytest.mark.parametrize("text", ["※12,345", "※1234", "*1 234", "1" * 16, "9" * 400])
def test_a_number_that_may_be_another_is_refused(text: str) -> None:
    assert refused(values.number, text)


@pytest.mark.parametrize("text", ["※600", "600※2", "600（注1）", "600(注)"])
def test_a_note_beside_a_number_is_told_from_it(text: str) -> None:
    assert values.number(text) == values.Number(600, footnote=True)


@pytest.mark.parametrize(
    ("cell", "unit", "guess"),
    [
        ("8,10O", None, "8,100"),
        ("600", None, None),
        ("12人", None, "12"),
        ("600千円", "千円", "600"),
        ("1百万円", "千円", "1,000"),
        ("244千人", "人", "244,000"),
        # nobody knows the unit of the column
        ("244千人", None, None),
        ("600千円", None, None),
        ("600千円", "人", None),
        # a note, a part, or less than nothing
        ("(1,234)", None, None),
        ("(5,000)", "千円", None),
        ("（5,000）", None, None),
    ],
)
def test_a_proposal_for_a_number(cell: str, unit: str | None, guess: str | None) -> None:
    assert digit_guess(cell, unit) == guess


@pytest.mark.parametrize(
    ("cell", "guess"),
    [("5名", "5"), ("3人程度", "3"), ("2千人", "2,000"), ("3千人程度", None), ("(3)", None)],
)
def test_a_proposal_for_a_count_of_persons(cell: str, guess: str | None) -> None:
    assert count_guess(cell) == guess


@pytest.mark.parametrize(
    ("cell", "guess"),
    [
        ("012107", "012106"),  # its check digit
        ("12025", "012025"),  # its zero: 12025 would be a prefecture's
        ("12106", "012106"),  # its zero: 12106 is a ward
        ("12203", None),  # 市川市 without check digit, or 012203 士別市 without zero
        ("990001", None),
        ("12", None),
    ],
)
def test_a_proposal_for_a_code(cell: str, guess: str | None) -> None:
    assert code_guess(cell) == guess


def test_a_code_of_a_town_that_is_no_more_leads_to_the_one_it_is_in() -> None:
    listed = {town.code for town in listed_towns()}
    assert town_guess("044237", listed) == "042161"  # 富谷町 → 富谷市
    assert town_guess("015628", listed - {"015628"}) is None  # 西興部村, were it no more: 235628 is 東栄町
    assert town_guess("044237", listed - {"042161"}) is None
    assert set(former_codes()) & listed == set()
    assert set(former_codes().values()) <= listed
    assert town_guess("泊村", listed) is None


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("General", "general"),
        ("#,##0_ ;[Red]\\-#,##0\\ ", "general"),
        ('#,##0"人"', "general"),
        ("0.00E+00", "general"),
        ("0.0%", "percent"),
        ("#,##0,", "scaled"),
        ('#,##0,,"百万円"', "scaled"),
        ('#,##0"000"', "scaled"),
        ("0千人", "scaled"),
        ('"－"', "hidden"),
        ("0\\0", "scaled"),
        ('#,##0"千人";△#,##0"千人"', "scaled"),
        ("#,##0_);[Red]\\(#,##0\\)", "general"),
        ('"R"0"年度"', "general"),
        ('0"人";;"0"', "general"),
        (";;;", "hidden"),
        ("000000", "zeros:6"),
        ("yyyy/m/d", "ymd"),
        ('[$-411]ggge"年"m"月"d"日"', "ymd"),
        ('m"月"d"日"', "md"),
        ("yyyy/m/d h:mm", "ymdt"),
        ("h:mm:ss", "t"),
        ("[h]:mm", "t"),
    ],
)
def test_a_number_format_is_what_it_shows(code: str, shown: str) -> None:
    assert kind(code) == shown


def test_a_stored_number_reads_as_it_is_shown() -> None:
    assert number_text("3562.5600000000004", "general") == "3562.56"
    assert number_text("1.5E7", "general") == "15000000"
    assert number_text("0.26900000000000002", "percent") == "26.9%"
    assert number_text("12106", "zeros:6") == "012106"
    assert number_text("44203", "ymd") == "2021-01-07"
    assert refused(
        lambda text: number_text(text, "ymd"), "59"
    )  # 1900 was no leap year, but Excel has its day


@pytest.mark.parametrize("word", ["合計", "小 計", "総　数", "石狩振興局計", "令和5年度計", "【合計】"])
def test_a_total_by_its_word(word: str) -> None:
    assert is_total_word(word)


@pytest.mark.parametrize("word", ["会計", "設計", "普通会計", "統計", "計画", "日高町", "全国町村会"])
def test_a_word_that_only_looks_like_a_total(word: str) -> None:
    assert not is_total_word(word)


def test_a_bracket_of_a_header_is_a_unit_only_when_it_is_one() -> None:
    assert stem("金額（千円）") == stem("金額 (百万円)") == stem("金額") == "金額"
    assert stem("地域名（漢字）") != stem("地域名")
