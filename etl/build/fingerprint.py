"""What a build was made from, as one hash; standard library only, so that "nothing new" is quick."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from etl.paths import Paths
from etl.survey import publication
from etl.survey.files import survey_files
from renkei import japan
from renkei import whole as wholeness
from renkei.whole import Damaged, file_sha256

_ROOT = Path(__file__).resolve().parent.parent.parent
DRAWING = ("duckdb", "plotly", "python-pptx", "xlsxwriter", "pyarrow")
LIBRARIES = ("polars", "duckdb", "dataframely", "pyarrow", "sqlglot")


@cache
def versions() -> dict[str, str]:
    """The libraries that decide what the bytes of a build look like."""
    return {name: version(name) for name in LIBRARIES}


def _code() -> list[Path]:
    """The modules that write a build, and what they know by heart (counties.csv)."""
    files = (p for package in ("etl", "renkei") for p in (_ROOT / package).rglob("*"))
    return sorted(p for p in files if p.suffix in (".py", ".csv"))


@cache
def code_sha256() -> str:
    """One hash over this program and the libraries it stands on."""
    told = [f"{path.relative_to(_ROOT).as_posix()} {file_sha256(path)}" for path in _code()]
    return hashlib.sha256("\n".join([json.dumps(versions(), sort_keys=True), *told]).encode()).hexdigest()


@cache
def drawing_sha256() -> str:
    """One hash over what draws an analyst's panel: the board, and the libraries it draws with."""
    files = (p for package in ("dashboard", "renkei") for p in (_ROOT / package).rglob("*"))
    told = [
        f"{path.relative_to(_ROOT).as_posix()} {file_sha256(path)}"
        for path in sorted(files)
        if path.suffix in (".py", ".toml", ".css", ".js")
    ]
    told += [f"{name} {version(name)}" for name in DRAWING]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _shared(paths: Paths) -> list[Path]:
    """The product's sources that an office elsewhere reads; none where the settings cannot be read, which
    whoever needs them says."""
    try:
        return [folder for folder in paths.source_folders() if folder.parent != paths.sources]
    except ValueError:
        return []


def sql_files(paths: Paths) -> list[Path]:
    """What decides the views and checks of a build; sql/panels is what the board asks of one."""
    panels = paths.sql / "panels"
    return [path for path in paths.sql.rglob("*.sql") if panels not in path.parents]


def _deciding(paths: Paths) -> str:
    """What the settings say of a build: the smallest headcount that is shown, sources and SQL left out.
    Whoever needs them says when they cannot be read."""
    try:
        told = paths.settings()
        return json.dumps([told.get(k) for k in ("survey", "product")], sort_keys=True, default=str)
    except (ValueError, OSError):
        return ""


def _published(paths: Paths) -> str:
    """The surveys whose answers are published today: on the day after a deadline there is something new."""
    on = japan.today()
    tomls = sorted(paths.surveys.glob("*/survey.toml"))
    return "\0".join(toml.parent.name for toml in tomls if publication.opened(toml, on))


def input_hash(paths: Paths) -> str:
    """sha256 over the names and bytes of sources, surveys, SQL and this program, versions, and
    which surveys are published by now."""
    wholeness.forget()  # a run begins here
    digest = hashlib.sha256(json.dumps(versions(), sort_keys=True).encode())
    digest.update(_deciding(paths).encode())
    digest.update(_published(paths).encode())
    inputs = [
        *(("sources", p, paths.sources) for p in paths.sources.rglob("*")),
        *(("shared", p, folder.parent) for folder in _shared(paths) for p in folder.rglob("*")),
        *(("decisions", p, paths.decisions) for p in paths.decisions.glob("*")),
        *(("surveys", p, paths.surveys) for p in survey_files(paths)),
        *(("sql", p, paths.sql) for p in sql_files(paths)),
        *(("own sql", p, own) for own in (paths.own_sql,) if own for p in own.rglob("*.sql")),
        *(("code", p, _ROOT) for p in _code()),
    ]
    for kind, path, base in sorted(inputs, key=lambda item: (item[0], item[1].as_posix())):
        if path.is_file() and not path.name.startswith((".", "~$")):
            name = f"{kind}/{path.relative_to(base).as_posix()}"
            # a name may hold bytes that are no text
            digest.update(f"{name}\0{path.stat().st_size}\0".encode("utf-8", "backslashreplace"))
            digest.update(_hash_of(path, kind).encode())
    return digest.hexdigest()


def _hash_of(path: Path, kind: str) -> str:
    """An SQL file that cannot be read is that file's problem: the run that follows says so."""
    try:
        return file_sha256(path)
    except OSError:
        if kind != "sql":
            raise
        return "unreadable"


def whole(folder: Path) -> dict[str, Any] | None:
    """The manifest of a whole build (renkei.whole), else None."""
    try:
        return wholeness.manifest_of(folder)
    except Damaged:
        return None


def live_id(paths: Paths) -> str | None:
    """The build that current.json names, whole or not; None where it names none."""
    try:
        name = json.loads(paths.current.read_text(encoding="utf-8"))["build_id"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return name if isinstance(name, str) and name and Path(name).name == name else None


def live_manifest(paths: Paths) -> dict[str, Any] | None:
    """The manifest of the live build, or None where there is none or it is not whole."""
    name = live_id(paths)
    return whole(paths.builds / name) if name else None


def live_damage(paths: Paths) -> Damaged | None:
    """What is wrong with the build that current.json names; None where it is whole, or there is none."""
    name = live_id(paths)
    there = name is not None and (paths.builds / name).is_dir()
    return wholeness.damage(paths.builds / name) if name and there else None


def damaged(paths: Paths) -> list[Damaged]:
    """What is wrong with the builds that are kept, the newest first."""
    folders = sorted((p for p in paths.builds.glob("[!.]*") if p.is_dir()), reverse=True)
    return [found for folder in folders if (found := wholeness.damage(folder))]
