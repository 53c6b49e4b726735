"""Names of the rows of a chart. Two rows of one name would be drawn as one: a bar as long as both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dashboard.chart import in_language
from dashboard.mart import Row
from dashboard.panel import PanelData

REGION = ("region{lang}",)
# takes no room, and makes a name another one
_APART = "\u200b"


def row_names(rows: Sequence[Row], label: str, apart: Sequence[str], data: PanelData) -> list[str]:
    """The name of each row, each once: one that several have is told apart by the columns `apart`.

    A name that is missing, as it is made of a figure that is, is the row's first cell.
    """
    lang, column = data.lang, in_language(label, data.lang)
    names = [
        str(data.panel.columns[0].cell(row, lang) if row[column] is None else row[column]) for row in rows
    ]
    several = {name for name, count in Counter(names).items() if count > 1}
    form = "{}（{}）" if lang == "ja" else "{} ({})"
    for at, (name, row) in enumerate(zip(names, rows, strict=True)):
        places = [in_language(item, lang) for item in apart]
        beside = [str(row[place]) for place in places if row.get(place) not in (None, name)]
        if name in several and beside:
            names[at] = form.format(name, "、".join(beside) if lang == "ja" else ", ".join(beside))
    counts: Counter[str] = Counter()
    unique = []
    for name in names:
        unique.append(name + _APART * counts[name])
        counts[name] += 1
    return unique
