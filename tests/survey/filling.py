"""Forms filled in with openpyxl, as a person does; every cell is told by its question and occupation."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from etl.paths import Paths
from etl.problems import Problems
from etl.shape import read_reference
from etl.survey.answercells import layout
from etl.survey.definition import Definition
from etl.survey.reading import load
from etl.survey.reference import survey_scope
from etl.survey.scope import Scope
from renkei.japan import today

Key = tuple[str, str]


def opened(paths: Paths, name: str) -> tuple[Definition, Scope]:
    """The definition of a survey and what it comes to."""
    problems = Problems()
    folder = paths.survey(name)
    assert folder is not None
    definition = load(folder, problems)
    assert definition is not None, [p.line(english=True) for p in problems]
    told = survey_scope(definition, read_reference(paths, problems), problems)
    assert not problems.stopping, [p.line(english=True) for p in problems]
    return definition, told


def past(toml: str) -> str:
    """The definition as it stands once its deadline is over: the answers are published."""
    last = today() - dt.timedelta(days=2)
    for key, day in (("fielded_from", last - dt.timedelta(days=30)), ("fielded_to", last)):
        toml, found = re.subn(rf"^{key} = [0-9-]+", f"{key} = {day}", toml, flags=re.MULTILINE)
        assert found == 1, key
    return toml


class Filler:
    """Writes answers into copies of the forms of one survey."""

    def __init__(self, definition: Definition, scope: Scope) -> None:
        self.folder = definition.folder
        self.names = {target.code: target.name for target in scope.targets}
        self.cells = {cell.key: cell for cell in layout(definition, scope).cells}

    def form(self, code: str) -> Path:
        return self.folder / "forms" / f"{code}_{self.names[code]}.xlsx"

    def book(self, code: str, answers: Mapping[Key, Any]) -> openpyxl.Workbook:
        book = openpyxl.load_workbook(self.form(code))
        for key, value in answers.items():
            cell = self.cells[key]
            book[cell.sheet].cell(cell.row, cell.column + 1, value)
        return book

    def send(self, code: str, answers: Mapping[Key, Any], name: str | None = None) -> Path:
        """The filled-in form lies in returns/."""
        path = self.folder / "returns" / (name or self.form(code).name)
        self.book(code, answers).save(path)
        return path


def ask_of(toml: Path, bureaus: Sequence[str]) -> None:
    """Of these districts alone, where a new definition asks those of every bureau."""
    listed = ", ".join(f'"{bureau}"' for bureau in bureaus)
    text, count = re.subn(
        r"(?m)^bureaus = \[.*?\]", f"bureaus = [{listed}]", toml.read_text(encoding="utf-8")
    )
    assert count == 1
    toml.write_text(text, encoding="utf-8")
