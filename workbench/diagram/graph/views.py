"""Which boxes and arrows a view shows: everything, how a model comes about, or what a request reaches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from workbench import catalog
from workbench.design import Edge as Hop
from workbench.design import Part, SystemDesign
from workbench.errors import DrawError, nearest_word
from workbench.facts.graph import Graph
from workbench.facts.request import is_call

END_TO_END = "end-to-end"
VIEWS: Mapping[str, str] = MappingProxyType(
    {
        END_TO_END: "everything",
        "training": "how a model comes about: data, labels, features, training, evaluation, what is deployed",
        "serving": "what a request reaches, what steps in when that fails, and the alarms on it",
        "latency": "where the time of a request goes, against what is promised",
        "privacy": "where personal data goes, which borders it crosses, what takes it out",
        "capacity": "how busy each box is at peak, and after losing a zone",
    }
)
"""Every view with what it shows."""

_MAKING = frozenset({"ingestion", "labels", "features", "training", "evaluation", "retraining"})
_ANSWERING = frozenset({"serving", "llm"})


@dataclass(frozen=True, slots=True)
class Shown:
    """What a view shows: boxes and arrows by id, the sections whose missing parts belong in it.

    `alarms` says whether alarms on these boxes are shown; `fallbacks` are pairs of a box and what steps in for it.
    """

    parts: frozenset[str]
    hops: frozenset[str]
    sections: frozenset[str]
    alarms: bool = True
    fallbacks: tuple[tuple[str, str], ...] = ()


def shown_in(design: SystemDesign, view: str) -> Shown:
    """Return what a view shows of a design. Raises DrawError for an unknown view."""
    if view not in VIEWS:
        near = nearest_word(view, VIEWS)
        hint = f"; did you mean '{near}'?" if near else ""
        raise DrawError(f"there is no view '{view[:40]}': {', '.join(VIEWS)}{hint}")
    if view == END_TO_END:
        hops = frozenset(hop.id for hop in design.edges)
        return Shown(frozenset(design.parts), hops, frozenset(catalog.sections()))
    return _training(design) if view == "training" else _serving(design)


def _training(design: SystemDesign) -> Shown:
    made = {p.id for p in design.parts.values() if p.section in _MAKING}
    released = [hop for hop in design.edges if deploys(hop, design.parts)]
    shown = set(made)
    for hop in released * 2:  # twice, since what is deployed may be passed on by a flow written earlier
        if hop.source in shown:
            shown.add(hop.target)
    feeds = [h for h in design.edges if h.target in made and not is_call(h) and h.flow.kind != "control"]
    shown |= {hop.source for hop in feeds}
    hops = (h.id for h in _among(design, shown) if not is_call(h) or made >= {h.source, h.target})
    return Shown(frozenset(shown), frozenset(hops), _MAKING, alarms=False)


def deploys(hop: Hop, parts: Mapping[str, Part]) -> bool:
    """Tell whether an arrow brings a model or a release to where it runs: as said, or told from its ends."""
    if hop.flow.kind:
        return hop.flow.kind == "deploy"
    row = catalog.sections().get(parts[hop.target].section)
    return parts[hop.source].has("registers", "deploys") and not (row and row.lane == "watchers")


def request_path(design: SystemDesign) -> Shown:
    """Return what a request passes, who sends it, and the calls between them, without what only steps in."""
    graph = Graph(design.parts, design.edges)
    entries = _entries(design)
    seen = {h.source for e in entries for h in graph.into(e) if is_call(h)} | set(graph.reached(entries, is_call))
    hops = [h for h in _among(design, seen) if is_call(h)]
    seen |= {name for h in hops for name in h.flow.through}
    return Shown(frozenset(seen), frozenset(h.id for h in hops), frozenset(), alarms=False)


def _serving(design: SystemDesign) -> Shown:
    graph = Graph(design.parts, design.edges)
    entries = _entries(design)
    callers = {h.source for e in entries for h in graph.into(e) if is_call(h)}
    shown = callers | set(graph.reached(entries, is_call))
    fallbacks: dict[tuple[str, str], None] = {}
    # What steps in may call others, which may have something stepping in for them.
    while new := [pair for pair in _fallbacks(design, shown) if pair not in fallbacks]:
        fallbacks.update(dict.fromkeys(new))
        shown |= set(graph.reached((b for _, b in new), is_call))
    hops = [h for h in _among(design, shown) if is_call(h)]
    shown |= {name for h in hops for name in h.flow.through}
    if not shown:
        shown = {p.id for p in design.parts.values() if p.section in _ANSWERING | {"outside"}}
    return Shown(frozenset(shown), frozenset(h.id for h in hops), _ANSWERING, fallbacks=tuple(fallbacks))


def _entries(design: SystemDesign) -> list[str]:
    """Return where requests enter: as promised, else what anyone outside calls."""
    promised = [promise.entry for promise in design.slas.values() if promise.entry in design.parts]
    called = (h.target for h in design.edges if is_call(h) and design.parts[h.source].section == "outside")
    return [name for name in dict.fromkeys(promised or called) if name]


def _fallbacks(design: SystemDesign, shown: set[str]) -> list[tuple[str, str]]:
    """Return (box, what steps in for it) for what is shown, as boxes and as flows say."""
    own = [(p.id, p.spec.fallback) for p in design.parts.values() if p.id in shown]
    flows = [(h.target, h.flow.fallback) for h in design.edges if {h.source, h.target} <= shown]
    return [(a, b) for a, b in dict.fromkeys([*own, *flows]) if b and b in design.parts and a != b]


def _among(design: SystemDesign, shown: Iterable[str]) -> list[Hop]:
    held = set(shown)
    return [hop for hop in design.edges if {hop.source, hop.target} <= held]
