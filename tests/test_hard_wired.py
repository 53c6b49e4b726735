"""No prefecture, source or place of the shipped example is written into the product's code.

A figure's name, prefecture and source come out of its row: on another office's board nothing may speak of
Hokkaido. What is allowed is listed here with its reason.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_SOURCES = sorted(folder.parent.name for folder in (ROOT / "data" / "sources").glob("*/source.toml"))
# statistics of all Japan: the product ships them to every office, and a header that names one narrows a
# table of several sources to it; an office without them is told the sources of its rows
_NATIONAL = {
    source
    for source in _SOURCES
    if tomllib.loads((ROOT / "data/sources" / source / "source.toml").read_text(encoding="utf-8")).get(
        "share"
    )
    == "national"
}
_PLACES = re.compile(
    "北海道|道内|道外|Hokkaido|上川|Kamikawa|長崎|Nagasaki|秋田|Akita|空知|Sorachi", re.IGNORECASE
)
_CODE = re.compile(r"(?<!\d)'\d{2}'|\"\d{2}\"(?!\s*:)")
# words of one prefecture's: an office says its own in [words] of office.toml, {bureau} in a text
_WORDS = re.compile("振興局|県民局|(?<!道府)県内|府内|都内|(?<![_\\w{])bureaus?(?![_\\w}:])", re.IGNORECASE)


def _texts() -> Iterator[tuple[str, int, str]]:
    """Every line that can reach a reader or a query: no comment, no docstring."""
    for path in sorted((ROOT / "dashboard").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        told = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
                yield str(path.relative_to(ROOT)), node.lineno, node.value
    for path in sorted((ROOT / "sql").rglob("*.sql")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield str(path.relative_to(ROOT)), number, line.partition("--")[0]
    for path in sorted((ROOT / "dashboard" / "i18n").glob("*.toml")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield str(path.relative_to(ROOT)), number, line


def test_no_source_is_named() -> None:
    named = re.compile(r"\b(" + "|".join(set(_SOURCES) - _NATIONAL) + r")\b")
    assert [(file, line) for file, line, text in _texts() if named.search(text)] == []


def test_a_national_statistic_is_named_by_headers_of_example_views_alone() -> None:
    named = re.compile(r"\b(" + "|".join(_NATIONAL) + r")\b")
    found = {file for file, _, text in _texts() if named.search(text)}
    assert all(file.startswith("sql/views/") for file in found), found


def test_no_prefecture_is_named() -> None:
    assert [(file, line, text) for file, line, text in _texts() if _PLACES.search(text)] == []


def test_no_prefecture_is_written_as_a_code() -> None:
    codes = [(file, line, text) for file, line, text in _texts() if _CODE.search(text)]
    assert [item for item in codes if re.search(r"code|area_id|prefecture", item[2])] == []


def test_no_bureau_is_called_as_one_prefecture_calls_it() -> None:
    told = [item for item in _texts() if item[0].startswith("dashboard/")]
    # the word itself, the name of its setting, a file of SQL
    own = re.compile(r"bureau\w* = |(office\.)?bureau$|origin/bureaus$")
    wired = [item for item in told if _WORDS.search(item[2])]
    assert [item for item in wired if not own.match(item[2])] == []
    # the dictionary that analysts read is every office's; a suffix that is cut off a name may be one's own
    headers = [item for item in _texts() if item[0].startswith("sql/") and "regexp_replace" not in item[2]]
    assert [item for item in headers if re.search("振興局|県民局", item[2])] == []


def test_no_day_is_taken_from_the_clock_of_the_machine() -> None:
    """A container's clock is set to UTC: until nine in the morning it shows yesterday (renkei/japan.py)."""
    taken = re.compile(r"\bdate\.today\(\)|datetime\.now\(\)|utcnow\(")
    files = [file for room in ("renkei", "etl", "dashboard") for file in (ROOT / room).rglob("*.py")]
    assert [str(file) for file in files if taken.search(file.read_text(encoding="utf-8"))] == []
