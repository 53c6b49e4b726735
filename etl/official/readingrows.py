"""The rows of one reading: what each is about, its figures, and which of them become rows of a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from etl.clean import values
from etl.official.areas import Codes, Kind, Registry, codes_of, kind_of, six
from etl.official.filelayout import Reading
from etl.official.grid import plain
from etl.problems import Reporter
from etl.read.typed import ROW
from etl.tables.correct import CORRECTED

_COUNT = 15  # digits of a figure that is read as it stands
# an official legend that says so makes its mark a zero; any other mark is no figure
_NIL = ("皆無", "ゼロ", "該当数字がない", "該当数値がない", "該当なし")


@dataclass(frozen=True)
class Row:
    """One printed row. `code` has five digits (two for a prefecture's staff), None where it has none."""

    number: int
    kind: Kind
    code: str | None
    name: str
    prefecture: str | None
    group: str
    figures: dict[str, Decimal | None]
    cells: dict[str, str | None]


def rows_of(frame: pl.DataFrame, reading: Reading, registry: Registry, report: Reporter) -> list[Row]:
    """Every row with its kind and figures; cells that cannot be read are told and become None."""
    codes = _codes(frame, reading, registry, report)
    rows = [_row(cells, reading, registry, codes, report) for cells in frame.iter_rows(named=True)]
    _names(rows, reading, registry, report)
    _twice(rows, reading, report)
    if reading.code is None:
        _order(rows, reading, report)
    return rows


def _codes(frame: pl.DataFrame, reading: Reading, registry: Registry, report: Reporter) -> Codes | None:
    if reading.code is None:
        return None
    try:
        codes = codes_of(frame[reading.code].drop_nulls(), registry)
    except ValueError as error:
        report(
            "code_length",
            "コードが5桁か、先頭の0が落ちた6桁か決まりません。6桁（先頭の0つき）で書きます",
            "five digits, or six without the leading zero? Write six digits with the zero",
            column=reading.code,
            value=str(error),
        )
        return Codes(6, {}, frozenset())
    for number, cell in (
        frame.filter(pl.col(reading.code).is_in(list(codes.wrong))).select(ROW, reading.code).iter_rows()
    ):
        report(
            "check_digit",
            "検査数字が合いません",
            "its check digit is wrong",
            number,
            reading.code,
            cell,
            guess=six(codes.five[cell]),
        )
    return codes


def _row(
    cells: dict[str, Any], reading: Reading, registry: Registry, codes: Codes | None, report: Reporter
) -> Row:
    printed = cells[reading.code] if reading.code else None
    code = codes.five.get(printed or "") if codes else None
    name = next((cells[c] for c in reading.name if cells[c]), "") or ""
    stated = cells[reading.prefecture] if reading.prefecture else None
    if plain(name) in ("", "-"):
        name = stated or name  # a prefecture's row: its municipality is blank
    of = registry.prefectures.get(plain(stated)) if stated else None
    kind = reading.kinds(cells)
    if reading.code is None and kind is None:
        code, kind = _by_name(name, reading, registry)
    kind = kind or kind_of(code, printed, name, registry)
    blank = all(cells[m.header] is None for m in reading.measures)
    if kind in ("uncoded", "unknown", "former") and code is None and blank and reading.measures:
        kind = "note"
    number = cells[ROW]
    figures = {}
    if kind != "note":
        figures = {
            m.header: _figure(cells[m.header], number, m.header, reading, report) for m in reading.measures
        }
    by = [reading.texts[column] for column in reading.by if column in reading.texts]
    group = " ".join(_text(cells, *how, number, lambda *_, **__: None) or "" for how in by)
    return Row(number, kind, code, name, of or (code[:2] if code else None), group, figures, cells)


def _by_name(name: str, reading: Reading, registry: Registry) -> tuple[str | None, Kind | None]:
    if reading.constants.get("area_level") == "prefecture":
        code = registry.prefectures.get(plain(name))
        return code, "prefecture" if code else "unknown"
    code = registry.named(name)
    return code, "municipality" if code else "unknown"


def _figure(cell: str | None, number: int, header: str, reading: Reading, report: Reporter) -> Decimal | None:
    """The cell's value; None for a mark of absence (a zero where the legend says so) and for a fault."""
    if cell is None:
        return None  # told in `long`, where it would have been a figure
    if cell.isascii() and cell.isdigit() and len(cell) <= _COUNT:
        return Decimal(cell)  # most cells of a national table
    try:
        read = values.number(cell)
    except ValueError:
        ja, en = "数で書きます", "must be a number"
        if values.two_figures(cell):
            ja, en = f"{ja}（数が二つあるように読めます）", f"{en} (reads as two numbers)"
        report("not_readable", ja, en, number, header, cell)
        return None
    if read.value is None:
        meaning = reading.legend.get(cell.strip(), "")
        return Decimal(0) if any(word in meaning for word in _NIL) else None
    value = decimal(read.value)
    if value < 0 and reading.table != "indicator_value":
        report("min", "負の値です", "a negative figure", number, header, cell)
    if reading.whole and value != value.to_integral_value():
        report("not_readable", "整数で書きます", "must be a whole number", number, header, cell)
        return None
    return value


def decimal(value: float) -> Decimal:
    """Whole numbers without a decimal, and as digits: 1500, not 1.5E+3."""
    exact = Decimal(str(value))
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact


def _text(
    cells: dict[str, Any], header: str, parse: Callable[[str], str], number: int, report: Callable[..., None]
) -> str | None:
    try:
        return parse(cells[header] or "") or None
    except ValueError:
        report(
            "not_readable",
            "この列の書き方で読めません",
            "does not have the form of this column",
            number,
            header,
            cells[header],
        )
        return None


def _names(rows: list[Row], reading: Reading, registry: Registry, report: Reporter) -> None:
    """A code beside the name of another municipality is an error; a name of its time is a notice."""
    if reading.table == "municipality" or not registry.names:
        return
    for row in rows:
        other = registry.named(row.name, row.prefecture) if row.kind in _DOUBTED else None
        if row.kind == "municipality" and row.code is not None:
            if registry.agrees(row.code, row.name):
                continue
            wrong, ja, en, guess = registry.differs(row.code, row.name, other)
            report(
                "code_name",
                ja,
                en,
                row.number,
                reading.name[0],
                row.name,
                guess=guess,
                severity="error" if wrong else "notice",
            )
        elif other is not None:
            report(
                "code_unknown",
                "この名前の市区町村のコードではありません",
                "not the code of the municipality of this name",
                row.number,
                reading.code or reading.name[0],
                row.cells[reading.code] if reading.code else row.name,
                guess=registry.shown(other),
            )
        elif row.kind == "unknown":
            report(
                "code_unknown",
                "今のコード表にない団体のため使いません（当時の町村や誤記）",
                "not in the code list of today, so not used (a town of its time, or a misprint)",
                row.number,
                reading.code or reading.name[0],
                f"{row.cells[reading.code] if reading.code else ''} {row.name}".strip(),
                severity="notice" if reading.code else "error",
            )


# a mistyped code may be that of a ward or a sum; two villages are called 泊村, one of them northern
_DOUBTED = ("municipality", "unknown", "uncoded", "ward", "section", "prefecture", "nation")


def _twice(rows: list[Row], reading: Reading, report: Reporter) -> None:
    """One municipality, two rows of figures: which of them counts cannot be told."""
    if reading.parts:
        return
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        if row.kind != figures_kind(reading) or row.code is None:
            continue
        first = seen.setdefault((row.code, row.group), row.number)
        if first != row.number:
            report(
                "primary_key",
                f"{first}行目と同じ団体です",
                f"the same area as row {first}",
                row.number,
                reading.code or reading.name[0],
                row.cells[reading.code] if reading.code else row.name,
            )


def _no_figure(row: Row, header: str, absent: Counter[str], report: Reporter) -> None:
    """A mark of absence says that there is none; a blank cell says nothing."""
    if row.cells[header] is None:
        report(
            "empty_cell",
            "空欄です（値がないなら「-」や「***」などの記号を書きます）",
            "blank (where there is no figure a mark such as - or *** is written)",
            row.number,
            header,
        )
    absent[row.name] += 1


def _order(rows: list[Row], reading: Reading, report: Reporter) -> None:
    """Where names alone say whose the figures are, two names in each other's place show by the order."""
    before = ""
    for row in rows:
        if row.kind != figures_kind(reading) or row.code is None:
            continue
        if row.code < before:
            report(
                "order_differs",
                "団体の並びが団体コードの順ではありません（名前の入れ違いを確かめます）",
                "not in the order of the codes (look for names in each other's place)",
                row.number,
                reading.name[0],
                row.name,
            )
        before = max(before, row.code)


def figures_kind(reading: Reading) -> Kind:
    return "prefecture" if reading.constants.get("area_level") == "prefecture" else "municipality"


def long(rows: list[Row], reading: Reading, report: Reporter) -> tuple[pl.DataFrame, Counter[str]]:
    """One row per municipality and measure under the mart's column names, as text, and what is missing."""
    records: list[tuple[Any, ...]] = []
    absent: Counter[str] = Counter()
    constants = list(reading.measures[0].constants) if reading.measures else []
    printed = [(m.header, tuple(m.constants[c] for c in constants)) for m in reading.measures]
    for row in rows:
        if row.kind != figures_kind(reading) or row.code is None:
            continue
        key = row.code if len(row.code) == 2 else six(row.code)
        stated = [_text(row.cells, *how, row.number, report) for how in reading.texts.values()]
        start = (row.number, row.cells.get(CORRECTED), key, *stated)
        if not printed:
            records.append(start)
        for header, fixed in printed:
            figure = row.figures[header]
            if figure is None:
                _no_figure(row, header, absent, report)
            else:
                records.append((*start, *fixed, str(figure)))
    columns = [ROW, CORRECTED, reading.key, *reading.texts, *constants]
    columns += [reading.value] if reading.value else []
    schema: dict[str, Any] = {c: pl.Int64 if c == ROW else pl.String for c in columns}
    return pl.DataFrame(records, schema=schema, orient="row"), absent
