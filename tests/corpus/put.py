"""Cases of files that lie in a source's folder: in a folder within, of another program, of mixed areas."""

from __future__ import annotations

from tests.corpus.case import RIGHT, Case
from tests.corpus.later import FOLDER
from tests.renewed import source_files

TOML = source_files(FOLDER, "後の資料", "2026-04-01", {})["source.toml"]


def put(
    title: str,
    path: str,
    content: str | bytes,
    expect: str = "any",
    says: str = "",
    toml: str = TOML,
    **place: object,
) -> Case:
    beside = {f"{FOLDER}/{path}": content} | ({f"{FOLDER}/source.toml": toml} if toml else {})
    return Case(
        "put there", title, "", lambda: b"", expect, beside=beside, says=says, file=str(place.get("file", ""))
    )


ROWS = "地域ID,年度,区分,金額（千円）\nhidaka,令和6年度,交付額,9000\n"
PUT = [
    put("a table in a folder within", "様式/R7.csv", ROWS, "in_subfolder", file="later_2026/様式/R7.csv"),
    put("a table set aside", "_控え/R7.csv", ROWS, RIGHT, says="not_read"),
    put("a letter", "送付文.docx", b"PK\x03\x04", RIGHT, says="not_read"),
    put("a sheet of another program", "R7.numbers", b"PK\x03\x04", RIGHT, says="not_read"),
    put("a table that is no official file", "R7.csv", ROWS, "unknown_layout", file="later_2026/R7.csv"),
    put("a form's copy while it is open", "~$R7.xlsx", b"\x00" * 165, RIGHT),
    put(
        "a table in capitals within",
        "様式/R7.XLSX",
        b"PK\x03\x04",
        "in_subfolder",
        file="later_2026/様式/R7.XLSX",
    ),
    put("a table without its source", "R7.csv", ROWS, "no_source_toml", toml="", file="later_2026/R7.csv"),
    put("an empty workbook", "R7.xlsx", b"", "no_table", file="later_2026/R7.xlsx"),
    put("a text renamed .ods", "R7.ods", ROWS, "no_table", file="later_2026/R7.ods"),
]
ONLY = (
    TOML
    + """
[[file]]
path = "people.csv"
table = "population"
ref = "人口"
only = "{}"
[file.columns]
"団体コード" = "municipality_code"
"年" = "year"
"人口" = "population"
[file.constants]
series = "register"
"""
)
PEOPLE = "団体コード,年,人口\n01000,2021,5200000\n01202,2021,250000\n"
PUT += [
    Case(
        "only",
        "a word that is none",
        "",
        lambda: b"",
        "source_toml",
        None,
        "[[file]] only",
        beside={f"{FOLDER}/source.toml": ONLY.format("municipality"), f"{FOLDER}/people.csv": PEOPLE},
        file="later_2026/source.toml",
        value="people.csv",
    ),
    Case(
        "only",
        "no municipality left",
        "",
        lambda: b"",
        "no_rows",
        None,
        "団体コード",
        beside={
            f"{FOLDER}/source.toml": ONLY.format("municipalities"),
            f"{FOLDER}/people.csv": "団体コード,年,人口\n01000,2021,5200000\n",
        },
        file="later_2026/people.csv",
    ),
    Case(
        "only",
        "a prefecture's row without it",
        "",
        lambda: b"",
        "nullability",
        2,
        "edition",
        beside={f"{FOLDER}/source.toml": ONLY.replace('only = "{}"\n', ""), f"{FOLDER}/people.csv": PEOPLE},
        file="later_2026/people.csv",
    ),
    Case(
        "only",
        "a slip in a town's code",
        "",
        lambda: b"",
        "check_digit",
        3,
        "団体コード",
        beside={
            f"{FOLDER}/source.toml": ONLY.format("municipalities"),
            f"{FOLDER}/people.csv": "団体コード,年,人口\n010006,2021,5200000\n012026,2021,250000\n",
        },
        file="later_2026/people.csv",
        value="012026",
    ),
]
