"""How quality is known before release: splits, metrics against baselines, slices, fairness, gates."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import model_validator

from workbench.design.component import Component
from workbench.design.references import (
    ComponentRef,
    ControlRef,
    HarmRef,
    Id,
    InputRef,
    KeysReferTo,
    KpiRef,
    MetricRef,
    ModelRef,
    RunnableRef,
    SampleRef,
    SliceRef,
    SplitRef,
    TestRef,
    WhoRef,
)
from workbench.design.scalars import Count, Duration, Flag, Fraction, Many, Measure, Name, Text
from workbench.design.spec import Spec, keyed, said, some
from workbench.design.times import TimeSpan
from workbench.design.words import Direction, Grain

MetricKind = Literal[
    "accuracy", "precision", "recall", "f1", "auc_roc", "auc_pr", "log_loss", "brier", "cost",
    "false_positive_rate", "false_negative_rate", "lift", "precision_at_k", "recall_at_k", "recall_at_budget",
    "ndcg", "map", "mrr", "hit_rate", "mae", "rmse", "mape", "wape", "smape", "pinball", "mase", "bleu", "rouge",
    "wer", "iou", "map_detection", "uplift", "qini", "groundedness", "faithfulness", "answer_relevance",
    "citation_accuracy", "win_rate", "pass_rate", "refusal_rate", "toxicity", "exact_match", "calibration_error",
    "coverage", "diversity", "latency", "task_success", "mse", "r2", "custom",
]  # fmt: skip


class Split(Spec):
    """One part of the data."""

    role: Literal["train", "validation", "test", "calibration", "confirmation", "holdout"] | None = said(
        "What it is for; left out: told from its id.", "test"
    )
    window: TimeSpan | None = said("Span of its events.", "build-35d..build-7d")
    n: Count | None = said("Rows.", "1.6M")
    positives: Count | None = said("Positive rows.", "1900")
    reads: Count | None = said("How often it is read for one release.", "1")
    from_: Many[InputRef] = some("Data it is drawn from.", "[labelled_history]", key="from")


class Splitting(Spec):
    """How the data is divided."""

    by: Many[Literal["time", "group", "random", "stratified", "geography"]] = some("Principle.", "[time, group]")
    gap: Duration | None = said("Time left empty between training and test.", "90 d")
    group_key: Name | None = said("Entity that never stands on two sides.", "card_id")
    dedup: Literal["before_split", "after_split", "none"] | None = said(
        "When near duplicates are removed.", "before_split"
    )
    overlap: Count | None = said("Groups found on two sides.", "0")


class Metric(Spec):
    """One offline metric with its size and its meaning online."""

    kind: MetricKind | None = said("Which metric.", "recall_at_budget")
    of: ModelRef | None = said("Model it judges.", "fraud_model")
    on: SampleRef | None = said("Split or golden set it is read on.", "test")
    k: Count | None = said("Length of the list it looks at.", "10")
    at: Text | None = said("Operating point.", "4000 reviews a day")
    value: Measure | None = said("Value reached.", "0.62..0.66 measured")
    target: Measure | None = said("Value wanted.", "0.60")
    per: Grain | None = said("What one value is computed over.", "event")
    headline: Flag | None = said("The metric that decides.", "true")
    direction: Direction | None = said("Which way is better.", "up")
    n: Count | None = said("Rows or cases behind it.", "1.6M")
    positives: Count | None = said("Positives behind it.", "1900")
    half_width: Measure | None = said("Half of its 95% confidence interval.", "2 pp")
    predicts: KpiRef | None = said("KPI it stands for.", "fraud_loss")
    experiments: Count | None = said("Past experiments in which both moved the same way.", "3")
    confirmed_by: TestRef | None = said("Experiment or rollout that will confirm it.", "score_test")


class Baseline(Spec):
    """What the model must beat."""

    kind: Literal["trivial", "current", "non_ml", "simpler", "human", "vendor"] | None = said("What sort.", "current")
    by: RunnableRef | None = said("What produces it.", "rules")
    metrics: Annotated[dict[str, Measure], KeysReferTo(("metric",))] = keyed(
        "What it reaches.", "{recall_at_review: 0.41}"
    )
    on: SampleRef | None = said("Split or golden set it is read on.", "test")


class Slice(Spec):
    """A part of the population looked at by itself."""

    metric: MetricRef | None = said("Metric read.", "recall_at_review")
    n: Count | None = said("Cases behind it.", "3k")
    value: Measure | None = said("Value reached.", "0.58")
    half_width: Measure | None = said("Half of its 95% confidence interval that is accepted.", "3 pp")
    floor: Measure | None = said("Least value accepted.", "0.55")
    train_n: Count | None = said("Training rows.", "120k")
    train_share: Fraction | None = said("Share of training rows.", "8%")
    production_share: Fraction | None = said("Share of live traffic.", "9%")
    tolerance: Fraction | None = said("Difference of shares accepted.", "3 pp")
    reweighted: Flag | None = said("Training weights make up for it.", "true")
    harm: HarmRef | None = said("Harm it watches for.", "declined_abroad")


class Fairness(Spec):
    """Differences between groups."""

    groups: Many[SliceRef] = some("Groups compared, each a slice.", "[domestic, foreign]")
    metric: MetricRef | None = said("Metric compared.", "false_decline_rate")
    compares: Literal["difference", "ratio"] | None = said(
        "Difference: larger minus smaller, at most the bound. Ratio: smaller over larger, at least the bound.",
        "difference",
    )
    disparity: Measure | None = said("The widest one found, with its 95% interval.", "0.8..1.1 pp measured")
    bound: Measure | None = said("Limit it must keep.", "1.5 pp")
    mitigated_by: Many[ControlRef] = some("What acts when it is exceeded.", "[review_desk]")


class Calibration(Spec):
    """Whether a score of 0.2 means one in five."""

    error: Fraction | None = said("Expected calibration error.", "0.8%")
    bound: Fraction | None = said("Most accepted.", "1%")
    on: SplitRef | None = said("Split it is read on.", "test")
    method: Literal["isotonic", "platt", "temperature", "none"] | None = said("How scores are calibrated.", "isotonic")


class Bound(Spec):
    """A limit a metric must keep."""

    above: Measure | None = said("At least.", "0.60")
    below: Measure | None = said("At most.", "0.40%")


class Approval(Spec):
    """People who must agree before a version goes on."""

    short: ClassVar[tuple[str, ...]] = ("model_risk",)

    @model_validator(mode="before")
    @classmethod
    def _from_one_word(cls, value: Any) -> Any:
        """Read `approval: model_risk`."""
        return {"by": value} if isinstance(value, str) else value

    by: Many[WhoRef] = some("Who.", "[model_risk]")
    count: Count | None = said("How many must agree.", "1")
    not_author: Flag | None = said("The author's own vote does not count.", "true")


class Gate(Spec):
    """What a version must pass before it goes on."""

    by: ComponentRef | None = said("Component that stops what fails.", "offline_eval")
    requires: Annotated[dict[str, Bound], KeysReferTo(("metric", "guardrail", "indicator"))] = keyed(
        "Limits by metric.", "{recall_at_review: {above: 0.60}}"
    )
    alpha: Fraction | None = said("Error rate of the comparison.", "5%")
    approval: Approval | None = said("People who must agree as well.", "{by: model_risk, count: 1, not_author: true}")
    on_change: Many[Literal["model", "prompt", "index", "data", "code", "config"]] = some(
        "Changes it runs on.", "[model, prompt]"
    )


class Robustness(Spec):
    """A test with spoilt input."""

    kind: Literal["missing", "shift", "perturbation", "hostile", "stale"] | None = said(
        "How input is spoilt.", "missing"
    )
    loss: Measure | None = said("Quality lost.", "1.2 pp")
    bound: Measure | None = said("Most accepted.", "2 pp")


class AgePoint(Spec):
    """Quality at one age of the model."""

    age: Duration | None = said("Age.", "30 d")
    value: Measure | None = said("Quality then.", "0.61")


class Delta(Spec):
    """How far a new model differs from the live one, and from itself."""

    from_live: Fraction | None = said("Share of decisions that change.", "3%")
    from_self: Fraction | None = said("Share that changes between two runs of the same version.", "0.01%")
    tolerance: Fraction | None = said("Most accepted for the same version.", "0.1%")


class Replay(Spec):
    """Running one past prediction again."""

    key: Name | None = said("Key that joins everything.", "prediction_id")
    from_: Many[ComponentRef] = some("Logs that hold what is needed.", "[feature_log, decision_log]", key="from")


class Evaluation(Spec):
    """How quality is known before release."""

    components: dict[Id, Component] = keyed("Its components.", "{offline_eval: {kind: evaluator}}")
    splitting: Splitting | None = said("How data is divided.", "{by: [time, group], gap: 90 d, group_key: card_id}")
    splits: dict[Id, Split] = keyed("The parts.", "{test: {window: build-35d..build-7d, n: 1.6M}}")
    metrics: dict[Id, Metric] = keyed("Metrics.", "{recall_at_review: {kind: recall_at_budget, value: 0.64}}")
    baselines: dict[Id, Baseline] = keyed(
        "What to beat.", "{rules: {kind: current, metrics: {recall_at_review: 0.41}}}"
    )
    slices: dict[Id, Slice] = keyed("Parts of the population.", "{new_cards: {n: 3k, value: 0.58, floor: 0.55}}")
    fairness: dict[Id, Fairness] = keyed(
        "Differences between groups.", "{abroad: {groups: [domestic, foreign], compares: difference, bound: 1.5 pp}}"
    )
    calibration: Calibration | None = said("Calibration.", "{error: 0.8%, bound: 1%}")
    gates: dict[Id, Gate] = keyed(
        "Release gates.", "{release: {by: offline_eval, requires: {recall_at_review: {above: 0.60}}}}"
    )
    robustness: dict[Id, Robustness] = keyed(
        "Tests with spoilt input.", "{no_device: {kind: missing, loss: 1.2 pp, bound: 2 pp}}"
    )
    staleness: Many[AgePoint] = some(
        "Quality by age of the model.", "[{age: 0 d, value: 0.64}, {age: 30 d, value: 0.61}]"
    )
    delta: Delta | None = said("Difference from the live model.", "{from_live: 3%, from_self: 0.01%}")
    replay: Replay | None = said(
        "Running a past prediction again.", "{key: prediction_id, from: [feature_log, decision_log]}"
    )
