"""Where-from shows cells as the documents print them: every one is looked up in the documents' text.

The text lies beside the project (RENKEI_DOCUMENTS names its folder); without it this is skipped.
"""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

import pytest

from dashboard.mart import Build
from dashboard.panel import prepare
from dashboard.panels import PANELS
from dashboard.state import State
from tests.conftest import ROOT

FOLDER = Path(os.environ.get("RENKEI_DOCUMENTS") or ROOT.parent / "shared" / "sources")
# source → the file's first three digits
DOCUMENTS = {
    "hokkaido_casebook_2024": "001",
    "kamikawa_council_2025": "000",
    "nagasaki_study_group_2020": "003",
    "akita_cooperation_2023": "004",
}
NOT_PRINTED = {"題の印字なし"}  # said in place of a title that the document has lost


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def test_every_cell_shown_as_printed_stands_in_its_document(build: Build) -> None:
    texts = {}
    for source, number in DOCUMENTS.items():
        found = sorted(FOLDER.glob(f"{number}_*.txt"))
        if not found:
            pytest.skip(f"{number}_*.txt is not there")
        texts[source] = _bare(found[0].read_text(encoding="utf-8"))
    wrong, looked_up = set(), 0
    for panel in PANELS.values():
        for origin in prepare(panel, State(lang="ja"), build).origin:
            text = texts.get(origin.row.split("/")[0])
            if text is None or origin.as_printed in NOT_PRINTED:
                continue
            looked_up += 1
            # lines and cells that one transcribed cell holds stand apart
            parts = [part for part in re.split(r"[/|]", _bare(origin.as_printed)) if part]
            if not parts or not all(part in text for part in parts):
                wrong.add((panel.panel_id, origin.row, origin.as_printed))
    assert looked_up > 1000
    assert not wrong


@pytest.mark.parametrize(("panel", "unit", "cells"), [("case_roads", "路線", 6), ("case_length", "km", 6)])
def test_before_and_after_come_from_the_cells_drawn_alone(
    build: Build, panel: str, unit: str, cells: int
) -> None:
    printed = [origin.as_printed for origin in prepare(PANELS[panel], State(lang="ja"), build).origin]
    assert len(printed) == cells
    assert all(unit in cell for cell in printed)
