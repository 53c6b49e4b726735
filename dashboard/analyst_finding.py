"""What an analyst's view says, as one sentence made from its header and rows: true whatever the rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard import claim
from dashboard import format as fmt
from dashboard.analyst_sentence import filled, with_unit
from dashboard.chart import Chart, Figures, Table, in_language
from dashboard.charts.cells import Grid
from dashboard.charts.kinds.dumbbell import Dumbbell
from dashboard.charts.kinds.lines import Lines
from dashboard.charts.kinds.ranked_bar import RankedBar
from dashboard.finding import counted, none
from dashboard.fitted import measured
from dashboard.mart import Row
from dashboard.nouns import ENTRIES, ROWS, SERIES, listed
from dashboard.panel import Column, Rows, Sentence
from dashboard.text import Lang, T, word


def finding(
    title: T,
    chart: Chart,
    unit: T | None = None,
    years: Mapping[str, T] | None = None,
    own: T | None = None,
    columns: Mapping[str, Column] | None = None,
) -> Sentence:
    """The title and what the rows show.

    A ranking names who stands first, several when they tie; lines and pairs of years say what changed;
    a grid and a table how many there are. Unknown figures are counted, never compared. `years`: columns
    that say of which year a row is; where all rows are of one, a ranking says it.

    `own`: the author's sentence in its place, empty for the title alone; its places are `columns`. It was
    written of all rows: where a reader's choice leaves one figure, which is no first and no highest, the
    board's own stands.
    """

    def sentence(rows: Rows, lang: Lang) -> str:
        if own is not None and _are_several(rows, chart):
            if not own(lang):
                return title(lang)
            said = filled(own(lang), rows, measured(chart, rows), columns or {}, lang)
            return f"{title(lang)}{'：' if lang == 'ja' else ': '}{said}"
        said = _said(measured(chart, rows), rows, unit, years or {}, lang) if rows else none(lang)
        return f"{title(lang)}{'：' if lang == 'ja' else ': '}{said}"

    return sentence


def _are_several(rows: Rows, chart: Chart) -> bool:
    name = chart.figures[0] if chart.figures else None
    return sum(name is None or row[name] is not None for row in rows) > 1


def _said(chart: Chart, rows: Rows, unit: T | None, years: Mapping[str, T], lang: Lang) -> str:
    if isinstance(chart, RankedBar):
        return _ranking(rows, chart, unit, _of_one_year(rows, years, lang), lang)
    if isinstance(chart, Lines):
        return _lines(rows, chart, lang)
    if isinstance(chart, Dumbbell):
        return _pairs(rows, chart, lang)
    if isinstance(chart, Grid):
        return _grid(rows, chart, unit, lang)
    return _table(rows, chart.label if isinstance(chart, Table) else None, lang)


def _of_one_year(rows: Rows, years: Mapping[str, T], lang: Lang) -> str:
    """職員数の年：2024: each column of years that holds but one."""
    parts = []
    for name, label in years.items():
        held = {row[name] for row in rows}
        if len(held) == 1 and None not in held:
            year = held.pop()
            told = fmt.fiscal_year(year, lang, short=True) if name.endswith("fiscal_year") else year
            parts.append(f"{label(lang)}{'：' if lang == 'ja' else ': '}{told}")
    return ("、" if lang == "ja" else ", ").join(parts)


def _ranking(rows: Rows, chart: RankedBar, unit: T | None, period: str, lang: Lang) -> str:
    value, label = chart.value, in_language(chart.label, lang)
    known = [row[value] for row in rows if row[value] is not None]
    if not known:
        return _all_unknown(len(rows), lang)
    if min(known) == max(known):
        told = _figure(known[0], chart, unit, lang)
        if len(known) == 1:
            name = next(str(row[label]) for row in rows if row[value] is not None)
            return f"{name}（{told}）" if lang == "ja" else f"{name} ({told})"
        if lang == "ja":
            return f"値の分かる{len(known)}件はどれも{told}"
        return f"all {len(known)} with a figure stand at {told}"
    # the author's order says which end matters: what stands first in the chart stands in the sentence.
    # Where it says neither (ranks within groups), both ends are told
    rising, falling = known == sorted(known), known == sorted(known, reverse=True)
    said = [
        edge(
            rows,
            value,
            claim.column_of(label),
            lambda row: _figure(row[value], chart, unit, lang),
            period or claim.AS_TITLED,
            lang,
        )
        for edge, other in ((_LOWEST, falling), (_HIGHEST, rising))
        if not other
    ]
    return ("、" if lang == "ja" else "; ").join(dict.fromkeys(said))


_LOWEST = claim.Superlative(T("値", "Value"), T("小さい", "lowest"), ROWS, lowest=True)
_HIGHEST = claim.Superlative(T("値", "Value"), T("大きい", "highest"), ROWS)
_FELL = claim.Superlative(T("減少", "Fall"), T("大きい", "largest fall"), SERIES, lowest=True)
_ROSE = claim.Superlative(T("増加", "Rise"), T("大きい", "largest rise"), SERIES)


def _lines(rows: Rows, chart: Lines, lang: Lang) -> str:
    """Each series from its first to its last known figure: which rose and which fell most."""
    x, value, name = chart.x, chart.value, in_language(chart.series, lang)
    ends: list[tuple[Row, Row]] = []
    for series in dict.fromkeys(row[chart.series_id] for row in rows):
        known = sorted(
            (row for row in rows if row[chart.series_id] == series and row[value] is not None),
            key=lambda row: row[x],
        )
        if known and known[0][x] < known[-1][x]:
            ends.append((known[0], known[-1]))
    if not ends:
        return _rows(len(rows), lang)
    changes = [
        {"name": last[name], "change": last[value] - first[value], "ends": (first, last)}
        for first, last in ends
    ]

    def describe(row: Row) -> str:
        one, two = (_figure(end[value], chart, None, lang) for end in row["ends"])
        whens = tuple(fmt.show(end[x], chart.x_kind, lang, "") for end in row["ends"])
        return claim.change(one, two, (whens[0], whens[1]), lang)

    said = [
        edge(changes, "change", claim.column_of("name"), describe, claim.AS_TITLED, lang)
        for edge, moved in (
            (_ROSE, max(row["change"] for row in changes) > 0),
            (_FELL, min(row["change"] for row in changes) < 0),
        )
        if moved
    ]
    said = list(dict.fromkeys(said))
    if not said:
        return "どれも変わらない" if lang == "ja" else "none has changed"
    return ("、" if lang == "ja" else "; ").join(said)


def _pairs(rows: Rows, chart: Dumbbell, lang: Lang) -> str:
    first, second, label = chart.first, chart.second, in_language(chart.label, lang)
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
            who = listed(_names(fits, label), ENTRIES, lang)
            said.append(f"{ja} {len(fits)}（{who}）" if lang == "ja" else f"{en} {len(fits)} ({who})")
    if len(known) < len(rows):
        said.append(_unknown(len(rows) - len(known), lang))
    return ("、" if lang == "ja" else "; ").join(said)


def _grid(rows: Rows, chart: Grid, unit: T | None, lang: Lang) -> str:
    value = chart.value
    known = [row for row in rows if row[value] is not None]
    if not known:
        return _all_unknown(len(rows), lang)

    def place(row: Row) -> str:
        across = fmt.show(row[in_language(chart.column, lang)], chart.column_kind or "text", lang, "")
        return f"{row[in_language(chart.row, lang)]} {across}"

    return _HIGHEST(
        rows, value, place, lambda row: _figure(row[value], chart, unit, lang), claim.AS_TITLED, lang
    )


def _table(rows: Rows, label: str | None, lang: Lang) -> str:
    if label is None:
        return _rows(len(rows), lang)
    names = list(dict.fromkeys(_names(rows, in_language(label, lang))))
    told = listed(names, ENTRIES, lang)
    return f"{_rows(len(rows), lang)}（{told}）" if lang == "ja" else f"{_rows(len(rows), lang)} ({told})"


def _names(rows: Rows, label: str) -> list[str]:
    """A row without a name is a dash, never `None`."""
    return [str(row[label]) if row[label] is not None else "—" for row in rows]


def _figure(value: Any, chart: Figures, unit: T | None, lang: Lang) -> str:
    told = fmt.show(value, chart.number_kind, lang, word("missing.unknown", lang))
    return with_unit(told, unit, chart.number_kind, lang)


def _rows(number: int, lang: Lang) -> str:
    return f"{number:,}行" if lang == "ja" else counted(number, "row")


def _unknown(number: int, lang: Lang) -> str:
    return f"不明 {number}" if lang == "ja" else f"{number} unknown"


def _all_unknown(number: int, lang: Lang) -> str:
    return (
        f"{number}行とも値が分からない" if lang == "ja" else f"no figure is known ({counted(number, 'row')})"
    )
