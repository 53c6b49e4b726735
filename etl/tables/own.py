"""A table of an office's own: from its description ([table.NAME]) to a Table of the mart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import dataframely as dy
import polars as pl

from etl.clean import codes
from etl.clean import values as clean_values
from etl.read.owntable import NUMBERS, REASON, OwnColumn, OwnTable
from etl.read.typed import ROW
from etl.tables.base import Done, Fact, Raws, Table, label, stack
from etl.tables.columns import Raw

_TRUE = ("はい", "有", "あり", "該当", "○", "◯", "〇", "true", "yes", "1")
_FALSE = ("いいえ", "無", "なし", "非該当", "×", "✕", "false", "no", "0")
_WORDS = dict.fromkeys(_TRUE, True) | dict.fromkeys(_FALSE, False)
_MOST = 10**15  # as etl.clean.values reads no longer figure
_YEARS = {"min": 1600, "max": 2200}
_KINDS: Mapping[str, tuple[type[dy.Column], dict[str, Any]]] = {
    "text": (dy.String, {}),
    "integer": (dy.Int64, {}),
    "decimal": (dy.Float64, {}),
    "boolean": (dy.Bool, {}),
    "date": (dy.Date, {}),
    "year": (dy.Int64, _YEARS),
    "fiscal_year": (dy.Int64, _YEARS),
    "municipality_code": (dy.String, {}),
    "prefecture_code": (dy.String, {}),
    "region_id": (dy.String, {}),
    "enum": (dy.String, {}),
}
_REFERENCES = {
    "municipality_code": ("municipality", "municipality_code"),
    "prefecture_code": ("municipality", "prefecture_code"),
    "region_id": ("region", "region_id"),
}
_YEAR_UNIT = {"year": "年", "fiscal_year": "年度"}


def table_of(described: OwnTable) -> Table:
    """The Table: its schema with types, keys and labels, and how a file's cells become its rows."""
    schema = _schema(described)
    name = described.qualified

    def shape(raws: Raws, done: Done) -> pl.DataFrame:
        return stack(raws.get(name, []), schema, lambda raw: _series(described, raw))

    references = {c.name: _REFERENCES[c.type] for c in described.columns if c.type in _REFERENCES}
    return Table(name, schema, shape, described.title, described.title_en, (name,), references)


def _schema(described: OwnTable) -> type[dy.Schema]:
    # under names of no schema's own method: a column may be called `filter`
    columns: dict[str, dy.Column] = {}
    for number, column in enumerate(described.columns):
        columns[f"column_{number}"] = _typed(described, column)
        if _may_be_absent(described, column):
            told = label(f"{column.label}が欠けた理由", f"Why there is no figure: {column.label_en}")
            columns[f"reason_{number}"] = dy.String(nullable=True, alias=column.name + REASON, metadata=told)
    return type(f"Own_{described.name}", (Fact,), columns)


def _typed(described: OwnTable, column: OwnColumn) -> dy.Column:
    kind, limits = _KINDS[column.type]
    unit = column.unit or _YEAR_UNIT.get(column.type)
    told = label(column.label, column.label_en, unit) | {
        "unit_en": column.unit_en,
        "note": column.note or _listed(column),
        "note_en": column.note_en,
    }
    key = column.name in described.key
    nullable = not key and (not column.required or _may_be_absent(described, column))
    return kind(primary_key=key, nullable=nullable, alias=column.name, metadata=told, **limits)


def _listed(column: OwnColumn) -> str | None:
    """The codes of a column stand in the dictionary."""
    return "、".join(f"{code}={word}" for word, code in column.codes.items()) or None


def _may_be_absent(described: OwnTable, column: OwnColumn) -> bool:
    return bool(described.absent) and column.type in NUMBERS and column.name not in described.key


def _series(described: OwnTable, raw: Raw) -> list[pl.Series]:
    found = [series for column in described.columns for series in read_column(described, column, raw)]
    shown = printed_columns(described)
    *place, printed, note = raw.place(shown[0] if len(shown) == 1 else None)
    if len(shown) > 1:
        cells = [raw.printed(name).alias(name) for name in shown]
        printed = pl.select(several([heading(raw, name) for name in shown], cells)).to_series()
    return [*found, *place, printed, note]


def read_column(described: OwnTable, column: OwnColumn, raw: Raw) -> list[pl.Series]:
    """The values of one column's cells, and beside figures that may be absent why there is none."""
    if _may_be_absent(described, column):
        return _or_reason(described, column, raw)
    return [_read(raw, column, column.required or column.name in described.key)]


