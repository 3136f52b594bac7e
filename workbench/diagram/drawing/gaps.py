"""The gap list beside the picture: numbered like the badges, worst first."""

from __future__ import annotations

from workbench.diagram import measure
from workbench.diagram.drawing import badges
from workbench.diagram.drawing.markup import esc, hover, text
from workbench.diagram.picture import Badge, GapRow, Picture
from workbench.diagram.theme import Theme

LIST_W = 290.0
LIST_TEXT = 34.0


TITLE_SIZE, TITLE_LINE, LINE = 12.5, 16.0, 15.5


def row_height(row: GapRow) -> float:
    """Return the height of one row of the gap list."""
    return 8.0 + TITLE_LINE * len(_title_lines(row)) + LINE * len(_row_lines(row)) + 9


def _title_lines(row: GapRow) -> tuple[str, ...]:
    return measure.wrap(measure.clean(row.title), LIST_W - LIST_TEXT, TITLE_SIZE, measure.SEMIBOLD) or ("",)


def _row_lines(row: GapRow) -> list[str]:
    room = LIST_W - LIST_TEXT
    lines = [part for line in row.lines for part in measure.wrap(measure.clean(line), room, 11.5, lines=3)]
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
    out = [text(x, y + 15, (picture.listed or "Gaps, worst first").upper(), f"{prefix}k")] if picture.gaps else []
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
    out = [badges.draw(x + 10, y + 4, Badge(row.number, row.severity), theme, prefix)]
    low = y + 8
    for line in _title_lines(row):
        out.append(text(x + LIST_TEXT, low, line, f"{prefix}q"))
        low += TITLE_LINE
    for line in _row_lines(row):
        out.append(text(x + LIST_TEXT, low + 1, line, f"{prefix}f"))
        low += LINE
    words = "\n".join((title, *row.lines, row.place))
    return f'<g class="wb-gap" data-gap="{row.number}"{place}>{hover(words)}{"".join(out)}</g>'
