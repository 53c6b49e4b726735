"""Every finding says what the mart says, computed again by SQL of the test's own."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from dashboard.mart import Build
from dashboard.nouns import FIELDS, OCCUPATIONS, listed
from dashboard.panel import prepare
from dashboard.panels import PANELS
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang
from tests.conftest import Mart
from tests.dashboard.amounts import in_thousands
from tests.dashboard.sentences import Sentences, index_rank, indices, members, outlook

NO_GRANT = {
    "ja": "この地域に交付の記載はない（国の制度の圏域は対象外）",
    "en": "No grant is recorded for this region (areas under national schemes are not eligible)",
}
NOTHING = {"ja": "この条件に当たる値はない", "en": "No figures for this selection"}


def _grants_by_year(t: Sentences) -> list[str]:
    years = dict(
        t.rows(
            """select fiscal_year, sum(amount_yen) from disbursement
            where status = 'actual' and {of} group by 1"""
        )
    )
    if not years:
        return [NO_GRANT[t.lang]]
    last = max(years)
    parts = [f"{int(years[last]) // 1000:,}", t.year(last, short=True)]
    paid = dict(
        t.rows("select fiscal_year, count(*) from disbursement where status = 'actual' and {of} group by 1")
    )
    if t.region:
        if years[last] == max(years.values()) and list(years.values()).count(years[last]) == 1 < len(years):
            parts.append(t.say(f"実績{len(years)}年度のうち最も多い", f"the most of {len(years)} years"))
    else:
        # 3, 6, 7 and 8 regions: no year is above another
        assert len(set(paid.values())) > 1
        for year in (min(years), last):
            of = t.say(f"{paid[year]}地域で", f"for {paid[year]} regions")
            parts += [of, f"{int(years[year]) // 1000:,}", t.year(year, short=True)]
    for year, yen, of in t.rows(
        """select fiscal_year, sum(amount_yen), count(*) from disbursement
        where status in ('planned', 'undecided') and {of} group by fiscal_year, status"""
    ):
        parts.append(t.year(year, short=True))
        if yen is None:
            parts.append(t.say("未定", "undecided"))
        else:
            parts.append(f"{int(yen) // 1000:,}")
        if not t.region:
            parts.append(t.say(f"{of}地域", f"{of} region"))
    return parts


def _cap_use(t: Sentences) -> list[str]:
    used = t.mart.rows(
        """select region_id, 100.0 * sum(amount_yen) / (count(*) * 10000000) from disbursement
        where status = 'actual' group by 1"""
    )
    mine = dict(used).get(t.region)
    if mine is not None:
        place, ties = 1 + sum(v > mine for _, v in used), sum(v == mine for _, v in used)
        shared = t.say(f"、同じ値{ties}）", f", shared by {ties})") if ties > 1 else t.say("順）", "first)")
        return [
            t.one("select {name} from region where {of}"),
            f"{mine + 1e-9:.1f}",
            t.say(f"{len(used)}地域中{place}位", f"rank {place} of {len(used)}"),
            t.say(
                f"{t.year(2020, True)}～{t.year(2023, True)}の実績、大きい順",
                f"actual, {t.year(2020, True)}-{t.year(2023, True)}, highest first",
            ),
            shared,
        ]
    full = t.mart.rows(
        f"""select {t.name} from region join disbursement using (region_id) where status = 'actual'
        group by region_id, {t.name} having min(amount_yen) = 10000000"""
    )
    assert full
    many = t.say(f"{len(used)}地域のうち{len(full)}地域", f"{len(full)} of {len(used)} regions")
    return [*(name for (name,) in full), many]


def _attention(t: Sentences) -> list[str]:
    undecided = t.one("select count(*) from disbursement where status = 'undecided' and {of}")
    five = t.one(
        "select count(*) from (select 1 from disbursement where {of} group by region_id having count(*) >= 5)"
    )
    full = t.one(
        """select count(*) from (select 1 from disbursement where status = 'actual' and amount_yen = 10000000
        and {of} group by region_id having count(*) >= 4)"""
    )
    zero = t.one("select count(*) from disbursement where amount_yen = 0 and {of}")
    unclear = t.one(
        "select count(distinct region_id) from main.recruitment where measure = 'unclear' and {of}"
    )
    half = sum(index < 50 for _, index in indices(t))
    flagged = t.one(
        """select count(*) from disbursement where {of}
        and source_row in (select source_row from accepted_doubt)"""
    )
    ended = t.one(
        f"""select count(*) from region where scheme_id = 'kasokuka' and {{of}}
        and vision_on + interval 5 year < date '{os.environ["RENKEI_TODAY"]}'"""
    )
    total = undecided + five + full + zero + unclear + half + flagged + ended
    if not total:
        return [t.say("確かめる点はない", "Nothing to look into")]
    return [t.say(f"確かめる点は{total}件", f"{total} point{'' if total == 1 else 's'}")]


def _by_region(t: Sentences) -> list[str]:
    best = t.one("select max(amount_yen) from disbursement where status = 'actual' and {of}")
    if best is None:
        return [NO_GRANT[t.lang]]
    top = t.names(
        """select {name} from disbursement join region using (region_id)
        where status = 'actual' and amount_yen = """
        + str(best)
        + " and {of}"
    )
    parts = [f"{best // 1000:,}"]
    paid = t.one("select count(*) from disbursement where status = 'actual' and {of}")
    most = t.one(
        "select count(*) from disbursement where status = 'actual' and {of} and amount_yen = " + str(best)
    )
    if t.region and paid > 1 and most == paid:
        parts.append(t.say(f"{paid}年度（", "both years" if paid == 2 else f"all {paid} years"))
    elif t.region and paid > 1 and most > 1 and 2 * most >= paid:
        parts.append(t.say(f"{paid}年度のうち{most}", f"{most} of {paid} years"))
    elif paid > 1:
        parts.append(t.say(f"{paid}{'年度' if t.region else '件'}中", f"of {paid} "))
    if not t.region:
        assert len(top) <= 3
    parts += top
    for name, year in t.rows(
        """select {name}, fiscal_year from disbursement join region using (region_id)
        where amount_yen = 0 and {of}"""
    ):
        parts += [t.say(f"{name}の{t.year(year)}は0円", f"{name} received ¥0 in {t.year(year)}")]
    return parts


def _cumulative(t: Sentences) -> list[str]:
    rows = t.rows(
        """select {name}, sum(amount_yen) as yen from disbursement join region using (region_id)
        where status = 'actual' and {of} group by all order by yen desc"""
    )
    if not rows:
        return [NO_GRANT[t.lang]]
    parts = [rows[0][0], f"{int(rows[0][1]) // 1000:,}"]
    if t.region:
        return parts
    years = t.rows("select {name}, count(*) from disbursement join region using (region_id) "
                   "where status = 'actual' and {of} group by 1")  # fmt: skip
    own, counts = dict(years)[rows[0][0]], sorted(dict(years).values())
    parts.append(t.say(f"{own}年度の合計", f"in {own} years"))
    parts.append(t.say(f"{len(rows)}地域中", f"of {len(rows)} regions"))
    parts.append(t.say(f"{counts[0]}～{counts[-1]}", f"{counts[0]} to {counts[-1]} years"))
    return parts


def _grant_table(t: Sentences) -> list[str]:
    if not t.one("select count(*) from disbursement where {of}"):
        return [NO_GRANT[t.lang]]
    rows = t.rows(
        """select {name}, fiscal_year from disbursement join region using (region_id)
        where amount_yen is null and {of}"""
    )
    return [f"{name} {t.year(year)}" for name, year in rows] or [
        t.say("未定な年度はない", "No year is undecided")
    ]


def _scheme_rules(t: Sentences) -> list[str]:
    names = t.rows("select distinct {name} from disbursement join region using (region_id) where {of}")
    if not names:
        return [NO_GRANT[t.lang]]
    # the rules that can be checked on the grants alone, here once more; the others are tested with the view
    broken = t.one(
        """select count(*) from disbursement where {of} and (amount_yen > 10000000 or amount_yen % 100000 <> 0
            or fiscal_year not between 2020 and 2024)"""
    ) + t.one(
        "select count(*) from (select 1 from disbursement where {of} group by region_id having count(*) > 5)"
    )
    assert broken == 0
    rules = t.mart.scalar("select count(distinct rule_id) from kpi.scheme_check")
    assert rules == 7
    # cap and unit of a region whose amount of a year is undecided: no verdict
    undecided = 2 * t.one(
        "select count(distinct region_id) from disbursement where {of} and status = 'undecided'"
    )
    every = rules * len(names)
    if undecided:
        met = every - undecided
        return [
            t.say(
                f"当てた規則{every}件のうち、満たすもの{met}、満たさないもの0、判定できないもの{undecided}",
                f"Of {every} rules applied to",
            ),
            t.say("", f"{met} hold, 0 do not, {undecided} cannot be judged"),
        ]
    who = names[0][0] if len(names) == 1 else t.say(f"{len(names)}地域は", f"{len(names)} regions")
    return [who, t.say(f"規則{every}件をすべて満たす", f"All {every} rules applied to")]


def _most_often(t: Sentences, table: str, item: str, key: str, order: str) -> tuple[int, list[str]]:
    rows = t.rows(
        f"""select item.{{name}}, count(*) as n from {table} join {item} as item using ({key})
        where {{of}} group by item.{{name}}, item.{order} order by item.{order}"""
    )
    most = max((n for _, n in rows), default=0)
    return most, [name for name, n in rows if n == most]


def _shortage(t: Sentences) -> list[str]:
    most, names = _most_often(t, "reported_shortage", "occupation", "occupation_id", "sort_order")
    if not most:
        return [t.say("足りていることを意味しない", "does not mean there is none")]
    count = (
        t.say(f"{len(names)}職種", str(len(names)))
        if t.region
        else t.say(f"11地域中{most}地域", f"{most} of 11")
    )
    return [listed(names, OCCUPATIONS, t.lang), count]


def _fields(t: Sentences) -> list[str]:
    most, names = _most_often(t, "region_policy_field", "policy_field", "field_id", "sort_order")
    if t.region:
        return [
            listed(names, FIELDS, t.lang),
            t.say(f"11分野のうち{len(names)}分野", f"{len(names)} of 11 fields"),
        ]
    unused = t.names(
        "select {name} from policy_field where field_id not in (select field_id from region_policy_field)"
    )
    return [*names, t.say(f"11地域中{most}地域", f"{most} of 11 regions"), *unused]


def _recruitment(t: Sentences) -> list[str]:
    rows = t.rows(
        """select o.{name}, max(headcount) filter (fiscal_year = 2024)
            - max(headcount) filter (fiscal_year = 2023) as d
        from main.recruitment join occupation as o using (occupation_id)
        where {of} group by all order by d desc"""
    )
    if not rows:
        return [t.say("採用の記載はない", "No recruitment is reported")]
    assert rows[0][1] > rows[1][1]
    many = t.say(f"{len(rows)}職種中", f"of {len(rows)} occupations")
    return [
        rows[0][0],
        f"+{rows[0][1]}",
        (" to " if t.lang == "en" else "→").join(t.year(year, True) for year in (2023, 2024)),
        many,
        t.say("判別できない", "unclear"),
    ]


def _staff_trend(t: Sentences) -> list[str]:
    """From 2001 on: the departments were others before. The strong line stands first."""
    rows = t.mart.rows(
        """select department, 100.0 * arg_max(headcount, year) / arg_min(headcount, year) as i,
            min(year), max(year)
        from staff where area_code = '01' and year >= 2001 group by 1 order by i"""
    )
    department, index, first, last = rows[0]
    assert department == "general_administration_prefecture"
    strong = next(value for name, value, _, _ in rows if name == "general_administration_municipalities")
    name = t.say("一般行政（道府県）", "General administration (prefecture)")
    own = t.say(f"市町村分）の指数は{strong:.1f}", f"(municipalities): index {strong:.1f}")
    return [
        own,
        name,
        f"{index:.1f}",
        str(first),
        str(last),
        t.say(f"{len(rows)}部門中", f"of {len(rows)} dep"),
    ]


def _survey(t: Sentences) -> list[str]:
    assert t.mart.scalar("select count(*) from survey_answer") == 0
    return [t.say("未登録", "not registered")]


def _timeline(t: Sentences) -> list[str]:
    year, planned, waiting = t.rows(
        """select fiscal_year, count(*) filter (state = 'planned'),
            count(*) filter (state in ('under_review', 'undecided'))
        from project_year join project using (project_id) where {of} group by 1 order by 1 desc limit 1"""
    )[0]
    plural = "" if planned == 1 else "s"
    return [
        t.year(year),
        t.say(f"予定のある事業が{planned}、", f"{planned} project{plural} planned"),
        t.say(f"未定が{waiting}", f"{waiting} under review"),
    ]


def _register(t: Sentences) -> list[str]:
    projects = t.one("select count(*) from project where {of}")
    kinds = "select count(*) from project_outcome where project_id is not null and {of} and certainty = "
    good, hoped, bad = (
        t.one(f"{kinds}{kind}") for kind in ("'achieved'", "'expected'", "'stated' and kind = 'difficulty'")
    )
    parts = [t.say(f"{projects}事業", f"{projects} project"), t.say(f"困難{bad}件", f"{bad} difficult"),
             t.say(f"得られた成果{good}件", f"{good} outcome")]  # fmt: skip
    return [*parts, t.say(f"見込まれる成果{hoped}件", f"{hoped} expected")] if hoped else parts


TRUTH: dict[str, Callable[[Sentences], list[str]]] = {
    "grants_by_year": _grants_by_year,
    "cap_use": _cap_use,
    "attention": _attention,
    "grants_by_region": _by_region,
    "cumulative": _cumulative,
    "grant_table": _grant_table,
    "scheme_rules": _scheme_rules,
    "shortage_matrix": _shortage,
    "recruitment": _recruitment,
    "staff_trend": _staff_trend,
    "survey_status": _survey,
    "population_outlook": outlook,
    "index_rank": index_rank,
    "members_ranked": members,
    "field_matrix": _fields,
    "project_timeline": _timeline,
    "register": _register,
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("panel_id", sorted(TRUTH))
def test_the_finding_is_true_for_every_region_and_for_all(
    panel_id: str, lang: Lang, mart: Mart, build: Build, regions: list[str]
) -> None:
    for region in (None, *regions):
        said = prepare(PANELS[panel_id], State(lang=lang, region=region), build).title
        said += f" {in_thousands(said)}"  # amounts as the rows have them too
        parts = TRUTH[panel_id](Sentences(mart, region, lang))
        assert parts
        assert [part for part in parts if part not in said] == [], (region, said)
        if panel_id == "population_outlook":  # the lowest is named first, each beside its own figure
            places = [said.index(part) for part in parts[1:]]
            assert places == sorted(places), (region, said)


@pytest.mark.parametrize("region", ["ishikari", "soya", "kushiro"])
def test_a_region_with_expected_outcomes_alone_is_said_to_have_achieved_none(
    build: Build, region: str
) -> None:
    data = prepare(PANELS["register"], State(region=region), build)
    assert "得られた成果0件、見込まれる成果2件" in data.title
    assert [row["achieved_texts"] for row in data.rows] == [None]
    english = prepare(PANELS["register"], State(lang="en", region=region), build)
    assert "0 outcomes achieved, 2 expected" in english.title
