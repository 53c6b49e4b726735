"""Units that stand above or below a table (単位：千円), and headers whose unit is not the mapping's.

An amount in the wrong unit is a wrong figure: what a caption says must agree with the headers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from etl.clean import values
from etl.read.grid import Row

Wrong = Callable[..., None]  # rule, ja, en, row=, column=, value=, guess=
_SAID = re.compile(r"単位(?:は|[:：])?([^)）\]】。]+)")
_ALONE = re.compile(r"[(【\[]([^()【】\[\]]+)[)】\]]")


def captions(rows: Iterable[Row]) -> dict[str, int]:
    """The units that these rows (titles, notes) name, with the row of each."""
    found: dict[str, int] = {}
    for row in rows:
        for cell in row.cells:
            text = values.narrow(cell)
            said = _SAID.search(text) or _ALONE.fullmatch(text)
            for unit in re.split("[、,・/]", said.group(1)) if said else ():
                if values.is_unit(unit):
                    found.setdefault(unit, row.number)
    return found


def unit_of(header: str) -> str | None:
    """The unit in a header's last bracket, when it is one."""
    unit = values.caption_unit(header)
    return unit if unit is not None and values.is_unit(unit) else None


def effective(
    texts: Mapping[str, str], printed_units: Mapping[str, int], row: int, wrong: Wrong
) -> dict[str, str]:
    """Wanted header → header with the unit that the file has, where the two differ.

    `texts` are the file's own headers, `printed_units` the captions, `row` the header's.
    """
    other: dict[str, str] = {}
    units: set[str] = set()
    for header, text in texts.items():
        want, have = unit_of(header), unit_of(text)
        if have is None and want is not None:
            same = [unit for unit in printed_units if values.base(unit) == values.base(want)]
            if len(same) != 1:
                wrong(
                    "unit_missing",
                    "単位が見出しにも表の上にもありません",
                    "neither the header nor a caption tells the unit",
                    row=row,
                    column=text,
                    guess=header,
                )
                continue
            have = same[0]
            text = f"{text}（{have}）"
        if have is None:
            continue
        units.add(have)
        for unit, place in printed_units.items():
            if unit != have and values.base(unit) == values.base(have) and not _said_elsewhere(unit, texts):
                wrong(
                    "unit_contradiction",
                    f"見出しの単位（{have}）と表の外の単位（{unit}）が違います",
                    f"the header says {have}, the caption says {unit}",
                    row=place,
                    column=text,
                    value=unit,
                )
        if have != want:
            other[header] = text
    for unit, place in printed_units.items():
        if values.factor(unit) not in (None, 1) and unit not in units:
            wrong(
                "unit_caption",
                f"表の外に単位（{unit}）がありますが、それを見出しにもつ列がありません（見出しに単位を書きます）",
                f"a caption says {unit}, but no header carries that unit (write it into the header)",
                row=place,
                value=unit,
            )
    return other


def _said_elsewhere(unit: str, texts: Mapping[str, str]) -> bool:
    """A caption 千円、円 may belong to two columns, each with its own unit."""
    return any(unit_of(text) == unit for text in texts.values())
