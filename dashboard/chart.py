"""What a panel is shown as, as its declaration says it: a class for each kind, whose fields name columns."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import ClassVar, Literal

from dashboard.mart import Row
from dashboard.text import Lang
from renkei.numberkinds import number_kind

# by what the bars or small charts stand one after another: as given, the figure, the last one, the change
Order = Literal["given", "figure", "last", "change"]


@dataclass(frozen=True, kw_only=True)
class Chart:
    """One kind: Table, Grid, Register, LinkList, and the charts of charts/kinds.

    A field names a column of the panel's select, which may hold {lang}, replaced by "" or "_en", so that one
    declaration serves both languages. A field whose name ends in `_kind` names a number kind; raises
    UnknownKind. `marks` are the fields that together stand for one mark: two rows that share them would be
    drawn over each other. `most`: so many bars or small charts are all drawn, of more `ends` of
    each end of `ranking`, whose order `order` names (manyrows.py).
    """

    kind: ClassVar[str]
    marks: ClassVar[tuple[str, ...]] = ()
    most: ClassVar[int] = 20
    ends: ClassVar[int] = 5

    def __post_init__(self) -> None:
        for item in fields(self):
            named = getattr(self, item.name)
            if item.name.endswith("_kind") and named is not None:
                number_kind(named)

    @property
    def figures(self) -> tuple[str, ...]:
        """The columns of the figures that it shows; () where it shows all of the panel's."""
        return ()

    def keys(self, rows: Sequence[Row], lang: Lang) -> Sequence[Hashable] | None:
        """For each row, which bar or small chart it belongs to; None where all rows share one chart."""
        return None

    @property
    def order(self) -> Order:
        """By what `ranking` goes, as a reader is told it."""
        return "given"

    def ranking(self, groups: Mapping[Hashable, Sequence[Row]], lang: Lang) -> list[Hashable]:
        """The keys of bars or small charts in the order from which its ends are taken, what has none last."""
        return list(groups)

    def has_figure(self, rows: Sequence[Row], lang: Lang) -> bool:
        """Whether anything is drawn of these rows."""
        names = [in_language(name, lang) for name in self.figures]
        return any(row[name] is not None for row in rows for name in names)

    def grid_of_all(self, missing: str) -> Chart | None:
        """The grid in which all stand, where a chart of so many draws a few; None for the panel's table.

        `missing` says why a figure is missing, as a Column has it.
        """
        return None

    def rows_of_all(self, rows: Sequence[Row]) -> Sequence[Row]:
        """The rows of that grid: one for each of its cells."""
        return rows


@dataclass(frozen=True, kw_only=True)
class Figures(Chart):
    """A chart or a grid of figures of one number kind."""

    number_kind: str


@dataclass(frozen=True, kw_only=True)
class Table(Chart):
    """The panel's columns, and no chart. `value`: the column whose missing figures are counted below it;
    `label`: what an analyst's finding calls the rows by."""

    kind: ClassVar[str] = "table"

    tall: bool = False
    value: str | None = None
    label: str | None = None

    @property
    def figures(self) -> tuple[str, ...]:
        return (self.value,) if self.value else ()


def in_language(column: str, lang: Lang) -> str:
    """The column that a declaration names, in one language."""
    return column.replace("{lang}", "" if lang == "ja" else "_en")


def missing_reason(missing: str | None, row: Row, usual: str) -> str:
    """Why a figure is missing, as a key of i18n [missing]: what a chart's `missing` names, a word or a column
    (with a leading @) that holds one."""
    if missing is not None and missing.startswith("@"):
        missing = row[missing[1:]]
    return missing or usual
