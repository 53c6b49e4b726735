"""What documents call things: wording.toml, and an office's document.toml in its place, key by key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from etl.clean.values import narrow
from etl.near import near
from etl.problems import Problems

OFFICE_FILE = "document.toml"
_DEFAULTS = Path(__file__).with_name("wording.toml")
MEASURES = "recruitment.measures"


@dataclass(frozen=True)
class Wording:
    """`lists`: section and key of wording.toml → words. `files`: what took the place of some of them."""

    lists: Mapping[tuple[str, str], Sequence[str]]
    files: tuple[str, ...] = ()
    _patterns: dict[tuple[str, str], re.Pattern[str]] = field(default_factory=dict, compare=False, repr=False)

    def pattern(self, section: str, key: str) -> re.Pattern[str]:
        """Any word of the list, the longest first, for one may begin another; no text where it is empty."""
        at = (section, key)
        if at not in self._patterns:
            words = sorted(self.lists[at], key=lambda word: -len(word))
            self._patterns[at] = re.compile(f"(?:{'|'.join(map(_literal, words))})" if words else "(?!)")
        return self._patterns[at]

    def has(self, section: str, key: str, text: str) -> bool:
        return bool(self.pattern(section, key).search(text))

    def is_one(self, section: str, key: str, text: str) -> bool:
        return bool(self.pattern(section, key).fullmatch(text))

    def ends(self, section: str, key: str, text: str) -> bool:
        return bool(re.search(f"{self.pattern(section, key).pattern}$", text))

    @property
    def measures(self) -> Mapping[str, str]:
        """Printed words → 採用実績, 採用目標, 成果目標, as the form has them."""
        return {
            narrow(word): key
            for (section, key), words in self.lists.items()
            if section == MEASURES
            for word in words
        }


def _literal(word: str) -> str:
    """Of either width; a blank may be there or not, … is up to eight characters."""
    parts = (re.escape(narrow(part)) for part in re.split(r"(?<=\S)\s+(?=\S)", word.replace("…", "\0")))
    return r"\s?".join(parts).replace(re.escape("\0"), ".{0,8}")


def read_wording(office: Path, words: Path | None, problems: Problems) -> Wording:
    """The words of an office's document.toml, over them those of `words`, over the defaults.

    Raises OSError where `words` cannot be read. What is no list of words of a key is a problem.
    """
    lists = dict(_flat(tomllib.loads(_DEFAULTS.read_text(encoding="utf-8"))))
    own = office / OFFICE_FILE
    files = [*([own] if own.is_file() else []), *([words] if words else [])]
    for file in files:
        lists |= _read(file, lists, problems)
    return Wording(lists, tuple(map(str, files)))


def _flat(data: Mapping[str, Any], above: str = "") -> Iterator[tuple[tuple[str, str], Any]]:
    """Section and key → what is written there."""
    for key, held in data.items():
        if isinstance(held, Mapping):
            yield from _flat(held, f"{above}.{key}" if above else key)
        else:
            yield (above, key), held


def _read(
    file: Path, defaults: Mapping[tuple[str, str], Sequence[str]], problems: Problems
) -> dict[tuple[str, str], list[str]]:
    """What a file has in the place of the defaults."""

    def wrong(
        ja: str, en: str, column: str | None = None, value: object = None, guess: str | None = None
    ) -> None:
        shown = None if value is None else str(value)
        problems.report("document_words", ja, en, file=str(file), column=column, value=shown, guess=guess)

    try:
        data = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        wrong(f"TOML として読めません（{error}）", f"not valid TOML ({error})")
        return {}
    lists: dict[tuple[str, str], list[str]] = {}
    for at, held in _flat(data):
        if at not in defaults:
            wrong(
                "資料の言葉にこの項目はありません（項目は etl/document/wording.toml）",
                "there is no such key among the words of a document (etl/document/wording.toml has them)",
                _named(at),
                guess=near(_named(at), [_named(key) for key in defaults]),
            )
        elif not isinstance(held, list) or not all(isinstance(word, str) and narrow(word) for word in held):
            wrong('語の並び（["…", "…"]）で書きます', 'write a list of words (["…", "…"])', _named(at), held)
        else:
            lists[at] = held
    measures = [
        (narrow(word), key)
        for (section, key), words in lists.items()
        if section == MEASURES
        for word in words
    ]
    for word, key in measures:
        if any(word == other and key != its for other, its in measures):
            ja, en = "一つの語は一つの区分にだけ書きます", "a word can be of one measure only"
            wrong(ja, en, _named((MEASURES, key)), word)
    return lists


def _named(at: tuple[str, str]) -> str:
    return f"[{at[0]}] {at[1]}" if at[0] else at[1]
