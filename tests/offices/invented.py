"""A prefecture that does not exist, with every kind of gap: for tests of the product, which are of no place.

Twelve towns of 架空県 and three of 隣県, with statistics that are sums of a rule and no place's. What is
missing on purpose stands in GAPS.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from etl.paths import Paths
from tests.offices.office import Area, Office
from tests.offices.write import ROOT, tables_of, write_tables

HOME, NEXT = "架空県", "隣県"
_NAMES = {
    HOME: (
        ("北山市", "きたやまし"),
        ("南川市", "みなみかわし"),
        ("東野町", "ひがしのちょう"),
        ("西浜町", "にしはまちょう"),
        ("上里町", "かみさとちょう"),
        ("下里町", "しもさとちょう"),
        ("大森村", "おおもりむら"),
        ("小森村", "こもりむら"),
        ("青波町", "あおなみちょう"),
        ("白波町", "しらなみちょう"),
        ("奥谷村", "おくたにむら"),
        ("離島村", "りとうむら"),
    ),
    NEXT: (("隣市", "となりし"), ("隣野町", "となりのちょう"), ("隣浜村", "となりはまむら")),
}
# of two prefectures that exist: readers take no other. Not one figure here is of theirs
_PREFECTURES = {HOME: "46", NEXT: "47"}
# what is not there, and why a board may meet it
GAPS: Mapping[str, Any] = {
    "no_projection": "離島村",  # the projection leaves a town out
    "no_staff": "奥谷村",
    "no_area": "離島村",  # a town whose border is not settled
    "no_members": "future",  # a region whose members nobody entered
    "undecided": "coast",  # a grant of the last year that is 未定
    "year_missing": ("hills", 2022),  # a year of a grant that nobody entered
    "no_grant": "council",  # a council to which no grant goes
}
_AREAS = (
    Area(
        "north", "北部連携地域", "Northern Area", "広域連携加速化事業", HOME, ("北山市", "東野町", "大森村")
    ),
    Area("coast", "海沿い連携地域", "Coast Area", "広域連携加速化事業", HOME, ("西浜町", "青波町", "白波町")),
    Area("hills", "山手連携地域", "Hills Area", "広域連携加速化事業", HOME, ("上里町", "下里町", "奥谷村")),
    Area("future", "未定連携地域", "Area without Members", "広域連携加速化事業", HOME, (), granted=False),
    Area(
        "council",
        "架空県市町村会議",
        "Council of Municipalities",
        "推進会議",
        HOME,
        tuple(name for name, _ in _NAMES[HOME]),
        granted=False,
    ),
)
OFFICE = Office("invented", _AREAS, prefectures=(HOME,))
_STATISTICS = (
    "board_classification",
    "census_1980_2020",
    "census_2025_preliminary",
    "census_ages",
    "gsi_area_2015",
    "gsi_area_2026",
    "ipss_projection_2023",
    "municipality_codes",
    "staff_by_municipality",
    "staff_quota_survey",
)
# how a file begins whose rows are of places that exist
_OF_PLACES = (b"municipality_code", b"prefecture_code")
_CENSUS, _OUTLOOK = range(1980, 2021, 5), range(2025, 2051, 5)
_DEPARTMENTS = ("education", "fire", "general_administration_municipalities", "police")
_WITH_PROJECTS = ("north", "coast")


def code(number: int, prefecture: str) -> str:
    """Six digits, the last one of which checks the others (docs/design/formats.md, 4)."""
    digits = f"{prefecture}{number:03}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(6, 1, -1), strict=True))
    return f"{digits}{(11 - total % 11) % 10}"


def towns() -> Iterator[tuple[str, str, str, str]]:
    """Code, prefecture, name, kana."""
    for prefecture, names in _NAMES.items():
        for number, (name, kana) in enumerate(names, start=1):
            yield code(200 + number, _PREFECTURES[prefecture]), prefecture, name, kana


def people(town: str, year: int) -> int:
    """A rule: towns differ by their number, and each loses eight in a thousand a year from 1980 on."""
    size = 40_000 // (int(town[2:5]) - 200)
    return round(size * (1 - 0.008 * (year - 1980)))


def _parts(town: str, year: int) -> tuple[int, int, int]:
    """Under 15, 15 to 64 and 65 and over."""
    total = people(town, year)
    young, old = round(total * 0.1), round(total * (0.25 + 0.005 * (year - 2000)))
    return young, total - young - old, old


def _rows() -> Mapping[str, Iterable[tuple[object, ...]]]:
    """Source and file → rows below the shipped heading."""
    codes = {name: town for town, _, name, _ in towns()}
    every = list(codes.values())
    projected = [town for town in every if town != codes[GAPS["no_projection"]]]
    staffed = [town for town in every if town != codes[GAPS["no_staff"]]]
    measured = [town for town in every if town != codes[GAPS["no_area"]]]
    areas = [(town, 100 + int(town[2:5]) / 10, 0) for town in measured]
    return {
        "municipality_codes/municipalities.csv": towns(),
        "census_1980_2020/population_census.csv": [(t, y, people(t, y)) for t in every for y in _CENSUS],
        "census_2025_preliminary/population_census_2025_preliminary.csv": [
            (town, people(town, 2025) - 10) for town in every
        ],
        "census_ages/population_census_ages.csv": [
            (t, y, *_parts(t, y), _parts(t, y)[2] // 2, people(t, y)) for t in every for y in (2015, 2020)
        ],
        "gsi_area_2015/areas_2015.csv": areas,
        "gsi_area_2026/areas_2026.csv": areas,
        "ipss_projection_2023/population_projection_2023.csv": [
            (town, year, people(town, year)) for town in projected for year in _OUTLOOK
        ],
        "ipss_projection_2023/population_projection_2023_ages.csv": [
            (town, year, *_parts(town, year)) for town in projected for year in range(2025, 2046, 5)
        ],
        "ipss_projection_2023/population_projection_2023_ages_2050.csv": [
            (town, *_parts(town, 2050)) for town in projected
        ],
        "staff_by_municipality/staff_general_administration_by_municipality.csv": [
            (town, year, _staff(town)) for town in staffed for year in range(2021, 2025)
        ],
        "staff_quota_survey/staff_by_prefecture.csv": [
            (number, year, department, _employed(number, year, department, place, staffed))
            for number in _PREFECTURES.values()
            for year in range(1998, 2025)
            for place, department in enumerate(_DEPARTMENTS)
        ],
    }


def _staff(town: str) -> int:
    return max(people(town, 2020) // 130, 5)


def _employed(prefecture: str, year: int, department: str, place: int, staffed: Iterable[str]) -> int:
    """A rule; of the municipalities' administration a little more than the towns add up to, as in fact."""
    if department != "general_administration_municipalities":
        return 2000 - 10 * (year - 1998) + 100 * place
    return round(1.02 * sum(_staff(town) for town in staffed if town.startswith(prefecture))) + 2024 - year


