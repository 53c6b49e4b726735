"""What must hold of a view that has been made: labels, units, chart, grain, and its own checks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb

from etl.near import near
from etl.problems import Problem
from etl.sqlviews import charts
from etl.sqlviews.headerkeys import FILTERS
from etl.sqlviews.sqlfile import SqlFile
from renkei import sentences, sqltypes
from renkei.chartkeys import KEYS
from renkei.numberkinds import HEADER_KINDS

Types = dict[str, str]


def header_faults(file: SqlFile, types: Types) -> Iterator[Problem]:
    """The header against the columns of the result."""
    for column, kind in types.items():
        told = file.columns.get(column)
        if told is None or not told.label or not told.label_en:
            guess = near(column, [name for name in file.columns if name not in types])
            yield file.wrong(
                "sql_label",
                "列に label と label_en が要ります",
                "the column needs label and label_en",
                column,
                guess=guess,
                at=None if column in file.columns else file.marks.get("columns"),
            )
        elif sqltypes.form(kind) is None:
            ja, en = _mend(kind)
            yield file.wrong("sql_type", ja, en, column, kind)
        elif charts.is_a(kind, charts.NUMBER) and not told.unit:
            yield file.wrong("sql_unit", "数の列に unit が要ります", "a number needs a unit", column)
        elif told.kind and sqltypes.form(kind) not in HEADER_KINDS[told.kind]:
            yield file.wrong(
                "sql_kind",
                f"kind の {told.kind} はこの列の型（{kind}）に合いません",
                f"kind {told.kind} does not fit this column's type ({kind})",
                column,
                at=file.marks.get(f"columns.{column}.kind"),
            )
    for column in file.columns:
        if column not in types:
            yield file.wrong(
                "sql_label",
                "見出しにある列が結果にありません",
                "a column of the header is not in the result",
                column,
                guess=near(column, list(types)),
            )
    for column in file.header.grain:
        if column not in types:
            yield file.wrong(
                "sql_grain",
                "grain の列が結果にありません",
                "a grain column is not in the result",
                column,
                guess=near(column, list(types)),
                at=file.marks.get("grain"),
            )
    yield from _chart_faults(file, types)
    yield from _finding_faults(file, types)
    for name in file.header.filters:
        if FILTERS[name] not in types:
            yield file.wrong(
                "sql_filter",
                f"絞り込み {name} には列 {FILTERS[name]} が要ります",
                f"the filter {name} needs a column {FILTERS[name]}",
                "filters",
                name,
            )


def _chart_faults(file: SqlFile, types: Types) -> Iterator[Problem]:
    chart = file.header.chart
    known = charts.KINDS.get(chart.get("kind", "table"))
    for key, wanted in {**known.needs, **known.may}.items() if known else ():
        name = chart.get(key)
        if name is None:
            continue
        at = file.marks.get(f"chart.{key}")
        if name not in types:
            yield file.wrong(
                "sql_chart",
                "chart の列が結果にありません",
                "a column of the chart is not in the result",
                f"chart.{key}",
                str(name),
                near(str(name), list(types)),
                at,
            )
        elif not charts.is_a(types[name], wanted):
            ja, en = charts.KIND_WORDS[wanted]
            yield file.wrong(
                "sql_chart",
                f"{ja}の列が要ります（この列は {types[name]}）",
                f"must be {en} (this column is {types[name]})",
                f"chart.{key}",
                str(name),
                at=at,
            )


def _finding_faults(file: SqlFile, types: Types) -> Iterator[Problem]:
    """Each place of the header's own sentence is a column, and of numbers where it reckons with them."""
    for key in ("finding", "finding_en"):
        try:
            places = list(sentences.parts(getattr(file.header, key)))
        except ValueError:
            continue  # the header's own faults say it
        for part in places:
            name, at = part.column, file.marks.get(key)
            if name and name not in types:
                yield file.wrong(
                    "sql_finding",
                    "文の中の列が結果にありません",
                    "a column of the sentence is not in the result",
                    key,
                    f"{{{part.place}}}",
                    near(name, list(types)),
                    at,
                )
            elif part.take in sentences.OF_NUMBERS and not charts.is_a(types[name], charts.NUMBER):
                yield file.wrong(
                    "sql_finding",
                    f"{part.take} には数の列が要ります（この列は {types[name]}）",
                    f"{part.take} needs a column of numbers (this one is {types[name]})",
                    key,
                    f"{{{part.place}}}",
                    at=at,
                )
    if file.header.highlight and file.header.chart.get("kind") not in ("lines", "ranked_bar"):
        yield file.wrong(
            "sql_chart",
            "highlight は chart の kind が lines か ranked_bar のときに書けます",
            "highlight is for charts of kind lines and ranked_bar",
            "highlight",
            at=file.marks.get("highlight"),
        )


