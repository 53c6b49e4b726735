"""Cases that change what is written in the cells of a CSV: digits, dates, units, names, codes, rows."""

from __future__ import annotations

from collections.abc import Callable

from tests.corpus.case import HELD, RIGHT, Case
from tests.corpus.good import (
    AGES,
    AREAS,
    CENSUS,
    CODES,
    COUNT,
    GRANTS,
    HIRED,
    MEMBERS,
    OUTCOMES,
    PROJECTION,
    RATES,
    REGIONS,
    SHORT,
    STAFF,
    TOWNS,
    YEARS,
    Cells,
    as_csv,
    good,
)

Change = Callable[[Cells], None]
YEN, AREA, PEOPLE = "金額（千円）", "面積（k㎡）", "人口（人）"


def put(row: int, header: str, value: str) -> Change:
    """Write `value` into one cell; rows count as a spreadsheet does."""

    def change(cells: Cells) -> None:
        cells[row - 1][cells[0].index(header)] = value

    return change


def rename(old: str, new: str) -> Change:
    def change(cells: Cells) -> None:
        cells[0][cells[0].index(old)] = new

    return change


def every(header: str, say: Callable[[str], str]) -> Change:
    """Write a whole column otherwise."""

    def change(cells: Cells) -> None:
        c = cells[0].index(header)
        for row in cells[1:]:
            row[c] = say(row[c])

    return change


def both(*changes: Change) -> Change:
    def change(cells: Cells) -> None:
        for one in changes:
            one(cells)

    return change


def insert(row: int, *values: str) -> Change:
    """A row of its own at `row`, as wide as the table."""

    def change(cells: Cells) -> None:
        cells.insert(row - 1, [*values, *[""] * (len(cells[0]) - len(values))])

    return change


def above(*lines: str) -> Change:
    """Title rows above the header, each in the first cell."""

    def change(cells: Cells) -> None:
        wide = len(cells[0])
        cells[:0] = [[line, *[""] * (wide - 1)] for line in lines]

    return change


def below(*values: str) -> Change:
    def change(cells: Cells) -> None:
        cells.append([*values, *[""] * (len(cells[0]) - len(values))])

    return change


def case(
    group: str,
    title: str,
    name: str,
    change: Change,
    expect: str,
    row: int | None = None,
    column: str | None = None,
    guess: str | None = None,
) -> Case:
    def make() -> bytes:
        cells = good(name)
        change(cells)
        return as_csv(cells).encode("utf-8")

    return Case(group, title, name, make, expect, row, column, guess=guess)


WIDE = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
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

SIGNED = "協定締結日"
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

NAMES = (
    [
        case("names", title, MEMBERS, put(row, "市町村", text), RIGHT)
        for title, row, text in (
            ("prefecture before", 3, "北海道夕張市"),
            ("space inside", 5, "三 笠　市"),
            ("line break inside", 6, "南幌\n町"),
            ("county before", 11, "島牧郡島牧村"),
            ("prefecture and county before", 22, "北海道古宇郡泊村"),
            ("a kanji that looks like kana", 15, "二セコ町"),
            ("kana that looks like a kanji", 3, "タ張市"),
        )
    ]
    + [
        case("names", title, MEMBERS, put(row, "市町村", text), "unknown_municipality", row, "市町村", guess)
        for title, row, text, guess in (
            ("town for village", 11, "島牧町", "島牧村（013919）"),
            ("a letter wrong", 8, "長治町", None),
            ("another county", 11, "空知郡島牧村", "島牧郡島牧村（013919）"),
            ("the other 泊村", 22, "国後郡泊村", "古宇郡泊村（014036）"),
            ("a ward", 2, "札幌市中央区", "札幌市（011002）"),
            ("no suffix", 3, "夕張", "夕張市（012092）"),
            ("another prefecture", 3, "秋田県夕張市", None),
            ("two names in a cell", 3, "夕張市、美唄市", None),
            ("a code for a name", 3, "012092", None),
        )
    ]
    + [
        case("names", "old letters", TOWNS, put(41, "市町村", "阿武郡阿武町"), RIGHT),
        case(
            "names",
            "a prefecture without its suffix",
            REGIONS,
            put(4, "都道府県", "北海"),
            "unknown_word",
            4,
            "都道府県",
            "北海道",
        ),
        case(
            "names",
            "a word with a letter wrong",
            GRANTS,
            put(6, "区分", "交付金活用見込み額"),
            "unknown_word",
            6,
            "区分",
            "交付金活用見込額",
        ),
        case(
            "names",
            "an id in capitals",
            GRANTS,
            put(2, "地域ID", "Minamisorachi"),
            "unknown_reference",
            2,
            "region_id",
            "minamisorachi",
        ),
        case(
            "names",
            "an id of another table",
            SHORT,
            put(2, "職種ID", "doctor"),
            "unknown_reference",
            2,
            "occupation_id",
        ),
    ]
)

