"""Pack: everything a pack shows, made for a build by the functions the pages use. Writers see it alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from dashboard import choices
from dashboard import format as fmt
from dashboard.boardname import board_name
from dashboard.card import CardData, prepare_card
from dashboard.conclusion import Concluded
from dashboard.mart import OLDER, Build, Mart
from dashboard.pack import dictionary as columns
from dashboard.pack.choice import build_of, chosen
from dashboard.pack.failed import Failed
from dashboard.pack.settings import Settings
from dashboard.pages.page import View
from dashboard.panel import Citation, Origin, PanelData, citations, failed, joined, origins, prepare
from dashboard.panels.cards.where import WHERE
from dashboard.render.builds import day_made
from dashboard.scope import said
from dashboard.selection import Chosen
from dashboard.state import State
from dashboard.text import Lang, word

# how far the making of something is: (done, of how many)
ReportProgress = Callable[[int, int], None]


@dataclass(frozen=True)
class Section:
    """Panels of one page that follow one another. `whole` where the page was chosen: then with cards.

    `state` is what the page settled (比較 and 地域カルテ always have a region); `address` is the page's.
    """

    page_id: str
    title: str
    question: str
    finding: str
    whole: bool
    conclusions: tuple[Concluded, ...]
    cards: tuple[CardData, ...]
    panels: tuple[PanelData, ...]
    state: State
    address: str
    find_card_origins: Callable[[], tuple[tuple[str, tuple[Origin, ...]], ...]] = field(
        repr=False, compare=False
    )


@dataclass(frozen=True)
class Pack:
    """One meeting's pack in one language. `made_on` is the meeting's date, where it has none the build's: no
    clock is looked at.

    `citations`, `notes` (title of the panel, note) and `dictionary` hold each thing once, in order.
    `in_language` gives the same pack in another language, made once.
    """

    settings: Settings
    lang: Lang
    build_id: str
    made_on: dt.date
    region: str | None
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
    notes: tuple[tuple[str, str], ...]
    dictionary: tuple[columns.Entry, ...]
    address: str
    build: Build = field(repr=False, compare=False)
    mart: Mart | None = field(default=None, repr=False, compare=False)  # what it was made from
    replaced: Mapping[str, str] = field(default_factory=dict)  # panel → number, where a writer failed
    _others: dict[Lang, Pack] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def panels(self) -> tuple[PanelData, ...]:
        """All panels, in the order of the pack."""
        return tuple(data for section in self.sections for data in section.panels)

    @property
    def sampled(self) -> str:
        """What every slide, sheet and page says where answers of the pack are invented."""
        return word("sample.pack", self.lang) if any(data.sample for data in self.panels) else ""

    @property
    def title(self) -> str:
        """資料番号 and meeting."""
        return f"{self.settings.number} {self.meeting}".strip()

    @property
    def meeting(self) -> str:
        """Of no meeting, what the board is called."""
        return self.settings.meeting or board_name(self.lang)

    @property
    def day(self) -> str:
        """The day of the meeting in words; "" where it is not said."""
        return fmt.date(self.settings.date, self.lang) if self.settings.date else ""

    @property
    def head(self) -> str:
        """The same above every sheet and page, as far as it is said."""
        told = f"{self.settings.number} {self.settings.meeting}".strip()
        return f"{told}　{self.sampled}".strip()

    @property
    def sheets(self) -> bool:
        """Nothing but panels was chosen: on paper each is a sheet of its own."""
        return not any(section.whole for section in self.sections)

    @property
    def values(self) -> bool:
        """Whether the figures of the charts stand behind them on paper."""
        return not self.sheets if self.settings.values is None else self.settings.values

    @property
    def named(self) -> tuple[tuple[str, Section, PanelData], ...]:
        """Every panel under a name of its own, for sheets and files: its id, and where 地域カルテ shows
        the panel of another page in the same pack, its page's id before it."""
        found: dict[str, tuple[str, Section, PanelData]] = {}
        for section in self.sections:
            for data in section.panels:
                panel_id = data.panel.panel_id
                name = f"{section.page_id}_{panel_id}" if panel_id in found else panel_id
                found[name] = (name, section, data)
        return tuple(found.values())

    def in_language(self, lang: Lang) -> Pack:
        """The same pack in another language."""
        if lang == self.lang:
            return self
        if lang not in self._others:
            if self.mart is None:
                raise LookupError(f"a pack put together by hand is joined with the one in {lang}")
            other = _build_pack(self.settings, lang, self.build, self.mart, lambda done, of: None)
            for panel_id, number in self.replaced.items():
                other = other.without(panel_id, number)
            self._others[lang] = other
        return self._others[lang]

    def join(self, packs: Mapping[Lang, Pack]) -> None:
        """The same pack in other languages, where they are made already."""
        self._others.update(packs)

    def without(self, panel_id: str, number: str) -> Pack:
        """The same pack with a panel that says in its place that it cannot be shown."""

        def shown(data: PanelData) -> PanelData:
            if data.panel.panel_id != panel_id:
                return data
            return failed(data.panel, data.lang, data.calendar, data.build_id, number)

        sections = tuple(
            replace(section, panels=tuple(shown(data) for data in section.panels))
            for section in self.sections
        )
        return replace(self, sections=sections, replaced={**self.replaced, panel_id: number})

    @property
    def failed(self) -> tuple[Failed, ...]:
        """The panels that cannot be shown, each once."""
        found = {
            data.panel.panel_id: Failed(data.panel.panel_id, data.panel.question, data.failed)
            for data in self.panels
            if data.failed is not None
        }
        return tuple(found.values())

    def address_of(self, section: Section, data: PanelData) -> str:
        """What opens a panel on the board, on the build of this pack; "" where others have no address."""
        return section.address and f"{section.address}#{data.panel.panel_id}"

    def address_of_figure(self, item: Concluded) -> str:
        """The address at which the figure of a sentence stands, on the build of this pack."""
        place = replace(item, state=replace(item.state, build=self.build_id))
        return _on_board(self.settings, place.address())


