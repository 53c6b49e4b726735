"""An office's own folder: made by one command, built by another, and never touched by the product."""

from __future__ import annotations

import csv
import datetime as dt
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import openpyxl
import pytest

from dashboard.mart import Mart as BoardMart
from dashboard.panel import prepare
from dashboard.panels import PANELS
from dashboard.state import State
from etl import refresh
from etl.commands.watch import changed, file_stamps
from etl.gate.compare import diff_id
from etl.newoffice.places import UnknownPlace, find
from etl.newoffice.write import usual_title, write
from etl.paths import Paths, paths_at
from etl.problems import Problems
from etl.read.settingsfile import report_settings
from renkei.office import mart_folder, samples_mart
from tests.conftest import ROOT, quiet
from tests.office.conftest import PRODUCT, make_office
from tests.offices import sweep

_PART, _SETTING = "unknown_product_part", "unknown_setting"
_CENSUS = ROOT / "data" / "sources" / "census_1980_2020" / "population_census.csv"


def renkei(*words: str, at: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "renkei", *words],
        cwd=at,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **more},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    ("names", "name", "count", "prefectures"),
    [
        (["長野県"], "長野県", 77, ["長野県"]),
        (["長野"], "長野県", 77, ["長野県"]),
        (["Nagano"], "長野県", 77, ["長野県"]),
        (["北海道"], "北海道", 179, ["北海道"]),
        (["上川管内"], "上川管内", 23, ["北海道"]),
        (["上川総合振興局"], "上川管内", 23, ["北海道"]),
        (["上田市", "東御市", "長和町", "青木村"], "上田市ほか3市町村", 4, ["長野県"]),
        (["２０２０３７", "群馬県嬬恋村"], "上田市ほか1市町村", 2, ["長野県", "群馬県"]),
        (["長野市"], "長野市", 1, ["長野県"]),
        (["泊村"], "泊村", 1, ["北海道"]),
    ],
)
def test_a_place_is_named_as_people_name_it(
    towns, names: list[str], name: str, count: int, prefectures: list[str]
) -> None:
    place = find(names, towns)
    assert (place.name, place.municipalities.height, place.prefectures) == (name, count, prefectures)


@pytest.mark.parametrize(
    ("names", "ja", "en"),
    [
        (["府中市"], "東京都府中市", "several municipalities"),
        (["長野懸"], "長野県", "did you mean 長野県"),
        (["上田市", "そんな町"], "そんな町", "そんな町"),
        ([], "都道府県", "prefecture"),
    ],
)
def test_a_name_that_is_none_is_said_with_the_nearest(towns, names: list[str], ja: str, en: str) -> None:
    with pytest.raises(UnknownPlace) as error:
        find(names, towns)
    assert ja in error.value.ja
    assert en in error.value.en


def test_a_new_office_has_real_figures_and_nothing_typed(nagano: Paths) -> None:
    build = BoardMart(nagano.mart).live()
    with _CENSUS.open(encoding="utf-8-sig") as file:
        people = {
            row["municipality_code"]: int(row["population"])
            for row in csv.DictReader(file)
            if row["year"] == "2020" and row["municipality_code"].startswith("20")
        }
    [row] = build.query(
        "select member_count, population_2020 from kpi.area_figures where area_level = 'region'"
    )
    assert (row["member_count"], row["population_2020"]) == (len(people), sum(people.values()))
    assert not build.query("select 1 from disbursement limit 1")
    # nobody is outside a grant that has not been entered, nor without a shortage
    why = dict.fromkeys(
        row["why"] for row in build.query("select why from kpi.indicator_rank where value is null")
    )
    assert list(why) == ["unregistered"]
    # of the shipped office nothing but what is for any office
    sources = {row["source_id"] for row in build.query("select source_id from source")}
    assert "hokkaido_casebook_2024" not in sources
    assert {"own", "census_1980_2020", "akita_cooperation_2023"} <= sources
    own = [row["source_row"] for row in build.query("select source_row from region_member")]
    assert all(place.startswith("own/region_members.csv:") for place in own)


def test_settings_and_title_are_the_offices(nagano: Paths) -> None:
    told = tomllib.loads((nagano.folder / "office.toml").read_text(encoding="utf-8"))
    assert told["office"]["title"] == "長野県 広域連携ボード"
    assert told["office"]["contact"] == "企画課"


