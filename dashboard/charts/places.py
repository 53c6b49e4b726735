"""Where words stand at the ends of lines: apart from one another."""

from __future__ import annotations

from collections.abc import Sequence

# lines of text that a chart is high
TEXT_LINES = 16


def shifts(values: Sequence[float], low: float, high: float) -> list[float]:
    """How far the words at the ends of lines stand from their values, in parts of the axis, upwards."""
    places = apart(values, (high - low) / TEXT_LINES)
    return [(place - value) / (high - low) for place, value in zip(places, values, strict=True)]


def apart(values: Sequence[float], gap: float) -> list[float]:
    """Places for labels near `values`, at least `gap` from one another, in the same order.

    Labels that would touch stand together around the middle of their values.
    """
    order = sorted(range(len(values)), key=lambda index: values[index])
    # groups of (sum of values less their steps, how many): neighbours that touch become one group
    groups: list[tuple[float, int]] = []
    for step, index in enumerate(order):
        groups.append((values[index] - step * gap, 1))
        while len(groups) > 1 and groups[-2][0] / groups[-2][1] > groups[-1][0] / groups[-1][1]:
            (last, many), (before, others) = groups.pop(), groups.pop()
            groups.append((before + last, others + many))
    starts = [total / many for total, many in groups for _ in range(many)]
    places = list(values)
    for step, index in enumerate(order):
        places[index] = starts[step] + step * gap
    return places
