"""The built mart as the board opens it: a copy, so that the board's hardened connections are its own."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from streamlit.components.v2 import manifest_scanner

from dashboard.mart import Build
from dashboard.mart import Mart as BoardMart
from etl import refresh
from tests import surveyed
from tests.conftest import ROOT, Mart, copy_built, quiet
from tests.dashboard.chrome import Window, launch, serve
from tests.once import once

# each AppTest.run reads what every installed package says of itself: four fifths of the time of a page
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


@pytest.fixture(scope="session")
def mart_copy(mart: Mart, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """data/mart of the session's build. The engine shares what is open by path: not the original."""
    target = tmp_path_factory.mktemp("board") / "mart"
    shutil.copytree(mart.paths.mart, target)
    return target


@pytest.fixture(scope="session")
def one_view_copy(mart_copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same mart with one analyst's view: Chromium draws their page in a tenth of the time."""
    target = Path(shutil.copytree(mart_copy, tmp_path_factory.mktemp("one_view") / "mart"))
    [file] = target.glob("builds/*/manifest.json")
    manifest = json.loads(file.read_text(encoding="utf-8"))
    first = min(manifest["views"])
    file.write_text(json.dumps(manifest | {"views": {first: manifest["views"][first]}}), encoding="utf-8")
    return target


@pytest.fixture(scope="session")
def build(mart_copy: Path) -> Build:
    return BoardMart(mart_copy).live()


@pytest.fixture(scope="session")
def surveyed_copy(mart_copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same mart with the two invented surveys of tests/surveyed.py."""
    return surveyed.written(mart_copy, tmp_path_factory.mktemp("surveyed") / "mart")


@pytest.fixture(scope="session")
def surveyed_build(surveyed_copy: Path) -> Build:
    return BoardMart(surveyed_copy).live()


@pytest.fixture(scope="session")
def decided_copy(mart: Mart, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mart of the shipped office, built anew with the invented meetings of data/samples/decisions as its
    own; decisions/ lies beside it."""

    def publish(folder: Path) -> None:
        paths = copy_built(mart, folder)
        shutil.copytree(ROOT / "data" / "samples" / "decisions", paths.decisions)
        outcome = refresh.run(paths, quiet)
        assert outcome.result == "published", [p.line(english=True) for p in outcome.problems]

    return once(tmp_path_factory, "decided", publish) / "data" / "mart"


@pytest.fixture(scope="session")
def decided_build(decided_copy: Path) -> Build:
    return BoardMart(decided_copy).live()


@pytest.fixture(scope="session")
def regions(mart: Mart) -> list[str]:
    found = [row[0] for row in mart.rows("select region_id from region where scheme <> 'council' order by 1")]
    assert len(found) == 11
    return found


@pytest.fixture(scope="session")
def board(mart_copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server for all who only read. Who publishes or ends it has one of their own."""
    with serve(mart_copy, tmp_path_factory.mktemp("server") / "log.txt") as address:
        yield address


@pytest.fixture(scope="session")
def _opened(chromium: str, board: str) -> Iterator[tuple[Browser, Window, asyncio.AbstractEventLoop]]:
    """One Chromium for all files of a worker, and a window of it whose process knows the board's scripts."""
    with launch(chromium) as browser:
        loop = asyncio.get_running_loop()
        window = Window(browser.new_context(), board)
        asyncio._set_running_loop(None)
        yield browser, window, loop
        asyncio._set_running_loop(loop)


@pytest.fixture(scope="module")
def browser(_opened: tuple[Browser, Window, asyncio.AbstractEventLoop]) -> Iterator[Browser]:
    """Its loop runs while a file uses it: it must not meet other tests."""
    browser, _, loop = _opened
    kept = list(browser.contexts)
    asyncio._set_running_loop(loop)
    yield browser
    for context in browser.contexts:
        if context not in kept:
            context.close()
    asyncio._set_running_loop(None)


@pytest.fixture(scope="module")
def window(_opened: tuple[Browser, Window, asyncio.AbstractEventLoop], browser: Browser) -> Window:
    """For tests that need no browser of another kind than others have."""
    return _opened[1]
