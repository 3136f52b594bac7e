"""Find the way of every flow through the channels: short, few bends, few crossings (A* per flow)."""

from __future__ import annotations

from heapq import heappop, heappush

from workbench.diagram.layout.geometry import Grid
from workbench.diagram.layout.maze import (
    BEND,
    BEND_IN_CELL,
    CROSS,
    FOREIGN,
    H_STEP,
    HEADING,
    SHARE,
    V_STEP,
    Maze,
)
from workbench.diagram.picture import Edge, Picture

# Leaving to the right and arriving from the left is how people read; the other sides cost a little.
_OUT = {(1, 0): 0, (0, 1): 30, (0, -1): 30, (-1, 0): 110}
_IN = {(1, 0): 0, (0, 1): 30, (0, -1): 30, (-1, 0): 110}
_ORDER = {"call": 0, "data": 1, "deploy": 2, "feedback": 3, "fallback": 3, "ghost": 4, "watch": 5}
PORTS_FREE = {True: 2, False: 5}
PORT_FULL = 40


TRUNK = 0.4
"""What a step costs where a flow of the same bundle already runs."""


def route_all(grid: Grid, picture: Picture, bundles: dict[str, str]) -> dict[str, list[tuple[int, int]]]:
    """Return for every edge the doubled grid points from the card it leaves to the card it enters."""
    maze = Maze(grid)
    paths: dict[str, list[tuple[int, int]]] = {}
    for edge in sorted(picture.edges, key=lambda e: _rank(e, grid)):
        bundle = bundles.get(edge.id)
        path = _loop(maze, grid, edge) if edge.source == edge.target else _Search(maze, grid, edge, bundle).run()
        maze.use(path, bundle)
        paths[edge.id] = [maze.xy(v) for v in path]
    return paths


def _rank(edge: Edge, grid: Grid) -> tuple[int, int, str]:
    (c1, r1), (c2, r2) = grid.cells[edge.source], grid.cells[edge.target]
    return 2 * abs(c1 - c2) + abs(r1 - r2), _ORDER[edge.style], edge.id


def _loop(maze: Maze, grid: Grid, edge: Edge) -> list[int]:
    """A flow from a card to itself: out on the right, back in from below."""
    v, nx = maze.vertex(grid.cells[edge.source]), maze.nx
    return [v, v + 1, v + 1 + nx, v + nx, v]


class _Search:
    """One A* run; a state is `vertex * 2 + vertical`."""

    def __init__(self, maze: Maze, grid: Grid, edge: Edge, bundle: str | None) -> None:
        self.maze = maze
        self.trunk = maze.trunks.get(bundle, set()) if bundle else set()
        self.start = maze.vertex(grid.cells[edge.source])
        self.goal = maze.vertex(grid.cells[edge.target])
        self.gx, self.gy = maze.xy(self.goal)
        self.own = {maze.region[self.start], maze.region[self.goal], -1}
        self.queue: list[tuple[int, int, int]] = []
        self.best: dict[int, int] = {}
        self.came: dict[int, int] = {}

    def run(self) -> list[int]:
        """Return the cheapest path; one always exists, since the outer channels are never blocked."""
        self._open_sides()
        while self.queue:
            _, cost, state = heappop(self.queue)
            if cost > self.best[state]:
                continue
            if state >> 1 == self.goal:
                return self._trace(state)
            self._expand(state, cost)
        raise AssertionError("the outer channels connect every card")

    def _trace(self, state: int) -> list[int]:
        path = [state >> 1]
        while state in self.came:
            state = self.came[state]
            path.append(state >> 1)
        if path[-1] != self.start:
            path.append(self.start)
        return path[::-1]

    def _push(self, state: int, cost: int, came: int | None) -> None:
        if cost < self.best.get(state, 1 << 60):
            self.best[state] = cost
            if came is not None:
                self.came[state] = came
            y, x = divmod(state >> 1, self.maze.nx)
            guess = abs(x - self.gx) * H_STEP + abs(y - self.gy) * V_STEP
            heappush(self.queue, (cost + guess, cost, state))

    def _open_sides(self) -> None:
        for (dx, dy), extra in _OUT.items():
            to = self.start + dx + dy * self.maze.nx
            cost = extra + self._port(self.start, to, dx == 0) + self._step(self.start, to, dy != 0)
            self._push(to * 2 + (dy != 0), cost, None)

    def _port(self, card: int, side: int, horizontal_side: bool) -> int:
        used = self.maze.ports.get((card, side), 0)
        if self.trunk and min(card, side) * 2 + (not horizontal_side) in self.trunk:
            return 0
        # Entering a block's first card from above runs through the heading of the block.
        heading = HEADING if self.maze.heading[card] and side == card - self.maze.nx else 0
        return heading + (PORT_FULL * used if used >= PORTS_FREE[not horizontal_side] else 0)

    def _step(self, a: int, b: int, vertical: bool) -> int:
        maze = self.maze
        low = a if a < b else b
        if low * 2 + vertical in self.trunk:
            return int((V_STEP if vertical else H_STEP) * TRUNK)
        cost = (V_STEP if vertical else H_STEP) + SHARE * maze.steps[vertical][low]
        if maze.region[a] not in self.own and maze.region[b] not in self.own:
            cost += FOREIGN
        return cost

    def _expand(self, state: int, cost: int) -> None:
        maze, nx = self.maze, self.maze.nx
        vertex, vertical = state >> 1, state & 1
        y, x = divmod(vertex, nx)
        moves = ((x > 0, -1, 0), (x < nx - 1, 1, 0), (y > 0, -nx, 1), (y < maze.ny - 1, nx, 1))
        for inside, delta, turned in moves:
            to = vertex + delta
            if not inside or (maze.blocked[to] and to != self.goal):
                continue
            total = cost + self._step(vertex, to, bool(turned))
            if turned != vertical:
                total += BEND + (BEND_IN_CELL if x & 1 and y & 1 else 0)
            else:
                total += CROSS * maze.passes[1 - vertical][vertex]
            if to == self.goal:
                side = (delta, 0) if not turned else (0, delta // nx)
                total += _IN[side] + self._port(to, vertex, bool(turned))
            self._push(to * 2 + turned, total, state)
