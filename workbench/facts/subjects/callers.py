"""Who may call a model, and how much one caller may ask of it.

From `sec-authn` and `sec-rate-limit` of the readiness catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Edge, Part
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount, ratio
from workbench.facts.show import number, rate

_KNOWN, _QUOTA = "callers-known", "caller-quota"
_MODELS = ("predicts", "generates", "serves")
_ASKING = ("user", "requests", "routes", "orchestrates")
_NO_REQUEST = ("deploy", "control", "data", "feedback")
_MANY = 100
"""So many callers at their limit at once are more than an accident or a stolen account: a rule of thumb."""


@fact(
    _KNOWN,
    title="Callers prove who they are",
    broken="A model answers callers it does not know",
    formula="every call of a model, from inside too, proves who calls",
    source="Azure Well-Architected, AI workloads; AWS MLSEC06_BP01; AML.M0019",
    blind="Whether proof of identity is checked as it should be, and what a caller may then do.",
)
def callers_known(context: Context) -> Iterator[Fact]:
    """Yield one fact for every component with a model that is called, and for every entry of a promise."""
    entries = {sla.entry for sla in context.design.slas.values()}
    for part in context.graph.parts.values():
        calls = [e for e in context.graph.into(part.id) if _may_call(context, e) and e.flow.kind not in _NO_REQUEST]
        asked = part.declared and not part.spec.optional and (part.has(*_MODELS) or part.id in entries)
        if asked and (calls or part.spec.authn == "none"):
            yield _known(part, calls)


def _may_call(context: Context, edge: Edge) -> bool:
    """True for a call, and for what something that asks sends without saying how: silence is no proof either."""
    return edge.call == "sync" or (edge.flow.call is None and context.graph.parts[edge.source].has(*_ASKING))


def _known(part: Part, calls: list[Edge]) -> Fact:
    stated = [(edge, edge.flow.authn or part.spec.authn) for edge in calls]
    at: Path = (*part.path, "authn") if part.spec.authn else part.path
    open_ = next((edge for edge, how in stated if how == "none"), None)
    quiet = next((edge for edge, how in stated if how is None), None)
    near = next((edge for edge, how in stated if how == "network_only"), None)
    if open_ or not stated:
        who = open_.source if open_ else "anyone"
        verdict, says = Verdict.FAILS, f"{part.id} answers {who} without asking who calls"
    elif quiet:
        verdict, says = Verdict.UNKNOWN, f"how {quiet.source} proves to {part.id} who it is is not stated"
    elif near:
        verdict, says = Verdict.PLAUSIBLE, f"{part.id} trusts whoever stands in the same network as {near.source}"
    else:
        verdict, says = Verdict.HOLDS, f"all that call {part.id} prove who they are"
    needs = ((*part.path, "authn"),) if verdict is Verdict.UNKNOWN else ()
    edge = open_ or quiet or near
    return Fact(
        id=_KNOWN, subject=part.id, verdict=verdict, says=says, at=edge.path if edge and edge.flow.authn else at,
        needs=needs, components=(part.id,), edges=(edge.id,) if edge else (),
        broken=(edge.id,) if edge and verdict is Verdict.FAILS else (),
    )  # fmt: skip


@fact(
    _QUOTA,
    title="What one caller may ask for",
    broken="One caller may use up everything",
    formula="quota of a caller <= capacity; quota x callers <= capacity, or 100 callers at their limit do not fill it; "
    "spending cap of a caller <= budget",
    source="OWASP LLM10 (2025), ML05 (2023); AML.M0004, AML.T0029, AML.T0034",
    blind="Callers under many names; requests that cost far more than others.",
)
def caller_quota(context: Context) -> Iterator[Fact]:
    """Yield one fact for every way in, and every model, with a quota for its callers."""
    entries = {sla.entry for sla in context.design.slas.values()}
    for part in context.graph.parts.values():
        asked = part.has(*_MODELS, "routes", "secures") or part.id in entries
        if part.spec.rate_limit and part.declared and asked:
            yield _quota(Gathered(context), part)


def _quota(gathered: Gathered, part: Part) -> Fact:
    path: Path = (*part.path, "rate_limit")
    each = gathered.need(f"quota of a caller of {part.id}", *path, "per_principal")
    callers = gathered.get(f"callers of {part.id}", *path, "principals")
    room = gathered.need(f"{part.id} capacity", *part.path, "capacity") if each else None
    spent = _overspent(gathered, path)
    if spent:
        return gathered.fact(_QUOTA, part.id, Verdict.FAILS, spent, (*path, "spend_cap"), components=(part.id,))
    if not (each and room):
        missing = str(gathered.needs[0][-1]).replace("_", " ")
        says = f"{part.id} limits its callers, and {missing} is not stated"
        return gathered.fact(_QUOTA, part.id, Verdict.UNKNOWN, says, path, components=(part.id,))
    fill = ratio(amount(room).value, amount(each).value)
    verdict, says = _compared(part, each, room, callers, fill)
    return gathered.fact(
        _QUOTA, part.id, verdict, says, each.path, value=fill, computed=f"{number(fill)} callers", stated=each,
        components=(part.id,),
    )  # fmt: skip


def _compared(part: Part, each: Input, room: Input, callers: Input | None, fill: float) -> tuple[Verdict, str]:
    if amount(each).low > amount(room).high:
        return Verdict.FAILS, f"one caller of {part.id} may ask for {each.text}; it can take {room.text} in all"
    if callers and amount(callers).high * amount(each).high <= amount(room).low * (1 + 1e-9):
        whole = rate(amount(callers).value * amount(each).value)
        return Verdict.HOLDS, f"all {callers.text} callers of {part.id} together may ask for {whole} of {room.text}"
    says = f"{number(fill)} callers at their limit of {each.text} fill {part.id}, which takes {room.text}"
    return Verdict.HOLDS if fill >= _MANY else Verdict.PLAUSIBLE, says


def _overspent(gathered: Gathered, path: Path) -> str:
    """Say so where one caller may spend more than there is."""
    cap = gathered.get("spending cap of a caller", *path, "spend_cap")
    budget = gathered.get("budget", "cost", "budget", "monthly_cap")
    if not (cap and budget) or amount(cap).currency != amount(budget).currency:
        return ""
    over = amount(cap).low > amount(budget).high * (1 + 1e-9)
    return f"one caller may spend {cap.text}, more than the whole budget of {budget.text}" if over else ""
