"""What a panel is declared to be: its question, SQL, chart, columns, finding. No figure, no drawing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard import format as fmt
from dashboard.chart import Chart, in_language
from dashboard.mart import Row
from dashboard.parameters import Scope
from dashboard.text import Lang, T, word
from renkei.numberkinds import NumberKind, number_kind

Rows = Sequence[Row]
Sentence = Callable[[Rows, Lang], str]


@dataclass(frozen=True)
class Column:
    """A column of the table under a chart.

    `name` may hold {lang}, replaced by "" or "_en", so that one declaration serves both languages.
    `kind` is one of renkei.numberkinds, which may name the unit. Raises UnknownKind.
    `missing` is a key of i18n [missing], or the name of a column (with a leading @) that holds one.
    """

    name: str
    label: T
    kind: str = "text"
    unit: T | None = None
    missing: str = "unregistered"
    words: str | None = None
    below: bool = False  # text too long for a column of its own: on screen it stands below its row

    def __post_init__(self) -> None:
        number_kind(self.kind)

    @property
    def number_kind(self) -> NumberKind:
        return number_kind(self.kind)

    @property
    def is_number(self) -> bool:
        """Whether it holds figures or years: set right-aligned, and missed where there is none."""
        return self.words is None and self.number_kind.is_number

    @property
    def is_figure(self) -> bool:
        """A number that is no year: a sheet sets it right, a year as the name that it is."""
        return self.is_number and self.number_kind.form == "number"

    @property
    def is_date(self) -> bool:
        return self.words is None and self.number_kind.form == "date"

    def key(self, lang: Lang) -> str:
        return in_language(self.name, lang)

    def heading(self, lang: Lang) -> str:
        label, unit = self.label(lang), self.shown_unit(lang)
        # 年度（年度）, Regions (regions): the unit says the label once more
        if not unit or unit.lower() == label.lower():
            return label
        return f"{label}（{unit}）" if lang == "ja" else f"{label} ({unit})"

    def shown_unit(self, lang: Lang) -> str:
        """The unit of what people read: its kind's where that names one, else the column's own."""
        unit = T(*self.number_kind.unit) if self.number_kind.unit else self.unit
        return unit(lang) if unit else ""

    def base_unit(self, lang: Lang) -> str:
        """The unit of what the mart holds. Years and dates have none."""
        if self.number_kind.base_unit:
            return T(*self.number_kind.base_unit)(lang)
        return self.shown_unit(lang)

    def cell(self, row: Row, lang: Lang) -> str:
        """The cell as people read it; a missing value is its word."""
        value = row[self.key(lang)]
        if self.words is not None:
            name = "none" if value is None else str(value).lower()
            return word(f"{self.words}.{name}", lang)
        why = row[self.missing[1:]] if self.missing.startswith("@") else self.missing
        places = self.number_kind.places(None, row) if self.number_kind.decimals == "row" else None
        return fmt.show(value, self.kind, lang, word(f"missing.{why or 'unregistered'}", lang), places)


@dataclass(frozen=True)
class Dates:
    """Rows that a reader can save for a calendar program.

    Columns of the day, of what is due, of whom, of where it is written, and of what names the entry,
    whatever else of it changes.
    """

    day: str
    title: str
    of: str
    detail: str
    entry: str


@dataclass(frozen=True)
class Remark:
    """What else its subtitle must say, from rows of another select: empty where there is nothing to say.

    `sources`: selects of the `source_id` of what it stands on. `wanted`: whether the panel's rows ask for it.
    """

    sql: str
    sentence: Sentence
    sources: tuple[str, ...] = ()
    wanted: Callable[[Rows], bool] = bool


@dataclass(frozen=True)
class Panel:
    """One question on one page. Everything a reader sees of it is declared here.

    `origin` are selects of the transcribed rows behind the figures (sql/panels/origin), `beside` of the
    `source_id` of what else they stand on, too long to list: the sources of both are cited. Where the rows
    shown name their own (@column), or an analyst's header does, `sources` stand for those of `origin`.
    `scope`: what the region in focus does to it (parameters.py). A subtitle may hold {as_of}, the days of
    these sources (citation.py), or of those alone that `dated` finds. `needs` are what must be entered before
    there can be any row (nothing.py): the first that is not is said in place of the finding. `remark`: what
    the subtitle must not leave out.
    """

    panel_id: str
    page: str
    question: T
    subtitle: T | Sentence
    sql: str
    chart: Chart
    columns: tuple[Column, ...]
    finding: Sentence
    origin: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    scope: Scope = "focus"
    dated: tuple[str, ...] | None = None
    sources: tuple[str, ...] = ()
    notes: tuple[T, ...] = ()
    lookup: bool = False  # a long list to look things up in: slides and paper say where it stands
    optional: bool = False  # left out of its page, of presenting and of packs where it has no rows
    presumes: str = ""  # of an optional one: a select without whose rows it has none, asked once for many
    failed: str | None = None  # the number of the failure where no panel could be made of a header
    needs: tuple[str, ...] = ()
    remark: Remark | None = None
    saves: Dates | None = None  # what its rows give a calendar program
