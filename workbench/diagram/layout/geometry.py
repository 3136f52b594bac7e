"""The plain values every step of the layout hands to the next: sizes, boxes, cells, routes."""

from __future__ import annotations

from dataclasses import dataclass

CARD_H = 64.0
CARD_W_MIN, CARD_W_MAX = 168.0, 208.0
CARD_TEXT_X = 58.0
CARD_PAD_R = 10.0
TITLE_SIZE, FACT_SIZE, LABEL_SIZE, HEAD_SIZE = 13.5, 11.5, 11.0, 12.0
TITLE_LINE, FACT_LINE = 16.0, 15.0
BLOCK_PAD = 14.0
HEAD_H = 32.0
TRACK = 10.0
LABEL_H = 17.0
LABEL_PAD = 6.0
BADGE = 17.0
LABEL_MAX, LABEL_HOP = 260.0, 130.0

Cell = tuple[int, int]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels, y downwards."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The x of its right side."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The y of its lower side."""
        return self.y + self.h

    def overlaps(self, other: Box, gap: float = 0.0) -> bool:
        """Tell whether the two come closer than `gap` pixels."""
        return (
            self.x < other.right + gap
            and other.x < self.right + gap
            and self.y < other.bottom + gap
            and other.y < self.bottom + gap
        )


@dataclass(frozen=True, slots=True)
class Span:
    """Which cells of the grid a section covers: columns `c0 <= c < c1`, rows `r0 <= r < r1`."""

    c0: int
    r0: int
    c1: int
    r1: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Which cell every card and every section takes; `shelves` are the row ranges of the bands of blocks."""

    columns: int
    rows: int
    cells: dict[str, Cell]
    spans: dict[str, Span]
    shelves: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a label stands: its text (shortened to fit) and the box around it."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Route:
    """The way of one edge: corner points from source to target, its label, and where its badges sit.

    `joins` tells that it shares the last stretch, not the first, with others; dashes then count from the target.
    """

    points: tuple[Point, ...]
    label: Spot | None = None
    badges: tuple[Point, ...] = ()
    joins: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """Coordinates of a whole picture without its frame, in pixels from the top left corner."""

    width: float
    height: float
    cards: dict[str, Box]
    blocks: dict[str, Box]
    routes: dict[str, Route]
