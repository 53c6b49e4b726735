"""One difference between two builds, in words."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

KINDS = {
    "new": ("新規", "new"),
    "revised": ("改定", "revised"),
    "gone": ("消滅", "gone"),
    "definition": ("定義変更", "definition"),
    "disclosure": ("秘匿", "disclosure"),
    "untold": ("示さない", "not told"),
}


@dataclass(frozen=True)
class Change:
    """`kind` is new, revised, gone, definition, disclosure (hidden answers would follow), or untold (what of
    a survey no comparison tells, whether it changed or not: no change by count); `held` says whether the gate
    holds it, `again` that it does so because a withdrawn build had brought it. `row` is the source row behind
    it.

    Of a row that came or went `new` or `old` holds its values.
    Of a definition `table` is the view or table and `key` the entry that changed (select, columns.x …).
    """

    table: str
    kind: str
    key: str
    column: str | None
    old: str | None
    new: str | None
    row: str | None
    held: bool
    again: bool = False

    @property
    def by(self) -> str | None:
        """By how much a number was revised: "+100000"; None where it is no number."""
        numbers = self._numbers()
        return None if numbers is None else f"{numbers[1] - numbers[0]:+f}"

    @property
    def by_pct(self) -> str | None:
        """The same in per cent of the old value, to one decimal; None where that has no meaning."""
        numbers = self._numbers()
        if numbers is None or numbers[0] == 0:
            return None
        return f"{(numbers[1] - numbers[0]) / abs(numbers[0]) * 100:+.1f}"

    def _numbers(self) -> tuple[Decimal, Decimal] | None:
        if self.kind != "revised" or self.old is None or self.new is None:
            return None
        try:
            old, new = Decimal(self.old), Decimal(self.new)
        except InvalidOperation:
            return None
        return (old, new) if old.is_finite() and new.is_finite() else None

    def cells(self, english: bool) -> tuple[str, ...]:
        """Kind, table, key, column, old, new, by how much, source row: a row of a printed table."""
        kind = KINDS[self.kind][1 if english else 0]
        old, new = (self.old, self.new) if self.kind != "definition" else self._definition(english)
        by = self.by or ""
        if self.by_pct:
            by += f" ({self.by_pct}%)" if english else f"（{self.by_pct}%）"
        if self.kind not in ("disclosure", "untold"):  # a sentence is told to its end
            old, new = _short(old), _short(new)
        shown = (self.table, self.key, self.column, old, new, by, self.row)
        return (kind, *(text or "" for text in shown))

    def _definition(self, english: bool) -> tuple[str | None, str | None]:
        """A select is too long to print: that there is one is enough here, `diff --json` has it all."""
        if self.key not in ("select", "view", "table"):
            return self.old, self.new
        there = "SQL" if self.key == "select" else ("あり", "there")[english]
        return (there if self.old is not None else None, there if self.new is not None else None)

    def line(self, english: bool) -> str:
        """The same as one plain line."""
        kind, table, key, column, old, new, by, row = self.cells(english)
        none = "(none)" if english else "（なし）"
        value = ""
        if self.kind == "revised":
            value = f": {column} {old or none} → {new or none}" + (f" {by}" if by else "")
        elif self.kind == "definition" and self.key != "select":
            value = f": {old or none} → {new or none}"
        elif self.kind != "definition":
            value = f": {new or old}" if new or old else ""
        return f"{kind}: {table} {key}{value}" + (f" [{row}]" if row else "")

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"by": self.by, "by_pct": self.by_pct}


def _short(text: str | None) -> str | None:
    return text if text is None or len(text) <= 120 else f"{text[:119]}…"
