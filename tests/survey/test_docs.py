"""docs/survey.md and its twin: every command they name is there, and a walk prints what they show."""

from __future__ import annotations

import re

import pytest
import typer

from etl.cli import app
from etl.paths import Paths
from tests.conftest import ROOT
from tests.etl.helpers import called
from tests.survey.filling import Filler, ask_of, opened

PAGES = ("survey.md", "survey.en.md")
TEXTS = {page: (ROOT / "docs" / page).read_text(encoding="utf-8") for page in PAGES}
NAME = "staffing_2026"
_VERSION = re.compile(r"(?<=（版 )[0-9a-f]{8}|(?<=version )[0-9a-f]{8}|(?<=、版 )[0-9a-f]{8}")


def shown(page: str) -> list[str]:
    blocks = [b for b in re.findall(r"(?:^    .*\n)+", TEXTS[page], re.MULTILINE) if "[[accepted]]" not in b]
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line != "…" and not line.startswith("$ ")]


@pytest.mark.parametrize("page", PAGES)
def test_every_command_and_option_named_exists(page: str) -> None:
    commands = vars(typer.main.get_command(app))["commands"]
    survey = vars(commands["survey"])["commands"]
    assert set(re.findall(r"python -m etl survey (\w+)", TEXTS[page])) == set(survey)
    assert set(re.findall(r"python -m etl (\w+)", TEXTS[page])) <= set(commands)
    options = {
        o
        for c in (*survey.values(), commands["refresh"], commands["withdraw"])
        for p in c.params
        for o in p.opts
    }
    assert set(re.findall(r"`[^`]*?(--[a-z][a-z-]*)", TEXTS[page])) <= options


@pytest.mark.parametrize("page", PAGES)
def test_every_rule_named_is_one_that_is_told(page: str) -> None:
    table = TEXTS[page].split("`not_a_number`", 1)[1].split("\n\n", 1)[0]
    named = set(re.findall(r"`([a-z_]+)`", table)) - {"returns"}
    code = "".join(path.read_text("utf-8") for path in (ROOT / "etl").rglob("*.py"))
    assert len(named) >= 12
    assert [rule for rule in named if f'"{rule}"' not in code] == []


def test_a_walk_through_the_page_prints_what_it_shows(project: Paths) -> None:
    printed = [called(project, "survey", "new", NAME).stdout]
    ask_of(project.surveys / NAME / "survey.toml", ("上川総合振興局",))
    printed.append(called(project, "survey", "forms", NAME).stdout)
    filler = Filler(*opened(project, NAME))
    wrong = {("required", "civil_engineer"): "6名", ("required", "architect"): 4, ("present", "architect"): 5}
    filler.send("012211", wrong)
    filler.send("012203", {("required", "architect"): 4, ("present", "architect"): 4})
    printed.append(called(project, "survey", "status", NAME).stdout)
    everything = {_VERSION.sub("V", line.strip()) for line in "\n".join(printed).splitlines()}
    for page in PAGES:
        assert len(shown(page)) >= 6
        assert [line for line in shown(page) if _VERSION.sub("V", line) not in everything] == []
