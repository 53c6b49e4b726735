"""An office's folder, written once: settings, what is known of its municipalities, a headed file for whatever
is to be entered, and a page of first steps. Nothing in it is invented: what is not known is an empty file."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import shutil
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.forms.rules import choose
from etl.forms.writer import BORDER, HEAD, FormBook
from etl.newoffice.places import Place
from etl.paths import Paths
from etl.tables.grant import STATUS_WORDS
from etl.tables.scheme import KINDS, RECIPIENTS
from renkei.office import SETTINGS
from renkei.officeformat import CURRENT

OWN = "own"
# whose columns the forms of a new office have
_EXAMPLES = ("hokkaido_casebook_2024", "kamikawa_council_2025", "akita_cooperation_2023")
_FORMS = (
    "schemes.csv",
    "regions.csv",
    "region_members.csv",
    "scheme_rules.csv",
    "scheme_steps.csv",
    "disbursements.csv",
    "policy_fields.csv",
    "region_policy_fields.csv",
    "projects.csv",
    "project_years.csv",
    "project_outcomes.csv",
    "reported_shortages.csv",
    "recruitment.csv",
    "agreements.csv",
    "agreement_parties.csv",
    "parties.csv",
    "working_groups.csv",
    "body_themes.csv",
    "body_events.csv",
)
# columns that no shipped table needs and another office may: a second scheme, a rule's days, a lead's kind
_MORE = {
    "regions.csv": {"制度ID": "scheme_id"},
    "scheme_rules.csv": {"始まり": "valid_from", "終わり": "valid_to"},
    "disbursements.csv": {
        "制度ID": "scheme_id",
        "お金の名": "line",
        "受け手": "recipient",
        "対象経費（千円）": "cost",
    },
}
# cells of which a list opens
_CHOICES: Mapping[tuple[str, str], Collection[str]] = {
    ("scheme", "kind"): KINDS,
    ("scheme", "recipient"): RECIPIENTS,
    ("disbursement", "status"): STATUS_WORDS,
}
# of Hokkaido alone; another office would read of it on its pages
_OF_HOKKAIDO = ("hokkaido_subprefectures",)
_TEXTS = Path(__file__).with_name("texts")
_OPEN_ROWS = 200
_BUREAU = "振興局"
_BOM = "\ufeff"  # a spreadsheet program reads the file as UTF-8


@dataclass(frozen=True)
class Form:
    path: str
    table: str
    columns: Mapping[str, str]  # heading → column of the table


def write(
    place: Place,
    folder: Path,
    product: Paths,
    on: dt.date,
    title: str,
    contact: str,
    excel: bool = False,
) -> None:
    """Fill `folder`, which must be empty or not there; on `on` the lists of municipalities were read.
    `excel`: the tables to fill in are workbooks, else CSV files.

    Raises OSError where it cannot be written; what was begun is taken away again.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = folder.parent / f".{folder.name}.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        (unfinished / "sources" / OWN).mkdir(parents=True)
        for name in ("surveys", "sql/views", "sql/checks"):
            (unfinished / name).mkdir(parents=True)
        _settings(place, unfinished, title, contact)
        _own_source(place, unfinished / "sources" / OWN, product, on, excel)
        if "北海道" in place.prefectures:
            for name in _OF_HOKKAIDO:
                shutil.copytree(product.sources / name, unfinished / "sources" / name)
        steps = (_TEXTS / "first_steps.md").read_text(encoding="utf-8")
        if excel:
            steps = steps.replace(".csv`", ".xlsx`")
        (unfinished / "FIRST_STEPS.md").write_text(
            steps.format(place=place.name, place_en=place.name_en), encoding="utf-8"
        )
        (unfinished / ".gitignore").write_text("mart/\nlog/\nnew_year/\nbefore_format_*/\n", encoding="utf-8")
        if folder.exists():
            folder.rmdir()  # empty
        unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def usual_title(place: Place) -> str:
    return f"{place.name} 広域連携ボード"


