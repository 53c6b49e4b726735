"""A later document prints earlier years again; a name after --accept that is none; years without figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.paths import Paths
from tests.etl.helpers import called
from tests.etl.official.test_dropped import shaped

CASEBOOK = "hokkaido_casebook_2024"


def reprint(paths: Paths, hidaka: str) -> Path:
    """Next year's casebook: R5 of two regions again, and R6 of one anew."""
    folder = paths.sources / "hokkaido_casebook_2025"
    folder.mkdir()
    (folder / "source.toml").write_text(
        """id = "hokkaido_casebook_2025"
title = "道内の広域連携 事例集（令和7年4月1日現在）"
title_en = "Casebook 2025"
publisher = "北海道"
publisher_en = "Hokkaido"
as_of = 2025-04-01
licence = "x"
licence_en = "x"

[[file]]
path = "disbursements.csv"
table = "disbursement"
ref = "交付額"
[file.columns]
"地域ID" = "region_id"
"年度" = "fiscal_year"
"区分" = "status"
"金額（千円）" = "amount"
""",
        encoding="utf-8",
    )
    (folder / "disbursements.csv").write_text(
        f"地域ID,年度,区分,金額（千円）\nhidaka,令和5年度,交付額,{hidaka}\nhidaka,令和7年度,交付額,5000\n",
        encoding="utf-8",
    )
    return folder


def test_equal_figures_of_a_reprint_count_once(small: Paths) -> None:
    before, _ = shaped(small)
    reprint(small, "9400")
    after, problems = shaped(small)
    assert [p.line(english=True) for p in problems.stopping] == []
    old, new = before["disbursement"], after["disbursement"]
    assert new.height == old.height + 1
    assert new.filter(new["fiscal_year"] < 2025).equals(old)
    told = [p for p in problems if p.rule == "same_figures"]
    assert [p.file for p in told] == ["data/sources/hokkaido_casebook_2025/disbursements.csv"]
    assert f"data/sources/{CASEBOOK}/disbursements.csv" in told[0].expected


def test_a_revised_figure_of_a_reprint_names_both_places(small: Paths) -> None:
    reprint(small, "9300")
    _, problems = shaped(small)
    found = [p for p in problems.stopping if p.rule == "figures_differ"]
    assert [(p.file, p.row, p.value) for p in found] == [
        ("data/sources/hokkaido_casebook_2025/disbursements.csv", 2, "9300")
    ]
    assert f"data/sources/{CASEBOOK}/disbursements.csv" in found[0].expected
    assert "has 9,400;" in found[0].expected_en


def test_what_a_later_document_settles_takes_the_place_of_the_plan(small: Paths) -> None:
    """R6 was planned or undecided in the casebook of 2024; the one of 2025 prints what was paid."""
    before, _ = shaped(small)
    folder = reprint(small, "9400")
    rows = folder / "disbursements.csv"
    paid = {"hidaka": 9900, "rumoi_south": 4100}
    with rows.open("a", encoding="utf-8") as file:
        file.writelines(f"{region},令和6年度,交付額,{amount}\n" for region, amount in paid.items())
    after, problems = shaped(small)
    assert [p.line(english=True) for p in problems.stopping] == []
    year = after["disbursement"].filter(after["disbursement"]["fiscal_year"] == 2024)
    for region, amount in paid.items():
        [row] = year.filter(year["region_id"] == region).iter_rows(named=True)
        assert (row["status"], row["amount_yen"]) == ("actual", amount * 1000)
        assert f"{CASEBOOK}/disbursements.csv" in row["note"]
    # whom it does not name keeps its plan, and no year that is over changed
    old = before["disbursement"]
    others = ~old["region_id"].is_in(list(paid)) | (old["fiscal_year"] < 2024)
    kept = after["disbursement"].join(old.filter(others), on=["region_id", "fiscal_year"], how="semi")
    assert kept.equals(old.filter(others))


def test_an_earlier_document_settles_nothing(small: Paths) -> None:
    folder = reprint(small, "9400")
    toml = folder / "source.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("2025-04-01", "2023-04-01"), encoding="utf-8")
    with (folder / "disbursements.csv").open("a", encoding="utf-8") as file:
        file.write("hidaka,令和6年度,交付額,9900\n")
    _, problems = shaped(small)
    assert [p.rule for p in problems.stopping] != []


def test_a_name_that_no_difference_has_is_said(small_live: Paths) -> None:
    done = called(small_live, "refresh", "--accept", "0123456789")
    assert done.returncode == 0
    assert "--accept 0123456789 という名前の差はありません" in done.stdout
    assert "no difference is called 0123456789: none waits" in done.stdout
    path = small_live.sources / CASEBOOK / "disbursements.csv"
    text = path.read_text(encoding="utf-8")
    changed = text.replace('hidaka,令和 5年度,交付額,"9,400"', 'hidaka,令和 5年度,交付額,"9,300"')
    assert changed != text
    path.write_text(changed, encoding="utf-8")
    done = called(small_live, "refresh", "--accept", "0123456789")
    assert done.returncode == 3
    assert "no difference is called 0123456789: the one that waits is " in done.stdout


@pytest.mark.parametrize("year", ["2019", "1975", "令和元年度"])
def test_a_year_between_or_before_the_figures_asks_for_nothing(small: Paths, year: str) -> None:
    done = called(small, "new-year", year, "--list")
    assert done.returncode == 0
    assert "nothing is due" in done.stdout
    assert "missing" not in done.stdout
