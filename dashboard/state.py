"""What the reader chose: frozen, read from the address and written back to it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from dashboard import coalition, nearness
from dashboard.format import CALENDARS, Calendar
from dashboard.text import LANGUAGES, Lang

# four digits: int() itself fails on the thousands of digits an address may hold
_YEAR = re.compile("[1-9][0-9]{3}")
_STEP = re.compile("[1-9][0-9]{0,3}")
_MOST_SHOWN = 200


@dataclass(frozen=True)
class State:
    """The state of a page is its address (ui.md, rule 8).

    scope: which regions the board is about (dashboard/scope.py), or None = all;
    region: the region in focus or None; peers: regions to compare with, empty = all;
    calendar: how fiscal years are written, or None = as the language is used to;
    year: fiscal year or None = the latest; since, until: the two years of a slope;
    survey: which survey 職員 shows, or None = the newest;
    per: amounts per resident; search: words looked for, in the registers too (`q`; once `search`);
    build: a build fixed by the address or None = live;
    against: a build to compare it with, by value, or None = the one before it;
    present: presentation mode, at screen `step` (1 is the title), which means nothing outside it, nor do
    begin: the page whose first screen it opens at, where the address names one instead of a step,
    show: the pages and panels it steps through in this order, empty = all, and
    held: whether `build` was fixed by presenting, not chosen: whoever leaves is on the live one again;
    part: which part of a page with many panels is shown, the first is 1;
    weights, axes: how much indicators of similar areas count ("density.0"), and the two of their chart;
    members, coalition: municipalities put together by the reader and what they are called;
    left_out: how many codes of the address could not be taken (told, never written);
    not_had: parts of the address (i18n [address]) that cannot be read or are not in the build (told too).
    """

    lang: Lang = "ja"
    calendar: Calendar | None = None
    scope: str | None = None
    region: str | None = None
    peers: tuple[str, ...] = ()
    year: int | None = None
    since: int | None = None
    until: int | None = None
    survey: str | None = None
    per: bool = False
    search: str | None = None
    build: str | None = None
    against: str | None = None
    present: bool = False
    step: int = 1
    begin: str | None = None
    show: tuple[str, ...] = ()
    held: bool = False
    part: int = 1
    weights: tuple[str, ...] = ()
    axes: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    coalition: str | None = None
    left_out: int = field(default=0, compare=False)
    not_had: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def from_address(cls, query: Mapping[str, list[str]]) -> State:
        """Unknown or broken values fall back to the default: an old address still opens."""
        lang: Lang = next((item for item in LANGUAGES if item == _last(query, "lang")), "ja")
        present = _last(query, "present") == "1"
        step, part = _last(query, "step") or "", _last(query, "part") or ""
        asked = coalition.named_codes(query.get("members", []))
        members = coalition.codes(asked)
        calendar = next((item for item in CALENDARS if item == _last(query, "calendar")), None)
        years = {key: _year(query, key) for key in ("year", "since", "until")}
        read = {"lang": lang == _last(query, "lang"), "calendar": calendar is not None}
        weights = nearness.weights(nearness.named(query.get("weights", [])))
        axes = nearness.axes(nearness.named(query.get("axes", [])))
        read |= {"weights": weights is not None, "axes": axes is not None}
        read["part"] = bool(_STEP.fullmatch(part))
        read |= {key: value is not None for key, value in years.items()}
        return cls(
            lang=lang,
            calendar=calendar,
            scope=_last(query, "scope") or None,
            region=_last(query, "region") or None,
            peers=tuple(item for item in query.get("peers", []) if item),
            **years,
            survey=_last(query, "survey") or None,
            per=_last(query, "per") == "resident",
            search=searched(_last(query, "q") or _last(query, "search")),
            build=_last(query, "build") or None,
            against=_last(query, "against") or None,
            present=present,
            step=int(step) if present and _STEP.fullmatch(step) else 1,
            begin=(_last(query, "begin") or None) if present and not step else None,
            show=_listed(query, "show") if present else (),
            held=present and _last(query, "held") == "1",
            part=int(part) if _STEP.fullmatch(part) else 1,
            weights=weights or (),
            axes=axes or (),
            members=members,
            coalition=coalition.name(_last(query, "coalition")),
            left_out=len(asked) - len(members),
            not_had=tuple(key for key, good in read.items() if _last(query, key) and not good),
        )

    def query(self) -> dict[str, str | list[str]]:
        """Only what differs from the default, so that addresses stay short."""
        pairs: dict[str, str | list[str]] = {}
        if self.lang != "ja":
            pairs["lang"] = self.lang
        if self.calendar:
            pairs["calendar"] = self.calendar
        if self.scope:
            pairs["scope"] = self.scope
        if self.region:
            pairs["region"] = self.region
        if self.peers:
            pairs["peers"] = list(self.peers)
        for key in ("year", "since", "until"):
            if getattr(self, key) is not None:
                pairs[key] = str(getattr(self, key))
        if self.survey:
            pairs["survey"] = self.survey
        if self.per:
            pairs["per"] = "resident"
        if self.search:
            pairs["q"] = self.search
        if self.build:
            pairs["build"] = self.build
        if self.against:
            pairs["against"] = self.against
        if self.present:
            pairs["present"] = "1"
            pairs |= {"begin": self.begin} if self.begin else {"step": str(self.step)}
            if self.show:
                pairs["show"] = ",".join(self.show)
            if self.held:
                pairs["held"] = "1"
        if self.part != 1:
            pairs["part"] = str(self.part)
        if self.weights:
            pairs["weights"] = ",".join(self.weights)
        if self.axes:
            pairs["axes"] = ",".join(self.axes)
        if self.members:
            pairs["members"] = ",".join(self.members)
        if self.coalition:
            pairs["coalition"] = self.coalition
        return pairs

    def address(self, page: str) -> str:
        """The relative address of a page in this state."""
        query = urlencode(self.query(), doseq=True)
        return f"{page}?{query}" if query else page


def _year(query: Mapping[str, list[str]], key: str) -> int | None:
    text = _last(query, key) or ""
    return int(text) if _YEAR.fullmatch(text) else None


def _listed(query: Mapping[str, list[str]], key: str) -> tuple[str, ...]:
    """Names with commas between them, each once; beyond what a meeting can step through they are dropped."""
    names = (item.strip() for value in query.get(key, []) for item in value.split(","))
    return tuple(dict.fromkeys(item for item in names if item))[:_MOST_SHOWN]


def searched(text: str | None) -> str | None:
    """Words to look for: one line, at most 60 characters; None when empty."""
    plain = "".join(ch if ch.isprintable() else " " for ch in text or "")
    return " ".join(plain.split())[:60].strip() or None


def _last(query: Mapping[str, list[str]], key: str) -> str | None:
    values = query.get(key)
    return values[-1] if values else None
