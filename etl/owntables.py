"""The tables of an office's own, read, shaped and checked after the board's, each by itself.

Whatever is wrong with one sets that one aside and stops nothing. Where it was published, what would go with
it waits at the gate (decision 33).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from etl.problems import Problems
from etl.read.discover import Source
from etl.read.owntable import OwnTable
from etl.read.typed import read_cells
from etl.tables import Table, provenance
from etl.tables.check import check_tables
from etl.tables.columns import Raw
from etl.tables.only import municipalities_only
from etl.tables.own import table_of

# about 1.7 million rows of a figure each; they are held as text, 1 GiB per million (decision 33)
_MOST_BYTES = 64 * 2**20


@dataclass(frozen=True)
class Own:
    """The tables that hold, their rows by name (own.doctors), and their files as rows of source_file."""

    tables: list[Table] = field(default_factory=list)
    frames: dict[str, pl.DataFrame] = field(default_factory=dict)
    source_files: list[pl.DataFrame] = field(default_factory=list)

    @property
    def keys(self) -> dict[str, list[str]]:
        return {table.name: table.keys for table in self.tables}

    def add_files(self, frame: pl.DataFrame) -> pl.DataFrame:
        """`frame` (table source_file) with theirs."""
        return pl.concat([frame, *(added.select(frame.columns) for added in self.source_files)])


def read(sources: Sequence[Source], frames: Mapping[str, pl.DataFrame], problems: Problems) -> Own:
    """`frames`: the board's tables, which codes are looked up in."""
    own = Own()
    for source, described in _once(sources, problems):
        faults = Problems()
        raws = _raws(source, described, frames, faults)
        table = table_of(described)
        frame = None if raws is None else _shaped(table, raws, frames, faults)
        for problem in faults:
            problems.add(replace(problem, severity="aside") if problem.stops else problem)
        if raws is None or frame is None:
            continue
        own.tables.append(table)
        own.frames[table.name] = frame
        own.source_files.append(provenance.source_files({table.name: raws}, {}))
    return own


def _once(sources: Sequence[Source], problems: Problems) -> Iterable[tuple[Source, OwnTable]]:
    """A name belongs to the first folder that describes it."""
    homes: dict[str, Source] = {}
    for source in sources:
        for described in source.own:
            if described.name not in homes:
                homes[described.name] = source
                yield source, described
                continue
            home = homes[described.name].label("source.toml")
            problems.report(
                "own_table",
                f"この名前の表はもう {home} にあります",
                f"{home} has a table of this name already",
                severity="aside",
                file=source.label("source.toml"),
                column=f"[table.{described.name}]",
                source_id=source.source_id,
            )


def _raws(
    source: Source, described: OwnTable, frames: Mapping[str, pl.DataFrame], faults: Problems
) -> list[Raw] | None:
    """None where one of the files cannot be read as this table."""
    found: list[Raw] = []
    for file in described.files:
        if (source.folder / file.path).stat().st_size > _MOST_BYTES:
            faults.report(
                "too_long",
                f"{_MOST_BYTES // 2**20} MiB までのファイルを読みます",
                f"a file of up to {_MOST_BYTES // 2**20} MiB is read",
                file=source.label(file.path),
                source_id=source.source_id,
            )
            continue
        cells = read_cells(source, file, faults, set(described.key))
        raw = None if cells is None else Raw.of(cells.frame, source, file, faults, cells)
        if raw is None:
            continue
        if file.only:
            raw = municipalities_only(raw, set(frames["municipality"]["municipality_code"]))
        found.append(raw)
    return found if len(found) == len(described.files) and not _lacking(described, found, faults) else None


def _lacking(described: OwnTable, raws: Sequence[Raw], faults: Problems) -> bool:
    """A table without a single row is not finished yet."""
    if faults.stopping or any(len(raw) for raw in raws):
        return False
    faults.report(
        "no_rows",
        "見出しの下に値の行がありません",
        "there is no row under the header",
        file=raws[0].label,
        source_id=raws[0].source.source_id,
    )
    return True


def _shaped(
    table: Table, raws: list[Raw], frames: Mapping[str, pl.DataFrame], faults: Problems
) -> pl.DataFrame | None:
    """The rows; None where anything is wrong with one of them."""
    frame = table.shape({table.name: raws}, frames)
    schema = table.schema.create_empty().schema
    frame = frame.cast({c: d for c, d in schema.items() if frame[c].dtype != d}).select(table.columns)
    good = check_tables({**frames, table.name: frame}, set(), faults, tables=[table])
    return None if faults.stopping else good[table.name]
