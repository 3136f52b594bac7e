"""Whether the model beats what it is held against by more than chance.

From the catalogue item eva-baseline and the anti-pattern of a gain without a reference.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.design.evaluation import Metric
from workbench.errors import Path
from workbench.facts.better import direction_of, one_scale, spread
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount
from workbench.facts.show import number

_ID = "baseline-gain"
_OF_POSITIVES = ("recall", "false_negative_rate", "recall_at_budget", "auc_roc", "auc_pr", "f1")
"""Metrics known no better than the rarer class allows."""


@dataclass(frozen=True, slots=True)
class _Gain:
    """A metric against the best baseline that states it; positive when the model is better."""

    name: str
    metric: Metric
    value: Input
    best: Input
    gain: float


@fact(
    _ID,
    title="Gain over the baseline",
    broken="The model does not beat its baseline",
    formula="metric of the model - metric of the best baseline > half of its 95% interval",
    source="ML Test Score, Model 5; interval of a proportion",
    pattern="ap-no-baseline",
    blind="Gains that came about by many tries on the same test; baselines that nobody tuned.",
)
def baseline_gain(context: Context) -> Iterator[Fact]:
    """Yield one fact for every metric that decides and that some baseline states as well."""
    metrics = context.design.evaluation.metrics if context.design.evaluation else {}
    stated = {name: m for name, m in metrics.items() if _baselines(context, name)}
    headline = {name: m for name, m in stated.items() if m.headline}
    gains = [g for name, m in stated.items() if (g := _gain(context, name, m))]
    for name, metric in (headline or stated).items():
        gathered = Gathered(context)
        own = next((g for g in gains if g.name == name), None)
        if own is None:
            yield _open(gathered, name, metric)
        else:
            elsewhere = not headline and any(g.gain > 0 for g in gains if g.name != name)
            yield _judge(gathered, own, better_elsewhere=elsewhere)


def _baselines(context: Context, metric: str) -> list[tuple[str, Input]]:
    held = context.design.evaluation.baselines if context.design.evaluation else {}
    rows = ((b, context.take(f"{metric} of {b}", "evaluation", "baselines", b, "metrics", metric)) for b in held)
    return [(name, taken) for name, taken in rows if taken]


def _gain(context: Context, name: str, metric: Metric) -> _Gain | None:
    """Return the gain of a metric whose way is known, over baselines on its own scale and its own data."""
    value = context.take(f"{name} of the model", "evaluation", "metrics", name, "value")
    way = direction_of(metric)
    if value is None or not way:
        return None
    held = context.design.evaluation.baselines if context.design.evaluation else {}
    rows = [
        taken
        for baseline, taken in _baselines(context, name)
        if one_scale(amount(value), amount(taken)) and held[baseline].on in (None, metric.on)
    ]
    if not rows:
        return None
    sign = 1.0 if way == "up" else -1.0
    best = max(rows, key=lambda t: sign * amount(t).value)
    return _Gain(name, metric, value, best, sign * (amount(value).value - amount(best).value))


def _open(gathered: Gathered, name: str, metric: Metric) -> Fact:
    path: Path = ("evaluation", "metrics", name)
    value = gathered.need(f"{name} of the model", *path, "value")
    if value is None:
        says = f"a baseline states {name}; the model's own value is not there yet"
    elif not direction_of(metric):
        gathered.needs.append((*path, "direction"))
        says = f"nothing tells whether more of {name} is better"
    else:
        gathered.needs.append((*path, "on"))
        says = f"the model and its baselines are not read by {name} on the same data"
    return gathered.fact(_ID, name, Verdict.UNKNOWN, says, value.path if value else path, stated=value)


def _judge(gathered: Gathered, own: _Gain, *, better_elsewhere: bool) -> Fact:
    path: Path = ("evaluation", "metrics", own.name)
    gathered.note(own.value)
    gathered.note(own.best)
    width = gathered.get(f"{own.name} half width", *path, "half_width")
    cases = _cases(gathered, own)
    half = spread(own.metric, amount(own.value), width.quantity if width else None, cases.quantity if cases else None)
    says = f"{own.name} is {own.value.text} against {own.best.text} of the best baseline"
    if own.gain <= 0:
        verdict = Verdict.PLAUSIBLE if better_elsewhere else Verdict.FAILS
        says += ", which is no gain"
    elif half is None:
        gathered.needs.append((*path, "half_width"))
        verdict, says = Verdict.UNKNOWN, f"{says}; nothing tells how exactly it is known"
    else:
        # A value given as a range without an interval beside it is taken for the interval itself.
        wide = _half(own.best) + (_half(own.value) if width else 0.0)
        verdict = Verdict.HOLDS if own.gain - wide > half else Verdict.PLAUSIBLE
        says += f"; the gain of {number(own.gain)} is {'more' if own.gain > half else 'no more'} than chance, ±"
        says += number(half)
    return gathered.fact(_ID, own.name, verdict, says, own.value.path, value=own.gain, stated=own.best)


def _half(taken: Input) -> float:
    return (amount(taken).high - amount(taken).low) / 2


def _cases(gathered: Gathered, own: _Gain) -> Input | None:
    """Return the cases behind a metric: positives where only they count, its own rows, those of its split or set."""
    sample, path = own.metric.on or "", ("evaluation", "metrics", own.name)
    keys = ("positives",) if own.metric.kind in _OF_POSITIVES else ()
    for key in (*keys, "n"):
        for place in (path, ("evaluation", "splits", sample), ("llm", "golden_sets", sample)):
            found = gathered.get(f"{own.name} {key}", *place, key)
            if found:
                return found
    return None
