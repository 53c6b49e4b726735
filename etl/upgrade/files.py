"""The texts of an office's folder as an upgrade would leave them. Nothing here is written to the disk."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from etl.paths import Paths
from renkei.officeformat import KEY, files_of, formats_of

_BOM = "\ufeff"
_NUMBER = re.compile(rf"(?m)^{KEY}[ \t]*=[ \t]*\d+")
_ID = re.compile(r"(?m)^id[ \t]*=.*$")


@dataclass(frozen=True)
class Change:
    """One file, named from the office's folder on; None: it is not there."""

    name: str
    before: bytes | None
    after: bytes | None

    def lines(self) -> list[str]:
        """The lines that go (-) and come (+)."""
        old, new = ((text or b"").decode("utf-8-sig").splitlines() for text in (self.before, self.after))
        return [line for line in unified_diff(old, new, n=0, lineterm="") if not _is_heading(line)]


def _is_heading(line: str) -> bool:
    return line.startswith(("--- ", "+++ ", "@@"))


class Files:
    """What a step reads and writes; names are from the folder on that holds the settings."""

    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        self.root = paths.office or paths.root
        self.formats = {
            self._name(file): number for file, number in formats_of(paths.folder, paths.settings_file).items()
        }
        self._texts: dict[str, str | None] = {}

    def _name(self, file: Path) -> str:
        return file.relative_to(self.root).as_posix()

    def numbered(self) -> list[str]:
        """The files that carry a number of their own."""
        return [self._name(file) for file in files_of(self.paths.folder, self.paths.settings_file)]

    def below(self, number: int) -> list[str]:
        """Those of an older format than `number`."""
        return [name for name, found in self.formats.items() if found < number]

    def read(self, name: str) -> str | None:
        """None where there is no such file. Raises OSError, and ValueError where it is no UTF-8."""
        if name not in self._texts:
            file = self.root / name
            self._texts[name] = file.read_bytes().decode("utf-8") if file.is_file() else None
        return self._texts[name]

    def write(self, name: str, text: str) -> None:
        self._texts[name] = text

    def remove(self, name: str) -> None:
        self._texts[name] = None

    def changes(self) -> list[Change]:
        """The files whose bytes would be others, by name."""
        found = []
        for name, text in sorted(self._texts.items()):
            file = self.root / name
            before = file.read_bytes() if file.is_file() else None
            after = None if text is None else text.encode("utf-8")
            if before != after:
                found.append(Change(name, before, after))
        return found


def with_number(text: str, number: int) -> str:
    """The same TOML with its format: every other line, comment and line ending as it was.

    Raises ValueError where that would change anything but the number.
    """
    line = f"{KEY} = {number}"
    end = "\r\n" if "\r\n" in text else "\n"
    mark = _BOM if text.startswith(_BOM) else ""
    body = text.removeprefix(_BOM)
    if KEY in tomllib.loads(body):
        written = _NUMBER.sub(line, body, count=1)
    elif (first := _ID.search(body)) is not None:
        at = first.end() - (first[0][-1] == "\r")
        written = body[:at] + end + line + body[at:]
    else:
        at = _after_comments(body)
        written = body[:at] + line + end + body[at:]
    if tomllib.loads(written) != tomllib.loads(body) | {KEY: number}:
        raise ValueError(f"{KEY} cannot be written into it")
    return mark + written


def _after_comments(text: str) -> int:
    """Where the comment that a file begins with ends."""
    at = 0
    for line in text.splitlines(keepends=True):
        if not line.startswith("#"):
            break
        at += len(line)
    return at
