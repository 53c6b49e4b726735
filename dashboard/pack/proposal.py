"""A proposal of one sheet of A4: what a coalition of a reader's choice is, what lies ahead of it, and what it
could apply for. What only its members can say (purpose, projects, cost, next step) is a box to fill in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from dashboard import format as fmt
from dashboard.boardname import board_name, imprint
from dashboard.finding import column
from dashboard.mart import Build
from dashboard.nouns import PLACES, listed
from dashboard.panel import PanelData, citations, prepare
from dashboard.panels import PANELS
from dashboard.parameters import today
from dashboard.render import html
from dashboard.render.language import passage
from dashboard.state import State
from dashboard.text import Lang, word

_STYLE = Path(__file__).resolve().parent / "assets" / "proposal.css"
# a sheet is 273 mm high within its margins: what is a little higher is set a little smaller
_FIT = """
document.fonts.ready.then(() => {
  const main = document.querySelector("main"), room = 270 * 96 / 25.4;
  for (let by = 1; by > .7 && main.scrollHeight * by > room; by -= .02) {
    main.style.zoom = by;
    main.style.width = `${181 / by}mm`;
  }
  document.documentElement.dataset.drawn = "";
});
"""
_SHOWN = ("figures", "small", "grant", "rules", "members")
_BOXES = ("purpose", "projects", "cost", "next")
# of so many members a row each still fits the sheet; of more their names alone
MOST_ROWS = 14
_NAMED = 4  # members that the name of a nameless coalition lists
_MEMBER_COLUMNS = ("population_2020", "population_2050", "population_index_2050", "aged_share_2050_pct")
_RULE_COLUMNS = ("rule{lang}", "article", "holds", "detail{lang}")


@dataclass(frozen=True)
class Proposal:
    """The panels of a coalition by name, as 比較 shows them for the same choices."""

    lang: Lang
    state: State
    build: Build
    parts: dict[str, PanelData]

    @property
    def name(self) -> str:
        """As the reader called it, else its members."""
        if self.state.coalition:
            return str(self.parts["figures"].rows[0][column(self.lang, "name")])
        names = [str(row[column(self.lang, "name")]) for row in self.parts["members"].rows]
        return listed(names, PLACES, self.lang, _NAMED)


def make(state: State, build: Build) -> Proposal | None:
    """None where no municipality is chosen. `state` is settled for the build."""
    parts = {name: prepare(PANELS[f"coalition_{name}"], state, build) for name in _SHOWN}
    return Proposal(state.lang, state, build, parts) if parts["members"].rows else None


def document(draft: Proposal, place: str = "") -> str:
    """The page as HTML, the same on screen and on paper. `place`: where it stands on the board, as HTML."""
    lang = draft.lang
    with fmt.calendar(draft.state.calendar):
        body = "".join((_head(draft), _answers(draft), _tables(draft), _boxes(lang), _foot(draft, place)))
    title = f"{word('proposal.title', lang)} {draft.name}"
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_STYLE.read_text(encoding='utf-8')}</style>\n</head>\n"
        f'<body><div class="rb-tools"><button type="button" onclick="print()">'
        f"{escape(word('sheet.print', lang))}</button></div><main>{body}</main>\n"
        f"<script>{_FIT}</script></body>\n</html>\n"
    )


def _head(draft: Proposal) -> str:
    lang = draft.lang
    facts = [word("proposal.draft", lang), fmt.date(today(), lang), *imprint(lang)]
    return (
        f'<header>{html.logo()}<p class="rb-kicker">{escape(word("proposal.title", lang))}</p>'
        f"<h1>{passage(draft.name, lang)}</h1>"
        f'<p class="rb-facts">{passage("　".join(fact for fact in facts if fact), lang)}</p></header>'
    )


def _answers(draft: Proposal) -> str:
    """What each panel says, in one sentence each."""
    said = [draft.parts[name].title for name in ("grant", "rules", "figures", "small")]
    return "<ul>" + "".join(f"<li>{passage(text, draft.lang)}</li>" for text in said) + "</ul>"


def _tables(draft: Proposal) -> str:
    lang, parts = draft.lang, draft.parts
    figures = [
        (row[column(lang, "indicator")], cells[2], cells[3])
        for row, cells in zip(parts["figures"].rows, parts["figures"].cells, strict=True)
        if row["focus"]
    ]
    heads = parts["figures"].headings[1:4]
    own = html.table(heads, figures, [False, True, False], word("proposal.figures", lang), lang=lang)
    rules = _part(parts["rules"], _RULE_COLUMNS, "proposal.rules")
    left = _titled("figures", own, lang) + _titled("grant", _grant(parts["grant"]), lang)
    right = _titled("members", _members(draft), lang)
    return (
        f'<section class="rb-two"><div>{left}</div><div>{right}</div></section>'
        f'<section class="rb-rules">{_titled("rules", rules, lang)}</section>'
    )


def _titled(name: str, table: str, lang: Lang) -> str:
    return f"<h2>{escape(word(f'proposal.{name}', lang))}</h2>{table}"


def _grant(data: PanelData) -> str:
    """A column for each scheme: it has more to say than a sheet is wide."""
    if not data.rows:
        return f'<p class="rb-source">{passage(data.title, data.lang)}</p>'
    rows = list(zip(data.headings, *data.cells, strict=True))
    schemes = [False, *(True for _ in data.cells)]
    return html.table(rows[0], rows[1:], schemes, word("proposal.grant", data.lang), lang=data.lang)


def _part(data: PanelData, names: Sequence[str], caption: str) -> str:
    """A panel's own cells, of the columns named."""
    if not data.rows:
        return f'<p class="rb-source">{passage(data.title, data.lang)}</p>'
    declared = [item.name for item in data.panel.columns]
    wanted = [at for at, name in enumerate(declared) if name in names]
    return html.table(
        [data.headings[at] for at in wanted],
        [[cells[at] for at in wanted] for cells in data.cells],
        [data.numeric[at] for at in wanted],
        word(caption, data.lang),
        lang=data.lang,
    )


