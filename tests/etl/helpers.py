"""Short ways to break a copied project and to see how a run answers."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from etl.cli import app
from etl.paths import Paths
from etl.problems import Problem, Problems
from tests.conftest import ROOT

CASEBOOK = "hokkaido_casebook_2024"


def refused(parse: Callable[[str], Any], text: str) -> bool:
    """Whether `parse` raises ValueError for `text`."""
    try:
        parse(text)
    except ValueError:
        return True
    return False


def swap(path: Path, old: str, new: str, count: int = 1) -> int:
    """Replace `old`, which must stand in the file `count` times; returns the row of the first.

    Rows are counted as lines: only for files without line breaks in cells.
    """
    text = path.read_bytes().decode("utf-8")
    assert text.count(old) == count, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_bytes(text.replace(old, new).encode("utf-8"))
    return text[: text.index(old)].count("\n") + 1


def add(path: Path, text: str) -> None:
    """Put `text` at the end of the file."""
    path.write_bytes(path.read_bytes() + text.encode("utf-8"))


def casebook(paths: Paths, name: str) -> Path:
    return paths.sources / CASEBOOK / name


def command(paths: Paths, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`python -m etl …` in a process of its own, as a clerk runs it."""
    return subprocess.run(
        [sys.executable, "-m", "etl", *arguments, "--root", str(paths.root)],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def files(folder: Path) -> dict[str, str]:
    """Every file below `folder` with its sha256."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def only(problems: Problems, rule: str) -> Problem:
    """The one problem of this rule."""
    found = [problem for problem in problems if problem.rule == rule]
    assert len(found) == 1, [problem.line(english=True) for problem in problems]
    return found[0]


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


def called(paths: Paths, *arguments: str) -> Ended:
    """The same as `command`, in this process: for tests that ask for many commands."""
    result = CliRunner().invoke(app, [*arguments, "--root", str(paths.root)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ended(result.exit_code, result.stdout, result.stderr)
