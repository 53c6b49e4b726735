"""python -m tests.documentation.pictures FOLDER: the manual's pictures of the board, of three real offices.

Hokkaido's is the one that the product ships. `renkei new` makes Nagano's, in which nothing is entered, and
that of the council of Kamikawa, with what its press sheets say.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page

from etl import refresh
from etl.newoffice.places import TABLES, find, listed
from etl.newoffice.write import usual_title, write
from etl.paths import Paths, paths_at
from etl.problems import Problems
from etl.shape import read_tables
from renkei.japan import today
from tests.conftest import ROOT
from tests.dashboard.chrome import launch, serve
from tests.office.adopters import fill_council

_HEIGHTS = {"overview": 720, "population": 720, "disbursements": 520, "council": 900, "origin": 720}
_OFFICES = {"hokkaido": (), "nagano": ("長野県",), "kamikawa": ("上川管内",)}
_SHOWN = (
    ("hokkaido", "overview", "overview"),
    ("hokkaido", "origin", "disbursements"),
    ("nagano", "overview", "overview"),
    ("nagano", "population", "population"),
    ("nagano", "disbursements", "disbursements"),
    ("kamikawa", "council", "council"),
)
# where a picture goes below docs/ → office, what it shows, page of the board, language
TAKEN = [
    (f"pictures/{office}_{shows}_{lang}.png", (office, shows, page, lang))
    for office, shows, page in _SHOWN
    for lang in ("ja", "en")
]


def _office(names: tuple[str, ...], folder: Path) -> Path:
    """The mart of an office, made where it is not there yet."""
    if not names:
        refresh.run(Paths(ROOT), lambda *_: None)
        return Paths(ROOT).mart
    product, day = Paths(ROOT), today()
    place = find(names, listed(read_tables(product, Problems(), TABLES), day))
    write(place, folder, product, day, usual_title(place), "", excel=True)
    paths = paths_at(folder)
    if names == _OFFICES["kamikawa"]:
        fill_council(paths.sources / "own")
    outcome = refresh.run(paths, lambda *_: None)
    assert outcome.result == "published", [problem.line(english=True) for problem in outcome.problems]
    return paths.mart


def _take(page: Page, address: str, shows: str, name: str, lang: str, file: Path) -> None:
    page.set_viewport_size({"width": 1280, "height": _HEIGHTS[shows]})
    page.goto(f"{address}/{name}?lang={lang}", timeout=120_000)
    page.wait_for_selector("h1", timeout=120_000)
    page.wait_for_load_state("networkidle")
    if shows == "origin":
        opened = page.get_by_text("出典をたどる" if lang == "ja" else "Where from").first
        opened.scroll_into_view_if_needed()
        opened.click()
    page.wait_for_timeout(4000)
    page.screenshot(path=file)


def main(folder: Path) -> int:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("Chromium がないため、絵は撮りません / no Chromium: no pictures", file=sys.stderr)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, launch(chromium) as browser:
        for office, names in _OFFICES.items():
            home = Path(scratch) / office
            mart = _office(names, home)
            more = {"RENKEI_OFFICE": str(home)} if names else {}
            with serve(mart, Path(scratch) / f"{office}.log", **more) as address:
                page = browser.new_page()
                for path, (which, shows, name, lang) in TAKEN:
                    if which == office:
                        _take(page, address, shows, name, lang, folder / Path(path).name)
                        print(path)
                page.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
