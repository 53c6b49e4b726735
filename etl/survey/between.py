"""Answers of one return beside each other: what exceeds its limit, and what may be a digit too many."""

from __future__ import annotations

from collections.abc import Mapping

from etl.survey.answercells import Cell
from etl.survey.cellvalue import Report, place_of

Key = tuple[str, str]  # question, occupation
# required so many times what is present, and so many persons more, may be a digit too many
_TIMES, _MORE = 5, 10


def compare_answers(cells: list[Cell], values: Mapping[Key, int | str], report: Report) -> None:
    _above(cells, values, report)
    _far(cells, values, report)


def _above(cells: list[Cell], values: Mapping[Key, int | str], report: Report) -> None:
    at = {cell.key: cell for cell in cells}
    for cell in cells:
        limit = cell.question.not_above
        other = at.get((limit, cell.key[1])) if limit else None
        if other is None:
            continue
        low, high = values.get(cell.key), values.get(other.key)
        if isinstance(low, int) and isinstance(high, int) and low > high:
            report(
                "above",
                f"「{other.column_name}」（{high:,}）を超えています",
                f"above {other.question.text_en} ({high:,})",
                **place_of(cell, f"{low:,}"),
            )


def _far(cells: list[Cell], values: Mapping[Key, int | str], report: Report) -> None:
    """What is limited by another question, and is far below it: asked about, for both may be right."""
    at = {cell.key: cell for cell in cells}
    for cell in cells:
        if (cell.question.question_id, cell.question.not_above) != ("present", "required"):
            continue
        over = at[("required", cell.key[1])]
        low, high = values.get(cell.key), values.get(over.key)
        if isinstance(low, int) and isinstance(high, int) and high >= _TIMES * low and high - low >= _MORE:
            report(
                "far",
                f"「{cell.column_name}」（{low:,}）と大きく離れています（桁をお確かめください）",
                f"far above {cell.question.text_en} ({low:,}): a digit too many?",
                "notice",
                **place_of(over, f"{high:,}"),
            )
