"""Numbers of a system that are interchangeable: what can be said of one can be said of each.

Numbers that limits or steps tie together are a bundle: a municipality's hidden answers. Two bundles are
alike where their numbers, in order, have the same bounds and stand in the same sums and reasons, and are
tied to each other alike. To swap them changes nothing of the system, so that a solution with the two swapped
is one as well: a value that a number of the one can have, its counterpart can have. An orbit is all bundles
that are alike.

Of an orbit the sums of counterparts are enough, but for bundles of which something is asked by name. Let k
bundles have the bounds a to b for a number, and y be a sum of it over them. If they agree with the system,
then ka <= y <= kb, and y <= z where the number of y cannot exceed that of z. The other way round: whoever
has such sums gives the i-th bundle (i from 0 to k - 1) the number floor((y + i) / k). These add up to y, lie
between a and b because y / k does, and floor((y + i) / k) <= floor((z + i) / k). Nothing else is required of
them. By name is asked of a bundle that is to have a certain value, one that corrections change, and one that
has the small number that a reason requires. These can be taken to be the first of the orbit, for which of
them it is makes no difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from etl.survey.system import System

Bundle = tuple[int, ...]


@dataclass(frozen=True)
class Orbit:
    bundles: list[Bundle]

    def first(self, count: int) -> int:
        """How many stand for themselves if `count` of them must: all, where that leaves a single one."""
        return len(self.bundles) if len(self.bundles) - count <= 1 else count


class Unions:
    """Sets that are united where something ties two of their members."""

    def __init__(self, count: int) -> None:
        self._over = list(range(count))

    def of(self, one: int) -> int:
        while self._over[one] != one:
            self._over[one] = one = self._over[self._over[one]]
        return one

    def unite(self, several: Iterable[int]) -> None:
        first, *rest = (self.of(one) for one in several)
        for other in rest:
            self._over[self.of(other)] = self.of(first)

    def sets(self, of: Iterable[int]) -> list[list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for one in of:
            found[self.of(one)].append(one)
        return list(found.values())


def orbits(system: System) -> list[Orbit]:
    """Of the numbers that are not known anyway, and those that these are tied to."""
    ties = (*sorted(system.limits), *system.steps)
    united = Unions(len(system.low))
    for tie in ties:
        united.unite(tie)
    of_ties = {number for tie in ties for number in tie}
    free = [n for n in range(len(system.low)) if system.low[n] < system.high[n] or n in of_ties]
    within: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for at, numbers in enumerate(system.sums):
        for n in numbers:
            within[n].append(("sum", at))
    for at, (numbers, _) in enumerate(system.reasons):
        for n in numbers:
            within[n].append(("reason", at))
    tied: dict[int, list[tuple[str, int, int]]] = defaultdict(list)
    for kind, pairs in (("limit", system.limits), ("step", system.steps)):
        for one, other in pairs:
            tied[united.of(one)].append((kind, one, other))
    found: dict[object, list[Bundle]] = defaultdict(list)
    for bundle in united.sets(free):
        place = {n: at for at, n in enumerate(bundle)}
        numbers_alike = tuple((system.low[n], system.high[n], tuple(within[n])) for n in bundle)
        ties_alike = frozenset((kind, place[a], place[b]) for kind, a, b in tied[united.of(bundle[0])])
        found[numbers_alike, ties_alike].append(tuple(bundle))
    return [Orbit(bundles) for bundles in found.values()]
