"""The rows due of the tables about regions: grants, projects, recruitment, shortages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from etl.newyear.due import Due, Frames, due_row
from etl.newyear.words import amount, fiscal_year
from etl.tables.grantrule import GRANTING, Rules, grant_scheme, schemes_of
from etl.tables.staffing import MEASURES
from renkei.eras import short_year


def grant_regions(frames: Frames, years: Sequence[int]) -> list[Due]:
    """Regions under a granting scheme, up to its most years of support; one not yet paid counts too.

    Each year of the scheme that the region is under in it: who passed to another is asked for that one.
    """
    year, rules = years[-1], Rules.of(frames)
    under = schemes_of(frames["region_scheme"], frames["scheme"])
    names = {row["scheme_id"]: row for row in frames["scheme"].iter_rows(named=True)}
    paid = _grants(frames)
    found = []
    for region in _regions(frames):
        region_id, mine = region["region_id"], under.get(region["region_id"], [])
        granting = {row["scheme_id"] for row in mine if row["kind"] in GRANTING}
        began = [at for (r, scheme, at) in paid if r == region_id and scheme in granting]
        first: dict[str, int] = {}
        for at in range(min(began, default=year), year + 1):
            scheme = grant_scheme(mine, at)
            if scheme is None or scheme not in granting:
                continue
            most = rules.number("max_years", region_id, scheme, at)
            if most is not None and at >= first.setdefault(scheme, at) + most:
                continue
            first.setdefault(scheme, at)
            row, before = paid.get((region_id, scheme, at)), paid.get((region_id, scheme, at - 1))
            closes = rules.number("period_to", region_id, scheme, at)
            late = row is None and closes is not None and at > closes
            other = scheme != region["scheme_id"]
            found.append(
                due_row(
                    at,
                    {"region_id": region_id, "fiscal_year": str(at)},
                    [(region["name"], region["name_en"])],
                    _GRANT_STATE[row["status"]] if row else "missing",
                    _paid(row or before),
                    region_id,
                    _late(closes) if late and closes is not None else _of(names[scheme], other),
                )
            )
    return found


def _grants(frames: Frames) -> dict[tuple[str, str, int], Mapping[str, Any]]:
    """What each region has of each scheme and fiscal year: of several recipients the sum, and the status of
    the one that is least settled. Money of a name (line) is not asked for here."""
    found: dict[tuple[str, str, int], Mapping[str, Any]] = {}
    for row in frames["disbursement"].drop_nulls("fiscal_year").iter_rows(named=True):
        key = row["region_id"], row["scheme_id"], row["fiscal_year"]
        if row["line"] is not None:
            continue
        row["status"] = row["status"] or "undecided"
        if key in found:
            both = found[key]["amount_yen"], row["amount_yen"]
            row["amount_yen"] = None if None in both else sum(both)
            row["status"] = max(found[key]["status"], row["status"], key=list(_GRANT_STATE).index)
        found[key] = row
    return found


def _of(scheme: Mapping[str, Any], named: bool) -> tuple[str, str] | tuple[None, None]:
    """The scheme, where the region's own row tells another."""
    name_en = scheme["name_en"] or scheme["name"]
    return (f"{scheme['name']}の交付額", f"grant of the scheme {name_en}") if named else (None, None)


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