def _settings(place: Place, folder: Path, title: str, contact: str) -> None:
    text = (_TEXTS / SETTINGS).read_text(encoding="utf-8")
    told = {"title": title, "title_en": f"{place.name_en}: Renkei Board", "contact": contact}
    if place.municipalities["subprefecture"].drop_nulls().str.ends_with(_BUREAU).any():
        text = text.replace('# bureau = "地域振興局"  ', f'bureau = "{_BUREAU}"  ')
        text = text.replace('# bureau_en = "regional office"', 'bureau_en = "bureau"')
    text = text.replace("<format>", str(CURRENT))
    for key, value in told.items():
        text = text.replace(f"<{key}>", _quoted(value))
    (folder / SETTINGS).write_text(text, encoding="utf-8")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _own_source(place: Place, folder: Path, product: Paths, on: dt.date, excel: bool) -> None:
    cited = f"市区町村の一覧（{place.name}、{place.municipalities.height}市町村）"
    rows = {
        "schemes.csv": [_scheme(cited)],
        "regions.csv": [_area(place, cited)],
        "region_members.csv": [
            _member(place, row, cited) for row in place.municipalities.iter_rows(named=True)
        ],
    }
    text = (_TEXTS / "source.toml").read_text(encoding="utf-8")
    told = {"place": place.name, "place_en": place.name_en, "on": on.isoformat(), "format": str(CURRENT)}
    for key, value in told.items():
        text = text.replace(f"<{key}>", value)
    parts = [text]
    for form in forms(product):
        columns = "".join(f'"{heading}" = "{column}"\n' for heading, column in form.columns.items())
        entered = rows.get(form.path, ())
        name = Path(form.path).with_suffix(".xlsx").name if excel else form.path
        parts.append(
            f'\n[[file]]\npath = "{name}"\ntable = "{form.table}"\nref = "{place.name}の登録"\n'
            f"[file.columns]\n{columns}"
        )
        if excel:
            (folder / name).write_bytes(_workbook(form, entered, on))
        else:
            (folder / name).write_text(_table(form, entered), encoding="utf-8", newline="")
    (folder / "source.toml").write_text("".join(parts), encoding="utf-8")


def forms(product: Paths) -> list[Form]:
    """The tables that an office fills in, with the headings that the shipped office's have."""
    found: dict[str, Form] = {}
    for name in _EXAMPLES:
        told = tomllib.loads((product.root / "data" / "sources" / name / "source.toml").read_text("utf-8"))
        for file in told["file"]:
            columns = file["columns"] | _MORE.get(file["path"], {})
            found.setdefault(file["path"], Form(file["path"], file["table"], columns))
    # a party is named with its prefecture (長野県上田市), as a member of a region is
    named = found["agreement_parties.csv"]
    columns = {heading: column for heading, column in named.columns.items() if column != "prefecture"}
    found[named.path] = Form(named.path, named.table, columns)
    return [found[path] for path in _FORMS]


def _table(form: Form, rows: Sequence[Mapping[str, str]]) -> str:
    """CSV with the form's headings; `rows` by column of the table."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(form.columns)
    for row in rows:
        writer.writerow([row.get(column, "") for column in form.columns.values()])
    return _BOM + out.getvalue()


def _workbook(form: Form, rows: Sequence[Mapping[str, str]], on: dt.date) -> bytes:
    """The same as a workbook: what is typed stays as it is typed (令和6年度, 01, 未定)."""
    book = FormBook(form.table, on, {"head": {**HEAD, **BORDER}, "open": {**BORDER, "num_format": "@"}})
    sheet = book.sheet(Path(form.path).stem)
    for at, (heading, column) in enumerate(form.columns.items()):
        sheet.write(1, at, heading, "head")
        last = max(len(rows), _OPEN_ROWS)
        if words := _CHOICES.get((form.table, column)):
            sheet.allow(2, last + 1, at, choose(list(words)))
        for row in range(last):
            text = rows[row].get(column, "") if row < len(rows) else ""
            sheet.write(row + 2, at, text or None, "open")
    sheet.width(0, len(form.columns) - 1, 18)
    sheet.head(1)
    return book.content()


def _scheme(cited: str) -> Mapping[str, str]:
    return {
        "scheme_id": "municipality_list",
        "name": "市町村の一覧（協定なし）",
        "name_en": "List of municipalities (no agreement)",
        "kind": "会議体",
        "recipient": "地域",
        "source_ref": cited,
        "note": "数値を見るためのまとまりで、連携の協定や会議体があることを示さない",
    }


def area_id(place: Place) -> str:
    return re.sub(r"[^a-z0-9]+", "_", place.name_en.lower()).strip("_") or "area"


def _area(place: Place, cited: str) -> Mapping[str, str]:
    return {
        "region_id": area_id(place),
        "name": f"{place.name}の市町村",
        "name_en": f"Municipalities of {place.name_en}",
        "scheme": "市町村の一覧（協定なし）",
        "scheme_id": "municipality_list",
        "prefecture": place.prefectures[0],
        "source_ref": cited,
    }


def _member(place: Place, row: Mapping[str, str], cited: str) -> Mapping[str, str]:
    """Named with its prefecture: an office may cross a border."""
    return {
        "region_id": area_id(place),
        "municipality": f"{row['prefecture']}{row['name']}",
        "source_ref": cited,
    }
