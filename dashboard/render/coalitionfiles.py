"""A coalition as files: the rows an analyst adds to a source, and its figures."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection
from dataclasses import replace

from dashboard.panel import PanelData
from dashboard.render.csvfile import csv_bytes

# the header of data/sources/<id>/region_members.csv
HEADER = ("地域ID", "市町村", "加入日", "脱退日", "見出し", "注記")


def region_id(name: str | None, taken: Collection[str]) -> str:
    """An id as the sources have them: Sorachi 3 → sorachi_3; new_region where the name has no letters.

    Never one that is taken: the rows would make an existing region larger.
    """
    slug = re.sub("[^a-z0-9]+", "_", (name or "").lower()).strip("_")
    base = slug if re.match("[a-z]", slug) else "new_region"
    free = (
        wanted for n in range(1, len(taken) + 2) if (wanted := base if n == 1 else f"{base}_{n}") not in taken
    )
    return next(free)


def member_rows(data: PanelData, new_id: str) -> bytes:
    """Rows for region_members.csv: UTF-8 without BOM, LF, as the sources are.

    A name stands alone where all members are of one prefecture, else behind its prefecture's.
    """
    several = len({row["prefecture"] for row in data.rows}) > 1
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for row in data.rows:
        place = f"広域連携ボード｜任意の組み合わせ｜{row['coalition']}｜版 {data.build_id}"
        name = f"{row['prefecture']}{row['name']}" if several else row["name"]
        writer.writerow((new_id, name, "", "", place, ""))
    return out.getvalue().encode()


def figures(*parts: PanelData) -> bytes:
    """The figures of several panels with the same columns in one CSV, the coalition's own first."""
    cells = {
        texts: cells
        for focus in (True, False)
        for part in parts
        for row, texts, cells in zip(part.rows, part.cells, part.table.rows, strict=True)
        if row["focus"] is focus
    }
    table = replace(parts[0].table, rows=tuple(cells.values()))
    return csv_bytes(replace(parts[0], table=table))
