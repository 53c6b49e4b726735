"""What a chart is told, somebody reads: a key that no renderer names says something that is not done."""

from __future__ import annotations

import ast
from pathlib import Path

import dashboard
from dashboard.panels import PANELS

_ROOT = Path(dashboard.__file__).parent
_DECLARED = {_ROOT / "panels", _ROOT / "pages"}


def test_every_key_of_a_chart_is_read_by_a_renderer() -> None:
    read = {
        node.value
        for file in _ROOT.rglob("*.py")
        if not _DECLARED & set(file.parents)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    declared = {key: name for name, panel in PANELS.items() for key in panel.chart.encode}
    assert len(declared) > 30
    assert {key: name for key, name in declared.items() if key not in read} == {}
