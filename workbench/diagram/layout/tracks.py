"""Set flows that share a channel beside each other, in the order in which they cross least."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

Line = tuple[int, int]
"""A line of the doubled grid: (1, x) is vertical at x, (0, y) horizontal at y."""


@dataclass(eq=False)
class Segment:
    """A straight stretch of one flow on a line, from `a` to `b` along it; `track` orders it across."""

    edge: str
    line: Line
    a: int
    b: int
    bundle: str = ""
    before: Segment | None = None
    after: Segment | None = None
    track: int = 0
    group: Group | None = None

    @property
    def lo(self) -> int:
        """The smaller end."""
        return min(self.a, self.b)

    @property
    def hi(self) -> int:
        """The larger end."""
        return max(self.a, self.b)

    def turn(self, low: bool) -> tuple[int, Segment | None]:
        """Which way the flow goes on past its low or high end (-1, +1; 0 ends at a card), and on what."""
        if (self.a <= self.b) == low:
            other = self.before
            return (0, None) if other is None else (_sign(other.a - self.line[1]), other)
        other = self.after
        return (0, None) if other is None else (_sign(other.b - self.line[1]), other)


@dataclass(eq=False)
class Group:
    """Segments of one line that overlap, directly or through others; they share out the room across it."""

    line: Line
    segments: list[Segment] = field(default_factory=list)
    tracks: int = 0


def segments_of(paths: dict[str, list[tuple[int, int]]], bundles: dict[str, str]) -> dict[str, list[Segment]]:
    """Cut every path into its straight segments, linked in order; `bundles` names the trunk each may share."""
    return {edge: _cut(edge, path, bundles.get(edge, edge)) for edge, path in paths.items()}


def _cut(edge: str, path: list[tuple[int, int]], bundle: str) -> list[Segment]:
    out: list[Segment] = []
    for (x1, y1), (x2, y2) in pairwise(path):
        line, a, b = ((1, x1), y1, y2) if x1 == x2 else ((0, y1), x1, x2)
        if out and out[-1].line == line:
            out[-1].b = b
        else:
            out.append(Segment(edge, line, a, b, bundle))
    for first, second in pairwise(out):
        first.after, second.before = second, first
    return out


def assign_tracks(segments: dict[str, list[Segment]]) -> list[Group]:
    """Give every segment its track; return the groups that share room, each with its number of tracks."""
    lines: dict[Line, list[Segment]] = {}
    for parts in segments.values():
        for s in parts:
            lines.setdefault(s.line, []).append(s)
    groups = [g for line in sorted(lines) for g in _groups(line, lines[line])]
    for group in groups:
        _assign(group)
    return groups


def _groups(line: Line, segments: list[Segment]) -> list[Group]:
    out: list[Group] = []
    reach = -1
    for s in sorted(segments, key=lambda s: (s.lo, s.hi, s.edge)):
        touching = bool(out) and (s.lo < reach or (s.lo == reach and any(_meet(s, o) for o in out[-1].segments)))
        if not touching:
            out.append(Group(line))
            reach = s.hi
        reach = max(reach, s.hi)
        out[-1].segments.append(s)
        s.group = out[-1]
    return out


def _meet(s: Segment, o: Segment) -> bool:
    """Tell whether two segments of a line would lie on each other if they had one track."""
    if s.lo < o.hi and o.lo < s.hi:
        return True
    if s.edge == o.edge or (s.lo != o.hi and o.lo != s.hi):
        return False
    # They touch end to end: that is harmless only where a card lies between them.
    (first, second) = (o, s) if o.hi == s.lo else (s, o)
    return first.turn(low=False)[0] != 0 and second.turn(low=True)[0] != 0


def _assign(group: Group) -> None:
    """Order the strands by what they want against each other, then push each as far down as it must go."""
    rest = _strands(group.segments)
    wish = {
        (i, j): sum(_wish(s, o) for s in first for o in second if _meet(s, o))
        for i, first in rest.items()
        for j, second in rest.items()
        if i != j and any(_meet(s, o) for s in first for o in second)
    }
    placed: dict[str, int] = {}
    while rest:
        name = min(rest, key=lambda i: sum(wish.get((i, j), 0) for j in rest))
        track = max((placed[j] + 1 for j in placed if (name, j) in wish), default=0)
        placed[name] = track
        for s in rest.pop(name):
            s.track = track
    group.tracks = max(placed.values()) + 1


def _strands(segments: list[Segment]) -> dict[str, list[Segment]]:
    """Sort the segments of a group by bundle: what shares a trunk shares a track."""
    out: dict[str, list[Segment]] = {}
    for s in segments:
        out.setdefault(s.bundle, []).append(s)
    return out


def _wish(s: Segment, o: Segment) -> int:
    """Negative when `s` should get the lower track, positive when `o` should; 0 when it does not matter."""
    if s.hi == o.lo or o.hi == s.lo:
        first, second = (s, o) if s.hi == o.lo else (o, s)
        sign = _sign(first.turn(low=False)[0] - second.turn(low=True)[0])
        return sign if first is s else -sign
    return _end_wish(s, o, True, 0) + _end_wish(s, o, False, 0)


def _end_wish(s: Segment, o: Segment, low: bool, depth: int) -> int:
    """What one end of two overlapping segments says about their order."""
    s_end, o_end = (s.lo, o.lo) if low else (s.hi, o.hi)
    s_dir, s_next = s.turn(low)
    o_dir, o_next = o.turn(low)
    if s_end == o_end:
        if s_dir != o_dir or s_next is None or o_next is None or depth > 6:
            return _sign(s_dir - o_dir)
        # Both turn the same way: follow them to where they part, and carry that order round the corner.
        outward = -1 if low else 1
        return -outward * s_dir * _end_wish(s_next, o_next, s_dir < 0, depth + 1)
    return s_dir if (s_end > o_end) == low else -o_dir


def _sign(n: int) -> int:
    return (n > 0) - (n < 0)
