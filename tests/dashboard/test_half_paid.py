"""A fiscal year that is paid for some regions and planned for others shows both, each by its name."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pytest
from openpyxl import load_workbook

from dashboard.card import prepare_card
from dashboard.charts import kinds
from dashboard.charts.plotly import make_figure
from dashboard.mart import Build
from dashboard.mart import Mart as BoardMart
from dashboard.panel import PanelData, prepare
from dashboard.panels import PANELS
from dashboard.state import State
from dashboard.text import Lang
from etl import refresh
from tests import renewed
from tests.conftest import Mart, copy_built, quiet
from tests.dashboard.cards import CARDS

WORDS = {"ja": ("実績", "見込"), "en": ("actual", "planned")}


@pytest.fixture(scope="module")
def half(mart: Mart, tmp_path_factory: pytest.TempPathFactory) -> Build:
    paths = copy_built(mart, tmp_path_factory.mktemp("half") / "project")
    renewed.half_paid(paths)
    waiting = refresh.run(paths, quiet)
    outcome = refresh.run(paths, quiet, accept=refresh.diff_id(waiting.changes))
    assert outcome.result == "published", "\n".join(p.line(english=True) for p in outcome.problems)
    return BoardMart(paths.mart).live()


def _data(half: Build, lang: Lang) -> PanelData:
    data = prepare(PANELS["grants_by_year"], State(lang=lang), half)
    now = {row["status"]: row["amount_yen"] for row in data.rows if row["fiscal_year"] == 2024}
    assert now == {"actual": 19_000_000, "planned": 23_300_000, "undecided": None}
    return data


def _apart(places: Sequence[Any], words: Sequence[str], lang: Lang) -> None:
    """Every bar has a place of its own, and the two of fiscal 2024 are named below."""
    assert len(places) == len(set(places))
    assert [sum(name in text for text in words) for name in WORDS[lang]] >= [1, 1]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_on_screen_no_bar_hides_another(half: Build, lang: Lang) -> None:
    figure = make_figure(kinds.drawings(_data(half, lang)))
    places = [(x, y) for trace in figure.data for x, y in zip(trace.x, trace.y, strict=True)]
    assert {19_000, 23_300} <= {y for _, y in places}
    _apart([x for x, _ in places], list(figure.layout.xaxis.ticktext), lang)
    below = dict(zip(figure.layout.xaxis.tickvals, figure.layout.xaxis.ticktext, strict=True))
    for word, thousand in zip(WORDS[lang], (19_000, 23_300), strict=True):
        [at] = [x for x, y in places if y == thousand]
        assert below[at].endswith(word)


def test_two_bars_of_a_year_are_told_apart_by_the_word_below_them(half: Build) -> None:
    ticks = make_figure(kinds.drawings(_data(half, "en"))).layout.xaxis.ticktext
    assert list(ticks[-2:]) == ["2024<br>actual", "2024<br>planned"]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_on_slides_no_bar_hides_another(half: Build, lang: Lang) -> None:
    [drawing] = kinds.drawings(_data(half, lang))
    held = [
        (at, value)
        for series in drawing.series
        for at, value in enumerate(series.values)
        if value is not None
    ]
    assert {19_000, 23_300} <= {value for _, value in held}
    _apart([at for at, _ in held], drawing.categories, lang)
    for word, thousand in zip(WORDS[lang], (19_000, 23_300), strict=True):
        [at] = [at for at, value in held if value == thousand]
        assert word in drawing.categories[at].split("\n")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_in_the_workbook_each_stands_in_its_own_row_and_column(half: Build, lang: Lang) -> None:
    import xlsxwriter

    from dashboard.pack import workbook_charts
    from dashboard.pack.workbook_look import Look

    data, out = _data(half, lang), io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("図")
    [placed] = workbook_charts.place_charts(kinds.drawings(data), data, "図", 3, 0)
    workbook_charts.write_cells(sheet, Look(book, lang), [placed], data)
    sheet.insert_chart("H1", workbook_charts.add_chart(book, placed))
    book.close()
    rows = list(load_workbook(io.BytesIO(out.getvalue()))["図"].iter_rows(min_row=4, values_only=True))
    head, held = rows[0], [row for row in rows[1:] if row[0] and "2024" in row[0].replace("R6", "2024")]
    assert head[1:] == WORDS[lang]
    assert [row[1:] for row in held if row[1] or row[2]] == [(19_000, None), (None, 23_300)]
    for row, word in zip([row for row in held if row[1] or row[2]], WORDS[lang], strict=True):
        assert word in row[0]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ja", ("R6の交付額は2地域で1,900万円", "R6の見込はほかの5地域で2,330万円", "R6の未定は1地域")),
        (
            "en",
            ("¥19 million in FY2024 for 2 regions", "¥23.3 million planned for FY2024 for 5 other regions"),
        ),
    ],
)
def test_the_finding_says_of_how_many_regions_each_is(half: Build, lang: Lang, said: tuple[str, ...]) -> None:
    title = _data(half, lang).title
    for part in said:
        assert part in title
    # a year that is not whole is no record
    assert "過去最多" not in title
    assert "most so far" not in title


def test_cards_say_which_they_are(half: Build) -> None:
    card = {c.card_id: c for cards in CARDS.values() for c in cards}
    planned = prepare_card(card["planned"], State(), half)
    assert (planned.figure, planned.unit) == ("2,330", "万円（R6）")
    assert "R6の実績は1,900万円（2地域、ほかは見込・未定）" in planned.compare
    alone = prepare_card(card["planned"], State(region="engaru"), half)
    assert (alone.figure, alone.compare) == ("なし", "R6の実績は1,000万円")


def test_the_analysts_change_counts_what_was_paid_alone(half: Build) -> None:
    rows = half.query("select region_id, last_fiscal_year from views.grant_change_shortages")
    assert {row["region_id"]: row["last_fiscal_year"] for row in rows}["minamisorachi"] == 2023
    assert {row["region_id"]: row["last_fiscal_year"] for row in rows}["engaru"] == 2024
