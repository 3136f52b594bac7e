"""A component: what it is, and every fact it may state about itself."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import model_validator

from workbench.design.capacity import Capacity
from workbench.design.keeping import Keeping
from workbench.design.references import ComponentRef, InputRef, ModelRef, PersonRef, PromptRef, WhoRef
from workbench.design.scalars import Count, Day, Duration, Flag, Fraction, Many, Name, Text
from workbench.design.spec import Spec, said, some
from workbench.design.terms import Terms
from workbench.design.words import (
    Authn,
    DataCheck,
    DataClass,
    Egress,
    Ingress,
    KindName,
    LogField,
    ProductName,
    Purpose,
    Trigger,
    Trust,
)


class Acl(Spec):
    """Where the caller's rights are applied to what is retrieved."""

    enforced: Literal["in_query", "after_query", "in_prompt", "per_user_index", "none"] | None = said(
        "At which point.", "in_query"
    )
    identity: Literal["caller", "service"] | None = said("Whose rights.", "caller")
    refreshed: Duration | None = said("Longest time until a revoked right takes effect.", "5 min")


class CaseWork(Spec):
    """People working on cases."""

    people: Count | None = said("How many at once.", "25")
    minutes: Duration | None = said("Time for one case.", "3 min")
    hours: Duration | None = said("Working time of one person a day.", "6 h")
    floor: Duration | None = said("Least time a case deserves.", "1 min")
    authority: Literal["override", "advise", "none"] | None = said("What a reviewer may do.", "override")
    seeded: Fraction | None = said("Share of cases with a known answer, by which rubber-stamping is noticed.", "2%")
    agreement: Fraction | None = said("Agreement between two reviewers of one case.", "86%")


class Protection(Spec):
    """Fields of a component about who may use it and what it removes."""

    trust: Trust | None = said("Trust zone it runs in.", "restricted")
    authn: Authn | None = said("How callers prove who they are.", "managed_identity")
    authz: Literal["none", "role", "attribute", "resource", "caller_rights"] | None = said(
        "How it decides what a caller may do.", "role"
    )
    acl: Acl | None = said("How retrieval is trimmed to the caller's rights.", "{enforced: in_query, identity: caller}")
    ingress: Ingress | None = said("Where requests may come from.", "private")
    egress: Egress | None = said("Where it may connect to.", "allowlist")
    redacts: Many[DataClass] = some("Data classes it removes or tokenises.", "[pii_direct]")
    recall: Fraction | None = said("Share of what it should find that it finds.", "98%")
    blocks: Many[
        Literal["injection", "jailbreak", "harm", "pii", "secrets", "off_topic", "ungrounded", "copyright", "code"]
    ] = some("What a filter stops.", "[injection, harm]")
    identity: Literal["user", "service", "shared"] | None = said("Whose rights a tool acts with.", "user")
    irreversible: Flag | None = said("Its effect cannot be undone.", "true")
    approval: WhoRef | None = said("Who must agree before it acts.", "duty_manager")
    operations: Many[Name] = some("The only operations a tool offers.", "[search, read]")
    encodes: Flag | None = said("Validates or encodes text before something runs it.", "true")


class Work(Spec):
    """Fields of a component about what it runs, checks and logs, and when."""

    runs: Many[ModelRef] = some("Models it runs.", "fraud_model")
    prompt: PromptRef | None = said("Prompt it uses.", "answer_prompt")
    checks: Many[DataCheck] = some("What a validator or monitor checks.", "[schema, ranges, nulls]")
    rejects_to: ComponentRef | None = said("Where rejected records go.", "quarantine")
    on_reject: Literal["halt", "quarantine", "drop", "alert", "default"] | None = said(
        "What a failed check does.", "quarantine"
    )
    cadence: Duration | None = said("Time between two runs.", "1 h")
    runtime: Duration | None = said("Time one run takes.", "20 min")
    propagation: Duration | None = said("Time from the end of a run until readers see it.", "5 min")
    trigger: Trigger | None = said("What starts it.", "schedule")
    inputs: Many[InputRef] = some("Data it uses beyond what flows carry to it.", "[device_graph]")
    purposes: Many[Purpose] = some("What it uses data for.", "[fraud_prevention]")
    logs: Many[LogField] = some("What each record of a log holds.", "[prediction_id, features, model_version, output]")
    sample: Fraction | None = said("Share of traffic it records.", "5%")
    joins_on: Name | None = said("Key by which it joins.", "prediction_id")
    cases: CaseWork | None = said("People and time, where people decide.", "{people: 25, minutes: 3 min, hours: 6 h}")


class Component(Capacity, Keeping, Protection, Work):
    """One box of the system: what it is, where it runs, and what is known of it."""

    short: ClassVar[tuple[str, ...]] = ("event_stream", "azure/event-hubs")

    @model_validator(mode="before")
    @classmethod
    def _from_one_word(cls, value: Any) -> Any:
        """Read `auth_stream: event_stream` and `auth_stream: azure/event-hubs`."""
        if isinstance(value, str):
            return {"product" if "/" in value else "kind": value}
        return value

    kind: KindName | None = said("What it is, from the catalogue; a product may imply it.", "online_endpoint")
    product: ProductName | None = said("What fills it.", "azure/kubernetes-service")
    built_with: Text | None = said("Framework or library it is written with, where the product is its host.", "FastAPI")
    title: Text | None = said("Name to show instead of the id.", "Fraud decision")
    owner: PersonRef | None = said("Who answers for it; left out: the owner of the design.", "fraud_team")
    on_call: PersonRef | None = said("Who is called when it fails; left out: its owner.", "fraud_oncall")
    region: Many[Name] = some("Where it runs.", "westeurope")
    version: Name | None = said("Version in use.", "2.3.1")
    optional: Flag | None = said("Off until someone switches it on.", "true")
    availability: Fraction | None = said("Share of time, or of requests, that it works.", "99.95%")
    common_cause: Fraction | None = said("Share of failures that take all replicas at once.", "5%")
    fallback: ComponentRef | None = said("What answers when it does not.", "rules")
    fallback_works: Fraction | None = said("Share of cases the fallback handles well.", "98%")
    quota_pool: Name | None = said("Quota it shares with others of the same pool.", "openai-weu-1")
    retires: Day | None = said("Date after which the vendor stops it.", "2027-03-31")
    migration_lead: Duration | None = said("Time needed to move off it.", "90 d")
    terms: Terms | None = said(
        "What was agreed with whoever runs it.", "{dpa: true, region: [eu], no_training: true, retention: 0 d}"
    )
