"""Write the picture's graph as a Mermaid flowchart, with every label inert."""

from __future__ import annotations

from workbench.diagram.measure import ELLIPSIS, clean
from workbench.diagram.names import safe_names
from workbench.diagram.picture import SEVERITIES, Badge, Edge, EdgeStyle, Node, Picture, Tone
from workbench.diagram.theme import LIGHT

LONGEST = 80
_ARROW: dict[EdgeStyle, str] = {
    "call": "==>",
    "data": "-->",
    "deploy": "-->",
    "feedback": "-.->",
    "fallback": "-.->",
    "watch": "-.->",
    "ghost": "-.->",
}
_TONES: tuple[Tone, ...] = ("good", "warn", "bad")
_PLAIN = frozenset(" .,:/()+=_-")


def mermaid_text(picture: Picture) -> str:
    """Return a flowchart: one subgraph a section, classes for ghosts and severities, broken flows red."""
    nodes = safe_names((n.id for n in picture.nodes), "n_")
    out = ["flowchart LR"]
    for section, name in safe_names((s.id for s in picture.sections), "s_").items():
        title = next(s.title for s in picture.sections if s.id == section)
        out.append(f"  subgraph {name}[{_quoted(title)}]")
        out += [f"    {_node(n, nodes[n.id])}" for n in picture.nodes if n.section == section]
        out.append("  end")
    out += [f"  {_edge(e, nodes)}" for e in picture.edges]
    out += _classes(picture, nodes)
    return "\n".join(out) + "\n"


def _coded(text: str) -> str:
    """Write everything but letters, digits and a few harmless marks as an entity code."""
    line = clean(text)
    short = line if len(line) <= LONGEST else line[: LONGEST - 1] + ELLIPSIS
    return "".join(c if c.isalnum() or c in _PLAIN else _entity(c) for c in short)


def _entity(char: str) -> str:
    return {'"': "#quot;", "<": "#lt;", ">": "#gt;", "&": "#amp;"}.get(char) or f"#{ord(char)};"


def _quoted(*lines: str) -> str:
    shown = "<br/>".join(coded for line in lines if (coded := _coded(line)))
    return f'"{shown or " "}"'


def _marks(badges: tuple[Badge, ...]) -> str:
    return "".join(f" ({b.severity} {b.number})" for b in badges)


def _node(node: Node, name: str) -> str:
    return f"{name}[{_quoted(node.title + _marks(node.badges), node.fact)}]"


def _edge(edge: Edge, nodes: dict[str, str]) -> str:
    words = edge.label + _marks(edge.badges)
    label = f"|{_quoted(words)}|" if clean(words) else ""
    return f"{nodes[edge.source]} {_ARROW[edge.style]}{label} {nodes[edge.target]}"


def _classes(picture: Picture, nodes: dict[str, str]) -> list[str]:
    out = []
    ghosts = [nodes[n.id] for n in picture.nodes if n.ghost]
    if ghosts:
        out.append(f"  classDef ghost stroke:{LIGHT.ghost},color:{LIGHT.ghost},fill:none,stroke-dasharray:6 4")
        out.append(f"  class {','.join(ghosts)} ghost")
    absent = [nodes[n.id] for n in picture.nodes if n.left_out]
    if absent:
        out.append(f"  classDef absent stroke:{LIGHT.quiet},color:{LIGHT.muted},fill:none,stroke-dasharray:3 3")
        out.append(f"  class {','.join(absent)} absent")
    for severity in SEVERITIES:
        marked = [nodes[n.id] for n in picture.nodes if not n.ghost and _worst(n) == severity]
        if marked:
            wide = {"blocker": 3, "major": 2, "minor": 1}[severity]
            out.append(f"  classDef {severity} stroke:{LIGHT.severity[severity]},stroke-width:{wide}px")
            out.append(f"  class {','.join(marked)} {severity}")
    out += _tones(picture, nodes)
    broken = [str(i) for i, e in enumerate(picture.edges) if e.broken]
    if broken:
        out.append(f"  linkStyle {','.join(broken)} stroke:{LIGHT.bad},stroke-width:3px")
    return out


def _tones(picture: Picture, nodes: dict[str, str]) -> list[str]:
    """Return what sets cards and flows of a view apart."""
    out = []
    for tone in _TONES:
        toned = [nodes[n.id] for n in picture.nodes if n.tone == tone and not n.badges]
        if toned:
            out.append(f"  classDef is_{tone} stroke:{LIGHT.tone[tone]},stroke-width:2px")
            out.append(f"  class {','.join(toned)} is_{tone}")
    marked = [str(i) for i, e in enumerate(picture.edges) if e.marked and not e.broken]
    if marked:
        out.append(f"  linkStyle {','.join(marked)} stroke:{LIGHT.accent},stroke-width:2px")
    return out


def _worst(node: Node) -> str:
    return min((b.severity for b in node.badges), key=SEVERITIES.index, default="")
