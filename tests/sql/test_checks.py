"""Every check fires on a broken row, says what is wrong, and is silent on the shipped data."""

from __future__ import annotations

import pytest

from etl.gate.doubts import COLUMNS
from etl.sqlviews.sqlfile import SqlFile
from etl.tables.check import place
from tests import surveyed
from tests.sql.conftest import Board, checks
from tests.surveyed import NOW

FILES = checks()
AMOUNT = (
    "update disbursement set amount_yen = {}, as_printed = '{}' where region_id = 'hidaka' and "
    "fiscal_year = {}"
)
YEAR = (
    "insert into disbursement by name select * replace ({} as fiscal_year) from disbursement "
    "where region_id = 'hidaka' and fiscal_year = {}"
)
# a rule of the scheme that the guideline does not have
NEW_RULE = (
    "insert into scheme_rule by name select * replace ('{}' as rule_id, {} as value, '第９' as article) "
    "from scheme_rule where rule_id = 'cap_per_year';"
)
TO_MEMBERS = "update scheme set recipient = 'member' where scheme_id = 'kasokuka';"
CAP_OF_MEMBER = NEW_RULE.format("cap_per_member", 3_000_000)
MEMBER = "region_id = 'nemuro' and municipality_code = '016942'"  # 羅臼町
TOWN = "where municipality_code = '016942' and series = 'projection' and age_group = 'total' and year = {}"
REGISTER = (
    "insert into population by name select * replace ('register' as series, 2025 as year, "
    "date '2025-01-01' as as_of, '住民基本台帳' as edition, {1} as population) from population "
    "where municipality_code = '{0}' and series = 'census' and year = 2020"
)
# the shipped data hold no survey: two of tests/surveyed.py, then what breaks them
SURVEYED = "".join(f"{statement};" for statement in surveyed.statements())
REQUIRED = f"survey_id = '{NOW}' and question_id = 'required' and occupation_id = 'public_health_nurse' "
REQUIRED += "and area_level = 'all' and together = ''"

STEP = (
    "insert into step_record (region_id, fiscal_year, step_id, done_on, source_id, source_ref, source_row) "
    "values ('hidaka', {}, 'completion', date '{}', 's', 'r', 's/1:2')"
)

