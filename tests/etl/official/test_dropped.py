"""A file put into a source's folder: read when it is an official one, never passed over in silence."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from etl import refresh
from etl.paths import Paths
from etl.problems import Problems
from etl.read.discover import discover
from etl.shape import read_all, shape_all
from tests.conftest import Mart
from tests.etl.helpers import only
from tests.etl.official import test_area_survey, test_census_database, test_projection
from tests.etl.official.making import FUTABA, census, workbook

CENSUS = "census_1980_2020"


def shaped(paths: Paths) -> tuple[dict[str, pl.DataFrame], Problems]:
    """As far as a refresh goes before it builds."""
    problems = Problems()
    sources = discover(paths, problems)
    raws, lost = read_all(sources, problems)
    frames, _ = shape_all(sources, raws, lost, problems)
    return frames, problems


def series(frames: dict[str, pl.DataFrame]) -> dict[str, int]:
    frame = frames["population"].filter(
        (pl.col("series") == "census") & (pl.col("year") == 2020) & (pl.col("age_group") == "total")
    )
    assert frame["municipality_code"].is_unique().all()
    return dict(frame.select("municipality_code", "population").iter_rows())


def without_2020(paths: Paths) -> None:
    """The shipped series as it was before the census of 2020, but for 双葉町's 0: the download has a mark."""
    path = paths.sources / CENSUS / "population_census.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [x for x in lines if ",2020," not in x or x == f"{FUTABA},2020,0"]
    assert len(lines) - len(kept) == 1740
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")


def test_a_dropped_census_brings_its_figures(project: Paths) -> None:
    without_2020(project)
    path = test_census_database.write(project.sources / CENSUS, test_census_database.table())
    frames, problems = shaped(project)
    assert problems.stopping == []
    assert series(frames) == census()
    told = only(problems, "official_file")
    assert told.severity == "notice"
    assert told.file == f"data/sources/{CENSUS}/{path.name}"
    assert "source.toml に書かれていません" in told.expected
    assert "not named in source.toml" in told.expected_en
    rows = frames["population"].filter(pl.col("source_row").str.contains(path.name))
    assert rows.height == 1740
    files = frames["source_file"].filter(pl.col("path") == path.name)
    assert files["ref"].to_list() == ["令和2年国勢調査 人口等基本集計 表2-7-1 総数"]


def test_named_in_source_toml_it_needs_no_mapping(project: Paths) -> None:
    without_2020(project)
    path = test_census_database.write(project.sources / CENSUS, test_census_database.table())
    toml = project.sources / CENSUS / "source.toml"
    toml.write_text(f'{toml.read_text(encoding="utf-8")}\n[[file]]\npath = "{path.name}"\n', encoding="utf-8")
    frames, problems = shaped(project)
    assert problems.stopping == []
    assert series(frames) == census()
    assert "書かれていません" not in only(problems, "official_file").expected


def test_the_same_figures_in_two_files_count_once(project: Paths) -> None:
    test_census_database.write(project.sources / CENSUS, test_census_database.table())
    test_area_survey.write(project.sources / "gsi_area_2015", test_area_survey.table())
    frames, problems = shaped(project)
    assert problems.stopping == []
    assert series(frames) == census()
    assert frames["area"].height == 1739 + 1741
    told = {p.file.rsplit("/", 1)[1]: p for p in problems if p.rule == "same_figures"}
    assert told["download.csv"].expected.startswith("1,740 件は")
    assert told["mencho.csv"].expected_en.startswith("1,739 figures are equal")
    counted = frames["source_file"].filter(pl.col("path").is_in(["download.csv", "mencho.csv"]))
    assert counted["row_count"].to_list() == [0, 0]


