"""CSV and Parquet of a pack: the mart's figures, typed, with their units; no sign in place of a character."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dashboard import format as fmt
from dashboard.pack import csv_tables, formats, parquet_tables
from dashboard.pack.content import Pack
from dashboard.pack.failed import Unmade
from dashboard.pack.formats import FORMATS
from dashboard.render.csvfile import csv_bytes
from tests.conftest import Mart
from tests.dashboard.pack.made import every_panel, held, is_missing, number, some, whole


def test_every_number_of_parquet_is_the_marts(mart: Mart, pack: Pack, tmp_path: Path) -> None:
    parquet_tables.write(pack, tmp_path / "out")
    numbers = missing = 0
    for count, (section, data) in enumerate(every_panel(pack), 1):
        table = pq.read_table(tmp_path / "out" / f"{count:02d}_{data.panel.panel_id}.parquet")
        rows = held(mart, section, data)
        assert table.num_rows == len(rows)
        for column in data.panel.columns:
            name = column.key(pack.lang)
            values, field = table.column(name).to_pylist(), table.schema.field(name)
            assert field.metadata[b"label"].decode() == column.label(pack.lang)
            for value, row in zip(values, rows, strict=True):
                told = number(column, row, pack.lang)
                if told is not None:
                    assert value == told, (data.panel.panel_id, name)
                    numbers += 1
                elif is_missing(column, row, pack.lang):
                    assert value is None, (data.panel.panel_id, name)
                    missing += 1
                elif isinstance(row[name], dt.date):
                    assert value == row[name]
            if any(is_missing(column, row, pack.lang) for row in rows) and field.type != pa.string():
                why = table.column(f"{name}_missing").to_pylist()
                assert all((w is None) == (v is not None) for w, v in zip(why, values, strict=True))
    assert numbers > 2000
    assert missing > 50


def test_parquet_names_units_and_where_it_is_from(mart_copy: Path, tmp_path: Path) -> None:
    pack = some(mart_copy, "ja", "disbursements")
    parquet_tables.write(pack, tmp_path / "out")
    [file] = (tmp_path / "out").glob("*_grants_by_region.parquet")
    table = pq.read_table(file)
    amount = table.schema.field("amount_yen")
    assert amount.type == pa.int64()
    # whole yen, as the mart holds them, whatever the table on screen is in
    assert amount.metadata[b"unit"].decode() == "円"
    assert table.schema.field("cap_use_pct").metadata[b"unit"].decode() == "％"
    assert table.schema.metadata[b"build"].decode() == pack.build_id
    assert "region_id" in table.column_names
    undecided = [row for row in table.to_pylist() if row["amount_yen"] is None]
    assert undecided
    assert {row["amount_yen_missing"] for row in undecided} == {"未定"}


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_csv_is_the_boards_own(pack: Pack, mart_copy: Path, tmp_path: Path, encoding: str) -> None:
    if encoding == "cp932":
        pack = some(mart_copy, pack.lang, "overview", "compare", "disbursements", csv_encoding="cp932")
    csv_tables.write(pack, tmp_path / "out")
    for count, (_, data) in enumerate(every_panel(pack), 1):
        made = (tmp_path / "out" / f"{count:02d}_{data.panel.panel_id}.csv").read_bytes()
        with fmt.calendar(data.calendar):
            expected = csv_bytes(data)
        if encoding == "utf-8":
            assert made == expected
            assert made.startswith(b"\xef\xbb\xbf")
        else:
            text = made.decode("cp932")
            assert text == expected.decode("utf-8-sig").translate(csv_tables._TWINS)
            assert text.count("?") == expected.count(b"?")
        rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig" if encoding == "utf-8" else encoding))))
        assert len(rows) == len(data.rows) + 1
    index = "目次" if pack.lang == "ja" else "index"
    assert (tmp_path / "out" / f"00_{index}.csv").exists()


def test_a_character_cp932_lacks_is_named_and_leaves_no_file(mart_copy: Path, tmp_path: Path) -> None:
    with pytest.raises(Unmade) as error:
        csv_tables.encoded("図,値\r\n髙田,1\r\n𠮷野,2\r\n".encode("utf-8-sig"), "cp932", "03_x.csv")
    assert error.value.reason.ja == "03_x.csv の 3 行目の「𠮷」（U+20BB7）は cp932 にない。UTF-8 を選ぶ"
    assert "U+20BB7" in error.value.reason.en
    # the case register tells of cases in words; the dash it prints is one that cp932 has as well
    pack = whole(mart_copy, "ja")
    assert csv_tables.encoded("〜−²".encode("utf-8-sig"), "cp932", "x").decode("cp932") == "～－2"
    kept = formats.folder_for(tmp_path)
    made = formats.write(pack, FORMATS["csv"], kept, tmp_path, lambda done, of: None)
    kept.rmdir()
    assert made.path is not None
    assert [path.name for path in tmp_path.iterdir()] == [made.path.name]


def test_the_same_pack_gives_the_same_bytes(mart_copy: Path, tmp_path: Path) -> None:
    pack = some(mart_copy, "ja", "overview", "population")
    for kind in (csv_tables, parquet_tables):
        first, second = (tmp_path / f"{kind.__name__}{n}" for n in (1, 2))
        kind.write(pack, first)
        kind.write(pack, second)
        names = sorted(path.name for path in first.iterdir())
        assert names == sorted(path.name for path in second.iterdir())
        assert all((first / name).read_bytes() == (second / name).read_bytes() for name in names)
