"""What stands beside a point: the format that a spreadsheet writes its value in, and the words of it."""

from __future__ import annotations

from dashboard import format as fmt
from dashboard.charts.model import Label, Place
from dashboard.numberformat import number_format
from dashboard.text import Lang, word


def label(
    kind: str,
    lang: Lang,
    value: float,
    before: str = "",
    after: str = "",
    unit: str = "",
    position: Place = "end",
) -> Label:
    """A value with the words before and after it. Its unit is among the words alone: where there are only
    formats it stands with the name of the series."""
    head = f"{before} " if before else ""
    told = f"{fmt.show(value, kind, lang, '')}{unit}{after}"
    words = f"{before}\n{told}" if before else told
    return Label(number_format(kind, lang, value, after, head), position, words=words)


def planned(lang: Lang) -> str:
    """Behind a figure that is planned."""
    told = word("status.planned", lang)
    return bracketed(told, lang) if lang == "ja" else f" {told}"


def bracketed(text: str, lang: Lang) -> str:
    """Behind a name, in brackets; nothing behind it where there is nothing to say."""
    if not text:
        return ""
    return f"（{text}）" if lang == "ja" else f" ({text})"
