"""Which cases of a wide test run every time, and which with the long ones (`make test-long`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest


def some(cases: Iterable[Any], short: Callable[[int, Any], bool], *, rows: bool = False) -> list[Any]:
    """All cases as parameters; those for which `short` (place, case) is false are marked long.

    `rows`: each case is a tuple with a value for every parameter, not one value.
    """
    return [
        case if short(number, case) else pytest.param(*(case if rows else (case,)), marks=pytest.mark.long)
        for number, case in enumerate(cases)
    ]
