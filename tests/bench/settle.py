"""python -m tests.bench.settle [REGIONS [YEARS]]: how soon each page of a large office stands still.

A real server and a real Chromium on a mart of 170 regions and ten years. Of each page: the time until the
toolkit is at rest and every chart is drawn, for the first reader after the server's start and for the next,
and how high the page is. Then a pack of four pages: its slides. Ends with 1 where a page needs more than 4 s
for either reader, is higher than 6,000 px, or the pack has 60 slides or more.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser
from pptx import Presentation

from dashboard.pack import settings
from dashboard.pack.run import run as make_pack
from tests.dashboard.chrome import launch, serve, settled
from tests.offices import Office, base, built
from tests.offices.catalogue import OFFICES
from tests.offices.office import Area
from tests.offices.sweep import PAGE_IDS

_SECONDS, _HIGH, _SLIDES = 4.0, 6000, 60
_PAGES = "overview", "disbursements", "population", "staffing"
_HEIGHT = """() => Math.max(...[...document.querySelectorAll("[data-testid=stMain]")].map(
    (part) => part.scrollHeight))"""


def office(regions: int, years: int) -> Office:
    """So many regions with grants of the largest prefecture, two neighbours each."""
    sixty = OFFICES["sixty"]
    towns = [member for area in sixty.areas for member in area.members]
    areas = tuple(
        Area(
            f"area_{n:03}",
            f"第{n}連携地域",
            f"Joint Area {n}",
            sixty.areas[0].scheme,
            sixty.areas[0].prefecture,
            (towns[n % len(towns)], towns[(n + 1) % len(towns)]),
        )
        for n in range(1, regions + 1)
    )
    return Office(
        f"regions_{regions}",
        areas,
        years=tuple(range(2020, 2020 + years)),  # the scheme begins in 2020
        shipped=sixty.shipped,
        prefectures=sixty.prefectures,
    )


def main(arguments: Sequence[str]) -> int:
    regions, years = (int(arguments[n]) if len(arguments) > n else usual for n, usual in ((0, 170), (1, 10)))
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("no Chromium", file=sys.stderr)
        return 2
    bad: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        mart = built(office(regions, years), base(place / "base"), place / "office").mart
        print(f"{regions} regions × {years} years")
        print("| page | first reader s | next reader s | height px |\n|---|---|---|---|")
        with serve(mart, place / "log.txt") as address, launch(chromium) as browser:
            for page_id in PAGE_IDS:
                first, _ = _opened(browser, f"{address}/{page_id}")
                after, high = _opened(browser, f"{address}/{page_id}")
                print(f"| {page_id} | {first:.1f} | {after:.1f} | {high:,} |", flush=True)
                bad += [f"{page_id}: {s:.1f} s" for s in (first, after) if s > _SECONDS]
                bad += [f"{page_id}: {high} px"] if high > _HIGH else []
        slides = _slides(mart, place / "pack")
        print(f"pack of {', '.join(_PAGES)}: {slides} slides")
        bad += [f"{slides} slides"] if slides >= _SLIDES else []
    print("\n".join(bad) or "every page and the pack within their limits")
    return int(bool(bad))


def _opened(browser: Browser, address: str) -> tuple[float, int]:
    """Seconds until a new window stands still, and how high the page is."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    try:
        page = context.new_page()
        begun = time.perf_counter()
        page.goto(address)
        settled(page)
        seconds = time.perf_counter() - begun
        return seconds, int(page.evaluate(_HEIGHT))
    finally:
        context.close()


def _slides(mart: Path, out: Path) -> int:
    asked = settings.parse({"meeting": "第1回", "date": "2026-02-10", "pages": list(_PAGES)})
    outcome = make_pack(asked, mart, out, lambda *_: None, pin_build=False)
    assert outcome.whole, outcome
    [made] = outcome.made
    return len(Presentation(str(made.path)).slides)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
