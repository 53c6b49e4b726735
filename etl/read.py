"""CSV (UTF-8 with or without BOM, cp932) or XLSX → a frame of text cells that know their place.

Every cell stays text: a code such as 012106 keeps its zero until `clean` decides what it is.
Column `_row` counts as a spreadsheet does (the header is row 1 unless `header_row` says more).
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from pathlib import Path

import polars as pl

from etl.discover import Source
from etl.entries import SourceFile
from etl.problems import Problem, Problems

ROW = "_row"
# bytes that stand for nothing in Shift_JIS, but which the codec passes on
_NOT_CP932 = re.compile("[\x00\x80\uf8f0-\uf8f3]")
# #DIV/0!, #N/A and the like: a formula that failed is not an empty cell
_ERROR_CELL = "#ERROR!"
# fastexcel gives a day as a moment
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d) 00:00:00")


def decode(data: bytes) -> str:
    """UTF-8 (BOM or not), else cp932 as Japanese offices write it. Raises UnicodeDecodeError.

    A damaged UTF-8 file is not read as cp932: nearly every byte is some character there.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", errors="ignore")
        if data.startswith(codecs.BOM_UTF8) or any(char >= "\u3000" for char in before):
            raise
        text = data.decode("cp932")
        odd = _NOT_CP932.search(text)
        if odd:
            start = len(text[: odd.start()].encode("cp932"))
            raise UnicodeDecodeError("cp932", data, start, start + 1, "not a character") from None
        return text


def read(source: Source, file: SourceFile, problems: Problems) -> pl.DataFrame | None:
    """Text cells of one file, blank cells as null, rows without any cell dropped.

    Returns None and adds a problem when the file cannot be read as a table.
    """
    path = source.folder / file.path
    label = source.label(file.path)
    try:
        if path.suffix.lower() in (".xlsx", ".xlsm"):
            frame = _read_xlsx(path, file)
        else:
            frame = _read_csv(decode(path.read_bytes()), file.header_row)
    except UnicodeDecodeError as error:
        problems.add(
            Problem(
                "error",
                "encoding",
                "文字コードが UTF-8 でも cp932（Shift_JIS）でもありません",
                "neither UTF-8 nor cp932 (Shift_JIS)",
                file=label,
                value=repr(error.object[error.start : error.start + 8]),
                source_id=source.source_id,
            )
        )
        return None
    except _Ragged as ragged:
        problems.add(
            Problem(
                "error",
                "ragged_row",
                f"見出しは{ragged.wanted}列なのに{ragged.got}列あります（区切りや引用符を確認）",
                f"the header has {ragged.wanted} columns, this row {ragged.got} (check commas and quotes)",
                file=label,
                row=ragged.row,
                source_id=source.source_id,
            )
        )
        return None
    except _Unreadable as unreadable:
        problems.add(
            Problem(
                "error",
                "csv_syntax",
                f"CSV として読めません（引用符を確認。{unreadable.why}）",
                f"cannot be read as CSV (check quotes: {unreadable.why})",
                file=label,
                row=unreadable.row,
                source_id=source.source_id,
            )
        )
        return None
    except _NoTable as reason:
        problems.add(
            Problem(
                "error",
                "no_table",
                reason.ja,
                reason.en,
                file=label,
                sheet=file.sheet,
                source_id=source.source_id,
            )
        )
        return None
    for header in file.columns:
        if header in frame.columns:
            for row in frame.filter(pl.col(header) == _ERROR_CELL)[ROW]:
                problems.add(
                    Problem(
                        "error",
                        "error_cell",
                        "数式がエラーになっているセルです",
                        "a formula in this cell has failed",
                        file=label,
                        sheet=file.sheet,
                        row=row,
                        column=header,
                        source_id=source.source_id,
                    )
                )
    text = [c for c in frame.columns if c != ROW]
    blank = pl.all_horizontal(pl.col(c).is_null() for c in text)
    return frame.filter(~blank)


class _Ragged(Exception):
    def __init__(self, row: int, wanted: int, got: int) -> None:
        self.row, self.wanted, self.got = row, wanted, got


class _Unreadable(Exception):
    def __init__(self, row: int, why: str) -> None:
        self.row, self.why = row, why


class _NoTable(Exception):
    def __init__(self, ja: str, en: str) -> None:
        self.ja, self.en = ja, en


def _read_csv(text: str, header_row: int) -> pl.DataFrame:
    # The standard reader counts cells row by row; Polars would pad short rows without a word.
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records: list[list[str]] = []
    try:
        records.extend(reader)
    except csv.Error as error:
        raise _Unreadable(len(records) + 1, str(error)) from error
    return _frame(records, header_row)


def _read_xlsx(path: Path, file: SourceFile) -> pl.DataFrame:
    import fastexcel

    try:
        book = fastexcel.read_excel(str(path))
    except Exception as error:  # fastexcel raises its own family for damaged files
        raise _NoTable(
            f"Excel ファイルとして開けません（{error}）", f"cannot be opened as a workbook ({error})"
        ) from error
    if file.sheet is not None and file.sheet not in book.sheet_names:
        names = "、".join(book.sheet_names)
        raise _NoTable(f"シートがありません（あるのは {names}）", f"no such sheet (there are {names})")
    sheet = book.load_sheet(
        file.sheet if file.sheet is not None else 0,
        header_row=None,
        dtypes="string",
        skip_rows=0,
    )
    batch, broken = sheet.to_arrow_with_errors()
    rows = pl.DataFrame(pl.from_arrow(batch)).rows()
    records = [["" if cell is None else _MIDNIGHT.sub(r"\1", cell) for cell in row] for row in rows]
    for failed in broken.errors if broken else ():
        row, column = failed.offset_position
        records[row][column] = _ERROR_CELL
    return _frame(records, file.header_row)


def _frame(records: list[list[str]], header_row: int) -> pl.DataFrame:
    if len(records) < header_row:
        raise _NoTable("見出し行がありません", "there is no header row")
    header = [cell.strip() for cell in records[header_row - 1]]
    twice = {name for name in header if name and header.count(name) > 1}
    if twice:
        names = "、".join(sorted(twice))
        raise _NoTable(f"同じ見出しが二つあります（{names}）", f"a header stands twice ({names})")
    body = records[header_row:]
    for number, record in enumerate(body, start=header_row + 1):
        if record and len(record) != len(header):
            raise _Ragged(number, len(header), len(record))
    kept = [i for i, name in enumerate(header) if name]
    columns: dict[str, list[str | None]] = {
        header[i]: [(record[i].strip() or None) if record else None for record in body] for i in kept
    }
    frame = pl.DataFrame(columns, schema={header[i]: pl.String for i in kept})
    numbers = pl.Series(ROW, range(header_row + 1, header_row + 1 + len(body)), dtype=pl.Int64)
    return frame.with_columns(numbers)
