"""Single points of failure: one copy, no fallback, on every way of a promised request."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Part
from workbench.facts import spans
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.needed import Needs, waited_for
from workbench.facts.ranges import at_least
from workbench.facts.request import Call

_ID = "single-point"


@fact(
    _ID,
    title="Single points of failure",
    broken="One copy can stop everything",
    formula="a box on the hard path with one replica or one zone, and no fallback that lives without it",
    source="articulation points of the request path",
    pattern="ap-impossible-slo",
    blind="What boxes share without a flow to say so: a node, a network, an account.",
)
def single_point(context: Context) -> Iterator[Fact]:
    """Yield one fact for every component that a promised request calls and nothing above it stands in for."""
    seen: set[str] = set()
    needs = Needs(context.graph)
    for name, sla in context.design.slas.items():
        if sla.entry not in context.graph.parts:
            continue
        root = needs.tree(sla.entry or "")
        alone = set(needs.of(root))
        behind = {call.part: found.id for call in _outermost(needs, root) if (found := needs.backup(call))}
        for part_id in dict.fromkeys([*needs.of(root), *behind]):
            part = context.graph.parts[part_id]
            if part_id not in seen and part.declared and not part.has("user", "third_party"):
                seen.add(part_id)
                yield _judge(context, part, name, "" if part_id in alone else behind[part_id])


def _outermost(needs: Needs, call: Call) -> Iterator[Call]:
    """Yield the calls with something behind them, but none below such a call."""
    if needs.backup(call):
        yield call
        return
    for inner, chosen in waited_for(call):
        if not chosen:
            yield from _outermost(needs, inner)


def _judge(context: Context, part: Part, sla: str, behind: str) -> Fact:
    replicas = context.take(f"{part.id} replicas", *part.path, "replicas")
    zones = context.take(f"{part.id} zones", *part.path, "zones")
    scaled = context.take(f"{part.id} fewest replicas", *part.path, "autoscale", "min")
    copies = replicas or scaled
    inputs = tuple(i for i in (copies, zones) if i)
    verdict, says = _verdict(part, copies, zones, behind)
    needs = ((*part.path, "replicas"),) if verdict is Verdict.UNKNOWN else ()
    at = next((i.path for i in inputs), part.path)
    return Fact(
        id=_ID,
        subject=part.id,
        verdict=verdict,
        says=f"{says} ({sla})",
        at=at,
        inputs=inputs,
        needs=needs,
        components=(part.id,),
    )


def _verdict(part: Part, copies: Input | None, zones: Input | None, behind: str) -> tuple[Verdict, str]:
    if behind:
        return Verdict.HOLDS, f"{part.id} has {behind} behind it"
    if copies and spans.of(copies).high < 1:
        # How many copies answer once it is asked is not said.
        return Verdict.PLAUSIBLE, f"{part.id} scales down to {copies.text}, and has no fallback while it starts"
    counts = ((copies, "runs as one replica"), (zones, "stands in one zone"))
    stated = [(at_least(spans.of(taken), 2), words) for taken, words in counts if taken]
    for wanted, may in ((Verdict.FAILS, ""), (Verdict.PLAUSIBLE, " at the low end of what is stated")):
        alone = next((words for verdict, words in stated if verdict is wanted), None)
        if alone:
            return wanted, f"{part.id} {alone} on every way{may} and has no fallback"
    if not stated:
        if part.spec.availability and _is_managed(part):
            return Verdict.PLAUSIBLE, f"{part.id} states its availability but not its copies"
        return Verdict.UNKNOWN, f"{part.id} does not say how many copies of it run"
    return Verdict.HOLDS, f"{part.id} survives the loss of one copy"


def _is_managed(part: Part) -> bool:
    """True for a product of a cloud, whose copies the provider keeps; of anything else the copies are ours."""
    product = part.spec.product or ""
    return "/" in product and not product.startswith("oss/")
