"""Number formats of a workbook: from the stored number to the text a person sees, where they differ."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from functools import lru_cache

_DIGITS = 15  # that a spreadsheet shows
_FIFTEEN = Context(prec=_DIGITS, rounding=ROUND_HALF_EVEN)
# formats known by number alone: days (27-36 and 50-58 are the Japanese ones), percent
BUILTIN = {
    **dict.fromkeys((14, 15, 22, 27, 28, 29, 31, 36, 50, 51, 52, 53, 54, 57, 58), "yyyy/m/d"),
    16: "m/d",
    17: "yyyy/m",
    **dict.fromkeys((30, 34, 35, 55, 56), "m/d"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 45, 46, 47), "h:mm"),
    9: "0%",
    10: "0.00%",
}
# letters that a format adds to the number, and those of them that make it read as another one
_LITERAL = re.compile(r'"[^"]*"|\\.')
_MAGNIFIES = re.compile("[0-9十百千万億兆]")
_UNQUOTED = re.compile("[十百千万億兆]")


@lru_cache(maxsize=4096)
def kind(code: str) -> str:
    """general, percent, scaled, hidden, zeros:N or a subset of `ymdt` for days and times."""
    if code.replace(" ", "") == ";;;":
        return "hidden"
    first = re.match(r'(?:"[^"]*"|\\.|[^;])*', code)
    printed = "".join(_LITERAL.findall(first.group() if first else ""))
    bare = re.sub(r'"[^"]*"|\\.|[_*].', "", code)
    bare = re.sub(r"\[(h+|m+|s+)\]", r"\1", bare, flags=re.IGNORECASE)  # hours beyond a day
    bare = re.sub(r"\[[^\]]*\]", "", bare).split(";")[0].strip()
    if not bare and printed:
        return "hidden"  # "－" stands for whatever the number is
    if bare.lower() in ("general", "g/標準", "@", ""):
        return "general"
    if "%" in bare:
        return "percent"
    if re.search(r"[0#?],+(?![0#?,])", bare):
        return "scaled"
    printed += "".join(_UNQUOTED.findall(bare))
    if re.search("[0#?]", bare) and _MAGNIFIES.search(unicodedata.normalize("NFKC", printed)):
        return "scaled"  # 5 under #,##0"000" reads 5,000, under 0"千人" five thousand
    if re.fullmatch("0{2,}", bare):
        return f"zeros:{len(bare)}"
    lower = re.sub(r"e[+-]|am/pm|a/p", "", bare.lower())
    time = bool(re.search("[hs]", lower))
    year, day = bool(re.search("[yegr]", lower)), "d" in lower
    months = re.sub(r"h+[^ymdgea]*m+|m+[^ymdgea]*s+", "", lower)  # minutes stand by hours or seconds
    month = "m" in months
    if year or day or month or time:
        return ("y" if year else "") + ("m" if month else "") + ("d" if day else "") + ("t" if time else "")
    return "general"


def number_text(stored: str, shown: str) -> str:
    """The text of a stored number under a format of this `kind`. Raises ValueError for no number."""
    if shown == "general" and stored.isascii() and stored.isdigit() and len(stored) <= _DIGITS:
        return str(int(stored))  # most cells of a national table
    try:
        value = _FIFTEEN.create_decimal(stored.strip())
    except InvalidOperation:
        raise ValueError(stored) from None
    if not value.is_finite() or abs(value) >= Decimal(10) ** 40:
        raise ValueError(stored)
    if shown == "percent":
        return _plain(value * 100) + "%"
    if shown.startswith("zeros:"):
        text = _plain(value)
        return text.zfill(int(shown[6:])) if text.isdigit() else text
    if shown in ("general", "scaled", "hidden"):
        return _plain(value)
    return _moment(value, shown)


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _moment(value: Decimal, shown: str) -> str:
    """Only what the format shows: 「4月1日」 has no year, however the number behind it goes on."""
    if value < 0 or value >= 2_958_466 or (value < 61 and shown != "t"):
        raise ValueError(str(value))  # before 1 March 1900 the count of days has a fault
    moment = dt.datetime(1899, 12, 30) + dt.timedelta(seconds=round(float(value) * 86_400))
    clock = "" if value == int(value) else f" {moment:%H:%M:%S}"
    date = shown.replace("t", "")
    if date == "ymd":
        return moment.date().isoformat() + clock
    if date == "ym":
        return f"{moment.year}年{moment.month}月"
    if date == "y":
        return f"{moment.year}年"
    if date == "md":
        return f"{moment.month}月{moment.day}日"
    if date:
        return f"{moment:%Y-%m-%d} ({date})"  # half a date: no reader takes it
    return f"{moment:%H:%M:%S}"
