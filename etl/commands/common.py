"""What every command has: the project's folder, exit codes, the lock, two-language messages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from etl.build import fingerprint, runlog
from etl.paths import Paths, paths_at, project_paths
from etl.problems import Problems

Root = Annotated[
    Path | None,
    typer.Option(
        help="office.toml のあるフォルダ、またはチェックアウト / folder that holds office.toml, or a checkout"
    ),
]
Samples = Annotated[
    bool,
    typer.Option("--samples", help="見本データの版 / the builds of sample surveys (refresh --samples)"),
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON で出す / print JSON")]
# documented in docs/history.md; other codes are not used
DONE, PROBLEMS, WRONG_USE, WAITING = 0, 1, 2, 3


def paths_of(root: Path | None, samples: bool = False) -> Paths:
    return replace(paths_at(root.resolve()) if root else project_paths(), samples=samples)


def say_error(ja: str, en: str) -> None:
    typer.echo(ja, err=True)
    typer.echo(en, err=True)


def wrong_use(ja: str, en: str) -> typer.Exit:
    """Says what is wrong; to be raised."""
    say_error(ja, en)
    return typer.Exit(WRONG_USE)


def unusable_settings(paths: Paths, error: Exception) -> typer.Exit:
    """The settings of the office, by the name that its file has; to be raised."""
    name = paths.settings_file.name
    return wrong_use(f"{name} が読めません（{error}）", f"{name} cannot be used ({error})")


def stop_at(problems: Problems, incomplete: object = None) -> None:
    """Ends with all of them on the terminal, where one of them stops a run or tables are incomplete."""
    if problems.stopping or incomplete:
        for problem in problems.ordered():
            say_error(problem.line(english=False), "  " + problem.line(english=True))
        raise typer.Exit(PROBLEMS)


def short_path(path: Path, paths: Paths) -> str:
    """From the project's folder on, where it lies in it."""
    return paths.short(path)


def no_live_build(paths: Paths) -> tuple[str, str]:
    """Why there is no live build to work with, and what to type; in Japanese and English."""
    damaged = fingerprint.live_damage(paths)
    if damaged:
        return (
            f"公開版 {damaged.build_id} は壊れています: {damaged.ja}。make refresh で作り直します。",
            f"the live build {damaged.build_id} is damaged: {damaged.en}; make refresh makes it anew.",
        )
    if any(paths.builds.glob("[!.]*")):
        return (
            "公開版の目印（current.json）が読めません。make refresh で直ります。",
            "current.json, which names the live build, cannot be read; make refresh mends it.",
        )
    return (
        "公開版はまだありません。make refresh で作ります。",
        "there is no live build yet; make refresh makes one.",
    )


@contextmanager
def alone(paths: Paths) -> Iterator[None]:
    """Hold the lock of the mart; ends with exit code 2 and a word where it cannot be had or the disk
    refuses."""
    from filelock import FileLock, Timeout

    try:
        seconds = float(paths.settings().get("refresh", {}).get("lock_timeout_seconds", 30))
    except (ValueError, TypeError, AttributeError) as error:
        raise unusable_settings(paths, error) from error
    try:
        paths.mart.mkdir(parents=True, exist_ok=True)
        lock = FileLock(str(paths.mart / ".lock"))
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if seconds > 0:
                say_error(
                    f"ほかの refresh の終わりを待っています（{seconds:g} 秒まで）",
                    f"waiting for another refresh to end (up to {seconds:g} s)",
                )
            lock.acquire(timeout=max(seconds, 0))
        with lock:
            lock.release()  # `with` took it a second time
            yield
    except Timeout as error:
        raise wrong_use(
            "ほかの refresh が動いています。終わってからもう一度実行してください。",
            "another refresh is running; try again when it has ended.",
        ) from error
    except OSError as error:
        raise wrong_use(
            f"書き込めません（{error}）。公開版はそのままです。",
            f"cannot write ({error}). The live build is untouched.",
        ) from error


def record(paths: Paths, entry: dict[str, Any]) -> None:
    """A line in the log of runs. Where none can be written the run ends as it would have."""
    try:
        runlog.write(paths, entry)
    except OSError as error:
        say_error(f"記録（log.jsonl）に書けません（{error}）", f"log.jsonl cannot be written ({error})")
