"""A municipality's districts → its total: as printed where it is, else their sum."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

from etl.official.filelayout import Reading
from etl.official.grid import plain
from etl.official.readingrows import Row
from etl.problems import Reporter

_WHOLE = {"", "合計", "総数", "計", "総計", "全域", "全市", "全町", "全村", "市全体", "町全体", "村全体"}


def gather(rows: list[Row], reading: Reading, report: Reporter) -> list[Row]:
    """One row per municipality. A district without figure leaves the sum unknown: an error, unless the
    total is printed; a printed total must equal the sum of districts that all have one."""
    several: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.kind == "municipality" and row.code:
            several[row.code].append(row)
    found = [row for row in rows if row.kind != "municipality"]
    for mine in several.values():
        one = _one(mine, reading, report)
        if one is not None:
            found.append(one)
    return found


def _one(rows: list[Row], reading: Reading, report: Reporter) -> Row | None:
    parts = str(reading.parts)
    header = reading.measures[0].header
    whole = [row for row in rows if plain(row.cells[parts] or "") in _WHOLE | {plain(row.name)}]
    districts = [row for row in rows if row not in whole]
    names = [plain(row.cells[parts] or "") for row in districts]
    for row in [*whole[1:], *[r for r, n in zip(districts, names, strict=True) if names.count(n) > 1]]:
        report(
            "primary_key",
            "同じ地域の行が二つあります",
            "two rows for the same district",
            row.number,
            parts,
            row.cells[parts],
        )
    _overlap(districts, names, header, parts, report)
    unknown = [row for row in districts if row.figures[header] is None]
    summed = sum((row.figures[header] or Decimal(0) for row in districts), Decimal(0))
    if whole:
        printed = whole[0].figures[header]
        if districts and not unknown and printed is not None and printed != summed:
            report(
                "total_differs",
                f"地域の合計 {summed:,} と合いません",
                f"differs from the sum of the districts, {summed:,}",
                whole[0].number,
                header,
                whole[0].cells[header],
            )
        return whole[0]
    for row in unknown:
        report(
            "empty_cell",
            "この地域の値がないため、合計できません",
            "this district has no figure, so the sum is not known",
            row.number,
            header,
            row.cells[header],
        )
    if unknown or not districts:
        return None
    return replace(rows[0], figures={header: summed})


_CHOME = re.compile(r"(大字|字)?[0-9一二三四五六七八九十百]+(丁目|番町|区)?|[東西南北中]+|.*丁目")


def _overlap(districts: list[Row], names: list[str], header: str, parts: str, report: Reporter) -> None:
    """昭和町 beside 昭和町一丁目 and 昭和町二丁目 that add up to it: whole and parts would count twice."""
    for row, name in zip(districts, names, strict=True):
        within = [
            other
            for other, called in zip(districts, names, strict=True)
            if name and called.startswith(name) and _CHOME.fullmatch(called[len(name) :])
        ]
        total = row.figures[header]
        summed = sum((other.figures[header] or Decimal(0) for other in within), Decimal(0))
        if len(within) > 1 and total and total == summed:
            listed = "、".join(plain(other.cells[parts] or "") for other in within[:5])
            report(
                "rows_overlap",
                f"内訳の行（{listed}）の合計と同じ値です。全体か内訳のどちらかの行を外します",
                f"equal to the sum of its parts ({listed}): whole and parts may not both stand here",
                row.number,
                header,
                row.cells[header],
            )
