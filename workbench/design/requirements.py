"""What is wanted and how success is told: goal, KPIs, guardrails, load, the cost of errors, what was clarified."""

from __future__ import annotations

from typing import Annotated, Literal

from workbench.design.references import ComponentRef, Id, KeysReferTo, KpiRef, MonitorRef, PathRef, PersonRef
from workbench.design.scalars import (
    Count,
    Day,
    Duration,
    Flag,
    Fraction,
    Growth,
    Many,
    Measure,
    Money,
    Name,
    Rate,
    Spend,
    Text,
)
from workbench.design.spec import Spec, keyed, said, some
from workbench.design.words import Direction, Grain

Task = Literal[
    "classification", "ranking", "recommendation", "retrieval", "regression", "forecasting", "anomaly_detection",
    "generation", "question_answering", "summarisation", "extraction", "detection", "segmentation", "speech",
    "agent", "uplift", "clustering",
]  # fmt: skip


class Kpi(Spec):
    """A number the business would notice."""

    kind: Literal["business", "product", "model", "cost", "safety"] | None = said("What sort of outcome.", "business")
    unit: Name | None = said("Unit of the plain numbers below.", "bps")
    definition: Text | None = said("How it is counted.", "fraud loss over volume, by authorisation day")
    baseline: Measure | None = said("Where it stands today.", "9.5")
    target: Measure | None = said("Where it should be.", "6.0")
    direction: Direction | None = said("Which way is better, where baseline and target do not tell.", "down")
    window: Duration | None = said("Over what time it is reviewed.", "28 d")
    decided_by: ComponentRef | None = said("The component whose decision moves it.", "decision")
    watched_by: MonitorRef | None = said("The monitor that follows it.", "fraud_loss_rate")
    worth: Spend | None = said("Value of moving it by one unit.", "860k USD/year")
    per: Grain | None = said("What one value is computed over.", "event")
    owner: PersonRef | None = said("Who answers for it.", "fraud_team")


class Guardrail(Spec):
    """A number that must not get worse while the KPI gets better."""

    unit: Name | None = said("Unit of the plain numbers below.", "bps")
    baseline: Measure | None = said("Where it stands today.", "0.35%")
    limit: Measure | None = said("Where it becomes unacceptable.", "0.40%")
    direction: Direction | None = said("Which way is better.", "down")
    watched_by: MonitorRef | None = said("The monitor that follows it.", "decline_rate")
    protects: Text | None = said("Whom or what it protects.", "honest customers")


class Load(Spec):
    """How much comes in."""

    mean: Rate | None = said("Average rate.", "694/s")
    peak: Rate | None = said("Highest rate to serve.", "3.5k/s")
    growth: Growth | None = said("Growth of the peak.", "30%/year")
    horizon: Duration | None = said("How far ahead capacity is planned.", "2 years")
    users: Count | None = said("Distinct users; times actions_per_user this is the load.", "120k")
    actions_per_user: Rate | None = said("What one user does.", "8/day")


class ErrorCosts(Spec):
    """What each kind of mistake costs."""

    false_positive: Money | None = said("Acting where nothing was wrong.", "5 USD")
    false_negative: Money | None = said("Missing what was wrong.", "200 USD")


class Decision(Spec):
    """The decision the system takes or supports."""

    task: Task | None = said("The learning task.", "classification")
    deadline: Duration | None = said("Latest useful answer.", "100 ms")
    positive_rate: Fraction | None = said("Share of cases that are positive.", "0.12%")
    effect: Literal["none", "limited", "significant"] | None = said("Effect on the person concerned.", "significant")
    automated: Flag | None = said("Taken without a person.", "true")
    profiling: Flag | None = said("It judges people by data about them.", "true")
    public_monitoring: Flag | None = said("It watches a place open to the public.", "false")
    about: Literal["people", "things", "content"] | None = said("Whom or what it concerns.", "people")


class Clarified(Spec):
    """A question asked before designing, its answer, and the field the answer settles."""

    ask: Text | None = said("The question.", "Who decides in doubt?")
    answer: Text | None = said("The answer.", "Analysts, at most 4000 cases a day.")
    settles: Many[PathRef] = some(
        "Field (dotted path) the answer is written into.", "serving.components.review_desk.capacity"
    )


class Alternative(Spec):
    """A way to reach the KPI that was weighed against this one."""

    kind: Literal["non_ml", "simpler_ml", "buy", "manual", "do_nothing"] | None = said(
        "What sort of alternative.", "non_ml"
    )
    kpis: Annotated[dict[str, Measure], KeysReferTo(("kpi",))] = keyed(
        "What it would reach, by KPI.", "{fraud_loss: 8.1}"
    )
    cost: Spend | None = said("What it would cost to run.", "100k USD/year")
    loses_on: KpiRef | None = said("The KPI it loses on.", "fraud_loss")


class Requirements(Spec):
    """Goal, measures of success, load and limits."""

    goal: Text | None = said(
        "The aim in one sentence.", "Stop fraudulent card payments without turning honest customers away."
    )
    decision: Decision | None = said(
        "The decision taken.", "{task: classification, deadline: 100 ms, positive_rate: 0.12%}"
    )
    kpis: dict[Id, Kpi] = keyed("Outcomes to move.", "{fraud_loss: {unit: bps, baseline: 9.5, target: 6.0}}")
    guardrails: dict[Id, Guardrail] = keyed(
        "Outcomes not to harm.", "{false_declines: {limit: 0.40%, watched_by: decline_rate}}"
    )
    load: Load | None = said("How much comes in.", "{mean: 694/s, peak: 3.5k/s, growth: 30%/year}")
    error_costs: ErrorCosts | None = said("Cost of each mistake.", "{false_positive: 5 USD, false_negative: 200 USD}")
    clarified: Many[Clarified] = some(
        "Questions asked first.", "[{ask: ..., answer: ..., settles: requirements.load.peak}]"
    )
    launch: Day | None = said("Date of first live use.", "2026-12-01")
    alternatives: dict[Id, Alternative] = keyed(
        "Other ways weighed.", "{rules_only: {kind: non_ml, kpis: {fraud_loss: 8.1}}}"
    )
    not_in_scope: Many[Text] = some("What this design leaves to others.", "[friendly fraud]")
