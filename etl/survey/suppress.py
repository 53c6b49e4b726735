"""Which answers must not be shown, and which totals, so that no small number can be worked out.

A headcount from 1 to minimum - 1 is hidden; nil is shown. Whoever knows that rule, every shown cell,
every published total and the limits a return is judged by must be left with at least `minimum` values
that a hidden cell may have. That is made so by construction: a value counts as possible only where
`witness` finds another set of answers that has it and in which all that is published stays the same.
Where too few are found a further cell is hidden with it (the smallest that is shown, a nil if need be);
where none helps, totals that set the cells apart are withheld, those first that are worth least; at the
very last all of the question.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from etl.survey.counterexample import Area, Board, Cell, values_possible

# what a total is worth where one must go: that of the whole survey, and what a shortage is made of, most
_LEVEL = {"region": 1, "subprefecture": 2, "all": 4}
_TOGETHER_WITH = {"leaving": 1, "": 4, "outlook": 5}
_MOST = 12
_TRIED, _TOGETHER = 12, 2  # cells looked at before a total is withheld


@dataclass
class Hidden:
    """What is not published of one occupation: cells, and totals by question and area."""

    cells: set[Cell] = field(default_factory=set)
    totals: set[tuple[str, Area]] = field(default_factory=set)


def suppress(
    values: Mapping[str, Mapping[str, int]],
    limits: Mapping[str, str],
    headcounts: Collection[str],
    areas: Mapping[str, Mapping[Area, Collection[str]]],
    minimum: int,
    highest: Mapping[str, int] | None = None,
) -> Hidden:
    """`values`: question → municipality → answer, of one occupation; `limits`: question → the question
    it cannot exceed; `areas`: question → the municipalities of each of its totals; `highest`: question →
    what no return exceeds."""
    kept = {question: dict(answers) for question, answers in values.items() if question in headcounts}
    chain = {low: high for low, high in limits.items() if low in kept and high in kept}
    classes: dict[str, dict[str, frozenset[Area]]] = {
        q: dict.fromkeys(a, frozenset()) for q, a in kept.items()
    }
    board = Board(kept, chain, minimum, classes, highest=highest or {})
    found = Hidden()
    if minimum <= 1:
        return found
    for question, answers in kept.items():
        small = {code for code, value in answers.items() if 0 < value < minimum}
        found.cells |= {(question, code) for code in small}
        if len(answers) == 1:
            # told alone, a small number would be known by its absence: no lone answer is ever shown
            found.cells |= {(question, code) for code in answers}
            found.totals |= {(question, a) for a, codes in areas[question].items() if answers.keys() & codes}
            board.alone.add(question)
    sums = {question: _sums(areas[question], answers) for question, answers in kept.items()}
    for question, answers in kept.items():  # a total of one or two persons is a small number too
        for codes, several in sums[question].items():
            if 0 < sum(answers[code] for code in codes) < minimum:
                found.totals |= {(question, area) for area in several}
    _Search(board, found, sums).run()
    return found


def _sums(
    areas: Mapping[Area, Collection[str]], answers: Mapping[str, int]
) -> dict[frozenset[str], list[Area]]:
    """Totals of the same answers are one, shown or withheld together; the one worth most stands first."""
    found: dict[frozenset[str], list[Area]] = {}
    for area, codes in sorted(areas.items(), key=lambda told: (-worth(told[0]), told[0])):
        found.setdefault(frozenset(answers.keys() & codes), []).append(area)
    return found


@dataclass
class _Search:
    board: Board
    hidden: Hidden
    sums: Mapping[str, Mapping[frozenset[str], list[Area]]]
    _helped: dict[Cell, int] = field(default_factory=dict)

    def run(self) -> None:
        for question in self.board.values:
            self._classes(question)
        self.board.hidden = self.hidden.cells
        todo: deque[Cell] = deque()
        # a cell can only grow where the one it is limited by can: that one is seen to first
        todo += sorted(self.hidden.cells, key=lambda c: (self.board.depth(c[0]), c))
        while todo:
            cell = todo.popleft()
            while not self._safe(cell):
                more = self._further(cell)
                if more is None and not self._withhold(cell):
                    more = self._all(cell)
                todo += sorted(more or ())
        while forced := {cell for cell in self.hidden.cells if self._forced(cell)}:
            self.board.show(forced)

    def _forced(self, cell: Cell) -> bool:
        """What is shown of its limits leaves it one value, so that hiding it hides nothing."""
        value, top = self.board.values[cell[0]][cell[1]], self.board.top(cell[0])
        over = self.board.above(cell)
        shown = {c: self.board.values[c[0]][c[1]] for c in (over, *self.board.below(cell)) if c}
        shown = {c: told for c, told in shown.items() if c not in self.hidden.cells}
        lowest = max((told for c, told in shown.items() if c != over), default=0)
        highest = min(shown.get(over, top), top) if over else top
        return highest == value == lowest

    def _safe(self, cell: Cell) -> bool:
        return cell[0] in self.board.alone or self._enough(cell)

    def _enough(self, cell: Cell) -> bool:
        return len(values_possible(self.board, cell)) >= self.board.needed(cell[0])

    def _classes(self, question: str) -> None:
        """Cells that stand in the same published totals: what one of them gains another may lose."""
        told = [
            (codes, areas[0])
            for codes, areas in self.sums[question].items()
            if (question, areas[0]) not in self.hidden.totals
        ]
        classes = {
            code: frozenset(area for codes, area in told if code in codes)
            for code in self.board.values[question]
        }
        self.board.classed(question, classes)

    def _further(self, cell: Cell) -> set[Cell] | None:
        """Hide one more cell of the same class, the smallest that helps: alone, or with the cell it is
        limited by. None where nothing does."""
        question, code = cell
        answers, classes = self.board.values[question], self.board.classes[question]
        alike = [
            (question, other)
            for other in answers
            if classes[other] == classes[code] and (question, other) not in self.hidden.cells
        ]
        # it can move by itself, or along with the hidden one that limits it
        shown = [one for one in alike if self.board.room(one) or self.board.above(one) in self.hidden.cells]
        # one that its own limits hold would have to be freed in its turn
        shown.sort(key=lambda c: (not self.board.wide(c), answers[c[1]] == 0, answers[c[1]], c))
        before = len(values_possible(self.board, cell))
        for more in [{one} for one in shown[:_TRIED]] + self._pairs(cell, shown or alike):
            self.board.hide(more)
            if len(values_possible(self.board, cell)) > before:
                return more
            self.board.show(more)
        if len(shown) > 1 and self._helped.get(cell, 0) < _TOGETHER:  # two that only help together
            self._helped[cell] = self._helped.get(cell, 0) + 1
            self.board.hide(shown[:1])
            return {shown[0]}
        return None

    def _pairs(self, cell: Cell, shown: list[Cell]) -> list[set[Cell]]:
        """Cells of the class, the cell itself too, each with the shown cell that keeps it from growing."""
        mates = [c for c in self.hidden.cells if c[0] == cell[0] and self._class(c) == self._class(cell)]
        mates += shown[:_TRIED]
        pairs = []
        for mate in sorted(mates, key=lambda c: (c != cell, self.board.values[c[0]][c[1]], c))[:_TRIED]:
            over = self.board.above(mate)
            if over and over not in self.hidden.cells:
                pairs.append({mate, over} - self.hidden.cells)
        return pairs

    def _class(self, cell: Cell) -> frozenset[Area]:
        return self.board.classes[cell[0]][cell[1]]

    def _withhold(self, cell: Cell) -> bool:
        """Withhold the totals, worth least together, that join the cell's class with another or free it;
        False where none is left."""
        question, code = cell
        classes = self.board.classes[question]
        mine = classes[code]
        apart = {mine ^ other for other in classes.values()}
        # freed alone it would still be known as a small one
        if sum(other == mine for other in classes.values()) > 1:
            apart.add(mine)
        apart.discard(frozenset())
        if not apart:
            return False
        alike = {areas[0]: areas for areas in self.sums[question].values()}
        for area in min(apart, key=lambda found: (sum(map(worth, found)), sorted(found))):
            self.hidden.totals |= {(question, same) for same in alike[area]}
        self._classes(question)
        return True

    def _all(self, cell: Cell) -> set[Cell]:
        """Nothing of the question is shown any more, whatever its values."""
        question = cell[0]
        before = set(self.hidden.cells)
        self.board.hide((question, code) for code in self.board.values[question])
        if self.hidden.cells == before:  # hidden as it is: limits by other questions hold it, hide those too
            linked = self.board.linked(question) - self.board.alone
            for other in linked:
                self.board.hide((other, code) for code in self.board.values[other])
                self.hidden.totals |= {(other, area) for same in self.sums[other].values() for area in same}
                self._classes(other)
                self.board.alone.add(other)
        return self.hidden.cells - before


def worth(area: Area) -> int:
    """Of a total: by its level and by what it is told together with."""
    return _LEVEL[area[0]] * _TOGETHER_WITH.get(area[2], _MOST)
