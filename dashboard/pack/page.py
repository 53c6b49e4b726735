"""One HTML file for a machine without network: charts, tables and type inside, no request at all."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path
from unicodedata import east_asian_width

from plotly.offline import get_plotlyjs

from dashboard.boardname import board_name
from dashboard.office import accent_rule
from dashboard.pack import page_parts, page_sheets
from dashboard.pack.content import Pack, ReportProgress
from dashboard.pack.page_figures import Figures, template
from dashboard.text import LANGUAGES, word

_HERE = Path(__file__).resolve().parent
_ASSETS = _HERE / "assets"
_FONTS = _HERE.parent / "fonts"
# of every document: tables that sort by a column, charts, what is done for paper
SCRIPTS = (_HERE.parent / "render" / "sort.js", _ASSETS / "page.js")
_STYLE = _HERE.parent / "render" / "style.css"
# the look of the board's own parts; what is indented or begins otherwise concerns the toolkit
_OWN_RULE = re.compile(r"^(?:\.rb-[^{}]*)\{[^{}]*\}", re.M)
# the title of a handout until its charts are drawn
UNFINISHED = "rb-unfinished"


def write(pack: Pack, path: Path, progress: ReportProgress = lambda done, of: None) -> None:
    """Both languages, whichever the pack begins with first."""
    packs = []
    for number, lang in enumerate((pack.lang, *(lang for lang in LANGUAGES if lang != pack.lang)), 1):
        packs.append(pack.in_language(lang))
        progress(number, len(LANGUAGES) + 1)
    path.write_text(document(packs), encoding="utf-8", newline="\n")
    progress(len(LANGUAGES) + 1, len(LANGUAGES) + 1)


def document(packs: Sequence[Pack], paper: bool = False) -> str:
    """The file as text: every pack one language. `paper` is the handout, all folds open."""
    first = packs[0]
    large = paper and first.settings.large_print
    figures = Figures(paper, large)
    # the language one switches to lies packed: tables are a tenth of their size then
    written = page_sheets.document if paper and first.sheets else page_parts.document
    docs = [written(pack, figures, paper) for pack in packs]
    script = "".join(file.read_text(encoding="utf-8") for file in SCRIPTS)
    library, library_packed = _library()
    kind = " ".join(name for name, yes in (("rb-paper", paper), ("rb-large", large)) if yes)
    title = first.title
    policy = (
        "default-src 'none'; "
        f"script-src '{_hash(script)}' '{_hash(library)}'; style-src 'unsafe-inline'; "
        "img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    )
    return "".join(
        (
            f'<!doctype html>\n<html lang="{first.lang}" class="{kind}">\n<head>\n<meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f'<meta name="generator" content="{escape(board_name(first.lang))} {first.build_id}">\n',
            f"<title>{UNFINISHED if paper else escape(title)}</title>\n",
            f"<style>\n{_faces()}\n{style(first)}\n</style>\n</head>\n<body>\n",
            "" if paper else _switch(packs),
            docs[0],
            "".join(
                f'\n<script type="application/octet-stream" id="document-{pack.lang}">{packed(doc)}</script>'
                for pack, doc in zip(packs[1:], docs[1:], strict=True)
            ),
            chart_data(figures),
            f'<script type="application/octet-stream" id="library">{library_packed}</script>\n',
            f"<script>{script}</script>\n</body>\n</html>\n",
        )
    )


def chart_data(figures: Figures) -> str:
    """All charts of a document as data for page.js."""
    return (
        f'\n<script type="application/json" id="template">{template()}</script>\n'
        f'<script type="application/octet-stream" id="figures">{packed(figures.json())}</script>\n'
    )


def _switch(packs: Sequence[Pack]) -> str:
    buttons = "".join(
        f'<button type="button" data-lang="{pack.lang}" lang="{pack.lang}" '
        f'aria-pressed="{str(pack is packs[0]).lower()}">{escape(word("language.name", pack.lang))}</button>'
        for pack in packs
    )
    return f'<nav class="rb-langs" aria-label="言語 / Language">{buttons}</nav>\n'


def style(pack: Pack, shape: str = "landscape") -> str:
    """The look of a document on screen and on a sheet of A4 of this shape; its type is not in it."""
    return f"{look()}\n{_sheet(pack, shape)}"


def look() -> str:
    """Of the board's own parts, and of what a page of its own needs."""
    own = "\n".join(_OWN_RULE.findall(_STYLE.read_text(encoding="utf-8")))
    return "\n".join((accent_rule(), own, (_ASSETS / "page.css").read_text(encoding="utf-8")))


@cache
def _faces() -> str:
    """The board's own type, both weights, inside the file."""
    faces = []
    for name, weight in (("Regular", 400), ("Bold", 700)):
        held = base64.b64encode((_FONTS / f"NotoSansJP-{name}.woff2").read_bytes()).decode("ascii")
        faces.append(
            f'@font-face{{font-family:"Noto Sans JP";font-weight:{weight};'
            f'src:url("data:font/woff2;base64,{held}") format("woff2")}}'
        )
    return "\n".join(faces)


@cache
def _library() -> tuple[str, str]:
    """plotly.js as the package brings it: its text, and packed for the file (a third of its size)."""
    text = get_plotlyjs()
    return text, packed(text)


def packed(text: str) -> str:
    """As page.js unpacks it."""
    # no time of packing, or the same pack would not give the same bytes
    return base64.b64encode(gzip.compress(text.encode("utf-8"), 9, mtime=0)).decode("ascii")


def unpacked(packed: str) -> str:
    """What `packed` put away: the page does the same in the browser."""
    return gzip.decompress(base64.b64decode(packed)).decode("utf-8")


def _hash(script: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode('utf-8')).digest()).decode('ascii')}"


def _sheet(pack: Pack, shape: str) -> str:
    """Size of the paper, and on each page above the meeting, below sources, build and page."""
    lang = pack.lang
    stop, comma = ("：", "、") if lang == "ja" else (": ", ", ")
    more = "ほか（各図の下と末尾の一覧）" if lang == "ja" else " and others (below each chart)"
    publishers = list(dict.fromkeys(item.publisher for item in pack.citations))
    kept = max((n for n in range(1, len(publishers) + 1) if _fits(comma.join(publishers[:n]))), default=1)
    sources = comma.join(publishers[:kept]) + (more if len(publishers) > kept else "")
    above = f"{board_name(lang)}　{word('panel.build', lang)} {pack.build_id}"
    below = f"{word('panel.source', lang)}{stop}{sources}" if publishers and not pack.sheets else ""
    head = "　".join(part for part in (pack.head, pack.day) if part) if pack.sheets else pack.head
    boxes = (
        ("top-left", _string(head)),
        ("top-right", _string(above)),
        ("bottom-left", _string(below)),
        ("bottom-right", 'counter(page) " / " counter(pages)'),
    )
    type_ = 'font:9pt "Noto Sans JP",sans-serif;color:#4d4d4d;white-space:nowrap'
    told = "".join(f"@{place}{{content:{content};{type_}}}" for place, content in boxes)
    return f"@page{{size:A4 {shape};margin:16mm 10mm 14mm;{told}}}"


def _fits(text: str) -> bool:
    """Whether it leaves room for the page's number on the same line: 9 pt on 277 mm."""
    return sum(2 if east_asian_width(letter) in "WFA" else 1 for letter in text) <= 100


def _string(text: str) -> str:
    """A text as a string of CSS that no markup can end."""
    return '"' + "".join(f"\\{ord(c):x} " if c in '"\\<>&\n' else c for c in text) + '"'
