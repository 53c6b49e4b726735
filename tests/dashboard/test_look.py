"""The look of ui.md, computed: contrast, colours told apart by every eye and in grey, one palette."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest

from dashboard.charts import look
from dashboard.charts.kinds import KINDS, drawings
from dashboard.charts.plotly import PROJECTOR, make_figure
from dashboard.mart import Build
from dashboard.panel import PanelData, prepare
from dashboard.panels import PANELS
from dashboard.presentation.figure import projected
from dashboard.state import State
from tests.dashboard.colour import DEFICIENCIES, composite, contrast, distance, full, lightness, linear

_ROOT = Path(__file__).resolve().parents[2]
_STYLES = [
    _ROOT / "dashboard" / "render" / "style.css",
    _ROOT / "dashboard" / "presentation" / "present.css",
]
_HEX = re.compile(r"#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\b")
_TEXT, _GRAPHIC = 4.5, 3.0
_OCHRE = "#A58000"


def _rules(file: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """(selector, declarations) of every rule, those inside @media too."""
    css = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", css):
        pairs = (part.split(":", 1) for part in body.split(";") if ":" in part)
        yield " ".join(selector.split()), {name.strip(): value.strip() for name, value in pairs}


RULES = [(file.name, selector, told) for file in _STYLES for selector, told in _rules(file)]
_COLOURED = re.compile("^(color|background|background-color|border.*|outline.*|box-shadow|fill|stroke)$")


def _hexes(value: str) -> list[str]:
    return [full(found) for found in _HEX.findall(value)]


def test_the_measures_are_those_of_the_standards() -> None:
    assert contrast("#fff", "#000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert lightness("#FFFFFF") == pytest.approx(100, abs=0.01)
    # grey stays grey for every eye: the rows of the matrices add up to one
    for name in DEFICIENCIES:
        assert distance(composite("#808080", name), linear("#808080")) < 0.5


def test_text_of_the_style_sheets_is_readable_on_its_ground() -> None:
    checked = 0
    for file, selector, told in RULES:
        if not _hexes(told.get("color", "")):
            continue
        [text] = _hexes(told["color"])
        ground = told.get("background", told.get("background-color", ""))
        for behind in _hexes(ground) or [look.GROUND]:
            assert contrast(text, behind) >= _TEXT, (file, selector, text, behind)
            assert not (text == look.GROUND and behind == _OCHRE), (file, selector)
            checked += 1
    assert checked > 30


def test_text_without_a_ground_of_its_own_is_readable_on_every_light_one() -> None:
    """Cells with a fill but no colour keep the page's text; the sidebar and table heads are light grey."""
    fills = {
        colour
        for _, _, told in RULES
        if "color" not in told
        for colour in _hexes(told.get("background", ""))
        if contrast(colour, look.GROUND) < 1.5
    }
    assert look.MISSING_FILL in fills
    for text in (look.TEXT, look.SECONDARY, look.LINK):
        for ground in {*fills, look.GROUND, look.MISSING_FILL}:
            assert contrast(text, ground) >= _TEXT, (text, ground)


def test_shaded_cells_keep_their_figures_readable() -> None:
    shades = {look.shade(n / 20) for n in range(21)}
    assert len(shades) == 5
    for fill, ink in shades:
        assert contrast(fill, ink) >= _TEXT


def test_lines_bars_and_borders_stand_out_from_the_ground() -> None:
    told = {*look.CATEGORICAL, look.PEER, look.MISSING, look.FAVOURABLE, look.UNFAVOURABLE, look.TEXT}
    for colour in told:
        assert contrast(colour, look.GROUND) >= _GRAPHIC, colour
    # the words 未定 in a hatched box, and the box
    assert contrast(look.TEXT, look.MISSING_FILL) >= _TEXT
    assert contrast(look.MISSING, look.MISSING_FILL) >= _GRAPHIC


def test_the_focus_ring_is_seen_on_light_and_dark() -> None:
    """Two colours: one of them is at least 3:1 against whatever lies beside it (WCAG 2.4.13)."""
    assert contrast(look.FOCUS_RING, look.INK) >= _GRAPHIC
    for beside in (look.GROUND, look.MISSING_FILL, look.FOCUS, look.INK, *look.SEQUENTIAL):
        assert max(contrast(look.FOCUS_RING, beside), contrast(look.INK, beside)) >= _GRAPHIC, beside


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_categorical_colours_stay_apart_for_every_eye(deficiency: str) -> None:
    for one, other in combinations(look.CATEGORICAL, 2):
        # ten times what is just noticeable
        assert distance(composite(one, deficiency), composite(other, deficiency)) >= 23, (one, other)
    # a region in focus among its peers, a favourable change beside an unfavourable one
    assert distance(composite(look.FOCUS, deficiency), composite(look.PEER, deficiency)) >= 23
    assert distance(composite(look.FAVOURABLE, deficiency), composite(look.UNFAVOURABLE, deficiency)) >= 23


def test_categorical_colours_stay_apart_in_grey() -> None:
    for one, other in combinations(look.CATEGORICAL, 2):
        assert abs(lightness(one) - lightness(other)) >= 8, (one, other)
    assert abs(lightness(look.FOCUS) - lightness(look.PEER)) >= 23