def test_a_different_figure_names_both_places(project: Paths) -> None:
    path = project.sources / CENSUS / "population_census.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("012106,2020,79306", "012106,2020,79360"), encoding="utf-8")
    test_census_database.write(project.sources / CENSUS, test_census_database.table())
    _, problems = shaped(project)
    found = only(problems, "figures_differ")
    lines = text.splitlines()
    assert found.value == "79306"
    assert f"population_census.csv {lines.index('012106,2020,79306') + 1}行目の値は 79360" in found.expected
    assert found.key == "municipality_code=012106 year=2020 series=census age_group=total"


@pytest.mark.parametrize("name", ["memo.csv", "memo.xlsx", "MEMO.CSV"])
def test_a_file_of_no_known_layout_is_a_problem_that_says_what_to_do(small: Paths, name: str) -> None:
    path = small.sources / CENSUS / name
    if name.endswith("xlsx"):
        workbook(path, {"Sheet1": [["団体名", "人数"], ["岩見沢市", 12]]})
    else:
        path.write_text("団体名,人数\n岩見沢市,12\n", encoding="utf-8")
    _, problems = shaped(small)
    found = only(problems, "unknown_layout")
    assert found.severity == "error"
    assert f"python -m etl inspect data/sources/{CENSUS}/{name}" in found.expected
    assert f"python -m etl inspect data/sources/{CENSUS}/{name}" in found.expected_en


@pytest.mark.parametrize("name", ["book.xlsx", "book.xls", "book.ods"])
def test_a_broken_workbook_is_a_named_problem(small: Paths, name: str) -> None:
    (small.sources / CENSUS / name).write_bytes(b"PK\x03\x04 not a workbook")
    _, problems = shaped(small)
    assert only(problems, "no_table").file == f"data/sources/{CENSUS}/{name}"


def test_a_workbook_of_new_year_is_left_to_its_own_reader(small: Paths) -> None:
    form = [["renkei-new-year/1 census_1980_2020 population 2025"], ["団体コード", "人口"], ["012106", 1]]
    workbook(small.sources / CENSUS / "form.xlsx", {"説明": [["説明"]], "人口": form})
    _, problems = shaped(small)
    assert "unknown_layout" not in {p.rule for p in problems}


def test_a_bomb_is_refused_before_it_is_unpacked(small: Paths) -> None:
    path = small.sources / CENSUS / "bomb.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed,
        packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(400):
            part.write(bytes(1 << 20))
    assert path.stat().st_size < 1 << 20
    _, problems = shaped(small)
    assert "400 MB" in only(problems, "too_large").expected


def test_a_huge_file_of_no_known_layout_is_told_by_its_top(small: Paths) -> None:
    path = small.sources / CENSUS / "huge.csv"
    with path.open("wb") as file:
        file.write("市町村,人数\n".encode() + b"1,2\n" * 300_000)
        file.truncate(5 << 30)  # 5 GB that take no room
    _, problems = shaped(small)
    assert only(problems, "unknown_layout").file.endswith("huge.csv")


def test_what_holds_no_figures_may_lie_there(small: Paths) -> None:
    folder = small.sources / CENSUS
    for name in ("report.pdf", "README.md", "scan.png", "~$book.xlsx", ".hidden.csv"):
        (folder / name).write_bytes(b"x")
    _, problems = shaped(small)
    assert list(problems) == []


@pytest.mark.parametrize("place", ["new.csv", "new_source/new.csv"])
def test_figures_without_a_source_are_an_error(small: Paths, place: str) -> None:
    path = small.sources / place
    path.parent.mkdir(exist_ok=True)
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    _, problems = shaped(small)
    found = only(problems, "no_source_toml")
    assert found.file == f"data/sources/{place}"
    assert "python -m etl inspect" in found.expected


def test_a_layout_is_known_by_its_content_not_by_its_name(project: Paths, tmp_path: Path) -> None:
    made = test_census_database.write(tmp_path, test_census_database.table())
    without_2020(project)
    shutil.copy(made, project.sources / CENSUS / "面積_kekka_定員管理.csv")
    frames, problems = shaped(project)
    assert problems.stopping == []
    assert series(frames) == census()


