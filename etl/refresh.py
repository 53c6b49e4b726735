"""discover → read → clean → shape → check → build → publish: one run, from files to a live build."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor, wait
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Literal

import duckdb
import polars as pl

from etl import owntables
from etl.build import database, datapackage, fingerprint, history, publish, remade, reuse, write
from etl.gate import doubts, gate
from etl.gate.compare import diff_id, held
from etl.longtables import bulk, parquetfile
from etl.paths import Paths
from etl.problems import Problems
from etl.read.decisions import decisions
from etl.read.discover import Source, discover
from etl.read.leftover import report_leftover
from etl.read.settingsfile import report_settings
from etl.shape import read_all, shape_all
from etl.sqlviews import columnlineage, definitions, lineage, projectsql, sqlfile, viewbuild
from etl.survey.files import report_misplaced
from etl.survey.surveyed import Surveyed
from etl.tables import TABLES, provenance
from etl.tables.check import check_tables
from renkei import whole
from renkei.change import Change
from renkei.definitions import FILE as DEFINITIONS
from renkei.whole import file_sha256

Say = Callable[[str, str], None]
# how the engines say that the disk refused
_DISK = (duckdb.IOException, duckdb.FatalException, duckdb.TransactionException, pl.exceptions.ComputeError)
# every word of `say`, in order
STEPS = ("discover", "read", "shape", "check", "build", "compare", "publish")
Trust = Literal["none", "rows", "sets"]


@dataclass
class Outcome:
    """How a run ended: `published`, `problems` or `waiting` (at the gate)."""

    result: str
    problems: Problems = field(default_factory=Problems)
    manifest: dict[str, Any] | None = None
    accepted: int = 0
    changes: list[Change] = field(default_factory=list)
    recovered: str | None = None


def run(paths: Paths, say: Say, accept: str | None = None) -> Outcome:
    """One refresh, to be called under the lock. Publishes only when nothing stands against it.

    `accept` is the name of a difference (compare.diff_id) that a person has looked at.
    Raises OSError when the disk does (full, read-only): what was live stays live.
    """
    paths.builds.mkdir(parents=True, exist_ok=True)
    publish.sweep(paths)
    recovered = history.recover(paths)
    with ThreadPoolExecutor(3) as beside:
        outcome = _run(paths, say, accept, beside)
    outcome.recovered = recovered
    outcome.problems.relabel(paths.label)
    return outcome


def _run(paths: Paths, say: Say, accept: str | None, beside: ThreadPoolExecutor) -> Outcome:
    problems, of_sql = Problems(), Problems()
    # before anything is read: a file that changes meanwhile makes the next run build again
    input_hash = fingerprint.input_hash(paths)
    # read in another process, while this one reads the tables
    of_files = beside.submit(projectsql.load, paths, of_sql)
    gathered = _gather(paths, problems, say)
    lines = beside.submit(lambda: of_files.result().lineage(gathered.own.tables))
    sources, frames, trust = gathered.sources, gathered.frames, gathered.trust
    sql = of_files.result()
    views = sql.views
    for problem in of_sql:
        problems.add(problem)
    if trust == "none":
        return Outcome("problems", problems)
    moment, helped = history.next_moment(paths)
    build_id = f"{moment:%Y%m%dT%H%M%SZ}-{input_hash[:8]}"
    if helped:
        problems.report(
            "clock",
            f"時計が前の版より遅れています。この版は {moment:%Y-%m-%d %H:%M:%S} UTC とします",
            f"the clock stands before the last build; this one is dated {moment:%Y-%m-%d %H:%M:%S} UTC",
            severity="notice",
        )
    unfinished = paths.builds / f"{publish.UNFINISHED}{build_id}"
    try:
        say("組立", "build")
        judged, counts, rows = _make(unfinished, gathered, sql, problems, beside)
        if problems.stopping:
            return Outcome("problems", problems, accepted=len(judged))
        say("比較", "compare")
        defined = definitions.definitions_of(views.files)
        publish.write_json(unfinished / DEFINITIONS, defined)
        changes = gate.changes(paths, unfinished, frames, defined, gathered.own.keys)
        again = remade.published_before(paths, unfinished)
        if held(changes) and accept != diff_id(changes) and again is None:
            return Outcome("waiting", problems, accepted=len(judged), changes=changes)
        manifest = _manifest(paths, build_id, input_hash, sources, frames, counts, judged, rows, problems)
        manifest["beside"] = [f"parquet/{name}.parquet" for name in bulk.beside(unfinished)]
        manifest["created_at"] = moment.isoformat(timespec="seconds")
        told_of = frames | gathered.own.sources(frames["source_file"])
        named = lineage.sources_behind(views.files, told_of)
        manifest["views"] = views.manifest(named)
        manifest["verdicts"] = views.verdicts.of_files()
        manifest["view_rows"] = views.verdicts.rows
        manifest["check_verdicts"] = sql.verdicts.of_files()
        manifest["drawings"] = views.drawing.verdicts if views.drawing else {}
        manifest["behind"] = {
            view: {"tables": sorted(tables), "sources": named[view]}
            for view, tables in lineage.tables_behind(views.files).items()
        }
        columnlineage.add(manifest["views"], views.files, lines.result(), told_of)
        manifest["aside"] = {name: [p.as_dict() for p in told] for name, told in views.aside.items()}
        manifest["changes"] = gate.summary(changes)
        made = gathered.made | gathered.own.made
        manifest["tables"] = reuse.manifest_entries(
            gathered.plan, made, unfinished / "parquet", gathered.own.tables
        )
        manifest["reused"] = sorted(gathered.plan.tables)
        manifest["told"] = gathered.notices
        manifest["keys"] = {table.name: table.keys for table in TABLES} | gathered.own.keys
        if again:
            manifest["remade"] = again
        say("公開", "publish")
        whole.read_through(unfinished)
        publish.publish(paths, unfinished, manifest)
    except _DISK as error:
        raise OSError(str(error).splitlines()[0]) from error  # the disk, in the engine's words
    finally:
        if unfinished.exists():
            shutil.rmtree(unfinished)
    return Outcome("published", problems, manifest, len(judged), changes)


@dataclass(frozen=True)
class _Gathered:
    """Sources, tables, and how far sql/checks may be asked about them: sums over a set mislead where
    a row of it was refused, and so does a row where a whole file is missing."""

    sources: list[Source]
    frames: dict[str, pl.DataFrame]
    trust: Trust
    plan: reuse.Reuse
    before: write.Before | None
    made: dict[str, reuse.Made]
    notices: list[dict[str, Any]]  # notices about files
    own: owntables.Own


def _gather(paths: Paths, problems: Problems, say: Say) -> _Gathered:
    say("探索", "discover")
    report_settings(paths, problems)
    sources = discover(paths, problems)
    surveyed = Surveyed(paths, problems)
    sources += [*surveyed.sources, *decisions(paths, problems)]
    say("読込", "read")
    kept = reuse.plan(paths, sources, problems, surveyed.key)
    begun = owntables.begin(sources, kept)
    made: dict[str, reuse.Made] = {}
    raws, lost = read_all(sources, problems, kept)
    report_leftover(sources, problems)
    report_misplaced(paths, problems)
    told = [p.as_dict() for p in problems if not p.stops]
    say("整形", "shape")
    frames, incomplete = shape_all(sources, raws, lost, problems, kept, made, surveyed)
    say("検査", "check")
    good = check_tables(frames, incomplete, problems, kept.tables)
    own = owntables.Own() if incomplete else owntables.read(sources, good, problems, kept, begun)
    good |= own.frames
    good["source_file"] = own.add_files(good["source_file"])
    for name in ("source", "correction"):
        good[name] = owntables.cited(good[name], sources, good["source_file"])
    trust: Trust = "none" if incomplete else "rows" if problems.stopping else "sets"
    live = fingerprint.live_manifest(paths)
    before = None if live is None else write.Before.of(paths.builds / live["build_id"], live)
    return _Gathered(sources, good, trust, kept, before, made, told, own)


def _make(
    unfinished: Path,
    gathered: _Gathered,
    sql: projectsql.Sql,
    problems: Problems,
    beside: Executor,
) -> tuple[list[doubts.Judged], dict[str, int], dict[str, int]]:
    """Parquet, tables, checks, views; views only when every row could be read.

    Views are judged over the Parquet files, while the database is made of the same files.
    """
    sources, frames, trust = gathered.sources, gathered.frames, gathered.trust
    parquet, views = unfinished / "parquet", sql.views
    frames["accepted_doubt"] = provenance.accepted([])
    write.write_parquet(frames, parquet, gathered.plan, gathered.own.tables)
    bulk.write(gathered.own.records, parquet)
    accepted, of_views = database.Later("main.accepted_doubt"), Problems()
    holding: SimpleQueue[sqlfile.SqlFile | None] = SimpleQueue()

    def judge() -> None:
        try:
            with views.drawing or nullcontext():
                views.judge(parquet, accepted, of_views, holding.put)
        finally:
            holding.put(None)

    judging = beside.submit(judge) if trust == "sets" else None
    connection = None
    try:
        beside_it = bulk.beside(unfinished)
        connection = write.create(
            unfinished / database.DATABASE, parquet, beside_it, gathered.before, gathered.own.tables
        )
        todo = [c for c in sql.checks if trust == "sets" or c.header.scope == "row"]
        sql.verdicts.read_tables(parquet)
        judged, counts = doubts.run_checks(connection, todo, sources, problems, sql.verdicts)
        if trust == "sets":
            doubts.unused(sources, judged, problems)
        frames["accepted_doubt"] = provenance.accepted(judged)
        write.write_accepted(connection, frames["accepted_doubt"], parquet)
        accepted.written.set_result(None)
        if judging is not None:
            cited = [source.citation for source in sources]
            package = datapackage.datapackage(connection, cited, parquet, gathered.own.tables)
            (parquet / datapackage.FILE).write_text(package, encoding="utf-8")
            viewbuild.make(connection, iter(holding.get, None), views.verdicts.same)
            judging.result()
            for problem in of_views:
                problems.add(problem)
        rows = {name: frame.height for name, frame in frames.items()}
        rows |= parquetfile.rows(unfinished)
        connection.execute("checkpoint cooperation")
    finally:
        accepted.written.cancel()
        if judging is not None:
            wait([judging])  # it writes into the folder
        if connection is not None:
            connection.close()
    return judged, counts, rows


def _manifest(
    paths: Paths,
    build_id: str,
    input_hash: str,
    sources: list[Source],
    frames: dict[str, pl.DataFrame],
    counts: dict[str, int],
    judged: list[doubts.Judged],
    rows: dict[str, int],
    problems: Problems,
) -> dict[str, Any]:
    live = fingerprint.live_manifest(paths)
    return {
        "build_id": build_id,
        "previous_build_id": live["build_id"] if live else None,
        "input_hash": input_hash,
        "versions": fingerprint.versions(),
        "program": fingerprint.code_sha256(),
        "rows": rows,
        "sources": [
            {
                "source_id": s.source_id,
                "title": s.citation["title"],
                "files": {p.name: file_sha256(p) for p in sorted(s.folder.iterdir()) if p.is_file()},
            }
            for s in sources
        ],
        "checks": {name: {"rows": n} for name, n in sorted(counts.items())},
        "accepted": [
            {"rule": p.rule, "key": p.key, "value": a.value, "reason": a.reason, "row": row}
            for p, a, row in judged
        ],
        "notices": [p.as_dict() for p in problems],
    }
