"""`python -m etl sql …` as an analyst uses it: in a process of its own, against a live build."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.paths import Paths
from tests.conftest import Mart, copy_built
from tests.etl.helpers import called, command, files
from tests.sql.bad_files import GOOD


@pytest.fixture(scope="module")
def live(mart: Mart, tmp_path_factory: pytest.TempPathFactory) -> Paths:
    return copy_built(mart, tmp_path_factory.mktemp("sql") / "live")


def test_check_names_the_place_and_publishes_nothing(live: Paths) -> None:
    before = files(live.mart)
    path = live.sql / "views" / "mine.sql"
    path.write_text(GOOD.replace("sum(", "summ("), encoding="utf-8")
    wrong = called(live, "sql", "check", str(path))
    assert wrong.returncode == 1, wrong.stderr
    assert "sql/views/mine.sql 行「15」 文字目「5」 値「summ」" in wrong.stdout
    assert "候補:「sum」" in wrong.stdout
    assert "  15 |     summ(amount_yen)::bigint as amount_yen\n     |     ^" in wrong.stdout
    path.write_text(GOOD, encoding="utf-8")
    good = called(live, "sql", "check", str(path))
    assert good.returncode == 0, good.stdout
    assert "sql/views/mine.sql: 8 行 × 3 列 / 8 rows × 3 columns" in good.stdout
    path.unlink()
    whole = command(live, "sql", "check")
    assert whole.returncode == 0, whole.stdout
    assert files(live.mart) == before


def test_a_skeleton_is_a_good_file_and_is_never_written_over(live: Paths) -> None:
    made = called(live, "sql", "new", "my_question")
    assert made.returncode == 0, made.stderr
    path = live.sql / "views" / "my_question.sql"
    text = path.read_text(encoding="utf-8")
    assert called(live, "sql", "check", str(path)).returncode == 0
    again = called(live, "sql", "new", "my_question")
    assert again.returncode == 2
    assert path.read_text(encoding="utf-8") == text
    path.unlink()


@pytest.mark.parametrize("name", ["Select", "select", "../x", "2024", "交付金"])
def test_a_name_that_cannot_be_a_view_is_refused(live: Paths, name: str) -> None:
    refused = called(live, "sql", "new", name)
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr
    assert not list(live.root.rglob("x.sql"))


def test_show_prints_rows_and_names_what_may_be_meant(live: Paths) -> None:
    shown = called(live, "sql", "show", "coverage")
    assert shown.returncode == 0, shown.stderr
    assert "kpi.coverage" in shown.stdout
    wrong = called(live, "sql", "show", "kpi.coverge")
    assert wrong.returncode == 2
    assert "kpi.coverage" in wrong.stderr


def test_docs_hold_every_column_and_ask_nothing_of_the_network(live: Paths, tmp_path: Path) -> None:
    out = tmp_path / "dictionary.html"
    assert called(live, "sql", "docs", "--out", str(out)).returncode == 0
    text = out.read_text(encoding="utf-8")
    assert "kpi.scheme_check" in text
    assert "http" not in text
    assert "<code>undecided</code>" in text  # a code of a column
    build_id = json.loads(live.current.read_text(encoding="utf-8"))["build_id"]
    package = json.loads(
        (live.builds / build_id / "parquet" / "datapackage.json").read_text(encoding="utf-8")
    )
    parquet = {p.name for p in (live.builds / build_id / "parquet").glob("*.parquet")}
    assert {resource["path"] for resource in package["resources"]} == parquet
    for resource in package["resources"]:
        for item in resource["schema"]["fields"]:
            assert item["description"], (resource["name"], item["name"])
            assert item["name"] in text


def test_without_a_build_the_way_to_one_is_told(project: Paths, run_refresh: Callable[..., object]) -> None:
    refused = called(project, "sql", "check")
    assert refused.returncode == 2
    assert "make refresh" in refused.stderr
