"""Sources of later years, as an office would add them: another scheme, and a year that is half paid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from etl.paths import Paths

SCHEME = "successor"
NAMES = ("地域連携推進交付金", "Partnership grant")
REGION = "tokachi_west"

_SOURCE = """\
id = "{id}"
title = "{title}"
title_en = "{title_en}"
publisher = "北海道"
publisher_en = "Hokkaido Government"
as_of = {as_of}
licence = "試験用"
licence_en = "for a test"
"""
_FILE = """
[[file]]
path = "{path}"
table = "{table}"
ref = "試験用の表"
[file.columns]
"""
_COLUMNS = {
    "region": "region_id name name_en scheme scheme_name_en scheme_id prefecture agreement_on vision_on",
    "region_member": "region_id municipality",
    "scheme_rule": "scheme_id rule_id value unit article text text_en",
    "region_policy_field": "region_id field_id label_as_printed",
    "reported_shortage": "region_id occupation_id wording",
    "disbursement": "region_id fiscal_year status 金額（千円）=amount",
    "disbursement_cost": "region_id fiscal_year status 金額（千円）=amount 対象経費（千円）=cost",
    "disbursement_of": "region_id fiscal_year scheme_id recipient status 金額（千円）=amount",
    "rule_from_to": "scheme_id rule_id region_id member_kind valid_from valid_to value unit article text",
    "region_member_end": "region_id municipality left_on",
    "scheme": "scheme_id name name_en kind payer recipient valid_from valid_to",
    "scheme_colour": "scheme_id name name_en kind payer recipient valid_from valid_to colour",
    "region_scheme": "region_id scheme_id valid_from valid_to",
    "region_end": "region_id valid_to",
    "municipality_change": "old_code old_name old_kana new_code changed_on kind",
    "party": "party_id name name_en kind",
    "party_member": "party_id member prefecture",
    "agreement": "agreement_id kind name name_en subject region_id valid_from",
    "agreement_party": "agreement_id party prefecture role",
    "step_record": "region_id fiscal_year step_id due_on done_on",
}
# files with other columns of a table that has a file already
_RAW = {
    "disbursement_cost": "disbursement",
    "disbursement_of": "disbursement",
    "rule_from_to": "scheme_rule",
    "scheme_colour": "scheme",
}


def source_files(name: str, title: str, as_of: str, tables: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The files of a source by their names: its source.toml and a CSV for each table."""
    text = _SOURCE.format(id=name, title=title, title_en=f"{name} (test)", as_of=as_of)
    found = {}
    for table, rows in tables.items():
        columns = [pair.split("=") for pair in _COLUMNS[table].split()]
        text += _FILE.format(path=f"{table}.csv", table=_RAW.get(table, table))
        text += "".join(f'"{pair[0]}" = "{pair[-1]}"\n' for pair in columns)
        found[f"{table}.csv"] = "\n".join([",".join(pair[0] for pair in columns), *rows]) + "\n"
    return {"source.toml": text, **found}


def add_source(paths: Paths, name: str, title: str, as_of: str, tables: dict[str, list[str]]) -> Path:
    folder = paths.sources / name
    folder.mkdir()
    for file, text in source_files(name, title, as_of, tables).items():
        (folder / file).write_text(text, encoding="utf-8")
    return folder


def second_scheme(paths: Paths, cap: int | None = 15_000_000) -> None:
    """A second scheme with rules of its own and one region under it: 12 million yen of fiscal 2023 paid."""
    rules = [
        f"{SCHEME},amount_unit,50000,円,後継要綱 第５,５万円単位,In units of 50 000 yen",
        f"{SCHEME},max_years,3,年度,後継要綱 第２,支援は最大３か年度,At most three fiscal years",
        f"{SCHEME},period_from,2023,年度,後継要綱 第１,始まり,First fiscal year",
        f"{SCHEME},period_to,2027,年度,後継要綱 第１,終わり,Last fiscal year",
        f"{SCHEME},min_fields,0,分野,後継要綱 第４,分野は問わない,Any number of fields",
    ]
    if cap is not None:
        rules.append(f"{SCHEME},cap_per_year,{cap},円,後継要綱 第５,上限,Cap")
    add_source(
        paths,
        "successor_2025",
        "後継の制度の資料",
        "2025-04-01",
        {
            "scheme_rule": rules,
            "region": [
                f"{REGION},十勝西部地域,West Tokachi,{','.join(NAMES)},{SCHEME},北海道,"
                "令和5年4月1日,令和5年4月1日"
            ],
            "region_member": [f"{REGION},{town}" for town in ("芽室町", "清水町", "新得町")],
            "disbursement": [
                f"{REGION},令和5年度,交付額,12000",
                f"{REGION},令和6年度,交付金活用見込額,14050",
            ],
        },
    )


def half_paid(paths: Paths) -> None:
    """Fiscal 2024 of two regions is paid (19 million yen), that of the others still planned or undecided."""
    add_source(
        paths,
        "grants_2024",
        "令和６年度の交付額（一部）",
        "2025-05-01",
        {"disbursement": ["engaru,令和6年度,交付額,10000", "hidaka,令和6年度,交付額,9000"]},
    )


def add_later(paths: Paths) -> None:
    """A document of 2026 tells of one region: a field it works in, and an occupation it is short of."""
    add_source(
        paths,
        "hidaka_2026",
        "日高連携地域の資料",
        "2026-06-01",
        {
            "region_policy_field": ["hidaka,environment,環境"],
            "reported_shortage": ["hidaka,midwife,助産師"],
        },
    )
