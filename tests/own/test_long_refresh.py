"""A long table of an office's own in builds: taken over, compared, waiting at the gate."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from dashboard.mart import Mart
from dashboard.panel import prepare
from dashboard.panels import PANELS
from dashboard.state import State
from etl import refresh
from etl.gate.compare import compare, diff_id, tables_of
from etl.longtables import parquetfile
from etl.paths import Paths
from tests.bench.national import SOURCE
from tests.conftest import quiet
from tests.etl.helpers import add, called, casebook, swap
from tests.own.record import HEADER, PLAIN, put


def _table(paths: Paths) -> Path:
    outcome = refresh.run(paths, quiet)
    assert outcome.manifest is not None, [p.line(english=True) for p in outcome.problems]
    return paths.builds / outcome.manifest["build_id"] / "parquet" / "own.staff_record.parquet"


def test_an_unchanged_table_is_taken_over_and_a_revised_figure_waits(
    small_live: Paths, long: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquetfile, "LONG", 4)
    file = put(small_live, HEADER + PLAIN)
    before = _table(small_live)
    add(casebook(small_live, "recruitment.csv"), "nishimonbetsu,令和5年度,midwife,採用実績,1,次の資料,\n")
    after = _table(small_live)
    assert after != before
    assert after.samefile(before)
    files = pl.read_parquet(after.parent / "source_file.parquet").filter(table_name="own.staff_record")
    assert files["row_count"].to_list() == [4]
    # the DuckDB file has a view of it: the board lists it as any other
    [listed] = prepare(PANELS["own_tables"], State(), Mart(small_live.mart).live()).rows
    assert (listed["item"], listed["row_count"]) == ("own.staff_record", 4)
    assert "年" in listed["columns"].split("、")
    assert "（人）" in listed["columns"]

    swap(file, "employed,3\n", "employed,4\n")
    waiting = refresh.run(small_live, quiet)
    assert waiting.result == "waiting"
    (change,) = [c for c in waiting.changes if c.held]
    assert (change.kind, change.column, change.old, change.new) == ("revised", "headcount", "3", "4")
    assert change.key == "municipality_code=012106 year=2024 occupation=midwife measure=employed"
    assert change.row == "national_record/record.csv:2"
    assert refresh.run(small_live, quiet, accept=diff_id(waiting.changes)).result == "published"


def test_rows_that_go_wait_all_of_them_and_by_one_name(
    small_live: Paths, long: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquetfile, "LONG", 4)
    [build] = small_live.builds.iterdir()
    codes = pl.read_parquet(build / "parquet" / "municipality.parquet")["municipality_code"]
    places = [(code, year) for code in codes for year in range(2018, 2025)]
    rows = [f"{code},{year},midwife,employed,{n}\n" for n, (code, year) in enumerate(places)]
    file = put(small_live, HEADER + "".join(rows))
    _table(small_live)
    names = set()
    for left in (500, 499):
        file.write_text(HEADER + "".join(rows[:left]), encoding="utf-8")
        waiting = refresh.run(small_live, quiet)
        assert waiting.result == "waiting"
        [told] = [c.old for c in waiting.changes if c.old and "rows more" in c.old]
        assert f"{len(rows) - left - 100:,} rows more" in told
        names.add(diff_id(waiting.changes))
    assert len(names) == 2


def test_a_mapping_to_the_table_there_was_is_told_what_to_write_instead(small: Paths) -> None:
    put(small, HEADER + PLAIN)
    toml = small.sources / "national_record" / "source.toml"
    text = SOURCE[: SOURCE.index("[table.")] + '[[file]]\npath = "record.csv"\ntable = "staff_record"\n'
    toml.write_text(text + 'ref = "全行"\n[file.columns]\n"code" = "municipality_code"\n', encoding="utf-8")
    done = called(small, "refresh")
    assert done.returncode == 1
    assert "[table.staff_record]" in done.stdout
    assert "own.staff_record in SQL" in done.stdout


@pytest.mark.parametrize("rows", [0, 1])
def test_rows_of_the_table_there_was_do_not_go_in_silence(small_live: Paths, rows: int) -> None:
    [live] = small_live.builds.iterdir()
    frame = pl.DataFrame({"municipality_code": ["011002"], "headcount": [3]}).head(rows)
    frame.write_parquet(live / "parquet" / "staff_record.parquet")
    found = [c for c in compare(tables_of(live), live) if c.table == "staff_record"]
    assert [(c.kind, c.held) for c in found] == [("definition", bool(rows))]