def _members(draft: Proposal) -> str:
    data, lang = draft.parts["members"], draft.lang
    if len(data.rows) <= MOST_ROWS:
        return _part(data, ("name{lang}", *_MEMBER_COLUMNS), "proposal.members")
    comma = "、" if lang == "ja" else ", "
    names = comma.join(str(row[column(lang, "name")]) for row in data.rows)
    return f'<p class="rb-names">{passage(names, lang)}</p>'


def _boxes(lang: Lang) -> str:
    boxes = "".join(f"<div><h2>{escape(word(f'proposal.{name}', lang))}</h2></div>" for name in _BOXES)
    return f'<section class="rb-boxes">{boxes}</section>'


def _foot(draft: Proposal, place: str) -> str:
    """Every source once with its as-of, what a reader must know, the build, and the way back to the board."""
    lang = draft.lang
    quoted = dict.fromkeys(item.source_id for data in draft.parts.values() for item in data.citations)
    stop, comma = ("：", "／") if lang == "ja" else (": ", "; ")
    sources = comma.join(html.cited(item, lang) for item in citations(draft.build, list(quoted), lang))
    parts = draft.parts.values()
    notes = list(dict.fromkeys(note for data in parts for note in (*data.notes, *data.remarks)))
    lines = [
        f"{word('panel.source', lang)}{stop}{sources}",
        f"{word('panel.notes', lang)}{stop}{' / '.join((draft.parts['grant'].subtitle, *notes))}",
        f"{board_name(lang)}　{word('panel.build', lang)}{stop}{draft.build.build_id}",
    ]
    return (
        "<footer>"
        + "".join(f'<p class="rb-source">{passage(x, lang)}</p>' for x in lines)
        + f"{place}</footer>"
    )
