"""Parquet of a pack: a folder with one file per panel, typed as the mart holds the figures.

Each column carries its label and its unit; what is missing is null, and a column beside it says why.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dashboard import format as fmt
from dashboard.charts.registers import folded
from dashboard.datatable import Cell
from dashboard.pack.content import Pack, ReportProgress
from dashboard.pack.csv_tables import file_stem, panels
from dashboard.pack.failed import writing
from dashboard.panel import PanelData
from dashboard.text import T
from renkei.numberkinds import number_kind

_WHY = T("値がない理由", "why there is no value")
# codes and ids that a panel's rows hold beside the columns it shows
_KEYS = ("_id", "_code")


def write(pack: Pack, path: Path, progress: ReportProgress = lambda done, of: None) -> None:
    """A folder. The same pack gives the same bytes."""
    path.mkdir()
    every = panels(pack)
    for number, (section, data) in enumerate(every, 1):
        file = path / f"{file_stem(number, data.panel.panel_id)}.parquet"
        with writing(data), fmt.calendar(data.calendar):
            pq.write_table(table(data, pack, section), file, compression="zstd")
        progress(number, len(every))


def table(data: PanelData, pack: Pack, section: str) -> pa.Table:
    """The rows of a panel: its codes, then the columns it shows, then what a register folds away."""
    lang = data.lang
    fields: list[pa.Field] = []
    arrays: list[pa.Array] = []

    def add(name: str, values: Sequence[Any], kind: pa.DataType, label: str, unit: str = "") -> None:
        if name not in {field.name for field in fields}:
            described = {"label": label, "unit": unit} if unit else {"label": label}
            fields.append(pa.field(name, kind, metadata=described))
            arrays.append(pa.array(values, kind))

    shown = {column.key(lang) for column in data.panel.columns}
    for name in data.rows[0] if data.rows else ():
        if name.endswith(_KEYS) and name not in shown:
            held = [None if row[name] is None else str(row[name]) for row in data.rows]
            add(name, held, pa.string(), name)
    for at, column in enumerate(data.table.columns):
        name, label = column.key(lang), column.label(lang)
        cells = [row[at] for row in data.table.rows]
        kind = _kind(cells, column.kind, column.words is not None)
        add(name, [cell.value for cell in cells], kind, label, column.base_unit(lang))
        if kind != pa.string() and any(cell.value is None for cell in cells):
            why = [cell.text if cell.value is None else None for cell in cells]
            add(f"{name}_missing", why, pa.string(), f"{label}: {_WHY(lang)}")
    for name, label in folded(data):
        listed = any(isinstance(row[name], list | tuple) for row in data.rows)
        add(name, [row[name] for row in data.rows], pa.list_(pa.string()) if listed else pa.string(), label)
    about = {
        "title": data.title,
        "subtitle": data.subtitle,
        "question": data.panel.question(lang),
        "page": section,
        "build": data.build_id,
        "sources": "; ".join(item.source_id for item in data.citations),
        "meeting": pack.settings.meeting,
    }
    return pa.table(arrays, pa.schema(fields, metadata=about))


def _kind(cells: Sequence[Cell], kind: str, words: bool) -> pa.DataType:
    """The type of a column by its values; where it has none, by what it is declared to be."""
    known = [cell.value for cell in cells if cell.value is not None]
    if not known:
        form = number_kind(kind).form
        text = words or form in ("text", "sentence")
        return pa.string() if text else pa.date32() if form == "date" else pa.float64()
    whole = [value for value in known if isinstance(value, int)]
    if len(whole) == len(known):
        # sums of the engine may be longer than what others call an integer
        return pa.int64() if all(-(2**63) <= value < 2**63 for value in whole) else pa.decimal256(40, 0)
    if all(isinstance(value, int | float) for value in known):
        return pa.float64()
    if all(isinstance(value, dt.date) for value in known):
        return pa.date32()
    return pa.string()
