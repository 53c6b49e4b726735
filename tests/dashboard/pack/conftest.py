"""One pack of every page, made once for the tests of all formats."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from dashboard.mart import shared_mart
from dashboard.pack import content
from dashboard.pack.content import Pack
from dashboard.pack.settings import Settings
from dashboard.pages import PAGES
from dashboard.state import State
from dashboard.text import LANGUAGES
from tests.dashboard.pack.made import BASE, whole
from tests.dashboard.pack.outputs import Outputs, read_outputs

# 岩見沢市, 夕張市, 美唄市: a coalition, so that its panels are in the pack too
MEMBERS = ("012092", "012106", "012157")


def settings(**changes: object) -> Settings:
    """All pages for the council of February."""
    usual: dict[str, object] = {
        "meeting": "令和7年度第1回推進会議",
        "date": dt.date(2026, 2, 10),
        "wanted": tuple(page.page_id for page in PAGES),
        "number": "資料1",
        "state": State(members=MEMBERS),
        "base": BASE,
    }
    return Settings(**{**usual, **changes})  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def packs(mart_copy: Path) -> dict[str, Pack]:
    """The pack in both languages."""
    mart = shared_mart(mart_copy)
    return {lang: content.make(settings(languages=("ja", "en")), mart, lang) for lang in ("ja", "en")}


@pytest.fixture(params=LANGUAGES)
def pack(request: pytest.FixtureRequest, mart_copy: Path) -> Pack:
    """The pack in one language after the other."""
    lang: Any = request.param
    return whole(mart_copy, lang)


@pytest.fixture(params=LANGUAGES)
def outputs(request: pytest.FixtureRequest, surveyed_copy: Path) -> list[Outputs]:
    """Every panel there is, those of surveys too, as slides and sheets hold it."""
    return read_outputs(surveyed_copy, request.param)
