"""A second scheme with rules of its own, added by data alone, changes nothing said of the first."""

from __future__ import annotations

import re

import pytest
from openpyxl import load_workbook

from dashboard.card import prepare_card
from dashboard.mart import Build
from dashboard.mart import Mart as BoardMart
from dashboard.panel import prepare
from dashboard.panels import PANELS
from dashboard.state import State
from dashboard.text import Lang
from etl import refresh
from etl.paths import Paths
from tests import renewed
from tests.conftest import ROOT, Mart, copy_built, quiet
from tests.dashboard.cards import CARDS
from tests.etl.helpers import called

FIRST = ("minamisorachi", "engaru", "nemuro")


def _built(paths: Paths) -> Build:
    outcome = refresh.run(paths, quiet)
    assert outcome.result == "published", "\n".join(p.line(english=True) for p in outcome.problems)
    return BoardMart(paths.mart).live()


@pytest.fixture(scope="module")
def both(mart: Mart, tmp_path_factory: pytest.TempPathFactory) -> Build:
    paths = copy_built(mart, tmp_path_factory.mktemp("both") / "project")
    renewed.second_scheme(paths)
    return _built(paths)


@pytest.fixture(scope="module")
def uncapped(mart: Mart, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The second scheme has no cap."""
    paths = copy_built(mart, tmp_path_factory.mktemp("uncapped") / "project")
    renewed.second_scheme(paths, cap=None)
    return _built(paths)


def _card(name: str, build: Build, region: str | None, lang: str = "ja") -> str:
    [card] = {c.card_id: c for cards in CARDS.values() for c in cards if c.card_id == name}.values()
    told = prepare_card(card, State(lang=lang, region=region), build)
    return f"{told.figure}{told.unit} {told.compare}"


def _paid(build: Build) -> dict[str, list[int]]:
    paid: dict[str, list[int]] = {}
    for row in build.query("select * from disbursement where status = 'actual'"):
        paid.setdefault(row["region_id"], []).append(row["amount_yen"])
    return paid


def _share(build: Build) -> float:
    """Paid over the sum of each region's own cap, by hand."""
    paid = _paid(build)
    caps = {region: 15_000_000 if region == renewed.REGION else 10_000_000 for region in paid}
    return 100 * sum(map(sum, paid.values())) / sum(caps[r] * len(years) for r, years in paid.items())


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("region", FIRST)
def test_a_region_is_told_the_same_whatever_rules_another_scheme_has(
    build: Build, both: Build, region: str, lang: str
) -> None:
    for name in ("granted", "cap", "planned", "last_year"):
        assert _card(name, both, region, lang) == _card(name, build, region, lang)
    state = State(lang=lang, region=region)
    for panel in ("grants_by_year", "cumulative", "grant_table", "scheme_rules", "region_facts"):
        was, now = (prepare(PANELS[panel], state, one) for one in (build, both))
        assert (now.title, now.cells) == (was.title, was.cells)


def test_the_total_is_over_the_sum_of_each_regions_own_cap(both: Build) -> None:
    share = _share(both)
    assert 50 < share < 60
    told = _card("granted", both, None)
    assert f"{share:.1f}％" in told
    assert f"{share:.1f}" in _card("cap", both, None)
    assert "1,200万円" in prepare(PANELS["grants_by_region"], State(region=renewed.REGION), both).title
    assert _card("cap", both, renewed.REGION).startswith("80.0")
    ceiling = {row["fiscal_year"]: row["ceiling_yen"] for row in
               prepare(PANELS["cumulative"], State(region=renewed.REGION), both).rows}  # fmt: skip
    assert ceiling == {2023: 15_000_000, 2024: 30_000_000}


@pytest.mark.parametrize(("lang", "word"), [("ja", "2制度の合計"), ("en", "2 schemes")])
def test_money_of_two_schemes_is_one_sum_only_where_that_is_said(
    both: Build, build: Build, lang: str, word: str
) -> None:
    def said(one: Build, region: str | None) -> list[str]:
        state = State(lang=lang, region=region)
        return [
            _card("granted", one, region, lang),
            _card("planned", one, region, lang),
            prepare(PANELS["grants_by_year"], state, one).subtitle,
        ]

    assert all(word in text for text in said(both, None))
    assert not any(word in text for text in said(both, "engaru") + said(build, None))


@pytest.mark.parametrize(("lang", "word"), [("ja", "上限のない制度"), ("en", "scheme without a cap")])
def test_a_scheme_without_a_cap_has_no_share_but_a_word(uncapped: Build, lang: str, word: str) -> None:
    for region in (None, renewed.REGION):
        assert word in _card("granted", uncapped, region, lang)
        assert not re.search("[0-9]", _card("cap", uncapped, region, lang).split(" ")[0])
        assert word in _card("cap", uncapped, region, lang)
    data = prepare(PANELS["cap_use"], State(lang=lang), uncapped)
    [row] = [row for row in data.rows if row["region_id"] == renewed.REGION]
    assert row["cap_use_pct"] is None
    # the first scheme's regions keep theirs
    assert _card("cap", uncapped, "minamisorachi").startswith("56.3")


def test_doubts_of_the_second_scheme_follow_its_own_rules(both: Build) -> None:
    """12 million yen and 14,050 thousand are within its cap and unit; it asks for no agreement date."""
    mine = f"from kpi.scheme_check where region_id = '{renewed.REGION}'"
    assert both.query(f"select * {mine} and not holds") == ()
    rules = {row["rule_id"] for row in both.query(f"select rule_id {mine}")}
    assert rules == {"cap_per_year", "amount_unit", "max_years", "period_from", "min_fields"}
    details = both.query(f"select detail {mine} and rule_id = 'amount_unit'")
    assert "50千円単位" in details[0]["detail"]


def test_rules_are_read_of_the_regions_own_scheme_alone() -> None:
    """Wherever scheme_rule is read, its scheme is named: elsewhere a second scheme would bend the figure."""
    files = [*ROOT.glob("sql/**/*.sql"), *ROOT.glob("dashboard/**/*.py")]
    for file in files:
        text = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.S)
        for found in re.finditer(r"(?<!select 1 )(?:from|join)\s+scheme_rule\b(.{0,400})", text, flags=re.S):
            assert "scheme_id" in found.group(1), f"{file.relative_to(ROOT)}: {found.group()[:200]}"


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_each_region_bears_the_name_of_its_own_scheme(both: Build, lang: Lang) -> None:
    first = {"ja": "広域連携加速化事業", "en": "Prefectural grant"}[lang]
    second = renewed.NAMES[0 if lang == "ja" else 1]
    for region, name in (("engaru", first), (renewed.REGION, second)):
        [cells] = prepare(PANELS["region_facts"], State(lang=lang, region=region), both).cells
        assert cells[0] == name


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_coalition_is_judged_by_the_rules_of_each_scheme_by_its_name(
    build: Build, both: Build, lang: Lang
) -> None:
    first = {"ja": "広域連携加速化事業", "en": "Prefectural grant"}[lang]
    second = renewed.NAMES[0 if lang == "ja" else 1]
    state = State(lang=lang, members=("012106", "012092"))
    alone, data = (prepare(PANELS["coalition_rules"], state, one) for one in (build, both))
    assert {cells[0] for cells in alone.cells} == {first}
    assert first in alone.subtitle
    # what is said of the first scheme's rules is what it was
    assert tuple(cells for cells in data.cells if cells[0] == first) == alone.cells
    # the second asks for fields, which members do not tell, and ends with fiscal 2027, which is still ahead
    assert [(row["rule_id"], row["holds"]) for row in data.rows if row["scheme_id"] == renewed.SCHEME] == [
        ("min_fields", None),
        ("period_to", True),
    ]
    # the first ended with fiscal 2024
    assert {row["holds"] for row in alone.rows if row["rule_id"] == "period_to"} == {False}
    for name in (first, second):
        assert name in data.title
        assert name in data.subtitle
    assert {item.source_id for item in data.citations} >= {"successor_2025", "hokkaido_casebook_2024"}
    last = {"ja": "終わり", "en": "Last fiscal year"}[lang]
    assert last in [origin.what for origin in data.origin]


