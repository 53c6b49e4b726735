"""会議資料を作る, in a real Chromium: from the button on a page to the archive, while others read."""

from __future__ import annotations

import io
import json
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pptx import Presentation

from tests.dashboard.chrome import SIZE, Window, settled

pytestmark = pytest.mark.chromium
_MEETING = "令和7年度第1回推進会議"
_PATIENCE = 90_000


def _fill(page: Page, key: str, text: str) -> None:
    page.locator(f".st-key-pack_{key} input").fill(text)
    page.keyboard.press("Tab")


@pytest.fixture
def page(window: Window) -> Iterator[Page]:
    with window.tab() as opened:
        yield opened


def test_a_pack_of_what_is_on_screen_while_others_read(page: Any, mart_copy: Path, board: str) -> None:
    page.goto(f"{board}/disbursements?region=minamisorachi")
    settled(page)
    opens = page.locator(".st-key-pack_open button")
    # whole within the window: the toolkit's sidebar would hide what is below it
    assert opens.bounding_box()["y"] + opens.bounding_box()["height"] <= SIZE["height"]
    opens.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("会議の名前")
    make = dialog.locator(".st-key-pack_make button")
    expect(make).to_be_enabled()  # a pack may be of no meeting
    # nobody else reaches this board by the name that it was opened under
    expect(dialog).to_contain_text("ボードのアドレスが分からない")
    _fill(page, "meeting", _MEETING)
    _fill(page, "number", "資料3")
    _fill(page, "date", "2026-02-31")
    expect(dialog.get_by_role("alert")).to_contain_text("会議の日（年-月-日。なくてもよい）「2026-02-31」")
    expect(dialog.get_by_role("alert")).to_contain_text("2026-02-10 のように書く")
    expect(make).to_be_disabled()
    _fill(page, "date", "2026-02-10")
    expect(dialog.get_by_role("alert")).to_have_count(0)
    expect(make).to_be_enabled()
    make.click()
    expect(dialog.get_by_role("progressbar")).to_be_visible(timeout=5_000)
    # another reader, meanwhile
    other = page.context.new_page()
    other.goto(f"{board}/population?lang=en")
    settled(other)
    assert "Population" in other.inner_text("h1")
    save = dialog.locator(".st-key-pack_zip button")
    expect(save).to_be_visible(timeout=_PATIENCE)
    # within the window as it stands: nobody has to look for it
    box = save.bounding_box()
    assert box["y"] + box["height"] <= SIZE["height"]
    with page.expect_download() as found:
        save.click()
    assert found.value.suggested_filename == f"20260210_{_MEETING}.zip"
    with zipfile.ZipFile(io.BytesIO(Path(found.value.path()).read_bytes())) as archive:
        names = archive.namelist()
        slides: Any = Presentation(io.BytesIO(archive.read(f"20260210_{_MEETING}.pptx")))
        kept = archive.read("council.toml").decode()
    assert "council.toml" in names
    texts = [
        shape.text_frame.text for slide in slides.slides for shape in slide.shapes if shape.has_text_frame
    ]
    assert "資料3" in texts
    assert any("南空知圏域" in text for text in texts)
    assert not any("127.0.0.1" in text or "build=" in text for text in texts)
    build_id = json.loads((mart_copy / "current.json").read_text())["build_id"]
    # next year's pack has next year's figures; this one's can be had by that one line
    assert f'\n# build = "{build_id}"' in kept
    assert "build" not in tomllib.loads(kept)
    # a name that a reader types would stand on everybody's screen: the office's command alone pins
    assert not (mart_copy / "builds" / build_id / "pinned.json").exists()
    assert f'python -m etl pin {build_id} --as "{_MEETING}"' in dialog.inner_text()
