"""python -m tests.bench.jobs OUT [NAME …]: ten jobs of a director, done as by somebody who opens the board.

A real server and a real Chromium, from 概況 on, by what is on the screen alone. Of each job: how often
something was clicked, how many texts were typed, the seconds, and a line of what stands on the last screen,
whose picture is OUT/NAME.png (OUT/*.pdf is the paper). Ends with 1 where a job is not done. The board is the
one shipped, with a past: a build that was shown at a meeting, then a figure revised, and decisions written on
this machine.
"""

from __future__ import annotations

import io
import re
import shutil
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from playwright.sync_api import Download, Locator, Page, expect

from dashboard.text import word
from etl import refresh
from etl.build import history
from tests.conftest import copy_project, publish_twice, quiet
from tests.dashboard.chrome import SIZE, launch, serve, settled

_SLOW = 60_000


@dataclass
class Director:
    """A reader at a screen of a meeting room. `page` is what is looked at last."""

    page: Page
    board: str
    out: Path
    clicks: int = 0
    texts: int = 0

    def see(self, target: Locator) -> str:
        """What stands there, on the screen and not below it."""
        expect(target).to_be_visible(timeout=_SLOW)
        target.scroll_into_view_if_needed()
        return re.sub(r"\s+", " ", target.inner_text()).strip()

    def click(self, target: Locator) -> None:
        target.click(timeout=_SLOW)
        self.clicks += 1
        settled(self.page)

    def menu(self, name: str) -> None:
        self.click(self.page.get_by_test_id("stSidebarNav").get_by_role("link", name=name, exact=True))

    def open(self, target: Locator) -> None:
        """What opens a tab of its own; it is looked at from here on."""
        with self.page.context.expect_page() as opened:
            target.click(timeout=_SLOW)
        self.clicks += 1
        self.page = opened.value
        self.page.wait_for_load_state()

    def type(self, target: Locator, text: str) -> None:
        target.fill(text, timeout=_SLOW)
        self.texts += 1

    def pick(self, label: str | re.Pattern[str], *options: str) -> None:
        """Options of a list, each found by what is typed of it."""
        box = self.page.get_by_label(label).locator("visible=true").first
        for option in options:
            box.click()
            box.fill(option)
            self.page.get_by_role("option", name=re.compile(re.escape(option))).first.click(timeout=_SLOW)
            self.clicks += 2
            self.texts += 1
        self.page.keyboard.press("Tab")  # the list of options goes


def behind(it: Director) -> str:
    it.click(it.page.locator("[data-conclusion=unused] a"))
    row = it.page.locator("#grant_standing ~ * tbody tr, .rb-panel:has(#grant_standing) tbody tr").first
    return f"{it.see(it.page.locator('#grant_standing'))} | {it.see(row)}"


def similar(it: Director) -> str:
    it.menu("似た地域")
    nearest = it.see(it.page.locator("[data-finding=similar]"))
    it.click(it.page.get_by_role("link", name=re.compile(word("similar.take_peers", "ja").split("{")[0])))
    return f"{nearest} | {it.see(it.page.locator('[data-finding=compare]'))}"


def since_meeting(it: Director) -> str:
    it.click(it.page.locator("[data-conclusion=since_meeting] a"))
    return it.see(it.page.locator("#since_meeting"))


def small_towns(it: Director) -> str:
    it.menu("人口")
    it.click(it.page.locator("[data-card=under_2000] a"))
    return it.see(it.page.locator("#small_towns"))


def others(it: Director) -> str:
    it.type(it.page.locator(".rb-search [name=q]"), "採用")
    it.page.keyboard.press("Enter")
    it.page.wait_for_url("**/search?*")
    settled(it.page)
    it.click(it.page.locator("[data-kind=project] a").first)
    return it.see(it.page.locator(".rb-found"))


def together(it: Director) -> str:
    it.menu("比較")
    it.pick(re.compile("都道府県をまとめて"), "空知")
    it.click(it.page.get_by_role("button", name=word("coalition.start", "ja"), exact=True))
    it.open(it.page.locator("[data-proposal]"))
    it.page.wait_for_selector("html[data-drawn]", state="attached")
    (it.out / "together.pdf").write_bytes(it.page.pdf(prefer_css_page_size=True))
    return f"{it.see(it.page.locator('h1'))} | {it.see(it.page.locator('main li').first)}"


def share(it: Director) -> str:
    it.menu("交付金")
    it.open(it.page.locator("[data-alone=cap_use]"))
    it.page.wait_for_selector("html[data-drawn]", state="attached")
    it.page.locator("[data-do=link]").click()
    it.clicks += 1
    return it.see(it.page.locator(".rb-told"))