def test_the_form_of_a_new_year_asks_by_the_cap_of_each_regions_own_scheme(
    mart: Mart, tmp_path_factory: pytest.TempPathFactory
) -> None:
    paths = copy_built(mart, tmp_path_factory.mktemp("form") / "project")
    renewed.second_scheme(paths)
    done = called(paths, "new-year", "2025")
    assert done.returncode == 0, done.stderr
    limits: dict[str, set[str]] = {}
    for file in (paths.root / "data" / "new_year" / "2025").glob("*.xlsx"):
        book = load_workbook(file)
        if "交付額" not in book.sheetnames:
            continue
        sheet = book["交付額"]
        [head] = [row for row in sheet.iter_rows(max_row=12) if "金額（千円）" in [c.value for c in row]]
        at = {cell.value: cell.column for cell in head}
        for rule in sheet.data_validations.dataValidation:
            for area in rule.sqref.ranges:
                if area.min_col != at["金額（千円）"]:
                    continue
                for row in range(area.min_row, area.max_row + 1):
                    region = sheet.cell(row, at["地域ID"]).value
                    limits.setdefault(region or "free", set()).update(
                        re.findall(r"<=(\d+)", rule.formula1) or ["none"]
                    )
    assert limits.pop(renewed.REGION) == {"15000"}
    # whose a free row will be is not known
    assert limits.pop("free", {"none"}) == {"none"}
    assert len(limits) >= 8
    assert set.union(*limits.values()) == {"10000"}
