"""How models are made: what goes in, on what machines, how a run is repeated, and who lets it out."""

from __future__ import annotations

from typing import Literal

from workbench.design.capacity import Accelerator
from workbench.design.component import Component
from workbench.design.references import ComponentRef, Id, InputRef, LabelRef, RunnableRef, SplitRef
from workbench.design.scalars import Count, Duration, Fraction, Many, Measure, Money, Name, Size, Text
from workbench.design.spec import Spec, keyed, said, some
from workbench.design.times import TimeSpan
from workbench.design.words import ModelFormat, Optimizer, Precision


class ModelSize(Spec):
    """Fields of a model about its size, for memory and speed."""

    parameters: Count | None = said("Weights.", "8.03B")
    active_parameters: Count | None = said("Weights used for one token, where only some experts are.", "3.6B")
    precision: Precision | None = said("Number format of the weights.", "bf16")
    layers: Count | None = said("Layers.", "32")
    kv_heads: Count | None = said("Key-value heads of attention.", "8")
    head_dim: Count | None = said("Length of one attention head.", "128")
    kv_precision: Precision | None = said("Number format of the key-value cache, where it differs.", "fp8")
    weight_bytes: Size | None = said("Weights in memory, where the precision does not tell.", "16.06 GB")


class Pins(Spec):
    """What is pinned so that a run can be repeated."""

    data: Name | None = said("Version or snapshot of the data.", "delta@412")
    code: Name | None = said("Commit.", "git sha in the run record")
    config: Name | None = said("Configuration version.", "hydra config hash")
    environment: Name | None = said("Image digest or lock file.", "image digest")
    seed: Name | None = said("Random seed.", "17")


class Checkpoint(Spec):
    """Saving a run on its way."""

    every: Duration | None = said("Time between checkpoints.", "30 min")
    takes: Duration | None = said("Time one takes.", "2 min")


class Search(Spec):
    """Tuning of hyperparameters."""

    trials: Count | None = said("How many.", "60")
    method: Many[Literal["manual", "grid", "random", "bayesian", "bandit"]] = some("How trials are picked.", "bayesian")
    lasted: Duration | None = said("Time it took.", "2 d")
    unit_cost: Money | None = said("Cost of one.", "4 USD")
    budget: Money | None = said("Most to spend.", "300 USD")
    on: SplitRef | None = said("Split it is judged on.", "validation")


class PipelineTests(Spec):
    """Tests of the training code."""

    end_to_end: Name | None = said("Fixture the whole pipeline runs on in CI.", "fixtures/1k_rows")
    within: Duration | None = said("Time it may take.", "10 min")
    unit: Many[Name] = some("Suites of unit tests.", "[tests/features, tests/model]")
    by: ComponentRef | None = said("What runs them.", "ci")


class Model(ModelSize):
    """A model we train."""

    algorithm: Text | None = said("What it is.", "gradient-boosted trees")
    by: ComponentRef | None = said("What trains it.", "trainer")
    from_: Many[InputRef] = some("Features and data it learns from.", "[velocity, history]", key="from")
    label: LabelRef | None = said("Target it learns.", "fraud")
    window: TimeSpan | None = said("Span of examples of the fit that is tested.", "build-388d..build-208d")
    refit: TimeSpan | None = said(
        "Span of the released fit, where the tested recipe is fitted again on later data.", "build-270d..build-90d"
    )
    pins: Pins | None = said(
        "What is pinned.", "{data: delta@412, code: git, config: hash, environment: digest, seed: 17}"
    )
    recorded_in: ComponentRef | None = said("Where the record of each run is kept.", "run_tracker")
    reproducible_for: Duration | None = said("How long a run must stay repeatable.", "2 years")
    rebuild_tolerance: Measure | None = said("How far a rebuilt model may differ.", "0.1 pp")
    registry: ComponentRef | None = said("Where versions are kept.", "registry")
    linked_to: Many[Literal["data", "code", "evaluation", "config", "environment"]] = some(
        "What a version in the registry links to.", "[data, code, evaluation]"
    )
    format: ModelFormat | None = said("File format.", "onnx")
    trainable: Count | None = said("Weights that are trained, where not all.", "41.9M")
    optimizer: Optimizer | None = said("Optimiser.", "adamw")
    activations: Size | None = said("Memory for activations.", "12 GB")
    batch: Count | None = said("Batch size.", "64")
    accelerator: Accelerator | None = said("Chips of the job.", "{type: H100, count: 8, memory: 80 GB}")
    examples: Count | None = said("Examples in one training set.", "40M")
    tokens: Count | None = said("Tokens in one training run.", "1B")
    duration: Duration | None = said("One run.", "6 h")
    checkpoint: Checkpoint | None = said("Saving on the way.", "{every: 30 min, takes: 2 min}")
    search: Search | None = said("Tuning.", "{trials: 60, unit_cost: 4 USD, budget: 300 USD, on: validation}")
    tests: PipelineTests | None = said("Tests of the code.", "{end_to_end: fixtures/1k_rows, within: 10 min}")
    replaces: RunnableRef | None = said("What it replaces.", "rules")
    imbalance: Many[Literal["class_weights", "undersampling", "oversampling", "focal_loss", "threshold", "none"]] = (
        some("How rare positives are met.", "[undersampling, class_weights]")
    )
    sampling: Fraction | None = said("Share of negatives kept.", "2%")


class Training(Spec):
    """How models are made."""

    components: dict[Id, Component] = keyed("Its components.", "{trainer: {kind: trainer}, registry: {kind: registry}}")
    models: dict[Id, Model] = keyed("Models we train.", "{fraud_model: {by: trainer, from: velocity, label: fraud}}")
