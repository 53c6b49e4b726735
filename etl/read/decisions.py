"""decisions/ of an office as a source: meetings, their agenda, and what they decided.

The folder needs no source.toml: its tables have one form (docs/council.md). Nobody is kept from publishing a
figure by a slip in it: a file or a row that cannot be read is set aside and named.
"""

from __future__ import annotations

from collections.abc import Mapping

from etl.paths import Paths
from etl.problems import Problems
from etl.read.discover import Source
from etl.read.entries import SourceFile, tabular
from renkei.decisionfile import COLUMNS
from renkei.office import DECISIONS

# the beginning of a file's name → table, heading → column; any other name holds decisions
LAYOUTS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "meetings": (
        "meeting",
        {
            "会議ID": "meeting_id",
            "地域ID": "region_id",
            "部会ID": "group_id",
            "会議": "name",
            "日付": "held_on",
            "場所": "place",
            "状態": "state",
        },
    ),
    "agenda_items": (
        "agenda_item",
        {
            "会議ID": "meeting_id",
            "番号": "sort_order",
            "議題": "text",
            "テーマID": "theme_id",
            "図ID": "panel_id",
            "説明者": "presenter",
            "経過": "outcome",
        },
    ),
    "decisions": ("decision", COLUMNS),
}
_LABEL = "会議と決定の記録"


def decisions(paths: Paths, problems: Problems) -> list[Source]:
    """The folder as one source; none where it holds no table."""
    folder = paths.decisions
    files = tabular(folder) if folder.is_dir() else []
    if not files:
        return []
    if (paths.sources / DECISIONS).exists():
        problems.report(
            "source_name",
            f"{DECISIONS} は会議と決定の記録の名です。出典のフォルダを別の名にします",
            f"{DECISIONS} is the name of the records of meetings: give the source's folder another",
            file=f"data/sources/{DECISIONS}/source.toml",
        )
    constants = {"sample": "見本"} if paths.samples else {}
    return [
        Source(
            DECISIONS,
            folder,
            _citation(paths),
            tuple(_file(path.name, constants) for path in files),
            (),
            (),
            place="data/samples" if paths.samples else "data",
            apart=True,
        )
    ]


def _file(name: str, constants: Mapping[str, str]) -> SourceFile:
    layout = next((layout for stem, layout in LAYOUTS.items() if name.startswith(stem)), LAYOUTS["decisions"])
    return SourceFile(
        path=name, table=layout[0], ref=_LABEL, columns=dict(layout[1]), constants=dict(constants)
    )


def _citation(paths: Paths) -> dict[str, str | None]:
    """Published by the office, which says in office.toml who it is."""
    held = paths.settings().get("office", {})
    office = held if isinstance(held, dict) else {}
    publisher = str(office.get("publisher") or "事務局")
    sample = paths.samples
    return {
        "title": ("【見本データ】" if sample else "") + _LABEL,
        "title_en": ("[Sample data] " if sample else "") + "Records of meetings and decisions",
        "publisher": publisher,
        "publisher_en": str(office.get("publisher_en") or office.get("publisher") or "The office"),
        "licence": "見本データ（実在の決定ではない）" if sample else "事務局の記録",
        "licence_en": "Sample data, no real decisions" if sample else "The office's own records",
        "published_on": None,
        "as_of": None,
        "url": None,
        "note": None,
        "note_en": None,
        "statistic": None,
        "share": None,
    }
