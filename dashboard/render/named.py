"""Names of the rows of a chart. Two rows of one name would be drawn as one: a bar as long as both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dashboard.mart import Row
from dashboard.panel import PanelData

# takes no room, and makes a name another one
_APART = "\u200b"


def names(rows: Sequence[Row], label: str, data: PanelData) -> list[str]:
    """The name of each row, each once: one that several have is told apart by its region, where it has one.

    A name that is missing, as it is made of a figure that is, is the row's first cell.
    """
    told = [
        str(data.panel.columns[0].cell(row, data.lang) if row[label] is None else row[label]) for row in rows
    ]
    region = "region" if data.lang == "ja" else "region_en"
    several = {name for name, count in Counter(told).items() if count > 1}
    if rows and region in rows[0]:
        form = "{}（{}）" if data.lang == "ja" else "{} ({})"
        told = [
            form.format(name, row[region]) if name in several and row[region] else name
            for name, row in zip(told, rows, strict=True)
        ]
    seen: Counter[str] = Counter()
    found = []
    for name in told:
        found.append(name + _APART * seen[name])
        seen[name] += 1
    return found
