"""Type of a slide: fonts of both scripts, sizes in points, and the run and paragraph that carry them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from dashboard.charts.look import TEXT
from dashboard.text import Lang

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FONT = "BIZ UDPGothic"
LEADING = 1.25


@dataclass(frozen=True)
class Type:
    """Both scripts are named on every run: else the office's own default draws one of them.

    A template keeps its own fonts: `+mn-lt` and `+mn-ea` are its theme's.
    """

    lang: Lang
    latin: str = _FONT
    ea: str = _FONT
    factor: float = 1.0

    def size(self, points: float) -> float:
        """Points of this pack: larger where large print was asked for."""
        return round(points * self.factor, 1)

    def fonts(self) -> str:
        return f'<a:latin typeface="{escape(self.latin)}"/><a:ea typeface="{escape(self.ea)}"/>'

    def properties(
        self, points: float, bold: bool = False, colour: str = TEXT, tag: str = "rPr", link: str = ""
    ) -> str:
        """a:rPr (or a:defRPr): size, weight, colour, fonts."""
        code = "ja-JP" if self.lang == "ja" else "en-US"
        named = f' lang="{code}" altLang="en-US"' if tag == "rPr" else ""
        return (
            f'<a:{tag}{named} sz="{round(points * 100)}" b="{int(bold)}">'
            f'<a:solidFill><a:srgbClr val="{colour[1:]}"/></a:solidFill>{self.fonts()}{link}</a:{tag}>'
        )

    def run(self, text: str, points: float, bold: bool = False, colour: str = TEXT, link: str = "") -> str:
        return f"<a:r>{self.properties(points, bold, colour, link=link)}<a:t>{clean(text)}</a:t></a:r>"

    def paragraph(self, runs: Sequence[str], points: float, align: str = "l") -> str:
        """Lines of a fixed height, so that what fits here fits in every office program."""
        spacing = f'<a:lnSpc><a:spcPts val="{round(points * LEADING * 100)}"/></a:lnSpc>'
        # an empty line would else be as tall as the office's own type
        end = "" if runs else f'<a:endParaRPr lang="en-US" sz="{round(points * 100)}"/>'
        return f'<a:p><a:pPr algn="{align}">{spacing}</a:pPr>{"".join(runs)}{end}</a:p>'


def clean(text: str) -> str:
    """Escaped, without the characters that XML cannot hold."""
    return escape(holdable(text))


def holdable(text: str) -> str:
    """Without the characters that XML cannot hold, for a library that escapes the others by itself."""
    return _NOT_XML.sub("", text)