def _mend(sql_type: str) -> tuple[str, str]:
    """Of a type that cannot be shown: what to write in its place."""
    if sql_type == "INTERVAL":
        return (
            "期間の型はそのまま表示できません。date_diff('day', 始め, 終わり) などで数にし、unit を付けます",
            "an interval cannot be shown; make it a number, as date_diff('day', first, last), with a unit",
        )
    if sql_type == "BLOB":
        return "バイト列は表示できません。hex(列) か octet_length(列) にします", (
            "bytes cannot be shown; write hex(column) or octet_length(column)"
        )
    return (
        "この型は表示できません。列を取り出すか（列.項目）、unnest で行に分けるか、::varchar で文字にします",
        "this type cannot be shown; take a part of it (column.part), unnest it into rows, or write ::varchar",
    )


def row_faults(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> Iterator[Problem]:
    """Grain, then the header's checks, asked of the view's rows. Raises duckdb.Error where they cannot be."""
    yield from _grain(connection, file)
    yield from _chart_nulls(connection, file)
    yield from _chart_keys(connection, file)
    yield from _sources(connection, file)
    for number, check in enumerate(file.header.checks):
        kind, told = next(iter(check.items()))
        at = file.marks.get(f"checks[{number}]")
        names = told if isinstance(told, list) else list(told)
        unknown = [name for name in names if name not in file.columns]
        if unknown:
            yield file.wrong(
                "sql_check",
                "検査の列が結果にありません",
                "a column of the check is not in the result",
                f"checks.{kind}",
                str(unknown[0]),
                near(str(unknown[0]), list(file.columns)),
                at,
            )
            continue
        yield from _check(connection, file, kind, told, at)


def _grain(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> Iterator[Problem]:
    keys = ", ".join(f'"{column}"' for column in file.header.grain)
    empty = " or ".join(f'"{column}" is null' for column in file.header.grain)
    # groups that stand twice, and those with a null in the key
    wrong = connection.execute(
        f"select ({empty}) as empty, count(*) as n, {keys} "
        f"from {file.qualified} group by {keys} having count(*) > 1 or {empty}"
    ).fetchall()
    double = [row[2:] for row in wrong if row[1] > 1]
    null = sum(row[1] for row in wrong if row[0])
    at = file.marks.get("grain")
    if double:
        ja, en = "grain の組が重なっています", "the grain is not unique"
        yield file.wrong("sql_grain", ja, en, keys, str(double[0]), at=at)
    if null:
        ja, en = f"grain に空の行が {null} 行あります", f"the grain is null in {null} rows"
        yield file.wrong("sql_grain", ja, en, keys, at=at)


def _chart_nulls(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> Iterator[Problem]:
    """A row without a place in the chart: no year, no series, no row or column of the grid."""
    chart = file.header.chart
    for key in KEYS.get(chart.get("kind", ""), ()):
        name = chart.get(key)
        if name is None:
            continue
        (rows,) = connection.execute(
            f'select count(*) from {file.qualified} where "{name}" is null'
        ).fetchone() or (0,)
        if rows:
            yield file.wrong(
                "sql_chart",
                f"図の {key} が空の行が {rows} 行あります。where {name} is not null で除きます",
                f"{key} of the chart is null in {rows} rows: leave them out by where {name} is not null",
                f"chart.{key}",
                str(name),
                at=file.marks.get(f"chart.{key}"),
            )


def _sources(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> Iterator[Problem]:
    """The header's sources are those of the mart."""
    named = file.header.sources
    known = [row[0] for row in connection.execute("select source_id from source").fetchall()] if named else []
    for name in named:
        if name not in known:
            yield file.wrong(
                "sql_source",
                "この名前の出典はありません",
                "there is no source of this name",
                "sources",
                str(name),
                near(str(name), known),
                file.marks.get("sources"),
            )


def _chart_keys(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> Iterator[Problem]:
    """Two rows for one mark of the chart would be drawn over each other; in English its names may meet."""
    chart = file.header.chart
    names = [str(chart[key]) for key in KEYS.get(chart.get("kind", ""), ()) if key in chart]
    english = [f"{name}_en" if f"{name}_en" in file.columns else name for name in names]
    for keys in dict.fromkeys((tuple(names), tuple(english))) if names else ():
        quoted = ", ".join(f'"{name}"' for name in keys)
        double = connection.execute(
            f"select count(*), {quoted} from {file.qualified} group by {quoted} having count(*) > 1 "
            f"order by {quoted} limit 1"
        ).fetchone()
        if double:
            rows, *values = double
            place = ", ".join(f"{name}={value}" for name, value in zip(keys, values, strict=True))
            yield file.wrong(
                "sql_chart",
                f"図の一つの場所に {rows} 行あります。group by で1行にするか、条件か chart の列で分けます",
                f"{rows} rows for one place of the chart: make them one with group by, or tell them apart "
                "by a condition or another column of chart",
                " × ".join(keys),
                place,
                at=file.marks.get("chart"),
            )
            return


def _check(
    connection: duckdb.DuckDBPyConnection, file: SqlFile, kind: str, targets: Any, at: int | None
) -> Iterator[Problem]:
    """One entry of `checks`: each line of SQL returns what breaks it, as one value."""
    view = file.qualified
    asked: list[tuple[str, str, list[Any]]] = []
    if kind == "unique":
        keys = ", ".join(f'"{name}"' for name in targets)
        asked = [(keys, f"select ({keys})::varchar from {view} group by {keys} having count(*) > 1", [])]
    elif kind == "not_null":
        asked = [
            (n, f'select count(*)::varchar from {view} where "{n}" is null having count(*) > 0', [])
            for n in targets
        ]
    elif kind == "accepted":
        for name, values in targets.items():
            marks = ", ".join("?" for _ in values)
            sql = f'select distinct "{name}"::varchar from {view} where "{name}"::varchar not in ({marks})'
            asked.append((name, sql, [str(value) for value in values]))
    elif kind == "range":
        for name, (least, most) in targets.items():
            sql = f'select "{name}"::varchar from {view} where "{name}" < ? or "{name}" > ?'
            asked.append((name, sql, [-1e308 if least is None else least, 1e308 if most is None else most]))
    elif kind == "relationship":
        for name, target in targets.items():
            table, column = _target(target)
            sql = (
                f'select distinct "{name}"::varchar from {view} where "{name}" is not null '
                f'and "{name}" not in (select {column} from {table} where {column} is not null)'
            )
            asked.append((name, sql, []))
    else:
        for name, target in targets.items():
            table, column = _target(target)
            sql = (
                f"select mine || ' / ' || theirs from (select (select sum(\"{name}\") from {view}) as mine, "
                f"(select sum({column}) from {table}) as theirs) where mine is distinct from theirs "
                "and (mine is null or theirs is null or abs(mine - theirs) > 1e-9 * abs(theirs))"
            )
            asked.append((name, sql, []))
    for name, sql, values in asked:
        broken = connection.execute(sql, values).fetchmany(1)
        if broken:
            yield file.wrong(
                "sql_check",
                f"見出しの検査 {kind} に合わない値があります",
                f"a value breaks the check {kind} of the header",
                name,
                str(broken[0][0]),
                at=at,
            )


def _target(text: str) -> tuple[str, str]:
    """kpi.view.column or table.column, quoted."""
    *table, column = text.split(".")
    return ".".join(f'"{part}"' for part in table), f'"{column}"'
