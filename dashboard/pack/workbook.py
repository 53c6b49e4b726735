"""The workbook of a pack: contents, a sheet per panel, notes, sources, dictionary, machine-readable."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Sequence
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet

from dashboard import format as fmt
from dashboard.boardname import board_name, imprint
from dashboard.datatable import of_texts
from dashboard.office import office
from dashboard.pack import workbook_machine, workbook_sheet
from dashboard.pack.content import Pack, ReportProgress
from dashboard.pack.failed import Unmade, writing
from dashboard.pack.workbook_look import Look
from dashboard.pack.workbook_sheet import page_setup, write_table
from dashboard.panel import PanelData
from dashboard.text import Lang, T, word

_CONTENTS = T("目次", "Contents")
_NOTES = T("注記", "Notes")
_SOURCES = T("出典", "Sources")
_DICTIONARY = T("データ辞書", "Dictionary")
_FULL = T(
    "1枚のシートに収まらない。頁か図を減らす",
    "more rows than a sheet holds; choose fewer pages or panels",
)
_HEADS = {
    "contents": (
        T("シート", "Sheet"),
        T("頁", "Page"),
        T("問い", "Question"),
        T("わかること", "Finding"),
        T("測り方・単位・範囲", "Measure, unit, area, period"),
    ),
    "notes": (T("シート", "Sheet"), T("図表", "Panel"), T("種類", "Kind"), T("注記", "Note")),
    "sources": (
        T("出典コード", "Source code"),
        T("発行", "Publisher"),
        T("資料", "Title"),
        T("時点", "As of"),
        T("シート", "Sheets"),
    ),
    "dictionary": (
        T("シート", "Sheet"),
        T("図表コード", "Panel code"),
        T("列コード", "Column code"),
        T("列名", "Column"),
        T("単位", "Unit"),
        T("種類", "Kind"),
        T("もとのビューと列", "Read from"),
        T("説明", "Note"),
    ),
}


def write(pack: Pack, path: Path, progress: ReportProgress = lambda done, of: None) -> None:
    """One .xlsx. The same pack gives the same bytes: its dates are the meeting's. Raises Unmade, OSError."""
    # the library's own parts lie beside the file: they go with it when the disk is full
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        try:
            _write(pack, path, folder, progress)
        except FileCreateError as error:
            (reason,) = error.args
            raise reason from error


def _write(pack: Pack, path: Path, folder: str, progress: ReportProgress) -> None:
    book = Workbook(
        str(path),
        {
            # a text is a text, whatever it begins with
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "tmpdir": folder,
        },
    )
    made = dt.datetime.combine(pack.made_on, dt.time())
    book.set_properties(
        {
            "title": pack.meeting,
            "subject": pack.settings.number,
            "comments": f"{word('panel.build', pack.lang)} {pack.build_id}  {pack.address}".strip(),
            "created": made,
        }
    )
    look = Look(book, pack.lang)
    names = sheet_names(pack)
    count = len(names) + 1
    first = book.add_worksheet(_CONTENTS(pack.lang))
    _contents(first, look, pack, names)
    for number, (data, name) in enumerate(names):
        with writing(data), fmt.calendar(data.calendar):
            workbook_sheet.add(book, look, pack, data, name)
        progress(number + 1, count)
    _lists(book, look, pack, names)
    machine = book.add_worksheet(workbook_machine.NAME(pack.lang))
    page_setup(machine, pack)
    try:
        workbook_machine.fill(machine, look, pack)
    except OverflowError:
        raise Unmade(_FULL) from None
    book.close()
    progress(count, count)


def sheet_names(pack: Pack) -> list[tuple[PanelData, str]]:
    """交付金1, 交付金2 …: page and number, as one says it in a meeting. At most 31 characters."""
    counts: dict[str, int] = {}
    named = []
    for section in pack.sections:
        for data in section.panels:
            counts[section.title] = counts.get(section.title, 0) + 1
            named.append((data, f"{section.title[:26]}{counts[section.title]}"))
    return named


def _contents(sheet: Worksheet, look: Look, pack: Pack, names: Sequence[tuple[PanelData, str]]) -> None:
    lang = pack.lang
    page_setup(sheet, pack)
    lines = [
        pack.title,
        "  ".join(
            part
            for part in (
                pack.day,
                pack.region or "",
                f"{word('panel.build', lang)} {pack.build_id}",
                pack.sampled,
            )
            if part
        ),
        *([pack.address] if pack.address else []),
    ]
    if imprint(lang):
        lines.append("　".join((board_name(lang), *imprint(lang))))
    accent = {"font_color": office().accent.upper()} if office().accent else {}
    pages = {id(data): section for section in pack.sections for data in section.panels}
    rows = [
        (name, pages[id(data)].title, data.panel.question(lang), data.title, data.subtitle)
        for data, name in names
    ]
    for row, text in enumerate(lines):
        sheet.write_string(
            row, 0, text, look.of(bold=True, font_size=14, **accent) if row == 0 else look.of(font_size=10)
        )
    sheet.set_row(0, 24)
    _text_table(sheet, look, "contents", rows, lang, top=4)
    link = look.words(font_color="#00118F", underline=1)
    for row, (_, name) in enumerate(names, 5):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", link, name)


def _lists(book: Workbook, look: Look, pack: Pack, names: Sequence[tuple[PanelData, str]]) -> None:
    """Notes, sources and dictionary, each on its sheet with the sheets they speak of."""
    lang = pack.lang
    sheet_of = {data.panel.panel_id: name for data, name in names}
    notes = []
    for data, name in names:
        notes += [(name, data.title, word("panel.missing", lang), text) for text in data.missing]
        notes += [(name, data.title, word("panel.notes", lang), text) for text in data.remarks]
    cited: dict[str, list[str]] = {}
    for data, name in names:
        for item in data.citations:
            cited.setdefault(item.source_id, []).append(name)
    comma = "、" if lang == "ja" else ", "
    sources = [
        (item.source_id, item.publisher, item.title, item.as_of, comma.join(cited[item.source_id]))
        for item in pack.citations
    ]
    entries = [
        (sheet_of[e.panel_id], e.panel_id, e.name, e.label, e.unit, e.kind, e.read_from, e.note)
        for e in pack.dictionary
    ]
    for title, kind, rows in (
        (_NOTES, "notes", notes),
        (_SOURCES, "sources", sources),
        (_DICTIONARY, "dictionary", entries),
    ):
        sheet = book.add_worksheet(title(lang))
        page_setup(sheet, pack)
        _text_table(sheet, look, kind, rows, lang)


def _text_table(
    sheet: Worksheet, look: Look, kind: str, rows: Sequence[Sequence[str]], lang: Lang, top: int = 0
) -> None:
    heads = [head(lang) for head in _HEADS[kind]]
    table = of_texts(heads, rows, lang)
    _, heights = write_table(sheet, look, table, top)
    for row, height in heights.items():
        sheet.set_row(row, height)
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(top)
    sheet.print_area(0, 0, top + max(len(rows), 1), len(heads) - 1)
