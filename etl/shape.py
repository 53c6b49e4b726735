"""All files of all sources → one clean frame per table, in the order tables are made."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import polars as pl

from etl.build.reuse import TELLING, Made, Reuse
from etl.near import near
from etl.newyear.expected import check_declarations, expected
from etl.newyear.form import read_forms
from etl.newyear.supersede import supersede
from etl.official.overlap import settle
from etl.official.pick import read_official
from etl.paths import Paths
from etl.problems import Problem, Problems
from etl.read.discover import Source, discover
from etl.read.entries import SourceFile
from etl.read.typed import ROW, read_cells
from etl.survey.reference import ReferenceData
from etl.survey.surveyed import Surveyed
from etl.tables import GONE, TABLES, keys_of, provenance, raw_names
from etl.tables.columns import Raw
from etl.tables.only import municipalities_only

EVERYTHING = Reuse()
_SURVEY_REFERENCE = (
    "municipality_change",
    "municipality",
    "bureau_member",
    "scheme",
    "region",
    "region_member",
    "occupation",
)
_ENDS = ("municipality_change", "region_end", "region_member_end")


class _Incomplete(Exception):
    """A table that another one reads could not be read in full."""


class _Done(dict[str, pl.DataFrame]):
    """The tables made so far. Asking for one that is not complete ends the asking table's shape.

    `asked` are those that a shape has asked for: it must be made again when they change.
    """

    def __init__(self) -> None:
        super().__init__()
        self.used: set[str] = set()

    def __getitem__(self, name: str) -> pl.DataFrame:
        self.used.add(name)
        return super().__getitem__(name)

    def __missing__(self, name: str) -> pl.DataFrame:
        raise _Incomplete(name)


def read_all(
    sources: list[Source], problems: Problems, reuse: Reuse = EVERYTHING
) -> tuple[dict[str, list[Raw]], set[str]]:
    """Every file that must be read as text cells, by raw table name, and the names a file is lost of."""
    raws: dict[str, list[Raw]] = {}
    lost: set[str] = set()
    unusable = bool(problems.stopping)  # a source.toml: what it would have brought is not known
    for source in sources:
        empty: list[str] = []
        for file in source.files:
            if not file.table:
                continue  # an official file: the code list must be known first
            if file.table not in raw_names():
                unusable = True
                problems.report(
                    "unknown_table",
                    *GONE.get(file.table, ("この名前の表はありません", "there is no table of this name")),
                    file=source.label("source.toml"),
                    column="table",
                    value=file.table,
                    guess=near(file.table, sorted(raw_names())),
                    source_id=source.source_id,
                )
                continue
            if not reuse.reads(file):
                continue
            raw = _read_apart(source, file, problems) if source.apart else _read(source, file, problems)
            if raw is None and source.apart:
                continue
            if raw is None:
                lost.add(file.table)
            else:
                raws.setdefault(file.table, []).append(raw)
                if not len(raw) and not source.apart:
                    empty.append(file.path)
        _report_empty(source, empty, problems)
    if reuse.loose:
        read_official(sources, raws, lost, problems)  # first: a code list is what forms are told by
        read_forms(sources, raws, lost, problems)
    return raws, lost | (raw_names() - set(raws) if unusable else set())


def _read(source: Source, file: SourceFile, problems: Problems) -> Raw | None:
    cells = read_cells(source, file, problems, keys_of(file.table))
    return None if cells is None else Raw.of(cells.frame, source, file, problems, cells)


def _read_apart(source: Source, file: SourceFile, problems: Problems) -> Raw | None:
    """The rows of which nothing is said; of the others, and of a file that is none, what is wrong stops
    nothing."""
    own = Problems()
    raw = _read(source, file, own)
    for problem in own:
        problems.add(replace(problem, severity="aside") if problem.stops else problem)
    wrong = {problem.row for problem in own if problem.stops}
    if raw is None or None in wrong:
        return None
    return replace(raw, frame=raw.frame.filter(~pl.col(ROW).is_in(list(wrong))), problems=problems)


def _report_empty(source: Source, files: Sequence[str], problems: Problems) -> None:
    """Forms that nobody has filled in yet: said in one line, so that a lost table is seen too."""
    if files:
        shown = "、".join(files[:3]) + ("…" if len(files) > 3 else "")
        problems.report(
            "no_rows_yet",
            f"見出しだけで、値の行がまだない表: {len(files)}（{shown}）",
            f"tables with a heading and no row yet: {len(files)} ({shown.replace('、', ', ')})",
            severity="notice",
            file=source.label(files[0]) if len(files) == 1 else source.label("source.toml"),
            source_id=source.source_id,
        )


def shape_all(
    sources: list[Source],
    raws: dict[str, list[Raw]],
    lost: set[str],
    problems: Problems,
    reuse: Reuse = EVERYTHING,
    made: dict[str, Made] | None = None,
    surveyed: Surveyed | None = None,
) -> tuple[dict[str, pl.DataFrame], set[str]]:
    """Frames by table name, columns as the schema has them (rows are not checked here), and the
    names of tables that are not complete because a file behind them could not be read.

    `made` takes up what was seen of each table that was not taken over.
    """
    frames: dict[str, pl.DataFrame] = {}
    done = _Done()
    incomplete: set[str] = set()
    twice: dict[str, int] = {}
    last_read = _last_read()
    for table in TABLES:
        if table.name in reuse.tables:
            frames[table.name] = done[table.name] = reuse.frame(table.name)
            for notice in reuse.tables[table.name]["notices"]:
                problems.add(Problem(**notice))
            continue
        done.used, before = set(), len(problems)
        try:
            for name in table.inputs:
                if any(raw.file.only for raw in raws.get(name, [])):
                    listed = set(done["municipality"]["municipality_code"])
                    raws[name] = [municipalities_only(r, listed) if r.file.only else r for r in raws[name]]
            files = [raw for name in table.inputs for raw in raws.get(name, [])]
            frame = supersede(table.name, table.keys, table.shape(raws, done), files)
            if table.surveyed and surveyed is not None:
                frame = surveyed.add(table.name, frame, done)
            _unasked([raw for name in last_read.get(table.name, ()) for raw in raws.get(name, [])], problems)
        except _Incomplete:
            frame = table.schema.create_empty()
            incomplete.add(table.name)
        frames[table.name] = frame.cast(
            {c: d for c, d in table.schema.create_empty().schema.items() if frame[c].dtype != d}
        ).select(table.columns)
        files = [raw for name in table.inputs for raw in raws.get(name, [])]
        frames[table.name] = settle(table, frames[table.name], files, problems, twice)
        if lost.intersection(table.inputs):
            incomplete.add(table.name)
        if table.name not in incomplete:
            done[table.name] = frames[table.name]
        if made is not None:
            notices = (p for p in problems.items[before:] if not p.stops)
            made[table.name] = Made(frozenset(done.used), tuple(notices))
    frames["source_file"] = _source_files(raws, twice, reuse)
    frames["source"] = _sources(sources, raws, frames["source_file"], reuse)
    frames["correction"] = provenance.corrections(
        sources, {name: f for name, f in frames.items() if name not in incomplete}, problems
    )
    check_declarations(sources, problems)
    frames["expected_row"] = expected(sources if not incomplete else [], frames)
    return frames, incomplete


def read_reference(paths: Paths, problems: Problems) -> ReferenceData:
    """What a survey needs of the sources, for commands: only the files behind these tables are read."""
    return ReferenceData.of(read_tables(paths, problems, _SURVEY_REFERENCE))


def read_tables(paths: Paths, problems: Problems, names: Collection[str]) -> dict[str, pl.DataFrame]:
    """Tables of the sources by name, for commands; of their own files, and of no others, they are made.

    `names` must hold every table that one of them is shaped by.
    """
    wanted = frozenset({*TELLING, *_ENDS, "scheme", "region_scheme", "region_member"})
    raws, _ = read_all(discover(paths, problems), problems, Reuse(raws=wanted))
    frames: dict[str, pl.DataFrame] = {}
    for table in TABLES:
        if table.name in names:
            frames[table.name] = table.shape(raws, frames)
    return frames


def _sources(
    sources: Sequence[Source], raws: dict[str, list[Raw]], files: pl.DataFrame, reuse: Reuse
) -> pl.DataFrame:
    """With the documents of files that were not read again."""
    made = provenance.sources(sources, raws)
    kept = set(files["source_id"]) - set(made["source_id"])
    if not kept:
        return made
    before = reuse.frame("source").filter(pl.col("source_id").is_in(kept))
    return pl.concat([made, before.select(made.columns)])


def _source_files(raws: dict[str, list[Raw]], twice: dict[str, int], reuse: Reuse) -> pl.DataFrame:
    """A file that was not read again has the rows it had."""
    kept = {name for table in TABLES if table.name in reuse.tables for name in table.inputs}
    made = provenance.source_files({name: raw for name, raw in raws.items() if name not in kept}, twice)
    if not kept:
        return made
    before = reuse.frame("source_file").filter(pl.col("table_name").is_in(kept))
    return pl.concat([before, made.select(before.columns)])


def _last_read() -> dict[str, list[str]]:
    """Table → the raw tables that no table after it reads: what is unused of them now is used by none."""
    last = {raw: table.name for table in TABLES for raw in table.inputs}
    found: dict[str, list[str]] = {}
    for raw, table in last.items():
        found.setdefault(table, []).append(raw)
    return found


def _unasked(raws: list[Raw], problems: Problems) -> None:
    """A mapping to a column the table does not have would drop the column without a word."""
    for raw in raws:
        for column in raw.unasked():
            problems.report(
                "unknown_column",
                f"表 {raw.file.table} にこの名前の列はありません",
                f"table {raw.file.table} has no column of this name",
                file=raw.source.label("source.toml"),
                column=f"[file.columns] {raw.header(column)}",
                value=column,
                guess=near(column, sorted(raw.used - set(raw.headers))),
                source_id=raw.source.source_id,
            )
