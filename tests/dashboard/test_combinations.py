"""200 choices of region, year, language, calendar, peers and coalition: what is said is counted again."""

from __future__ import annotations

import random
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

import pytest

from dashboard import format as fmt
from dashboard.card import prepare_card
from dashboard.mart import Build
from dashboard.panel import prepare
from dashboard.panels import PANELS
from dashboard.state import State
from tests.conftest import Mart
from tests.dashboard.amounts import in_thousands
from tests.dashboard.cards import CARDS
from tests.dashboard.sentences import Sentences
from tests.dashboard.test_findings_true import TRUTH
from tests.long import some

_CHOICES = 200


def states(mart: Mart) -> list[State]:
    """Drawn once and always the same; of the coalitions some have a member without a projection."""
    draw = random.Random(15)
    regions = [
        row[0] for row in mart.rows("select region_id from region where scheme <> 'council' order by 1")
    ]
    of = "select municipality_code from municipality where prefecture_code in ('01', '07') order by 1"
    towns = [row[0] for row in mart.rows(of)]
    return [
        State(
            lang=draw.choice(("ja", "en")),
            calendar=draw.choice((None, "wareki", "western")),
            region=draw.choice((None, *regions)),
            year=draw.choice((None, 2020, 2021, 2022, 2023, 2024)),
            peers=tuple(draw.sample(regions, draw.choice((0, 0, 1, 2, 5)))),
            per=draw.random() < 0.5,
            members=tuple(sorted(draw.sample(towns, draw.choice((0, 1, 2, 3, 7))))),
        )
        for _ in range(_CHOICES)
    ]


@pytest.mark.parametrize("part", some(range(8), lambda part, _: part == 0))
def test_every_sentence_of_a_choice_is_counted_again(build: Build, mart: Mart, part: int) -> None:
    wrong = []
    for state in states(mart)[part::8]:
        with fmt.calendar(state.calendar):
            told = _by_region(mart, state) | _compared(mart, state) | _of_year(mart, state)
            for panel_id, parts in (told | _coalition(mart, state)).items():
                said = prepare(PANELS[panel_id], state, build).title
                both = f"{said} {in_thousands(said)}"
                wrong += [(state, panel_id, each, said) for each in parts if each not in both]
            wrong += _cards(build, mart, state)
    assert wrong == []


def _by_region(mart: Mart, state: State) -> dict[str, list[str]]:
    told = Sentences(mart, state.region, state.lang)
    # of another year than the latest the timeline is counted in _of_year
    return {
        panel_id: count(told)
        for panel_id, count in TRUTH.items()
        if state.year is None or panel_id != "project_timeline"
    }


def _half_up(value: float, places: int = 1) -> Decimal:
    """As a person rounds what fifteen digits show."""
    return Decimal(f"{value:.15g}").quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _signed(value: Decimal, lang: str) -> str:
    if not value:
        return "±0"
    return f"+{value:,}" if value > 0 else f"{'△' if lang == 'ja' else '−'}{-value:,}"


def _indices(mart: Mart) -> dict[str, float]:
    now, later = ({}, {})  # type: dict[str, int], dict[str, int]
    people = {
        (code, series): number
        for code, series, year, number in mart.rows(
            "select municipality_code, series, year, population from population where age_group = 'total'"
        )
        if (series, year) in (("census", 2020), ("projection", 2050))
    }
    for region, code in mart.rows(
        "select region_id, municipality_code from region_member join region using (region_id) "
        "where scheme <> 'council' and left_on is null"
    ):
        now[region] = now.get(region, 0) + people[code, "census"]
        later[region] = later.get(region, 0) + people[code, "projection"]
    return {region: 100 * later[region] / now[region] for region in now}


def _cap_use(mart: Mart) -> dict[str, float]:
    paid: dict[str, list[int]] = {}
    for region, yen in mart.rows("select region_id, amount_yen from disbursement where status = 'actual'"):
        paid.setdefault(region, []).append(yen)
    return {region: 100 * sum(yen) / (10_000_000 * len(yen)) for region, yen in paid.items()}


def _place(values: dict[str, float], state: State) -> tuple[float, list[float]] | None:
    """The value of the region in focus and those it is compared with."""
    if state.region not in values:
        return None
    among = [v for r, v in values.items() if not state.peers or r in state.peers or r == state.region]
    return values[state.region], among


