"""Cases of typed workbooks: numbers, days and percents as cells, shown by their formats."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from tests.corpus.books import SHEET, Draw, Typed, book, every_number, numbers, part
from tests.corpus.case import RIGHT, Case
from tests.corpus.change import SIGNED, YEN
from tests.corpus.good import (
    AREAS,
    CENSUS,
    COUNT,
    GRANTS,
    HIRED,
    RATES,
    REGIONS,
    STAFF,
    good,
    names,
)

Change = Callable[[list[list[Any]]], Any]
PEOPLE = "人口（人）"


def sheet(
    group: str,
    title: str,
    name: str,
    change: Change,
    expect: str,
    row: int | None = None,
    column: str | None = None,
    draw: Draw | None = None,
    after: Callable[[bytes], bytes] = lambda data: data,
    to: str = ".xlsx",
    **options: Any,
) -> Case:
    """The good file as a workbook; `change` on its cells, `draw` on its sheet, `after` on its bytes."""

    def make() -> bytes:
        cells = every_number(good(name))
        change(cells)
        return after(book(cells, draw, **options))

    return Case(group, title, name, make, expect, row, column, to)


def keep(cells: list[list[Any]]) -> None:
    """Nothing is changed in the cells."""


def put(row: int, header: str, value: Any) -> Change:
    def change(cells: list[list[Any]]) -> None:
        cells[row - 1][cells[0].index(header)] = value

    return change


def titles(*lines: list[Any]) -> Change:
    def change(cells: list[list[Any]]) -> None:
        cells[:0] = lines

    return change


def over(cells_range: str, text: Any) -> Draw:
    return lambda workbook, page: page.merge_range(cells_range, text)


def two_rows(cells: list[list[Any]]) -> None:
    """地域ID | 市町村 | 日付, and under 日付: 加入日 | 脱退日."""
    cells[:1] = [["地域ID", "市町村", "日付", "", "見出し", "注記"], ["", "", "加入日", "脱退日", "", ""]]


def two_rows_merged(workbook: Any, page: Any) -> None:
    for place, text in (("A1:A2", "地域ID"), ("B1:B2", "市町村"), ("E1:E2", "見出し"), ("F1:F2", "注記")):
        page.merge_range(place, text)
    page.merge_range("C1:D1", "日付")


def hide_row(row: int) -> Draw:
    return lambda workbook, page: page.set_row(row - 1, None, None, {"hidden": True})


def hide_columns(columns: str) -> Draw:
    return lambda workbook, page: page.set_column(columns, None, None, {"hidden": True})


def condition(cells: str, **form: Any) -> Draw:
    """A condition that no cell meets today, and how it would show them."""

    def draw(workbook: Any, page: Any) -> None:
        rule = {"type": "cell", "criteria": ">", "value": 10**9, "format": workbook.add_format(form)}
        page.conditional_format(cells, rule)

    return draw


def newer_condition(text: str) -> str:
    """A rule that names another sheet is kept apart, with its format and its range within it."""
    rule = (
        '<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}" '
        'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:conditionalFormattings>'
        '<x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        '<x14:cfRule type="expression" priority="1" id="{00000000-000E-0000-0000-000001000000}">'
        "<xm:f>旧!$A$1=1</xm:f><x14:dxf><font><strike/></font></x14:dxf></x14:cfRule>"
        "<xm:sqref>D3 D5:D9</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext>"
        "</extLst>"
    )
    return text.replace("</worksheet>", rule + "</worksheet>")


def flat_row(row: int) -> Callable[[bytes], bytes]:
    return xml(lambda text: text.replace(f'<row r="{row}"', f'<row r="{row}" ht="0" customHeight="1"'))


def xml(change: Callable[[str], str], name: str = SHEET) -> Callable[[bytes], bytes]:
    return lambda data: part(data, name, change)


def no_result(data: bytes) -> bytes:
    """Formulas without saved results, as other programs write them."""
    return xml(lambda text: re.sub(r"(</f>)<v>[^<]*</v>", r"\1", text))(data)


def reading(text: str) -> str:
    """Readings (furigana) that Excel keeps with a word."""
    return text.replace(
        "<si><t>夕張市</t></si>",
        '<si><t>夕張市</t><rPh sb="0" eb="3"><t>ユウバリシ</t></rPh><phoneticPr fontId="1"/></si>',
    )


SERIAL = (dt.date(2021, 1, 7) - dt.date(1899, 12, 30)).days
TOTAL = Typed(170_700, formula="=SUM(D2:D33)")
STRUCK = Typed("夕張市", font=(("font_strikeout", True),))

TYPED = [
    *(sheet("workbook", "numbers as numbers", name, keep, RIGHT) for name in names()),
    *(
        Case("workbook", "numbers as text", name, lambda name=name: book(good(name)), RIGHT, to=".xlsx")  # type: ignore[misc]
        for name in (GRANTS, CENSUS, REGIONS, AREAS)
    ),
    Case(
        "codes",
        "typed as numbers",
        COUNT,
        lambda: book(numbers(good(COUNT), "municipality_code", "population")),
        RIGHT,
        to=".xlsx",
    ),
    Case(
        "codes",
        "typed as numbers",
        STAFF,
        lambda: book(numbers(good(STAFF), "prefecture_code", "year", "headcount")),
        RIGHT,
        to=".xlsx",
    ),
    sheet(
        "codes",
        "zeros by the number format",
        COUNT,
        put(3, "municipality_code", Typed(12025, "000000")),
        RIGHT,
    ),
    sheet("dates", "a day", REGIONS, put(4, SIGNED, Typed(dt.date(2021, 1, 7), "yyyy/m/d")), RIGHT),
    sheet(
        "dates",
        "a day in 和暦",
        REGIONS,
        put(4, SIGNED, Typed(dt.date(2021, 1, 7), '[$-411]ggge"年"m"月"d"日"')),
        RIGHT,
    ),
    sheet("dates", "a serial number", REGIONS, put(4, SIGNED, SERIAL), RIGHT),
    sheet(
        "dates",
        "shown without its year",
        REGIONS,
        put(4, SIGNED, Typed(dt.date(2021, 1, 7), 'm"月"d"日"')),
        "not_readable",
        4,
        SIGNED,
    ),
    sheet(
        "dates",
        "shown without its day",
        REGIONS,
        put(4, SIGNED, Typed(dt.date(2021, 1, 7), 'yyyy"年"m"月"')),
        "not_readable",
        4,
        SIGNED,
    ),
    sheet(
        "dates",
        "with a time",
        REGIONS,
        put(4, SIGNED, Typed(44203.5, "yyyy/m/d h:mm")),
        "not_readable",
        4,
        SIGNED,
    ),
    sheet(
        "dates",
        "counted from 1904",
        REGIONS,
        put(4, SIGNED, SERIAL - 1462),
        "date_1904",
        after=xml(lambda text: text.replace("<workbookPr", '<workbookPr date1904="1"'), "xl/workbook.xml"),
    ),
    sheet(
        "dates",
        "a count shown as a day",
        COUNT,
        put(3, "population", Typed(230498, "yyyy/m/d")),
        "not_readable",
        3,
        "population",
    ),
    sheet(
        "digits",
        "a percent cell under a header in percent",
        RATES,
        put(2, "値（％）", Typed(0.269, "0.0%")),
        RIGHT,
    ),
    sheet(
        "digits",
        "a percent cell under a count",
        HIRED,
        put(2, "人数（人）", Typed(0.01, "0%")),
        "not_readable",
        2,
        "人数（人）",
    ),
    sheet(
        "digits",
        "thousands hidden by the format",
        GRANTS,
        put(2, YEN, Typed(10_000_000, "#,##0,")),
        "scaled_by_format",
        2,
        YEN,
    ),
    sheet("digits", "thousands separated by the format", GRANTS, put(2, YEN, Typed(10_000, "#,##0")), RIGHT),
    sheet("digits", "accountants' format", GRANTS, put(2, YEN, Typed(10_000, "#,##0_);[Red](#,##0)")), RIGHT),
    sheet(
        "digits",
        "a negative in accountants' format",
        GRANTS,
        put(2, YEN, Typed(-10_000, "#,##0_);[Red](#,##0)")),
        "amount",
        2,
        YEN,
    ),
    sheet(
        "digits",
        "hidden by the format",
        GRANTS,
        put(2, YEN, Typed(10_000, ";;;")),
        "hidden_by_format",
        2,
        YEN,
    ),
    sheet("digits", "sixteen digits behind one", REGIONS, put(4, "面積（k㎡）", 4811.150000000001), RIGHT),
    sheet("digits", "a true value", HIRED, put(2, "人数（人）", True), "not_readable", 2, "人数（人）"),
]
