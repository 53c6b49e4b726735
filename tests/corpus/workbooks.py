"""Cases of workbooks as files: formulas, merged and hidden cells, macros, torn and bloated files."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

from tests.corpus.books import SHEET, Typed, part, with_part, zipped
from tests.corpus.case import RIGHT
from tests.corpus.change import YEN
from tests.corpus.good import (
    AREAS,
    CODES,
    COUNT,
    GRANTS,
    HIRED,
    MEMBERS,
    REGIONS,
    STAFF,
    good,
)
from tests.corpus.sheets import (
    STRUCK,
    TOTAL,
    condition,
    flat_row,
    hide_columns,
    hide_row,
    keep,
    newer_condition,
    no_result,
    over,
    put,
    reading,
    sheet,
    titles,
    two_rows,
    two_rows_merged,
    xml,
)

Change = Callable[[list[list[Any]]], Any]


FORMULAS = [
    sheet("formulas", "with its result", GRANTS, put(2, YEN, Typed(10_000, formula="=5000*2")), RIGHT),
    sheet("formulas", "a total with its result", GRANTS, lambda c: c.append(["合計", "", "", TOTAL]), RIGHT),
    sheet(
        "formulas",
        "results left to Excel",
        GRANTS,
        put(2, YEN, Typed(0, formula="=5000*2")),
        "formula_without_value",
        2,
        YEN,
        as_saved_by_excel=False,
    ),
    sheet(
        "formulas",
        "no result",
        GRANTS,
        put(2, YEN, Typed(0, formula="=5000*2")),
        "formula_without_value",
        2,
        YEN,
        after=no_result,
    ),
    *(
        sheet(
            "formulas",
            error,
            COUNT,
            put(3, "population", Typed(error, formula="=A1/0")),
            "error_cell",
            3,
            "population",
        )
        for error in ("#REF!", "#VALUE!", "#DIV/0!", "#N/A", "#NAME?")
    ),
]

SHAPES = [
    sheet(
        "merged",
        "ids over their rows",
        GRANTS,
        lambda c: [c[r].__setitem__(0, "") for r in range(1, 6)],
        RIGHT,
        draw=over("A2:A6", "minamisorachi"),
    ),
    sheet(
        "merged",
        "a heading over all columns",
        GRANTS,
        titles(["交付額の一覧"], []),
        RIGHT,
        draw=over("A1:F1", "交付額の一覧"),
    ),
    sheet("merged", "header on two rows", MEMBERS, two_rows, RIGHT, draw=two_rows_merged),
    sheet(
        "merged",
        "one figure over two years",
        GRANTS,
        put(4, YEN, ""),
        "merged_figure",
        3,
        YEN,
        draw=over("D3:D4", 600),
    ),
    sheet(
        "merged",
        "未定 over two years",
        GRANTS,
        put(4, YEN, ""),
        "merged_figure",
        3,
        YEN,
        draw=over("D3:D4", "未定"),
    ),
    sheet(
        "merged",
        "a figure with the column beside it",
        COUNT,
        put(3, "population", ""),
        "empty_cell",
        3,
        "population",
        draw=over("A3:B3", "012025"),
    ),
    sheet("merged", "a note below", COUNT, keep, RIGHT, draw=over("A248:B249", "※速報値である")),
    sheet("hidden", "a row with values", GRANTS, keep, "hidden_row", 5, "地域ID", draw=hide_row(5)),
    sheet("hidden", "the column of amounts", GRANTS, keep, "hidden_column", 1, YEN, draw=hide_columns("D:D")),
    sheet("hidden", "a row of no height", GRANTS, keep, "hidden_row", 5, "地域ID", after=flat_row(5)),
    sheet(
        "conditions",
        "may strike out",
        GRANTS,
        keep,
        "conditional_format",
        2,
        YEN,
        draw=condition("D2:D99", font_strikeout=True),
    ),
    sheet(
        "conditions",
        "in thousands",
        GRANTS,
        keep,
        "conditional_format",
        2,
        YEN,
        draw=condition("D2", num_format="0,"),
    ),
    sheet(
        "conditions",
        "by another sheet",
        GRANTS,
        keep,
        "conditional_format",
        3,
        YEN,
        after=xml(newer_condition),
    ),
    sheet("conditions", "a colour", GRANTS, keep, RIGHT, draw=condition("D2:D99", bg_color="#FFC7CE")),
    sheet("conditions", "beside it", GRANTS, keep, RIGHT, draw=condition("H2:H99", font_strikeout=True)),
    sheet("hidden", "the columns of ids", REGIONS, keep, RIGHT, draw=hide_columns("A:A")),
    sheet("hidden", "a blank row", COUNT, keep, RIGHT, draw=hide_row(400)),
    sheet(
        "sheets",
        "explanations first",
        GRANTS,
        keep,
        RIGHT,
        before=[("記入要領", [["黄色の欄に記入"]], False)],
    ),
    sheet("sheets", "an old copy, hidden", HIRED, keep, RIGHT, before=[("旧", good(HIRED)[:3], True)]),
    sheet(
        "sheets",
        "two of the same headers",
        GRANTS,
        keep,
        "sheet_unclear",
        before=[("旧", good(GRANTS)[:5], False)],
    ),
    sheet(
        "header",
        "in row 4 with a unit beside the title",
        COUNT,
        titles(["人口"], ["", "（単位：人）"], []),
        RIGHT,
    ),
    sheet("header", "blank column at the left", GRANTS, lambda c: [row.insert(0, "") for row in c], RIGHT),
    sheet("cells", "struck out", MEMBERS, put(3, "市町村", STRUCK), "struck_out", 3, "市町村"),
    sheet("cells", "words with readings", MEMBERS, keep, RIGHT, after=xml(reading, "xl/sharedStrings.xml")),
    sheet("cells", "a remark beside the table", GRANTS, lambda c: c[3].append("確認済"), RIGHT),
    sheet("cells", "a form feed", MEMBERS, put(3, "市町村", "夕\x0c張市"), "control_character", 3, "市町村"),
]


def bomb(data: bytes) -> bytes:
    """300 MB of nothing behind 300 kB."""
    return _swap(data, SHEET, b"<worksheet><sheetData>" + b" " * (300 << 20))


def long_cell(text: str) -> str:
    """A cell in row 3 that Excel itself could not hold."""
    at = text.index("</row>", text.index('<row r="3"'))
    return text[:at] + f'<c r="F3" t="inlineStr"><is><t>{"長" * 40_000}</t></is></c>' + text[at:]


def _swap(data: bytes, name: str, content: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, content if info.filename == name else old.read(info))
    return out.getvalue()


def far(data: bytes) -> bytes:
    """One cell at the far right of a thousand rows: sixteen million blanks between."""
    rows = "".join(f'<row r="{r}"><c r="XFD{r}"><v>1</v></c></row>' for r in range(300, 1300))
    return part(data, SHEET, lambda text: text.replace("</sheetData>", rows + "</sheetData>"))


ENTITIES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


def entities(text: str) -> str:
    return ENTITIES + text[text.index("?>") + 2 :]


def flip(seed: int) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        chance = random.Random(seed)
        at = chance.randrange(len(data))
        return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]

    return change


FILES = [
    sheet(
        "macros",
        "a macro in it",
        GRANTS,
        keep,
        RIGHT,
        to=".xlsm",
        after=lambda d: with_part(d, "xl/vbaProject.bin", bytes(2048)),
    ),
    sheet("extension", "a workbook named .csv", GRANTS, keep, RIGHT, to=".csv"),
    sheet("extension", "a workbook named .xls", COUNT, keep, RIGHT, to=".xls"),
    sheet("zip", "cut in the middle", GRANTS, keep, "no_table", after=lambda d: d[: len(d) // 2]),
    sheet("zip", "its end lost", COUNT, keep, "no_table", after=lambda d: d[:-30]),
    sheet("zip", "a part torn", CODES, keep, "no_table", after=lambda d: d[:2000] + bytes(400) + d[2400:]),
    sheet(
        "zip",
        "the sheet's XML torn",
        GRANTS,
        keep,
        "no_table",
        after=xml(lambda text: text[: len(text) // 2]),
    ),
    sheet(
        "zip",
        "a string that is not there",
        GRANTS,
        keep,
        "no_table",
        after=xml(lambda text: text.replace("<v>0</v>", "<v>99999</v>", 1)),
    ),
    sheet(
        "zip",
        "no workbook in it",
        GRANTS,
        keep,
        "no_table",
        after=lambda d: zipped(word__document_xml=b"<w/>"),
    ),
    sheet(
        "zip",
        "no sheet in it",
        GRANTS,
        keep,
        "no_table",
        after=xml(lambda text: re.sub("<sheet .*?/>", "", text), "xl/workbook.xml"),
    ),
    sheet("zip", "nothing in it", GRANTS, keep, "no_table", after=lambda d: b"PK\x05\x06" + bytes(18)),
    sheet("zip", "entities in its XML", GRANTS, keep, "no_table", after=xml(entities)),
    sheet("huge", "a bomb of 300 MB", GRANTS, keep, "too_large", after=bomb),
    sheet(
        "huge",
        "twenty thousand parts",
        GRANTS,
        keep,
        "too_large",
        after=lambda d: zipped(**{f"x{i}": b"" for i in range(20_000)}),
    ),
    sheet("huge", "cells at the far right", COUNT, keep, "too_large", 605, after=far),
    sheet("huge", "a cell of 40,000 letters", GRANTS, keep, "long_cell", 3, "見出し", after=xml(long_cell)),
    *(
        sheet("one bit", f"seed {seed}", name, keep, "any", after=flip(seed))
        for name in (AREAS, STAFF)
        for seed in range(6)
    ),
]

WORKBOOKS = [*FORMULAS, *SHAPES, *FILES]
