"""The cards of every page: at most four in a row, each with a comparison and an as-of."""

from __future__ import annotations

from dashboard.card import Card
from dashboard.panels.cards import grants, others, people, ranks, staff, trust, work
from dashboard.panels.cards.common import CENSUS, GRANTED, PROJECTION, SHORT
from dashboard.text import T

_INDEX = ranks.rank(
    "rank_index", "population_index_2050", T("2050年の人口指数", "Population index 2050"), True, *PROJECTION
)
_AGED = ranks.rank(
    "rank_aged", "aged_share_2050_pct", T("2050年の65歳以上", "Aged 65+ in 2050"), True, *PROJECTION
)
_GRANT = ranks.rank(
    "rank_grant", "yen_per_resident", T("住民一人当たり交付額", "Grant per resident"), False, *GRANTED
)
_CAP = ranks.rank("rank_cap", "cap_use_pct", T("上限に対する割合", "Use of the cap"), False, *GRANTED)
# the sheet of one region tells the median and the prefecture themselves
_SHEET = tuple(
    ranks.rank(f"sheet_{name}", indicator, label, True, *source, told=True)
    for name, indicator, label, source in (
        ("people", "population_2020", T("人口（2020年）", "Population 2020"), CENSUS),
        ("index", "population_index_2050", T("2050年の人口指数", "Population index 2050"), PROJECTION),
        ("aged", "aged_share_2050_pct", T("2050年の65歳以上", "Aged 65+ in 2050"), PROJECTION),
        ("grant", "yen_per_resident", T("住民一人当たり交付額", "Grant per resident"), GRANTED),
        ("cap", "cap_use_pct", T("上限に対する割合", "Use of the cap"), GRANTED),
        ("short", "shortage_count", T("不足と記された職種", "Occupations reported short"), SHORT),
    )
)

CARDS: dict[str, tuple[Card, ...]] = {
    "overview": (grants.granted, people.reach, people.index, staff.short),
    "compare": (_INDEX, _AGED, _GRANT, _CAP),
    "disbursements": (grants.granted, grants.planned, grants.cap, grants.last_year),
    "staffing": (staff.occupations, staff.hired, staff.staff_index, staff.staff_rate),
    "population": (
        people.index,
        people.aged,
        people.under("2000", "2千", "2,000"),
        people.under("5000", "5千", "5,000"),
    ),
    "fields": (work.active, work.fields, work.idle),
    # the sheet of one region: two rows of three
    "profile": _SHEET,
    "cases": (others.cases, others.compared, others.largest),
    "analyst": (others.views, others.described, others.read),
    "data": (trust.sources, trust.oldest, trust.accepted),
}

__all__ = ["CARDS"]
