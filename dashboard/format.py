"""Values → what people read: 千円, 令和6年度（2024年度）, △1.2. No figure is computed here.

△ means minus and nothing else (ui.md, rule 9); English uses the minus sign. How fiscal years are
written is the reader's choice: it holds within `calendar(...)`, for everything formatted there.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any, Literal, get_args

from dashboard.text import Lang
from renkei.eras import era_of, short_year
from renkei.numberkinds import number_kind

# 和暦 or 西暦; None is what the language is used to: 和暦 in Japanese, 西暦 in English
Calendar = Literal["wareki", "western"]
CALENDARS: tuple[Calendar, ...] = get_args(Calendar)
_DIGITS = Context(prec=400)
_CALENDAR: ContextVar[Calendar | None] = ContextVar("calendar", default=None)
_AMOUNT = re.compile(r"(?<![\d,.])\d{4,}(?=千円| thousand yen)")
_DATE = re.compile("[12][0-9]{3}-[0-9]{2}-[0-9]{2}")
_FISCAL_YEARS = {
    "ja": re.compile("(?<![0-9（])([12][0-9]{3})年度"),
    "en": re.compile(r"\bFY([12][0-9]{3})\b(?! \()"),
}

_ONE = {
    "persons": "person",
    "projects": "project",
    "municipalities": "municipality",
    "fields": "field",
    "occupations": "occupation",
    "regions": "region",
    "years": "year",
}


def number(value: float, decimals: int, lang: Lang) -> str:
    """1234.5 → 1,234.5; minus as △ in Japanese. Halves round up (四捨五入): 56.25 → 56.3."""
    # a sum of 533.41 and others ends in …1499999999996 where it is …15: 15 digits are those that are meant,
    # and those that a spreadsheet has
    exact = float(f"{value:.15g}") if isinstance(value, float) else value
    # more digits than the library takes for granted: a whole number of the engine has up to 39
    rounded = Decimal(str(abs(exact))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _DIGITS)
    text = f"{rounded:,f}"
    negative = value < 0 and float(text.replace(",", "")) != 0
    return (("△" if lang == "ja" else "−") if negative else "") + text


def signed(value: float, decimals: int, lang: Lang) -> str:
    """A difference: +1.2 or △1.2; what rounds to nothing is ±0."""
    text = number(value, decimals, lang)
    if text.strip("0.") == "":
        return "±0"
    return text if value < 0 else f"+{text}"


@contextmanager
def calendar(chosen: Calendar | None) -> Iterator[None]:
    """Fiscal years formatted within are written in 和暦 or 西暦."""
    token = _CALENDAR.set(chosen)
    try:
        yield
    finally:
        _CALENDAR.reset(token)


def used_calendar(chosen: Calendar | None, lang: Lang) -> Calendar:
    """The reader's choice, else what the language is used to."""
    return chosen or ("wareki" if lang == "ja" else "western")


def fiscal_year(year: int, lang: Lang, short: bool = False) -> str:
    """2024 → 令和6年度（2024年度）, short R6; English FY2024 (R6), short R6. 2019 is 令和元年度.

    In the western calendar 2024年度 and FY2024, short 2024年度 and FY2024.
    """
    western = f"{year}年度" if lang == "ja" else f"FY{year}"
    if used_calendar(_CALENDAR.get(), lang) == "western":
        return western
    era = era_of(year)
    if era is None:
        return western
    if short:
        return short_year(year)
    if lang != "ja":
        return f"{western} ({short_year(year)})"
    return f"{era.name}{era.count(year)}年度（{western}）"


def when(end: int | str, lang: Lang) -> str:
    """What stands beside one end of a before-and-after: its fiscal year (R6), or its own word (現員)."""
    return end if isinstance(end, str) else fiscal_year(end, lang, short=True)


def tick(year: int, lang: Lang) -> str:
    """A fiscal year on an axis whose subtitle says that years are fiscal: R6, western 2024."""
    western = used_calendar(_CALENDAR.get(), lang) == "western"
    return str(year) if western else fiscal_year(year, lang, short=True)


