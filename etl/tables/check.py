"""Types, keys, ranges and references of the shaped tables; every failing row is a problem."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence, Set
from functools import cache
from typing import Any

import polars as pl

from etl.clean.guess import town_guess
from etl.near import near
from etl.problems import Problems
from etl.tables import TABLES, Table
from etl.tables.base import codes

_RULES = {
    "nullability": ("空欄にできません", "must not be empty"),
    "inner_nullability": ("並びの中に空のものは置けません", "must not hold an empty item in its list"),
    "nan": ("数でなければなりません（NaN は数ではありません）", "must be a number (NaN is none)"),
    "inf": ("有限の数でなければなりません", "must be a finite number"),
    "primary_key": ("同じキーの行が二つあります", "two rows have the same key"),
    "regex": ("書き方が決まりに合いません（{limit}）", "does not have the required form ({limit})"),
    "min": ("{limit} 以上でなければなりません", "must be at least {limit}"),
    "max": ("{limit} 以下でなければなりません", "must be at most {limit}"),
    "amount_missing_only_when_undecided": (
        "金額が空欄でよいのは「未定」だけです",
        "an amount may be missing only when it is 未定",
    ),
    "activities_where_done_or_planned": (
        "取組は「実施」「予定」の年度にだけ、必ず書きます",
        "activities stand where the state is 実施 or 予定, and only there",
    ),
    "certainty_of_its_kind": (
        "成果の区分は実現・見込み・未実現・背景、困難と工夫の区分は該当・なし・背景のどれかです",
        "an outcome is 実現, 見込み, 未実現 or 背景; a difficulty or remedy 該当, なし or 背景",
    ),
    "a_rule_gives_a_day": (
        "期限が「規則」なら、起算と年数・日数、または月日を書きます（「規則」でなければ書きません）",
        "a deadline by 規則 gives a day: what it is counted from and how many years or days, or a month "
        "and day; any other gives none",
    ),
    "a_period_has_a_start": (
        "期間ごとの手続きには、起算（協定締結日かビジョン策定日）と年数が要ります",
        "a step of each period needs the day it is counted from (協定締結日 or ビジョン策定日) and the years",
    ),
    "a_record_has_a_day": (
        "指定された期日か、済んだ日のどちらかが要ります",
        "a record needs the day it is due or the day it was done",
    ),
    "value_or_text": ("値か文字の値のどちらかが要ります", "a value or a value in words is needed"),
}


# these judge a cell that could be read; the other rules would repeat what was said of an unread one
_ONE_CELL = ("regex", "min", "max")


def check_tables(
    frames: Mapping[str, pl.DataFrame],
    incomplete: Set[str],
    problems: Problems,
    checked: Container[str] = frozenset(),
    tables: Sequence[Table] = TABLES,
) -> dict[str, pl.DataFrame]:
    """Validate every table; returns the rows that hold, so that later checks can still run.

    References to a table that is not complete are not judged: the fault is told where it lies. Nor are
    the tables `checked`, which held in the live build and are the same. `tables`: those to be checked.
    """
    tables = [table for table in tables if table.name not in checked]
    good: dict[str, pl.DataFrame] = dict(frames)
    # a row whose source_row names no sheet is met by its file and number alone
    seen = {(p.file, sheet, p.row) for p in problems for sheet in (p.sheet, None)}
    for table in tables:
        good[table.name] = _schema(table, frames[table.name], problems, seen)
    for table in tables:
        for column, (parent, key) in table.references.items():
            if parent in incomplete:
                continue
            _reference(table, column, frames[table.name], frames[parent][key], problems)
    return good


def place(source_row: str) -> tuple[str, str, int]:
    """'id/file.csv:12' → (source_id, 'data/sources/id/file.csv', 12); 'id/book.xlsx:交付額!12' likewise."""
    path, row = source_row.rsplit(":", 1)
    return path.split("/", 1)[0], f"data/sources/{path}", int(row.rpartition("!")[2])


def sheet_of(source_row: str) -> str | None:
    """'id/book.xlsx:交付額!12' → '交付額'; None where a file has one sheet or none."""
    return source_row.rsplit(":", 1)[1].rpartition("!")[0] or None


def _schema(
    table: Table, frame: pl.DataFrame, problems: Problems, reported: set[tuple[str, str | None, int | None]]
) -> pl.DataFrame:
    passed, failure = table.schema.filter(frame)
    held: pl.DataFrame = passed
    if table.own_keys:
        held = _one_of_each(table, held, problems, reported)
    if not failure.counts():
        return held.select(table.columns)
    details = failure.details()
    for rule in failure.counts():
        broken = details.filter(pl.col(rule) == "invalid")
        for row in broken.iter_rows(named=True):
            source_id, file, number = place(row["source_row"])
            sheet = sheet_of(row["source_row"])
            kind = rule.split("|")[-1]
            if (file, sheet, number) in reported and (
                kind not in ("primary_key", *_ONE_CELL) or (kind == "primary_key" and _no_key(table, row))
            ):
                continue  # a cell of the row could not be read: already said
            column = rule.split("|")[0] if "|" in rule else None
            expected, expected_en = words(table, column, kind)
            value = row[column] if column else _key(table, row)
            problems.report(
                kind,
                expected,
                expected_en,
                file=file,
                sheet=sheet,
                row=number,
                column=column or "+".join(table.keys),
                value=None if value is None else _cell(value),
                key=_key(table, row),
                source_id=source_id,
            )
    return held.select(table.columns)


def _one_of_each(
    table: Table, frame: pl.DataFrame, problems: Problems, reported: set[tuple[str, str | None, int | None]]
) -> pl.DataFrame:
    """Rows of one key are told, as a schema does of keys that are never empty."""
    twice = frame.select(table.keys).is_duplicated()
    for row in frame.filter(twice).iter_rows(named=True):
        source_id, file, number = place(row["source_row"])
        if (file, sheet_of(row["source_row"]), number) not in reported:
            problems.report(
                "primary_key",
                *_RULES["primary_key"],
                file=file,
                sheet=sheet_of(row["source_row"]),
                row=number,
                column="+".join(table.keys),
                value=_key(table, row),
                key=_key(table, row),
                source_id=source_id,
            )
    return frame.filter(~twice)


def words(table: Table, column: str | None, kind: str) -> tuple[str, str]:
    expected, expected_en = _RULES[kind]
    limit: Any = getattr(table.schema.columns()[column], kind, "") if column else ""
    if column and kind == "regex":
        ja, en = _form(str(limit), codes(table.schema.columns()[column]))
        return expected.format(limit=ja), expected_en.format(limit=en)
    return expected.format(limit=limit), expected_en.format(limit=limit)


def _cell(value: Any) -> str:
    """-15000000.0 as it was written: -15000000."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


