"""The YAML header of an SQL file: where it stands, and where each of its keys does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from etl.problems import Problems
from etl.sqlviews.headerkeys import header_faults
from etl.sqlviews.textplace import problem

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
    for at, ja, en, column, told in header_faults(value, schema, marks):
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
