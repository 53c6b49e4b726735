"""The rows due of the series of all Japan: staff by prefecture, the census."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import polars as pl

from etl.newyear.due import Due, Frames, due_row
from etl.tables.staffing import DEPARTMENT_NAMES


def departments(frames: Frames, years: Sequence[int]) -> list[Due]:
    """Every prefecture and department of the last year."""
    wanted = [near for at in years for near in (at - 1, at)]
    staff = frames["staff"].filter((pl.col("area_level") == "prefecture") & pl.col("year").is_in(wanted))
    names = {
        code: (ja, en)
        for code, ja, en in frames["municipality"]
        .select("prefecture_code", "prefecture", "prefecture_en")
        .unique()
        .iter_rows()
    }
    counts = {
        (code, department, at): count
        for code, department, at, count in staff.select(
            "area_code", "department", "year", "headcount"
        ).iter_rows()
    }
    pairs = sorted({(code, department) for code, department, _ in counts if code in names})
    found = []
    for at in years:
        for code, department in pairs:
            if department not in DEPARTMENT_NAMES:
                continue
            count = counts.get((code, department, at - 1))
            keys = {"area_code": code, "year": str(at), "department": department}
            state = "registered" if (code, department, at) in counts else "missing"
            now = "" if count is None else f"{at - 1}年 {count:,}人"
            found.append(due_row(at, keys, [names[code], DEPARTMENT_NAMES[department]], state, now))
    return found


def municipalities(frames: Frames, years: Sequence[int]) -> list[Due]:
    """Every municipality of Japan, total population of a census."""
    wanted = [near for at in years for near in (at - 5, at)]
    census = frames["population"].filter(
        (pl.col("series") == "census") & (pl.col("age_group") == "total") & pl.col("year").is_in(wanted)
    )
    counts = {
        (code, at): count
        for code, at, count in census.select("municipality_code", "year", "population").iter_rows()
    }
    found = []
    for at in years:
        for code, name, name_en, prefecture, prefecture_en in (
            frames["municipality"]
            .filter(pl.col("valid_to").is_null() | (pl.col("valid_to") > dt.date(at, 10, 1)))
            .select("municipality_code", "name", "name_en", "prefecture", "prefecture_en")
            .sort("municipality_code")
            .iter_rows()
        ):
            before = counts.get((code, at - 5))
            labels = [(prefecture, prefecture_en), (name, name_en)]
            state = "registered" if (code, at) in counts else "missing"
            now = "" if before is None else f"{at - 5}年 {before:,}人"
            found.append(due_row(at, {"municipality_code": code, "year": str(at)}, labels, state, now))
    return found
