"""People the system touches: risk class, harms, oversight, appeal, disclosure, the record of operation."""

from __future__ import annotations

from typing import Literal

from workbench.design.component import Component
from workbench.design.privacy import Assessment
from workbench.design.references import (
    ComponentRef,
    ControlRef,
    HarmRef,
    Id,
    MonitorRef,
    PersonRef,
    StoreRef,
    WhoRef,
)
from workbench.design.scalars import Count, Day, Duration, Flag, Many, Name, Text
from workbench.design.spec import Spec, keyed, said, some
from workbench.design.words import Likelihood, Severity

Domain = Literal[
    "biometrics", "critical_infrastructure", "education", "employment", "essential_services", "credit", "insurance",
    "health", "law_enforcement", "migration", "justice", "product_safety", "payments", "advertising", "content",
    "productivity", "operations", "security", "commerce", "transport", "other",
]  # fmt: skip


class Risk(Spec):
    """Regulatory class, with what it follows from."""

    domain: Domain | None = said("Field of use.", "payments")
    stated: Literal["minimal", "limited", "high", "prohibited"] | None = said("Class you believe it has.", "limited")
    general_purpose_model: Flag | None = said("Built on a general-purpose model.", "false")
    regions: Many[Name] = some("Where it is used.", "[eu, us]")
    override_by: PersonRef | None = said("Who agreed to a lower class than follows.", "legal")


class Harm(Spec):
    """Harm that could come to a group of people."""

    group: Name | None = said("Who, users or not.", "travellers")
    what: Text | None = said("What could happen.", "card refused abroad")
    likelihood: Likelihood | None = said("How likely.", "medium")
    severity: Severity | None = said("How bad.", "high")
    mitigated_by: Many[ControlRef] = some("What stands against it.", "[review_desk]")
    users: Flag | None = said("They use the system themselves.", "false")


class Oversight(Spec):
    """People who can look and stop."""

    by: ComponentRef | None = said("Where they work.", "review_desk")
    trained: Flag | None = said("They are trained for it.", "true")


class Explanation(Spec):
    """What is told about a decision."""

    depth: Literal["none", "reason_codes", "narrative", "attribution", "counterfactual", "full_record"] | None = said(
        "How much.", "reason_codes"
    )
    by: ComponentRef | None = said("What produces it.", "reasons")
    to: Many[WhoRef] = some("Who gets it.", "[merchants]")
    kept_in: ComponentRef | None = said("Where it is kept.", "decision_log")
    count: Count | None = said("Reasons given.", "3")


class PostMarket(Spec):
    """Watching after launch."""

    monitors: Many[MonitorRef] = some("Monitors that follow live use.", "[decline_rate]")
    incident_to: PersonRef | None = said("Who reports a serious incident.", "legal")
    reports: dict[Severity, Duration] = keyed("Time to report an incident, by severity.", "{critical: 2 d, high: 15 d}")


class Disclosure(Spec):
    """What users are told."""

    ai: Flag | None = said("That they deal with a machine.", "true")
    sources: Flag | None = said("Where statements come from.", "true")
    limits: Flag | None = said("What it cannot do.", "true")
    choice: Flag | None = said("They can choose a version without profiling.", "true")


class Appeal(Spec):
    """Complaint and remedy."""

    through: ComponentRef | None = said("Where people turn.", "support_portal")
    handled_by: WhoRef | None = said("Who decides.", "review_desk")
    within: Duration | None = said("Time until an answer.", "3 d")
    harms: Many[HarmRef] = some("Harms that complaints are counted against.", "[declined_abroad]")
    feeds: Many[StoreRef] = some("What a justified complaint changes.", "[label_store]")


class Accessibility(Spec):
    """Standard for surfaces people use."""

    standard: Name | None = said("Which.", "WCAG 2.2 AA")
    tested: Day | None = said("Last test.", "2026-07-01")


class ResponsibleAi(Spec):
    """People the system touches."""

    components: dict[Id, Component] = keyed("Its components.", "{reasons: {kind: explainer}}")
    risk: Risk | None = said("Regulatory class.", "{domain: payments, stated: limited, regions: [eu]}")
    harms: dict[Id, Harm] = keyed(
        "Register of harms.", "{declined_abroad: {group: travellers, likelihood: medium, severity: high}}"
    )
    oversight: Oversight | None = said("People who can stop it.", "{by: review_desk, trained: true}")
    explanation: Explanation | None = said("What is told about a decision.", "{depth: reason_codes, by: reasons}")
    assessment: Assessment | None = said("Impact assessment.", "{id: IA-12, on: 2026-08-01, reopens_on: [use, model]}")
    event_log: ComponentRef | None = said("Log that keeps the record of operation.", "decision_log")
    post_market: PostMarket | None = said("Watching after launch.", "{monitors: [decline_rate], incident_to: legal}")
    disclosure: Disclosure | None = said("What users are told.", "{ai: true, sources: true}")
    appeal: Appeal | None = said(
        "Complaint and remedy.", "{through: support_portal, handled_by: review_desk, within: 3 d}"
    )
    accessibility: Accessibility | None = said("Standard for surfaces.", "{standard: WCAG 2.2 AA, tested: 2026-07-01}")
    technical_file: Name | None = said("Where the documentation stands.", "docs/technical-file")
