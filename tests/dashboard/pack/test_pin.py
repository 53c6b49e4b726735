"""A pack pins the build it shows, in whichever mart of the project it lies."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

from dashboard.mart import Mart as BoardMart
from dashboard.pack.pin import pin
from dashboard.pack.settings import Settings
from tests.conftest import Mart

MEETING = "令和7年度第1回推進会議"


def test_a_pack_of_samples_pins_their_build(mart: Mart, tmp_path: Path) -> None:
    """The invented surveys have a mart of their own (python -m dashboard --samples)."""
    folder = Path(shutil.copytree(mart.paths.mart, tmp_path / "data" / "samples" / "mart"))
    build_id = json.loads((folder / "current.json").read_text(encoding="utf-8"))["build_id"]
    settings = Settings(MEETING, dt.date(2026, 2, 10), ())
    pinned = pin(settings, build_id, BoardMart(folder), folder)
    assert (pinned.name, pinned.why) == (MEETING, None)
    told = json.loads((folder / "builds" / build_id / "pinned.json").read_text(encoding="utf-8"))
    assert [item["as"] for item in told["pins"]] == [MEETING]
    assert not (tmp_path / "data" / "mart").exists()
