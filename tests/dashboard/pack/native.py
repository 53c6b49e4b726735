"""What the XML of a native chart shows, point by point, whichever program's file it was read from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from lxml import etree

# (category, what stands there): value, how it is drawn, its label
Point = tuple[str, float | None, tuple[str, ...], str]


@dataclass(frozen=True)
class Chart:
    """Series → its points in order; what is below, beside and behind them."""

    title: str
    series: dict[str, list[Point]]
    axis: tuple[str, ...]


def spaces(roots: Iterable[ElementTree.Element]) -> list[Any]:
    """The XML of a sheet's charts, as that of a slide's is read."""
    return [etree.fromstring(ElementTree.tostring(root)) for root in roots]


def charts(spaces: Iterable[Any]) -> list[Chart]:
    """The charts of a panel; one that goes on over several is put together again."""
    found = [chart(space) for space in spaces]
    titles = [item.title for item in found]
    if len(found) < 2 or ("" not in titles and len({_start(title) for title in titles}) > 1):
        return found
    joined: dict[str, list[Point]] = defaultdict(list)
    for item in found:
        for name, points in item.series.items():
            joined[name] += points
    return [Chart("", dict(joined), found[0].axis)]


def _start(title: str) -> str:
    return title.rpartition("（" if "（" in title else " (")[0] or title


def chart(space: Any) -> Chart:
    plot = space.find(".//{*}plotArea")
    series = {}
    for one in plot.iter("{*}ser"):
        name = one.findtext("{*}tx/{*}strRef/{*}strCache/{*}pt/{*}v")
        assert name not in series, name
        series[name] = _points(one)
    # of the title the first line: a sheet's says below it what is measured
    first = space.find("{*}chart/{*}title//{*}p")
    title = "".join(run.text or "" for run in first.iter("{*}t")) if first is not None else ""
    return Chart(title, series, tuple(_axis(plot)))


def references(space: Any) -> list[tuple[str, list[str | float | None]]]:
    """Each range of cells that the chart refers to, with the values it keeps of them."""
    found = []
    for part in space.iter("{*}strRef", "{*}numRef"):
        cache = part.find("{*}strCache")
        texts = cache is not None
        cache = part.find("{*}numCache") if cache is None else cache
        held = _cache(cache)
        count = int(cache.find("{*}ptCount").get("val"))
        values = [held.get(n) if texts or n not in held else float(held[n]) for n in range(count)]
        found.append((part.findtext("{*}f"), values))
    return found


def _cache(cache: Any) -> dict[int, str]:
    return {int(pt.get("idx")): pt.findtext("{*}v") for pt in cache.iterfind("{*}pt")}


def _points(one: Any) -> list[Point]:
    scatter = one.find("{*}xVal") is not None
    across = _cache(one.find("{*}xVal//{*}numCache" if scatter else "{*}cat//{*}strCache"))
    values = _cache(one.find("{*}yVal//{*}numCache" if scatter else "{*}val//{*}numCache"))
    usual = _paint(one)
    own = {int(point.find("{*}idx").get("val")): _paint(point) for point in one.iterfind("{*}dPt")}
    labels = {
        int(label.find("{*}idx").get("val")): _label(label) for label in one.iterfind("{*}dLbls/{*}dLbl")
    }
    # a bar is painted by its own look, a line by that of its series
    return [
        (
            across[n],
            float(f"{float(values[n]):.13g}") if n in values else None,
            own.get(n, usual) if n in values else (),
            labels.get(n, ""),
        )
        for n in range(len(across))
    ]


def _paint(part: Any) -> tuple[str, ...]:
    """Fill, line and mark: colours, pattern, dash, width, symbol."""
    found = []
    for inside in ("{*}spPr", "{*}marker/{*}spPr"):
        shape = part.find(inside)
        if shape is None:
            continue
        for item in shape.iter():
            tag = str(item.tag).rpartition("}")[2]
            said = " ".join(str(item.get(name)) for name in ("val", "prst", "w") if item.get(name))
            found.append(f"{tag} {said}".strip())
    symbol = part.find("{*}marker/{*}symbol")
    return (*found, str(symbol.get("val")) if symbol is not None else "")


def _label(label: Any) -> str:
    said = ["".join(text.text or "" for text in label.iter("{*}t"))]
    for name, attribute in (("numFmt", "formatCode"), ("dLblPos", "val"), ("showSerName", "val")):
        said.append(_attribute(label, name, attribute))
    said.append("moved" if label.find("{*}layout") is not None else "")
    colours = label.iterfind(".//{*}solidFill/{*}srgbClr")
    return " | ".join([*said, *sorted({str(colour.get("val")) for colour in colours})])


def _attribute(part: Any, name: str, attribute: str) -> str:
    item = part.find(f"{{*}}{name}")
    return str(item.get(attribute)) if item is not None else ""


def _axis(plot: Any) -> Sequence[str]:
    found = [str(plot[1].tag).rpartition("}")[2]]
    for path in ("barDir", "grouping", "overlap", "hiLowLines"):
        item = plot.find(f".//{{*}}{path}")
        found.append(f"{path} {item.get('val', '') if item is not None else None}")
    for axis in (*plot.iterfind("{*}catAx"), *plot.iterfind("{*}valAx")):
        for path in ("scaling/{*}orientation", "scaling/{*}max", "scaling/{*}min", "majorUnit", "tickLblPos"):
            found.append(f"{path.rpartition('}')[2]} {_attribute(axis, path, 'val')}")
        found.append(_attribute(axis, "numFmt", "formatCode"))
        found.append(f"grid {axis.find('{*}majorGridlines') is not None}")
    return found
