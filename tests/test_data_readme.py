"""data/README: every command it names exists, and a walk through it prints the lines it shows."""

from __future__ import annotations

import re
from typing import Any

import pytest
import typer

from etl.cli import app
from etl.paths import Paths
from tests.conftest import ROOT
from tests.etl.helpers import CASEBOOK, called, swap
from tests.etl.nextyear import next_casebook
from tests.etl.workbook import fill, place

PAGES = ("README.md", "README.en.md")
TEXTS = {page: (ROOT / "data" / page).read_text(encoding="utf-8") for page in PAGES}
# names that differ from run to run, and counts that grow with the sources
_VARIES = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}|(?<=ACCEPT=)[0-9a-f]{10}|(?<=--accept )[0-9a-f]{10}")
_ROWS = re.compile(
    r"\d+(?:,\d{3})+(?= (?:行|rows))|(?<=（)\d+(?:,\d{3})+ 行|\d+(?= accepted doubts)|(?<=認めた要確認値 )\d+"
)


def etl() -> dict[str, Any]:
    """The commands of `python -m etl` by name, with their parameters and help."""
    commands: dict[str, Any] = vars(typer.main.get_command(app))["commands"]
    return commands


def named(text: str) -> list[str]:
    """Every `python -m etl …` of a page, up to the end of the code it stands in."""
    return [match.strip(" 。、)") for match in re.findall(r"python -m etl ([^`\n|（）。、,]+)", text)]


@pytest.mark.parametrize("page", PAGES)
def test_every_command_named_exists_with_its_options(page: str) -> None:
    commands = etl()
    calls = [call for call in named(TEXTS[page]) if not call.startswith("--help")]
    assert len(calls) > 8
    for call in calls:
        name, *rest = call.split()
        assert name in commands, call
        options = {option for item in commands[name].params for option in item.opts}
        assert {word for word in rest if word.startswith("--")} <= options, call


@pytest.mark.parametrize("page", PAGES)
def test_every_option_named_exists(page: str) -> None:
    known = {option for item in etl().values() for parameter in item.params for option in parameter.opts}
    for option in re.findall(r"`(--[a-z-]+)", TEXTS[page]):
        assert option in known, option


@pytest.mark.parametrize("page", PAGES)
def test_every_make_target_named_exists(page: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    listed = set(re.findall(r"\bmake ([a-z-]+)", TEXTS[page].split("```")[0])) - {"when"}
    assert {"refresh", "new-year", "status", "run"} <= listed
    assert listed <= targets


@pytest.mark.parametrize("page", PAGES)
def test_every_file_it_points_to_is_there(page: str) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", TEXTS[page])
    assert len(links) >= 4
    assert [link for link in links if not (ROOT / "data" / link).exists()] == []


def test_both_languages_name_the_same_commands() -> None:
    def listed(page: str) -> set[str]:
        return {call.split()[0] for call in named(TEXTS[page])}

    assert listed("README.md") == listed("README.en.md")
    assert set(etl()) >= listed("README.md") - {"--help"}


@pytest.mark.parametrize("page", PAGES)
def test_the_table_of_exit_codes_names_only_commands_that_say_so(page: str) -> None:
    commands = etl()
    rows = re.findall(r"^\| `python -m etl ([a-z-]+)` \|(.*)\|$", TEXTS[page], re.MULTILINE)
    assert {name for name, _ in rows} >= {"refresh", "new-year"}
    for name, cells in rows:
        codes = [str(code) for code, cell in enumerate(cells.split("|")) if cell.strip()]
        said = commands[name].help or ""
        if "Exit codes" in said:
            assert re.findall(r"(?<![\w.-])(\d)(?=[ ;])", said.split("Exit codes")[1]) == codes


def shown(page: str) -> list[str]:
    """The lines of output a page shows: indented blocks, without calls, dots and examples of files."""
    lines = []
    for block in re.findall(r"(?:^    .*\n(?:^\n)?)+", TEXTS[page], re.MULTILINE):
        if "[[yearly]]" in block:
            continue
        lines += [line.strip() for line in block.splitlines()]
    return [line for line in lines if line and line != "…" and not line.startswith("$ ")]


def steady(text: str) -> str:
    return _ROWS.sub("N", _VARIES.sub("ID", text))


def test_a_walk_through_the_page_prints_what_it_shows(small: Paths) -> None:
    """The day itself: lay out, a typing error and half a row, a prolonged guideline, a revised grant."""
    printed: list[str] = []

    def run(code: int, *arguments: str) -> str:
        done = called(small, *arguments)
        assert done.returncode == code, done.stdout + done.stderr
        printed.append(done.stdout)
        return done.stdout

    run(0, "refresh")
    run(0, "new-year", "2025")
    run(0, "document", str(next_casebook(small.root / "事例集R8.pdf")), "--year", "R7")
    laid = small.root / "data" / "new_year" / "2025" / f"{CASEBOOK}.xlsx"
    folder = small.sources / CASEBOOK

    def cell(header: str, region: str, year: str) -> tuple[str, str]:
        return place(laid, "交付額", header, lambda row: (row["地域ID"], row["年度"]) == (region, year))

    grants: dict[tuple[str, str], str | int] = {
        ("shiribeshi", "令和7年度"): 500,
        ("nemuro", "令和7年度"): 2000,
        ("rumoi_south", "令和6年度"): 7000,
        ("hidaka", "令和6年度"): "9,8OO",
    }
    cells: dict[tuple[str, str], str | int | float | None] = {}
    for (region, year), amount in grants.items():
        cells[cell("区分", region, year)] = "交付額"
        cells[cell("金額（千円）", region, year)] = amount
    half = cells | {cell("区分", "nemuro", "令和7年度"): None}
    fill(laid, folder / "R7.xlsx", half)
    run(1, "refresh")
    cells[cell("金額（千円）", "hidaka", "令和6年度")] = 9800
    fill(laid, folder / "R7.xlsx", cells)
    run(1, "refresh")
    swap(folder / "scheme_rules.csv", "kasokuka,period_to,2024,", "kasokuka,period_to,2025,")
    run(0, "refresh", "--accept", accept(run(3, "refresh")))
    run(0, "new-year", "2025", "--list")
    run(0, "refresh")
    swap(folder / "disbursements.csv", 'hidaka,令和 5年度,交付額,"9,400"', 'hidaka,令和 5年度,交付額,"9,300"')
    run(0, "refresh", "--accept", accept(run(3, "refresh")))
    everything = {line.strip() for line in steady("\n".join(printed)).splitlines()}
    for page in PAGES:
        missing = [line for line in shown(page) if steady(line) not in everything]
        assert missing == []


def accept(printed: str) -> str:
    found = re.search(r"ACCEPT=(\w+)", printed)
    assert found
    return found.group(1)
