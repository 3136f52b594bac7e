"""Whether text is generated in time, and by enough replicas."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from workbench.design import Part
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import BUSY, Fact, Figure, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount, ratio, whole
from workbench.facts.quantiles import STATED, OwnTime, own_time
from workbench.facts.show import number, roughly, seconds
from workbench.facts.token_use import answered_by_caches, calls_to, models, peak_load

_LATENCY, _REPLICAS = "generation-latency", "generation-replicas"
_TAILS = ("p95", "p99")


def _budget(context: Context, part: Part) -> Path:
    """Return where the tokens of what a component runs stand."""
    own = next((n for n in part.spec.runs if n in models(context) and models(context)[n].tokens), "")
    return ("llm", "models", own, "tokens") if own else ("llm", "tokens")


@fact(
    _LATENCY,
    title="Time to generate an answer",
    broken="Generating a long answer takes longer than promised",
    formula="time to first token + (tokens of a long answer - 1) x time of a token; long: 19 in 20 are shorter",
    source="inference metrics (MLPerf; Databricks guide)",
    number="Q44",
    blind="Waiting for a place in the batch, unless it is in the times stated.",
)
def generation_latency(context: Context) -> Iterator[Fact]:
    """Yield one fact for every generating component with the latency stated that its text must keep."""
    for part in context.graph.parts.values():
        made = part.spec.generation
        if made and made.first_token and made.per_token:
            yield from _timed(context, part)


def _timed(context: Context, part: Part) -> Iterator[Fact]:
    path: Path = (*part.path, "generation")
    made = part.spec.generation
    first = own_time(context, (*path, "first_token"), made.first_token if made else None, f"{part.id} first token")
    each = own_time(context, (*path, "per_token"), made.per_token if made else None, f"{part.id} token")
    for promise in _promises(context, part):
        if first is None or each is None:
            return
        gathered = Gathered(context)
        gathered.note(promise)
        long = gathered.need("long answer", *_budget(context, part), "p95_output")
        if long is None:
            says = f"{part.id} is to answer within {promise.text}; how long a long answer is, is not stated"
            yield gathered.fact(_LATENCY, part.id, Verdict.UNKNOWN, says, promise.path, stated=promise)
            return
        yield _judge(gathered, part, (promise, long), (first, each))


def _promises(context: Context, part: Part) -> Iterator[Input]:
    """Yield the first tail percentile stated for the component itself, and for a promise that enters at it."""
    places = [(part.id, (*part.path, "latency"))]
    places += [(n, ("slas", n, "latency")) for n, s in context.design.slas.items() if s.entry == part.id]
    for name, path in places:
        found = next((t for t in (context.take(f"{name} {p}", *path, p) for p in _TAILS) if t), None)
        if found:
            yield found


def _judge(gathered: Gathered, part: Part, limits: tuple[Input, Input], times: tuple[OwnTime, OwnTime]) -> Fact:
    promise, long = limits
    first, each = times
    for taken in (*first.inputs, *each.inputs):
        gathered.note(taken)
    share = STATED[promise.name.rpartition(" ")[2]]
    further = max(amount(long).value - 1, 0.0)
    found = first.bound(share)[0] + further * each.bound(share)[0]
    # At the median of both times one long answer in two still takes longer than this.
    least = sum(n * t.quickest(0.5, t.assumed_tail).at(0.5) for n, t in ((1.0, first), (further, each)))
    longest = first.bound(share)[0] + max(amount(long).high - 1, 0.0) * each.bound(share)[0]
    guessed = first.bound(share)[1] is None or each.bound(share)[1] is None
    verdict = Verdict.HOLDS if longest <= 1.005 * amount(promise).low and not guessed else Verdict.PLAUSIBLE
    verdict = Verdict.FAILS if least > amount(promise).high else verdict
    says = f"an answer of {long.text} tokens takes {part.id} {seconds(found)}; {promise.text} is promised"
    if first.guessed or each.guessed:
        gathered.note(gathered.context.assume("tail_ratio"))
    return gathered.fact(
        _LATENCY, part.id, verdict, says, promise.path, value=found, computed=seconds(found), stated=promise,
        steps=(
            f"{seconds(first.bound(share)[0])} + {number(further)} x {seconds(each.bound(share)[0])}: {seconds(found)}",
            f"with the median of both times {seconds(least)}",
        ),
        components=(part.id,),
    )  # fmt: skip


@fact(
    _REPLICAS,
    title="Replicas to generate text",
    broken="Too few replicas to generate the text of the peak",
    formula="replicas >= peak x tokens of an answer / (tokens/s of a replica x utilisation)",
    source="arithmetic",
    number="Q44",
    blind="Bursts, and long answers that come together.",
)
def generation_replicas(context: Context) -> Iterator[Fact]:
    """Yield one fact for every component with replicas that state how many tokens they generate."""
    for part in context.graph.parts.values():
        if part.spec.generation and part.spec.generation.tokens and (part.spec.replicas or part.spec.autoscale):
            yield from _enough(Gathered(context), part)


def _copies(gathered: Gathered, part: Part) -> Input | None:
    most = gathered.get(f"{part.id} most replicas", *part.path, "autoscale", "max")
    return most or gathered.get(f"{part.id} replicas", *part.path, "replicas")


def _enough(gathered: Gathered, part: Part) -> Iterator[Fact]:
    context = gathered.context
    calls = calls_to(context, [part])
    tokens = gathered.need(f"{part.id} tokens", *part.path, "generation", "tokens")
    peak = peak_load(context)
    given, average = _answer(gathered, part)
    copies = _copies(gathered, part)
    if calls is None or copies is None or tokens is None:
        return
    if peak is None or given is None:
        gathered.needs.append(
            ("requirements", "load", "peak") if peak is None else (*_budget(context, part), "typical_output")
        )
        says = f"{part.id} states what a replica generates, but not the peak and the length of an answer"
        yield gathered.fact(_REPLICAS, part.id, Verdict.UNKNOWN, says, copies.path, stated=copies)
        return
    gathered.note(peak)
    full = gathered.get(f"{part.id} utilisation", *part.path, "utilisation") or gathered.note(
        context.assume("utilisation")
    )
    asked = amount(peak).value * calls.low * amount(given).value
    needed = ratio(asked, amount(tokens).value * amount(full).value)
    surely = ratio(amount(peak).high * calls.high * amount(given).high, amount(tokens).low * amount(full).low)
    # Without any head room, with every cache answering, at the fastest stated.
    least = ratio(asked * (1 - answered_by_caches(context).high), amount(tokens).high)
    there = amount(copies)
    # An average that is not stated is at most the long answer, so that enough for those is enough.
    verdict = Verdict.HOLDS if there.low >= whole(surely) else Verdict.PLAUSIBLE
    verdict = Verdict.FAILS if there.high < least and average else verdict
    says = f"the peak needs {number(whole(needed))} replicas of {part.id} to generate its text; there are {copies.text}"
    use = ratio(asked, amount(tokens).value * there.value)
    yield gathered.fact(
        _REPLICAS, part.id, verdict, says, copies.path, value=whole(needed), computed=number(whole(needed)),
        stated=copies,
        steps=(
            f"{peak.text} x {given.text} tokens = {number(asked)} tokens/s",
            f"/ ({tokens.text} x {full.text}) = {number(needed)} replicas",
        ),
        components=(part.id,), figures=(Figure(BUSY, part.id, use, roughly(use)),) if isfinite(use) else (),
    )  # fmt: skip


def _answer(gathered: Gathered, part: Part) -> tuple[Input | None, bool]:
    """Return the tokens of an answer, and whether they are those of an average one, which is what load is made of."""
    path = _budget(gathered.context, part)
    usual = gathered.get("average answer", *path, "typical_output")
    return (usual, True) if usual else (gathered.get("long answer", *path, "p95_output"), False)
