"""sql/checks: rows that break a rule. An error stops; a doubt stops until a person accepts it."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from etl.clean.values import narrow
from etl.problems import Problem, Problems
from etl.read.discover import Source
from etl.read.entries import Accepted
from etl.sqlviews import sqlerror
from etl.sqlviews.sqlfile import SqlFile
from etl.sqlviews.verdicts import Verdicts
from etl.sqlviews.viewtrial import Limits
from etl.tables.check import place, sheet_of

# What a check returns, one row per broken rule.
COLUMNS = ("source_row", "column_name", "value", "row_key", "expected", "expected_en")

Judged = tuple[Problem, Accepted, str]


def run_checks(
    connection: duckdb.DuckDBPyConnection,
    checks: Sequence[SqlFile],
    sources: Sequence[Source],
    problems: Problems,
    verdicts: Verdicts,
) -> tuple[list[Judged], dict[str, int]]:
    """Run every check; returns the accepted doubts and the number of rows each check found.

    One that found nothing in the live build, over the same rows, finds nothing now.
    """
    accepted: list[Judged] = []
    counts: dict[str, int] = {}
    connection.execute("set errors_as_json = true")
    for check in checks:
        mark = verdicts.mark(check, Limits())
        if verdicts.held(check, mark):
            verdicts.remember(check, mark)
            counts[check.name] = 0
            continue
        try:
            cursor = connection.execute(check.select)
            names = tuple(column[0] for column in cursor.description or ())
            rows = cursor.fetchall()
        except duckdb.Error as error:
            problems.add(sqlerror.problem(check, error, ""))
            continue
        if names != COLUMNS:
            problems.add(
                check.wrong(
                    "sql_columns",
                    "検査の列は次のとおりにします: " + ", ".join(COLUMNS),
                    "a check returns these columns: " + ", ".join(COLUMNS),
                )
            )
            continue
        counts[check.name] = len(rows)
        if not rows:
            verdicts.remember(check, mark)
        for source_row, column, value, key, expected, expected_en in rows:
            source_id, file, number = place(source_row)
            problem = Problem(
                check.header.severity or "error",  # no check is read without one
                check.name,
                expected,
                expected_en,
                file=file,
                sheet=sheet_of(source_row),
                row=number,
                column=column,
                value=None if value is None else str(value),
                key=key,
                source_id=source_id,
            )
            judged = _acceptance(problem, sources)
            if judged is None:
                problems.add(problem)
            else:
                accepted.append((problem, judged, source_row))
    connection.execute("set errors_as_json = false")
    return accepted, counts


def unused(sources: Sequence[Source], accepted: Sequence[Judged], problems: Problems) -> None:
    """An acceptance that meets no doubt any more is said, so that it does not lie in wait."""
    used = {id(entry) for _, entry, _ in accepted}
    for source in sources:
        for entry in source.accepted:
            if id(entry) not in used:
                problems.report(
                    "acceptance_unused",
                    "この [[accepted]] に当たる要確認値はもうありません（消してよい）",
                    "no doubt matches this [[accepted]] any more (it may be removed)",
                    severity="notice",
                    file=source.label("source.toml"),
                    value=f"{entry.rule} {entry.key}",
                    source_id=source.source_id,
                )


def _acceptance(problem: Problem, sources: Sequence[Source]) -> Accepted | None:
    if problem.severity != "doubt":
        return None
    for source in sources:
        if source.source_id != problem.source_id:
            continue
        for entry in source.accepted:
            same = _plain(entry.value) == _plain(problem.value or "")
            if same and (entry.rule, entry.key) == (problem.rule, problem.key):
                return entry
    return None


def _plain(value: str) -> str:
    """１０,０００, 10,000 and 10000 are one value, however it is typed next time."""
    return narrow(value).replace(",", "")
