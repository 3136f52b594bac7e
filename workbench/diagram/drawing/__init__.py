"""Draw a picture from its coordinates as SVG text."""

from __future__ import annotations

from workbench.diagram import measure
from workbench.diagram.drawing import assets, cards, flows, frame, gaps
from workbench.diagram.drawing.markup import esc, hover, num, rect, text
from workbench.diagram.layout import Layout
from workbench.diagram.layout.geometry import HEAD_SIZE
from workbench.diagram.picture import Picture, Section
from workbench.diagram.theme import FAMILY, Theme

MIN_W, TITLE_W = 560.0, 340.0
"""The least width of what has a frame, and what the title has beside the figures."""


def draw(
    picture: Picture, layout: Layout, theme: Theme, parts: frame.Parts, embed_font: bool, embed_icons: bool = True
) -> str:
    """Return one self-contained SVG document; the same arguments give the same bytes."""
    prefix = theme.name[0]
    left, top = frame.MARGIN, frame.MARGIN + parts.header
    beside = gaps.LIST_W + 20 if parts.gaps else 0.0
    least = max(MIN_W, frame.strip_width(picture) + TITLE_W) if parts.header else MIN_W if parts.gaps else 0.0
    body_w = max(layout.width, least - beside)
    width = body_w + beside + 2 * frame.MARGIN
    below = frame.legend_height(picture, body_w, theme) if parts.legend else 0.0
    body_h = layout.height + below
    if parts.gaps:
        body_h = max(body_h, parts.margins.beside_height(width))
    foot = top + body_h
    height = foot + (frame.NOTES if parts.notes else 0) + frame.MARGIN
    out = [
        _open(picture, width, height, theme, embed_font),
        icon_definitions(picture) if embed_icons else "",
        rect(0, 0, width, height, 0, f'fill="{theme.page}"'),
        frame.header(picture, width, theme, prefix) if parts.header else "",
        f'<g transform="translate({num(left + (body_w - layout.width) / 2)} {num(top)})">',
        _body(picture, layout, theme, prefix),
        "</g>",
    ]
    if parts.gaps:
        out.append(gaps.gap_list(picture, left + body_w + 26, top, body_h, theme, prefix))
    if parts.legend:
        out.append(frame.legend(picture, left, top + layout.height + 32, body_w, theme, prefix))
    if parts.notes:
        rest = (f"{picture.hidden_gaps} open gaps stand in other views.",) if picture.hidden_gaps else ()
        words = measure.fit(measure.clean(" ".join((*picture.notes, *rest))), width - 2 * left, 11.5)
        out.append(text(left, foot + 20, words, f"{prefix}s"))
    return "".join(out) + "</svg>\n"


def _open(picture: Picture, width: float, height: float, theme: Theme, embed_font: bool) -> str:
    title = measure.clean(picture.title) or "Architecture"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{num(width)}" height="{num(height)}" '
        f'viewBox="0 0 {num(width)} {num(height)}" role="img" aria-label="{esc(title)}" font-family="{FAMILY}">'
        f"<title>{esc(title)}</title><desc>{esc(describe(picture))}</desc>"
        f"<style>{assets.font_css() if embed_font else ''}{_css(theme)}</style>"
    )


def describe(picture: Picture) -> str:
    """Say in words what the picture shows, for people who cannot see it."""
    real = [n for n in picture.nodes if not (n.ghost or n.left_out)]
    missing = [n.title for n in picture.nodes if n.ghost]
    out = [f"{len(real)} components in {len(picture.sections)} sections, {len(picture.edges)} flows."]
    if missing:
        out.append(f"Missing: {', '.join(missing)}.")
    for word, fate in (("Lost", "lost"), ("Struck", "struck"), ("Nothing new reaches", "starved")):
        names = [n.title for n in picture.nodes if n.fate == fate]
        if names:
            out.append(f"{word}: {', '.join(names)}.")
    for e in picture.edges:
        if e.broken:
            out.append(f"The flow {e.source} to {e.target} breaks a rule: {e.label or 'see the gaps'}.")
    if picture.listed:
        out += [f"{g.number}: {g.title}." for g in picture.gaps]
    else:
        out += [f"Gap {g.number}, {g.severity}: {g.title}." for g in picture.gaps]
    return " ".join(out)


