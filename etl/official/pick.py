"""Which files of the sources are official ones, and in which order they are read."""

from __future__ import annotations

from collections.abc import Sequence

from etl.forms.marker import NEW_YEAR, read_marker
from etl.official import code_list
from etl.official.areas import Registry
from etl.official.grid import Grid, open_file
from etl.official.load import TOP, examine, recognise
from etl.problems import Problems
from etl.read.discover import Source
from etl.read.entries import SourceFile
from etl.read.grid import Refused
from etl.tables.columns import Raw

_TABLES = (
    "population",
    "population_age",
    "indicator_value",
    "area",
    "staff",
)  # what an official file may bring besides the code list


def read_official(
    sources: Sequence[Source], raws: dict[str, list[Raw]], lost: set[str], problems: Problems
) -> None:
    """Add every official file to `raws` under its table; what cannot be read is added to `lost`.

    A code list comes first: the other files' rows are told by it.
    """
    waiting = [(s, f) for s in sources for f in (*s.files, *s.dropped) if not f.table]
    tops = {(s.source_id, f.path): _top(s, f) for s, f in waiting}
    waiting = [(s, f) for s, f in waiting if not _is_form(tops[s.source_id, f.path])]
    lists = [(s, f) for s, f in waiting if _is_code_list(tops[s.source_id, f.path], f)]
    for source, file in lists:
        _add(source, file, Registry({}), raws, lost, problems)
    registry = Registry.of(raws.get("municipality", []))
    for source, file in [one for one in waiting if one not in lists]:
        if registry.names and "municipality" not in lost:
            _add(source, file, registry, raws, lost, problems)
        else:
            lost.update(_TABLES)  # the code list's own problem has been told


def _add(
    source: Source,
    file: SourceFile,
    registry: Registry,
    raws: dict[str, list[Raw]],
    lost: set[str],
    problems: Problems,
) -> None:
    done = examine(source, file, registry, problems)
    if done is None:
        lost.update(_TABLES)
    else:
        raws.setdefault(done.reading.table, []).append(done.raw)


def _top(source: Source, file: SourceFile) -> list[Grid]:
    try:
        return open_file(source.folder / file.path, TOP)
    except (Refused, OSError):
        return []  # told when the whole of it is read


def _is_form(grids: list[Grid]) -> bool:
    """A workbook of `new-year` is no official file: it is read by its own module."""
    return any(read_marker(grid.cells.text(1, 0), NEW_YEAR) for grid in grids)


def _is_code_list(grids: list[Grid], file: SourceFile) -> bool:
    return any(layout is code_list.LAYOUT for layout, _ in recognise(grids, file.layout))
