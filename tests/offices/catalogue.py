"""The offices that every page, slide and sheet must bear: from nothing at all to sixty regions."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from tests.offices.office import Area, Office

_SOURCES = Path(__file__).resolve().parents[2] / "data" / "sources"
_BUREAUS = _SOURCES / "hokkaido_subprefectures" / "subprefectures.csv"
# the folder of an office's own tables: not a name that the board could know
OWN = "our_own_tables"
# examples of other prefectures, which any office may keep
_EXAMPLES = ("akita_cooperation_2023", "nagasaki_study_group_2020")
_GRANT, _CORE, _SETTLEMENT, _COUNCIL = "広域連携加速化事業", "連携中枢都市圏", "定住自立圏", "推進会議"
_COAST = ("楢葉町", "富岡町", "大熊町", "双葉町", "浪江町", "葛尾村")


@cache
def _towns(prefecture: str) -> tuple[str, ...]:
    """The codes of its municipalities, in the order of the national list."""
    with (_SOURCES / "municipality_codes" / "municipalities.csv").open(encoding="utf-8-sig") as file:
        return tuple(
            row["municipality_code"] for row in csv.DictReader(file) if row["prefecture"] == prefecture
        )


def _bureau(name: str) -> tuple[str, ...]:
    """Its municipalities; some others of Hokkaido where the list of bureaus was taken away."""
    if not _BUREAUS.is_file():
        return _towns("北海道")[:23]
    with _BUREAUS.open(encoding="utf-8-sig") as file:
        return tuple(row["municipality_code"] for row in csv.DictReader(file) if row["subprefecture"] == name)


def _grants(prefecture: str, count: int) -> tuple[Area, ...]:
    """`count` regions with grants out of one prefecture, its municipalities dealt out evenly."""
    towns = _towns(prefecture)
    size = max(len(towns) // count, 2)
    return tuple(
        Area(
            f"area_{n:02}",
            f"第{n}連携地域",
            f"Joint Area {n}",
            _GRANT,
            prefecture,
            tuple(towns[(n - 1) * size % len(towns) :][:size]),
        )
        for n in range(1, count + 1)
    )


def _nagano() -> tuple[Area, ...]:
    towns = _towns("長野県")
    national = (
        Area("ueda", "上田地域定住自立圏", "Ueda Area", _SETTLEMENT, "長野県", ("202037", "104256"), False),
        Area("nagano", "長野地域連携中枢都市圏", "Nagano Area", _CORE, "長野県", towns[:1], False),
    )
    return (*_grants("長野県", 10)[2:], *national)


def _offices() -> Iterable[Office]:
    kamikawa = Area(
        "kamikawa",
        "上川管内地域連携・協創推進会議",
        "Kamikawa Council",
        _COUNCIL,
        "北海道",
        _bureau("上川総合振興局"),
        granted=False,
    )
    coast = (
        Area("coast", "双葉沿岸連携地域", "Futaba Coast", _GRANT, "福島県", _COAST),
        Area("hirono", "広野川内連携地域", "Hirono and Kawauchi", _GRANT, "福島県", ("広野町", "川内村")),
        Area("aizu", "会津連携地域", "Aizu", _GRANT, "福島県", ("会津若松市", "磐梯町", "猪苗代町")),
    )
    border = (
        Area("asama", "浅間連携地域", "Asama", _GRANT, "長野県", ("203211", "203238", "104256")),
        Area("tsumagoi", "草津連携地域", "Kusatsu", _GRANT, "群馬県", ("104248", "104264")),
    )
    bureaus = (_BUREAUS.parent.name,) if _BUREAUS.is_file() else ()
    nagano, hokkaido = ("長野県",), ("北海道",)
    three = _grants("長野県", 30)[:3]
    yield Office("nothing")
    yield Office("one", _grants("長野県", 30)[:1], shipped=_EXAMPLES, prefectures=nagano)
    yield Office("twenty_two", _grants("長野県", 22), shipped=_EXAMPLES, prefectures=nagano)
    yield Office("sixty", _grants("北海道", 60), shipped=(*_EXAMPLES, *bureaus), prefectures=hokkaido)
    yield Office(
        "council",
        (kamikawa,),
        projects=False,
        shortages=False,
        fields=False,
        shipped=bureaus,
        prefectures=hokkaido,
    )
    yield Office("fukushima", coast, prefectures=("福島県",))
    yield Office("nagano", _nagano(), shipped=_EXAMPLES, prefectures=(*nagano, "群馬県"))
    yield Office("border", border, prefectures=("長野県", "群馬県"))
    yield Office("no_cases", three, prefectures=nagano)
    yield Office("no_projects", three, projects=False, shipped=_EXAMPLES, prefectures=nagano)
    yield Office("no_shortages", three, shortages=False, shipped=_EXAMPLES, prefectures=nagano)
    yield Office("no_grants", _ungranted(three), shipped=_EXAMPLES, prefectures=nagano)
    yield Office("undated", three, as_of=None, shipped=_EXAMPLES, prefectures=nagano)
    yield Office(
        "no_statistics",
        _grants("長野県", 30)[:2],
        leave_out=(
            "census_1980_2020",
            "census_2025_preliminary",
            "gsi_area_2015",
            "gsi_area_2026",
            "ipss_projection_2023",
            "staff_quota_survey",
            "staff_by_municipality",
            "census_ages",
        ),
        prefectures=nagano,
    )


def _ungranted(areas: Sequence[Area]) -> tuple[Area, ...]:
    """The same areas under a national scheme, to which no grant of the prefecture goes."""
    return tuple(
        Area(area.region_id, area.name, area.name_en, _SETTLEMENT, area.prefecture, area.members, False)
        for area in areas
    )


OFFICES: dict[str, Office] = {office.name: office for office in _offices()}
# those that the short run draws, besides the invented prefecture; the others are drawn by the long one
QUICK = ("nothing", "twenty_two", "council", "nagano")
