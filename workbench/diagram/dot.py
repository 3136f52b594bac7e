"""Write the picture's graph as DOT that any Graphviz draws, with every label inert."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.diagram.measure import ELLIPSIS, clean
from workbench.diagram.names import safe_names
from workbench.diagram.picture import Badge, Edge, EdgeStyle, Node, Picture
from workbench.diagram.theme import LIGHT
from workbench.errors import DrawError

if TYPE_CHECKING:
    from graphviz import Digraph

LONGEST = 80
_STYLE: dict[EdgeStyle, str] = {
    "call": "bold",
    "data": "solid",
    "deploy": "solid",
    "feedback": "dashed",
    "fallback": "dashed",
    "watch": "dotted",
    "ghost": "dashed",
}


def dot_text(picture: Picture) -> str:
    """Return DOT: one cluster a section, ghosts dashed, broken flows red, gap numbers after the names.

    Raises DrawError when the `graphviz` package is not installed.
    """
    try:
        from graphviz import Digraph
    except ImportError:
        raise DrawError("DOT needs the drawing extra: pip install 'ml-design-workbench[draw]'") from None
    # newrank keeps some Graphviz versions from crashing on edge labels between clusters.
    graph = Digraph("design", graph_attr={"rankdir": "LR", "newrank": "true", "fontname": "sans-serif"})
    graph.attr("graph", label=_lines(clean(picture.title)), labelloc="t", labeljust="l", fontsize="20")
    graph.attr("node", shape="box", style="rounded,filled", fillcolor=LIGHT.card, fontname="sans-serif")
    graph.attr("edge", fontname="sans-serif", fontsize="11", color=LIGHT.flow)
    nodes = safe_names((n.id for n in picture.nodes), "n_")
    for section, name in safe_names((s.id for s in picture.sections), "cluster_").items():
        _cluster(graph, picture, section, name, nodes)
    for edge in picture.edges:
        graph.edge(nodes[edge.source], nodes[edge.target], **_edge_style(edge))
    return str(graph.source)


def _cluster(graph: Digraph, picture: Picture, section: str, name: str, nodes: dict[str, str]) -> None:
    tint = LIGHT.tint(section)
    title = next(s.title for s in picture.sections if s.id == section)
    with graph.subgraph(name=name) as cluster:
        cluster.attr(label=_lines(clean(title)), style="rounded,filled", fillcolor=tint.soft, color=tint.line)
        for node in picture.nodes:
            if node.section == section:
                cluster.node(nodes[node.id], **_node_style(node, tint.strong))


def _node_style(node: Node, colour: str) -> dict[str, str]:
    style = {"label": _lines(clean(node.title) + _marks(node.badges), clean(node.fact)), "color": colour}
    if node.tone != "plain":
        style |= {"color": LIGHT.tone[node.tone], "penwidth": "2"}
    if node.ghost:
        style |= {"style": "rounded,dashed", "color": LIGHT.ghost, "fontcolor": LIGHT.ghost}
    if node.left_out:
        style |= {"style": "rounded,dashed", "color": LIGHT.quiet, "fontcolor": LIGHT.muted}
    return style


def _edge_style(edge: Edge) -> dict[str, str]:
    style = {"style": _STYLE[edge.style]}
    words = clean(edge.label) + _marks(edge.badges)
    if words:
        style["label"] = _lines(words)
    if edge.style == "ghost":
        style |= {"color": LIGHT.ghost, "fontcolor": LIGHT.ghost}
    if edge.marked:
        style |= {"color": LIGHT.accent, "fontcolor": LIGHT.accent, "penwidth": "2"}
    if edge.broken:
        style |= {"color": LIGHT.bad, "fontcolor": LIGHT.bad, "penwidth": "2.5"}
    return style


def _marks(badges: tuple[Badge, ...]) -> str:
    return "".join(f" ({b.severity} {b.number})" for b in badges)


def _lines(*lines: str) -> str:
    """Join lines with Graphviz's own line break, each escaped, the whole barred from being read as HTML."""
    from graphviz import nohtml

    text: str = nohtml(r"\n".join(_inert(line) for line in lines if line))
    return text


def _inert(line: str) -> str:
    """Cut a line to a bearable length and disarm backslashes and entities."""
    from graphviz import escape

    short = line if len(line) <= LONGEST else line[: LONGEST - 1] + ELLIPSIS
    return str(escape(short.replace("&", "&amp;")))
