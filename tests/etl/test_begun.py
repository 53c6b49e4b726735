"""The DuckDB file of a build is begun with the live build's: whatever changed, it holds what one made from
nothing does."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.build import fingerprint, write
from etl.paths import Paths
from tests.etl.helpers import add, casebook, swap
from tests.etl.test_reuse import NEW_ROW, database_of
from tests.etl.test_verdicts import published, rewritten


def a_row(paths: Paths) -> None:
    add(casebook(paths, "recruitment.csv"), NEW_ROW)


def a_label(paths: Paths) -> None:
    swap(paths.sql / "views" / "idle_years.sql", "label_en: Project}", "label_en: Undertaking}")


def a_select(paths: Paths) -> None:
    swap(paths.sql / "views" / "idle_years.sql", "count(*) as idle_years", "count(*) + 0 as idle_years")


def a_view_less(paths: Paths) -> None:
    (paths.sql / "views" / "idle_years.sql").unlink()


def a_view_more(paths: Paths) -> None:
    text = (paths.sql / "views" / "idle_years.sql").read_text(encoding="utf-8")
    (paths.sql / "views" / "more.sql").write_text(text, encoding="utf-8")


def a_reason(paths: Paths) -> None:
    toml = casebook(paths, "source.toml")
    text = toml.read_text(encoding="utf-8")
    assert 'reason = "' in text
    toml.write_text(text.replace('reason = "', 'reason = "確かめた。', 1), encoding="utf-8")


CHANGES: list[Callable[[Paths], None]] = [
    a_row,
    a_label,
    a_select,
    a_view_less,
    a_view_more,
    a_reason,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_the_file_holds_what_one_made_from_nothing_does(
    small_live: Paths, change: Callable[[Paths], None], begun: list[bool], tmp_path: Path
) -> None:
    change(small_live)
    published(small_live)
    assert begun == [True]
    fresh = Paths(Path(shutil.copytree(small_live.root, tmp_path / "fresh")))
    shutil.rmtree(fresh.mart)
    begun.clear()
    published(fresh)
    assert begun == [False]
    assert database_of(small_live) == database_of(fresh)


def test_what_another_program_made_is_not_begun_with(small_live: Paths, begun: list[bool]) -> None:
    rewritten(small_live, program="another")
    a_row(small_live)
    published(small_live)
    assert begun == [False]


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each database was begun with the live build's."""
    found: list[bool] = []
    begin = write._begun

    def noted(*arguments: object) -> dict[str, str]:
        known = begin(*arguments)  # type: ignore[arg-type]
        found.append(bool(known))
        return known

    monkeypatch.setattr(write, "_begun", noted)
    return found


def test_a_copy_that_is_not_what_was_published_is_not_begun_with(
    small_live: Paths, begun: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk may give other bytes after the live build was looked at."""
    copy = shutil.copyfile

    def spoiled(source: Path, target: Path) -> None:
        copy(source, target)
        data = bytearray(Path(target).read_bytes())
        data[len(data) // 2] ^= 0xFF
        Path(target).write_bytes(data)

    monkeypatch.setattr(write.shutil, "copyfile", spoiled)
    a_row(small_live)
    published(small_live)
    assert begun == [False]


def test_the_file_does_not_grow_with_every_row(small_live: Paths, begun: list[bool]) -> None:
    first = _size(small_live)
    for number in range(4):
        add(casebook(small_live, "recruitment.csv"), NEW_ROW.replace("令和5", f"令和{6 + number}"))
        published(small_live)
    assert begun == [True] * 4
    assert _size(small_live) < first * 1.5


def _size(paths: Paths) -> int:
    live = fingerprint.live_manifest(paths)
    assert live is not None
    size: int = live["files"]["cooperation.duckdb"]
    return size
