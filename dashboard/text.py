"""Words: a text in every language, and the words of the frame around the figures.

A panel carries its own texts as `T(ja, en)`; words used everywhere stand in i18n/<language>.toml.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

Lang = Literal["ja", "en"]
LANGUAGES: tuple[Lang, ...] = get_args(Lang)
_FOLDER = Path(__file__).resolve().parent / "i18n"


@dataclass(frozen=True)
class T:
    """One text in Japanese and English."""

    ja: str
    en: str

    def __call__(self, lang: Lang) -> str:
        return self.ja if lang == "ja" else self.en


@cache
def words(lang: Lang) -> dict[str, str]:
    """All words of one language, by dotted key: words("ja")["status.actual"] == "実績"."""
    data = tomllib.loads((_FOLDER / f"{lang}.toml").read_text(encoding="utf-8"))
    return {f"{group}.{key}": value for group, entries in data.items() for key, value in entries.items()}


def word(key: str, lang: Lang) -> str:
    """One word. Raises KeyError when the language has none: a missing word must show in a test."""
    return words(lang)[key]
