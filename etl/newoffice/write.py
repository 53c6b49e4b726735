"""An office's folder, written once: settings, what is known of its municipalities, a headed file for whatever
is to be entered, and a page of first steps. Nothing in it is invented: what is not known is an empty file."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from etl.newoffice.officeforms import Form, explained, file_name, forms, meeting_forms, table, workbook
from etl.newoffice.places import Place
from etl.paths import Paths
from renkei.office import DECISIONS, SETTINGS
from renkei.officeformat import CURRENT

OWN = "own"
# of Hokkaido alone; another office would read of it on its pages
_OF_HOKKAIDO = ("hokkaido_subprefectures",)
_TEXTS = Path(__file__).with_name("texts")
_BUREAU = "振興局"


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
        (unfinished / DECISIONS).mkdir()
        for form in meeting_forms():
            _lay_out(form, (), unfinished / DECISIONS, product, on, excel)
        if "北海道" in place.prefectures:
            for name in _OF_HOKKAIDO:
                shutil.copytree(product.sources / name, unfinished / "sources" / name)
        (unfinished / "FIRST_STEPS.md").write_text(_first_steps(place, excel), encoding="utf-8")
        (unfinished / ".gitignore").write_text("mart/\nlog/\nnew_year/\nbefore_format_*/\n", encoding="utf-8")
        if folder.exists():
            folder.rmdir()  # empty
        unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _first_steps(place: Place, excel: bool) -> str:
    """The page that the manual has too (docs/first-hour.md), in both languages."""
    pages = [(_TEXTS / f"first_steps.{lang}.md").read_text(encoding="utf-8") for lang in ("ja", "en")]
    text = "\n".join(pages).replace("<!-- steps -->\n\n", "")
    text = text.replace(".csv`", ".xlsx`") if excel else text
    return text.format(place=place.name, place_en=place.name_en)


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
    for form in forms():
        columns = "".join(f'"{heading}" = "{column}"\n' for heading, column in form.columns.items())
        entered = rows.get(form.path, ())
        name = file_name(form, excel)
        parts.append(
            f'\n[[file]]\npath = "{name}"\ntable = "{form.table}"\nref = "{place.name}の登録"\n'
            f"[file.columns]\n{columns}"
        )
        _lay_out(form, entered, folder, product, on, excel)
    (folder / "source.toml").write_text("".join(parts), encoding="utf-8")
    (folder.parent / "README.md").write_text(explained(product, excel), encoding="utf-8")


def _lay_out(
    form: Form, rows: Sequence[Mapping[str, str]], folder: Path, product: Paths, on: dt.date, excel: bool
) -> None:
    file = folder / file_name(form, excel)
    if excel:
        file.write_bytes(workbook(form, rows, on, product))
    else:
        file.write_text(table(form, rows), encoding="utf-8", newline="")


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
