"""The cells as a board: who stands where, and a guess at what each flow costs from there."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from workbench.diagram.layout.geometry import Cell, Grid
from workbench.diagram.picture import Picture

ACROSS, DOWN = 2.4, 1.0
BEND, BLOCKED, DETOUR = 1.1, 2.6, 0.4
BACKWARD, UPWARD, DOWNWARD = 3.5, 1.4, 0.35
CALM = 0.15
_WEIGHT = {"call": 1.3, "data": 1.0, "deploy": 0.8, "feedback": 0.7, "fallback": 0.9, "watch": 0.7, "ghost": 0.9}


@dataclass(slots=True, frozen=True)
class Pull:
    """One flow as the board sees it: its ends, its weight, whether both ends stand in one section."""

    source: str
    target: str
    weight: float
    inside: bool


class Board:
    """The cells, who stands where, and what the flows of one card cost."""

    def __init__(self, grid: Grid, picture: Picture) -> None:
        self.cell = dict(grid.cells)
        self.at: dict[Cell, str] = {c: n for n, c in self.cell.items()}
        section = {n.id: n.section for n in picture.nodes}
        self.home = {n: grid.spans[s] for n, s in section.items()}
        self.touching: dict[str, list[Pull]] = {n: [] for n in section}
        self._together: dict[tuple[str, ...], list[Pull]] = {}
        self._settled: dict[int, float] = {}
        for e in picture.edges:
            if e.source != e.target:
                pull = Pull(e.source, e.target, _WEIGHT[e.style], section[e.source] == section[e.target])
                self.touching[e.source].append(pull)
                self.touching[e.target].append(pull)

    def cost(self, pull: Pull) -> float:
        """What one flow costs, guessed from the two cells and what stands between them."""
        c1, r1 = self.cell[pull.source]
        c2, r2 = self.cell[pull.target]
        dx, dy = c2 - c1, r2 - r1
        wide, high = abs(dx), abs(dy)
        total = ACROSS * wide + DOWN * high
        if wide and high:
            total += BEND if wide == 1 or not self._walled(c1, r1, c2, r2) else BEND + DETOUR
        elif wide + high > 1 and self._blocked(c1, r1, dx, dy):
            total += BLOCKED
        if pull.inside:
            total += BACKWARD if dx < 0 else 0.0 if dx else DOWNWARD if dy > 0 else UPWARD
        elif dx < 0:
            total += BACKWARD / 3
        return total * pull.weight

    def _blocked(self, c: int, r: int, dx: int, dy: int) -> bool:
        """Tell whether a card stands on the straight way between two cells of one row or column."""
        at = self.at
        if dx:
            low = min(c, c + dx)
            return any((k, r) in at for k in range(low + 1, low + abs(dx)))
        low = min(r, r + dy)
        return any((c, k) in at for k in range(low + 1, low + abs(dy)))

    def _walled(self, c1: int, r1: int, c2: int, r2: int) -> bool:
        """Tell whether no upright channel between the two columns is reached along both rows."""
        at = self.at
        step = 1 if c2 > c1 else -1
        reach = c1 + step
        while reach != c2 and (reach, r1) not in at:
            reach += step
        while reach != c2:
            if (reach, r2) in at:
                return True
            reach += step
        return False

    def around(self, nodes: tuple[str, ...], enough: float = inf) -> float:
        """What the flows that touch these cards cost, and a little for every card far from the top left.

        Counting stops above `enough`: no cost is negative, so the rest could not bring it down again.
        """
        total = self._calm(nodes)
        for pull in self._pulls(nodes):
            total += self.cost(pull)
            if total > enough:
                break
        return total

    def _calm(self, nodes: tuple[str, ...]) -> float:
        total = 0.0
        for n in nodes:
            (c, r), home = self.cell[n], self.home[n]
            total += CALM * (c - home.c0 + r - home.r0)
        return total

    def settled(self, nodes: tuple[str, ...]) -> float:
        """The same as `around`, remembered per flow; `stir` must be called whenever a card has moved for good."""
        total = self._calm(nodes)
        for pull in self._pulls(nodes):
            cost = self._settled.get(id(pull))
            if cost is None:
                cost = self._settled[id(pull)] = self.cost(pull)
            total += cost
        return total

    def stir(self) -> None:
        """Forget what flows cost: a card has moved, which may block or free the way of any of them."""
        self._settled.clear()

    def _pulls(self, nodes: tuple[str, ...]) -> list[Pull]:
        """The flows that touch any of these cards, each once."""
        if len(nodes) == 1:
            return self.touching[nodes[0]]
        if nodes not in self._together:
            seen = {id(p): p for n in nodes for p in self.touching[n]}
            self._together[nodes] = list(seen.values())
        return self._together[nodes]

    def exchange(self, a: Cell, b: Cell) -> None:
        """Let what stands in two cells, if anything, change places."""
        first, second = self.at.pop(a, None), self.at.pop(b, None)
        if first is not None:
            self.at[b] = first
            self.cell[first] = b
        if second is not None:
            self.at[a] = second
            self.cell[second] = a
