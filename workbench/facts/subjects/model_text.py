"""Text of a model that gets to something that runs it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from workbench.design import Edge, Part
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered
from workbench.facts.lineage import sources_of
from workbench.facts.once import once
from workbench.facts.spread import spread_of
from workbench.facts.ways import Way, along

_ID = "model-text-run"
_NO_DATA = ("deploy", "control")
_Came = dict[str, tuple[str, Edge, bool] | None]
"""By box: the box its text came from, along which arrow, and whether that surely was text of a model."""


@fact(
    _ID,
    title="Text of a model and what runs it",
    broken="Text of a model is run unchecked",
    formula="every way of model text to what runs it passes a validator, an encoder, approval or a list of operations",
    source="OWASP LLM05 (2025); MITRE ATLAS AML.T0077",
    pattern="ap-llm-exec",
    blind="Databases and tools that run a text without being of a kind that runs text; how good a check is.",
)
def model_text_run(context: Context) -> Iterator[Fact]:
    """Yield one fact for everything that runs or shows text and that text of a model can get to."""
    makers = frozenset(p.id for p in context.graph.with_trait("generates", "plans"))
    sinks = [p for p in context.graph.with_trait("interprets") if p.id not in makers] if makers else []
    sinks += [p for p in context.graph.parts.values() if p.kind == "web_app"] if makers else []
    if sinks:
        checks = frozenset(p.id for p in context.graph.parts.values() if _checks(p))
        sure, all_sure = (_spread(context, makers, c, sure=True) for c in (checks, frozenset()))
        maybe, anyhow = (_spread(context, makers, c, sure=False) for c in (checks, frozenset()))
        for sink in sinks:
            runs = sink.has("interprets")
            if sink.id in (anyhow if runs else all_sure):
                yield _judge(Gathered(context), sink, sure, maybe if runs else sure)


def _checks(part: Part) -> bool:
    """True for what stops text that must not be run."""
    return bool(part.spec.encodes or part.has("validates", "gates", "reviews") or "code" in part.spec.blocks)


def _judge(gathered: Gathered, sink: Part, sure: _Came, maybe: _Came) -> Fact:
    way = _way(sure if sink.id in sure else maybe, sink.id)
    does = "runs" if sink.has("interprets") else "shows"
    own = _own_check(sink)
    if way is None:
        verdict, says = Verdict.HOLDS, f"text of a model is checked on every way to {sink.id}, which {does} it"
    elif own:
        verdict, says = Verdict.HOLDS, f"{sink.id} {does} text of a model; {own}"
    elif sink.id not in sure:
        sender, place = _silent(maybe, sink.id)
        gathered.needs.append(place)
        verdict, says = Verdict.UNKNOWN, f"{sink.id} may run text of {way.boxes[0]}; what {sender} sends is not said"
    elif does == "shows":
        gathered.needs.append((*sink.path, "encodes"))
        verdict, says = Verdict.UNKNOWN, f"{sink.id} shows text of {way.boxes[0]}; whether it encodes it is not said"
    elif sink.spec.egress == "none":
        verdict, says = Verdict.PLAUSIBLE, f"{sink.id} runs text of {way.boxes[0]} unchecked, but can reach nothing"
    else:
        verdict, says = Verdict.FAILS, f"{sink.id} runs text of {way.boxes[0]}, and nothing on the way checks it"
    failed = verdict is Verdict.FAILS and way is not None
    return gathered.fact(
        _ID, sink.id, verdict, says, way.edges[-1].path if failed and way else sink.path,
        steps=(str(way),) if way else (), components=tuple(dict.fromkeys(way.boxes)) if way else (sink.id,),
        edges=way.ids if way else (), broken=way.ids[-1:] if failed and way else (),
    )  # fmt: skip


def _own_check(sink: Part) -> str:
    if sink.spec.encodes:
        return "it checks that itself"
    if sink.spec.approval:
        return f"{sink.spec.approval} has to agree first"
    return f"it offers only {', '.join(sink.spec.operations)}" if sink.spec.operations else ""


@once
def _names(context: Context) -> frozenset[str]:
    """Return what is carried that is text of a model: returned or sent by one, and all that is made from it."""
    spread, graph = spread_of(context), context.graph
    makers = [p.id for p in graph.with_trait("generates", "plans")]
    held = {name: set(spread.present(name)) for name in makers}
    own = {n for m in makers for e in graph.into(m) for n in e.flow.returns if n not in e.flow.carries}
    own |= {n for m in makers for n in held[m] if m in spread.starts(n)}
    own |= {n for n, sources in sources_of(context).items() if set(sources) & set(makers)}
    below: dict[str, list[str]] = {}
    for name, sources in sources_of(context).items():
        for up in sources:
            below.setdefault(up, []).append(name)
    queue = deque(own)
    while queue:
        new = [n for n in below.get(queue.popleft(), ()) if n not in own]
        own.update(new)
        queue.extend(new)
    return frozenset(own)


@once
def _chained(context: Context) -> frozenset[str]:
    """Return the arrows of chains behind a model: what it says goes all the way down such a chain."""
    after: dict[tuple[Path, int, str], list[Edge]] = {}
    for edge in context.graph.edges:
        after.setdefault((edge.path, edge.position, edge.source), []).append(edge)
    found: dict[str, None] = {}
    queue = deque(e for p in context.graph.with_trait("generates", "plans") for e in context.graph.out(p.id))
    while queue:
        edge = queue.popleft()
        if edge.id not in found:
            found[edge.id] = None
            queue.extend(after.get((edge.path, edge.position + 1, edge.target), ()))
    return frozenset(found)


def _spread(context: Context, makers: frozenset[str], checks: frozenset[str], *, sure: bool) -> _Came:
    """Return where text of a model gets to, each box with where it came from; `checks` let nothing through."""
    names, chained = _names(context), _chained(context)
    found: _Came = dict.fromkeys(sorted(makers), None)
    queue = deque(found)
    while queue:
        here = queue.popleft()
        for edge, there, carried in _onward(context, here):
            shown = here in makers or edge.id in chained or not names.isdisjoint(carried)
            passes = shown or not (sure or carried)
            told = _is_kept(context, edge, there)
            if passes and not told and there not in {*found, *checks} and checks.isdisjoint(edge.flow.through):
                found[there] = (here, edge, shown)
                queue.append(there)
    return found


def _onward(context: Context, here: str) -> Iterator[tuple[Edge, str, tuple[str, ...]]]:
    """Yield arrows that leave a box, and those it answers, with where they lead and what they say they carry there."""
    for edge in context.graph.out(here):
        if edge.flow.kind not in _NO_DATA:
            yield edge, edge.target, edge.flow.carries
    for edge in context.graph.into(here):
        if edge.flow.returns or edge.call == "sync":
            yield edge, edge.source, edge.flow.returns


def _is_kept(context: Context, edge: Edge, there: str) -> bool:
    """True where text comes to a query engine as data to be looked through, and not as what it is to run."""
    source, target = context.graph.parts[edge.source], context.graph.parts[there]
    in_bulk = edge.flow.call in ("batch", "stream") or edge.flow.cadence is not None
    return target.kind == "query_engine" and (in_bulk or source.has("stores", "logs", "streams", "batches"))


def _way(found: _Came, goal: str) -> Way | None:
    if goal not in found:
        return None
    edges, here, came = [], goal, found[goal]
    while came is not None:
        here, edge, _ = came
        edges.append(edge)
        came = found[here]
    return along(reversed(edges), here)


def _silent(found: _Came, goal: str) -> tuple[str, Path]:
    """Return who passes on something unsaid on the way, nearest to the model, and where it would be said."""
    told: tuple[str, Path] = ("", ())
    came = found[goal]
    while came is not None:
        here, edge, shown = came
        if not shown:
            told = (here, (*edge.path, "carries" if here == edge.source else "returns"))
        came = found[here]
    return told
