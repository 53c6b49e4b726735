"""What stands between the title and the footer of a slide: cover, cards, charts or a part of a table."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from dashboard.boardname import board_name, imprint
from dashboard.card import CardData
from dashboard.charts.look import FOCUS, MISSING, SECONDARY, TEXT
from dashboard.charts.model import Drawing
from dashboard.office import logo_file, office
from dashboard.pack.content import Pack, Section
from dashboard.pack.native import frame
from dashboard.pack.native.cells import Block
from dashboard.pack.native.chart import NativeChart
from dashboard.pack.native.frame import Frame
from dashboard.pack.native.key import sample
from dashboard.pack.native.measure import BOLD, POINTS, ems, fitted, line_count, phrased
from dashboard.pack.native.type import LEADING
from dashboard.pack.slides.chartbook import SHEET, ChartData
from dashboard.pack.slides.deck import MARGIN, Deck
from dashboard.pack.slides.plan import Slide
from dashboard.render.alt import paragraph
from dashboard.text import word

_GAP = 0.12
# of a card's height: label, figure, comparison, as-of
_SHARES = (0.17, 0.34, 0.27, 0.14)


def cover(deck: Deck, slide: Any, pack: Pack) -> None:
    """Meeting, date and 資料番号; whose figures these are, as of when, from which build."""
    settings, lang = pack.settings, pack.lang
    stop = "：" if lang == "ja" else ": "
    if settings.number:
        place = (deck.width - MARGIN - 3.0, 0.4, 3.0, 0.5)
        deck.text(slide, place, [settings.number], deck.type.size(22), "r", bold=True)
    deck.text(slide, (1.0, 3.85, 11.33, 0.5), [pack.day], deck.type.size(24))
    lines = ["　".join((board_name(lang), *imprint(lang)))]
    if pack.region:
        lines.append(f"{word('pack.region', lang)}{stop}{pack.region}")
    lines.append(f"{word('panel.build', lang)}{stop}{pack.build_id}")
    if pack.sampled:
        lines.append(pack.sampled)
    deck.text(slide, (1.0, 4.7, 11.33, 1.2), lines, deck.type.size(16), colour=SECONDARY)
    logo = logo_file()
    if logo is not None and logo.suffix.lower() == ".png":  # PowerPoint takes no SVG alone
        deck.picture(slide, (1.0, 0.4, 3.0, 0.9), logo, board_name(lang))
    if pack.address:
        told = shortened(unquote(pack.address), deck, 12)
        deck.text(slide, (1.0, 6.5, 11.33, 0.4), [told], deck.type.size(12), link=pack.address)


def shortened(text: str, deck: Deck, points: float) -> str:
    """An address on one line; its link leads there whole, and the notes page has all of it."""
    room = (deck.inner - 1.2) * 0.97 * POINTS / deck.type.size(points)
    while ems(text) > room:
        text = f"{text[:-2]}…"
    return text


def sentences(deck: Deck, slide: Any, section: Section, pack: Pack) -> None:
    """What matters now, a sentence in each row, and at its end the link to the panel of its figure."""
    seen = word("conclusion.open", pack.lang)
    tall = min((deck.bottom - deck.top) / max(len(section.conclusions), 1), 1.0)
    for at, item in enumerate(section.conclusions):
        top = deck.top + 0.1 + at * tall
        deck.fitted(slide, (MARGIN, top, deck.inner - 1.0, tall - _GAP), item.text, 20)
        place = (deck.width - MARGIN - 0.8, top, 0.8, tall - _GAP)
        if link := pack.address_of_figure(item):
            deck.text(slide, place, [seen], deck.type.size(16), "r", link=link)


def cards(deck: Deck, slide: Any, section: Section) -> None:
    """The page's cards, at most four beside one another, each with its comparison and as-of."""
    found = section.cards
    across = 3 if len(found) in (3, 5, 6) else max(len(found), 1)
    down = -(-len(found) // across)
    wide = (deck.inner - _GAP * (across - 1)) / across
    room = deck.bottom - deck.top - 0.1
    tall = min((room - _GAP * (down - 1)) / max(down, 1), 3.3)
    sizes = [_figure_size(deck, card, wide - 0.3, tall * _SHARES[1]) for card in found]
    # figures of one row in one size; words may be smaller
    figure = min((size[0] for card, size in zip(found, sizes, strict=True) if card.unit), default=28.0)
    for at, (card, size) in enumerate(zip(found, sizes, strict=True)):
        left = MARGIN + (at % across) * (wide + _GAP)
        top = deck.top + 0.1 + (at // across) * (tall + _GAP)
        _card(deck, slide, (left, top, wide, tall), card, (min(figure, size[0]), size[1]))


def _card(
    deck: Deck,
    slide: Any,
    place: tuple[float, float, float, float],
    card: CardData,
    sizes: tuple[float, float],
) -> None:
    left, top, wide, tall = place
    figure, small = sizes
    deck.rectangle(slide, place)
    inner, x = wide - 0.3, left + 0.15
    y = top + tall * 0.04
    accent = office().accent.upper() or FOCUS
    for share, text, size, bold, colour in (
        (_SHARES[0], card.label, 16, True, TEXT),
        (_SHARES[1], "", figure, True, accent),
        (_SHARES[2], card.compare, 15, False, TEXT),
        (_SHARES[3], card.as_of, 12, False, SECONDARY),
    ):
        high = tall * share
        if text:
            deck.fitted(slide, (x, y, inner, high), text, size, bold=bold, colour=colour)
        elif share == _SHARES[1]:
            words = card.figure if card.unit else phrased(card.figure, inner * POINTS / BOLD / figure)
            runs = [[deck.type.run(line, figure, True, accent)] for line in words.split("\n")]
            runs[-1].append(deck.type.run(f" {card.unit}" if card.unit else "", small, False, TEXT))
            deck.runs(slide, (x, y, inner, high), runs, figure, anchor="ctr")
        y += high + tall * 0.01


def _figure_size(deck: Deck, card: CardData, wide: float, tall: float) -> tuple[float, float]:
    """Points of figure and unit, so that both stand on one line; words may take two."""
    room = wide * POINTS / BOLD
    for size in (44, 38, 32, 28, 24, 20):
        figure, small = deck.type.size(size), deck.type.size(min(18, size * 0.6))
        one = ems(card.figure) * figure + (ems(card.unit) + 0.5) * small <= room
        words = phrased(card.figure, room / figure)
        # words in two lines only where they can be broken between two of them
        two = not card.unit and ("\n" in words or words.isascii())
        two = two and line_count(words, room / figure) * figure * LEADING <= tall * POINTS
        if one or two:
            return figure, small
    return fitted(f"{card.figure} {card.unit}", wide, tall, 20, 9, LEADING), 12


def charts(deck: Deck, slide: Any, shown: Slide, pack: Pack) -> None:
    """One chart in all of the room, or small ones in rows; above them what each kind of line means."""
    assert shown.data is not None
    top = deck.top
    drawn = shown.charts
    if drawn[0].key:
        top += _key(deck, slide, drawn[0], top)
    across, down = frame.grid(len(drawn))
    wide = (deck.inner - _GAP * (across - 1)) / across
    tall = (deck.bottom - top - _GAP * (down - 1)) / down
    alone = len(drawn) == 1
    if drawn[0].kind == "bar":  # one bar alone is not as tall as the slide
        tall = min(tall, 0.8 + 0.8 * len(drawn[0].categories))
    alt = paragraph(shown.data)
    for at, drawing in enumerate(drawn):
        place = (MARGIN + (at % across) * (wide + _GAP), top + (at // across) * (tall + _GAP), wide, tall)
        points = frame.points(drawing, alone, deck.type, deck.inner)
        if not alone:
            points = frame.small_points(drawing, points, wide, tall)
        # names below a chart may be small, the figures in it are read from far away
        figures = max(points, deck.type.size(12)) if alone else points
        plot = frame.plot(drawing, alone, points, wide, tall)
        name = f"{drawing.title}: " if drawing.title else ""
        chart = NativeChart(Block(drawing, SHEET), deck.type, points, plot, figures, alone)
        deck.chart(slide, place, ChartData(chart, pack.made_on), f"{name}{alt}")
        if plot is not None and drawing.boundary is not None:
            _boundary(deck, slide, place, plot, drawing)


def _boundary(
    deck: Deck, slide: Any, place: tuple[float, float, float, float], plot: Frame, drawing: Drawing
) -> None:
    """What lies to the right of the last count is said to be projected (ui.md, rule 6)."""
    at, count = drawing.boundary or 0.0, len(drawing.categories)
    share = at / max(count - 1, 1)
    if drawing.scattered and drawing.xs is not None:
        share = (drawing.xs[int(at)] - drawing.xs[0]) / (drawing.xs[-1] - drawing.xs[0])
    x = place[0] + place[2] * (plot.left + plot.width * share)
    top, low = (place[1] + place[3] * part for part in (plot.top, plot.top + plot.height))
    deck.line(slide, (x, top), (x, low), MISSING, True)
    points = deck.type.size(10)
    deck.text(slide, (x + 0.05, top - 0.02, 1.2, 0.2), [drawing.boundary_label], points, colour=SECONDARY)


def _key(deck: Deck, slide: Any, drawing: Drawing, top: float) -> float:
    """What each kind of bar, line and mark means, in words: drawn samples instead of a legend. Gives its
    height in inches."""
    points = deck.type.size(12)
    runs: list[str] = []
    for name, ink in drawing.key:
        glyph, colour = sample(ink)
        runs += [deck.type.run(f"{glyph} ", points, True, colour), deck.type.run(f"{name}　　", points)]
    words = "　　".join(f"● {name}" for name, _ in drawing.key)
    more = (line_count(words, deck.inner * POINTS / points) - 1) * points * LEADING / POINTS
    deck.runs(slide, (MARGIN, top + 0.02, deck.inner, 0.28 + more), [runs], points)
    return 0.32 * deck.type.factor + more
