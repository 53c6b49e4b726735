"""A table too long for frames: the same rows and the same refusals at any size of its file."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
import pytest

from etl import refresh
from etl.gate.compare import diff_id
from etl.longtables import csvcolumns
from etl.paths import Paths
from tests.bench.national import SOURCE
from tests.conftest import quiet
from tests.etl.helpers import add, casebook, swap
from tests.long import some

HEADER = "code,year,occupation,measure,headcount\n"
# 札幌市, 函館市 and 岩見沢市; not in the order of the key, written as people write
ROWS = """012106,2024,midwife,employed,3
011002,令和5年,midwife,employed,"1,204"
012025,2023,architect,employed,１２
011002,2024,midwife,employed,1210
"""
PLAIN = ROWS.replace('"1,204"', "1204")


def put(paths: Paths, text: str | bytes) -> Path:
    folder = paths.sources / "national_record"
    folder.mkdir(exist_ok=True)
    (folder / "source.toml").write_text(SOURCE, encoding="utf-8")
    file = folder / "record.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def table(paths: Paths) -> Path:
    outcome = refresh.run(paths, quiet)
    assert outcome.manifest is not None, [p.line(english=True) for p in outcome.problems]
    return paths.builds / outcome.manifest["build_id"] / "parquet" / "staff_record.parquet"


@pytest.fixture
def project(small_live: Paths) -> Paths:
    """The record comes to a mart that is there: all other tables are taken over."""
    return small_live


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csvcolumns, "LARGE", 0)


def test_a_short_file_of_a_long_table_is_read_as_any_other(project: Paths) -> None:
    put(project, HEADER + ROWS)
    frame = pl.read_parquet(table(project))
    figures = frame.select("municipality_code", "year", "occupation_id", "headcount", "source_line")
    assert figures.rows() == [
        ("011002", 2023, "midwife", 1204, 3),
        ("011002", 2024, "midwife", 1210, 5),
        ("012025", 2023, "architect", 12, 4),
        ("012106", 2024, "midwife", 3, 2),
    ]
    same = frame.select("measure", "source_id", "source_file").unique()
    assert same.rows() == [("employed", "national_record", "national_record/record.csv")]


@pytest.mark.parametrize("end", some(["\r\n", "\n"], lambda n, _: n == 0))
def test_a_large_file_gives_the_bytes_of_a_short_one(
    project: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    other = Paths(shutil.copytree(project.root, tmp_path / "other"))
    text = "\ufeff" + (HEADER + PLAIN + " 012025 ,2024, architect,employed,13 \n").replace("\n", end)
    put(project, text)
    put(other, text)
    short = table(project).read_bytes()
    monkeypatch.setattr(csvcolumns, "LARGE", 0)
    assert table(other).read_bytes() == short
    assert len(pl.read_parquet(short)) == 5


BAD = {
    "code": ("012106,2024,", "012107,2024,", "check_digit", 2),
    "no such municipality": ("012106,2024,", "019992,2024,", "unknown_reference", 2),
    "no such occupation": ("architect", "architekt", "unknown_reference", 4),
    "figure": ("employed,3", "employed,3人", "not_readable", 2),
    "blank figure": ("employed,3", "employed,", "empty_cell", 2),
    "mark of absence": ("employed,3", "employed,…", "not_readable", 2),
    "negative": ("employed,3", "employed,△3", "min", 2),
    "year": ("令和5年", "平成35年", "not_readable", 3),
    "year out of range": ("012025,2023", "012025,1890", "min", 4),
    "blank measure": ("midwife,employed,3", "midwife,,3", "empty_cell", 2),
    "ditto": ("midwife,employed,3", "midwife,〃,3", "ditto", 2),
    "total": ("012025,2023,architect", "合計,2023,architect", None, 4),
    "key twice": ("011002,2024", "011002,令和5年", "primary_key", 5),
    "two rows with a comma moved": (
        "employed,3\n011002,令和5年,midwife",
        "employed,3,\n011002,令和5年midwife",
        "ragged_row",
        2,
    ),
    "thousands": ("employed,1204", "employed,1,204", "ragged_row", 3),
    "a cell too few": ("employed,1210", "employed", "ragged_row", 5),
    "empty row": ("employed,3\n", "employed,3\n\n", "empty_cell", 3),
    "quote": ("employed,1204", 'employed,"1204"', "csv_syntax", 3),
    "return within a row": ("employed,１２\n", "employed,１２\r\r\n", "control_character", 4),
    "return for a row": ("employed,１２\n", "employed,１２\r", "control_character", 4),
    "control character": ("employed,1210", "employed,12\x0010", "control_character", 5),
    "another control character": ("employed,1210", "employed,12\x0110", "control_character", 5),
    "cut off": ("employed,1210\n", "employed,12", "cut_off", 5),
}


@pytest.mark.parametrize("name", some(BAD, lambda n, _: n % 5 == 0))
def test_a_large_file_is_read_right_or_refused_with_its_row(project: Paths, large: None, name: str) -> None:
    old, new, rule, row = BAD[name]
    file = put(project, HEADER + PLAIN)
    swap(file, old, new)
    outcome = refresh.run(project, quiet)
    assert outcome.result == "problems"
    told = [(p.rule, p.row) for p in outcome.problems.stopping]
    assert rule is None or (rule, row) in told
    assert all(p.file == "data/sources/national_record/record.csv" for p in outcome.problems.stopping)


@pytest.mark.parametrize(
    ("data", "rule", "row"),
    some(
        [
            ((HEADER + ROWS).encode(), "csv_syntax", 3),
            ((HEADER + PLAIN).encode("cp932"), "encoding", 3),
            ((HEADER + PLAIN).replace("headcount", "人数").encode(), "no_table", 1),
            (HEADER.encode(), "no_rows", 1),
            (b"", "no_table", 1),
        ],
        lambda n, _: n < 2,
        rows=True,
    ),
)
def test_what_only_a_short_file_may_do_is_refused(
    project: Paths, large: None, data: bytes, rule: str, row: int
) -> None:
    put(project, data)
    outcome = refresh.run(project, quiet)
    assert [(p.rule, p.row) for p in outcome.problems.stopping] == [(rule, row)]


def test_another_source_changed_and_the_long_table_is_linked(project: Paths, tmp_path: Path) -> None:
    put(project, HEADER + ROWS)
    before = table(project)
    add(casebook(project, "recruitment.csv"), "nishimonbetsu,令和5年度,midwife,採用実績,1,次の資料,\n")
    after = table(project)
    assert after != before
    assert after.samefile(before)
    fresh = Paths(tmp_path / "fresh")
    shutil.copytree(project.root, fresh.root, ignore=shutil.ignore_patterns("mart"))
    nothing = table(fresh).parent
    names = sorted(p.name for p in nothing.glob("*.parquet"))
    assert len(names) > 20
    assert [n for n in names if (nothing / n).read_bytes() != (after.parent / n).read_bytes()] == []


@pytest.mark.long
def test_its_own_file_or_a_parent_changed_and_it_is_made_again(project: Paths) -> None:
    file = put(project, HEADER + ROWS)
    before = table(project)
    add(file, "012025,2024,architect,employed,14\n")
    after = table(project)
    assert (len(pl.read_parquet(before)), len(pl.read_parquet(after))) == (4, 5)
    swap(project.sources / "board_classification" / "occupations.csv", "architect,", "master_builder,")
    outcome = refresh.run(project, quiet)
    assert ("unknown_reference", "architect") in [(p.rule, p.value) for p in outcome.problems.stopping]


def test_a_revised_figure_of_a_long_table_waits(project: Paths) -> None:
    file = put(project, HEADER + ROWS)
    table(project)
    swap(file, "employed,3\n", "employed,4\n")
    waiting = refresh.run(project, quiet)
    assert waiting.result == "waiting"
    (change,) = [c for c in waiting.changes if c.held]
    assert (change.kind, change.column, change.old, change.new) == ("revised", "headcount", "3", "4")
    assert change.key == "municipality_code=012106 year=2024 occupation_id=midwife measure=employed"
    assert change.row == "national_record/record.csv:2"
    assert refresh.run(project, quiet, accept=diff_id(waiting.changes)).result == "published"


def test_rows_that_go_wait_all_of_them_and_by_one_name(project: Paths) -> None:
    codes = pl.read_parquet(_municipalities(project))["municipality_code"]
    places = [(code, year) for code in codes for year in range(2018, 2025)]
    rows = [f"{code},{year},midwife,employed,{n}\n" for n, (code, year) in enumerate(places)]
    file = put(project, HEADER + "".join(rows))
    table(project)
    names = set()
    for left in (500, 499):
        file.write_text(HEADER + "".join(rows[:left]), encoding="utf-8")
        waiting = refresh.run(project, quiet)
        assert waiting.result == "waiting"
        assert waiting.changes[-1].old is not None
        assert f"{len(rows) - left - 100:,} rows more" in waiting.changes[-1].old
        names.add(diff_id(waiting.changes))
    assert len(names) == 2


def _municipalities(project: Paths) -> Path:
    [build] = project.builds.iterdir()
    return build / "parquet" / "municipality.parquet"
