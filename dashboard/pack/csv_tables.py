"""CSV of a pack: a folder with one file per panel, the same as the board's own download, and an index."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from dashboard import format as fmt
from dashboard.pack.content import Pack, ReportProgress
from dashboard.pack.failed import Unmade, writing
from dashboard.pack.settings import Encoding
from dashboard.panel import PanelData
from dashboard.render.csvfile import csv_bytes
from dashboard.text import T, word

# what stands for the same sign in cp932, which has its own: nothing is lost to a reader
_TWINS = str.maketrans(
    {
        "−": "－",
        "〜": "～",
        "–": "-",
        "—": "―",
        "²": "2",
        "³": "3",
        "¥": "￥",
        "·": "・",
        "\u00a0": " ",
    }
)
_INDEX = T("目次", "index")
_HEADINGS = (T("ファイル", "File"), T("頁", "Page"), T("問い", "Question"), T("わかること", "Finding"))


def write(pack: Pack, path: Path, progress: ReportProgress = lambda done, of: None) -> None:
    """A folder. Raises Unmade where cp932 lacks a character: no file has a sign in its place."""
    path.mkdir()
    encoding = pack.settings.csv_encoding
    count = len(pack.panels)
    rows = []
    for number, (section, data) in enumerate(panels(pack), 1):
        name = f"{file_stem(number, data.panel.panel_id)}.csv"
        with writing(data), fmt.calendar(data.calendar):
            held = csv_bytes(data)
        (path / name).write_bytes(encoded(held, encoding, name))
        rows.append((name, section, data.panel.question(pack.lang), data.title))
        progress(number, count)
    index = f"00_{_INDEX(pack.lang)}.csv"
    (path / index).write_bytes(encoded(_index(pack, rows), encoding, index))


def panels(pack: Pack) -> list[tuple[str, PanelData]]:
    """Every panel with the title of its page."""
    return [(section.title, data) for section in pack.sections for data in section.panels]


def file_stem(number: int, panel_id: str) -> str:
    """03_attention: in the order of the pack; a panel may stand in it twice."""
    return f"{number:02d}_{panel_id}"


def _index(pack: Pack, rows: list[tuple[str, str, str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*(heading(pack.lang) for heading in _HEADINGS), word("panel.build", pack.lang)])
    writer.writerows([*row, pack.build_id] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def encoded(held: bytes, encoding: Encoding, name: str) -> bytes:
    """UTF-8 with BOM as it is, or cp932. Raises Unmade, naming file, row and character."""
    if encoding == "utf-8":
        return held
    text = held.decode("utf-8-sig").translate(_TWINS)
    try:
        return text.encode("cp932")
    except UnicodeEncodeError as error:
        lacking = text[error.start]
        row = text.count("\r\n", 0, error.start) + 1
        raise Unmade(
            T(
                f"{name} の {row} 行目の「{lacking}」（U+{ord(lacking):04X}）は cp932 にない。UTF-8 を選ぶ",
                f'{name}, row {row}: "{lacking}" (U+{ord(lacking):04X}) is not in cp932; choose UTF-8',
            )
        ) from None
