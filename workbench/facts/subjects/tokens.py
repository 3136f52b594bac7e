"""Whether the largest request fits the window of its model, and the peak fits the quota of its provider."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.design import Part
from workbench.design.llm import LlmModel
from workbench.design.units import MINUTE
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import BUSY, Fact, Figure, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount, ratio
from workbench.facts.show import number, roughly
from workbench.facts.token_use import Tokens, answered_by_caches, calls_to, models, peak_load, runners, tokens_of

_WINDOW, _QUOTA = "context-window", "token-quota"
_BURST = 10.0


@fact(
    _WINDOW,
    title="Tokens of the largest request",
    broken="The largest request does not fit the model's window",
    formula="system + history + question + tools + passages x tokens of one + longest answer <= window",
    source="arithmetic",
    number="Q40",
    blind="Tokens of a language or a document unlike those stated.",
)
def context_window(context: Context) -> Iterator[Fact]:
    """Yield one fact for every generating model with a window and a budget of tokens."""
    made = [n for n, m in models(context).items() if _generates(context, n, m) and m.window]
    widest = max(made, key=lambda n: _window(models(context)[n]), default="")
    for name in made:
        model = models(context)[name]
        gathered = Gathered(context)
        found = tokens_of(gathered, name, model)
        if found:
            # Of several models without a task of their own, only the widest surely reads everything.
            sure = bool(model.tokens) or model.task == "generate" or name == widest
            yield _fits(gathered, name, found, sure=sure)


def _window(model: LlmModel) -> float:
    return model.window.high if model.window else 0.0


def _generates(context: Context, name: str, model: LlmModel) -> bool:
    llm = context.design.llm
    other = {j.model for j in llm.judges.values()} if llm else set()
    other |= {llm.retrieval.queries_embedded_by} if llm and llm.retrieval else set()
    other |= {p.spec.embedded_by for p in context.graph.parts.values()}
    return model.task == "generate" or (model.task is None and name not in other)


def _fits(gathered: Gathered, name: str, found: Tokens, *, sure: bool) -> Fact:
    path: Path = ("llm", "models", name)
    window = gathered.need(f"{name} window", *path, "window")
    total = found.taken_in + found.given_out
    limit = amount(window).high if window else 0.0
    says = (
        f"the largest request to {name} takes {number(total)} tokens; its window holds {window.text if window else ''}"
    )
    if total > limit:
        verdict = Verdict.FAILS if sure else Verdict.PLAUSIBLE
    elif not found.complete:
        verdict, says = Verdict.UNKNOWN, f"{says}, and not all that goes into it is stated"
    else:
        verdict = Verdict.HOLDS if window and found.most <= amount(window).low else Verdict.PLAUSIBLE
    return gathered.fact(
        _WINDOW, name, verdict, says, (*path, "window"), value=total, computed=number(total), stated=window,
        steps=(*found.steps, f"together {number(total)}"),
        components=tuple(p.id for p in runners(gathered.context, name)),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Demand:
    """What the peak asks of a provider each minute: `worst` at the largest input, `usual` at the typical one.

    `most` and `most_requests` are the same at the upper ends of every range.
    """

    worst: float
    usual: float
    requests: float
    most: float
    most_requests: float
    steps: tuple[str, ...]


@fact(
    _QUOTA,
    title="Peak against the provider's quota",
    broken="The peak exceeds the provider's quota",
    formula="peak x 60 x (input + longest answer) <= tokens a minute; peak x 60 <= requests a minute",
    source="quota of hosted models, which counts the longest answer on admission (Microsoft Learn)",
    number="Q41",
    blind="Other users of the same quota whom the file does not name.",
)
def token_quota(context: Context) -> Iterator[Fact]:
    """Yield one fact for every model with a quota that requests go to first."""
    for name, model in models(context).items():
        if model.quota and (model.quota.tokens or model.quota.requests) and not _second(context, name):
            yield from _within(Gathered(context), name, model)


def _of_quota(context: Context, name: str, usual: float, tokens: Input | None) -> Iterator[Figure]:
    """Yield how much of the tokens a minute the peak takes as a rule, at everything that runs the model."""
    if tokens and (share := ratio(usual, amount(tokens).value * MINUTE)) < float("inf"):
        for part in runners(context, name):
            yield Figure(BUSY, part.id, share, roughly(share), "of its token quota")


def _second(context: Context, name: str) -> bool:
    """True for a model that only gets what another one cannot take."""
    own = {p.id for p in runners(context, name)}
    held = models(context)
    for other, model in held.items():
        overflow = model.quota.overflow if model.quota else None
        back = held[name].quota
        both = back and back.overflow in {p.id for p in runners(context, other)}
        # Of two that stand in for each other, the one that comes first is the first.
        if other != name and overflow in own and not (both and list(held).index(name) < list(held).index(other)):
            return True
    parts = context.graph.parts.values()
    fallbacks = {p.spec.fallback for p in parts} | {e.flow.fallback for e in context.graph.edges}
    return bool(own & fallbacks) and not any(e.target in own and e.call == "sync" for e in context.graph.edges)


def _within(gathered: Gathered, name: str, model: LlmModel) -> Iterator[Fact]:
    path: Path = ("llm", "models", name, "quota")
    demand = _demand(gathered, name, model)
    tokens = gathered.get(f"{name} tokens a minute", *path, "tokens")
    requests = gathered.get(f"{name} requests a minute", *path, "requests")
    at = next((i.path for i in (tokens, requests) if i), path)
    if demand is None:
        if gathered.needs:
            says = f"{name} has a quota, but its peak or the tokens of a request are not stated"
            yield gathered.fact(_QUOTA, name, Verdict.UNKNOWN, says, at, stated=tokens)
        return
    spare = _spare(gathered, name)
    verdict, says = _verdict(name, demand, (tokens, requests, spare))
    if verdict is Verdict.HOLDS:
        verdict, says = _burst(gathered, name, says)
    yield gathered.fact(
        _QUOTA, name, verdict, says, at, value=demand.worst, computed=f"{number(demand.worst)} tokens a minute",
        stated=tokens, steps=demand.steps, components=tuple(p.id for p in runners(gathered.context, name)),
        figures=tuple(_of_quota(gathered.context, name, demand.usual, tokens)),
    )  # fmt: skip


def _demand(gathered: Gathered, name: str, model: LlmModel) -> _Demand | None:
    """Return the demand of the peak, or None when it cannot be known; no missing path means nothing waits for it."""
    each = calls_to(gathered.context, runners(gathered.context, name))
    if each is None:
        return None
    peak = peak_load(gathered.context)
    if peak is None:
        gathered.needs.append(("requirements", "load", "peak"))
        return None
    gathered.note(peak)
    size = tokens_of(gathered, name, model)
    if size is None or not size.complete:
        gathered.needs.append(("llm", "tokens"))
        return None
    path: Path = ("llm", "models", name, "tokens") if model.tokens else ("llm", "tokens")
    typical = gathered.get("typical input", *path, "typical_input")
    a_minute = amount(peak).value * MINUTE * each.low
    most = amount(peak).high * MINUTE * each.high
    spared = answered_by_caches(gathered.context)
    least = a_minute * (1 - spared.high)
    usual = least * ((amount(typical).value if typical else size.taken_in) + size.given_out)
    worst = a_minute * (size.taken_in + size.given_out)
    steps = (
        *size.steps,
        f"{peak.text} is {number(a_minute)} requests a minute",
        f"x {number(size.taken_in + size.given_out)} tokens = {number(worst)} tokens a minute",
    )
    return _Demand(worst, min(usual, worst), least, most * size.most, most * (1 - spared.low), steps)


def _spare(gathered: Gathered, name: str) -> tuple[float, float]:
    """Return tokens and requests a minute that others take over when the quota is used up; without a quota, no end."""
    held = models(gathered.context)
    tokens = requests = 0.0
    seen = [name]
    for each in seen:
        for part in _others(gathered.context, each):
            new = [m for m in part.spec.runs if m in held and m not in seen]
            if not part.spec.runs or (each == name and not new):
                # It takes the rest, or runs the same model elsewhere; how much it can take is not stated.
                return float("inf"), float("inf")
            for model in new:
                seen.append(model)
                path = ("llm", "models", model, "quota")
                more = gathered.get(f"{model} tokens a minute", *path, "tokens")
                calls = gathered.get(f"{model} requests a minute", *path, "requests")
                tokens += amount(more).high * MINUTE if more else float("inf")
                requests += amount(calls).high * MINUTE if calls else float("inf")
    return tokens, requests


def _others(context: Context, name: str) -> list[Part]:
    """Return the components that take what a model cannot: its overflow, and what stands behind what runs it."""
    quota = models(context)[name].quota
    own = runners(context, name)
    names = [quota.overflow if quota else None, *(p.spec.fallback for p in own)]
    names += [e.flow.fallback for p in own for e in context.graph.into(p.id)]
    found = (context.graph.parts.get(n or "") for n in dict.fromkeys(names))
    return [p for p in found if p]


def _verdict(
    name: str, demand: _Demand, taken: tuple[Input | None, Input | None, tuple[float, float]]
) -> tuple[Verdict, str]:
    tokens, requests, spare = taken
    says = f"the peak asks {name} for {number(demand.worst)} tokens and {number(demand.requests)} requests a minute"
    let = amount(tokens).high * MINUTE + spare[0] if tokens else float("inf")
    calls = amount(requests).high * MINUTE + spare[1] if requests else float("inf")
    allowed = " and ".join(i.text for i in (tokens, requests) if i) + (" and what others take over" if spare[0] else "")
    says = f"{says}; its quota is {allowed}"
    if demand.usual > 1.005 * let or demand.requests > 1.005 * calls:
        return Verdict.FAILS, says
    alone = amount(tokens).low * MINUTE if tokens else float("inf")
    surely = alone + (spare[0] if spare[0] < float("inf") else 0.0)
    calls_surely = amount(requests).low * MINUTE + spare[1] if requests else float("inf")
    if demand.most > 1.005 * surely or demand.most_requests > 1.005 * calls_surely:
        return Verdict.PLAUSIBLE, says
    return Verdict.HOLDS, says


def _burst(gathered: Gathered, name: str, says: str) -> tuple[Verdict, str]:
    """Return plausible when an even stream at peak already fills a burst window."""
    path: Path = ("llm", "models", name, "quota")
    burst = gathered.get(f"{name} burst", *path, "burst")
    window = gathered.get(f"{name} burst window", *path, "burst_window")
    peak = peak_load(gathered.context)
    if not burst or not peak:
        return Verdict.HOLDS, says
    spared = answered_by_caches(gathered.context)
    coming = amount(peak).value * (amount(window).value if window else _BURST) * (1 - spared.high)
    most = amount(peak).high * (amount(window).high if window else _BURST) * (1 - spared.low)
    if most <= amount(burst).low or _others(gathered.context, name):
        return Verdict.HOLDS, says
    if coming <= amount(burst).high:
        return Verdict.PLAUSIBLE, says
    return (
        Verdict.FAILS,
        f"{says}; {number(coming)} requests come in one burst window, {burst.text} are let through",
    )