def test_what_an_office_enters_is_read_and_a_fault_is_named_where_it_lies(towns, tmp_path: Path) -> None:
    paths = make_office(find(["上田市", "東御市"], towns), tmp_path / "ueda")
    members = paths.sources / "own" / "region_members.csv"
    text = members.read_text(encoding="utf-8-sig")
    members.write_text(text.replace("長野県東御市", "長野県東卸市"), encoding="utf-8-sig")
    outcome = refresh.run(paths, quiet)
    assert outcome.result == "problems"
    [wrong] = outcome.problems.stopping
    assert (wrong.file, wrong.row, wrong.column) == ("sources/own/region_members.csv", 3, "市町村")
    assert "東御市" in (wrong.guess or "")
    members.write_text(text, encoding="utf-8-sig")
    assert refresh.run(paths, quiet).result == "published"


def test_an_offices_view_and_check_stand_beside_the_products_or_in_their_place(
    nagano: Paths, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(nagano.folder, tmp_path / "own"))
    paths = paths_at(folder)
    shipped = (ROOT / "sql" / "views" / "small_members_2050.sql").read_text(encoding="utf-8")
    (folder / "sql" / "views" / "ours.sql").write_text(shipped, encoding="utf-8")
    (folder / "sql" / "views" / "idle_years.sql").write_text(shipped, encoding="utf-8")
    toml = folder / "office.toml"
    toml.write_text(
        toml.read_text(encoding="utf-8").replace(
            "[product] ",
            '[product]\nwithout_sql = ["views/grant_per_resident"]\nwithout_sources = '
            '["akita_cooperation_2023"]\n# ',
        ),
        encoding="utf-8",
    )
    outcome = refresh.run(paths, quiet)
    assert outcome.result == "waiting"  # what an example told goes: a person says so
    outcome = refresh.run(paths, quiet, accept=diff_id(outcome.changes))
    assert outcome.manifest is not None
    views = outcome.manifest["views"]
    assert {"ours", "idle_years"} <= set(views)
    assert views["idle_years"]["select"] == views["ours"]["select"]
    assert "grant_per_resident" not in views
    build = BoardMart(paths.mart).live()
    assert not build.query("select 1 from source where source_id = 'akita_cooperation_2023'")


def test_a_command_makes_it_from_any_folder(tmp_path: Path) -> None:
    done = renkei("new", "上川管内", "--contact", "地域政策課", at=tmp_path)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "上川管内"
    assert "23 municipalities" in done.stdout
    again = renkei("new", "上川管内", at=tmp_path)
    assert again.returncode == 2
    assert "もうあります" in again.stderr
    told = renkei("status", at=tmp_path, RENKEI_OFFICE=str(folder))  # what it makes, the wheel's test builds
    assert told.returncode == 0
    assert (folder / "sources" / "hokkaido_subprefectures" / "subprefectures.csv").is_file()


def test_a_folder_that_is_no_offices_is_said(tmp_path: Path) -> None:
    done = renkei("--office", str(tmp_path), "refresh", at=tmp_path)
    assert done.returncode == 2
    assert "office.toml" in done.stderr
    assert "renkei new" in done.stderr


@pytest.mark.parametrize(
    ("line", "rule", "column", "guess", "severity"),
    [
        (
            'without_sql = ["views/idle_year"]',
            _PART,
            "without_sql",
            "views/idle_years",
            "error",
        ),
        ('without_sources = ["akita"]', _PART, "without_sources", None, "error"),
        ("without_sources = 3", _PART, "without_sources", None, "error"),
        (
            'without_source = ["x"]',
            _SETTING,
            "[product] without_source",
            "without_sources",
            "notice",
        ),
        ('titel = "x"', _SETTING, "[product] titel", None, "notice"),
    ],
)
def test_a_setting_that_is_none_is_said(
    tmp_path: Path, line: str, rule: str, column: str, guess: str | None, severity: str
) -> None:
    (tmp_path / "office.toml").write_text(f"[product]\n{line}\n", encoding="utf-8")
    problems = Problems()
    report_settings(paths_at(tmp_path), problems)
    [told] = problems
    assert (told.file, told.rule, told.guess, told.severity) == ("office.toml", rule, guess, severity)
    assert column in (told.column or "")


