"""The same 200 choices: rows, ranks and cards against the Parquet files, counted by plain Python."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from dashboard import format as fmt
from dashboard.card import CardData, prepare_card
from dashboard.mart import Build
from dashboard.panel import PanelData, prepare
from dashboard.panels import PANELS
from dashboard.state import State
from tests.conftest import Mart
from tests.dashboard.amounts import in_thousands
from tests.dashboard.cards import CARDS
from tests.dashboard.second_cards import TODAY, due_days, expected_cards
from tests.dashboard.second_count import Count, Wrong, half_up, near, regions_among
from tests.dashboard.test_combinations import states
from tests.long import some

_PARTS = pytest.mark.parametrize("part", some(range(8), lambda part, _: part == 0))


@pytest.fixture(scope="module")
def count(mart: Mart) -> Count:
    return Count(mart.folder / "parquet")


def _shown(state: State, panel_id: str, build: Build) -> PanelData:
    return prepare(PANELS[panel_id], state, build)


@_PARTS
def test_every_figure_rank_and_tie_of_a_comparison(build: Build, mart: Mart, count: Count, part: int) -> None:
    """Dots, heat table: value, place, how many, who shares, median, and a gap that subtracts as printed."""
    wrong: Wrong = []
    checked = 0
    for state in states(mart)[part::8]:
        among = regions_among(count, state)
        for panel_id in ("compare_dots", "compare_heat"):
            rows = _shown(state, panel_id, build).rows
            assert {row["region_id"] for row in rows} == set(among)
            for row in rows:
                own, place, known, sharing, middle = count.standing(
                    row["region_id"], among, row["indicator_id"]
                )
                told = (row["value"], row["place"], row["known"], row["median"])
                good = all(map(near, told, (own, place, known, middle)))
                good &= own is None or row["sharing"] == sharing
                if own is not None:
                    places = row["decimals"]
                    gap = half_up(row["value"], places) - half_up(row["median"], places)
                    good &= near(row["distance_to_median"], gap)
                checked += 1
                if not good:
                    wrong.append((state, panel_id, row["region_id"], row["indicator_id"], told, own))
    assert wrong == []
    assert checked > 1000


@_PARTS
def test_the_ends_that_the_dots_name(build: Build, mart: Mart, count: Count, part: int) -> None:
    """Highest and lowest of what not half share: three by name with n and ties, then how many."""
    wrong: Wrong = []
    for state in states(mart)[part::8]:
        if state.region is None:
            continue
        data, among = _shown(state, "compare_dots", build), regions_among(count, state)
        named = {row["indicator_id"]: row["indicator" if state.lang == "ja" else "indicator_en"]
                 for row in data.rows if row["region_id"] == state.region}  # fmt: skip
        ends: dict[float, list[str]] = {}
        for indicator, name in named.items():
            own, _, known, sharing, _ = count.standing(state.region, among, indicator)
            values = [v for r in among if (v := count.by_region[r][indicator]) is not None]
            edges = [min(values), max(values)] if values else []
            # a value that several share and half have is no end of anything
            if own in edges and edges[0] < edges[1] and (sharing == 1 or 2 * sharing < known):
                silent = indicator == "shortage_count" and len(values) < len(among)
                ends.setdefault(edges.index(own), []).append(_end(name, known, sharing, silent, state))
        for told in ends.values():
            rest = len(told) - 3
            parts = told[:3]
            if rest > 0:
                parts.append(f"ほか{rest}" if state.lang == "ja" else f"and {rest} more")
            wrong += [(state, each, data.title) for each in parts if each not in data.title]
        if data.title.count("〔") + data.title.count("[") != sum(min(3, len(e)) for e in ends.values()):
            wrong.append((state, ends, data.title))
    assert wrong == []


def _end(name: str, of: int, sharing: int, silent: bool, state: State) -> str:
    """`silent`: the others report none, which does not mean that they have none."""
    if state.lang == "ja":
        who = f"{'記載のある' if silent else ''}{of}地域中"
        return f"{name}〔{who}{f'・同じ値{sharing}' if sharing > 1 else ''}〕"
    who = f"of {of}{' that report any' if silent else ''}"
    return f"{name} [{who}{f', shared by {sharing}' if sharing > 1 else ''}]"


@_PARTS
def test_lines_between_any_two_years(build: Build, mart: Mart, count: Count, part: int) -> None:
    wrong: Wrong = []
    for number, state in enumerate(states(mart)[part::8]):
        since, until = ((2020, 2050), (2000, 2035), (1980, 2020), (2015, 2045))[number % 4]
        state = State(**{**vars(state), "since": since, "until": until})
        home = count.index(count.home, since, until)
        for panel_id, among in (
            ("compare_slope", regions_among(count, state)),
            ("population_slope", count.members),
        ):
            data = _shown(state, panel_id, build)
            indices = {region: count.index(count.members[region], since, until) for region in among}
            for row in data.rows:
                told = row["index"]
                own = 100.0 if row["year"] == since else indices[row["region_id"]]
                if not near(told, own) or not near(row["prefecture_index"], home):
                    wrong.append((state, panel_id, row["region_id"], told, own, home))
            if state.region:
                parts = [str(half_up(indices[state.region] or 0)), str(half_up(home or 0))]
            elif panel_id == "population_slope":
                lowest = min(v for v in indices.values() if v is not None)
                halved = sum(v is not None and v < 50 for v in indices.values())
                n = f"{len(indices)}地域中" if state.lang == "ja" else f"of {len(indices)}"
                parts = [str(half_up(lowest)), n]
                if halved:
                    parts.append(f"半分未満は{halved}地域" if state.lang == "ja" else f"half: {halved}")
            else:
                continue
            wrong += [(state, panel_id, part, data.title) for part in parts if part not in data.title]
    assert wrong == []


@_PARTS
def test_every_card_but_those_of_the_build(build: Build, mart: Mart, count: Count, part: int) -> None:
    wrong: Wrong = []
    checked: Counter[str] = Counter()
    for state in states(mart)[part::8]:
        expected = expected_cards(count, state)
        with fmt.calendar(state.calendar):
            for cards in CARDS.values():
                for card in cards:
                    if card.card_id not in expected:
                        continue
                    shown = prepare_card(card, state, build)
                    figure, parts = expected[card.card_id]
                    checked[card.card_id] += 1
                    # an amount as it is in a table; any other figure as it is
                    amount = re.match(r"([\d,]+)(?:千円| thousand yen)", _whole(shown))
                    if figure not in (None, shown.figure, amount and amount[1]):
                        wrong.append((state, card.card_id, figure, shown))
                    wrong += [
                        (state, card.card_id, each, shown) for each in parts if each not in _whole(shown)
                    ]
    assert wrong == []
    assert len(checked) >= 22


def _whole(card: CardData) -> str:
    """Amounts as the rows have them, in 千円."""
    return in_thousands(f"{card.figure}{' ' * card.figure.startswith('¥')}{card.unit} {card.compare}")


@_PARTS
def test_lists_of_data_and_procedures_hold_all_rows(
    build: Build, mart: Mart, count: Count, part: int
) -> None:
    wrong: Wrong = []
    corrections = count.table("correction")
    for state in states(mart)[part::8]:
        due = sorted(due_days(count, state.region))
        measured = [row for row in count.table("case_measure") if row["value"] is not None]
        rows = {
            "step_dates": due,
            "corrections": len(corrections),
            "case_words": sum(row["value"] is None for row in count.table("case_measure")),
            "case_measures": len({(row["case_id"], row["measure"]) for row in measured}),
        }
        for panel_id, expected in rows.items():
            data = _shown(state, panel_id, build)
            told = [row["due_on"] for row in data.rows] if panel_id == "step_dates" else len(data.rows)
            if told != expected:
                wrong.append((state, panel_id, told, expected))
        passed = sum(day < TODAY for day in due_days(count, state.region, judged=True))
        title = _shown(state, "step_dates", build).title
        if passed and str(passed) not in title:
            wrong.append((state, "step_dates", passed, title))
    assert wrong == []
