"""Findings of the comparison and the data page, ranks among any peers, rows of a region in focus."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import Any

import pytest

from dashboard.card import prepare_card
from dashboard.mart import Build
from dashboard.panel import prepare
from dashboard.panels import PANELS
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang
from tests.conftest import Mart
from tests.dashboard.cards import CARDS

_BY_REGION = ("grant_table", "cumulative", "field_matrix",
    "shortage_matrix", "project_timeline", "register")  # fmt: skip
_PEERS: tuple[tuple[str, ...], ...] = (
    (),
    ("hidaka", "nemuro", "soya"),
    ("rumoi_south",),
    ("engaru", "nishimonbetsu"),
)


def _index(mart: Mart) -> dict[str, float]:
    return dict(
        mart.rows(
            """select region_id, 100.0 * sum(population) filter (series = 'projection')
                / sum(population) filter (series = 'census')
            from region_member join population using (municipality_code) join region using (region_id)
            where left_on is null and age_group = 'total' and scheme <> 'council'
                and ((series = 'census' and year = 2020) or (series = 'projection' and year = 2050))
            group by 1"""
        )
    )


def _cap_use(mart: Mart) -> dict[str, float]:
    return dict(
        mart.rows(
            """select region_id, 100.0 * sum(amount_yen) / (count(*) * 10000000) from disbursement
            where status = 'actual' group by 1"""
        )
    )


def _compared(values: dict[str, float], region: str, peers: tuple[str, ...]) -> dict[str, float]:
    return {r: v for r, v in values.items() if not peers or r in peers or r == region}


def _printed(value: float) -> float:
    """To one decimal, halves up, as figures are printed."""
    return float(Decimal(f"{value:.12g}").quantize(Decimal("0.1"), ROUND_HALF_UP))


def _gap(value: float, lang: Lang) -> str:
    if abs(value) < 0.05:
        return "±0"
    return f"+{value:.1f}" if value > 0 else f"{'△' if lang == 'ja' else '−'}{-value:.1f}"


@pytest.mark.parametrize("peers", _PEERS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_rank_median_and_distance_are_those_among_the_peers(
    build: Build, mart: Mart, regions: list[str], lang: Lang, peers: tuple[str, ...]
) -> None:
    values = _index(mart)
    assert len(values) == 11
    for region in regions:
        among = _compared(values, region, peers)
        place = 1 + sum(v > values[region] for v in among.values())
        middle = median(among.values())
        said = prepare(PANELS["compare_heat"], State(lang=lang, region=region, peers=peers), build).title
        rank = f"{len(among)}地域中{place}位" if lang == "ja" else f"rank {place} of {len(among)}"
        # printed together they subtract
        gap = _printed(values[region]) - _printed(middle)
        if len(among) < 2:
            assert ("相手はない" if lang == "ja" else "nothing to compare") in said
            continue
        for part in (f"{values[region]:.1f}", rank, f"{middle:.1f}", _gap(gap, lang)):
            assert part in said, (region, said, part)


@pytest.mark.parametrize("peers", _PEERS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_cards_of_the_comparison_rank_among_the_same_peers(
    build: Build, mart: Mart, regions: list[str], lang: Lang, peers: tuple[str, ...]
) -> None:
    for card_id, values in (("rank_index", _index(mart)), ("rank_cap", _cap_use(mart))):
        card = next(item for item in CARDS["compare"] if item.card_id == card_id)
        for region in regions:
            shown = prepare_card(card, State(lang=lang, region=region, peers=peers), build)
            if region not in values:
                assert shown.figure == {"ja": "対象外", "en": "not applicable"}[lang]
                continue
            among = _compared(values, region, peers)
            place = 1 + sum(v > values[region] for v in among.values())
            if len(among) < 2:
                assert ("相手はない" if lang == "ja" else "othing to compare") in shown.compare
                continue
            rank = f"{len(among)}地域中{place}位" if lang == "ja" else f"Rank {place} of {len(among)}"
            assert rank in shown.compare, (region, shown)
            distance = _printed(values[region]) - _printed(median(among.values()))
            assert _gap(distance, lang) in shown.compare, (region, shown)


@pytest.mark.parametrize("peers", _PEERS)
def test_a_region_is_called_highest_or_lowest_exactly_where_it_is(
    build: Build, regions: list[str], peers: tuple[str, ...]
) -> None:
    for region in regions:
        data = prepare(PANELS["compare_dots"], State(region=region, peers=peers), build)
        by_indicator: dict[str, dict[str, Any]] = {}
        for row in data.rows:
            if row["value"] is not None:
                by_indicator.setdefault(row["indicator"], {})[row["region_id"]] = row["value"]
        ends = {"大": 0, "小": 0}
        for values in by_indicator.values():
            # what half of them share is no end of anything
            shared = list(values.values()).count(values.get(region))
            if (
                region in values
                and len(set(values.values())) > 1
                and (shared == 1 or 2 * shared < len(values))
            ):
                ends["大"] += values[region] == max(values.values())
                ends["小"] += values[region] == min(values.values())
        for word, number in ends.items():
            assert (f"最{word}なのは" in data.title) == (number > 0), (region, data.title)
        alone = all(len(values) < 2 for values in by_indicator.values())
        assert ("比べられる相手はない" in data.title) == alone
        assert ("どの指標でも両端にない" in data.title) == (not alone and not any(ends.values()))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_slope_names_the_region_and_the_prefecture(
    build: Build, mart: Mart, regions: list[str], lang: Lang
) -> None:
    home = mart.scalar(
        """select 100.0 * sum(population) filter (series = 'projection' and year = 2050)
            / sum(population) filter (series = 'census' and year = 2020)
        from population where municipality_code like '01%' and age_group = 'total'"""
    )
    for region, index in _index(mart).items():
        said = prepare(PANELS["compare_slope"], State(lang=lang, region=region), build).title
        assert f"{index:.1f}" in said
        assert f"{home:.1f}" in said
        name = mart.scalar(
            f"select {'name' if lang == 'ja' else 'name_en'} from region where region_id = ?", region
        )
        assert said.startswith(name)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_data_page_counts_is_there(build: Build, mart: Mart, lang: Lang) -> None:
    titles = {pid: prepare(PANELS[pid], State(lang=lang), build).title for pid in
              ("sources", "corrections", "accepted", "dictionary")}  # fmt: skip
    folders = len(list((mart.paths.sources).glob("*/source.toml")))
    assert str(folders) in titles["sources"]
    oldest, newest = mart.rows("select min(as_of), max(as_of) from source")[0]
    for day in (oldest, newest):
        assert (f"{day.year}年{day.month}月{day.day}日" if lang == "ja" else f"{day:%B %Y}") in titles[
            "sources"
        ]
    assert str(mart.scalar("select count(*) from correction")) in titles["corrections"]
    assert str(mart.scalar("select count(*) from accepted_doubt")) in titles["accepted"]
    columns = mart.scalar(
        "select count(*) from information_schema.columns where table_schema in ('main', 'kpi', 'views')"
    )
    tables = mart.scalar(
        "select count(*) from information_schema.tables where table_schema in ('main', 'kpi', 'views')"
    )
    assert f"{columns:,}" in titles["dictionary"]
    assert str(tables) in titles["dictionary"]


def test_a_region_in_focus_shows_its_own_rows_with_the_same_figures(build: Build, regions: list[str]) -> None:
    for panel_id in _BY_REGION:
        everything = prepare(PANELS[panel_id], State(), build)
        seen = 0
        for region in regions:
            part = prepare(PANELS[panel_id], State(region=region), build)
            of_region = [
                cells for row, cells in zip(everything.rows, everything.cells, strict=True)
                if row.get("region_id", row.get("region")) in (region, _name(build, region))
            ]  # fmt: skip
            assert sorted(part.cells) == sorted(of_region), (panel_id, region)
            seen += len(part.cells)
        assert seen == len(everything.cells)


def _name(build: Build, region: str) -> str:
    return str(build.one("select name from region where region_id = $region", {"region": region})["name"])