# check → statements that break its rule: (change, key of the row that is found, value told)
BROKEN: dict[str, list[tuple[str, str, str]]] = {
    "grant_recipient": [
        (
            "update disbursement set recipient_code = '012025' "
            "where region_id = 'hidaka' and fiscal_year = 2022",
            "region_id=hidaka fiscal_year=2022 recipient_code=012025",
            "函館市",
        ),
        # a member, and not yet one
        (
            "update region_member set joined_on = date '2023-04-01' where municipality_code = '016012'; "
            "update disbursement set recipient_code = '016012' "
            "where region_id = 'hidaka' and fiscal_year = 2022",
            "region_id=hidaka fiscal_year=2022 recipient_code=016012",
            "日高町",
        ),
    ],
    "rule_scheme": [
        (
            "insert into scheme_rule by name select * replace ('nobody' as scheme_id) from scheme_rule "
            "where rule_id = 'cap_per_year'",
            "scheme_id=nobody rule_id=cap_per_year",
            "nobody",
        )
    ],
    "step_record_days": [
        (
            STEP.format(2024, "2024-03-31"),
            "region_id=hidaka fiscal_year=2024 step_id=completion",
            "2024-03-31",
        ),
        (
            STEP.format(2024, "2026-04-01"),
            "region_id=hidaka fiscal_year=2024 step_id=completion",
            "2026-04-01",
        ),
    ],
    "age_groups": [
        (
            "update population set population = population + 1 where municipality_code = '016942' "
            "and series = 'projection' and year = 2050 and age_group = '65+'",
            "municipality_code=016942 year=2050",
            "2042",
        )
    ],
    "agreement_by_year_end": [
        (
            "update region set agreement_on = date '2021-04-01' where region_id = 'hidaka'",
            "region_id=hidaka",
            "2021-04-01",
        ),
        (
            "update region set vision_on = date '2021-04-01' where region_id = 'hidaka'",
            "region_id=hidaka",
            "2021-04-01",
        ),
        ("update region set vision_on = null where region_id = 'hidaka'", "region_id=hidaka", "2021-01-07"),
        (
            "update region set agreement_on = null, vision_on = null where region_id = 'hidaka'",
            "region_id=hidaka",
            "",
        ),
    ],
    "grant_cap": [(AMOUNT.format(10_100_000, "10,100", 2022), "region_id=hidaka fiscal_year=2022", "10,100")],
    "grant_neighbours": [
        # a zero too many or too few is found although the years near it differ
        (AMOUNT.format(81_000_000, "81,000", 2022), "region_id=hidaka fiscal_year=2022", "81,000"),
        (AMOUNT.format(800_000, "800", 2022), "region_id=hidaka fiscal_year=2022", "800"),
        # the ends are compared with the two years inside
        (AMOUNT.format(800_000, "800", 2020), "region_id=hidaka fiscal_year=2020", "800"),
        (AMOUNT.format(90_000_000, "90,000", 2024), "region_id=hidaka fiscal_year=2024", "90,000"),
    ],
    "grant_member_cap": [
        (
            f"{TO_MEMBERS} {CAP_OF_MEMBER} update disbursement set as_printed = '5,000', "
            "amount_yen = 5000000, recipient_code = '016012' "
            "where region_id = 'hidaka' and fiscal_year = 2022",
            "region_id=hidaka fiscal_year=2022 recipient_code=016012",
            "5,000",
        )
    ],
    "grant_rate": [
        (
            f"{NEW_RULE.format('rate', 0.5)} update disbursement set cost_yen = 16100000 "
            "where region_id = 'hidaka' and fiscal_year = 2022",
            "region_id=hidaka fiscal_year=2022",
            "8,100",
        )
    ],
    "grant_period": [
        (YEAR.format(2019, 2020), "region_id=hidaka fiscal_year=2019", "2019"),
        (YEAR.format(2025, 2024), "region_id=hidaka fiscal_year=2025", "2025"),
        (
            f"{YEAR.format(2025, 2024)}; update scheme_rule set value = null where rule_id = 'period_from'",
            "region_id=hidaka fiscal_year=2025",
            "2025",
        ),
    ],
    "grant_scheme": [
        (
            "update disbursement set region_id = 'soya' where region_id = 'hidaka' and fiscal_year = 2022",
            "region_id=soya fiscal_year=2022",
            "soya",
        ),
        # under another scheme by then
        (
            "update region_scheme set valid_to = date '2022-04-01' where region_id = 'hidaka'",
            "region_id=hidaka fiscal_year=2022",
            "hidaka",
        ),
    ],
    "grant_unit": [(AMOUNT.format(8_150_000, "8,150", 2022), "region_id=hidaka fiscal_year=2022", "8,150")],
    "grant_years": [(YEAR.format(2025, 2024), "region_id=hidaka fiscal_year=2025", "2025")],
    "half_outside_national": [
        (
            "insert into region_member by name select * replace ('soya' as region_id) from region_member "
            "where region_id = 'engaru' limit 2",
            "region_id=engaru",
            "1/3",
        )
    ],
    "member_area": [
        (
            "update region set published_area_km2 = 3533.36 where region_id = 'nemuro'",
            "region_id=nemuro",
            "3533.36",
        )
    ],
    "member_count": [
        ("update region set published_member_count = 6 where region_id = 'nemuro'", "region_id=nemuro", "6"),
        (f"update region_member set left_on = date '2024-03-31' where {MEMBER}", "region_id=nemuro", "5"),
        ("delete from region_member where region_id = 'nemuro'", "region_id=nemuro", "5"),
    ],
    "member_population": [
        (
            "update region set published_population_2020 = 71770 where region_id = 'nemuro'",
            "region_id=nemuro",
            "71770",
        ),
        (f"update region_member set left_on = date '2024-03-31' where {MEMBER}", "region_id=nemuro", "71771"),
        ("delete from region_member where region_id = 'nemuro'", "region_id=nemuro", "71771"),
        (
            "delete from population where municipality_code = '016942' and series = 'census'",
            "region_id=nemuro",
            "71771",
        ),
    ],
    "scheme_colour": [
        (
            "insert into scheme by name select * replace ('next_grant' as scheme_id, '後継の制度' as name, "
            "'s/1:2' as source_row) from scheme where scheme_id = 'kasokuka'",
            "scheme_id=next_grant",
            "#0017C1",
        ),
    ],
    "bureau_dates": [
        (
            "update bureau_member set valid_to = date '2027-04-01' where municipality_code = '016942'; "
            "insert into bureau_member by name select * replace ('空知総合振興局' as subprefecture, "
            "date '2026-04-01' as valid_from, null as valid_to) from bureau_member "
            "where municipality_code = '016942'",
            "municipality_code=016942 subprefecture=空知総合振興局",
            "2026-04-01",
        ),
    ],
    "membership_dates": [
        (
            f"update region_member set joined_on = date '2022-03-29' where {MEMBER}",
            "region_id=nemuro municipality_code=016942",
            "2022-03-29",
        ),
        (
            f"update region_member set left_on = joined_on where {MEMBER}",
            "region_id=nemuro municipality_code=016942",
            "2022-03-30",
        ),
    ],
    "min_fields": [
        ("delete from region_policy_field where region_id = 'hidaka'", "region_id=hidaka", "0"),
        (
            "delete from region_policy_field where region_id = 'hidaka' and field_id <> "
            "(select min(field_id) from region_policy_field where region_id = 'hidaka' and "
            "field_id <> 'other')",
            "region_id=hidaka",
            "1",
        ),
    ],
    "outcome_project": [
        (
            "update project_outcome set region_id = 'soya' where outcome_id = "
            "(select min(outcome_id) from project_outcome where project_id is not null)",
            "outcome_id=",
            "soya",
        )
    ],
    "population_neighbours": [
        (
            f"update population set population = population * 10 {TOWN.format(2035)}",
            "municipality_code=016942 year=2035 series=projection",
            "",
        ),
        (
            f"update population set population = population // 10 {TOWN.format(2035)}",
            "municipality_code=016942 year=2035 series=projection",
            "",
        ),
        (
            f"update population set population = 20 {TOWN.format(2035)}",
            "municipality_code=016942 year=2035 series=projection",
            "20",
        ),
        (
            f"update population set population = 99999 {TOWN.format(2050)}",
            "municipality_code=016942 year=2050 series=projection",
            "99999",
        ),
    ],
    "unlike_peers": [
        # two digits in each other's place: 51,418
        (
            "update population set population = 15418 where municipality_code = '132080' "
            "and series = 'census_preliminary'; update population set population = 51418 "
            "where municipality_code = '132080' and series <> 'census_preliminary'",
            "municipality_code=132080 year=2025 series=census_preliminary",
            "15418",
        ),
        # 函館市 beside its own preliminary count
        (
            REGISTER.format("012025", 424000),
            "municipality_code=012025 year=2025 series=register",
            "424000",
        ),
        # 昭島市 with parts of itself counted twice
        (
            REGISTER.format("132071", 175632),
            "municipality_code=132071 year=2025 series=register",
            "175632",
        ),
        (
            "update staff set headcount = headcount * 2 where area_code = '01' and "
            "department = 'police' and year = 2010",
            "area_code=01 year=2010 department=police",
            "",
        ),
        (
            "update staff set headcount = headcount // 2 where area_code = '01' and "
            "department = 'police' and year = 2024",
            "area_code=01 year=2024 department=police",
            "",
        ),
        # neighbouring digits in each other's place: 230,498 in 2025
        *[
            (
                f"update population set population = {wrong} where municipality_code = '012025' "
                "and series = 'census_preliminary'",
                "municipality_code=012025 year=2025 series=census_preliminary",
                str(wrong),
            )
            for wrong in (203_498, 320_498)
        ],
        # 釧路市: 16,634 children in 2020
        (
            "update population_age set population = 1634 where municipality_code = '012068' "
            "and year = 2020 and age_group = '0-14'",
            "municipality_code=012068 year=2020 series=census sex=both age_group=0-14",
            "1634",
        ),
    ],
    "population_step": [
        # a part of the present territory: 仙台市 before it merged with its neighbours
        (
            "insert into population by name select * replace (1985 as year, 157081 as population) "
            "from population where municipality_code = '041009' and series = 'census' and year = 2020; "
            "insert into population by name select * replace (1980 as year, 127168 as population) "
            "from population where municipality_code = '041009' and series = 'census' and year = 2020",
            "municipality_code=041009 year=1985 series=census",
            "157081",
        )
    ],
    "age_classes": [
        (
            "update population_age set population = population * 2 where municipality_code = '016942' "
            "and year = 2020 and age_group = '15-64'",
            "municipality_code=016942 year=2020 series=census sex=both",
            "",
        ),
        (
            "update population_age set population = population * 3 where municipality_code = '016942' "
            "and year = 2020 and age_group = '75+'",
            "municipality_code=016942 year=2020 series=census sex=both",
            "",
        ),
    ],
    "unknown_age": [
        (
            "update population_age set population = population // 2 where municipality_code = '016942' "
            "and year = 2020 and age_group = '15-64'",
            "municipality_code=016942 year=2020 series=census sex=both",
            "",
        )
    ],
    "staff_of_members": [
        (
            "update staff set headcount = 2000 where area_code = '012025' and year = 2024",
            "area_code=01 year=2024 department=general_administration_municipalities",
            "",
        )
    ],
    "population_age_total": [
        (
            REGISTER.format("012025", 230000)
            + """;
            insert into population_age by name
            select municipality_code, year, as_of, series, edition, source_id, source_row,
                'both' as sex, age_group, 230001 as population
            from population where series = 'register'""",
            "municipality_code=012025 year=2025 series=register",
            "230001",
        ),
    ],
    "area_other_editions": [
        (
            "insert into area by name select * replace (date '2030-01-01' as as_of, 867.77 as area_km2) "
            "from area where municipality_code = '012025' and as_of = date '2026-01-01'",
            "municipality_code=012025 as_of=2030-01-01",
            "867.77",
        ),
    ],
    "staff_neighbours": [
        (
            "update staff set headcount = headcount * 10 where area_code = '01' and "
            "department = 'police' and year = 2010",
            "area_code=01 year=2010 department=police",
            "",
        )
    ],
    "scheme_described": [
        (
            "delete from scheme_rule; update scheme set payer = null, source_row = "
            "(select source_row from region where region_id = 'hidaka') where scheme_id = 'kasokuka'",
            "scheme_id=kasokuka",
            "kasokuka",
        )
    ],
    "survey_minimum": [
        (
            f"{SURVEYED} update survey_answer set value = 2 where survey_id = '{NOW}' and value = 3 "
            "and question_id = 'present' and municipality_code = '012092'",
            "survey_id=staff_2026 municipality_code=012092 question_id=present",
            "2",
        ),
        (
            f"{SURVEYED} update survey_total set value = 1 where {REQUIRED}",
            "survey_id=staff_2026 area_level=all area_id= together= question_id=required",
            "1",
        ),
    ],
    "survey_total": [
        # 23 nurses required, 19 of them at three that are shown
        (
            f"{SURVEYED} update survey_total set value = 18 where {REQUIRED}",
            "survey_id=staff_2026 area_level=all area_id= question_id=required",
            "18",
        ),
        (
            f"{SURVEYED} update survey_total set answered = 4 where {REQUIRED}",
            "survey_id=staff_2026 area_level=all area_id= question_id=required",
            "23",
        ),
        (
            f"{SURVEYED} update survey_answer set value = 7 where survey_id = '{NOW}' "
            "and question_id = 'required' and occupation_id = 'civil_engineer' and value = 6",
            "survey_id=staff_2026 area_level=subprefecture area_id=空知総合振興局 question_id=required",
            "13",
        ),
    ],
}
CASES = [(name, *case) for name, cases in BROKEN.items() for case in cases]
BY_NAME = {file.name: file for file in FILES}


