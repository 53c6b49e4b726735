"""From a declaration to what is shown: cells, missing words, citations, CSV, escaping."""

from __future__ import annotations

import csv
import io
import os
from dataclasses import replace
from typing import Any

import pytest

from dashboard.card import CardData
from dashboard.chart import Chart, Table
from dashboard.charts.cells import Grid
from dashboard.charts.registers import LinkList, Register
from dashboard.mart import Build
from dashboard.panel import Column, Panel, PanelData, citations, parameters, prepare
from dashboard.panels import PANELS
from dashboard.render import html
from dashboard.render.alt import paragraph
from dashboard.render.csvfile import csv_bytes
from dashboard.render.linklist import link_list
from dashboard.state import State
from dashboard.text import Lang, T

_WHY = Column("a", T("あ", "A"), "count", missing="@why")
_EVIL = "<script>alert(1)</script>\"'&"


def _panel(sql: str, *columns: Column, chart: Chart | None = None) -> Panel:
    return Panel(
        panel_id="probe",
        page="data",
        question=T("問い", "Question"),
        subtitle=T("副題", "Subtitle"),
        sql=sql,
        chart=chart or Table(),
        columns=columns,
        finding=lambda rows, lang: str(rows[0]["a"]) if rows else "none",
        sources=(),
    )


def _shown(
    build: Build, sql: str, *columns: Column, lang: Lang = "ja", chart: Chart | None = None
) -> PanelData:
    return prepare(_panel(sql, *columns, chart=chart), State(lang=lang), build)


@pytest.mark.parametrize(
    ("column", "row", "ja", "en"),
    [
        (Column("a", T("あ", "A")), {"a": None}, "未登録", "not registered"),
        (Column("a", T("あ", "A"), missing="unknown"), {"a": None}, "不明", "unknown"),
        (_WHY, {"a": None, "why": "undecided"}, "未定", "undecided"),
        (_WHY, {"a": None, "why": None}, "未登録", "not registered"),
        (_WHY, {"a": 0, "why": "undecided"}, "0", "0"),
        (Column("a", T("あ", "A"), "thousand_yen"), {"a": 0}, "0", "0"),
        (Column("a", T("あ", "A"), "decimals"), {"a": -1.25, "decimals": 1}, "△1.3", "−1.3"),
        (Column("a", T("あ", "A"), "signed_decimals"), {"a": 2, "decimals": 0}, "+2", "+2"),
        (Column("a", T("あ", "A"), "decimals"), {"a": None, "decimals": 1}, "未登録", "not registered"),
        (Column("a", T("あ", "A"), words="rule"), {"a": False}, "満たさない", "does not hold"),
        (Column("a", T("あ", "A"), words="rule"), {"a": None}, "判定できない", "cannot be judged"),
        (Column("a{lang}", T("あ", "A")), {"a": "日高", "a_en": "Hidaka"}, "日高", "Hidaka"),
    ],
)  # fmt: skip
def test_a_cell_is_its_value_or_the_word_for_its_absence(
    column: Column, row: dict[str, Any], ja: str, en: str
) -> None:
    assert column.cell(row, "ja") == ja
    assert column.cell(row, "en") == en


def test_a_heading_carries_its_unit() -> None:
    column = Column("a", T("交付額", "Grant"), unit=T("千円", "thousand yen"))
    assert (column.heading("ja"), column.heading("en")) == ("交付額（千円）", "Grant (thousand yen)")
    assert Column("a", T("地域", "Region")).heading("ja") == "地域"


def test_rows_without_a_figure_are_counted_by_their_word(build: Build) -> None:
    sql = "select unnest([1, null, null]) as a, unnest([null, 'undecided', 'out_of_scope']) as why"
    column = Column("a", T("値", "Value"), "count", missing="@why")
    assert set(_shown(build, sql, column).missing) == {"未定 1行", "対象外 1行"}
    assert set(_shown(build, sql, column, lang="en").missing) == {"undecided: 1 row", "not applicable: 1 row"}


def test_panels_bind_what_the_reader_chose() -> None:
    state = State(
        region="hidaka",
        peers=("nemuro",),
        year=2023,
        since=1980,
        until=2050,
        survey="staff_2026",
        per=True,
        search="研修",
        members=("012106",),
        coalition="北の会",
    )
    assert parameters(state) == {
        "region": "hidaka",
        "within": ["hidaka"],
        "peers": ["nemuro"],
        "prefectures": None,
        "today": os.environ["RENKEI_TODAY"],
        "year": 2023,
        "since": 1980,
        "until": 2050,
        "survey": "staff_2026",
        "per": True,
        "search": "研修",
        "members": ["012106"],
        "coalition": "北の会",
        "weights": [],
        "x_axis": "population_2020",
        "y_axis": "aged_share_2020_pct",
    }
    assert parameters(state, "compared")["within"] == ["nemuro", "hidaka"]
    assert parameters(state, "all")["within"] == []
    assert parameters(State(region="hidaka"), "compared")["within"] == []


