"""The range of kpi.staff_projection joins both chances, by simulation; how often it holds is told nowhere.

Rates are drawn into one year's hires and five years' leavers (what a survey tells), and into the years
ahead (what will be); the view must hold the second knowing only the first.
"""

from __future__ import annotations

import re

import numpy as np
import pytest

from tests import surveyed
from tests.conftest import ROOT
from tests.sql.conftest import Board
from tests.surveyed import NOW

RUNS = 4000
PRESENT = 100_000  # far from 0, so that the floor at nobody flatters nothing


@pytest.fixture(scope="module")
def ranges(_board: Board) -> dict[tuple[int, int, int], tuple[int, int]]:
    """(hired, leavers, years ahead) → range of the change, as the view itself gives it."""
    _board.change(*surveyed.statements())
    hired, leavers = range(91), range(91)
    # the view, over one invented area per pair of counts: figure is read from kpi.survey_figure
    text = _board.rows("select sql from duckdb_views() where schema_name = 'kpi' and "
                       "view_name = 'staff_projection'")[0][0]  # fmt: skip
    start = text.lower().index(" as ") + 4
    _board.change(
        "create temp table pair as select h.h, l.l from range(91) as h(h), range(91) as l(l)",
        f"""create temp table invented as
            select item.survey_id, 'all' as area_level, pair.h || '/' || pair.l as area_id,
                item.occupation_id, item.question_id, 1 as asked, 1 as answered, 'outlook' as together,
                null::varchar as missing_reason, case item.question_id when 'present' then {PRESENT}
                    when 'hired' then pair.h else pair.l end as value
            from pair cross join (
                select survey_id, occupation_id, question_id from kpi.survey_figure
                where survey_id = '{NOW}' and together = 'outlook' and area_level = 'all'
                    and occupation_id = '{next(iter(surveyed.OCCUPATIONS))}'
            ) as item""",
        """create temp table invented_area as
            select distinct survey_id, area_level, area_id, area_id as area, area_id as area_en,
                ''::varchar as municipality_code from invented""",
        "create temp view ranged as "
        + text[start:].replace("kpi.survey_figure", "invented").replace("kpi.survey_area", "invented_area"),
    )
    rows = _board.rows("select hired, leavers_5y, years_ahead, low, high from ranged")
    _board.as_built()
    assert len(rows) == len(hired) * len(leavers) * 2
    return {(h, gone, years): (low - PRESENT, high - PRESENT) for h, gone, years, low, high in rows}


@pytest.mark.parametrize("years", [5, 10])
@pytest.mark.parametrize("hiring", [0.1, 0.3, 0.7, 1, 2, 3, 5, 12, 40])
@pytest.mark.parametrize("leaving", [0.2, 1, 3, 8, 20, 50])
def test_the_range_holds_what_steady_rates_bring(
    ranges: dict[tuple[int, int, int], tuple[int, int]], hiring: float, leaving: float, years: int
) -> None:
    """`hiring` a year and `leaving` in five: rates nobody knows."""
    chance = np.random.default_rng([years, int(hiring * 10), int(leaving * 10)])
    told = zip(chance.poisson(hiring, RUNS), chance.poisson(leaving, RUNS), strict=True)
    comes = chance.poisson(hiring * years, RUNS) - chance.poisson(leaving * years / 5, RUNS)
    held = sum(
        low <= change <= high
        for (low, high), change in zip(
            (ranges[int(h), int(gone), years] for h, gone in told), comes, strict=True
        )
    )
    # about 19 in 20 and no less: the error of 4 000 runs is 0.35 points
    assert held / RUNS >= 0.94


def test_the_range_is_no_wider_than_it_must_be(ranges: dict[tuple[int, int, int], tuple[int, int]]) -> None:
    """Near its middle, large counts: two standard deviations of both chances, within a tenth."""
    low, high = ranges[40, 50, 10]
    both = 2 * (40 * 10 * (1 + 10) + 50 * 2 * (1 + 2)) ** 0.5
    assert (high - low) / 2 == pytest.approx(both, rel=0.1)


@pytest.mark.parametrize(("drift", "most"), [(0.1, 0.93), (0.3, 0.6)])
def test_rates_that_move_lead_outside_more_often(
    ranges: dict[tuple[int, int, int], tuple[int, int]], drift: float, most: float
) -> None:
    """Why no page says how often the range holds: by `drift` a year the rate of hiring goes up or down."""
    chance = np.random.default_rng(int(drift * 10))
    rates = 40 * np.exp(np.cumsum(chance.normal(0, drift, (RUNS, 10)), axis=1))
    comes = chance.poisson(rates).sum(axis=1) - chance.poisson(3 * 2, RUNS)
    said = zip(chance.poisson(40, RUNS), chance.poisson(3, RUNS), strict=True)
    within = [ranges[int(h), int(gone), 10] for h, gone in said]
    held = sum(low <= change <= high for (low, high), change in zip(within, comes, strict=True))
    assert held / RUNS < most


_PROBABILITY = re.compile(
    r"\d+回のうち|\d+回に|times (in|out of) \d+|確率|probabilit|信頼区間|confidence interval|95 ?[%％]の",
    re.I,
)


def test_no_text_that_readers_see_tells_a_probability() -> None:
    files = [*ROOT.glob("README*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("data/*.md")]
    for folder, ends in (("dashboard", ("py", "toml")), ("sql", ("sql",)), ("data/sources", ("toml",))):
        files += [file for end in ends for file in (ROOT / folder).rglob(f"*.{end}")]
    assert len(files) > 300
    assert [
        (str(file.relative_to(ROOT)), found[0])
        for file in files
        if (found := _PROBABILITY.search(file.read_text(encoding="utf-8")))
    ] == []
