"""Names of the rows of a chart. Two rows of one name would be drawn as one: a bar as long as both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dashboard.mart import Row
from dashboard.panel import PanelData

# takes no room, and makes a name another one
_APART = "\u200b"


def names(rows: Sequence[Row], label: str, data: PanelData) -> list[str]:
    """The name of each row, each once: one that several have is told apart by what the chart names for it
    (`apart`), by its region where it names nothing.

    A name that is missing, as it is made of a figure that is, is the row's first cell.
    """
    told = [
        str(data.panel.columns[0].cell(row, data.lang) if row[label] is None else row[label]) for row in rows
    ]
    tail = "" if data.lang == "ja" else "_en"
    apart = [
        str(name).replace("{lang}", tail) for name in data.panel.chart.encode.get("apart", ("region{lang}",))
    ]
    several = {name for name, count in Counter(told).items() if count > 1}
    form = "{}（{}）" if data.lang == "ja" else "{} ({})"
    for at, (name, row) in enumerate(zip(told, rows, strict=True)):
        beside = [str(row[column]) for column in apart if row.get(column) not in (None, name)]
        if name in several and beside:
            told[at] = form.format(name, "、".join(beside) if data.lang == "ja" else ", ".join(beside))
    seen: Counter[str] = Counter()
    found = []
    for name in told:
        found.append(name + _APART * seen[name])
        seen[name] += 1
    return found
