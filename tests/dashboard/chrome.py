"""A server of our own and a real Chromium, for the tests that look at the board as people do."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
SIZE = {"width": 1280, "height": 720}
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # tabs of one window share a process, and with it the scripts that were compiled for the first
    "--process-per-site",
]
# The toolkit first asks for its health below the path of the page, gets a 404 and then asks at the root.
PROBE = re.compile(r"/[a-z]+/_stcore/(health|host-config)$")


@contextmanager
def serve(mart: Path, log: Path, **environment: str) -> Iterator[str]:
    """The address of a board on this mart, ended by its own pid."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with log.open("wb") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "dashboard", "--port", str(port), "--address", "127.0.0.1"],
            cwd=ROOT,
            env={**os.environ, "RENKEI_MART": str(mart), **environment},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        wait(f"http://127.0.0.1:{port}/api/health", server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        assert server.poll() is None, log.read_text(encoding="utf-8")
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                assert answer.status == 200
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the server did not answer: {log.read_text(encoding='utf-8')}")


@contextmanager
def launch(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield opened
        opened.close()


class Window:
    """Tabs that open at half the cost of a window each; every one finds the board as a first visitor does."""

    def __init__(self, context: BrowserContext, board: str) -> None:
        self._context = context
        # stays open, and with it the process of the tabs
        self._keeper = context.new_page()
        self._keeper.goto(f"{board}/api/health")

    @contextmanager
    def tab(self, size: dict[str, int] = SIZE, *, still: bool = False, cached: bool = True) -> Iterator[Page]:
        """`still`: reduced motion; not `cached`: every file comes over the network."""
        page = self._context.new_page()
        page.set_viewport_size(size)  # type: ignore[arg-type]
        if still:
            page.emulate_media(reduced_motion="reduce")
        if not cached:
            network = self._context.new_cdp_session(page)
            network.send("Network.enable")
            network.send("Network.setCacheDisabled", {"cacheDisabled": True})
        try:
            yield page
        finally:
            if not page.is_closed():
                page.evaluate("() => { try { localStorage.clear(); } catch { /* not a place of ours */ } }")
            for opened in self._context.pages:
                if opened is not self._keeper:
                    opened.close()
            self._context.clear_cookies()


def settled(page: Page) -> None:
    """The run is over: nothing of an older one is left, charts are drawn, type is loaded."""
    page.wait_for_selector("[data-finding], .rb-p-foot", timeout=30_000)
    idle = page.locator("[data-testid=stApp][data-test-script-state=notRunning]")
    expect(idle).to_have_count(1, timeout=30_000)
    expect(page.locator("[data-testid=stStatusWidget], [data-stale=true]")).to_have_count(0, timeout=30_000)
    page.wait_for_function(
        """() => document.fonts.status === "loaded" && [...document.querySelectorAll(".stPlotlyChart")]
            .every((place) => place.querySelector(".main-svg"))""",
        timeout=30_000,
    )
    page.wait_for_timeout(150)


_TURNED = """() => [document.querySelector(".rb-p-foot")?.dataset.step, ...[...document.querySelectorAll(
    ".rb-p-fit .rb-p-cut:not([hidden])")].map((note) => note.textContent)].join()"""
_MORE_ROWS = """() => [...document.querySelectorAll(".rb-p-fit")].some(
    ({rbPages: made}) => made && made.at < made.starts.length - 1)"""


def forward(page: Page, key: str = "PageDown") -> None:
    """One key of a clicker: the next rows of a table, or the next screen."""
    before = page.evaluate(_TURNED)
    page.keyboard.press(key)
    page.wait_for_function(f"before => ({_TURNED})() !== before", arg=before, timeout=30_000)


def walk(page: Page) -> Iterator[int]:
    """Through a meeting from the screen that is shown to the last, every row of every table on the way."""
    while True:
        settled(page)
        foot = page.locator(".rb-p-foot")
        number = int(foot.get_attribute("data-step") or 0)
        yield number
        if number == int(foot.get_attribute("data-steps") or 0) and not page.evaluate(_MORE_ROWS):
            return
        forward(page)


def filled(fold: Locator) -> None:
    """What a reader opened has come from the server."""
    expect(fold).to_have_attribute("data-state", "loaded", timeout=30_000)
