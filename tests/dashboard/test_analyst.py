"""A file in sql/views becomes a panel by its header; one set aside says so on the page."""

from __future__ import annotations

import re

import pytest

from dashboard import analyst
from dashboard.charts.kinds import KINDS, drawings
from dashboard.charts.plotly import make_figure
from dashboard.mart import Build, Mart, shared_mart
from dashboard.panel import prepare
from dashboard.render.screen import PARTS
from dashboard.state import State
from dashboard.text import LANGUAGES
from etl.paths import Paths
from tests.conftest import Mart as Shipped
from tests.dashboard.test_pages import _html, _open

_COLUMNS = """
  region_id: {label: 地域ID, label_en: Region ID}
  name: {label: 地域, label_en: Region}
  fiscal_year: {label: 年度, label_en: Fiscal year, unit: 年度}
  amount_yen: {label: 交付額, label_en: Grant, unit: 円, unit_en: yen}
*/
select region_id, name, fiscal_year, amount_yen from kpi.disbursement_by_year
"""


def _view(chart: str, more: str = "") -> str:
    return (
        f"/*\ntitle: 試し\ntitle_en: Trial\nquestion: いくらか\ngrain: [region_id, fiscal_year]\n"
        f"chart: {chart}\n{more}columns:{_COLUMNS}"
    )


VIEWS = {
    "as_grid": _view("{kind: grid, row: name, column: fiscal_year, value: amount_yen}"),
    "as_lines": _view("{kind: lines, x: fiscal_year, value: amount_yen, series: name}").replace(
        "unit: 円, unit_en", "unit: 円, kind: decimal2, unit_en"
    ),
    "as_table": _view(
        "{kind: table}", "filters: [region]\nnotes: [実績と見込]\nnotes_en: [Actual and planned]\n"
    ),
    "as_dumbbell": _view(
        "{kind: dumbbell, label: name, first: amount_yen, second: later, first_year: fiscal_year, "
        "second_year: fiscal_year}"
    )
    .replace("*/", "  later: {label: 後, label_en: Later, unit: 円}\n*/")
    .replace("amount_yen from", "amount_yen, amount_yen as later from"),
}


@pytest.fixture(scope="module")
def built(mart: Shipped, tmp_path_factory: pytest.TempPathFactory) -> tuple[Paths, Build]:
    from etl import refresh
    from tests.conftest import copy_built, quiet

    paths = copy_built(mart, tmp_path_factory.mktemp("analyst") / "live")
    for name, text in VIEWS.items():
        (paths.sql / "views" / f"{name}.sql").write_text(text, encoding="utf-8")
    (paths.sql / "views" / "never.sql").write_text("select 1 as a", encoding="utf-8")
    assert refresh.run(paths, quiet).result == "published"
    broken = VIEWS["as_table"].replace("amount_yen from", "amount_yn from")
    (paths.sql / "views" / "as_table.sql").write_text(broken, encoding="utf-8")
    assert refresh.run(paths, quiet).result == "published"
    return paths, Mart(paths.mart).live()


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_of_chart_a_header_may_name_is_drawn(
    built: tuple[Paths, Build], name: str, lang: str
) -> None:
    data = prepare(analyst.panels(built[1])[f"{name}"], State(lang=lang), built[1])  # type: ignore[arg-type]
    assert len(data.rows) == 32
    kind = data.panel.chart.kind
    assert kind == name.removeprefix("as_")
    assert make_figure(drawings(data)).data if kind in KINDS else PARTS[kind](data)


@pytest.mark.parametrize(
    ("name", "pattern"), [("as_lines", r"[0-9,]+\.00|不明"), ("as_table", "[0-9,]+|不明")]
)
def test_a_header_may_say_how_a_number_is_shown(built: tuple[Paths, Build], name: str, pattern: str) -> None:
    data = prepare(analyst.panels(built[1])[name], State(), built[1])
    at = data.headings.index("交付額（円）")
    assert len(data.cells) == 32
    assert [row[at] for row in data.cells if not re.fullmatch(pattern, row[at])] == []


def test_filters_of_the_header_narrow_the_rows(built: tuple[Paths, Build]) -> None:
    panel = analyst.panels(built[1])["as_table"]
    narrowed = prepare(panel, State(region="hidaka"), built[1])
    assert {row["region_id"] for row in narrowed.rows} == {"hidaka"}
    assert narrowed.notes[0] == "実績と見込"
    whole = analyst.panels(built[1])["as_lines"]
    assert len(prepare(whole, State(region="hidaka"), built[1]).rows) == 32


@pytest.mark.parametrize(
    ("lang", "kept", "gone"),
    [
        (
            "ja",
            "sql/views/as_table.sql は使えないため、前の正しい版を示しています",
            "sql/views/never.sql は使えないため、表示していません",
        ),
        (
            "en",
            "sql/views/as_table.sql cannot be used; its last good version",
            "sql/views/never.sql cannot be used and is not",
        ),
    ],
)
def test_the_page_says_what_was_set_aside(
    built: tuple[Paths, Build], monkeypatch: pytest.MonkeyPatch, lang: str, kept: str, gone: str
) -> None:
    monkeypatch.setenv("RENKEI_MART", str(built[0].mart))
    shared_mart.cache_clear()
    at = _open("analyst", lang=lang)
    shared_mart.cache_clear()
    assert [item.value for item in at.exception] == []
    html = _html(at)
    assert kept in html
    assert gone in html
    assert "amount_yen" in html[html.index(kept) : html.index(kept) + 400]  # what may be meant
