"""An analyst's SQL file becomes a panel by its header alone (mart.md, The SQL file).

Headers and selects of schema `views` travel in the build's manifest: the board reads no file of sql/.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from dashboard import analyst_origin, failure
from dashboard.analyst_chart import chart_of, kind_of, unit_of, why_missing
from dashboard.analyst_finding import finding
from dashboard.chart import Chart, Table
from dashboard.mart import Build
from dashboard.panel import Column, Panel, Sentence
from dashboard.parameters import Scope
from dashboard.text import Lang, T
from renkei import sqltypes
from renkei.sqlheader import NO_FINDING, Header, HeaderColumn, parse_header

VIEW = "view_"  # before the name of a view, in the name of its panel
# which of the board's filters narrow a view: the header's `filters`
_FILTERS = {
    "region": "($region is null or region_id = $region)",
    "peers": "(len($peers) = 0 or region_id in $peers or region_id = $region)",
    "year": "($year is null or fiscal_year = $year)",
}


def _scope(filters: Collection[str]) -> Scope:
    """What the region in focus does to a view: what its header says that it filters by."""
    return "focus" if "region" in filters else "beside" if "peers" in filters else "any"


def panels(build: Build) -> dict[str, Panel]:
    """One panel per view of schema `views` of this build, by name."""
    made: dict[str, Panel] = build.made(
        "analyst",
        lambda: {name: _contained(name, view, build) for name, view in sorted(_views(build).items())},
    )
    return made


def _contained(name: str, view: Mapping[str, Any], build: Build) -> Panel:
    """The panel of a view; one that cannot be made of its header says so, and the others are made."""
    try:
        return _panel(name, view, build)
    except Exception as error:
        number = failure.note(f"view {name}, build {build.build_id}", error)
    title = T(f"views.{name}", f"views.{name}")
    return Panel(
        panel_id=f"{VIEW}{name}",
        page="analyst",
        question=title,
        subtitle=T("", ""),
        sql="select 0 as nothing where false",
        chart=Table(),
        columns=(Column("nothing", title),),
        finding=lambda rows, lang: f"views.{name}: {failure.sentence(number, lang)}",
        failed=number,
    )


def selects(build: Build) -> dict[str, str]:
    """The SQL behind each view, as its author wrote it."""
    return {name: view["select"] for name, view in _views(build).items()}


def lineage(build: Build, name: str) -> Mapping[str, Mapping[str, Sequence[str]]]:
    """column → what it reads, the columns of tables behind it, their sources; {} if untraced."""
    found: Mapping[str, Mapping[str, Sequence[str]]] = (
        _views(build)[name].get("lineage", {}).get("columns", {})
    )
    order = [row["column_name"] for row in build.query(f'describe views."{name}"')]
    return {column: found[column] for column in order if column in found}


def labels(build: Build, name: str, lang: Lang) -> dict[str, str]:
    """What the header calls each column."""
    columns = parse_header(_views(build)[name]["header"]).columns
    return {name: column.label if lang == "ja" else column.label_en for name, column in columns.items()}


def titles(build: Build) -> dict[str, T]:
    """What the header of each view calls it."""
    headers = {name: parse_header(view["header"]) for name, view in _views(build).items()}
    return {name: T(header.title, header.title_en) for name, header in headers.items()}


def aside(build: Build) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Files that could not be used, with what is wrong: name → problems as the refresh told them."""
    found: Mapping[str, Sequence[Mapping[str, Any]]] = build.manifest.get("aside", {})
    return found


def _views(build: Build) -> Mapping[str, Any]:
    views: Mapping[str, Any] = build.manifest.get("views", {})
    return views


def _panel(name: str, view: Mapping[str, Any], build: Build) -> Panel:
    header = parse_header(view["header"])
    types = {row["column_name"]: row["column_type"] for row in build.query(f'describe views."{name}"')}
    columns = header.columns
    chart = chart_of(header.chart, types, columns, header.grain, header.highlight)
    narrowed = " and ".join(_FILTERS[item] for item in header.filters) or "true"
    shown = f'select * {_values(types)} from views."{name}" where {narrowed}'
    question = T(header.question, header.question_en or header.title_en)
    shown_columns = {
        column: Column(
            f"{column}{{lang}}" if f"{column}_en" in types else column,
            T(columns[column].label, columns[column].label_en),
            kind_of(column, kind, columns[column]),
            unit_of(columns[column]),
            "unknown" if sqltypes.finite(kind) else f"@{why_missing(column)}",
            "truth" if sqltypes.form(kind) == "truth" else None,
        )
        for column, kind in types.items()
        if column.removesuffix("_en") == column or column.removesuffix("_en") not in types
    }
    return Panel(
        panel_id=f"{VIEW}{name}",
        page="analyst",
        question=question,
        subtitle=question,
        sql=shown,
        chart=chart,
        columns=tuple(shown_columns.values()),
        finding=_finding(header, chart, shown_columns),
        sources=analyst_origin.cited(name, shown, view, build),
        origin=analyst_origin.selects(name, shown, view, build),
        scope=_scope(header.filters),
        notes=(*_notes(header), *_column_notes(columns)),
    )


def _values(types: Mapping[str, str]) -> str:
    """The view's columns as the board takes them: times of this place, lists and codes as text, and beside
    each measured figure why it is none."""
    replaced = [
        f"{sql} as {_quoted(column)}"
        for column, kind in types.items()
        if (sql := sqltypes.written(column, kind)) is not None
    ]
    beside = [
        f"case when not isfinite({_quoted(column)}) then 'not_a_number' else 'unknown' end "
        f"as {_quoted(why_missing(column))}"
        for column, kind in types.items()
        if not sqltypes.finite(kind)
    ]
    clause = f"replace ({', '.join(replaced)})" if replaced else ""
    return ", ".join([clause, *beside]) if beside else clause


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _notes(header: Header) -> Iterator[T]:
    japanese, english = header.notes, header.notes_en or header.notes
    if len(japanese) != len(english):
        # a sentence with a comma, written without quotes, comes as several: nothing of it is dropped
        japanese, english = ("、".join(japanese),), (", ".join(english),)
    yield from (T(*pair) for pair in zip(japanese, english, strict=True))


def _column_notes(columns: Mapping[str, HeaderColumn]) -> Iterator[T]:
    for item in columns.values():
        if item.note:
            yield T(f"{item.label}: {item.note}", f"{item.label_en}: {item.note_en or item.note}")


def _finding(header: Header, chart: Chart, columns: Mapping[str, Column]) -> Sentence:
    unit = unit_of(header.columns[chart.figures[0].replace("{lang}", "")]) if chart.figures else None
    # a ranking of one year says which: the title of a view stays when the figures go on
    years = {
        name: T(item.label, item.label_en)
        for name, item in header.columns.items()
        if item.unit in ("年", "年度") and name not in (*header.grain, *chart.figures)
    }
    own = None
    if header.finding == NO_FINDING:
        own = T("", "")
    elif header.finding:
        own = T(header.finding, header.finding_en or header.finding)
    return finding(T(header.title, header.title_en), chart, unit, years, own, columns)
