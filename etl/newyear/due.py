"""One row that a year needs of a yearly table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

Names = tuple[str, str]  # Japanese, English
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


def due_row(
    year: int,
    keys: Mapping[str, str],
    names: Sequence[Names],
    state: str,
    now: str,
    region_id: str | None = None,
    note: tuple[str, str] | tuple[None, None] = (None, None),
) -> Due:
    """A row called by the `names` of what it is about; whoever asks for it fills in its table."""
    fiscal = region_id is not None  # of regions fiscal years count, of the series of all Japan years
    label, label_en = "｜".join(ja for ja, _ in names), " | ".join(en for _, en in names)
    return Due("", year, fiscal, tuple(keys.items()), label, label_en, state, now, region_id, *note)
