"""source.toml: what cannot be used is a named problem in both languages, never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.paths import Paths
from etl.problems import Problem, Problems
from etl.read.discover import Source, discover

HEAD = """id = "s"
title = "資料"
title_en = "Document"
publisher = "北海道"
publisher_en = "Hokkaido"
licence = "記載なし"
"""
FILE = """
[[file]]
path = "t.csv"
table = "area"
ref = "表1"
columns = { "面積" = "area_km2", "団体" = "municipality_code" }
"""
FIX = """
[[correction]]
file = "t.csv"
column = "面積"
printed = "1"
taken = "2"
where = "表1"
reason = "誤植"
reason_en = "misprint"
"""
ACCEPT = """
[[accepted]]
rule = "grant_cap"
key = "region_id=hidaka"
value = "1"
reason = "確認済み"
reason_en = "checked"
"""


def read_sources(folder: Path, text: str | bytes) -> tuple[list[Source], list[Problem]]:
    source = folder / "data" / "sources" / "s"
    source.mkdir(parents=True)
    (source / "t.csv").write_text("面積,団体\n1,012106\n", encoding="utf-8")
    (source / "source.toml").write_bytes(text.encode() if isinstance(text, str) else text)
    problems = Problems()
    return discover(Paths(folder), problems), list(problems)


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_a_whole_source_is_read(tmp_path: Path, bom: bytes) -> None:
    sources, problems = read_sources(tmp_path, bom + (HEAD + FILE + FIX + ACCEPT).encode())
    assert problems == []
    assert [len(part) for part in (sources[0].files, sources[0].corrections, sources[0].accepted)] == [
        1,
        1,
        1,
    ]
    assert sources[0].files[0].columns == {"面積": "area_km2", "団体": "municipality_code"}


SPREAD = 'unpivot = { name = "year", value = "v", columns = { area_km2 = "2020" } }\n'


@pytest.mark.parametrize(
    ("text", "column"),
    [
        (HEAD + FILE + "[[file", None),
        (HEAD.replace('"s"', '"other"') + FILE, "id"),
        (HEAD.replace('licence = "記載なし"', ""), "licence"),
        (HEAD.replace('"資料"', '" "'), "title"),
        (HEAD + 'as_of = "令和6年"', "as_of"),
        (HEAD + "published = 2024-04-01", "published"),
        (HEAD + '[[acepted]]\nrule = "x"', "acepted"),
        (HEAD + FILE.replace("[[file]]", "[file]"), "file"),
        (HEAD + 'file = "t.csv"', "file"),
        (HEAD + FILE.replace('"t.csv"', '"gone.csv"'), "[[file]] path"),
        (HEAD + FILE.replace('"t.csv"', '"../s/../../secret.csv"'), "[[file]] path"),
        (HEAD + FILE.replace('path = "t.csv"', ""), "[[file]] path"),
        (HEAD + FILE.replace('"t.csv"', "5"), "[[file]] path"),
        (HEAD + FILE.replace('table = "area"', ""), "[[file]] table"),
        (HEAD + FILE.replace('ref = "表1"', 'ref = ""'), "[[file]] ref"),
        (HEAD + FILE + "header-row = 3", "[[file]] header-row"),
        (HEAD + FILE + 'header_row = "3"', "[[file]] header_row"),
        (HEAD + FILE + "header_row = 0", "[[file]] header_row"),
        (HEAD + FILE + "sheet = 1", "[[file]] sheet"),
        (HEAD + FILE + "constants = 5", "[[file]] constants"),
        (HEAD + FILE + 'constants = { area_km2 = "1" }', "[[file]] constants"),
        (HEAD + FILE.split("columns")[0], "[[file]] columns"),
        (HEAD + FILE.split("columns")[0] + 'columns = "面積"', "[[file]] columns"),
        (HEAD + FILE.split("columns")[0] + "columns = { a = 1 }", "[[file]] columns"),
        (HEAD + FILE.replace("municipality_code", "area_km2"), "[[file]] columns"),
        (HEAD + FILE + SPREAD.replace('name = "year", ', ""), "[[file]] unpivot"),
        (HEAD + FILE + SPREAD.replace("area_km2", "area"), "[[file]] unpivot"),
        (HEAD + FILE + SPREAD.replace('"year"', '"area_km2"'), "[[file]] unpivot"),
        (HEAD + FILE + 'unpivot = "wide"', "[[file]] unpivot"),
        (HEAD + FILE + FIX.replace('where = "表1"', ""), "[[correction]] where"),
        (HEAD + FILE + FIX + 'wher = "表1"', "[[correction]] wher"),
        (HEAD + FILE + FIX.replace('printed = "1"', "printed = 1"), "[[correction]] printed"),
        (HEAD + FILE + FIX + 'match = { "面積" = 1 }', "[[correction]] match"),
        (HEAD + FILE + FIX.replace('file = "t.csv"', ""), "file"),
        (HEAD + FILE + FIX.replace('"t.csv"', '"u.csv"'), "[[correction]] file"),
        (HEAD + FILE + FIX.replace("[[correction]]", "[correction]"), "correction"),
        (HEAD + FILE + ACCEPT.replace('reason = "確認済み"', ""), "[[accepted]] reason"),
        (HEAD + FILE + ACCEPT.replace('"確認済み"', '" "'), "reason"),
        (HEAD + FILE + ACCEPT.replace('value = "1"', "value = 1"), "[[accepted]] value"),
        (HEAD + FILE + ACCEPT + 'until = "2025"', "[[accepted]] until"),
    ],
)
def test_what_is_wrong_in_a_source_toml_is_named(tmp_path: Path, text: str, column: str | None) -> None:
    sources, problems = read_sources(tmp_path, text)
    assert sources == []
    assert {p.severity for p in problems} == {"error"}
    assert {p.file for p in problems} == {"data/sources/s/source.toml"}
    assert column in [p.column for p in problems]
    assert all(p.expected and p.expected_en and p.expected != p.expected_en for p in problems)


def test_a_source_toml_in_another_encoding_is_named(tmp_path: Path) -> None:
    sources, problems = read_sources(tmp_path, (HEAD + FILE).encode("cp932"))
    assert sources == []
    assert [p.rule for p in problems] == ["source_toml"]


def test_all_faults_of_one_source_are_told_at_once(tmp_path: Path) -> None:
    text = (
        HEAD.replace('"資料"', '""') + FILE.replace('"t.csv"', '"gone.csv"') + ACCEPT.replace("確認済み", "")
    )
    _, problems = read_sources(tmp_path, text)
    assert {p.column for p in problems} == {"title", "[[file]] path", "reason"}


def test_no_source_at_all_is_a_problem(tmp_path: Path) -> None:
    problems = Problems()
    assert discover(Paths(tmp_path), problems) == []
    assert [p.rule for p in problems] == ["no_sources"]


def test_the_shipped_sources_are_all_usable(project: Paths) -> None:
    problems = Problems()
    sources = discover(project, problems)
    assert list(problems) == []
    assert [s.source_id for s in sources] == sorted(p.name for p in project.sources.iterdir() if p.is_dir())
