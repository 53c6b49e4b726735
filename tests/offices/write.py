"""An invented office as files, and its mart: made by the commands that an office uses itself."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from etl import refresh
from etl.newoffice.officeforms import Form, forms
from etl.paths import Paths
from tests.offices.catalogue import OWN
from tests.offices.office import Area, Office

ROOT = Path(__file__).resolve().parents[2]
_SOURCES = ROOT / "data" / "sources"
# all of Japan: what every office has before it enters anything
_NATIONAL = (
    "municipality_codes",
    "census_1980_2020",
    "census_2025_preliminary",
    "gsi_area_2015",
    "gsi_area_2026",
    "ipss_projection_2023",
    "staff_quota_survey",
    "staff_by_municipality",
    "census_ages",
    "board_classification",
)
_FIELDS = (
    ("medical", "医療", "Medical care"),
    ("welfare", "福祉", "Welfare"),
    ("transport", "地域公共交通", "Public transport"),
    ("disaster", "防災", "Disaster prevention"),
    ("waste", "廃棄物処理", "Waste treatment"),
    ("tourism", "観光", "Tourism"),
)
_GRANTED = ("medical", "welfare", "transport", "disaster")
_SHORT = (
    ("civil_engineer", "土木の技術職"),
    ("public_health_nurse", "保健師"),
    ("architect", "建築の技術職"),
)
# the rules of the grant that the board judges by, as an office with this scheme writes them
_RULES = (
    ("cap_per_year", "10000000", "円", "第6", "1地域の年度の上限", "Cap of a region and year"),
    ("amount_unit", "100000", "円", "第6", "交付は10万円単位", "Paid in units of 100,000 yen"),
    ("max_years", "5", "年度", "第3", "支援は最大5か年度", "At most five fiscal years"),
    ("period_from", "2020", "年度", "第2", "推進期間の始まり", "First fiscal year"),
    ("period_to", "2034", "年度", "第2", "推進期間の終わり", "Last fiscal year"),
    ("half_outside_national", "0.5", "比率", "第3", "国の制度に入らない市町村が半数以上", "Half outside"),
    ("min_fields", "2", "分野", "第3", "2分野以上", "At least two fields"),
    ("min_members", "2", "市町村", "第3", "2市町村以上", "At least two members"),
    ("adjacent_members", "隣接", "", "第3", "隣接した市町村", "Adjacent municipalities"),
    (
        "agreement_by_year_end",
        "年度の末日",
        "",
        "第2",
        "年度末までに協定",
        "Agreement by the end of the year",
    ),
)


@cache
def _forms() -> Mapping[str, Form]:
    """file → the form of a new office."""
    return {form.path: form for form in forms()}


def _definition(form: Form) -> str:
    """Its [[file]] part of a source.toml."""
    columns = "".join(f'"{heading}" = "{name}"\n' for heading, name in form.columns.items())
    return (
        f'\n[[file]]\npath = "{form.path}"\ntable = "{form.table}"\nref = "自治体の一覧"\n'
        f"[file.columns]\n{columns}"
    )


def tables_of(office: Office) -> dict[str, list[dict[str, str]]]:
    """file → rows of the office's own tables; a table without rows has no file."""
    ids = {name: f"見出し{name}" for name in ("region", "member", "grant")}
    tables: dict[str, list[dict[str, str]]] = {}

    def put(file: str, rows: Iterable[Mapping[str, str]]) -> None:
        tables.setdefault(file, []).extend({"見出し": ids["region"], **row} for row in rows)

    for at, area in enumerate(office.areas):
        put("regions.csv", [_region(area)])
        put(
            "region_members.csv",
            ({"地域ID": area.region_id, "市町村": _named(member)} for member in area.members),
        )
        if area.granted:
            put("disbursements.csv", _grants(area, at, office.years))
        if office.fields:
            put(
                "region_policy_fields.csv",
                (
                    {"地域ID": area.region_id, "分野ID": field, "印字": "○"}
                    for field in _GRANTED[: 2 + at % 3]
                ),
            )
        if office.projects:
            put("projects.csv", [_project(area)])
            put("project_years.csv", _project_years(area, office.years))
            put("project_outcomes.csv", [_outcome(area)])
        if office.shortages:
            put("reported_shortages.csv", [_shortage(area, at)])
    if office.fields and office.areas:
        put("policy_fields.csv", (_field(n, *field) for n, field in enumerate(_FIELDS, start=1)))
    if any(area.granted for area in office.areas):
        put("scheme_rules.csv", (_rule(rule) for rule in _rules(office)))
    if any(not area.granted for area in office.areas) and not office.projects:
        body = office.areas[0].region_id
        put(
            "working_groups.csv",
            [{"地域ID": body, "部会ID": "dx", "部会名": "DX部会", "英語名": "DX", "並び順": "1"}],
        )
        theme = {"地域ID": body, "部会ID": "dx", "テーマID": "talent", "テーマ": "人材の共有", "並び順": "1"}
        put("body_themes.csv", [theme])
    return {file: rows for file, rows in tables.items() if rows}


def _named(member: str) -> str:
    """A code as the national list names it, its prefecture before it, so that borders may be crossed."""
    if not member.isdigit():
        return member
    row = _places()[member]
    return f"{row['prefecture']}{row['name']}"


