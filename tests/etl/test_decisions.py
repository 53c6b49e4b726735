"""decisions/ of an office: read row by row, written by several at once, never in the way of a figure."""

from __future__ import annotations

import csv
import datetime as dt
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.paths import Paths
from etl.problems import Problems
from etl.read.decisions import decisions
from etl.shape import read_all
from etl.tables.decision import TABLES
from renkei import decisionfile
from renkei.decisionfile import COLUMNS, NotWritten, add, change, one_line, records
from tests.conftest import ROOT, Mart

_NOW = dt.datetime(2026, 11, 30, 9, 15, tzinfo=dt.UTC)
_HEAD = ",".join(COLUMNS)
_REGIONS = ("region", "working_group", "body_theme")
Frames = dict[str, pl.DataFrame]


@pytest.fixture(scope="module")
def office(mart: Mart) -> Frames:
    return {name: pl.read_parquet(mart.folder / "parquet" / f"{name}.parquet") for name in _REGIONS}


def tables_of(root: Path, office: Frames, samples: bool = False) -> tuple[Frames, Problems]:
    """The three tables of the folder, as a refresh makes them."""
    problems, made = Problems(), dict(office)
    raws, lost = read_all(decisions(Paths(root, samples=samples), problems), problems)
    assert not lost
    for table in TABLES:
        made[table.name] = table.schema.cast(table.shape(raws, made))
    return made, problems


def row(**cells: str) -> dict[str, str]:
    usual = {"decided_on": "2026-11-30", "kind": "決定", "text": "共同で調べる", "state": "未了"}
    return {**usual, **cells}


def written(folder: Path, name: str, *lines: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("\n".join((_HEAD, *lines)) + "\n", encoding="utf-8")


def test_samples_hold_and_say_so(office: Frames) -> None:
    frames, problems = tables_of(ROOT, office, samples=True)
    assert list(problems) == []
    folder = ROOT / "data" / "samples" / "decisions"
    for name, table in (("2026", "decision"), ("meetings", "meeting"), ("agenda_items", "agenda_item")):
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            assert frames[table].height == len(list(csv.DictReader(file)))
        assert frames[table]["sample"].all()


def test_a_row_that_cannot_be_right_is_named_and_the_others_stand(tmp_path: Path, office: Frames) -> None:
    folder = tmp_path / "data" / "decisions"
    written(
        folder,
        "2026.csv",
        "a1,2026-04-31,,,,,決定,日がない,,,未了,,,,",
        "a2,2026-04-30,,,,,決定,,,,未了,,,,",
        "a3,2026-04-30,,,,,約束,種類がない,,,未了,,,,",
        "a4,2026-04-30,,,,,決定,良い行,,令和8年5月1日,未了,,,,",
        "a4,2026-04-30,,,,,決定,二つ目,,,未了,,,,",
        "a5,2026-04-30,,,,,決定,列が足りない",
        "a6,2026-04-30,,,,,決定,先に済んだ,,,済,2026-04-01,,,",
        "a7,2026-04-30,,,,,決定,済まないのに済んだ日,,,未了,2026-05-01,,,",
        "a8,2026-04-30,,,,,決定,=1+cmd(),,,未了,,,,",
    )
    frames, problems = tables_of(tmp_path, office)
    assert frames["decision"]["decision_id"].to_list() == ["a4"]
    assert frames["decision"]["due_on"].to_list() == [dt.date(2026, 5, 1)]
    assert sorted({p.row for p in problems}) == [2, 3, 4, 6, 7, 8, 9, 10]
    assert {p.severity for p in problems} == {"aside"}
    assert {p.file for p in problems} == {"data/decisions/2026.csv"}
    assert not problems.stopping


def test_a_name_that_nobody_knows_is_said_and_its_row_taken(tmp_path: Path, office: Frames) -> None:
    written(tmp_path / "data" / "decisions", "2026.csv", "a,2026-04-30,kamikawaa,none,no,,決定,文,,,未了,,,,")
    frames, problems = tables_of(tmp_path, office)
    assert frames["decision"]["region_id"].to_list() == ["kamikawaa"]
    found = {p.column: p.guess for p in problems}
    assert found == {"地域ID": "kamikawa", "会議ID": None, "テーマID": None}


def test_a_file_that_is_no_table_stops_nothing(tmp_path: Path, office: Frames) -> None:
    folder = tmp_path / "data" / "decisions"
    written(folder, "2026.csv", "a,2026-04-30,,,,,決定,文,,,未了,,,,")
    (folder / "meetings.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    (folder / "2025.csv").write_bytes(b"\x00\xff\xfe")
    frames, problems = tables_of(tmp_path, office)
    assert frames["decision"].height == 1
    assert {p.file for p in problems} == {"data/decisions/meetings.xlsx", "data/decisions/2025.csv"}
    assert {p.severity for p in problems} == {"aside"}


def test_an_office_without_the_folder_has_no_source(tmp_path: Path, office: Frames) -> None:
    frames, problems = tables_of(tmp_path, office)
    assert [frames[table.name].height for table in TABLES] == [0, 0, 0]
    assert decisions(Paths(tmp_path), problems) == [] == list(problems)


_ODD = ('=HYPERLINK("http://x")', "+1 plus", "-cmd", "@SUM(A1)", "<b>太字</b>", '"引用", と\n改行', "'=1")


@pytest.mark.parametrize("text", _ODD)
def test_what_the_board_writes_is_what_is_read(tmp_path: Path, office: Frames, text: str) -> None:
    folder = tmp_path / "data" / "decisions"
    given_row = row(text=text, outcome=text, region_id="kamikawa", due_on="2027-01-31")
    number = add(folder, given_row, "who@example.lg.jp", _NOW)["decision_id"]
    frames, problems = tables_of(tmp_path, office)
    assert list(problems) == []
    [decision] = frames["decision"].rows(named=True)
    assert (decision["decision_id"], decision["written_by"]) == (number, "who@example.lg.jp")
    assert decision["text"] == decision["outcome"] == one_line(text)
    assert (decision["due_on"], decision["kind"]) == (dt.date(2027, 1, 31), "decision")
    # no cell that a spreadsheet program would run
    cells = [cell for line in csv.reader((folder / "2026.csv").open(encoding="utf-8-sig")) for cell in line]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=80))
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("any")
    add(folder, row(text=text), "a", _NOW)
    [place] = records(folder)
    assert place.record["text"] == one_line(text)


