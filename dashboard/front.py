"""What the browser gets with the empty page, so that its first picture already looks like the board.

Left alone, it learns of our look, our fonts and the parts for HTML and charts only when the first run
of the script arrives: everything moves, and the cards wait for a small part.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

import streamlit

from dashboard.office import accent_rule

_RENDER = Path(__file__).resolve().parent / "render"
STYLE = _RENDER / "style.css"
_LATER = _RENDER / "later.js"
# by the names they have in the toolkit's static files, before the mark of their content
_PARTS = ("Html", "purify.es")
_LATER_PARTS = ("PlotlyChart",)
_FONTS = ("NotoSansJP-Regular", "NotoSansJP-Bold")
_ROOT = '<div id="root">'


def furnished(page: str, present: bool) -> str:
    """The HTML page with links to what it needs; its body says whether it is a meeting's."""
    page = page.replace("<head>", f"<head>{_links()}", 1)
    page = page.replace("<body>", f'<body class="rb-{"meeting" if present else "board"}">', 1)
    # behind the toolkit's own styles, which it writes into the head, and before what a run brings
    own = f"<style>{accent_rule()}</style>" if accent_rule() else ""
    return page.replace(_ROOT, f'<link rel="stylesheet" href="{style_address()}">{own}{_ROOT}', 1)


@cache
def style_address() -> str:
    """With a mark of the content, so that a browser may keep it."""
    return f"/look/style.css?{hashlib.sha256(STYLE.read_bytes()).hexdigest()[:12]}"


@cache
def _links() -> str:
    links = [f'<link rel="modulepreload" crossorigin href="{part}">' for part in _addresses(_PARTS)]
    links += [
        f'<link rel="preload" as="font" type="font/woff2" crossorigin href="/fonts/{name}.woff2">'
        for name in _FONTS
    ]
    later = _LATER.read_text(encoding="utf-8").replace("LATER_PARTS", json.dumps(_addresses(_LATER_PARTS)))
    return f"{''.join(links)}<script>{later}</script>"


def _addresses(parts: tuple[str, ...]) -> list[str]:
    """Parts that this release of the toolkit does not have are left out."""
    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    names = [file.name for part in parts for file in sorted(folder.glob(f"{part}.*.js"))[:1]]
    return [f"/static/js/{name}" for name in names]
