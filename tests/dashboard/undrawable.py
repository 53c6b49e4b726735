"""A mart whose build holds views that no trial has judged, as one made by an earlier release may."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from tests.sealed import seal

_DATABASE = "cooperation.duckdb"
CAUSE = "the_cause_in_the_log"
_COLUMNS = {
    "k": {"label": "鍵", "label_en": "Key"},
    "v": {"label": "値", "label_en": "Value", "unit": "人", "unit_en": "persons"},
}


def header(title: str, chart: Mapping[str, str] | None = None) -> dict[str, Any]:
    told = {"title": title, "title_en": f"{title} in English", "question": title, "grain": ["k"]}
    return {**told, "columns": _COLUMNS, **({"chart": dict(chart)} if chart else {})}


_BARS = {"kind": "ranked_bar", "value": "v", "label": "k"}
# name → header, select: one that fails when it is asked, one that fails when it is drawn, one of which no
# panel can be made; and a good one behind them
BROKEN: dict[str, tuple[dict[str, Any], str]] = {
    "a_not_answered": (
        header("問えない図", _BARS),
        f"select k, error('{CAUSE}' || k)::integer as v from (values ('a'), ('b')) as t(k)",
    ),
    "b_not_drawn": (
        header("描けない図", _BARS),
        f"select k, '{CAUSE}' || k as v from (values ('a'), ('b')) as t(k)",
    ),
    "c_no_panel": ({**header("作れない図"), "columns": {}}, "select 'a' as k, 1 as v"),
    "d_good": (header("描ける図", _BARS), "select k, v from (values ('a', 7), ('b', 5)) as t(k, v)"),
}


def written(mart: Path, target: Path, views: Mapping[str, tuple[dict[str, Any], str]]) -> Path:
    """A copy of `mart` whose analysts' views are these alone, none of them tried."""
    shutil.copytree(mart, target)
    folder = target / "builds" / json.loads((target / "current.json").read_text(encoding="utf-8"))["build_id"]
    with duckdb.connect(str(folder / _DATABASE)) as connection:
        connection.execute("drop schema views cascade; create schema views")
        for name, (_, select) in views.items():
            connection.execute(f'create view views."{name}" as {select}')
    told_of = {
        name: {"header": told, "select": select, "sources": [], "aside": False}
        for name, (told, select) in views.items()
    }
    seal(folder, views=told_of)
    return target