_WRITER = """
import datetime as dt, sys
from pathlib import Path
from renkei.decisionfile import add
for number in range(20):
    add(Path(sys.argv[1]), {"decided_on": "2026-11-30", "kind": "メモ", "text": f"{sys.argv[2]}-{number}"},
        sys.argv[2], dt.datetime.now(dt.UTC))
"""


def test_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _WRITER, str(tmp_path / "decisions")]
    writers = [subprocess.Popen([*command, name], cwd=ROOT) for name in ("a", "b")]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    found = [place.record for place in records(tmp_path / "decisions")]
    assert sorted(r["text"] for r in found) == sorted(f"{w}-{n}" for w in "ab" for n in range(20))
    assert len({r["decision_id"] for r in found}) == 40


def test_a_change_leaves_every_other_byte_and_no_change_of_another(tmp_path: Path) -> None:
    written(tmp_path, "2026.csv", "x,2026-04-30,,,,,決定,手書き,,,未了,,,,", "damaged", "")
    add(tmp_path, row(text="二つ目"), "a", _NOW)
    first, second = records(tmp_path)
    before = (tmp_path / "2026.csv").read_bytes().splitlines()
    change(second, {"state": "済", "done_on": "2026-12-01", "outcome": "終わった"}, "b", _NOW)
    after = (tmp_path / "2026.csv").read_bytes().splitlines()
    assert after[:-1] == before[:-1]
    assert records(tmp_path)[1].record["outcome"] == "終わった"
    with pytest.raises(NotWritten, match="changed"):
        change(second, {"state": "取りやめ"}, "c", _NOW)
    change(first, {"state": "取りやめ"}, "c", _NOW)
    assert [place.record["state"] for place in records(tmp_path)] == ["取りやめ", "済"]


def test_a_file_that_cannot_be_read_to_its_end_gets_no_row(tmp_path: Path) -> None:
    written(tmp_path, "2026.csv", 'x,2026-04-30,,,,,決定,"閉じない,,,未了,,,,')
    whole = (tmp_path / "2026.csv").read_bytes()
    add(tmp_path, row(), "a", _NOW)
    assert (tmp_path / "2026.csv").read_bytes() == whole
    assert [place.file.name for place in records(tmp_path)] == ["2026-2.csv"]


def test_the_fiscal_year_names_the_file(tmp_path: Path) -> None:
    for day in ("2027-03-31", "2027-04-01"):
        add(tmp_path, row(decided_on=day), "a", _NOW)
    assert sorted(file.name for file in tmp_path.glob("*.csv")) == ["2026.csv", "2027.csv"]


def test_a_writer_that_waits_too_long_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from filelock import FileLock

    monkeypatch.setattr(decisionfile, "_WAIT", 0.05)
    with FileLock(tmp_path / ".lock"), pytest.raises(NotWritten, match="busy"):
        add(tmp_path, row(), "a", _NOW)
    assert records(tmp_path) == []


def test_five_hundred_are_read(tmp_path: Path, office: Frames) -> None:
    lines = [
        f"d{n},2026-04-30,kamikawa,,,,決定,決定{n},,2026-{n % 9 + 4:02d}-28,未了,,,," for n in range(500)
    ]
    written(tmp_path / "data" / "decisions", "2026.csv", *lines)
    frames, problems = tables_of(tmp_path, office)
    assert frames["decision"].height == 500
    assert list(problems) == []
