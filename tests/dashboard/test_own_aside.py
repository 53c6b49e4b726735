"""データと出典 says which tables of the office's own are set aside; why, to those alone who may type SQL."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from dashboard.text import LANGUAGES, Lang, word
from etl.problems import Problem
from tests.dashboard.test_builds import banners, opened

FILE = "data/sources/own_doctors/doctors.csv"


@pytest.fixture(scope="module")
def set_aside(mart_copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A mart whose refresh found a cell unreadable in each of 30 rows."""
    target = Path(shutil.copytree(mart_copy, tmp_path_factory.mktemp("own") / "mart"))
    told = [
        Problem(
            "aside",
            "not_readable",
            "整数で書きます",
            "must be a whole number",
            FILE,
            None,
            row,
            "医師数",
            f"三百<{row}>",
            source_id="own_doctors",
        )
        for row in range(2, 32)
    ]
    [file] = target.glob("builds/*/manifest.json")
    manifest = json.loads(file.read_text(encoding="utf-8"))
    notices = [*manifest["notices"], *(problem.as_dict() for problem in told)]
    file.write_text(json.dumps(manifest | {"notices": notices}), encoding="utf-8")
    return target


@pytest.mark.parametrize(("settings", "may"), [("", False), ('[sql]\neditor = "everyone"', True)])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_reason_is_for_those_who_may_type(
    set_aside: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: str, may: bool, lang: Lang
) -> None:
    (tmp_path / "office.toml").write_text(settings, encoding="utf-8")
    monkeypatch.setenv("RENKEI_MART", str(set_aside))
    monkeypatch.setenv("RENKEI_SETTINGS", str(tmp_path / "office.toml"))
    page = opened("data", lang=lang)
    assert word("own_table.aside", lang) in banners(page)
    assert FILE in page
    assert word("own_table.aside_waiting", lang) not in page
    assert (word("own_table.untold", lang) in page) is not may
    # whoever may: of very many the first; nobody else reads a cell
    assert [page.count(f"三百&lt;{row}&gt;") for row in (2, 21, 22)] == ([1, 1, 0] if may else [0, 0, 0])
    assert (word("analyst.more", lang).format(count=10) in page) is may
