"""A wrong cell stops the whole run, is named in both languages, and leaves what is live alone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from etl import refresh
from etl.paths import Paths
from etl.problems import Problem, Problems
from tests.conftest import quiet
from tests.etl.helpers import CASEBOOK, add, command, files, only, swap
from tests.long import some

Break = Callable[[Path], int | None]
VISION = "ビジョン改定日"
GRANTS, MEMBERS, REGIONS = (
    f"{CASEBOOK}/{name}.csv" for name in ("disbursements", "region_members", "regions")
)
CODES = "municipality_codes/municipalities.csv"


@pytest.fixture(scope="module")
def live(small_built: Path, tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """A project with a published build. Tests put back what they break."""
    return Paths(Path(shutil.copytree(small_built, tmp_path_factory.mktemp("wrong") / "live")))


@pytest.fixture
def broken(live: Paths) -> Iterator[Callable[[str, Break], int | None]]:
    """Break one file of the live project; afterwards it is whole again."""
    kept: dict[Path, bytes] = {}

    def breaking(name: str, change: Break) -> int | None:
        path = live.sources / name
        kept.setdefault(path, path.read_bytes())
        return change(path)

    yield breaking
    for path, data in kept.items():
        path.write_bytes(data)


def refuse(live: Paths) -> Problems:
    """Run, and make sure that nothing of the live build has changed, nor anything been left."""
    before = files(live.mart)
    outcome = refresh.run(live, quiet)
    assert outcome.result == "problems"
    assert outcome.manifest is None
    assert files(live.mart) == before
    return outcome.problems


def reports(problem: Problem, *words: str) -> None:
    for english in (False, True):
        line = problem.line(english=english)
        for word in words:
            assert word in line, line
    assert problem.expected in problem.line(english=False)
    assert problem.expected_en in problem.line(english=True)


def replace(old: str, new: str) -> Break:
    return lambda path: swap(path, old, new)


@pytest.mark.parametrize(
    ("name", "old", "new", "rule", "column", "value", "guess"),
    [
        (GRANTS, "8,100", "8,10O", "amount", "金額（千円）", "8,10O", "8,100"),
        (GRANTS, '"8,100"', "△600", "amount", "金額（千円）", "△600", None),
        (GRANTS, '"8,100"', "…", "amount", "金額（千円）", "…", None),
        (GRANTS, '"8,100"', "", "empty_cell", "金額（千円）", None, None),
        (GRANTS, '"8,100"', "600 400", "amount", "金額（千円）", "600 400", None),
        (GRANTS, "hidaka,令和 4", "hidaka,平成34", "not_readable", "年度", "平成34年度", None),
        (GRANTS, "hidaka,令和 4年度,交付額", "hidaka,R4,支出", "unknown_word", "区分", "支出", None),
        (GRANTS, "hidaka,令和 4", "hidakka,令和 4", "unknown_reference", "region_id", "hidakka", "hidaka"),
        (MEMBERS, ",夕張市,", ",夕張町,", "unknown_municipality", "市町村", "夕張町", "夕張市（012092）"),
        (REGIONS, "令和５年 6 月１5 日", "令和５年2月30日", "not_readable", VISION, "令和５年2月30日", None),
        (REGIONS, "令和５年 6 月１5 日", "平成40年1月1日", "not_readable", VISION, "平成40年1月1日", None),
        (REGIONS, '"63,372"', "63,37O", "ragged_row", None, None, None),
        (REGIONS, '"63,372"', "63372人", "not_readable", "人口（人）", "63372人", "63372"),
        (CODES, "012092,", "012093,", "check_digit", "municipality_code", "012093", "012092"),
    ],
)
def test_a_wrong_cell_is_named_by_file_row_column_and_value(
    live: Paths,
    broken: Callable[[str, Break], int | None],
    name: str,
    old: str,
    new: str,
    rule: str,
    column: str | None,
    value: str | None,
    guess: str | None,
) -> None:
    row = broken(name, replace(old, new))
    problem = only(refuse(live), rule)
    assert (problem.severity, problem.file, problem.row) == ("error", f"data/sources/{name}", row)
    assert (problem.column, problem.value, problem.guess) == (column, value, guess)
    reports(problem, f"data/sources/{name}", *(text for text in (column, value, guess) if text))
    assert f"行「{row}」" in problem.line(english=False)
    assert f'row "{row}"' in problem.line(english=True)


def test_a_key_that_stands_twice_names_both_rows(live: Paths, broken: Callable[..., int]) -> None:
    broken(GRANTS, lambda path: add(path, "hidaka,令和 4年度,交付額,600,,写し,\n"))
    found = [p for p in refuse(live) if p.rule == "primary_key"]
    lines = (live.sources / GRANTS).read_text(encoding="utf-8").splitlines()
    rows = [n for n, line in enumerate(lines, start=1) if line.startswith("hidaka,令和 4年度")]
    assert len(rows) == 2
    assert sorted(p.row or 0 for p in found) == rows
    assert {p.value for p in found} == {"region_id=hidaka fiscal_year=2022 scheme_id=kasokuka"}
    reports(found[0], "region_id+fiscal_year")


def test_one_municipality_listed_twice_in_a_region_is_refused(
    live: Paths, broken: Callable[..., int]
) -> None:
    broken(MEMBERS, lambda path: add(path, "minamisorachi,夕張市,,,写し,\n"))
    assert len([p for p in refuse(live) if p.rule == "primary_key"]) == 2


def test_a_missing_column_names_its_header(live: Paths, broken: Callable[..., int]) -> None:
    broken(GRANTS, lambda path: swap(path, "金額（千円）,", "交付金（千円）,"))
    problem = only(refuse(live), "missing_column")
    assert (problem.row, problem.column) == (1, "金額（千円）")
    reports(problem, GRANTS, "金額（千円）")


@pytest.mark.parametrize(
    "unit", some(["金額（令和６年度）", "金額（ドル）", "金額（千人）", "金額"], lambda n, _: n == 0)
)
def test_an_amount_whose_unit_is_not_yen_is_not_guessed(
    live: Paths, broken: Callable[..., int], unit: str
) -> None:
    broken(GRANTS, lambda path: swap(path, "区分,金額（千円）,", f"区分,{unit},"))
    broken(f"{CASEBOOK}/source.toml", lambda path: swap(path, '"金額（千円）" = ', f'"{unit}" = '))
    assert only(refuse(live), "unit_missing").column == unit


def test_the_same_amount_is_read_from_any_unit_of_yen(live: Paths, broken: Callable[..., int]) -> None:
    broken(
        GRANTS,
        lambda path: path.write_text(
            "地域ID,年度,区分,金額（百万円）,区分の根拠,見出し,注記\nhidaka,令和4年度,交付額,2.05,,,\n",
            "utf-8",
        ),
    )
    broken(f"{CASEBOOK}/source.toml", lambda path: swap(path, '"金額（千円）" = ', '"金額（百万円）" = '))
    problems = refuse(live)  # 2,050,000 yen can be read; that it is no multiple of 100,000 is a doubt
    assert [p.rule for p in problems if p.severity != "notice"] == ["grant_unit"]


def test_an_unknown_table_is_named_with_the_nearest(live: Paths, broken: Callable[..., int]) -> None:
    named = 'path = "disbursements.csv"\ntable = "disbursement"'
    broken(
        f"{CASEBOOK}/source.toml",
        lambda path: swap(path, named, named.replace('"disbursement"', '"disbursment"')),
    )
    problem = only(refuse(live), "unknown_table")
    assert (problem.value, problem.guess) == ("disbursment", "disbursement")
    reports(problem, f"{CASEBOOK}/source.toml")


def test_a_misspelt_column_of_the_mapping_is_not_dropped_in_silence(
    live: Paths, broken: Callable[..., int]
) -> None:
    broken(
        f"{CASEBOOK}/source.toml", lambda path: swap(path, '"脱退日" = "left_on"', '"脱退日" = "left_onn"')
    )
    problem = only(refuse(live), "unknown_column")
    assert (problem.value, problem.guess) == ("left_onn", "left_on")
    reports(problem, "脱退日")


def test_a_source_that_cannot_be_read_does_not_bury_its_fault(
    live: Paths, broken: Callable[..., int]
) -> None:
    broken(CODES, lambda path: add(path, '"'))
    broken(GRANTS, replace("8,100", "8,10O"))
    assert [p.rule for p in refuse(live).ordered()] == ["amount", "csv_syntax"]


@pytest.mark.parametrize("name", [CODES, REGIONS])
def test_what_hangs_on_an_unusable_source_toml_is_not_blamed(
    live: Paths, broken: Callable[..., int], name: str
) -> None:
    broken(f"{Path(name).parent}/source.toml", lambda path: add(path, "[[file"))
    assert [p.rule for p in refuse(live)] == ["source_toml"]


def test_two_wrong_cells_in_two_files_are_told_in_one_run(live: Paths, broken: Callable[..., int]) -> None:
    amount = broken(GRANTS, replace("8,100", "8,10O"))
    town = broken(MEMBERS, replace(",夕張市,", ",夕張町,"))
    before = files(live.mart)
    done = command(live, "refresh")
    assert done.returncode == 1, done.stderr
    after = files(live.mart)
    told = json.loads(live.last_run.read_text(encoding="utf-8"))
    assert {k: v for k, v in after.items() if k not in ("last_run.json", "log.jsonl", ".lock")} == before
    for file, row, column, value in (
        (GRANTS, amount, "金額（千円）", "8,10O"),
        (MEMBERS, town, "市町村", "夕張町"),
    ):
        assert f"data/sources/{file} 行「{row}」 列「{column}」 値「{value}」" in done.stdout
        assert f'data/sources/{file}, row "{row}", column "{column}", value "{value}"' in done.stdout
    assert "候補:「8,100」" in done.stdout
    assert 'did you mean "8,100"?' in done.stdout
    assert "2 件を直すまで公開しません" in done.stdout
    assert "2 problems stand in the way" in done.stdout
    assert (told["result"], told["build_id"], len(told["problems"])) == ("problems", None, 2)
