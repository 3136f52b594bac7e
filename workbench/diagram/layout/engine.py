"""Cells for the cards of each section: Graphviz in its contained process, else plain Python."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from itertools import groupby, zip_longest

from workbench.diagram.layout.geometry import Cell
from workbench.diagram.layout.simple import Links, simple_cells
from workbench.diagram.layout.worker import Worker, WorkerError, WorkerMissingError, shared

# Within one section: denser than this, Graphviz thinks for seconds (300 links) or minutes (1,000), and its
# ranks say nothing any more.
MAX_LINKS = 160
TIMEOUT, TIMEOUT_ALONE = 2.0, 1.0
MAX_REMEMBERED = 200
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
    dots = [piece_dot(p) if len(p.links) <= MAX_LINKS else None for p in pieces] if _available() else []
    asked = {d for d in dots if d is not None and d not in _hopeless}
    answers = _ask(worker or shared(), sorted(asked)) if asked else {}
    return [_cells(p, answers.get(d or "")) for p, d in zip_longest(pieces, dots)]


def _available() -> bool:
    return find_spec("pygraphviz") is not None and find_spec("graphviz") is not None


# What crashed or hung the layout process before is not sent again: each try costs a second.
_hopeless: set[str] = set()


def _ask(worker: Worker, dots: list[str]) -> dict[str, str | None]:
    try:
        return dict(zip(dots, worker.plain(dots, TIMEOUT), strict=True))
    except WorkerMissingError:
        return {}
    except WorkerError:
        return {dot: _alone(worker, dot) for dot in dots}


def _alone(worker: Worker, dot: str) -> str | None:
    try:
        return worker.plain([dot], TIMEOUT_ALONE)[0]
    except WorkerMissingError:
        return None
    except WorkerError:
        if len(_hopeless) < MAX_REMEMBERED:
            _hopeless.add(dot)
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
        if len(words) > 3 and words[0] == "node":
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
