"""The trial of a view draws its panel by every output, and names the outputs that cannot, with the cause."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard import trial
from dashboard.text import LANGUAGES, word
from renkei import whole
from renkei.child import Child
from tests.dashboard.undrawable import BROKEN, CAUSE


def _exported(folder: Path, name: str, header: Mapping[str, Any], select: str) -> Path:
    """A view's rows as the refresh hands them over; nobody has judged them."""
    folder.mkdir()
    with duckdb.connect(str(folder / "cooperation.duckdb")) as connection:
        connection.execute(
            "create schema views; create table source (source_id varchar, title varchar, title_en varchar, "
            "publisher varchar, publisher_en varchar, as_of date, published_on date)"
        )
        connection.execute(f'create view views."{name}" as {select}')
    views = {name: {"header": header, "select": select, "sources": [], "aside": False}}
    held = whole.contents(folder, [whole.DATABASE])
    manifest = {"build_id": folder.name, "input_hash": "", **held, "views": views}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "outputs"),
    [
        ("a_not_answered", {"panel"}),
        # a text where a bar should be: the tables can be written, the charts cannot
        ("b_not_drawn", {"screen", "projected", "slide", "sheet", "offline"}),
        ("c_no_panel", {"panel"}),
        ("d_good", set()),
    ],
)
def test_each_output_that_cannot_draw_is_named_with_its_cause(
    name: str, outputs: set[str], tmp_path: Path
) -> None:
    found = trial.faults(_exported(tmp_path / "rows", name, *BROKEN[name]))
    assert {fault.output for fault in found} == outputs
    for fault in found:
        assert fault.cause
        assert "\n" not in fault.cause
        assert fault.as_dict()["ja"] == word(f"trial.{fault.output}", "ja")
    if name == "a_not_answered":
        assert CAUSE in found[0].cause


def test_every_output_of_the_trial_has_its_word() -> None:
    for output in trial.OUTPUTS:
        for lang in LANGUAGES:
            assert word(f"trial.{output}", lang) != f"trial.{output}"


def test_every_format_of_a_pack_is_tried() -> None:
    from dashboard.pack.formats import FORMATS

    # the handout is the offline page on paper, which _offline makes as well
    assert set(FORMATS) == {"pptx", "xlsx", "pdf", "html", "csv", "parquet"}
    assert set(trial.OUTPUTS[1:]) == set(trial._DRAW)


class _Board(Child):
    arguments = ("dashboard", "trial")


def test_the_process_answers_view_by_view(tmp_path: Path) -> None:
    board = _Board()
    try:
        assert json.loads(board.ask(b"", 180)) == []
        good = _exported(tmp_path / "good", "d_good", *BROKEN["d_good"])
        wrong = _exported(tmp_path / "wrong", "a_not_answered", *BROKEN["a_not_answered"])
        assert json.loads(board.ask(str(good).encode(), 120)) == []
        [fault] = json.loads(board.ask(str(wrong).encode(), 120))
        assert CAUSE in fault["cause"]
        shutil.rmtree(good)
        assert json.loads(board.ask(str(good).encode(), 120)) is None  # the disk's, no fault of the view
        assert board.alive
    finally:
        board.end()