def copy_invented(target: Path) -> Paths:
    """The project of this office: the product's SQL and settings, and no figure of a place that exists."""
    (target / "data").mkdir(parents=True)
    shutil.copy(ROOT / "data" / "office.toml", target / "data" / "office.toml")
    shutil.copytree(ROOT / "sql", target / "sql")
    shipped, sources = ROOT / "data" / "sources", target / "data" / "sources"
    for source in _STATISTICS:
        shutil.copytree(shipped / source, sources / source)
        toml = sources / source / "source.toml"
        toml.write_text(toml.read_text(encoding="utf-8").split("[[accepted]]")[0], encoding="utf-8")
    invented = _rows()
    for file in sources.glob("*/*.csv"):
        name = file.relative_to(sources).as_posix()
        if name in invented or file.read_bytes().removeprefix(b"\xef\xbb\xbf").startswith(_OF_PLACES):
            _write(file, invented.get(name, ()))  # what a source has besides keeps its heading alone
    write_tables(OFFICE, _own_tables(), sources)
    return Paths(target)


def _own_tables() -> dict[str, list[dict[str, str]]]:
    """Those of any office, without what this one has not entered."""
    tables = tables_of(OFFICE)
    hills, year = GAPS["year_missing"]
    grants = [
        row for row in tables["disbursements.csv"] if (row["地域ID"], row["年度"]) != (hills, str(year))
    ]
    for row in grants:
        if row["地域ID"] == GAPS["undecided"] and row["年度"] == str(OFFICE.years[-1]):
            row["金額（千円）"] = "未定"
    tables["disbursements.csv"] = grants
    for file in ("projects.csv", "project_years.csv", "project_outcomes.csv", "reported_shortages.csv"):
        key = "地域ID" if "地域ID" in tables[file][0] else "事業ID"
        tables[file] = [row for row in tables[file] if row[key].split("_")[0] in _WITH_PROJECTS]
    tables["working_groups.csv"] = [
        {"地域ID": "council", "部会ID": "dx", "部会名": "DX部会", "英語名": "DX", "並び順": "1"}
    ]
    theme = {"地域ID": "council", "部会ID": "dx", "テーマID": "talent", "テーマ": "人材の共有", "並び順": "1"}
    tables["body_themes.csv"] = [theme]
    return tables


def _write(file: Path, rows: Iterable[tuple[object, ...]]) -> None:
    """The rows below the heading that the file has."""
    heading = file.read_bytes().splitlines(keepends=True)[0]
    file.write_bytes(heading)
    with file.open("a", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(rows)
