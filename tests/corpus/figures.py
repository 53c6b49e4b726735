"""Cases of figures: digits, dates and units written in other ways, rightly and wrongly."""

from __future__ import annotations

from tests.corpus.case import RIGHT
from tests.corpus.change import (
    AREA,
    PEOPLE,
    SIGNED,
    WIDE,
    YEN,
    Change,
    above,
    below,
    both,
    case,
    every,
    put,
    rename,
)
from tests.corpus.good import (
    AREAS,
    CENSUS,
    COUNT,
    GRANTS,
    HIRED,
    RATES,
    REGIONS,
    STAFF,
    YEARS,
)

DIGITS = [
    case("digits", "full width", GRANTS, every(YEN, lambda c: c.translate(WIDE)), RIGHT),
    case("digits", "full width", COUNT, every("population", lambda c: c.translate(WIDE)), RIGHT),
    case("digits", "thousands commas", CENSUS, every("population", lambda c: f"{int(c):,}"), RIGHT),
    case(
        "digits",
        "full-width commas",
        STAFF,
        every("headcount", lambda c: f"{int(c):,}".replace(",", "，")),
        RIGHT,
    ),
    case("digits", "spaces and line ends around", GRANTS, every(YEN, lambda c: f"　{c}\n"), RIGHT),
    case("digits", "trailing note mark", GRANTS, put(2, YEN, "10,000*"), RIGHT),
    case("digits", "note mark with its number", GRANTS, put(2, YEN, "10,000※1"), RIGHT),
    case("digits", "invisible marks", GRANTS, put(2, YEN, "10,\u200b000\ufeff"), RIGHT),
    case("digits", "two numbers on two lines", GRANTS, put(2, YEN, "12\n3"), "amount", 2, YEN),
    case(
        "digits",
        "two numbers, a mark without width between",
        GRANTS,
        put(2, YEN, "12\u200b3"),
        "amount",
        2,
        YEN,
    ),
    case(
        "digits",
        "two numbers, a soft hyphen between",
        GRANTS,
        put(2, YEN, "12\u00ad3"),
        "amount",
        2,
        YEN,
    ),
    case("digits", "comma and space", GRANTS, put(2, YEN, "12, 300"), "amount", 2, YEN),
    case("digits", "a thousands comma too early", GRANTS, put(2, YEN, "1,23"), "amount", 2, YEN),
    case("digits", "circled twelve", GRANTS, put(2, YEN, "⑫"), "amount", 2, YEN),
    case("digits", "decimals of nothing", COUNT, put(2, "population", "1964034.0"), RIGHT),
    case("digits", "percent sign under a header in percent", RATES, put(2, "値（％）", "26.9％"), RIGHT),
    case(
        "digits",
        "note mark before that may be a note's number",
        GRANTS,
        put(13, YEN, "※18,100"),
        "amount",
        13,
        YEN,
    ),
    case("digits", "letter O", GRANTS, put(13, YEN, "8,10O"), "amount", 13, YEN, "8,100"),
    case(
        "digits", "letter l", COUNT, put(3, "population", "2304l8"), "not_readable", 3, "population", "230418"
    ),
    case("digits", "ideographic comma", GRANTS, put(2, YEN, "10、000"), "amount", 2, YEN, "10,000"),
    case("digits", "comma at the wrong place", GRANTS, put(2, YEN, "1,0000"), "amount", 2, YEN),
    case("digits", "circled note number", GRANTS, put(2, YEN, "10,000①"), "amount", 2, YEN),
    case("digits", "superscript", AREAS, put(2, "area_km2", "1121.26²"), "not_readable", 2, "area_km2"),
    case("digits", "two numbers in a cell", GRANTS, put(3, YEN, "600 400"), "amount", 3, YEN),
    case("digits", "negative by triangle", GRANTS, put(2, YEN, "▲10,000"), "amount", 2, YEN),
    case("digits", "negative by white triangle", HIRED, put(4, "人数（人）", "△1"), "min", 4, "headcount"),
    case("digits", "negative by brackets", GRANTS, put(2, YEN, "(10,000)"), "amount", 2, YEN),
    case("digits", "exponent", CENSUS, put(2, "population", "1.91E+06"), "not_readable", 2, "population"),
    case("digits", "twenty digits", COUNT, put(2, "population", "1" * 20), "not_readable", 2, "population"),
    case(
        "digits", "four hundred digits", AREAS, put(2, "area_km2", "9" * 400), "not_readable", 2, "area_km2"
    ),
    case(
        "digits", "half a person", COUNT, put(2, "population", "1964034.5"), "not_readable", 2, "population"
    ),
    case(
        "digits", "unit in the cell", REGIONS, put(4, PEOPLE, "63372人"), "not_readable", 4, PEOPLE, "63372"
    ),
    case("digits", "about", GRANTS, put(2, YEN, "約10,000"), "amount", 2, YEN, "10,000"),
    case("digits", "kanji numerals", HIRED, put(3, "人数（人）", "二"), "not_readable", 3, "人数（人）"),
    case(
        "digits",
        "percent sign under a count",
        COUNT,
        put(2, "population", "12%"),
        "not_readable",
        2,
        "population",
    ),
    case("digits", "decimal comma", REGIONS, put(3, AREA, "3562,56"), "not_readable", 3, AREA),
    case(
        "digits", "a digit too many", STAFF, put(2, "headcount", "664380"), "staff_neighbours", 2, "headcount"
    ),
    case("digits", "a zero too many", GRANTS, put(13, YEN, "81,000"), "grant_cap", 13, YEN),
    case(
        "digits", "members do not add up", REGIONS, put(4, PEOPLE, "63,327"), "member_population", 4, PEOPLE
    ),
]
DIGITS[-3] = case(
    "digits",
    "ten times its neighbours",
    COUNT,
    put(3, "population", "2304980"),
    "population_neighbours",
    3,
    "population",
)

