"""Cases of names, codes and rows: who and what a figure belongs to, and what stands among the rows."""

from __future__ import annotations

from tests.corpus.case import HELD, RIGHT
from tests.corpus.change import (
    CODE,
    WIDE,
    YEN,
    below,
    both,
    case,
    every,
    insert,
    put,
)
from tests.corpus.good import (
    AGES,
    AREAS,
    CENSUS,
    CODES,
    COUNT,
    GRANTS,
    MEMBERS,
    OUTCOMES,
    PROJECTION,
    REGIONS,
    SHORT,
    STAFF,
    TOWNS,
)

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
        )
    ]
    + [
        case("names", "a code for a name", MEMBERS, put(3, "市町村", "012092"), RIGHT),
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
            "unknown_word",
            2,
            "職種ID",
        ),
    ]
)

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
        "region_id+fiscal_year+scheme_id+line+recipient_code",
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
        "region_id+municipality_code+joined_on",
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
    case("empty", "no row left", CENSUS, lambda cells: cells.__delitem__(slice(1, None)), HELD),
    # what source.toml says of a cell of the file has no cell any more: said before anything waits
    case(
        "empty",
        "no row left",
        GRANTS,
        lambda cells: cells.__delitem__(slice(1, None)),
        "correction_unused",
    ),
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
    case("totals", "a remark with the word beside a row", GRANTS, put(30, "注記", "４町村合計"), RIGHT),
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

CELLS = [*NAMES, *CODED, *ROWS]
