"""`python -m etl table new`: what it proposes loads as it is where nothing is unclear."""

from __future__ import annotations

import csv
import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from etl import owntables
from etl.inspection import sample
from etl.paths import Paths
from etl.problems import Problems
from etl.read.discover import discover
from tests.etl.helpers import called, swap
from tests.own.office import FILE

_CITE = [
    part
    for entry in ("title=医師数", "title_en=Physicians", "publisher=国", "publisher_en=State", "licence=公開")
    for part in ("--set", entry)
]


@pytest.fixture
def long_file(tmp_path: Path) -> Path:
    """The excerpt with a row per year, and the marks and units that official files have."""
    with FILE.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    target = tmp_path / "医師.csv"
    lines = ["団体コード,市町村,年,医師数【人】"]
    for row in rows:
        place = f"{row['団体コード']},{row['市町村']}"
        lines += [f"{place},{year},{row[year]}" for year in ("平成30年", "令和2年")]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return target


def _toml(paths: Paths, name: str) -> dict[str, Any]:
    return tomllib.loads((paths.sources / f"own_{name}" / "source.toml").read_text(encoding="utf-8"))


def test_a_file_without_riddles_loads_as_it_is(small: Paths, long_file: Path) -> None:
    done = called(small, "table", "new", "doctors", str(long_file), *_CITE)
    assert done.returncode == 0, done.stdout
    assert "own.doctors: 358 行 / rows" in done.stdout
    table = _toml(small, "doctors")["table"]["doctors"]
    assert table["key"] == ["municipality_code", "year"]
    assert {name: column["type"] for name, column in table["columns"].items()} == {
        "municipality_code": "municipality_code",
        "municipality": "text",
        "year": "year",
        "physicians": "integer",
    }
    assert table["columns"]["physicians"]["unit"] == "人"
    # the day of its figures is only to be filled in
    swap(small.sources / "own_doctors" / "source.toml", "# as_of = 2024-10-01", "as_of = 2020-12-31")
    problems = Problems()
    [source] = [s for s in discover(small, problems) if s.source_id == "own_doctors"]
    assert source.citation["as_of"] == dt.date(2020, 12, 31)


def test_what_is_not_understood_is_blank_and_named(small: Paths) -> None:
    """Years side by side: what they hold, the file does not say."""
    done = called(small, "table", "new", "doctors", str(FILE), *_CITE)
    assert done.returncode == 1
    table = _toml(small, "doctors")["table"]["doctors"]
    assert table["wide"] == {"name": "year", "value": "value", "headers": ["平成30年", "令和2年"]}
    assert "[table.doctors] columns.value unit" in done.stdout


def test_a_workbook_and_parquet(small: Paths, long_file: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "医師"
    for row in ([["北海道の医師"]], [[]]):
        sheet.append(row[0])
    for line in long_file.read_text(encoding="utf-8").splitlines():
        sheet.append([int(cell) if cell.isdigit() and len(cell) < 6 else cell for cell in line.split(",")])
    book.save(tmp_path / "book.xlsx")
    assert called(small, "table", "new", "in_book", str(tmp_path / "book.xlsx"), *_CITE).returncode == 0
    assert _toml(small, "in_book")["table"]["in_book"]["header_row"] == 3

    pl.read_csv(long_file, infer_schema=False).write_parquet(tmp_path / "p.parquet")
    done = called(small, "table", "new", "in_parquet", str(tmp_path / "p.parquet"), *_CITE)
    assert done.returncode == 0, done.stdout


def test_of_a_long_file_a_sample_is_looked_at_and_all_of_it_is_loaded(
    small: Paths,
    board: dict[str, pl.DataFrame],
    long_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """358 rows once a day for a month: in a sample two columns may tell rows apart that three do."""
    frame = pl.read_csv(long_file, infer_schema=False)
    days = pl.DataFrame({"日": [f"2024-03-{day:02d}" for day in range(1, 31)]})
    long = days.join(frame, how="cross").select(*frame.columns[:3], "日", frame.columns[3])
    long.write_csv(tmp_path / "long.csv")
    long.write_parquet(tmp_path / "long.parquet")
    monkeypatch.setattr(sample, "_BYTES", 1)
    for kind in ("csv", "parquet"):
        done = called(small, "table", "new", f"t_{kind}", str(tmp_path / f"long.{kind}"), *_CITE)
        assert "rows from all over the file" in done.stdout
        table = _toml(small, f"t_{kind}")["table"][f"t_{kind}"]
        assert table["key"] == ["municipality_code", "year", "column_4"]
        assert table["columns"]["column_4"]["type"] == "date"
        toml = small.sources / f"own_t_{kind}" / "source.toml"
        swap(toml, 'label = "日", label_en = ""', 'label = "日", label_en = "Day"')
        problems = Problems()
        sources = [s for s in discover(small, problems) if s.folder == toml.parent]
        own = owntables.read(sources, board, problems)
        assert not [p.line(english=True) for p in problems if p.severity != "notice"]
        assert own.source_files[0]["row_count"].to_list() == [358 * 30]


@pytest.mark.parametrize(
    ("name", "file", "words"),
    [
        ("Doctors", FILE.name, "表の名前は"),
        ("doctors", "none.csv", "ファイルがありません"),
    ],
)
def test_wrong_use_makes_no_folder(small: Paths, name: str, file: str, words: str) -> None:
    done = called(small, "table", "new", name, str(FILE.with_name(file)))
    assert done.returncode == 2
    assert words in done.stderr
    assert not (small.sources / f"own_{name}").exists()


def test_a_folder_that_is_there_stays_as_it_is(small: Paths, long_file: Path) -> None:
    called(small, "table", "new", "doctors", str(long_file), *_CITE)
    before = _toml(small, "doctors")
    assert called(small, "table", "new", "doctors", str(FILE)).returncode == 2
    assert _toml(small, "doctors") == before
