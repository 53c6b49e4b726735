"""An update of the product: files of every older format load as they are and can be brought to today's, and
a meeting's build that an older product wrote opens as it was."""

from __future__ import annotations

import csv
import hashlib
import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from dashboard.doctor.examined import _format
from dashboard.mart import Mart as BoardMart
from dashboard.text import word
from etl import refresh
from etl.paths import Paths
from etl.problems import Problems
from etl.read.discover import discover
from etl.read.settingsfile import report_settings
from etl.upgrade.files import Files, with_number
from etl.upgrade.plan import plan
from etl.upgrade.steps import STEPS, Step
from renkei import officeformat, whole
from renkei.officeformat import CURRENT, formats_of
from tests.conftest import ROOT, quiet
from tests.office.olderoffices import CHECKOUT, call, content_of, unpack
from tests.offices import sweep

_SHOWN = ("overview", "compare", "staffing", "fields", "data")
_MEETING = "R7第1回推進会議"


def _hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _pinned(paths: Paths) -> Path:
    [file] = paths.builds.glob("*/pinned.json")
    return file.parent


# what is read


def test_tables_of_an_older_format_load_with_the_same_figures(updated: Paths, tmp_path: Path) -> None:
    """The files of that day lack columns that came later; figures recomputed from them, and from the build
    that the product of that day made of them."""
    manifest = whole.manifest_of(BoardMart(updated.mart).live().folder)
    database = updated.builds / manifest["build_id"] / whole.DATABASE
    with (updated.sources / "hokkaido_casebook_2024" / "disbursements.csv").open(
        encoding="utf-8-sig", newline=""
    ) as file:
        amounts = [
            row["金額（千円）"].replace(",", "") for row in csv.DictReader(file) if row["区分"] == "交付額"
        ]
    paid = sum(int(amount) * 1000 for amount in amounts if amount.isdigit())
    figures = (
        "select count(*), sum(amount_yen) from disbursement where status = 'actual'",
        "select region_id, municipality_code from region_member order by all",
        "select project_id, fiscal_year, state from project_year order by all",
        "select region_id, occupation_id from reported_shortage order by all",
    )
    copy = Path(shutil.copy(_pinned(updated) / whole.DATABASE, tmp_path / "older.duckdb"))
    with (
        duckdb.connect(str(database), read_only=True) as now,
        duckdb.connect(str(copy), read_only=True) as old,
    ):
        assert now.execute(figures[0]).fetchone()[1] == paid  # type: ignore[index]
        for select in figures:
            assert now.execute(select).fetchall() == old.execute(select).fetchall(), select
        # an English column that is not there: the Japanese text stands
        assert now.execute("select count(*) from policy_field where pillar_en <> pillar").fetchone() == (0,)


def test_a_folder_of_before_the_number_loads_as_it_is(folder: Paths) -> None:
    problems = Problems()
    report_settings(folder, problems)
    sources = discover(folder, problems)
    assert list(problems) == []
    assert {source.source_id for source in sources} >= {"own", "hokkaido_subprefectures"}


# a meeting's build


def test_a_pinned_meeting_is_the_same_to_the_byte_and_its_pages_open(updated: Paths, tmp_path: Path) -> None:
    unpack(CHECKOUT, tmp_path)
    before = _hashes(_pinned(Paths(tmp_path)))
    assert _hashes(_pinned(updated)) == before
    # a copy, for the engine shares what is open by path
    copy = shutil.copy(_pinned(updated) / whole.DATABASE, tmp_path / "older.duckdb")
    with duckdb.connect(str(copy), read_only=True) as old:
        planned = old.execute(
            "select count(*) from project_year where fiscal_year = 2024 and state = 'planned'"
        ).fetchone()
    mart = Path(shutil.copytree(updated.mart, tmp_path / "board" / "mart"))
    build_id = _pinned(updated).name
    with sweep.board_of(mart):
        assert BoardMart(mart).live().build_id != build_id
        texts = {page: sweep.page(page, "ja", build=build_id) for page in _SHOWN}
        for page, shown in texts.items():
            assert _MEETING in shown.text, page
            # a panel that this build does not have says so; nothing fails, and no page is without its panels
            told = [line for line in shown.wrong if "Lacking" not in line and "says: " not in line]
            assert told == [], page
            assert word("app.lacking", "ja").format(build=build_id) not in shown.text, page
    assert f"予定のある事業が{planned[0]}" in texts["fields"].text  # type: ignore[index]
    assert _hashes(mart / "builds" / build_id) == before


