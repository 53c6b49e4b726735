"""The YAML header of an SQL file: where it stands, what each key must be, near misses named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from etl.near import near
from etl.problems import Problems
from etl.sqlviews import charts
from etl.sqlviews.textplace import problem
from renkei.numberkinds import HEADER_KINDS

NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
# a view of such a name could not be written without quotes, or would hide a schema
_WORDS = """
    all and any as asc between by case cast check column create cross current default delete desc distinct
    drop else end except exists false from full group having in inner insert into is join kpi lateral left
    like limit main natural not null offset on or order outer primary references right select set some table
    then to true union unique update using values view views when where with
"""
RESERVED = frozenset(_WORDS.split())
_DEEPEST = 12
_OPEN = re.compile(r"\A\s*/\*")
# the same safe loader in C, ten times as fast, where PyYAML was built with it
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# key → (required, what it must be, in words of _TYPES)
_VIEW = {
    "title": (True, "text"),
    "title_en": (True, "text"),
    "question": (True, "text"),
    "question_en": (False, "text"),
    "grain": (True, "names"),
    "columns": (True, "columns"),
    "chart": (False, "chart"),
    "checks": (False, "checks"),
    "filters": (False, "names"),
    "sources": (False, "names"),
    "notes": (False, "texts"),
    "notes_en": (False, "texts"),
}
_CHECK = {
    "title": (True, "text"),
    "title_en": (True, "text"),
    "severity": (True, "text"),
    "scope": (True, "text"),
    "note": (False, "text"),
    "note_en": (False, "text"),
}
_COLUMN = ("label", "label_en", "unit", "unit_en", "kind", "note", "note_en")
FILTERS = {"region": "region_id", "peers": "region_id", "year": "fiscal_year"}
CHECKS = ("unique", "not_null", "accepted", "range", "relationship", "sum")
_CHOICES = {"severity": ("error", "doubt", "notice"), "scope": ("row", "set")}
_TYPES = {
    "text": ("文字で書きます", "must be text"),
    "names": (
        "名前の並びで書きます（例 [region_id, fiscal_year]）",
        "must be a list of names, as [region_id]",
    ),
    "texts": ("文の並びで書きます（例 [文, 文]）", "must be a list of sentences"),
    "columns": (
        "列ごとに {label: …, label_en: …} と書きます",
        "must give {label: …, label_en: …} for each column",
    ),
    "chart": ("{kind: …} と書きます", "must be {kind: …}"),
    "checks": (
        "検査の並びで書きます（例 - unique: [region_id]）",
        "must be a list of checks, as - unique: [region_id]",
    ),
}


@dataclass(frozen=True)
class Parsed:
    """The header as values, where each key stands (offset in the text), where the select starts."""

    header: dict[str, Any]
    marks: dict[str, int]
    start: int


def parse(text: str, schema: str, label: str, problems: Problems) -> Parsed | None:
    """None where there is no usable header; single wrong keys are problems of their own."""

    def wrong(at: int | None, ja: str, en: str, column: str | None = None, **value: Any) -> None:
        problems.add(problem(label, text, at, "sql_header", ja, en, column, **value))

    opened = _OPEN.match(text)
    closed = text.find("*/", opened.end()) if opened else -1
    if opened is None or closed < 0:
        wrong(
            0,
            "先頭に YAML の見出し（/* … */）が要ります。ひな形: python -m etl sql new",
            "the file must open with a YAML header (/* … */); for a skeleton: python -m etl sql new",
        )
        return None
    base = opened.end()
    starts = [base]
    for line in text[base:closed].split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    loader = _LOADER(text[base:closed])
    try:
        plain = _plain(text[base:closed])
        if plain is not None:
            mark, ja, en = plain
            wrong(starts[mark.line] + mark.column, ja, en)
            return None
        node = loader.get_single_node()
        value = loader.construct_document(node) if node is not None else None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        at = starts[mark.line] + mark.column if mark else base
        why = str(getattr(error, "problem", None) or error).split("\n")[0]
        wrong(at, f"見出しの YAML が読めません（{why}）", f"the header is not valid YAML ({why})")
        return None
    finally:
        loader.dispose()
    if not isinstance(value, dict):
        wrong(base, "見出しは「項目: 値」の並びで書きます", "the header must be lines of key: value")
        return None
    marks: dict[str, int] = {}
    for path, mark in _places(node, ""):
        at = starts[mark.line] + mark.column
        if path in marks:
            wrong(at, "同じ項目が二度あります", "this key stands twice", path.split(".")[-1])
        marks[path] = at
    for at, ja, en, column, told in _faults(value, schema, marks):
        wrong(base if at is None else at, ja, en, column, **told)
    start = closed + 2
    if not text[start:].strip():
        wrong(
            len(text),
            "見出しの後に select がありません",
            "there is no select after the header",
        )
    return Parsed(value, marks, start)


def _plain(header: str) -> tuple[Any, str, str] | None:
    """What no header needs and what can make it endless: aliases, and brackets within brackets. The events
    are looked at before anything is made of them. Raises yaml.YAMLError."""
    depth = 0
    for event in yaml.parse(header, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            return (
                event.start_mark,
                "見出しでは YAML の別名（& と *）は使えません。値をそのまま書きます。* や & で始まる文は"
                " '…' で囲みます",
                "YAML aliases (& and *) cannot be used in a header; write the value itself, and put a text "
                "that begins with * or & into '…'",
            )
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            return (
                event.start_mark,
                f"見出しの入れ子が深すぎます（{_DEEPEST}段まで）",
                f"the header is nested too deep (at most {_DEEPEST} levels)",
            )
    return None


def _places(node: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Each key of the header with its place: columns, columns.region_id, columns.region_id.label."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = f"{path}.{key.value}" if path else str(key.value)
            yield name, key.start_mark
            yield from _places(value, name)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield f"{path}[{number}]", item.start_mark
            yield from _places(item, f"{path}[{number}]")


Fault = tuple[int | None, str, str, str | None, dict[str, Any]]


def _faults(header: dict[Any, Any], schema: str, marks: dict[str, int]) -> Iterator[Fault]:
    spec = _CHECK if schema == "checks" else _VIEW
    for key, (required, kind) in spec.items():
        if header.get(key) in (None, "", [], {}):
            if required or key in header:
                yield marks.get(key), "見出しに必須の項目です", "required in the header", key, {}
        elif not _is(header[key], kind):
            ja, en = _TYPES[kind]
            yield marks.get(key), ja, en, key, {"value": _short(header[key])}
        elif kind == "columns":
            yield from _column_faults(header[key], marks)
        elif kind == "chart":
            yield from _chart_faults(header[key], marks)
        elif kind == "checks":
            yield from _check_faults(header[key], marks)
        elif key in _CHOICES and header[key] not in _CHOICES[key]:
            yield _one_of(marks.get(key), key, header[key], _CHOICES[key])
        elif key == "filters":
            for name in header[key]:
                if name not in FILTERS:
                    yield _one_of(marks.get(key), key, name, tuple(FILTERS))
    for key in header:
        if key not in spec:
            yield (
                marks.get(str(key)),
                "見出しにこの項目はありません",
                "the header has no such key",
                str(key),
                {"guess": near(str(key), list(spec))},
            )


def _column_faults(columns: dict[Any, Any], marks: dict[str, int]) -> Iterator[Fault]:
    for name, told in columns.items():
        at = marks.get(f"columns.{name}")
        if not isinstance(name, str) or not isinstance(told, dict):
            ja, en = _TYPES["columns"]
            yield at, ja, en, str(name), {}
            continue
        for key, value in told.items():
            where = marks.get(f"columns.{name}.{key}", at)
            if key not in _COLUMN:
                yield (
                    where,
                    "列の説明にこの項目はありません",
                    "a column has no such key",
                    name,
                    {"value": str(key), "guess": near(str(key), list(_COLUMN))},
                )
            elif not isinstance(value, (str, int, float)) or isinstance(value, bool):
                yield where, *_TYPES["text"], name, {"value": _short(value)}
            elif key == "kind" and value not in HEADER_KINDS:
                yield _one_of(where, name, value, tuple(HEADER_KINDS))


def _chart_faults(chart: dict[Any, Any], marks: dict[str, int]) -> Iterator[Fault]:
    kind = chart.get("kind")
    if kind not in charts.KINDS:
        yield _one_of(marks.get("chart.kind", marks.get("chart")), "chart.kind", kind, tuple(charts.KINDS))
        return
    known = charts.KINDS[kind]
    for key in known.needs:
        if not isinstance(chart.get(key), str):
            ja = f"chart の {kind} には {key}（列の名前）が要ります"
            yield (
                marks.get("chart"),
                ja,
                f"chart {kind} needs {key} (the name of a column)",
                f"chart.{key}",
                {},
            )
    for key in chart:
        if key != "kind" and key not in known.needs and key not in known.may:
            names = [*known.needs, *known.may]
            yield (
                marks.get(f"chart.{key}"),
                f"chart の {kind} にこの項目はありません",
                f"chart {kind} has no such key",
                f"chart.{key}",
                {"guess": near(str(key), names)},
            )


def _check_faults(checks: list[Any], marks: dict[str, int]) -> Iterator[Fault]:
    for number, check in enumerate(checks):
        at = marks.get(f"checks[{number}]")
        if not isinstance(check, dict) or len(check) != 1:
            yield at, *_TYPES["checks"], "checks", {"value": _short(check)}
            continue
        kind, told = next(iter(check.items()))
        if kind not in CHECKS:
            yield _one_of(at, "checks", kind, CHECKS)
        elif kind in ("unique", "not_null") and not _is(told, "names"):
            yield at, *_TYPES["names"], f"checks.{kind}", {"value": _short(told)}
        elif kind == "range" and not (isinstance(told, dict) and all(map(_is_range, told.values()))):
            ja, en = "列: [最小, 最大] と書きます", "must be column: [least, most]"
            yield at, ja, en, "checks.range", {"value": _short(told)}
        elif kind == "accepted" and not (
            isinstance(told, dict) and all(isinstance(v, list) and v for v in told.values())
        ):
            ja, en = "列: [値, 値] と書きます", "must be column: [value, value]"
            yield at, ja, en, "checks.accepted", {"value": _short(told)}
        elif kind in ("relationship", "sum") and not (
            isinstance(told, dict) and all(isinstance(v, str) and v.count(".") >= 1 for v in told.values())
        ):
            ja, en = "列: kpi.ビュー.列 と書きます", "must be column: kpi.view.column"
            yield at, ja, en, f"checks.{kind}", {"value": _short(told)}


def _one_of(at: int | None, key: str, value: Any, choices: tuple[str, ...]) -> Fault:
    listed = "、".join(choices)
    return (
        at,
        f"次のどれかで書きます: {listed}",
        f"must be one of: {', '.join(choices)}",
        key,
        {"value": _short(value), "guess": near(str(value), list(choices))},
    )


def _is(value: Any, kind: str) -> bool:
    if kind == "text":
        return isinstance(value, (str, int, float)) and not isinstance(value, bool)
    if kind in ("names", "texts"):
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if kind == "checks":
        return isinstance(value, list)
    return isinstance(value, dict)


def _is_range(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(
            item is None or (isinstance(item, (int, float)) and not isinstance(item, bool)) for item in value
        )
    )


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
