"""Which way a metric gets better, and whether two of its numbers are written on one scale."""

from __future__ import annotations

from typing import Literal

from workbench.design import Quantity
from workbench.design.evaluation import Metric
from workbench.facts.ranges import Span
from workbench.facts.stats import half_width, share

_DOWN = (
    "log_loss", "brier", "cost", "false_positive_rate", "false_negative_rate", "mae", "rmse", "mse", "mape", "wape",
    "smape", "pinball", "mase", "wer", "toxicity", "calibration_error", "latency",
)  # fmt: skip
_EITHER = ("custom", "refusal_rate", "coverage")
"""Kinds of which more may be better or worse."""
_AVERAGED = (
    "accuracy", "precision", "recall", "false_positive_rate", "false_negative_rate", "hit_rate", "citation_accuracy",
    "pass_rate", "refusal_rate", "exact_match", "task_success", "recall_at_budget", "recall_at_k", "precision_at_k",
    "groundedness", "faithfulness", "answer_relevance", "win_rate", "ndcg", "mrr", "map", "iou",
)  # fmt: skip
"""Averages of something between 0 and 1 for each case: known at least as well as a share of as many cases."""
_BOUNDED = ("auc_roc", "auc_pr", "f1", "map_detection", "coverage", "diversity")
"""Metrics between 0 and 1 of all cases together, for which the widest interval of a share is taken."""


def direction_of(metric: Metric | None) -> Literal["up", "down", ""]:
    """Return which way a metric gets better: as stated, or by its kind; nothing where that cannot be told."""
    if metric is None:
        return ""
    if metric.direction:
        return metric.direction
    if metric.kind is None or metric.kind in _EITHER:
        return ""
    return "down" if metric.kind in _DOWN else "up"


def one_scale(first: Quantity, second: Quantity) -> bool:
    """True when two numbers can be compared: of one dimension, or a share beside a plain number up to 1."""
    if first.dimension == second.dimension:
        return first.currency == second.currency
    plain = {first.dimension, second.dimension} == {"number", "fraction"}
    return plain and max(abs(first.high), abs(second.high)) <= 1


def spread(metric: Metric | None, value: Quantity, stated: Quantity | None, cases: Quantity | None) -> float | None:
    """Return half of the 95% interval of a measured value, or None where nothing tells it.

    As stated; by the two ends of the value, where it is a range; by the cases behind it, for what lies between 0 and 1.
    """
    if stated is not None:
        return stated.high
    if value.is_range:
        return (value.high - value.low) / 2
    if metric is None or cases is None or cases.low <= 0 or not 0 <= value.value <= 1:
        return None
    if metric.kind in _AVERAGED:
        return half_width(share(value.value), cases.low)
    return half_width(0.5, cases.low) if metric.kind in _BOUNDED else None


def around(value: Quantity, half: float | None) -> Span:
    """Return a value with its interval."""
    return Span(value.value - (half or 0.0), value.value, value.value + (half or 0.0))
