"""Forms of a new year: grants of several schemes, lines and recipients; records of the grant's steps."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from etl.commands.common import DONE
from etl.paths import Paths
from tests.etl.helpers import CASEBOOK, add, called, casebook
from tests.etl.official.test_dropped import shaped
from tests.etl.workbook import fill, place, table
from tests.small import copy_small

SCHEME = "koukei,後継事業,Successor,都道府県の制度,北海道,Hokkaido,{recipient},令和7年度,,要綱,\n"
OF_SCHEMES = ["制度", "お金の名", "受け手", "対象経費（千円）"]


def lay_out(paths: Paths) -> Path:
    done = called(paths, "new-year", "2025", "--overwrite")
    assert done.returncode == DONE, done.stderr
    return paths.root / "data" / "new_year" / "2025" / f"{CASEBOOK}.xlsx"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[Paths, Path]:
    paths = copy_small(tmp_path_factory.mktemp("plain") / "small")
    return paths, lay_out(paths)


def test_where_one_scheme_pays_the_form_asks_for_no_scheme(plain: tuple[Paths, Path]) -> None:
    assert set(table(plain[1], "交付額")[0]) & set(OF_SCHEMES) == set()


def test_grants_of_another_scheme_line_and_recipient_come_back(small: Paths) -> None:
    # a scheme that pays members, from fiscal 2025 on
    add(
        casebook(small, "schemes.csv"),
        SCHEME.format(recipient="構成市町村"),
    )
    book = lay_out(small)
    rows = table(book, "交付額")
    assert [header for header in rows[0] if header in OF_SCHEMES] == OF_SCHEMES
    nemuro = place(book, "交付額", "区分", lambda r: (r["地域ID"], r["年度"]) == ("nemuro", "令和7年度"))[1]
    free = 5 + sum(1 for row in rows if row["地域ID"])
    columns = {header: chr(ord("A") + at) for at, header in enumerate(rows[0])}

    def row(at: int, **cells: str | int) -> dict[tuple[str, str], str | int | float | None]:
        return {("交付額", f"{columns[header]}{at}"): cell for header, cell in cells.items()}

    cells = {
        **row(int(nemuro[1:]), 区分="交付額", **{"金額（千円）": 2000, "対象経費（千円）": 2400}),
        **row(
            free,
            地域名="根室連携地域",
            年度="令和7年度",
            区分="交付額",
            制度="後継事業",
            受け手="別海町",
            **{"金額（千円）": 3000},
        ),
        **row(
            free + 1,
            地域名="根室連携地域",
            年度="令和7年度",
            区分="交付額",
            お金の名="自己財源",
            **{"金額（千円）": 500},
        ),
    }
    fill(book, small.sources / CASEBOOK / "R7.xlsx", cells)
    frames, problems = shaped(small)
    assert [p.line(english=False) for p in problems.stopping] == []
    grants = frames["disbursement"]
    got = grants.filter((grants["region_id"] == "nemuro") & (grants["fiscal_year"] == 2025)).rows(named=True)
    assert [
        (r["scheme_id"], r["line"], r["recipient_code"], r["amount_yen"], r["cost_yen"]) for r in got
    ] == [
        ("kasokuka", None, None, 2_000_000, 2_400_000),
        ("koukei", None, "016918", 3_000_000, None),
        ("kasokuka", "自己財源", None, 500_000, None),
    ]


def test_a_form_without_these_columns_is_read_where_there_are_schemes(
    plain: tuple[Paths, Path], small: Paths
) -> None:
    """Laid out before the second scheme was entered."""
    book = plain[1]
    cells = {
        place(book, "交付額", header, lambda r: (r["地域ID"], r["年度"]) == ("hidaka", "令和6年度")): cell
        for header, cell in (("区分", "交付額"), ("金額（千円）", 9800))
    }
    add(
        casebook(small, "schemes.csv"),
        SCHEME.format(recipient="地域"),
    )
    fill(book, small.sources / CASEBOOK / "R6.xlsx", cells)
    frames, problems = shaped(small)
    assert [p.line(english=False) for p in problems.stopping] == []
    grants = frames["disbursement"]
    row = grants.filter((grants["region_id"] == "hidaka") & (grants["fiscal_year"] == 2024)).row(
        0, named=True
    )
    assert (row["status"], row["amount_yen"]) == ("actual", 9_800_000)


def test_steps_have_a_form_and_none_is_missing(plain: tuple[Paths, Path]) -> None:
    paths, book = plain
    rows = table(book, "手続きの記録")
    hidaka = [r["手続き"] for r in rows if (r["地域ID"], r["年度"]) == ("hidaka", "令和6年度")]
    assert hidaka[0] == "実施計画の提出"
    # of an agreement and a vision the region's own days say it
    assert not any("連携協定" in step or "ビジョンの策定" in step for step in hidaka)
    frames, _ = shaped(paths)
    assert "step_record" not in set(frames["expected_row"]["table_name"])
    said = json.loads(called(paths, "new-year", "2025", "--list", "--json").stdout)
    tables = [t for source in said["sources"] for t in source["tables"]]
    assert {t["table"] for t in tables if t["optional"]} == {"step_record"}


def test_a_day_that_was_set_and_a_step_that_was_done_come_back(
    plain: tuple[Paths, Path], small: Paths
) -> None:
    book = plain[1]

    def cell(header: str, step: str) -> tuple[str, str]:
        key = ("hidaka", "令和6年度", step)
        return place(book, "手続きの記録", header, lambda r: (r["地域ID"], r["年度"], r["手続きID"]) == key)

    fill(
        book,
        small.sources / CASEBOOK / "R6.xlsx",
        {
            cell("指定された期日", "application"): "令和６年 ５月２０日",
            cell("済んだ日", "completion"): "2025-02-20",
        },
    )
    frames, problems = shaped(small)
    assert [p.line(english=False) for p in problems.stopping] == []
    rows = frames["step_record"].sort("step_id").rows(named=True)
    assert [(r["region_id"], r["fiscal_year"], r["step_id"], r["due_on"], r["done_on"]) for r in rows] == [
        ("hidaka", 2024, "application", dt.date(2024, 5, 20), None),
        ("hidaka", 2024, "completion", None, dt.date(2025, 2, 20)),
    ]
    # asked for again: the day that was set is no record that it was done
    again = [
        r
        for r in table(lay_out(small), "手続きの記録")
        if (r["地域ID"], r["年度"]) == ("hidaka", "令和6年度")
    ]
    so_far = {r["手続きID"]: r["いまの登録"] for r in again}
    assert so_far["application"] == "期日 2024-05-20"
    assert "completion" not in so_far


def test_a_later_form_says_that_a_step_with_a_set_day_was_done(small: Paths) -> None:
    def application(row: dict[str, str]) -> bool:
        return (row["地域ID"], row["年度"], row["手続きID"]) == ("nemuro", "令和7年度", "application")

    first = lay_out(small)
    cell = place(first, "手続きの記録", "指定された期日", application)
    fill(first, small.sources / CASEBOOK / "R7.xlsx", {cell: "2025-05-20"})
    assert called(small, "new-year", "2026").returncode == DONE
    second = small.root / "data" / "new_year" / "2026" / f"{CASEBOOK}.xlsx"
    cell = place(second, "手続きの記録", "済んだ日", application)
    fill(second, small.sources / CASEBOOK / "R8.xlsx", {cell: "2025-05-18"})
    frames, problems = shaped(small)
    assert [p.line(english=False) for p in problems.stopping] == []
    [row] = frames["step_record"].rows(named=True)
    assert (row["due_on"], row["done_on"]) == (dt.date(2025, 5, 20), dt.date(2025, 5, 18))
    assert "R7.xlsx" in (row["note"] or "")
