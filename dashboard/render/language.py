"""Japanese words on an English page say that they are Japanese, so that they are read out as such.

The documents' own words, names of places and cells as printed stay in Japanese on the English page.
"""

from __future__ import annotations

import re
from html import escape

from dashboard.text import Lang

# kana, kanji, full-width forms and the punctuation that goes with them
_J = "\u3001-\u30ff\u31f0-\u31ff\u3220-\u33ff\u3400-\u9fff\uf900-\ufaff\uff01-\uffef"
# from the first Japanese character to the last before a Latin letter: 令和5年度 is one run
_RUN = re.compile(f"([{_J}](?:[^A-Za-z]*[{_J}])?)")
_ENGLISH = re.compile("[a-z]{3}")


def japanese(text: str) -> bool:
    """Whether a text holds any Japanese character."""
    return _RUN.search(text) is not None


def passage(text: str, lang: Lang) -> str:
    """Escaped for HTML; on the English page what is Japanese is marked lang="ja".

    A text without an English word is marked whole (ICTの活用), another run by run.
    """
    if lang == "ja" or not japanese(text):
        return escape(text)
    if not _ENGLISH.search(text):
        return f'<span lang="ja">{escape(text)}</span>'
    return "".join(
        f'<span lang="ja">{escape(part)}</span>' if n % 2 else escape(part)
        for n, part in enumerate(_RUN.split(text))
    )
