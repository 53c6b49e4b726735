"""Number kinds: one table; every output writes a figure of a kind in the same words."""

from __future__ import annotations

import pytest

from dashboard import format as fmt
from dashboard.charts.cells import Grid
from dashboard.charts.kinds.lines import Lines
from dashboard.numberformat import number_format
from dashboard.panel import Column
from dashboard.panels import PANELS
from dashboard.text import LANGUAGES, Lang, T
from renkei.numberkinds import HEADER_KINDS, KINDS, UnknownKind
from tests.dashboard.pack.excel import shown

_LABEL = T("額", "Amount")
_VALUES = (0, 1, -1, 12345, -12345, 8_100_000, 8_150_500, 0.04, -0.04, 0.4, -0.4, 56.25, -56.25, 23588.0)
_NUMBERS = [name for name, kind in KINDS.items() if kind.form == "number" and kind.decimals != "column"]


@pytest.mark.parametrize(
    ("name", "near"),
    [("thousand_yenn", "thousand_yen"), ("decimal_1", "decimal1"), ("fiscal", "fiscal_year"), ("zzz", None)],
)
def test_a_kind_that_nobody_declared_is_an_error_where_it_is_declared(name: str, near: str | None) -> None:
    for declare in (
        lambda: Column("amount_yen", _LABEL, name),
        lambda: Grid(row="a", column="b", value="c", number_kind=name),
        lambda: Grid(row="a", column="b", value="c", column_kind=name),
        lambda: Lines(x="a", value="b", series="c", series_id="c", number_kind="count", x_kind=name),
    ):
        with pytest.raises(UnknownKind) as error:
            declare()
        assert error.value.guess == near
        for text in (name, "数の種類", "number kind", near or ""):
            assert text in str(error.value)


def test_every_kind_is_used_or_open_to_analysts() -> None:
    columns = {column.kind for panel in PANELS.values() for column in panel.columns}
    charts = {
        value
        for panel in PANELS.values()
        for key, value in vars(panel.chart).items()
        if key.endswith("_kind")
    }
    # what the board itself gives a view: figures by their size, times as words
    given = {"measured", "sentence", "text", "date"}
    # what stands in sentences and on cards alone
    given |= {"amount", "signed_amount"}
    assert set(KINDS) - columns - charts - given - set(HEADER_KINDS) == set()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", _NUMBERS)
@pytest.mark.parametrize("value", _VALUES)
def test_an_office_program_shows_a_figure_as_the_screen_does(value: float, name: str, lang: Lang) -> None:
    kind = KINDS[name]
    for places in (0, 2) if kind.decimals == "row" else (None,):
        screen = fmt.show(value, name, lang, "", places)
        plain = number_format(name, lang, value, places=places)
        assert shown(kind.in_unit(value), plain) == screen
        words = number_format(name, lang, value, " 見込", "R6 ", places=places)
        assert shown(kind.in_unit(value), words) == f"R6 {screen} 見込"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("calendar", fmt.CALENDARS)
@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if kind.form == "year"])
def test_a_year_beside_a_mark_is_written_as_the_screen_writes_it(
    name: str, calendar: fmt.Calendar, lang: Lang
) -> None:
    with fmt.calendar(calendar):
        assert shown(2024, number_format(name, lang, 2024)) == fmt.show(2024, name, lang, "")


def test_a_thousand_yen_is_a_thousand_once() -> None:
    kind = KINDS["thousand_yen"]
    assert (kind.divisor, kind.unit, kind.base_unit) == (1000, ("千円", "thousand yen"), ("円", "yen"))
    column = Column("amount_yen", _LABEL, "thousand_yen")
    assert [column.heading(lang) for lang in LANGUAGES] == ["額（千円）", "Amount (thousand yen)"]
    assert [column.base_unit(lang) for lang in LANGUAGES] == ["円", "yen"]