DATES = (
    [
        case("dates", f"{text}", REGIONS, put(4, SIGNED, text), RIGHT)
        for text in (
            "R3.1.7",
            "2021-01-07",
            "2021/1/7",
            "令和３年１月７日",
            "令和3年 1月\n7日",
            "44203",
            "2021年1月7日",
            "R３．１．７",
        )
    ]
    + [
        case("dates", f"{text}", REGIONS, put(4, SIGNED, text), "not_readable", 4, SIGNED)
        for text in (
            "令和3年2月30日",
            "平成33年1月7日",
            "3/1/7",
            "1月7日",
            "令和3年1月",
            "2021-13-01",
            "令和3年1月7日頃",
            "R3.1.7①",
        )
    ]
    + [
        case(
            "dates",
            "western years in 和暦",
            CENSUS,
            every("year", lambda c: f"平成{int(c) - 1988}年" if int(c) < 2019 else "令和2年"),
            RIGHT,
        ),
        case(
            "dates",
            "years as R and H",
            STAFF,
            every("year", lambda c: f"R{int(c) - 2018}" if int(c) > 2019 else f"H{int(c) - 1988}"),
            RIGHT,
        ),
        case(
            "dates",
            "fiscal years in Western years",
            GRANTS,
            every("年度", lambda c: str(2018 + int("".join(filter(str.isdigit, c))))),
            RIGHT,
        ),
        case(
            "dates",
            "fiscal years as FY",
            HIRED,
            every("年度", lambda c: "FY2023" if "５" in c else "FY2024"),
            RIGHT,
        ),
        case("dates", "a fiscal year of two digits", GRANTS, put(2, "年度", "2"), "not_readable", 2, "年度"),
        case(
            "dates", "a year that never came", GRANTS, put(2, "年度", "平成32年度"), "not_readable", 2, "年度"
        ),
        case("dates", "a year of two digits", CENSUS, put(2, "year", "10"), "not_readable", 2, "year"),
        case(
            "dates",
            "a date for a fiscal year",
            YEARS,
            put(2, "年度", "2020-04-01"),
            "not_readable",
            2,
            "年度",
        ),
    ]
)


def yen(factor: float) -> Change:
    """The amounts in another unit: 10,000 千円 is 10 百万円."""

    def say(cell: str) -> str:
        if cell == "未定":
            return cell
        value = int(cell.replace(",", "")) * factor
        return f"{value:,.0f}" if value == int(value) else f"{value:g}"

    return every(YEN, say)


UNITS = [
    case(
        "units",
        "amounts in yen, said by the header",
        GRANTS,
        both(yen(1000), rename(YEN, "金額（円）")),
        "grant_neighbours",
        3,
        YEN,
    ),
    case(
        "units",
        "amounts in millions, said by the header",
        GRANTS,
        both(yen(0.001), rename(YEN, "金額（百万円）")),
        "grant_neighbours",
        3,
        YEN,
    ),
    case("units", "half-width brackets", GRANTS, rename(YEN, "金額(千円)"), RIGHT),
    case("units", "the unit with its word", GRANTS, rename(YEN, "金額（単位：千円）"), RIGHT),
    case(
        "units",
        "unit in a caption",
        GRANTS,
        both(rename(YEN, "金額"), above("交付額の一覧", "（単位：千円）")),
        RIGHT,
    ),
    case("units", "unit alone in a caption", GRANTS, both(rename(YEN, "金額"), above("【千円】")), RIGHT),
    case(
        "units",
        "yen in a caption",
        GRANTS,
        both(yen(1000), rename(YEN, "金額"), above("単位：円")),
        "grant_neighbours",
        4,
        YEN,
    ),
    case("units", "people in a caption", COUNT, above("（単位：人）"), RIGHT),
    case("units", "unit in a note below", GRANTS, both(rename(YEN, "金額"), below("単位：千円")), RIGHT),
    case("units", "no unit anywhere", GRANTS, rename(YEN, "金額"), "unit_missing", 1, "金額"),
    case(
        "units",
        "two units",
        GRANTS,
        both(rename(YEN, "金額"), above("単位：千円、百万円")),
        "unit_missing",
        2,
        "金額",
    ),
    case("units", "caption against header", GRANTS, above("（単位：百万円）"), "unit_contradiction", 1, YEN),
    case("units", "thousands of people in a caption", COUNT, above("（単位：千人）"), "unit_caption", 1),
    case(
        "units",
        "thousands of people in the header",
        REGIONS,
        rename(PEOPLE, "人口（千人）"),
        "unit_differs",
        1,
        PEOPLE,
    ),
    case("units", "hectares", REGIONS, rename(AREA, "面積（ha）"), "unit_differs", 1, AREA),
    case("units", "an unknown unit", GRANTS, rename(YEN, "金額（ドル）"), "missing_column", 1, YEN),
]

FIGURES = [*DIGITS, *DATES, *UNITS]
