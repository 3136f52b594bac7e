"""The rule of the extra nine: what a service hangs on should fail ten times less often than the service may."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.needed import waited_for
from workbench.facts.once import needs_of
from workbench.facts.request import Call
from workbench.facts.show import percent, percents
from workbench.facts.spans import of

_ID = "extra-nine"


@fact(
    _ID,
    title="Dependencies one nine better than the promise",
    broken="A dependency fails more often than the promise allows",
    formula="a_dependency >= 1 - (1 - objective)/10, or something answers in its place; a rule of thumb",
    source="rule of the extra nine, Calculus of Service Availability (ACM Queue 3096459)",
    number="Q03",
    blind="Dependencies that nobody drew: names, certificates, identity, networks.",
)
def extra_nine(context: Context) -> Iterator[Fact]:
    """Yield one fact for every availability objective with a dependency that states its availability."""
    needs = needs_of(context)
    for name, sla in context.design.slas.items():
        goal = context.take(f"{name} availability", "slas", name, "availability")
        if not goal or sla.entry not in context.graph.parts:
            continue
        root = needs.tree(sla.entry or "")
        bare = set(needs.of(root))
        hard = [n for n in dict.fromkeys(_hard(root)) if n != sla.entry]
        stated = {n: context.take(f"{n} availability", *context.graph.parts[n].path, "availability") for n in hard}
        if any(stated.values()):
            yield _judge(context, name, goal, stated, bare)


def _hard(call: Call) -> Iterator[str]:
    yield from call.filters
    yield call.part
    for inner, _ in waited_for(call):
        yield from _hard(inner)


def _judge(context: Context, sla: str, goal: Input, stated: dict[str, Input | None], bare: set[str]) -> Fact:
    wanted = 1 - (1 - of(goal).middle) / 10
    found = {n: taken for n, taken in stated.items() if taken}
    short = [n for n, taken in found.items() if n in bare and of(taken).middle < wanted - 1e-12]
    needs = tuple(_place(context, n) for n in stated if n in bare and n not in found and _declares(context, n))
    if short:
        worst = min(short, key=lambda n: of(found[n]).middle)
        has, should = percents(of(found[worst]).middle, wanted)
        verdict = Verdict.PLAUSIBLE
        says = f"{worst} works {has} of the time with nothing behind it; one nine better than the promise is {should}"
    elif needs:
        verdict = Verdict.UNKNOWN
        says = f"dependencies should work {percent(wanted)} of the time; {needs[0][-2]} does not say"
    else:
        verdict = Verdict.HOLDS
        says = f"every dependency works {percent(wanted)} of the time, or something answers in its place"
    return Fact(
        id=_ID, subject=sla, verdict=verdict, says=says, at=found[short[0]].path if short else goal.path,
        computed=percent(wanted), value=wanted, stated=goal, inputs=(goal, *found.values()),
        steps=(
            f"1 - (1 - {goal.text})/10 = {percent(wanted)}",
            *(f"{n}: {taken.text}, {_how(n, short, bare)}" for n, taken in found.items()),
        ),
        needs=needs if verdict is Verdict.UNKNOWN else (), components=tuple(short or found),
    )  # fmt: skip


def _how(name: str, short: list[str], bare: set[str]) -> str:
    return "short of it" if name in short else "enough" if name in bare else "something answers in its place"


def _place(context: Context, name: str) -> Path:
    return (*context.graph.parts[name].path, "availability")


def _declares(context: Context, name: str) -> bool:
    part = context.graph.parts[name]
    return part.declared and not part.has("user")
