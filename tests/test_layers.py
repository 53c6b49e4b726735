"""Who may import whom: renkei ← etl, renkei ← dashboard. These two share the published build alone."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FORBIDDEN = {
    "renkei": {"etl", "dashboard", "tests"},
    "etl": {"dashboard", "tests"},
    "dashboard": {"etl", "tests"},
}


def _imported(file: Path) -> set[str]:
    """Top-level packages that a module imports, at any depth of its code."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("package", FORBIDDEN)
def test_package_imports_only_what_lies_below_it(package: str) -> None:
    files = sorted((ROOT / package).rglob("*.py"))
    assert files
    wrong = {
        file.relative_to(ROOT).as_posix(): sorted(found)
        for file in files
        if (found := _imported(file) & FORBIDDEN[package])
    }
    assert wrong == {}
