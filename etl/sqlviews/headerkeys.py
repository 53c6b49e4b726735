"""What each key of an SQL file's header must be; near misses are named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from etl.near import near
from etl.sqlviews import charts
from renkei import sentences
from renkei.numberkinds import HEADER_KINDS
from renkei.sqlheader import NO_FINDING

# key → (required, what it must be, in words of _TYPES)
VIEW = {
    "title": (True, "text"),
    "title_en": (True, "text"),
    "question": (True, "text"),
    "question_en": (False, "text"),
    "grain": (True, "names"),
    "columns": (True, "columns"),
    "chart": (False, "chart"),
    "checks": (False, "checks"),
    "finding": (False, "text"),
    "finding_en": (False, "text"),
    "highlight": (False, "names"),
    "filters": (False, "names"),
    "sources": (False, "names"),
    "notes": (False, "texts"),
    "notes_en": (False, "texts"),
}
CHECK = {
    "title": (True, "text"),
    "title_en": (True, "text"),
    "severity": (True, "text"),
    "scope": (True, "text"),
    "note": (False, "text"),
    "note_en": (False, "text"),
}
COLUMN = ("label", "label_en", "unit", "unit_en", "kind", "note", "note_en")
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

Fault = tuple[int | None, str, str, str | None, dict[str, Any]]


def header_faults(header: dict[Any, Any], schema: str, marks: dict[str, int]) -> Iterator[Fault]:
    spec = CHECK if schema == "checks" else VIEW
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
        elif key in ("finding", "finding_en"):
            yield from _finding_faults(key, str(header[key]), header, marks)
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


def _finding_faults(
    key: str, sentence: str, header: dict[Any, Any], marks: dict[str, int]
) -> Iterator[Fault]:
    at, other = marks.get(key), "finding" if key == "finding_en" else "finding_en"
    if sentence != NO_FINDING and header.get(other) in (None, "", NO_FINDING):
        yield at, f"{other} も書きます", f"write {other} too", key, {}
    try:
        found = list(sentences.parts(sentence))
    except ValueError:
        yield (
            at,
            "{ } が閉じていません。文字としての括弧は {{ }} と書きます",
            "a bracket is not closed; as a text write {{ }}",
            key,
            {},
        )
        return
    for part in found:
        if not part.is_understood:
            yield _one_of(at, key, f"{{{part.place}}}", tuple(f"{{{word}}}" for word in sentences.WORDS))


def _column_faults(columns: dict[Any, Any], marks: dict[str, int]) -> Iterator[Fault]:
    for name, told in columns.items():
        at = marks.get(f"columns.{name}")
        if not isinstance(name, str) or not isinstance(told, dict):
            ja, en = _TYPES["columns"]
            yield at, ja, en, str(name), {}
            continue
        for key, value in told.items():
            where = marks.get(f"columns.{name}.{key}", at)
            if key not in COLUMN:
                yield (
                    where,
                    "列の説明にこの項目はありません",
                    "a column has no such key",
                    name,
                    {"value": str(key), "guess": near(str(key), list(COLUMN))},
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