# what an upgrade says and writes


def test_an_upgrade_says_in_both_languages_what_would_change_and_writes_nothing(folder: Paths) -> None:
    before = content_of(folder.folder)
    code, said = call("upgrade", "--root", str(folder.folder))
    assert code == 0
    assert "書式 / format: 2 → 3" in said
    changed = re.findall(r"(?m)^  (\S+)\n    \+format = 3$", said)
    assert changed == [
        "office.toml",
        "sources/hokkaido_subprefectures/source.toml",
        "sources/national_areas/source.toml",
        "sources/own/source.toml",
    ]
    assert "まだ何も書いていません" in said
    assert "nothing was written" in said
    # the changelog for offices is quoted, of the formats on the way alone
    for name, heading in (("upgrade.md", "## 書式"), ("upgrade.en.md", "## Format")):
        document = (ROOT / "docs" / name).read_text(encoding="utf-8")
        assert document[document.index(f"{heading} 3") :].strip() in said
        assert f"{heading} 2" not in said
    assert content_of(folder.folder) == before


def test_an_upgrade_writes_the_number_and_leaves_every_other_line(folder: Paths) -> None:
    office, own = folder.folder / "office.toml", folder.sources / "own" / "source.toml"
    # as an editor of Windows leaves them
    own.write_bytes(b"\xef\xbb\xbf" + own.read_bytes().replace(b"\n", b"\r\n"))
    before = content_of(folder.folder)
    texts = {file: file.read_bytes() for file in (office, own)}
    assert call("upgrade", "--root", str(folder.folder), "--write")[0] == 0
    assert set(formats_of(folder.folder, office).values()) == {CURRENT}
    for file, text in texts.items():
        assert (
            b"".join(
                line for line in file.read_bytes().splitlines(keepends=True) if not line.startswith(b"format")
            )
            == text
        ), file
        assert (folder.folder / "before_format_3" / file.relative_to(folder.folder)).read_bytes() == text
    after = content_of(folder.folder)
    assert {name for name in before if before[name] != after[name]} == {
        name for name in before if name.endswith(("office.toml", "source.toml"))
    }
    assert {Path(name).parts[0] for name in after.keys() - before.keys()} == {"before_format_3"}
    code, said = call("upgrade", "--root", str(folder.folder), "--write")
    assert (code, content_of(folder.folder)) == (0, after)
    assert "nothing to change" in said


def test_settings_of_a_checkout_move_with_their_comments(checkout: Paths) -> None:
    told = (checkout.root / "board.toml").read_text(encoding="utf-8")
    told = told.replace("port = 8501", "port = 9000  # 庁内の番号")
    (checkout.root / "board.toml").write_text(told, encoding="utf-8")
    settings = checkout.settings()
    code, said = call("upgrade", "--root", str(checkout.root), "--write")
    assert code == 0
    assert "書式 / format: 1 → 3" in said
    moved = checkout.root / "data" / "office.toml"
    assert not (checkout.root / "board.toml").exists()
    assert checkout.settings_file == moved
    assert "port = 9000  # 庁内の番号" in moved.read_text(encoding="utf-8")
    # what board.toml lacked is as the product has it
    shipped = tomllib.loads((ROOT / "data" / "office.toml").read_text(encoding="utf-8"))
    assert checkout.settings() == settings | {
        "words": shipped["words"],
        "decisions": shipped["decisions"],
        "pack": {},
        "format": CURRENT,
    }
    assert (checkout.folder / "before_format_3" / "board.toml").read_text(encoding="utf-8") == told
    problems = Problems()
    report_settings(checkout, problems)
    assert list(problems) == []


def test_after_an_upgrade_no_figure_is_another(updated: Paths, tmp_path: Path) -> None:
    paths = Paths(Path(shutil.copytree(updated.root, tmp_path / "upgraded")))
    assert call("upgrade", "--root", str(paths.root), "--write")[0] == 0
    outcome = refresh.run(paths, quiet)
    assert outcome.result == "published", [p.line(english=True) for p in outcome.problems]
    assert [change for change in outcome.changes if change.table != "source"] == []


