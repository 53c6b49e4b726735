"""document: what a document prints of what is due, laid out as proposals, read back where a person marks."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import fastexcel
import pytest

from etl import refresh
from etl.commands.common import DONE, PROBLEMS, WRONG_USE
from etl.document.grants import is_caption
from etl.document.pages import read_document
from etl.document.wording import read_wording
from etl.paths import Paths
from etl.problems import Problems
from tests.conftest import quiet
from tests.etl.helpers import CASEBOOK, called, files, only
from tests.etl.nextyear import next_casebook
from tests.etl.official.test_dropped import shaped
from tests.etl.pdf import columns, write_pdf
from tests.etl.test_schemes import queried, refreshed
from tests.etl.workbook import fill, place, rename, table
from tests.small import copy_small

BOOK = f"{CASEBOOK}_casebook.xlsx"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """A small office, the next year's casebook searched and its proposals laid out."""
    paths = copy_small(tmp_path_factory.mktemp("office") / "small")
    before = files(paths.sources)
    next_casebook(paths.root / "casebook.pdf")
    done = called(paths, "document", str(paths.root / "casebook.pdf"), "--year", "R7")
    assert done.returncode == DONE, done.stderr
    assert files(paths.sources) == before
    return paths


@pytest.fixture(scope="module")
def proposed(office: Paths) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """What --json says: (label, year) → proposals."""
    done = called(office, "document", str(office.root / "casebook.pdf"), "--year", "2025", "--list", "--json")
    return {
        (f"{t['table']} {row['label']}", str(row["year"])): row["proposals"]
        for source in json.loads(done.stdout)["sources"]
        for t in source["tables"]
        for row in t["rows"]
    }


def book(office: Paths) -> Path:
    return office.root / "data" / "new_year" / "2025" / BOOK


@pytest.fixture
def returned(office: Paths, tmp_path: Path) -> Paths:
    """A copy of the office into which a workbook comes back."""
    return Paths(Path(shutil.copytree(office.root, tmp_path / "returned")))


def test_an_amount_is_proposed_with_its_page_and_what_is_printed(proposed: dict[Any, Any]) -> None:
    rumoi = proposed["disbursement 留萌中北部５町村連携地域", "2025"]
    assert [(p["status"], p["amount"], p["printed"], p["place"]) for p in rumoi] == [
        (
            "交付額",
            "900",
            "連携地域名 令和６年度 令和７年度 計\n80 ９０ 170",
            "5頁",
        )  # 万円, its name in the line above
    ]
    six = proposed["disbursement 根室連携地域", "2024"]
    assert [(p["amount"], p["place"]) for p in six] == [("1,900", "6頁")]  # 万円; in 千円 on page 2


def test_a_figure_printed_twice_shows_both_values(proposed: dict[Any, Any]) -> None:
    nemuro = proposed["disbursement 根室連携地域", "2025"]
    assert {(p["status"], p["amount"], p["place"]) for p in nemuro} == {
        ("交付額", "2,100", "2頁"),
        ("交付額", "2,500", "6頁"),
    }


def test_a_value_under_no_column_or_below_zero_is_left_to_a_person(proposed: dict[Any, Any]) -> None:
    assert ("disbursement 後志17町村連携地域", "2025") not in proposed  # △5
    assert proposed["disbursement 後志17町村連携地域", "2024"][0]["amount"] == "400"
    assert [p["amount"] for p in proposed["disbursement 留萌南部３市町連携地域", "2025"]] == ["0"]
    assert ("disbursement 留萌南部３市町連携地域", "2024") not in proposed  # －: nothing is printed
    # a row with a blank cell: the amount stands below its own year, not in the first column
    assert ("disbursement 日高連携地域", "2024") not in proposed


def test_a_year_of_a_project_runs_over_the_page(proposed: dict[Any, Any]) -> None:
    found = proposed["project_year 根室連携地域｜防災関連勉強会", "2025"]
    # what stands below 役割分担 is no activity, though it has a year's label
    assert [(p["state"], p["activities"], p["place"]) for p in found] == [
        ("実施", "災害時の受入れの勉強会\n備蓄資機材の共同購入に係る協議", "2頁")
    ]


def test_as_in_the_year_before_is_no_activity(proposed: dict[Any, Any]) -> None:
    [found] = proposed["project_year 根室連携地域｜人事担当者研修会", "2025"]
    assert (found["state"], found["as_printed"], found.get("activities")) == ("実施", "・Ｒ６に同じ", None)


