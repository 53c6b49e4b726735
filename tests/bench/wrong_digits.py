"""python -m tests.bench.wrong_digits: of figures typed wrongly, how many the checks report, table by table.

In 200 cells of each shipped table two neighbouring digits change places, or a digit is left out; the checks
of sql/checks run over the tables with 40 such cells at a time. `elsewhere` counts other cells that are
reported beside the wrong one; what the checks report of the shipped tables stands in `accepted_doubt`.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from etl.problems import Problems
from etl.sqlviews import sqlfile
from tests.conftest import ROOT

CELLS, AT_A_TIME, SEED = 200, 40, 20261130
CHECKS = (
    "unlike_peers",
    "population_neighbours",
    "population_step",
    "population_age_total",
    "age_groups",
    "age_classes",
    "unknown_age",
    "area_other_editions",
    "staff_neighbours",
    "staff_of_members",
)
# name: (table, rows, the columns that name a row, the figure, the digits behind its point)
TABLES = {
    "census 1980-2020": ("population", "series = 'census'", "municipality_code", "population", 0),
    "preliminary 2025": ("population", "series = 'census_preliminary'", "municipality_code", "population", 0),
    "projection": ("population", "series = 'projection'", "municipality_code", "population", 0),
    "census by age": ("population_age", "true", "municipality_code", "population", 0),
    "areas": ("area", "true", "municipality_code", "area_km2", 2),
    "staff of municipalities": ("staff", "area_level = 'municipality'", "area_code", "headcount", 0),
    "staff by prefecture": ("staff", "area_level = 'prefecture'", "area_code", "headcount", 0),
}


@dataclass(frozen=True)
class Wrong:
    rowid: int
    place: str
    source_row: str
    right: float
    wrong: float

    @property
    def by(self) -> float:
        """How far off it is, as a share of the right figure."""
        return abs(self.wrong / self.right - 1)


def mistyped(figure: float, decimals: int, chance: random.Random) -> float | None:
    """Two neighbouring digits in each other's place, or one left out; None where nothing would change."""
    digits = f"{figure:.{decimals}f}".replace(".", "")
    if len(digits) < 2:
        return None
    at = chance.randrange(len(digits) - 1)
    swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    typed = chance.choice([swapped, digits[:at] + digits[at + 1 :]])
    value = int(typed) / 10**decimals
    return None if value in (figure, 0) or typed.startswith("0") else value


def samples(
    connection: duckdb.DuckDBPyConnection, name: str, cells: int, chance: random.Random
) -> Iterator[list[Wrong]]:
    """`cells` cells of a table, some at a time and of each place at most one in each lot."""
    table, rows, place, figure, decimals = TABLES[name]
    found = connection.execute(
        f"select rowid, {place}, source_row, {figure} from {table} where {rows} and {figure} > 0 order by all"
    ).fetchall()
    chance.shuffle(found)
    at_a_time = min(AT_A_TIME, len({row[1] for row in found}) // 8)
    lot: list[Wrong] = []
    for rowid, where, source_row, right in found:
        wrong = mistyped(right, decimals, chance)
        if wrong is None or any(where == other.place for other in lot):
            continue
        lot.append(Wrong(rowid, where, source_row, right, wrong))
        cells -= 1
        if len(lot) == at_a_time or cells == 0:
            yield lot
            lot = []
        if cells == 0:
            return


def reported(connection: duckdb.DuckDBPyConnection, names: tuple[str, ...] = CHECKS) -> set[tuple[str, str]]:
    """(source_row, row_key) of what the checks report."""
    problems = Problems()
    files = sqlfile.load(sqlfile.Folders(ROOT / "sql"), "checks", problems)
    assert not list(problems)
    return {
        (source_row, key)
        for file in files
        if file.name in names
        for source_row, _, _, key, _, _ in connection.execute(file.select).fetchall()
    }


def judge(
    connection: duckdb.DuckDBPyConnection, name: str, lot: list[Wrong], before: set[tuple[str, str]]
) -> tuple[set[Wrong], set[tuple[str, str]]]:
    """Of a lot the cells that are reported, and what else is; the tables stay as they were."""
    table, _, place, figure, _ = TABLES[name]
    connection.execute("begin")
    for cell in lot:
        connection.execute(f"update {table} set {figure} = ? where rowid = ?", [cell.wrong, cell.rowid])
    new = reported(connection) - before
    connection.execute("rollback")
    # a sum that no longer holds names its place and year, not the cell
    hit = {cell for cell in lot if any(f"{place}={cell.place} " in f"{key} " for _, key in new)}
    hit |= {cell for cell in lot if any(row == cell.source_row for row, _ in new)}
    if name == "staff of municipalities":
        hit |= {cell for cell in lot if any(f"area_code={cell.place[:2]} " in key for _, key in new)}
    places = {cell.place for cell in lot} | {cell.place[:2] for cell in lot}
    return hit, {
        (row, key) for row, key in new if not any(f"_code={where} " in f"{key} " for where in places)
    }


def copied(file: str) -> duckdb.DuckDBPyConnection:
    """The tables of a build in memory."""
    connection = duckdb.connect()
    connection.execute(f"attach '{file}' as built (read_only)")
    for table in ("population", "population_age", "area", "staff", "municipality"):
        connection.execute(f"create table {table} as from built.main.{table}")
    return connection


def main() -> int:
    build = sys.argv[1] if len(sys.argv) > 1 else _live()
    connection = copied(build)
    before = reported(connection)
    print(f"{len(before)} right cells are reported as built, each an accepted doubt")
    bounds = (0.01, 0.05, 0.1, 0.2, 0.4, float("inf"))
    print(f"{'':26}" + "".join(f"{label:>12}" for label in ("<1%", "-5%", "-10%", "-20%", "-40%", "more")))
    for name in TABLES:
        chance = random.Random(SEED)
        drawn = [[0, 0] for _ in bounds]
        beside = 0
        for lot in samples(connection, name, CELLS, chance):
            hit, elsewhere = judge(connection, name, lot, before)
            beside += len(elsewhere)
            for cell in lot:
                row = drawn[next(i for i, bound in enumerate(bounds) if cell.by < bound)]
                row[0] += 1
                row[1] += cell in hit
        text = "".join(f"{f'{hits} of {count}':>12}" for count, hits in drawn)
        print(f"{name:26}{text}   elsewhere {beside}")
    return 0


def _live() -> str:
    import json

    mart = ROOT / "data" / "mart"
    build = json.loads((mart / "current.json").read_text(encoding="utf-8"))["build_id"]
    return str(mart / "builds" / build / "cooperation.duckdb")


if __name__ == "__main__":
    sys.exit(main())
