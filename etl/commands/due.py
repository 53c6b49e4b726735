"""What the commands about a new year share: the year that is typed, and what is due of the sources."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from etl.commands.common import stop_at, wrong_use
from etl.paths import Paths

if TYPE_CHECKING:  # the tables' library: no command that does without it waits for it
    from etl.newyear.due import Due, Frames
    from etl.newyear.names import Names
    from etl.read.discover import Source


NAMED = 30  # rows named one by one on the terminal; more are counted
Out = Annotated[
    Path | None, typer.Option(help="様式を置くフォルダ / folder for the workbooks [data/new_year/<year>]")
]
ListOnly = Annotated[bool, typer.Option("--list", help="様式を作らず一覧だけ / only tell, lay out nothing")]
Overwrite = Annotated[bool, typer.Option(help="前に作った様式を作り直す / replace workbooks that are there")]


def workbook_folder(paths: Paths, out: Path | None, year: int) -> Path:
    """Where workbooks of the year are laid out; ends the command where that is among the sources, which would
    read an empty form as a filled-in one."""
    folder = (out or paths.folder / "new_year" / str(year)).resolve()
    if folder.is_relative_to(paths.sources.resolve()):
        raise wrong_use(
            f"{folder} は出典のフォルダの中です。別の所に作ります",
            f"{folder} lies in the folder of sources; choose another",
        )
    return folder


@dataclass(frozen=True)
class DueNow:
    """`limits` gives by raw column the highest number of each region; `schemes` are the names to choose from
    where grants of several schemes, lines or recipients are told apart."""

    year: int
    rows: list[tuple[Source, Due]]
    frames: Frames
    names: Names
    limits: dict[str, dict[str, float]]
    schemes: tuple[str, ...]


def read_due(paths: Paths, year: int | None, forms: bool = True) -> DueNow:
    """What is due up to a year; without one up to the next that follows from the figures, with `forms` also
    what there is only a form for. Ends the command where the sources cannot be read in full."""
    from etl.newyear.expected import all_due
    from etl.newyear.names import names
    from etl.problems import Problems
    from etl.read.discover import discover
    from etl.shape import read_all, shape_all

    problems = Problems()
    sources = discover(paths, problems)
    raws, lost = read_all(sources, problems)
    frames, incomplete = shape_all(sources, raws, lost, problems)
    stop_at(problems, incomplete)
    rows = all_due(sources, frames, year, forms)
    last = year if year is not None else max((row.year for _, row in rows), default=0)
    return DueNow(last, rows, frames, names(raws), {"amount": _caps(frames, last)}, _schemes(frames))


def read_year(text: str) -> int:
    """A fiscal year as a person types it; ends the command where it is none."""
    from etl.clean import dates

    try:
        return dates.fiscal_year(text)
    except ValueError:
        raise wrong_use(
            f"年度が読めません（{text}）。2025、令和7年度、R7 のように書きます",
            f"not a fiscal year ({text}); write 2025, 令和7年度 or R7",
        ) from None


def _caps(frames: Frames, year: int) -> dict[str, float]:
    """Region → cap of the scheme that it is under in the fiscal year, in the unit of the form; none where it
    has no cap."""
    from etl.newyear.words import AMOUNT
    from etl.tables.grantrule import Rules, grant_scheme, schemes_of

    rules, found = Rules.of(frames), {}
    for region, under in schemes_of(frames["region_scheme"], frames["scheme"]).items():
        scheme = grant_scheme(under, year)
        cap = rules.cap(region, scheme, year) if scheme else None
        if cap is not None:
            found[region] = AMOUNT.in_unit(cap)
    return found


def _schemes(frames: Frames) -> tuple[str, ...]:
    """The granting schemes by name, where there is more to tell apart than one scheme that pays regions."""
    from etl.tables.grantrule import GRANTING

    granting = [row for row in frames["scheme"].iter_rows(named=True) if row["kind"] in GRANTING]
    told = frames["disbursement"].select("line", "recipient_code", "cost_yen")
    plain = len(granting) < 2 and all(row["recipient"] == "region" for row in granting)
    if plain and told.null_count().row(0) == (told.height,) * 3:
        return ()
    return tuple(row["name"] for row in granting)
