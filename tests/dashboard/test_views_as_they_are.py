"""An analyst's view on the board is the view of the database: any column name, any sign, any size.

One build with views that could be drawn wrong; each output is read back and compared with the database.
"""

from __future__ import annotations

import csv
import io
from html import unescape
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard import analyst
from dashboard.charts.kinds import drawings
from dashboard.charts.plotly import make_figure
from dashboard.mart import Build, Mart
from dashboard.pack import content, workbook
from dashboard.panel import PanelData, prepare
from dashboard.render.csvfile import csv_bytes
from dashboard.render.html import data_table
from dashboard.state import State
from dashboard.text import LANGUAGES
from etl.paths import Paths
from tests.conftest import Mart as Shipped
from tests.dashboard import chart_read
from tests.dashboard.pack.figures import declared
from tests.dashboard.pack.made import request
from tests.dashboard.pack.xlsx import Book

# every name that a panel of the board's own gives to a helper column
_HELPERS = (
    "why", "focus", "sample", "decimals", "region", "note", "status", "panel", "page", "text", "median",
    "position", "reference", "row", "count", "index", "why_en", "cap_missing", "marked", "n", "year",
)  # fmt: skip


def _view(
    select: str, columns: str, chart: str = "{kind: table}", grain: str = "[region_id]", more: str = ""
) -> str:
    told = "\n".join(
        f"  {name}: {{label: '{name}', label_en: '{name}', unit: 人, unit_en: persons}}"
        for name in columns.split()
    )
    return (
        f"/*\ntitle: 試し\ntitle_en: Trial\nquestion: いくらか\ngrain: {grain}\nchart: {chart}\n{more}"
        f"columns:\n{told}\n*/\n{select}\n"
    )


_REGIONS = """(
    select region_id, name, name_en, row_number() over (order by sort_order, region_id) as n
    from region qualify n <= 6
)"""
VIEWS = {
    "helper_names": _view(
        "select region_id, "
        + ", ".join(f"'{name} of ' || region_id as \"{name}\"" for name in _HELPERS)
        + " from region",
        f"region_id {' '.join(_HELPERS)}",
    ),
    "helper_numbers": _view(
        "select region_id, "
        + ", ".join(f'sort_order * {at + 2} as "{name}"' for at, name in enumerate(_HELPERS))
        + " from region",
        f"region_id {' '.join(_HELPERS)}",
        "{kind: ranked_bar, value: focus, label: region_id}",
    ),
    "helpers_of_a_grid": _view(
        "select region_id, 'x' as why, case when sort_order > 3 then sort_order end as focus from region",
        "region_id why focus",
        "{kind: grid, row: region_id, column: why, value: focus}",
    ),
    **{
        f"bars_{name}": _view(
            f"select region_id, name, name_en, {value} as delta from {_REGIONS} {where}",
            "region_id name name_en delta",
            "{kind: ranked_bar, value: delta, label: name}",
        )
        for name, value, where in (
            ("all_negative", "-1000 * n - 500", ""),
            ("mixed", "case when n % 2 = 0 then 1 else -1 end * 1000 * n", ""),
            ("zero", "0", ""),
            ("one_negative", "-1234", "limit 1"),
            ("some_unknown", "case when n > 3 then -10 * n end", ""),
        )
    },
    "pairs_negative": _view(
        "select region_id, name, name_en, -100 * n as one, 50 * n as two, 2020 as a, 2025 as b "
        f"from {_REGIONS}",
        "region_id name name_en one two a b",
        "{kind: dumbbell, label: name, first: one, second: two, first_year: a, second_year: b}",
    ),
    "small": _view(
        f"select region_id, name, name_en, 0.00123 * n as share from {_REGIONS}",
        "region_id name name_en share",
        "{kind: ranked_bar, value: share, label: name}",
    ),
    "within_groups": _view(
        "select region_id, name, name_en, "
        f"(case n % 3 when 0 then -5 when 1 then -40 else -20 end - n) as delta from {_REGIONS} order by n",
        "region_id name name_en delta",
        "{kind: ranked_bar, value: delta, label: name}",
    ),
    "markup": _view(
        f"select region_id, '<b>' || name || '</b> & <i>' as name, n as delta from {_REGIONS}",
        "region_id name delta",
        "{kind: ranked_bar, value: delta, label: name}",
    ),
    "own_sentence": _view(
        "select region_id, name, name_en, case when n < 3 then 60 when n < 6 then 10 * n end as delta "
        f"from {_REGIONS} order by delta desc nulls last",
        "region_id name name_en delta",
        "{kind: ranked_bar, value: delta, label: name}",
        more="finding: '{first.name}が{first.delta}で、中央値は{median.delta}、"
        "{rows}地域の計{sum.delta}（{{}}）'\n"
        "finding_en: '{first.name}: {first.delta}; lowest {lowest.delta}'\n"
        "highlight: [南空知圏域]\nfilters: [region]\n",
    ),
    "no_sentence": _view(
        f"select region_id, name, name_en, n as delta from {_REGIONS}",
        "region_id name name_en delta",
        more="finding: none\n",
    ),
    "one_name": _view(
        f"select region_id, '泊村' as name, n as delta from {_REGIONS}",
        "region_id name delta",
        "{kind: ranked_bar, value: delta, label: name}",
    ),
}