def test_scales_run_from_light_to_dark_in_grey_too() -> None:
    assert len(look.SEQUENTIAL) == len(look.DIVERGING) == 10  # the toolkit takes exactly ten
    assert all(lightness(a) > lightness(b) for a, b in pairwise(look.SEQUENTIAL))
    middle = len(look.DIVERGING) // 2
    assert all(lightness(a) < lightness(b) for a, b in pairwise(look.DIVERGING[:middle]))
    assert all(lightness(a) > lightness(b) for a, b in pairwise(look.DIVERGING[middle:]))


def test_style_sheets_use_only_colours_of_the_palette() -> None:
    named = re.compile(r"\b(rgba?|hsla?|black|white|red|green|blue|gr[ae]y|yellow|orange)\b")
    used = set()
    for file, selector, told in RULES:
        for name, value in told.items():
            if _COLOURED.match(name):
                assert not named.search(value), (file, selector, value)
                used |= set(_hexes(value))
    assert used
    assert used - look.PALETTE == set()


def test_code_and_pictures_use_only_colours_of_the_palette() -> None:
    files = [p for end in ("py", "js", "svg") for p in (_ROOT / "dashboard").rglob(f"*.{end}")]
    files = [p for p in files if not p.name.endswith(".min.js")]  # a library's own names of colours
    found = {c: file.name for file in files for c in _hexes(file.read_text(encoding="utf-8"))}
    assert {c: name for c, name in found.items() if c not in look.PALETTE} == {}


def test_the_toolkit_is_given_the_same_colours_and_type() -> None:
    theme = tomllib.loads((_ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    assert theme["backgroundColor"] == look.GROUND
    assert theme["textColor"] == look.TEXT
    assert theme["linkColor"] == look.LINK
    assert theme["primaryColor"] == look.FOCUS
    assert tuple(theme["chartCategoricalColors"]) == look.CATEGORICAL
    assert tuple(theme["chartSequentialColors"]) == look.SEQUENTIAL
    assert tuple(theme["chartDivergingColors"]) == look.DIVERGING
    assert theme["font"] == look.FONT
    assert theme["baseFontSize"] == 18
    assert set(_hexes(str(theme))) - look.PALETTE == set()


def test_no_type_of_the_style_sheets_is_under_14_px() -> None:
    sizes = {"px": 1.0, "rem": 18.0}
    checked = 0
    for file, selector, told in RULES:
        for number, unit in re.findall(r"(?<![\w.])([\d.]+)(px|rem)", told.get("font-size", "")):
            assert float(number) * sizes[unit] >= 14, (file, selector)
            checked += 1
    assert checked > 20


@pytest.fixture(scope="module")
def figures(build: Build) -> list[tuple[PanelData, dict[str, Any]]]:
    """Every chart of the board, all regions and one in focus, on the page and presented."""
    found = []
    for panel in PANELS.values():
        for region in (None, "nemuro"):
            data = prepare(panel, State(region=region, members=("012106", "012220")), build)
            if panel.chart.kind in KINDS and data.rows:
                found.append((data, make_figure(drawings(data)).to_plotly_json()))
                found.append((data, make_figure(projected(data)[0], PROJECTOR).to_plotly_json()))
    assert len(found) > 20
    return found


def _label(part: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """(path, value) of every leaf of a figure."""
    if isinstance(part, dict):
        for name, value in part.items():
            yield from _label(value, f"{path}.{name}")
    elif isinstance(part, (list, tuple)) and not isinstance(part, str):
        for value in part:
            yield from _label(value, path)
    else:
        yield path, part


def test_charts_use_only_colours_of_the_palette_and_type_of_14_px(
    figures: list[tuple[PanelData, dict[str, Any]]],
) -> None:
    for data, figure in figures:
        for path, value in _label(figure):
            if path.endswith(("color", "colorway")) and isinstance(value, str):
                assert _HEX.fullmatch(value), (data.panel.panel_id, path, value)
                assert full(value) in look.PALETTE, (data.panel.panel_id, path, value)
            if path.endswith("font.size") and value is not None:
                assert value >= 14, (data.panel.panel_id, path, value)


def test_text_in_charts_is_readable_on_what_lies_behind(
    figures: list[tuple[PanelData, dict[str, Any]]],
) -> None:
    checked = 0
    for data, figure in figures:
        for note in figure["layout"].get("annotations", ()):
            text = note.get("font", {}).get("color", look.TEXT)
            assert contrast(text, note.get("bgcolor", look.GROUND)) >= _TEXT, data.panel.panel_id
        for trace in figure["data"]:
            inside = "inside" in str(trace.get("textposition", ""))
            behind = trace["marker"]["color"] if inside else look.GROUND
            texts = trace.get("textfont", {}).get("color", look.TEXT)
            for text in [texts] if isinstance(texts, str) else texts:
                for fill in [behind] if isinstance(behind, str) else behind:
                    assert contrast(text, fill) >= _TEXT, (data.panel.panel_id, text, fill)
                    assert not (full(text) == look.GROUND and full(fill) == _OCHRE)
                    checked += 1
    assert checked > 50


def test_no_rule_of_a_page_looks_at_a_sibling_through_has() -> None:
    """Each text that a chart measures would restyle the whole page: 24 ms instead of 0.2 on one of 11,000
    elements, two seconds and a half of a page."""
    sheets = [_ROOT / "dashboard" / "render" / name for name in ("style.css", "print.css")]
    for file in (*sheets, _ROOT / "dashboard" / "presentation" / "present.css"):
        css = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert re.findall(r":has\(\s*[+~][^)]*\)", css) == [], file.name
