"""Words: a text in every language, and the words of the frame around the figures.

A panel carries its own texts as `T(ja, en)`; words used everywhere stand in i18n/<language>.toml. Every file
of that folder is a language: what a third one has no words for is in English; its table [texts] holds texts
of panels and pages, by the English.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.office import office

Lang = str  # "ja", "en", or the name of another file of i18n
_FOLDER = Path(__file__).resolve().parent / "i18n"
# the two that every text has
_OWN = ("ja", "en")
LANGUAGES: tuple[Lang, ...] = (*_OWN, *sorted({file.stem for file in _FOLDER.glob("*.toml")} - {*_OWN}))


@dataclass(frozen=True)
class T:
    """One text in Japanese and English."""

    ja: str
    en: str

    def __call__(self, lang: Lang) -> str:
        if lang == "ja":
            return filled(self.ja, lang)
        return filled(self.en if lang == "en" else _texts(lang).get(self.en, self.en), lang)


@cache
def _file(lang: Lang) -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads((_FOLDER / f"{lang}.toml").read_text(encoding="utf-8"))


def _texts(lang: Lang) -> Mapping[str, str]:
    return _file(lang).get("texts", {})


@cache
def words(lang: Lang) -> dict[str, str]:
    """All words of one language, by dotted key: words("ja")["status.actual"] == "実績"."""
    groups = {group: entries for group, entries in _file(lang).items() if group != "texts"}
    own = {f"{group}.{key}": value for group, entries in groups.items() for key, value in entries.items()}
    return own if lang in _OWN else {**words("en"), **own}


def word(key: str, lang: Lang) -> str:
    """One word. Raises KeyError when the language has none: a missing word must show in a test."""
    return filled(words(lang)[key], lang)


def filled(text: str, lang: Lang) -> str:
    """With the office's own word ([words] of office.toml) for a bureau of the prefecture: {bureau}."""
    if "{bureau}" not in text:
        return text
    return text.replace("{bureau}", office().in_language("bureau", lang) or words(lang)["office.bureau"])
