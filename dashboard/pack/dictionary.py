"""Every column of the panels of a pack: name, label, unit, and the views it is read from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dashboard.mart import Build
from dashboard.panel import PanelData
from dashboard.text import Lang

_VIEW = re.compile(r'\b(kpi|views)\."?(\w+)"?')
# a comment reads 日本語 / English [unit]: note
_DICTIONARY = r"""
    select schema_name || '.' || table_name as item, column_name,
        regexp_extract(comment, '^.*? / .*?(?: \[.*?\])?(?:: (.*))?$', 1) as note
    from duckdb_columns()
    where not internal and schema_name in ('kpi', 'views') and database_name = 'cooperation'
"""


@dataclass(frozen=True)
class Entry:
    """A column of a panel, for the data dictionary of a pack."""

    panel_id: str
    panel: str
    name: str
    label: str
    unit: str
    kind: str
    read_from: str
    note: str


def dictionary(panels: list[PanelData], lang: Lang, build: Build) -> tuple[Entry, ...]:
    """Every column of every panel: name, label, unit, and the views its panel reads with their comment."""
    comments = {(row["item"], row["column_name"]): row["note"] or "" for row in build.query(_DICTIONARY)}
    entries: list[Entry] = []
    for data in panels:
        views = tuple(dict.fromkeys(".".join(found) for found in _VIEW.findall(data.panel.sql)))
        for column in data.panel.columns:
            name = column.key(lang)
            held = [view for view in views if (view, name) in comments]
            note = next((comments[(view, name)] for view in held if comments[(view, name)]), "")
            # a note holds one slash between its languages
            note = note.split(" / ")[0 if lang == "ja" else -1]
            entries.append(
                Entry(
                    data.panel.panel_id,
                    data.title,
                    name,
                    column.label(lang),
                    column.shown_unit(lang),
                    column.kind,
                    ", ".join(f"{view}.{name}" for view in held) or ", ".join(views),
                    note,
                )
            )
    return tuple(entries)
