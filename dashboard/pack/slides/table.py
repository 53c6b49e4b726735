"""A table of a slide: its columns, its rows, and how they are cut into slides. No row is left out.

Heights are reckoned from the type, so that a table never runs into the footer; a cell that is taller
than a slide goes on in the next one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.pack.slides.measure import POINTS, ems, line_count
from dashboard.pack.slides.type import LEADING, Type
from dashboard.render.look import GRID, MISSING, MISSING_FILL, SECONDARY, TEXT

# inches
_SIDE, _TOP = 0.06, 0.035
# no column is narrower than so many letters; one of texts has at least a few on a line
_LEAST, _FEW = 3.2, 6.0
_STEP, _SAMPLE = 0.1, 60
_WORD = 14.0
_SMALLEST = 8.0
_LONG = 3
_LARGER = 6
_EMU = 914400


@dataclass(frozen=True)
class Cell:
    """`above`: the same as the cell above it, which a reader sees joined (a group of rows).

    `across`: the first of its row, and the only one: a note over the whole width, below the row it is of.
    """

    text: str
    align: str = "l"
    fill: str | None = None
    colour: str = TEXT
    bold: bool = False
    outlined: bool = False
    above: bool = False
    across: bool = False


def missing(text: str, align: str = "ctr") -> Cell:
    """The word that stands where a figure is missing."""
    return Cell(text, align, MISSING_FILL, SECONDARY)


@dataclass(frozen=True)
class Table:
    """Rows below a head. `leads`: in a matrix, how many columns name the row; the others are of one width."""

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    leads: int = 0


@dataclass(frozen=True)
class Part:
    """What of a table stands on one slide, laid out: widths and heights in inches, type in points."""

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    points: float
    head_points: float


def parts(table: Table, width: float, height: float, points: float) -> list[Part]:
    """The table over as many slides as it needs, on one where a slightly smaller type allows it; a long
    table is a register to look things up in, in smaller type."""
    usual = _parts(table, width, height, points)
    if len(usual) == 1:
        # a short table is read from the back of the room
        for larger in range(_LARGER, 0, -1):
            wider = _parts(table, width, height, points + larger)
            if len(wider) == 1 and wider[0].head_points >= points:
                return wider
    if len(usual) == 2:
        for smaller in (points - 1, points - 2):
            tighter = _parts(table, width, height, smaller)
            if len(tighter) == 1:
                return tighter
    return _parts(table, width, height, points - 2) if len(usual) > _LONG else usual


def _parts(table: Table, width: float, height: float, points: float) -> list[Part]:
    widths = _widths(table, width, points)
    small = _head_points(table.head, widths, points)
    head = _height([replace(cell, bold=True) for cell in table.head], widths, small)
    room = height - head
    rows = [piece for row in table.rows for piece in _pieces(row, widths, points, room)]
    found: list[Part] = []
    start, used = 0, 0.0
    heights = [_height(row, widths, points) for row in rows]
    for at, tall in enumerate(heights):
        noted = at + 1 < len(rows) and rows[at + 1][0].across
        whole = tall + heights[at + 1] if noted else tall
        if at > start and used + (whole if whole <= room else tall) > room:
            found.append(_part(table, rows, widths, heights, start, at, (head, small), points))
            start, used = at, 0.0
        used += tall
    found.append(_part(table, rows, widths, heights, start, len(rows), (head, small), points))
    return found


def _part(
    table: Table,
    rows: Sequence[tuple[Cell, ...]],
    widths: tuple[float, ...],
    heights: Sequence[float],
    start: int,
    stop: int,
    head: tuple[float, float],
    points: float,
) -> Part:
    chosen = list(rows[start:stop])
    if chosen:  # a group that goes on is named again
        chosen[0] = tuple(replace(cell, above=False) for cell in chosen[0])
    return Part(table.head, tuple(chosen), widths, (head[0], *heights[start:stop]), points, head[1])


def _widths(table: Table, width: float, points: float) -> tuple[float, ...]:
    """Numbers and short words as wide as they are; long texts get what room is left, the longest first."""
    em, count = points / POINTS, len(table.head)
    if table.leads:
        first = min(max(_longest([row[0] for row in table.rows]) * em, 1.2), width * 0.24)
        rest = (width - first * table.leads) / (count - table.leads)
        return (*([first] * table.leads), *([rest] * (count - table.leads)))
    columns = [[table.head[at], *(row[at] for row in _told(table))] for at in range(count)]
    asked = [max(_longest(cells), _LEAST) * em + 2 * _SIDE for cells in columns]
    if sum(asked) <= width:
        return tuple(item * width / sum(asked) for item in asked)
    least = [
        min(asked[at], max(max(map(_word, cells)), _FEW) * em + 2 * _SIDE) for at, cells in enumerate(columns)
    ]
    if sum(least) >= width:
        return tuple(item * width / sum(least) for item in least)
    return _shared(table, width, em, least, asked)


def _told(table: Table) -> list[tuple[Cell, ...]]:
    """The rows, without the notes below them."""
    return [row for row in table.rows if not row[0].across]


def _shared(
    table: Table, width: float, em: float, widths: list[float], asked: list[float]
) -> tuple[float, ...]:
    """Room goes, step by step, to the column that makes most rows taller than the others would."""
    rows = _told(table)
    every = max(len(rows) // _SAMPLE, 1)
    needs = [[ems(cell.text) * em for cell in row] for row in rows[::every]]
    while sum(widths) + _STEP <= width:
        score = [0.0] * len(widths)
        for need in needs:
            lines = [length / (room - 2 * _SIDE) for length, room in zip(need, widths, strict=True)]
            tallest = max(range(len(lines)), key=lambda at: lines[at])
            if lines[tallest] > 0.95:
                others = max((line for at, line in enumerate(lines) if at != tallest), default=0.0)
                score[tallest] += max(lines[tallest] - max(others, 0.95), 0.01)
        if not any(score):
            break
        widths[max(range(len(score)), key=lambda at: score[at])] += _STEP
    spare = width - sum(widths)
    return tuple(item + spare * item / sum(widths) for item in widths)


def _head_points(head: Sequence[Cell], widths: Sequence[float], points: float) -> float:
    """Type for the head in which its longest word is not broken."""
    size = points
    while size > _SMALLEST and any(
        _word(replace(cell, bold=True)) * size / POINTS + 2 * _SIDE > width
        for cell, width in zip(head, widths, strict=True)
    ):
        size -= 0.5
    return size


def _longest(cells: Sequence[Cell]) -> float:
    return max((ems(line) for cell in cells for line in cell.text.split("\n")), default=0.0) * 1.06 + 0.3


def _word(cell: Cell) -> float:
    """The longest word that must not be broken; an address or a code may be."""
    words = (ems(word) for part in cell.text.split() for word in part.split("-") if word.isascii())
    return min(max(words, default=0.0), _WORD) * (1.2 if cell.bold else 1.1) + 0.3


def _lines(cell: Cell, width: float, points: float) -> int:
    room = (width - 2 * _SIDE) * POINTS / points / (1.14 if cell.bold else 1.04)
    return max(line_count(cell.text, room), 1)


def _height(row: Sequence[Cell], widths: Sequence[float], points: float) -> float:
    lines = max(_lines(cell, width, points) for cell, width in zip(row, _rooms(row, widths), strict=True))
    return lines * points * LEADING / POINTS + 2 * _TOP


def _rooms(row: Sequence[Cell], widths: Sequence[float]) -> Sequence[float]:
    return (sum(widths), *widths[1:]) if row[0].across else widths


def _pieces(
    row: tuple[Cell, ...], widths: tuple[float, ...], points: float, room: float
) -> list[tuple[Cell, ...]]:
    """The row, or where it is taller than a slide, the row in pieces that are not."""
    most = int((room - 2 * _TOP) * POINTS / (points * LEADING))
    if _height(row, widths, points) <= room:
        return [row]
    rooms = _rooms(row, widths)
    columns = [_broken(cell, width, points, most) for cell, width in zip(row, rooms, strict=True)]
    count = max(len(texts) for texts in columns)
    return [
        tuple(
            replace(cell, text=texts[at] if at < len(texts) else "")
            for cell, texts in zip(row, columns, strict=True)
        )
        for at in range(count)
    ]


def _broken(cell: Cell, width: float, points: float, most: int) -> list[str]:
    """A text in pieces of at most `most` lines, broken between lines or sentences."""
    found, now = [], ""
    for part in _sentences(cell.text):
        if now and _lines(replace(cell, text=now + part), width, points) > most:
            found.append(now.strip("\n"))
            now = ""
        now += part
    return [*found, now.strip("\n")]


def _sentences(text: str) -> list[str]:
    parts, now = [], ""
    for letter in text:
        now += letter
        if letter in "。\n" or (letter == " " and now.endswith(". ")) or (letter in "、, " and len(now) > 80):
            parts.append(now)
            now = ""
    return [*parts, now] if now else parts


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
    edge = MISSING if cell.outlined else GRID
    wide = 19050 if cell.outlined else 9525
    edges = "".join(
        f'<a:ln{side} w="{wide}"><a:solidFill><a:srgbClr val="{edge[1:]}"/></a:solidFill>'
        f"{'<a:prstDash val=' + chr(34) + 'sysDash' + chr(34) + '/>' if cell.outlined else ''}</a:ln{side}>"
        for side in "LRTB"
    )
    inset = f'marL="{round(_SIDE * _EMU)}" marR="{round(_SIDE * _EMU)}"'
    return (
        f"<a:tc{joined}><a:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</a:txBody>"
        f'<a:tcPr {inset} marT="{round(_TOP * _EMU)}" marB="{round(_TOP * _EMU)}" anchor="ctr">'
        f"{edges}{fill}</a:tcPr></a:tc>"
    )
