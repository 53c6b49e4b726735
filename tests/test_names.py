"""Names that say that something happened, not what is there, are refused (docs/design/naming.md, 6)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
REFUSED = frozenset(
    {
        "told", "tell", "tells", "known", "kept", "asked", "found", "seen", "drawn", "laid",
        "witness", "stencil", "tongue", "pace",
    }
)  # fmt: skip


def given(tree: ast.Module, columns: bool = False) -> Iterator[tuple[int, str]]:
    """Line and name of every class, function, parameter and attribute, and of what a module or class holds.
    A test's own name is a sentence, its parameters are cases; `columns` of the mart are free."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            if not node.name.startswith("test_"):
                yield node.lineno, node.name
                every = node.args
                several = [*every.posonlyargs, *every.args, *every.kwonlyargs, every.vararg, every.kwarg]
                yield from ((one.lineno, one.arg) for one in several if one is not None)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.attr
        if isinstance(node, ast.ClassDef):
            yield node.lineno, node.name
        if isinstance(node, ast.Module) or (isinstance(node, ast.ClassDef) and not columns):
            for held in node.body:
                targets = held.targets if isinstance(held, ast.Assign) else [getattr(held, "target", held)]
                for target in targets:
                    if target is not held:
                        yield from ((n.lineno, n.id) for n in ast.walk(target) if _stored(n))


def _stored(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def words(name: str) -> set[str]:
    return {word.lower() for word in re.split(r"_|(?<=[a-z])(?=[A-Z])", name) if word}


@pytest.mark.parametrize("package", ["renkei", "etl", "dashboard", "tests"])
def test_names_say_what_is_there(package: str) -> None:
    """But for the mart's own columns: a schema's fields are what the tables' users read."""
    files = sorted(path for path in (ROOT / package).rglob("*.py") if "node_modules" not in path.parts)
    assert files
    refused = [f"{file.relative_to(ROOT)}" for file in files if words(file.stem) & REFUSED]
    for file in files:
        names = given(ast.parse(file.read_text(encoding="utf-8")), file.parent == ROOT / "etl" / "tables")
        refused += [
            f"{file.relative_to(ROOT)}:{line} {name}" for line, name in names if words(name) & REFUSED
        ]
    assert refused == []


@pytest.mark.parametrize(
    "code",
    [
        "def told(): ...",
        "class Kept: ...",
        "def read(known): ...",
        "def read(*, as_asked): ...",
        "_TOLD = 3",
        "a, seen = 1, 2",
        "class A:\n    drawn: int",
        "class A:\n    def __init__(self):\n        self._found = 1",
        "async def f(**told): ...",
    ],
)
def test_each_kind_of_name_is_looked_at(code: str) -> None:
    assert any(words(name) & REFUSED for _, name in given(ast.parse(code)))


def test_values_inside_a_function_and_sentences_of_tests_are_free() -> None:
    code = "def read(row):\n    found = row\n    return found\ndef test_it_is_told(kept): ..."
    assert [name for _, name in given(ast.parse(code)) if words(name) & REFUSED] == []