def test_a_date_of_publication_is_not_passed_off_as_an_as_of(build: Build) -> None:
    cited = citations(
        build, ("kamikawa_council_2025", "hokkaido_casebook_2024", "akita_cooperation_2023"), "ja"
    )
    assert [c.as_of for c in cited] == ["2025年2月25日（公表日）", "2024年4月1日", "不明"]
    assert (
        citations(build, ("kamikawa_council_2025",), "en")[0].as_of == "25 February 2025 (publication date)"
    )


def test_a_source_that_the_build_does_not_hold_is_not_cited(build: Build) -> None:
    held = citations(build, ("no_such_source", "ipss_projection_2023"), "ja")
    assert [item.source_id for item in held] == ["ipss_projection_2023"]


def _csv(data: PanelData) -> list[list[str]]:
    return list(csv.reader(io.StringIO(csv_bytes(data).decode("utf-8-sig"))))


def test_a_download_is_the_table_with_a_mark_that_excel_reads(build: Build) -> None:
    data = prepare(PANELS["grant_table"], State(), build)
    raw = csv_bytes(data)
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == len(data.cells) + 1
    head, *rows = _csv(data)
    assert tuple(head) == data.headings
    assert [tuple(row) for row in rows] == list(data.cells)
    assert sum("未定" in row for row in rows) == 1


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "@SUM(A1)", "\t=1", "\r=1", "+cmd|' /C calc'!A0", "-2+3", "＝1+1", "＠x", "＋1+1", '="a"'],
)
def test_no_cell_of_a_download_is_a_formula(build: Build, cell: str) -> None:
    bound = cell.replace("'", "''")
    data = _shown(build, f"select '{bound}' as a", Column("a", T(cell, cell)))
    head, row = _csv(data)
    assert row == [f"'{cell}"]
    assert head == [f"'{cell}"]


@pytest.mark.parametrize(
    "cell", ["+9", "−1.2", "△1,234", "+1,000.5", "-", "－", "±0", "", "日高、十勝", 'a "b"']
)
def test_figures_and_marks_are_left_as_they_are(build: Build, cell: str) -> None:
    data = _shown(build, f"select '{cell}' as a", Column("a", T("あ", "A")))
    assert _csv(data)[1:] == [[cell]] or (cell == "" and csv_bytes(data).endswith(b'\r\n""\r\n'))


@pytest.mark.parametrize(
    "chart",
    [
        Grid(row="a", column="a", value="a", mark="yes"),
        Grid(row="a", row_group="a", column="a", value="number", number_kind="count", unit="a",
             missing="@why"),
        Register(title="a", group="a", lead="a", lists=(("outcome", "texts"),)),
        LinkList(name="a", text="a", year="year", page="a", region="a"),
        Table(),
    ],
)  # fmt: skip
def test_text_from_the_mart_never_becomes_markup(build: Build, chart: Chart) -> None:
    bound = _EVIL.replace("'", "''")
    sql = (f"select '{bound}' as a, true as yes, 1 as number, null as why, ['{bound}'] as texts, "
           f"null as year, '{bound}' as panel")  # fmt: skip
    data = _shown(build, sql, Column("a", T(_EVIL, _EVIL)), chart=chart)
    data = replace(data, notes=(_EVIL,), missing=(_EVIL,), build_id=_EVIL)
    draw = {"grid": html.grid, "register": html.register}.get(chart.kind, html.data_table)
    body = link_list(data, State()) if chart.kind == "link_list" else draw(data)
    for text in (body, html.heading(data), html.footer(data), html.data_table(data)):
        assert "script" in text
        assert "<script" not in text
        assert "\"'&" not in text  # neither quote ends an attribute
    card = html.cards([CardData(_EVIL, _EVIL, _EVIL, _EVIL, _EVIL, _EVIL)])
    assert "script" in card
    assert "<script" not in card
    assert "\"'&" not in card


def test_a_text_alternative_stops_at_eighty_rows_and_says_so(build: Build) -> None:
    data = _shown(build, "select unnest(range(100)) as a", Column("a", T("あ", "A"), "count"))
    text = paragraph(data)
    assert "；79" in text
    assert "；80" not in text
    assert text.endswith("ほか20行は表に")