@pytest.mark.parametrize("name", ["office.toml", "sources/own/source.toml"])
def test_an_office_newer_than_the_product_is_refused_by_name(folder: Paths, name: str) -> None:
    file = folder.folder / name
    text = file.read_text(encoding="utf-8")
    file.write_text(with_number(text, CURRENT + 1), encoding="utf-8")
    before = content_of(folder.folder)
    code, said = call("upgrade", "--root", str(folder.folder), "--write")
    assert code == 2
    assert name in said
    assert f"書式 {CURRENT + 1} は、この製品が読める {CURRENT} より新しい" in said
    assert f"format {CURRENT + 1} is newer than this product reads ({CURRENT})" in said
    problems = Problems()
    report_settings(folder, problems)
    discover(folder, problems)
    [told] = problems
    assert told.severity == "error"
    assert (told.column, told.value) == ("format", str(CURRENT + 1))
    assert "git pull" in told.expected_en
    assert content_of(folder.folder) == before


@pytest.mark.parametrize("number", ['"3"', "0", "true"])
def test_a_number_that_is_none_is_refused(folder: Paths, number: str) -> None:
    file = folder.folder / "office.toml"
    file.write_text(f"format = {number}\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    problems = Problems()
    report_settings(folder, problems)
    assert [(p.rule, p.column) for p in problems] == [("office_format", "format")]
    assert call("upgrade", "--root", str(folder.folder))[0] == 2


def test_doctor_says_that_an_upgrade_is_to_be_had(folder: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENKEI_OFFICE", str(folder.folder))
    monkeypatch.delenv("RENKEI_SETTINGS", raising=False)
    [line] = _format()
    assert line.level == "note"
    assert "renkei upgrade" in line.text.ja
    assert "format 2" in line.text.en
    assert call("upgrade", "--root", str(folder.folder), "--write")[0] == 0
    assert list(_format()) == []
    file = folder.folder / "office.toml"
    file.write_text(with_number(file.read_text(encoding="utf-8"), CURRENT + 1), encoding="utf-8")
    [line] = _format()
    assert line.level == "fault"


# the steps to come


def test_a_later_step_renames_a_column_in_files_below_its_format_alone(folder: Paths) -> None:
    """As a step to come would be written: in the sources of before, and not in one of today."""

    def rename(files: Files) -> None:
        for name in files.below(CURRENT + 1):
            files.write(name, (files.read(name) or "").replace('= "purpose"', '= "aim"'))

    today = folder.sources / "today" / "source.toml"
    today.parent.mkdir()
    text = '"目的" = "purpose"\n'
    today.write_text(f'id = "today"\nformat = {CURRENT + 1}\n{text}', encoding="utf-8")
    with pytest.MonkeyPatch.context() as newer:
        newer.setattr(officeformat, "CURRENT", CURRENT + 1)
        planned = plan(folder, (*STEPS, Step(CURRENT + 1, rename)))
    assert (planned.oldest, planned.to) == (2, CURRENT + 1)
    [own] = [change for change in planned.changes if change.name == "sources/own/source.toml"]
    assert {line.split(" = ")[-1] for line in own.lines() if "目的" in line} == {'"purpose"', '"aim"'}
    assert "sources/today/source.toml" not in {change.name for change in planned.changes}


def test_every_format_has_its_step_and_its_part_in_both_languages() -> None:
    numbers = [step.to for step in STEPS]
    assert numbers == list(range(2, CURRENT + 1))
    for name, heading in (("upgrade.md", "書式"), ("upgrade.en.md", "Format")):
        text = (ROOT / "docs" / name).read_text(encoding="utf-8")
        assert [int(n) for n in re.findall(rf"(?m)^## {heading} (\d+)", text)] == list(range(1, CURRENT + 1))


def _numbered() -> Iterator[Path]:
    yield ROOT / "data" / "office.toml"
    yield from sorted((ROOT / "data" / "sources").glob("*/source.toml"))


def test_what_the_product_ships_is_of_todays_format() -> None:
    for file in _numbered():
        assert tomllib.loads(file.read_text(encoding="utf-8"))["format"] == CURRENT, file
