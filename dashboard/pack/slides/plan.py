"""Which slides a pack has: known before the first is drawn, so that each can say n/N."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dashboard.charts.fit import cut, legible
from dashboard.charts.kinds import drawings
from dashboard.charts.model import Drawing
from dashboard.pack.content import Pack, Section
from dashboard.pack.failed import writing
from dashboard.pack.slides.deck import Deck
from dashboard.pack.slides.table import Part, Table
from dashboard.pack.slides.tabled import cited, table_of
from dashboard.pack.slides.tablelayout import parts
from dashboard.panel import PanelData
from dashboard.text import word

_MOST_BARS = 20
_MOST_SMALL = 12
_TABLE = 12
_CARDS = 4
# rows; shorter ones stand on slides whole
_LONG_LIST = 40


@dataclass(frozen=True)
class Slide:
    """One slide: a cover, what a page opens with (`concludes`), a page with its cards, charts of a panel, a
    part of its table, or the sources."""

    section: Section | None = None
    data: PanelData | None = None
    charts: Sequence[Drawing] = ()
    part: Part | None = None
    nth: int = 1
    of: int = 1
    more: int = 0  # slides that were left out behind it
    concludes: bool = False


def planned(pack: Pack, deck: Deck, progress: Callable[[int, int], None]) -> list[Slide]:
    slides = [Slide()]
    for section in pack.sections:
        if section.conclusions:
            slides.append(Slide(section, concludes=True))
        if section.whole:
            slides.append(Slide(section))
        for data in section.panels:
            with writing(data):
                slides += _at_most(_panel(section, data, deck), data, pack.settings.slides)
            progress(len(slides), len(slides) * 2)
    table = cited(pack.citations, pack.lang)
    if table.rows:
        slides += _numbered([Slide(part=part) for part in _parts(table, deck)])
    return slides


def _panel(section: Section, data: PanelData, deck: Deck) -> list[Slide]:
    if data.panel.lookup:
        # its page says where it stands; one who asked for it alone is told so too
        return [] if section.whole else [Slide(section, data)]
    drawn: Sequence[Drawing] = drawings(data)
    if not data.rows:
        return [Slide(section, data)]
    if not drawn:
        return _numbered([Slide(section, data, part=part) for part in _parts(table_of(data), deck)])
    most = int(_MOST_BARS / deck.type.factor)
    if len(drawn) == 1:
        drawn = legible(drawn, data.lang)
        charts = cut(drawn[0], most) if drawn[0].kind == "bar" else [drawn[0]]
        return _numbered([Slide(section, data, (chart,)) for chart in charts])
    groups = [drawn[at : at + _MOST_SMALL] for at in range(0, len(drawn), _MOST_SMALL)]
    every = _parts(table_of(data.of_all), deck) if data.of_all else []
    return _numbered(
        [
            *(Slide(section, data, group) for group in groups),
            *(Slide(section, data, part=part) for part in every),
        ]
    )


def _at_most(slides: list[Slide], data: PanelData, most: int) -> list[Slide]:
    """Of a long list, as many slides as are read at a meeting; the last says that it goes on."""
    if not most or len(data.rows) <= _LONG_LIST or len(slides) <= most:
        return slides
    shown = _numbered(slides[:most])
    return [*shown[:-1], replace(shown[-1], more=len(slides) - most)]


def _parts(table: Table, deck: Deck) -> list[Part]:
    return parts(table, deck.inner, deck.bottom - deck.top, deck.type.size(_TABLE))


def _numbered(slides: Sequence[Slide]) -> list[Slide]:
    return [
        Slide(item.section, item.data, item.charts, item.part, n, len(slides))
        for n, item in enumerate(slides, 1)
    ]


def title(slide: Slide, pack: Pack) -> str:
    """The finding; what stands on several slides says which of them this is."""
    if slide.concludes:
        return word("conclusion.heading", pack.lang)
    if slide.data is not None:
        text = slide.data.title
    else:
        text = slide.section.finding if slide.section else word("pack.sources", pack.lang)
    if slide.of > 1:
        text += word("pack.continued", pack.lang).format(number=slide.nth, total=slide.of)
    return text
