"""All forms of a survey, on as many cores as there are: laid out once, stamped for each municipality."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from xml.sax.saxutils import escape

from etl.survey.definition import Definition
from etl.survey.formbook import form
from etl.survey.scope import Scope, Target

_MANY = 120
# stand where code and name will; no question holds such a word
_BLANK = Target("@CODE@", "@NAME@", "", None)
_ON = (1980, 1, 1, 0, 0, 0)  # the same definition gives the same bytes


def name(target: Target) -> str:
    return f"{target.code}_{target.name}.xlsx"


def write(definition: Definition, scope: Scope, folder: Path) -> int:
    """The number of forms made. A form that is there is written again, the same. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    targets = scope.targets
    if len(targets) < _MANY:
        return _part(definition, scope, targets, folder)
    cores = max(2, os.cpu_count() or 1)
    size = -(-len(targets) // (cores * 4))
    parts = [targets[i : i + size] for i in range(0, len(targets), size)]
    # spawned: a copy of a process that holds other threads may never start
    with ProcessPoolExecutor(cores, get_context("spawn")) as pool:
        several = len(parts)
        return sum(pool.map(_part, [definition] * several, [scope] * several, parts, [folder] * several))


def _part(definition: Definition, scope: Scope, targets: Sequence[Target], folder: Path) -> int:
    with zipfile.ZipFile(BytesIO(form(definition, scope, _BLANK))) as book:
        parts = [(name, book.read(name)) for name in book.namelist()]
    for target in targets:
        (folder / name(target)).write_bytes(_stamp(parts, target))
    return len(targets)


def _stamp(parts: Sequence[tuple[str, bytes]], target: Target) -> bytes:
    """The form with code and name of `target` where those of nobody stood."""
    content = BytesIO()
    code, name = escape(target.code).encode(), escape(target.name).encode()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as book:
        for path, data in parts:
            info = zipfile.ZipInfo(path, _ON)
            info.compress_type = zipfile.ZIP_DEFLATED
            book.writestr(info, data.replace(b"@CODE@", code).replace(b"@NAME@", name), compresslevel=4)
    return content.getvalue()
