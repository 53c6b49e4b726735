"""Clerks who fill in the workbooks of a new office, by the headings alone."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

import openpyxl

from tests.conftest import ROOT

Row = Mapping[str, str | int]
_COUNCIL = ROOT / "data" / "sources" / "kamikawa_council_2025"
YEARS = range(2021, 2026)
# region → central city and the others; which of the two schemes
REGIONS = {
    "ueda": ("上田地域", ("上田市", "東御市", "長和町", "青木村"), "kofu"),
    "saku": ("佐久地域", ("佐久市", "小諸市", "軽井沢町", "御代田町", "立科町"), "kofu"),
    "suwa": ("諏訪地域", ("岡谷市", "諏訪市", "茅野市", "下諏訪町", "富士見町", "原村"), "kofu"),
    "kiso": ("木曽地域", ("木曽町", "上松町", "南木曽町", "木祖村", "王滝村", "大桑村"), "kofu"),
    "azumino": ("安曇野地域", ("安曇野市", "池田町", "松川村"), "kofu"),
    "hakuba": ("大北地域", ("大町市", "白馬村", "小谷村"), "kofu"),
    "iiyama": ("北信地域", ("飯山市", "中野市", "山ノ内町", "木島平村", "野沢温泉村", "栄村"), "hojo"),
    "iida": ("南信州地域", ("飯田市", "阿智村", "下條村", "泰阜村", "喬木村", "豊丘村"), "hojo"),
    "ina": ("上伊那地域", ("伊那市", "駒ヶ根市", "辰野町", "箕輪町", "飯島町"), "hojo"),
    "suzaka": ("須高地域", ("須坂市", "小布施町", "高山村"), "hojo"),
}


def fill(own: Path, form: str, rows: Iterable[Row], first: int = 2) -> int:
    """Type rows into a workbook from a row on; how many cells were typed."""
    path, typed = own / f"{form}.xlsx", 0
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    at = {str(cell.value): cell.column for cell in sheet[1] if cell.value}
    for number, row in enumerate(rows, start=first):
        for heading, value in row.items():
            sheet.cell(number, at[heading]).value = value or None
            typed += 1
    book.save(path)
    return typed


def council(form: str, *without: str) -> list[dict[str, str]]:
    """What the press sheets of the Kamikawa council say, as it was transcribed."""
    with (_COUNCIL / f"{form}.csv").open(encoding="utf-8-sig", newline="") as file:
        return [{k: v for k, v in row.items() if v and k not in without} for row in csv.DictReader(file)]


def fill_council(own: Path) -> int:
    """As docs/council.md says: the council over the list's row, five tables, neither English nor order."""
    [body] = council("regions", "英語名", "人口（人）", "面積（k㎡）")
    typed = fill(own, "regions", [{**body, "英語名": "", "制度ID": ""}])
    for form in ("working_groups", "body_themes", "body_roles", "body_events"):
        # the form of themes asks for none beside the theme
        printed = ("原文",) if form == "body_themes" else ()
        typed += fill(own, form, council(form, "英語名", "並び順", *printed))
    return typed


def fill_prefecture(own: Path) -> int:
    """Ten regions under two schemes, five years of grants, fields, projects: invented."""
    schemes: list[Row] = [
        {
            "制度ID": "kofu",
            "制度": "地域連携交付金",
            "種類": "都道府県の制度",
            "支払う者": "長野県",
            "受け手": "地域",
        },
        {
            "制度ID": "hojo",
            "制度": "広域事業補助金",
            "種類": "独自の制度",
            "支払う者": "連合",
            "受け手": "地域",
        },
    ]
    typed = fill(own, "schemes", schemes, first=3)
    typed += fill(
        own,
        "regions",
        [
            {
                "地域ID": key, "地域名": name, "都道府県": "長野県",
                "制度": schemes[scheme == "hojo"]["制度"],
                "事務局・中心市": towns[0], "協定締結日": "令和3年3月25日",
            }
            for key, (name, towns, scheme) in REGIONS.items()
        ],
        first=3,
    )  # fmt: skip
    typed += fill(
        own,
        "region_members",
        [
            {"地域ID": key, "市町村": f"長野県{town}"}
            for key, (_, towns, _) in REGIONS.items()
            for town in towns
        ],
        first=2 + 77,
    )
    typed += fill(
        own,
        "disbursements",
        [
            {
                "地域ID": key, "年度": f"令和{year - 2018}年度",
                "区分": "交付額" if year < 2025 else "交付金活用見込額",
                "金額（千円）": amount(place, year), "見出し": "交付実績",
            }
            for place, key in enumerate(REGIONS)
            for year in YEARS
        ],
    )  # fmt: skip
    typed += fill(
        own,
        "scheme_rules",
        [
            {"制度ID": key, "規則ID": rule, "値": value, "単位": unit, "条": "第５", "内容": text}
            for key in ("kofu", "hojo")
            for rule, value, unit, text in (
                ("cap_per_year", "10000000", "円", "１地域の年度あたり上限は1千万円"),
                ("max_years", "5", "年度", "最大５か年度"),
            )
        ],
    )
    typed += fill(
        own,
        "policy_fields",
        [
            {"分野ID": key, "柱": "生活機能", "分野": name}
            for key, name in (("medical", "医療"), ("bus", "地域公共交通"), ("staff", "人材"))
        ],
    )
    typed += fill(
        own,
        "region_policy_fields",
        [
            {"地域ID": key, "分野ID": field, "印字": "○"}
            for place, key in enumerate(REGIONS)
            for field in ("medical", "bus", "staff")[: 1 + place % 3]
        ],
    )
    typed += fill(
        own,
        "projects",
        [
            {"事業ID": f"{key}_bus", "地域ID": key, "事業名": f"{name}の共同運行", "目的": "移動手段の確保"}
            for key, (name, _, _) in REGIONS.items()
        ],
    )
    typed += fill(
        own,
        "reported_shortages",
        [{"地域ID": key, "職種ID": "保健師", "原文の語": "保健師が不足"} for key in ("ueda", "kiso", "iida")],
    )
    return typed


def amount(place: int, year: int) -> int:
    """Thousand yen of a region's year."""
    return 1000 * (2 + (place + year) % 8)
