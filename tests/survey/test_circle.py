"""The whole circle: forms out, 21 back with mistakes, replies, corrections, published, corrected again.

Every expected figure is written out and worked out by hand in the comment beside it.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dashboard.mart import Mart as BoardMart
from etl import refresh
from etl.build import withdraw
from etl.gate import surveygate
from etl.gate.compare import diff_id
from etl.paths import Paths
from etl.survey.formbook import form
from renkei.concealment import UNSAID
from tests.conftest import Mart, quiet
from tests.etl.helpers import called
from tests.survey import onpage
from tests.survey.filling import Filler, Key, ask_of, opened, past
from tests.survey.spoiled import ASAHIKAWA, NAME, NAYORO, QUESTIONED, SHIBETSU, SPOILED

SILENT = ("014711", "014729")  # 中川町 and 幌加内町 do not answer
CIVIL, NURSE, DIET = "civil_engineer", "public_health_nurse", "dietitian"


def answers(code: str) -> dict[Key, Any]:
    """旭川市: 60 civil engineers required and 50 there; every other 6 and 5. Nurses: 12 of 12 in 旭川市,
    2 of 3 in 占冠村 (014630), 1 of 1 in 音威子府村 (014702), 4 of 4 elsewhere. Dietitians: 3 in 旭川市."""
    big = code == ASAHIKAWA
    nurses = {ASAHIKAWA: (12, 12), "014630": (3, 2), "014702": (1, 1)}.get(code, (4, 4))
    told: dict[Key, Any] = {
        ("required", CIVIL): 60 if big else 6,
        ("present", CIVIL): 50 if big else 5,
        ("vacancies", CIVIL): 10 if big else 0,
        ("leavers_5y", CIVIL): 12 if big else 0,
        ("applicants", CIVIL): 20 if big else 3,
        ("hired", CIVIL): 8 if big else 0,
        ("required", NURSE): nurses[0],
        ("present", NURSE): nurses[1],
    }
    told |= {(q, NURSE): 0 for q in ("vacancies", "leavers_5y", "applicants", "hired")}
    told |= {(q, DIET): 3 if big and q in ("required", "present") else 0 for q, _ in list(told)}
    told |= {(q, job): 0 for q in ("exam_applicants", "exam_passed") for job in (CIVIL, NURSE, DIET)}
    for work in ("road", "water"):
        told["hard_alone_" + work, ""] = "単独で続けられる" if big else "5年以内に難しい"
        told["share_with_" + work, ""] = "近隣市町村"
    told["joint_procurement", ""] = "実施中" if big else "関心がある"
    told["shared_specialist", ""] = "分からない"
    return told


@pytest.fixture(scope="module")
def circle(mart: Mart, tmp_path_factory: pytest.TempPathFactory) -> tuple[Paths, Filler]:
    """A project with a live build, the survey defined by its commands, 23 forms made."""
    root = tmp_path_factory.mktemp("circle") / "project"
    shutil.copytree(mart.paths.root, root)
    paths = Paths(root)
    assert called(paths, "survey", "new", NAME).returncode == 0
    toml = paths.surveys / NAME / "survey.toml"
    ask_of(toml, ("上川総合振興局",))
    text = toml.read_text(encoding="utf-8")
    text = past(text)
    head, rest = text.split("ask = [\n")
    jobs = rest[rest.index("]\n") + 2 :]
    text = head + f'ask = ["{CIVIL}", "{NURSE}"]\n' + jobs
    for line in ("[[occupations.add]]", 'id = "dietitian"', 'name = "管理栄養士"', 'name_en = "Dietitian"'):
        assert f"# {line}" in text
        text = text.replace(f"# {line}", line, 1)
    parts = text.split("\n[[question]]\n")
    wanted = ("road", "water", "joint_procurement")
    kept = [p for p in parts[1:-1] if 'kind = "count"' in p or any(f'{w}"\n' in p for w in wanted)]
    toml.write_text("\n[[question]]\n".join([parts[0], *kept, parts[-1]]), encoding="utf-8")
    made = called(paths, "survey", "forms", NAME)
    assert made.returncode == 0, made.stderr
    assert "調査票 23 件" in made.stdout
    return paths, Filler(*opened(paths, NAME))


def messages(paths: Paths) -> dict[str, Any]:
    result = called(paths, "survey", "status", NAME, "--json")
    assert result.returncode == 0, result.stderr
    return dict(json.loads(result.stdout))


def rules(status: dict[str, Any]) -> dict[str, set[str]]:
    """Municipality code → what stands against its return; files of nobody under their names."""
    found = {
        item["municipality_code"]: {point["rule"] for point in item["points"]}
        for item in status["municipalities"]
    }
    return found | {item["file"]: {point["rule"] for point in item["points"]} for item in status["strays"]}


def test_the_whole_circle(circle: tuple[Paths, Filler]) -> None:
    paths, filler = circle
    codes = [code for code in filler.names if code not in SILENT]
    assert len(filler.names) == 23
    assert len(codes) == 21
    returns = paths.surveys / NAME / "returns"
    for code in codes:
        path = filler.send(code, {} if code == "014656" else answers(code), f"回答 {code}.xlsx")
        if code in SPOILED | QUESTIONED:
            book = openpyxl.load_workbook(path)
            (SPOILED | QUESTIONED)[code][0](book)
            book.save(path)
    filler.send("014681", answers("014681") | {("required", CIVIL): 7}, "二通目.xlsx")  # two that differ
    torn = returns / "回答 014699.xlsx"
    torn.write_bytes(torn.read_bytes()[:4000])
    (returns / "回答 014702.xlsx").rename(returns / "音威子府　提出.XLSX")

    status = messages(paths)
    _check_messages(paths, status)

    for code in codes:  # what comes back is right, and replaces what was there
        for path in returns.glob(f"*{code}*"):
            path.unlink()
        filler.send(code, answers(code))
    (returns / "二通目.xlsx").unlink()
    (returns / "音威子府　提出.XLSX").unlink()
    status = messages(paths)
    assert (status["held"], status["open"], status["none"]) == (21, 0, 2)

    outcome = refresh.run(paths, quiet)
    assert outcome.result == "published", [p.line(english=True) for p in outcome.problems]
    assert outcome.manifest is not None
    _figures_equal_the_hand_calculation(Mart(paths, outcome.manifest["build_id"]))
    onpage.equals_the_hand_calculation(paths)
    _a_correction_waits(paths, filler)


def _check_messages(paths: Paths, status: dict[str, Any]) -> None:
    found = rules(status)
    state = {item["municipality_code"]: item["state"] for item in status["municipalities"]}
    replies = {
        path.name[:6]: path.read_text("utf-8-sig") for path in (paths.surveys / NAME / "replies").iterdir()
    }
    assert len(replies) == 23
    for code, (_, rule, says) in SPOILED.items():
        assert found[code] == {rule}, code
        assert state[code] == "open"
        assert says in replies[code], replies[code]
    for code, (_, rule, says) in QUESTIONED.items():
        assert found[code] == {rule}, code
        assert state[code] == "held"
        assert says in replies[code], replies[code]
    assert found["014656"] >= {"empty"}
    assert found["014681"] == {"two_returns"}
    assert "二通目.xlsx" in replies["014681"]
    assert found["014699"] == {"unreadable"}  # torn: only its name tells whose it is
    assert (state["014699"], status["strays"]) == ("open", [])
    assert all(state[code] == "none" for code in SILENT)
    assert "調査票がまだ届いておりません" in replies[SILENT[0]]
    # 旭川市, 和寒町, 占冠村, 音威子府村 hold; 14 spoiled, 1 empty, 1 twice, 1 torn; 2 silent
    assert (status["held"], status["open"], status["none"]) == (4, 17, 2)
    kinds = {rule for several in found.values() for rule in several}
    assert len(kinds) >= 12


def _figures_equal_the_hand_calculation(mart: Mart) -> None:
    rows = mart.rows(
        "select state, count(*) from survey_return where survey_id = ? group by all order by all", NAME
    )
    assert rows == [("held", 21), ("none", 2)]
    total = "select value, answered, asked, hidden, missing_reason from survey_total where survey_id = ? "
    total += "and together = '' "
    whole = total + "and area_level = 'all' and question_id = ? and occupation_id = ?"
    # 60 + 20 × 6; 50 + 20 × 5; 10 + 20 × 0; 12 + 20 × 0; 20 + 20 × 3; 8 + 20 × 0
    expected = {
        "required": 180,
        "present": 150,
        "vacancies": 10,
        "leavers_5y": 12,
        "applicants": 80,
        "hired": 8,
    }
    for question, value in expected.items():
        assert mart.rows(whole, NAME, question, CIVIL) == [(value, 21, 23, 0, None)], question
    # the bureau's area is the same 23
    bureau = total + "and area_level = 'subprefecture' and question_id = 'present' and occupation_id = ?"
    assert mart.rows(bureau, NAME, CIVIL) == [(150, 21, 23, 0, None)]
    # nurses: 12 + 18 × 4 + 3 + 1 = 88 required, 12 + 18 × 4 + 2 + 1 = 87 there; 占冠村's 2 and
    # 音威子府村's 1 are hidden; of what is required 音威子府村's 1, and with it the smallest that is shown
    assert mart.rows(whole, NAME, "required", NURSE)[0][:3] == (88, 21, 23)
    assert mart.rows(whole, NAME, "present", NURSE)[0][:3] == (87, 21, 23)
    hidden = "select municipality_code from survey_answer where question_id = ? and occupation_id = ? "
    hidden += "and missing_reason = 'suppressed' and value is null and as_printed is null"
    assert {"014630", "014702"} <= {code for (code,) in mart.rows(hidden, "present", NURSE)}
    assert {"014702"} < {code for (code,) in mart.rows(hidden, "required", NURSE)}
    # nil is 0, and shown; who did not answer is missing
    cell_of = "select value, missing_reason from survey_answer where survey_id = ? and municipality_code = ? "
    cell_of += "and question_id = ? and occupation_id = ?"
    assert mart.rows(cell_of, NAME, SHIBETSU, "present", DIET) == [(0, None)]
    assert mart.rows(cell_of, NAME, ASAHIKAWA, "present", DIET) == [(3, None)]
    assert mart.rows(cell_of, NAME, SILENT[0], "present", DIET) == [(None, "no_return")]
    choices = (
        "select text, count(*) from survey_answer where question_id = ? and text is not null group by all"
    )
    assert sorted(mart.rows(choices, "hard_alone_road")) == [("can_continue", 1), ("hard_within_5y", 20)]
    assert sorted(mart.rows(choices, "joint_procurement")) == [("doing", 1), ("interested", 20)]
    mart.close()


def _a_correction_waits(paths: Paths, filler: Filler) -> None:
    """旭川市 corrects 50 to 51: a published figure, so a person looks first."""
    filler.send(ASAHIKAWA, answers(ASAHIKAWA) | {("present", CIVIL): 51})
    waiting = refresh.run(paths, quiet)
    assert waiting.result == "waiting"
    shown = [c for c in waiting.changes if c.held]
    assert ("survey_answer", "50.0", "51.0") in {(c.table, c.old, c.new) for c in shown}
    accepted = refresh.run(paths, quiet, accept=diff_id(waiting.changes))
    assert accepted.manifest is not None
    mart = Mart(paths, accepted.manifest["build_id"])
    # 51 + 20 × 5
    sql = "select value from survey_total where question_id = 'present' and occupation_id = ? "
    sql += "and area_level = 'all' and together = ''"
    assert mart.scalar(sql, CIVIL) == 151
    mart.close()
    # 占冠村's 2 nurses are hidden and become 1: the totals they are in are seen to change
    filler.send("014630", answers("014630") | {("present", NURSE): 1})
    waiting = refresh.run(paths, quiet)
    assert waiting.result == "waiting"
    held = [c for c in waiting.changes if c.held]
    told = [c.new for c in held if c.kind == "disclosure" and "014630" in c.key]
    assert len(told) == 1
    assert "占冠村: 秘匿" in str(told[0])
    assert [(c.table, c.kind, c.new) for c in held if c.kind != "disclosure"] == [
        ("survey_total", "untold", UNSAID)
    ]
    # what is live already waits for nobody a second time, though an older build has other answers
    assert surveygate.disclosures(paths, paths.builds / accepted.manifest["build_id"]) == []
    # the older build with 50 is taken back from readers
    (older,) = withdraw.for_surveys(paths)
    assert BoardMart(paths.mart).build(older.build_id) is not None
    done = called(paths, "withdraw", "--surveys")
    assert (done.returncode, older.build_id in done.stdout) == (0, True), done.stderr
    assert BoardMart(paths.mart).build(older.build_id) is None
    assert withdraw.for_surveys(paths) == []


def test_a_form_is_locked_but_for_its_answers(circle: tuple[Paths, Filler]) -> None:
    paths, filler = circle
    book = openpyxl.load_workbook(filler.form(NAYORO))
    assert book.sheetnames == ["はじめに", "職員", "業務", "設問", "_様式"]
    assert book["_様式"].sheet_state == "veryHidden"
    assert book["_様式"]["A1"].value.split()[1:] == [NAME, opened(paths, NAME)[0].version, NAYORO]
    assert (book["はじめに"]["B4"].value, book["はじめに"]["B5"].value) == (NAYORO, "名寄市")
    open_cells = {(c.sheet, c.row, c.column + 1) for c in filler.cells.values()}
    for sheet in book.worksheets[1:4]:
        assert sheet.protection.sheet
        for row in sheet.iter_rows(min_row=1, max_row=sheet.max_row):
            for one in row:
                unlocked = not one.protection.locked
                assert unlocked == ((sheet.title, one.row, one.column) in open_cells), (
                    sheet.title,
                    one.coordinate,
                )
    ruled = {
        (sheet.title, r, c)
        for sheet in book.worksheets[1:4]
        for rule in sheet.data_validations.dataValidation
        for area in rule.sqref.ranges
        for r, c in area.cells
    }
    assert ruled == open_cells


def test_a_stamped_form_is_the_one_laid_out_for_its_municipality(circle: tuple[Paths, Filler]) -> None:
    paths, filler = circle
    definition, scope = opened(paths, NAME)
    target = next(target for target in scope.targets if target.code == NAYORO)
    with (
        zipfile.ZipFile(BytesIO(form(definition, scope, target))) as laid_out,
        zipfile.ZipFile(filler.form(NAYORO)) as stamped,
    ):
        assert laid_out.namelist() == stamped.namelist()
        assert [n for n in stamped.namelist() if laid_out.read(n) != stamped.read(n)] == []


def test_the_same_definition_gives_the_same_forms(circle: tuple[Paths, Filler], tmp_path: Path) -> None:
    paths, filler = circle
    assert called(paths, "survey", "forms", NAME, "--out", str(tmp_path)).returncode == 0
    assert (tmp_path / filler.form(NAYORO).name).read_bytes() == filler.form(NAYORO).read_bytes()
