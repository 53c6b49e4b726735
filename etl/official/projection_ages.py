"""IPSS, regional population projections: the workbook of a prefecture, a sheet for each municipality.

A sheet is named by code and name (1204_旭川市), the prefecture's own comes first. Its rows are five-year
classes, its columns the years, in blocks: both sexes, men, women, as the words above the years say. The
layout is known from descriptions, not from a file (docs/design/formats.md): what is elsewhere is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

import polars as pl

from etl.official.ages import SEXES, age_class
from etl.official.filelayout import Layout, Measure, Reading, Refused, body, not_stated, pad
from etl.official.grid import Grid, plain
from etl.official.projection import EDITIONS
from etl.read.typed import ROW

_SHEET = re.compile(r"(\d{4,5})_(.+)")
_YEAR = re.compile(r"((?:19|20)\d\d)(?:年|\.0)?")
_AGE, _CODE, _NAME = "年齢", "コード", "市区町村"
_WORDS = {"both": "男女計", "men": "男", "women": "女"}
_TOP = 10  # rows above which the years stand


def recognise(grid: Grid) -> bool:
    at = _years_at(grid)
    if at is None or not _SHEET.fullmatch(grid.sheet or ""):
        return False
    first = [plain(row[0]) for row in grid.rows[at + 1 :] if row]
    return "総数" in first and any(age_class(label) == "0-4" for label in first)


def read(grid: Grid, given: Mapping[str, str]) -> Reading:
    at, named = _years_at(grid), _SHEET.fullmatch(grid.sheet or "")
    assert at is not None
    assert named is not None
    code, name = named[1].zfill(5), named[2].strip()
    _same_code(grid, at, code)
    header, measures = [_AGE], []
    for sex, year in _columns(grid, at):
        header.append(f"{_WORDS[sex]} {year}年" if sex and year else "")
        if header[-1]:
            measures.append(Measure(header[-1], {"year": year, "sex": sex}))
    twice = {h for h in header if h and header.count(h) > 1}
    if twice or not any(m.constants["sex"] == "both" for m in measures):
        raise Refused(
            "男女計・男・女の列が見分けられません（年の上の行に書かれていません）",
            "the columns of both sexes, men and women cannot be told (no words above the years)",
            at + 1,
        )
    base = min(int(measure.constants["year"]) for measure in measures)
    edition = given.get("edition") or EDITIONS.get(base)
    if edition is None:
        raise not_stated(
            "edition",
            "令和○年推計",
            f"{base}年を基準とする推計の版が分かりません",
            f"the edition based on {base} is not known",
            at + 1,
        )
    frame = body(grid, header, at + 1)
    frame = frame.filter([age_class(cell or "") is not None for cell in frame[_AGE]])
    _whole(frame, measures)
    present = {str(m.constants["sex"]) for m in measures}
    sums = {
        f"男女計 {m.constants['year']}年": [f"{_WORDS[s]} {m.constants['year']}年" for s in ("men", "women")]
        for m in measures
        if {"men", "women"} <= present
    }
    return Reading(
        table="population_age",
        sheet=grid.sheet,
        header_row=at + 1,
        ref="男女・年齢（5歳）階級別の推計結果（市区町村ごとのシート）",
        frame=frame.with_columns(pl.lit(code).alias(_CODE), pl.lit(name).alias(_NAME)),
        name=[_NAME],
        code=_CODE,
        value="population",
        measures=[m for m in measures if int(m.constants["year"]) > base],
        texts={"age_group": (_AGE, lambda cell: age_class(cell) or "")},
        constants={"series": "projection", **given, "edition": edition},
        rounding=Decimal("0.5"),
        by=["age_group"],
        sums=sums,
        left_out=(
            f"基準の{base}年（国勢調査）、再掲と割合の行は使いません",
            f"the base year {base} (the census), repeated groups and shares are not used",
        ),
    )


def _years_at(grid: Grid) -> int | None:
    """Index of the row of the years: three of them at least, each after the one before it."""
    for index, row in enumerate(grid.rows[:_TOP]):
        years = [found[1] for cell in row if (found := _YEAR.fullmatch(plain(cell)))]
        if len(years) >= 3 and years[:3] == sorted(set(years[:3])):
            return index
    return None


def _columns(grid: Grid, at: int) -> Iterator[tuple[str, str]]:
    """Of each column behind the first its sex and year; blank ones part the blocks, and end a sex."""
    width = len(grid.rows[at])
    above = [[plain(cell) for cell in pad(row, width)] for row in grid.rows[:at]]
    years = [_YEAR.fullmatch(plain(cell)) for cell in grid.rows[at]]
    sex = ""
    for index in range(1, width):
        # the word stands over the first year of its block, or over the column of its labels
        said = [SEXES[row[index]] for row in above if row[index] in SEXES]
        if years[index] is None:
            sex = said[0] if said else ""
            yield "", ""
            continue
        if index == 1 and not said:
            said = [SEXES[row[0]] for row in above if row[0] in SEXES]
        sex = said[0] if said else sex
        found = years[index]
        yield sex, found[1] if found else ""


def _same_code(grid: Grid, at: int, code: str) -> None:
    for number, row in enumerate(grid.rows[:at], start=1):
        cell = plain(row[0]).removesuffix(".0") if row else ""
        if re.fullmatch(r"\d{4,5}", cell) and cell.zfill(5) != code:
            raise Refused(
                f"シート名のコード（{code}）と違います",
                f"not the code of the sheet's name ({code})",
                number,
                value=cell,
            )


def _whole(frame: pl.DataFrame, measures: list[Measure]) -> None:
    """The classes add up to the total of their column, but for rounding."""
    ages = [age_class(cell or "") for cell in frame[_AGE]]
    if ages.count("total") != 1 or len(set(ages)) != len(ages):
        raise Refused(
            "総数か年齢階級の行が重なるか、ありません", "a total or an age class is missing or twice"
        )
    for measure in measures:
        cells = [plain(cell or "").replace(",", "") for cell in frame[measure.header]]
        if not all(re.fullmatch(r"\d+(\.0+)?", cell) for cell in cells):
            continue  # told of each cell when it is read
        counts = dict(zip(ages, map(Decimal, cells), strict=True))
        total = counts.pop("total")
        if abs(total - sum(counts.values())) > Decimal("0.5") * len(counts):
            raise Refused(
                f"年齢階級の合計 {sum(counts.values()):,.0f} が総数と合いません",
                f"the age classes add up to {sum(counts.values()):,.0f}, not to the total",
                int(frame[ROW][ages.index("total")]),
                measure.header,
                f"{total:,.0f}",
            )


LAYOUT = Layout(
    "ipss_projection_sheets",
    "日本の地域別将来推計人口 都道府県別・5歳階級（社人研、市区町村ごとのシート）",
    "Regional population projections by prefecture and five-year class (IPSS, a sheet each)",
    recognise,
    read,
    by_sheet=True,
)
