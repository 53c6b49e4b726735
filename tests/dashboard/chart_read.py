"""A chart as a reader finds it on the screen: names along its axis, words in their rows, points."""

from __future__ import annotations

from dataclasses import dataclass, field

import plotly.graph_objects as go


@dataclass
class Chart:
    """One chart of a figure. `series`: name → place → value and what stands beside it. `words`: what stands
    at a place where no point is."""

    title: str
    names: list[str]
    series: dict[str, dict[float, tuple[float, str]]] = field(default_factory=dict)
    words: dict[float, str] = field(default_factory=dict)


def names(figure: go.Figure) -> list[str]:
    """The categories of bars, pairs and dots, from top to bottom."""
    return [str(text) for axis in figure.select_yaxes() for text in axis.ticktext or ()]


def words(figure: go.Figure) -> list[str]:
    """What stands in the row of each name: the figure, or the word for a missing one."""
    found: list[str] = []
    for chart in charts(figure, across=True):
        told = {at: text for points in chart.series.values() for at, (_, text) in points.items()}
        found += [told.get(at) or chart.words.get(at, "") for at in range(len(chart.names))]
    return found


def charts(figure: go.Figure, across: bool) -> list[Chart]:
    """The charts of a figure; `across`: values run to the right, categories stand below each other."""
    found: dict[str, Chart] = {}
    titles = [note.text for note in figure.layout.annotations if note.xref == note.yref == "paper"]
    for number, axis in enumerate(figure.select_yaxes() if across else figure.select_xaxes()):
        key = str(axis.plotly_name).replace("axis", "")
        shown = axis.ticktext or ()
        found[key] = Chart(titles[number] if titles else "", [str(text) for text in shown])
    for trace in figure.data:
        if trace.name is None:  # the line between two points
            continue
        chart = found[(trace.yaxis if across else trace.xaxis) or ("y" if across else "x")]
        places, values = (trace.y, trace.x) if across else (trace.x, trace.y)
        texts = trace.text or [""] * len(places)
        points = zip(places, values, texts, strict=True)
        assert trace.name not in chart.series, trace.name
        chart.series[trace.name] = {at: (value, text) for at, value, text in points if value is not None}
    for note in figure.layout.annotations:
        axis, place = (note.yref or "y", note.y) if across else (note.xref or "x", note.x)
        if axis in found and not (note.yref or "").endswith("domain" if not across else "none"):
            chart = found[axis]
            beside = chart.series.get(note.name, {}).get(place)
            if beside is None:
                chart.words[place] = note.text
            else:
                chart.series[note.name][place] = (beside[0], note.text)
    return list(found.values())
