"""office.toml: of the shipped office as of any other; what each key does, and what is said of a bad one."""

from __future__ import annotations

import shutil
from pathlib import Path

from etl.paths import Paths, paths_at
from etl.problems import Problems
from etl.read.settingsfile import report_settings
from renkei.office import home_of, settings_of
from tests.conftest import ROOT


def _checkout(folder: Path) -> Path:
    (folder / "sql" / "checks").mkdir(parents=True)
    (folder / "data").mkdir()
    shutil.copy(ROOT / "data" / "office.toml", folder / "data" / "office.toml")
    return folder


def test_the_shipped_office_has_the_settings_file_of_any_office(tmp_path: Path) -> None:
    root = _checkout(tmp_path)
    assert settings_of(None, root) == root / "data" / "office.toml"
    # its folder names it as the checkout does, and no other office
    assert paths_at(root / "data") == paths_at(root) == Paths(root)
    assert home_of(root / "data" / "mart") == (root, False)
    assert home_of(root / "data" / "samples" / "mart") == (root, True)
    problems = Problems()
    report_settings(Paths(root), problems)
    assert list(problems) == []


def test_a_board_toml_of_before_is_read_and_what_to_do_is_said(tmp_path: Path) -> None:
    root = _checkout(tmp_path)
    (root / "board.toml").write_text("[mart]\nkeep_builds = 2\n", encoding="utf-8")
    assert Paths(root).settings() == {"mart": {"keep_builds": 2}}
    problems = Problems()
    report_settings(Paths(root), problems)
    [told] = problems
    assert (told.rule, told.severity, told.file) == ("older_settings", "notice", "board.toml")
    assert "data/office.toml" in told.expected
    assert "data/office.toml" in told.expected_en
