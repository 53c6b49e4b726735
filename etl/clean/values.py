"""What is peculiar to Japanese official tables: text cell → value.

Every function takes the text of one cell and raises ValueError when it cannot be read without
doubt; the message is never shown, the caller names the place and what was expected.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_MINUS = str.maketrans({"△": "-", "▲": "-", "−": "-", "－": "-", "‐": "-", "―": "-", "ー": "-"})
_MARK = {
    "-": "nil",
    "…": "unknown",
    "...": "unknown",
    "x": "suppressed",
    "X": "suppressed",
    "***": "no_figure",
    "未定": "undecided",
}
_UNIT = re.compile(r"[（(【]([^（）()【】]*)[）)】]\s*$")
_SCALE = {
    "千円": 1_000,
    "百万円": 1_000_000,
    "億円": 100_000_000,
    "万円": 10_000,
    "円": 1,
    "千人": 1_000,
    "人": 1,
    "千件": 1_000,
    "件": 1,
}


# units without a base unit to count in
_UNIT_WORDS = {"%", "km2", "ha", "m2", "団体", "市町村", "世帯", "歳", "年", "か所", "箇所", "校", "台"}


# a comma or a point that stands apart from its digits
_LOOSE = re.compile(r"\d\s*[,.，．]\s+\d|\d\s+[,.，．]\s*\d")
# letters typed for the digits they look like, of the same length: 9,8OO
LOOKALIKES = str.maketrans("OoIlBS〇", "0011850")
# one number as it is printed: thousands commas in their places, or digits; decimals
_ONE = re.compile(r"(?:[1-9]\d{0,2}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?")
_DIGITS_SHOWN = 15  # more would be rounded without a word


class Unread(ValueError):
    """A cell that cannot be read, for a reason that the reader of the cell knows best."""

    def __init__(self, ja: str, en: str) -> None:
        super().__init__(en)
        self.ja, self.en = ja, en


def narrow(text: str) -> str:
    """Digits and letters to half width, all white space out: 「令和５年 6 月１5 日」→「令和5年6月15日」."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def figure(text: str) -> str:
    """`narrow` for every cell whose digits count: a number, a code, a year, a date.

    Raises ValueError for ① and ², which would pass as digits, and where white space alone parts two
    digits: 「600 400」 may be two numbers, and neither is 600400.
    """
    if re.search(r"\d\s+\d", text.strip()):
        raise ValueError(text)
    for char in text:
        if (
            not char.isascii()
            and not "０" <= char <= "９"
            and re.search(r"\d", unicodedata.normalize("NFKC", char))
        ):
            raise ValueError(text)
    return narrow(text)


def two_figures(text: str) -> bool:
    """Whether a cell that is no number has numbers in two places: 12、3, 12 3, 1,23, 1.2.3.

    9,8OO and 10,000千円 are one each: a comma in its place parts no numbers, a letter may be a slip.
    """
    cell = unicodedata.normalize("NFKC", text)
    found = _ONE.finditer(cell.translate(LOOKALIKES))
    return sum(any(char.isdigit() for char in cell[slice(*one.span())]) for one in found) > 1


@dataclass(frozen=True)
class Number:
    """A printed number: its value, or the mark that stands in its place, and its flags."""

    value: float | None
    mark: str | None = None
    preliminary: bool = False
    revised: bool = False
    footnote: bool = False


def number(text: str) -> Number:
    """1,234 / １,７９５ / △12.5 / 1234p / … → value and flags, or the mark of absence.

    Marks follow the conventions of official statistics: - nil, … unknown, x suppressed,
    *** no figure, 未定 undecided. Raises ValueError for anything else.
    """
    if text.isascii() and text.isdigit() and len(text) <= _DIGITS_SHOWN:
        return Number(float(text))  # most cells of a national table
    if _LOOSE.search(text.strip()):
        raise ValueError(text)  # 「12 , 300」 may be two numbers
    cell = figure(text).translate(_MINUS)
    if cell in _MARK:
        return Number(None, _MARK[cell])
    match = re.fullmatch(
        r"([※*]*)(-?)([1-9]\d{0,2}(?:,\d{3})+|\d+)(\.\d+)?([pr]?)([※*]*|※\d{1,2}|\((?:注|※)\d{0,2}\))", cell
    )
    if match is None:
        raise ValueError(text)
    before, sign, whole, decimals, flag, after = match.groups()
    digits = whole.replace(",", "") + (decimals or ".")[1:]
    if len(digits.lstrip("0")) > _DIGITS_SHOWN:  # a third is 0.333333333333333
        raise ValueError(text)
    if before and _numbered(whole):
        raise ValueError(text)  # ※12,345 may be note 1 and 2,345
    value = float(whole.replace(",", "") + (decimals or ""))
    return Number(
        -value if sign else value,
        preliminary=flag == "p",
        revised=flag == "r",
        footnote=bool(before or after),
    )