def in_calendar(text: str, lang: Lang) -> str:
    """A sentence of the board's own: its fiscal years (2024年度, FY2024) as chosen, its dates by locale, its
    amounts with thousands apart."""
    text = _FISCAL_YEARS["ja" if lang == "ja" else "en"].sub(
        lambda found: fiscal_year(int(found[1]), lang), text
    )
    text = _AMOUNT.sub(lambda found: f"{int(found[0]):,}", text)
    return _DATE.sub(lambda found: date(dt.date.fromisoformat(found[0]), lang), text)


def date(value: dt.date, lang: Lang) -> str:
    """2024-03-25 → 2024年3月25日; 25 March 2024."""
    if lang == "ja":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {value:%B %Y}"


def counted_unit(value: Any, unit: str, lang: Lang) -> str:
    """The unit behind a value in a chart: 人, and in English one project, two projects.

    A unit that begins with a digit stands in brackets: 53.9 and 2020年＝100 would read 53.92020.
    """
    if unit[:1].isdigit():
        return f"（{unit}）" if lang == "ja" else f" ({unit})"
    if lang != "ja" and value == 1:
        unit = _ONE.get(unit, unit)
    return unit if lang == "ja" or unit == "%" else f" {unit}"


# how a year is written, by the name of its kind
_YEARS: dict[str, Callable[[Any, Lang], str]] = {
    "year": lambda value, lang: f"{value}年" if lang == "ja" else str(value),
    "fiscal_year": fiscal_year,
    "fiscal_year_short": lambda value, lang: fiscal_year(value, lang, short=True),
    "fiscal_year_tick": tick,
}


def show(value: Any, kind: str, lang: Lang, missing: str, places: int | None = None) -> str:
    """One cell as text; None becomes its word (未定, 対象外 …), never a dash or a zero.

    `places` is needed for kinds whose decimals their row names. Raises renkei.numberkinds.UnknownKind.
    """
    known = number_kind(kind)
    if value is None:
        return missing
    if known.form == "text":
        return str(value)
    if known.form == "sentence":
        return in_calendar(value, lang)
    if known.form == "date":
        return date(value, lang)
    if known.form == "year":
        return _YEARS[kind](value, lang)
    if known.form == "amount":
        return _amount(known.in_unit(value), lang, known.signed)
    if kind == "plain" and not isinstance(value, float):  # an exact decimal comes as text
        return number(value, 0, lang).replace(",", "") if isinstance(value, int) else str(value)
    shown = known.in_unit(value)
    decimals = known.places(value) if places is None else places
    return (signed if known.signed else number)(shown, decimals, lang)


def amount(value: int, lang: Lang) -> str:
    """Whole yen as an official writes them in a sentence: 127400000 → 1億2,740万円, ¥127.4 million."""
    return show(value, "amount", lang, "")


def amount_in_two(value: int, lang: Lang) -> tuple[str, str]:
    """(figure, unit) of an amount on its own: 1億2,740 and 万円, ¥127.4 and million."""
    text = amount(value, lang)
    if lang != "ja":
        figure, _, unit = text.partition(" ")
        return figure, unit
    figure = text.rstrip("兆億万千円")
    return figure, text.removeprefix(figure)


def _amount(thousands: float, lang: Lang, sign: bool) -> str:
    """An amount in 千円, to the whole 千円 that tables show."""
    whole = (signed if sign else number)(thousands, 0, lang)
    mark = whole.rstrip("0123456789,")
    rest = int(whole.removeprefix(mark).replace(",", ""))
    return mark + (_in_japanese(rest) if lang == "ja" else _in_english(rest))


def _in_japanese(thousands: int) -> str:
    text = ""
    for name, size in (("兆", 10**9), ("億", 10**5), ("万", 10), ("千", 1)):
        count, thousands = divmod(thousands, size)
        text += f"{count:,}{name}" if count else ""
    return f"{text or 0}円"


def _in_english(thousands: int) -> str:
    for name, size in (("billion", 10**6), ("million", 10**3)):
        if thousands >= size:
            whole, part = divmod(thousands, size)
            decimals = f"{Decimal(part) / size:f}"[1:] if part else ""
            return f"¥{whole:,}{decimals} {name}"
    return f"¥{thousands * 1000:,}"