CODE = "municipality_code"
CODED = [
    case("codes", "leading zeros lost", COUNT, every(CODE, lambda c: c.lstrip("0")), RIGHT),
    case("codes", "leading zeros lost", AREAS, every(CODE, lambda c: c.lstrip("0")), RIGHT),
    case("codes", "without check digit", COUNT, every(CODE, lambda c: c[:5]), RIGHT),
    case(
        "codes", "without check digit and zeros", PROJECTION, every(CODE, lambda c: c[:5].lstrip("0")), RIGHT
    ),
    case("codes", "full width", AGES, every(CODE, lambda c: c.translate(WIDE)), RIGHT),
    case("codes", "prefectures without zero", STAFF, every("prefecture_code", lambda c: str(int(c))), RIGHT),
    case("codes", "check digit wrong", COUNT, put(3, CODE, "012026"), "check_digit", 3, CODE, "012025"),
    case("codes", "digits swapped", AREAS, put(3, CODE, "010225"), "check_digit", 3, CODE),
    case("codes", "letter in it", AGES, put(3, CODE, "0120B5"), "check_digit", 3, CODE),
    case("codes", "no such municipality", COUNT, put(3, CODE, "011011"), "unknown_reference", 3, CODE),
    case("codes", "prefecture's code", COUNT, put(3, CODE, "010006"), "unknown_reference", 3, CODE),
    case("codes", "name for a code", AREAS, put(3, CODE, "函館市"), "check_digit", 3, CODE),
    case(
        "codes",
        "no such prefecture",
        STAFF,
        put(2, "prefecture_code", "48"),
        "check_digit",
        2,
        "prefecture_code",
    ),
    case("codes", "name without 市町村", CODES, put(3, "name", "函館"), "not_readable", 3, "name"),
]

ROWS = [
    case(
        "duplicates",
        "a row twice",
        GRANTS,
        lambda cells: cells.append(cells[1]),
        "primary_key",
        34,
        "region_id+fiscal_year",
    ),
    case(
        "duplicates",
        "one key, two values",
        COUNT,
        below("012025", "230000"),
        "primary_key",
        246,
        "municipality_code+year+series+age_group",
    ),
    case(
        "duplicates",
        "a row twice where no key tells",
        OUTCOMES,
        lambda cells: cells.append(cells[4]),
        "same_row_twice",
        144,
        "地域ID",
    ),
    case(
        "duplicates",
        "a member twice",
        MEMBERS,
        below("minamisorachi", "岩見沢市"),
        "primary_key",
        85,
        "region_id+municipality_code",
    ),
    case(
        "duplicates",
        "the same code in two forms",
        AREAS,
        below("1202", "677.86", "0"),
        "primary_key",
        246,
        "municipality_code+as_of",
    ),
    case("duplicates", "the header again", GRANTS, lambda cells: cells.insert(10, list(cells[0])), RIGHT),
    case("empty", "blank rows", GRANTS, both(insert(5), insert(9), below()), RIGHT),
    case("empty", "a required cell", GRANTS, put(4, "区分", ""), "empty_cell", 4, "区分"),
    case("empty", "an amount", GRANTS, put(4, YEN, ""), "empty_cell", 4, YEN),
    case("empty", "a code", COUNT, put(4, CODE, "　"), "empty_cell", 4, CODE),
    case("empty", "mark - for an amount", GRANTS, put(4, YEN, "－"), "amount", 4, YEN),
    case("empty", "mark … for a count", COUNT, put(4, "population", "…"), "not_readable", 4, "population"),
    case("empty", "mark *** for a count", STAFF, put(4, "headcount", "***"), "not_readable", 4, "headcount"),
    case("empty", "mark x for an area", AREAS, put(4, "area_km2", "x"), "not_readable", 4, "area_km2"),
    case("empty", "a ditto mark in words", GRANTS, put(4, "見出し", "同上"), "ditto", 4, "見出し"),
    case(
        "empty",
        "a ditto mark in a key",
        GRANTS,
        put(4, "地域ID", "〃"),
        "ditto",
        4,
        "地域ID",
        "minamisorachi",
    ),
    case("empty", "settled rows lost", CENSUS, lambda cells: cells.__delitem__(slice(-5, None)), HELD),
    case("empty", "settled rows lost", AREAS, lambda cells: cells.__delitem__(slice(50, 60)), HELD),
    case("empty", "no row left", GRANTS, lambda cells: cells.__delitem__(slice(1, None)), "no_rows", 1),
    case(
        "notes",
        "notes below",
        GRANTS,
        both(below("※1 見込額を含む"), below("注）端数は四捨五入"), below("資料：北海道")),
        RIGHT,
    ),
    case("notes", "a note of two cells", COUNT, below("注", "速報値である"), RIGHT),
    case("notes", "a stray word below", GRANTS, below("確認済"), "empty_cell", 34, "年度"),
    case("notes", "a section among the data", GRANTS, insert(5, "南空知"), "empty_cell", 5, "年度"),
    case(
        "totals",
        "equal to its parts",
        COUNT,
        lambda cells: cells.append(["合計", str(sum(int(r[1]) for r in cells[1:]))]),
        RIGHT,
    ),
    case("totals", "of all, equal", GRANTS, below("合計", "", "", "170,700"), RIGHT),
    case("totals", "of all, not equal", GRANTS, below("合計", "", "", "170,000"), "total_differs", 34, YEN),
    case("totals", "of one region, equal", GRANTS, insert(7, "minamisorachi", "計", "", "32,500"), RIGHT),
    case(
        "totals",
        "of one region, not equal",
        GRANTS,
        insert(7, "minamisorachi", "計", "", "32,400"),
        "total_differs",
        7,
        YEN,
        "32500",
    ),
    case("totals", "subtotal, equal", GRANTS, insert(7, "小 計", "", "", "３２，５００"), RIGHT),
    case("totals", "at the top, equal", GRANTS, insert(2, "総計", "", "", "170,700"), RIGHT),
]

CELLS = [*DIGITS, *DATES, *UNITS, *NAMES, *CODED, *ROWS]
