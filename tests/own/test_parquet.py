"""Parquet as a table of an office's own: typed values mean what the same texts in a CSV mean."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import polars as pl
import pyarrow as pa
import pytest
from polars.testing import assert_frame_equal
from pyarrow import parquet

from etl.longtables import parquetcolumns
from etl.read.grid import Refused
from tests.etl.helpers import only, swap
from tests.own.conftest import Load
from tests.own.record import CELLS, describe, rows_of


def test_parquet_with_types_says_what_a_csv_says(home: Path, load: Load, tmp_path: Path) -> None:
    describe(home, CELLS)
    short = rows_of(load()[0], "own.t", tmp_path)
    typed = pl.DataFrame(
        {
            "code": pl.Series(["012106", "011002", "011002"], dtype=pl.Categorical),
            "day": [dt.datetime(2024, 3, 25), dt.datetime(2024, 3, 25), dt.datetime(2024, 3, 24)],
            "金額（千円）": ["1204", "x", "△12"],
            "rate": [5.5, None, 0.5],
            "open": [True, False, True],
            "kind": ["国", "道", "国"],
            "remark": ["駅前", None, "二行目"],
        }
    )
    typed.write_parquet(describe(home, b"", name="t.parquet"))
    own, problems = load()
    assert not [p.line(english=True) for p in problems]
    rows = rows_of(own, "own.t", tmp_path)
    place = ["source_row", "as_printed"]
    assert_frame_equal(rows.drop(place), short.drop(place))
    assert rows["source_row"].to_list() == [f"own_doctors/t.parquet:{n}" for n in (3, 2, 1)]


ALIKE = {
    "nothing": (pa.nulls(3), [None, None, None]),
    "large text": (pa.array(["a", None, "b"], pa.large_string()), ["a", None, "b"]),
    "list of texts": (pa.array(["a", "b", "a"]).dictionary_encode(), ["a", "b", "a"]),
    "64 bits": (pa.array([1, 2**63, None], pa.uint64()), ["1", "9223372036854775808", None]),
    "float of 32 bits": (pa.array([0.1, 2.0, None], pa.float32()), ["0.1", "2", None]),
    "float of 64 bits": (pa.array([0.1 + 0.2, 1e15, float("nan")]), ["0.3", "1000000000000000", "NaN"]),
    "a third": (pa.array([1 / 3, 1e-5, float("inf")]), ["0.333333333333333", "0.00001", "inf"]),
    "decimal": (pa.array([Decimal("1.50"), None, Decimal(100)], pa.decimal128(9, 2)), ["1.5", None, "100"]),
    "day": (pa.array([dt.date(2024, 3, 25)] * 3), ["2024-03-25"] * 3),
    "midnight": (pa.array([dt.datetime(2024, 3, 25)] * 3), ["2024-03-25"] * 3),
    "boolean": (pa.array([True, None, False]), ["true", None, "false"]),
    "float of 16 bits": (pa.array([1.5, 2, 3], pa.float16()), None),
    "duration": (pa.array([dt.timedelta(1)] * 3), None),
    "bytes": (pa.array([b"ab"] * 3, pa.binary(2)), None),
    "long decimal": (pa.array([Decimal("1.5")] * 3, pa.decimal256(50, 2)), None),
}


@pytest.mark.parametrize("name", ALIKE)
def test_a_type_of_parquet_is_read_as_the_text_a_csv_has_or_refused(tmp_path: Path, name: str) -> None:
    values, texts = ALIKE[name]
    parquet.write_table(pa.table({"x": values}), tmp_path / "x.parquet", row_group_size=2)
    if texts is None:
        with pytest.raises(Refused, match="column x has a type that is not read"):
            parquetcolumns.columns(tmp_path / "x.parquet", ["x"])
        return
    at, of = parquetcolumns.columns(tmp_path / "x.parquet", ["x"])["x"]
    assert of.gather(at).to_list() == texts


def test_numbers_of_parquet_are_exact(home: Path, load: Load, tmp_path: Path) -> None:
    figures = pl.Series([Decimal("1.50"), Decimal("2.00")], dtype=pl.Decimal(10, 2))
    whole = pl.Series([3.0, None], dtype=pl.Float64)  # whole numbers beside a blank, as pandas keeps them
    table = """
[table.t]
path = "{path}"
title = "表"
title_en = "Table"
key = ["year"]
[table.t.columns]
year = {{ header = "y", type = "year", label = "年", label_en = "Year" }}
a = {{ header = "a", type = "decimal", unit = "%", label = "列", label_en = "Column" }}
b = {{ header = "b", type = "integer", unit = "人", label = "列", label_en = "Column", required = false }}
"""
    file = describe(home, b"", table, "t.parquet")
    pl.DataFrame({"y": [2024, 2023], "a": figures, "b": whole}).write_parquet(file)
    rows = rows_of(load()[0], "own.t", tmp_path)
    assert rows.select("year", "a", "b").rows() == [(2023, 2.0, None), (2024, 1.5, 3)]
    pl.DataFrame({"y": [2024, 2023], "a": [1.5, float("nan")], "b": whole}).write_parquet(file)
    assert (only(load()[1], "not_readable").row, only(load()[1], "not_readable").column) == (2, "a")
    pl.DataFrame({"y": [2024, 2023], "a": [[1.5], [2.5]], "b": whole}).write_parquet(file)
    assert only(load()[1], "not_readable").expected_en.startswith("column a has a type that is not read")
    pl.DataFrame({"y": [2024], "a": [1.5], "c": [3]}).write_parquet(file)
    assert (only(load()[1], "missing_column").value, load()[0].tables) == ("b", [])
    file.write_bytes(b"PAR1")
    assert only(load()[1], "unreadable_file").severity == "aside"


def test_a_code_that_parquet_holds_as_a_number_has_its_zero(home: Path, load: Load, tmp_path: Path) -> None:
    text = (home / "doctors.csv").read_bytes()
    own, _ = load()
    short = rows_of(own, "own.doctors", tmp_path)
    swap(home / "source.toml", "doctors.csv", "doctors.parquet")
    pl.read_csv(text).write_parquet(home / "doctors.parquet")  # polars takes codes for numbers
    assert pl.read_parquet(home / "doctors.parquet")["団体コード"].dtype == pl.Int64
    own, problems = load()
    assert not [p.line(english=True) for p in problems]
    assert_frame_equal(rows_of(own, "own.doctors", tmp_path).drop("source_row"), short.drop("source_row"))
