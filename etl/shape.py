"""All files of all sources → one clean frame per table, in the order tables are made."""

from __future__ import annotations

import polars as pl

from etl.discover import Source
from etl.names import near
from etl.problems import Problem, Problems
from etl.raw import Raw
from etl.read import read
from etl.tables import TABLES, provenance, raw_names


def read_all(sources: list[Source], problems: Problems) -> dict[str, list[Raw]]:
    """Every file of every source as text cells, by raw table name."""
    raws: dict[str, list[Raw]] = {}
    for source in sources:
        for file in source.files:
            if file.table not in raw_names():
                problems.add(
                    Problem(
                        "error",
                        "unknown_table",
                        "この名前の表はありません",
                        "there is no table of this name",
                        file=source.label("source.toml"),
                        column="table",
                        value=file.table,
                        guess=near(file.table, sorted(raw_names())),
                        source_id=source.source_id,
                    )
                )
                continue
            frame = read(source, file, problems)
            raw = None if frame is None else Raw.of(frame, source, file, problems)
            if raw is not None:
                raws.setdefault(file.table, []).append(raw)
    return raws


def shape_all(sources: list[Source], raws: dict[str, list[Raw]]) -> dict[str, pl.DataFrame]:
    """Frames by table name, columns as the schema has them; rows are not checked here."""
    done: dict[str, pl.DataFrame] = {}
    for table in TABLES:
        frame = table.shape(raws, done)
        done[table.name] = frame.cast(
            {c: d for c, d in table.schema.create_empty().schema.items() if frame[c].dtype != d}
        ).select(table.columns)
    done["source"] = provenance.sources(sources)
    done["source_file"] = provenance.source_files(raws)
    done["correction"] = provenance.corrections(sources)
    return done
