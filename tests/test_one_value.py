"""Of an option that stands twice neither counts: the command ends and says so."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from dashboard.__main__ import cli
from etl.cli import app


@pytest.mark.parametrize(
    ("command", "flag"),
    [
        ("refresh --accept a1 --accept b2", "--accept"),
        ("new-year 2025 --out x --out=y", "--out"),
        ("sql check x --root a --root b", "--root"),
        ("survey forms x --root a --root b", "--root"),
    ],
)
def test_an_option_of_one_value_stands_once(command: str, flag: str) -> None:
    result = CliRunner().invoke(app, command.split())
    assert result.exit_code == 2
    assert f"{flag} は一度だけ" in result.output
    assert f"{flag} takes one value" in result.output


def test_so_do_those_of_the_board() -> None:
    result = CliRunner().invoke(cli, ["pack", "--out", "a.pptx", "--out", "b.pptx"])
    assert result.exit_code == 2
    assert "--out" in result.output


def test_what_is_wrong_otherwise_is_said_by_the_command() -> None:
    result = CliRunner().invoke(app, ["refresh", "--nope"])
    assert result.exit_code == 2
    assert "--nope" in result.output
