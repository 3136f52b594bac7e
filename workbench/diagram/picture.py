"""The neutral value a picture is made from: what to show, with its flags, and nothing about where it goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from workbench.errors import DrawError

Lane = Literal["outside", "offline", "online", "watchers"]
Severity = Literal["blocker", "major", "minor"]
EdgeStyle = Literal["call", "data", "watch", "deploy", "feedback", "fallback", "ghost"]
Tone = Literal["plain", "good", "warn", "bad"]
Fate = Literal["", "lost", "struck", "starved", "cut", "touched"]
"""What a drill does to a card (lost, struck or starved) or to a flow (cut or touched)."""

LANES: tuple[Lane, ...] = ("outside", "offline", "online", "watchers")
SEVERITIES: tuple[Severity, ...] = ("blocker", "major", "minor")
STYLES: tuple[EdgeStyle, ...] = ("call", "data", "watch", "deploy", "feedback", "fallback", "ghost")


@dataclass(frozen=True, slots=True)
class Badge:
    """A numbered mark that ties a node or an edge to a row of the gap list."""

    number: int
    severity: Severity


@dataclass(frozen=True, slots=True)
class Meter:
    """A bar on a card: how much of a whole is used. `then` is a paler length behind it, `mark` where both should end.

    All are shares, 1 for the whole; what is over 1 is drawn as a full bar.
    """

    now: float
    then: float | None = None
    mark: float | None = None
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Key:
    """One more entry of the legend: what is shown, and what it means.

    `text` is an example of words on a card, an arrow or in the strip; `tone` that of a bar or of a card set apart.
    """

    shows: Literal["meter", "then", "mark", "marked", "card", "text", "lost", "struck", "starved", "cut", "touched"]
    words: str
    text: str = ""
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Section:
    """A tinted block of the picture; its lane says which band of the page it stands in."""

    id: str
    title: str
    lane: Lane


@dataclass(frozen=True, slots=True)
class Node:
    """One card: a component, or (as a ghost) one that is missing, or one that was left out on purpose.

    `fact` is the one line that matters; `icon` a product id such as `azure/event-hubs`; `glyph` names the
    drawing used when there is no icon; `path` is the dotted place in the file; `hover` the full text. `tone` sets
    the card apart: good for what protects, warn and bad for what does not hold. `fate` is what a drill does to it.
    """

    id: str
    title: str
    section: str
    fact: str = ""
    icon: str | None = None
    glyph: str = ""
    ghost: bool = False
    left_out: bool = False
    badges: tuple[Badge, ...] = ()
    hover: str = ""
    path: str = ""
    meter: Meter | None = None
    tone: Tone = "plain"
    fate: Fate = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """One flow from `source` to `target` (node ids); `broken` marks one that breaks a rule.

    `marked` sets it apart as one of those the view is about; `fate` is what a drill does to it.
    """

    id: str
    source: str
    target: str
    label: str = ""
    style: EdgeStyle = "data"
    broken: bool = False
    badges: tuple[Badge, ...] = ()
    hover: str = ""
    path: str = ""
    marked: bool = False
    fate: Fate = ""


@dataclass(frozen=True, slots=True)
class GapRow:
    """One row of the gap list: its number is the number on the badges; `place` says where in the file."""

    number: int
    severity: Severity
    title: str
    lines: tuple[str, ...] = ()
    place: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Stat:
    """One figure of the strip at the top."""

    label: str
    value: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything one picture shows, keyed by id.

    `hidden_gaps` counts the gaps that are not in `gaps`; `notes` are sentences under the gap list; `keys` say in the
    legend what only this view shows; `listed` is the heading of the gap list.

    Raises DrawError when an id repeats or a reference names nothing, telling all of them at once.
    """

    title: str = ""
    subtitle: str = ""
    sections: tuple[Section, ...] = ()
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    gaps: tuple[GapRow, ...] = ()
    strip: tuple[Stat, ...] = ()
    notes: tuple[str, ...] = ()
    hidden_gaps: int = 0
    legend: bool = True
    keys: tuple[Key, ...] = ()
    listed: str = ""

    def __post_init__(self) -> None:
        faults = [
            *_repeats("section", (s.id for s in self.sections)),
            *_repeats("node", (n.id for n in self.nodes)),
            *_repeats("edge", (e.id for e in self.edges)),
            *self._dangling(),
        ]
        if faults:
            raise DrawError("the picture does not hold together: " + "; ".join(faults))

    def _dangling(self) -> list[str]:
        sections = {s.id for s in self.sections}
        nodes = {n.id for n in self.nodes}
        out = [
            f"node '{n.id}' stands in section '{n.section}', which is not there"
            for n in self.nodes
            if n.section not in sections
        ]
        for e in self.edges:
            ends = (e.source, e.target)
            out += [f"edge '{e.id}' names '{end}', which is not there" for end in ends if end not in nodes]
        return out


def _repeats(word: str, ids: Iterable[str]) -> list[str]:
    return [f"{word} '{i}' is there {n} times" for i, n in sorted(Counter(ids).items()) if n > 1]