def _numbered(whole: str) -> bool:
    """Whether digits after ※ may begin with the number of a note: 12,345 is ※1 2,345 or ※ 12,345."""
    return any(
        1 <= int(whole[:n]) <= 20 and re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*|0", whole[n:])
        for n in (1, 2)
        if whole[:n].isdigit()
    )


def integer(text: str) -> int:
    """A whole number, no mark of absence. Raises ValueError."""
    read = number(text)
    if read.value is None or read.value != int(read.value):
        raise ValueError(text)
    return int(read.value)


def decimal(text: str) -> float:
    """A number with or without decimals, no mark of absence. Raises ValueError."""
    read = number(text)
    if read.value is None:
        raise ValueError(text)
    return read.value


def percent(text: str) -> float:
    """26.9, 26.9% and 26.9％ → 26.9, under a header in percent. Raises ValueError."""
    plain = figure(text)
    return decimal(plain.removesuffix("%") if plain.count("%") == 1 else text)


def caption_unit(header: str) -> str | None:
    """金額（千円） → 千円; 金額（単位：千円） → 千円; 人口【人】 → 人; 地域名 → None."""
    match = _UNIT.search(header.strip())
    return narrow(match.group(1)).removeprefix("単位:") if match else None


def scale(unit: str) -> int:
    """How many base units (円, 人, 件) one printed unit is: 千円 → 1000. Raises KeyError for others."""
    return _SCALE[unit]


def base(unit: str) -> str:
    """千円 → 円, 百万円 → 円, km2 → km2: units of one base differ by a factor only."""
    return next((base for base in ("円", "人", "件") if unit in _SCALE and unit.endswith(base)), unit)


def factor(unit: str) -> int | None:
    """`scale`, or None for a unit that has no base unit."""
    return _SCALE.get(unit)


def is_unit(text: str) -> bool:
    """Whether a bracket of a header holds a unit: （千円）, not （漢字）."""
    return text in _SCALE or text in _UNIT_WORDS


def minus(text: str) -> str:
    """△ and ▲ and every dash that is typed for a minus, as a hyphen."""
    return text.translate(_MINUS)


def check_digit(five: str) -> str:
    """The sixth digit of a 全国地方公共団体コード: weights 6..2, (11 − s mod 11) mod 10."""
    total = sum(int(digit) * weight for digit, weight in zip(five, range(6, 1, -1), strict=True))
    return str((11 - total % 11) % 10)


def municipality_code(text: str) -> str:
    """A 6-digit code with a right check digit; codes without check digit or without zero are completed.

    01210 → 012106, 1210 → 012106. Raises ValueError when the check digit is wrong, and for five
    digits that may be read both ways: 12106 is 012106 without its zero and 12106 without check digit.
    """
    cell = figure(text)
    if not re.fullmatch(r"\d{4,6}", cell):
        raise ValueError(text)
    candidates = []
    six = cell.zfill(6)
    if len(cell) >= 5 and check_digit(six[:5]) == six[5]:
        candidates.append(six)
    if len(cell) <= 5:
        five = cell.zfill(5)
        candidates.append(five + check_digit(five))
    # 5 digits may be either form; only where one of them is a prefecture's code is it told apart
    candidates = [c for c in candidates if 1 <= int(c[:2]) <= 47]
    if len(set(candidates)) == 1:
        return candidates[0]
    raise ValueError(text)


_MULTIPLE = {"": 1, "百": 100, "千": 1_000, "万": 10_000, "百万": 1_000_000, "億": 100_000_000}


def approximate(text: str) -> float:
    """約12.7, ４百万超, 7割弱's 7, １,７９５ → the printed figure without its hedge.

    The hedge (約, 超, 弱, 強, 以上) stays in `as_printed`. Raises ValueError.
    """
    if _LOOSE.search(text.strip()):
        raise ValueError(text)
    cell = figure(text).removeprefix("約")
    match = re.fullmatch(r"(\d[\d,]*(?:\.\d+)?)(百万|百|千|万|億)?(?:超|弱|強|以上|以下|程度)?", cell)
    if match is None:
        raise ValueError(text)
    return decimal(match.group(1)) * _MULTIPLE[match.group(2) or ""]
