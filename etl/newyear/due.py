"""One row that a year needs of a yearly table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

Frames = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class Due:
    """One row of one year. `keys` are the raw table's columns that tell it apart, as ids."""

    table: str
    year: int
    fiscal: bool
    keys: tuple[tuple[str, str], ...]
    label: str
    label_en: str
    state: str
    now: str = ""
    region_id: str | None = None
    note: str | None = None
    note_en: str | None = None

    @property
    def row_key(self) -> str:
        return " ".join(f"{name}={value}" for name, value in self.keys)

    @property
    def open(self) -> bool:
        return self.state != "registered"