_DIGITS = re.compile(r"\^\\d\{(\d+)\}\$")


def _form(pattern: str, allowed: Sequence[str]) -> tuple[str, str]:
    """A pattern in words, as far as a clerk may meet it."""
    if pattern == "^[a-z][a-z0-9_]*$":
        return (
            "英小文字で始め、英小文字・数字・_ だけで書きます",
            "begins with a small Latin letter; small Latin letters, digits and _ alone",
        )
    if found := _DIGITS.fullmatch(pattern):
        return f"{found[1]}桁の数字", f"{found[1]} digits"
    if allowed:
        return f"{'・'.join(allowed)} のどれか", f"one of {', '.join(allowed)}"
    return pattern, pattern


def _no_key(table: Table, row: Mapping[str, Any]) -> bool:
    return any(row[k] is None for k in table.keys)


def _key(table: Table, row: Mapping[str, Any]) -> str:
    return " ".join(f"{k}={row[k]}" for k in table.keys if k not in table.own_keys or row[k] is not None)


ONE_BY_ONE = 20  # rows of one file whose value is not there; more of them have one cause


def nearest(key: str, value: str, choices: list[str]) -> str | None:
    """What was meant by a value that `choices` lack. Codes are not words: the nearest one is another town."""
    return town_guess(value, choices) if key == "municipality_code" else near(value, choices)


def many_lost(key: str, rows: int, values: pl.Series) -> tuple[str, str]:
    """Said once of many `rows` of a file, whose values `key` lacks."""
    shown = "、".join(str(value) for value in values.head(5))
    ja = f"{rows:,} 行の値が {key} にありません（{shown} …）"
    en = f"the values of {rows:,} rows are not in {key} ({shown} …)"
    if key == "municipality_code":
        ja += '。市区町村の行だけを使うなら only = "municipalities" と書きます'
        en += '; to use the rows of municipalities alone write only = "municipalities"'
    return ja, en


def _reference(table: Table, column: str, frame: pl.DataFrame, parent: pl.Series, problems: Problems) -> None:
    known = parent.drop_nulls().unique().sort()
    choices = known.to_list()
    # a missing code list loses thousands of rows of the same few codes
    guess = cache(lambda value: nearest(parent.name, value, choices))
    lost = frame.filter(pl.col(column).is_not_null() & ~pl.col(column).is_in(known.implode()))
    if not lost.height:
        return
    # a row of a wide file has become several
    lost = lost.unique(["source_row", column], keep="first", maintain_order=True)
    whole = lost.with_columns(pl.col("source_row").str.replace(r":[^:]*$", "").alias("_file"))
    for _, rows in whole.group_by("_file", maintain_order=True):
        many = rows.height > ONE_BY_ONE
        for row in rows.head(1 if many else rows.height).iter_rows(named=True):
            source_id, file, number = place(row["source_row"])
            ja, en = f"{parent.name} にこの値はありません", f"no such value in {parent.name}"
            if many:
                ja, en = many_lost(parent.name, rows.height, rows[column].unique(maintain_order=True))
            problems.report(
                "unknown_reference",
                ja,
                en,
                file=file,
                sheet=sheet_of(row["source_row"]),
                row=number,
                column=column,
                value=row[column],
                guess=None if many else guess(row[column]),
                source_id=source_id,
            )
