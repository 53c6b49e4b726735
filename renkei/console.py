"""What a command prints reaches its end on any console: a letter that it lacks is shown by a likeness.

A Japanese Windows writes cp932 into a file or a pipe, and a name or a value of any file may hold letters
that are not in it. An output that dies at the first of them hides the rest.
"""

from __future__ import annotations

import codecs
import json
import sys
import unicodedata
from typing import Any

_LIKENESS = {
    "−": "－",
    "〜": "～",
    "—": "―",
    "–": "-",
    "‐": "-",
    "‑": "-",
    "‖": "∥",
    "¢": "￠",
    "£": "￡",
    "¬": "￢",
}
_LACKING = "〓"  # what a Japanese printer sets for a letter it does not have
_NAME = "renkei.likeness"


def _replaced(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end]
    return "".join(_like(letter, error.encoding) for letter in letters), error.end


def _like(letter: str, encoding: str) -> str:
    plain = unicodedata.normalize("NFKD", letter)
    # the letter without its marks: é as e
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    for likeness in (_LIKENESS.get(letter, ""), bare, _LACKING):
        if likeness and _holds(encoding, likeness):
            return likeness
    return "" if unicodedata.combining(letter) else "?"


def _holds(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def say_everything() -> None:
    """Standard output and standard error never end a command for a letter they lack."""
    codecs.register_error(_NAME, _replaced)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a program without a console has none
            stream.reconfigure(errors=_NAME)


def json_text(data: Any) -> str:
    """JSON for standard output, every letter as it is: by its number where the encoding may lack it."""
    whole = "utf" in (getattr(sys.stdout, "encoding", None) or "").lower()
    return json.dumps(data, ensure_ascii=not whole, indent=1)
