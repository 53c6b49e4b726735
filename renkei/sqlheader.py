"""The header of an SQL file as values: etl reads it, a manifest carries it, the board shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal

NO_FINDING = "none"  # the title stands alone


@dataclass(frozen=True)
class HeaderColumn:
    """What the header says of a column; "" where it says nothing. `kind` is a number kind."""

    label: str = ""
    label_en: str = ""
    unit: str = ""
    unit_en: str = ""
    kind: str = ""
    note: str = ""
    note_en: str = ""

    def as_dict(self) -> dict[str, str]:
        return {name: value for name, value in vars(self).items() if value}


@dataclass(frozen=True)
class Header:
    """Of a view: question, grain, columns and what follows; of a check: severity and scope.

    `finding` is a sentence with places for figures (renkei/sentences.py), or `none`; `highlight`: what stands
    out of lines and bars, by the names of the series or rows. `chart` is text: its kind, and column by key
    (etl/sqlviews/charts.py says which each kind has).
    """

    title: str = ""
    title_en: str = ""
    question: str = ""
    question_en: str = ""
    grain: tuple[str, ...] = ()
    columns: Mapping[str, HeaderColumn] = field(default_factory=dict)
    chart: Mapping[str, str] = field(default_factory=dict)
    checks: tuple[Mapping[str, Any], ...] = ()
    filters: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    finding: str = ""
    finding_en: str = ""
    highlight: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    notes_en: tuple[str, ...] = ()
    severity: Literal["error", "doubt", "notice"] | None = None
    scope: str = ""
    note: str = ""
    note_en: str = ""

    def as_dict(self) -> dict[str, Any]:
        """As the file has it, and the manifest."""
        values = {name: value for name, value in vars(self).items() if value}
        lists = {name: list(value) for name, value in values.items() if isinstance(value, tuple)}
        columns = {name: column.as_dict() for name, column in self.columns.items()}
        return values | lists | ({"columns": columns} if columns else {})


_COLUMN_KEYS = frozenset(item.name for item in fields(HeaderColumn))


def parse_header(values: Mapping[str, Any]) -> Header:
    """A header whose keys hold what they must; keys that nobody knows are passed over (an older build's)."""
    given: dict[str, Any] = {}
    for item in fields(Header):
        value = values.get(item.name)
        if value is None:
            continue
        if item.name == "columns":
            value = {
                name: HeaderColumn(**{key: str(text) for key, text in entries.items() if key in _COLUMN_KEYS})
                for name, entries in value.items()
            }
        elif isinstance(value, list):
            value = tuple(value)
        elif not isinstance(value, Mapping):
            value = str(value)
        given[item.name] = value
    return Header(**given)