def _ranked(own: float, among: list[float], lang: str) -> list[str]:
    if len(among) < 2:
        return ["相手はない" if lang == "ja" else "othing to compare with"]
    place, ties = 1 + sum(v > own for v in among), among.count(own)
    parts = [f"{len(among)}地域中{place}位" if lang == "ja" else f"ank {place} of {len(among)}"]
    if ties > 1:
        parts.append(f"同じ値{ties}" if lang == "ja" else f"shared by {ties}")
    return [*parts, _signed(_half_up(own) - _half_up(median(among)), lang)]


def _compared(mart: Mart, state: State) -> dict[str, list[str]]:
    found = _place(_indices(mart), state)
    if found is None:
        return {}
    own, among = found
    name = mart.scalar(f"select {'name' if state.lang == 'ja' else 'name_en'} from region where region_id = "
                       f"'{state.region}'")  # fmt: skip
    called = "2050年推計" if state.lang == "ja" else "projection for 2050"
    return {"compare_heat": [name, str(_half_up(own)), called, *_ranked(own, among, state.lang)]}


def _cards(build: Build, mart: Mart, state: State) -> list[tuple[State, str, str, str]]:
    wrong = []
    for card in CARDS["compare"]:
        values = {"rank_index": _indices, "rank_cap": _cap_use}.get(card.card_id, lambda _: {})(mart)
        found = _place(values, state)
        if found is None:
            continue
        shown = prepare_card(card, state, build)
        parts = _ranked(*found, state.lang)
        wrong += [(state, card.card_id, part, shown.compare) for part in parts if part not in shown.compare]
        if shown.figure != str(_half_up(found[0])):
            wrong.append((state, card.card_id, str(found[0]), shown.figure))
    return wrong


def _of_year(mart: Mart, state: State) -> dict[str, list[str]]:
    of = f"and region_id = '{state.region}'" if state.region else ""
    year = state.year or mart.scalar("select max(fiscal_year) from disbursement")
    rows = mart.rows(f"select status, amount_yen from disbursement where fiscal_year = {year} {of}")
    ja = state.lang == "ja"
    found = _projects_of_year(mart, state, of)
    if not rows:
        return found | {"grants_of_year": ["載っていない" if ja else "not in the grant table"]}
    parts = [fmt.fiscal_year(year, state.lang)]
    for status in ("actual", "planned"):
        known = [yen for own, yen in rows if own == status and yen is not None]
        if known:
            parts.append(f"{sum(known) // 1000:,}")
            if len(rows) > 1:
                parts.append(f"{len(known)}地域" if ja else f"{len(known)} region")
    if any(yen is None for _, yen in rows):
        parts.append("未定は" if ja else "undecided for ")
    return found | {"grants_of_year": parts}


def _projects_of_year(mart: Mart, state: State, of: str) -> dict[str, list[str]]:
    if state.year is None:
        return {}
    sql = "select state from project_year join project using (project_id) where fiscal_year = "
    states = mart.rows(f"{sql}{state.year} {of}")
    ja, year = state.lang == "ja", fmt.fiscal_year(state.year, state.lang)
    if not states:
        return {"project_timeline": [year, "記載はない" if ja else "nothing is reported"]}
    return {"project_timeline": [year]}


def _coalition(mart: Mart, state: State) -> dict[str, list[str]]:
    """Sums over the members chosen, and which of them is projected to shrink most."""
    if not state.members:
        return {}
    codes = ", ".join(f"'{code}'" for code in state.members)
    people = {
        (code, series, year): number
        for code, series, year, number in mart.rows(
            f"select municipality_code, series, year, population from population "
            f"where age_group = 'total' and municipality_code in ({codes})"
        )
    }
    now = [people[code, "census", 2020] for code in state.members]
    later = [people.get((code, "projection", 2050)) for code in state.members]
    known = [n for n in later if n is not None]
    told = {"coalition_figures": [f"{sum(now):,}"]}
    if len(known) == len(later) and sum(now):
        told["coalition_figures"] += [f"{sum(known):,}", str(_half_up(100 * sum(known) / sum(now)))]
    shares = [100 * b / a for a, b in zip(now, later, strict=True) if a and b is not None]
    if shares:
        told["coalition_members"] = [str(_half_up(min(shares)))]
        if len(shares) > 1:
            of = f"{len(shares)}市町村中" if state.lang == "ja" else f"of {len(shares)} municipalities"
            told["coalition_members"].append(of)
    for size, ja in ((2000, "2千人未満"), (5000, "5千人未満"), (10000, "1万人未満")):
        under = sum(n < size for n in now)
        told.setdefault("coalition_small", []).append(
            f"{ja}は{under}" if state.lang == "ja" else f"under {size:,}: {under}"
        )
    return told
