"""python -m tests.bench.walk OUT [LANG WIDTHxHEIGHT SCOPE]: a meeting walked from first to last screen.

In both languages, at 1280×720 and 1920×1080, for all regions, for one and for the region with the fewest
screens; the three words name one walk (SCOPE: all, or the id of a region). At each screen what
tests/dashboard/wall.py looks for: nothing cut or over another, no internal name, nothing empty. Prints a line
of each fault and each walk with its smallest type; OUT/WALK-N.png are the pictures, twenty to a sheet. Ends
with 1 where a screen has a fault.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from dashboard.mart import Build, Mart
from dashboard.presentation.steps import Step, steps
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang
from etl import refresh
from etl.build import history
from tests.conftest import copy_project, quiet
from tests.dashboard import wall
from tests.dashboard.chrome import launch, serve, walk

_SIZES = ((1280, 720), (1920, 1080))
_MEETING = "R8第1回推進会議"  # a build is pinned to it: its name is nobody else's business
_ACROSS, _DOWN, _THUMB = 4, 5, (640, 360)


def _name(step: Step) -> str:
    return "title" if step.is_title else step.panel.panel_id if step.panel else step.page.page_id


def walked(
    browser: Browser,
    board: str,
    build: Build,
    lang: Lang,
    size: tuple[int, int],
    region: str | None,
    out: Path,
) -> list[str]:
    """Faults of one walk; writes its pictures and prints its smallest type."""
    width, height = size
    walk_name = f"{lang}-{width}x{height}-{region or 'all'}"
    planned = steps(build, State(lang=lang, region=region))
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(f"{board}/?present=1&lang={lang}{f'&region={region}' if region else ''}")
    found: list[str] = []
    pictures: list[bytes] = []
    smallest: list[tuple[float, str, str]] = []
    number = 0
    for number in walk(page):
        name = f"{len(pictures) + 1} {_name(planned[number - 1])}"
        for fault in wall.faults(page, (_MEETING, build.build_id)):
            found.append(f"{walk_name} | {name} | {fault}")
        size_px, text = wall.smallest_type(page)
        smallest.append((size_px, name, text))
        if size_px < wall.LEAST_TYPE_PX:
            found.append(f"{walk_name} | {name} | type of {size_px} px: {text}")
        pictures.append(page.screenshot())
    page.close()
    for sheet_number, sheet in enumerate(_sheets(pictures), 1):
        sheet.save(out / f"{walk_name}-{sheet_number}.png")
    least = min(smallest)
    print(f"{walk_name} | {len(planned)} screens, {len(pictures)} pictures | smallest {least}", flush=True)
    if number != len(planned):
        found.append(f"{walk_name} | ended at {number} of {len(planned)}")
    return found


def _sheets(pictures: Sequence[bytes]) -> Iterator[Image.Image]:
    (wide, tall), each = _THUMB, _ACROSS * _DOWN
    for start in range(0, len(pictures), each):
        sheet = Image.new("RGB", (_ACROSS * (wide + 4), _DOWN * (tall + 4)), "#949494")
        for at, picture in enumerate(pictures[start : start + each]):
            small = Image.open(io.BytesIO(picture)).convert("RGB").resize(_THUMB)
            sheet.paste(small, (at % _ACROSS * (wide + 4), at // _ACROSS * (tall + 4)))
        yield sheet


def emptiest(build: Build) -> str:
    """The region with the fewest screens."""
    regions = [str(row["region_id"]) for row in build.query("select region_id from region order by all")]
    return min(regions, key=lambda region: len(steps(build, State(region=region))))


def main(arguments: Sequence[str]) -> int:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None or len(arguments) not in (1, 4):
        print(__doc__.splitlines()[0] if chromium else "no Chromium", file=sys.stderr)
        return 2
    out = Path(arguments[0])
    out.mkdir(parents=True, exist_ok=True)
    found: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        paths = copy_project(Path(scratch) / "office")
        outcome = refresh.run(paths, quiet)
        assert outcome.manifest is not None, [p.line(english=True) for p in outcome.problems]
        history.pin(paths, history.stored_builds(paths)[0], _MEETING)
        build = Mart(paths.mart).live()
        walks = list(product(LANGUAGES, _SIZES, (None, "nemuro", emptiest(build))))
        if len(arguments) == 4:
            lang, size, scope = arguments[1:]
            width, height = size.split("x")
            walks = [(lang, (int(width), int(height)), None if scope == "all" else scope)]  # type: ignore[list-item]
        with launch(chromium) as browser, serve(paths.mart, Path(scratch) / "log.txt") as board:
            for lang, size_px, region in walks:
                found += walked(browser, board, build, lang, size_px, region, out)
    print("\n".join(found) or "nothing is wrong")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
