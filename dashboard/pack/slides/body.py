"""What stands between the title and the footer of a slide: cover, cards, charts or a part of a table."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from dashboard import format as fmt
from dashboard.card import CardData
from dashboard.charts.look import FOCUS, GROUND, MISSING, SECONDARY, TEXT
from dashboard.charts.model import Drawing, Ink
from dashboard.pack.content import Pack, Section
from dashboard.pack.slides.chart import Frame, NativeChart
from dashboard.pack.slides.deck import MARGIN, Deck
from dashboard.pack.slides.measure import BOLD, POINTS, ems, fitted, line_count, phrased
from dashboard.pack.slides.plan import Slide
from dashboard.pack.slides.type import LEADING
from dashboard.render.alt import paragraph
from dashboard.text import word

_GAP = 0.12
# what names may take of the width of bars
_NAMES = 0.45
# of a card's height: label, figure, comparison, as-of
_SHARES = (0.17, 0.34, 0.27, 0.14)


def cover(deck: Deck, slide: Any, pack: Pack) -> None:
    """Meeting, date and 資料番号; whose figures these are, as of when, from which build."""
    settings, lang = pack.settings, pack.lang
    stop = "：" if lang == "ja" else ": "
    if settings.number:
        place = (deck.width - MARGIN - 3.0, 0.4, 3.0, 0.5)
        deck.text(slide, place, [settings.number], deck.type.size(22), "r", bold=True)
    deck.text(slide, (1.0, 3.85, 11.33, 0.5), [fmt.date(settings.date, lang)], deck.type.size(24))
    lines = [word("app.title", lang)]
    if pack.region:
        lines.append(f"{word('pack.region', lang)}{stop}{pack.region}")
    lines.append(f"{word('panel.build', lang)}{stop}{pack.build_id}")
    if pack.sampled:
        lines.append(pack.sampled)
    deck.text(slide, (1.0, 4.7, 11.33, 1.2), lines, deck.type.size(16), colour=SECONDARY)
    told = shortened(unquote(pack.address), deck, 12)
    deck.text(slide, (1.0, 6.5, 11.33, 0.4), [told], deck.type.size(12), link=pack.address)


def shortened(text: str, deck: Deck, points: float) -> str:
    """An address on one line; its link leads there whole, and the notes page has all of it."""
    room = (deck.inner - 1.2) * 0.97 * POINTS / deck.type.size(points)
    while ems(text) > room:
        text = f"{text[:-2]}…"
    return text


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
    for share, text, size, bold, colour in (
        (_SHARES[0], card.label, 16, True, TEXT),
        (_SHARES[1], "", figure, True, FOCUS),
        (_SHARES[2], card.compare, 15, False, TEXT),
        (_SHARES[3], card.as_of, 12, False, SECONDARY),
    ):
        high = tall * share
        if text:
            deck.fitted(slide, (x, y, inner, high), text, size, bold=bold, colour=colour)
        elif share == _SHARES[1]:
            words = card.figure if card.unit else phrased(card.figure, inner * POINTS / BOLD / figure)
            runs = [[deck.type.run(line, figure, True, FOCUS)] for line in words.split("\n")]
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
        _key(deck, slide, drawn[0], top)
        top += 0.32 * deck.type.factor
    across, down = _grid(len(drawn))
    wide = (deck.inner - _GAP * (across - 1)) / across
    tall = (deck.bottom - top - _GAP * (down - 1)) / down
    alone = len(drawn) == 1
    if drawn[0].kind == "bar":  # one bar alone is not as tall as the slide
        tall = min(tall, 0.8 + 0.8 * len(drawn[0].categories))
    alt = paragraph(shown.data)
    for at, drawing in enumerate(drawn):
        place = (MARGIN + (at % across) * (wide + _GAP), top + (at // across) * (tall + _GAP), wide, tall)
        points = _points(drawing, alone, deck)
        if not alone:
            points = _beside(drawing, points, wide, tall)
        # names below a chart may be small, the figures in it are read from far away
        figures = max(points, deck.type.size(12)) if alone else points
        plot = _plot(drawing, alone, points, wide, tall)
        name = f"{drawing.title}: " if drawing.title else ""
        deck.chart(
            slide,
            place,
            NativeChart(drawing, deck.type, points, plot, pack.made_on, figures, alone),
            f"{name}{alt}",
        )
        if plot is not None and drawing.boundary is not None:
            _boundary(deck, slide, place, plot, drawing)


def _grid(count: int) -> tuple[int, int]:
    across = next(n for n, most in ((1, 1), (2, 4), (3, 6), (4, 12)) if count <= most)
    return across, -(-count // across)


def _points(drawing: Drawing, alone: bool, deck: Deck) -> float:
    if not alone:
        # five figures beside one another have no room for larger ones
        crowded = drawing.kind == "column" and len(drawing.categories) > 4
        return 10.0 if crowded else deck.type.size(11)
    if drawing.kind == "line" and not drawing.room:
        return _whole_words(drawing, deck)
    many = len(drawing.categories) > 12 or len(drawing.series) > 9
    size = 13 if many else 14
    if drawing.kind == "bar":
        # a name in two lines would lie over the next one
        longest = max(ems(name) for name in drawing.all_names or drawing.categories) * BOLD / POINTS
        while size > 9 and longest * deck.type.size(size) > (_NAMES - 0.015) * deck.inner:
            size -= 1
    return deck.type.size(size)


def _beside(drawing: Drawing, points: float, wide: float, tall: float) -> float:
    """Type in which the years below a small chart of lines stand beside one another in one line each."""
    longest = max((ems(name) for name in drawing.categories), default=0.0)
    count = len(drawing.categories)
    while points > 7 and drawing.kind == "line" and drawing.room and not drawing.scattered:
        plot = _plot(drawing, False, points, wide, tall)
        if plot is None or longest * BOLD * points / POINTS <= plot.width * wide / max(count - 1, 1):
            break
        points -= 0.5
    return points


def _whole_words(drawing: Drawing, deck: Deck) -> float:
    """Type in which no name below the chart is broken within a word."""
    longest = max(
        (ems(word) for name in drawing.categories for word in name.split() if word.isascii()), default=1
    )
    wide = (deck.inner - 0.5) / max(len(drawing.categories), 1)
    size = 14.0
    while size > 9 and longest * BOLD * deck.type.size(size) / POINTS > wide:
        size -= 1
    return deck.type.size(min(size, 12) if len(drawing.categories) > 5 else size)


def _plot(drawing: Drawing, alone: bool, points: float, wide: float, tall: float) -> Frame | None:
    """Lines with words at their end need a place for them; elsewhere the program knows best."""
    em = points / POINTS
    if drawing.kind == "bar":
        # names on one line: the programs fold them into the bars' height
        names = drawing.all_names or drawing.categories
        longest = max(ems(line) for name in names for line in name.split("\n"))
        left = min(longest * BOLD * em / wide + 0.015, _NAMES)
        top = 1.8 * em / tall if drawing.axis.format else 0.01
        return Frame(left, top, 0.985 - left, 0.98 - top)
    if drawing.kind != "line" or not drawing.room:
        return None
    left = 3.4 * em / wide
    top = (2.6 * em if drawing.title else 0.8 * em) / tall
    low = 2.2 * em / tall
    room = drawing.room if alone else 4.2 * em / wide
    return Frame(left, top, 1 - left - room, 1 - top - low)


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


def _key(deck: Deck, slide: Any, drawing: Drawing, top: float) -> None:
    """What each kind of bar, line and mark means, in words: drawn samples instead of a legend."""
    points = deck.type.size(12)
    runs: list[str] = []
    for name, ink in drawing.key:
        glyph, colour = _sample(ink)
        runs += [deck.type.run(f"{glyph} ", points, True, colour), deck.type.run(f"{name}　　", points)]
    deck.runs(slide, (MARGIN, top + 0.02, deck.inner, 0.28), [runs], points)


def _sample(ink: Ink) -> tuple[str, str]:
    colour = ink.line if ink.line not in (None, GROUND) else ink.fill
    if ink.marker == "bar":
        return "―", str(colour)
    if ink.marker and ink.width == 0:
        return ("◆" if ink.marker == "diamond" else "●"), str(ink.fill)
    if ink.fill == GROUND:
        return ("○", str(colour)) if ink.marker else ("\u25a8" if ink.hatch else "□", str(colour))
    if ink.line and ink.width >= 1.5 and ink.fill is not None and not ink.marker:
        return "■", str(colour)
    if ink.dash:
        return ("- - -" if ink.dash == "dash" else "･･･"), str(colour)
    return ("●" if ink.marker and not ink.line else "━", str(colour))
