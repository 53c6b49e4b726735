"""What puts one figure above another says among how many, of when and who shares it; one place writes it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboard import claim
from dashboard.nouns import REGIONS
from dashboard.paths import ROOT
from dashboard.text import LANGUAGES, T

_MOST = claim.Superlative(T("交付額", "Grant"), T("多い", "Largest grant"), REGIONS)
_LEAST = claim.Superlative(T("交付額", "Grant"), T("少ない", "Smallest grant"), REGIONS, lowest=True)
# words that put one figure above another; "at most" and "at least" are limits
_ABOVE = re.compile(
    r"最も|最多|最大(?!限)|最高|最低|過去最|位（|中\S{0,3}位|"
    r"\b(?<!at )(most|largest|highest|lowest|fewest|smallest|sharpest|hardest)\b|\brank \b",
    re.IGNORECASE,
)
_NAME = re.compile("[A-Za-z0-9_/.-]+")  # of a column, a select, a file
_WRITTEN = ("panels", "pages", "render", "presentation", "pack")


def _rows(*values: float | None) -> list[dict[str, Any]]:
    return [{"name": chr(65 + at), "value": value} for at, value in enumerate(values)]


@pytest.mark.parametrize(
    ("values", "ja", "en"),
    [
        (
            (3, 2, 1),
            "交付額が最も多いのはA（3円、R5、3地域中）",
            "Largest grant: A (3 yen, R5, of 3 regions)",
        ),
        (
            (3, 3, 1, 1, 2),
            "交付額が最も多いのはA、B（3円、R5、5地域中）",
            "Largest grant: A and B (3 yen, R5, of 5 regions)",
        ),
        (
            (3, None, 1, 2),
            "交付額が最も多いのはA（3円、R5、3地域中、ほかに不明1）",
            "Largest grant: A (3 yen, R5, of 3 regions, 1 more unknown)",
        ),
        # shared by half: no superlative
        (
            (3, 3, 1, 2),
            "交付額は4地域のうち2地域（A、B）で3円（R5）",
            "Grant, 2 of 4 regions (A and B): 3 yen (R5)",
        ),
        ((3, 3, 3), "交付額は3地域（A、B、C）とも3円（R5）", "Grant, all 3 regions (A, B and C): 3 yen (R5)"),
        ((3, 1), "交付額が最も多いのはA（3円、R5、2地域中）", "Largest grant: A (3 yen, R5, of 2 regions)"),
        # one alone is above nobody
        ((3,), "交付額は、Aで3円（R5）", "Grant, A: 3 yen (R5)"),
        ((None, 3), "交付額は、Bで3円（R5、ほかに不明1）", "Grant, B: 3 yen (R5, 1 more unknown)"),
        ((None, None), "", ""),
        ((), "", ""),
    ],
)
def test_a_superlative_says_among_how_many_of_when_and_who_shares_it(
    values: tuple[float | None, ...], ja: str, en: str
) -> None:
    for lang, said in zip(LANGUAGES, (ja, en), strict=True):
        unit = "円" if lang == "ja" else " yen"
        told = _MOST(
            _rows(*values),
            "value",
            claim.column_of("name"),
            lambda row, u=unit: f"{row['value']}{u}",
            "R5",
            lang,
        )
        assert told == said


def test_the_lowest_and_of_a_longer_list() -> None:
    def figure(row: dict[str, Any]) -> str:
        return str(row["value"])

    name = claim.column_of("name")
    assert (
        _LEAST(_rows(3, 2, 1), "value", name, figure, "R5", "ja")
        == "交付額が最も少ないのはC（1、R5、3地域中）"
    )
    assert "80地域中" in _LEAST(_rows(3, 2, 1), "value", name, figure, "R5", "ja", whole=80)


def test_a_rank_names_its_end_and_ties_and_alone_there_is_none() -> None:
    assert claim.rank(3, 11, 1, "R5", "ja") == "11地域中3位（R5、大きい順）"
    assert claim.rank(3, 11, 2, "R5", "ja") == "11地域中3位（R5、大きい順、同じ値2）"
    assert claim.rank(3, 11, 2, "R5", "en") == "rank 3 of 11 (R5, highest first, shared by 2)"
    assert claim.rank(1, 1, 1, "R5", "ja") == "比べられる相手はない"


def test_no_other_file_puts_one_figure_above_another() -> None:
    """Sentences that compare are made by dashboard/claim.py: elsewhere its words stand in its calls alone."""
    files = [ROOT / "dashboard" / "analyst_finding.py"]
    for room in _WRITTEN:
        files += sorted((ROOT / "dashboard" / room).rglob("*.py"))
    found = {
        f"{file.relative_to(ROOT)}:{line}: {text}"
        for file in files
        for line, text in _strings(ast.parse(file.read_text(encoding="utf-8")))
        if _ABOVE.search(text)
    }
    assert found == set()


def _strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Texts but for docstrings, questions, notes, names of columns and what a claim is declared with."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, ast.keyword) and node.arg in ("question", "notes", "subtitle", "chart"):
            continue
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("Superlative", "Column", "select", "import_module"):
                continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and not _NAME.fullmatch(node.value):
            yield node.lineno, node.value
        yield from _strings(node)


def test_the_board_is_searched_where_it_is(tmp_path: Path) -> None:
    """The search itself finds a superlative written by hand."""
    wrong = tmp_path / "wrong.py"
    wrong.write_text('def said(names):\n    return f"不足が最も多いのは{names}"\n', encoding="utf-8")
    texts = [text for _, text in _strings(ast.parse(wrong.read_text(encoding="utf-8")))]
    assert [bool(_ABOVE.search(text)) for text in texts] == [True]
