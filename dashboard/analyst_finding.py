"""What an analyst's view says, as one sentence made from its header and rows: true whatever the rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard import format as fmt
from dashboard.finding import counted, listed, none, top
from dashboard.fitted import MEASURED, chart_kind
from dashboard.mart import Row
from dashboard.panel import Rows, Sentence
from dashboard.text import Lang, T, word


def finding(title: T, kind: str, encode: Mapping[str, Any], unit: T | None = None) -> Sentence:
    """The title and what the rows show.

    A ranking names who stands first, several when they tie; lines and pairs of years say what changed;
    a grid and a table how many there are. Unknown figures are counted, never compared.
    """
    say = {"ranked_bar": _ranking, "lines": _lines, "dumbbell": _pairs, "grid": _grid}.get(kind, _table)

    def sentence(rows: Rows, lang: Lang) -> str:
        shown = dict(encode)
        if shown.get("kind") == MEASURED:
            shown["kind"] = chart_kind(rows, shown)
        told = say(rows, shown, unit, lang) if rows else none(lang)
        return f"{title(lang)}: {told}"

    return sentence


def _ranking(rows: Rows, encode: Mapping[str, Any], unit: T | None, lang: Lang) -> str:
    value, label = encode["value"], _key(encode, "label", lang)
    known = [row[value] for row in rows if row[value] is not None]
    if not known:
        return _all_unknown(len(rows), lang)
    if min(known) == max(known):
        told = _figure(known[0], encode, unit, lang)
        if len(known) == 1:
            name = next(str(row[label]) for row in rows if row[value] is not None)
            return f"{name}（{told}）" if lang == "ja" else f"{name} ({told})"
        if lang == "ja":
            return f"値の分かる{len(known)}件はどれも{told}"
        return f"all {len(known)} with a figure stand at {told}"
    # the author's order says which end matters: what stands first in the chart stands in the sentence.
    # Where it says neither (ranks within groups), both ends are told
    rising, falling = known == sorted(known), known == sorted(known, reverse=True)
    said = []
    for lowest, ja, en in ((True, "最も小さいのは", "lowest in "), (False, "最も大きいのは", "highest in ")):
        if (rising and not lowest) or (falling and lowest):
            continue
        best = top(rows, value, lowest)
        who = listed(_names(best, label), lang)
        told = _figure(best[0][value], encode, unit, lang)
        said.append(f"{ja}{who}（{told}）" if lang == "ja" else f"{en}{who} ({told})")
    return ("、" if lang == "ja" else "; ").join(said)


def _lines(rows: Rows, encode: Mapping[str, Any], unit: T | None, lang: Lang) -> str:
    """Each series from its first to its last known figure: which rose and which fell most."""
    x, value, name = encode["x"], encode["value"], _key(encode, "series", lang)
    ends: list[tuple[Row, Row]] = []
    for series in dict.fromkeys(row[encode["series_id"]] for row in rows):
        known = sorted(
            (row for row in rows if row[encode["series_id"]] == series and row[value] is not None),
            key=lambda row: row[x],
        )
        if known and known[0][x] < known[-1][x]:
            ends.append((known[0], known[-1]))
    if not ends:
        return _rows(len(rows), lang)
    changes = [last[value] - first[value] for first, last in ends]

    def told(pair: tuple[Row, Row]) -> str:
        one, two = (_figure(row[value], encode, None, lang) for row in pair)
        years = "-".join(_year(row[x], encode, lang) for row in pair)
        change = f"{one}→{two}" if lang == "ja" else f"{one} to {two}"
        return (
            f"{pair[1][name]}（{years}、{change}）"
            if lang == "ja"
            else f"{pair[1][name]} ({years}, {change})"
        )

    said = []
    for edge, moved, ja, en in (
        (max(changes), max(changes) > 0, "最も増えたのは", "rose most: "),
        (min(changes), min(changes) < 0, "最も減ったのは", "fell most: "),
    ):
        if moved:
            best = [told(pair) for pair, change in zip(ends, changes, strict=True) if change == edge]
            said.append(f"{ja if lang == 'ja' else en}{listed(best, lang)}")
    if not said:
        return "どれも変わらない" if lang == "ja" else "none has changed"
    return ("、" if lang == "ja" else "; ").join(said)


def _pairs(rows: Rows, encode: Mapping[str, Any], unit: T | None, lang: Lang) -> str:
    first, second, label = encode["first"], encode["second"], _key(encode, "label", lang)
    known = [row for row in rows if row[first] is not None and row[second] is not None]
    if not known:
        return _all_unknown(len(rows), lang)
    said = []
    for ja, en, fits in (
        ("減", "down in", [row for row in known if row[second] < row[first]]),
        ("増", "up in", [row for row in known if row[second] > row[first]]),
        ("同じ", "unchanged in", [row for row in known if row[second] == row[first]]),
    ):
        if fits:
            who = listed(_names(fits, label), lang)
            said.append(f"{ja} {len(fits)}（{who}）" if lang == "ja" else f"{en} {len(fits)} ({who})")
    if len(known) < len(rows):
        said.append(_unknown(len(rows) - len(known), lang))
    return ("、" if lang == "ja" else "; ").join(said)


def _grid(rows: Rows, encode: Mapping[str, Any], unit: T | None, lang: Lang) -> str:
    value = encode["value"]
    known = [row for row in rows if row[value] is not None]
    if not known:
        return _all_unknown(len(rows), lang)
    best = top(known, value)
    places = []
    for row in best:
        column = row[_key(encode, "column", lang)]
        across = fmt.show(column, encode.get("column_kind", "text"), lang, "")
        places.append(f"{row[_key(encode, 'row', lang)]} {across}")
    told = _figure(best[0][value], encode, unit, lang)
    lacking = len(rows) - len(known)
    missing = ("、" if lang == "ja" else ", ") + _unknown(lacking, lang) if lacking else ""
    if lang == "ja":
        return f"値は{len(known)}個{missing}。最も大きいのは{listed(places, lang)}（{told}）"
    return f"{counted(len(known), 'figure')}{missing}; highest: {listed(places, lang)} ({told})"


def _table(rows: Rows, encode: Mapping[str, Any], unit: T | None, lang: Lang) -> str:
    if "label" not in encode:
        return _rows(len(rows), lang)
    names = list(dict.fromkeys(_names(rows, _key(encode, "label", lang))))
    told = listed(names, lang)
    return f"{_rows(len(rows), lang)}（{told}）" if lang == "ja" else f"{_rows(len(rows), lang)} ({told})"


def _key(encode: Mapping[str, Any], name: str, lang: Lang) -> str:
    column: str = encode[name]
    return column.replace("{lang}", "" if lang == "ja" else "_en")


def _names(rows: Rows, label: str) -> list[str]:
    """A row without a name is a dash, never `None`."""
    return [str(row[label]) if row[label] is not None else "—" for row in rows]


def _figure(value: Any, encode: Mapping[str, Any], unit: T | None, lang: Lang) -> str:
    told = fmt.show(value, encode["kind"], lang, word("missing.unknown", lang))
    if unit is None or encode["kind"] in ("year", "fiscal_year"):
        return told
    # 76.5 (1998 = 100) is no unit that follows a figure; the subtitle and the table say it
    if "=" in unit(lang) or "＝" in unit(lang):
        return told
    return f"{told}{unit(lang)}" if lang == "ja" or unit(lang) == "%" else f"{told} {unit(lang)}"


def _year(value: Any, encode: Mapping[str, Any], lang: Lang) -> str:
    return fmt.show(value, encode.get("x_kind", "year"), lang, "")


def _rows(number: int, lang: Lang) -> str:
    return f"{number:,}行" if lang == "ja" else counted(number, "row")


def _unknown(number: int, lang: Lang) -> str:
    return f"不明 {number}" if lang == "ja" else f"{number} unknown"


def _all_unknown(number: int, lang: Lang) -> str:
    return (
        f"{number}行とも値が分からない" if lang == "ja" else f"no figure is known ({counted(number, 'row')})"
    )
