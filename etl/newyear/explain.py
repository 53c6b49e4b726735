"""The sheet 説明: what to fill in, from whom, and how the file comes back."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width

from etl.forms.writer import FormSheet
from etl.newyear.due import Due
from etl.newyear.sheetlayout import LAYOUTS
from etl.newyear.words import STATES, fiscal_year, year_of
from etl.read.discover import Source

_WIDTHS = (24, 64, 64)


def explain(
    sheet: FormSheet,
    source: Source,
    year: int,
    rows: Sequence[Due],
    about: Sequence[tuple[str, str, str]] = (),
) -> None:
    """Both languages beside each other; the one open cell names the document behind the figures.

    `about`: further lines, of a document that was searched.
    """
    for at, width in enumerate(_WIDTHS):
        sheet.width(at, at, width)
    cited = source.citation
    lines: list[tuple[str, str, str]] = [
        (
            "様式 / workbook",
            f"{fiscal_year(year)}（{year}）の数値をお知らせください",
            f"Figures for {year}, please",
        ),
        ("出典 / source", cited["title"], cited["title_en"]),
        ("時点 / as of", str(cited.get("as_of") or ""), str(cited.get("as_of") or "")),
        ("資料名", "", "Fill in to the left: the document these figures come from, with its date"),
        (
            "書き方 / how",
            "白い欄だけ書きます。灰色の欄は変えません。行を並べ替えません。",
            "Fill in white cells only. Leave grey cells and the order of the rows as they are.",
        ),
        (
            "空欄 / blank",
            "まだ分からない行は空のままにします（未登録）。0 は 0 と書きます。途中までの行は誤りです。",
            "Leave a row blank that is not known yet (未登録). Write 0 for zero. Half a row is refused.",
        ),
        (
            "返し方 / return",
            f"担当者は data/sources/{source.source_id}/ に入れ、make refresh を実行します（名は自由）。",
            f"Put the file into data/sources/{source.source_id}/, under any name, and run make refresh.",
        ),
        *about,
    ]
    row = 1
    for name, ja, en in lines:
        sheet.write(row, 0, name, "bold")
        if name == "資料名":
            sheet.write(row, 1, None, "answer")
            sheet.write(row, 2, en, "wrap")
            _high(sheet, row, en)
        else:
            _write(sheet, row, ja, en)
        row += 1
    for table in dict.fromkeys(item.table for item in rows):
        row = _table(sheet, row + 1, table, [item for item in rows if item.table == table])
    sheet.lock()


def _table(sheet: FormSheet, row: int, table: str, rows: Sequence[Due]) -> int:
    """What is due of one table by year, its columns with their hints, and what must be known of it."""
    layout = LAYOUTS[table]
    sheet.write(row, 0, f"{layout.sheet} / {layout.sheet_en}", "bold")
    for year in sorted({item.year for item in rows}):
        at = [item for item in rows if item.year == year]
        counts = {state: sum(item.state == state for item in at) for state in STATES}
        ja = "、".join(f"{STATES[state][0]}{count}" for state, count in counts.items() if count)
        en = ", ".join(f"{count} {STATES[state][1]}" for state, count in counts.items() if count)
        said = f"{year_of(year, at[0].fiscal)}：{len(at)}行（{ja}）"
        _write(sheet, row, said, f"{year}: {len(at)} rows ({en})")
        row += 1
    for note, note_en in dict.fromkeys((item.note, item.note_en) for item in rows if item.note):
        _write(sheet, row, f"※ {note}", f"* {note_en}")
        row += 1
    for column in layout.columns:
        if column.is_answer and column.hint:
            must = "（必須）" if column.required else ""
            said = f"{column.header}{must}：{column.hint}"
            _write(sheet, row, said, f"{column.header} ({column.header_en}): {column.hint_en}")
            row += 1
    return row


def _write(sheet: FormSheet, row: int, ja: str, en: str) -> None:
    """Both languages of one line, the row as high as the longer of them needs."""
    sheet.write(row, 1, ja, "wrap")
    sheet.write(row, 2, en, "wrap")
    _high(sheet, row, ja, en)


def _high(sheet: FormSheet, row: int, *texts: str) -> None:
    wide = max(map(width_of, texts))
    sheet.height(row, 16 * max(1, -(-wide // (_WIDTHS[1] - 4))))


def width_of(text: str) -> int:
    """How wide a text is, in half-width characters."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
