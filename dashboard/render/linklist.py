"""A list of links as HTML: exceptions, and the panels that show them."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from dashboard.charts.registers import LinkList, Target, first_links, links
from dashboard.conclusion import reached
from dashboard.panel import PanelData
from dashboard.panels import PANELS
from dashboard.render.language import passage
from dashboard.state import State
from dashboard.text import word

# of one region alone: its sheet
_OF_ONE_REGION = "profile"
# what a page of one screen has room for
GLANCE = 6


def link_list(data: PanelData, state: State, linked: bool = True, most: int | None = None) -> str:
    """Exceptions as links to the panel that shows them; the same words are said once.

    The reader's choices stay: a link that puts another region into focus says so. Not `linked`, they are
    names alone: a screen of a meeting has nothing to click. With `most`, the first, and where all stand.
    """
    stop, comma = ("：", "、") if data.lang == "ja" else (": ", ", ")
    shown, left = (links(data), 0) if most is None else first_links(data, most)
    items = "".join(
        f"<li>{passage(text, data.lang)}{stop}"
        f"{comma.join(_place(target, state, linked) for target in targets)}</li>"
        for text, targets in shown.items()
    )
    return f'<div class="rb-points"><ul class="rb-links">{items}</ul>{_rest(data, left, state)}</div>'


def _place(target: Target, state: State, linked: bool) -> str:
    if not linked:
        return passage(target.name, state.lang)
    name, region = target.name, state.region
    if target.page == _OF_ONE_REGION and region != target.region:
        name, region = word("conclusion.in_focus", state.lang).format(name=name), target.region
    place = replace(reached(state), region=region)
    href = escape(f"{place.address(target.page)}#{target.panel}")
    return f'<a href="{href}" target="_self">{passage(name, state.lang)}</a>'


def _rest(data: PanelData, left: int, state: State) -> str:
    chart = data.panel.chart
    if not left or not isinstance(chart, LinkList) or not chart.whole:
        return ""
    href = escape(f"{reached(state).address(PANELS[chart.whole].page)}#{chart.whole}")
    seen = escape(word("conclusion.rest", data.lang).format(count=left))
    return f'<p class="rb-rest"><a href="{href}" target="_self">{seen}</a></p>'