def broken(board: Board, file: SqlFile) -> list[dict[str, object]]:
    cursor = board.connection.execute(file.select)
    names = tuple(column[0] for column in cursor.description)
    assert names == COLUMNS
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_check_has_a_broken_example(file: SqlFile) -> None:
    assert BROKEN.get(file.name), f"{file.name}: add a broken example to BROKEN"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_check_is_silent_on_the_shipped_data_but_for_what_was_accepted(board: Board, file: SqlFile) -> None:
    rows = {(row["source_row"], row["value"], row["row_key"]) for row in broken(board, file)}
    accepted = board.rows("select source_row, value, row_key from accepted_doubt where rule = ?", file.name)
    assert rows == set(accepted)
    assert not rows or file.header.severity == "doubt"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_check_says_how_grave_it_is_and_what_it_looks_at(file: SqlFile) -> None:
    assert file.header.severity in {"error", "doubt"}
    assert file.header.scope in {"row", "set"}


def test_an_amount_typed_in_yen_is_named(board: Board) -> None:
    board.change(AMOUNT.format(8_100_000_000, "8100000", 2022))
    [row] = broken(board, BY_NAME["grant_cap"])
    assert str(row["expected"]).endswith("円で書いた額なら 8,100 千円です")
    assert str(row["expected_en"]).endswith("if written in yen, it is 8,100 thousand yen")


