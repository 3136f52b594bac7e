"""One card: stripe, icon, name, the fact that matters, badges; dashed with a plus when it is missing."""

from __future__ import annotations

from workbench.diagram import measure
from workbench.diagram.drawing import assets, badges, fates
from workbench.diagram.drawing.markup import esc, hover, num, rect, text
from workbench.diagram.layout import Box
from workbench.diagram.layout.geometry import CARD_PAD_R, CARD_TEXT_X, FACT_LINE, FACT_SIZE, TITLE_LINE, TITLE_SIZE
from workbench.diagram.picture import Meter, Node
from workbench.diagram.theme import Theme, Tint

ICON = 34.0
MAX_BADGES = 3
LINES = 3
BAR = 4.0


def icon_id(product: str) -> str:
    """Return the id an icon has in the definitions; the product's own letters, made safe."""
    return "wb-" + "".join(c if c.isascii() and c.isalnum() else f"-{ord(c):x}-" for c in product)


def draw(node: Node, box: Box, theme: Theme, prefix: str) -> str:
    """Return one card as a group that carries the component's id, place and full text."""
    tint = theme.tint(node.section)
    parts = [_frame(node, box, theme, tint), _picture(node, box, theme, tint), _words(node, box, prefix)]
    if node.meter:
        parts.append(meter(node.meter, box.x + CARD_TEXT_X, box.bottom - 10, box.w - CARD_TEXT_X - 14, theme))
    if node.fate:
        parts.append(fates.card(node.fate, box, theme))
    for i, badge in enumerate(node.badges[:MAX_BADGES]):
        parts.append(badges.draw(box.right - 6 - 20 * i, box.y, badge, theme, prefix))
    place = f' data-path="{esc(node.path)}"' if node.path else ""
    kind = "ghost" if node.ghost else "card"
    return f'<g class="wb-{kind}" data-id="{esc(node.id)}"{place}>{hover(_full(node))}{"".join(parts)}</g>'


def _full(node: Node) -> str:
    return node.hover or " · ".join(filter(None, (node.title, node.fact)))


def _frame(node: Node, box: Box, theme: Theme, tint: Tint) -> str:
    if node.ghost:
        style = f'fill="{theme.ghost_fill}" stroke="{theme.ghost}" stroke-width="1.6" stroke-dasharray="6 4"'
        return rect(box.x, box.y, box.w, box.h, 8, style)
    if node.left_out:
        style = f'fill="none" stroke="{theme.quiet}" stroke-width="1.3" stroke-dasharray="3 3"'
        return rect(box.x, box.y, box.w, box.h, 8, style)
    shadow = ""
    if theme.shadow != "none":
        shadow = rect(box.x + 0.5, box.y + 1.5, box.w, box.h, 8, f'fill="{theme.shadow}" fill-opacity="0.06"')
    edge = f'"{theme.card_line}"' if node.tone == "plain" else f'"{theme.tone[node.tone]}" stroke-width="1.8"'
    body = rect(box.x, box.y, box.w, box.h, 8, f'fill="{theme.card}" stroke={edge}')
    stripe = rect(box.x, box.y + 10, 3.5, box.h - 20, 1.7, f'fill="{tint.strong}"')
    return shadow + body + stripe


def _picture(node: Node, box: Box, theme: Theme, tint: Tint) -> str:
    x, y = box.x + 14, box.y + (box.h - ICON) / 2
    if node.ghost:
        cx, cy, r = x + ICON / 2, box.y + box.h / 2, 8.0
        d = f"M{num(cx - r)} {num(cy)}h{num(2 * r)}M{num(cx)} {num(cy - r)}v{num(2 * r)}"
        return f'<path d="{d}" stroke="{theme.ghost}" stroke-width="1.8" fill="none" stroke-linecap="round"/>'
    if node.icon and assets.icon_uri(node.icon):
        tile = ""
        if theme.icon_tile != "none" and node.icon in assets.dark_icons():
            tile = rect(x - 3, y - 3, ICON + 6, ICON + 6, 8, f'fill="{theme.icon_tile}"')
        return f'{tile}<use href="#{icon_id(node.icon)}" x="{num(x)}" y="{num(y)}"/>'
    tile = rect(x, y, ICON, ICON, 8, f'fill="{tint.tile}"')
    drawn = assets.glyph_svg(node.glyph)
    if drawn:
        move = f"translate({num(x + 5)} {num(y + 5)})"
        return f'{tile}<g transform="{move}" color="{tint.strong}">{drawn}</g>'
    letter = measure.clean(node.title)[:1].upper() or "?"
    style = f' text-anchor="middle" font-size="15" font-weight="600" fill="{tint.strong}"'
    return f'{tile}<text x="{num(x + ICON / 2)}" y="{num(y + 22.5)}"{style}>{esc(letter)}</text>'


def meter(shown: Meter, x: float, y: float, wide: float, theme: Theme) -> str:
    """Return a bar from (x, y): the ground, the paler length, the length of now, and where they should end."""
    colour = theme.accent if shown.tone == "plain" else theme.tone[shown.tone]
    out = [rect(x, y, wide, BAR, BAR / 2, f'fill="{theme.card_line}"')]
    for share, opacity in ((shown.then, 0.4), (shown.now, 1.0)):
        length = wide * min(share or 0.0, 1.0)
        if share and length >= 0.1:
            # The shortest bar is a dot, so that next to nothing is told from nothing.
            out.append(rect(x, y, max(length, BAR), BAR, BAR / 2, f'fill="{colour}" fill-opacity="{num(opacity)}"'))
    if shown.mark and shown.mark < 1:
        out.append(rect(x + wide * shown.mark - 0.8, y - 2.5, 1.6, BAR + 5, 0.8, f'fill="{theme.ink}"'))
    return "".join(out)


def lines_of(node: Node, width: float) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return name and fact in the lines that fit a card of this width."""
    room = width - CARD_TEXT_X - CARD_PAD_R
    # Above a bar there is room for three lines, and the numbers need two of them.
    most = 1 if node.meter else 2
    title = measure.wrap(measure.clean(node.title), room, TITLE_SIZE, measure.SEMIBOLD, lines=most)
    return title, measure.wrap(measure.clean(node.fact), room, FACT_SIZE, lines=max(1, LINES - len(title)))


def _words(node: Node, box: Box, prefix: str) -> str:
    title, fact = lines_of(node, box.w)
    kind = "g" if node.ghost else "a" if node.left_out else ""
    high = TITLE_LINE * len(title) + FACT_LINE * len(fact)
    y = box.y + (box.h - high) / 2 + (7 if node.meter else 12)
    out = []
    for line in title:
        out.append(text(box.x + CARD_TEXT_X, y, line, f"{prefix}t{kind}"))
        y += TITLE_LINE
    for line in fact:
        out.append(text(box.x + CARD_TEXT_X, y, line, f"{prefix}f{kind}"))
        y += FACT_LINE
    return "".join(out)
