"""Putting rows into one true sentence: ties, single rows and nothing at all said right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from dashboard import format as fmt
from dashboard.mart import Row
from dashboard.text import Lang


def column(lang: Lang, name: str) -> str:
    """name → name or name_en."""
    return name if lang == "ja" else f"{name}_en"


def top(rows: Iterable[Row], value: str, lowest: bool = False) -> list[Row]:
    """The rows that hold the largest (smallest) known value: several when they tie, none if empty."""
    known = [row for row in rows if row[value] is not None]
    if not known:
        return []
    edge = (min if lowest else max)(row[value] for row in known)
    return [row for row in known if row[value] == edge]


def counted(number: int, one: str, many: str | None = None) -> str:
    """1 region, 8 regions: English counts with their noun."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def none(lang: Lang) -> str:
    return "この条件に当たる値はない" if lang == "ja" else "No figures for this selection"


def joined(parts: Sequence[str], lang: Lang) -> str:
    """A sentence, and what else it must say."""
    return ("。" if lang == "ja" else "; ").join(part for part in parts if part)


def out_of_scope(lang: Lang) -> str:
    """No row of the grant table, which is not a grant of 0 yen."""
    if lang == "ja":
        return "この地域に交付の記載はない（国の制度の圏域は対象外）"
    return "No grant is recorded for this region (areas under national schemes are not eligible)"


def summed(schemes: int | None, lang: Lang, payers: int | None = 1) -> str:
    """Money of different schemes, or payers, is one sum only where that is said; of one scheme nothing is."""
    if schemes is None or schemes < 2:
        return ""
    if payers is not None and payers > 1:
        return (
            f"（支払う者の違う{schemes}制度の合計）"
            if lang == "ja"
            else f" (sum over {schemes} schemes of {payers} payers)"
        )
    return f"（{schemes}制度の合計）" if lang == "ja" else f" (sum over {schemes} schemes)"


def list_schemes(rows: Iterable[Row], lang: Lang) -> str:
    """Each scheme of the rows with who pays and its fiscal years: the reader sees when one has ended."""
    parts = []
    for row in {row["scheme_id"]: row for row in rows}.values():
        first, last = (
            fmt.fiscal_year(row[name], lang) if row[name] else "" for name in ("scheme_from", "scheme_to")
        )
        years = ("～" if lang == "ja" else "-").join((first, last)) if first or last else ""
        about = [text for text in (row[column(lang, "payer")], years) if text]
        inside = ("、" if lang == "ja" else ", ").join(about)
        name = row[column(lang, "scheme")]
        around = f"（{inside}）" if lang == "ja" else f" ({inside})"
        parts.append(name + (around if inside else ""))
    return ("、" if lang == "ja" else "; ").join(parts)


def count(rows: Iterable[Row], **wanted: Any) -> int:
    """How many rows hold all the wanted values."""
    return sum(all(row[key] == value for key, value in wanted.items()) for row in rows)


def span(rows: Iterable[Row], name: str, lang: Lang) -> str:
    """令和2年度（2020年度）～令和6年度（2024年度）, FY2020-FY2024; one year alone stands alone."""
    years = sorted({row[name] for row in rows if row[name] is not None})
    if not years:
        return none(lang)
    ends = [fmt.fiscal_year(year, lang) for year in dict.fromkeys((years[0], years[-1]))]
    return ("～" if lang == "ja" else "-").join(ends)


def tally(rows: Iterable[Row], name: str) -> dict[str, int]:
    """How many rows have each value of a column, in the order in which the values come."""
    return dict(Counter(row[name] for row in rows))


def distinct(rows: Iterable[Row], name: str) -> int:
    """How many different values a column holds."""
    return len({row[name] for row in rows})


def status_inferred(inferred: int, total: int, lang: Lang) -> str:
    """Of how many grants it is inferred that they were paid or are planned; nothing where of none."""
    if not inferred:
        return ""
    if total == 1:
        return "。実績と見込の別は推定" if lang == "ja" else "; paid or planned is inferred"
    every = inferred == total
    if lang == "ja":
        return f"。実績と見込の別は{f'{total}件すべて' if every else f'{total}件のうち{inferred}件が'}推定"
    of = f"all {total}" if every else f"{inferred} of {total}"
    return f"; paid or planned is inferred for {of} amounts"
