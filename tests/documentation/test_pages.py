"""Each page exists in both languages, leads where it says, and names what the code has."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import click
import pytest
import typer

from dashboard.__main__ import cli as board
from dashboard.pages import PAGES as BOARD_PAGES
from etl.cli import app
from etl.newoffice.officeforms import forms
from etl.read.settingsfile import KEYS
from etl.tables.registry import raw_names
from tests.conftest import ROOT
from tests.documentation import pictures
from tests.documentation.pages import (
    JAPANESE,
    PAGES,
    blocks,
    commands,
    included,
    links,
    rows,
    spans,
    target,
    words,
)

_OUTSIDE = ("http://", "https://")
_STEPS = ROOT / "etl" / "newoffice" / "texts"


def twin(name: str) -> str:
    return name.replace(".md", ".en.md")


@pytest.mark.parametrize("name", JAPANESE)
def test_a_page_is_there_in_both_languages_and_says_the_same_in_code(name: str) -> None:
    assert twin(name) in PAGES
    assert f"[English]({twin(name)})" in PAGES[name]
    assert f"[日本語]({name})" in PAGES[twin(name)]
    both = [PAGES[page] for page in (name, twin(name))]
    for level in ("#", "##", "###"):
        assert len({len(re.findall(rf"^{level} ", text, re.MULTILINE)) for text in both}) == 1, level
    assert [words(line) for line in commands(name)] == [words(line) for line in commands(twin(name))]
    assert len({len(re.findall(r"^\s*\|", text, re.MULTILINE)) for text in both}) == 1


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_in_one_language(name: str) -> None:
    """A Japanese page has no English sentence, an English one no Japanese."""
    prose = re.sub(
        r"```.*?```|^(?: {4}).*$|`[^`]*`|「[^」]*」|\([^)]*\)|\[[^]]*\]", "", PAGES[name], flags=re.S | re.M
    )
    english = re.findall(r"(?:\b[a-z]{2,} ){4}", prose)
    japanese = [line for line in prose.splitlines() if len(re.findall(r"[ぁ-ん]", line)) > 8]
    assert (japanese if name.endswith(".en.md") else english) == []


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere(name: str) -> None:
    taken = {path for path, _ in pictures.TAKEN}
    for link in links(name):
        if link.startswith(_OUTSIDE):
            continue
        assert link in taken or target(name, link).exists(), link
    path = included(name)
    assert path is None or target(name, path).is_file()


def test_every_picture_that_is_taken_is_shown_and_the_other_way_round() -> None:
    shown = {link for name in PAGES for link in links(name) if link.startswith("pictures/")}
    assert shown == {path for path, _ in pictures.TAKEN}


def test_the_front_page_leads_to_every_page() -> None:
    for front, others in (("index.md", JAPANESE), ("index.en.md", [twin(name) for name in JAPANESE])):
        listed = set(
            re.findall(
                r"^([a-z-]+(?:\.en)?)$",
                "\n".join(re.findall(r"```{toctree}.*?```", PAGES[front], re.S)),
                re.M,
            )
        )
        assert {f"{name}.md" for name in listed} == set(others) - {front}
        assert set(others) - {front} <= set(links(front))


@cache
def programs() -> dict[str, click.Command]:
    """The commands of the product by what is typed: `python -m etl refresh`, `renkei refresh` …"""
    etl, own = (typer.main.get_command(each) for each in (app, board))
    found: dict[str, click.Command] = {"python -m dashboard": own, "renkei run": own, "renkei serve": own}

    def add(prefixes: list[str], group: Any) -> None:
        for name, command in getattr(group, "commands", {}).items():
            paths = [f"{prefix} {name}" for prefix in prefixes]
            found.update(dict.fromkeys(paths, command))
            add(paths, command)

    add(["python -m etl", "renkei"], etl)
    add(["python -m dashboard", "renkei"], own)
    found["renkei test"] = found["renkei doctor"]
    return found


_PYTHON = re.compile(r"^(?:\.venv/\S+/python|python)(?: -m renkei\b)")


def called(command: str) -> tuple[click.Command | None, list[str]]:
    """What a line starts, and the words that follow."""
    text = _PYTHON.sub("renkei", " ".join(words(command)))
    text = re.sub(r"^renkei --office \S+", "renkei", text)
    names = [name for name in programs() if text == name or text.startswith(f"{name} ")]
    if not names:
        return None, text.split()
    name = max(names, key=len)
    return programs()[name], text.removeprefix(name).split()


def is_ours(command: str) -> bool:
    return re.match(r"(?:renkei|python -m (?:etl|dashboard|renkei))(?: |$)", command) is not None


@pytest.mark.parametrize("name", PAGES)
def test_every_command_that_a_page_names_exists_with_its_options(name: str) -> None:
    lines = [line for line in (*commands(name), *spans(name)) if is_ours(line)]
    for line in lines:
        command, rest = called(line.replace("…", "").replace("[", "").replace("]", ""))
        if command is None:  # the program alone, as one speaks of it
            assert line in ("renkei", "python -m etl", "python -m dashboard", "python -m renkei"), line
            continue
        known = {option for item in command.params for option in item.opts + item.secondary_opts}
        assert [word for word in rest if word.startswith("--") and word.split("=")[0] not in known] == [], (
            line
        )


@pytest.mark.parametrize("name", PAGES)
def test_every_make_target_that_a_page_names_exists(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = [
        found[1] for line in (*commands(name), *spans(name)) if (found := re.match(r"make ([a-z-]+)", line))
    ]
    assert [target for target in named if target not in targets] == []


@pytest.mark.parametrize("name", ["pack.md", "pack.en.md"])
def test_the_options_of_a_pack_are_those_of_the_command(name: str) -> None:
    parameters = programs()["python -m dashboard pack"].params
    shown = [item for item in parameters if not getattr(item, "hidden", False)]
    options = {option for item in shown for option in (*item.opts, *item.secondary_opts)}
    named = set(re.findall(r"(?<![a-z-])(--[a-z][a-z-]*)", PAGES[name]))
    assert named <= options
    assert options - named <= {"--pin", "--no-large-print", "--no-per-resident"}


@pytest.mark.parametrize("name", ["office.md", "office.en.md"])
def test_the_settings_of_an_office_are_those_that_are_read(name: str) -> None:
    told = rows(name, "項目" if name == "office.md" else "key")
    named = {key for row in told for key in re.findall(r"`(?:\[\w+\] )?([a-z_]+)`", row[0])}
    assert named == {key for section in ("office", "words", "show") for key in KEYS[section]}


@pytest.mark.parametrize("name", PAGES)
def test_toml_of_a_page_has_keys_that_are_read(name: str) -> None:
    for block in blocks(name):
        for section, body in re.findall(r"^\s*\[(\w+)\]\n((?:\s*(?:\w+ = .*)\n)+)", block, re.MULTILINE):
            if section in KEYS:
                assert set(re.findall(r"^\s*(\w+) =", body, re.MULTILINE)) <= set(KEYS[section]), block


@pytest.mark.parametrize("name", ["council.md", "council.en.md"])
def test_columns_of_a_council_are_those_of_its_forms(name: str) -> None:
    headings = {form.path.removesuffix(".csv"): set(form.columns) for form in forms()}
    parts = re.split(r"^\*\*`(\w+)\.xlsx`\*\*", PAGES[name], flags=re.MULTILINE)[1:]
    told = dict(zip(parts[::2], parts[1::2], strict=True))
    assert set(told) == {"regions", "working_groups", "body_themes", "body_roles", "body_events"}
    for form, text in told.items():
        table = text.split("\n\n## ")[0]
        columns = [row for row in re.findall(r"^\| ([^|]+) \|", table, re.MULTILINE)][1:]
        assert columns
        assert set(columns) - {"列", "column", "---"} <= headings[form], form


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_the_board_are_called_as_they_are_called(name: str) -> None:
    names = [page.name for page in BOARD_PAGES]
    titles = {page.en if name.endswith(".en.md") else page.ja for page in names}
    named = re.findall(r"頁「([^」]+)」", PAGES[name])
    named += re.findall(r"[Tt]he page ([A-Z][a-z]+(?: and [a-z]+)?)", PAGES[name])
    assert [title for title in named if title not in titles] == []
    listed = [
        line for block in blocks(name) for line in re.findall(r"^\s*pages = \[(.*)\]", block, re.MULTILINE)
    ]
    assert {title for line in listed for title in re.findall(r'"([^"]+)"', line)} <= {
        page.ja for page in names
    }


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_first_steps_name_every_form(lang: str) -> None:
    """The page of a new office and the manual's are one text; its files are those that are laid out."""
    text = (_STEPS / f"first_steps.{lang}.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`(\w+\.csv)`", text)) == {form.path for form in forms()}
    page = "first-hour.md" if lang == "ja" else "first-hour.en.md"
    path = included(page)
    assert path is not None
    assert target(page, path).samefile(_STEPS / f"first_steps.{lang}.md")
    assert ':start-after: "<!-- steps -->"' in PAGES[page]
    assert "{" not in text.split("<!-- steps -->")[1]


@pytest.mark.parametrize("name", ["excel.md", "excel.en.md"])
def test_a_table_that_is_named_to_be_filled_is_one(name: str) -> None:
    named = re.findall(r'^\s*table = "(\w+)"', PAGES[name], re.MULTILINE)
    assert named
    assert set(named) <= raw_names()
