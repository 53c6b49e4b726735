"""The steps of a grant's year: a row for each region with a grant, filled in where there is a record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from etl.newyear.due import Due, Frames, due_row
from etl.newyear.duerows import grant_regions
from etl.tables.grantrule import grant_scheme, schemes_of


def steps(frames: Frames, years: Sequence[int]) -> list[Due]:
    """Of each region and fiscal year with a grant the yearly steps of its scheme, but for those that a day
    of the region says. A step with a day is registered."""
    under = schemes_of(frames["region_scheme"], frames["scheme"])
    by_scheme: dict[str, list[dict[str, Any]]] = {}
    for step in frames["scheme_step"].sort("sort_order").iter_rows(named=True):
        if step["recurs"] == "fiscal_year" and step["done_by"] is None:
            by_scheme.setdefault(step["scheme_id"], []).append(step)
    records = {
        (row["region_id"], row["fiscal_year"], row["step_id"]): row
        for row in frames["step_record"].iter_rows(named=True)
    }
    found = []
    for region in grant_regions(frames, years):
        if region.year not in years or region.region_id is None:
            continue
        scheme = grant_scheme(under.get(region.region_id, []), region.year)
        for step in by_scheme.get(scheme or "", []):
            row = records.get((region.region_id, region.year, step["step_id"]))
            found.append(
                due_row(
                    region.year,
                    {
                        "region_id": region.region_id,
                        "fiscal_year": str(region.year),
                        "step_id": step["step_id"],
                    },
                    [(region.label, region.label_en), (step["name"], step["name_en"] or step["name"])],
                    _state(row),
                    _said(row),
                    region.region_id,
                )
            )
    return found


def _state(row: Mapping[str, Any] | None) -> str:
    if row is None:
        return "missing"
    return "provisional" if row["done_on"] is None else "registered"


def _said(row: Mapping[str, Any] | None) -> str:
    if row is None:
        return ""
    day: dt.date = row["done_on"] or row["due_on"]
    return f"{'済' if row['done_on'] else '期日'} {day}"
