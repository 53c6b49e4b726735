"""How far a run is: a bar on a terminal, one plain line per step in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from etl.refresh import STEPS, Say


@contextmanager
def progress(started: float) -> Iterator[Say]:
    """A `say` for refresh.run. Both kinds go to stderr; stdout is for results."""
    if not sys.stderr.isatty():

        def plain(ja: str, en: str) -> None:
            typer.echo(f"{time.monotonic() - started:6.2f} s  {ja} / {en}", err=True)

        yield plain
        return

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=len(STEPS), completed=-1)

        def shown(ja: str, en: str) -> None:
            bar.update(task, description=f"{ja} / {en}", advance=1)

        yield shown
