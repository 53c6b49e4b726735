"""Who was recruited, and which occupations a document says are short."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from etl.clean import values
from etl.document.grid import figures
from etl.document.pages import Line
from etl.document.sections import Place, plain
from etl.document.wording import Wording
from etl.document.words import amount_of, fiscal_years, row_of, wide
from etl.newyear.due import Frames
from etl.newyear.proposal import Proposal

Hired = tuple[str, str, int, Proposal]  # region, occupation, fiscal year
Short = tuple[str, str, Proposal]

_PAIR = re.compile(r"^(.{1,20}?)\s*((?:\S*年\s*度?\s*[△]?\d[\d,]*\s*人\s*(?:→|⇒|・|、)?\s*)+)$")
_ABOVE = 8


def occupations(frames: Frames) -> dict[str, set[str]]:
    """Printed words → occupations: names, their parts (保育士・保育教諭), and the words registered before."""
    found: dict[str, set[str]] = {}
    for key, name in frames["occupation"].select("occupation_id", "name").iter_rows():
        for part in (name, *re.split("[・（）()]", name)):
            found.setdefault(plain(part), set()).add(key)
    for key, word in frames["reported_shortage"].select("occupation_id", "wording").iter_rows():
        found.setdefault(plain(word), set()).add(key)
    found.pop("", None)
    return found


def recruited(
    lines: Sequence[Line], where: Sequence[Place], words: Mapping[str, set[str]], wording: Wording
) -> Iterator[Hired]:
    """保健師 令和５年度 ４人 → 令和６年度 ３人, or a table of occupations by year under 採用."""
    seen: set[int] = set()
    for at, place in enumerate(where):
        match = _PAIR.match(wide(lines[at].text))
        caption = " ".join(wide(line.text) for line in lines[max(0, at - _ABOVE) : at])
        if place.region_id is None or match is None or not _is_hiring(caption, wording):
            continue
        occupation, measures = _one(words, match.group(1)), _measures(caption, wording)
        pairs = re.findall(r"(\S*年\s*度?)\s*([△]?\d[\d,]*)\s*人", match.group(2))
        if occupation is None or not measures or len(measures) not in (1, len(pairs)):
            continue
        seen.add(at)
        for order, (year, count) in enumerate(pairs):
            years, value = fiscal_years(year)[0], amount_of(count, wording)
            measure = measures[order if len(measures) > 1 else 0]
            if len(years) == 1 and value and value.number is not None and value.number >= 0:
                yield (
                    place.region_id,
                    occupation,
                    years[0],
                    _hired(measure, value.number, lines[at].text, lines[at], place),
                )
    for figure in figures(lines, lambda text: _is_hiring(text, wording), wording):
        place, occupation = where[figure.at], _one(words, figure.label)
        measures = _measures(figure.caption, wording)
        number = figure.amount.number
        if figure.at in seen or place.region_id is None or occupation is None or len(measures) != 1:
            continue
        if number is not None and number >= 0 and figure.unit in (None, "人"):
            yield (
                place.region_id,
                occupation,
                figure.year,
                _hired(measures[0], number, figure.printed, figure.line, place),
            )


def _is_hiring(caption: str, wording: Wording) -> bool:
    return wording.has("recruitment", "captions", caption)


def _measures(caption: str, wording: Wording) -> list[str]:
    """The words of the nearest line that heads figures, as the form has them: 【採用実績】【成果目標】."""
    text, measures = values.narrow(caption), wording.measures
    brackets = [word for word in re.findall(r"【([^】]+)】", text) if word in measures]
    words = sorted(measures, key=lambda word: -len(word))
    found = re.findall("|".join(map(re.escape, words)), text) if words else []
    return [measures[word] for word in brackets] or list(dict.fromkeys(measures[word] for word in found))


def _one(words: Mapping[str, set[str]], label: str) -> str | None:
    ids = words.get(plain(label), set())
    return next(iter(ids)) if len(ids) == 1 else None


def _hired(measure: str, count: float, printed: str, line: Line, place: Place) -> Proposal:
    reason = (f"「{measure}」の見出しの下", f"under the caption {measure}")
    return Proposal(
        (("measure", measure), ("headcount", f"{count:,.0f}")),
        printed,
        line.place,
        f"{place.heading}｜{measure}",
        "printed",
        (("地域の見出しの下", "under the region's heading"), reason),
    )


def shortages(
    lines: Sequence[Line],
    where: Sequence[Place],
    wording: Wording,
    due: Mapping[tuple[str, str], Sequence[str]],
) -> Iterator[Short]:
    """For each region and occupation that is due the first sentence that names it and a shortage.

    `due` has the words to look for. Nothing but words points to it, so each says so.
    """
    parts: dict[str, list[tuple[str, int]]] = {}
    for at, place in enumerate(where):
        if place.region_id is not None:
            end = "。" if row_of(lines[at], wording)[1] else ""  # a row of a table is no part of a sentence
            parts.setdefault(place.region_id, []).append((values.narrow(lines[at].text) + end, at))
    for (region, occupation), wordings in due.items():
        for word in wordings:
            line = _sentence(parts.get(region, []), values.narrow(word), wording)
            if line is not None:
                yield region, occupation, _short(word, lines, line, where[line])
                break


def _short(word: str, lines: Sequence[Line], at: int, place: Place) -> Proposal:
    printed = "".join(line.text for line in lines[max(0, at - 1) : at + 2])
    reason = ("語と不足・確保の語が一つの文にある", "a sentence with the word and a shortage")
    return Proposal((("wording", word),), printed, lines[at].place, place.heading, "words", (reason,))


def _sentence(part: Sequence[tuple[str, int]], word: str, wording: Wording) -> int | None:
    """The line in which the word stands, in a sentence about a shortage."""
    text, starts = "", []
    for line, at in part:
        starts.append((len(text), at))
        text += line
    for match in re.finditer(re.escape(word), text):
        start, end = text.rfind("。", 0, match.start()) + 1, text.find("。", match.end())
        end = len(text) if end < 0 else end
        if _is_of_shortage(text[max(start, match.start() - 40) : min(end, match.end() + 40)], wording):
            return next(at for begin, at in reversed(starts) if begin <= match.start())
    return None


def _is_of_shortage(text: str, wording: Wording) -> bool:
    """A word of shortage that is no part of one that says something else (確保 in 維持・確保)."""
    other = [match.span() for match in wording.pattern("shortage", "not_words").finditer(text)]
    return any(
        not any(start <= match.start() and match.end() <= end for start, end in other)
        for match in wording.pattern("shortage", "words").finditer(text)
    )
