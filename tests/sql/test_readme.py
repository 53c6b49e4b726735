"""sql/README: its commands exist, its example is a good file, its Python runs, no key is left untold."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

from etl.cli import app
from etl.sqlviews import charts, headerkeys
from tests.conftest import ROOT, Mart
from tests.etl.helpers import command

READMES = ("README.md", "README.ja.md")


def _text(name: str) -> str:
    return (ROOT / "sql" / name).read_text(encoding="utf-8")


def _blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", _text(name), re.DOTALL)


def test_both_languages_name_the_same_commands_and_hold_the_same_code() -> None:
    told = [
        (
            sorted(set(re.findall(r"python -m [a-z ]+", _text(name)))),
            _blocks(name, "sql"),
            _blocks(name, "python"),
        )
        for name in READMES
    ]
    assert told[0] == told[1]


@pytest.mark.parametrize("name", READMES)
def test_the_example_ranks_no_sum_over_unlike_numbers_of_years(name: str) -> None:
    """Before: yen_per_resident, of one year here and of four there."""
    for block in _blocks(name, "sql"):
        assert "yen_per_resident_year" in block
        assert not re.search(r"\byen_per_resident\b", block)


@pytest.mark.parametrize("name", READMES)
def test_every_command_exists(name: str) -> None:
    root = typer.main.get_command(app)
    named = re.findall(r"python -m etl ([a-z]+)(?: ([a-z]+))?", _text(name))
    assert len(named) >= 8
    for first, second in named:
        found = root.commands[first]  # type: ignore[attr-defined]
        if first == "sql":
            assert second in found.commands
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    made = set(re.findall(r"make ([a-z-]+)", _text(name)))
    assert {"watch", "test"} <= made
    assert made <= targets


@pytest.mark.parametrize("name", READMES)
def test_every_key_chart_check_and_filter_is_told(name: str) -> None:
    text = _text(name)
    for word in (
        *headerkeys.VIEW,
        *headerkeys.COLUMN,
        *charts.KINDS,
        *headerkeys.CHECKS,
        *headerkeys.FILTERS,
    ):
        assert f"`{word}`" in text, word
    for kind, told in charts.KINDS.items():
        (line,) = [line for line in text.splitlines() if line.startswith(f"| `{kind}` |")]
        assert all(f"`{key}`" in line for key in (*told.needs, *told.may))


@pytest.mark.parametrize("name", READMES)
def test_the_example_is_a_good_file(mart: Mart, tmp_path: Path, name: str) -> None:
    (example,) = _blocks(name, "sql")
    path = tmp_path / "my_question.sql"
    path.write_text(example, encoding="utf-8")
    good = command(mart.paths, "sql", "check", str(path))
    assert good.returncode == 0, good.stdout
    line = "sql/views/my_question.sql: 8 行 × 4 列 / 8 rows × 4 columns"
    assert line in good.stdout
    assert line in _text(name)
    # and what the README shows of a mistake is what is printed
    typo = example.replace("    yen_per_resident_year\n", "    yen_per_residnt_year\n")
    path.write_text(typo, encoding="utf-8")
    wrong = command(mart.paths, "sql", "check", str(path)).stdout
    shown = re.search(r"保留: sql/views/my_question\.sql (.*)\n", _text(name))
    assert shown is not None
    assert shown.group(1) in wrong
    assert "候補:「yen_per_resident_year」" in wrong


@pytest.mark.parametrize("number", [0, 1])
def test_the_python_runs_where_the_mart_is(mart: Mart, tmp_path: Path, number: int) -> None:
    shutil.copytree(mart.paths.mart, tmp_path / "data" / "mart")
    code = _blocks("README.md", "python")[number]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [["11", "11"], [str(mart.scalar("select count(*) from region"))]][number]


def test_the_pointer_and_the_storage_version_are_as_told(mart: Mart) -> None:
    from etl.build.write import STORAGE_VERSION

    pointer = json.loads((mart.paths.mart / "current.json").read_text(encoding="utf-8"))
    assert pointer == {"build_id": mart.build_id}
    assert all(STORAGE_VERSION in _text(name) for name in READMES)
