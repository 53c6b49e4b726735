"""What the mart holds in figures, names, dates and words stands on some page, beside what it is about.

Of documents each row does; of statistics the rows of the board's municipalities and of a coalition, in a
panel or, where a panel adds them up, in the rows behind it."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, cached_property

import pytest

from dashboard import format as fmt
from dashboard.charts.registers import Register, folded
from dashboard.mart import Build, Row
from dashboard.panel import PanelData, prepare
from dashboard.panels import PANELS
from dashboard.state import State
from tests.conftest import Mart
from tests.dashboard.table_owners import CLASSES, EMPTY, OWN_SOURCE, OWNERS, STATISTICS, WORKED_OUT

_DOCUMENTS = (
    "hokkaido_casebook_2024",
    "kamikawa_council_2025",
    "nagasaki_study_group_2020",
    "akita_cooperation_2023",
)
_ABOUT_THE_ROW = {"source_id", "source_ref", "source_row", "as_printed", "note", "sort_order"}
# column → why its cells need not stand on a page as they are
_CODE = "a code of a closed list: the page shows its word, and how many rows have it"
_YEAR = "its year stands beside the figure, the day on the page of sources"
_TITLE = "the source's title says it"
_SUMMED = (
    "added up for the prefecture, beside the published figure; each member's newest on the region's sheet"
)
_NOT_SHOWN = {
    "body_event.event_on": "the period stands as printed; the day only sorts it",
    "body_event.state": _CODE,
    "body_theme.group_basis": _CODE,
    "case_effect.kind": "the heading of the list it stands in",
    "case_measure.basis": _CODE,
    "case_measure.year": "the period stands as printed; the year sorts it",
    "cooperation_case.started_on": "stands as printed (started_as_printed)",
    "disbursement.status": _CODE,
    "disbursement.status_basis": "counted in the sentence above the amounts",
    "party.kind": _CODE,
    "agreement.kind": _CODE,
    "project.roles": "shown line by line",
    "project_outcome.kind": "the heading of the list it stands in",
    "project_outcome.certainty": "the heading of the list it stands in",
    "project_outcome.value": "shown as printed, with 約, 超 or 弱 (figure)",
    "project_outcome.unit": "shown as printed (figure)",
    "project_year.state": _CODE,
    "recruitment.measure": _CODE,
    "region.scheme": "the family of the scheme, whose name is shown",
    "region.published_area_km2": "stands in where-from, beside the Survey Institute's that is shown",
    "region.lead_role": "one word for each scheme: the column's own name says it",
    "region_member.joined_basis": _CODE,
    "reported_shortage.occupation_basis": _CODE,
    "scheme_rule.rule_basis": _CODE,
    "scheme.colour": "the colour of its bars and lines",
    "scheme.kind": _CODE,
    "scheme.recipient": _CODE,
    "scheme.valid_from": "shown as the scheme's fiscal years",
    "scheme.valid_to": "shown as the scheme's fiscal years",
    "scheme.payer_en": "the state pays nothing that the board counts",
    "quoted_rate.name_en": "the sentence above the shares says what they are, in other words",
    "scheme_rule.value": "told in the rule's sentence and in the words printed",
    "scheme_rule.unit": "told in the rule's sentence and in the words printed",
    "scheme_rule.value_text": "the rule's key word; the page shows the rule and the words printed",
    "scheme_step.deadline_basis": _CODE,
    "scheme_step.starts": "the due day that follows from it is shown",
    "scheme_step.month_day": "the due day that follows from it is shown",
    **{
        f"{table}.{name}": reason
        for table in ("population", "population_age")
        for name, reason in {"as_of": _YEAR, "edition": _TITLE, "sex": "men and women are not apart"}.items()
        if (table, name) != ("population", "sex")
    },
    **{
        f"staff.headcount [municipality {year} general_administration_municipalities]": _SUMMED
        for year in (2021, 2022, 2023)
    },
    "indicator_value.edition": _TITLE,
    "municipality.kind": "the last sign of its name",
    "area.area_km2 [2015-10-01]": "added up in the line under a region's sheet, where the editions differ",
    "national_area_member.kind": _CODE,
    "national_area_member.state": _CODE,
    "national_area_member.page_on": "the page's day as printed (page_as_of), to reckon with",
    "bureau_member.subprefecture": "stands in short (渡島), behind its prefecture",
    "occupation.group": "orders the occupations of a form",
    "correction.path": "the file in the folder of sources: its place in the document is shown",
    "correction.beside": "each of these rows has the correction in its where-from",
    "source.published_on": "stands in the citations under panels, where the document names no other day",
    "survey_question.text": "headings of results that are lost in the document: no question was printed",
    "survey_question.text_en": "the same",
}


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _texts(data: PanelData) -> Iterator[str]:
    """One text for each row of a panel: its cells, and what a register folds away."""
    lists = [name for name, _ in folded(data)] if isinstance(data.panel.chart, Register) else []
    scales = [_UNIT.search(heading) for heading in data.headings]
    for row, cells in zip(data.rows, data.cells, strict=True):
        scaled = [f"{cell}{scale[1] if scale else ''}" for cell, scale in zip(cells, scales, strict=True)]
        yield "¦".join([*scaled, *(line for name in lists for line in _lines(row[name]))])


def _lines(value: object) -> Iterable[str]:
    return [] if value is None else [value] if isinstance(value, str) else [str(item) for item in value]


@pytest.fixture(scope="module")
def chosen(mart: Mart) -> list[str]:
    """A coalition with a municipality of each state in which one may be in a national area."""
    return [
        code
        for (code,) in mart.rows(
            "select min(municipality_code) from national_area_member group by kind, state, certain"
        )
    ]


@pytest.fixture(scope="module")
def shown(build: Build, regions: list[str], mart: Mart, chosen: list[str]) -> Texts:
    """Every row of every panel in both languages; on the page of one region its name belongs to each."""
    names = dict(mart.rows("select region_id, name from region"))
    return Texts(
        _plain(f"{names.get(region, '')}¦{text}")
        for panel in PANELS.values()
        if not panel.optional
        for region in (None, *regions)
        for lang in ("ja", "en")
        for text in _texts(
            prepare(panel, State(lang=lang, region=region, members=tuple(sorted(chosen))), build)
        )
    )


@pytest.fixture(scope="module")
def everywhere(build: Build, shown: Texts, regions: list[str], chosen: list[str]) -> Texts:
    """What is shown, and the rows behind each panel as its where-from has them; of the sheet all regions'."""
    return shown.and_of(
        _plain(f"{row.what}¦{row.as_printed}¦{row.document}¦{row.place}¦{row.note}")
        for panel in PANELS.values()
        for region in ((None, *regions) if panel.page in ("profile", "similar") else (None,))
        for row in prepare(panel, State(region=region, members=tuple(sorted(chosen))), build).origin
    )


