"""What stands around the picture: title, score strip and legend, and the room all parts take."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.diagram import measure
from workbench.diagram.drawing import badges, cards, fates
from workbench.diagram.drawing.flows import line_style
from workbench.diagram.drawing.gaps import LIST_W, list_height
from workbench.diagram.drawing.markup import hover, num, rect, text
from workbench.diagram.layout.pack import Margins
from workbench.diagram.picture import Key, Meter, Picture, Stat
from workbench.diagram.theme import Theme

MARGIN = 26.0
HEADER, HEADER_LOW = 62.0, 38.0
LEGEND, LEGEND_LINE, NOTES = 44.0, 22.0, 24.0
STRIP_GAP = 30.0
_LINES = {
    "call": "call",
    "data": "data",
    "deploy": "deploys",
    "feedback": "feeds back",
    "fallback": "steps in on failure",
    "watch": "watches",
}


@dataclass(frozen=True, slots=True)
class Parts:
    """Which parts of the frame a picture has; `header` is the height of the top strip, 0 for none.

    `gaps` is the height of the gap list, 0 for none. Notes stand under it; `notes` says that there is no list, so
    they stand at the foot.
    """

    header: float
    gaps: float
    legend: bool
    notes: bool

    @property
    def margins(self) -> Margins:
        """The room the frame takes, for the shape of the page."""
        return Margins(
            beside=2 * MARGIN + (LIST_W + 20 if self.gaps else 0),
            above=2 * MARGIN + self.header + (LEGEND if self.legend else 0) + (NOTES if self.notes else 0),
            listed=self.gaps,
            under=LEGEND if self.legend else 0.0,
        )


def parts_of(picture: Picture, frame: bool) -> Parts:
    """Say which parts are drawn: those the picture has something for, none without a frame."""
    low = HEADER_LOW if picture.title else 0.0
    return Parts(
        header=(HEADER if picture.subtitle or picture.strip else low) if frame else 0.0,
        gaps=list_height(picture) if frame and picture.gaps else 0.0,
        notes=frame and bool(picture.notes or picture.hidden_gaps) and not picture.gaps,
        legend=frame and picture.legend and bool(picture.edges or picture.gaps or picture.keys),
    )


def header(picture: Picture, width: float, theme: Theme, prefix: str) -> str:
    """Return title, subtitle and the strip of figures along the top."""
    cells = _cells(picture)
    x = width - MARGIN - strip_width(picture)
    room = max(160.0, x - MARGIN - 24)
    title = measure.clean(picture.title)
    out = [
        f"<g>{hover(title)}{text(MARGIN, 46, measure.fit(title, room, 23, 600), f'{prefix}h')}</g>",
        text(MARGIN, 68, measure.fit(measure.clean(picture.subtitle), room, 12.5), f"{prefix}s"),
    ]
    for stat, wide in cells:
        out.append(text(x, 38, measure.clean(stat.label).upper(), f"{prefix}k"))
        colour = f' style="fill:{theme.tone[stat.tone]}"'
        out.append(text(x, 61, measure.clean(stat.value), f"{prefix}v", colour))
        x += wide
    return "".join(out)


def _cells(picture: Picture) -> list[tuple[Stat, float]]:
    return [(s, max(_cell(s.label, 10.5, 0.6), _cell(s.value, 17)) + STRIP_GAP) for s in picture.strip]


def strip_width(picture: Picture) -> float:
    """Return the width of the strip of figures."""
    return max(0.0, sum(wide for _, wide in _cells(picture)) - STRIP_GAP)


def _cell(words: str, size: float, spacing: float = 0.0) -> float:
    shown = measure.clean(words)
    return measure.width(shown.upper() if spacing else shown, size, 600) + spacing * len(shown)


def legend(picture: Picture, x: float, y: float, room: float, theme: Theme, prefix: str) -> str:
    """Return the legend: only the marks this picture uses, in as few lines as fit the room."""
    out: list[str] = []
    start = x
    for mark, wide, words in _entries(picture, theme, prefix):
        need = wide + 9 + measure.width(words, 12) + 30
        if x > start and x + need > start + room + 30:
            x, y = start, y + LEGEND_LINE
        out.append(f'<g transform="translate({num(x)} {num(y)})">{mark}{text(wide + 9, 4, words, f"{prefix}s")}</g>')
        x += need
    return "".join(out)


def legend_height(picture: Picture, room: float, theme: Theme) -> float:
    """Return the height of the legend in a room as wide as this."""
    lines, x = 1, 0.0
    for _, wide, words in _entries(picture, theme, ""):
        need = wide + 9 + measure.width(words, 12) + 30
        if x and x + need > room + 30:
            lines, x = lines + 1, 0.0
        x += need
    return LEGEND + LEGEND_LINE * (lines - 1)


def _entries(picture: Picture, theme: Theme, prefix: str) -> list[tuple[str, float, str]]:
    marks = [b for n in picture.nodes for b in n.badges] + [b for e in picture.edges for b in e.badges]
    used = {b.severity for b in marks} | {g.severity for g in picture.gaps}
    out: list[tuple[str, float, str]] = []
    for severity in ("blocker", "major", "minor"):
        if severity in used and not picture.listed:
            css = f"{prefix}m" if severity == "minor" else f"{prefix}n"
            out.append((badges.shape(9, 0, severity, theme) + text(9, 3.6, "n", css), 19, severity))
    if any(n.ghost for n in picture.nodes):
        style = f'fill="{theme.ghost_fill}" stroke="{theme.ghost}" stroke-width="1.5" stroke-dasharray="4 3"'
        out.append((rect(0, -7, 22, 14, 3, style), 22, "missing, drawn where it belongs"))
    if any(n.left_out for n in picture.nodes):
        style = f'fill="none" stroke="{theme.quiet}" stroke-width="1.3" stroke-dasharray="3 3"'
        out.append((rect(0, -7, 22, 14, 3, style), 22, "left out on purpose"))
    if any(e.broken for e in picture.edges):
        out.append((_sample(line_style("data", True, theme)), 26, "breaks a rule"))
    out += [(*_key(key, theme, prefix), key.words) for key in picture.keys]
    present = {e.style for e in picture.edges if not (e.broken or e.marked or e.fate)}
    out += [(_sample(line_style(s, False, theme)), 26, words) for s, words in _LINES.items() if s in present]
    return out


def _key(key: Key, theme: Theme, prefix: str) -> tuple[str, float]:
    """Return what an entry of the view's own shows, and how wide that is."""
    bars = {"meter": Meter(0.6, tone=key.tone), "then": Meter(0.0, then=0.8), "mark": Meter(0.0, mark=0.7)}
    if key.shows in bars:
        return cards.meter(bars[key.shows], 0, -cards.BAR / 2, 32, theme), 32
    if key.shows in ("lost", "struck", "starved", "cut", "touched"):
        return fates.sample(key.shows, theme)
    if key.shows == "marked":
        return _sample(line_style("data", False, theme, marked=True)), 26
    if key.shows == "text":
        return text(0, 4, key.text, f"{prefix}k"), measure.width(key.text, 10.5, 600) + 0.6 * len(key.text)
    return rect(0, -7, 22, 14, 3, f'fill="{theme.card}" stroke="{theme.tone[key.tone]}" stroke-width="1.8"'), 22


def _sample(style: str) -> str:
    return f'<path d="M0 0h26" fill="none" {style}/>'
