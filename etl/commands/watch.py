"""python -m etl watch: rebuild as files of sql/, data/sources and data/surveys change, until Ctrl-C.

Polled, so that it works on network drives too; a save is taken up once the files have been still
for a moment, since editors write in several steps.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Annotated

import typer

from etl.commands.common import DONE, Root, paths_of, say_error, wrong_use
from etl.commands.refresh import refresh
from etl.paths import Paths
from etl.survey.files import survey_files

# path → (when changed, size): enough to notice a save
Stamps = dict[str, tuple[int, int]]


def file_stamps(paths: Paths) -> Stamps:
    """The files a build is made of, as they stand now. One that vanishes meanwhile is left out."""
    found: Stamps = {}
    own = paths.own_sql.rglob("*.sql") if paths.own_sql else ()
    inputs = (*paths.sql.rglob("*.sql"), *own, *paths.sources.rglob("*"), *survey_files(paths))
    for path in (paths.settings_file, *inputs):
        # what an office program writes beside an open workbook is no source
        if path.name.startswith((".", "~$")):
            continue
        try:
            told = path.stat()
        except OSError:
            continue
        if path.is_file():
            name = paths.short(path)
            # a name may hold bytes that are no text
            found[name.encode("utf-8", "backslashreplace").decode()] = (told.st_mtime_ns, told.st_size)
    return found


def changed(old: Stamps, new: Stamps) -> list[str]:
    """Names of files that are new, gone or different."""
    return sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))


def settled(paths: Paths, every: float, sleep: Callable[[float], None]) -> Stamps:
    """What stands once nothing has changed for one look."""
    before = file_stamps(paths)
    while True:
        sleep(every)
        now = file_stamps(paths)
        if now == before:
            return now
        before = now


def watch(
    every: Annotated[
        float, typer.Option(min=0.05, max=60, help="見る間隔（秒） / seconds between two looks")
    ] = 0.5,
    root: Root = None,
) -> None:
    """sql と data/sources の変更を見て作り直す（Ctrl-C で終わる） / rebuild as files change, until Ctrl-C.

    A file that cannot be used is told with its place, and the watch goes on.
    """
    paths = paths_of(root)
    if not paths.sources.is_dir():
        raise wrong_use(
            f"出典のフォルダがありません（{paths.sources}）",
            f"there is no folder of sources ({paths.sources})",
        )
    try:
        last = file_stamps(paths)  # before the build: what is saved while it runs is the first change
        _rebuild(paths)
        _say("変更を待っています（Ctrl-C で終わる）", "waiting for changes (Ctrl-C ends)")
        while True:
            time.sleep(every)
            if file_stamps(paths) == last:
                continue
            now = settled(paths, every, time.sleep)
            names = changed(last, now)
            last = now
            if names:
                _say(f"変更: {_listed(names)}", f"changed: {_listed(names)}")
                _rebuild(paths)
    except KeyboardInterrupt:
        _say("終わります", "stopped")
        raise typer.Exit(DONE) from None


def _rebuild(paths: Paths) -> None:
    """One refresh, whatever comes of it: it has told its problems itself."""
    try:
        refresh(paths, None)
    except typer.Exit:
        pass
    except (OSError, ValueError) as error:
        say_error(f"作り直せません（{error}）", f"cannot rebuild ({error})")


def _say(ja: str, en: str) -> None:
    typer.echo(f"{ja} / {en}")


def _listed(names: list[str]) -> str:
    rest = len(names) - 3
    return ", ".join(names[:3]) + (f" +{rest}" if rest > 0 else "")
