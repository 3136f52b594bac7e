"""Draw the flagged architecture picture: SVG and PNG, and the same graph as DOT, Mermaid and JSON.

Nothing heavy is imported until it is used: importing this package loads no drawing library.
"""

from __future__ import annotations

from workbench.diagram.graph_json import graph_json
from workbench.diagram.picture import Badge, Edge, GapRow, Node, Picture, Section, Stat

__all__ = [
    "Badge",
    "Edge",
    "GapRow",
    "Node",
    "Picture",
    "Section",
    "Stat",
    "dot_text",
    "graph_json",
    "mermaid_text",
    "png",
    "svg",
]


def svg(picture: Picture, theme: str = "light", frame: bool = True, embed_font: bool = True) -> str:
    """Return the picture as one self-contained SVG document.

    `theme` is light or dark; without `frame` only blocks, cards and flows are drawn; without `embed_font`
    the document is 60 kB smaller and uses a font of the reader's. Raises DrawError for an unknown theme.
    """
    from workbench.diagram.render import svg as draw

    return draw(picture, theme, frame, embed_font)


def png(picture: Picture, theme: str = "light", frame: bool = True, scale: float = 2.0, max_width: int = 4000) -> bytes:
    """Return the picture as PNG, `scale` pixels a unit but at most `max_width` wide.

    Raises DrawError when the rasteriser is not installed or refuses the picture.
    """
    from workbench.diagram.render import png as draw

    return draw(picture, theme, frame, scale, max_width)


def dot_text(picture: Picture) -> str:
    """Return the graph as DOT that any Graphviz draws. Raises DrawError without the `draw` extra."""
    from workbench.diagram.dot import dot_text as write

    return write(picture)


def mermaid_text(picture: Picture) -> str:
    """Return the graph as a Mermaid flowchart."""
    from workbench.diagram.mermaid import mermaid_text as write

    return write(picture)