def test_registered_and_counted_people_are_no_neighbours(board: Board) -> None:
    """Of an evacuated town thousands are registered and few live there: the census is not in doubt for it."""
    before = {str(row) for row in broken(board, BY_NAME["population_neighbours"])}
    for year in (2019, 2021):
        board.change(REGISTER.format("016942", 50_000).replace("2025", str(year)))
    assert {str(row) for row in broken(board, BY_NAME["population_neighbours"])} == before


@pytest.fixture(scope="module")
def as_built() -> dict[str, set[str]]:
    """What each check finds in the tables as they were built, once for all its examples."""
    return {}


@pytest.mark.parametrize(("name", "statement", "key", "value"), CASES)
def test_check_finds_the_broken_row(
    board: Board, as_built: dict[str, set[str]], name: str, statement: str, key: str, value: str
) -> None:
    if name not in as_built:
        as_built[name] = {str(row) for row in broken(board, BY_NAME[name])}
    before = as_built[name]
    board.change(statement)
    new = [row for row in broken(board, BY_NAME[name]) if str(row) not in before]
    assert new
    hit = [row for row in new if str(row["row_key"]).startswith(key)]
    assert hit, [row["row_key"] for row in new]
    assert not value or value in {row["value"] for row in hit}
    for row in new:
        # what etl.doubts needs: a place under data/sources, and words in both languages
        source, path, number = place(str(row["source_row"]))
        assert path.startswith(f"data/sources/{source}/")
        assert number > 1
        assert all(isinstance(row[column], str) for column in COLUMNS), row
        assert row["column_name"]
        assert row["expected"]
        assert row["expected_en"]
