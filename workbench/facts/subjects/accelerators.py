"""Whether accelerators are kept busy without being overrun.

From the catalogue item cst-utilisation; the bounds are a habit, wide enough that only clear waste or no reserve fails.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount, ratio
from workbench.facts.show import percent

_ID = "accelerator-use"
IDLE, FULL = 0.40, 0.80
_GATED = 0.5
"""Chips of a job that runs less than this share of the time pay off only when they are given back."""


@fact(
    _ID,
    title="Use of accelerators",
    broken="Accelerators stand idle or have no reserve",
    formula="40% <= steady share of time in use <= 80%; chips for training scale to none between runs",
    source="AWS ML lens MLCOST05-BP03 and MLCOST06-BP03; Azure Machine Learning guide",
    blind="Whether chips in use do anything worth while, or wait for memory.",
)
def accelerator_use(context: Context) -> Iterator[Fact]:
    """Yield one fact for every component and every model trained that names an accelerator."""
    models = context.design.training.models if context.design.training else {}
    by = {m.by for m in models.values() if m.accelerator and m.accelerator.utilisation}
    for part in context.graph.parts.values():
        if part.declared and part.spec.accelerator and part.id not in by:
            yield _judge(Gathered(context), part.id, part.path, (part.id,))
    for name, model in models.items():
        told = bool(model.accelerator and model.accelerator.utilisation)
        if model.accelerator and (told or model.by not in by):
            parts = (model.by,) if model.by and model.by in context.graph.parts else ()
            yield _judge(Gathered(context), name, ("training", "models", name), parts)


def _judge(gathered: Gathered, name: str, path: Path, parts: tuple[str, ...]) -> Fact:
    used = gathered.need(f"{name} in use", *path, "accelerator", "utilisation")
    if used is None:
        says = f"how much of the time the accelerators of {name} are in use is not stated"
        return gathered.fact(_ID, name, Verdict.UNKNOWN, says, (*path, "accelerator"), components=parts)
    found = amount(used)
    inside = found.low >= IDLE - 1e-9 and found.high <= FULL + 1e-9
    verdict = Verdict.HOLDS if inside else Verdict.PLAUSIBLE
    says = f"the accelerators of {name} are in use {used.text} of the time"
    if found.high < IDLE:
        verdict, says = Verdict.FAILS, f"{says}: most of what is paid for stands idle"
    elif found.low > FULL:
        verdict, says = Verdict.FAILS, f"{says}: nothing is left for a peak or a failure"
    kept = _kept_on(gathered, parts)
    if verdict is Verdict.HOLDS and kept:
        verdict, says = Verdict.PLAUSIBLE, f"{says}; {kept}"
    return gathered.fact(_ID, name, verdict, says, used.path, value=found.value, stated=used, components=parts)


def _kept_on(gathered: Gathered, parts: tuple[str, ...]) -> str:
    """Return what is wrong with chips that train now and then and are never given back, or nothing."""
    part = gathered.context.graph.parts.get(parts[0]) if parts else None
    if part is None or not part.has("trains"):
        return ""
    runs = gathered.context.take("runtime", *part.path, "runtime")
    every = gathered.context.take("cadence", *part.path, "cadence")
    least: Input | None = gathered.get(f"fewest of {part.id}", *part.path, "autoscale", "min")
    rare = runs and every and ratio(amount(runs).value, amount(every).value) < _GATED
    if not rare or (least and amount(least).low < 1):
        return ""
    share = percent(ratio(amount(runs).value, amount(every).value)) if runs and every else ""
    told = f"at least {least.text} stay on" if least else "nothing says that they are given back"
    return f"it runs {share} of the time, and {told} between two runs"
