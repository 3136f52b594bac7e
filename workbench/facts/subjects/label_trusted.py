"""Whether a model learns from labels that its author trusts at all."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact

_ID = "label-trusted"


@fact(
    _ID,
    title="Labels a model may learn from",
    broken="A model learns from a label that is not to be trusted",
    formula="confidence in the label of a model is stated, and is not none",
    source="Hidden Technical Debt (direct feedback loops); Rules of Machine Learning 34",
    blind="Labels trusted more than they deserve.",
)
def label_trusted(context: Context) -> Iterator[Fact]:
    """Yield one fact for every model whose label says how far it can be trusted."""
    training, labels = context.design.training, context.design.labels
    for name, model in (training.models if training else {}).items():
        label = labels.sets.get(model.label or "") if labels else None
        if label and label.confidence:
            path: Path = ("labels", "sets", model.label or "", "confidence")
            wrong, low = label.confidence == "none", label.confidence == "low"
            verdict = Verdict.FAILS if wrong else Verdict.PLAUSIBLE if low else Verdict.HOLDS
            yield Fact(
                id=_ID, subject=name, verdict=verdict, at=("training", "models", name, "label"),
                says=f"{name} learns from {model.label}; confidence in that label: {label.confidence}",
                inputs=(Input(f"confidence in {model.label}", path, label.confidence),),
            )  # fmt: skip
