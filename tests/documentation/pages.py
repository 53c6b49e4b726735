"""The pages of the manual as a reader gets them: code, commands, links, tables."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.conftest import ROOT

DOCS = ROOT / "docs"
_MARKDOWN = MarkdownIt("commonmark").enable("table")
PAGES = {page.name: page.read_text(encoding="utf-8") for page in sorted(DOCS.glob("*.md"))}
JAPANESE = [name for name in PAGES if not name.endswith(".en.md")]
_INCLUDED = re.compile(r"```\{include\} (\S+)\n")
# the programs that a line of code calls
_PROGRAMS = r"make|renkei|python|py|sudo|systemctl|journalctl|schtasks|pip|\.venv[/\\]\S+"
_COMMAND = re.compile(rf"^(?:\$ )?((?:{_PROGRAMS})(?: .*)?)$")


def tokens(text: str) -> Iterator[Token]:
    for token in _MARKDOWN.parse(text):
        yield token
        yield from token.children or ()


def included(name: str) -> str | None:
    """The file whose text a page shows."""
    found = _INCLUDED.search(PAGES[name])
    return found and found[1]


def blocks(name: str, language: str | None = None) -> list[str]:
    """Code blocks: those of a language, else all that no directive of the generator is."""
    found = [t for t in tokens(PAGES[name]) if t.type in ("fence", "code_block")]
    return [t.content for t in found if t.info == language or (language is None and "{" not in t.info)]


def spans(name: str) -> list[str]:
    return [token.content for token in tokens(PAGES[name]) if token.type == "code_inline"]


def commands(name: str) -> list[str]:
    """Every line of a page's code blocks that calls a program, whole where it goes on over lines."""
    lines = [line.strip() for block in blocks(name) for line in re.sub(r" \\\n\s*", " ", block).splitlines()]
    return [found[1] for line in lines if (found := _COMMAND.match(line))]


def words(command: str) -> list[str]:
    """As a shell takes them; a folder of Windows keeps its strokes."""
    return shlex.split(command.replace("\\", "/"), comments=True)


def links(name: str) -> list[str]:
    return [
        str(token.attrs["href" if token.type == "link_open" else "src"])
        for token in tokens(PAGES[name])
        if token.type in ("link_open", "image")
    ]


def rows(name: str, heading: str) -> list[list[str]]:
    """The cells of the table whose head begins with `heading`."""
    found = [
        [[cell.strip() for cell in line.strip().strip("|").split(" | ")] for line in table.splitlines()]
        for table in re.findall(r"(?:^ *\|.*\n)+", PAGES[name], re.MULTILINE)
    ]
    return [row for table in found if table[0][0] == heading for row in table[2:]]


def target(name: str, link: str) -> Path:
    return (DOCS / name).parent / link.split("#")[0]
