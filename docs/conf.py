"""The documentation as a site: Sphinx reads the pages of one language (docs/make_site.py names it)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

_HERE = Path(__file__).parent
_WIDE = "[\u3000-\u30ff\u3400-\u9fff\uff00-\uff60]"
_LINE_END = re.compile(rf"(?<={_WIDE})\n(?={_WIDE})")
_PICTURE = re.compile(r"^!\[[^\]]*\]\((pictures/[^)]+)\)$", re.MULTILINE)

project = "広域連携ボード · Renkei Board"
extensions = ["myst_parser"]
myst_heading_anchors = 3
exclude_patterns = ["design", "pictures"]
# a file of the repository that is no page is named, not opened (tests/documentation look that it is there)
suppress_warnings = ["myst.xref_missing"]
html_theme = "furo"
html_title = project
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
pygments_style = "tango"
# furo names fonts of the reader's machine; nothing is asked of another
html_theme_options = {
    "light_css_variables": {
        "font-stack": "'Noto Sans JP', 'Noto Sans CJK JP', 'BIZ UDPGothic', Meiryo, sans-serif",
        "font-stack--monospace": "'Noto Sans Mono CJK JP', 'BIZ UDGothic', Consolas, monospace",
        "color-brand-primary": "#0017c1",
        "color-brand-content": "#0017c1",
    }
}


# the first line below a page's title leads to the same page in the other language
_TWIN = re.compile(r"^\[(?:English|日本語)\]\(([a-z-]+)(\.en)?\.md\)$", re.MULTILINE)


def to_the_other_language(app: Sphinx, page: str, source: list[str]) -> None:
    """The other language is a site of its own beside this one."""
    source[0] = _TWIN.sub(
        lambda found: (
            f'<a href="../en/{found[1]}.en.html" hreflang="en">English</a>'
            if found[2]
            else f'<a href="../ja/{found[1]}.html" hreflang="ja">日本語</a>'
        ),
        source[0],
    )


def without_missing_pictures(app: Sphinx, page: str, source: list[str]) -> None:
    """A site made where no Chromium takes pictures (`make pictures`) has none, rather than broken ones."""
    source[0] = _PICTURE.sub(lambda found: found[0] if (_HERE / found[1]).is_file() else "", source[0])


def without_spaces_of_line_ends(
    app: Sphinx, page: str, template: str, context: dict[str, Any], tree: Any
) -> None:
    """A line that ends within Japanese goes on without a space; a browser would set one."""
    parts = re.split(r"(<pre>.*?</pre>)", context.get("body", ""), flags=re.DOTALL)
    parts[::2] = [_LINE_END.sub("", part) for part in parts[::2]]
    context["body"] = "".join(parts)


def setup(app: Sphinx) -> None:
    app.connect("source-read", to_the_other_language)
    app.connect("source-read", without_missing_pictures)
    app.connect("html-page-context", without_spaces_of_line_ends)
