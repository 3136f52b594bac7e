"""Two models, each of which learns or reads what the other one did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbench.design import Part
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount
from workbench.facts.learning import models_of
from workbench.facts.lineage import behind, descent, sources_of
from workbench.facts.spread import spread_of

_ID = "hidden-loop"
_Links = Mapping[str, Mapping[str, str]]
"""By model that predicts, then by model that uses what it predicted: the data it comes in."""


@fact(
    _ID,
    title="Models that feed each other",
    broken="Two models feed each other, and nothing tells their effects apart",
    formula="output of A in features of B and output of B in features of A: only apart in time and with a hold-out",
    source="Hidden Technical Debt (hidden feedback loops, undeclared consumers)",
    pattern="ap-hidden-loop",
    blind="Influence through people that the data does not name, such as clicks on what another model showed.",
)
def hidden_loop(context: Context) -> Iterator[Fact]:
    """Yield one fact for every two boxes that predict and use each other's predictions as features."""
    predicting = [p for p in context.graph.with_trait("predicts") if p.kind != "shadow_endpoint"]
    links = _links(context, predicting) if len(predicting) > 1 else {}
    for first, onward in links.items():
        for second, data in onward.items():
            back = links.get(second, {}).get(first)
            if back and first < second and not _same(context, first, second):
                yield _judge(Gathered(context), (first, second), (data, back))


def _links(context: Context, predicting: list[Part]) -> _Links:
    makes = _makes(context, {p.id for p in predicting})
    found: dict[str, dict[str, str]] = {}
    for part in predicting if makes else ():
        for read in _reads(context, part):
            line = behind(context, (read,))
            for up in (name for name in line if name in makes):
                for maker in makes[up] - {part.id}:
                    found.setdefault(maker, {}).setdefault(part.id, " -> ".join(descent(line, up)))
    return {maker: found[maker] for maker in sorted(found)}


def _makes(context: Context, makers: set[str]) -> Mapping[str, set[str]]:
    """Return what is output of something that predicts: made from it by name, or sent without having come to it."""
    spread, data = spread_of(context), context.design.data
    found = {
        name: {up for up in sources if up in makers} | (makers & set(spread.starts(name)) if name in data else set())
        for name, sources in sources_of(context).items()
    }
    return {name: own for name, own in found.items() if own}


def _reads(context: Context, part: Part) -> tuple[str, ...]:
    """Return what a box predicts from: what its models learn from, its inputs, and the features that come to it."""
    sets = context.design.features.sets if context.design.features else {}
    models = models_of(context)
    learned = [name for m in part.spec.runs if m in models for name in models[m].from_]
    brought = (move.name for move in spread_of(context).arriving(part.id) if move.name in sets)
    return tuple(dict.fromkeys((*learned, *part.spec.inputs, *brought)))


def _same(context: Context, first: str, second: str) -> bool:
    """True for two boxes with one model, or of which one stands in for the other."""
    one, two = context.graph.parts[first].spec, context.graph.parts[second].spec
    return bool(set(one.runs) & set(two.runs)) or second == one.fallback or first == two.fallback


def _judge(gathered: Gathered, pair: tuple[str, str], data: tuple[str, str]) -> Fact:
    first, second = pair
    verdict, says = _told_apart(gathered, pair, data)
    parts = gathered.context.graph.parts
    steps = (f"{first} -> {data[0]} -> {second}", f"{second} -> {data[1]} -> {first}")
    return gathered.fact(
        _ID, f"{first} and {second}", verdict, f"{first} and {second} use each other's predictions; {says}",
        parts[second].path, steps=steps, components=pair,
    )  # fmt: skip


def _told_apart(gathered: Gathered, pair: tuple[str, str], data: tuple[str, str]) -> tuple[Verdict, str]:
    parts = gathered.context.graph.parts
    names = dict.fromkeys(name for line in data for name in line.split(" -> "))
    lags = [gathered.get(f"{name} lag", "features", "sets", name, "lag") for name in names]
    apart = any(lag and amount(lag).low > 0 for lag in lags)
    tried = {*pair, *(m for box in pair for m in parts[box].spec.runs)}
    held = gathered.context.design.experimentation
    vague = ""
    for name, experiment in (held.experiments if held else {}).items():
        holdout = gathered.get(f"hold-out of {name}", "experimentation", "experiments", name, "holdout")
        if not holdout or amount(holdout).low <= 0:
            continue
        if experiment.treatment in tried:
            says = f"{holdout.text} are held out of {name}, which tells their effects apart"
            return (Verdict.HOLDS if apart else Verdict.PLAUSIBLE), says
        vague = vague or ("" if experiment.treatment else name)
    if vague:
        gathered.needs.append(("experimentation", "experiments", vague, "treatment"))
        return Verdict.UNKNOWN, f"what is held out in {vague} is not said"
    if apart:
        return Verdict.PLAUSIBLE, "what they use is of the past, but nothing is held out"
    return Verdict.FAILS, "nothing is held out and nothing keeps them apart in time"
