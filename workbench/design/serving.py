"""How predictions reach users: components, contract, thresholds, load tests, batch windows."""

from __future__ import annotations

from workbench.design.component import Component
from workbench.design.references import AssetRef, ComponentRef, Id, SlaRef, SplitRef
from workbench.design.requirements import ErrorCosts
from workbench.design.scalars import Count, Day, Duration, Flag, Fraction, Measure, Name, Rate
from workbench.design.spec import Spec, keyed, said


class ServingContract(Spec):
    """What requests and responses look like."""

    version: Name | None = said("Version.", "v4")
    request: AssetRef | None = said("Data a request is made of; its field rules hold.", "authorisations")
    response: AssetRef | None = said("Data an answer is made of.", "verdicts")
    validated_by: ComponentRef | None = said("What checks a request before the model.", "request_gate")
    schema_: Name | None = said("Where the schema stands.", "openapi/decision.yaml", key="schema")


class Threshold(Spec):
    """The score from which the system acts."""

    at: Measure | None = said("The score.", "0.024")
    action: Name | None = said("What happens above it.", "block")
    by: ComponentRef | None = said("What applies it.", "decision")
    tuned_on: SplitRef | None = said("Split it was chosen on.", "validation")
    calibrated: Flag | None = said("Scores are probabilities.", "true")
    tolerance: Measure | None = said("How far it may stand from the one the costs imply.", "0.01")
    error_costs: ErrorCosts | None = said(
        "What mistakes of this action cost, where it differs from requirements.error_costs.",
        "{false_positive: 2.28 USD, false_negative: 144 USD}",
    )


class LoadTest(Spec):
    """A load test that was run."""

    of: SlaRef | None = said("Which promise it tests.", "authorise")
    rate: Rate | None = said("Load reached.", "4.2k/s")
    users: Count | None = said("Users at once, where the load was made by users.", "200")
    lasted: Duration | None = said("How long it ran.", "30 min")
    p50: Duration | None = said("Median latency at that load.", "31 ms")
    p95: Duration | None = said("Latency of 19 in 20 at that load.", "62 ms")
    p99: Duration | None = said("Latency at that load.", "88 ms")
    errors: Fraction | None = said("Share of requests that failed.", "0.02%")
    on: Day | None = said("Date.", "2026-10-20")


class BatchWindow(Spec):
    """When a batch must be done."""

    by: ComponentRef | None = said("What runs, with its own runtime.", "scorer")
    window: Duration | None = said("Time there is.", "6 h")
    slack: Duration | None = said("From ready to the first reader.", "1 h")


class Environment(Spec):
    """A place where versions of the system run: development, staging, production."""

    nodes: Count | None = said("Fewest machines.", "5")
    by: ComponentRef | None = said("What puts versions there.", "ci")


class Serving(Spec):
    """How predictions reach users."""

    components: dict[Id, Component] = keyed(
        "Its components.", "{decision: {kind: online_endpoint, replicas: 12, zones: 3}}"
    )
    contract: ServingContract | None = said("What requests look like.", "{version: v4, validated_by: request_gate}")
    thresholds: dict[Id, Threshold] = keyed(
        "Scores from which it acts.", "{block: {at: 0.024, by: decision, calibrated: true}}"
    )
    load_tests: dict[Id, LoadTest] = keyed("Load tests.", "{october: {rate: 4.2k/s, p99: 88 ms, on: 2026-10-20}}")
    batch: dict[Id, BatchWindow] = keyed("Batch windows.", "{nightly: {by: scorer, window: 6 h}}")
    environments: dict[Id, Environment] = keyed("Where versions run on their way.", "{staging: {nodes: 3, by: ci}}")
    output_guard: ComponentRef | None = said("What catches impossible outputs.", "score_guard")