@pytest.fixture(scope="module")
def built(mart: Shipped, tmp_path_factory: pytest.TempPathFactory) -> tuple[Paths, Build]:
    from etl import refresh
    from tests.conftest import copy_built, quiet

    paths = copy_built(mart, tmp_path_factory.mktemp("as_they_are") / "live")
    for file in (paths.sql / "views").glob("*.sql"):
        file.unlink()
    for name, text in VIEWS.items():
        (paths.sql / "views" / f"{name}.sql").write_text(text, encoding="utf-8")
    outcome = refresh.run(paths, quiet)
    assert outcome.result == "published"
    assert not [p.line(english=True) for p in outcome.problems if p.severity == "aside"]
    return paths, Mart(paths.mart).live()


@pytest.fixture(scope="module")
def books(built: tuple[Paths, Build], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for lang in LANGUAGES:
        pack = content.make(request(lang, ("analyst",)), Mart(built[0].mart), lang)
        path: Path = tmp_path_factory.mktemp("views") / f"{lang}.xlsx"
        workbook.write(pack, path)
        book = Book(path)
        found[lang] = {
            data.panel.panel_id.removeprefix("view_"): (book, book.sheets[name])
            for data, name in workbook.sheet_names(pack)
        }
    return found


def _data(build: Build, name: str, lang: Any = "ja") -> PanelData:
    return prepare(analyst.panels(build)[name], State(lang=lang), build)


@pytest.mark.parametrize("name", ["helper_names", "helper_numbers", "helpers_of_a_grid"])
def test_a_column_of_any_name_shows_its_own_values(
    built: tuple[Paths, Build], books: dict[str, Any], name: str
) -> None:
    build = built[1]
    held = build.query(f'select * from views."{name}"')
    data = _data(build, name)
    for row, shown in zip(held, data.rows, strict=True):
        assert {key: shown[key] for key in row} == row
    rows = list(csv.reader(io.StringIO(csv_bytes(data).decode("utf-8-sig"))))
    keys = [column.key("ja") for column in data.panel.columns]
    assert set(keys) == {key for key in held[0] if not (key.endswith("_en") and key[:-3] in held[0])}
    for row, line in zip(held, rows[1:], strict=True):
        for key, text in zip(keys, line, strict=True):
            if isinstance(row[key], str):
                assert text == row[key]
            elif row[key] is not None and key != "year":
                assert int(text.replace(",", "")) == row[key]
    assert data_table(data).count("<tr>") == len(held) + 1
    _, sheet = books["ja"][name]
    for down, row in enumerate(held, 4):
        assert [sheet.cells.get((down, at)) for at, key in enumerate(keys) if row[key] is not None] == [
            row[key] for key in keys if row[key] is not None
        ]
    assert "見本データ" not in data.title


def test_an_own_sentence_holds_the_figures_of_the_rows_and_names_all_that_tie(
    built: tuple[Paths, Build],
) -> None:
    build = built[1]
    names = [row["name"] for row in build.query('select name from views."own_sentence"')]
    assert _data(build, "own_sentence").title == (
        f"試し：{names[0]}、{names[1]}が60人で、中央値は50人、6地域の計240人（{{}}）"
    )
    english = _data(build, "own_sentence", "en").title
    assert english.startswith("Trial: ")
    assert english.endswith(": 60 persons; lowest 30 persons")
    assert ", " in english
    # of one region nothing is first, and nothing is lowest: the board's own words stand
    one = prepare(analyst.panels(build)["own_sentence"], State(region="hidaka"), build)
    assert len(one.rows) == 1
    assert "中央値" not in one.title
    assert _data(build, "no_sentence").title == "試し"


def test_what_a_header_highlights_stands_out(built: tuple[Paths, Build]) -> None:
    (drawing,) = drawings(_data(built[1], "own_sentence"))
    (series,) = drawing.series
    inks = {name.text: series.points[at] for at, name in enumerate(drawing.names)}
    chosen = inks.pop("南空知圏域")
    assert chosen.fill not in {ink.fill for ink in inks.values()}
    assert len({ink.fill for ink in inks.values()}) == 1


_BARS = [name for name in VIEWS if name.startswith(("bars_", "small"))]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", _BARS)
def test_bars_begin_at_zero_and_carry_their_figures(
    built: tuple[Paths, Build], books: dict[str, Any], name: str, lang: str
) -> None:
    data = _data(built[1], name, lang)
    value = declared(data)["value"]
    figures = [row[value] for row in data.rows]
    figure = make_figure(drawings(data))
    (bars,) = [trace for trace in figure.data if isinstance(trace, go.Bar)]
    low, high = figure.layout.xaxis.range
    known = [item for item in figures if item is not None]
    # the bar runs from zero to its figure, and there is room beyond its end for the figure
    assert list(bars.x) == figures
    assert low <= 0 <= high
    assert low < high
    for item in known:
        assert low + (high - low) * 0.15 < item if item < 0 else item < high - (high - low) * 0.15
    cells = [dict(zip(data.headings, cell, strict=True))[data.headings[-1]] for cell in data.cells]
    assert chart_read.words(figure) == cells
    assert any(shape.x0 == shape.x1 == 0 for shape in figure.layout.shapes) == any(x < 0 for x in known)
    (drawing,) = drawings(data)
    assert list(drawing.series[0].values) == figures
    assert drawing.axis.low <= min(known) <= max(known) <= drawing.axis.high
    assert set(drawing.series[0].labels) == {at for at, item in enumerate(figures) if item is not None}
    book, sheet = books[lang][name]
    assert book.range(sheet.series[0].values) == [
        item if item is None else pytest.approx(float(item)) for item in figures
    ]
    (chart,) = sheet.charts
    ends = [
        (float(axis.find("{*}scaling/{*}min").get("val")), float(axis.find("{*}scaling/{*}max").get("val")))
        for axis in chart.iterfind(".//{*}valAx")
    ]
    assert ends[0][0] <= min([*known, 0])
    assert ends[0][1] >= max([*known, 0])
    assert ends[0][0] < ends[0][1]


def test_pairs_of_both_signs_lie_within_their_axes(built: tuple[Paths, Build], books: dict[str, Any]) -> None:
    data = _data(built[1], "pairs_negative")
    figure = make_figure(drawings(data))
    low, high = figure.layout.xaxis.range
    (drawing,) = drawings(data)
    _, sheet = books["ja"]["pairs_negative"]
    axis = sheet.charts[0].find(".//{*}valAx")
    bottom, top = (float(axis.find(f"{{*}}scaling/{{*}}{end}").get("val")) for end in ("min", "max"))
    for row in data.rows:
        for item in (row["one"], row["two"]):
            assert low < item < high
            assert drawing.axis.low <= item <= drawing.axis.high
            assert bottom <= item <= top


def test_small_figures_have_the_decimals_that_tell_them_apart(built: tuple[Paths, Build]) -> None:
    data = _data(built[1], "small")
    shown = [cells[-1] for cells in data.cells]
    assert len(set(shown)) == len(shown)
    for row, text in zip(data.rows, shown, strict=True):
        assert float(text) == pytest.approx(float(row["share"]), rel=0.05)
        assert text in chart_read.words(make_figure(drawings(data)))
    assert shown[0] in data.title  # in rising order the sentence tells the lowest


@pytest.mark.parametrize(
    ("lang", "words"), [("ja", ("最も小さいのは", "最も大きいのは")), ("en", ("lowest", "highest"))]
)
def test_a_rank_within_groups_names_both_ends(
    built: tuple[Paths, Build], lang: str, words: tuple[str, str]
) -> None:
    data = _data(built[1], "within_groups", lang)
    tail = "" if lang == "ja" else "_en"
    ordered = sorted(data.rows, key=lambda row: row["delta"])
    low, high = (data.title.index(word) for word in words)
    assert data.title.index(ordered[0][f"name{tail}"]) > low
    assert data.title.index(ordered[-1][f"name{tail}"]) > high > low


def test_rows_of_one_name_are_told_apart_by_their_grain(built: tuple[Paths, Build]) -> None:
    data = _data(built[1], "one_name")
    assert sorted(chart_read.names(make_figure(drawings(data)))) == sorted(
        f"泊村（{row['region_id']}）" for row in data.rows
    )


def test_a_name_with_marks_of_a_page_keeps_its_letters(built: tuple[Paths, Build]) -> None:
    data = _data(built[1], "markup")
    shown = chart_read.names(make_figure(drawings(data)))
    assert [unescape(name) for name in shown] == list(drawings(data)[0].categories)
    assert not any("<b>" in name or "<i>" in name for name in shown)  # the library would set it in bold
