"""A laid-out table as the XML of a slide (a:tbl)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.charts.look import GRID
from dashboard.pack.native.type import Type
from dashboard.pack.slides.table import SIDE, TOP, Cell, Part

_EMU = 914400


def xml(part: Part, type_: Type) -> str:
    """a:tbl: every edge drawn, so that no style of a template changes it."""
    grid = "".join(f'<a:gridCol w="{round(width * _EMU)}"/>' for width in part.widths)
    rows = [tuple(replace(cell, bold=True, fill=cell.fill or "#E8F1FE") for cell in part.head), *part.rows]
    spans = _spans(rows)
    body = "".join(
        f'<a:tr h="{round(height * _EMU)}">'
        + "".join(
            _cell(cell, _joined(row, at, spans, n), part.points if n else part.head_points, type_)
            for at, cell in enumerate(row)
        )
        + "</a:tr>"
        for n, (row, height) in enumerate(zip(rows, part.heights, strict=True))
    )
    return (
        '<a:tbl xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f'<a:tblPr firstRow="1"/><a:tblGrid>{grid}</a:tblGrid>{body}</a:tbl>'
    )


def _spans(rows: Sequence[Sequence[Cell]]) -> dict[tuple[int, int], int]:
    """(row, column) → how many rows a cell stands for; 0 where it belongs to the one above."""
    found: dict[tuple[int, int], int] = {}
    for at in range(len(rows[0])):
        start = 0
        for n, row in enumerate(rows):
            if n and row[at].above:
                found[(n, at)] = 0
                found[(start, at)] = n - start + 1
            else:
                start = n
    return found


def _joined(row: Sequence[Cell], at: int, spans: dict[tuple[int, int], int], n: int) -> str:
    """What of a cell's neighbours it stands for, or that it stands for nothing of its own."""
    if row[0].across:
        return ' hMerge="1"' if at else f' gridSpan="{len(row)}"'
    span = spans.get((n, at))
    return "" if span is None else f' rowSpan="{span}"' if span else ' vMerge="1"'


def _cell(cell: Cell, joined: str, points: float, type_: Type) -> str:
    fill = f'<a:solidFill><a:srgbClr val="{cell.fill[1:]}"/></a:solidFill>' if cell.fill else "<a:noFill/>"
    lines = "" if "Merge" in joined else cell.text
    paragraphs = "".join(
        type_.paragraph([type_.run(line, points, cell.bold, cell.colour)] if line else [], points, cell.align)
        for line in lines.split("\n")
    )
    edge = cell.edge or GRID
    wide = 19050 if cell.edge else 9525
    edges = "".join(
        f'<a:ln{side} w="{wide}"><a:solidFill><a:srgbClr val="{edge[1:]}"/></a:solidFill></a:ln{side}>'
        for side in "LRTB"
    )
    inset = f'marL="{round(SIDE * _EMU)}" marR="{round(SIDE * _EMU)}"'
    return (
        f"<a:tc{joined}><a:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</a:txBody>"
        f'<a:tcPr {inset} marT="{round(TOP * _EMU)}" marB="{round(TOP * _EMU)}" anchor="ctr">'
        f"{edges}{fill}</a:tcPr></a:tc>"
    )