def make(
    settings: Settings, mart: Mart, lang: Lang | None = None, progress: ReportProgress = lambda done, of: None
) -> Pack:
    """The pack in a language, by default the first one asked for. Raises PackError."""
    build = build_of(settings, mart)
    return _build_pack(settings, lang or settings.languages[0], build, mart, progress)


def _build_pack(settings: Settings, lang: Lang, build: Build, mart: Mart, progress: ReportProgress) -> Pack:
    parts = chosen(settings, build)
    count = sum(len(part.panels) for part in parts)
    sections: list[Section] = []
    done = 0
    for part in parts:
        prepared: list[PanelData] = []
        view = View(settings.in_language(lang), build, mart)
        # as the page itself settles it: some pages always have a region in focus
        view = replace(view, state=part.page.prepare_state(view))
        for panel in part.panels:
            prepared.append(prepare(panel, view.state, build))
            done += 1
            progress(done, count)
        sections.append(_section(settings, part, view, tuple(prepared)))
    return replace(assemble(settings, lang, build, tuple(sections)), mart=mart)


def assemble(settings: Settings, lang: Lang, build: Build, sections: tuple[Section, ...]) -> Pack:
    """A pack of these sections."""
    panels = [data for section in sections for data in section.panels]
    quoted = dict.fromkeys(item.source_id for data in panels for item in data.citations)
    fixed = replace(settings.in_language(lang), build=build.build_id)
    with fmt.calendar(settings.state.calendar):
        return Pack(
            settings=settings,
            lang=lang,
            build_id=build.build_id,
            made_on=settings.date or day_made(build),
            region=_region(settings.state.region, lang, build),
            sections=sections,
            citations=citations(build, list(quoted), lang),
            notes=tuple(dict.fromkeys((data.title, note) for data in panels for note in data.remarks)),
            dictionary=columns.dictionary(panels, lang, build),
            address=_on_board(settings, fixed.address("overview")),
            build=build,
        )


def _section(settings: Settings, part: Chosen, view: View, panels: tuple[PanelData, ...]) -> Section:
    page, state, build = part.page, view.state, view.build
    shown = page.cards_of(build) if part.whole else ()
    place = replace(state, build=build.build_id)
    with fmt.calendar(state.calendar):
        try:
            finding = page.answered(view, settings.state)
        except OLDER:  # a meeting's build may be older than the board
            finding = f"{page.question(state.lang)}{word('panel.lacking', state.lang)}"
    return Section(
        page_id=page.page_id,
        title=page.name(state.lang),
        question=joined((page.question(state.lang), said(state.scope, build, state.lang)), state.lang),
        finding=finding,
        whole=part.whole,
        conclusions=page.concluded(view) if part.whole else (),
        cards=tuple(prepare_card(card, state, build) for card in shown),
        panels=panels,
        state=state,
        address=_on_board(settings, place.address(page.page_id)),
        find_card_origins=lambda: tuple(
            (card.label(state.lang), origins(WHERE[card.card_id], state, build))
            for card in shown
            if card.card_id in WHERE
        ),
    )


def _on_board(settings: Settings, place: str) -> str:
    return settings.base and f"{settings.base}/{place}"


def _region(region_id: str | None, lang: Lang, build: Build) -> str | None:
    """The name of the region in focus."""
    if region_id is None:
        return None
    return choices.region_name(build, region_id, lang)
