"""A heat table or matrix of a workbook: words and figures in shaded cells, beside the table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from dashboard import format as fmt
from dashboard.charts.cells import MISSING, PLAIN, Paint, paint_of_figure, planned, said
from dashboard.charts.encoding import key
from dashboard.charts.look import FOCUS, GRID, GROUND, MISSING_FILL
from dashboard.mart import Row
from dashboard.pack import typed
from dashboard.pack.workbook_look import BOLD, Look, longest_word, row_height, wide
from dashboard.panel import PanelData
from dashboard.render.arranged import Grid, arranged
from dashboard.text import word
from renkei.numberkinds import number_kind

_NAME_WIDTH, _CELL_WIDTH, _LEAST = 33, 12, 70
_HATCH = 14  # Excel's thin diagonal lines


def draw_grid(
    sheet: Worksheet, look: Look, data: PanelData, top: int, left: int, heights: dict[int, float]
) -> tuple[tuple[int, int, int, int], list[float]]:
    """Rows × columns from row `top` on; gives the area it takes and the widths of its columns.

    A blank says "not listed". Rows that need it are made higher.
    """
    laid = arranged(data)
    lead = 2 if laid.grouped else 1
    heads = [_column_name(column, data) for column in laid.columns]
    cells = [
        max([_CELL_WIDTH, longest_word(head) * BOLD + 3, _figures(column, laid, data)])
        for head, column in zip(heads, laid.columns, strict=True)
    ]
    widths: list[float] = [*[_NAME_WIDTH] * lead, *cells]
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
    for down, line in enumerate(laid.lines, top + 1):
        inked = {"bg_color": FOCUS, "font_color": GROUND} if line.focus else {"bg_color": MISSING_FILL}
        if laid.grouped:
            sheet.write_string(down, left, line.over, look.text(bold=True, bg_color=MISSING_FILL))
        sheet.write_string(down, left + lead - 1, line.name, look.text(bold=True, **inked))
        told = [line.over, line.name] if laid.grouped else [line.name]
        for at, column in enumerate(laid.columns, left + lead):
            if column in line.cells:
                told.append(_write(sheet, look, down, at, line.cells[column], data))
            else:
                told.append("")
                sheet.write_blank(down, at, None, look.text())
        _raise(heights, down, told, widths)
    return (top, left, top + len(laid.lines), left + len(widths) - 1), widths


def _figures(column: Any, laid: Grid, data: PanelData) -> float:
    """The width of a column whose figures have a word behind them: a cell too narrow shows none of them."""
    tail = f" {word('status.planned', data.lang)}"
    encode = data.panel.chart.encode
    held = [line.cells[column] for line in laid.lines if column in line.cells]
    told = [
        fmt.show(row[encode["value"]], encode["kind"], data.lang, "") + tail
        for row in held
        if "status" in encode and row[encode["status"]] == "planned" and row[encode["value"]] is not None
    ]
    return max((wide(text) + 3 for text in told), default=0)


def _raise(heights: dict[int, float], row: int, texts: Sequence[str], widths: Sequence[float]) -> None:
    heights[row] = max(heights.get(row, 0), row_height(texts, widths))


def _column_name(column: Any, data: PanelData) -> str:
    encode = data.panel.chart.encode
    name = fmt.show(column, encode.get("column_kind", "text"), data.lang, "")
    if "unit" not in encode:
        return name
    unit, by = key(encode, "unit", data), key(encode, "column", data)
    told = next(row[unit] for row in data.rows if row[by] == column)
    return f"{name}\n{f'（{told}）' if data.lang == 'ja' else f'({told})'}" if told else name


def _write(sheet: Worksheet, look: Look, down: int, at: int, row: Row, data: PanelData) -> str:
    """One cell; gives its text, so that its row can be made high enough."""
    found = said(row, data)
    if found is None:
        _number(sheet, look, down, at, row, data)
        return ""
    if not found.text:
        sheet.write_blank(down, at, None, look.text(**_painted(found.paint)))
        return ""
    align = "right" if found.paint == MISSING else "center"
    sheet.write_string(down, at, found.text, look.text(align=align, **_painted(found.paint)))
    return found.text


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


def _number(sheet: Worksheet, look: Look, down: int, at: int, row: Row, data: PanelData) -> None:
    """A figure in its shade; planned outlined, flagged with its sign: both in the number's format."""
    encode, lang = data.panel.chart.encode, data.lang
    raw = typed.plain_number(row[encode["value"]])
    if "decimals" in encode:
        value, decimals = raw, int(row[encode["decimals"]])
    else:
        kind = str(encode["kind"])
        value, decimals = typed.in_unit(kind, raw), number_kind(kind).places(raw)
    tail = " ※" if "flag" in encode and row[key(encode, "flag", data)] else ""
    if planned(row, data):
        tail += f" {word('status.planned', lang)}"
    form = look.digits(decimals)
    if tail:
        form = ";".join(f'{part}"{tail}"' for part in form.split(";"))
    painted = _painted(paint_of_figure(row, data))
    sheet.write_number(down, at, value, look.text(num_format=form, align="right", **painted))
