"""What the documents tell in figures, names, dates and words stands on some page, beside what it is about."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

import pytest

from dashboard.charts.registers import Register, folded
from dashboard.mart import Build, Row
from dashboard.panel import PanelData, prepare
from dashboard.panels import PANELS
from dashboard.state import State
from tests.conftest import Mart

_DOCUMENTS = (
    "hokkaido_casebook_2024",
    "kamikawa_council_2025",
    "nagasaki_study_group_2020",
    "akita_cooperation_2023",
)
# table → the name that stands beside its rows wherever they are shown: a select of `source_row` and `owner`
_REGION = "select t.source_row, region.name as owner from {} as t join region using (region_id)"
_PROJECT = "select t.source_row, project.name as owner from {} as t join project using (project_id)"
_CASE = (
    "select t.source_row, cooperation_case.title as owner from {} as t join cooperation_case using (case_id)"
)
_OWN = "select source_row, '' as owner from {}"
_OWNERS = {
    **dict.fromkeys(
        (
            *("region", "region_member", "region_policy_field", "disbursement", "recruitment"),
            *("reported_shortage", "working_group", "body_theme", "body_role", "body_event", "project"),
        ),
        _REGION,
    ),
    "project_year": _PROJECT,
    "project_outcome": "select t.source_row, coalesce(project.name, region.name) as owner from {} as t "
    "join region using (region_id) left join project using (project_id)",
    **dict.fromkeys(
        ("cooperation_case", "case_measure", "case_participant", "case_event", "case_effect"), _CASE
    ),
    **dict.fromkeys(
        (
            *("scheme", "scheme_rule", "scheme_step", "policy_field", "party", "party_member", "agreement"),
            *("agreement_party", "quoted_rate", "survey", "survey_question"),
        ),
        _OWN,
    ),
}
_ABOUT_THE_ROW = {"source_id", "source_ref", "source_row", "as_printed", "note", "sort_order"}
# column → why its cells need not stand on a page as they are
_CODE = "a code of a closed list: the page shows its word, and how many rows have it"
_SHOWN_AS = "shown by the name of what it stands for"
_NOT_SHOWN = {
    "body_event.event_on": "the period stands as printed; the day only sorts it",
    "body_event.state": _CODE,
    "body_theme.group_basis": _CODE,
    "case_effect.kind": "the heading of the list it stands in",
    "case_measure.basis": _CODE,
    "case_measure.year": "the period stands as printed; the year sorts it",
    "case_participant.municipality_code": _SHOWN_AS,
    "cooperation_case.prefecture_code": _SHOWN_AS,
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
    "region.prefecture_code": _SHOWN_AS,
    "region.published_area_km2": "stands in where-from, beside the Survey Institute's that is shown",
    "region.lead_role": "one word for each scheme: the column's own name says it",
    "region_member.municipality_code": _SHOWN_AS,
    "region_member.joined_basis": _CODE,
    "reported_shortage.occupation_basis": _CODE,
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
def shown(build: Build, regions: list[str], mart: Mart) -> list[str]:
    """Every row of every panel in both languages; on the page of one region its name belongs to each."""
    names = dict(mart.rows("select region_id, name from region"))
    return [
        _plain(f"{names.get(region, '')}¦{text}")
        for panel in PANELS.values()
        if not panel.optional
        for region in (None, *regions)
        for lang in ("ja", "en")
        for text in _texts(prepare(panel, State(lang=lang, region=region), build))
    ]


_NUMBER = re.compile(r"(?<![\d.])(\d[\d,]*(?:\.\d+)?)(千|万|百万|億)?")
_UNIT = re.compile(r"（(千|万|百万|億)円")
_SCALE = {"": 1, "千": 1e3, "万": 1e4, "百万": 1e6, "億": 1e8}


def _holds(text: str, value: object) -> bool:
    if isinstance(value, bool):
        return True
    if isinstance(value, dt.date):
        return f"{value.year}年{value.month}月{value.day}日" in text
    if isinstance(value, int | float):
        return any(
            abs(float(digits.replace(",", "")) * _SCALE[scale] - value) < 1e-6
            for digits, scale in _NUMBER.findall(text)
        )
    return all(_plain(str(part)) in text for part in (value if isinstance(value, list) else [value]))


def _lost(mart: Mart, shown: list[str], table: str) -> dict[str, list[object]]:
    owners = dict(mart.rows(_OWNERS[table].format(table)))
    cursor = mart.connection.execute(f"select * from {table} where source_id in {_DOCUMENTS}")
    columns = [item[0] for item in cursor.description]
    lost: dict[str, list[object]] = defaultdict(list)
    beside: dict[str, list[str]] = {}
    for values in cursor.fetchall():
        row: Row = dict(zip(columns, values, strict=True))
        owner = _plain(owners[row["source_row"]])
        if owner not in beside:
            beside[owner] = [text for text in shown if owner in text]
        for name, value in row.items():
            if value is None or value == [] or name in _ABOUT_THE_ROW or name.endswith("_id"):
                continue
            texts = shown if name.endswith("_en") else beside[owner]  # in English the owner has another name
            if not any(_holds(text, value) for text in texts):
                lost[name].append(value)
    return lost


@pytest.mark.parametrize("table", sorted(_OWNERS))
def test_what_a_document_tells_stands_on_a_page(mart: Mart, shown: list[str], table: str) -> None:
    lost = _lost(mart, shown, table)
    assert {name: values for name, values in lost.items() if f"{table}.{name}" not in _NOT_SHOWN} == {}
