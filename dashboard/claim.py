"""Superlatives, ranks and changes: the only place that puts one figure above another in words.

None of them can be written without what makes it true: among how many, how many of those lack the figure,
of when, from which end, and who shares it. What half of them share is no superlative, nor what one has alone.
tests/dashboard/test_claims.py refuses such words anywhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.finding import top
from dashboard.mart import Row
from dashboard.nouns import MEASURES, REGIONS, Noun, listed
from dashboard.text import Lang, T

Words = Callable[[Row], str]


# the title that an author gave his view says of when it is
AS_TITLED = ""


def column_of(name: str) -> Words:
    """The name that a column holds; a row without one is a dash, never `None`."""
    return lambda row: "—" if row[name] is None else str(row[name])


def among(number: int, noun: Noun, lang: Lang) -> str:
    """8地域中; of 8 regions."""
    return f"{noun.count(number, lang)}中" if lang == "ja" else f"of {noun.count(number, lang)}"


@dataclass(frozen=True)
class Superlative:
    """Which rows hold the largest (`lowest`: the smallest) value of a measure.

    In Japanese {measure}が最も{most}のは…; in English `most` is the whole phrase (Largest yearly grant).
    """

    measure: T
    most: T
    noun: Noun
    lowest: bool = False

    @property
    def heading(self) -> T:
        """最も大きい増減率: what stands over the figure itself, which says among how many below."""
        return T(f"最も{self.most.ja}{self.measure.ja}", self.most.en)

    def __call__(
        self,
        rows: Sequence[Row],
        value: str,
        name: Words,
        figure: Words,
        period: str,
        lang: Lang,
        *,
        most: int = 3,
        whole: int | None = None,
    ) -> str:
        """Empty where no figure is known. `figure`: a row's value in words; `period`: of when.

        `whole`: how many have a figure, where the rows are the first of a longer list.
        """
        best = top(rows, value, self.lowest)
        if not best:
            return ""
        names = listed(list(dict.fromkeys(name(row) for row in best)), self.noun, lang, most)
        number = whole or sum(row[value] is not None for row in rows)
        lacking = _unknown(0 if whole else len(rows) - number, lang)
        shown, ja = figure(best[0]), lang == "ja"
        if number > 1 and not _shared_by_half(len(best), number):
            basis = _joined((shown, period, among(number, self.noun, lang), lacking), lang)
            if ja:
                return f"{self.measure.ja}が最も{self.most.ja}のは{names}（{basis}）"
            return f"{self.most.en}: {names} ({basis})"
        of, basis = self.noun.count(number, lang), _joined((period, lacking), lang)
        around = "" if not basis else f"（{basis}）" if ja else f" ({basis})"
        if number == 1:
            whose = f"{self.measure.ja}は、{names}で" if ja else f"{self.measure.en}, {names}: "
        elif len(best) == number:
            every = f"both {self.noun.many}" if number == 2 else f"all {of}"
            whose = (
                f"{self.measure.ja}は{of}（{names}）とも" if ja else f"{self.measure.en}, {every} ({names}): "
            )
        elif ja:
            whose = f"{self.measure.ja}は{of}のうち{len(best)}{self.noun.ja}（{names}）で"
        else:
            whose = f"{self.measure.en}, {len(best)} of {of} ({names}): "
        return whose + shown + around


def both_ends(
    low: Superlative,
    high: Superlative,
    rows: Sequence[Row],
    value: str,
    name: Words,
    figure: Words,
    period: str,
    lang: Lang,
) -> str:
    """The lowest and the highest of one measure, in one sentence where neither is shared by half."""
    known = [row for row in rows if row[value] is not None]
    ends = [top(rows, value, edge.lowest) for edge in (low, high)]
    if len(known) < 2 or any(_shared_by_half(len(best), len(known)) for best in ends):
        said = [edge(rows, value, name, figure, period, lang) for edge in (low, high)]
        return ("、" if lang == "ja" else "; ").join(dict.fromkeys(text for text in said if text))
    lacking = _unknown(len(rows) - len(known), lang)
    basis = _joined((period, among(len(known), low.noun, lang), lacking), lang)
    names = [listed([name(row) for row in best], low.noun, lang) for best in ends]
    one, two = (figure(best[0]) for best in ends)
    if lang == "ja":
        return (
            f"{low.measure.ja}が最も{low.most.ja}のは{names[0]}（{one}）、"
            f"最も{high.most.ja}のは{names[1]}（{two}）。{basis}"
        )
    return f"{low.most.en}: {names[0]} ({one}), {high.most.en}: {names[1]} ({two}); {basis}"


def _joined(parts: Sequence[str], lang: Lang) -> str:
    return ("、" if lang == "ja" else ", ").join(part for part in parts if part)


def _shared_by_half(best: int, number: int) -> bool:
    return best > 1 and best * 2 >= number


def _unknown(number: int, lang: Lang) -> str:
    return "" if not number else f"ほかに不明{number}" if lang == "ja" else f"{number} more unknown"


def rank(place: int, whole: int, sharing: int, period: str, lang: Lang, noun: Noun = REGIONS) -> str:
    """11地域中3位（大きい順、2050年推計）; shared places are counted; alone there is no place."""
    if whole < 2:
        return "比べられる相手はない" if lang == "ja" else "nothing to compare with"
    if lang == "ja":
        tie = f"、同じ値{sharing}" if sharing > 1 else ""
        return f"{noun.count(whole, lang)}中{place}位（{period}、大きい順{tie}）"
    tie = f", shared by {sharing}" if sharing > 1 else ""
    return f"rank {place} of {whole} ({period}, highest first{tie})"


def is_common(row: Row) -> bool:
    """Whether half of those with a value share it: no end of anything."""
    return _shared_by_half(row["sharing"], row["known"])


def end(indicator: str, whole: int, sharing: int, lang: Lang, *, reported: bool = False) -> str:
    """An indicator at one end of which a region stands, with among how many and who shares it.

    `reported`: the others report none, which does not mean that they have none.
    """
    if lang == "ja":
        tie = f"・同じ値{sharing}" if sharing > 1 else ""
        return f"{indicator}〔{'記載のある' if reported else ''}{whole}地域中{tie}〕"
    tie = f", shared by {sharing}" if sharing > 1 else ""
    return f"{indicator} [of {whole}{' that report any' if reported else ''}{tie}]"


def at_ends(name: str, highest: Sequence[str], lowest: Sequence[str], lang: Lang) -> str:
    """At which ends of which indicators (end) a region stands: 最大 suits a number, a share and a size."""
    if lang == "ja":
        parts = [f"最大なのは{listed(highest, MEASURES, lang)}"] if highest else []
        parts += [f"最小なのは{listed(lowest, MEASURES, lang)}"] if lowest else []
        return f"{name}が{'、'.join(parts)}" if parts else f"{name}は、どの指標でも両端にない"
    parts = [f"the highest value for {listed(highest, MEASURES, lang)}"] if highest else []
    lowest_of = "the lowest for" if highest else "the lowest value for"
    parts += [f"{lowest_of} {listed(lowest, MEASURES, lang)}"] if lowest else []
    return f"{name} has {'; '.join(parts)}" if parts else f"{name} is at neither end of any indicator"


def record(sentence: str, years: int, lang: Lang) -> str:
    """The latest of one region's years is above the others: of how many years."""
    if lang == "ja":
        return f"{sentence}で、実績{years}年度のうち最も多い"
    return f"{sentence}, the most of {years} years with a figure"


