"""`python -m etl inspect FILE`: what a clerk reads, and the exit codes a script reads."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import polars as pl
import pytest

from etl.clean.values import check_digit
from etl.official.layouts import LAYOUTS
from etl.paths import Paths
from etl.problems import Problems
from etl.read.discover import discover
from etl.tables.check import check_tables
from tests.conftest import ROOT
from tests.etl.helpers import Ended, called
from tests.etl.official import test_census_database, test_staff_quota
from tests.etl.official.making import plain_csv, workbook
from tests.etl.official.test_dropped import shaped


def inspect(paths: Paths, *arguments: str) -> Ended:
    return called(paths, "inspect", *arguments)


def inspected(paths: Paths, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The same in a process of its own, with nothing of our environment."""
    return subprocess.run(
        [sys.executable, "-m", "etl", "inspect", *arguments, "--root", str(paths.root)],
        cwd=ROOT,
        env={"PYTHONIOENCODING": "utf-8", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def proposal(output: str) -> dict[str, object]:
    """The lines of source.toml at the end, read as TOML."""
    return tomllib.loads(output[output.index("# 空欄を埋めて") :])


SHIPPED = Paths(ROOT)


def test_a_known_layout_in_a_folder_of_its_own_is_cited_by_what_is_proposed(small: Paths) -> None:
    """A kind of file that came for the first time: the proposal is a whole source.toml but for blanks."""
    folder = small.sources / "census_2020"
    folder.mkdir()
    path = test_census_database.write(folder, test_census_database.table())
    done = inspect(SHIPPED, str(path))
    text = done.stdout[done.stdout.index("# このまま") :]
    assert 'title = "国勢調査（e-Stat データベースのダウンロード）"' in text
    blank = '""   # 必ず書く / required'
    assert text.count(blank) == 3
    (folder / "source.toml").write_text(text.replace(blank, '"x"'), encoding="utf-8")
    problems = Problems()
    found = next(s for s in discover(small, problems) if s.source_id == "census_2020")
    assert [p.line(english=True) for p in problems.stopping] == []
    assert [file.layout for file in found.files] == ["estat_database"]


def test_a_known_layout_is_named_with_what_is_counted(tmp_path: Path) -> None:
    path = test_census_database.write(tmp_path, test_census_database.table())
    done = inspected(SHIPPED, str(path))
    assert done.returncode == 0, done.stderr
    for told in (
        "estat_database: 国勢調査（e-Stat データベースのダウンロード） / Population census",
        "UTF-8 (BOM)",
        "見出しの行 / header   11",
        "1,741 市区町村 / municipalities: 使う / used",
        "5 旧市町村 / former municipalities: 使わない / not used",
        "全国 126,146,099",
        'layout = "estat_database"',
    ):
        assert told in done.stdout
    assert str(path) in done.stdout
    assert "data/sources" not in done.stdout  # it lies in no source yet


def test_a_known_layout_that_does_not_hold_ends_with_1(tmp_path: Path) -> None:
    rows = test_census_database.table()
    rows[test_census_database.place(rows, "01210")][11] = "79,307"
    done = inspect(SHIPPED, str(test_census_database.write(tmp_path, rows)))
    assert done.returncode == 1
    assert "誤り: " in done.stdout
    assert "error: " in done.stdout
    assert "79,306" not in done.stderr
    path = test_staff_quota.write(tmp_path, test_staff_quota.sheet("部門別職員数"))
    done = inspect(SHIPPED, str(path))
    assert done.returncode == 1
    assert "constants = { year" in done.stdout


def test_an_unknown_workbook_gets_a_whole_mapping(tmp_path: Path) -> None:
    rows = [
        ["令和6年度 人口の見通し（単位：人）"],
        [],
        ["団体コード", "市町村名", "年", "人口（人）", "備考"],
        ["012106", "岩見沢市", 2024, "76,000", None],
        ["016047", "新冠村", 2024, "5,200", "速報"],
        ["014231", "南幌町", 2024, "***", None],
        ["014389", "沼田町", 2024, "2,8OO", None],
        [None, "合計", None, "84,000", None],
    ]
    path = workbook(tmp_path / "mitooshi.xlsx", {"表紙": [["表紙"]], "人口": rows})
    done = inspect(SHIPPED, str(path))
    assert done.returncode == 1, done.stderr
    for told in (
        "シート / sheets        表紙、人口",
        "見出しの行 / header   3（シート 人口）",
        "表題の単位 / unit     人",
        "合計の行 / total      8: 合計",
        "コード表にない / not in the code list   5 市町村名: 新冠村 → 新冠町（016047）?",
        "数ではない / not a number               7 人口（人）: 2,8OO",
        "欠測の記号 / marks ***×1",
        "6桁 / digits, コード表にある / found 4 / 4",
    ):
        assert told in done.stdout
    told = proposal(done.stdout)
    assert told["id"] == tmp_path.name
    assert [(f["path"], f["table"], f["sheet"], f["header_row"]) for f in told["file"]] == [  # type: ignore[attr-defined]
        ("mitooshi.xlsx", "population", "人口", 3)
    ]
    entry = told["file"][0]  # type: ignore[index]
    assert entry["columns"] == {
        "団体コード": "municipality_code",
        "年": "year",
        "人口（人）": "population",
    }
    assert set(entry["constants"]) == {"series", "edition", "age_group"}


def test_a_table_like_one_of_the_project_gets_its_mapping(tmp_path: Path) -> None:
    shipped = ROOT / "data" / "sources" / "hokkaido_casebook_2024" / "disbursements.csv"
    path = tmp_path / "r7.csv"
    path.write_bytes(shipped.read_text(encoding="utf-8").encode("cp932"))
    done = inspect(SHIPPED, str(path))
    assert done.returncode == 1
    entry = proposal(done.stdout)["file"][0]  # type: ignore[index]
    assert entry["table"] == "disbursement"
    assert entry["columns"]["金額（千円）"] == "amount"
    assert "cp932" in done.stdout
    assert "単位 / unit 千円" in done.stdout
    assert "there is a [[file]]" not in done.stdout
    assert "there is a [[file]]: table = disbursement" in inspect(SHIPPED, str(shipped)).stdout


def test_the_completed_proposal_is_read_by_a_refresh(project: Paths, tmp_path: Path) -> None:
    from tests.etl.official.test_dropped import shaped

    folder = project.sources / "town_register"
    folder.mkdir()
    path = plain_csv(
        folder / "r6.csv",
        [["団体コード", "市町村名", "人口"], ["012106", "岩見沢市", "76,000"], ["014231", "南幌町", "7,900"]],
        "cp932",
    )
    done = inspect(project, str(path))
    text = done.stdout[done.stdout.index("# 空欄を埋めて") :]
    answers = iter(
        [
            "年鑑",
            "Yearbook",
            "北海道",
            "Hokkaido",
            "出典を記す",
            "表3",
            "register",
            "町の台帳",
            "total",
            "2024",
        ]
    )
    lines = [
        line if line.startswith("#") else re.sub(r'(?<== )""', lambda _: f'"{next(answers)}"', line)
        for line in text.splitlines()
    ]
    (folder / "source.toml").write_text("\n".join(lines), encoding="utf-8")
    frames, problems = shaped(project)
    assert [p.line(english=True) for p in problems] == []
    mine = frames["population"].filter(frames["population"]["source_id"] == "town_register")
    assert mine.select("municipality_code", "year", "series", "population").rows() == [
        ("012106", 2024, "register", 76_000),
        ("014231", 2024, "register", 7_900),
    ]


@pytest.mark.parametrize(
    ("name", "data", "more", "told"),
    [
        ("gone.csv", None, [], "there is no such file"),
        ("a.csv", b"a,b\n1,2\n", ["--sheet", "x"], 'there is no sheet "x"'),
        ("a.xlsx", b"PK\x03\x04", [], "cannot be opened as a workbook"),
        ("a.csv", b"a,b\n\x81,\xff\n", [], "neither UTF-8 nor cp932"),
        ("a.csv", b'a,b\n"1,2\n', [], "cannot be read as CSV"),
        ("a.csv", b"", [], "there is no table"),
    ],
)
def test_wrong_use_ends_with_2_and_no_traceback(
    tmp_path: Path, name: str, data: bytes | None, more: list[str], told: str
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    done = inspect(SHIPPED, str(path), *more)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


def test_a_list_without_header_says_so(tmp_path: Path) -> None:
    path = plain_csv(tmp_path / "a.csv", [["1", "2"], ["3", "4"]])
    done = inspect(SHIPPED, str(path))
    assert done.returncode == 1
    assert "no row looks like a header" in done.stdout


def test_every_layout_is_documented_beside_the_sources() -> None:
    text = (ROOT / "data" / "sources" / "README.md").read_text(encoding="utf-8")
    for layout in LAYOUTS:
        assert f"| `{layout.name}` |" in text
        assert layout.title != layout.title_en
    for option in ("python -m etl inspect", "--sheet", "layout =", "constants ="):
        assert option in text


def test_a_prefecture_beside_its_towns_is_no_total(tmp_path: Path) -> None:
    rows = [
        ["団体コード", "都道府県名", "市区町村名", "財政力指数"],
        ["010006", "北海道", "", "0.45"],
        ["011002", "北海道", "札幌市", "0.71"],
        ["012025", "北海道", "函館市", "0.48"],
        ["022012", "青森県", "青森市", "0.55"],
    ]
    done = inspect(SHIPPED, str(plain_csv(tmp_path / "zaisei.csv", rows)))
    assert "合計の行 / total      2: 北海道" in done.stdout
    assert "合計の行 / total      3" not in done.stdout
    entry = proposal(done.stdout)["file"][0]  # type: ignore[index]
    assert entry["table"] == "indicator_value"
    assert entry["only"] == "municipalities"
    assert entry["columns"] == {"団体コード": "municipality_code", "財政力指数": "value"}
    assert entry["constants"] == {"name": "財政力指数", "year": "", "unit": ""}


def test_several_figures_are_indicators_by_their_headers(small: Paths) -> None:
    """The proposal, completed as a clerk would, is read: sums and wards left out and named."""
    folder = small.sources / "census_1980_2020"
    rows = [
        ["団体コード", "都道府県名", "市区町村名", "財政力指数", "経常収支比率（％）"],
        ["-", "全国", "", "0.49", "93.1"],
        ["010006", "北海道", "", "0.45", "96.8"],
        ["011002", "北海道", "札幌市", "0.71", "95.5"],
        ["011011", "北海道", "札幌市中央区", "0.9", "1"],
        ["012025", "北海道", "函館市", "0.48", "91.2"],
        ["012033", "北海道", "小樽市", "0.43", "-0.4"],
    ]
    path = plain_csv(folder / "zaisei.csv", rows)
    text = inspect(small, str(path)).stdout
    lines = text[text.index("[[file]]") :].splitlines()
    completed = (
        "\n".join(lines).replace('ref = ""', 'ref = "主要財政指標"').replace('year = ""', 'year = "2023"')
    )
    toml = folder / "source.toml"
    before = toml.read_text(encoding="utf-8")
    toml.write_text(f"{before}\n{completed}\n", encoding="utf-8")
    frames, problems = shaped(small)
    assert [p.line(english=True) for p in problems.stopping] == []
    own = frames["indicator_value"].filter(pl.col("source_id") == "census_1980_2020")
    taken = own.select("municipality_code", "name", "year", "value").rows()
    assert sorted(taken) == [
        ("011002", "経常収支比率（％）", 2023, 95.5),
        ("011002", "財政力指数", 2023, 0.71),
        ("012025", "経常収支比率（％）", 2023, 91.2),
        ("012025", "財政力指数", 2023, 0.48),
        ("012033", "経常収支比率（％）", 2023, -0.4),
        ("012033", "財政力指数", 2023, 0.43),
    ]
    told = [p for p in problems if p.rule == "rows_left_out"]
    assert len(told) == 1
    assert "010006" in told[0].expected
    assert "011011" in told[0].expected_en


def test_a_table_without_codes_is_keyed_by_prefecture_and_name(small: Paths) -> None:
    """The proposal, completed, is read; a name that is none is named with its nearest."""
    folder = small.sources / "census_1980_2020"
    rows = [
        ["都道府県", "市町村名", "図書館数", "病床数（床）"],
        ["北海道", "函館市", "3", "1,234"],
        ["北海道", "茅部郡森町", "1", "10"],
        ["北海道", "新冠村", "1", "5"],
    ]
    path = plain_csv(folder / "facilities.csv", rows)
    text = inspect(small, str(path)).stdout
    entry = proposal(text)["file"][0]  # type: ignore[index]
    assert entry["table"] == "indicator_value"
    assert {entry["columns"][h] for h in ("都道府県", "市町村名")} == {"prefecture", "municipality"}
    completed = (
        text[text.index("[[file]]") :].replace('ref = ""', 'ref = "x"').replace('year = ""', 'year = "2024"')
    )
    toml = folder / "source.toml"
    toml.write_text(f"{toml.read_text(encoding='utf-8')}\n{completed}\n", encoding="utf-8")
    frames, problems = shaped(small)
    assert {(p.rule, p.row, p.guess) for p in problems.stopping} == {
        ("unknown_municipality", 4, "新冠町（016047）")
    }
    own = frames["indicator_value"].filter(pl.col("source_id") == "census_1980_2020")
    taken = own.select("municipality_code", "name", "year", "value").drop_nulls().rows()
    assert {row for row in taken if row[0] in ("012025", "013455")} == {
        ("012025", "図書館数", 2024, 3.0),
        ("012025", "病床数（床）", 2024, 1234.0),
        ("013455", "図書館数", 2024, 1.0),
        ("013455", "病床数（床）", 2024, 10.0),
    }


def test_without_a_column_of_prefectures_theirs_is_asked_for(tmp_path: Path) -> None:
    rows = [["市町村名", "図書館数"], ["函館市", "3"], ["根室市", "1"]]
    entry = proposal(inspect(SHIPPED, str(plain_csv(tmp_path / "a.csv", rows))).stdout)["file"][0]  # type: ignore[index]
    assert entry["columns"] == {"市町村名": "municipality", "図書館数": "value"}
    assert entry["constants"]["prefecture"] == ""


def test_a_code_that_is_a_slip_is_not_left_out(small: Paths) -> None:
    folder = small.sources / "census_1980_2020"
    plain_csv(
        folder / "zaisei.csv", [["団体コード", "値"], ["012107", "1"], ["012025", "2"], ["010006", "3"]]
    )
    toml = folder / "source.toml"
    entry = (
        '\n[[file]]\npath = "zaisei.csv"\ntable = "indicator_value"\nref = "x"\nonly = "municipalities"\n'
        'constants = { name = "値", year = "2023" }\n[file.columns]\n"団体コード" = "municipality_code"\n'
        '"値" = "value"\n'
    )
    toml.write_text(toml.read_text(encoding="utf-8") + entry, encoding="utf-8")
    _, problems = shaped(small)
    assert [(p.rule, p.row, p.guess) for p in problems.stopping] == [("check_digit", 2, "012106")]


def test_one_cause_gives_one_message(small: Paths) -> None:
    """A table of prefectures and wards beside its towns: not an error for each of them."""
    folder = small.sources / "census_1980_2020"
    wards = [
        "011011",
        "011029",
        "011037",
        "011045",
        "011053",
        "011061",
        "011070",
        "011088",
        "011096",
        "011100",
    ]
    wards += [f"{n:02}000{check_digit(f'{n:02}000')}" for n in range(1, 48)]
    plain_csv(
        folder / "zaisei.csv", [["団体コード", "値"], *[[code, "1"] for code in wards], ["012025", "2"]]
    )
    toml = folder / "source.toml"
    entry = (
        '\n[[file]]\npath = "zaisei.csv"\ntable = "indicator_value"\nref = "x"\n'
        'constants = { name = "値", year = "2023" }\n[file.columns]\n"団体コード" = "municipality_code"\n'
        '"値" = "value"\n'
    )
    before = toml.read_text(encoding="utf-8")
    toml.write_text(before + entry, encoding="utf-8")
    problems = Problems()
    frames, _ = shaped(small)
    check_tables(frames, set(), problems)
    found = [p for p in problems.stopping if p.rule == "unknown_reference"]
    assert len(found) == 1
    assert "57 行" in found[0].expected
    assert 'only = "municipalities"' in found[0].expected
    assert 'only = "municipalities"' in found[0].expected_en


def test_a_form_of_the_product_s_own_says_where_it_goes(project: Paths, tmp_path: Path) -> None:
    """Not a table of indicators: a filled-in workbook of new-year, a return of a survey."""
    assert called(project, "new-year", "2025", "--out", str(tmp_path)).returncode == 0
    done = inspect(project, str(tmp_path / "hokkaido_casebook_2024.xlsx"))
    assert done.returncode == 0
    assert "renkei-new-year/1" in done.stdout
    assert "data/sources/hokkaido_casebook_2024 に置けば" in done.stdout
    assert "source.toml に書くなら" not in done.stdout
    path = workbook(tmp_path / "return.xlsx", {"印": [["renkei-survey/1 staff_2026 abc 012025"]]})
    done = inspect(project, str(path))
    assert done.returncode == 0
    assert "surveys/staff_2026/returns" in done.stdout
