"""An analyst's SQL file becomes a panel by its header alone (mart.md, The SQL file).

Headers and selects of schema `views` travel in the build's manifest: the board reads no file of sql/.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.finding import none, top
from dashboard.mart import Build
from dashboard.panel import Chart, Column, Panel, Rows, Sentence
from dashboard.text import Lang, T

_NUMBERS = ("INT", "DOUBLE", "DECIMAL", "FLOAT")
# chart kinds whose encoding a header can name today; any other is shown as its table
_KINDS = ("ranked_bar",)


def panels(build: Build) -> dict[str, Panel]:
    """One panel per view of schema `views` of this build, by name."""
    made: dict[str, Panel] = build.made(
        "analyst", lambda: {name: _panel(name, view, build) for name, view in sorted(_views(build).items())}
    )
    return made


def selects(build: Build) -> dict[str, str]:
    """The SQL behind each view, as its author wrote it."""
    return {name: view["select"] for name, view in _views(build).items()}


def _views(build: Build) -> Mapping[str, Any]:
    views: Mapping[str, Any] = build.manifest.get("views", {})
    return views


def _panel(name: str, view: Mapping[str, Any], build: Build) -> Panel:
    header = view["header"]
    types = {row["column_name"]: row["column_type"] for row in build.query(f'describe views."{name}"')}
    chart = header.get("chart") or {}
    value = chart.get("value")
    told = header["columns"]
    encode: dict[str, Any] = {}
    if chart.get("kind") in _KINDS and value in types:
        label = chart.get("label", next(iter(types)))
        encode = {
            "label": f"{label}{{lang}}" if f"{label}_en" in types else label,
            "value": value,
            "kind": _kind(types[value]),
            "unit": _unit(told[value]),
            "focus": "focus",
            "order": "given",
        }
    return Panel(
        panel_id=f"view_{name}",
        page="analyst",
        question=T(header["question"], header.get("question_en", header["title_en"])),
        subtitle=T(
            f"{header['question']}（views.{name}）",
            f"{header.get('question_en', header['title_en'])} (views.{name})",
        ),
        sql=f'select *, false as focus from views."{name}"',
        chart=Chart(chart["kind"] if encode else "table", encode),
        columns=tuple(
            Column(
                f"{column}{{lang}}" if f"{column}_en" in types else column,
                T(told[column]["label"], told[column]["label_en"]),
                _kind(kind),
                _unit(told[column]),
                "unknown",
            )
            for column, kind in types.items()
            if column.removesuffix("_en") == column or column.removesuffix("_en") not in types
        ),
        finding=_finding(header, encode),
        sources=tuple(view["sources"]),
        notes=tuple(
            T(f"{item['label']}: {item['note']}", f"{item['label_en']}: {item.get('note_en', item['note'])}")
            for item in told.values()
            if item.get("note")
        ),
    )


def _kind(sql_type: str) -> str:
    if sql_type.startswith(("DOUBLE", "DECIMAL", "FLOAT")):
        return "decimal1"
    return "count" if sql_type.startswith(_NUMBERS) else "date" if sql_type == "DATE" else "text"


def _unit(told: Mapping[str, Any]) -> T | None:
    unit = told.get("unit")
    return T(str(unit), str(told.get("unit_en", unit))) if unit else None


def _finding(header: Mapping[str, Any], encode: Mapping[str, Any]) -> Sentence:
    """The title, and for a ranking who stands on top."""
    title = T(header["title"], header["title_en"])

    def sentence(rows: Rows, lang: Lang) -> str:
        if not rows:
            return f"{title(lang)}: {none(lang)}"
        if not encode:
            return f"{title(lang)}（{len(rows)}行）" if lang == "ja" else f"{title(lang)} ({len(rows)} rows)"
        best = top(rows, encode["value"])
        if not best:
            return f"{title(lang)}: {none(lang)}"
        name = encode["label"].replace("{lang}", "" if lang == "ja" else "_en")
        who = best[0][name] + (("ほか" if lang == "ja" else " and others") if len(best) > 1 else "")
        return f"{title(lang)}: 最も大きいのは{who}" if lang == "ja" else f"{title(lang)}: highest in {who}"

    return sentence
