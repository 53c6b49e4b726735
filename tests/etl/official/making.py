"""Small files in the official layouts, made from the figures the project ships.

The layouts are those of the published files; the figures are the census, projection, areas and codes
under data/sources, so that what a reader takes can be compared with them value by value.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from etl.official.areas import Registry
from etl.official.load import Examined, examine
from etl.paths import Paths
from etl.problems import Problem, Problems
from etl.read.discover import Source, discover
from etl.read.entries import SourceFile
from etl.shape import read_all
from tests.conftest import ROOT

SOURCES = ROOT / "data" / "sources"
# facts of the 2020 census: the ten wards of 札幌市, and 函館市 with the towns that joined it in 2004
WARDS = {
    "01101": ("札幌市中央区", 248_680),
    "01102": ("札幌市北区", 289_323),
    "01103": ("札幌市東区", 265_379),
    "01104": ("札幌市白石区", 211_835),
    "01105": ("札幌市豊平区", 225_298),
    "01106": ("札幌市南区", 135_777),
    "01107": ("札幌市西区", 217_040),
    "01108": ("札幌市厚別区", 125_083),
    "01109": ("札幌市手稲区", 142_625),
    "01110": ("札幌市清田区", 112_355),
}
FORMER = {
    "0120B": ("（旧：函館市）", 241_024),
    "01339": ("（旧：戸井町）", 2_291),
    "01340": ("（旧：恵山町）", 2_486),
    "01341": ("（旧：椴法華村）", 745),
    "01342": ("（旧：南茅部町）", 4_538),
}
FUTABA = "075469"  # nobody lived there in 2020: the download prints a mark


@dataclass(frozen=True)
class Town:
    code: str
    prefecture: str
    name: str
    kana: str


def _csv(path: str) -> list[dict[str, str]]:
    with (SOURCES / path).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def towns() -> list[Town]:
    return [
        Town(r["municipality_code"], r["prefecture"], r["name"], r["kana"])
        for r in _csv("municipality_codes/municipalities.csv")
    ]


def census(year: int = 2020) -> dict[str, int]:
    rows = _csv("census_1980_2020/population_census.csv")
    return {r["municipality_code"]: int(r["population"]) for r in rows if r["year"] == str(year)}


def printed_census() -> dict[str, int]:
    """The census of 2020 without 双葉町, for which e-Stat's download prints 「-」.

    Its legend says of 「-」 no more than of 「***」 (当該数値がないもの), so that the reader takes no
    figure from the mark. The shipped 0 comes from elsewhere.
    """
    return {code: count for code, count in census().items() if code != FUTABA}


def projection() -> dict[tuple[str, int], int]:
    rows = _csv("ipss_projection_2023/population_projection_2023.csv")
    return {(r["municipality_code"], int(r["year"])): int(r["population"]) for r in rows}


def ages_2050() -> dict[tuple[str, str], int]:
    rows = _csv("ipss_projection_2023/population_projection_2023_ages_2050.csv")
    names = {"under_15": "0-14", "age_15_64": "15-64", "age_65_plus": "65+"}
    return {(r["municipality_code"], age): int(r[c]) for r in rows for c, age in names.items()}


def areas() -> dict[str, tuple[str, str]]:
    rows = _csv("gsi_area_2015/areas_2015.csv")
    return {r["municipality_code"]: (r["area_km2"], r["reference_value"]) for r in rows}


def staff(year: int, department: str) -> dict[str, int]:
    rows = _csv("staff_quota_survey/staff_by_prefecture.csv")
    wanted = [r for r in rows if r["year"] == str(year) and r["department"] == department]
    return {r["prefecture_code"]: int(r["headcount"]) for r in wanted}


def registry() -> Registry:
    problems = Problems()
    found = [s for s in discover(Paths(ROOT), problems) if s.source_id == "municipality_codes"]
    raws, _ = read_all(found, problems)
    return Registry.of(raws["municipality"])


def by_prefecture(codes: Iterable[str]) -> dict[str, list[str]]:
    """Two digits → codes, in the order of the code list."""
    found: dict[str, list[str]] = {}
    for code in codes:
        found.setdefault(code[:2], []).append(code)
    return found


def quoted(path: Path, rows: Iterable[Sequence[Any]], encoding: str = "utf-8-sig") -> Path:
    """A CSV with every cell in quotes, as e-Stat writes it (blank rows stay blank)."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in rows:
        if row:
            writer.writerow(row)
        else:
            out.write("\r\n")
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def plain_csv(path: Path, rows: Iterable[Sequence[Any]], encoding: str = "utf-8") -> Path:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def workbook(
    path: Path, sheets: dict[str, list[list[Any]]], merged: Sequence[tuple[int, int, int, int]] = ()
) -> Path:
    """A real workbook; `merged` are ranges of its first sheet (rows and columns of the corners)."""
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False}) as book:
        for number, (name, rows) in enumerate(sheets.items()):
            page = book.add_worksheet(name)
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    if cell is not None:
                        page.write(r, c, cell)
            for r1, c1, r2, c2 in merged if number == 0 else ():
                page.merge_range(r1, c1, r2, c2, rows[r1][c1])
    return path


def read(path: Path, **options: Any) -> tuple[Examined | None, list[Problem]]:
    """What the official readers make of the file, and everything they had to say."""
    problems = Problems()
    source = Source(path.parent.name, path.parent, {}, tuple(), options.pop("corrections", ()), ())
    file = SourceFile(path=path.name, table="", ref="", columns={}, **({"layout": "auto"} | options))
    return examine(source, file, _REGISTRY, problems), list(problems)


def figures(path: Path, *keys: str, **options: Any) -> dict[Any, str]:
    """(keys of each row) → its figure, as text; the file must be read without a stopping problem."""
    done, problems = read(path, **options)
    stopping = [p.line(english=True) for p in problems if p.severity != "notice"]
    assert done is not None, stopping
    assert stopping == []
    frame = done.raw.frame
    value = done.reading.value
    assert value is not None
    assert frame.select(keys).is_duplicated().sum() == 0
    names = frame.select(*keys).rows() if len(keys) > 1 else frame[keys[0]].to_list()
    return dict(zip(names, frame[value].to_list(), strict=True))


def stopping(path: Path, **options: Any) -> list[Problem]:
    """The problems that stop a run; each says something of its own in each language."""
    _, problems = read(path, **options)
    found = [p for p in problems if p.severity != "notice"]
    for problem in found:
        assert problem.file == f"data/sources/{path.parent.name}/{path.name}"
        assert problem.expected != problem.expected_en
    return found


def frame_of(path: Path, **options: Any) -> pl.DataFrame:
    done, problems = read(path, **options)
    assert done is not None, [p.line(english=True) for p in problems]
    return done.raw.frame


_REGISTRY = registry()
