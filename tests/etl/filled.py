"""A published project, the workbooks of 2025 laid out, and short ways to fill them in."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb

from etl import refresh
from etl.paths import Paths
from etl.problems import Problem, Problems
from tests.conftest import quiet
from tests.etl.helpers import CASEBOOK, add, called, files
from tests.etl.workbook import fill, place

Cells = dict[tuple[str, str], str | int | float | None]
GRANTS = "交付額"
FILE = f"data/sources/{CASEBOOK}/R7.xlsx"
PROLONGED = """
[[accepted]]
rule = "grant_period"
key = "region_id={region} fiscal_year=2025"
value = "2025"
reason = "要綱の改正で令和7年度まで延長"
reason_en = "prolonged to fiscal 2025 by the amended guideline"
"""


def publish_and_lay_out(built: Path, folder: Path) -> None:
    """A copy of a project with its build, published, where three regions may have a grant in 2025."""
    paths = Paths(Path(shutil.copytree(built, folder)))
    for region in ("shiribeshi", "rumoi_north", "nemuro"):
        add(paths.sources / CASEBOOK / "source.toml", PROLONGED.format(region=region))
    assert refresh.run(paths, quiet).result == "published"
    assert called(paths, "new-year", "2025").returncode == 0


def fresh_workbook(paths: Paths, source: str = CASEBOOK) -> Path:
    return paths.root / "data" / "new_year" / "2025" / f"{source}.xlsx"


def at(paths: Paths, header: str, region: str, year: str, sheet: str = GRANTS) -> tuple[str, str]:
    return place(
        fresh_workbook(paths), sheet, header, lambda row: (row["地域ID"], row["年度"]) == (region, year)
    )


def put(paths: Paths, cells: Cells, source: str = CASEBOOK, name: str = "R7.xlsx") -> Path:
    return fill(fresh_workbook(paths, source), paths.sources / source / name, cells)


def refused(paths: Paths) -> Problems:
    """Run, and make sure that nothing of the live build has changed."""
    before = files(paths.mart)
    outcome = refresh.run(paths, quiet)
    assert outcome.result == "problems"
    assert files(paths.mart) == before
    return outcome.problems


def published(paths: Paths) -> duckdb.DuckDBPyConnection:
    outcome = refresh.run(paths, quiet)
    assert outcome.manifest is not None, [p.line(english=True) for p in outcome.problems]
    file = paths.builds / outcome.manifest["build_id"] / "cooperation.duckdb"
    return duckdb.connect(str(file), read_only=True)


def reports(problem: Problem, file: str, sheet: str, cell: str, column: str) -> None:
    row = int(cell[1:])
    assert (problem.file, problem.sheet, problem.row, problem.column) == (file, sheet, row, column)
    assert f"シート「{sheet}」 行「{row}」 列「{column}」" in problem.line(english=False)
    assert f'sheet "{sheet}", row "{row}", column "{column}"' in problem.line(english=True)
