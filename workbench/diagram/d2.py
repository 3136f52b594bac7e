"""Write the picture's graph as D2 text, with every label inert."""

from __future__ import annotations

from workbench.diagram.measure import ELLIPSIS, clean
from workbench.diagram.names import safe_names
from workbench.diagram.picture import Badge, Edge, EdgeStyle, Node, Picture
from workbench.diagram.theme import LIGHT

LONGEST = 80
_STYLE: dict[EdgeStyle, str] = {
    "call": "style.stroke-width: 3",
    "data": "",
    "deploy": "style.stroke-dash: 6",
    "feedback": "style.stroke-dash: 5",
    "fallback": "style.stroke-dash: 3",
    "watch": "style.stroke-dash: 2",
    "ghost": f'style: {{stroke-dash: 4; stroke: "{LIGHT.ghost}"}}',
}
_INERT = str.maketrans({"\\": "\\\\", '"': '\\"'})


def d2_text(picture: Picture) -> str:
    """Return D2: one container a section, ghosts dashed, broken flows red, gap numbers after the names."""
    names = safe_names((n.id for n in picture.nodes), "n_")
    homes = safe_names((s.id for s in picture.sections), "s_")
    full = {n.id: f"{homes[n.section]}.{names[n.id]}" for n in picture.nodes}
    out = [
        "direction: right",
        f"title: {_quoted(picture.title)} {{near: top-center; shape: text; style.font-size: 24}}",
    ]
    for section in picture.sections:
        tint = LIGHT.tint(section.id)
        out.append(f"{homes[section.id]}: {_quoted(section.title)} {{")
        out.append(f'  style: {{fill: "{tint.soft}"; stroke: "{tint.line}"; border-radius: 10}}')
        out += [f"  {names[n.id]}: {_card(n)}" for n in picture.nodes if n.section == section.id]
        out.append("}")
    out += [_flow(e, full) for e in picture.edges]
    return "\n".join(out) + "\n"


def _card(node: Node) -> str:
    style = f'fill: "{LIGHT.card}"; stroke: "{LIGHT.card_line}"; border-radius: 8'
    if node.tone != "plain":
        style = f'fill: "{LIGHT.card}"; stroke: "{LIGHT.tone[node.tone]}"; stroke-width: 2; border-radius: 8'
    if node.ghost:
        style = f'fill: "{LIGHT.ghost_fill}"; stroke: "{LIGHT.ghost}"; font-color: "{LIGHT.ghost}"; stroke-dash: 4'
    elif node.left_out:
        style = f'fill: transparent; stroke: "{LIGHT.quiet}"; font-color: "{LIGHT.muted}"; stroke-dash: 3'
    return f"{_quoted(node.title + _marks(node.badges), node.fact)} {{style: {{{style}}}}}"


def _flow(edge: Edge, full: dict[str, str]) -> str:
    words = edge.label + _marks(edge.badges)
    label = f": {_quoted(words)}" if clean(words) else ":"
    style = _STYLE[edge.style]
    if edge.broken or edge.marked:
        style = f'style: {{stroke: "{LIGHT.bad if edge.broken else LIGHT.accent}"; stroke-width: 3}}'
    tail = f"{label} {{{style}}}" if style else label
    return f"{full[edge.source]} -> {full[edge.target]}{'' if tail == ':' else tail}"


def _marks(badges: tuple[Badge, ...]) -> str:
    return "".join(f" ({b.severity} {b.number})" for b in badges)


def _quoted(*lines: str) -> str:
    """Return lines as one quoted D2 string. A blank parts what D2 would replace by a variable."""
    short = (s if len(s) <= LONGEST else s[: LONGEST - 1] + ELLIPSIS for s in map(clean, lines) if s)
    text = "\\n".join(line.translate(_INERT).replace("${", "$ {") for line in short)
    return f'"{text}"'
