"""Tables of an office's own that may be long: specialist staff of all Japan (invented), one of every type."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from etl import owntables
from etl.longtables import parquetfile
from etl.paths import Paths
from tests.bench.national import SOURCE
from tests.own.office import HEAD

HEADER = "code,year,occupation,measure,headcount\n"
# 札幌市, 函館市 and 岩見沢市; not in the order of the key, written as people write
ROWS = """012106,2024,midwife,employed,3
011002,令和5年,midwife,employed,"1,204"
012025,2023,architect,employed,１２
011002,2024,midwife,employed,1210
"""
PLAIN = ROWS.replace('"1,204"', "1204")


EVERY_TYPE = """
[table.t]
path = "{path}"
title = "表"
title_en = "Table"
key = ["code", "day"]
absent = {{ "x" = "suppressed" }}
[table.t.columns]
code = {{ header = "code", type = "municipality_code", label = "列", label_en = "Column" }}
day = {{ header = "day", type = "date", label = "列", label_en = "Column" }}
amount = {{ header = "金額（千円）", type = "integer", unit = "円", label = "列", label_en = "Column" }}
rate = {{ header = "rate", type = "decimal", unit = "%", label = "列", label_en = "C", required = false }}
open = {{ header = "open", type = "boolean", label = "列", label_en = "Column" }}
remark = {{ header = "remark", type = "text", label = "列", label_en = "Column", required = false }}
[table.t.columns.kind]
header = "kind"
type = "enum"
codes = {{ "国" = "state", "道" = "prefecture" }}
label = "列"
label_en = "Column"
"""
CELLS = """code,day,金額（千円）,rate,open,kind,remark
012106,令和6年3月25日,1204,５.5,○,国, 駅前
011002,2024-03-25,x,,×,道,
011002,2024-03-24,△12,0.5,有,国,二行目
"""


def describe(home: Path, text: str | bytes, table: str = EVERY_TYPE, name: str = "t.csv") -> Path:
    """Instead of the doctors a table of every type."""
    (home / "doctors.csv").unlink(missing_ok=True)
    toml = HEAD.format(folder=home.name) + table.format(path=name)
    (home / "source.toml").write_text(toml, encoding="utf-8")
    (home / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return home / name


def rows_of(own: owntables.Own, name: str, folder: Path) -> pl.DataFrame:
    """The rows as the build's Parquet file has them."""
    [table] = [table for table in own.tables if table.name == name]
    frame = own.frames[name]
    if name in own.records:
        parquetfile.write(folder / "long.parquet", table, own.records[name].rows)
        frame = pl.read_parquet(folder / "long.parquet")
    return frame.select(table.columns).sort(table.keys)


def put(paths: Paths, text: str | bytes) -> Path:
    folder = paths.sources / "national_record"
    folder.mkdir(exist_ok=True)
    (folder / "source.toml").write_text(SOURCE, encoding="utf-8")
    file = folder / "record.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file
