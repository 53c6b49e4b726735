"""The kinds of charts: one file each, which holds what a panel says of it and how it becomes a Drawing.

A file here is all that a new kind needs: screen, projector, paper, offline page, slides and sheets write any
Drawing.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module

from dashboard import format as fmt
from dashboard.charts.kinds.plot import Plot
from dashboard.charts.model import Drawing, divided
from dashboard.panel import PanelData
from renkei.numberkinds import number_kind


def _kinds() -> dict[str, type[Plot]]:
    """Every kind that a file of this folder declares."""
    modules = [import_module(f"{__name__}.{item.name}") for item in pkgutil.iter_modules(__path__)]
    declared = {value for module in modules for value in vars(module).values() if isinstance(value, type)}
    found = (value for value in declared if issubclass(value, Plot) and value is not Plot)
    return {value.kind: value for value in sorted(found, key=lambda value: value.kind)}


KINDS: Mapping[str, type[Plot]] = _kinds()


def drawings(data: PanelData) -> tuple[Drawing, ...]:
    """The charts of a panel: several where it is drawn in small multiples. () where it is no chart."""
    chart = data.panel.chart
    if not isinstance(chart, Plot) or not data.rows:
        return ()
    # the mart's figures stand in the unit of their heading: 千円
    divisor = number_kind(chart.number_kind).divisor
    with fmt.calendar(data.calendar):
        # what stands for all rows is decided already; a chart sees those that it draws
        shown = replace(data, rows=data.plotted, cut=None) if data.cut else data
        return tuple(divided(drawing, divisor) for drawing in chart.draw(shown))
