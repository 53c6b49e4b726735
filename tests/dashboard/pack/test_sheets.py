"""A pack of panels alone: a sheet for each, with what leads back to it; of no meeting, and of no address."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest

from dashboard.boardname import board_name
from dashboard.mart import shared_mart
from dashboard.pack import content, formats, handout, page, run, settings
from dashboard.pack.content import Pack
from dashboard.pack.formats import FORMATS
from dashboard.text import word
from tests.dashboard.pack.made import every_panel
from tests.dashboard.pdf import plain
from tests.dashboard.qr import read_codes

_THREE = ("cap_use", "shortage_matrix", "population_outlook")
_BASE = "http://board.example.lg.jp"
_LOOPBACK = re.compile(rb"localhost|127\.0\.0\.1|\[::1\]")


def _pack(mart: Path, *pages: str, **more: object) -> Pack:
    return content.make(settings.parse({"pages": list(pages), **more}), shared_mart(mart))


@pytest.fixture(scope="module")
def sheets(
    mart_copy: Path, chromium: str, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Pack, pypdfium2.PdfDocument]:
    pack = _pack(mart_copy, *_THREE, base=_BASE, region="nemuro")
    path = tmp_path_factory.mktemp("sheets") / "pack.pdf"
    handout.write(pack, path)
    return pack, pypdfium2.PdfDocument(path)


@pytest.mark.chromium
def test_three_panels_are_three_sheets_each_with_its_own(sheets: tuple[Pack, pypdfium2.PdfDocument]) -> None:
    pack, document = sheets
    assert len(document) == len(_THREE)
    for sheet, (section, data) in zip(document, every_panel(pack), strict=True):
        text = plain(sheet.get_textpage().get_text_bounded().replace("\r\n", ""))
        for said in (data.title, data.subtitle, section.title, *(item.title for item in data.citations)):
            assert plain(said) in text, said
        assert plain(pack.build_id) in text


@pytest.mark.chromium
def test_the_code_of_a_sheet_leads_to_its_panel(sheets: tuple[Pack, pypdfium2.PdfDocument]) -> None:
    pack, document = sheets
    for sheet, (section, data) in zip(document, every_panel(pack), strict=True):
        # as coarse as a copier that has seen better days
        assert read_codes(sheet.render(scale=150 / 72).to_pil()) == [pack.address_of(section, data)]
        address = pack.address_of(section, data)
        assert address.startswith(f"{_BASE}/{section.page_id}?")
        assert address.endswith(f"#{data.panel.panel_id}")
        assert "region=nemuro" in address


@pytest.mark.parametrize(
    ("pages", "values", "are_there"),
    [
        (("cap_use",), None, False),
        (("cap_use",), True, True),
        (("cases",), None, True),
        (("cases",), False, False),
    ],
)
def test_figures_stand_behind_the_charts_by_choice(
    pages: tuple[str, ...], values: bool | None, are_there: bool, mart_copy: Path
) -> None:
    more = {} if values is None else {"values": values}
    text = page.document([_pack(mart_copy, *pages, **more)], paper=True)
    assert ('id="ja-figures"' in text) is are_there
    assert ('href="#ja-figures"' in text) is (are_there and pages == ("cases",))


@pytest.mark.parametrize("base", ["", "http://localhost:8501", "http://127.0.0.1:8501"])
def test_no_output_names_this_machine(base: str, mart_copy: Path, tmp_path: Path) -> None:
    """Nor does an address stand there without its beginning."""
    pack = _pack(mart_copy, "overview", "cap_use", base=base)
    assert pack.address == ""
    for name in ("pptx", "xlsx", "html"):
        path = tmp_path / f"pack.{name}"
        FORMATS[name].write(pack, path, lambda done, of: None)
        if name == "html":
            parts = {"html": path.read_bytes()}
        else:
            with zipfile.ZipFile(path) as archive:
                parts = {item: archive.read(item) for item in archive.namelist()}
        for part, held in parts.items():
            assert not _LOOPBACK.search(held), (name, part)
            assert f"build={pack.build_id}".encode() not in held, (name, part)


def test_a_pack_needs_no_meeting(mart_copy: Path, tmp_path: Path) -> None:
    """Its files are called by what they are; nothing is pinned, for there is no name to pin it by."""
    asked = settings.parse({"pages": ["cap_use"], "formats": ["csv"]})
    assert formats.stem(asked) == "pack"
    assert settings.parse(settings.raw(asked)) == asked
    outcome = run.run(asked, mart_copy, tmp_path, lambda step, done, of: None, pin_build=True)
    assert outcome.whole
    assert outcome.pinned is None
    assert [made.path.name for made in outcome.made if made.path] == ["pack_csv"]
    pack = _pack(mart_copy, "cap_use")
    assert pack.title == board_name("ja")
    assert pack.day == ""
    assert word("pack.address", "ja") not in page.document([pack], paper=True)
