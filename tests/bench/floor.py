"""The floor: read the same files, write them as Parquet, make the same tables and views. Checks nothing.

    python tests/bench/floor.py <project> <live build> <output folder>

Every source file is read with Polars as text and written as one Parquet file with the settings of
`etl.build.write`; the mart's tables are created from the live build's Parquet, the views by plain SQL.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import duckdb
import polars as pl

PARQUET = {"compression": "zstd", "compression_level": 3, "row_group_size": 131_072, "statistics": True}


def main(project: Path, build: Path, out: Path) -> None:
    for toml in sorted((project / "data" / "sources").glob("*/source.toml")):
        for file in tomllib.loads(toml.read_text(encoding="utf-8"))["file"]:
            frame = pl.read_csv(toml.parent / file["path"], infer_schema=False)
            folder = out / "parquet" / toml.parent.name
            folder.mkdir(parents=True, exist_ok=True)
            frame.write_parquet(folder / f"{Path(file['path']).stem}.parquet", **PARQUET)
    connection = duckdb.connect(str(out / "cooperation.duckdb"))
    connection.execute("begin")
    for path in sorted((build / "parquet").glob("*.parquet")):
        connection.execute(f"create table {path.stem} as select * from read_parquet('{path}')")
    connection.execute("create schema kpi; create schema views")
    selects = {
        f"{path.parent.name}.{path.stem}": re.sub(
            r"\A\s*/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL
        )
        for path in sorted((project / "sql").glob("[kv]*/*.sql"))
    }
    while selects:  # a view that reads another is made after it
        for name, select in list(selects.items()):
            if not any(re.search(rf"\b{other}\b", select) for other in selects if other != name):
                connection.execute(f"create view {name} as {selects.pop(name)}")
    connection.execute("commit")
    connection.execute("checkpoint")
    connection.close()


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