def _css(theme: Theme) -> str:
    """Short class names, led by the theme's letter so that two pictures can stand on one page."""
    p = theme.name[0]
    rules = {
        "t": (13.5, 600, theme.ink), "tg": (13.5, 600, theme.ghost), "ta": (13.5, 600, theme.muted),
        "f": (11.5, 400, theme.muted), "fg": (11.5, 400, theme.muted), "fa": (11.5, 400, theme.muted),
        "l": (11, 400, theme.muted), "lb": (11, 600, theme.bad), "lg": (11, 400, theme.ghost),
        "lm": (11, 600, theme.accent),
        "h": (23, 600, theme.ink), "s": (12, 400, theme.muted), "o": (11.5, 400, theme.ink),
        "q": (12.5, 600, theme.ink), "v": (17, 600, theme.ink),
    }  # fmt: skip
    css = [f".{p}{k}{{font-size:{num(s)}px;font-weight:{w};fill:{c}}}" for k, (s, w, c) in rules.items()]
    css.append(f".{p}k{{font-size:10.5px;font-weight:600;letter-spacing:.6px;fill:{theme.muted}}}")
    css.append(f".{p}b{{font-size:{num(HEAD_SIZE)}px;font-weight:600;letter-spacing:.7px}}")
    css.append(f".{p}n{{font-size:10.5px;font-weight:600;text-anchor:middle;fill:{theme.on_badge}}}")
    css.append(f".{p}m{{font-size:10.5px;font-weight:600;text-anchor:middle;fill:{theme.ink}}}")
    return "".join(css)


def icon_definitions(picture: Picture) -> str:
    """Return every icon of the picture once, by an id that cards use; nothing when it has none."""
    products = sorted({n.icon for n in picture.nodes if n.icon and not n.ghost})
    size = num(cards.ICON)
    images = [
        f'<image id="{cards.icon_id(p)}" width="{size}" height="{size}" href="{uri}"/>'
        for p in products
        if (uri := assets.icon_uri(p)) is not None
    ]
    return f"<defs>{''.join(images)}</defs>" if images else ""


def _body(picture: Picture, layout: Layout, theme: Theme, prefix: str) -> str:
    """Blocks at the back, then lines, cards, and the words of the lines on top."""
    out = [_block(s, layout, theme, prefix) for s in picture.sections if s.id in layout.blocks]
    aside = _aside(picture)
    ordered = sorted(picture.edges, key=lambda e: (e.broken, e.marked, e.style == "call", e.id not in aside))
    out += [flows.draw_line(e, layout.routes[e.id], theme, e.id in aside) for e in ordered]
    out += [cards.draw(n, layout.cards[n.id], theme, prefix) for n in picture.nodes]
    out += [flows.draw_label(e, layout.routes[e.id], theme, prefix) for e in ordered]
    return "".join(out)


def _aside(picture: Picture) -> set[str]:
    """Return the flows to and from the watchers that break no rule: drawn fainter, so that the paths stand out."""
    watchers = {s.id for s in picture.sections if s.lane == "watchers"}
    home = {n.id: n.section for n in picture.nodes}
    return {e.id for e in picture.edges if not (e.broken or e.marked) and {home[e.source], home[e.target]} & watchers}


def _block(section: Section, layout: Layout, theme: Theme, prefix: str) -> str:
    box, tint = layout.blocks[section.id], theme.tint(section.id)
    title = measure.fit(measure.clean(section.title).upper(), box.w - 40, HEAD_SIZE + 0.7, 600)
    return (
        f'<g class="wb-section" data-id="{esc(section.id)}">{hover(section.title)}'
        + rect(box.x, box.y, box.w, box.h, 10, f'fill="{tint.soft}" stroke="{tint.line}"')
        + text(box.x + 14, box.y + 21, title, f"{prefix}b", f' fill="{tint.strong}"')
        + "</g>"
    )
