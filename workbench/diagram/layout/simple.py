"""Ranks and order of a small graph in plain Python: the layout that is always there."""

from __future__ import annotations

from workbench.diagram.layout.geometry import Cell

Links = tuple[tuple[str, str], ...]


def simple_cells(nodes: tuple[str, ...], links: Links) -> dict[str, Cell]:
    """Return (rank, position) for every node: longest path left to right, neighbours kept close.

    Links that would close a circle are read backwards; every node gets a cell of its own.
    """
    forward = _without_circles(nodes, links)
    rank = _ranks(nodes, forward)
    layers: list[list[str]] = [[] for _ in range(max(rank.values(), default=-1) + 1)]
    for node in nodes:
        layers[rank[node]].append(node)
    position = {n: float(i) for layer in layers for i, n in enumerate(layer)}
    for _ in range(4):
        for layer in layers:
            _settle(layer, forward, position)
    return {n: (r, i) for r, layer in enumerate(layers) for i, n in enumerate(layer)}


def _without_circles(nodes: tuple[str, ...], links: Links) -> list[tuple[str, str]]:
    """Turn round the links that lead back to a node still open in a depth-first walk."""
    after: dict[str, list[str]] = {n: [] for n in nodes}
    for a, b in links:
        after[a].append(b)
    state = dict.fromkeys(nodes, 0)
    out: list[tuple[str, str]] = []
    for start in nodes:
        stack = [(start, iter(after[start]))] if state[start] == 0 else []
        state[start] = max(state[start], 1)
        while stack:
            node, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                state[node] = 2
                stack.pop()
                continue
            if following != node:
                out.append((following, node) if state[following] == 1 else (node, following))
            if state[following] == 0:
                state[following] = 1
                stack.append((following, iter(after[following])))
    return out


def _ranks(nodes: tuple[str, ...], forward: list[tuple[str, str]]) -> dict[str, int]:
    rank = dict.fromkeys(nodes, 0)
    for _ in nodes:
        moved = False
        for a, b in forward:
            if rank[b] <= rank[a]:
                rank[b] = rank[a] + 1
                moved = True
        if not moved:
            break
    return rank


def _settle(layer: list[str], forward: list[tuple[str, str]], position: dict[str, float]) -> None:
    """Order one layer by the mean position of its neighbours."""
    near: dict[str, list[float]] = {n: [] for n in layer}
    for a, b in forward:
        if a in near:
            near[a].append(position[b])
        if b in near:
            near[b].append(position[a])
    layer.sort(key=lambda n: sum(near[n]) / len(near[n]) if near[n] else position[n])
    for i, node in enumerate(layer):
        position[node] = float(i)
