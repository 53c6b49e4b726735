"""A table of an office's own that may be long: specialist staff of all Japan (invented figures)."""

from __future__ import annotations

from pathlib import Path

from etl.paths import Paths
from tests.bench.national import SOURCE

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
