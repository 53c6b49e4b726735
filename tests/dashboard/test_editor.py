"""SQL in the browser: off for readers, and what is saved is a file the refresh takes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from dashboard.mart import Build
from dashboard.sandbox import allowed
from dashboard.sandbox.ask import Limits, available
from dashboard.sandbox.save import described_columns, view_file
from dashboard.text import LANGUAGES, Lang, word
from etl.problems import Problems
from etl.sqlviews.sqlfile import Folders
from etl.sqlviews.views import Views
from renkei.sqlheader import HeaderColumn
from tests.dashboard.test_pages import _html, _open

pytestmark = pytest.mark.skipif(not available(), reason="the sandbox needs the limits of POSIX")
SQL = (
    "select region_id, name, fiscal_year, amount_yen, amount_yen / 1000.0 as halves "
    "from kpi.disbursement_by_year;\n"
)


@pytest.fixture
def office_toml(monkeypatch: pytest.MonkeyPatch, mart_copy: Path, tmp_path: Path) -> Path:
    monkeypatch.setenv("RENKEI_MART", str(mart_copy))
    file = tmp_path / "office.toml"
    monkeypatch.setenv("RENKEI_SETTINGS", str(file))
    return file


@pytest.mark.parametrize(
    ("text", "user", "may"),
    [
        (None, {}, False),
        ("", {}, False),
        ('[sql]\neditor = "off"', {"is_logged_in": True}, False),
        ('[sql]\neditor = "everyone"', {}, True),
        ('[sql]\neditor = "signed_in"', {}, False),
        ('[sql]\neditor = "signed_in"', {"is_logged_in": False, "email": "a@b"}, False),
        ('[sql]\neditor = "signed_in"', {"is_logged_in": True, "email": "a@b"}, True),
        ('[sql]\neditor = "signed_in"\neditors = ["c@d"]', {"is_logged_in": True, "email": "a@b"}, False),
        ('[sql]\neditor = "signed_in"\neditors = ["a@b"]', {"is_logged_in": True, "email": "a@b"}, True),
        ('[sql]\neditor = "signed_in"\neditors = []', {"is_logged_in": True, "email": "a@b"}, False),
        ("[sql\neditor =", {"is_logged_in": True}, False),
        ("[sql]\neditor = true", {"is_logged_in": True}, False),
    ],
)
def test_who_may_type(office_toml: Path, text: str | None, user: Mapping[str, Any], may: bool) -> None:
    if text is not None:
        office_toml.write_text(text, encoding="utf-8")
    assert allowed.may_type(user) is may


def test_limits_come_from_the_settings_and_nonsense_falls_back(office_toml: Path) -> None:
    office_toml.write_text("[sql]\nseconds = 3\nrows = -1\nmemory_mb = 'x'", encoding="utf-8")
    assert allowed.limits() == Limits(seconds=3)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_readers_see_no_editor(office_toml: Path, lang: Lang) -> None:
    at = _open("analyst", lang=lang)
    assert [item.value for item in at.exception] == []
    assert len(at.text_area) == 0
    assert word("sql.title", lang) not in _html(at)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_question_is_answered_and_drawn(office_toml: Path, lang: Lang) -> None:
    office_toml.write_text('[sql]\neditor = "everyone"', encoding="utf-8")
    at = _open("analyst", lang=lang)
    at.text_area(key="sql_text").set_value(SQL).run()
    at.button(key="sql_run").click().run()
    assert [item.value for item in at.exception] == []
    assert word("sql.rows", lang).format(count="32") in _html(at)
    for kind in ("ranked_bar", "lines", "grid", "table"):
        at.selectbox(key="sql_kind").set_value(kind).run()
        assert [item.value for item in at.exception] == [], kind
    at.text_area(key="sql_text").set_value("select nme from region").run()
    at.button(key="sql_run").click().run()
    assert word("sql.refused_wrong", lang) in _html(at)
    assert "name" in _html(at)[_html(at).index(word("sql.candidates", lang)) :]
    at.text_area(key="sql_text").set_value("drop table region").run()
    at.button(key="sql_run").click().run()
    assert word("sql.refused_not_allowed", lang)[:20] in _html(at)
    at.text_input(key="sql_wanted").set_value("cap_use").run()
    assert "cap_use_pct" in _html(at)


def test_what_is_saved_is_a_whole_file_that_stands(build: Build, mart_copy: Path, tmp_path: Path) -> None:
    columns = [
        ("region_id", "VARCHAR"),
        ("name", "VARCHAR"),
        ("fiscal_year", "BIGINT"),
        ("amount_yen", "BIGINT"),
        ("halves", "DOUBLE"),
    ]
    chart = {"kind": "lines", "x": "fiscal_year", "value": "amount_yen", "series": "name"}
    known = described_columns(build)
    text = view_file(SQL, columns, ["region_id", "fiscal_year"], "交付額: */ 試し", chart, known)
    (tmp_path / "views").mkdir()
    (tmp_path / "views" / "mine.sql").write_text(text, encoding="utf-8")
    problems = Problems()
    views = Views()
    views.load(Folders(tmp_path), problems)
    assert list(problems) == []
    assert views.aside == {}
    (file,) = views.files
    assert file.header.chart == chart
    assert (file.columns["amount_yen"].unit, file.columns["amount_yen"].unit_en) == ("円", "yen")
    assert file.columns["halves"] == HeaderColumn("halves", "halves", "単位を書く")
    assert file.select == SQL.strip().rstrip(";")


def test_the_settings_of_the_project_leave_the_editor_off() -> None:
    assert "RENKEI_SETTINGS" not in os.environ
    assert allowed.settings().get("editor") == "off"
