"""python -m tests.bench.offices [NAME …]: every invented office × page × language, and a pack of all pages.

Prints, for each office, how many pages were drawn and how many failed, the slowest, and the pack; ends with
1 where anything failed.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from dashboard.text import LANGUAGES
from dashboard.warm import warm
from tests.offices import OFFICES, Office, base, built, sweep

# a page of sixty regions and five years is made within this on two cores, with nothing kept
SLOWEST = 8.0


def main(names: Sequence[str]) -> int:
    chosen = [OFFICES[name] for name in names] if names else list(OFFICES.values())
    pages, failures = 0, 0
    print("| office | regions | pages × languages (with and without focus) | failed | slowest page | pack |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as scratch:
        start = base(Path(scratch) / "base")
        for office in chosen:
            mart = built(office, start, Path(scratch) / office.name).mart
            with sweep.board_of(mart):
                warm()
                drawn, wrong, slowest = _pages(office)
                begun = time.perf_counter()
                unmade = sweep.pack(mart, Path(tempfile.mkdtemp(dir=scratch)))
                seconds = time.perf_counter() - begun
            bad = [*wrong, *unmade]
            told = "whole" if not unmade else f"{len(unmade)} failed"
            row = (office.name, len(office.areas), drawn, len(wrong), slowest, f"{told}, {seconds:.0f} s")
            print(f"| {' | '.join(str(cell) for cell in row)} |", flush=True)
            for line in bad:
                print(f"    {line}", file=sys.stderr)
            pages += drawn
            failures += len(bad)
    print(f"\n{len(chosen)} offices, {pages} pages, {len(chosen)} packs: {failures} failures")
    return int(failures > 0)


def _pages(office: Office) -> tuple[int, list[str], str]:
    """How many were drawn, what failed, and the slowest."""
    wrong: list[str] = []
    slowest = (0.0, "")
    focus: list[dict[str, str]] = [{}, {"region": office.areas[0].region_id}] if office.areas else [{}]
    count = 0
    for lang in LANGUAGES:
        for page_id in sweep.PAGE_IDS:
            for query in focus:
                begun = time.perf_counter()
                shown = sweep.page(page_id, lang, **query)
                seconds = time.perf_counter() - begun
                count += 1
                slowest = max(slowest, (seconds, page_id))
                wrong += [f"{office.name} {page_id} {lang}: {line}" for line in shown.wrong]
                if seconds > SLOWEST:
                    wrong.append(f"{office.name} {page_id} {lang}: {seconds:.1f} s, limit {SLOWEST} s")
    return count, wrong, f"{slowest[1]} {slowest[0]:.1f} s"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
