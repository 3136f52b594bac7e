"""Whether the steps an agent may take fit into the time and the money it may take.

From `llm-loop-limits` of the readiness catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.llm import AgentLimits
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount
from workbench.facts.ranges import at_most, span
from workbench.facts.show import seconds

_ID = "agent-limits"
_PRICES = ("per_input_token", "per_output_token")


@fact(
    _ID,
    title="Steps of an agent against its time and money",
    broken="An agent's steps do not fit its own limits",
    formula="most steps x time of one <= deadline; most steps x tokens of one x price of a token <= spending cap",
    source="AWS GENREL03_BP02, GENCOST05_BP01; OWASP LLM10 (2025)",
    blind="Steps that wait for people; tools that cost money of their own.",
)
def agent_limits(context: Context) -> Iterator[Fact]:
    """Yield one fact for the time, and one for the money, of every agent with limits."""
    llm = context.design.llm
    for name, agent in (llm.agents if llm else {}).items():
        yield _in_time(Gathered(context), name)
        yield _in_budget(Gathered(context), name, agent)


def _in_time(gathered: Gathered, name: str) -> Fact:
    path: Path = ("llm", "agents", name)
    steps = gathered.need(f"steps of {name}", *path, "max_steps")
    one = gathered.need(f"time of a step of {name}", *path, "step_time")
    limit = gathered.need(f"deadline of {name}", *path, "deadline")
    if not (steps and one and limit):
        return _open(gathered, name, "time")
    whole = span(lambda n, t: n * t, steps, one)
    says = f"{steps.text} steps of {name} take {seconds(whole.middle)}; a task ends after {limit.text}"
    return gathered.fact(
        _ID, f"{name} time", at_most(whole, amount(limit).high), says, limit.path, value=whole.middle,
        computed=seconds(whole.middle), stated=limit, steps=(f"{steps.text} x {one.text} = {seconds(whole.middle)}",),
    )  # fmt: skip


def _in_budget(gathered: Gathered, name: str, agent: AgentLimits) -> Fact:
    path: Path = ("llm", "agents", name)
    steps = gathered.need(f"steps of {name}", *path, "max_steps")
    tokens = gathered.need(f"tokens of a step of {name}", *path, "tokens_per_step")
    limit = gathered.need(f"spending cap of {name}", *path, "spend_cap")
    price = _price(gathered, agent) if limit else None
    if limit and price is None:
        gathered.needs.append(("cost", "prices"))
    if not (steps and tokens and limit and price) or amount(price).currency != amount(limit).currency:
        return _open(gathered, name, "money")
    whole = span(lambda n, t, p: n * t * p, steps, tokens, price)
    cost = f"{whole.middle:.3g} {amount(limit).currency}"
    says = f"{steps.text} steps of {tokens.text} tokens cost {name} {cost}; a task may cost {limit.text}"
    return gathered.fact(
        _ID, f"{name} money", at_most(whole, amount(limit).high), says, limit.path, value=whole.middle, computed=cost,
        stated=limit, steps=(f"{steps.text} x {tokens.text} x {price.text} = {cost}",),
    )  # fmt: skip


def _open(gathered: Gathered, name: str, what: str) -> Fact:
    missing = gathered.needs[0] if gathered.needs else ("cost", "prices")
    says = f"whether the steps of {name} fit its {what} is open: {'.'.join(map(str, missing))} is not stated"
    return gathered.fact(_ID, f"{name} {what}", Verdict.UNKNOWN, says, ("llm", "agents", name))


def _price(gathered: Gathered, agent: AgentLimits) -> Input | None:
    """Return the lowest price of a token that fits the agent: of itself, of what it calls, of the models they run."""
    context = gathered.context
    called = [agent.by or "", *(e.target for e in context.graph.out(agent.by or ""))]
    parts = [context.graph.parts[name] for name in dict.fromkeys(called) if name in context.graph.parts]
    priced = {*(p.id for p in parts), *(model for p in parts for model in p.spec.runs)}
    prices = context.design.cost.prices if context.design.cost else {}
    found = [
        context.take(f"price of a token ({name})", "cost", "prices", name, key)
        for name, row in prices.items()
        if priced & set(row.of)
        for key in _PRICES
    ]
    cheapest = min((i for i in found if i), key=lambda i: amount(i).low, default=None)
    return gathered.note(cheapest) if cheapest else None