def _or_reason(described: OwnTable, column: OwnColumn, raw: Raw) -> list[pl.Series]:
    """The figures, and beside them why there is none where a mark stands."""
    cells = raw.text(column.name, column.required)
    marks = {clean_values.narrow(mark).lower(): reason for mark, reason in described.absent.items()}
    of_cell = {cell: marks.get(clean_values.narrow(cell).lower()) for cell in cells.drop_nulls().unique()}
    reasons = cells.replace_strict(of_cell, default=None, return_dtype=pl.String)
    return [
        _read(raw.only(column.name, reasons.is_null()), column, required=False),
        reasons.alias(column.name + REASON),
    ]


def _read(raw: Raw, column: OwnColumn, required: bool) -> pl.Series:
    name = column.name
    readers: Mapping[str, Callable[[], pl.Series]] = {
        "text": lambda: raw.text(name, required),
        "integer": lambda: _scaled(raw, column, raw.integer(name, required)),
        "decimal": lambda: _scaled(raw, column, raw.decimal(name, required)),
        "boolean": lambda: _boolean(raw, name, required),
        "date": lambda: raw.date(name, required),
        "year": lambda: raw.year(name, required),
        "fiscal_year": lambda: raw.fiscal_year(name, required),
        "municipality_code": lambda: raw.code(name, required),
        "prefecture_code": lambda: _prefecture(raw, name, required),
        "region_id": lambda: raw.text(name, required),
        "enum": lambda: _coded(raw, column, required),
    }
    return readers[column.type]()


def _boolean(raw: Raw, name: str, required: bool) -> pl.Series:
    return raw.convert(
        name,
        lambda cell: _WORDS[clean_values.narrow(cell).lower()],
        pl.Boolean,
        "はい・いいえ、有・無、○・× のどれかで書きます",
        "must be はい or いいえ, 有 or 無, ○ or ×, true or false",
        required,
        rule="unknown_word",
    )


def _prefecture(raw: Raw, name: str, required: bool) -> pl.Series:
    return raw.convert(
        name,
        codes.prefecture_code,
        pl.String,
        "01 から 47 の都道府県コードで書きます",
        "must be a prefecture code from 01 to 47",
        required,
    )


def _coded(raw: Raw, column: OwnColumn, required: bool) -> pl.Series:
    words = {clean_values.narrow(word): code for word, code in column.codes.items()}
    return raw.choice(column.name, words, required)


def _scaled(raw: Raw, column: OwnColumn, figures: pl.Series) -> pl.Series:
    """Figures in the column's unit: of a header 金額（千円） in 円 a thousand times what is printed."""
    unit = clean_values.narrow(column.unit)
    printed = clean_values.caption_unit(raw.header(column.name)) if column.header else None
    if printed is None or printed == unit or not clean_values.is_unit(printed):
        return figures
    many, one = clean_values.factor(printed), clean_values.factor(unit)
    alike = clean_values.base(unit) == clean_values.base(printed)
    if many is None or one is None or many % one or not alike:
        raw.wrong(
            "unit_differs",
            column.name,
            raw.file.header_row,
            raw.header(column.name),
            f"見出しの単位は、source.toml の unit「{column.unit}」ではありません",
            f"the unit of the header is not the unit of source.toml ({column.unit})",
        )
        return figures
    times = many // one
    far = figures.is_not_null() & (figures.abs() > _MOST / times)
    for row, cell in raw.frame.filter(far).select(ROW, column.name).iter_rows():
        raw.wrong(
            "not_readable",
            column.name,
            row,
            cell,
            f"単位を{column.unit}にすると15桁を超えます",
            f"in {column.unit} it has more than 15 digits",
        )
    return figures * times


def printed_columns(described: OwnTable) -> list[str]:
    """The columns whose cells are what the document prints of a row: its figures."""
    return [c.name for c in described.columns if c.type in NUMBERS and c.name not in described.key]


def heading(raw: Raw, name: str) -> str:
    """What stands before a cell where a row prints several."""
    return " ".join(raw.header(name).split()) + " "


def several(headings: Sequence[str], cells: Sequence[pl.Series]) -> pl.Expr:
    """Of a row of several figures each cell behind its header; null where there is none."""
    each = [pl.lit(head) + cell for head, cell in zip(headings, cells, strict=True)]
    told = pl.concat_str(each, separator=" / ", ignore_nulls=True)
    return pl.when(told != "").then(told).alias("as_printed")
