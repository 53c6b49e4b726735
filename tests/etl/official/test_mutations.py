"""Good files spoilt in one place: what still reads has the good figures, or says which it lacks."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.etl.official import (
    test_area_survey,
    test_census_database,
    test_census_file,
    test_projection,
    test_register,
    test_staff_quota,
)
from tests.etl.official.making import read, workbook

Rows = list[list[Any]]
_SPOILT_BY = ("digit", "blank", "swap", "gone", "double", "word", "mark", "shift", "exchange", "torn", "code")
CASES: dict[str, tuple[Callable[[], Rows], Callable[[Path, Rows], Path], tuple[str, ...], int]] = {
    "estat_database": (test_census_database.table, test_census_database.write, ("municipality_code",), 8),
    "estat_file": (test_census_file.table, test_census_file.write, ("municipality_code",), 0),
    "ipss": (
        test_projection.sheet,
        lambda folder, rows: workbook(folder / "kekka.xlsx", {"Sheet1": rows}),
        ("municipality_code", "year"),
        0,
    ),
    "register": (test_register.sheet, test_register.write, ("municipality_code",), 0),
    "gsi": (test_area_survey.table, test_area_survey.write, ("municipality_code",), 0),
    "staff": (test_staff_quota.sheet, test_staff_quota.write, ("area_code", "department"), 1),
}
_LARGE = ("ipss", "register")  # whole workbooks: every second kind of fault keeps the test short


def spoil(rows: Rows, how: str, code: int, chance: random.Random) -> Rows:
    """One thing wrong in one row (two for an exchange)."""
    rows = [list(row) for row in rows]
    number = chance.choice([n for n, row in enumerate(rows) if len(row) > 5])
    row = rows[number]
    at = chance.randrange(len(row))
    text = "" if row[at] is None else str(row[at])
    if how == "digit":
        digits = [i for i, char in enumerate(text) if char.isdigit()]
        if digits:
            first = digits[0]
            row[at] = f"{text[:first]}{(int(text[first]) + 1) % 10}{text[first + 1 :]}"
    elif how == "swap":
        other = chance.randrange(len(row))
        row[at], row[other] = row[other], row[at]
    elif how == "gone":
        del rows[number]
    elif how == "double":
        rows.insert(chance.randrange(len(rows)), list(row))
    elif how == "exchange":
        other = chance.choice([r for r in rows if len(r) > at])
        row[at], other[at] = other[at], row[at]
    elif how == "torn":
        rows = rows[:number]
    elif how == "code":
        row[code] = str(row[code] or "")[:-1]
    elif how == "shift":
        row.insert(at, "")
    else:
        row[at] = {"blank": "", "word": "不明", "mark": "***"}[how]
    return [[None if cell == "" else cell for cell in r] for r in rows]


def taken(path: Path, keys: tuple[str, ...]) -> tuple[dict[Any, str] | None, str]:
    """The figures, or None when refused; and all that was said."""
    done, problems = read(path)
    said = " ".join(p.line(english=False) for p in problems)
    stopped = [p for p in problems if p.severity != "notice"]
    assert done is not None or stopped
    if done is None or stopped:
        assert all(p.expected and p.expected_en and p.file for p in stopped)
        return None, said
    frame = done.raw.frame.select(*keys, str(done.reading.value))
    return {row[:-1]: row[-1] for row in frame.iter_rows()}, said


@pytest.mark.parametrize("name", CASES)
def test_a_spoilt_file_never_gives_a_wrong_figure(tmp_path: Path, name: str) -> None:
    table, write, keys, code = CASES[name]
    rows = table()
    good, _ = taken(write(tmp_path, rows), keys)
    assert good
    chance = random.Random(f"renkei {name}")
    outcomes = []
    for how in _SPOILT_BY[:: 2 if name in _LARGE else 1]:
        found, said = taken(write(tmp_path, spoil(rows, how, code, chance)), keys)
        if found is None:
            outcomes.append("refused")
            continue
        assert {key: text for key, text in found.items() if good.get(key) != text} == {}, how
        lost = set(good) - set(found)
        assert not lost or "値のない団体" in said or "表にない市区町村" in said, how
        outcomes.append("right" if not lost else "said")
    assert outcomes.count("refused") >= 3
