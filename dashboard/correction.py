"""Which corrections of a document concern a transcribed row: told where a figure comes from.

A correction of one cell stands in the row's own note (etl keeps both readings there). The others name the
rows that they are about, and stand beside no other: a heading holds many values.
"""

from __future__ import annotations

from dashboard.mart import Build
from dashboard.selects import select
from dashboard.text import Lang

_ALL = select("origin/corrections")


def correction_notes(build: Build, lang: Lang) -> dict[str, str]:
    """By transcribed row: 「印字」→「採った読み」（理由） of every correction that is about it."""
    beside: dict[str, list[str]] = {}
    for row in build.query(_ALL):
        if lang == "ja":
            told = f"「{row['printed']}」→「{row['taken']}」（{row['reason']}）"
        else:
            told = f"{row['printed']} → {row['taken']} ({row['reason_en']})"
        for place in row.get("beside") or ():  # builds from before name none
            beside.setdefault(place, []).append(told)
    return {place: ("／" if lang == "ja" else "; ").join(notes) for place, notes in beside.items()}
