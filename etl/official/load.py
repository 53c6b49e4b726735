"""An official file → Raw, or problems that say where it deviates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from etl.official import totals
from etl.official.areas import WORDS, Registry
from etl.official.districts import gather
from etl.official.filelayout import Layout, Reading, Refused
from etl.official.grid import Grid, open_file
from etl.official.guards import guard
from etl.official.layouts import LAYOUTS
from etl.official.readingrows import figures_kind, long, rows_of
from etl.official.sheets import SheetReporter, own_rows, stack
from etl.problems import Problems, Reporter
from etl.read.discover import Source
from etl.read.entries import SourceFile
from etl.read.grid import Refused as Unopened
from etl.tables.columns import Raw
from etl.tables.correct import correct

TOP = 40  # rows that a layout is recognised by
_NAMED = 20  # how many names a notice lists


@dataclass(frozen=True)
class Examined:
    """What one official file turned out to be."""

    layout: Layout
    reading: Reading
    raw: Raw
    counts: Counter[str]
    absent: Counter[str]
    missing: list[str]
    held: list[tuple[str, str]] = field(default_factory=list)


def recognise(grids: list[Grid], layout: str | None = None) -> list[tuple[Layout, Grid]]:
    """Each layout and sheet that fit; `layout` asks for that one only."""
    layouts = [one for one in LAYOUTS if layout in (None, "auto", one.name)]
    return [(one, grid) for one in layouts for grid in grids if one.recognise(grid)]


def _sheets(path: Path, file: SourceFile, rows: int | None = None) -> list[Grid]:
    grids = open_file(path, rows)
    if file.sheet is not None:
        return [grid for grid in grids if grid.sheet == file.sheet]
    return [grid for grid in grids if not grid.cells.hidden] or grids


def examine(source: Source, file: SourceFile, registry: Registry, problems: Problems) -> Examined | None:
    """Read `file` by the layout its content shows. Returns None after saying why it cannot be read."""
    label = source.label(file.path)

    report = Reporter(problems, label, source.source_id, file.sheet)
    path = source.folder / file.path
    try:
        recognised = recognise(_sheets(path, file, TOP), file.layout)
        if len(recognised) == 1 or _one_table(recognised):
            recognised = recognise(_sheets(path, file), recognised[0][0].name)
    except Unopened as reason:
        report(reason.rule, reason.ja, reason.en, reason.row, value=reason.value)
        return None
    if len(recognised) != 1 and not _one_table(recognised):
        _not_one(recognised, file, label, report)
        return None
    layout, readings = recognised[0][0], []
    for _, grid in recognised:
        report.sheet = grid.sheet
        reading = _sheet(layout, grid, file, report)
        if reading is None:
            return None
        readings.append(reading)
    if len(readings) == 1:
        return _read(source, file, layout, readings[0], registry, problems, report)
    if any([m.header for m in r.measures] != [m.header for m in readings[0].measures] for r in readings):
        report.sheet = None
        report("layout_differs", "シートにより年や男女の列が違います", "the sheets differ in their columns")
        return None
    of_sheets = SheetReporter(problems, label, source.source_id, sheets=[r.sheet for r in readings])
    return _read(source, file, layout, stack(readings), registry, problems, of_sheets)


def _one_table(several: list[tuple[Layout, Grid]]) -> bool:
    layouts = [layout for layout, _ in several]
    return bool(layouts) and layouts[0].by_sheet and all(layout is layouts[0] for layout in layouts)


def _sheet(layout: Layout, grid: Grid, file: SourceFile, report: Reporter) -> Reading | None:
    try:
        reading = layout.read(grid, file.constants)
    except Refused as reason:
        report(
            "layout_differs",
            f"「{layout.title}」の様式のようですが、{reason.ja}",
            f"looks like {layout.title_en}, but: {reason.en}",
            reason.row,
            reason.column,
            reason.value,
        )
        return None
    return reading if guard(grid, reading, report) else None


def _not_one(several: list[tuple[Layout, Grid]], file: SourceFile, label: str, report: Reporter) -> None:
    command = f"python -m etl inspect {label}"
    if several:
        names = "、".join(f"{one.title}（シート {grid.sheet}）" for one, grid in several)
        english = ", ".join(f"{one.title_en} (sheet {grid.sheet})" for one, grid in several)
        ja = f"様式が一つに決まりません（{names}）。[[file]] に sheet か layout を書きます"
        en = f"more than one layout fits ({english}); write sheet or layout into [[file]]"
    elif file.layout is None:
        ja = (
            "source.toml に書かれていないファイルで、知っている様式でもありません。"
            f"{command} で [[file]] の案を作ります"
        )
        en = f"not named in source.toml and of no known layout; {command} proposes a [[file]]"
    else:
        ja = f"知っている様式ではありません。{command} で [[file]] の案を作ります"
        en = f"of no known layout; {command} proposes a [[file]]"
    report("unknown_layout", ja, en)


def _read(
    source: Source,
    file: SourceFile,
    layout: Layout,
    reading: Reading,
    registry: Registry,
    problems: Problems,
    report: Reporter,
) -> Examined | None:
    before = len(problems.stopping)
    frame = correct(reading.frame, source, file, problems)
    rows = rows_of(frame, reading, registry, report)
    counts = Counter[str](row.kind for row in rows)
    if reading.parts:
        rows = gather(rows, reading, report)
    held = totals.check(rows, reading, registry, report) if len(problems.stopping) == before else []
    body, absent = long(rows, reading, report)
    if not body.height and len(problems.stopping) == before:
        report("no_rows", "市区町村の行がありません", "there is no row of a municipality")
    headers = {c: how[0] for c, how in reading.texts.items()} | {reading.key: reading.code or reading.name[0]}
    if reading.value:
        headers[reading.value] = " / ".join(m.header for m in reading.measures)
    codes = {row.code for row in rows if row.kind == "municipality"}
    touched = {code[:2] for code in codes if code}
    missing = [code for code in registry.names if code[:2] in touched and code not in codes]
    constants = {k: v for k, v in reading.constants.items() if k not in body.columns}
    as_read = replace(
        file,
        table=reading.table,
        ref=file.ref or reading.ref + (f"（シート {reading.sheet}）" if reading.sheet else ""),
        sheet=reading.sheet,
        header_row=reading.header_row,
        layout=layout.name,
        constants=dict(constants),
    )
    body = own_rows(body, report.sheets) if isinstance(report, SheetReporter) else body
    body = body.with_columns(pl.lit(value).alias(name) for name, value in constants.items())
    raw = Raw(body, source, as_read, headers, problems)
    if figures_kind(reading) == "prefecture" or reading.parts or reading.table == "municipality":
        missing = []
    done = Examined(layout, reading, raw, counts, absent, missing, held)
    if len(problems.stopping) == before:
        _report_read(done, registry, file.layout is None, report)
    return done


def _report_read(done: Examined, registry: Registry, dropped: bool, report: Reporter) -> None:
    """One notice: what the file was taken for, what was counted and what was not."""
    ja, en = words(done, registry)
    if dropped:
        ja = "source.toml に書かれていませんが読みました。" + ja
        en = "not named in source.toml, but read. " + en
    report("official_file", ja, en, severity="notice")


def words(done: Examined, registry: Registry) -> tuple[str, str]:
    """What was read, in a sentence of each language."""
    kind = figures_kind(done.reading)
    rest: Mapping[str, int] = {k: n for k, n in done.counts.items() if k != kind}
    ja = f"「{done.layout.title}」として{WORDS[kind][0]} {done.counts[kind]:,} 行を採用"
    en = f"{done.layout.title_en}: {done.counts[kind]:,} rows of {WORDS[kind][1]} used"
    if rest:
        ja += "。数えない行: " + "、".join(f"{WORDS[k][0]} {n:,}" for k, n in rest.items())
        en += "; not counted: " + ", ".join(f"{WORDS[k][1]} {n:,}" for k, n in rest.items())
    if done.held:
        ja += "。合計と一致: " + " / ".join(one[0] for one in done.held)
        en += "; sums agree: " + " / ".join(one[1] for one in done.held)
    elif done.reading.measures and not done.reading.parts:
        ja += "。合計の行がなく、照合していません"
        en += "; no row of a total to check against"
    for names, words_ja, words_en in (
        (list(done.absent), "値のない団体", "without a figure"),
        ([registry.names[code][1] for code in done.missing], "表にない市区町村", "not in the table"),
    ):
        if names:
            first, more = names[:_NAMED], len(names) > _NAMED
            ja += f"。{words_ja} {len(names)}（{'、'.join(first)}{'ほか' if more else ''}）"
            en += f"; {len(names)} {words_en} ({', '.join(first)}{' …' if more else ''})"
    if done.reading.left_out:
        ja += f"。{done.reading.left_out[0]}"
        en += f"; {done.reading.left_out[1]}"
    return ja, en
