"""Whether the mix a model is trained on is the mix it is used on, slice by slice."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.evaluation import Slice
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount, ratio, whole
from workbench.facts.show import number, percent

_ID = "training-mix"


@fact(
    _ID,
    title="Training mix against live traffic",
    broken="A group is rarer in training than in use",
    formula="|share of training rows - share of live traffic| <= tolerance, or weights make up for it; rows >= 1.96^2 p"
    " (1-p) / d^2",
    source="EU AI Act Article 10(3); NIST AI RMF MAP 2.3; interval of a proportion",
    number="Q32",
    blind="Groups that nobody counts, and traffic that has moved since.",
)
def training_mix(context: Context) -> Iterator[Fact]:
    """Yield one fact for every slice of a design that trains a model."""
    design = context.design
    trains = bool(design.training and design.training.models) or bool(context.graph.with_trait("trains"))
    for name, part in (design.evaluation.slices if design.evaluation and trains else {}).items():
        yield _judge(Gathered(context), name, part)


def _judge(gathered: Gathered, name: str, part: Slice) -> Fact:
    path: Path = ("evaluation", "slices", name)
    trained = gathered.need(f"{name} in training", *path, "train_share")
    live = gathered.need(f"{name} in use", *path, "production_share")
    allowed = gathered.get(f"{name} tolerance", *path, "tolerance")
    if not part.reweighted and allowed is None:
        gathered.needs.append((*path, "tolerance"))
    rows = gathered.need(f"{name} training rows", *path, "train_n")
    if trained and live and allowed and not part.reweighted:
        apart = max(amount(trained).low - amount(live).high, amount(live).low - amount(trained).high, 0.0)
        if apart > amount(allowed).high * 1.0001:
            says = f"{name} is {trained.text} of training and {live.text} of use; {allowed.text} apart is allowed"
            return gathered.fact(_ID, name, Verdict.FAILS, says, trained.path, stated=allowed, value=apart,
                                 computed=percent(apart))  # fmt: skip
    wanted = _wanted(gathered, path)
    if rows and wanted and amount(rows).high < wanted:
        says = f"{name} has {rows.text} rows in training; its own interval takes {number(whole(wanted))}"
        return gathered.fact(_ID, name, Verdict.FAILS, says, rows.path, stated=rows)
    if gathered.needs:
        names = ", ".join(str(p[-1]).replace("_", " ") for p in gathered.needs)
        return gathered.fact(_ID, name, Verdict.UNKNOWN, f"{name} does not state its {names}", path)
    says = f"{name} is {trained.text if trained else ''} of training and {live.text if live else ''} of use"
    says += ", with weights" if part.reweighted else ""
    furthest = (
        max(amount(trained).high - amount(live).low, amount(live).high - amount(trained).low) if trained and live else 0
    )
    partly = bool(allowed and not part.reweighted and furthest > amount(allowed).low * 1.0001)
    return gathered.fact(_ID, name, Verdict.PLAUSIBLE if partly else Verdict.HOLDS, says, path, stated=allowed)


def _wanted(gathered: Gathered, path: Path) -> float | None:
    """Return the rows that a share of this value and interval takes; a slice too small to be measured is not learnt."""
    value, half = gathered.context.take("value", *path, "value"), gathered.context.take("half", *path, "half_width")
    if not (value and half) or {amount(value).dimension, amount(half).dimension} != {"fraction"}:
        return None
    p = amount(value).value
    return ratio(1.96**2 * p * (1 - p), amount(half).high ** 2) if 0 < p < 1 and amount(half).high > 0 else None
