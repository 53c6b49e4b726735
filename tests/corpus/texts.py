"""Cases that change a text file as a whole: encodings, separators, line ends, headers, cuts, other kinds."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable

from tests.corpus.case import HELD, RIGHT, Case
from tests.corpus.change import CODE, YEN, above, both, case, put, rename
from tests.corpus.good import (
    AREAS,
    CENSUS,
    CODES,
    COUNT,
    GRANTS,
    HIRED,
    MEMBERS,
    PROJECTION,
    REGIONS,
    STAFF,
    Cells,
    as_csv,
    good,
)

Bytes = Callable[[bytes], bytes]


def file(
    group: str,
    title: str,
    name: str,
    change: Bytes,
    expect: str,
    row: int | None = None,
    column: str | None = None,
    to: str = "",
) -> Case:
    """`change` works on the bytes of the good file."""
    return Case(
        group, title, name, lambda: change(as_csv(good(name)).encode("utf-8")), expect, row, column, to
    )


def coded(encoding: str, start: bytes = b"") -> Bytes:
    return lambda data: start + data.decode("utf-8").encode(encoding)


def written(separator: str = ",", end: str = "\n", quote: int = csv.QUOTE_MINIMAL) -> Bytes:
    def change(data: bytes) -> bytes:
        rows = [list(row) for row in csv.reader(data.decode("utf-8").splitlines())]
        return as_csv(rows, separator, end, quote).encode("utf-8")

    return change


def swap(old: str, new: str | bytes) -> Bytes:
    told = new if isinstance(new, bytes) else new.encode("utf-8")
    return lambda data: data.replace(old.encode("utf-8"), told, 1)


def mixed_ends(data: bytes) -> bytes:
    lines = data.split(b"\n")
    ends = [b"\r\n", b"\n", b"\r"]
    return b"".join(line + ends[i % 3] for i, line in enumerate(lines[:-1]))


ENCODING = [
    *(file("encoding", "BOM", name, coded("utf-8-sig"), RIGHT) for name in (GRANTS, CODES, STAFF)),
    *(file("encoding", "cp932", name, coded("cp932"), RIGHT) for name in (HIRED, CODES, COUNT)),
    *(file("encoding", "UTF-16 with BOM", name, coded("utf-16"), RIGHT) for name in (GRANTS, REGIONS)),
    file("encoding", "UTF-16 big end first", MEMBERS, coded("utf-16-be", b"\xfe\xff"), RIGHT),
    file("encoding", "ISO-2022-JP", CODES, coded("iso2022_jp"), RIGHT),
    file("encoding", "UTF-16 without BOM", GRANTS, coded("utf-16-le"), "encoding"),
    file("encoding", "UTF-16 cut within a letter", GRANTS, lambda d: coded("utf-16")(d)[:-1], "encoding"),
    file("encoding", "EUC-JP", CODES, coded("euc_jp"), "encoding"),
    file(
        "encoding",
        "one cell of another encoding",
        GRANTS,
        swap("南空知", b"\x93\xec\x8b\xf3\x92m"),
        "encoding",
    ),
    file(
        "encoding",
        "read as Latin letters and saved",
        GRANTS,
        lambda d: d.decode("latin-1").encode("utf-8"),
        "missing_column",
        1,
        YEN,
    ),
    file(
        "encoding", "a lost letter", MEMBERS, swap("夕張市", "夕\ufffd市"), "control_character", 3, "市町村"
    ),
    file("encoding", "a NUL byte", COUNT, swap("012025,", "012025\x00,"), "control_character", 3, CODE),
    file("encoding", "a bell", GRANTS, swap("交付額,600", "交付額\x07,600"), "control_character", 3, "区分"),
    *(file("lines", "CRLF", name, written(end="\r\n"), RIGHT) for name in (GRANTS, AREAS)),
    file("lines", "CR", GRANTS, written(end="\r"), RIGHT),
    file("lines", "CRLF, LF and CR mixed", COUNT, mixed_ends, RIGHT),
    case("lines", "line ends within a cell", GRANTS, put(2, "見出し", "南空知圏域\n実施事業"), RIGHT),
    *(file("separators", "tabs", name, written("\t"), RIGHT) for name in (GRANTS, REGIONS, COUNT)),
    *(file("separators", "semicolons", name, written(";"), RIGHT) for name in (GRANTS, AREAS)),
    file(
        "separators", "a line that names the separator", GRANTS, lambda d: b"sep=;\n" + written(";")(d), RIGHT
    ),
    file("separators", "every cell in quotes", MEMBERS, written(quote=csv.QUOTE_ALL), RIGHT),
    file("separators", "trailing commas", COUNT, lambda d: d.replace(b"\n", b",,\n"), RIGHT),
    file("separators", "thousands without quotes", GRANTS, swap('"10,000"', "10,000"), "ragged_row", 2),
    file("separators", "a quote left open", GRANTS, swap('"10,000"', '"10,000'), "csv_syntax", 2),
    file("separators", "a comma too few", COUNT, swap("012025,", "012025"), "ragged_row", 3),
    file("separators", "bars", COUNT, written("|"), "missing_column", 1, CODE),
]


def move(cells: Cells) -> None:
    """The header sorted in among the rows."""
    cells.append(cells.pop(0))


def turned(cells: Cells) -> None:
    for row in cells:
        row.reverse()


def wider(cells: Cells) -> None:
    """A blank column at the left, one nobody asked for, one twice."""
    for i, row in enumerate(cells):
        row[:] = ["", *row, "備忘" if i == 0 else "x", "備忘" if i == 0 else "y"]


def two_rows(cells: Cells) -> None:
    """地域 | ID over two rows, the words of each header cut in two."""
    cells[:1] = [[h[:2] for h in cells[0]], [h[2:] for h in cells[0]]]


HEADER = [
    case("header", "in row 3", GRANTS, above("交付額の一覧", "令和６年度"), RIGHT),
    case("header", "in row 5, blank rows between", CENSUS, above("国勢調査", "", "", "確定値"), RIGHT),
    case("header", "columns in another order", REGIONS, turned, RIGHT),
    case("header", "columns nobody asked for", COUNT, wider, RIGHT),
    case("header", "on two rows", GRANTS, two_rows, RIGHT),
    case(
        "header",
        "spaces and capitals",
        COUNT,
        both(rename("population", " Population "), rename(CODE, "MUNICIPALITY_CODE")),
        RIGHT,
    ),
    case("header", "line break and half-width brackets", REGIONS, rename("人口（人）", "人口\n(人)"), RIGHT),
    case(
        "header",
        "a letter wrong",
        GRANTS,
        rename("地域ID", "地域lD"),
        "missing_column",
        1,
        "地域ID",
        "地域lD",
    ),
    case("header", "a column gone", PROJECTION, rename("year", ""), "missing_column", 1, "year"),
    case("header", "a word twice", GRANTS, rename("注記", "年度"), "no_table", 1),
    case("header", "sorted among the rows", AREAS, move, "missing_column", 1, CODE),
    case(
        "header",
        "below rows of data",
        COUNT,
        lambda cells: cells.insert(0, ["012025", "230498"]),
        "row_above_header",
        1,
    ),
    case("header", "no header", STAFF, lambda cells: cells.__delitem__(0), "missing_column", 1, "headcount"),
]


def cut(end: str) -> Bytes:
    """The file ends right after the first `end`."""
    return lambda data: data[: data.index(end.encode("utf-8")) + len(end.encode("utf-8"))]


def long_line(data: bytes) -> bytes:
    return data + b"," * 1_000_000 + b"\n"


WHOLE = [
    file(
        "truncation", "within a number", CENSUS, lambda d: d.rstrip(b"\n")[:-2], "cut_off", 733, "population"
    ),
    file("truncation", "within a row", GRANTS, cut("nishimonbetsu,令和 5年度"), "ragged_row", 28),
    file("truncation", "within quotes", GRANTS, cut('令和 4年度,交付額,"8'), "csv_syntax", 4),
    file("truncation", "within a letter", GRANTS, lambda d: d[: d.index("日高".encode()) + 2], "encoding"),
    file("truncation", "between two rows", STAFF, lambda d: d[: d.rstrip(b"\n").rindex(b"\n") + 1], HELD),
    file("truncation", "an empty file", GRANTS, lambda d: b"", "no_table"),
    file("truncation", "one byte", COUNT, lambda d: b"\n", "no_table"),
    file("formulas", "injected", GRANTS, swap("南空知圏域｜", "=HYPERLINK(A1)"), "formula_text", 2, "見出し"),
    file(
        "formulas",
        "a command",
        MEMBERS,
        swap("南空知圏域と石狩", "=cmd|' /C calc'!A0"),
        "formula_text",
        2,
        "注記",
    ),
    file(
        "formulas",
        "a sum for a figure",
        COUNT,
        swap("012025,230498", "012025,=B2+1"),
        "formula_text",
        3,
        "population",
    ),
    file(
        "formulas",
        "a function after @",
        GRANTS,
        swap("南空知圏域｜", "@SUM(A1:A9)"),
        "formula_text",
        2,
        "見出し",
    ),
    file("formulas", "error text", AREAS, swap("677.86", "#REF!"), "error_cell", 3, "area_km2"),
    file(
        "formulas", "#### of a narrow column", COUNT, swap("230498", "######"), "error_cell", 3, "population"
    ),
    file(
        "huge",
        "a cell of 100,000 letters",
        GRANTS,
        swap("南空知圏域｜", "長" * 100_000),
        "long_cell",
        2,
        "見出し",
    ),
    file(
        "huge", "a cell of 2,000,000 letters", GRANTS, swap("南空知圏域｜", "長" * 2_000_000), "csv_syntax", 2
    ),
    file("huge", "a million columns", COUNT, long_line, "too_large", 246),
    file(
        "huge",
        "a million columns in the header",
        COUNT,
        lambda d: b"x," * 1_000_000 + b"\n" + d,
        "too_large",
        1,
    ),
    file("extension", "a PDF", GRANTS, lambda d: b"%PDF-1.7\n" + d, "not_a_table"),
    file(
        "extension",
        "a page saved as .csv",
        GRANTS,
        lambda d: b"<html><table><tr><td>1</td></tr></table>",
        "not_a_table",
    ),
    file("extension", "compressed", GRANTS, gzip.compress, "not_a_table"),
    file(
        "extension",
        "an old workbook",
        GRANTS,
        lambda d: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096),
        "old_workbook",
        to=".xls",
    ),
    file(
        "extension",
        "a password",
        GRANTS,
        lambda d: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096) + "EncryptedPackage".encode("utf-16-le"),
        "encrypted",
        to=".xlsx",
    ),
    file("extension", "a CSV named .txt", COUNT, lambda d: d, RIGHT, to=".txt"),
    file("extension", "a CSV named .xlsx", COUNT, lambda d: d, "no_table", to=".xlsx"),
]


TEXTS = [*ENCODING, *HEADER, *WHOLE]
