"""What of the product writes in an office's folder: the commands that docs/office.md lists, where it says."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import typer
from typer.main import get_command
from typer.testing import CliRunner

from dashboard.__main__ import cli
from dashboard.mart import shared_mart
from etl.cli import app
from etl.paths import Paths
from tests.conftest import ROOT

_ROW = re.compile(r"(?m)^\| (`[^|]*`) \| (`[^|]*`|なし) \|")
_NAMES = re.compile("`([^`]+)`")
# what runs on until it is ended, and one of which a test of its own shows where it writes
_APART = {"watch", "new"}


def _documented() -> dict[str, tuple[str, ...]]:
    """Command → the places that docs/office.md says it writes in."""
    text = (ROOT / "docs" / "office.md").read_text(encoding="utf-8")
    part = text[text.index("## だれがフォルダに書くか") :]
    return {
        command: tuple(_NAMES.findall(places))
        for commands, places in _ROW.findall(part)
        for command in _NAMES.findall(commands)
    }


def _commands(command: object, before: str = "") -> Iterator[str]:
    for name, inner in getattr(command, "commands", {}).items():
        if getattr(inner, "commands", None):
            yield from _commands(inner, f"{name} ")
        elif not inner.hidden:
            yield f"{before}{name}"


def _state(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file of the office: when it was written, and what is in it."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _is_in(name: str, places: Sequence[str]) -> bool:
    return any(re.match(re.escape(place).replace(r"\*", "[^/]*"), name) for place in places)


def test_every_command_is_documented_and_no_other() -> None:
    there = {*_commands(get_command(app)), *_commands(get_command(cli)), "serve", "upgrade --write"}
    assert set(_documented()) == there - {"new"}


def test_no_command_writes_elsewhere_in_the_folder(
    updated: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = Path(shutil.copytree(updated.root, tmp_path / "office"))
    shutil.copy(ROOT / "pyproject.toml", root)  # how SQL is formatted
    paths, out = Paths(root), tmp_path / "out"
    out.mkdir()
    monkeypatch.chdir(out)
    monkeypatch.setenv("RENKEI_MART", str(paths.mart))
    text = tmp_path / "casebook.txt"
    text.write_text("令和６年度　交付額　5,000千円\n", encoding="utf-8")
    table = tmp_path / "libraries.csv"
    table.write_text(
        "市町村コード,市町村,図書館数（館）\n012025,函館市,7\n012033,小樽市,1\n", encoding="utf-8"
    )
    first, live = sorted(folder.name for folder in paths.builds.glob("[!.]*"))
    calls: list[tuple[str, Sequence[str]]] = [
        ("status", ()),
        ("builds", ()),
        ("diff", (first, live)),
        ("pin", (live, "--as", "第2回")),
        ("unpin", (live,)),
        ("rollback", (first,)),
        ("rollback", (live,)),
        ("withdraw", (first, "--reason", "試し")),
        ("withdraw", ("--lift", first)),
        ("prune", ("--keep", "1")),
        ("new-year", ("2025", "--list")),
        ("new-year", ("2025",)),
        ("document", (str(text), "--year", "2025")),
        ("table new", ("libraries", str(table))),
        ("inspect", (str(paths.sources / "hokkaido_casebook_2024" / "regions.csv"),)),
        ("sql new", ("ours",)),
        ("sql format", (str(paths.views / "ours.sql"),)),
        ("sql check", ()),
        ("sql show", ("region",)),
        ("sql docs", ()),
        ("sql lineage", ("kpi.disbursement_total",)),
        ("survey new", ("staff_2027",)),
        ("survey forms", ("staff_2027",)),
        ("survey status", ("staff_2027",)),
        ("upgrade", ()),
        ("upgrade --write", ()),
        ("refresh", ()),
        ("doctor", ()),
        ("pack", ("--meeting", "第2回", "--date", "2026-12-01", "--pages", "population", "--format", "csv")),
    ]
    documented, ended = _documented(), {}
    assert {name for name, _ in calls} == set(documented) - _APART - {"serve"}
    for name, words in calls:
        before = _state(root)
        shown = name in ("doctor", "pack")
        arguments = [*name.split(), *words, *(() if shown else ("--root", str(root)))]
        done = CliRunner().invoke(cli if shown else app, arguments)
        shared_mart.cache_clear()
        ended[name] = done.exit_code
        after = _state(root)
        written = {file for file in before.keys() | after.keys() if before.get(file) != after.get(file)}
        # in a checkout the office is data/, and the views of its analysts lie in sql/
        odd = [file for file in written if not _is_in(file.removeprefix("data/"), documented[name])]
        assert odd == [], (name, done.output)
    unlike = {name: code for name, code in ended.items() if code not in (0, 1)}
    assert unlike == {}


def test_the_serving_board_is_told_where_it_writes() -> None:
    assert _documented()["serve"] == ("log/",)
    assert isinstance(cli, typer.Typer)
