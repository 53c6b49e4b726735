"""Two names alike are told, the northern villages stand apart, and what was right stays right."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import polars as pl
import pytest

from etl import refresh
from etl.clean import romaji
from etl.clean.names import Municipalities
from etl.clean.values import Unread
from etl.official.code_list import misprints
from etl.paths import Paths
from tests.conftest import ROOT, Mart, quiet
from tests.etl.helpers import add, casebook
from tests.etl.official.making import frame_of, read, towns, workbook
from tests.etl.official.test_code_list import half_width, sheets

REAL = ROOT.parent / "shared" / "official" / "municipality_codes_2024.xlsx"
NORTHERN = {
    "016951": ("色丹村", "しこたんむら"),
    "016969": ("泊村", "とまりむら"),
    "016977": ("留夜別村", "るやべつむら"),
    "016985": ("留別村", "るべつむら"),
    "016993": ("紗那村", "しゃなむら"),
    "017001": ("蘂取村", "しべとろむら"),
}


def as_published() -> dict[str, list[list[object]]]:
    """The shipped list as the ministry publishes it: northern villages, large kana, another letter."""
    book = sheets()
    rows = book["R6.1.1現在の団体"]
    for row in rows:
        for column, at in (("kana", 4), ("name", 2)):
            printed, _ = misprints().get((str(row[0]), column), ("", ""))
            if printed:
                row[at] = half_width(printed) if column == "kana" else printed
    at = 1 + max(i for i, row in enumerate(rows) if str(row[0])[:2] == "01")
    rows[at:at] = [[c, "北海道", n, "ﾎｯｶｲﾄﾞｳ", half_width(k), None, None] for c, (n, k) in NORTHERN.items()]
    return book  # type: ignore[return-value]


def test_every_name_of_the_published_list_is_what_it_was(tmp_path: Path) -> None:
    path = workbook(tmp_path / "000925835.xlsx", as_published())
    taken = frame_of(path).select("municipality_code", "prefecture", "name", "kana").rows()
    assert taken == [(t.code, t.prefecture, t.name, t.kana) for t in towns()]
    assert len({code for code, _ in misprints()}) == 16
    _, problems = read(path)
    told = [p for p in problems if p.rule == "official_file"]
    assert "北方領土の村 6" in told[0].expected
    assert "はにゆうし→はにゅうし" in told[0].expected
    assert "16 spellings known to be wrong" in told[0].expected_en


def test_a_misprint_is_mended_only_as_it_is_printed(tmp_path: Path) -> None:
    """A later list that has it right, or a town of another reading, is taken as it is."""
    book = as_published()
    for row in book["R6.1.1現在の団体"]:
        if row[0] == "112160":
            row[4] = "ﾊﾆｭｳｼﾞｮｳｼ"
    path = workbook(tmp_path / "list.xlsx", book)
    found = dict(frame_of(path).select("municipality_code", "kana").iter_rows())
    assert found["112160"] == "はにゅうじょうし"
    assert found["273015"] == next(t.kana for t in towns() if t.code == "273015")


def test_the_real_list_of_2024_changes_no_name() -> None:
    if not REAL.exists():
        pytest.skip("the published list is not there")
    taken = frame_of(REAL).select("municipality_code", "prefecture", "name", "kana").rows()
    before = [(t.code, t.prefecture, t.name, t.kana) for t in towns()]
    assert taken == before
    english = [romaji.municipality(name, kana) for _, _, name, kana in taken]
    assert english == [romaji.municipality(t.name, t.kana) for t in towns()]


@pytest.mark.parametrize("beside", [True, False])
def test_a_dropped_list_leaves_every_table_as_it_was(mart: Mart, tmp_path: Path, beside: bool) -> None:
    paths = Paths(Path(shutil.copytree(mart.paths.root, tmp_path / "live")))
    folder = paths.sources / "municipality_codes"
    workbook(folder / "000925835.xlsx", as_published())
    if not beside:
        toml = folder / "source.toml"
        text = toml.read_text(encoding="utf-8")
        toml.write_text(text[: text.index("[[file]]")], encoding="utf-8")
        (folder / "municipalities.csv").unlink()
    outcome = refresh.run(paths, quiet)
    assert outcome.manifest is not None, [p.line(english=True) for p in outcome.problems][
        :5
    ] + outcome.changes[:3]
    new = paths.builds / outcome.manifest["build_id"] / "parquet"
    for name in ("municipality", "region_member", "case_participant"):
        columns = (
            pl.read_parquet(mart.folder / "parquet" / f"{name}.parquet").drop("source_row").sort(pl.all())
        )
        assert pl.read_parquet(new / f"{name}.parquet").drop("source_row").sort(pl.all()).equals(columns), (
            name
        )


def frame(*rows: tuple[str, str]) -> pl.DataFrame:
    return pl.DataFrame(
        [(code, name, code[:2], {"01": "北海道", "13": "東京都"}[code[:2]]) for code, name in rows],
        schema=["municipality_code", "name", "prefecture_code", "prefecture"],
        orient="row",
    )


def test_the_northern_village_is_nobody_s_member_unless_its_code_is_written() -> None:
    for rows in ([("014036", "泊村"), ("016969", "泊村")], [("016969", "泊村"), ("014036", "泊村")]):
        known = Municipalities.of(frame(*rows))
        assert known.code("泊村", "01") == "014036"
        assert known.code("古宇郡泊村", "01") == "014036"
        assert known.code("北海道泊村", "01") == "014036"
        assert known.code("016969", "01") == "016969"
        assert "014036" in str(known.guess("泊町", "01"))


def test_two_of_one_name_are_an_error_that_names_both() -> None:
    known = Municipalities.of(frame(("014036", "泊村"), ("013056", "泊村"), ("131016", "千代田区")))
    for written in ("泊村", "北海道泊村", "国後郡泊村"):
        with pytest.raises(Unread) as told:
            known.code(written, "01")
        assert "014036" in told.value.ja
        assert "013056" in told.value.ja
        assert "014036" in told.value.en
        assert "013056" in told.value.en
    assert known.code("古宇郡泊村", "01") == "014036"
    assert known.code("013056", "01") == "013056"
    assert known.code("千代田区", "13") == "131016"


def test_a_member_of_an_ambiguous_name_is_told_with_its_place(mart: Mart, tmp_path: Path) -> None:
    paths = Paths(Path(shutil.copytree(mart.paths.root, tmp_path / "live")))
    codes = paths.sources / "municipality_codes" / "municipalities.csv"
    with codes.open(encoding="utf-8-sig", newline="") as file:
        head = next(csv.reader(file))
    assert head == ["municipality_code", "prefecture", "name", "kana"]
    add(codes, "015776,北海道,岩見沢市,いわみざわし\n")
    outcome = refresh.run(paths, quiet)
    found = [p for p in outcome.problems if p.rule == "unknown_municipality"]
    assert {p.value for p in found} == {"岩見沢市"}
    assert "012106" in found[0].expected
    assert "015776" in found[0].expected_en
    assert found[0].row is not None
    assert casebook(paths, "region_members.csv").name in str(found[0].file)


def test_members_may_be_written_by_code(mart: Mart) -> None:
    known = Municipalities.of(pl.read_parquet(mart.folder / "parquet" / "municipality.parquet"))
    assert known.code("０１２１０６", "01") == "012106"
    with pytest.raises(KeyError):
        known.code("012107", "01")
