"""Agents that could be talked into leaking: private data, words of strangers and a way out, all in one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.design import Part
from workbench.design.words import PROTECTED
from workbench.errors import Path
from workbench.facts.agents import agents, outlets_of
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered
from workbench.facts.lineage import said
from workbench.facts.outsiders import UNTRUSTED, from_strangers
from workbench.facts.spread import Move, Spread, spread_of
from workbench.facts.ways import Way

_ID = "lethal-trifecta"


@dataclass(frozen=True, slots=True)
class _Leg:
    """One of the three: shown by a way, cut in a way that may fail (`soft`), absent, or not told (`needs`)."""

    what: str
    way: Way | None = None
    soft: bool = False
    needs: tuple[Path, ...] = ()

    @property
    def absent(self) -> bool:
        return self.way is None and not self.needs


@fact(
    _ID,
    title="No agent with all three: private data, strangers' words, a way out",
    broken="An agent can be talked into leaking",
    formula="not (private data reaches the agent, and words of strangers do, and it can send out), but by approval",
    source="the lethal trifecta (Willison); OWASP LLM01 (2025); MITRE ATLAS AML.T0051, AML.T0086",
    pattern="ap-trifecta",
    blind="Ways out that no flow draws, such as an image in an answer that is loaded from elsewhere.",
)
def lethal_trifecta(context: Context) -> Iterator[Fact]:
    """Yield one fact for every agent that flows lead to or from."""
    for agent in agents(context):
        if context.graph.out(agent.id) or context.graph.into(agent.id):
            yield _judge(Gathered(context), agent)


def _judge(gathered: Gathered, agent: Part) -> Fact:
    legs = (_private(gathered.context, agent), _strange(gathered.context, agent), _way_out(gathered.context, agent))
    shown = [leg for leg in legs if leg.way]
    absent = next((leg for leg in legs if leg.absent), None)
    if absent:
        verdict, says = Verdict.HOLDS, f"{agent.id} {absent.what}"
    elif len(shown) == len(legs):
        soft = next((leg for leg in legs if leg.soft), None)
        verdict = Verdict.PLAUSIBLE if soft else Verdict.FAILS
        says = f"{agent.id} {', '.join(leg.what for leg in legs[:-1])} and {legs[-1].what}"
        says += "; that holds as long as it does what it should" if soft else "; nobody approves what it sends"
    else:
        verdict = Verdict.UNKNOWN
        gathered.needs += [need for leg in legs for need in leg.needs]
        says = f"{agent.id}: not said whether it {' or '.join(leg.what for leg in legs if not leg.way)}"
    ways = [leg.way for leg in shown if leg.way]
    boxes = dict.fromkeys((*(box for way in ways for box in way.boxes), agent.id))
    return gathered.fact(
        _ID, agent.id, verdict, says, agent.path, steps=tuple(f"{leg.what}: {leg.way}" for leg in shown),
        components=tuple(box for box in boxes if box in gathered.context.graph.parts),
        edges=tuple(dict.fromkeys(e for way in ways for e in way.ids)),
        broken=ways[-1].ids[-1:] if verdict is Verdict.FAILS else (),
    )  # fmt: skip


def _private(context: Context, agent: Part) -> _Leg:
    parts = context.graph.parts.values()
    for of in sorted(PROTECTED):
        takers = frozenset(p.id for p in parts if of in p.spec.redacts)
        found = _brought(spread_of(context), agent, of, takers)
        if found:
            return _Leg(f"reads private data ({found[0].name}: {said(frozenset({of}))})", found[1])
    needs = _untold(context, spread_of(context), agent, ours=True)
    return _Leg("reads private data" if needs else "reads nothing private", needs=needs)


def _strange(context: Context, agent: Part) -> _Leg:
    spread, parts = from_strangers(context), context.graph.parts.values()
    takers = frozenset(p.id for p in parts if UNTRUSTED in p.spec.redacts or p.has("gates", "reviews", "quarantines"))
    filters = frozenset(p.id for p in parts if "injection" in (*p.spec.blocks, *p.spec.checks))
    bare = _brought(spread, agent, UNTRUSTED, takers | filters)
    found = bare or _brought(spread, agent, UNTRUSTED, takers)
    if found:
        what = f"reads what strangers wrote ({found[0].name})"
        return _Leg(what if bare else f"{what} through a filter", found[1], soft=not bare)
    needs = _untold(context, spread, agent, ours=False)
    return _Leg("reads what strangers wrote" if needs else "reads nothing that strangers wrote", needs=needs)


def _way_out(context: Context, agent: Part) -> _Leg:
    outlet, way, approved = outlets_of(context).from_box(agent.id)
    if outlet is None:
        return _Leg("sends nothing out that nobody approved" if approved else "has no way out")
    if outlet.needs:
        return _Leg("can send out", needs=outlet.needs)
    return _Leg("can send out" if outlet.open else "can send to named places", way, soft=outlet.limited)


def _brought(spread: Spread, agent: Part, of: str, takers: frozenset[str]) -> tuple[Move, Way] | None:
    """Return the first thing that comes to an agent with a class still in it, and how it came."""
    found = next((move for move in spread.arriving(agent.id) if spread.arrives(move, of, takers)), None)
    return (found, spread.way(found, of, takers)) if found else None


def _untold(context: Context, spread: Spread, agent: Part, *, ours: bool) -> tuple[Path, ...]:
    """Return the places that would tell what else comes to an agent: arrows that do not say, data without classes.

    What is `ours` is not brought by outsiders.
    """
    graph = context.graph
    called = ((e, graph.parts[e.target]) for e in graph.out(agent.id) if not e.flow.returns)
    silent = [(*e.path, "carries") for e in graph.into(agent.id) if not e.flow.carries and not e.flow.kind]
    silent += [(*e.path, "returns") for e, to in called if _answers(to) and not (ours and to.section == "outside")]
    vague = [("data", m.name, "classes") for m in spread.arriving(agent.id) if not spread.classes(m.name)]
    return tuple(dict.fromkeys((*silent, *(path for path in vague if path[1] in context.design.data))))


def _answers(part: Part) -> bool:
    """True for what brings data back to who calls it: what holds or fetches some, and no model."""
    return part.has("answers") and not part.has("generates", "predicts", "embeds", "caches")