def test_figures_close_together_stay_apart_and_words_set_wide_together(tmp_path: Path) -> None:
    # characters of 10 points: cells of a table that nearly touch, a word whose characters are set apart
    near = [(50.0, 700.0, "９００"), (80.8, 700.0, "４"), (50.0, 680.0, "専"), (61.0, 680.0, "門 人材")]
    lines = read_document(write_pdf(tmp_path / "near.pdf", [near])).lines
    assert [line.text for line in lines] == ["９００ ４", "専門 人材"]


def test_fonts_that_the_pdf_does_not_hold_are_named(office: Paths) -> None:
    """Those of the machine take their place, and in some a lone digit has no width: it is not read."""
    done = called(office, "document", str(office.root / "casebook.pdf"), "--year", "2025", "--list")
    assert "casebook.pdf は字体（Mincho）を含みません" in done.stdout
    assert "casebook.pdf does not hold its fonts (Mincho)" in done.stdout
    sheet = fastexcel.read_excel(str(book(office))).load_sheet("説明", header_row=None, dtypes="string")
    said = [row for row in sheet.to_polars().rows() if any("Mincho" in (cell or "") for cell in row)]
    assert len(said) == 1


def test_recruitment_is_found_by_occupation_and_year(proposed: dict[Any, Any]) -> None:
    counts = {
        (label.split("｜")[1], year): proposals[0]["headcount"]
        for (label, year), proposals in proposed.items()
        if label.startswith("recruitment")
    }
    assert counts == {("保健師", "2024"): "3", ("保健師", "2025"): "4", ("看護師", "2025"): "0"}


def test_a_shortage_is_proposed_by_the_words_of_its_sentence(office: Paths, proposed: dict[Any, Any]) -> None:
    words = {
        label: p[0]["wording"] for (label, _), p in proposed.items() if label.startswith("reported_shortage")
    }
    # the document stands in FY2026: what it says of shortages is not FY2025's
    assert words == {}
    done = called(office, "document", str(office.root / "casebook.pdf"), "--year", "R8", "--list", "--json")
    tables = [t for s in json.loads(done.stdout)["sources"] for t in s["tables"]]
    rows = next(t["rows"] for t in tables if t["table"] == "reported_shortage")
    assert [(row["label"].split("｜")[1], row["proposals"][0]["grade"]) for row in rows] == [
        ("保育士・保育教諭", "words")
    ]


def test_what_is_not_found_is_said_with_the_reason(office: Paths) -> None:
    done = called(office, "document", str(office.root / "casebook.pdf"), "--year", "2025", "--list")
    assert (
        "due 13: 提案 / proposed 6、値が二つ以上 / several values 1、見つからない / not found 7"
        in done.stdout
    )
    assert "名はあるが、この年度の値が確かな形では見つからない / the name is there, but no" in done.stdout
    assert "この名が資料にない / the document does not have this name" in done.stdout
    assert "（6頁、時点 2026-04-01）" in done.stdout
    # its name stands in two lines, and its amount is below zero
    assert "確かな形では見つからない" in done.stdout.split("2025  後志17町村連携地域")[0].splitlines()[-2]


def marked(office: Paths, sheet: str, **where: str) -> tuple[str, str]:
    """The cell 採否 of the one row with these cells."""
    return place(book(office), sheet, "採否", lambda row: all(row[k] == v for k, v in where.items()))


def nemuro(office: Paths, header: str, amount: str = "2,100") -> tuple[str, str]:
    return place(
        book(office),
        "交付額",
        header,
        lambda row: (row["地域ID"], row["年度"], row["金額（千円）"]) == ("nemuro", "令和7年度", amount),
    )


def test_proposals_stand_beside_what_is_printed(office: Paths) -> None:
    rows = [r for r in table(book(office), "交付額") if (r["地域ID"], r["年度"]) == ("nemuro", "令和7年度")]
    assert [(r["採否"], r["資料の印字"], r["頁"], r["金額（千円）"]) for r in rows] == [
        ("", "連携地域名 令和６年度 令和７年度 計\n根室連携地域 190 250 440", "6頁", "2,500"),
        ("", "令和 ６年度 令和 ７年度 令和 ８年度\n1,900 2,100 未定", "2頁", "2,100"),
    ]
    assert "資料に値が2つある：一つだけ選ぶ" in rows[0]["根拠"]
    assert "資料の時点（2026-04-01）で年度が終わっているので交付額" in rows[1]["根拠"]
    assert rows[1]["見出し"].endswith("｜2頁")