def test_every_setting_that_is_shipped_or_laid_out_is_one(towns, tmp_path: Path) -> None:
    problems = Problems()
    report_settings(PRODUCT, problems)
    folder = make_office(find(["上田市"], towns), tmp_path / "ueda").folder
    text = (folder / "office.toml").read_text(encoding="utf-8")
    # those that are laid out as comments too
    (folder / "office.toml").write_text(re.sub(r"(?m)^# (\w+ = )", r"\1", text), encoding="utf-8")
    (folder / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    report_settings(paths_at(folder), problems)
    assert list(problems) == []


def test_the_installed_package_makes_and_builds_an_office(tmp_path: Path) -> None:
    """What a wheel holds, laid out as an installer does it (the backend itself is no part of the tests)."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]
    wheel, site = told["build"]["targets"]["wheel"], tmp_path / "site"
    for package in wheel["packages"]:
        shutil.copytree(ROOT / package, site / package, ignore=shutil.ignore_patterns("__pycache__"))
    for source, target in wheel["force-include"].items():
        (site / target).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
        copy(ROOT / source, site / target)
    work = tmp_path / "work"
    work.mkdir()
    alone = renkei("refresh", at=work, PYTHONPATH=str(site))
    assert alone.returncode == 2
    assert "--office" in alone.stderr
    assert renkei("new", "鳥取県", "--to", "tottori", at=work, PYTHONPATH=str(site)).returncode == 0
    built = renkei("--office", "tottori", "refresh", at=work, PYTHONPATH=str(site))
    assert built.returncode == 0, built.stdout + built.stderr
    assert {path.name for path in work.iterdir()} == {"tottori"}
    assert (
        BoardMart(work / "tottori" / "mart")
        .live()
        .query("select 1 from region where name = '鳥取県の市町村'")
    )


def filled(paths: Paths, file: str, *rows: dict[str, str]) -> None:
    """Rows below the heading of a form, as a clerk types them in a spreadsheet program."""
    form = paths.sources / "own" / file
    with form.open(encoding="utf-8-sig", newline="") as opened:
        heading = next(csv.reader(opened))
    with form.open("a", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, heading, restval="")
        writer.writerows(rows)


def test_forms_that_are_filled_in_make_a_board_of_grants(towns, tmp_path: Path) -> None:
    """Two regions, a scheme with a cap, a second kind of money to a member, a year that is undecided."""
    paths = make_office(find(["長野県"], towns), tmp_path / "nagano")
    scheme = {"制度ID": "shinshu", "制度": "信州交付金", "種類": "都道府県の制度", "支払う者": "長野県"}
    filled(paths, "schemes.csv", scheme | {"受け手": "地域", "始まり": "令和４年度"})
    for region_id, name, members in (
        ("ueda", "上田地域", ("上田市", "東御市", "長和町")),
        ("ina", "伊那地域", ("伊那市", "箕輪町")),
    ):
        region = {"地域ID": region_id, "地域名": name, "英語名": region_id.title(), "都道府県": "長野県"}
        filled(paths, "regions.csv", region | {"制度": "信州交付金", "協定締結日": "令和4年6月1日"})
        filled(paths, "region_members.csv", *({"地域ID": region_id, "市町村": town} for town in members))
    grant = {"地域ID": "ueda", "区分": "交付額"}
    filled(
        paths,
        "disbursements.csv",
        grant | {"年度": "令和4年度", "金額（千円）": "5,000"},
        grant | {"年度": "令和5年度", "金額（千円）": "6,000", "対象経費（千円）": "13,000"},
        grant | {"年度": "R5", "金額（千円）": "2,500", "お金の名": "特別交付税措置", "受け手": "上田市"},
        grant | {"年度": "令和6年度", "区分": "交付金活用見込額", "金額（千円）": "未定"},
        {"地域ID": "ina", "年度": "2023", "区分": "交付額", "金額（千円）": "3,000"},
    )
    cap = {"制度ID": "shinshu", "規則ID": "cap_per_year", "値": "10000000", "単位": "円", "条": "第3"}
    filled(paths, "scheme_rules.csv", cap | {"内容": "1地域の年度の上限", "英語": "Cap"})
    outcome = refresh.run(paths, quiet)
    assert outcome.result == "published", [p.line(english=True) for p in outcome.problems]
    build = BoardMart(paths.mart).live()
    rows = build.query("select region_id, disbursed_yen, cap_use_pct, member_count from kpi.region_overview")
    told = {row["region_id"]: row for row in rows}
    assert set(told) == {"ueda", "ina"}  # the list of all municipalities gives way to what is agreed
    assert told["ueda"]["disbursed_yen"] == 11_000_000  # other money is no part of the scheme's
    assert told["ueda"]["cap_use_pct"] == pytest.approx(100 * 11 / 20)
    assert told["ina"]["cap_use_pct"] == pytest.approx(30)
    for panel in ("population_outlook", "population_slope"):
        assert {row["region_id"] for row in prepare(PANELS[panel], State(), build).rows} == {"ueda", "ina"}
    assert "nagano" not in {row["region_id"] for row in prepare(PANELS["body_members"], State(), build).rows}
    with sweep.board_of(paths.mart):
        for page_id in ("overview", "disbursements", "compare", "profile"):
            shown = sweep.page(page_id, "ja")
            assert shown.wrong == (), (page_id, shown.wrong)


def test_watch_notices_an_offices_own_files(towns, tmp_path: Path) -> None:
    paths = make_office(find(["上田市"], towns), tmp_path / "ueda")
    before = file_stamps(paths)
    (paths.views / "ours.sql").write_text("select 1", encoding="utf-8")
    (paths.sources / "own" / "regions.csv").write_text("x", encoding="utf-8")
    assert changed(before, file_stamps(paths)) == ["sources/own/regions.csv", "sql/views/ours.sql"]


def test_samples_of_an_office_are_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("RENKEI_MART", raising=False)
    monkeypatch.delenv("RENKEI_OFFICE", raising=False)
    assert (mart_folder(), samples_mart()) == (PRODUCT.mart, ROOT / "data" / "samples" / "mart")
    monkeypatch.setenv("RENKEI_OFFICE", str(tmp_path))
    assert (mart_folder(), samples_mart()) == (tmp_path / "mart", tmp_path / "samples" / "mart")


@pytest.mark.parametrize("command", [("refresh",), ("prune",)])
def test_settings_that_cannot_be_read_are_named_as_the_office_has_them(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "office.toml").write_text("[product\n", encoding="utf-8")
    done = renkei("--office", str(tmp_path), *command, at=tmp_path)
    assert done.returncode == 2
    assert "office.toml が読めません" in done.stderr
    assert "office.toml cannot be used" in done.stderr
    assert "board.toml" not in done.stderr


def test_workbooks_are_filled_in_as_csv_files_are(towns, tmp_path: Path) -> None:
    """As a clerk types: years as numbers, a day as a day, no English name; words are chosen from a list."""
    folder = tmp_path / "nagano"
    place = find(["上田市", "東御市"], towns)
    write(place, folder, PRODUCT, dt.date(2026, 11, 30), usual_title(place), "", excel=True)
    own = folder / "sources" / "own"
    assert not list(own.glob("*.csv"))
    assert "`schemes.xlsx`" in (folder / "FIRST_STEPS.md").read_text(encoding="utf-8")

    def fill(name: str, **cells: object) -> None:
        book = openpyxl.load_workbook(own / f"{name}.xlsx")
        sheet = book.worksheets[0]
        heads = [cell.value for cell in sheet[1]]
        row = next(n for n in range(2, 99) if not any(cell.value for cell in sheet[n]))
        for head, value in cells.items():
            sheet.cell(row, heads.index(head) + 1).value = value
        book.save(own / f"{name}.xlsx")

    lists = openpyxl.load_workbook(own / "schemes.xlsx").worksheets[0].data_validations.dataValidation
    assert any("都道府県の制度" in (rule.formula1 or "") for rule in lists)
    fill("schemes", 制度ID="genki", 制度="元気交付金", 種類="都道府県の制度", 受け手="地域")
    day = dt.date(2021, 4, 1)
    fill("regions", 地域ID="ueda", 地域名="上田地域", 制度="元気交付金", 都道府県="長野県", 協定締結日=day)
    fill("region_members", 地域ID="ueda", 市町村="上田市")
    fill("disbursements", 地域ID="ueda", 年度=2022, 区分="交付額", **{"金額（千円）": 1500})
    paths = paths_at(folder)
    outcome = refresh.run(paths, quiet)
    assert outcome.result == "published", [p.line(english=True) for p in outcome.problems]
    build = BoardMart(paths.mart).live()
    [row] = build.query("select name_en, agreement_on from region where region_id = 'ueda'")
    assert (row["name_en"], row["agreement_on"]) == ("上田地域", day)
    [row] = build.query("select amount_yen from disbursement")
    assert row["amount_yen"] == 1_500_000
