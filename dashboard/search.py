"""One search over all that the board names: what holds the words, and where it stands.

What holds them is decided in SQL (sql/panels/shared/found_project.sql). No answers of surveys are searched.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import quote

from dashboard.conclusion import reached
from dashboard.finding import column
from dashboard.mart import OLDER, Build, Row
from dashboard.parameters import parameters
from dashboard.selects import select
from dashboard.state import State

# of each kind so many are listed; further words narrow a search
MOST = 20
_LETTERS = select("choice/letters")
# before a hit and behind it, so many letters of its line are shown
_AROUND = 40


@dataclass(frozen=True)
class Kind:
    """What is searched, and the panel on which it stands. `focus`: the panel, or its page, shows only the
    region in focus where there is one ("shown"), or cannot do without one ("needed")."""

    kind_id: str
    sql: str
    page: str
    anchor: str = ""
    focus: str = ""


KINDS = (
    Kind("region", select("search/regions"), "profile", focus="needed"),
    Kind("municipality", select("search/municipalities"), "profile", "member_table", "needed"),
    Kind("project", select("search/projects"), "fields", "register", "shown"),
    Kind("shortage", select("search/shortages"), "staffing", "shortage_matrix", "shown"),
    Kind("case", select("search/cases"), "cases", "case_register"),
    Kind("theme", select("search/themes"), "council", "council_themes"),
    Kind("decision", select("search/decisions"), "council", "decisions"),
)


@dataclass(frozen=True)
class Hit:
    """One entry: its title and what it belongs to, the lines besides that hold a word, and its address.

    Texts are pieces, each with whether it is one of the words. `refocused`: its link puts a region into focus
    that was not.
    """

    title: tuple[tuple[str, bool], ...]
    owner: tuple[tuple[str, bool], ...]
    lines: tuple[tuple[tuple[str, bool], ...], ...]
    address: str
    refocused: bool


@dataclass(frozen=True)
class Group:
    """The hits of a kind, the first of `count`. `searched` is False where an older build has no such rows."""

    kind: Kind
    hits: tuple[Hit, ...]
    count: int
    searched: bool = True


def hits_by_kind(state: State, build: Build) -> tuple[Group, ...]:
    """What holds all words of `state.search`, kind by kind; nothing without a word."""
    if not state.search:
        return ()
    [row] = build.choices(_LETTERS)
    letters = Letters(row["wide"], row["narrow"])
    return tuple(_group(kind, state, build, letters) for kind in KINDS)


def _group(kind: Kind, state: State, build: Build, letters: Letters) -> Group:
    try:
        rows = build.query(kind.sql, parameters(state))
    except OLDER:
        return Group(kind, (), 0, searched=False)
    words = letters.words(state.search or "")
    title = column(state.lang, "title")
    # whose name holds the words comes before whose text does
    named = sorted(rows, key=lambda row: not letters.holds(row[title], words))
    return Group(kind, tuple(_hit(kind, row, state, letters, words) for row in named[:MOST]), len(rows))


def _hit(kind: Kind, row: Row, state: State, letters: Letters, words: Sequence[str]) -> Hit:
    title, owner = row[column(state.lang, "title")], row[column(state.lang, "owner")]
    # a name in the other language too: it may be what was found
    lines = [line for line in dict.fromkeys(row["words"].split("\n")) if line not in (title, owner)]
    held = [letters.marked(letters.around(line, words), words) for line in lines if letters.any(line, words)]
    place, page, anchor = reached(state), kind.page, kind.anchor
    region = state.region
    if kind.kind_id == "municipality" and row["region_id"] is None:
        # a member of no region: the page that takes any municipality
        page, anchor = "compare", "coalition"
        place = replace(place, members=(row["entry_id"],), coalition=None)
    elif kind.focus == "needed" or (kind.focus == "shown" and region):
        region = row["region_id"]
        place = replace(place, region=region)
    # the panel, and in it the row of this very name (anchor.js)
    at = f"{anchor}:{title}" if anchor and anchor != "coalition" else anchor
    return Hit(
        letters.marked(title, words),
        letters.marked(owner or "", words),
        tuple(held[:2]),
        place.address(page) + (f"#{quote(at)}" if at else ""),
        refocused=region != state.region,
    )


@dataclass(frozen=True)
class Letters:
    """Which letters a search takes for the same: those of `wide` for those of `narrow`, as the SQL does."""

    wide: str
    narrow: str

    @cached_property
    def _table(self) -> dict[int, str]:
        return dict(zip(map(ord, self.wide), self.narrow, strict=True))

    def folded(self, text: str) -> str:
        return "".join(letter for letter, _, _ in self._letters(text))

    def words(self, text: str) -> list[str]:
        return [word for word in self.folded(text).split(" ") if word]

    def holds(self, text: str, words: Sequence[str]) -> bool:
        """Whether a text holds all of the words."""
        plain = self.folded(text)
        return all(word in plain for word in words)

    def any(self, text: str, words: Sequence[str]) -> bool:
        plain = self.folded(text)
        return any(word in plain for word in words)

    def around(self, text: str, words: Sequence[str]) -> str:
        """What stands about the first word in a line, cut on both sides."""
        first, last = min(self._places(text, words))
        start, end = max(first - _AROUND, 0), min(last + 2 * _AROUND, len(text))
        return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"

    def marked(self, text: str, words: Sequence[str]) -> tuple[tuple[str, bool], ...]:
        """The text in pieces, each with whether it is one of the words."""
        inside = [False] * len(text)
        for start, end in self._places(text, words):
            inside[start:end] = [True] * (end - start)
        pieces: list[tuple[str, bool]] = []
        for letter, mark in zip(text, inside, strict=True):
            if pieces and pieces[-1][1] == mark:
                pieces[-1] = (pieces[-1][0] + letter, mark)
            else:
                pieces.append((letter, mark))
        return tuple(pieces)

    def _places(self, text: str, words: Sequence[str]) -> list[tuple[int, int]]:
        """Where the words stand: of each the first letter, and the one behind its last."""
        letters = list(self._letters(text))
        plain = "".join(letter for letter, _, _ in letters)
        # a letter may become several in lower case
        spans = [(start, end) for letter, start, end in letters for _ in letter]
        places = []
        for word in words:
            at = plain.find(word)
            while at >= 0:
                places.append((spans[at][0], spans[at + len(word) - 1][1]))
                at = plain.find(word, at + len(word))
        return places

    def _letters(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Each letter as it is compared, with where it begins and ends: a half-width mark belongs to the kana
        before it."""
        start = 0
        while start < len(text):
            end = start + 1
            letter = text[start].translate(self._table)
            while end < len(text) and unicodedata.combining(text[end].translate(self._table)):
                letter += text[end].translate(self._table)
                end += 1
            yield unicodedata.normalize("NFC", letter).lower(), start, end
            start = end
