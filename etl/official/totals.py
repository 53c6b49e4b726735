"""The parts of a table against the totals it prints: what is lost, doubled or mistyped shows here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from etl.clean import values
from etl.official.areas import Registry
from etl.official.filelayout import Reading
from etl.official.readingrows import Row
from etl.problems import Reporter

# rows whose figures are part of their prefecture's
_PARTS = ("municipality", "unknown", "northern", "uncoded", "block")


def check(rows: list[Row], reading: Reading, registry: Registry, report: Reporter) -> list[tuple[str, str]]:
    """Nation = prefectures = municipalities, city = wards, column by column. Returns what held, in words."""
    held: list[tuple[str, str]] = []
    for row in rows:
        _across(row, reading, report)
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.group].append(row)
    for several in groups.values():
        for measure in reading.measures:
            held += _one(several, reading, measure.header, registry, report)
    return list(dict.fromkeys(held))


def _one(
    rows: list[Row], reading: Reading, header: str, registry: Registry, report: Reporter
) -> list[tuple[str, str]]:
    prefectures = [row for row in rows if row.kind == "prefecture"]
    parts = [row for row in rows if row.kind in _PARTS]
    nations = [row for row in rows if row.kind == "nation"]
    good = True
    counted = 0
    for row in prefectures if parts else ():
        within = [part for part in parts if part.prefecture == row.prefecture]
        good &= _equal(row, within, reading, header, report)
        counted += 1
    for row in nations:
        # the prefectures' rounding errors are fewer than those of all municipalities
        good &= _equal(row, prefectures or parts, reading, header, report)
    wards: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.kind == "ward" and row.code:
            wards[_city(row.code, registry)].append(row)
    for row in rows:
        if row.kind == "municipality" and row.code in wards:
            good &= _equal(row, wards[row.code], reading, header, report)
    if not good or not (counted or nations):
        return []
    total = next((row.figures[header] for row in nations if row.figures[header] is not None), None)
    shown = f"{total:,}" if total is not None else ""
    ja = f"{header}: " + "、".join(
        [*([f"全国 {shown}"] if shown else []), *([f"{counted} 都道府県"] if counted else [])]
    )
    en = f"{header}: " + ", ".join(
        [*([f"nation {shown}"] if shown else []), *([f"{counted} prefectures"] if counted else [])]
    )
    return [(ja, en)]


def _across(row: Row, reading: Reading, report: Reporter) -> None:
    """Columns that the table itself adds up: 一般行政計 = 一般管理 + 福祉関係."""
    for header, parts in reading.sums.items():
        present = [_value(row.cells[part]) for part in (header, *parts)]
        if None in present:
            continue
        total, *several = [value for value in present if value is not None]
        if total != sum(several):
            report(
                "total_differs",
                f"{'・'.join(parts)}の合計 {sum(several):,} と合いません",
                f"differs from the sum of {', '.join(parts)}, {sum(several):,}",
                row.number,
                header,
                row.cells[header],
            )


def _value(cell: str | None) -> Decimal | None:
    """The cell's figure, a mark counting as nothing; None for a blank or unreadable cell."""
    if cell is None:
        return None
    try:
        value = values.number(cell).value
    except ValueError:
        return None
    return Decimal(0) if value is None else Decimal(str(value)).normalize()


def _city(ward: str, registry: Registry) -> str:
    """01101 → 01100, 14131 → 14130: the designated city whose code lies nearest below."""
    return max((code for code in registry.names if code[:3] == ward[:3] and code < ward), default="")


def _equal(total: Row, parts: Iterable[Row], reading: Reading, header: str, report: Reporter) -> bool:
    printed = total.figures[header]
    if printed is None:
        return True
    figures = [part.figures[header] for part in parts]
    present = [figure for figure in figures if figure is not None]
    summed = sum(present, Decimal(0))
    room = reading.rounding * (len(present) + 1)
    # a part without figure may be anything from nothing up
    if abs(printed - summed) <= room or (len(present) < len(figures) and summed <= printed + room):
        return True
    report(
        "total_differs",
        f"{total.name} の値が内訳の合計 {summed:,} と合いません（差 {printed - summed:+,}）。"
        "行の欠け・重なり・打ち間違いを確かめます",
        f"{total.name} differs from the sum of its parts {summed:,} (by {printed - summed:+,}): "
        "look for rows lost, doubled or mistyped",
        total.number,
        header,
        total.cells[header],
    )
    return False
