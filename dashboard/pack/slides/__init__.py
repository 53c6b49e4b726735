"""A pack as PowerPoint slides: one finding and one native chart, or a part of a table, per slide."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from contextlib import nullcontext
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from dashboard import format as fmt
from dashboard.boardname import board_name
from dashboard.charts.look import SECONDARY
from dashboard.pack.content import Pack, ReportProgress
from dashboard.pack.failed import writing
from dashboard.pack.native.measure import ems
from dashboard.pack.settings import Settings
from dashboard.pack.slides import notes
from dashboard.pack.slides import slidecontent as body
from dashboard.pack.slides.deck import MARGIN, Deck
from dashboard.pack.slides.plan import Slide, planned, title
from dashboard.pack.slides.template import Template, opened
from dashboard.render.html import cited
from dashboard.text import word

# two lines of the footer, in ems of its type, for each inch of them
_SOURCES = 13.4
# characters of what was decided, in a line above the foot
_MOST_DECIDED = 80


def check(settings: Settings) -> None:
    """Raises PackError where the template cannot be used: before anything is made."""
    if settings.template is not None:
        opened(settings.template, settings.languages[0], settings.large_print)


def write(pack: Pack, path: Path, progress: ReportProgress) -> None:
    """Raises OSError where the path cannot be written."""
    template = opened(pack.settings.template, pack.lang, pack.settings.large_print)
    deck = Deck(template)
    with fmt.calendar(pack.settings.state.calendar):
        slides = planned(pack, deck, progress)
        for at, slide in enumerate(slides, 1):
            with writing(slide.data) if slide.data is not None else nullcontext():
                _draw(deck, pack, slide, at, len(slides))
            progress(len(slides) + at, len(slides) * 2)
    _save(template, pack, path)


def _draw(deck: Deck, pack: Pack, shown: Slide, number: int, count: int) -> None:
    if shown.section is None and shown.part is None:
        body.cover(deck, deck.cover(pack.meeting), pack)
        return
    slide = deck.panel(title(shown, pack))
    deck.kicker(
        slide, shown.section.title if shown.section else "", f"{pack.sampled}　{pack.settings.number}".strip()
    )
    if shown.data is not None:
        deck.subtitle(slide, shown.data.subtitle)
    elif shown.section is not None:
        deck.subtitle(slide, shown.section.question)
    if shown.part is not None:
        alt = shown.data.subtitle if shown.data else ""
        deck.table(slide, (MARGIN, deck.top), shown.part, f"{title(shown, pack)} {alt}".strip())
    elif shown.charts:
        body.charts(deck, slide, shown, pack)
    elif shown.concludes and shown.section is not None:
        body.sentences(deck, slide, shown.section, pack)
    elif shown.data is None and shown.section is not None:
        body.cards(deck, slide, shown.section)
    else:
        place = (MARGIN, deck.top + 0.3, deck.inner, 0.5)
        deck.text(slide, place, [_why(shown, pack)], deck.type.size(18), colour=SECONDARY)
    _foot(deck, slide, pack, shown, number, count)


def _why(shown: Slide, pack: Pack) -> str:
    """Why a panel shows nothing on its slide."""
    data = shown.data
    if data is not None and data.panel.lookup and data.rows:
        return word("pack.lookup", pack.lang).format(count=len(data.rows))
    return (data.absence if data else "") or word("pack.nothing", pack.lang)


def _foot(deck: Deck, slide: Any, pack: Pack, shown: Slide, number: int, count: int) -> None:
    lang = pack.lang
    stop, gap = ("：", "　") if lang == "ja" else (": ", " · ")
    address = pack.address
    if shown.section is not None:
        address = pack.address_of(shown.section, shown.data) if shown.data else shown.section.address
    below = []
    if shown.data is not None and shown.more:
        rows = len(shown.data.rows)
        below.append(word("pack.more_slides", lang).format(count=rows, slides=shown.more))
    if shown.data is not None and shown.data.missing:
        comma = "、" if lang == "ja" else ", "
        below.append(f"{word('panel.missing', lang)}{stop}{comma.join(shown.data.missing)}")
    if shown.data is not None and shown.data.decided.count:
        below.append(shown.data.decided.line(lang, _MOST_DECIDED))
    if below:
        deck.missing(slide, ("。" if lang == "ja" else ". ").join(below))
    elif shown.data is None and not shown.concludes and shown.section is not None and shown.section.whole:
        lists = [data for data in shown.section.panels if data.panel.lookup]
        for line, data in enumerate(reversed(lists)):
            told = word("pack.lookup", lang).format(count=len(data.rows))
            deck.missing(slide, f"{data.title}{stop}{told}", line)
    build = f"{word('panel.build', lang)}{stop}{pack.build_id}"
    place = body.shortened(f"{build}{gap}{unquote(address)}" if address else build, deck, 9)
    page = word("pack.page", lang).format(number=number, total=count)
    deck.footer(slide, _sources(pack, shown, deck.inner * _SOURCES), place, address, page)
    if shown.data is not None and shown.section is not None:
        deck.notes(slide, notes.of_panel(pack, shown.section, shown.data))
    elif shown.section is not None:
        deck.notes(slide, notes.of_section(pack, shown.section))


def _sources(pack: Pack, shown: Slide, room: float) -> str:
    """As many sources as two lines hold, and how many more the notes page names."""
    if shown.data is None or not shown.data.citations:
        return "　".join(part for part in (word("app.title", pack.lang), pack.settings.meeting) if part)
    lang = pack.lang
    stop, comma = ("：", "／") if lang == "ja" else (": ", "; ")
    told, left = "", len(shown.data.citations)
    for item in shown.data.citations:
        more = f"{comma if told else ''}{cited(item, lang)}"
        if told and ems(told + more) > room - 12:
            break
        told, left = told + more, left - 1
    if left:
        told += comma + word("present.more_sources", lang).format(count=left)
    return f"{word('panel.source', lang)}{stop}{told}"


def _save(template: Template, pack: Pack, path: Path) -> None:
    """The same pack gives the same bytes: no clock in the properties or in the archive."""
    properties = template.presentation.core_properties
    day = dt.datetime.combine(pack.made_on, dt.time())
    properties.title = pack.meeting
    properties.subject = pack.settings.number
    properties.author = properties.last_modified_by = board_name(pack.lang)
    properties.comments = f"{word('panel.build', pack.lang)} {pack.build_id}"
    properties.created = properties.modified = day
    properties.revision = 1
    properties.language = pack.lang
    raw = io.BytesIO()
    template.presentation.save(raw)
    with zipfile.ZipFile(raw) as made, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for item in made.infolist():
            entry = zipfile.ZipInfo(item.filename, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            out.writestr(entry, made.read(item.filename))
