"""One table of a survey.toml, asked entry by entry; whatever nobody asked for is a misspelling."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from etl.near import near

Wrong = Callable[..., None]
_ID = re.compile(r"[a-z][a-z0-9_]{0,59}")


class Entries:
    """`where` is how a message names the table. A wrong entry is told and read as nothing."""

    def __init__(self, data: dict[str, Any], where: str, wrong: Wrong) -> None:
        self._data, self._where, self._wrong = data, where, wrong
        self._used: set[str] = set()

    def _take(self, key: str) -> Any:
        self._used.add(key)
        return self._data.get(key)

    def _bad(self, key: str, ja: str, en: str, value: Any = None) -> None:
        self._wrong(ja, en, f"{self._where}{key}", None if value is None else str(value))

    def text(self, key: str, without: str | None = None) -> str:
        """The text under `key`; `without` is what it is where nothing stands (None: required)."""
        found = self._take(key)
        if found is None and without is not None:
            return without
        if not isinstance(found, str) or (without is None and not found.strip()):
            self._bad(key, "文字（引用符つき）で書きます", "must be text in quotes", found)
            return ""
        return found.strip()

    def identifier(self, key: str) -> str:
        found = self.text(key)
        if found and not _ID.fullmatch(found):
            self._bad(
                key,
                "英小文字で始め、英小文字・数字・_ で書きます",
                "must be lower-case letters, digits and _",
                found,
            )
        return found

    def one_of(self, key: str, words: tuple[str, ...]) -> Any:
        found = self.text(key)
        if found and found not in words:
            listed = ", ".join(words)
            self._bad(key, f"次のどれかで書きます: {listed}", f"must be one of: {listed}", found)
        return found

    def truth(self, key: str, without: bool) -> bool:
        found = self._take(key)
        if found is None:
            return without
        if not isinstance(found, bool):
            self._bad(key, "true か false で書きます", "must be true or false", found)
            return without
        return found

    def truth_or_date(self, key: str, without: bool | dt.date) -> bool | dt.date:
        found = self._take(key)
        if found is None:
            return without
        if not isinstance(found, (bool, dt.date)) or isinstance(found, dt.datetime):
            self._bad(
                key,
                "true、false か日付（例 2026-11-30、引用符なし）で書きます",
                "must be true, false or a date (2026-11-30, no quotes)",
                found,
            )
            return without
        return found

    def whole(self, key: str, without: int) -> int:
        found = self._take(key)
        if found is None:
            return without
        if not isinstance(found, int) or isinstance(found, bool) or found < 1:
            self._bad(key, "1 以上の整数で書きます", "must be a whole number from 1", found)
            return without
        return found

    def date(self, key: str) -> dt.date | None:
        found = self._take(key)
        if not isinstance(found, dt.date) or isinstance(found, dt.datetime):
            self._bad(
                key,
                "日付（例 2026-11-30、引用符なし）で書きます",
                "must be a date (2026-11-30, no quotes)",
                found,
            )
            return None
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        found = self._take(key)
        if found is None:
            return ()
        if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
            self._bad(key, '["…", "…"] の形で書きます', 'must be ["…", "…"]', found)
            return ()
        return tuple(dict.fromkeys(item.strip() for item in found))

    def table(self, key: str) -> dict[str, Any]:
        found = self._take(key)
        if not isinstance(found, dict):
            self._bad(f"[{key}]", f"[{key}] が要ります", f"[{key}] is needed")
            return {}
        return found

    def tables(self, key: str) -> list[dict[str, Any]]:
        found = self._take(key)
        if found is None:
            return []
        if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
            self._bad(f"[[{key}]]", f"[[{key}]] の形で書きます", f"must be written as [[{key}]]")
            return []
        return found

    def named_lists(self, key: str) -> dict[str, list[dict[str, Any]]]:
        found = self._take(key)
        if found is None:
            return {}
        if not isinstance(found, dict) or not all(
            isinstance(item, list) and all(isinstance(one, dict) for one in item) for item in found.values()
        ):
            self._bad(
                f"[{key}]",
                "名前 = [{id, text, text_en}, …] で書きます",
                "must be name = [{id, text, text_en}, …]",
            )
            return {}
        return found

    def nothing_else(self) -> None:
        for key in self._data:
            if key not in self._used:
                guess = near(key, sorted(self._used))
                self._bad(
                    key,
                    "この項目はありません" + (f"（候補: {guess}）" if guess else ""),
                    "there is no such entry" + (f" ({guess}?)" if guess else ""),
                )