@cache
def _places() -> Mapping[str, Mapping[str, str]]:
    with (_SOURCES / "municipality_codes" / "municipalities.csv").open(encoding="utf-8-sig") as file:
        return {row["municipality_code"]: row for row in csv.DictReader(file)}


def _field(place: int, field_id: str, name: str, name_en: str) -> dict[str, str]:
    row = {"分野ID": field_id, "分野": name, "英語名": name_en, "柱": "暮らし", "柱英語": "Living"}
    return {**row, "並び順": str(place), "見出し": "分野の一覧"}


def _region(area: Area) -> dict[str, str]:
    return {
        "地域ID": area.region_id,
        "地域名": area.name,
        "英語名": area.name_en,
        "制度": area.scheme,
        "都道府県": area.prefecture,
        "協定締結日": "" if area.scheme == "推進会議" else "2020-06-01",
        "ビジョン策定日": "" if area.scheme == "推進会議" else "2020-06-01",
    }


def _grants(area: Area, at: int, years: Sequence[int]) -> Iterable[dict[str, str]]:
    """Amounts that differ by region and year; the last year planned, every seventh region's undecided."""
    for n, year in enumerate(years):
        last = year == years[-1] and len(years) > 1
        amount = 4000 + 100 * ((at * 7 + n * 3) % 60)
        yield {
            "地域ID": area.region_id,
            "年度": str(year),
            "区分": "交付金活用見込額" if last else "交付額",
            "金額（千円）": "未定" if last and at % 7 == 6 else str(amount),
        }


def _project(area: Area) -> dict[str, str]:
    return {
        "事業ID": f"{area.region_id}_training",
        "地域ID": area.region_id,
        "事業名": f"{area.name}の合同研修",
        "英語名": f"Joint training, {area.name_en}",
        "目的": "職員の育成",
    }


def _project_years(area: Area, years: Sequence[int]) -> Iterable[dict[str, str]]:
    for year in years:
        yield {
            "事業ID": f"{area.region_id}_training",
            "年度": str(year),
            "状態": "予定" if year == years[-1] and len(years) > 1 else "実施",
            "取組": "研修",
        }


def _outcome(area: Area) -> dict[str, str]:
    return {
        "地域ID": area.region_id,
        "事業ID": f"{area.region_id}_training",
        "種類": "成果",
        "区分": "実現",
        "内容": "職員の交流が進んだ",
    }


def _shortage(area: Area, at: int) -> dict[str, str]:
    occupation, wording = _SHORT[at % len(_SHORT)]
    return {"地域ID": area.region_id, "職種ID": occupation, "原文の語": wording}


def _rules(office: Office) -> Iterable[Sequence[str]]:
    """The rules of the grant; who has more years of figures than five has a scheme of more years."""
    for rule in _RULES:
        longer = rule[0] == "max_years" and len(office.years) > int(rule[1])
        yield (rule[0], str(len(office.years)), *rule[2:]) if longer else rule


def _rule(rule: Sequence[str]) -> dict[str, str]:
    names = ("規則ID", "値", "単位", "条", "内容", "英語")
    return {"制度ID": "kasokuka", **dict(zip(names, rule, strict=True))}


def write_tables(office: Office, tables: Mapping[str, Sequence[Mapping[str, str]]], sources: Path) -> None:
    """The office's own source, with these tables."""
    if not tables:
        return
    folder = sources / OWN
    folder.mkdir()
    dated = f"as_of = {office.as_of}\n" if office.as_of else ""
    text = (
        f'id = "{OWN}"\ntitle = "自治体の一覧"\ntitle_en = "The office\'s own list"\n'
        f'publisher = "架空の事務局"\npublisher_en = "An invented secretariat"\n{dated}'
        'licence = "テスト用"\nlicence_en = "For tests"\n'
    )
    for file, rows in tables.items():
        text += _definition(_forms()[file])
        with (folder / file).open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, list(_forms()[file].columns), restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    (folder / "source.toml").write_text(text, encoding="utf-8")


def base(target: Path) -> Paths:
    """The project with all of Japan's statistics and nothing else, refreshed."""
    target.mkdir(parents=True)
    (target / "data").mkdir(exist_ok=True)
    shutil.copy(ROOT / "data" / "office.toml", target / "data" / "office.toml")
    shutil.copytree(ROOT / "sql", target / "sql")
    for folder in _NATIONAL:
        shutil.copytree(_SOURCES / folder, target / "data" / "sources" / folder)
    return _refreshed(Paths(target))


def built(office: Office, start: Paths, target: Path) -> Paths:
    """The office's project with its mart. `start` is a base, whose tables are taken over where they hold."""
    shutil.copytree(start.root, target)
    sources = target / "data" / "sources"
    for folder in office.leave_out:
        shutil.rmtree(sources / folder)
    if office.leave_out:
        shutil.rmtree(target / "data" / "mart")
    for folder in office.shipped:
        shutil.copytree(_SOURCES / folder, sources / folder)
    write_tables(office, tables_of(office), sources)
    return _refreshed(Paths(target))


def _refreshed(paths: Paths) -> Paths:
    outcome = refresh.run(paths, lambda ja, en: None)
    assert outcome.manifest is not None, [p.line(english=True) for p in outcome.problems]
    return paths