def test_nothing_is_entered_without_a_mark(returned: Paths, office: Paths) -> None:
    before, _ = shaped(office)
    shutil.copy(book(office), returned.sources / CASEBOOK / "back.xlsx")
    after, problems = shaped(returned)
    assert [p.line(english=False) for p in problems.stopping] == []
    for name in ("disbursement", "project_year", "recruitment", "reported_shortage"):
        assert after[name].equals(before[name]), name
    said = [p for p in problems if p.rule == "proposals_left"]
    assert {p.sheet: p.expected for p in said}["交付額"] == "○ のない提案 7 行は読み込みません"


def test_a_marked_proposal_is_read_with_its_place(returned: Paths, office: Paths) -> None:
    fill(
        book(office),
        returned.sources / CASEBOOK / "back.xlsx",
        {
            nemuro(office, "採否"): "○",
            nemuro(office, "金額（千円）"): 2050,  # corrected by the person who marked it
            marked(office, "採用", 職種="保健師", 年度="令和7年度"): "〇",
        },
    )
    frames, problems = shaped(returned)
    assert [p.line(english=False) for p in problems.stopping if p.rule != "grant_period"] == []
    grants = frames["disbursement"].filter(frames["fiscal_year"] == 2025) if "fiscal_year" in frames else None
    assert grants is None
    row = (
        frames["disbursement"]
        .filter(
            (frames["disbursement"]["fiscal_year"] == 2025)
            & (frames["disbursement"]["region_id"] == "nemuro")
        )
        .to_dicts()
    )
    assert [(r["status"], r["amount_yen"]) for r in row] == [("actual", 2_050_000)]
    assert "根室連携地域｜交付額(千円) 交付金活用見込額(千円)｜2頁" in row[0]["source_ref"]
    hired = frames["recruitment"].filter(frames["recruitment"]["fiscal_year"] == 2025).to_dicts()
    assert [(r["occupation_id"], r["measure"], r["headcount"]) for r in hired] == [
        ("public_health_nurse", "hired", 4)
    ]


def test_a_marked_proposal_is_published_with_its_page(returned: Paths, office: Paths) -> None:
    fill(
        book(office),
        returned.sources / CASEBOOK / "back.xlsx",
        {
            marked(office, "交付額", 地域ID="nemuro", 年度="令和6年度"): "○",
            ("説明", "B4"): "広域連携の事例集（令和8年4月1日現在）",
        },
    )
    assert refreshed(returned) == ("published", [])
    assert queried(
        returned,
        "select status, amount_yen, source_ref from kpi.disbursement_by_year "
        "where region_id = 'nemuro' and fiscal_year = 2024",
    ) == [("actual", 1_900_000, "根室連携地域｜連携地域別の交付額一覧 (単位:万円) 連携地域名 計｜6頁")]


def faults(returned: Paths) -> Problems:
    _, problems = shaped(returned)
    return problems


def test_a_corrected_proposal_without_a_mark_is_not_lost_without_a_word(
    returned: Paths, office: Paths
) -> None:
    cell = nemuro(office, "金額（千円）")
    fill(book(office), returned.sources / CASEBOOK / "back.xlsx", {cell: 2050})
    problem = only(faults(returned), "proposal_mark")
    assert (problem.severity, problem.sheet, problem.row) == ("error", "交付額", int(cell[1][1:]))
    assert "直したのに ○ がありません" in problem.expected


def test_a_mark_that_is_no_circle_is_named(returned: Paths, office: Paths) -> None:
    fill(book(office), returned.sources / CASEBOOK / "back.xlsx", {nemuro(office, "採否"): "？"})
    problem = only(faults(returned), "proposal_mark")
    assert (problem.column, problem.value) == ("採否", "？")


def test_two_marked_values_of_one_figure_name_both_rows(returned: Paths, office: Paths) -> None:
    cells = {nemuro(office, "採否", amount): "○" for amount in ("2,100", "2,500")}
    fill(book(office), returned.sources / CASEBOOK / "back.xlsx", cells)
    found = [p for p in refresh.run(returned, quiet).problems.stopping if p.rule == "primary_key"]
    assert {(p.sheet, p.row) for p in found} == {("交付額", int(cell[1:])) for _, cell in cells}


def test_the_circle_s_column_taken_out_is_refused(returned: Paths, office: Paths) -> None:
    back = shutil.copy(book(office), returned.sources / CASEBOOK / "back.xlsx")
    rename(Path(back), "<t>採否</t>", "<t>予備</t>")
    found = [p for p in faults(returned).stopping if p.rule == "form_refused"]
    assert found
    assert all("採否" in p.expected for p in found)


