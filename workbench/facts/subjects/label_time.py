"""Whether the examples that are learnt from and tested on have their labels yet, and how old they are when used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.design import Quantity
from workbench.design.times import Window
from workbench.design.training import Model
from workbench.design.units import YEAR
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount, ratio
from workbench.facts.ranges import at_least, at_most, span
from workbench.facts.show import seconds

_MATURITY, _AGE = "label-maturity", "data-age"
_DELAYS = ("p95", "p99", "p90", "p998", "p999", "p9995")
_NOW = ("build", "now")


@dataclass(frozen=True, slots=True)
class _Span:
    """A stretch of examples: where it is written, and the age of the youngest one when the model is built."""

    path: Path
    youngest: Input


def _models(context: Context) -> dict[str, Model]:
    training = context.design.training
    return training.models if training else {}


def _spans(context: Context, name: str, model: Model) -> Iterator[_Span]:
    """Yield what a model is fitted on and what it is tested on, where that ends relative to the build."""
    for key in ("window", "refit"):
        found = _span(key, ("training", "models", name, key), getattr(model, key))
        if found:
            yield found
    evaluation = context.design.evaluation
    # A metric of no model in particular is one of the only model there is.
    of = (name, None) if len(_models(context)) == 1 else (name,)
    read = {m.on for m in evaluation.metrics.values() if m.of in of} if evaluation else set()
    for split, held in (evaluation.splits if evaluation else {}).items():
        found = _span(f"{split} split", ("evaluation", "splits", split, "window"), held.window)
        if split in read and found:
            yield found


def _span(name: str, path: Path, window: Window | None) -> _Span | None:
    if window is None or window.end.anchor not in _NOW or window.end.offset > 0:
        return None
    age = -window.end.offset
    return _Span(path, Input(f"end of {name}", path, window.text, Quantity(age, age, "duration")))


def _ripe(gathered: Gathered, label: str) -> Input | None:
    """Return the age from which a label is taken as final: stated, or by its delay, or by the window of its event."""
    tries = (("mature_after",), *(("delay", p) for p in _DELAYS), ("window",))
    taken = (gathered.get(f"{label} {' '.join(t).replace('_', ' ')}", "labels", "sets", label, *t) for t in tries)
    return next((t for t in taken if t), None)


@fact(
    _MATURITY,
    title="Maturity of labels",
    broken="Examples are used before their labels are in",
    formula="age of the youngest example at the build >= age at which its label is final",
    source="label delay (CS329S)",
    number="Q24",
    blind="Labels that change after they count as final.",
)
def label_maturity(context: Context) -> Iterator[Fact]:
    """Yield one fact for every model whose label is declared and whose examples or labels have a time."""
    labels = context.design.labels
    for name, model in _models(context).items():
        if not model.label or not labels or model.label not in labels.sets:
            continue
        gathered = Gathered(context)
        ripe = _ripe(gathered, model.label)
        spans = list(_spans(context, name, model))
        if not ripe and not spans:
            continue
        if not ripe or not spans:
            missing = ("labels", "sets", model.label, "delay") if not ripe else ("training", "models", name, "window")
            gathered.needs.append(missing)
            says = f"{name} states {'no delay of its label' if not ripe else 'no window of its examples'}"
            at: Path = spans[0].path if spans else ripe.path if ripe else missing
            yield gathered.fact(_MATURITY, name, Verdict.UNKNOWN, says, at)
        else:
            yield _mature(gathered, name, ripe, spans)


def _mature(gathered: Gathered, name: str, ripe: Input, spans: list[_Span]) -> Fact:
    for one in spans:
        gathered.note(one.youngest)
    first = min(spans, key=lambda s: amount(s.youngest).low)
    youngest = amount(first.youngest).low
    verdict = at_least(span(lambda age, final: age - final, first.youngest, ripe), 0.0)
    says = f"the youngest examples of {name} are {seconds(youngest)} old; labels are final after {ripe.text}"
    by = gathered.context.design.training
    trainer = by.models[name].by if by else None
    return gathered.fact(
        _MATURITY, name, verdict, says, first.path, value=youngest, computed=seconds(youngest), stated=ripe,
        steps=tuple(f"{s.youngest.name} ({s.youngest.text}): {seconds(amount(s.youngest).low)} old" for s in spans),
        components=(trainer,) if trainer in gathered.context.graph.parts and trainer else (),
    )  # fmt: skip


@fact(
    _AGE,
    title="Age of the data behind a model",
    broken="The model is older than the loss it may make allows",
    formula="age = label delay or end of window + training + validation + rollout; + cadence before the next one",
    source="label delay (CS329S); staleness (ML Test Score)",
    number="Q24",
    blind="Delays between the steps that no field states; data that comes late.",
)
def data_age(context: Context) -> Iterator[Fact]:
    """Yield one fact for every model whose youngest example has a known age and that is made again on a schedule."""
    labels = context.design.labels
    for name, model in _models(context).items():
        gathered = Gathered(context)
        found = [_span(k, ("training", "models", name, k), getattr(model, k)) for k in ("refit", "window")]
        start = next((s.youngest for s in found if s), None)
        if start is None and labels and model.label in labels.sets:
            start = context.take(f"{model.label} delay p95", "labels", "sets", model.label or "", "delay", "p95")
        every = _cadence(context, name)
        if start and every:
            gathered.note(start)
            yield _aged(gathered, name, model, (start, every))


def _cadence(context: Context, model: str) -> Input | None:
    """Return the shortest schedule on which a model is made again."""
    retraining = context.design.retraining
    triggers = retraining.triggers if retraining else {}
    taken = [
        context.take(f"{name} every", "retraining", "triggers", name, "every")
        for name, trigger in triggers.items()
        if trigger.of in (None, model)
    ]
    return min((t for t in taken if t), key=lambda t: amount(t).low, default=None)


def _aged(gathered: Gathered, name: str, model: Model, ends: tuple[Input, Input]) -> Fact:
    start, every = ends
    later = [t for t in _on_the_way(gathered, name, model) if t]
    gathered.note(every)
    age = span(lambda *times: sum(times), *_at_most_six([start, *later]))
    before = age.high + amount(every).high
    decay = gathered.need("decay", "drift", "decay")
    loss = gathered.need("tolerated loss", "drift", "tolerated_loss")
    verdict = Verdict.UNKNOWN
    says = f"{name} rests on examples {seconds(age.middle)} old at go-live, {seconds(before)} before the next one"
    if decay and loss:
        allowed = ratio(amount(loss).value, amount(decay).value / YEAR)
        # Loss may be counted from the build or from go-live, so that being over this limit contradicts nobody.
        verdict = Verdict.HOLDS if at_most(age, allowed - amount(every).high) is Verdict.HOLDS else Verdict.PLAUSIBLE
        says += f"; the loss tolerated is reached after {seconds(allowed)}" if allowed < YEAR * 1000 else ""
    steps = [f"{i.name}: {seconds(amount(i).value)}" for i in (start, *later)]
    steps.append(f"together {seconds(age.middle)}; with {every.name} {every.text} that is {seconds(before)}")
    return gathered.fact(
        _AGE, name, verdict, says, every.path, value=age.middle, computed=seconds(age.middle), steps=tuple(steps)
    )


def _on_the_way(gathered: Gathered, name: str, model: Model) -> Iterator[Input | None]:
    """Yield the times between the build and full traffic."""
    by = gathered.context.graph.parts.get(model.by or "")
    own = gathered.get("training", "training", "models", name, "duration")
    yield own or (gathered.get("training", *by.path, "runtime") if by else None)
    yield gathered.get("validation", "retraining", "validate")
    retraining, live = gathered.context.design.retraining, gathered.context.design.experimentation
    for rollout in retraining.through if retraining and live else ():
        stages = live.rollouts[rollout].stages if live and rollout in live.rollouts else ()
        for place in range(len(stages)):
            path = ("experimentation", "rollouts", rollout, "stages", place, "for")
            yield gathered.get(f"{rollout} stage {place + 1}", *path)


def _at_most_six(times: list[Input]) -> list[Input]:
    """Fold the shortest times into one, so that the corners of their ranges stay few."""
    ordered = sorted(times, key=lambda t: amount(t).high, reverse=True)
    if len(ordered) <= 6:
        return ordered
    rest = [amount(t) for t in ordered[5:]]
    folded = Quantity(sum(q.low for q in rest), sum(q.high for q in rest), "duration")
    return [*ordered[:5], Input("the rest", (), "", folded)]
