"""What cards should say, by a second way of counting: the figure, and what else must stand on them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from dashboard import format as fmt
from dashboard.state import State
from tests.dashboard.second_count import Count, half_up, regions_among

TODAY = dt.date(2026, 11, 30)  # as tests/conftest.py has it
Expected = dict[str, tuple[str | None, list[str]]]


def due_days(count: Count, region: str | None, judged: bool = False) -> list[dt.date]:
    """The ends of the visions' five years: the only days ahead or past without a record. `judged`: without
    those of visions that were amended, of which nobody knows whether they began anew."""
    return [
        row["vision_on"].replace(year=row["vision_on"].year + 5)
        for row in count.regions.values()
        if row["scheme_id"] == "kasokuka"
        and region in (None, row["region_id"])
        and not (judged and row["vision_amended_on"])
    ]


def expected_cards(count: Count, state: State) -> Expected:
    """card → figure, and what else must stand on it."""
    region = state.region
    found = _grants(count, region) | _people(count, region) | _work(count, state) | _others(count, state)
    if region:
        found |= _ranks(count, state)
    return found


def _thousand(yen: int) -> str:
    return f"{yen // 1000:,}"


def _grants(count: Count, region: str | None) -> Expected:
    mine = [row for r, rows in count.grants.items() if region in (None, r) for row in rows]
    paid = [row["amount_yen"] for row in mine if row["status"] == "actual"]
    if not mine:
        return {}
    cap = 10_000_000 * len(paid)
    share = str(half_up(100 * sum(paid) / cap))
    planned = [row["amount_yen"] for row in mine if row["status"] == "planned"]
    years = Counter(row["region_id"] for row in mine)
    return {
        "granted": (_thousand(sum(paid)), [_thousand(cap), share]),
        "cap": (share, [str(len(paid))]),
        "planned": (_thousand(sum(planned)) if planned else None, []),
        "last_year": (str(sum(n >= 5 for n in years.values())), [] if region else [str(len(years))]),
    }


def _people(count: Count, region: str | None) -> Expected:
    codes = sorted({code for r, own in count.members.items() if region in (None, r) for code in own})
    old, later = (count.residents(codes, 2050, "projection", age) for age in ("65+", "total"))
    home_old, home = (count.residents(count.home, 2050, "projection", age) for age in ("65+", "total"))
    found: Expected = {
        "index_2050": (
            str(half_up(count.index(codes) or 0)),
            [f"{later:,}", str(half_up(count.index(count.home) or 0))],
        ),
        "aged_2050": (
            str(half_up(count.ratio(old, later) or 0)),
            [str(half_up(count.ratio(home_old, home) or 0))],
        ),
    }
    for limit in (2000, 5000):
        then = {code for code in codes if count.people[code, "projection", 2050, "total"] < limit}
        now = {code for code in codes if count.people[code, "census", 2020, "total"] < limit}
        parts = [str(len(codes))] + ([str(len(then - now))] if then - now else [])
        found[f"under_{limit}"] = (str(len(then)), parts)
    every = {code for own in count.members.values() for code in own}
    share = count.ratio(count.residents(every, 2020), count.residents(count.home, 2020))
    found["reach"] = (str(len(count.members)), [str(len(every)), str(half_up(share or 0))])
    return found


def _work(count: Count, state: State) -> Expected:
    own = {r["project_id"] for r in count.table("project") if state.region in (None, r["region_id"])}
    rows = [row for row in count.table("project_year") if row["project_id"] in own]
    done = [row for row in rows if row["state"] == "done"]
    year = state.year or max((row["fiscal_year"] for row in done), default=None)
    fields = {
        r["field_id"] for r in count.table("region_policy_field") if state.region in (None, r["region_id"])
    }
    short = [r for r in count.table("reported_shortage") if state.region in (None, r["region_id"])]
    all_fields = len(count.table("policy_field"))
    found: Expected = {
        "fields": (str(len(fields)), [str(all_fields)]),
        "idle": (str(sum(row["state"] == "none" for row in rows)), [str(len(rows))]),
        "occupations": (str(len({row["occupation_id"] for row in short})), []),
    }
    if year is not None:
        active = {row["project_id"] for row in done if row["fiscal_year"] == year}
        found["active"] = (str(len(active)), [str(len(own))])
    hired = [r for r in count.table("recruitment") if state.region in (None, r["region_id"])]
    if hired:
        first, last = (f(row["fiscal_year"] for row in hired) for f in (min, max))
        total = {
            year: sum(r["headcount"] for r in hired if r["fiscal_year"] == year) for year in (first, last)
        }
        found["hired"] = (str(total[last]), [str(total[first])])
    return found


def _others(count: Count, state: State) -> Expected:
    measures = [row for row in count.table("case_measure") if row["value"] is not None]
    series: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in measures:
        series.setdefault((row["case_id"], row["measure"]), []).append(row)
    twice = {
        key: sorted(rows, key=lambda r: r["sort_order"]) for key, rows in series.items() if len(rows) > 1
    }
    change = max(100 * (r[-1]["value"] - r[0]["value"]) / r[0]["value"] for r in twice.values())
    staff = {
        row["year"]: row["headcount"]
        for row in count.table("staff")
        if row["area_code"] == "01" and row["department"] == "general_administration_municipalities"
    }
    last = max(staff)
    home = {r["municipality_code"] for r in count.table("municipality") if r["prefecture_code"] == "01"}
    rate = count.ratio(staff[2020], count.residents(home & {k[0] for k in count.people}, 2020), 10_000)
    due = due_days(count, state.region, judged=True)
    under = [r for r in count.regions.values() if state.region in (None, r["region_id"]) and r["scheme_id"]]
    schemes = {row["scheme_id"] for row in under}
    rules = sum(row["scheme_id"] in schemes for row in count.table("scheme_rule"))
    steps = sum(row["scheme_id"] in schemes for row in count.table("scheme_step"))
    out = "対象外" if state.lang == "ja" else "not applicable"
    ahead = [day for day in due if day >= TODAY]
    events = count.table("body_event")
    # whoever is under no scheme with steps has none left, which is no 0
    of_steps: Expected = {
        "steps_passed": (str(sum(day < TODAY for day in due)) if steps else out, []),
        "steps_next": (None, [fmt.date(min(ahead), state.lang)] if ahead else []),
        "steps_rules": (str(rules) if rules else out, [str(steps)] if rules else []),
    }
    return of_steps | {
        "bodies": (str(len({row["region_id"] for row in count.table("body_role")})), []),
        "themes": (str(len(count.table("body_theme"))), []),
        "entries": (str(sum(r["state"] == "done" for r in events)), [str(len(events))]),
        "cases": (str(len(count.table("cooperation_case"))), []),
        "compared": (str(len(twice)), [str(len(series))]),
        "largest": (f"+{half_up(change, 0)}", [str(len(twice))]),
        "staff_index": (str(half_up(100 * staff[last] / staff[2001])), [f"{staff[last]:,}"]),
        "staff_rate": (str(half_up(rate or 0)), []),
        "sources": (str(len(count.table("source"))), []),
        "accepted": (str(len(count.table("accepted_doubt"))), []),
    }


_RANKED = {
    "rank_index": "population_index_2050",
    "rank_aged": "aged_share_2050_pct",
    "rank_grant": "yen_per_resident_year",
    "rank_cap": "cap_use_pct",
    "sheet_people": "population_2020",
    "sheet_index": "population_index_2050",
    "sheet_aged": "aged_share_2050_pct",
    "sheet_grant": "yen_per_resident_year",
    "sheet_cap": "cap_use_pct",
    "sheet_short": "shortage_count",
}


def _ranks(count: Count, state: State) -> Expected:
    found: Expected = {}
    among = regions_among(count, state)
    for card_id, indicator in _RANKED.items():
        own, place, known, sharing, _ = count.standing(state.region or "", among, indicator)
        if own is None:
            continue
        whole = indicator in ("population_2020", "shortage_count")
        parts = []
        if known > 1:
            parts = [f"{known}地域中{place}位" if state.lang == "ja" else f"ank {place} of {known}"]
            if sharing > 1:
                parts.append(f"同じ値{sharing}" if state.lang == "ja" else f"shared by {sharing}")
        found[card_id] = (f"{half_up(own, 0 if whole else 1):,}", parts)
    return found