_NUMBER = re.compile(r"(?<![\d.])(\d[\d,]*(?:\.\d+)?)(千|万|百万|億)?")
_UNIT = re.compile(r"（(千|万|百万|億)円")
_SCALE = {"": 1, "千": 1e3, "万": 1e4, "百万": 1e6, "億": 1e8}


@cache
def _numbers(text: str) -> frozenset[float]:
    return frozenset(
        round(float(digits.replace(",", "")) * _SCALE[scale], 6) for digits, scale in _NUMBER.findall(text)
    )


class Texts:
    """Texts to look a cell up in. Each is of one row, so that what a cell lists must stand in one of them."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._each = list(dict.fromkeys(texts))
        self._whole = "\n".join(self._each)  # no text holds a line's end

    def with_words(self, *words: str) -> Texts:
        return Texts(text for text in self._each if all(word in text for word in words))

    def and_of(self, more: Iterable[str]) -> Texts:
        return Texts([*self._each, *more])

    @cached_property
    def _figures(self) -> frozenset[float]:
        return frozenset().union(*map(_numbers, self._each))

    def holds(self, value: object) -> bool:
        if isinstance(value, bool):
            return bool(self._each)
        if isinstance(value, dt.date):
            written = (value.isoformat(), f"{value.year}年{value.month}月{value.day}日")
            return any(day in self._whole for day in written)
        if isinstance(value, int | float):
            return round(float(value), 6) in self._figures
        parts = [_spellings(str(part)) for part in (value if isinstance(value, list) else [value])]
        if not all(any(spelt in self._whole for spelt in part) for part in parts):
            return False
        return len(parts) == 1 or any(
            all(any(spelt in text for spelt in part) for part in parts) for text in self._each
        )


@cache
def _spellings(text: str) -> tuple[str, str]:
    return _plain(text), _plain(fmt.in_calendar(text, "ja"))


def _lost(mart: Mart, texts: Texts, table: str, owned: str, chosen: list[str]) -> dict[str, list[object]]:
    """By column, with the class of its rows where the table has classes: the cells that no text holds."""
    of = "source_id" if owned == OWN_SOURCE else "source_row"
    owners = dict(mart.connection.execute(owned.format(table).replace("$chosen", str(chosen))).fetchall())
    cursor = mart.connection.execute(f"select * from {table}")
    columns = [item[0] for item in cursor.description]
    lost: dict[str, list[object]] = defaultdict(list)
    beside: dict[str, Texts] = {}
    for values in cursor.fetchall():
        row: Row = dict(zip(columns, values, strict=True))
        owner = owners.get(row[of])
        if owner is None or (table in OWNERS and row["source_id"] not in _DOCUMENTS):
            continue
        if owner not in beside:
            name, _, year = _plain(owner).partition("¦")
            if name not in beside:
                beside[name] = texts.with_words(name)
            beside[owner] = beside[name].with_words(year)
        of_class = " ".join(str(row[name]) for name in CLASSES.get(table, ()))
        for name, value in row.items():
            if value is None or value == [] or name in _ABOUT_THE_ROW or name.endswith(("_id", "_code")):
                continue  # shown by the name of what it stands for
            if name in CLASSES.get(table, ()) or f"{table}.{name}" in _NOT_SHOWN:
                continue
            among = texts if name.endswith("_en") else beside[owner]  # in English the owner has another name
            if not among.holds(value):
                lost[f"{name} [{of_class}]" if of_class else name].append(value)
    return lost


@pytest.mark.parametrize("table", sorted(OWNERS))
def test_what_a_document_tells_stands_on_a_page(
    mart: Mart, shown: Texts, chosen: list[str], table: str
) -> None:
    assert _lost(mart, shown, table, OWNERS[table], chosen) == {}


@pytest.mark.parametrize("table", sorted(STATISTICS))
def test_what_a_statistic_tells_stands_on_a_page_or_behind_it(
    mart: Mart, everywhere: Texts, chosen: list[str], table: str
) -> None:
    lost = _lost(mart, everywhere, table, STATISTICS[table], chosen)
    assert {name: values for name, values in lost.items() if f"{table}.{name}" not in _NOT_SHOWN} == {}


def test_no_table_of_the_mart_is_left_out(mart: Mart) -> None:
    tables = {
        name for (name,) in mart.rows("select table_name from duckdb_tables() where schema_name = 'main'")
    }
    assert tables == {*OWNERS, *STATISTICS, *EMPTY, *WORKED_OUT}
    assert {table for table in EMPTY if mart.scalar(f"select count(*) from {table}")} == set()


def test_what_need_not_be_shown_is_a_column_of_a_table(mart: Mart) -> None:
    """A reason that outlives its column says something of nothing."""
    columns = {
        f"{table}.{name}"
        for table, name in mart.rows(
            "select table_name, column_name from duckdb_columns() where schema_name = 'main'"
        )
    }
    assert {name.partition(" [")[0] for name in _NOT_SHOWN} <= columns
