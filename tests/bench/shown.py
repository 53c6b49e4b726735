"""When a person sees something: the first title or card, and the last chart, in a real Chromium."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, sync_playwright

_QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
_SIZE = {"width": 1280, "height": 720}
# looked at before every picture the browser paints; times are since the address was opened
_WATCH = """
window.seen = {};
const visible = (place) =>
    [...document.querySelectorAll(place)].some((e) => e.textContent.trim() && e.offsetHeight);
const drawn = () =>
    [...document.querySelectorAll(".js-plotly-plot")].filter((e) => e.querySelector(".trace")).length;
const look = () => {
    if (!("first" in window.seen) && visible("%(first)s")) window.seen.first = performance.now();
    if ("first" in window.seen && drawn() >= %(charts)d) window.seen.complete = performance.now();
    if (!("complete" in window.seen)) requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""


@dataclass(frozen=True)
class Shown:
    """Milliseconds until the first title or card is visible and until the last chart is drawn."""

    first: float
    complete: float


@contextmanager
def chromium() -> Iterator[Browser]:
    """The Chromium of the system. Raises RuntimeError where there is none."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        raise RuntimeError("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=_QUIET)
        try:
            yield browser
        finally:
            browser.close()


def opened(browser: Browser, address: str, first: str, charts: int) -> tuple[Shown, Shown]:
    """Opened by a reader who was never here, and again by the same reader with a filled cache."""
    with browser.new_context(viewport=_SIZE) as context:  # type: ignore[arg-type]
        new, again = (_open(context, address, _WATCH % {"first": first, "charts": charts}) for _ in range(2))
    return new, again


def _open(context: BrowserContext, address: str, script: str) -> Shown:
    page = context.new_page()
    page.add_init_script(script)
    page.goto(address)
    page.wait_for_function("'complete' in window.seen", timeout=60_000)
    told = page.evaluate("window.seen")
    page.close()
    return Shown(told["first"], told["complete"])
