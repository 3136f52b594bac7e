"""Threats at the borders, identities and what they may do, secrets, artefacts, testing by attack."""

from __future__ import annotations

from typing import Literal

from workbench.design.component import Component
from workbench.design.keeping import Encryption
from workbench.design.references import ComponentRef, ControlRef, Id, PersonRef, WatchedRef
from workbench.design.rights import Rights
from workbench.design.scalars import Count, Day, Duration, Flag, Many, Name
from workbench.design.spec import Spec, keyed, said, some
from workbench.design.words import Egress, Ingress, ModelFormat


class Threat(Spec):
    """Something an attacker could do, where, and what stands against it."""

    at: Many[WatchedRef] = some("Component, data or flow it strikes at.", "[decision]")
    technique: Name | None = said("Technique id (ATLAS, OWASP) or a word.", "AML.T0020")
    mitigated_by: Many[ControlRef] = some("What stands against it.", "[label_screen]")


class Identity(Rights):
    """A non-human identity and its rights."""

    used_by: Many[ComponentRef] = some("Who acts with it.", "[decision]")
    kind: Literal["managed", "workload", "key", "user"] | None = said("What sort.", "managed")


class Network(Spec):
    """Ways in and out."""

    ingress: Ingress | None = said("Ways in.", "gateway")
    egress: Egress | None = said("Ways out.", "allowlist")
    tls: Flag | None = said("Every flow that does not say otherwise is encrypted.", "true")


class Secrets(Spec):
    """Where credentials are."""

    in_: ComponentRef | None = said("Where they are kept.", "key_vault", key="in")
    static_keys: Count | None = said("Keys that never change.", "0")
    rotation: Duration | None = said("How often they change.", "90 d")


class Artifacts(Spec):
    """Trust in what is loaded."""

    signed: Flag | None = said("Signatures are checked before loading.", "true")
    verified_by: ComponentRef | None = said("What checks them.", "registry")
    formats: Many[ModelFormat] = some("Formats allowed.", "[onnx]")
    sources: Many[Name] = some("Registries allowed.", "[internal]")
    bill_of_materials: Flag | None = said("Every build lists its parts.", "true")


class RedTeam(Spec):
    """Testing by attack."""

    covers: Many[Name] = some("Risks covered, by id.", "[LLM01, LLM02, LLM06]")
    every: Duration | None = said("How often.", "90 d")
    last: Day | None = said("Last time.", "2026-10-01")
    independent: Flag | None = said("By people who did not build it.", "true")
    open_over_due: Count | None = said("Findings open longer than agreed.", "0")
    close_within: Duration | None = said("Time in which a finding must be closed.", "30 d")


class AuditLog(Spec):
    """Record of who did what."""

    to: ComponentRef | None = said("Where it is kept.", "audit_trail")
    events: Many[Literal["control", "data_access", "admin", "predictions", "overrides"]] = some(
        "What is recorded.", "[control, data_access]"
    )
    reviewed_by: PersonRef | None = said("Who reads it.", "security_team")
    reviewed_every: Duration | None = said("How often.", "7 d")


class Security(Spec):
    """Protection against misuse."""

    components: dict[Id, Component] = keyed(
        "Its components.", "{key_vault: {kind: secret_store, product: azure/key-vault}}"
    )
    threats: dict[Id, Threat] = keyed(
        "Threats.",
        "{label_poisoning: {at: [label_store], technique: AML.T0020, mitigated_by: [label_screen]}}",
    )
    identities: dict[Id, Identity] = keyed(
        "Identities.", "{decision_id: {used_by: decision, reads: [online_store], wildcards: 0}}"
    )
    network: Network | None = said("Ways in and out.", "{ingress: gateway, egress: allowlist, tls: true}")
    encryption: Encryption | None = said(
        "For every store that states none of its own.", "{at_rest: true, key_owner: us}"
    )
    secrets: Secrets | None = said("Credentials.", "{in: key_vault, static_keys: 0}")
    artifacts: Artifacts | None = said("Trust in what is loaded.", "{signed: true, formats: [onnx]}")
    red_team: RedTeam | None = said("Testing by attack.", "{covers: [LLM01], every: 90 d, independent: true}")
    audit: AuditLog | None = said("Record of who did what.", "{to: audit_trail, events: [control, data_access]}")
