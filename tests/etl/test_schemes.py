"""Schemes, their rules and who is under them are data: what a source says, with its days; nothing is known by
heart that an office could not write itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import duckdb
import polars as pl
import pytest

from etl import refresh
from etl.build import fingerprint
from etl.paths import Paths
from etl.problems import Problem
from etl.tables.scheme import _coloured
from tests.conftest import quiet
from tests.etl.helpers import add, casebook, swap

TOML = """
[[file]]
path = "{table}s.csv"
table = "{table}"
ref = "試験用の表"
[file.columns]
"""


def add_table(paths: Paths, table: str, columns: Sequence[str], rows: Sequence[str]) -> None:
    """A file of the casebook that is in it alone."""
    text = TOML.format(table=table) + "".join(f'"{name}" = "{name}"\n' for name in columns)
    toml = casebook(paths, "source.toml")
    head, *rest = toml.read_text(encoding="utf-8").split("\n[[yearly]]", 1)
    toml.write_text("\n[[yearly]]".join([head + text, *rest]), encoding="utf-8")
    casebook(paths, f"{table}s.csv").write_text("\n".join([",".join(columns), *rows, ""]), encoding="utf-8")


def add_rules(paths: Paths, *rows: str) -> None:
    """Rules with terms, regions and kinds of member, beside those of the guideline."""
    columns = ["scheme_id", "rule_id", "value", "unit", "article", "text"]
    columns += ["region_id", "member_kind", "valid_from", "valid_to"]
    toml = casebook(paths, "source.toml")
    text = TOML.format(table="scheme_rule").replace("scheme_rules.csv", "later_rules.csv")
    text += "".join(f'"{name}" = "{name}"\n' for name in columns)
    head, *rest = toml.read_text(encoding="utf-8").split("\n[[yearly]]", 1)
    toml.write_text("\n[[yearly]]".join([head + text, *rest]), encoding="utf-8")
    lines = "\n".join([",".join(columns), *rows, ""])
    casebook(paths, "later_rules.csv").write_text(lines, encoding="utf-8")


def refreshed(paths: Paths) -> tuple[str, list[Problem]]:
    outcome = refresh.run(paths, quiet)
    if outcome.result == "waiting":
        outcome = refresh.run(paths, quiet, accept=refresh.diff_id(outcome.changes))
    return outcome.result, [p for p in outcome.problems if p.severity in ("error", "doubt")]


def queried(paths: Paths, sql: str) -> list[tuple[object, ...]]:
    live = fingerprint.live_manifest(paths)
    assert live is not None
    with duckdb.connect(str(paths.builds / live["build_id"] / "cooperation.duckdb"), read_only=True) as mart:
        return mart.execute(sql).fetchall()


CAPS = (
    "select fiscal_year, value, article from grant_rule where rule_id = 'cap_per_year' "
    "and region_id = '{}' and member_kind is null order by 1"
)


def test_an_office_that_describes_no_scheme_has_what_it_had(small: Paths) -> None:
    """Files of before there was a table of schemes: no schemes.csv, no id, no day."""
    toml = casebook(small, "source.toml")
    text = toml.read_text(encoding="utf-8")
    begin, end = (text.index(f'[[file]]\npath = "{name}') for name in ("schemes.csv", "region_members"))
    toml.write_text(text[:begin] + text[end:], encoding="utf-8")
    casebook(small, "schemes.csv").unlink()
    assert refreshed(small) == ("published", [])
    sql = "select scheme_id, name, name_en, kind, payer from scheme order by 1"
    assert queried(small, sql)[-3:] == [
        ("council", "推進会議", "Council", "body", None),
        ("kasokuka", "広域連携加速化事業", "Prefectural grant", "prefectural", None),
        ("settlement_area", "定住自立圏", "Settlement area", "national", "国"),
    ]
    assert queried(small, "select distinct scheme, scheme_id from region where scheme_name like '定住%'") == [
        ("settlement_area", "settlement_area")
    ]
    assert queried(small, "select distinct scheme_id, line, recipient_code from disbursement") == [
        ("kasokuka", None, None)
    ]


def test_the_guideline_prints_the_fiscal_years_of_the_grant(small: Paths) -> None:
    assert refreshed(small) == ("published", [])
    assert queried(
        small,
        "select name, kind, payer, recipient, valid_from::varchar, valid_to::varchar from scheme "
        "where scheme_id = 'kasokuka'",
    ) == [("広域連携加速化事業", "prefectural", "北海道", "region", "2020-04-01", "2025-04-01")]


def test_a_new_cap_changes_no_year_that_is_over(small: Paths) -> None:
    """The old cap ends with fiscal 2023, the new one begins with 2024; 遠軽 has one of its own."""
    swap(
        casebook(small, "scheme_rules.csv"),
        'kasokuka,cap_per_year,10000000,円,実施要綱 第６,"１地域',
        'kasokuka,cap_of_before,10000000,円,実施要綱 第６,"１地域',
    )
    add_rules(
        small,
        "kasokuka,cap_per_year,10000000,円,実施要綱 第６,上限,,,,令和5年度",
        "広域連携加速化事業,cap_per_year,15000000,円,改正要綱 第６,上限,,,令和6年度,",
        "kasokuka,cap_per_year,20000000,円,改正要綱 附則,上限,engaru,,2024-04-01,",
    )
    assert refreshed(small) == ("published", [])
    old, new = (10_000_000.0, "実施要綱 第６"), (15_000_000.0, "改正要綱 第６")
    years = [(2020, *old), (2021, *old), (2022, *old), (2023, *old)]
    assert queried(small, CAPS.format("hidaka")) == [*years, (2024, *new)]
    assert queried(small, CAPS.format("engaru")) == [*years, (2024, 20_000_000.0, "改正要綱 附則")]
    assert queried(
        small,
        "select fiscal_year, cap_use_pct from kpi.disbursement_by_year where region_id = 'hidaka' order by 1",
    )[-2:] == [(2023, pytest.approx(94.0)), (2024, pytest.approx(100 * 10 / 15))]


def test_an_excess_of_a_year_that_is_over_stays_one_under_a_later_cap(small: Paths) -> None:
    grants = casebook(small, "disbursements.csv")
    swap(grants, 'engaru,令和 3年度,交付額,"10,000"', "engaru,令和 3年度,交付額,12000")
    add_rules(small, "kasokuka,cap_per_year,15000000,円,改正要綱 第６,上限,,,令和7年度,")
    swap(
        casebook(small, "scheme_rules.csv"),
        "kasokuka,cap_per_year,10000000",
        "kasokuka,cap_of_before,10000000",
    )
    before = "kasokuka,cap_per_year,10000000,円,実施要綱 第６,上限,,,,令和6年度\n"
    add(casebook(small, "later_rules.csv"), before)
    result, problems = refreshed(small)
    assert result == "problems"
    [excess] = [p for p in problems if p.rule == "grant_cap"]
    assert "10,000 千円" in excess.expected
    assert "実施要綱 第６" in excess.expected


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        (",,,", ",,令和7年度,", True),
        (",,,令和6年度", ",,令和7年度,", False),
        (",,,2025-04-02", ",,令和7年度,", True),
        ("hidaka,,,", "engaru,,,", False),
        # one is for a region, the other for a kind of member: which is more specific, nobody could say
        ("hidaka,,,", ",町,,", True),
        ("hidaka,町,,", ",町,,", False),
        (",,,", "hidaka,,,", False),
    ],
)
def test_rules_that_hold_on_the_same_day_are_an_error_that_names_both(
    small: Paths, first: str, second: str, overlap: bool
) -> None:
    add_rules(small, *(f"kasokuka,cap_per_member,1000000,円,第６,上限,{told}" for told in (first, second)))
    _, problems = refreshed(small)
    found = [p for p in problems if p.rule == "rules_overlap"]
    assert bool(found) == overlap
    for problem in found:
        assert problem.row == 3
        assert "hokkaido_casebook_2024/later_rules.csv:2" in problem.expected
        assert "hokkaido_casebook_2024/later_rules.csv:2" in problem.expected_en


def test_a_cap_grows_by_the_members_of_the_year_and_by_their_kind(small: Paths) -> None:
    """後志: 15 members until 2022, 蘭越町 came in fiscal 2021 and 神恵内村 in 2023."""
    add_rules(
        small,
        "kasokuka,cap_per_member,300000,円,要綱 第７,町村ごと,,,,",
        "kasokuka,cap_per_member,500000,円,要綱 第７の２,村ごと,,村,,",
    )
    assert refreshed(small) == ("published", [])
    members = queried(
        small,
        "select count(*), count(*) filter (where kind = 'village') from region_member "
        "join municipality using (municipality_code) where region_id = 'shiribeshi'",
    )
    assert members == [(17, 6)]
    caps = {year: value for year, value, _ in queried(small, CAPS.format("shiribeshi"))}
    # 神恵内村 is not yet among them
    assert caps[2022] == 10_000_000 + 11 * 300_000 + 5 * 500_000
    assert caps[2023] == 10_000_000 + 11 * 300_000 + 6 * 500_000
    [(article,)] = queried(
        small,
        "select distinct article from grant_rule where rule_id = 'cap_per_year' and region_id = 'hidaka'",
    )
    assert article == "実施要綱 第６・要綱 第７・要綱 第７の２"


def test_a_region_passes_to_another_scheme_on_its_day(small: Paths) -> None:
    """南空知 signed a settlement area on 26 March 2025: its grants stay what they were."""
    add_table(
        small,
        "region_scheme",
        ("region_id", "scheme_id", "valid_from", "valid_to"),
        ["minamisorachi,定住自立圏,2025-03-26,"],
    )
    assert refreshed(small) == ("published", [])
    assert queried(
        small,
        "select scheme_id, valid_from::varchar, valid_to::varchar from region_scheme "
        "where region_id = 'minamisorachi' order by valid_from nulls first",
    ) == [("kasokuka", None, "2025-03-26"), ("settlement_area", "2025-03-26", None)]
    assert queried(
        small, "select distinct scheme_id from disbursement where region_id = 'minamisorachi'"
    ) == [("kasokuka",)]
    # a grant of the year after is one of a scheme that the region has left
    add(casebook(small, "disbursements.csv"), "minamisorachi,令和 7年度,交付額,500,,次の資料,\n")
    _, problems = refreshed(small)
    assert "grant_scheme" in {p.rule for p in problems}


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("minamisorachi,kasokuk,,", "unknown_reference"),
        ("minamisorach,kasokuka,,", "unknown_reference"),
        ("minamisorachi,kasokuka,令和7年13月,", "not_readable"),
    ],
)
def test_a_slip_in_the_schemes_of_regions_is_named(small: Paths, row: str, rule: str) -> None:
    add_table(small, "region_scheme", ("region_id", "scheme_id", "valid_from", "valid_to"), [row])
    result, problems = refreshed(small)
    assert result == "problems"
    assert rule in {p.rule for p in problems if p.file.endswith("region_schemes.csv")}


def test_a_region_under_a_scheme_that_nothing_describes_is_an_error(small: Paths) -> None:
    toml = casebook(small, "source.toml")
    swap(toml, '"制度" = "scheme"\n', '"制度" = "scheme"\n"規則" = "scheme_id"\n')
    regions = casebook(small, "regions.csv")
    lines = regions.read_text(encoding="utf-8").splitlines()
    told = [f"{lines[0]},規則", *(f"{line},{'kasokuk' if 'hidaka' in line else ''}" for line in lines[1:])]
    regions.write_text("\n".join([*told, ""]), encoding="utf-8")
    result, problems = refreshed(small)
    assert result == "problems"
    assert ("scheme_described", "kasokuk") in {(p.rule, p.value) for p in problems}


def test_a_build_of_before_the_keys_grew_is_compared_row_by_row(small_live: Paths) -> None:
    """Whoever updates the program has nothing to accept, and a grant that was revised is still held."""
    import polars as pl

    from etl.gate.compare import compare, held
    from etl.tables import TABLES

    live = fingerprint.live_manifest(small_live)
    assert live is not None
    folder = small_live.builds / live["build_id"]
    short = [table for table in TABLES]
    frames = {t.name: pl.read_parquet(folder / "parquet" / f"{t.name}.parquet") for t in short}
    for name, columns in {
        "disbursement": ("scheme_id", "line", "recipient_code", "cost_yen"),
        "scheme_rule": ("region_id", "member_kind", "valid_from", "valid_to"),
    }.items():
        file = folder / "parquet" / f"{name}.parquet"
        file.unlink()
        frames[name].drop(columns).write_parquet(file)
    assert held(compare(frames, folder)) == []
    revised = pl.when(pl.col("region_id") == "engaru", pl.col("fiscal_year") == 2021).then(1)
    grants = frames["disbursement"].with_columns(amount_yen=revised.otherwise("amount_yen"))
    [change] = held(compare(frames | {"disbursement": grants}, folder))
    assert (change.kind, change.column, change.new) == ("revised", "amount_yen", "1")


@pytest.mark.parametrize("kind", ["prefectural", "own", "national"])
def test_a_scheme_that_begins_later_changes_no_other_s_colour(kind: str) -> None:
    first = [
        ("kasokuka", "prefectural", None),
        ("core_city_area", "national", None),
        ("settlement_area", "national", None),
    ]
    later = [(f"next_{at}", kind, dt.date(2025 + at, 4, 1)) for at in range(5)]
    schema = {"scheme_id": pl.String, "kind": pl.String, "valid_from": pl.Date, "colour": pl.String}

    def colours(rows: list[tuple[str, str, dt.date | None]]) -> dict[str, str]:
        frame = pl.DataFrame([(*row, None) for row in rows], schema=schema, orient="row")
        return dict(_coloured(frame).select("scheme_id", "colour").iter_rows())

    before = colours(first)
    assert len(set(before.values())) == 3
    for count in range(1, 6):
        after = colours([*later[:count], *first])
        assert {scheme: after[scheme] for scheme in before} == before
        before = after
