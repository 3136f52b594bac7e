"""The picture of a drill: what is lost, what it starves, the flows it cuts, and the way requests take instead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workbench import catalog
from workbench.design import SystemDesign
from workbench.diagram.graph.arrows import arrows
from workbench.diagram.graph.cards import UNDECLARED, card
from workbench.diagram.graph.views import Shown
from workbench.diagram.picture import (
    LANES,
    Badge,
    Edge,
    GapRow,
    Key,
    Lane,
    Node,
    Picture,
    Section,
    Severity,
    Stat,
    Tone,
)
from workbench.drills import Catch, DrillResult, Outcome, PromiseRow
from workbench.errors import dotted
from workbench.facts.request import is_call
from workbench.facts.show import percent, seconds
from workbench.review import Review

_LANES: dict[str, Lane] = {lane: lane for lane in LANES}
_TONES: dict[Outcome, Tone] = {
    Outcome.DOWN: "bad", Outcome.UNKNOWN: "warn", Outcome.DEGRADED: "warn", Outcome.SURVIVES: "good",
}  # fmt: skip
_SEVERITIES: dict[Outcome, Severity] = {
    Outcome.DOWN: "blocker", Outcome.UNKNOWN: "major", Outcome.DEGRADED: "major", Outcome.SURVIVES: "minor",
}  # fmt: skip


_KEYS = (
    Key("lost", "lost"), Key("struck", "struck"), Key("starved", "nothing new reaches it"), Key("cut", "cut"),
    Key("touched", "carries the trouble on"),
)  # fmt: skip


def drill_picture(review: Review, result: DrillResult) -> Picture:
    """Return the picture of one drill on a reviewed design."""
    design, shown = review.design, _shown(review.design, result)
    rows = tuple(_rows(review, result))
    boxes = [_fated(card(p, ()), result, rows) for p in design.parts.values() if p.id in shown.parts]
    alarms, watching = _alarm(design, result, shown, rows)
    flows = [_fared(e, design, result) for e in arrows(design, (), shown)]
    nodes, edges = (*boxes, *alarms), (*flows, *_around(result, {n.id for n in boxes}), *watching)
    return Picture(
        title=result.title, subtitle=f"{design.title or review.document.name} · {result.id} · as of {review.as_of}",
        sections=tuple(_sections(nodes)), nodes=nodes, edges=edges, gaps=rows, strip=tuple(_strip(result)),
        notes=(f"An interviewer would ask: {result.probe}",), keys=tuple(_keys(nodes, edges)),
        listed="What happens",
    )  # fmt: skip


def _shown(design: SystemDesign, result: DrillResult) -> Shown:
    """Return the boxes the drill is about, those on the ways of its requests, and the arrows between them."""
    about = {*result.failed, *result.starved, *(n for pair in result.detours for n in pair)}
    about |= {n for row in result.rows for n in (*row.callers, *row.without)}
    about |= {s.part for row in result.rows for s in row.stand_ins}
    told = {*result.affected, *result.surviving}
    entries = {design.slas[row.promise].entry for row in result.rows if row.promise}
    hops = [e for e in design.edges if e.id in told or (e.target in entries and is_call(e))]
    parts = about | {n for e in hops for n in (e.source, *e.flow.through, e.target)} | {n for n in entries if n}
    calls = [e for e in design.edges if is_call(e) and {e.source, e.target} <= parts]
    return Shown(frozenset(parts), frozenset(e.id for e in (*hops, *calls)), frozenset(), alarms=False)


def _rows(review: Review, result: DrillResult) -> Iterator[GapRow]:
    """Yield what becomes of each promise, then who notices and when it is over, numbered as in the picture."""
    number = 0
    for row in result.rows:
        number += 1
        title = f"{row.promise} {_became(row.outcome)}" if row.promise else result.title
        yield GapRow(
            number, _SEVERITIES[row.outcome], title, (row.says, *row.notes[:1]),
            f"line {review.mark(row.path).line}" if row.path else "", dotted(row.path),
        )  # fmt: skip
    worst = _worst(result)
    if worst.outcome is not Outcome.SURVIVES:
        yield _noticed(number + 1, worst)
    if worst.recovery:
        yield GapRow(number + 2, "minor", _over(worst), (worst.recovery.says, *worst.recovery.steps))


def _became(outcome: Outcome) -> str:
    words = {Outcome.DOWN: "is down", Outcome.UNKNOWN: "is unknown", Outcome.DEGRADED: "is degraded"}
    return words.get(outcome, "survives")


def _worst(result: DrillResult) -> PromiseRow:
    return max(result.rows, key=lambda r: (r.outcome.rank, r.held is not True))


def _noticed(number: int, row: PromiseRow) -> GapRow:
    if not row.catches:
        return GapRow(number, "minor" if row.harmless else "blocker", "Nobody notices", (row.unseen,))
    first = row.catches[0]
    lines = (f"{first.monitor} tells {', '.join(first.tells) or 'nobody'}", first.how)
    return GapRow(number, "minor", f"Noticed {_lag(first)}", tuple(filter(None, lines)))


def _lag(catch: Catch) -> str:
    return f"within {seconds(catch.lag)}" if catch.lag is not None else "at a time not stated"


def _over(row: PromiseRow) -> str:
    recovery = row.recovery
    if recovery is None or recovery.seconds is None:
        stays = recovery is not None and recovery.inside is False
        return "It does not pass by itself" if stays else "When it is over is not known"
    share = f", {percent(recovery.share)} of the budget" if recovery.share is not None else ""
    return f"Over in {seconds(recovery.seconds)}{share}"


def _fated(node: Node, result: DrillResult, rows: tuple[GapRow, ...]) -> Node:
    """Return a card with what the drill does to it; what is lost carries the numbers of the promises."""
    numbers = tuple(Badge(g.number, g.severity) for g in rows[: len(result.rows)])
    stands = {s.part for row in result.rows for s in row.stand_ins if s.disjoint}
    if node.id in result.failed:
        return replace(node, fate="lost" if result.lost else "struck", badges=numbers)
    if node.id in result.starved:
        return replace(node, fate="starved", badges=() if result.failed else numbers)
    if node.id in _callers(result):
        return replace(node, tone="bad")
    return replace(node, tone="good" if node.id in stands else "plain")


def _fared(edge: Edge, design: SystemDesign, result: DrillResult) -> Edge:
    """Return an arrow as the drill leaves it: carrying on, cut, touched, or as it was. Filters split it into steps."""
    name = edge.id.partition("|")[0]
    if name in result.surviving:
        return replace(edge, marked=True)
    if name not in result.affected:
        return edge
    if not result.lost:
        return edge if _held_before(edge, design, result) else replace(edge, fate="touched")
    gone = edge.target in {*result.failed, *result.starved, *_callers(result)} or edge.source in result.failed
    return replace(edge, fate="cut", label="") if gone else edge


def _held_before(edge: Edge, design: SystemDesign, result: DrillResult) -> bool:
    """True for a step of an arrow behind a filter that let the trouble no further."""
    hop = next(h for h in design.edges if h.id == edge.id.partition("|")[0])
    before = hop.flow.through[: hop.flow.through.index(edge.source) + 1] if edge.source in hop.flow.through else ()
    return bool({edge.source, *before} & set(result.held_at))


def _callers(result: DrillResult) -> set[str]:
    """Return the boxes that fail because of what was lost."""
    return {n for row in result.rows for n in row.callers}


def _around(result: DrillResult, known: set[str]) -> Iterator[Edge]:
    for source, target in result.detours:
        if {source, target} <= known and source != target:
            yield Edge(
                f"detour:{source}|{target}", source, target, "instead", style="call", marked=True,
                hover=f"requests go from {source} to {target} instead",
            )  # fmt: skip


def _alarm(
    design: SystemDesign, result: DrillResult, shown: Shown, rows: tuple[GapRow, ...]
) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """Return the card of the monitor that notices first, joined to what it watches of the picture."""
    worst = _worst(result)
    if not worst.catches:
        return (), ()
    first = worst.catches[0]
    monitor = design.at(first.path)
    name = f"monitor:{first.monitor}"
    number = rows[len(result.rows)].number if len(rows) > len(result.rows) else 0
    node = Node(
        name, first.monitor, str(first.path[0]), f"notices {_lag(first)}", glyph="gauge", path=dotted(first.path),
        badges=(Badge(number, "minor"),) if number else (), hover=f"{first.monitor}: {first.how}",
    )  # fmt: skip
    promised = design.slas.get(worst.promise)
    own = [n for n in monitor.watches if n in shown.parts]
    watched = own or [*result.held_at, *result.failed, *filter(None, [promised.entry if promised else None])][:1]
    arrow = (Edge(f"watch:{n}|{first.monitor}", n, name, style="watch") for n in watched[:3] if n in shown.parts)
    return (node,), tuple(arrow)


def _strip(result: DrillResult) -> Iterator[Stat]:
    worst = _worst(result)
    yield Stat("outcome", str(result.outcome), _TONES[result.outcome])
    held: dict[bool | None, tuple[str, Tone]] = {
        True: ("yes", "good"),
        False: ("no", "bad"),
        None: ("undecided", "warn"),
    }
    yield Stat("holds", *held[result.held])
    if worst.outcome is not Outcome.SURVIVES:
        seen = _lag(worst.catches[0]) if worst.catches else "by nobody"
        yield Stat("noticed", seen, "plain" if worst.catches else "bad")
    if result.share is not None:
        yield Stat("of the budget", percent(result.share), "bad" if result.share > 1 else "plain")
    yield Stat("starved", str(len(result.starved)))


def _sections(nodes: tuple[Node, ...]) -> Iterator[Section]:
    used = {n.section for n in nodes}
    for row in catalog.sections().values():
        if row.id in used:
            yield Section(row.id, row.title, _LANES.get(row.lane, "watchers"))
    if UNDECLARED in used:
        yield Section(UNDECLARED, "Not declared yet", "online")


def _keys(nodes: tuple[Node, ...], edges: tuple[Edge, ...]) -> Iterator[Key]:
    fates = {n.fate for n in nodes} | {e.fate for e in edges}
    yield from (key for key in _KEYS if key.shows in fates)
    if any(n.tone == "bad" for n in nodes):
        yield Key("card", "fails with it", tone="bad")
    if any(e.marked for e in edges):
        yield Key("marked", "carries on")
    if any(n.tone == "good" for n in nodes):
        yield Key("card", "stands in", tone="good")
