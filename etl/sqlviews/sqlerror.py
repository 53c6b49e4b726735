"""What the engine says of a wrong select, as a problem with its place and the nearest right name."""

from __future__ import annotations

import json
import re
from typing import Any

import duckdb

from etl.near import near
from etl.problems import Problem
from etl.sqlviews.sqlfile import SqlFile

_MISSING = re.compile(r'(?:Table "\w+" does not have a column named|Referenced column) "([^"]+)"')
_CANDIDATES = re.compile(r"Candidate (?:bindings|tables)\s*:\s*:?\s*(.+)")


def error_fields(error: duckdb.Error) -> dict[str, Any]:
    """The error as the engine gives it under errors_as_json; {} keys missing where it gives words only."""
    text = str(error)
    try:
        found: dict[str, Any] = json.loads(text[text.index("{") :])
    except ValueError:
        found = {"exception_message": text}
    return found


def problem(file: SqlFile, error: duckdb.Error, prefix: str) -> Problem:
    """`prefix` stood before the select in the statement that failed: places count from its end."""
    found = error_fields(error)
    message = str(found.get("exception_message", error))
    at = None
    if "position" in found:
        before = f"{prefix}{file.select}".encode()[: int(found["position"])]
        at = max(len(before.decode(errors="ignore")) - len(prefix), 0)
    elif file.text:
        at = 0
    ja, en, value, guess = _words(found, message)
    rule = "sql_syntax" if found.get("exception_type") == "Parser" else "sql_error"
    return file.wrong(rule, ja, en, value=value, guess=guess, at=None if at is None else file.offset(at))


def _words(error: dict[str, Any], message: str) -> tuple[str, str, str | None, str | None]:
    """Japanese, English, the word that is wrong, and what may be meant."""
    name = error.get("name")
    kind = error.get("exception_type")
    first = message.split("\n")[0]
    match = _MISSING.search(message)
    if error.get("error_subtype") == "COLUMN_NOT_FOUND" or match:
        name = name or (match[1] if match else None)
        known = re.findall(r"[\w.]+", _listed(message)) or str(error.get("candidates", "")).split(",")
        return "この名前の列はありません", "there is no column of this name", name, _nearest(name, known)
    if kind == "Catalog" and name:
        what = {"Table": ("表もビューも", "table or view"), "Scalar Function": ("関数は", "function")}
        ja, en = what.get(str(error.get("type")), (f"{error.get('type')} は", str(error.get("type")).lower()))
        candidates = str(error.get("candidates", "")).split(",")
        return f"この名前の{ja}ありません", f"there is no {en} of this name", name, _nearest(name, candidates)
    if kind == "Parser":
        near_word = re.search(r'at or near "([^"]*)"', message)
        return (
            f"SQL の文法に合いません（{first}）",
            f"this is not SQL ({first})",
            near_word[1] if near_word else None,
            None,
        )
    if "must appear in the GROUP BY" in message:
        return (
            "集計しない列は group by に入れます（group by all でも可）",
            "a column that is not aggregated belongs in group by (group by all will do)",
            None,
            None,
        )
    return f"SQL が実行できません（{first}）", f"the SQL does not run ({first})", name, None


def _listed(message: str) -> str:
    match = _CANDIDATES.search(message)
    return match[1] if match else ""


def _nearest(name: str | None, candidates: list[str]) -> str | None:
    names = [item.strip() for item in candidates if item.strip()]
    if not name or not names:
        return None
    return near(name, names) or near(name, [item.split(".")[-1] for item in names])
