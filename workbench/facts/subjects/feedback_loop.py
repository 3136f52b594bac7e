"""Models that choose the very outcomes they learn from."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Edge
from workbench.design.labels import LabelSet
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount
from workbench.facts.learning import models_of, ties_of
from workbench.facts.ways import Way, along

_ID = "feedback-loop"
_NO_DATA = ("control", "deploy")


@fact(
    _ID,
    title="Outcomes the model does not choose itself",
    broken="The model learns only from outcomes it chose itself",
    formula="where a decision hides outcomes that are learned: some cases are decided at random, with known chances",
    source="Rules of Machine Learning 34, 35; Hidden Technical Debt (direct feedback loops)",
    pattern="ap-loop",
    blind="A loop through people or systems that no flow names; whether the random sample is large enough (Q37).",
)
def feedback_loop(context: Context) -> Iterator[Fact]:
    """Yield one fact for every label set that a decision hides in part, or that comes back from users to be learned."""
    models = models_of(context)
    told = any(m.label for m in models.values())
    for name, label in (context.design.labels.sets if context.design.labels else {}).items():
        learned = [m for m, model in models.items() if model.label == name]
        if label.observed_only_if and (learned or not told):
            yield _judge(Gathered(context), name, label, learned)
        elif learned and not label.observed_only_if:
            yield from _asked(Gathered(context), name, learned)


def _judge(gathered: Gathered, name: str, label: LabelSet, learned: list[str]) -> Fact:
    context = gathered.context
    decision = label.observed_only_if or ""
    path: Path = ("labels", "sets", name)
    verdict, says = _cut(gathered, path, label)
    if verdict is Verdict.FAILS and not learned:
        verdict, says = Verdict.UNKNOWN, f"{says}; no model says that it learns {name}"
        first = next(iter(models_of(context)), "")
        gathered.needs.append(("training", "models", *((first, "label") if first else ())))
    loop = _loop(context, (decision,), learned)
    short = " -> ".join((*learned[:1], decision, name, *learned[:1]))
    exploration = (*path, "exploration")
    at = exploration if label.exploration or exploration in context.design.absences else (*path, "observed_only_if")
    return gathered.fact(
        _ID, name, verdict, f"{decision} decides which outcomes of {name} are seen; {says}", at,
        steps=(str(loop) if loop else short,), edges=loop.ids if loop else (),
        components=tuple(dict.fromkeys(loop.boxes)) if loop else (decision,) if decision in context.graph.parts else (),
    )  # fmt: skip


def _cut(gathered: Gathered, path: Path, label: LabelSet) -> tuple[Verdict, str]:
    """Judge what cuts the loop: random decisions with known chances, or labels people give whatever was decided."""
    why = gathered.context.design.absences.get((*path, "exploration"))
    held = (*path, "exploration")
    rate = gathered.get("share decided at random", *held, "rate")
    if label.position_bias == "randomised":
        return Verdict.HOLDS, "positions are randomised"
    if why is None and rate is None:
        gathered.needs.append((*held, "rate"))
        return Verdict.UNKNOWN, "whether some are decided at random is not said"
    if why is not None or (rate and amount(rate).high <= 0):
        if label.position_bias == "propensity":
            return Verdict.PLAUSIBLE, "none is decided at random; chances are worked out from what was shown"
        if label.annotation:
            return Verdict.PLAUSIBLE, "none is decided at random; people label it, perhaps whatever was decided"
        return Verdict.FAILS, "none is decided at random"
    logged = label.exploration.propensity_logged if label.exploration else None
    text = rate.text if rate else ""
    if logged is None:
        gathered.needs.append((*held, "propensity_logged"))
        return Verdict.UNKNOWN, f"{text} are decided at random; whether the chances are logged is not said"
    if not logged:
        return Verdict.FAILS, f"{text} are decided at random, but the chances are not logged, so they cannot be weighed"
    return Verdict.HOLDS, f"{text} are decided at random, with the chances logged"


def _loop(context: Context, decided: tuple[str, ...], learned: list[str]) -> Way | None:
    """Return the way from a decision over its outcomes to training and back, where flows show it."""
    ties, graph = ties_of(context), context.graph
    for model in learned:
        for trainer in ties.trainers.get(model, ()):
            out = graph.path(decided, trainer, lambda e: e.flow.kind not in _NO_DATA)
            back = next((w for r in (*decided, *ties.runners.get(model, ())) if (w := graph.path([trainer], r))), ())
            if out and back:
                return along(out).then(along(back))
    return None


def _asked(gathered: Gathered, name: str, learned: list[str]) -> Iterator[Fact]:
    """Ask, where labels come back from the people who were shown the predictions."""
    context = gathered.context
    runners = tuple(r for m in learned for r in ties_of(context).runners.get(m, ()))
    loop = _loop(context, runners, learned) if runners else None
    if loop and any(_from_people(context, edge) for edge in loop.edges):
        path: Path = ("labels", "sets", name)
        gathered.needs.append((*path, "observed_only_if"))
        says = f"{name} comes back from those who saw the predictions; whether these decide what is seen is not said"
        yield gathered.fact(
            _ID, name, Verdict.UNKNOWN, says, path, steps=(str(loop),), edges=loop.ids,
            components=tuple(dict.fromkeys(loop.boxes)),
        )  # fmt: skip


def _from_people(context: Context, edge: Edge) -> bool:
    return edge.flow.kind == "feedback" or context.graph.parts[edge.source].has("user", "feeds_back")
