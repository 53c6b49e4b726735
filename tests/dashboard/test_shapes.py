"""Views of random shapes: whatever the types, nulls, signs, sizes and duplicates, every output draws them."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.mart import Mart as BoardMart
from dashboard.mart import shared_mart
from dashboard.pack import content, formats
from dashboard.pack.formats import FORMATS
from dashboard.panel import prepare
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang
from etl.sqlviews import charts
from etl.sqlviews.sqlfile import SqlFile
from etl.sqlviews.viewchecks import header_faults, row_faults
from renkei.sqlheader import parse_header
from tests.dashboard.test_failure import _html, _open
from tests.dashboard.undrawable import written

_FIGURES = {
    "double": ("1.5", "-2.25", "0", "1e300", "-1e-300", "'nan'", "'infinity'", "'-infinity'", "null"),
    "bigint": ("1", "-7", "0", "9223372036854775807", "(-9223372036854775808)", "null"),
    "hugeint": ("170141183460469231731687303715884105727", "-5", "0", "null"),
    "decimal(38,10)": ("1.5", "-12345678901234567890.5", "0", "null"),
    "decimal(9,2)": ("0.04", "-0.04", "1234567.89", "null"),
    "smallint": ("3", "-3", "null"),
    "float": ("0.1", "'nan'", "null"),
}
_OTHERS = {
    "timestamptz": ("'2024-01-01 00:00:00+09'", "'infinity'", "null"),
    "timestamp": ("'1868-10-23 23:59'", "'-infinity'", "null"),
    "date": ("'2024-02-29'", "'infinity'", "'20000-01-01'", "null"),
    "time": ("'09:30'", "null"),
    "boolean": ("true", "false", "null"),
    "uuid": ("'12345678-1234-1234-1234-123456789012'", "null"),
    "bit": ("'0101'", "null"),
    "enum('い', 'ろ')": ("'い'", "null"),
    "varchar[]": ("['あ', null, 'い']", "[]", "null"),
    "varchar": ("''", "'<b>&'", "'=1+1'", "'長' || repeat('い', 300)", "null"),
}
_SEEDS = range(72)
_SHORT = 8


def _shape(seed: int) -> tuple[dict[str, Any], str]:
    """A view with a key, a name, a year, a figure and one column of another type."""
    dice = random.Random(seed)
    figure, other = dice.choice(list(_FIGURES)), list(_OTHERS)[seed % len(_OTHERS)]
    count = dice.choice((0, 1, 2, 7, 40))
    kind = ("ranked_bar", "lines", "grid", "table", "dumbbell")[seed % 5]
    rows = []
    for number in range(count):
        names = "null" if kind == "ranked_bar" and dice.random() < 0.1 else f"'名{number // 5}'"
        value, second = (dice.choice(_FIGURES[figure]) for _ in range(2))
        told = dice.choice(_OTHERS[other])
        cells = f"{value}::{figure}, {second}::{figure}, {told}::{other}"
        rows.append(f"({number}, {names}, {1990 + number % 5}, {cells})")
    listed = ", ".join(rows) or "(0, '', 0, null, null, null)"
    select = (
        f"select k::varchar as k, n, y::integer as y, y::integer + 5 as y2, v::{figure} as v, "
        f"w::{figure} as w, o::{other} as o from (values {listed}) as t(k, n, y, v, w, o)"
        + ("" if rows else " where false")
    )
    if kind == "ranked_bar" and dice.random() < 0.5:
        select += " order by v desc nulls last"
    chart: dict[str, str] = {
        "ranked_bar": {"value": "v", "label": "n"},
        "lines": {"x": "y", "value": "v", "series": "n"},
        "grid": {"row": "n", "column": "y", "value": "v"},
        "table": {},
        "dumbbell": {"label": "k", "first": "v", "second": "w", "first_year": "y", "second_year": "y2"},
    }[kind]
    label = {"label": "列", "label_en": "Column"}
    columns = {name: {**label, "unit": "人", "unit_en": "persons"} for name in ("y", "y2", "v", "w")}
    columns |= {name: label for name in ("k", "n", "o")}
    header = {"title": f"形{seed}", "title_en": f"Shape {seed}", "question": "どう見えるか", "grain": ["k"]}
    return {**header, "chart": {"kind": kind, **chart}, "columns": columns}, select


VIEWS = {f"shape_{seed:02d}": _shape(seed) for seed in _SEEDS}


@pytest.mark.parametrize(
    "seed", [*range(_SHORT), *(pytest.param(s, marks=pytest.mark.long) for s in _SEEDS[_SHORT:])]
)
def test_a_shape_passes_the_trial(seed: int) -> None:
    """They are views that an analyst could publish: what the outputs draw below is what is let through."""
    header, select = VIEWS[f"shape_{seed:02d}"]
    file = SqlFile("views", "shape", "sql/views/shape.sql", parse_header(header), select)
    with duckdb.connect() as connection:
        connection.execute("create schema views")
        connection.execute(f"create table views.shape as {select}")
        types = {row[0]: row[1] for row in connection.execute("describe views.shape").fetchall()}
        assert list(header_faults(file, types)) == []
        assert list(row_faults(connection, file)) == []


def _figure(mart: Path, folder: Path, lang: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.dashboard.pack.made import request

    pack = content.make(request(lang, ("analyst",)), BoardMart(mart), lang)
    assert pack.failed == ()
    for name, made in FORMATS.items():
        if name == "pdf":  # laid out as the offline page is, for paper: below
            continue
        out = folder / name
        told = formats.write(pack, made, formats.folder_for(out), out, lambda done, of: None)
        assert told.path is not None, told.why
        assert told.failed == (), name
    from dashboard.pack import page

    page.document([pack], paper=True)
    at: AppTest = _open(mart, "analyst", monkeypatch, lang=lang)
    assert not at.exception
    assert "rb-failure" not in _html(at)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_output_draws_a_handful(
    mart_copy: Path, tmp_path: Path, lang: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = dict(list(VIEWS.items())[:_SHORT])
    _figure(written(mart_copy, tmp_path / "mart", few), tmp_path, lang, monkeypatch)


@pytest.mark.long
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_output_draws_all_of_them(
    mart_copy: Path, tmp_path: Path, lang: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(VIEWS) >= 60
    _figure(written(mart_copy, tmp_path / "mart", VIEWS), tmp_path, lang, monkeypatch)


def _cells(mart: Path, lang: Lang, select: str, columns: dict[str, Any], chart: dict[str, str]) -> Any:
    from dashboard.analyst import panels

    header = {"title": "値", "title_en": "Values", "question": "値", "grain": ["k"], "columns": columns}
    if chart:
        header["chart"] = chart
    shared_mart.cache_clear()
    build = BoardMart(
        written(mart, mart.parent / f"cells_{abs(hash(select))}_{lang}", {"v": (header, select)})
    ).live()
    return prepare(panels(build)["v"], State(lang=lang), build)


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("ja", ("a", "2024年1月1日 00:00", "はい", "あ、い", "数値でない")),
        ("en", ("a", "1 January 2024 00:00", "yes", "あ、い", "not a number")),
    ],
)
def test_values_are_shown_as_an_office_writes_them(
    mart_copy: Path, lang: Lang, expected: tuple[str, ...]
) -> None:
    select = (
        "select 'a' as k, timestamptz '2024-01-01 00:00:00+09' as t, true as b, ['あ', 'い'] as l, "
        "'infinity'::double as v"
    )
    label = {"label": "列", "label_en": "Column"}
    columns = {**{name: label for name in "ktbl"}, "v": {**label, "unit": "倍"}}
    data = _cells(mart_copy, lang, select, columns, {"kind": "ranked_bar", "value": "v", "label": "k"})
    assert data.cells == (expected,)
    assert data.rows[0]["v"] is None  # no bar
    assert expected[-1] in data.missing[0]


REFUSED = ("INTERVAL", "BLOB", "STRUCT(a INTEGER)", "MAP(VARCHAR, INTEGER)", "INTEGER[][]", "JSON", "VARIANT")


@pytest.mark.parametrize("sql_type", REFUSED)
def test_a_type_that_cannot_be_shown_is_refused_with_the_mend(sql_type: str) -> None:
    header = {
        "title": "t",
        "title_en": "t",
        "grain": ["k"],
        "columns": {"k": {"label": "a", "label_en": "a"}},
    }
    file = SqlFile("views", "v", "sql/views/v.sql", parse_header(header), "select 1")
    [problem] = list(header_faults(file, {"k": sql_type}))
    assert problem.rule == "sql_type"
    assert problem.value == sql_type


def test_a_list_is_no_number() -> None:
    assert not charts.is_a("INTEGER[]", charts.NUMBER)
    assert not charts.is_a("INTERVAL", charts.NUMBER)
