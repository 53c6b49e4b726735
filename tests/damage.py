"""What a disk, a copy that was cut off or a hand does to a published build."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

DATABASE, PARQUET, MANIFEST = "cooperation.duckdb", "parquet/disbursement.parquet", "manifest.json"


def _cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-4096])


def _zeroed_header(file: Path) -> None:
    file.write_bytes(bytes(4096) + file.read_bytes()[4096:])


def flipped(file: Path) -> None:
    """One byte in the middle is another; the size is as it was."""
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)


def _no_file(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _of_another(file: Path) -> None:
    told = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**told, "build_id": "20200101T000000Z-other"}), encoding="utf-8")


# what happens, to which file, and the reason that is said for it (renkei.whole)
WAYS: Mapping[str, tuple[Callable[[Path], None], str, str]] = {
    "database cut off": (_cut_off, DATABASE, "size"),
    "header zeroed": (_zeroed_header, DATABASE, "content"),
    "page flipped": (flipped, DATABASE, "content"),
    "database gone": (Path.unlink, DATABASE, "missing"),
    "parquet gone": (Path.unlink, PARQUET, "missing"),
    "parquet flipped": (flipped, PARQUET, "content"),
    "manifest gone": (Path.unlink, MANIFEST, "missing"),
    "manifest cut off": (_cut_off, MANIFEST, "manifest"),
    "manifest unreadable": (_no_file, MANIFEST, "unreadable"),
    "manifest of another build": (_of_another, MANIFEST, "manifest"),
}


def damage(build: Path, way: str) -> tuple[str, str]:
    """Does it; returns the file's name and the reason."""
    does, name, reason = WAYS[way]
    does(build / name)
    return name, reason
