"""The published files themselves, where a machine has them: RENKEI_OFFICIAL names their folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.etl.official.making import areas, census, figures, read


def published(name: str) -> Path:
    folder = os.environ.get("RENKEI_OFFICIAL")
    if not folder:
        pytest.skip("RENKEI_OFFICIAL names no folder of published files")
    path = Path(folder) / name
    if not path.exists():
        pytest.skip(f"{name} is not there")
    return path


def test_the_census_download_equals_the_shipped_census_of_2020() -> None:
    path = published("estat_census_2020_table_2-7-1.csv")
    taken = figures(path, "municipality_code")
    assert {code: int(text) for code, text in taken.items()} == census()
    done, problems = read(path)
    assert done is not None
    assert [p.rule for p in problems] == ["official_file"]
    assert done.counts == {
        "municipality": 1741,
        "former": 2121,
        "ward": 175,
        "prefecture": 47,
        "nation": 1,
        "section": 1,
    }
    assert list(done.absent) == ["双葉町"]  # 1,741 municipalities, of which one has no figure


def test_the_area_survey_equals_the_shipped_areas_of_2015() -> None:
    path = published("gsi_area_2015_cp932.csv")
    taken = figures(path, "municipality_code", "as_of", "reference_value")
    wanted = {(c, "2015-10-01", flag): float(area) for c, (area, flag) in areas().items()}
    assert {key: float(text) for key, text in taken.items()} == wanted
    _, problems = read(path)
    told = {p.value for p in problems if p.rule == "code_unknown"}
    assert told == {"4423 富谷町", "40305 那珂川町"}  # cities of today, under other codes
