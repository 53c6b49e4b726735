"""Screen, slide and sheet show the same of every panel: names, figures, words and colours.

Each output is read back from what it is (the figure of the screen, the HTML, the .pptx, the .xlsx) and
compared with the others, not with what the code meant to draw.
"""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.charts.cells import STATES, STEP_STATES, VERDICTS
from dashboard.charts.kinds import KINDS, drawings
from dashboard.charts.look import MISSING_FILL
from dashboard.charts.plotly import make_figure
from dashboard.panel import PanelData
from dashboard.panels import PANELS
from dashboard.text import Lang, word, words
from tests.dashboard import chart_read
from tests.dashboard.pack import native
from tests.dashboard.pack.outputs import Outputs

_HEAD = 4


def _digits(values: Any) -> set[str]:
    return {f"{float(value):.6g}" for value in values if value is not None}


def _missing(lang: Lang) -> set[str]:
    return {text for key, text in words(lang).items() if key.startswith("missing.")}


def _plain(name: str, data: PanelData) -> str:
    """A name without what tells two of one name apart invisibly, its line breaks and its missing word."""
    name = name.replace("\u200b", "").replace("<br>", "").replace("\n", "")
    for missing in _missing(data.lang):
        name = name.removesuffix(f"（{missing}）").removesuffix(f" ({missing})")
    for tail in (f"（{word('status.planned', data.lang)}）", f" ({word('status.planned', data.lang)})"):
        name = name.removesuffix(tail)
    return name.replace(" ", "")


def _screen_figures(data: PanelData) -> set[str]:
    across = data.panel.chart.kind in ("ranked_bar", "dumbbell", "dots")
    traces = make_figure(drawings(data)).data
    return _digits(value for trace in traces for value in (trace.x if across else trace.y))


def _slide_figures(item: Outputs) -> set[str]:
    return _digits(
        value for chart in item.slide.charts for series in chart.plotted.values() for value in series.values()
    )


def _sheet_figures(item: Outputs) -> set[str]:
    """Of the cells that the charts stand on, not of what the charts keep of them."""
    values = (value for one in item.sheet.series for value in item.book.range(one.values))
    return _digits(value for value in values if isinstance(value, float))


def test_no_panel_of_the_board_has_rows_that_its_chart_would_hide(outputs: list[Outputs]) -> None:
    """Each is drawn as it is declared: one that is not would have become its table."""
    kinds = {item.data.panel.panel_id: item.data.panel.chart.kind for item in outputs}
    own = {name: panel.chart.kind for name, panel in PANELS.items() if name in kinds}
    assert len(own) > 30
    assert {name: kinds[name] for name in own} == own


def test_every_chart_shows_the_same_figures_on_every_output(outputs: list[Outputs]) -> None:
    compared, differs = 0, []
    for item in outputs:
        if item.data.panel.chart.kind not in KINDS:
            continue
        told = {
            "screen": _screen_figures(item.data),
            "slide": _slide_figures(item),
            "sheet": _sheet_figures(item),
        }
        every = set.union(*told.values())
        compared += len(every)
        differs += [
            (item.data.panel.panel_id, name, sorted(every - held))
            for name, held in told.items()
            if every - held
        ]
    assert differs == []
    assert compared > 500


def test_bars_and_pairs_have_the_same_rows_in_the_same_order_on_every_output(outputs: list[Outputs]) -> None:
    compared, differs = 0, []
    for item in outputs:
        data, kind = item.data, item.data.panel.chart.kind
        if kind not in ("ranked_bar", "dumbbell"):
            continue
        screen = chart_read.names(make_figure(drawings(data)))
        slide = [name for chart in item.slide.charts for name in next(iter(chart.plotted.values()))]
        sheet = [
            name
            for space in native.spaces(item.sheet.charts)
            for name in item.book.range(native.references(space)[1][0])
        ]
        told = {
            name: [_plain(str(row), data) for row in rows]
            for name, rows in (("screen", screen), ("slide", slide), ("sheet", sheet))
        }
        compared += len(data.rows)
        assert len(told["screen"]) == len(data.rows), data.panel.panel_id
        differs += [
            (data.panel.panel_id, name, rows, told["screen"])
            for name, rows in told.items()
            if rows != told["screen"]
        ]
    assert differs == []
    assert compared > 100


@pytest.mark.parametrize("state", STATES)
def test_states_are_told_apart_by_more_than_their_words(state: str) -> None:
    """One that is done, planned, merged, or none looks like no other; what is not known looks like that."""
    looks = [paint for name, paint in STATES.items() if name not in ("undecided", "under_review")]
    assert len(set(looks)) == len(looks)
    assert (STATES[state].fill == MISSING_FILL) == (state in ("undecided", "under_review"))


def test_states_of_a_step_are_told_apart() -> None:
    assert len(set(STEP_STATES.values())) == len(STEP_STATES)
    assert not any(paint.fill == MISSING_FILL for paint in STEP_STATES.values())


def test_a_rule_that_cannot_be_judged_is_neither_kept_nor_broken() -> None:
    rule = VERDICTS["rule"]
    assert len({rule[True], rule[False], rule[None]}) == 3
    assert rule[None].fill == MISSING_FILL
