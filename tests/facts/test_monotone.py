"""A number that only makes things worse never makes a verdict better: from labels to cost."""

from __future__ import annotations

import functools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facts.helpers import WORSE, design
from tests.facts.test_every_number import examples
from workbench.design import Quantity, SystemDesign
from workbench.errors import Path
from workbench.facts import Context, Verdict, fact_kinds
from workbench.facts.over_range import with_ends
from workbench.reading.dump import dump

BETTER_MORE = [
    ("Q23", "point-in-time", "features.sets.spend_yesterday.join_lag"),
    ("Q24", "training-in-time", "retraining.triggers.weekly.every"),
    ("Q25", "detection-lag", "monitoring.max_exposure"),
    ("Q26", "retraining-cadence", "drift.tolerated_loss"),
    ("Q28", "psi-noise", "drift.monitors.amount_drift.above"),
    ("Q28", "psi-noise", "drift.monitors.amount_drift.min_samples"),
    ("Q28", "psi-noise", "drift.monitors.amount_drift.reference_n"),
    ("Q29", "false-alarms", "drift.monitors.feature_drift.false_alarms"),
    ("Q29", "false-alarms", "drift.monitors.feature_drift.cadence"),
    ("Q30", "experiment-length", "experimentation.experiments.checkout.runs_for"),
    ("Q30", "experiment-length", "experimentation.experiments.checkout.traffic"),
    ("Q30", "experiment-length", "experimentation.experiments.checkout.mde"),
    ("Q30", "experiment-length", "experimentation.experiments.checkout.allocation"),
    ("Q32", "evaluation-precision", "evaluation.metrics.recall.half_width"),
    ("Q32", "evaluation-precision", "evaluation.splits.test.positives"),
    ("Q33", "golden-set-size", "llm.golden_sets.answers_gold.n"),
    ("Q33", "golden-set-size", "llm.golden_sets.answers_gold.paired_correlation"),
    ("Q34", "base-rate", "requirements.decision.positive_rate"),
    ("Q35", "reviewer-load", "serving.components.review_desk.cases.people"),
    ("Q35", "reviewer-load", "serving.components.review_desk.cases.hours"),
    ("Q37", "exploration-volume", "labels.sets.fraud.exploration.rate"),
    ("Q37", "exploration-volume", "retraining.triggers.fortnightly.every"),
    ("Q38", "index-memory", "llm.components.passages_index.memory"),
    ("Q38", "index-memory", "llm.components.passages_index.nodes"),
    ("Q39", "re-embedding", "llm.retrieval.embed_rate"),
    ("Q39", "re-embedding", "llm.retrieval.rebuild_within"),
    ("Q40", "context-window", "llm.models.generator.window"),
    ("Q41", "token-quota", "llm.models.generator.quota.tokens"),
    ("Q41", "token-quota", "llm.models.generator.quota.burst"),
    ("Q42", "kv-cache", "llm.components.generator_api.accelerator.memory"),
    ("Q43", "decode-speed", "llm.components.generator_api.accelerator.bandwidth"),
    ("Q43", "decode-speed", "llm.components.generator_api.generation.per_token.p50"),
    ("Q43", "weights-fit", "llm.components.generator_api.accelerator.memory"),
    ("Q44", "generation-latency", "slas.answer.latency.p95"),
    ("Q44", "generation-replicas", "llm.components.generator_api.replicas"),
    ("Q45", "tuning-memory", "training.models.full.accelerator.memory"),
    ("Q47", "recovery-time", "llm.components.passages_index.rto"),
    ("Q47", "recovery-time", "llm.components.passages_index.backup.restore"),
    ("Q47", "recovery-point", "llm.components.passages_index.rpo"),
    ("Q48", "erasure-reach", "privacy.erasure.within"),
    ("Q50", "payback", "cost.value.worth"),
]
"""Example, fact and number, of which more is never worse."""
WORSE_MORE = [
    ("Q23", "point-in-time", "data.authorisations.available_after"),
    ("Q24", "training-in-time", "training.models.fraud_model.duration"),
    ("Q26", "retraining-cadence", "drift.decay"),
    ("Q26", "retraining-cadence", "retraining.triggers.weekly.every"),
    ("Q28", "psi-noise", "drift.monitors.amount_drift.bins"),
    ("Q29", "false-alarms", "drift.monitors.feature_drift.alpha"),
    ("Q30", "experiment-length", "experimentation.experiments.checkout.arms"),
    ("Q30", "experiment-length", "experimentation.experiments.checkout.power"),
    ("Q34", "base-rate", "evaluation.metrics.false_alarms.value"),
    ("Q34", "base-rate", "evaluation.metrics.precision.value"),
    ("Q35", "reviewer-load", "serving.components.review_desk.cases.minutes"),
    ("Q35", "reviewer-load", "flows.0.volume"),
    ("Q37", "exploration-volume", "labels.sets.fraud.exploration.needed"),
    ("Q38", "index-memory", "llm.components.passages_index.vectors"),
    ("Q38", "index-memory", "llm.components.passages_index.dimensions"),
    ("Q38", "index-memory", "llm.components.passages_index.links"),
    ("Q38", "index-memory", "llm.components.passages_index.copies"),
    ("Q39", "re-embedding", "data.documents.items"),
    ("Q39", "re-embedding", "llm.retrieval.overlap"),
    ("Q40", "context-window", "llm.retrieval.k"),
    ("Q40", "context-window", "llm.tokens.history"),
    ("Q40", "context-window", "llm.tokens.output"),
    ("Q41", "token-quota", "requirements.load.peak"),
    ("Q42", "kv-cache", "llm.components.generator_api.generation.concurrency"),
    ("Q42", "kv-cache", "llm.models.generator.layers"),
    ("Q42", "kv-cache", "llm.models.generator.kv_heads"),
    ("Q43", "decode-speed", "llm.models.generator.weight_bytes"),
    ("Q44", "generation-latency", "llm.tokens.p95_output"),
    ("Q44", "generation-latency", "llm.components.generator_api.generation.per_token.p95"),
    ("Q44", "generation-replicas", "slas.answer.load.peak"),
    ("Q45", "tuning-memory", "training.models.full.parameters"),
    ("Q45", "tuning-memory", "training.models.full.activations"),
    ("Q47", "recovery-time", "llm.components.passages_index.size"),
    ("Q47", "recovery-time", "reliability.incidents.detect"),
    ("Q47", "recovery-point", "llm.components.passages_index.backup.every"),
    ("Q49", "breach-clock", "privacy.breach.triage"),
    ("Q49", "breach-clock", "privacy.breach.notify"),
    ("Q50", "unit-cost", "cost.prices.gpu.per_replica"),
    ("Q50", "payback", "cost.value.build"),
]
"""Example, fact and number, of which more is never better."""
OPEN = {Verdict.UNKNOWN: Verdict.PLAUSIBLE}


