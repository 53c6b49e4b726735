"""The commands of the manual run as they are written; those that cannot run here are named with a reason."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import ROOT
from tests.documentation.pages import PAGES, blocks, commands, words

# what a command begins with → why this test does not run it
NOT_RUN = {
    r"make setup$": "fills an environment",
    r"py -m venv|\.venv/Scripts/python -m pip": "fills an environment of Windows",
    r"sudo systemctl|systemctl|journalctl": "belongs to a system that starts services",
    r"schtasks": "belongs to Windows",
    r"make refresh$": "tests/test_data_readme.py and tests/survey/test_docs.py refresh",
    r"python -m etl (?:table|sql) new": "tests/own/test_table_new.py, tests/etl/test_sql_commands.py",
    r"python -m etl survey": "tests/survey/test_docs.py walks through it",
    r"python -m dashboard pack|renkei --office \S+ pack": "tests/dashboard/pack/test_command.py makes packs",
    r"renkei --office \S+ (?:run|serve)$": "serves until it is ended: tests/dashboard/chrome.py",
    r"renkei --office \S+ refresh$": "tests/office/test_adopters.py refreshes this very office",
}
_PRODUCT = re.compile(r"^(?:\.venv/bin/)?python -m renkei\b")


def written() -> dict[str, None]:
    """Every command, as a shell takes it."""
    found = (" ".join(words(command)) for name in PAGES for command in commands(name))
    return dict.fromkeys(_PRODUCT.sub("renkei", command) for command in found)


def is_run(command: str) -> bool:
    return not any(re.match(start, command) for start in NOT_RUN)


def test_what_is_not_run_is_in_the_manual() -> None:
    for start in NOT_RUN:
        assert any(re.match(start, command) for command in written()), start


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where ~ leads: the workbook that the manual looks at lies there once the office is made."""
    return tmp_path_factory.mktemp("home")


def _workbook(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "交付実績"
    rows = (["交付実績"], [], ["圏域", "年度", "区分", "交付額（千円）"])
    for row in (*rows, ["ueda", "令和5年度", "交付額", 8000], ["ueda", "令和6年度", "交付額", 10000]):
        sheet.append(row)
    book.save(path)


def test_every_other_command_runs(home: Path) -> None:
    """In the order of the manual; an office that is there already is made beside it under another name."""
    run = [command for command in written() if is_run(command)]
    assert {words(command)[1 if "--office" not in command else 3] for command in run} == {
        "new",
        "inspect",
        "upgrade",
    }
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    made: list[str] = []
    for command in sorted(run, key=lambda line: " new " not in line):
        words_ = [word.replace("~", str(home)) for word in words(command)[1:]]
        if words_[0] == "new" and words_[-1] in made:
            words_[-1] += f"_{len(made)}"
        made += words_[-1:] if words_[0] == "new" else []
        if "inspect" in words_:
            _workbook(Path(words_[-1]))
        ended = subprocess.run(
            [sys.executable, "-m", "renkei", *words_],
            cwd=home, env=environment, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        # an unknown layout is told as such: something is to be completed
        assert ended.returncode == ("inspect" in words_), (command, ended.stdout, ended.stderr)
        if "inspect" in words_:
            shown = [block for block in blocks("excel.md") if "見出しの行 / header" in block]
            assert shown
            assert all(line.strip() in ended.stdout for line in shown[0].splitlines())
