"""The tables of an office's own, read, shaped and checked after the board's, each by itself.

Whatever is wrong with one sets that one aside and stops nothing. Where it was published, what would go with
it waits at the gate (decision 33). Long ones are read by column (etl.longtables), by the same rules; one
whose files and whose description are as they were is taken over from the live build.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import polars as pl

from etl.build.reuse import Made, Reuse
from etl.longtables import ahead, bulk
from etl.longtables.parquetfile import long_tables
from etl.official import codenames
from etl.official.areas import Registry
from etl.problems import Problem, Problems
from etl.read.discover import Source
from etl.read.owntable import OwnTable
from etl.read.typed import read_cells
from etl.tables import Table, provenance
from etl.tables.check import check_tables
from etl.tables.columns import Raw
from etl.tables.only import municipalities_only
from etl.tables.own import table_of

Frames = Mapping[str, pl.DataFrame]
EVERYTHING = Reuse()


@dataclass(frozen=True)
class Own:
    """The tables that hold, their rows by name (own.doctors), and their files as rows of source_file.

    The rows of a long table are in `records`, or in the live build; its frame is empty.
    """

    tables: list[Table] = field(default_factory=list)
    frames: dict[str, pl.DataFrame] = field(default_factory=dict)
    source_files: list[pl.DataFrame] = field(default_factory=list)
    records: dict[str, bulk.Record] = field(default_factory=dict)
    made: dict[str, Made] = field(default_factory=dict)

    @property
    def keys(self) -> dict[str, list[str]]:
        return {table.name: table.keys for table in self.tables}

    def add_files(self, frame: pl.DataFrame) -> pl.DataFrame:
        """`frame` (table source_file) with theirs."""
        return pl.concat([frame, *(added.select(frame.columns) for added in self.source_files)])

    def sources(self, source_file: pl.DataFrame) -> dict[str, pl.DataFrame]:
        """Whose rows each long table holds, as lineage asks it of a frame."""
        return {
            name: pl.concat([frame, source_file.filter(table_name=name).select("source_id")], how="diagonal")
            for name, frame in self.frames.items()
            if frame.is_empty()
        }


def begin(sources: Sequence[Source], reuse: Reuse) -> ahead.Begun:
    """Start to read the files of the long ones that are not taken over."""
    return ahead.begin(pair for pair in _once(sources, Problems()) if pair[1].qualified not in reuse.tables)


def read(
    sources: Sequence[Source],
    frames: Frames,
    problems: Problems,
    reuse: Reuse = EVERYTHING,
    begun: ahead.Begun | None = None,
) -> Own:
    """`frames`: the board's tables, which codes are looked up in. Taken over are those of `reuse`."""
    begun = begin(sources, reuse) if begun is None else begun
    own = Own()
    for source, described in _once(sources, problems):
        table = table_of(described)
        if table.name in reuse.tables:
            _take_over(own, table, reuse, problems)
            continue
        faults = Problems()
        if table.name in begun:
            _add_long(own, described, table, begun[table.name].result(), frames, faults)
        else:
            _add_short(own, source, described, table, frames, faults)
        notices = tuple(problem for problem in faults if not problem.stops)
        own.made[table.name] = Made(frozenset({"municipality"}), notices)
        for problem in faults:
            problems.add(replace(problem, severity="aside") if problem.stops else problem)
    return own


def _add_short(
    own: Own, source: Source, described: OwnTable, table: Table, frames: Frames, faults: Problems
) -> None:
    raws = _raws(source, described, frames, faults)
    frame = None if raws is None else _shaped(table, raws, frames, faults)
    if frame is not None:
        held = frame

        def pairs(code: str, name: str) -> pl.DataFrame:
            several = held.select(code=code, name=name, source_row="source_row").drop_nulls()
            return several.unique(["code", "name"], keep="first", maintain_order=True)

        words = {column: held[column].drop_nulls().unique() for column in _texts(described)}
        _check_names(described, words, pairs, frames, faults)
        frame = None if faults.stopping else frame
    if raws is not None and frame is not None:
        own.tables.append(table)
        own.frames[table.name] = frame
        own.source_files.append(provenance.source_files({table.name: raws}, {}))


def _add_long(
    own: Own, described: OwnTable, table: Table, parts: ahead.Parts, frames: Frames, faults: Problems
) -> None:
    record = bulk.read(described, table, parts, frames, faults)
    if record is not None:
        words = {column: record.rows.values[column] for column in _texts(described)}
        _check_names(described, words, partial(bulk.pairs, record), frames, faults)
    if record is not None and not faults.stopping:
        own.tables.append(table)
        own.frames[table.name] = table.schema.create_empty()
        own.records[table.name] = record
        own.source_files.append(record.files)


def _texts(described: OwnTable) -> list[str]:
    return [column.name for column in described.columns if column.type == "text"]


def _check_names(
    described: OwnTable, words: dict[str, pl.Series], pairs: codenames.Pairs, frames: Frames, faults: Problems
) -> None:
    codes = [column.name for column in described.columns if column.type == "municipality_code"]
    if codes and words:
        codenames.check(codes, words, pairs, Registry.of_table(frames["municipality"]), faults)


def _take_over(own: Own, table: Table, reuse: Reuse, problems: Problems) -> None:
    assert reuse.folder is not None
    own.tables.append(table)
    long = table.name in long_tables(reuse.folder)
    own.frames[table.name] = table.schema.create_empty() if long else reuse.frame(table.name)
    own.source_files.append(reuse.frame("source_file").filter(table_name=table.name))
    for notice in reuse.tables[table.name]["notices"]:
        problems.add(Problem(**notice))


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


def _raws(source: Source, described: OwnTable, frames: Frames, faults: Problems) -> list[Raw] | None:
    """None where one of the files cannot be read as this table."""
    found: list[Raw] = []
    for file in described.files:
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


def _shaped(table: Table, raws: list[Raw], frames: Frames, faults: Problems) -> pl.DataFrame | None:
    """The rows; None where anything is wrong with one of them."""
    frame = table.shape({table.name: raws}, frames)
    schema = table.schema.create_empty().schema
    frame = frame.cast({c: d for c, d in schema.items() if frame[c].dtype != d}).select(table.columns)
    good = check_tables({**frames, table.name: frame}, set(), faults, tables=[table])
    return None if faults.stopping else good[table.name]


def cited(frame: pl.DataFrame, sources: Sequence[Source], source_file: pl.DataFrame) -> pl.DataFrame:
    """`frame` (table source or correction) without the folders that brought nothing but tables that were set
    aside: they stand behind no figure, and are not counted among those that do."""
    described = {source.source_id for source in sources if source.own_paths}
    aside = sorted(described - set(source_file["source_id"]))
    return frame.filter(~pl.col("source_id").is_in(aside))
