"""A heat table or matrix of a workbook: words and figures in shaded cells, beside the table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from dashboard.charts.cells import MISSING, PLAIN, Cell, Heading, Paint, grid
from dashboard.charts.look import FOCUS, GRID, GROUND, MISSING_FILL
from dashboard.numberformat import number_format
from dashboard.pack.workbook_look import BOLD, Look, longest_word, row_height, wide
from dashboard.panel import PanelData
from dashboard.text import Lang
from renkei.numberkinds import number_kind

_NAME_WIDTH, _CELL_WIDTH, _LEAST = 33, 12, 70
_HATCH = 14  # Excel's thin diagonal lines


def draw_grid(
    sheet: Worksheet, look: Look, data: PanelData, top: int, left: int, heights: dict[int, float]
) -> tuple[tuple[int, int, int, int], list[float]]:
    """Rows × columns from row `top` on; gives the area it takes and the widths of its columns.

    A blank says "not listed". Rows that need it are made higher.
    """
    shown = grid(data)
    lead = 2 if shown.grouped else 1
    heads = [_heading(heading, data.lang) for heading in shown.headings]
    columns = [[line.cells[at] for line in shown.lines] for at in range(len(heads))]
    widths: list[float] = [
        *[_NAME_WIDTH] * lead,
        *(
            max([_CELL_WIDTH, longest_word(head) * BOLD + 3, *map(_width, column)])
            for head, column in zip(heads, columns, strict=True)
        ),
    ]
    # few columns, but a finding above them that needs room
    widths[-1] += max(0, _LEAST - sum(widths))
    sheet.set_column(left - 1, left - 1, 2)
    for at, width in enumerate(widths, left):
        sheet.set_column(at, at, width)
    for at in range(lead):
        sheet.write_string(top, left + at, "", look.heading())
    for at, head in enumerate(heads, left + lead):
        sheet.write_string(top, at, head, look.heading())
    _raise(heights, top, heads, widths[lead:])
    for down, line in enumerate(shown.lines, top + 1):
        inked = {"bg_color": FOCUS, "font_color": GROUND} if line.focus else {"bg_color": MISSING_FILL}
        if shown.grouped:
            sheet.write_string(down, left, line.over, look.text(bold=True, bg_color=MISSING_FILL))
        sheet.write_string(down, left + lead - 1, line.name, look.text(bold=True, **inked))
        for at, cell in enumerate(line.cells, left + lead):
            _write(sheet, look, down, at, cell, data.lang)
        names = [line.over, line.name][-lead:]
        # a figure stays in one line
        _raise(heights, down, [*names, *("" if c.what == "figure" else c.text for c in line.cells)], widths)
    return (top, left, top + len(shown.lines), left + len(widths) - 1), widths


def _width(cell: Cell) -> float:
    """Of a figure with a word behind it: a cell too narrow shows none of them."""
    return wide(f"{cell.text} {cell.note}") + 3 if cell.note else 0


def _raise(heights: dict[int, float], row: int, texts: Sequence[str], widths: Sequence[float]) -> None:
    heights[row] = max(heights.get(row, 0), row_height(texts, widths))


def _heading(heading: Heading, lang: Lang) -> str:
    if not heading.unit:
        return heading.name
    return f"{heading.name}\n{f'（{heading.unit}）' if lang == 'ja' else f'({heading.unit})'}"


def _write(sheet: Worksheet, look: Look, down: int, at: int, cell: Cell, lang: Lang) -> None:
    """A figure as a number, with what stands behind it in the number's format."""
    painted = _painted(cell.paint)
    if cell.value is not None:
        after = "".join(f" {word}" for word in (cell.sign, cell.note) if word)
        form = number_format(cell.kind, lang, cell.value, after, places=cell.places)
        value = number_kind(cell.kind).in_unit(cell.value)
        sheet.write_number(down, at, value, look.text(num_format=form, align="right", **painted))
    elif cell.text:
        align = "right" if cell.paint == MISSING else "center"
        sheet.write_string(down, at, cell.text, look.text(align=align, **painted))
    else:
        sheet.write_blank(down, at, None, look.text(**painted))


def _painted(paint: Paint) -> dict[str, Any]:
    """The paint of a cell as a format of the workbook."""
    if paint == PLAIN:
        return {}
    told: dict[str, Any] = {"font_color": paint.ink}
    if paint.hatched:
        told |= {"pattern": _HATCH, "fg_color": GRID, "bg_color": paint.fill}
    elif paint.fill:
        told["bg_color"] = paint.fill
    if paint.edge:
        told |= {"border": 2, "border_color": paint.edge}
    return told | ({"bold": True} if paint.bold else {})
