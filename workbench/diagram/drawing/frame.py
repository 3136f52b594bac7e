"""What stands around the picture: title and score strip, gap list, legend."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.diagram import measure
from workbench.diagram.drawing import badges
from workbench.diagram.drawing.flows import line_style
from workbench.diagram.drawing.markup import esc, hover, num, rect, text
from workbench.diagram.layout.pack import Margins
from workbench.diagram.picture import Badge, GapRow, Picture
from workbench.diagram.theme import Theme

MARGIN = 26.0
HEADER = 66.0
LEGEND = 44.0
LIST_W = 268.0
LIST_TEXT = 34.0
_LINES = {
    "call": "call",
    "data": "data",
    "deploy": "deploys",
    "feedback": "feeds back",
    "watch": "watches",
}


@dataclass(frozen=True, slots=True)
class Parts:
    """Which parts of the frame a picture has."""

    header: bool
    gaps: bool
    legend: bool

    @property
    def margins(self) -> Margins:
        """The room the frame takes, for the shape of the page."""
        return Margins(
            beside=2 * MARGIN + (LIST_W + 20 if self.gaps else 0),
            above=2 * MARGIN + (HEADER if self.header else 0) + (LEGEND if self.legend else 0),
        )


def parts_of(picture: Picture, frame: bool) -> Parts:
    """Say which parts are drawn: those the picture has something for, none without a frame."""
    return Parts(
        header=frame and bool(picture.title or picture.subtitle or picture.strip),
        gaps=frame and bool(picture.gaps or picture.notes or picture.hidden_gaps),
        legend=frame and picture.legend,
    )


def header(picture: Picture, width: float, theme: Theme, prefix: str) -> str:
    """Return title, subtitle and the strip of figures along the top."""
    cells = [(s, max(_cell(s.label, 10.5, 0.6), _cell(s.value, 17)) + 30) for s in picture.strip]
    x = width - MARGIN - sum(w for _, w in cells) + (30 if cells else 0)
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


def _cell(words: str, size: float, spacing: float = 0.0) -> float:
    shown = measure.clean(words)
    return measure.width(shown.upper() if spacing else shown, size, 600) + spacing * len(shown)


def row_height(row: GapRow) -> float:
    """Return the height of one row of the gap list."""
    return 24.0 + 15.5 * len(_row_lines(row)) + 9


def _row_lines(row: GapRow) -> list[str]:
    room = LIST_W - LIST_TEXT
    lines = [part for line in row.lines for part in measure.wrap(measure.clean(line), room, 11.5)]
    if row.place:
        place = measure.clean(row.place)
        joined = f"{lines[-1]} · {place}" if lines else place
        if lines and measure.width(joined, 11.5) <= room:
            lines[-1] = joined
        else:
            lines.append(measure.fit(place, room, 11.5))
    return lines[:4]


def list_height(picture: Picture) -> float:
    """Return the height of the whole gap list with its notes."""
    return 40.0 + sum(row_height(r) for r in picture.gaps) + _tail_height(picture)


def _tail_height(picture: Picture) -> float:
    return (26.0 if picture.hidden_gaps else 0.0) + 16.0 * len(_note_lines(picture)) + 10


def _note_lines(picture: Picture) -> list[str]:
    return [line for n in picture.notes for line in measure.wrap(measure.clean(n), LIST_W - 6, 11.5, lines=6)]


def gap_list(picture: Picture, x: float, y: float, high: float, theme: Theme, prefix: str) -> str:
    """Return the gap list from (x, y) down, worst first; what does not fit in `high` pixels is counted."""
    out = [text(x, y + 15, "GAPS, WORST FIRST", f"{prefix}k")] if picture.gaps else []
    top, end = y + 38, y + high - _tail_height(picture)
    shown = 0
    for row in picture.gaps:
        # The last row that fits must leave room to say how many do not.
        if shown and top + row_height(row) > end + 16:
            break
        out.append(_row(row, x, top, theme, prefix))
        top += row_height(row)
        shown += 1
    hidden = picture.hidden_gaps + len(picture.gaps) - shown
    if hidden:
        out.append(text(x, top + 12, f"+ {hidden} more", f"{prefix}s"))
        top += 26
    for i, line in enumerate(_note_lines(picture)):
        out.append(text(x, top + 14 + 16 * i, line, f"{prefix}o"))
    return "".join(out)


def _row(row: GapRow, x: float, y: float, theme: Theme, prefix: str) -> str:
    place = f' data-path="{esc(row.path)}"' if row.path else ""
    title = measure.clean(row.title)
    out = [
        badges.draw(x + 10, y + 4, Badge(row.number, row.severity), theme, prefix),
        text(x + LIST_TEXT, y + 8, measure.fit(title, LIST_W - LIST_TEXT, 12.5, 600), f"{prefix}q"),
    ]
    for i, line in enumerate(_row_lines(row)):
        out.append(text(x + LIST_TEXT, y + 25 + 15.5 * i, line, f"{prefix}f"))
    words = "\n".join((title, *row.lines, row.place))
    return f'<g class="wb-gap" data-gap="{row.number}"{place}>{hover(words)}{"".join(out)}</g>'


def legend(picture: Picture, x: float, y: float, room: float, theme: Theme, prefix: str) -> str:
    """Return the legend: only the marks this picture uses, in one line."""
    out: list[str] = []
    start = x
    for mark, wide, words in _entries(picture, theme, prefix):
        need = wide + 9 + measure.width(words, 12) + 30
        if x + need > start + room + 30:
            x, y = start, y + 22
        out.append(
            f'<g transform="translate({num(x)} {num(y)})">{mark}{text(wide + 9, 4, words, f"{prefix}s")}</g>'
        )
        x += need
    return "".join(out)


def _entries(picture: Picture, theme: Theme, prefix: str) -> list[tuple[str, float, str]]:
    marks = [b for thing in (*picture.nodes, *picture.edges) for b in thing.badges]
    used = {b.severity for b in marks} | {g.severity for g in picture.gaps}
    out: list[tuple[str, float, str]] = []
    for severity in ("blocker", "major", "minor"):
        if severity in used:
            css = f"{prefix}m" if severity == "minor" else f"{prefix}n"
            out.append((badges.shape(9, 0, severity, theme) + text(9, 3.6, "n", css), 19, severity))
    if any(n.ghost for n in picture.nodes):
        style = f'fill="{theme.ghost_fill}" stroke="{theme.ghost}" stroke-width="1.5" stroke-dasharray="4 3"'
        out.append((rect(0, -7, 22, 14, 3, style), 22, "missing, drawn where it belongs"))
    if any(e.broken for e in picture.edges):
        out.append((_sample(line_style("data", True, theme)), 26, "breaks a rule"))
    present = {e.style for e in picture.edges if not e.broken}
    out += [(_sample(line_style(s, False, theme)), 26, words) for s, words in _LINES.items() if s in present]
    return out


def _sample(style: str) -> str:
    return f'<path d="M0 0h26" fill="none" {style}/>'