def decide(it: Director) -> str:
    it.page.get_by_role("button", name=word("decide.open", "ja")).click()
    it.clicks += 1
    it.type(it.page.get_by_label(word("decide.by", "ja")), "係長")
    it.type(it.page.get_by_label(word("decide.text", "ja")), "保健師の共同採用を次回までに検討する")
    it.page.get_by_label(word("decide.text", "ja")).blur()
    it.page.get_by_role("button", name=word("decide.save", "ja"), exact=True).click()
    it.clicks += 1
    expect(it.page.get_by_role("dialog")).to_have_count(0, timeout=_SLOW)
    # next time: another visit
    it.page.goto(f"{it.board}/overview?lang=ja")
    settled(it.page)
    it.menu("会議体")
    return it.see(it.page.locator("[data-written]").first)


def sure(it: Director) -> str:
    it.menu("交付金")
    fold = it.page.locator("[data-fold=origin_grant_standing]")
    fold.locator("summary").click()
    it.clicks += 1
    expect(fold).to_have_attribute("data-state", "loaded", timeout=_SLOW)
    return it.see(fold.locator("tbody tr").first)


def paper(it: Director) -> str:
    it.page.locator(".st-key-pack_open button").click()
    it.clicks += 1
    dialog = it.page.get_by_role("dialog")
    for name in (word("pack.pages", "ja"), word("pack.formats", "ja")):
        dialog.get_by_label(name).locator("visible=true").first.click()
        for _ in range(4):
            it.page.keyboard.press("Backspace")
        it.clicks += 1
        it.page.keyboard.press("Escape")
    it.pick(word("pack.pages", "ja"), "人口：", "交付金：", "職員：")
    it.pick(word("pack.formats", "ja"), "PDF")
    with it.page.expect_download(timeout=_SLOW) as saved:
        dialog.get_by_role("button", name=word("pack.make", "ja"), exact=True).click()
        it.clicks += 1
        dialog.get_by_role("button", name=word("pack.download", "ja")).click(timeout=_SLOW)
        it.clicks += 1
    return f"{_sheets(saved.value, it.out)} sheets of A4"


def _sheets(saved: Download, out: Path) -> int:
    packed = zipfile.ZipFile(io.BytesIO(Path(saved.path()).read_bytes()))
    [name] = [name for name in packed.namelist() if name.endswith(".pdf")]
    (out / "paper.pdf").write_bytes(packed.read(name))
    return len(pypdfium2.PdfDocument(packed.read(name)))


JOBS: dict[str, tuple[str, Callable[[Director], str]]] = {
    "behind": ("who is behind, and by how much next year", behind),
    "similar": ("compare with similar regions", similar),
    "since_meeting": ("what happened since the last meeting", since_meeting),
    "small_towns": ("towns under 2,000 and what they lack", small_towns),
    "others": ("what others with our problem did, and what came of it", others),
    "together": ("what we could propose together, on one page", together),
    "share": ("share this view", share),
    "decide": ("note a decision and find it next time", decide),
    "sure": ("how sure is this figure", sure),
    "paper": ("the paper of three panels", paper),
}


def main(arguments: Sequence[str]) -> int:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None or not arguments:
        print(__doc__.splitlines()[0] if chromium else "no Chromium", file=sys.stderr)
        return 2
    out, wanted = Path(arguments[0]), arguments[1:] or list(JOBS)
    out.mkdir(parents=True, exist_ok=True)
    failed = 0
    with tempfile.TemporaryDirectory() as scratch:
        mart, settings = _office(Path(scratch))
        served = serve(mart, Path(scratch) / "log.txt", RENKEI_SETTINGS=str(settings))
        with served as board, launch(chromium) as browser:
            print("| job | clicks | texts | seconds | on the last screen |\n|---|---|---|---|---|")
            for name in wanted:
                question, job = JOBS[name]
                context = browser.new_context(viewport=SIZE, accept_downloads=True)  # type: ignore[arg-type]
                it = Director(context.new_page(), board, out)
                it.page.goto(f"{board}/overview?lang=ja")
                settled(it.page)
                begun = time.perf_counter()
                try:
                    seen = job(it)
                except Exception as error:  # whatever hinders a director: the others are tried
                    seen, failed = f"NOT DONE: {str(error).splitlines()[0]}", failed + 1
                seconds = time.perf_counter() - begun
                it.page.screenshot(path=out / f"{name}.png")
                print(f"| {question} | {it.clicks} | {it.texts} | {seconds:.0f} | {seen[:160]} |", flush=True)
                context.close()
    return int(failed > 0)


def _office(scratch: Path) -> tuple[Path, Path]:
    """A mart with a past, and settings by which this machine may write decisions."""
    paths = copy_project(scratch / "office")
    outcome = refresh.run(paths, quiet)
    assert outcome.manifest is not None, [p.line(english=True) for p in outcome.problems]
    publish_twice(paths)
    history.pin(paths, history.stored_builds(paths)[1], "R8第1回推進会議")
    settings = scratch / "settings.toml"
    settings.write_text('[decisions]\neditor = "this_machine"\n', encoding="utf-8")
    return paths.mart, settings


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
