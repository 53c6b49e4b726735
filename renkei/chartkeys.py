"""What tells the marks of a chart apart: two rows with the same key would be drawn over each other.

The refresh proves it of an analyst's view, the board of every panel before it draws one. Here are the kinds
that an analyst may choose; a kind that only panels have says it itself (dashboard/charts/kinds).
"""

from __future__ import annotations

from collections.abc import Mapping

# chart kind → the keys of its encoding that together stand for one mark; those not declared are left out.
# Bars and dumbbells have a line of their own for each row: nothing is drawn over another.
KEYS: Mapping[str, tuple[str, ...]] = {
    "grid": ("row_group", "row", "column"),
    "lines": ("series", "x"),
}
