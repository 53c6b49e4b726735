"""All forms of a survey, on as many cores as there are."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from etl.survey.definition import Definition
from etl.survey.scope import Scope, Target
from etl.survey.stencil import Stencil

_MANY = 120


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
    stencil = Stencil(definition, scope)
    for target in targets:
        (folder / name(target)).write_bytes(stencil.stamped(target))
    return len(targets)
