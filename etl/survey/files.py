"""Which files of the surveys' folder decide the rows of a build, and which are read by nobody."""

from __future__ import annotations

from pathlib import Path

from etl.paths import Paths
from etl.problems import Problems


def survey_files(paths: Paths) -> list[Path]:
    """What decides the rows of the surveys: definitions and returns, not forms or replies."""
    files = [
        *paths.surveys.glob("*/survey.toml"),
        *paths.surveys.glob("*/returns/**/*"),
        *misplaced_files(paths),
    ]
    return sorted(path for path in files if path.is_file() and not path.name.startswith((".", "~$")))


def misplaced_files(paths: Paths) -> list[Path]:
    """Files of the surveys' folder that are in none of the places a survey has: a return, perhaps."""
    files = []
    for path in paths.surveys.rglob("*"):
        inner = path.relative_to(paths.surveys).parts
        placed = len(inner) > 2 and inner[1] in ("returns", "forms", "replies")
        quiet = any(part.startswith((".", "~$")) for part in inner) or path.suffix.lower() in (".toml", ".md")
        if path.is_file() and not placed and not quiet:
            files.append(path)
    return sorted(files)


def report_misplaced(paths: Paths, problems: Problems) -> None:
    """A return that lies beside returns/ is read by nobody."""
    for path in misplaced_files(paths):
        inner = path.relative_to(paths.surveys).as_posix()
        problems.report(
            "survey_astray",
            "調査のフォルダの中でも読む場所ではないため、読んでいません（回答なら returns/ に入れます）",
            "in the surveys' folder, where nothing is read: a return belongs into returns/",
            severity="notice",
            file=f"{paths.short(paths.surveys)}/{inner}",
        )
