"""One return at a time: what a person may send, and what is said of it."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font

from etl.paths import Paths
from etl.problems import Problems
from etl.shape import read_reference
from etl.survey import forms
from etl.survey.collected import Answered, Collected, collect
from etl.survey.reply import reply
from etl.survey.tablerows import rows
from tests.conftest import ROOT
from tests.etl.helpers import called
from tests.survey.filling import Filler, ask_of, opened

NAME = "autumn"
CODE = "012211"


@pytest.fixture(scope="module")
def handed_out(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    root = tmp_path_factory.mktemp("returned")
    (root / "data").mkdir()
    (root / "data" / "sources").symlink_to(ROOT / "data" / "sources")
    paths = Paths(root)
    assert called(paths, "survey", "new", NAME).returncode == 0
    toml = paths.surveys / NAME / "survey.toml"
    ask_of(toml, ())
    toml.write_text(
        toml.read_text("utf-8").replace("codes = []", f'codes = ["{CODE}", "012203"]'), encoding="utf-8"
    )
    forms.write(*opened(paths, NAME), paths.surveys / NAME / "forms")
    return paths


@pytest.fixture
def survey(handed_out: Paths) -> Filler:
    returns = handed_out.surveys / NAME / "returns"
    shutil.rmtree(returns, ignore_errors=True)
    returns.mkdir()
    return Filler(*opened(handed_out, NAME))


def collected(paths: Paths) -> Collected:
    return collect(*opened(paths, NAME))


def of(collected: Collected, code: str = CODE) -> Answered:
    return next(item for item in collected.municipalities if item.target.code == code)


@pytest.mark.parametrize(
    ("written", "value"),
    [(0, 0), ("０", 0), ("１２", 12), ("1,200", 1200), (" 7 ", 7), (3.0, 3)],
)
def test_numbers_as_people_write_them(survey: Filler, handed_out: Paths, written: Any, value: int) -> None:
    survey.send(CODE, {("required", "architect"): written})
    found = of(collected(handed_out))
    assert found.held is not None, found.points
    assert found.held.values == {("required", "architect"): value}


@pytest.mark.parametrize(
    ("written", "rule", "guess"),
    [
        ("3名", "not_a_number", "3"),
        ("約5", "not_a_number", "5"),
        ("2～3", "not_a_number", None),
        ("-", "not_a_number", None),
        ("なし", "not_a_number", None),
        ("1O", "not_a_number", "10"),
        ("△2", "negative", None),
        (2.5, "not_whole", None),
        (10000, "too_large", None),
        ("#REF!", "not_a_number", None),
    ],
)
def test_what_is_no_headcount_is_asked_about(
    survey: Filler, handed_out: Paths, written: Any, rule: str, guess: str | None
) -> None:
    survey.send(CODE, {("required", "architect"): written})
    found = of(collected(handed_out))
    points = [point for point in found.points if point.rule != "blank"]
    assert [point.rule for point in points if point.stops][:1] in ([rule], ["error_cell"])
    assert found.state == "open"
    if guess:
        assert points[0].problem.guess == guess


def hide_column(book: openpyxl.Workbook) -> None:
    book["職員"].column_dimensions["C"].hidden = True


def hide_row(book: openpyxl.Workbook) -> None:
    book["職員"].row_dimensions[7].hidden = True


def hide_sheet(book: openpyxl.Workbook) -> None:
    book["職員"].sheet_state = "hidden"


def strike_by_condition(book: openpyxl.Workbook) -> None:
    rule = CellIsRule(operator="equal", formula=["4"], font=Font(strike=True))
    book["職員"].conditional_formatting.add("C6:C20", rule)


@pytest.mark.parametrize(
    ("spoil", "rule", "says"),
    [
        (hide_column, "hidden_column", "「職員」シート C5：この列は非表示です"),
        (hide_row, "hidden_row", "「職員」シート C7 「4」：この行は非表示です"),
        (hide_sheet, "hidden_sheet", "「職員」シート：このシートは非表示です"),
        (strike_by_condition, "conditional_format", "C7 建築技師の必要な人数（人） 「4」：条件付き書式"),
    ],
)
def test_an_answer_that_nobody_sees_does_not_count(
    survey: Filler, handed_out: Paths, spoil: Callable[[openpyxl.Workbook], None], rule: str, says: str
) -> None:
    book = survey.book(CODE, {("required", "architect"): 4})
    spoil(book)
    book.save(handed_out.surveys / NAME / "returns" / "回答.xlsx")
    told = collected(handed_out)
    assert [point.rule for point in of(told).points if point.stops] == [rule]
    assert of(told).held is None
    assert says in reply(told, of(told))


def test_what_is_hidden_or_added_beside_the_answers_is_no_answer(survey: Filler, handed_out: Paths) -> None:
    book = survey.book(CODE, {("required", "architect"): 4})
    book["業務"].sheet_state = "hidden"  # nothing was written there
    book["職員"].column_dimensions["Z"].hidden = True
    book.create_sheet("別紙")["B3"] = 12
    book.save(handed_out.surveys / NAME / "returns" / "回答.xlsx")
    found = of(collected(handed_out))
    assert found.held is not None, found.points
    assert found.held.values == {("required", "architect"): 4}
    outside = [point.problem for point in found.points if point.rule == "outside"]
    assert [(p.sheet, p.row, p.column, p.value) for p in outside] == [("別紙", 3, "B", "12")]


def test_the_same_return_twice_counts_once(survey: Filler, handed_out: Paths) -> None:
    for name in ("一.xlsx", "二.xlsx"):
        survey.send(CODE, {("required", "architect"): 4}, name)
    found = of(collected(handed_out))
    assert found.state == "held"
    assert "same_twice" in {point.rule for point in found.points}


def test_files_of_nobody_asked_are_named(survey: Filler, handed_out: Paths) -> None:
    book = survey.book(CODE, {("required", "architect"): 4})
    book["_様式"]["A1"].value = book["_様式"]["A1"].value.replace(CODE, "011002")
    returns = handed_out.surveys / NAME / "returns"
    book.save(returns / "札幌.xlsx")
    (returns / "回答.pdf").write_bytes(b"%PDF")
    (returns / "~$札幌.xlsx").write_bytes(b"")
    (returns / "滝川.xls").write_bytes(b"")
    told = collected(handed_out)
    assert {s.file: [p.rule for p in s.points] for s in told.strays} == {
        "回答.pdf": ["not_a_form"],
        "札幌.xlsx": ["unknown_municipality"],
        "滝川.xls": ["not_a_form"],
    }
    old = next(s.points[0].problem for s in told.strays if s.file == "滝川.xls")
    assert "「Excel ブック（.xlsx）」として保存し直します" in old.expected
    assert told.count("none") == 2


def test_a_breach_that_was_looked_at_is_accepted(survey: Filler, handed_out: Paths) -> None:
    survey.send(CODE, {("required", "architect"): 4, ("present", "architect"): 5})
    assert of(collected(handed_out)).state == "open"
    toml = handed_out.surveys / NAME / "survey.toml"
    before = toml.read_text("utf-8")
    entry = (
        f'[[accepted]]\nmunicipality = "{CODE}"\nrule = "above"\nquestion = "present"\n'
        'occupation = "architect"\nreason = "電話で確認"\n'
    )
    toml.write_text(f"{before}\n{entry}", encoding="utf-8")
    try:
        assert of(collected(handed_out)).state == "held"
    finally:
        toml.write_text(before, encoding="utf-8")


def test_answers_wait_until_the_survey_is_published(survey: Filler, handed_out: Paths) -> None:
    survey.send(CODE, {("required", "architect"): 4})
    told = collected(handed_out)
    reference = read_reference(handed_out, Problems())
    deadline = told.definition.fielded_to
    after = deadline + dt.timedelta(days=1)
    assert rows([told], reference, 3, after)["survey_answer"].height == 2 * told.cells
    never = replace(told, definition=replace(told.definition, publish=False))
    for closed, day in ((told, deadline), (never, after)):
        found = rows([closed], reference, 3, day)
        _who_answered(found)


def _who_answered(frames: dict[str, pl.DataFrame]) -> None:
    """Nothing but that is told."""
    assert frames["survey_answer"].height == frames["survey_total"].height == 0
    assert sorted(frames["survey_return"]["state"]) == ["held", "none"]


def test_a_reply_can_be_sent_as_it_is(survey: Filler, handed_out: Paths) -> None:
    survey.send(CODE, {("required", "architect"): "4名", ("present", "architect"): 2}, "名寄.xlsx")
    told = collected(handed_out)
    text = reply(told, of(told))
    assert text.startswith(
        "件名：【ご確認のお願い】専門職の配置と広域連携に関する調査\n\n名寄市 ご担当者様\n"
    )
    assert "届いたファイル：名寄.xlsx" in text
    assert "「職員」シート C7 建築技師の必要な人数（人） 「4名」：数だけを書きます" in text
    assert "（4 のことでしょうか）" in text
    assert "提出期限：令和" in text
    assert "「職員」シート 保健師：必要な人数（人）、現在の人数（人）" in text  # blanks of a row in one line
    silent = reply(told, of(told, "012203"))
    assert "調査票がまだ届いておりません" in silent
    assert str(Path.home()) not in text + silent


def test_a_reply_asks_of_each_blank_in_its_own_words(survey: Filler, handed_out: Paths) -> None:
    survey.send(CODE, {("required", "architect"): 4, ("present", "architect"): 5})
    text = reply(told := collected(handed_out), of(told))
    assert "土木技師：必要な人数（人）、" in text
    assert "採用試験の合格者数（人） が空欄（いなければ 0。分からなければこのまま）" in text
    assert "保育：続けられるか、一緒にするなら、その相手 が空欄（分からなければこのまま）" in text
    assert "（4）を超えています。このとおりで正しければ、その理由をお知らせください" in text


def test_a_reply_to_an_empty_form_does_not_ask_of_every_cell(survey: Filler, handed_out: Paths) -> None:
    survey.send(CODE, {})
    text = reply(told := collected(handed_out), of(told))
    assert "何も書かれていません" in text
    assert "空欄" not in text


def test_a_changed_code_is_named_by_its_cell(survey: Filler, handed_out: Paths) -> None:
    book = survey.book(CODE, {("required", "architect"): 4})
    book["はじめに"]["B4"].value = "012203"
    book.save(handed_out.surveys / NAME / "returns" / "回答.xlsx")
    text = reply(told := collected(handed_out), of(told))
    assert "「はじめに」シート B4 「012203」：団体コードが書きかえられています" in text


@pytest.mark.parametrize(
    ("required", "present", "asked"),
    [(60, 6, True), (10, 0, True), (50, 10, True), (49, 10, False), (9, 0, False), (60, None, False)],
)
def test_a_digit_too_many_is_asked_about(
    survey: Filler, handed_out: Paths, required: int, present: int | None, asked: bool
) -> None:
    answers = {("required", "civil_engineer"): required, ("present", "civil_engineer"): present}
    survey.send(CODE, answers)
    found = of(collected(handed_out))
    assert found.state == "held"  # it may be right
    far = [point.problem for point in found.points if point.rule == "far"]
    assert [(p.sheet, p.row, p.value) for p in far] == ([("職員", 6, str(required))] if asked else [])
    assert ("桁をお確かめください" in reply(collected(handed_out), found)) == asked


@pytest.mark.parametrize("name", ["012211.ods", "回答（名寄市）.xls", "名寄市 012211 提出.ods"])
def test_who_sent_another_kind_of_file_is_told_so(survey: Filler, handed_out: Paths, name: str) -> None:
    (handed_out.surveys / NAME / "returns" / name).write_bytes(b"PK")
    told = collected(handed_out)
    assert of(told).state == "open"
    assert told.strays == []
    text = reply(told, of(told))
    assert name in text
    assert "まだ届いておりません" not in text
    assert "保存し直します" in text


@pytest.mark.parametrize("name", ["士別市と名寄市.xls", "回答.xls", "012211 012203.xls"])
def test_a_file_whose_name_tells_no_one_municipality_is_of_nobody(
    survey: Filler, handed_out: Paths, name: str
) -> None:
    (handed_out.surveys / NAME / "returns" / name).write_bytes(b"PK")
    told = collected(handed_out)
    assert [stray.file for stray in told.strays] == [name]
    assert of(told).state == "none"