@functools.cache
def example(name: str) -> SystemDesign:
    """Return the worked example of a formula."""
    return design(dump(examples()[name]))


def steps(dotted: str) -> Path:
    """Return a dotted path as steps."""
    return tuple(int(step) if step.isdigit() else step for step in dotted.split("."))


def badness(name: str, kind: str, path: Path, factor: float) -> int:
    """Return how bad the worst fact of a kind that rests on a number is, with that number of an example multiplied."""
    quantity = example(name).at(path)
    assert isinstance(quantity, Quantity), path
    value = quantity.value * factor
    value = min(value, 1.0) if quantity.dimension == "fraction" else value
    found = list(fact_kinds()[kind].compute(Context(with_ends(example(name), {path: (value, value)}))))
    resting = [f for f in found if any(taken.path == path for taken in f.inputs)] or found
    return max((WORSE.index(OPEN.get(f.verdict, f.verdict)) for f in resting), default=0)


@pytest.mark.parametrize(("name", "kind", "dotted"), [*BETTER_MORE, *WORSE_MORE], ids=str)
@settings(max_examples=12, deadline=None)
@given(factor=st.floats(0.05, 20), more=st.floats(1, 30))
def test_more_never_turns_it_the_other_way(name: str, kind: str, dotted: str, factor: float, more: float) -> None:
    """Multiplying one number by a larger factor moves the verdict one way only."""
    few, many = (badness(name, kind, steps(dotted), f) for f in (factor, factor * more))
    if (name, kind, dotted) in BETTER_MORE:
        few, many = many, few
    assert few <= many


@pytest.mark.parametrize(("name", "kind", "dotted"), [*BETTER_MORE, *WORSE_MORE], ids=str)
def test_the_number_matters(name: str, kind: str, dotted: str) -> None:
    """Somewhere between a thousandth and a thousandfold of it the verdict changes: the table above says something."""
    found = {badness(name, kind, steps(dotted), factor) for factor in (0.001, 0.1, 0.5, 1, 1.5, 10, 1000)}
    assert len(found) > 1
