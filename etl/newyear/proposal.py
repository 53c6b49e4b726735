"""What a document prints of a row that is due: shown beside the row, entered where a person marks it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from etl.clean.values import narrow
from etl.newyear.due import Due

# printed: as it stands there · inferred: something of it was worked out · words: only words point to it
Grade = Literal["printed", "inferred", "words"]
GRADES: dict[Grade, tuple[str, str]] = {
    "printed": ("印字のまま", "as printed"),
    "inferred": ("推定を含む", "partly inferred"),
    "words": ("語だけ", "words only"),
}
Reason = tuple[str, str]  # Japanese, English


@dataclass(frozen=True)
class Proposal:
    """`answers`: raw column → what would stand in its cell; a column that is left out is for the person."""

    answers: tuple[tuple[str, str], ...]
    printed: str
    place: str
    heading: str
    grade: Grade
    reasons: tuple[Reason, ...] = ()

    @property
    def ref(self) -> str:
        """Where it stands, as the column 見出し has it."""
        return f"{self.heading}｜{self.place}" if self.heading else self.place

    def cell(self, column: str | None) -> str:
        """What stands in the cell of a raw column."""
        return self.ref if column == "source_ref" else dict(self.answers).get(column or "", "")


def written(cells: Sequence[str | None]) -> str:
    """The answers of a row as one text, by which a corrected proposal is told from an untouched one."""
    return "｜".join(narrow(cell or "").replace(",", "") for cell in cells)


DueKey = tuple[str, tuple[tuple[str, str], ...]]
Proposals = Mapping[DueKey, Sequence[Proposal]]


def key_of(row: Due) -> DueKey:
    return row.table, row.keys
