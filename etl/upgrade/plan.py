"""What an upgrade would change, and what it says of each format on the way (docs/upgrade.md)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.paths import Paths
from etl.upgrade.files import Change, Files, with_number
from etl.upgrade.steps import STEPS, Step
from renkei.office import PRODUCT
from renkei.officeformat import fault

# Japanese, English
_CHANGES = tuple(PRODUCT / "docs" / name for name in ("upgrade.md", "upgrade.en.md"))
_HEADING = re.compile(r"(?m)^## (?:書式|Format) (\d+).*$")


class Refused(Exception):
    """Why the office cannot be upgraded, in both languages; `file` is named from its folder on."""

    def __init__(self, file: str, ja: str, en: str) -> None:
        super().__init__(f"{file}: {en}")
        self.ja, self.en = f"{file}: {ja}", f"{file}: {en}"


@dataclass(frozen=True)
class Plan:
    """`oldest` is the lowest format of the office's files, `to` that of the product."""

    oldest: int
    to: int
    changes: Sequence[Change]


def plan(paths: Paths, steps: Sequence[Step] = STEPS) -> Plan:
    """All steps from the format of each file on. Raises Refused."""
    files = Files(paths)
    _check(files, steps[-1].to)
    oldest = min(files.formats.values(), default=steps[-1].to)
    for step in steps:
        if files.below(step.to):
            step.change(files)
    for name in files.below(steps[-1].to):
        _raise_number(files, name, steps[-1].to)
    return Plan(oldest, steps[-1].to, files.changes())


def _check(files: Files, newest: int) -> None:
    """Every numbered file can be read and is not newer than the product."""
    for name in files.numbered():
        text = _read(files, name)
        if text is None:
            continue
        try:
            table = tomllib.loads(text.removeprefix("\ufeff"))
        except ValueError as error:
            raise Refused(name, f"TOML として読めません（{error}）", f"not valid TOML ({error})") from error
        if files.formats.get(name, 0) > newest or fault(table):
            raise Refused(name, *(fault(table) or ("書式が新しすぎます", "its format is too new")))


def _read(files: Files, name: str) -> str | None:
    try:
        return files.read(name)
    except (OSError, ValueError) as error:
        raise Refused(name, f"読めません（{error}）", f"cannot be read ({error})") from error


def _raise_number(files: Files, name: str, number: int) -> None:
    text = _read(files, name)
    if text is None:
        return
    try:
        files.write(name, with_number(text, number))
    except ValueError as error:
        raise Refused(name, "書式の番号を書き込めません", str(error)) from error


def said_of(oldest: int, to: int, files: Sequence[Path] = _CHANGES) -> list[str]:
    """What the changelog for offices says, in every language, of the formats after `oldest`, up to `to`."""
    parts = [_parts(file.read_text(encoding="utf-8")) for file in files]
    return [part[number] for number in range(oldest + 1, to + 1) for part in parts]


def _parts(text: str) -> dict[int, str]:
    heads = [*_HEADING.finditer(text)]
    ends = [*(head.start() for head in heads[1:]), len(text)]
    return {int(head[1]): text[head.start() : end].strip() for head, end in zip(heads, ends, strict=True)}
