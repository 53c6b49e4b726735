"""Searching a register: every word typed must stand somewhere in the entry.

Widths and cases do not matter: 17市町 finds １７市町, dx finds ＤＸ.
"""

from __future__ import annotations

_WIDE = "".join(chr(code) for code in range(0xFF01, 0xFF5F)) + "\u3000"
_NARROW = "".join(chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)) + " "


def _plain(text: str) -> str:
    narrow = _NARROW.replace("'", "''")
    return f"lower(translate({text}, '{_WIDE}', '{narrow}'))"


def found(*texts: str) -> str:
    """A condition over SQL texts; true for every row where nothing is searched for."""
    whole = _plain(f"concat_ws(' ', {', '.join(texts)})")
    return f"""($search is null or list_bool_and(list_transform(
            string_split({_plain("$search")}, ' '), lambda word: contains({whole}, word))))"""
