"""What stands as printed in the transcription stands in the documents, and no transcribed row lacks it."""

from __future__ import annotations

import csv
import re
import unicodedata
from pathlib import Path

import pytest

from tests.conftest import ROOT, Mart

SOURCES = ROOT / "data" / "sources"
TEXTS = ROOT.parent / "shared" / "sources"
DOCUMENTS = {
    "hokkaido_casebook_2024": "001_753382f18d87338f.txt",
    "kamikawa_council_2025": "000_dd8498e22ebf81c3.txt",
    "nagasaki_study_group_2020": "003_27c4885a779983fa.txt",
    "akita_cooperation_2023": "004_4d2bc630953d1d99.txt",
}
# columns whose cells are the document's own words; 原文 holds the place of a gist, parts of it by ／
_WORDS = (
    "原文",
    "値の表記",
    "印字",
    "原文の語",
    "実施団体",
    "講師",
    "金額（千円）",
    "人口（人）",
    "面積（k㎡）",
    "事業名",
)
# what stands in the document in a diagram, a list or a form that the extracted text does not keep together
_APART: dict[tuple[str, str], str] = {
    ("akita_cooperation_2023", "題の印字なし"): "said in place of a title that the extracted text has lost"
}


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _cells(source_id: str) -> list[tuple[str, int, str, str]]:
    return [
        (file.name, number, header, row[header])
        for file in sorted((SOURCES / source_id).glob("*.csv"))
        for number, row in enumerate(csv.DictReader(file.open(encoding="utf-8")), start=2)
        for header in _WORDS
        if row.get(header)
    ]


@pytest.mark.parametrize("source_id", DOCUMENTS)
def test_what_is_given_as_printed_stands_in_the_document(source_id: str) -> None:
    file: Path = TEXTS / DOCUMENTS[source_id]
    if not file.is_file():
        pytest.skip("the documents do not lie beside the project")
    document = _plain(file.read_text(encoding="utf-8"))
    cells = _cells(source_id)
    assert len(cells) > 10
    lost = [
        (name, number, header, part)
        for name, number, header, cell in cells
        for part in re.split("／|｜", cell)
        if _plain(part) not in document and (source_id, part) not in _APART
    ]
    assert lost == []


# tables of the documents whose rows need no cell of their own, with the reason
_NO_CELL = {
    "region": "a row holds many values: each has its cell in region_printed",
    "region_scheme": "follows from the region's own row",
}


def test_every_transcribed_row_has_the_cell_as_printed(mart: Mart) -> None:
    tables = mart.rows(
        "select table_name from duckdb_columns() where column_name = 'as_printed' and schema_name = 'main'"
    )
    lacking = {
        table: count
        for (table,) in tables
        if (
            count := mart.scalar(
                f"select count(*) from {table} where as_printed is null "
                f"and source_id in {tuple(DOCUMENTS)} and {_transcribed(table)}"
            )
        )
        and table not in _NO_CELL
    }
    assert lacking == {}


def _transcribed(table: str) -> str:
    """A scheme that a document only names has the usual words of schemes."""
    return {"scheme": "scheme_id = 'kasokuka'"}.get(table, "true")
