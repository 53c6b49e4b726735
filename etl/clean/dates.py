"""Years, fiscal years, months and days as Japanese official tables print them: text cell → date.

Every function raises ValueError for what cannot be read without doubt, as those of `values` do.
"""

from __future__ import annotations

import datetime as dt
import re

from etl.clean.values import figure
from renkei.eras import ERAS

_DAY = dt.timedelta(days=1)
_BY_NAME = {era.name: era for era in ERAS} | {era.letter: era for era in ERAS}
_NAMES, _LETTERS = "|".join(era.name for era in ERAS), "".join(era.letter for era in ERAS)
_ERA = rf"(?:({_NAMES})|([{_LETTERS}])\.?)(\d{{1,2}}|元)"


def _year(era: str | None, letter: str | None, number_text: str, begins: tuple[int, int] = (1, 1)) -> int:
    """The year of an era. Raises ValueError when no day of it, counted from `begins`, lies in the era."""
    its = _BY_NAME[era or letter or ""]
    count = 1 if number_text == "元" else int(number_text)
    year = its.first.year + count - 1
    if count < 1 or dt.date(year, *begins) > its.last or dt.date(year + 1, *begins) <= its.first:
        raise ValueError(number_text)
    return year


def _within(era: str | None, letter: str | None, start: dt.date, end: dt.date) -> None:
    """Raises ValueError when no day from `start` to `end` lies in the era: 平成31年5月, 昭和64年1月8日."""
    its = _BY_NAME[era or letter or ""]
    if start > its.last or end < its.first:
        raise ValueError(start)


def fiscal_year(text: str) -> int:
    """令和5年度, R5, R５年度, 2023年度, FY2023 → 2023: the year in which the fiscal year begins.

    Raises ValueError when the text names no fiscal year. 平成31年度 and 令和元年度 are both 2019;
    平成32年度 and 昭和64年度 never came.
    """
    cell = figure(text)
    match = re.fullmatch(_ERA + r"(?:年度?)?", cell)
    if match:
        era, letter, year = match.groups()
        return _year(era, letter, year, (4, 1))
    match = re.fullmatch(r"(?:FY)?((?:19|20)\d\d)(?:年度?)?", cell)
    if match:
        return int(match.group(1))
    raise ValueError(text)


def year(text: str) -> int:
    """2020, 2020年, 令和2年, R2 → 2020. Raises ValueError; 20 and 平成32年 name no year."""
    cell = figure(text)
    match = re.fullmatch(_ERA + "年?", cell)
    if match:
        era, letter, count = match.groups()
        return _year(era, letter, count)
    match = re.fullmatch(r"((?:1[89]|20|21)\d\d)(?:年|\.0)?", cell)
    if match:
        return int(match.group(1))
    raise ValueError(text)


def date(text: str) -> dt.date:
    """令和５年 6 月１5 日, R5.4.21, 2024-04-01, 2024/4/1 → date. Raises ValueError.

    A month without a day (平成31年3月) is not a date: see `month`. Nor is a day outside its era.
    """
    cell = figure(text).replace("/", "-").replace(".", "-")
    match = re.fullmatch(
        rf"(?:({_NAMES})|([{_LETTERS}])-?)(\d{{1,2}}|元)[年-](\d{{1,2}})[月-](\d{{1,2}})日?", cell
    )
    if match:
        era, letter, year, month_text, day = match.groups()
        found = dt.date(_year(era, letter, year), int(month_text), int(day))
        _within(era, letter, found, found)
        return found
    match = re.fullmatch(r"((?:1[89]|20)\d\d)[年-](\d{1,2})[月-](\d{1,2})日?", cell)
    if match:
        return dt.date(*(int(part) for part in match.groups()))
    if re.fullmatch(r"[34]\d{4}", cell):  # an Excel serial: 45017 is 2023-04-01
        return dt.date(1899, 12, 30) + dt.timedelta(days=int(cell))
    raise ValueError(text)


def month(text: str) -> tuple[dt.date, dt.date]:
    """平成31年3月, 令和６年１１月, R7.2 → first and last day of that month. Raises ValueError."""
    cell = figure(text).replace(".", "年").replace("/", "年")
    match = re.fullmatch(_ERA + r"年(\d{1,2})月?", cell)
    era = letter = None
    if match:
        era, letter, year_text, month_text = match.groups()
        year = _year(era, letter, year_text)
    else:
        western = re.fullmatch(r"((?:1[89]|20)\d\d)[年-](\d{1,2})月?", cell)
        if western is None:
            raise ValueError(text)
        year, month_text = int(western.group(1)), western.group(2)
    first = dt.date(year, int(month_text), 1)
    last = dt.date(year + int(month_text) // 12, int(month_text) % 12 + 1, 1) - _DAY
    if match:
        _within(era, letter, first, last)
    return first, last
