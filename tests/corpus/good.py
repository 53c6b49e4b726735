"""The good files: the shipped sources, cut to four prefectures so that a run takes half a second."""

from __future__ import annotations

import csv
import io
import re
import shutil
from functools import cache
from pathlib import Path

from etl.paths import Paths
from tests.conftest import ROOT

Cells = list[list[str]]

BOOK = "hokkaido_casebook_2024"
GRANTS, MEMBERS, REGIONS, YEARS, OUTCOMES, HIRED, SHORT, RULES = (
    f"{BOOK}/{name}.csv"
    for name in (
        "disbursements",
        "region_members",
        "regions",
        "project_years",
        "project_outcomes",
        "recruitment",
        "reported_shortages",
        "scheme_rules",
    )
)
CODES = "municipality_codes/municipalities.csv"
BUREAUS = "hokkaido_subprefectures/subprefectures.csv"
CENSUS = "census_1980_2020/population_census.csv"
COUNT = "census_2025_preliminary/population_census_2025_preliminary.csv"
AREAS = "gsi_area_2015/areas_2015.csv"
PROJECTION = "ipss_projection_2023/population_projection_2023.csv"
AGES = "ipss_projection_2023/population_projection_2023_ages_2050.csv"
STAFF = "staff_quota_survey/staff_by_prefecture.csv"
TOWNS = "akita_cooperation_2023/case_participants.csv"
MEASURES = "akita_cooperation_2023/case_measures.csv"
RATES = "nagasaki_study_group_2020/quoted_rates.csv"
SURVEYS = "kamikawa_council_2025/surveys.csv"

# the prefectures of the documents
_MOST = {"01": "北海道", "05": "秋田県", "35": "山口県", "42": "長崎県"}
_SERIES = (STAFF,)
# of all Japan too → the column that says which prefecture a row is of
_JAPAN = {"national_areas/members.csv": "団体コード", "national_areas/extent.csv": "都道府県"}


def _cut(name: str, cells: Cells) -> Cells:
    """Rows of the four prefectures; of the long series only the years from 2010 on."""
    head, *rows = cells
    if name in _JAPAN:
        at = head.index(_JAPAN[name])
        return [head, *(row for row in rows if row[at][:2] in _MOST or row[at] in _MOST.values())]
    # whatever series of all Japan is shipped: a new one needs no line here
    if name not in _SERIES and head[0] != "municipality_code":
        return cells
    year = head.index("year") if "year" in head else None
    return [
        head,
        *(row for row in rows if row[0][:2] in _MOST and (year is None or int(row[year]) >= 2010)),
    ]


@cache
def _shipped(name: str) -> str:
    return (ROOT / "data" / "sources" / name).read_text(encoding="utf-8-sig")


def good(name: str) -> Cells:
    """The cells of a good file, its header first: the caller may change them."""
    return _cut(name, [list(row) for row in csv.reader(io.StringIO(_shipped(name), newline=""))])


def names() -> list[str]:
    """Every CSV that a source.toml names, as `source/file`."""
    found = []
    for toml in sorted((ROOT / "data" / "sources").glob("*/source.toml")):
        for path in re.findall(r'^path = "(.+\.csv)"', toml.read_text(encoding="utf-8"), re.MULTILINE):
            found.append(f"{toml.parent.name}/{path}")
    return found


def as_csv(cells: Cells, separator: str = ",", end: str = "\n", quote: int = csv.QUOTE_MINIMAL) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=end, quoting=quote).writerows(cells)  # type: ignore[arg-type]
    return out.getvalue()


def project(root: Path) -> Paths:
    """The good project: every source, the rules of sql/checks, no views (they compute, they do not read)."""
    (root / "data").mkdir(parents=True)
    (root / "data" / "office.toml").write_text("[mart]\nkeep_builds = 1\n", encoding="utf-8")
    shutil.copytree(ROOT / "sql" / "checks", root / "sql" / "checks")
    for toml in (ROOT / "data" / "sources").glob("*/source.toml"):
        folder = root / "data" / "sources" / toml.parent.name
        folder.mkdir(parents=True)
        shutil.copy(toml, folder / "source.toml")
    for name in names():
        (root / "data" / "sources" / name).write_bytes(as_csv(good(name)).encode("utf-8"))
    return Paths(root)