@pytest.mark.parametrize(
    ("code", "printed", "taken"), [("01210", "79,3O6", "79,306"), ("01000", "5,224,641", "5,224,614")]
)
def test_a_correction_reaches_a_cell_of_an_official_file(
    project: Paths, code: str, printed: str, taken: str
) -> None:
    without_2020(project)
    rows = test_census_database.table()
    rows[test_census_database.place(rows, code)][11] = printed
    path = test_census_database.write(project.sources / CENSUS, rows)
    toml = project.sources / CENSUS / "source.toml"
    entry = (
        f'\n[[file]]\npath = "{path.name}"\n\n[[correction]]\nfile = "{path.name}"\ncolumn = "総数"\n'
        f'printed = "{printed}"\ntaken = "{taken}"\nwhere = "表"\nreason = "誤植"\nreason_en = "misprint"\n'
    )
    toml.write_text(toml.read_text(encoding="utf-8") + entry, encoding="utf-8")
    frames, problems = shaped(project)
    assert problems.stopping == []
    assert series(frames) == census()


def test_a_layout_may_be_asked_for_by_name(project: Paths) -> None:
    path = test_census_database.write(project.sources / CENSUS, test_census_database.table())
    toml = project.sources / CENSUS / "source.toml"
    before = toml.read_text(encoding="utf-8")
    toml.write_text(f'{before}\n[[file]]\npath = "{path.name}"\nlayout = "gsi_area"\n', encoding="utf-8")
    _, problems = shaped(project)
    assert only(problems, "unknown_layout").file.endswith(path.name)
    toml.write_text(
        f'{before}\n[[file]]\npath = "{path.name}"\nlayout = "gsi_area"\ntable = "area"\nref = "x"\n'
        'columns = { "総数" = "area_km2" }\n',
        encoding="utf-8",
    )
    _, problems = shaped(project)
    assert "source_toml" in {p.rule for p in problems}


def test_the_board_built_from_official_files_has_the_same_figures(
    project: Paths, run_refresh: Callable[[Paths], refresh.Outcome], mart: Mart
) -> None:
    """2020 from the download, areas from the survey, totals of the projection from its result table."""
    without_2020(project)
    test_census_database.write(project.sources / CENSUS, test_census_database.table())
    folder = project.sources / "gsi_area_2015"
    _instead(folder, "areas_2015.csv", test_area_survey.write(folder, test_area_survey.table()))
    folder = project.sources / "ipss_projection_2023"
    book = workbook(folder / "kekkahyo1.xlsx", {"Sheet1": test_projection.sheet()})
    _instead(folder, "population_projection_2023.csv", book)
    outcome = run_refresh(project)
    assert outcome.manifest is not None, [p.line(english=True) for p in outcome.problems.stopping]
    built = Mart(project, outcome.manifest["build_id"])
    for sql in (
        "select municipality_code, year, as_of, series, age_group, population from population order by all",
        "select municipality_code, as_of, area_km2, reference_value from area order by all",
        "select * from kpi.region_overview order by region_id",
        "select * from kpi.coverage",
    ):
        assert built.rows(sql) == mart.rows(sql)
    built.close()


def _instead(folder: Path, shipped: str, official: Path) -> None:
    """source.toml names the official file where it named our own."""
    toml = folder / "source.toml"
    whole, mark, accepted = toml.read_text(encoding="utf-8").partition("[[accepted]]")
    head, _, rest = whole.partition("[[file]]")
    tables = rest.split("[[file]]")
    kept = [f"[[file]]{t}" for t in tables if f'path = "{shipped}"' not in t]
    toml.write_text(
        f'{head}[[file]]\npath = "{official.name}"\n\n{"".join(kept)}{mark}{accepted}', encoding="utf-8"
    )
    (folder / shipped).unlink()
