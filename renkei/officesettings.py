"""What an office says of itself in office.toml: [office], [words] and [show]. Every key has a default; a
value that cannot be meant is refused with a sentence, and the default stands."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from renkei.colours import contrast

# WCAG 1.4.3, text of any size
LEAST_CONTRAST = 4.5
# what the accent stands on: (ja, en, ground)
GROUNDS = (
    ("画面", "the screen", "#FFFFFF"),
    ("投影", "the projector", "#FFFFFF"),
    ("印刷", "paper", "#FFFFFF"),
)
LOGOS = (".png", ".svg")
_MOST_BYTES = 300_000
_COLOUR = re.compile("#[0-9a-fA-F]{6}")
_YEARS = (1980, 2100)


@dataclass(frozen=True)
class Refused:
    """A value that is not taken: where it stands, what was expected, what may have been meant."""

    section: str
    key: str
    value: str
    ja: str
    en: str
    guess: str | None = None

    @property
    def place(self) -> str:
        return f"[{self.section}] {self.key}"


class Wrong(ValueError):
    """Why a value is refused, in both languages."""

    def __init__(self, ja: str, en: str) -> None:
        super().__init__(en)
        self.ja, self.en = ja, en


@dataclass(frozen=True)
class OfficeSettings:
    """An empty text or list: as the product has it."""

    prefectures: tuple[str, ...] | None = None  # an empty one: the board is of none
    title: str = ""
    title_en: str = ""
    publisher: str = ""
    publisher_en: str = ""
    contact: str = ""
    contact_en: str = ""
    logo: str = ""
    accent: str = ""
    bureau: str = ""
    bureau_en: str = ""
    within: str = ""
    pages: tuple[str, ...] = ()
    region: str = ""
    compared: tuple[str, ...] = ()
    years: tuple[int, ...] = ()

    def in_language(self, name: str, lang: str) -> str:
        """A text that has an English one beside it; where that is not written, the Japanese."""
        own = str(getattr(self, name))
        return str(getattr(self, f"{name}_en")) or own if lang != "ja" else own


def _text(value: object, folder: Path) -> str:
    if not isinstance(value, str):
        raise Wrong('引用符で囲んだ文字で書きます（"…"）', 'write a text in quotes ("…")')
    return re.sub(r"[\x00-\x1f\x7f]+", " ", unicodedata.normalize("NFC", value)).strip()


def _texts(value: object, folder: Path) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [value] if value.strip() else []
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise Wrong('並びで書きます（["…", "…"]）', 'write a list (["…", "…"])')
    return tuple(dict.fromkeys(_text(item, folder) for item in value))


def _years(value: object, folder: Path) -> tuple[int, ...]:
    first, last = _YEARS
    whole = isinstance(value, list) and all(type(item) is int and first <= item <= last for item in value)
    if not whole or not isinstance(value, list) or len(value) != 2 or value[0] >= value[1]:
        raise Wrong(
            "二つの西暦年を、早い方から書きます（[2020, 2050]）",
            "write two years, the earlier first ([2020, 2050])",
        )
    return tuple(value)


def _colour(value: object, folder: Path) -> str:
    text = _text(value, folder)
    if not text:
        return ""
    if not _COLOUR.fullmatch(text):
        raise Wrong('六桁の色で書きます（"#0017c1"）', 'write a colour of six digits ("#0017c1")')
    for ja, en, ground in GROUNDS:
        ratio = contrast(text, ground)
        if ratio < LEAST_CONTRAST:
            raise Wrong(
                f"{ja}の地の色（{ground}）とのコントラスト比が {ratio:.2f} で、{LEAST_CONTRAST} に"
                "足りません。既定の色のままにします。もっと濃い色にしてください",
                f"its contrast with the ground of {en} ({ground}) is {ratio:.2f}, below "
                f"{LEAST_CONTRAST}; the default colour stands. Choose a darker one",
            )
    return text.lower()


def _picture(value: object, folder: Path) -> str:
    """A file of the office's folder."""
    name = _text(value, folder)
    if not name:
        return ""
    file = folder / name
    if file.suffix.lower() not in LOGOS:
        raise Wrong("PNG か SVG の画像のファイル名を書きます", "name a PNG or SVG picture")
    if not file.resolve().is_relative_to(folder.resolve()) or not file.is_file():
        raise Wrong(
            f"事務局のフォルダ（{folder.name}）にこのファイルがありません",
            f"there is no such file in the office's folder ({folder.name})",
        )
    if file.stat().st_size > _MOST_BYTES or not _looks_right(file):
        raise Wrong("300 KB までの PNG か SVG にしてください", "must be a PNG or SVG of at most 300 KB")
    return name


def _looks_right(file: Path) -> bool:
    head = file.read_bytes()
    return head.startswith(b"\x89PNG\r\n\x1a\n") if file.suffix.lower() == ".png" else b"<svg" in head


_KINDS: Mapping[str, Callable[[object, Path], Any]] = {
    "text": _text,
    "texts": _texts,
    "years": _years,
    "colour": _colour,
    "picture": _picture,
}


# section → key → how it is read; what each is for stands in the board's words, [setting]
KEYS: Mapping[str, Mapping[str, str]] = {
    "office": {
        "prefectures": "texts",
        "title": "text",
        "title_en": "text",
        "publisher": "text",
        "publisher_en": "text",
        "contact": "text",
        "contact_en": "text",
        "logo": "picture",
        "accent": "colour",
    },
    "words": {"bureau": "text", "bureau_en": "text", "within": "text"},
    "show": {"pages": "texts", "region": "text", "compared": "texts", "years": "years"},
}


def read(settings: Mapping[str, Any], folder: Path) -> tuple[OfficeSettings, list[Refused]]:
    """Of the whole settings, whose pictures lie in `folder`."""
    taken: dict[str, Any] = {}
    refused: list[Refused] = []
    for section, keys in KEYS.items():
        held = settings.get(section, {})
        for key in keys.keys() & held.keys() if isinstance(held, Mapping) else ():
            try:
                taken[key] = _KINDS[keys[key]](held[key], folder)
            except Wrong as wrong:
                refused.append(Refused(section, key, str(held[key]), wrong.ja, wrong.en))
    if "logo" not in taken:
        taken["logo"] = _logo(folder)
    return OfficeSettings(**taken), refused


def _logo(folder: Path) -> str:
    for suffix in LOGOS:
        try:
            return _picture(f"logo{suffix}", folder)
        except Wrong:
            continue
    return ""


def read_file(file: Path) -> tuple[OfficeSettings, list[Refused]]:
    """Of a settings file; one that cannot be read sets nothing."""
    try:
        held = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return OfficeSettings(), []
    return read(held, file.parent)
