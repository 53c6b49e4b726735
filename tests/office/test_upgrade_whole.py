"""renkei upgrade --write rewrites all files or none, whatever stops it."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.paths import Paths
from etl.problems import Problems
from etl.read.settingsfile import report_settings
from etl.upgrade import put as putting
from etl.upgrade.plan import Refused, plan
from tests.office.olderoffices import call, content_of


def test_an_upgrade_that_cannot_be_written_leaves_every_file_as_it_was(
    folder: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full at the third file that takes its place."""
    before, placed = content_of(folder.folder), []

    def place(file: Path, target: Path) -> None:
        placed.append(target)
        if len(placed) == 3:
            raise OSError(28, "No space left on device")
        putting_place(file, target)

    putting_place = putting._place
    monkeypatch.setattr(putting, "_place", place)
    code, said = call("upgrade", "--root", str(folder.folder), "--write")
    assert code == 2
    assert "No space left" in said
    assert content_of(folder.folder) == before


def test_an_upgrade_that_was_killed_is_taken_back_by_the_next(
    folder: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, placed = content_of(folder.folder), []

    def place(file: Path, target: Path) -> None:
        placed.append(target)
        if len(placed) == 3:
            raise SystemExit  # nothing after it runs
        putting_place(file, target)

    putting_place = putting._place
    with monkeypatch.context() as killed:
        killed.setattr(putting, "_place", place)
        killed.setattr(putting, "take_back", lambda paths: True)
        with pytest.raises(SystemExit):
            putting.put(plan(folder), folder)
    assert content_of(folder.folder) != before
    problems = Problems()
    report_settings(folder, problems)
    assert [problem.rule for problem in problems] == ["upgrade_interrupted"]
    code, said = call("upgrade", "--root", str(folder.folder))
    assert code == 0
    assert "taken back" in said
    assert content_of(folder.folder) == before


def test_a_file_that_changed_meanwhile_is_not_overwritten(folder: Paths) -> None:
    planned = plan(folder)
    own = folder.sources / "own" / "source.toml"
    own.write_text(own.read_text(encoding="utf-8") + "# 追記\n", encoding="utf-8")
    before = content_of(folder.folder)
    with pytest.raises(Refused):
        putting.put(planned, folder)
    assert content_of(folder.folder) == before
