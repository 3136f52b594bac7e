"""Cells for the cards of each section: Graphviz in its contained process, else plain Python."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from workbench.diagram.layout.geometry import Cell
from workbench.diagram.layout.simple import Links, simple_cells
from workbench.diagram.layout.worker import Worker, WorkerError, shared

# A denser graph than this makes Graphviz think for minutes; its ranks say nothing anyway.
MAX_LINKS = 400
_PITCH = 2.0  # inches between rows in the DOT we send: node height 1 and nodesep 1


@dataclass(frozen=True, slots=True)
class Piece:
    """A connected part of one section: node ids in reading order and the links among them."""

    nodes: tuple[str, ...]
    links: Links


def piece_cells(pieces: list[Piece], worker: Worker | None = None) -> list[dict[str, Cell]]:
    """Return (rank, row) cells for every piece; never fails.

    All pieces go to the layout process in one request. If that crashes or hangs, each is tried on its
    own, and one that fails again (or is too dense to try) is laid out in plain Python.
    """
    asked = [i for i, p in enumerate(pieces) if len(p.links) <= MAX_LINKS]
    answers: dict[int, str | None] = {}
    if asked and _available():
        use = worker or shared()
        dots = {i: piece_dot(pieces[i]) for i in asked}
        try:
            answers = dict(zip(asked, use.plain([dots[i] for i in asked]), strict=True))
        except WorkerError:
            answers = {i: _alone(use, dots[i]) for i in asked}
    return [_cells(p, answers.get(i)) for i, p in enumerate(pieces)]


def _available() -> bool:
    from importlib.util import find_spec

    return find_spec("pygraphviz") is not None and find_spec("graphviz") is not None


def _alone(worker: Worker, dot: str) -> str | None:
    try:
        return worker.plain([dot], timeout=1.5)[0]
    except WorkerError:
        return None


def piece_dot(piece: Piece) -> str:
    """Write one piece as DOT with made-up names, so that no text of the author reaches Graphviz here.

    Edge labels and splines are left out: they are what Graphviz crashes on, and we route ourselves.
    """
    from graphviz import Digraph

    name = {n: f"n{i}" for i, n in enumerate(piece.nodes)}
    graph = Digraph(graph_attr={"rankdir": "LR", "nodesep": "1", "ranksep": "1", "splines": "false"})
    graph.attr("node", shape="box", width="2", height="1", fixedsize="true", label="")
    for node in piece.nodes:
        graph.node(name[node])
    for a, b in piece.links:
        graph.edge(name[a], name[b])
    return str(graph.source)


def _cells(piece: Piece, plain: str | None) -> dict[str, Cell]:
    places = _read_plain(plain) if plain else {}
    if set(places) != {f"n{i}" for i in range(len(piece.nodes))}:
        return simple_cells(piece.nodes, piece.links)
    return _snap({n: places[f"n{i}"] for i, n in enumerate(piece.nodes)})


def _read_plain(text: str) -> dict[str, tuple[float, float]]:
    """Read `node name x y ...` lines; y is turned to point downwards."""
    out: dict[str, tuple[float, float]] = {}
    for line in text.splitlines():
        words = line.split()
        if len(words) > 3 and words[0] == "node":  # noqa: PLR2004 - name, x and y follow
            out[words[1]] = (float(words[2]), -float(words[3]))
    return out


def _snap(places: dict[str, tuple[float, float]]) -> dict[str, Cell]:
    """Turn coordinates into cells: one column a rank, rows by rounding, order kept, empty rows removed."""
    top = min(y for _, y in places.values())
    ranks = {x: i for i, x in enumerate(sorted({round(x, 2) for x, _ in places.values()}))}
    by_rank = sorted(places.items(), key=lambda item: (round(item[1][0], 2), item[1][1]))
    cells: dict[str, Cell] = {}
    for x, group in groupby(by_rank, key=lambda item: round(item[1][0], 2)):
        free = 0
        for node, (_, y) in group:
            row = max(free, int((y - top) / _PITCH + 0.5))
            cells[node] = (ranks[x], row)
            free = row + 1
    rows = {r: i for i, r in enumerate(sorted({r for _, r in cells.values()}))}
    return {n: (c, rows[r]) for n, (c, r) in cells.items()}
