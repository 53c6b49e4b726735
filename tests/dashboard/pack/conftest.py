"""Both languages of a pack of every page, from the session's mart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dashboard.pack.content import Pack
from dashboard.text import LANGUAGES
from tests.dashboard.pack.made import whole


@pytest.fixture(params=LANGUAGES)
def pack(request: pytest.FixtureRequest, mart_copy: Path) -> Pack:
    lang: Any = request.param
    return whole(mart_copy, lang)
