"""The rows due of the tables about regions: grants, projects, recruitment, shortages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from etl.newyear.due import Due, Frames, due_row
from etl.newyear.words import amount, fiscal_year
from etl.tables.staffing import MEASURES
from renkei.eras import short_year


def grant_regions(frames: Frames, years: Sequence[int]) -> list[Due]:
    """Regions of the grant scheme in their five years (実施要綱 第３); a region not yet paid counts too."""
    year = years[-1]
    paid = {
        (row["region_id"], row["fiscal_year"]): row
        for row in frames["disbursement"].drop_nulls("fiscal_year").iter_rows(named=True)
    }
    rules = {
        (row["scheme_id"], row["rule_id"]): row["value"]
        for row in frames["scheme_rule"].iter_rows(named=True)
        if row["value"] is not None
    }
    found = []
    for region in _regions(frames):
        if region["scheme"] != "grant":
            continue
        first = min((y for (region_id, y) in paid if region_id == region["region_id"]), default=year)
        most = int(rules.get((region["scheme_id"], "max_years"), year - first + 1))
        closes = rules.get((region["scheme_id"], "period_to"))
        for at in range(first, min(first + most - 1, year) + 1):
            row = paid.get((region["region_id"], at))
            before = paid.get((region["region_id"], at - 1))
            found.append(
                due_row(
                    at,
                    {"region_id": region["region_id"], "fiscal_year": str(at)},
                    [(region["name"], region["name_en"])],
                    _GRANT_STATE[row["status"] or "undecided"] if row else "missing",
                    _paid(row or before),
                    region["region_id"],
                    _late(int(closes))
                    if row is None and closes is not None and at > closes
                    else (None, None),
                )
            )
    return found


_GRANT_STATE = {"actual": "registered", "planned": "provisional", "undecided": "undecided"}


def _late(closes: float) -> tuple[str, str]:
    return (
        f"要綱の事業年度は{fiscal_year(int(closes))}まで。延長されたときだけ",
        f"the guideline's fiscal years end with FY{int(closes)}: only if it is prolonged",
    )


def _paid(row: Mapping[str, Any] | None) -> str:
    if row is None:
        return ""
    if row["amount_yen"] is None:
        return f"{short_year(row['fiscal_year'])} 未定"
    word = "交付額" if row["status"] == "actual" else "見込額"
    return f"{short_year(row['fiscal_year'])} {word} {amount(row['amount_yen'])}"


_STATE = {
    "done": "registered",
    "none": "registered",
    "merged": "registered",
    "planned": "provisional",
    "under_review": "provisional",
    "undecided": "undecided",
}
_STATE_WORD = {
    "done": "実施",
    "none": "なし",
    "merged": "統合",
    "planned": "予定",
    "under_review": "検討中",
    "undecided": "未定",
}


def projects(frames: Frames, years: Sequence[int]) -> list[Due]:
    """Projects from their first year on, until one says なし or 統合 and nothing follows."""
    year = years[-1]
    regions = {row["region_id"]: row for row in _regions(frames)}
    by_key: dict[str, dict[int, str]] = {}
    for project_id, at, state in (
        frames["project_year"].select("project_id", "fiscal_year", "state").drop_nulls().iter_rows()
    ):
        by_key.setdefault(project_id, {})[at] = state
    found = []
    for project in frames["project"].iter_rows(named=True):
        states = by_key.get(project["project_id"], {})
        region = regions.get(project["region_id"])
        if region is None:
            continue
        last = max(states, default=year)
        over = states.get(last) in ("none", "merged")
        for at in range(min(states, default=year), (last if over else year) + 1):
            state = states.get(at)
            before = states.get(at - 1)
            now = (at, state) if state else (at - 1, before)
            found.append(
                due_row(
                    at,
                    {"project_id": project["project_id"], "fiscal_year": str(at)},
                    [(region["name"], region["name_en"]), (project["name"], project["name_en"])],
                    _STATE[state] if state else "missing",
                    f"{short_year(now[0])} {_STATE_WORD[now[1]]}" if now[1] else "",
                    project["region_id"],
                )
            )
    return found


_MEASURE = {measure: word for word, measure in MEASURES.items()}


def recruited(frames: Frames, years: Sequence[int]) -> list[Due]:
    """Regions and occupations whose recruitment was told in an earlier year: the result of each year."""
    year = years[-1]
    named = _named(frames)
    by_key: dict[tuple[str, str], dict[int, list[Mapping[str, Any]]]] = {}
    for row in frames["recruitment"].drop_nulls("fiscal_year").iter_rows(named=True):
        by_key.setdefault((row["region_id"], row["occupation_id"]), {}).setdefault(
            row["fiscal_year"], []
        ).append(row)
    found = []
    for (region_id, occupation_id), by_year in by_key.items():
        if region_id not in named or occupation_id not in named:
            continue
        for at in range(min(by_year), year + 1):
            rows = by_year.get(at, [])
            hired = any(row["measure"] == "hired" for row in rows)
            last = next(iter(rows or by_year.get(at - 1, [])), None)
            keys = {"region_id": region_id, "fiscal_year": str(at), "occupation_id": occupation_id}
            said = f"{_MEASURE[last['measure']]} {last['headcount']}人" if last else ""
            found.append(
                due_row(
                    at,
                    {**keys, "measure": "採用実績"},
                    [named[region_id], named[occupation_id]],
                    "registered" if hired else "provisional" if rows else "missing",
                    f"{short_year(last['fiscal_year'])} {said}" if last else "",
                    region_id,
                )
            )
    return found


def shortages(frames: Frames, years: Sequence[int]) -> list[Due]:
    """Regions and occupations reported short by the last document: does it still hold?"""
    year = years[-1]
    named = _named(frames)
    found = []
    for row in frames["reported_shortage"].iter_rows(named=True):
        if row["region_id"] not in named or row["occupation_id"] not in named:
            continue
        at = row["fiscal_year"]
        if at is None or at > year:
            continue
        keys = {"region_id": row["region_id"], "occupation_id": row["occupation_id"]}
        state, now = "registered" if at == year else "missing", f"{short_year(at)} {row['wording']}"
        found.append(due_row(year, keys, [named[key] for key in keys.values()], state, now, row["region_id"]))
    return found


def _regions(frames: Frames) -> Iterable[Mapping[str, Any]]:
    return frames["region"].iter_rows(named=True)


def _named(frames: Frames) -> dict[str, tuple[str, str]]:
    """Ids of regions and occupations → Japanese and English name; the two kinds of id never meet."""
    return {
        row[key]: (row["name"], row["name_en"])
        for table, key in (("region", "region_id"), ("occupation", "occupation_id"))
        for row in frames[table].iter_rows(named=True)
    }