def test_a_row_that_was_not_found_is_filled_in_as_on_any_form(returned: Paths, office: Paths) -> None:
    at = {
        header: place(
            book(office),
            "交付額",
            header,
            lambda row: (row["地域ID"], row["年度"]) == ("rumoi_south", "令和6年度"),
        )
        for header in ("区分", "金額（千円）")
    }
    cells = {at["区分"]: "交付額", at["金額（千円）"]: 7000}
    fill(book(office), returned.sources / CASEBOOK / "back.xlsx", cells)
    frames, problems = shaped(returned)
    assert [p.line(english=False) for p in problems.stopping] == []
    grants = frames["disbursement"]
    row = grants.filter((grants["region_id"] == "rumoi_south") & (grants["fiscal_year"] == 2024)).to_dicts()
    assert [(r["status"], r["amount_yen"]) for r in row] == [("actual", 7_000_000)]


def test_a_document_in_which_nothing_is_due_lays_out_nothing(office: Paths, tmp_path: Path) -> None:
    other = write_pdf(tmp_path / "news.pdf", [columns(["会議のお知らせ"], ["令和７年度の日程", "10"])])
    done = called(office, "document", str(other), "--out", str(tmp_path / "out"))
    assert done.returncode == PROBLEMS
    assert "要る数値が一つも見つかりません" in done.stdout
    assert "Nothing that is due was found" in done.stdout
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "ja", "en"),
    [
        ("scan", "文字がありません", "no text in it"),
        ("locked", "パスワードのかかった PDF", "protected by a password"),
        ("cut", "PDF として開けません", "cannot be opened as a PDF"),
        ("sheet", "PDF でも文字だけのファイルでもありません", "neither a PDF nor plain text"),
        ("euc", "UTF-8 でも cp932", "neither UTF-8 nor cp932"),
        ("blank", "ファイルが空です", "the file is empty"),
    ],
)
def test_what_cannot_be_read_is_said_in_both_languages(
    office: Paths, tmp_path: Path, name: str, ja: str, en: str
) -> None:
    file = tmp_path / "資料.pdf"
    whole = next_casebook(tmp_path / "whole.pdf").read_bytes()
    if name == "scan":
        write_pdf(file, [[], []])
    elif name == "locked":
        keys = f"/O<{'00' * 32}>/U<{'11' * 32}>"
        write_pdf(file, [], f"/Encrypt<</Filter/Standard/V 1/R 2{keys}/P -4>>/ID[<00><00>]")
    else:
        content = {"cut": whole[: len(whole) // 2], "sheet": b"PK\x03\x04rest", "blank": b""}
        file.write_bytes(content.get(name, "根室連携地域の交付額は未定".encode("euc_jp")))
    done = called(office, "document", str(file))
    assert done.returncode == PROBLEMS
    assert ja in done.stderr
    assert en in done.stderr
    assert "資料.pdf" in done.stderr


def test_a_text_in_cp932_is_read_and_a_missing_file_is_wrong_use(office: Paths, tmp_path: Path) -> None:
    text = "根室連携地域\n交付額（千円）\n令和６年度　　令和７年度\n1,900　　2,100\n"
    (tmp_path / "a.txt").write_bytes(text.encode("cp932"))
    done = called(office, "document", str(tmp_path / "a.txt"), "--year", "R7", "--list", "--json")
    assert done.returncode == DONE
    rows = [r for s in json.loads(done.stdout)["sources"] for t in s["tables"] for r in t["rows"]]
    assert [(r["year"], p["amount"], p["place"]) for r in rows for p in r["proposals"]] == [
        (2024, "1,900", "4行"),
        (2025, "2,100", "4行"),
    ]
    assert called(office, "document", str(tmp_path / "none.pdf")).returncode == WRONG_USE


@pytest.mark.parametrize(
    ("caption", "grant"),
    [
        ("連携地域別の交付額一覧（単位：千円）", True),
        ("交付金活用見込額（円）", True),
        ("連携地域別の交付額の累計（単位：千円）", False),
        ("一人当たりの交付額（円）", False),
        ("交付額の増減（千円）", False),
        ("変更前の交付額（千円）", False),
        ("連携地域別の事業費一覧（単位：千円）", False),
    ],
)
def test_what_is_made_of_grants_is_no_grant_of_the_year(caption: str, grant: bool) -> None:
    wording = read_wording(Path("none"), None, Problems())
    assert is_caption(caption, wording) is grant
