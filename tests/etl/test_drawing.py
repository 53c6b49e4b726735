"""A view that the board cannot draw is set aside at check and refresh; one that is as it was is not drawn
again."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner

from etl import refresh
from etl.paths import Paths
from etl.problems import Problems
from etl.sqlviews import drawing, shipped, sqlfile
from etl.sqlviews.drawing import Board
from renkei.child import Child
from tests.conftest import ROOT, quiet

_VIEW = """\
/*
title: 試し
title_en: Trial
question: いくらか
grain: [k]
chart: {kind: ranked_bar, value: v, label: k}
columns:
  k: {label: 鍵, label_en: Key}
  v: {label: 値, label_en: Value, unit: 人, unit_en: persons}
*/
"""
GOOD = f"{_VIEW}select name as k, count(*) as v from region group by name order by k\n"
# each is a figure of the database, and together they have no axis: 2e308 is beyond what a machine counts
UNDRAWABLE = f"{_VIEW}select * from (values ('a', 1e308), ('b', -1e308)) as t (k, v)\n"


def _put(paths: Paths, **files: str) -> None:
    for name, text in files.items():
        (paths.sql / "views" / f"{name}.sql").write_text(text, encoding="utf-8")


@pytest.fixture
def bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """What never ends need not be waited for as long as on the board."""
    monkeypatch.setattr(drawing, "_SECONDS", 40.0)


def test_a_view_that_cannot_be_drawn_is_set_aside_and_the_others_are_published(
    small_live: Paths, bounded: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    _put(small_live, good=GOOD, never_drawn=UNDRAWABLE)
    first = refresh.run(small_live, quiet)
    assert first.result == "published"
    assert first.manifest is not None
    assert "good" in first.manifest["views"]
    assert "never_drawn" not in first.manifest["views"]
    [told] = first.manifest["aside"]["never_drawn"]
    assert (told["rule"], told["file"], told["row"]) == ("sql_draw", "sql/views/never_drawn.sql", 6)
    assert set(first.manifest["drawings"]) == {"good", "never_drawn"}  # those shipped are not drawn again

    # as it was: nobody asks the board
    (small_live.sql / "views" / "never_drawn.sql").unlink()
    _put(small_live, other=GOOD.replace("title: 試し", "title: 別"))
    asked: list[str] = []
    draw = drawing.Drawing._draw

    def counted(self: drawing.Drawing, file: sqlfile.SqlFile, *rest: object) -> object:
        asked.append(file.name)
        return draw(self, file, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(drawing.Drawing, "_draw", counted)
    second = refresh.run(small_live, quiet)
    assert second.manifest is not None
    assert asked == ["other"]
    assert second.manifest["drawings"]["good"] == first.manifest["drawings"]["good"]

    # other rows: asked again
    asked.clear()
    _put(small_live, good=GOOD.replace("count(*) as v", "count(*) + 1 as v"))
    assert refresh.run(small_live, quiet).manifest is not None
    assert asked == ["good"]


def test_sql_check_names_what_cannot_be_drawn(small_live: Paths, bounded: None) -> None:
    from etl.cli import app

    _put(small_live, never_drawn=UNDRAWABLE)
    file = str(small_live.sql / "views" / "never_drawn.sql")
    done = CliRunner().invoke(app, ["sql", "check", file, "--root", str(small_live.root)])
    assert done.exit_code == 1
    assert "sql_draw" in done.output


def test_without_the_board_the_views_are_published_and_a_notice_says_so(
    small_live: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Absent(Child):
        arguments = ("no_such_program",)

    monkeypatch.setattr(drawing, "Board", Absent)
    _put(small_live, good=GOOD)
    outcome = refresh.run(small_live, quiet)
    assert outcome.manifest is not None
    assert "good" in outcome.manifest["views"]
    assert "good" not in outcome.manifest["drawings"]  # the next refresh asks again
    assert [p.severity for p in outcome.problems if p.rule == "sql_draw"] == ["notice"]
    assert Board.arguments == ("dashboard", "trial")


def test_the_views_that_are_shipped_are_those_of_the_list() -> None:
    """After a change of sql/views write the marks that this shows into etl/sqlviews/shipped_views.csv."""
    files = sqlfile.load(sqlfile.Folders(ROOT / "sql"), "views", Problems())
    with Path(shipped.LIST).open(encoding="utf-8", newline="") as rows:
        listed = {row["name"]: row["sha256"] for row in csv.DictReader(rows)}
    assert {file.name: shipped.mark(file) for file in files} == listed
