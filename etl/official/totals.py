"""The parts of a table against the totals it prints: what is lost, doubled or mistyped shows here."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal

from etl.clean import values
from etl.official.areas import Registry
from etl.official.filelayout import Measure, Reading
from etl.official.readingrows import Row, decimal
from etl.problems import Reporter

_WITHHELD = Decimal("0.05")  # what parts keep to themselves may be so much of a total
# rows whose figures are part of their prefecture's
_PARTS = ("municipality", "unknown", "northern", "uncoded", "block")


def check(rows: list[Row], reading: Reading, registry: Registry, report: Reporter) -> list[tuple[str, str]]:
    """Nation = prefectures = municipalities, city = wards, column by column. Returns what held, in words."""
    held: list[tuple[str, str]] = []
    if not reading.adds:
        return held
    for row in rows:
        _across(row, reading, report)
        _at_most(row, reading, report)
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.group].append(row)
    for several in groups.values():
        tree = _Tree(several, registry)
        for measure in reading.measures:
            held += _one(tree, reading, measure, report)
    return list(dict.fromkeys(held))


class _Tree:
    """The rows of one table by what they are parts of."""

    def __init__(self, rows: list[Row], registry: Registry) -> None:
        self.nations = [row for row in rows if row.kind == "nation"]
        self.prefectures = [row for row in rows if row.kind == "prefecture"]
        self.parts = [row for row in rows if row.kind in _PARTS]
        self.listed = Counter(code[:2] for code in registry.names)
        self.within: dict[str | None, list[Row]] = defaultdict(list)
        for row in self.parts:
            self.within[row.prefecture].append(row)
        # areas that somebody chose: of no prefecture are there most municipalities. A file that was cut
        # off has whole prefectures before the cut
        self.sparse = all(len(t) * 2 < self.listed[p or ""] for p, t in self.within.items())
        wards: dict[str, list[Row]] = defaultdict(list)
        codes = sorted(registry.names)
        for row in rows:
            if row.kind == "ward" and row.code:
                wards[_city(row.code, codes)].append(row)
        self.cities = [(r, wards[r.code]) for r in rows if r.kind == "municipality" and r.code in wards]


def _one(tree: _Tree, reading: Reading, measure: Measure, report: Reporter) -> list[tuple[str, str]]:
    header = measure.header
    few = tree.sparse and len(tree.prefectures) * 2 < len(tree.listed)
    nations = [] if reading.chosen and few else tree.nations
    good = True
    counted = 0
    for row in tree.prefectures if tree.parts else ():
        towns = tree.within[row.prefecture]
        if reading.chosen and tree.sparse:
            continue  # some of its municipalities were chosen
        good &= _equal(row, towns, reading, measure, report)
        counted += 1
    for row in nations:
        # the prefectures' rounding errors are fewer than those of all municipalities
        good &= _equal(row, tree.prefectures or tree.parts, reading, measure, report)
    for row, wards in tree.cities:
        good &= _equal(row, wards, reading, measure, report)
    if not good or measure.withheld or not (counted or nations):
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
        present = [_value(row, part) for part in (header, *parts)]
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


def _at_most(row: Row, reading: Reading, report: Reporter) -> None:
    """Classes of which some persons are withheld: together never more than all."""
    if reading.classes is None:
        return
    header, classes = reading.classes
    total = row.figures.get(header)
    summed = sum((row.figures.get(name) or Decimal(0) for name in classes), Decimal(0))
    if total is not None and summed > total:
        report(
            "total_differs",
            f"階級の合計 {summed:,} が{header}を超えています",
            f"the classes add up to {summed:,}, more than {header}",
            row.number,
            header,
            row.cells[header],
        )


def _value(row: Row, header: str) -> Decimal | None:
    """The cell's figure, a mark counting as nothing; None for a blank or unreadable cell."""
    cell, figure = row.cells[header], row.figures.get(header)
    if cell is None or figure is not None:
        return figure
    try:
        value = values.number(cell).value
    except ValueError:
        return None
    return Decimal(0) if value is None else decimal(value)


def _city(ward: str, codes: list[str]) -> str:
    """01101 → 01100, 14131 → 14130: the designated city whose code lies nearest below."""
    at = bisect_left(codes, ward) - 1
    return codes[at] if at >= 0 and codes[at][:3] == ward[:3] else ""


def _equal(total: Row, parts: Iterable[Row], reading: Reading, measure: Measure, report: Reporter) -> bool:
    header = measure.header
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
    if measure.withheld and 0 <= printed - summed <= printed * _WITHHELD:
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
