"""A small office: the shipped sources of Hokkaido alone and a few of the views, for tests of what is not
about the shipped figures: the gate, builds kept and gone back to, corrections, acceptances, new years.

A refresh of it takes a quarter of the processor that the shipped project takes.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from etl.paths import Paths

ROOT = Path(__file__).resolve().parent.parent
# nobody of Hokkaido is in them
_ELSEWHERE = ("akita_cooperation_2023", "nagasaki_study_group_2020", "national_areas")
# of whose figures some of elsewhere had to be accepted
_WITH_ELSEWHERE = ("census_*", "gsi_area_*", "staff_*")
# with every view that these read
_VIEWS = ("kpi/disbursement_total", "kpi/field_matrix", "kpi/still_missing", "views/idle_years")
_READ = re.compile(r"\b(kpi|views)\.(\w+)")
# the first column of a table of all municipalities or prefectures → what a row of Hokkaido begins with
_OF_HOKKAIDO = {b"municipality_code": b"01", b"prefecture_code": b"01,"}


def copy_small(target: Path) -> Paths:
    """Its folder, which a test may change."""
    target.mkdir(parents=True, exist_ok=True)
    (target / "data").mkdir()
    shutil.copy(ROOT / "data" / "office.toml", target / "data" / "office.toml")
    shutil.copytree(ROOT / "sql" / "checks", target / "sql" / "checks")
    todo = list(_VIEWS)
    while todo:
        view = todo.pop()
        file, shipped = target / "sql" / f"{view}.sql", ROOT / "sql" / f"{view}.sql"
        if not file.exists() and shipped.exists():
            file.parent.mkdir(exist_ok=True)
            shutil.copy(shipped, file)
            todo += [f"{schema}/{name}" for schema, name in _READ.findall(file.read_text(encoding="utf-8"))]
    paths = Paths(target)
    shutil.copytree(ROOT / "data" / "sources", paths.sources, ignore=shutil.ignore_patterns(*_ELSEWHERE))
    for file in paths.sources.glob("*/*.csv"):
        _keep_hokkaido(file)
    # no figure of Hokkaido had to be accepted in them
    for toml in (file for name in _WITH_ELSEWHERE for file in paths.sources.glob(f"{name}/source.toml")):
        toml.write_text(toml.read_text(encoding="utf-8").split("[[accepted]]")[0], encoding="utf-8")
    return paths


def _keep_hokkaido(file: Path) -> None:
    head, *rows = file.read_bytes().splitlines(keepends=True)
    begins = _OF_HOKKAIDO.get(head.removeprefix(b"\xef\xbb\xbf").split(b",")[0])
    if begins is not None:
        file.write_bytes(head + b"".join(row for row in rows if row.startswith(begins)))