def most_often(
    names: Sequence[str], number: int, of: int, noun: Noun, named: Noun, whole: int, lang: Lang
) -> str:
    """Which are named by most, by how many of how many, and how many are named at all (`whole`).

    Without names: below a figure that is the names.
    """
    who, listed_of = listed(names, named, lang, most=2), named.count(whole, lang)
    if not who:
        if lang == "ja":
            return f"{share(number, of, noun, lang)}の記載（{listed_of}中で最も多い）"
        return f"Named by {share(number, of, noun, lang)}, the most of {listed_of}"
    if lang == "ja":
        return f"最も多くの{noun.ja}が記すのは{who}（{share(number, of, noun, lang)}、{listed_of}中）"
    return f"Named by most: {who} ({share(number, of, noun, lang)}; of {listed_of})"


def share(number: int, of: int, noun: Noun, lang: Lang) -> str:
    """11地域中3地域: how many of how many."""
    if lang == "ja":
        return f"{noun.count(of, lang)}中{noun.count(number, lang)}"
    return f"{number} of {noun.count(of, lang)}"


def change(first: str, last: str, whens: tuple[str, str], lang: Lang) -> str:
    """15→81.3km（平成17年度→令和4年度）: what it was and is, each of when."""
    if lang == "ja":
        return f"{first}→{last}、{whens[0]}→{whens[1]}"
    return f"{first} to {last}, {whens[0]} to {whens[1]}"
