"""document: what a document calls things is data; one of other words is read without a line of Python."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

from etl.commands.common import DONE, PROBLEMS, WRONG_USE
from etl.document.wording import read_wording
from etl.paths import Paths
from etl.problems import Problems
from tests.etl.helpers import called
from tests.etl.pdf import columns, write_pdf
from tests.small import copy_small

# another prefecture's report: no caption, label or word of it is one of the casebook's
WORDS = """
[document]
as_of = ["時点"]
first_column = ["圏域名"]
elsewhere = ["実施細則"]

[grant]
captions = ["配分実績", "配分見通し"]
not_captions = ["総 事業費"]
paid = ["配分実績"]
planned = ["見通し"]
undecided = ["調整中"]

[project]
labels = ["取り組みの名"]
part = ["実施内容"]
ends = ["担い手", "得られた…"]
under_review = ["相談中"]

[recruitment]
captions = ["雇い入れ"]

[recruitment.measures]
"採用実績" = ["雇い入れの結果"]

[shortage]
words = ["足りない", "応募がない"]
not_words = ["足りないことはない"]
"""


def other_report(path: Path) -> Path:
    """As of 令和８年４月１日; FY2024 and FY2025 are over."""
    return write_pdf(
        path,
        [
            columns(["広域の取り組み報告"], ["令和８年４月１日時点"]),
            columns(
                ["根室連携地域"],
                ["配分実績（千円）"],
                ["令和６年度", "令和７年度", "令和８年度"],
                ["1,900", "2,100", "調整中"],
                ["取り組みの名", "防災関連勉強会"],
                ["実施内容", "（Ｒ７年度）"],
                ["", "・備蓄資機材の共同購入に係る協議"],
                ["得られた 成果と課題"],
                ["", "（Ｒ６年度）"],
                ["", "相談中"],
                ["取り組みの名", "人事担当者研修会"],
                ["実施内容", "（Ｒ７年度）"],
                ["", "相談中"],
            ),
            columns(
                ["西紋別地区町村会連携地域"],
                ["雇い入れの結果"],
                ["職種", "令和６年度", "令和７年度"],
                ["保健師", "３人", "４人"],
                ["保育教諭等が足りない状態である。看護師は足りないことはない。"],
            ),
            columns(
                ["令和７年度の配分一覧（千円）"],
                ["圏域名", "総事業費", "配分見通し"],
                ["後志17町村連携地域", "9,000", "調整中"],
                ["留萌南部３市町連携地域", "8,000", "77"],
                width=150,
            ),
            columns(["根室連携地域の実施細則"], ["配分実績（千円）"], ["令和７年度"], ["77"]),
        ],
    )


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    paths = copy_small(tmp_path_factory.mktemp("words") / "small")
    other_report(paths.root / "report.pdf")
    (paths.root / "words.toml").write_text(WORDS, encoding="utf-8")
    return paths


def proposals(paths: Paths, year: str, *more: str) -> dict[tuple[str, int], list[dict[str, Any]]]:
    done = called(
        paths, "document", str(paths.root / "report.pdf"), "--year", year, "--list", "--json", *more
    )
    assert done.returncode in (DONE, PROBLEMS), done.stderr
    return {
        (f"{table['table']} {row['label']}", row["year"]): row["proposals"]
        for source in json.loads(done.stdout)["sources"]
        for table in source["tables"]
        for row in table["rows"]
    }


def test_a_document_of_other_words_is_read_by_data_alone(office: Paths) -> None:
    words = str(office.root / "words.toml")
    found = proposals(office, "R7", "--words", words)
    said = {
        key: [
            (p.get("status") or p.get("state") or p.get("measure"), p.get("amount") or p.get("headcount"))
            for p in rows
        ]
        for key, rows in found.items()
    }
    assert said == {
        ("disbursement 根室連携地域", 2024): [("交付額", "1,900")],
        ("disbursement 根室連携地域", 2025): [("交付額", "2,100")],
        ("disbursement 留萌南部３市町連携地域", 2025): [("交付金活用見込額", "77")],
        ("disbursement 後志17町村連携地域", 2025): [("交付金活用見込額", "未定")],
        ("project_year 根室連携地域｜防災関連勉強会", 2025): [("実施", None)],
        ("project_year 根室連携地域｜人事担当者研修会", 2025): [("検討中", None)],
        ("recruitment 西紋別地区町村会連携地域｜保健師", 2024): [("採用実績", "3")],
        ("recruitment 西紋別地区町村会連携地域｜保健師", 2025): [("採用実績", "4")],
    }
    [project] = found["project_year 根室連携地域｜防災関連勉強会", 2025]
    assert project["activities"] == "備蓄資機材の共同購入に係る協議"
    eight = proposals(office, "R8", "--words", words)
    short = {label for (label, year) in eight if label.startswith("reported_shortage")}
    assert short == {"reported_shortage 西紋別地区町村会連携地域｜保育士・保育教諭"}


def test_without_its_words_nothing_of_it_is_proposed(office: Paths) -> None:
    assert proposals(office, "R7") == {}


def test_the_office_s_own_file_holds_for_every_document_and_is_named(office: Paths) -> None:
    own = office.folder / "document.toml"
    own.write_text(WORDS, encoding="utf-8")
    try:
        done = called(office, "document", str(office.root / "report.pdf"), "--year", "R7", "--list")
        assert ("disbursement 留萌南部３市町連携地域", 2025) in proposals(office, "R7")
    finally:
        own.unlink()
    assert "資料の言葉 / words of documents: data/document.toml" in done.stdout


@pytest.mark.parametrize(
    ("toml", "column", "value", "guess", "expected"),
    [
        (
            '[grants]\ncaptions = ["配分額"]',
            "[grants] captions",
            None,
            "[grant] captions",
            "項目はありません",
        ),
        ('[grant]\ncaption = ["配分額"]', "[grant] caption", None, "[grant] captions", "項目はありません"),
        ('[grant]\ncaptions = "配分額"', "[grant] captions", "配分額", None, "語の並び"),
        ("[grant]\ncaptions = [3]", "[grant] captions", "[3]", None, "語の並び"),
        ('[grant]\ncaptions = ["　"]', "[grant] captions", "['\\u3000']", None, "語の並び"),
        (
            '[recruitment.measures]\n"採用" = ["雇用"]',
            "[recruitment.measures] 採用",
            None,
            "?",
            "項目はありません",
        ),
        (
            '[recruitment.measures]\n"採用実績" = ["雇用"]\n"採用目標" = ["雇用"]',
            "[recruitment.measures] 採用実績",
            "雇用",
            None,
            "一つの区分にだけ",
        ),
        ("grant = 3", "grant", None, "?", "項目はありません"),
        ("[grant", None, None, None, "TOML として読めません"),
    ],
)
def test_words_that_cannot_be_used_are_refused_at_their_key(
    tmp_path: Path, toml: str, column: str | None, value: str | None, guess: str | None, expected: str
) -> None:
    (tmp_path / "document.toml").write_text(toml, encoding="utf-8")
    problems = Problems()
    read_wording(tmp_path, None, problems)
    first = problems.items[0]
    assert (first.severity, first.column, first.value) == ("error", column, value)
    assert guess == "?" or first.guess == guess
    assert expected in first.expected
    assert first.file.endswith("document.toml")


def test_a_run_with_unusable_words_proposes_nothing(office: Paths, tmp_path: Path) -> None:
    (tmp_path / "w.toml").write_text('[grant]\ncaption = ["配分額"]', encoding="utf-8")
    report = str(office.root / "report.pdf")
    done = called(office, "document", report, "--words", str(tmp_path / "w.toml"), "--list")
    assert done.returncode == PROBLEMS
    assert "候補:「[grant] captions」" in done.stderr
    assert 'did you mean "[grant] captions"?' in done.stderr
    assert called(office, "document", report, "--words", str(tmp_path / "none.toml")).returncode == WRONG_USE


def test_no_pattern_of_the_search_holds_a_word_of_one_document() -> None:
    """Eras, units, and marks are how figures are written in any of them."""
    grammar = set("年度月日元単位人円千百万億頁第章節前")
    for path in sorted((Path(__file__).parents[2] / "etl" / "document").glob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func).startswith("re."):
                texts = [
                    n.value
                    for n in ast.walk(call)
                    if isinstance(n, ast.Constant) and isinstance(n.value, str)
                ]
                words = {letter for text in texts for letter in re.findall("[一-龥]", text)}
                assert words <= grammar, f"{path.name}:{call.lineno}"
