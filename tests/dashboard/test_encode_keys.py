"""What a chart, a grid, a register or a list is told, some output reads: a key that none reads says something
that is not done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dashboard import format as fmt
from dashboard.charts.kinds import drawings
from dashboard.fitted import fitted, overlapping
from dashboard.mart import Build
from dashboard.pack import workbook
from dashboard.pack.slides.tabled import table_of
from dashboard.panel import PanelData, _missing
from dashboard.render import html
from dashboard.render.alt import paragraph
from dashboard.render.screen import PARTS
from dashboard.state import State
from dashboard.trial import _packs
from tests.dashboard.pack.made import every_panel, whole


class Read(Mapping[str, Any]):
    """An encoding that remembers which of its keys somebody asked for."""

    def __init__(self, encode: Mapping[str, Any]) -> None:
        self._encode, self.keys_read = encode, set[str]()

    def __getitem__(self, name: str) -> Any:
        self.keys_read.add(name)
        return self._encode[name]

    def __contains__(self, name: object) -> bool:
        self.keys_read.add(str(name))
        return name in self._encode

    def __iter__(self) -> Iterator[str]:
        return iter(self._encode)

    def __len__(self) -> int:
        return len(self._encode)


def _keys_read(data: PanelData, build: Build, folder: Path) -> set[str]:
    """Which keys are read where every output draws the panel."""
    read = Read(data.panel.chart.encode)
    panel = replace(data.panel, chart=replace(data.panel.chart, encode=read))
    shown, kind = replace(data, panel=panel), data.panel.chart.kind
    with fmt.calendar(data.calendar):
        html.data_table(shown)
        paragraph(shown)
        if kind == "link_list":
            html.link_list(shown, State(lang=data.lang))
        elif not drawings(shown):
            PARTS[kind](shown)
            table_of(shown)
        workbook.write(_packs({data.lang: shown}, build)[data.lang], folder / "a.xlsx")
    # what is read once, where the rows come in
    overlapping(panel.chart, data.rows, data.lang)
    _missing(panel, data.table)
    return read.keys_read


@pytest.fixture(scope="module")
def panels(surveyed_copy: Path) -> list[PanelData]:
    return [data for _, data in every_panel(whole(surveyed_copy, "en")) if data.rows]


def test_every_key_that_a_panel_declares_is_read_by_an_output(
    panels: list[PanelData], surveyed_build: Build, tmp_path: Path
) -> None:
    """By an output of a panel of its kind: why a figure is missing is read where one is."""
    declared: dict[tuple[str, str], str] = {}
    read: set[tuple[str, str]] = set()
    for data in panels:
        kind = data.panel.chart.kind
        declared |= {(kind, key): data.panel.panel_id for key in data.panel.chart.encode}
        read |= {(kind, key) for key in _keys_read(data, surveyed_build, tmp_path)}
    assert {item: panel for item, panel in declared.items() if item not in read} == {}
    assert len(declared) > 60


@pytest.mark.parametrize("kind", ["grid", "register", "table", "ranked_bar", "small_lines"])
def test_a_key_that_nobody_reads_is_found(
    kind: str, panels: list[PanelData], surveyed_build: Build, tmp_path: Path
) -> None:
    data = next(data for data in panels if data.panel.chart.kind == kind)
    encode = {**data.panel.chart.encode, "shade_max": "cap_yen"}
    told = replace(data, panel=replace(data.panel, chart=replace(data.panel.chart, encode=encode)))
    assert "shade_max" not in _keys_read(told, surveyed_build, tmp_path)


def test_fitting_a_panel_keeps_its_keys(panels: list[PanelData]) -> None:
    for data in panels:
        again = fitted(data.panel, data.rows, data.lang)
        assert again.chart.encode.keys() == data.panel.chart.encode.keys()
